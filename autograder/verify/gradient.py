"""Is a function the gradient of a loss? One random direction an array, whatever its size."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.verify.calls import Unanswered, guarded
from autograder.verify.claims import BLUR, NEARBY, ArrayVerdict, beside, examine, with_arrays
from autograder.verify.differences import SINGLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from autograder.verify.calls import Function

__all__ = ["ArrayVerdict", "check_gradient", "check_gradients"]


def check_gradient(
    loss: Function,
    gradient: Function,
    arguments: tuple[Any, ...],
    wrt: Sequence[int] = (0,),
    rng: np.random.Generator | None = None,
) -> tuple[ArrayVerdict, ...]:
    """Check a gradient against the slope of its loss at one point.

    Parameters
    ----------
    loss : callable
        `loss(*arguments) -> float`. A plain callable, without a method `many`, is also called with complex
        parameters; it may refuse them in any way, by an exception, too.
    gradient : callable
        `gradient(*arguments)`: the derivative by the parameter, an array of its shape; for several parameters one
        array each.
    arguments : tuple
        The point.
    wrt : sequence of int, optional
        Positions of the parameters differentiated by.
    rng : numpy.random.Generator, optional
        Draws the directions; seeded with 0 by default.

    Returns
    -------
    tuple of ArrayVerdict
        One an array; just one if the answer's form, or the repetition of a call, ends the check.

    Notes
    -----
    The direction has random signs times U[0.7, 1.3], so that no entry is hidden and none cancels exactly. The cost,
    about 25 evaluations of the loss an array, does not depend on the number of parameters. A step size is never
    chosen: see `differences`. Where the loss takes complex numbers, and the complex step agrees with the differences,
    it stands for them: see `lines.ComplexStep`. The tolerance is ten times the errors that were measured: of the
    slope, of the gradient under inputs moved by one unit in the last place, and u |g o v|. The unit is float32's
    where the values of the gradient or the loss are float32's. A slope that differs counts only if it differs again
    at a point near by, and one that decides nothing is decided there: at a kink every sub-gradient is right.

    Examples
    --------
    >>> import numpy as np
    >>> from autograder.verify import check_gradient
    >>> (verdict,) = check_gradient(lambda x: float(x @ x), lambda x: 2 * x, (np.array([1.0, -3.0]),))
    >>> verdict.verdict
    'passed'
    >>> (verdict,) = check_gradient(lambda x: float(x @ x), lambda x: x, (np.array([1.0, -3.0]),))
    >>> verdict.verdict, round(verdict.ratio, 6)
    ('differs', 0.5)
    """
    (verdicts,) = check_gradients(loss, gradient, [arguments], wrt, [rng or np.random.default_rng(0)])
    return verdicts


def check_gradients(
    loss: Function,
    gradient: Function,
    points: Sequence[tuple[Any, ...]],
    wrt: Sequence[int],
    rngs: Sequence[np.random.Generator],
) -> list[tuple[ArrayVerdict, ...]]:
    """Check a gradient at many points, in two trips where the functions can be called often at once.

    Parameters
    ----------
    loss, gradient : callable
        As for `check_gradient`.
    points : sequence of tuple
        The arguments at each point.
    wrt : sequence of int
        Positions of the parameters differentiated by.
    rngs : sequence of numpy.random.Generator
        One a point.

    Returns
    -------
    list of tuple of ArrayVerdict
        What `check_gradient` returns, for each point.
    """
    points = [with_arrays(point, wrt) for point in points]
    found = examine(loss, gradient, points, wrt, rngs, [wrt] * len(points))
    doubts = [
        _Doubt(at, place, [verdict] if verdict.verdict == "differs" else [])
        for at, verdicts in enumerate(found)
        for place, verdict in enumerate(verdicts)
        if verdict.verdict in {"differs", "inconclusive"}
    ]
    for radius in NEARBY:
        doubts = _look_again(loss, gradient, points, wrt, rngs, found, doubts, radius) if doubts else []
    for doubt in doubts:
        found[doubt.at][doubt.place] = replace(found[doubt.at][doubt.place], verdict="inconclusive")
    return [tuple(verdicts) for verdicts in found]


@dataclass(frozen=True, slots=True)
class _Doubt:
    """An array that did not pass: the place of its verdict, and where it was seen to differ."""

    at: int
    place: int
    seen: list[ArrayVerdict]


def _look_again(
    loss: Function,
    gradient: Function,
    points: Sequence[tuple[Any, ...]],
    wrt: Sequence[int],
    rngs: Sequence[np.random.Generator],
    found: list[list[ArrayVerdict]],
    doubts: list[_Doubt],
    radius: float,
) -> list[_Doubt]:
    """Look at doubts again at points near by; settle those that pass or differ twice, and return the others."""
    places = sorted({doubt.at for doubt in doubts})
    near = [beside(points[at], wrt, radius, rngs[at]) for at in places]
    only = [[found[doubt.at][doubt.place].parameter for doubt in doubts if doubt.at == at] for at in places]
    try:
        verdicts = examine(guarded(loss), guarded(gradient), near, wrt, [rngs[at] for at in places], only)
    except Unanswered:
        return doubts
    again = {(at, verdict.parameter): verdict for at, group in zip(places, verdicts, strict=True) for verdict in group}
    unsettled = []
    for doubt in doubts:
        other = again.get((doubt.at, found[doubt.at][doubt.place].parameter))
        if other is not None and other.verdict == "passed" and other.measured:  # 0 = 0 is no proof
            found[doubt.at][doubt.place] = other
        elif other is not None and other.verdict == "differs" and doubt.seen:
            found[doubt.at][doubt.place] = replace(doubt.seen[0], ratio=_ratio(doubt.seen[0], other))
        else:
            seen = [other] if other is not None and other.verdict == "differs" else doubt.seen
            unsettled.append(replace(doubt, seen=seen))
    return unsettled


def _ratio(one: ArrayVerdict, other: ArrayVerdict) -> float:
    """Return the ratio of claimed to measured, if it is the same in both; else nan."""
    if not (one.measured and other.measured):
        return math.nan
    (ratio, blur), (second, other_blur) = sorted(map(_measured_ratio, (one, other)), key=lambda pair: pair[1])
    same = abs(ratio - second) <= blur + other_blur <= BLUR[SINGLE] * max(1.0, abs(ratio))
    return ratio if same else math.nan


def _measured_ratio(verdict: ArrayVerdict) -> tuple[float, float]:
    """Return claimed / measured, and how far it can be from the truth."""
    ratio = verdict.claimed / verdict.measured
    return ratio, verdict.tolerance / abs(verdict.measured) * max(1.0, abs(ratio))


def common_ratio(verdicts: Iterable[ArrayVerdict]) -> float:
    """Return what right arrays were multiplied by, if it is the same for all that differ.

    Parameters
    ----------
    verdicts : iterable of ArrayVerdict
        Of arrays and points, those that differ among them.

    Returns
    -------
    float
        Claimed / right: the nearest whole number or its inverse, where the measurement cannot tell it from that.
        nan if there is none, or nothing differs.

    Examples
    --------
    >>> import numpy as np
    >>> from autograder.verify import check_gradients, common_ratio
    >>> points = [(np.array([1.0, -3.0]),), (np.array([2.0, 0.5]),)]
    >>> rngs = [np.random.default_rng(seed) for seed in (0, 1)]
    >>> found = check_gradients(lambda x: float(x @ x), lambda x: -2 * x, points, (0,), rngs)
    >>> common_ratio(verdict for verdicts in found for verdict in verdicts)
    -1.0
    """
    failed = [verdict for verdict in verdicts if verdict.verdict == "differs"]
    if not failed or any(math.isnan(verdict.ratio) for verdict in failed):
        return math.nan
    found = [_measured_ratio(verdict) for verdict in failed]
    best, blur = min(found, key=lambda pair: pair[1])
    if any(abs(ratio - best) > blur + other for ratio, other in found):
        return math.nan
    for whole in (float(round(best)), 1 / round(1 / best) if best and round(1 / best) else math.nan):
        if abs(best - whole) <= min(blur, 0.01 * abs(whole)) or best == whole:
            return whole
    return best
