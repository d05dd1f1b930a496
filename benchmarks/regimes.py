"""Thirteen regimes of honest losses and gradients: what a gradient check must never reject.

Each maker draws a loss and its gradient, both of one vector of parameters, and a point. The losses take complex numbers
where they are made of float64; `as_float` makes of one a loss as students write them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Vector = NDArray[Any]
    Problem = tuple[Callable[[Vector], Any], Callable[[Vector], Vector], Vector]
    Maker = Callable[[np.random.Generator], Problem]

INPUTS, UNITS = 3, 4


def sigmoid(z: Vector) -> Vector:
    """Compute the sigmoid."""
    return 1 / (1 + np.exp(-z))


def sigmoid_slope(z: Vector) -> Vector:
    """Compute the sigmoid's derivative."""
    return sigmoid(z) * sigmoid(-z)


def tanh_slope(z: Vector) -> Vector:
    """Compute tanh's derivative."""
    return 1 / np.cosh(z) ** 2


def relu(z: Vector) -> Vector:
    """Compute the positive part, of the real part's sign where numbers are complex."""
    return np.where(z.real > 0, z, 0 * z)


def relu_slope(z: Vector) -> Vector:
    """Compute one sub-gradient of the positive part: 0 at 0."""
    return (z > 0).astype(z.dtype)


def as_float(loss: Callable[[Vector], Any]) -> Callable[[Vector], float]:
    """Return a loss whose value is a Python float, and which therefore takes no complex numbers."""
    return lambda theta: float(loss(theta))


def layer(
    activation: Callable[[Vector], Vector],
    derivative: Callable[[Vector], Vector],
    *,
    rows: int = 20,
    weights: float = 1.0,
    inputs: float = 1.0,
    factor: float = 1.0,
    offset: float = 0.0,
    loss_type: type = np.float64,
    gradient_type: type = np.float64,
) -> Maker:
    """Return a maker of a layer's mean squared error.

    Parameters
    ----------
    activation, derivative : callable
        Of the layer.
    rows : int, optional
        Examples.
    weights, inputs : float, optional
        Their sizes; at weights of 0 a ReLU is at its kink in every example.
    factor, offset : float, optional
        What the loss is scaled by, and what is added to it.
    loss_type, gradient_type : type, optional
        The precision that each of the two is computed with.

    Returns
    -------
    callable
    """

    def make(rng: np.random.Generator) -> Problem:
        x, y, out = inputs * rng.normal(size=(rows, INPUTS)), rng.normal(size=rows), rng.normal(size=UNITS)

        def cast(kind: type, *arrays: Vector) -> tuple[Vector, ...]:
            return tuple(array if kind is np.float64 else array.astype(kind) for array in arrays)

        def loss(theta: Vector) -> Any:
            t, a, b, c = cast(loss_type, theta, x, y, out)
            error = activation(a @ t.reshape(INPUTS, UNITS)) @ c - b
            return np.mean(error**2) * loss_type(factor) + loss_type(offset)

        def gradient(theta: Vector) -> Vector:
            t, a, b, c = cast(gradient_type, theta, x, y, out)
            z = a @ t.reshape(INPUTS, UNITS)
            back = (activation(z) @ c - b)[:, None] * c * derivative(z)
            return (a.T @ back * gradient_type(2 * factor / rows)).ravel()

        return loss, gradient, weights * rng.normal(size=INPUTS * UNITS)

    return make


def quadratic(rng: np.random.Generator) -> Problem:
    """Return a random positive quadratic form."""
    root, b = rng.normal(size=(12, 12)), rng.normal(size=12)
    a = root @ root.T
    return lambda t: 0.5 * t @ a @ t - b @ t, lambda t: a @ t - b, rng.normal(size=12)


def near_minimum(rng: np.random.Generator) -> Problem:
    """Return least squares near their solution, where the gradient is the difference of large terms."""
    x = rng.normal(size=(30, 4))
    y = x @ rng.normal(size=4) + rng.normal(size=30)
    best = np.linalg.lstsq(x, y, rcond=None)[0]

    def loss(t: Vector) -> Any:
        return np.mean((x @ t - y) ** 2)

    return loss, lambda t: 2 / 30 * x.T @ (x @ t - y), best + 1e-4 * rng.normal(size=4)


REGIMES: dict[str, Maker] = {
    "smooth": layer(sigmoid, sigmoid_slope),
    "saturated": layer(sigmoid, sigmoid_slope, weights=6.0),
    "tiny": layer(sigmoid, sigmoid_slope, factor=1e-8),
    "offset": layer(np.tanh, tanh_slope, offset=1e4),
    "tanh": layer(np.tanh, tanh_slope),
    "quadratic": quadratic,
    "big scale": layer(np.tanh, tanh_slope, weights=100.0, inputs=0.01, factor=1e6),
    "near the minimum": near_minimum,
    "large N": layer(np.tanh, tanh_slope, rows=5000),
    "float32 gradient": layer(np.tanh, tanh_slope, gradient_type=np.float32),
    "float32 loss and gradient": layer(np.tanh, tanh_slope, loss_type=np.float32, gradient_type=np.float32),
    "ReLU": layer(relu, relu_slope),
    "ReLU at 0": layer(relu, relu_slope, weights=0.0),
}
