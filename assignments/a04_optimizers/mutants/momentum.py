"""Known wrong answers about momentum: what is remembered, with which weight, and when it is used."""

from autograder.spec import Mutant

_DOWNHILL = "Follow the first update on paper: does your step go down the slope or up?"
_WHOLE = "When theta0 holds whole numbers your points stay whole: look at the dtype you store them in."
_COPY = "With no steps you return the very array that you were given: change one and you change the other."
_COUNT = "Count the updates that you make: are there as many as `steps` says?"
_TWO_STEPS = "Follow the first two updates on paper, in one dimension. "

MOMENTUM_AVERAGE = (
    Mutant(
        "weights-exchanged",
        old="w * gradient(theta) + (1 - w) * D",
        new="(1 - w) * gradient(theta) + w * D",
        explanation="With w = 1 only the new gradient should count. What counts in yours?",
    ),
    Mutant(
        "starts-at-the-first-gradient",
        old="np.zeros_like(theta)",
        new="np.array(gradient(theta))",
        explanation="Your first step is as long as plain descent's. Where does the docstring let D start?",
    ),
    Mutant(
        "forgets-the-history",
        old="w * gradient(theta) + (1 - w) * D",
        new="w * gradient(theta)",
        explanation="Your D knows nothing of the gradients before: you only walk more slowly.",
    ),
    Mutant(
        "never-forgets",
        old="(1 - w) * D",
        new="D",
        explanation="Your D is a sum that only grows. With which weight does the old D enter an average?",
    ),
    Mutant(
        "new-gradient-in-full",
        old="w * gradient(theta)",
        new="gradient(theta)",
        explanation="The weights of an average add up to 1; do yours?",
    ),
    Mutant(
        "learning-rate-twice",
        old="w * gradient(theta)",
        new="w * learning_rate * gradient(theta)",
        explanation="Halve the learning rate: your steps become a quarter as long.",
    ),
    Mutant(
        "weight-fixed",
        old="w * gradient(theta) + (1 - w) * D",
        new="0.1 * gradient(theta) + 0.9 * D",
        explanation="Your path is the same whatever w is.",
    ),
    Mutant(
        "step-before-the-average",
        old="D = w * gradient(theta) + (1 - w) * D\n        theta = theta - learning_rate * D",
        new="theta, D = theta - learning_rate * D, w * gradient(theta) + (1 - w) * D",
        explanation="Your first update does not move at all: which D does it use?",
    ),
    Mutant(
        "gradient-of-the-start",
        old="gradient(theta)",
        new="gradient(np.array(theta0, dtype=np.float64))",
        explanation="All your gradients are the same: at which point is the next one to be taken?",
    ),
    Mutant("ascent", old="theta - learning_rate", new="theta + learning_rate", explanation=_DOWNHILL),
    Mutant("one-update-short", old="range(steps)", new="range(steps - 1)", explanation=_COUNT),
    Mutant(
        "integer-theta",
        old="theta = theta - learning_rate * D",
        new="theta = (theta - learning_rate * D).astype(theta0.dtype)",
        explanation=_WHOLE,
    ),
    Mutant("start-returned", old="np.array(theta0, dtype=np.float64)", new="theta0", explanation=_COPY),
)

MOMENTUM_VELOCITY = (
    Mutant(
        "average-instead",
        old="mu * vel - learning_rate * gradient(theta)",
        new="mu * vel - (1 - mu) * learning_rate * gradient(theta)",
        explanation="That is the other form, with 1 - w called mu. With which weight does the slide's code take the "
        "new gradient?",
    ),
    Mutant(
        "share-fixed",
        old="mu * vel",
        new="0.9 * vel",
        explanation="Your path is the same whatever mu is: the slide's number is only its usual value.",
    ),
    Mutant(
        "nesterov",
        old="gradient(theta)",
        new="gradient(theta + mu * vel)",
        explanation="You look ahead before you ask for the gradient, as Nesterov does. Where does the slide ask?",
    ),
    Mutant(
        "gradient-slowed-too",
        old="mu * vel - learning_rate * gradient(theta)",
        new="mu * (vel - learning_rate * gradient(theta))",
        explanation="Look at your first update, from rest: mu should not be in it.",
    ),
    Mutant(
        "learning-rate-twice",
        old="theta + vel",
        new="theta + learning_rate * vel",
        explanation="The step size is in the velocity already. Is it in yours twice?",
    ),
    Mutant(
        "learning-rate-on-the-velocity",
        old="mu * vel - learning_rate * gradient(theta)",
        new="learning_rate * (mu * vel - gradient(theta))",
        explanation="Which of the two terms does the step size belong to? " + _TWO_STEPS,
    ),
    Mutant(
        "from-rest-every-time",
        old="mu * vel - learning_rate",
        new="-learning_rate",
        explanation="Your velocity is made anew at every update: that is plain gradient descent.",
    ),
    Mutant(
        "no-friction",
        old="mu * vel",
        new="vel",
        explanation="Nothing slows your velocity down: it is the sum of all gradients so far.",
    ),
    Mutant(
        "step-before-the-velocity",
        old="vel = mu * vel - learning_rate * gradient(theta)\n        theta = theta + vel",
        new="theta, vel = theta + vel, mu * vel - learning_rate * gradient(theta)",
        explanation="Your first update does not move at all: which velocity does it use?",
    ),
    Mutant(
        "starts-moving",
        old="np.zeros_like(theta)",
        new="-learning_rate * gradient(theta)",
        explanation="Your velocity has a value before the first update. Where does the docstring let it start?",
    ),
    Mutant("ascent", old="- learning_rate", new="+ learning_rate", explanation=_DOWNHILL),
    Mutant("one-update-short", old="range(steps)", new="range(steps - 1)", explanation=_COUNT),
    Mutant(
        "integer-theta",
        old="theta = theta + vel",
        new="theta = (theta + vel).astype(theta0.dtype)",
        explanation=_WHOLE,
    ),
    Mutant("start-returned", old="np.array(theta0, dtype=np.float64)", new="theta0", explanation=_COPY),
)
