"""Known wrong answers about the ways down: updates, tests of convergence, what is kept and returned."""

from autograder.spec import Mutant

_DOWNHILL = "Follow J over the first two updates on paper: does your step go down the slope or up?"
_WHOLE = "When theta0 holds whole numbers your points stay whole: look at the dtype you store them in."

GRADIENT_DESCENT = (
    Mutant("ascent", old="theta - learning_rate", new="theta + learning_rate", explanation=_DOWNHILL),
    Mutant(
        "test-inverted",
        old="<= tolerance",
        new="> tolerance",
        explanation="You stop while the gradient is large and go on when it is small.",
    ),
    Mutant(
        "squared-norm",
        old="np.linalg.norm(gradient) <= tolerance",
        new="gradient @ gradient <= tolerance",
        explanation="Compare your measure of the gradient (3, 4) with the L2 norm of it.",
    ),
    Mutant(
        "test-after-the-update",
        old=(
            "if np.linalg.norm(gradient) <= tolerance:\n"
            "            return theta, step\n"
            "        theta = theta - learning_rate * gradient"
        ),
        new=(
            "theta = theta - learning_rate * gradient\n"
            "        if np.linalg.norm(gradient) <= tolerance:\n"
            "            return theta, step + 1"
        ),
        explanation="A theta0 that has converged already should come back as it is, after 0 updates.",
    ),
    Mutant(
        "objective-for-gradient",
        old="np.linalg.norm(gradient)",
        new="mean_squared_error(theta, X, y)",
        explanation="J is above zero even at its minimum. Which quantity does become small there?",
    ),
    Mutant(
        "gradient-of-the-start",
        old=("for step in range(max_steps):\n        gradient = mean_squared_error_gradient(theta, X, y)"),
        new=("gradient = mean_squared_error_gradient(theta, X, y)\n    for step in range(max_steps):"),
        explanation="All your steps are the same. At which theta is the next gradient to be taken?",
    ),
    Mutant(
        "one-parameter-after-the-other",
        old="theta = theta - learning_rate * gradient",
        new=(
            "for j in range(len(theta)):\n"
            "            theta[j] -= learning_rate * mean_squared_error_gradient(theta, X, y)[j]"
        ),
        explanation="Your second entry already sees the new first one. An update moves all at once.",
    ),
    Mutant(
        "one-update-short",
        old="range(max_steps)",
        new="range(max_steps - 1)",
        explanation="Count your updates when nothing stops them: are there max_steps of them?",
    ),
    Mutant(
        "always-max-steps",
        old="return theta, step\n",
        new="return theta, max_steps\n",
        explanation="The second number says how many updates were made, not how many were allowed.",
    ),
    Mutant(
        "integer-theta",
        old="theta = theta - learning_rate * gradient",
        new="theta = (theta - learning_rate * gradient).astype(theta0.dtype)",
        explanation=_WHOLE,
    ),
)

GRADIENT_DESCENT_ON_OBJECTIVE = (
    Mutant("ascent", old="theta - learning_rate", new="theta + learning_rate", explanation=_DOWNHILL),
    Mutant(
        "increase-counts-as-convergence",
        old="abs(before - after)",
        new="before - after",
        explanation="Take a rate that is too big, so that J rises: your descent says it has converged.",
    ),
    Mutant(
        "objective-itself",
        old="abs(before - after)",
        new="after",
        explanation="You wait for J to become small, but its minimum is above zero. What about its change?",
    ),
    Mutant(
        "previous-objective-frozen",
        old="before = after",
        new="pass",
        explanation="You compare with J at the start for ever; compare with J one update ago.",
    ),
    Mutant(
        "gradient-for-objective",
        old="abs(before - after)",
        new="np.linalg.norm(mean_squared_error_gradient(theta, X, y))",
        explanation="That is the test of the exercise before; this one looks at J only.",
    ),
    Mutant(
        "updates-counted-from-zero",
        old="range(1, max_steps + 1)",
        new="range(max_steps)",
        explanation="The update that meets the test has been made: does your count include it?",
    ),
    Mutant(
        "relative-change",
        old="<= tolerance",
        new="<= tolerance * before",
        explanation="You compare the change of J with a share of J; the docstring compares it with a number.",
    ),
)

GRADIENT_DESCENT_BEST = (
    Mutant("ascent", old="theta - learning_rate", new="theta + learning_rate", explanation=_DOWNHILL),
    Mutant(
        "last-point",
        old="return best",
        new="return theta",
        explanation="With a rate that is too big the last point is not the best one visited.",
    ),
    Mutant(
        "start-forgotten",
        old="theta, mean_squared_error(theta, X, y)",
        new="theta, np.inf",
        explanation="theta0 is a visited point too: what if every later one is worse?",
    ),
    Mutant(
        "comparison-inverted",
        old="objective < smallest",
        new="objective > smallest",
        explanation="You remember the worst point of the path.",
    ),
    Mutant(
        "smallest-frozen",
        old="best, smallest = theta, objective",
        new="best = theta",
        explanation="You compare every point with the start; compare with the best one so far.",
    ),
    Mutant(
        "last-point-left-out",
        old="range(steps)",
        new="range(steps - 1)",
        explanation="There are steps + 1 visited points. Which one do you never look at?",
    ),
    Mutant(
        "loss-for-point",
        old="return best",
        new="return smallest",
        explanation="You return the smallest J; wanted is the point where it was found.",
    ),
)

DESCENT_PATH = (
    Mutant("ascent", old="path[t] - learning_rate", new="path[t] + learning_rate", explanation=_DOWNHILL),
    Mutant(
        "start-missing",
        old="return path",
        new="return path[1:]",
        explanation="Your path has one row too few: where does it begin?",
    ),
    Mutant(
        "end-missing",
        old="return path",
        new="return path[:-1]",
        explanation="Your path has one row too few: where does it end?",
    ),
    Mutant(
        "one-point-repeated",
        old="return path",
        new="return np.tile(path[-1], (steps + 1, 1))",
        explanation="All your rows are the last point: is one array stored many times, and changed since?",
    ),
    Mutant(
        "gradient-of-the-start",
        old="mean_squared_error_gradient(path[t], X, y)",
        new="mean_squared_error_gradient(path[0], X, y)",
        explanation="Your path is a straight line of equal steps. At which point is the gradient taken?",
    ),
    Mutant(
        "integer-path",
        old="np.empty((steps + 1, len(theta0)))",
        new="np.empty((steps + 1, len(theta0)), dtype=theta0.dtype)",
        explanation=_WHOLE,
    ),
    Mutant(
        "points-in-columns",
        old="return path",
        new="return path.T",
        explanation="One visited point is one row.",
    ),
)

STOCHASTIC_GRADIENT_DESCENT = (
    Mutant("ascent", old="theta - learning_rate", new="theta + learning_rate", explanation=_DOWNHILL),
    Mutant(
        "gradient-of-all-examples",
        old="-2 * (y[i] - X[i] @ theta) * X[i]",
        new="mean_squared_error_gradient(theta, X, y)",
        explanation="Every update should know one example only, the i-th.",
    ),
    Mutant(
        "divided-by-n",
        old="-2 *",
        new="-2 / len(y) *",
        explanation="The square of a single example is not a mean: where does your N come from?",
    ),
    Mutant(
        "two-missing",
        old="-2 *",
        new="-1 *",
        explanation="There is no 1/2 in front of the square: what does its derivative begin with?",
    ),
    Mutant(
        "order-ignored",
        old="for i in order",
        new="for i in range(len(y))",
        explanation="You visit the examples from first to last, once each. Who decides which come, and when?",
    ),
    Mutant(
        "labels-left-behind",
        old="y[i]",
        new="y[np.flatnonzero(order == i)[0]]",
        explanation="You shuffled X and left y as it was: an example and its label belong together.",
    ),
    Mutant(
        "residual-of-the-start",
        old="X[i] @ theta)",
        new="X[i] @ theta0)",
        explanation="Your prediction for every example is made at theta0, though theta has moved since.",
    ),
    Mutant(
        "integer-theta",
        old="theta = theta - learning_rate * gradient",
        new="theta = (theta - learning_rate * gradient).astype(theta0.dtype)",
        explanation=_WHOLE,
    ),
)
