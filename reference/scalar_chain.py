"""The lecture's multi-layer perceptron of four parameters: a chain of three sigmoids, one number at a time.

a1 = w1 x + b1    f1 = s(a1)
a2 = w2 f1        f2 = s(a2)
a3 = w3 f2        y_hat = f3 = s(a3)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reference.activations import sigmoid, sigmoid_derivative

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Indices = NDArray[np.int64]


def chain_forward(params: Array, x: float) -> float:
    """Predict y_hat = s(w3 s(w2 s(w1 x + b1))), s being the sigmoid.

    Parameters
    ----------
    params : ndarray of float or int, shape (4,)
        (w1, b1, w2, w3), in this order.
    x : float or int
        The input.

    Returns
    -------
    y_hat : float
        The prediction; the slide writes y, with f_1 = f_2 = f_3 = s.

    Notes
    -----
    The slide counts four layers, the input included; three of them have weights. Its bias is first b_1, later
    b.

    References
    ----------
    Slides "Example of a multi-layer perceptron": "Entire network can be written out as one long equation".
    """
    # BEGIN SOLUTION
    w1, b1, w2, w3 = params
    f1 = sigmoid(w1 * x + b1)
    f2 = sigmoid(w2 * f1)
    return float(sigmoid(w3 * f2))
    # END SOLUTION


def chain_loss(params: Array, x: float, y: float) -> float:
    """Compute the loss L = 1/2 (y - y_hat)^2 of the chain's prediction.

    Parameters
    ----------
    params : ndarray of float or int, shape (4,)
        (w1, b1, w2, w3), in this order.
    x : float or int
        The input.
    y : float or int
        The label.

    Returns
    -------
    loss : float
        L.

    References
    ----------
    Slides "Gradient Descent" ("Compute Loss") and "Objective Functions for NNs", 1.
    """
    # BEGIN SOLUTION
    y_hat = chain_forward(params, x)
    return (y - y_hat) ** 2 / 2
    # END SOLUTION


def chain_deltas(params: Array, x: float, y: float) -> Array:
    """Compute the derivatives of `chain_loss` with respect to the values before the sigmoids.

    They are what the slides mean by "already computed, re-use (propagate)!": every partial derivative of the
    loss begins with one of them.

    Parameters
    ----------
    params : ndarray of float or int, shape (4,)
        (w1, b1, w2, w3), in this order.
    x : float or int
        The input.
    y : float or int
        The label.

    Returns
    -------
    deltas : ndarray of float, shape (3,)
        (dL/da1, dL/da2, dL/da3), where a1 = w1 x + b1, a2 = w2 s(a1) and a3 = w3 s(a2).

    Notes
    -----
    The slides write the learning rate eta into the derivative. It does not belong there; it comes in once,
    with the update.

    References
    ----------
    Slides "According to the chain rule..." and "The chain rule says...".
    """
    # BEGIN SOLUTION
    w1, b1, w2, w3 = params
    a1 = w1 * x + b1
    a2 = w2 * sigmoid(a1)
    a3 = w3 * sigmoid(a2)
    # dL/df3 df3/da3
    delta3 = (sigmoid(a3) - y) * sigmoid_derivative(a3)
    # What is known of the layer above, times da3/df2 = w3 and df2/da2.
    delta2 = delta3 * w3 * sigmoid_derivative(a2)
    # The same one layer down: da2/df1 = w2 and df1/da1.
    delta1 = delta2 * w2 * sigmoid_derivative(a1)
    return np.array([delta1, delta2, delta3])
    # END SOLUTION


def chain_gradient(params: Array, x: float, y: float) -> Array:
    """Compute the gradient of `chain_loss` with respect to the four parameters.

    Parameters
    ----------
    params : ndarray of float or int, shape (4,)
        (w1, b1, w2, w3), in this order.
    x : float or int
        The input.
    y : float or int
        The label.

    Returns
    -------
    gradient : ndarray of float, shape (4,)
        (dL/dw1, dL/db1, dL/dw2, dL/dw3): in the order of params. The slides list them the other way round.

    Notes
    -----
    The slides' dL/dw3 has a factor eta too many: a gradient has no learning rate.

    References
    ----------
    Slides "According to the chain rule..." to "Gradient Descent" (the full list of four derivatives).
    """
    # BEGIN SOLUTION
    w1, b1, w2, _ = params
    f1 = sigmoid(w1 * x + b1)
    f2 = sigmoid(w2 * f1)
    delta1, delta2, delta3 = chain_deltas(params, x, y)
    # Each delta times the derivative of its own a: da1/dw1 = x, da1/db1 = 1, da2/dw2 = f1, da3/dw3 = f2.
    return np.array([delta1 * x, delta1, delta2 * f1, delta3 * f2])
    # END SOLUTION


def chain_step(params: Array, x: float, y: float, learning_rate: float) -> Array:
    """Make one gradient step, theta <- theta - eta dL/dtheta, on one sample.

    Parameters
    ----------
    params : ndarray of float or int, shape (4,)
        (w1, b1, w2, w3), in this order: the slide's theta. They are not changed.
    x : float or int
        The input.
    y : float or int
        The label.
    learning_rate : float
        The slide's eta, > 0.

    Returns
    -------
    params : ndarray of float, shape (4,)
        The new parameters, in the same order.

    Notes
    -----
    The slide writes the four updates one under the other. All four derivatives are taken at the old
    parameters: w2 must not see the new w3.

    References
    ----------
    Slides "Gradient Descent": "Gradient update", "vector of update equations".
    """
    # BEGIN SOLUTION
    return params - learning_rate * chain_gradient(params, x, y)
    # END SOLUTION


def chain_train(params: Array, xs: Array, ys: Array, learning_rate: float, order: Indices) -> Array:
    """Make one `chain_step` for every sample index in `order`.

    Parameters
    ----------
    params : ndarray of float or int, shape (4,)
        (w1, b1, w2, w3) at the start. They are not changed.
    xs : ndarray of float or int, shape (N,)
        The inputs of the N samples.
    ys : ndarray of float or int, shape (N,)
        Their labels.
    learning_rate : float
        The slide's eta, > 0.
    order : ndarray of int, shape (K,)
        The indices, 0 to N - 1, in the order of the steps; some may come twice and others never.

    Returns
    -------
    params : ndarray of float, shape (4,)
        The parameters after K steps. For K = 0, a copy of the given ones.

    References
    ----------
    Slide "Gradient Descent": "For each random sample {x_i, y_i}".
    """
    # BEGIN SOLUTION
    params = np.array(params, dtype=np.float64)
    for i in order:
        params = chain_step(params, xs[i], ys[i], learning_rate)
    return params
    # END SOLUTION
