"""The kinds of input of this sheet: small enough to read, unsaturated, and telling one mistake from another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from reference import scalar_chain as chain
from reference.activations import sigmoid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Build = Callable[[np.random.Generator], tuple[Any, ...]]

Array = NDArray[Any]
Label = Literal["above", "below", "zero", "one", "far"]
Order = Literal["once", "twice", "backwards", "one", "some", "none"]

APART = 0.05
"""What keeps any two values of the chain apart that a mistake might exchange."""
MOVED = 2e-3
"""How much wrong steps must differ from right ones, at least: relative to the largest parameter."""


def values(*shape: int, integers: bool = False, bound: float = 4.0, zero: bool = False) -> Build:
    """Build (a,): an array, or a number for the shape ().

    Parameters
    ----------
    *shape : int
        Of a.
    integers : bool, optional
        Whether a is of integers.
    bound : float, optional
        The largest size of an entry.
    zero : bool, optional
        Whether one entry is 0; else none is.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        a = _signed(rng, 0.4, bound, shape) if not integers else _whole(rng, 1, int(bound), shape)
        if zero:
            a.flat[rng.integers(a.size)] = 0
        return (a if shape else a.item(),)

    return build


def ends(bound: float) -> Build:
    """Build (a,): the two ends of the domain, two values near by, and one in the middle."""

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        near = rng.integers(int(bound) // 2, int(bound), 2).astype(float)
        return (np.array([-bound, -near[0], _signed(rng, 0.5, 2.0), near[1], bound]),)

    return build


def left_end(rng: np.random.Generator) -> tuple[Any, ...]:
    """Draw (a,): values far left of zero, where s is tiny, but loses no digit."""
    return (np.round(-rng.uniform(8, 15, 3), 1),)


def network(*, zero: int | None = None, large: bool = False, negative: bool = False, integers: bool = False) -> Build:
    """(params, x): the weights negative, or as in `sample`."""

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        while True:
            params, x = _network(rng, zero=zero, large=large, integers=integers)
            if not negative or np.max(params[[0, 2, 3]]) < 0:
                return params, x

    return build


def sample(
    *, label: Label | None = None, zero: int | None = None, large: bool = False, integers: bool = False
) -> Build:
    """(params, x, y): the chain and one sample of it.

    Parameters
    ----------
    label : {"above", "below", "zero", "one", "far"}, optional
        Where the label lies: above or below the prediction; at one end of what a sigmoid reaches; out of its reach.
    zero : int, optional
        Position in (w1, b1, w2, w3, x) of what is 0.
    large : bool, optional
        Whether the weights are large, so that the last sigmoids are flat.
    integers : bool, optional
        Whether all numbers are integers.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        return _sample(rng, label=label, zero=zero, large=large, integers=integers)

    return build


def step(
    *, label: Label | None = None, zero: int | None = None, integers: bool = False, rates: tuple[int, int] = (1, 3)
) -> Build:
    """(params, x, y, learning_rate): a sample, and a rate at which the order of the four updates shows.

    Parameters
    ----------
    label, zero, integers
        As for `sample`.
    rates : tuple of int, optional
        The smallest and the largest learning rate.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        while True:
            params, x, y = _sample(rng, label=label, zero=zero, integers=integers)
            rate = _round(rng.uniform(*rates))
            right = chain.chain_step(params, x, y, rate)
            if zero is not None or _differ(right, _one_after_the_other(params, x, y, rate)):
                return params, x, y, rate

    return build


def visits(n: int, *, order: Order = "once", integers: bool = False) -> Build:
    """(params, xs, ys, learning_rate, order): the samples visited one after the other.

    Parameters
    ----------
    n : int
        Samples.
    order : {"once", "twice", "backwards", "one", "some", "none"}, optional
        Every sample once or twice, shuffled; from the last to the first; one of them three times, not the first;
        half of them; none.
    integers : bool, optional
        Whether params, xs and ys are of integers.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        while True:
            params, xs, ys, rate = _samples(rng, n, integers=integers)
            visited = _visited(rng, n, order)
            right = chain.chain_train(params, xs, ys, rate, visited)
            if all(_differ(right, wrong) for wrong in _other_visits(params, xs, ys, rate, visited)):
                return params, xs, ys, rate, visited

    return build


def _network(
    rng: np.random.Generator, *, zero: int | None, large: bool = False, integers: bool = False
) -> tuple[Array, Any]:
    """Return params and x of which no two can be mistaken for each other, nor one for 1."""
    while True:
        if integers:
            numbers = _whole(rng, 1, 4, (5,))
        else:
            numbers = _signed(rng, 0.5, 3.0, (5,))
            if large:
                numbers[2:4] = _signed(rng, 4.0, 7.0, (2,))
        if zero is not None:
            numbers[zero] = 0
        params, x = numbers[:4], numbers[4].item()
        if _is_telling(params, x, zero):
            return params, x


def _is_telling(params: Array, x: float, zero: int | None) -> bool:
    """Whether the chain's values lie apart, off the flat ends of the first sigmoid, and its weights off each other."""
    w1, b1, w2, w3 = params
    a1 = w1 * x + b1
    f1 = sigmoid(a1)
    f2 = sigmoid(w2 * f1)
    f3 = sigmoid(w3 * f2)
    others = np.array([each for at, each in enumerate([*params, x]) if at != zero])
    units = others if others.dtype.kind == "i" else np.abs(others)  # few whole numbers would be left without -1
    return bool(
        0.2 < abs(a1) < 2.5
        and _gap(np.array([f1, f2, f3, 0.5]) if zero is None else np.array([f1, f2, f3])) > APART
        and _gap(others) > APART
        and np.min(np.abs(units - 1)) > APART
    )


def _sample(
    rng: np.random.Generator,
    *,
    label: Label | None = None,
    zero: int | None = None,
    large: bool = False,
    integers: bool = False,
) -> tuple[Array, Any, Any]:
    while True:
        params, x = _network(rng, zero=zero, large=large, integers=integers)
        y = _label(rng, label, integers=integers)
        y_hat = chain.chain_forward(params, x)
        wanted = {"above": y > y_hat, "below": y < y_hat}.get(label or "", True)
        if wanted and abs(y - y_hat) > 4 * APART and abs(y + y_hat - 1) > APART:
            return params, x, y


def _label(rng: np.random.Generator, label: Label | None, *, integers: bool) -> Any:
    match label:
        case "zero":
            y = 0.0
        case "one":
            y = 1.0
        case "far":
            y = _signed(rng, 2.0, 4.0).item()
        case _:
            y = float(rng.choice([-1, 1, 2])) if integers else _round(rng.uniform(0, 1))
    return int(y) if integers else y


def _samples(rng: np.random.Generator, n: int, *, integers: bool) -> tuple[Array, Array, Array, float]:
    """Return one chain with n samples, no two of which can be mistaken for each other, and a visible rate."""
    while True:
        params, _ = _network(rng, zero=None, integers=integers)
        xs = _whole(rng, 1, 4, (n,)) if integers else _signed(rng, 0.3, 2.5, (n,))
        ys = np.array([_label(rng, None, integers=integers) for _ in range(n)])
        if integers or (_gap(xs) > APART and _gap(ys) > APART):
            return params, xs, ys, _round(rng.uniform(2, 4))


def _visited(rng: np.random.Generator, n: int, order: Order) -> Array:
    match order:
        case "one":
            return np.full(3, rng.integers(1, n) if n > 1 else 0)
        case "backwards":
            return np.arange(n)[::-1].copy()
        case "none":
            return np.arange(0)
    pool = np.repeat(np.arange(n), 2) if order == "twice" else np.arange(n)
    count = (n + 1) // 2 if order == "some" else len(pool)
    while True:
        visited = rng.permutation(pool)[:count]
        if n == 1 or np.any(np.diff(visited) < 0):
            return visited


def _other_visits(params: Array, xs: Array, ys: Array, rate: float, visited: Array) -> Iterator[Array]:
    """Yield where one gets by other visits: in order, none twice, one too few, only one, labels left behind."""
    n, k = len(xs), len(visited)
    others = [np.arange(n), np.unique(visited), visited[:-1], visited[:1], *([np.arange(k)] if k <= n else [])]
    for other in others:
        if not np.array_equal(other, visited):
            yield chain.chain_train(params, xs, ys, rate, other)
    if 1 < k <= n:
        yield chain.chain_train(params, xs[visited], ys, rate, np.arange(k))


def _one_after_the_other(params: Array, x: float, y: float, rate: float) -> Array:
    """Return what the slide's list of updates gives if w2 sees the new w3, and so on down."""
    w1, b1, w2, w3 = params
    f1 = sigmoid(w1 * x + b1)
    f2 = sigmoid(w2 * f1)
    delta3 = chain.chain_deltas(params, x, y)[2]
    w3 = w3 - rate * delta3 * f2
    delta2 = delta3 * w3 * f2 * (1 - f2)
    w2 = w2 - rate * delta2 * f1
    delta1 = delta2 * w2 * f1 * (1 - f1)
    return np.array([w1 - rate * delta1 * x, b1 - rate * delta1, w2, w3])


def _differ(right: Array, wrong: Array) -> bool:
    return bool(np.max(np.abs(right - wrong)) > MOVED * np.max(np.abs(right)))


def _gap(numbers: Array) -> float:
    """Return the smallest distance of two of the numbers."""
    return float(np.min(np.diff(np.sort(numbers.astype(float))), initial=np.inf))


def _signed(rng: np.random.Generator, low: float, high: float, shape: tuple[int, ...] = ()) -> Array:
    """Return numbers of either sign with one decimal."""
    numbers: Array = np.round(rng.uniform(low, high, shape), 1) * rng.choice([-1, 1], shape)
    return numbers


def _whole(rng: np.random.Generator, low: int, high: int, shape: tuple[int, ...]) -> Array:
    """Return whole numbers of either sign."""
    numbers: Array = np.asarray(rng.integers(low, high + 1, shape) * rng.choice([-1, 1], shape))
    return numbers


def _round(value: float) -> float:
    return round(float(value), 1)
