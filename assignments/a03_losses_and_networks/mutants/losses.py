"""Known wrong answers about the two losses and their derivatives."""

from autograder.spec import Mutant

_EVERY_PAIR = "Hand in two pairs: you give back one number, and there should be two."
_SHARES = "A label may also lie between 0 and 1, as the docstring says. What does yours make of 0.3?"

QUADRATIC_LOSS = (
    Mutant(
        "half-missing",
        old=" / 2",
        new="",
        explanation="Take a prediction that is off by 3: what does the slide charge for it, and what do you?",
    ),
    Mutant("mean-of-the-pairs", old="(y_hat - y) ** 2", new="np.mean((y_hat - y) ** 2)", explanation=_EVERY_PAIR),
    Mutant("sum-of-the-pairs", old="(y_hat - y) ** 2", new="np.sum((y_hat - y) ** 2)", explanation=_EVERY_PAIR),
    Mutant(
        "absolute-difference",
        old="(y_hat - y) ** 2",
        new="np.abs(y_hat - y)",
        explanation="Make an error twice as large: your loss doubles. What does a square do?",
    ),
    Mutant(
        "half-inside-the-square",
        old="(y_hat - y) ** 2 / 2",
        new="((y_hat - y) / 2) ** 2",
        explanation="You halve before you square. What becomes of the 1/2 when it is squared, too?",
    ),
    Mutant(
        "label-alone-squared",
        old="(y_hat - y) ** 2",
        new="(y_hat - y ** 2)",
        explanation="A power binds more tightly than a minus. What exactly is squared in your line?",
    ),
    Mutant(
        "whole-numbers-only",
        old="/ 2",
        new="// 2",
        explanation="Your losses have nothing behind the decimal point. Which division is that?",
    ),
    Mutant(
        "every-prediction-with-every-label",
        old="(y_hat - y) ** 2",
        new="np.subtract.outer(y_hat, y) ** 2",
        explanation="Print the shape of your difference: the first prediction belongs to the first label only.",
    ),
)

QUADRATIC_LOSS_DERIVATIVE = (
    Mutant(
        "by-the-label",
        old="y_hat - y",
        new="-(y_hat - y)",
        explanation="When the prediction is too large, does the loss rise or fall as the prediction grows?",
    ),
    Mutant(
        "two-not-cancelled",
        old="y_hat - y",
        new="2 * (y_hat - y)",
        explanation="There is a 1/2 in front of this square. What does it do to your factor?",
    ),
    Mutant(
        "power-rule-without-its-two",
        old="y_hat - y",
        new="(y_hat - y) / 2",
        explanation="You kept the 1/2 of the loss. What factor does the derivative of a square bring along?",
    ),
    Mutant(
        "divided-by-the-count",
        old="y_hat - y",
        new="(y_hat - y) / np.size(y_hat)",
        explanation="Add a second pair: your first number halves. Over what would you take a mean here?",
    ),
    Mutant(
        "through-the-sigmoid",
        old="y_hat - y",
        new="(y_hat - y) * y_hat * (1 - y_hat)",
        explanation="You differentiate by what went into a sigmoid. Is there a sigmoid in this loss?",
    ),
    Mutant(
        "sign-alone",
        old="y_hat - y",
        new="np.sign(y_hat - y)",
        explanation="That is the slope of the absolute error. Is a parabola as steep far away as near its minimum?",
    ),
    Mutant(
        "argument-changed",
        old="return y_hat - y",
        new="y_hat -= y\n    return y_hat",
        explanation="Print y_hat after your function was called: it is another array than before.",
    ),
)

BINARY_CROSS_ENTROPY = (
    Mutant(
        "log-likelihood",
        old="return -(",
        new="return (",
        explanation="Your values are negative, and they grow as the predictions get better. Is that a loss?",
    ),
    Mutant(
        "minus-of-the-first-term-alone",
        old="-(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))",
        new="-y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)",
        explanation="Look at an example with label 0: its loss is negative. How far does your minus reach?",
    ),
    Mutant(
        "in-bits",
        old="(1 - y) * np.log(1 - y_hat))",
        new="(1 - y) * np.log(1 - y_hat)) / np.log(2)",
        explanation="Your unit is the bit. Which logarithm does the docstring ask for?",
    ),
    Mutant(
        "label-one-alone",
        old="y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)",
        new="y * np.log(y_hat)",
        explanation="Predict 0.9 for an example with label 0: you charge nothing for it.",
    ),
    Mutant(
        "one-minus-label-missing",
        old="(1 - y) * np.log(1 - y_hat)",
        new="np.log(1 - y_hat)",
        explanation="With label 1 and a prediction near 1 your loss is large. Which term should be switched off there?",
    ),
    Mutant(
        "one-logarithm-twice",
        old="np.log(1 - y_hat)",
        new="np.log(y_hat)",
        explanation="Your loss does not depend on the label. What is the probability of label 0?",
    ),
    Mutant(
        "prediction-and-label-exchanged",
        old="y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)",
        new="y_hat * np.log(y + 1e-12) + (1 - y_hat) * np.log(1 - y + 1e-12)",
        explanation="Which of the two may be exactly 0 or 1, and which one has a logarithm everywhere?",
    ),
    Mutant(
        "activated-again",
        old="-(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))",
        new="np.log(1 + np.exp(y_hat)) - y * y_hat",
        explanation="You put a sigmoid around y_hat, but it is a probability already.",
    ),
    Mutant(
        "mean-of-the-pairs",
        old="-(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))",
        new="-np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))",
        explanation=_EVERY_PAIR,
    ),
    Mutant(
        "labels-yes-or-no",
        old="-(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))",
        new="-np.log(np.where(np.equal(y, 1), y_hat, 1 - y_hat))",
        explanation=_SHARES,
    ),
)

BINARY_CROSS_ENTROPY_DERIVATIVE = (
    Mutant(
        "sign-of-the-table",
        old="return -(",
        new="return (",
        explanation="Predict 0.9 for label 0. Should the loss rise or fall as the prediction grows?",
    ),
    Mutant(
        "sign-of-the-second-term",
        old="(1 - y) / (y_hat - 1)",
        new="(1 - y) / (1 - y_hat)",
        explanation="For label 0 your sign is wrong: look at what is inside the second logarithm, and at the brackets.",
    ),
    Mutant(
        "label-one-alone",
        old="y / y_hat + (1 - y) / (y_hat - 1)",
        new="y / y_hat",
        explanation="For label 0 your derivative is 0: no prediction would ever be corrected there.",
    ),
    Mutant(
        "one-minus-label-missing",
        old="(1 - y) / (y_hat - 1)",
        new="1 / (y_hat - 1)",
        explanation="Take label 1: which term of the loss is switched off, and is it in your derivative?",
    ),
    Mutant(
        "by-what-the-sigmoid-is-given",
        old="-(y / y_hat + (1 - y) / (y_hat - 1))",
        new="y_hat - y",
        explanation="Your derivative goes through a sigmoid already. Here the prediction itself is the variable.",
    ),
    Mutant(
        "by-the-label",
        old="-(y / y_hat + (1 - y) / (y_hat - 1))",
        new="np.log(1 - y_hat) - np.log(y_hat)",
        explanation="There is still a logarithm in your derivative: by which of the two did you differentiate?",
    ),
    Mutant(
        "brackets-below-the-line",
        old="-(y / y_hat + (1 - y) / (y_hat - 1))",
        new="(y_hat - y) / y_hat * (1 - y_hat)",
        explanation="Python divides and multiplies from the left: what stands below your line, and what does not?",
    ),
    Mutant(
        "mean-of-the-pairs",
        old="-(y / y_hat + (1 - y) / (y_hat - 1))",
        new="-np.mean(y / y_hat + (1 - y) / (y_hat - 1))",
        explanation=_EVERY_PAIR,
    ),
    Mutant(
        "labels-yes-or-no",
        old="-(y / y_hat + (1 - y) / (y_hat - 1))",
        new="np.where(np.greater(y, 0.5), -1 / y_hat, 1 / (1 - y_hat))",
        explanation=_SHARES,
    ),
)
