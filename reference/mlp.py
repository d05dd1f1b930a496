"""A network with one hidden layer and one output: forward pass, backward pass and training.

a_j = sum_{i=0}^M alpha_ji x_i,  x_0 = 1        z_j = s(a_j)        j = 1, ..., D
b   = sum_{j=0}^D beta_j z_j,    z_0 = 1        y_hat = s(b)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reference.activations import sigmoid, sigmoid_derivative
from reference.losses import binary_cross_entropy, binary_cross_entropy_derivative

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Indices = NDArray[np.int64]


def mlp_activations(alpha: Array, beta: Array, x: Array) -> tuple[Array, Array, float]:
    """Compute the values inside the network: a = alpha [1; x], z = s(a), b = beta [1; z].

    Parameters
    ----------
    alpha : ndarray of float or int, shape (D, M + 1)
        The weights of the D hidden units; column 0 holds their biases.
    beta : ndarray of float or int, shape (D + 1,)
        The weights of the output; entry 0 is its bias.
    x : ndarray of float or int, shape (M,)
        One example, without the leading 1.

    Returns
    -------
    a : ndarray of float, shape (D,)
        The hidden units before the sigmoid.
    z : ndarray of float, shape (D,)
        The hidden units after it, without the leading 1.
    b : float
        The output before the sigmoid.

    Notes
    -----
    The table's sums start at 0 without saying what x_0 and z_0 are. Both are 1, so that alpha_j0 and beta_0
    are biases; z_0 has no a_0 and is not activated.

    References
    ----------
    Slides "Forward-Computation" and "Backpropagation" (column "Forward").
    """
    # BEGIN SOLUTION
    a = alpha @ np.concatenate(([1.0], x))
    z = sigmoid(a)
    b = beta @ np.concatenate(([1.0], z))
    return a, z, float(b)
    # END SOLUTION


def mlp_forward(alpha: Array, beta: Array, x: Array) -> float:
    """Predict the probability of label 1, y_hat = s(b).

    Parameters
    ----------
    alpha : ndarray of float or int, shape (D, M + 1)
        The weights of the D hidden units; column 0 holds their biases.
    beta : ndarray of float or int, shape (D + 1,)
        The weights of the output; entry 0 is its bias.
    x : ndarray of float or int, shape (M,)
        One example, without the leading 1.

    Returns
    -------
    y_hat : float
        The prediction, the table's y.

    References
    ----------
    Slides "Forward-Computation" and "Backpropagation" (row "Sigmoid").
    """
    # BEGIN SOLUTION
    _, _, b = mlp_activations(alpha, beta, x)
    return float(sigmoid(b))
    # END SOLUTION


def mlp_loss(alpha: Array, beta: Array, x: Array, y: float) -> float:
    """Compute the `binary_cross_entropy` of the network's prediction.

    Parameters
    ----------
    alpha : ndarray of float or int, shape (D, M + 1)
        The weights of the D hidden units; column 0 holds their biases.
    beta : ndarray of float or int, shape (D + 1,)
        The weights of the output; entry 0 is its bias.
    x : ndarray of float or int, shape (M,)
        One example, without the leading 1.
    y : float or int
        Its label, 0 or 1; the table's y*.

    Returns
    -------
    J : float
        The loss, >= 0.

    Notes
    -----
    The table's J lacks the minus of the loss slide. We minimise, so ours has it.

    References
    ----------
    Slides "Objective Functions for NNs", 2, and "Backpropagation" (row "Loss").
    """
    # BEGIN SOLUTION
    return float(binary_cross_entropy(mlp_forward(alpha, beta, x), y))
    # END SOLUTION


def mlp_deltas(alpha: Array, beta: Array, x: Array, y: float) -> tuple[float, Array, Array]:
    """Compute the derivatives of `mlp_loss` with respect to b, z and a.

    Parameters
    ----------
    alpha : ndarray of float or int, shape (D, M + 1)
        The weights of the D hidden units; column 0 holds their biases.
    beta : ndarray of float or int, shape (D + 1,)
        The weights of the output; entry 0 is its bias.
    x : ndarray of float or int, shape (M,)
        One example, without the leading 1.
    y : float or int
        Its label, 0 or 1; the table's y*.

    Returns
    -------
    g_b : float
        dJ/db.
    g_z : ndarray of float, shape (D,)
        dJ/dz_j for j = 1, ..., D: the constant z_0 = 1 is left out.
    g_a : ndarray of float, shape (D,)
        dJ/da_j for j = 1, ..., D.

    Notes
    -----
    The table's g_y belongs to its J and has the opposite sign of ours.

    References
    ----------
    Slide "Backpropagation" (column "Backward").
    """
    # BEGIN SOLUTION
    a, _, b = mlp_activations(alpha, beta, x)
    g_y = binary_cross_entropy_derivative(mlp_forward(alpha, beta, x), y)
    # dy/db is the sigmoid's derivative. (On paper, g_b simplifies to y_hat - y.)
    g_b = float(g_y * sigmoid_derivative(b))
    # db/dz_j = beta_j; the bias beta_0 belongs to no hidden unit.
    g_z = g_b * beta[1:]
    # dz_j/da_j is the sigmoid's derivative again.
    g_a = g_z * sigmoid_derivative(a)
    return g_b, g_z, g_a
    # END SOLUTION


def mlp_gradient(alpha: Array, beta: Array, x: Array, y: float) -> tuple[Array, Array]:
    """Compute the gradient of `mlp_loss` with respect to the weights.

    Parameters
    ----------
    alpha : ndarray of float or int, shape (D, M + 1)
        The weights of the D hidden units; column 0 holds their biases.
    beta : ndarray of float or int, shape (D + 1,)
        The weights of the output; entry 0 is its bias.
    x : ndarray of float or int, shape (M,)
        One example, without the leading 1.
    y : float or int
        Its label, 0 or 1; the table's y*.

    Returns
    -------
    g_alpha : ndarray of float, shape (D, M + 1)
        The entry at [j, i] is the derivative of the loss with respect to alpha[j, i].
    g_beta : ndarray of float, shape (D + 1,)
        The entry at [j] is the derivative of the loss with respect to beta[j].

    References
    ----------
    Slide "Backpropagation" (column "Backward"). D. E. Rumelhart, G. E. Hinton and R. J. Williams, Learning
    representations by back-propagating errors, Nature 323 (1986), pages 533-536.
    """
    # BEGIN SOLUTION
    _, z, _ = mlp_activations(alpha, beta, x)
    g_b, _, g_a = mlp_deltas(alpha, beta, x, y)
    # da_j/dalpha_ji = x_i with x_0 = 1: all products of a g_a with an input.
    g_alpha = np.outer(g_a, np.concatenate(([1.0], x)))
    # db/dbeta_j = z_j with z_0 = 1.
    g_beta = g_b * np.concatenate(([1.0], z))
    return g_alpha, g_beta
    # END SOLUTION


def mlp_input_gradient(alpha: Array, beta: Array, x: Array, y: float) -> Array:
    """Compute the gradient of `mlp_loss` with respect to the example x.

    Parameters
    ----------
    alpha : ndarray of float or int, shape (D, M + 1)
        The weights of the D hidden units; column 0 holds their biases.
    beta : ndarray of float or int, shape (D + 1,)
        The weights of the output; entry 0 is its bias.
    x : ndarray of float or int, shape (M,)
        One example, without the leading 1.
    y : float or int
        Its label, 0 or 1; the table's y*.

    Returns
    -------
    g_x : ndarray of float, shape (M,)
        dJ/dx_i for i = 1, ..., M: the constant x_0 = 1 is left out.

    Notes
    -----
    The table's sum for g_x starts at j = 0. There is no a_0: it starts at 1.

    References
    ----------
    Slide "Backpropagation" (column "Backward", last line).
    """
    # BEGIN SOLUTION
    _, _, g_a = mlp_deltas(alpha, beta, x, y)
    # x_i reaches the loss through every a_j, with da_j/dx_i = alpha_ji; the biases in column 0 meet no x_i.
    g_x: Array = g_a @ alpha[:, 1:]
    return g_x
    # END SOLUTION


def mlp_step(alpha: Array, beta: Array, x: Array, y: float, learning_rate: float) -> tuple[Array, Array]:
    """Make one gradient step, theta <- theta - eta dJ/dtheta, on one example.

    Parameters
    ----------
    alpha : ndarray of float or int, shape (D, M + 1)
        The weights of the D hidden units; column 0 holds their biases. They are not changed.
    beta : ndarray of float or int, shape (D + 1,)
        The weights of the output; entry 0 is its bias. They are not changed.
    x : ndarray of float or int, shape (M,)
        One example, without the leading 1.
    y : float or int
        Its label, 0 or 1.
    learning_rate : float
        The slide's eta, > 0.

    Returns
    -------
    alpha : ndarray of float, shape (D, M + 1)
        The new weights of the hidden units.
    beta : ndarray of float, shape (D + 1,)
        The new weights of the output.

    Notes
    -----
    The step is simultaneous: the gradients of both are taken at the old alpha and the old beta.

    References
    ----------
    Slides "Gradient Descent": "Gradient update", "vector of update equations".
    """
    # BEGIN SOLUTION
    g_alpha, g_beta = mlp_gradient(alpha, beta, x, y)
    return alpha - learning_rate * g_alpha, beta - learning_rate * g_beta
    # END SOLUTION


def mlp_train(
    alpha: Array, beta: Array, X: Array, y: Array, learning_rate: float, order: Indices
) -> tuple[Array, Array]:
    """Make one `mlp_step` for every example index in `order`.

    Parameters
    ----------
    alpha : ndarray of float or int, shape (D, M + 1)
        The weights of the D hidden units at the start; column 0 holds their biases. They are not changed.
    beta : ndarray of float or int, shape (D + 1,)
        The weights of the output at the start; entry 0 is its bias. They are not changed.
    X : ndarray of float or int, shape (N, M)
        The examples, one a row, without a leading 1.
    y : ndarray of float or int, shape (N,)
        Their labels, 0 or 1.
    learning_rate : float
        The slide's eta, > 0.
    order : ndarray of int, shape (K,)
        The indices, 0 to N - 1, in the order of the steps; some may come twice and others never.

    Returns
    -------
    alpha : ndarray of float, shape (D, M + 1)
        The weights of the hidden units after K steps. For K = 0, a copy of the given ones.
    beta : ndarray of float, shape (D + 1,)
        The weights of the output after K steps. For K = 0, a copy of the given ones.

    References
    ----------
    Slide "Gradient Descent": "For each random sample {x_i, y_i}".
    """
    # BEGIN SOLUTION
    alpha = np.array(alpha, dtype=np.float64)
    beta = np.array(beta, dtype=np.float64)
    for i in order:
        alpha, beta = mlp_step(alpha, beta, X[i], y[i], learning_rate)
    return alpha, beta
    # END SOLUTION
