"""The kinds of input of this sheet: schedules over a run of updates, samples in an order, surfaces to go down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from autograder.spec import Formula
from reference import linear_regression as lr

if TYPE_CHECKING:
    from collections.abc import Callable

    Build = Callable[[np.random.Generator], tuple[Any, ...]]

Array = NDArray[Any]
Number = float | tuple[float, float]
"""A number, or the ends of the interval that it is drawn from; two whole ends draw a whole number."""

Surface = Literal["bowl", "ravine", "uneven", "flat", "levels"]

MOVE = 5e-3
"""Every update moves every parameter by at least this share of the largest: far above rounding and the guard band."""


def schedule(*own: Number, updates: Number, eta0: Number = (0.1, 0.8)) -> Build:
    """(eta0, t, *own), where t is the last update of the run.

    Parameters
    ----------
    *own : Number
        What the schedule has beside eta0 and t.
    updates : Number
        How many updates are run.
    eta0 : Number, optional
        The first rate.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        return _drawn(rng, eta0), _drawn(rng, updates), *(_drawn(rng, number) for number in own)

    return build


def annealing(steps: Number, *, share: float = 1.0) -> Build:
    """(eta0, t, steps), where t is a share of the steps, 1 at least."""

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        length = int(_drawn(rng, steps))
        return _drawn(rng, (0.1, 0.8)), max(1, int(share * length)), length

    return build


def visits(
    n: int,
    m: int,
    *,
    order: Literal["once", "twice", "backwards", "one", "first", "some", "none"] = "once",
    fraction: float = 0.5,
    integers: bool = False,
) -> Build:
    """(X, y, theta0, eta0, order): the samples visited one after the other.

    Parameters
    ----------
    n, m : int
        Samples and features.
    order : {"once", "twice", "backwards", "one", "first", "some", "none"}, optional
        Every sample once or twice, shuffled; from the last to the first; one of them four times, or once; more
        than half of them; none.
    fraction : float, optional
        The first rate, as a fraction of the one that would solve the longest sample in one step.
    integers : bool, optional
        All arrays are of integers.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        while True:
            X, y, theta0 = (_numbers(rng, shape, integers=integers) for shape in ((n, m), (n,), (m,)))
            longest = float(np.max(np.sum(X * X, axis=1)))
            eta0 = _two_digits(fraction / (2 * max(longest, 1.0)))
            visited = {
                "once": rng.permutation(n),
                "twice": rng.permutation(np.repeat(np.arange(n), 2)),
                "backwards": np.arange(n)[::-1].copy(),
                "one": np.full(4, rng.integers(n)),
                "first": rng.integers(n, size=1),
                "some": rng.permutation(n)[: n // 2 + 1],
                "none": np.arange(0),
            }[order]
            path = [
                lr.stochastic_gradient_descent_decaying(X, y, theta0, eta0, visited[:k])
                for k in range(len(visited) + 1)
            ]
            # Two samples with the same label, or visits in the order of the rows, would hide mistakes.
            tells = len(set(y.tolist())) == n and not np.array_equal(visited, np.arange(len(visited)))
            if order == "none" or (tells and _all_move(path)):
                return X, y, theta0, eta0, visited

    return build


def descent(
    method: Callable[..., Array],
    m: int,
    *own: Number,
    steps: int,
    learning_rate: Number | None = None,
    surface: Surface = "bowl",
    integers: bool = False,
) -> Build:
    """(gradient, theta0, learning_rate, steps, *own); without a learning rate where the method has none.

    Parameters
    ----------
    method : callable
        The reference: no update of its path stands still in any parameter.
    m : int
        Parameters.
    *own : Number
        The method's own hyperparameters.
    steps : int
        The number of updates.
    learning_rate : Number, optional
        None for a method without one.
    surface : {"bowl", "ravine", "uneven", "flat", "levels"}, optional
        A quadratic, all parameters of about one steepness; a rotated one, twenty times as steep in one direction; one
        whose parameters do not know each other and are as steep as 40 and 0.4; one with small gradients; one
        whose gradient hardly changes far from the minimum.
    integers : bool, optional
        theta0 is of integers.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        while True:
            gradient, minimum = _gradient(rng, m, surface)
            theta0 = rng.integers(-4, 5, size=m) if integers else _rounded(rng.uniform(-4, 4, size=m))
            rate = () if learning_rate is None else (_drawn(rng, learning_rate),)
            numbers = [_drawn(rng, number) for number in own]
            away = np.abs(theta0 - minimum)
            # Not yet at the bottom, not where tanh is 1, and not all parameters alike.
            tells = np.min(away) > 0.8 and np.max(away) < (2 if surface == "levels" else 4)
            if (
                tells
                and (m == 1 or np.ptp(away) > 0.3)
                and _all_move(_path(method, gradient, theta0, *rate, steps, *numbers))
            ):
                return gradient, theta0, *rate, steps, *numbers

    return build


def _gradient(rng: np.random.Generator, m: int, surface: Surface) -> tuple[Formula, Array]:
    """Return the gradient of a surface, and its only minimum."""
    minimum = _rounded(rng.uniform(-2, 2, size=m))
    if surface == "levels":
        scale = _rounded(rng.uniform(1, 3, size=m))
        return Formula("theta", "scale * np.tanh(theta - c)", scale=scale, c=minimum), minimum
    if surface == "uneven":
        scale = _rounded(rng.permutation(np.geomspace(40.0, 0.4, m)) * rng.uniform(0.8, 1.2, size=m))
        return Formula("theta", "scale * (theta - c)", scale=scale, c=minimum), minimum
    smallest, largest = {"bowl": (1.0, 3.0), "ravine": (1.0, 20.0), "flat": (0.1, 0.3)}[surface]
    Q, _ = np.linalg.qr(rng.normal(size=(m, m)))
    steep = np.linspace(largest, smallest, m) * rng.uniform(0.9, 1.1, size=m)
    A = np.round((Q * steep) @ Q.T, 2 if surface == "flat" else 1) + 0.0
    return Formula("theta", "A @ (theta - c)", A=A, c=minimum), minimum


def _path(method: Callable[..., Array], gradient: Formula, theta0: Array, *rest: Any) -> list[Array]:
    """Return the points of a descent: where it asks for the gradient, and the one that it returns."""
    asked: list[Array] = []

    def noting(theta: Array) -> Array:
        asked.append(np.array(theta))
        found: Array = gradient(theta)
        return found

    end = method(noting, theta0, *rest)
    return [*asked, end]


def _all_move(path: list[Array]) -> bool:
    """Whether every update moves every entry enough to be seen, and none leaps out of sight."""
    points = np.array(path, dtype=float)
    largest = float(np.max(np.abs(points)))
    return 0.3 < largest < 20 and bool(np.all(np.abs(np.diff(points, axis=0)) > MOVE * largest))


def _drawn(rng: np.random.Generator, number: Number) -> float:
    if not isinstance(number, tuple):
        return number
    low, high = number
    if isinstance(low, int) and isinstance(high, int):
        return int(rng.integers(low, high + 1))
    return _two_digits(rng.uniform(low, high))


def _two_digits(value: float) -> float:
    """Return the value rounded to two significant digits."""
    return float(f"{value:.2g}")


def _numbers(rng: np.random.Generator, shape: tuple[int, ...], *, integers: bool) -> Array:
    return rng.integers(-4, 5, size=shape) if integers else _rounded(rng.normal(scale=1.5, size=shape))


def _rounded(values: Array) -> Array:
    """Return the values to one decimal, without the minus of a zero."""
    rounded: Array = np.round(values, 1) + 0.0
    return rounded
