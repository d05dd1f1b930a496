"""Known wrong answers about the ways down with BFGS and L-BFGS: directions, steps, what is remembered, when to stop."""

from autograder.spec import Mutant

_STALE = "Your second step goes along the gradient of the start again. Which gradient belongs to the new point?"
_BOLD = "You always make the whole step. Look at the objective after your first one: does it fall?"
_CONCAVE = (
    "Where y^T s is negative, H stops being positive definite and -H g may lead uphill. See the docstring's exception."
)
_OBJECTIVE = "The objective need not be zero at its minimum; here it may even be negative. What is zero there?"
_SQUARED = "Compare your measure of the gradient (3, 4) with its L2 norm."
_ENDLESS = "With max_steps = 0 no step is allowed, and with 1 only one. Where do you look at max_steps?"
_ALIAS = "Without any step you return the caller's own array: whoever changes yours changes theta0."
_WHOLE = "When theta0 holds whole numbers your points stay whole: look at the dtype you store them in."
_CLASSIC = (
    "(1, 1) is the minimum of the classic function. Here it is turned and moved: your answer must come from the steps."
)
_DOUBLED = "Your first trial is not the whole step p. Near the minimum the whole step is what makes the method fast."

_START = "theta = np.array(theta0, dtype=np.float64)"
_SEARCH = "while objective(theta + step_size * p) > value + 1e-4 * step_size * slope:"
_GUARD = "if y @ s > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):"

_SHARED = (
    Mutant("gradient-not-renewed", old="y, g = g_new - g, g_new", new="y = g_new - g", explanation=_STALE),
    Mutant("no-line-search", old=_SEARCH, new="while False:", explanation=_BOLD),
    Mutant("every-step-learnt-from", old=_GUARD, new="if True:", explanation=_CONCAVE),
    Mutant("objective-for-gradient", old="np.linalg.norm(g)", new="objective(theta)", explanation=_OBJECTIVE),
    Mutant("squared-norm", old="np.linalg.norm(g)", new="g @ g", explanation=_SQUARED),
    Mutant("max-steps-ignored", old="for _ in range(max_steps):", new="while True:", explanation=_ENDLESS),
    Mutant("start-returned-itself", old=_START, new="theta = theta0", explanation=_ALIAS),
    Mutant(
        "whole-numbers", old="theta = theta + s", new="theta = (theta + s).astype(theta0.dtype)", explanation=_WHOLE
    ),
    Mutant("classic-minimum", old="return theta", new="return np.ones(len(theta0))", explanation=_CLASSIC),
    Mutant("first-trial-doubled", old="g @ p, 1.0", new="g @ p, 2.0", explanation=_DOUBLED),
)

BFGS = (
    Mutant(
        "gradient-descent",
        old="p = -H @ g",
        new="p = -g",
        explanation="Your steps go along -g. In a ravine that takes thousands of them: where do you use H?",
    ),
    Mutant(
        "pair-exchanged",
        old="bfgs_update(H, s, y)",
        new="bfgs_update(H, y, s)",
        explanation="Which of the two is the step? Your H learns the Hessian instead of its inverse.",
    ),
    Mutant(
        "forgets-all-but-the-last-step",
        old="bfgs_update(H, s, y)",
        new="bfgs_update(np.eye(len(s)), s, y)",
        explanation="Every update of yours begins at the identity. With n parameters there are n directions to learn.",
    ),
    *_SHARED,
)

LBFGS = (
    Mutant(
        "gradient-descent",
        old="p = lbfgs_direction(g, S, Y)",
        new="p = -g",
        explanation="Your steps go along -g. In a ravine that takes thousands of them: where do you use the pairs?",
    ),
    Mutant(
        "pairs-exchanged",
        old="lbfgs_direction(g, S, Y)",
        new="lbfgs_direction(g, Y, S)",
        explanation="Which of the two arrays holds the steps? The order of the arguments is S, then Y.",
    ),
    Mutant(
        "oldest-pairs-kept",
        old="S = np.vstack([S, s])[-memory:]\n            Y = np.vstack([Y, y])[-memory:]",
        new="S = np.vstack([S, s])[:memory]\n            Y = np.vstack([Y, y])[:memory]",
        explanation="Once your memory is full you learn nothing any more. Which pair should be dropped?",
    ),
    *_SHARED,
)
