"""Known wrong answers about the staircase: where a step stands, how high it is, how sharp, and what lies below it."""

from autograder.spec import Mutant

_MIDDLES = "midpoints = (knots[:-1] + knots[1:]) / 2"
_WHOLE = "Where the knots are whole numbers, yours stay whole: look at the dtype of what you fill in."
_SIGN = "Take two knots and two values: does your network climb where it should?"
_PLACE = "With two knots at 0 and 1, at which x is your network half way up? Where does the docstring put the step?"

STEP_NETWORK = (
    Mutant("steps-at-the-knots", old=_MIDDLES, new="midpoints = knots[1:]", explanation=_PLACE),
    Mutant("steps-at-the-knots-before", old=_MIDDLES, new="midpoints = knots[:-1]", explanation=_PLACE),
    Mutant(
        "midpoint-by-precedence",
        old="(knots[:-1] + knots[1:]) / 2",
        new="knots[:-1] + knots[1:] / 2",
        explanation="Python divides before it adds: what is your midpoint of 2 and 4?",
    ),
    Mutant(
        "first-value-forgotten",
        old="values[0] + hidden",
        new="hidden",
        explanation="Far to the left all hidden units are off. What should the network say there, and what does yours?",
    ),
    Mutant(
        "heights-instead-of-steps",
        old="np.diff(values)",
        new="values[1:]",
        explanation="A unit that is on stays on. By how much should the second one raise what the first has reached?",
    ),
    Mutant(
        "steps-downwards",
        old="np.diff(values)",
        new="-np.diff(values)",
        explanation=_SIGN,
    ),
    Mutant(
        "steepness-of-x-alone",
        old="steepness * (x[:, np.newaxis] - midpoints)",
        new="steepness * x[:, np.newaxis] - midpoints",
        explanation="The steepness is to sharpen a step, not to move it. What does your parenthesis leave out?",
    ),
    Mutant(
        "steepness-divides",
        old="steepness * (",
        new="1 / steepness * (",
        explanation="Make the steepness larger: do your steps become sharper?",
    ),
    Mutant(
        "sharp-steps",
        old="sigmoid(steepness * (x[:, np.newaxis] - midpoints))",
        new="(x[:, np.newaxis] > midpoints).astype(float)",
        explanation="Your steps are vertical whatever the steepness is. Which of the lecture's functions is a unit?",
    ),
    Mutant(
        "even-spacing",
        old=_MIDDLES,
        new="midpoints = knots[:-1] + (knots[-1] - knots[0]) / max(2 * len(knots) - 2, 1)",
        explanation="You use one distance for all: the knots need not be evenly spaced.",
    ),
)

STEP_NETWORK_WEIGHTS = (
    Mutant(
        "bias-with-the-wrong-sign",
        old="b = -steepness",
        new="b = steepness",
        explanation="Where is the argument of your hidden unit zero? It should be at the midpoint.",
    ),
    Mutant(
        "bias-not-scaled",
        old="b = -steepness * midpoints",
        new="b = -midpoints",
        explanation="Multiply the parenthesis out: the steepness stands before both of its terms.",
    ),
    Mutant("steps-at-the-knots", old=_MIDDLES, new="midpoints = knots[1:]", explanation=_PLACE),
    Mutant(
        "weight-one",
        old="steepness, dtype=np.float64",
        new="1.0, dtype=np.float64",
        explanation="What stands before x in the argument of a hidden unit?",
    ),
    Mutant(
        "output-bias-missing",
        old="float(values[0])",
        new="0.0",
        explanation="Far to the left all hidden units are off, and only c is left. What should the network say there?",
    ),
    Mutant(
        "last-value-as-bias",
        old="float(values[0])",
        new="float(values[-1])",
        explanation="Your c is what the network says where all units are on. Where are they all off?",
    ),
    Mutant(
        "heights-instead-of-steps",
        old="np.diff(values)",
        new="values[1:]",
        explanation="A unit that is on stays on. By how much should the second one raise what the first has reached?",
    ),
    Mutant("steps-downwards", old="np.diff(values)", new="-np.diff(values)", explanation=_SIGN),
    Mutant(
        "type-of-the-knots",
        old="np.full(len(midpoints), steepness, dtype=np.float64)",
        new="np.full(len(midpoints), steepness, dtype=knots.dtype)",
        explanation=_WHOLE,
    ),
    Mutant(
        "biases-and-weights-exchanged",
        old="return w, b, v,",
        new="return b, w, v,",
        explanation="Both have one entry a unit, so only the order tells: which comes first in the docstring?",
    ),
)

APPROXIMATION_ERROR = (
    Mutant(
        "mean-distance",
        old="np.max(np.abs(f(x) - y_hat))",
        new="np.mean(np.abs(f(x) - y_hat))",
        explanation="The theorem promises that the network is near everywhere, not on average.",
    ),
    Mutant(
        "sign-kept",
        old="np.max(np.abs(f(x) - y_hat))",
        new="np.max(f(x) - y_hat)",
        explanation="A network that lies far above the function is a bad one, too.",
    ),
    Mutant(
        "squared",
        old="np.abs(f(x) - y_hat)",
        new="(f(x) - y_hat) ** 2",
        explanation="In which unit is your error, if f is in metres?",
    ),
    Mutant(
        "at-the-knots",
        old="f(x) - y_hat",
        new="f(knots) - step_network(knots, f(knots), steepness, knots)",
        explanation="You compare at the knots, where the network was made to fit. Where does the docstring ask?",
    ),
    Mutant(
        "place-of-the-maximum",
        old="float(np.max(np.abs(f(x) - y_hat)))",
        new="float(x[np.argmax(np.abs(f(x) - y_hat))])",
        explanation="You return where the two are furthest apart. Wanted is how far.",
    ),
    Mutant(
        "relative",
        old="np.abs(f(x) - y_hat)",
        new="np.abs(f(x) - y_hat) / np.max(np.abs(f(x)))",
        explanation="You divide by the size of the function. The theorem's epsilon is a plain distance.",
    ),
    Mutant(
        "difference-of-the-largest",
        old="np.max(np.abs(f(x) - y_hat))",
        new="abs(np.max(f(x)) - np.max(y_hat))",
        explanation="Two curves can have the same highest point and be nowhere alike. Compare them place by place.",
    ),
    Mutant(
        "euclidean",
        old="np.max(np.abs(f(x) - y_hat))",
        new="np.linalg.norm(f(x) - y_hat)",
        explanation="With more places to compare at, your error grows. Should it?",
    ),
)
