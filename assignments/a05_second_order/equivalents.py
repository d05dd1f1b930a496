"""Generated mutants that are no mistakes: other right line searches and guards, and products that commute."""

from autograder.spec import Equivalent

INNER_PRODUCT = "An inner product is symmetric."
SYMMETRIC = "H is symmetric."

_ARMIJO = "objective(theta + step_size * p) > value + 0.0001 * step_... -> objective(theta + step_size * p)"
_GUARD = (
    "y @ s > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y) -> y @ s >= 1e-10 * np.linalg.norm(s) * np.linalg.norm(y)"
)
_SEARCH = "Another right line search: "

LINE_SEARCHES = (
    Equivalent("g @ p -> p @ g", INNER_PRODUCT),
    Equivalent("y @ s -> s @ y", INNER_PRODUCT),
    Equivalent(f"{_ARMIJO} >= value + 0.0001 * step...", f"{_SEARCH}equality is one step size more or less."),
    Equivalent(
        "value + 0.0001 * step_size * slope -> value - 0.0001 * step_size * slope",
        f"{_SEARCH}c = -1e-4 lets the objective rise by next to nothing, once.",
    ),
    Equivalent("value + 0.0001 * step_size * slope -> value", f"{_SEARCH}c = 0."),
    Equivalent("0.0001 -> 0.0002", f"{_SEARCH}c = 2e-4."),
    Equivalent("2 -> 3", f"{_SEARCH}thirds instead of halves."),
    Equivalent(_GUARD, "Another right guard: equality is left to rounding."),
    Equivalent("1e-10 -> 2e-10", "Another right guard, twice as large."),
    Equivalent(
        "1e-10 * np.linalg.norm(s) * np.linalg.norm(y) -> 1e-10 * np.linalg.norm(s) / np.linalg.norm(y)",
        "Another right guard: it bounds cosines from below where y is not tiny, and skips the tiny ones.",
    ),
    Equivalent(
        "1e-10 * np.linalg.norm(s) -> 1e-10 / np.linalg.norm(s)",
        "Another right guard: it bounds cosines from below where s is not tiny, and skips the tiny ones.",
    ),
)
