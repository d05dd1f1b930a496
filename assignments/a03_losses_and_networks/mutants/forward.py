"""Known wrong answers about the network's way forward: its sums, its prediction, its loss."""

from autograder.spec import Mutant

MLP_ACTIVATIONS = (
    Mutant(
        "ones-at-the-end",
        old=("np.concatenate(([1.0], x))\n    z = sigmoid(a)\n    b = beta @ np.concatenate(([1.0], z))"),
        new="np.concatenate((x, [1.0]))\n    z = sigmoid(a)\n    b = beta @ np.concatenate((z, [1.0]))",
        explanation="With x = 0 your hidden units see the last column of alpha. In which one are the biases?",
    ),
    Mutant(
        "hidden-bias-missing",
        old="alpha @ np.concatenate(([1.0], x))",
        new="alpha[:, 1:] @ x",
        explanation="With x = 0 all your a_j are 0. What is x_0, and which weights does it meet?",
    ),
    Mutant(
        "output-bias-missing",
        old="beta @ np.concatenate(([1.0], z))",
        new="beta[1:] @ z",
        explanation="Your b does not change with beta_0. What is z_0?",
    ),
    Mutant(
        "bias-activated",
        old="beta @ np.concatenate(([1.0], z))",
        new="beta @ sigmoid(np.concatenate(([1.0], a)))",
        explanation="Your z_0 is about 0.73: it went through the sigmoid with the others.",
    ),
    Mutant(
        "prediction-for-b",
        old="return a, z, float(b)",
        new="return a, z, float(sigmoid(b))",
        explanation="Your third value always lies between 0 and 1. Is it what goes into the last sigmoid or comes out?",
    ),
    Mutant(
        "one-among-the-hidden-units",
        old="return a, z, float(b)",
        new="return a, np.concatenate(([1.0], z)), float(b)",
        explanation="Count your z: there are D hidden units, and the constant is none.",
    ),
    Mutant(
        "hidden-units-not-activated",
        old="z = sigmoid(a)",
        new="z = a",
        explanation="Your a and z are the same numbers. What happens to a hidden unit between the two sums?",
    ),
    Mutant(
        "hyperbolic-tangent",
        old="z = sigmoid(a)",
        new="z = np.tanh(a)",
        explanation="Some of your z are negative: another course's activation. What range has the lecture's?",
    ),
    Mutant(
        "whole-number-sums",
        old="alpha @ np.concatenate(([1.0], x))",
        new="(alpha @ np.concatenate(([1.0], x))).astype(alpha.dtype)",
        explanation="When the weights are whole numbers so are your a_j, whatever x is: look at their dtype.",
    ),
)

MLP_FORWARD = (
    Mutant(
        "last-sigmoid-missing",
        old="float(sigmoid(b))",
        new="b",
        explanation="Some of your predictions are below 0 or above 1. Can they be probabilities?",
    ),
    Mutant(
        "activated-twice",
        old="float(sigmoid(b))",
        new="float(sigmoid(sigmoid(b)))",
        explanation="All your predictions lie between 0.5 and 0.74: how often is the output activated?",
    ),
    Mutant(
        "class-for-probability",
        old="float(sigmoid(b))",
        new="float(sigmoid(b) > 0.5)",
        explanation="Your answers are 0 and 1 only. The loss will want to know how sure the network is.",
    ),
    Mutant(
        "probability-of-label-zero",
        old="float(sigmoid(b))",
        new="float(sigmoid(-b))",
        explanation="Your prediction falls as b grows: of which label is it the probability?",
    ),
    Mutant(
        "hidden-bias-missing",
        old="_, _, b = mlp_activations(alpha, beta, x)",
        new="b = beta[0] + beta[1:] @ sigmoid(alpha[:, 1:] @ x)",
        explanation="Your prediction does not change with column 0 of alpha. You have written these sums once already.",
    ),
    Mutant(
        "output-bias-missing",
        old="_, _, b = mlp_activations(alpha, beta, x)",
        new="b = beta[1:] @ mlp_activations(alpha, beta, x)[1]",
        explanation="Your prediction does not change with beta_0.",
    ),
    Mutant(
        "hidden-units-skipped",
        old="_, _, b = mlp_activations(alpha, beta, x)",
        new="a, _, _ = mlp_activations(alpha, beta, x)\n    b = np.sum(a)",
        explanation="Your prediction does not change with beta: which of the three values goes into the last sigmoid?",
    ),
)

MLP_LOSS = (
    Mutant(
        "sign-of-the-table",
        old="return float(",
        new="return -float(",
        explanation="Your loss is negative. The table and the loss slide differ in one sign: which J do we minimise?",
    ),
    Mutant(
        "quadratic-loss",
        old="binary_cross_entropy(mlp_forward(alpha, beta, x), y)",
        new="0.5 * (mlp_forward(alpha, beta, x) - y) ** 2",
        explanation="That is the loss of the chain, an earlier network. Which one does this table begin with?",
    ),
    Mutant(
        "label-zero-costs-nothing",
        old="binary_cross_entropy(mlp_forward(alpha, beta, x), y)",
        new="-y * np.log(mlp_forward(alpha, beta, x))",
        explanation="For every example with label 0 your loss is 0, however wrong the prediction is.",
    ),
    Mutant(
        "minus-of-the-first-term-alone",
        old="binary_cross_entropy(mlp_forward(alpha, beta, x), y)",
        new="-y * np.log(mlp_forward(alpha, beta, x)) + (1 - y) * np.log(1 - mlp_forward(alpha, beta, x))",
        explanation="Your loss is right for label 1 and negative for label 0. How far does your minus reach?",
    ),
    Mutant(
        "in-bits",
        old="y))",
        new="y)) / np.log(2)",
        explanation="Your unit is the bit. Which logarithm has the loss that you wrote before?",
    ),
    Mutant(
        "activated-twice",
        old="mlp_forward(alpha, beta, x)",
        new="sigmoid(mlp_forward(alpha, beta, x))",
        explanation="The prediction is a probability already: follow it from the network into the loss.",
    ),
    Mutant(
        "labels-exchanged",
        old="x), y)",
        new="x), 1 - y)",
        explanation="Your loss is small where the prediction is wrong: which label is y_hat the probability of?",
    ),
)
