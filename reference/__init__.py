"""The lecture "Neural Network Optimization" (CMSC 472/672, lecture 9) in NumPy, one module per topic.

Module by module, in the order of the slides, with the slides that each one puts into code:

linear_regression
    "Recap: Linear Regression", "Optimization Method #0: Random Guessing", "Gradients", "Algorithm 1 Gradient
    Descent", "Optimization Method #1: Gradient Descent", "Learning rates".
activations
    "Let's use a Sigmoid function".
scalar_chain
    "Example of a multi-layer perceptron", "Learning an MLP", "According to the chain rule...".
losses
    "Objective Functions for NNs".
mlp
    "Single Output Neural Network", "Forward-Computation", "Case 2: Neural Network", "Backpropagation".
approximation
    "Why are NNs such good function approximators?".
schedules
    "Learning rate scheduling".
adaptive
    "Learning rate scheduling": "More modern choice: Adaptive learning rates".
momentum
    "Momentum Update".
quasi_newton
    "Many other ways to perform optimization...": BFGS and L-BFGS.

Everywhere: the parameters come first, then the data, then the learning rate, the number of steps and the
method's own constants. `y` is the label, `y_hat` the prediction. No function changes its arguments, and no
result shares memory with them.
"""
