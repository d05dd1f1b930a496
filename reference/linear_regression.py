"""Linear regression: its objective J(theta), the gradient, and the ways of the lecture to make J small."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reference.schedules import inverse_square_root

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Indices = NDArray[np.int64]


def predict(theta: Array, X: Array) -> Array:
    """Predict the label of every example with the linear function h(x; theta) = theta^T x.

    The perceptron y_hat = w x of the first slides is the case M = 1. A bias, if wanted, is a column of ones.

    Parameters
    ----------
    theta, X : ndarray of float or int, shapes (M,) and (N, M)
        The parameters and the examples, one a row: row i is the slide's x^(i).

    Returns
    -------
    y_hat : ndarray, shape (N,)
        The predictions h(x^(i); theta).

    References
    ----------
    Slides "An Incremental Learning Strategy" and "Linear Regression by Random Guessing".
    """
    # BEGIN SOLUTION
    return X @ theta
    # END SOLUTION


def mean_squared_error(theta: Array, X: Array, y: Array) -> float:
    """Compute the objective of linear regression, J(theta) = 1/N sum_i (y_i - theta^T x_i)^2.

    Parameters
    ----------
    theta, X, y : ndarray of float or int, shapes (M,), (N, M) and (N,)
        The parameters, the examples (one a row) and their labels, the slide's y^(i).

    Returns
    -------
    J : float
        The mean of the squared residuals.

    Notes
    -----
    The slide on objective functions calls its quadratic loss "the same objective". That one has 1/2 and no
    1/N, this one 1/N and no 1/2: each exercise keeps the constant of its own slide.

    References
    ----------
    Slide "Linear Regression by Rand. Guessing".
    """
    # BEGIN SOLUTION
    return float(np.mean((y - predict(theta, X)) ** 2))
    # END SOLUTION


def mean_squared_error_gradient(theta: Array, X: Array, y: Array) -> Array:
    """Compute the gradient of `mean_squared_error` with respect to theta.

    Parameters
    ----------
    theta, X, y : ndarray of float or int, shapes (M,), (N, M) and (N,)
        The parameters, the examples (one a row) and their labels.

    Returns
    -------
    gradient : ndarray, shape (M,)
        The partial derivatives (dJ/dtheta_1, ..., dJ/dtheta_M).

    References
    ----------
    Slides "Recall: Gradient of a vector" and "Algorithm 1 Gradient Descent".
    """
    # BEGIN SOLUTION
    # With r_i = y_i - theta^T x_i, the chain rule gives d(r_i^2)/dtheta = 2 r_i dr_i/dtheta = -2 r_i x_i.
    residuals = y - predict(theta, X)
    # The mean over i of -2 r_i x_i is a product with X^T.
    gradient: Array = -2 / len(y) * (X.T @ residuals)
    return gradient
    # END SOLUTION


def random_guessing(X: Array, y: Array, candidates: Array) -> tuple[Array, float]:
    """Return the guess with the smallest objective (optimization method #0).

    Parameters
    ----------
    X, y : ndarray of float or int, shapes (N, M) and (N,)
        The examples, one a row, and their labels.
    candidates : ndarray of float or int, shape (K, M)
        The K >= 1 guesses, drawn already, one a row. J is finite at every one of them.

    Returns
    -------
    theta : ndarray, shape (M,)
        The guess with the smallest `mean_squared_error`; of equals, the first. A copy of its row.
    J : float
        Its `mean_squared_error`.

    References
    ----------
    Slide "Optimization Method #0: Random Guessing".
    """
    # BEGIN SOLUTION
    objectives = [mean_squared_error(theta, X, y) for theta in candidates]
    best = int(np.argmin(objectives))  # the first of equal minima
    return candidates[best].copy(), objectives[best]
    # END SOLUTION


def gradient_descent(
    X: Array, y: Array, theta0: Array, learning_rate: float, tolerance: float, max_steps: int
) -> tuple[Array, int]:
    """Minimise `mean_squared_error` by gradient descent until the gradient is small (algorithm 1).

    An update is theta <- theta - learning_rate * grad J(theta). Before every update, theta is returned if the
    L2 norm of grad J(theta) is <= tolerance; after max_steps updates it is returned in any case.

    Parameters
    ----------
    X, y : ndarray of float or int, shapes (N, M) and (N,)
        The examples, one a row, and their labels.
    theta0 : ndarray of float or int, shape (M,)
        The starting point, the slide's theta^(0). It is not changed.
    learning_rate, tolerance : float
        The size of a step, > 0 (gamma in algorithm 1, eta on other slides), and the slide's epsilon, >= 0.
    max_steps : int
        The largest number of updates, >= 0.

    Returns
    -------
    theta : ndarray of float, shape (M,)
        The last point, not the best (`gradient_descent_best`). Without any update, a copy of theta0.
    steps : int
        The number of updates made.

    References
    ----------
    Slides "Algorithm 1 Gradient Descent" and "There are many possible ways to detect convergence".
    """
    # BEGIN SOLUTION
    theta = np.array(theta0, dtype=np.float64)
    for step in range(max_steps):
        gradient = mean_squared_error_gradient(theta, X, y)
        if np.linalg.norm(gradient) <= tolerance:
            return theta, step
        theta = theta - learning_rate * gradient
    return theta, max_steps
    # END SOLUTION


def gradient_descent_on_objective(
    X: Array, y: Array, theta0: Array, learning_rate: float, tolerance: float, max_steps: int
) -> tuple[Array, int]:
    """Minimise `mean_squared_error` by gradient descent until the objective hardly changes.

    The updates are those of `gradient_descent`. After each of them, theta is returned if
    abs(J before it - J after it) <= tolerance; an increase of J alone is no convergence.

    Parameters
    ----------
    X, y : ndarray of float or int, shapes (N, M) and (N,)
        The examples, one a row, and their labels.
    theta0 : ndarray of float or int, shape (M,)
        The starting point. It is not changed.
    learning_rate, tolerance : float
        The size of a step, > 0, and the largest change of J that counts as small, >= 0.
    max_steps : int
        The largest number of updates, >= 0.

    Returns
    -------
    theta : ndarray of float, shape (M,)
        The last point. Without any update, a copy of theta0.
    steps : int
        The number of updates made, the one that met the test included.

    References
    ----------
    Slide "There are many possible ways to detect convergence".
    """
    # BEGIN SOLUTION
    theta = np.array(theta0, dtype=np.float64)
    before = mean_squared_error(theta, X, y)
    for step in range(1, max_steps + 1):
        theta = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
        after = mean_squared_error(theta, X, y)
        if abs(before - after) <= tolerance:
            return theta, step
        before = after
    return theta, max_steps
    # END SOLUTION


def gradient_descent_best(X: Array, y: Array, theta0: Array, learning_rate: float, steps: int) -> Array:
    """Return the point with the smallest `mean_squared_error` J that gradient descent visits (method #1).

    Parameters
    ----------
    X, y : ndarray of float or int, shapes (N, M) and (N,)
        The examples, one a row, and their labels.
    theta0 : ndarray of float or int, shape (M,)
        The starting point. It is not changed.
    learning_rate, steps : float and int
        The size of a step, > 0, and the number of updates, >= 0; there is no test of convergence.

    Returns
    -------
    theta : ndarray of float, shape (M,)
        Of the steps + 1 points, theta0 and the last included, the one with the smallest J (first of equals).

    References
    ----------
    Slide "Optimization Method #1: Gradient Descent".
    """
    # BEGIN SOLUTION
    theta = np.array(theta0, dtype=np.float64)
    best, smallest = theta, mean_squared_error(theta, X, y)
    for _ in range(steps):
        theta = theta - learning_rate * mean_squared_error_gradient(theta, X, y)
        objective = mean_squared_error(theta, X, y)
        if objective < smallest:
            best, smallest = theta, objective
    return best
    # END SOLUTION


def descent_path(X: Array, y: Array, theta0: Array, learning_rate: float, steps: int) -> Array:
    """Return every point that gradient descent visits.

    Parameters
    ----------
    X, y : ndarray of float or int, shapes (N, M) and (N,)
        The examples, one a row, and their labels.
    theta0 : ndarray of float or int, shape (M,)
        The starting point. It is not changed.
    learning_rate, steps : float and int
        The size of a step, > 0, and the number of updates, >= 0.

    Returns
    -------
    path : ndarray of float, shape (steps + 1, M)
        Row t is theta after t updates; row 0 is theta0.

    References
    ----------
    Slide "(Negative) Gradient Paths": there the steps are infinitesimally small, here they are not.
    """
    # BEGIN SOLUTION
    path = np.empty((steps + 1, len(theta0)))
    path[0] = theta0
    for t in range(steps):
        path[t + 1] = path[t] - learning_rate * mean_squared_error_gradient(path[t], X, y)
    return path
    # END SOLUTION


def negative_gradient_field(T1: Array, T2: Array, X: Array, y: Array) -> tuple[Array, Array]:
    """Compute the negative gradient of `mean_squared_error` at every point of a mesh (M = 2).

    Parameters
    ----------
    T1, T2 : ndarray of float or int, both of one shape
        theta_1 and theta_2 at the points of the mesh, as `np.meshgrid` makes them.
    X, y : ndarray of float or int, shapes (N, 2) and (N,)
        The examples, one a row, and their labels.

    Returns
    -------
    U, V : ndarray of float, the shape of T1
        -dJ/dtheta_1 and -dJ/dtheta_2 at the same points: the arrows of the slide, as `quiver` draws them.

    References
    ----------
    Slide "(Negative) Gradients".
    """
    # BEGIN SOLUTION
    U, V = np.empty(T1.shape), np.empty(T1.shape)
    for point in np.ndindex(T1.shape):
        theta = np.array([T1[point], T2[point]])
        U[point], V[point] = -mean_squared_error_gradient(theta, X, y)
    return U, V
    # END SOLUTION


def largest_stable_learning_rate(X: Array) -> float:
    """Compute the supremum of the learning rates for which gradient descent on J converges.

    J is the `mean_squared_error` of the examples X, whatever their labels. Below the supremum gradient
    descent converges from every starting point; above it there are starting points from which it diverges.

    Parameters
    ----------
    X : ndarray of float or int, shape (N, M)
        The examples, one a row; not all zero.

    Returns
    -------
    learning_rate : float
        The supremum, > 0.

    References
    ----------
    Slide "Learning rates": "Too big: will miss the minimum". G. Goh, Why Momentum Really Works (2017).
    """
    # BEGIN SOLUTION
    # J is quadratic in theta: its Hessian is the same everywhere.
    hessian = 2 / len(X) * (X.T @ X)
    # Along an eigenvector with eigenvalue lambda, one step multiplies the distance to the minimum by
    # 1 - learning_rate lambda, which shrinks it while learning_rate lambda < 2: the largest lambda decides.
    return float(2 / np.max(np.linalg.eigvalsh(hessian)))
    # END SOLUTION


def stochastic_gradient_descent(X: Array, y: Array, theta0: Array, learning_rate: float, order: Indices) -> Array:
    """Update theta on one example after the other.

    For every index i in `order`: theta <- theta - learning_rate * d/dtheta (y_i - theta^T x_i)^2.

    Parameters
    ----------
    X, y : ndarray of float or int, shapes (N, M) and (N,)
        The examples, one a row, and their labels.
    theta0 : ndarray of float or int, shape (M,)
        The starting point. It is not changed.
    learning_rate : float
        The size of a step, > 0.
    order : ndarray of int, shape (K,)
        The indices, 0 to N - 1, in the order of the updates; some may come twice and others never.

    Returns
    -------
    theta : ndarray of float, shape (M,)
        The point after K updates. For K = 0, a copy of theta0.

    References
    ----------
    Slide "Gradient Descent": "For each random sample {x_i, y_i}".
    """
    # BEGIN SOLUTION
    theta = np.array(theta0, dtype=np.float64)
    for i in order:
        # The chain rule for one example, without a mean.
        gradient = -2 * (y[i] - X[i] @ theta) * X[i]
        theta = theta - learning_rate * gradient
    return theta
    # END SOLUTION


def stochastic_gradient_descent_decaying(X: Array, y: Array, theta0: Array, eta0: float, order: Indices) -> Array:
    """Update theta on one example after the other, with the decaying learning rate eta_t = eta0 / sqrt(t).

    Update t = 1, 2, ... is that of `stochastic_gradient_descent` with the rate `inverse_square_root(eta0,
    t)`.

    Parameters
    ----------
    X, y : ndarray of float or int, shapes (N, M) and (N,)
        The examples, one a row, and their labels.
    theta0 : ndarray of float or int, shape (M,)
        The starting point. It is not changed.
    eta0 : float
        The learning rate of the first update, > 0.
    order : ndarray of int, shape (K,)
        The indices, 0 to N - 1, in the order of the updates; some may come twice and others never.

    Returns
    -------
    theta : ndarray of float, shape (M,)
        The point after K updates. For K = 0, a copy of theta0.

    References
    ----------
    Slide "Learning rate scheduling".
    """
    # BEGIN SOLUTION
    theta = np.array(theta0, dtype=np.float64)
    for t, i in enumerate(order, start=1):
        gradient = -2 * (y[i] - X[i] @ theta) * X[i]
        theta = theta - inverse_square_root(eta0, t) * gradient
    return theta
    # END SOLUTION
