"""Known wrong answers about the way forward: the sigmoid, its derivative, the prediction, the loss."""

from autograder.spec import Mutant

SIGMOID = (
    Mutant(
        "sign-of-the-exponent",
        old="np.exp(-a)",
        new="np.exp(a)",
        explanation="Your curve falls from 1 to 0. Compare your exponent with the slide's.",
    ),
    Mutant(
        "one-plus-missing",
        old="1 / (1 + np.exp(-a))",
        new="1 / np.exp(-a)",
        explanation="Your values grow without bound, but a sigmoid stays between 0 and 1: look at its denominator.",
    ),
    Mutant(
        "parentheses-missing",
        old="1 / (1 + np.exp(-a))",
        new="1 / 1 + np.exp(-a)",
        explanation="Python divides before it adds. What does your line divide by?",
    ),
    Mutant(
        "hyperbolic-tangent",
        old="1 / (1 + np.exp(-a))",
        new="np.tanh(a)",
        explanation="You took another S-shaped function: yours goes from -1 to 1, this one does not.",
    ),
    Mutant(
        "step",
        old="1 / (1 + np.exp(-a))",
        new="np.where(a > 0, 1.0, 0.0)",
        explanation="You jump from 0 to 1 at one point. Which values has the slide's curve on the way?",
    ),
    Mutant(
        "softmax",
        old="1 / (1 + np.exp(-a))",
        new="np.exp(a) / np.sum(np.exp(a))",
        explanation="Your values add up to 1, so each depends on all the others. Should it?",
    ),
    Mutant(
        "derivative",
        old="return s",
        new="return s * (1 - s)",
        explanation="You return the slope of the curve; this exercise asks for its height.",
    ),
    Mutant(
        "one-number-only",
        old="s: Array = 1 / (1 + np.exp(-a))",
        new="import math\n\n    s = 1 / (1 + math.exp(-a))",
        explanation="Functions of the module math take one number. What does yours say to an array of three?",
    ),
    Mutant(
        "integer-array",
        old="s: Array = 1 / (1 + np.exp(-a))",
        new="s = np.empty_like(a)\n    s[...] = 1 / (1 + np.exp(-a))",
        explanation="Where a holds whole numbers your answer holds whole numbers, too: look at its dtype.",
    ),
)

SIGMOID_DERIVATIVE = (
    Mutant(
        "a-taken-for-activated",
        old="s = sigmoid(a)",
        new="s = a",
        explanation="In f_3 (1 - f_3) the f_3 has been through the sigmoid already. Has your argument?",
    ),
    Mutant(
        "activated-twice",
        old="s = sigmoid(a)",
        new="s = sigmoid(sigmoid(a))",
        explanation="Count how often a goes through the sigmoid. Your value at a = 0 should be 0.25.",
    ),
    Mutant(
        "second-factor-not-activated",
        old="s * (1 - s)",
        new="s * (1 - a)",
        explanation="Of your two factors only one knows the sigmoid: read the formula once more.",
    ),
    Mutant(
        "sign",
        old="(1 - s)",
        new="(s - 1)",
        explanation="Your derivative is negative. Where does the sigmoid fall?",
    ),
    Mutant(
        "factor-missing",
        old="s * (1 - s)",
        new="1 - s",
        explanation="Far to the left the sigmoid is flat, but your derivative is 1 there: a factor is missing.",
    ),
    Mutant(
        "derivative-of-the-hyperbolic-tangent",
        old="s * (1 - s)",
        new="1 - s**2",
        explanation="That belongs to another activation. Differentiate 1 / (1 + exp(-a)) with the chain rule.",
    ),
    Mutant(
        "parentheses-missing",
        old="s * (1 - s)",
        new="s * 1 - s",
        explanation="Your answer is 0 everywhere: Python multiplies before it subtracts.",
    ),
    Mutant(
        "matrix-product",
        old="s * (1 - s)",
        new="np.dot(s, 1 - s)",
        explanation="One entry of your answer depends on several of a. Which product works entry by entry?",
    ),
    Mutant(
        "difference-quotient",
        old="return s * (1 - s)",
        new="return (sigmoid(a + 1e-3) - s) / 1e-3",
        explanation="A difference quotient is only nearly the derivative; the slide has a formula for it.",
    ),
)

CHAIN_FORWARD = (
    Mutant(
        "linear-output",
        old="sigmoid(w3 * f2)",
        new="w3 * f2",
        explanation="Your prediction can leave the range from 0 to 1. What does the slide do with a_3?",
    ),
    Mutant(
        "bias-missing",
        old="w1 * x + b1",
        new="w1 * x",
        explanation="One of the four parameters never enters your prediction.",
    ),
    Mutant(
        "bias-in-every-layer",
        old="f2 = sigmoid(w2 * f1)\n    return float(sigmoid(w3 * f2))",
        new="f2 = sigmoid(w2 * f1 + b1)\n    return float(sigmoid(w3 * f2 + b1))",
        explanation="Count the biases of the slide's network: which of its layers has one?",
    ),
    Mutant(
        "bias-times-weight",
        old="w1 * x + b1",
        new="w1 * (x + b1)",
        explanation="Your bias is multiplied by a weight: look at your parentheses.",
    ),
    Mutant(
        "bias-last",
        old="w1, b1, w2, w3 = params",
        new="w1, w2, w3, b1 = params",
        explanation="You unpack params in another order than the docstring gives.",
    ),
    Mutant(
        "slides-order",
        old="w1, b1, w2, w3 = params",
        new="w3, w2, w1, b1 = params",
        explanation="That is the order in which the slide lists the gradient. Which one has the docstring?",
    ),
    Mutant(
        "hidden-layer-linear",
        old="sigmoid(w2 * f1)",
        new="w2 * f1",
        explanation="Count your sigmoids: every layer with a weight has one.",
    ),
    Mutant(
        "layer-skipped",
        old="w3 * f2",
        new="w3 * f1",
        explanation="Does your prediction change with w2? Follow each layer's output to the next.",
    ),
    Mutant(
        "activated-before-weighted",
        old="sigmoid(w1 * x + b1)",
        new="w1 * sigmoid(x) + b1",
        explanation="In which order do the weight and the sigmoid of the first layer act on x?",
    ),
)

CHAIN_LOSS = (
    Mutant(
        "half-missing",
        old=" / 2",
        new="",
        explanation="You have the square, but the quadratic loss has a constant, too. Linear regression had another.",
    ),
    Mutant(
        "square-missing",
        old="(y - y_hat) ** 2 / 2",
        new="(y - y_hat) / 2",
        explanation="Your loss is negative for predictions that are too large. Can a loss reward that?",
    ),
    Mutant(
        "absolute-error",
        old="(y - y_hat) ** 2 / 2",
        new="abs(y - y_hat) / 2",
        explanation="Try a prediction that is off by 3. What does the slide do with the 3?",
    ),
    Mutant(
        "parentheses-missing",
        old="(y - y_hat) ** 2 / 2",
        new="y - y_hat ** 2 / 2",
        explanation="Python takes powers before it subtracts. What do you square?",
    ),
    Mutant(
        "difference-of-squares",
        old="(y - y_hat) ** 2 / 2",
        new="(y ** 2 - y_hat ** 2) / 2",
        explanation="Try y = 1 and y_hat = 3 by hand. Which comes first, the difference or the square?",
    ),
    Mutant(
        "prediction-rounded",
        old="y_hat = chain_forward(params, x)",
        new="y_hat = round(chain_forward(params, x))",
        explanation="You turn the prediction into a class first. Does your loss change if a weight does, by a little?",
    ),
    Mutant(
        "whole-number-division",
        old="/ 2",
        new="// 2",
        explanation="Your losses are whole numbers: there are two divisions in Python.",
    ),
    Mutant(
        "cross-entropy",
        old="(y - y_hat) ** 2 / 2",
        new="-(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))",
        explanation="There are two losses on the slide. Which one does the docstring name?",
    ),
)
