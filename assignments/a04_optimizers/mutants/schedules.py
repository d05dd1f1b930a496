"""Known wrong answers about learning rates that change: where t starts, what falls, and how fast."""

from autograder.spec import Mutant

_FIRST = "What do you return for the first update, t = 1? The docstring says what eta0 is the rate of."
_EXAMPLES = "Visit a single example three times and follow the rate on paper."

INVERSE_SQUARE_ROOT = (
    Mutant("counts-from-zero", old="np.sqrt(t)", new="np.sqrt(t + 1)", explanation=_FIRST),
    Mutant(
        "root-missing",
        old="np.sqrt(t)",
        new="t",
        explanation="Your rate is halved at the second update already. Look at the slide's denominator again.",
    ),
    Mutant(
        "half-by-precedence",
        old="np.sqrt(t)",
        new="(t**1 / 2)",
        explanation="Python raises to a power before it divides: what does your exponent turn out to be?",
    ),
    Mutant(
        "floor-division",
        old="eta0 / np.sqrt(t)",
        new="eta0 // np.sqrt(t)",
        explanation="Your rates are whole numbers: look at the kind of division.",
    ),
    Mutant(
        "compounded",
        old="eta0 / np.sqrt(t)",
        new="eta0 / np.sqrt(np.prod(np.arange(1.0, t + 1)))",
        explanation="Your rate is made from the one before it. The slide makes each one from eta_0 alone.",
    ),
    Mutant(
        "first-rate-under-the-root",
        old="eta0 / np.sqrt(t)",
        new="np.sqrt(eta0 / t)",
        explanation="With eta0 = 4, what is your first rate? Look at what the root covers.",
    ),
    Mutant(
        "first-rate-missing",
        old="eta0 / np.sqrt(t)",
        new="1 / np.sqrt(t)",
        explanation="Your rates are the same whatever eta0 is.",
    ),
    Mutant(
        "grows",
        old="eta0 / np.sqrt(t)",
        new="eta0 * np.sqrt(t)",
        explanation="Do your rates fall or rise with t?",
    ),
)

STEP_DECAY = (
    Mutant(
        "counts-from-zero",
        old="(t - 1) // period",
        new="t // period",
        explanation="Count the updates that get your first rate: are there as many as the period says?",
    ),
    Mutant(
        "one-update-late",
        old="(t - 1) // period",
        new="max(t - 2, 0) // period",
        explanation="Your first period is one update too long: how many updates are over before update t?",
    ),
    Mutant(
        "falls-within-a-period",
        old="// period",
        new="/ period",
        explanation="Print a whole period: your rate changes at every update in it.",
    ),
    Mutant(
        "falls-once-only",
        old="((t - 1) // period)",
        new="min(1, (t - 1) // period)",
        explanation="You are right for the first two periods. What happens after the next ones?",
    ),
    Mutant(
        "factor-taken-away",
        old="factor **",
        new="(1 - factor) **",
        explanation="With a factor of 0.9, which share of the rate is left after a period? Which do you leave?",
    ),
    Mutant(
        "divided-by-the-factor",
        old="eta0 * factor",
        new="eta0 / factor",
        explanation="The factor is below 1. Do your rates fall or rise?",
    ),
    Mutant(
        "product-for-power",
        old="factor ** (",
        new="factor * (",
        explanation="Your first rate is zero, and later ones rise. How often is the factor applied after two periods?",
    ),
    Mutant(
        "remainder",
        old="// period",
        new="% period",
        explanation="Your rate returns to eta0 again and again: is it the number of periods that you count?",
    ),
    Mutant(
        "every-update",
        old="((t - 1) // period)",
        new="(t - 1)",
        explanation="Your rates are the same whatever the period is.",
    ),
)

EXPONENTIAL_DECAY = (
    Mutant("counts-from-zero", old="(t - 1)", new="t", explanation=_FIRST),
    Mutant(
        "grows",
        old="-rate",
        new="rate",
        explanation="Your learning rate grows from update to update: look at the sign in the exponent.",
    ),
    Mutant(
        "percentage",
        old="np.exp(-rate * (t - 1))",
        new="(1 - rate) ** (t - 1)",
        explanation="You take away a share at every update: nearly it, for small rates. What is left at rate = 1?",
    ),
    Mutant(
        "power-of-ten",
        old="np.exp(-rate * (t - 1))",
        new="10.0 ** (-rate * (t - 1))",
        explanation="Compare your rates with the formula for rate = 1: which base has its exponential?",
    ),
    Mutant(
        "straight-line",
        old="np.exp(-rate * (t - 1))",
        new="(1 - rate * (t - 1))",
        explanation="Your rates lie on a straight line and become negative in the end.",
    ),
    Mutant(
        "hyperbola",
        old="np.exp(-rate * (t - 1))",
        new="1 / (1 + rate * (t - 1))",
        explanation="That is inverse-time decay, another schedule; it falls far more slowly.",
    ),
    Mutant(
        "first-rate-missing",
        old="eta0 * np.exp",
        new="np.exp",
        explanation="Your rates are the same whatever eta0 is.",
    ),
    Mutant(
        "divided-by-the-rate",
        old="-rate * (t - 1)",
        new="-(t - 1) / rate",
        explanation="A larger decay rate makes your schedule fall more slowly.",
    ),
)

COSINE_ANNEALING = (
    Mutant("counts-from-zero", old="(t - 1)", new="t", explanation=_FIRST),
    Mutant(
        "zero-at-the-last-update",
        old="/ steps))",
        new="/ (steps - 1)))",
        explanation="Your last update has the rate zero. When does the docstring say that zero is reached?",
    ),
    Mutant(
        "half-missing",
        old="eta0 / 2",
        new="eta0",
        explanation="Your first rate is not eta0: between which two values does 1 + cos lie?",
    ),
    Mutant(
        "cosine-alone",
        old="eta0 / 2 * (1 + np.cos(np.pi * (t - 1) / steps))",
        new="eta0 * np.cos(np.pi * (t - 1) / steps)",
        explanation="In the second half of the run your rates are negative, and you climb.",
    ),
    Mutant(
        "whole-turn",
        old="np.pi *",
        new="2 * np.pi *",
        explanation="Your rate rises again in the second half: how much of a turn belongs to a run?",
    ),
    Mutant(
        "quarter-turn",
        old="eta0 / 2 * (1 + np.cos(np.pi * (t - 1) / steps))",
        new="eta0 * np.cos(np.pi / 2 * (t - 1) / steps)",
        explanation="Your curve is flat at the start and steep at the end. At the end half a cosine is flat again.",
    ),
    Mutant(
        "degrees",
        old="np.pi *",
        new="180 *",
        explanation="NumPy's cosine takes its angle in radians.",
    ),
    Mutant(
        "rises",
        old="(1 + np.cos",
        new="(1 - np.cos",
        explanation="Your schedule begins at zero and rises: look at the sign before the cosine.",
    ),
    Mutant(
        "sine",
        old="(1 + np.cos",
        new="(1 + np.sin",
        explanation="Your rate rises before it falls: which of the two functions is largest at 0?",
    ),
)

STOCHASTIC_GRADIENT_DESCENT_DECAYING = (
    Mutant(
        "constant-rate",
        old="inverse_square_root(eta0, t)",
        new="eta0",
        explanation="Your rate never changes. " + _EXAMPLES,
    ),
    Mutant(
        "counts-from-two",
        old="start=1",
        new="start=2",
        explanation="Your first update is shorter than with the rate eta0: which t does it have?",
    ),
    Mutant(
        "example-for-update",
        old="inverse_square_root(eta0, t)",
        new="inverse_square_root(eta0, i + 1)",
        explanation="Your rate depends on which example comes, not on how many updates were made. " + _EXAMPLES,
    ),
    Mutant(
        "one-rate-a-pass",
        old="inverse_square_root(eta0, t)",
        new="inverse_square_root(eta0, 1 + (t - 1) // len(y))",
        explanation="Your rate falls once in every pass over the examples: what does t count?",
    ),
    Mutant(
        "compounded",
        old="theta = theta - inverse_square_root(eta0, t) * gradient",
        new="eta0 = inverse_square_root(eta0, t)\n        theta = theta - eta0 * gradient",
        explanation="You overwrite the first rate, and shrink what has shrunk before. " + _EXAMPLES,
    ),
    Mutant(
        "root-missing",
        old="inverse_square_root(eta0, t)",
        new="eta0 / t",
        explanation="Your second rate is half of the first. Compare it with your own schedule's.",
    ),
    Mutant(
        "ascent",
        old="theta - inverse",
        new="theta + inverse",
        explanation="Follow one example on paper: does the update make its error smaller?",
    ),
    Mutant(
        "two-missing",
        old="-2 *",
        new="-1 *",
        explanation="There is no 1/2 in front of the square: what does its derivative begin with?",
    ),
    Mutant(
        "gradient-of-all-examples",
        old="-2 * (y[i] - X[i] @ theta) * X[i]",
        new="-2 / len(y) * X.T @ (y - X @ theta)",
        explanation="Every update should know one example only, the i-th.",
    ),
    Mutant(
        "order-ignored",
        old="in enumerate(order, start=1)",
        new="in enumerate(range(len(order)), start=1)",
        explanation="You visit the examples from first to last. Who decides which come, and when?",
    ),
    Mutant(
        "integer-theta",
        old="theta = theta - inverse_square_root(eta0, t) * gradient",
        new="theta = (theta - inverse_square_root(eta0, t) * gradient).astype(theta0.dtype)",
        explanation="When theta0 holds whole numbers your points stay whole: look at the dtype you store them in.",
    ),
)
