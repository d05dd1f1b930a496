"""The kinds of input of this sheet: small enough to read, and decided well clear of every threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from reference import linear_regression as lr

if TYPE_CHECKING:
    from collections.abc import Callable

    Build = Callable[[np.random.Generator], tuple[Any, ...]]

Array = NDArray[Any]

MARGIN = 0.05
"""Relative distance that every stopping decision keeps from its threshold, and every winner from the next."""


def model(
    n: int,
    m: int,
    *,
    constant: bool = False,
    integers: bool = False,
    counts: bool = False,
    exact: bool = False,
    unit: float = 1.0,
    labels: bool = True,
) -> Build:
    """(theta, X, y), or (theta, X) without labels.

    Parameters
    ----------
    n, m : int
        Samples and features.
    constant : bool, optional
        The first column of X is a column of ones.
    integers : bool, optional
        All arrays are of integers.
    counts : bool, optional
        X alone is of integers.
    exact : bool, optional
        Whole numbers, and the labels are what theta predicts: the loss is zero without any rounding.
    unit : float, optional
        The size of the labels.
    labels : bool, optional
        Whether y is among the arguments.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        X, y, theta = _draw(rng, n, m, constant=constant, integers=integers or exact or counts)
        if counts:
            theta = theta / 4
        if not labels:
            return theta, X
        if exact:
            return theta.astype(float), X.astype(float), (X @ theta).astype(float)
        return theta, X, _rounded(unit * y) if unit != 1 else y

    return build


def features(n: int, m: int, *, constant: bool = False, integers: bool = False, unit: int = 1) -> Build:
    """(X,), its entries about as large as the unit."""

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        X, _, _ = _draw(rng, n, m, constant=constant, integers=integers)
        return (X if unit == 1 else np.round(X * unit, 2),)

    return build


def guesses(n: int, m: int, k: int, *, best: int, unit: int = 1, integers: bool = False) -> Build:
    """(X, y, candidates), the k guesses' losses apart from each other.

    Parameters
    ----------
    n, m, k : int
        Samples, features, guesses.
    best : int
        The row of the guess with the smallest loss.
    unit : int, optional
        The size of the labels and the guesses; the losses are of the size of its square.
    integers : bool, optional
        All arrays are of integers.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        while True:
            X, y, _ = _draw(rng, n, m, integers=integers)
            candidates = _numbers(rng, (k, m), integers=integers)
            if unit != 1:
                y, candidates = _rounded(unit * y), _rounded(unit * candidates)
            losses = np.array([lr.mean_squared_error(theta, X, y) for theta in candidates])
            smallest = int(np.argmin(losses))
            candidates[[smallest, best]] = candidates[[best, smallest]]
            ordered = np.sort(losses)
            if ordered[0] > 0.1 * unit**2 and np.all(np.diff(ordered) > MARGIN * ordered[1:]):
                return X, y, candidates

    return build


def tied_guesses(rng: np.random.Generator) -> tuple[Any, ...]:
    """(X, y, candidates): rows 1 and 3 mirror each other and lose exactly the same, less than the others.

    Exchanging the columns of X exchanges its rows in pairs of equal label. All numbers are integers, so that
    nothing rounds and nothing moves with rounding.
    """
    while True:
        a, b, c, d, p, q = rng.integers(-4, 5, size=6)
        X = np.array([[a, b], [b, a], [c, d], [d, c]])
        y = np.array([p, p, q, q])
        candidates = rng.integers(-6, 7, size=(5, 2))
        candidates[3] = candidates[1, ::-1]
        losses = [lr.mean_squared_error(theta, X, y) for theta in candidates]
        distinct = candidates[1, 0] != candidates[1, 1] and np.all(X[:, 0] != X[:, 1])
        if distinct and 0 < losses[1] < (1 - MARGIN) * min(losses[0], losses[2], losses[4]):
            return X, y, candidates


def descent(
    n: int,
    m: int,
    *,
    on: Literal["gradient", "objective"],
    fraction: float = 0.4,
    tolerance: float,
    max_steps: int,
    made: range,
    near: bool = False,
    integers: bool = False,
) -> Build:
    """(X, y, theta0, learning_rate, tolerance, max_steps) of a descent with a test of convergence.

    Parameters
    ----------
    n, m : int
        Samples and features.
    on : {"gradient", "objective"}
        What the tolerance is compared with.
    fraction : float, optional
        The learning rate, as a fraction of the largest stable one; above 1 the loss climbs from the start.
    tolerance : float
        Of the test of convergence.
    max_steps : int
        The largest number of updates.
    made : range
        How many updates the descent may turn out to make.
    near : bool, optional
        theta0 is the minimum, rounded.
    integers : bool, optional
        All arrays are of integers.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        while True:
            X, y, theta0 = _draw(rng, n, m, integers=integers)
            if near:
                theta0 = _rounded(np.linalg.lstsq(X, y, rcond=None)[0])
            rate = two_digits(fraction * lr.largest_stable_learning_rate(X))
            path = lr.descent_path(X, y, theta0, rate, max_steps)
            measure = _MEASURES[on](path, X, y)
            stops = np.flatnonzero(measure <= tolerance)
            steps = int(stops[0]) if stops.size else max_steps
            apart = np.all(np.abs(measure[: steps + 1] - tolerance) > MARGIN * tolerance + 1e-3 * (tolerance == 0))
            if steps in made and apart and (fraction < 1 or _losses(path, X, y)[:2].argmin() == 0):
                return X, y, theta0, rate, tolerance, max_steps

    return build


def walk(
    n: int,
    m: int,
    *,
    steps: int,
    fraction: float = 0.4,
    best: Literal["first", "between", "last"] = "last",
    integers: bool = False,
) -> Build:
    """(X, y, theta0, learning_rate, steps) of a descent whose best point is its first, last or one between.

    Parameters
    ----------
    n, m : int
        Samples and features.
    steps : int
        The number of updates.
    fraction : float, optional
        The learning rate, as a fraction of the largest stable one.
    best : {"first", "between", "last"}, optional
        Where on the path the loss is smallest; if between, the next point too is better than the first.
    integers : bool, optional
        All arrays are of integers.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        while True:
            X, y, theta0 = _draw(rng, n, m, integers=integers)
            rate = two_digits(fraction * lr.largest_stable_learning_rate(X))
            losses = _losses(lr.descent_path(X, y, theta0, rate, steps), X, y)
            smallest = int(np.argmin(losses))
            place = "last" if smallest == steps else "first" if smallest == 0 else "between"
            excess = np.delete(losses, smallest) - losses[smallest]
            falls = place != "between" or losses[smallest + 1] < (1 - MARGIN) * losses[0]
            if place == best and falls and np.all(excess > 1e-3 * losses[smallest] + 1e-3):
                return X, y, theta0, rate, steps

    return build


def walk_at_minimum(rng: np.random.Generator) -> tuple[Any, ...]:
    """(X, y, theta0, learning_rate, steps) where theta0 fits exactly, in whole numbers: no step moves it."""
    theta, X, y = model(4, 2, exact=True)(rng)
    return X, y, theta, two_digits(0.5 * lr.largest_stable_learning_rate(X)), 3


def descent_at_minimum(rng: np.random.Generator) -> tuple[Any, ...]:
    """(X, y, theta0, learning_rate, tolerance, max_steps), integers: theta0 fits exactly, and the tolerance is 0."""
    X, y, theta, learning_rate, _ = walk_at_minimum(rng)
    return X.astype(int), y.astype(int), theta.astype(int), learning_rate, 0.0, 5


def walk_to_and_fro(rng: np.random.Generator) -> tuple[Any, ...]:
    """(X, y, theta0, learning_rate, steps), whole numbers: every step leaps over the minimum to the same height."""
    y = rng.integers(-5, 6, 1)
    return np.array([[1]]), y, y + rng.integers(1, 5), 1, 3


def mesh(rows: int, columns: int, *, n: int = 3, integers: bool = False, turned: bool = False) -> Build:
    """(T1, T2, X, y): a mesh of so many rows (values of theta_2) and columns (values of theta_1), or turned round."""

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        X, y, _ = _draw(rng, n, 2, integers=integers)
        first, second = (_ticks(rng, count, integers=integers) for count in (columns, rows))
        T1, T2 = np.meshgrid(first, second, indexing="ij" if turned else "xy")
        return T1, T2, X, y

    return build


def visits(
    n: int,
    m: int,
    *,
    order: Literal["once", "twice", "backwards", "one", "some", "none"] = "once",
    fraction: float = 0.5,
    integers: bool = False,
) -> Build:
    """(X, y, theta0, learning_rate, order): the samples visited one after the other.

    Parameters
    ----------
    n, m : int
        Samples and features.
    order : {"once", "twice", "backwards", "one", "some", "none"}, optional
        Every sample once or twice, shuffled; from the last to the first; one of them three times; half of
        them; none.
    fraction : float, optional
        The learning rate, as a fraction of the one that would solve the longest sample in one step.
    integers : bool, optional
        All arrays are of integers.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        X, y, theta0 = _draw(rng, n, m, integers=integers)
        rate = two_digits(fraction / (2 * float(np.max(np.sum(X * X, axis=1)))))
        visited = {
            "once": rng.permutation(n),
            "twice": rng.permutation(np.repeat(np.arange(n), 2)),
            "backwards": np.arange(n)[::-1].copy(),
            "one": np.full(3, rng.integers(n)),
            "some": rng.permutation(n)[: (n + 1) // 2],
            "none": np.arange(0),
        }[order]
        return X, y, theta0, rate, visited

    return build


def two_digits(value: float) -> float:
    """Return the value rounded down to two significant digits."""
    exponent = int(np.floor(np.log10(value))) - 1
    return float(f"{int(value * 10.0**-exponent)}e{exponent}")


def _draw(
    rng: np.random.Generator, n: int, m: int, *, constant: bool = False, integers: bool = False
) -> tuple[Array, Array, Array]:
    """Return X, y and a theta that is not the minimum's; X well conditioned, with one steepest direction."""
    while True:
        X = _numbers(rng, (n, m), integers=integers)
        if constant:
            X[:, 0] = 1
        lengths = np.linalg.svd(X.astype(float), compute_uv=False)
        if lengths[-1] > 0.25 * lengths[0] and np.all(lengths[1:] < 0.85 * lengths[0]) and lengths[0] > 1:
            break
    truth, theta = _numbers(rng, (m,), integers=integers), _numbers(rng, (m,), integers=integers)
    while np.min(np.abs(theta - truth)) < 0.5 or np.min(np.abs(theta)) < 0.3 or np.any(np.abs(theta) == 1):
        theta = _numbers(rng, (m,), integers=integers)
    noise = rng.normal(scale=0.5, size=n)
    y = np.rint(X @ truth + 3 * noise).astype(int) if integers else _rounded(X @ truth + noise)
    return X, y, theta


def _numbers(rng: np.random.Generator, shape: tuple[int, ...], *, integers: bool) -> Array:
    return rng.integers(-4, 5, size=shape) if integers else _rounded(rng.normal(scale=1.5, size=shape))


def _ticks(rng: np.random.Generator, count: int, *, integers: bool) -> Array:
    """Return increasing values, unevenly spaced."""
    gaps = rng.integers(1, 4, size=count)
    ticks = np.cumsum(gaps) - int(gaps.sum()) // 2
    return ticks if integers else ticks / 2


def _rounded(values: Array) -> Array:
    """Return the values to one decimal, without the minus of a zero."""
    rounded: Array = np.round(values, 1) + 0.0
    return rounded


def _losses(path: Array, X: Array, y: Array) -> Array:
    return np.array([lr.mean_squared_error(theta, X, y) for theta in path])


def _changes(path: Array, X: Array, y: Array) -> Array:
    """Return how much each update changed the loss; nothing is known before the first."""
    return np.concatenate([[np.inf], np.abs(np.diff(_losses(path, X, y)))])


def _slopes(path: Array, X: Array, y: Array) -> Array:
    """Return the norm of the gradient after each number of updates."""
    return np.array([np.linalg.norm(lr.mean_squared_error_gradient(theta, X, y)) for theta in path])


_MEASURES = {"gradient": _slopes, "objective": _changes}
