"""The kinds of input of this sheet: small enough to read, and no sigmoid near its ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from reference.mlp import mlp_activations, mlp_train

if TYPE_CHECKING:
    from collections.abc import Callable

    Build = Callable[[np.random.Generator], tuple[Any, ...]]

Array = NDArray[Any]

STEEP = 2.5
"""Largest absolute value that a sigmoid is given: between 0.08 and 0.92 no loss and no slope runs away."""

MARGIN = 0.15
"""How far sums are from 0 and from those of bias and weights taken in another order."""


def pairs(*shape: int, integers: bool = False, labels: Literal["any", "integers"] = "any", exact: int = 0) -> Build:
    """(y_hat, y) for the quadratic loss, numbers of any size; without a shape, one number each.

    Parameters
    ----------
    *shape : int
        Of both.
    integers : bool, optional
        Both are of integers; among several, some difference is odd.
    labels : {"any", "integers"}, optional
        Whether the labels of decimal predictions are whole numbers.
    exact : int, optional
        How many predictions, the first ones, are exact.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        while True:
            y_hat = rng.integers(-6, 7, size=shape) if integers else _rounded(rng.uniform(-6, 6, size=shape))
            y = (
                rng.integers(-6, 7, size=shape)
                if integers or labels == "integers"
                else _rounded(rng.uniform(-6, 6, shape))
            )
            y_hat, y = np.asarray(y_hat), np.asarray(y)
            y_hat.flat[:exact] = y.flat[:exact]
            apart = np.abs(y_hat - y).ravel()[exact:]
            odd = not integers or np.any(apart % 2 == 1)
            if odd and np.all(apart > 0.3) and np.all(np.abs(apart - 1) > 0.1) and np.all(np.abs(apart - 2) > 0.1):
                return _plain(y_hat), _plain(y)

    return build


def probabilities(
    *shape: int, labels: Literal["both", "zeros", "ones", "between"] = "both", decimals: bool = False
) -> Build:
    """(y_hat, y) for the cross-entropy; without a shape, one number each.

    Parameters
    ----------
    *shape : int
        Of both.
    labels : {"both", "zeros", "ones", "between"}, optional
        Some labels 0 and others 1, all 0, all 1, or all between.
    decimals : bool, optional
        The labels 0 and 1 are floats.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        count = int(np.prod(shape))
        distance = rng.integers(6, 46, size=shape) / 100  # from 1/2, where both logarithms are the same
        y_hat = np.round(0.5 + distance * rng.choice([-1, 1], size=shape), 2)
        if labels == "between":
            return _plain(y_hat), _plain(rng.choice([0.1, 0.2, 0.3, 0.7, 0.8, 0.9], size=shape))
        ones = {"both": int(rng.integers(1, max(count, 2))), "zeros": 0, "ones": count}[labels]
        y = rng.permutation((np.arange(count) < ones).astype(float if decimals else int)).reshape(shape)
        return _plain(y_hat), _plain(y)

    return build


def network(
    d: int,
    m: int,
    *,
    label: int | None = None,
    x: Literal["any", "zeros", "integers"] = "any",
    integers: bool = False,
    rate: bool = False,
) -> Build:
    """(alpha, beta, x), with a label (alpha, beta, x, y), and with a rate one more.

    Parameters
    ----------
    d, m : int
        Hidden units and inputs.
    label : {0, 1}, optional
        The label; if it is left out it is not among the arguments.
    x : {"any", "zeros", "integers"}, optional
        The example.
    integers : bool, optional
        The weights are integers.
    rate : bool, optional
        Whether there is a learning rate among the arguments, too.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        while True:
            alpha, beta, X = _network(rng, d, m, 1, weights=integers, inputs=x == "integers")
            example = np.zeros(m) if x == "zeros" else X[0]
            sums, _, _ = mlp_activations(alpha, beta, example)
            broken = np.any(np.abs(sums - np.rint(sums)) > MARGIN)
            if _is_calm(alpha, beta, example) and (broken or x != "any" or not integers):
                break
        arguments = (alpha, beta, example) if label is None else (alpha, beta, example, label)
        return (*arguments, _rate(rng)) if rate else arguments

    return build


def lessons(
    n: int,
    d: int,
    m: int,
    *,
    order: Literal["once", "twice", "backwards", "one", "some", "first", "none"] = "once",
    integers: bool = False,
) -> Build:
    """(alpha, beta, X, y, learning_rate, order): the samples learnt one after the other.

    Parameters
    ----------
    n, d, m : int
        Samples, hidden units and inputs.
    order : {"once", "twice", "backwards", "one", "some", "first", "none"}, optional
        Every sample once or twice, shuffled; from the last to the first; one of them three times; half of them;
        a single one; none.
    integers : bool, optional
        All arrays are of integers.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        while True:
            alpha, beta, X = _network(rng, d, m, n, weights=integers, inputs=integers)
            y = rng.permutation(np.arange(n) % 2)
            rate = _rate(rng)
            visited = {
                "once": _shuffled(rng, np.arange(n)),
                "twice": _shuffled(rng, np.repeat(np.arange(n), 2)),
                "backwards": np.arange(n)[::-1].copy(),
                "one": np.full(3, rng.integers(n)),
                "some": _shuffled(rng, np.arange(n))[: (n + 1) // 2],
                "first": rng.integers(n, size=1),
                "none": np.arange(0),
            }[order]
            if order == "once" and np.array_equal(y[visited], y):
                continue
            end = mlp_train(alpha, beta, X, y, rate, visited)
            if all(_is_calm(*end, x) for x in X):
                return alpha, beta, X, y, rate, visited

    return build


def _network(
    rng: np.random.Generator, d: int, m: int, n: int, *, weights: bool, inputs: bool
) -> tuple[Array, Array, Array]:
    """Return alpha, beta and n examples, all different; whether weights and inputs are integers.

    No two hidden units are the same, no weight is 0 or its neighbour, and no decimal one of the output is 1 or -1. No
    input is 0, or 1 as x_0 is.
    """
    while True:
        alpha, beta = _numbers(rng, (d, m + 1), integers=weights), _numbers(rng, (d + 1,), integers=weights)
        apart = (
            np.all(np.diff(alpha, axis=1) != 0) and np.all(np.diff(beta) != 0) and len(np.unique(alpha, axis=0)) == d
        )
        if not (apart and np.all(alpha) and np.all(beta) and (weights or np.all(np.abs(beta) != 1))):
            continue
        found: dict[tuple[float, ...], Array] = {}
        for x in _numbers(rng, (20 * n, m), integers=inputs):
            if np.all((x != 0) & (x != 1)) and _tells(alpha, beta, x):
                found[tuple(x.tolist())] = x
            if len(found) == n:
                return alpha, beta, np.array([*found.values()])


def _tells(alpha: Array, beta: Array, x: Array) -> bool:
    """Whether a network is calm, and neither a missing bias nor one at the other end goes unseen."""
    a, z, b = mlp_activations(alpha, beta, x)
    last = alpha @ np.concatenate((x, [1.0])), beta @ np.concatenate((z, [1.0]))
    apart = np.abs(np.array([*a, b, *(a - last[0]), b - last[1]]))
    return _is_calm(alpha, beta, x) and bool(np.all(apart > MARGIN))


def _is_calm(alpha: Array, beta: Array, x: Array) -> bool:
    a, _, b = mlp_activations(alpha, beta, x)
    return bool(np.all(np.abs(np.array([*a, b])) < STEEP))


def _shuffled(rng: np.random.Generator, indices: Array) -> Array:
    """Return the indices in an order that is neither theirs nor the same backwards, where there is one."""
    while True:
        order = rng.permutation(indices)
        symmetric = np.array_equal(order, order[::-1]) or np.array_equal(order, np.unique(indices))
        if not symmetric or len(np.unique(indices)) == 1:
            return order


def _numbers(rng: np.random.Generator, shape: tuple[int, ...], *, integers: bool) -> Array:
    return rng.integers(-2, 3, size=shape) if integers else _rounded(rng.uniform(-2, 2, size=shape))


def _rate(rng: np.random.Generator) -> float:
    return float(rng.choice([0.2, 0.3, 0.4, 0.6, 0.7]))


def _rounded(values: Array | float) -> Array:
    """Return the values to one decimal, without the minus of a zero."""
    rounded: Array = np.round(values, 1) + 0.0
    return rounded


def _plain(values: Array) -> Any:
    """Return an array as it is, and one number as a number of Python's."""
    return values if np.ndim(values) else values.item()
