"""Universal approximation by hand: a network whose hidden units are the steps of a staircase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reference.activations import sigmoid

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Function = Callable[[Array], Array]


def step_network(knots: Array, values: Array, steepness: float, x: Array) -> Array:
    """Evaluate a network with one hidden layer that climbs from value to value, one hidden unit a step.

    Its output at x is

        values[0] + sum_{j=1}^{K-1} (values[j] - values[j-1]) s(steepness (x - (knots[j-1] + knots[j]) / 2)),

    s being the sigmoid: near knots[j] about values[j], with a step half way between two knots.

    Parameters
    ----------
    knots : ndarray of float or int, shape (K,)
        The places, K >= 1, ascending.
    values : ndarray of float or int, shape (K,)
        What the network is to give there.
    steepness : float
        > 0; the larger, the sharper the steps. Every argument of s is at most 700 in absolute value.
    x : ndarray of float or int, shape (L,)
        Where to evaluate.

    Returns
    -------
    y_hat : ndarray of float, shape (L,)
        The outputs.

    References
    ----------
    Slide "Why are NNs such good function approximators?". G. Cybenko, Approximation by superpositions of a
    sigmoidal function, Mathematics of Control, Signals and Systems 2 (1989), pages 303-314.
    """
    # BEGIN SOLUTION
    midpoints = (knots[:-1] + knots[1:]) / 2
    # Row l holds the K - 1 hidden units at x[l].
    hidden = sigmoid(steepness * (x[:, np.newaxis] - midpoints))
    y_hat: Array = values[0] + hidden @ np.diff(values)
    return y_hat
    # END SOLUTION


def step_network_weights(knots: Array, values: Array, steepness: float) -> tuple[Array, Array, Array, float]:
    """Write `step_network` as the weights and biases of a network, c + v^T s(w x + b).

    Parameters
    ----------
    knots : ndarray of float or int, shape (K,)
        The places, K >= 1, ascending.
    values : ndarray of float or int, shape (K,)
        What the network is to give there.
    steepness : float
        > 0; the larger, the sharper the steps.

    Returns
    -------
    w : ndarray of float, shape (K - 1,)
        The weights of the hidden units, in the order of the steps from left to right. Each unit is off (near 0) to the
        left of its step and on (near 1) to the right of it.
    b : ndarray of float, shape (K - 1,)
        Their biases.
    v : ndarray of float, shape (K - 1,)
        The weights of the output.
    c : float
        Its bias.

    References
    ----------
    Slide "Why are NNs such good function approximators?". G. Cybenko, Approximation by superpositions of a
    sigmoidal function, Mathematics of Control, Signals and Systems 2 (1989), pages 303-314.
    """
    # BEGIN SOLUTION
    midpoints = (knots[:-1] + knots[1:]) / 2
    # The argument of s, multiplied out: its slope in x is the steepness, the rest is the bias.
    w = np.full(len(midpoints), steepness, dtype=np.float64)
    b = -steepness * midpoints
    v = np.diff(values).astype(np.float64)
    return w, b, v, float(values[0])
    # END SOLUTION


def approximation_error(f: Function, knots: Array, steepness: float, x: Array) -> float:
    """Compute the largest distance between a function and its `step_network`.

    The network is the one with values = f(knots).

    Parameters
    ----------
    f : callable
        Takes an array of places, any length, and returns the function's values there, element by element.
    knots : ndarray of float or int, shape (K,)
        The places, K >= 1, ascending.
    steepness : float
        > 0; every argument of the sigmoid is at most 700 in absolute value.
    x : ndarray of float or int, shape (L,)
        The L >= 1 places where the two are compared.

    Returns
    -------
    error : float
        max over x of abs(f(x) - network(x)): the theorem's epsilon, seen at these places only.

    References
    ----------
    Slide "Why are NNs such good function approximators?": "to within any arbitrary degree of accuracy". G.
    Cybenko, Approximation by superpositions of a sigmoidal function, Mathematics of Control, Signals and
    Systems 2 (1989), pages 303-314, theorem 2.
    """
    # BEGIN SOLUTION
    y_hat = step_network(knots, f(knots), steepness, x)
    return float(np.max(np.abs(f(x) - y_hat)))
    # END SOLUTION
