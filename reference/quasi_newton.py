"""BFGS and L-BFGS: second order methods that learn the Hessian from the gradients they pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Objective = Callable[[Array], float]
    Gradient = Callable[[Array], Array]


def bfgs_update(H: Array, s: Array, y: Array) -> Array:
    """Update the approximation of the inverse Hessian after one step (BFGS).

    The result is (I - rho s y^T) H (I - rho y s^T) + rho s s^T with rho = 1 / (y^T s).

    Parameters
    ----------
    H : ndarray of float or int, shape (n, n)
        The approximation so far, symmetric and positive definite. It is not changed.
    s : ndarray of float or int, shape (n,)
        The step, theta_new - theta_old.
    y : ndarray of float or int, shape (n,)
        The difference of the gradients at these two points, new - old, with y^T s > 0. (No label.)

    Returns
    -------
    H : ndarray of float, shape (n, n)
        The new approximation, symmetric and positive definite.

    References
    ----------
    Slide "Many other ways to perform optimization...". J. Nocedal and S. Wright, Numerical Optimization, 2nd
    ed. (2006), equation (6.17).
    """
    # BEGIN SOLUTION
    rho = 1 / (y @ s)
    V = np.eye(len(s)) - rho * np.outer(y, s)
    updated: Array = V.T @ H @ V + rho * np.outer(s, s)
    return updated
    # END SOLUTION


def lbfgs_direction(g: Array, S: Array, Y: Array) -> Array:
    """Compute the direction -H g of L-BFGS, without ever forming H (two-loop recursion).

    H is the inverse Hessian that `bfgs_update` makes of H0 with the k pairs (s, y), from the oldest to the
    newest. H0 = (s^T y / y^T y) I, with s and y of the newest pair. For k = 0, H is the identity.

    Parameters
    ----------
    g : ndarray of float or int, shape (n,)
        The gradient. It is not changed.
    S : ndarray of float or int, shape (k, n)
        The last k steps s, one a row, the oldest first; k = 0 is allowed.
    Y : ndarray of float or int, shape (k, n)
        The differences y of the gradients that belong to them, each with y^T s > 0.

    Returns
    -------
    direction : ndarray of float, shape (n,)
        -H g.

    References
    ----------
    Slide "Many other ways to perform optimization...". J. Nocedal and S. Wright, Numerical Optimization, 2nd
    ed. (2006), algorithm 7.4 and equation (7.20) for H0; s, y and rho as there, r is -direction.
    """
    # BEGIN SOLUTION
    q = np.array(g, dtype=np.float64)
    k = len(S)
    rho = [1 / (Y[i] @ S[i]) for i in range(k)]
    alpha = np.zeros(k)
    # From the newest pair to the oldest: q becomes V_0 ... V_{k-1} g, where V_i = I - rho_i y_i s_i^T.
    for i in reversed(range(k)):
        alpha[i] = rho[i] * (S[i] @ q)
        q = q - alpha[i] * Y[i]
    r = q if k == 0 else (S[-1] @ Y[-1]) / (Y[-1] @ Y[-1]) * q
    # Back from the oldest to the newest: multiply by V_i^T and add the term rho_i s_i s_i^T.
    for i in range(k):
        beta = rho[i] * (Y[i] @ r)
        r = r + (alpha[i] - beta) * S[i]
    return -r
    # END SOLUTION


def bfgs(objective: Objective, gradient: Gradient, theta0: Array, tolerance: float, max_steps: int) -> Array:
    """Minimise a smooth function with BFGS.

    H starts at the identity. Before every step, theta is returned if the L2 norm of the gradient g is <=
    tolerance; after max_steps steps it is returned in any case. A step goes along p = -H g to theta +
    step_size p: step_size is 1, halved until the Armijo condition

        objective(theta + step_size p) <= objective(theta) + 1e-4 step_size g^T p

    holds. Then H is updated with s (the step) and y (the difference of the gradients), except if
    y^T s <= 1e-10 |s| |y|.

    Every right variant is accepted, another line search for example, if it comes to a gradient norm of at
    most 10 tolerance within max_steps steps. Gradient descent does not.

    Parameters
    ----------
    objective : callable
        Takes theta, shape (n,), and returns a float.
    gradient : callable
        Takes theta, shape (n,), and returns the gradient of the objective at it, shape (n,).
    theta0 : ndarray of float or int, shape (n,)
        The starting point. It is not changed.
    tolerance : float
        The largest gradient norm that counts as zero, > 0.
    max_steps : int
        The largest number of steps, >= 0.

    Returns
    -------
    theta : ndarray of float, shape (n,)
        The last point. Without any step, a copy of theta0.

    References
    ----------
    Slide "Many other ways to perform optimization...". J. Nocedal and S. Wright, Numerical Optimization, 2nd
    ed. (2006), algorithm 6.1, with the line search of algorithm 3.1 (rho = 1/2, c = 1e-4). That search does
    not see to y^T s > 0, hence the exception.
    """
    # BEGIN SOLUTION
    theta = np.array(theta0, dtype=np.float64)
    H = np.eye(len(theta))  # (n, n)
    g = gradient(theta)
    for _ in range(max_steps):
        if np.linalg.norm(g) <= tolerance:
            break
        p = -H @ g
        value, slope, step_size = objective(theta), g @ p, 1.0
        while objective(theta + step_size * p) > value + 1e-4 * step_size * slope:
            step_size = step_size / 2
        s = step_size * p
        theta = theta + s
        g_new = gradient(theta)
        y, g = g_new - g, g_new
        # Without positive curvature along s, H would not stay positive definite.
        if y @ s > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            H = bfgs_update(H, s, y)
    return theta
    # END SOLUTION


def lbfgs(
    objective: Objective, gradient: Gradient, theta0: Array, memory: int, tolerance: float, max_steps: int
) -> Array:
    """Minimise a smooth function with L-BFGS.

    The same as `bfgs`, except that the direction of a step is `lbfgs_direction` of the gradient and the last
    `memory` pairs (s, y). Pairs with y^T s <= 1e-10 |s| |y| are not kept.

    Every right variant is accepted, another line search for example, if it comes to a gradient norm of at
    most 10 tolerance within max_steps steps. Gradient descent does not.

    Parameters
    ----------
    objective : callable
        Takes theta, shape (n,), and returns a float.
    gradient : callable
        Takes theta, shape (n,), and returns the gradient of the objective at it, shape (n,).
    theta0 : ndarray of float or int, shape (n,)
        The starting point. It is not changed.
    memory : int
        The largest number of pairs kept, >= 1; m in the book.
    tolerance : float
        The largest gradient norm that counts as zero, > 0.
    max_steps : int
        The largest number of steps, >= 0.

    Returns
    -------
    theta : ndarray of float, shape (n,)
        The last point. Without any step, a copy of theta0.

    References
    ----------
    Slide "Many other ways to perform optimization...". J. Nocedal and S. Wright, Numerical Optimization, 2nd
    ed. (2006), algorithm 7.5, with the line search of algorithm 3.1 (rho = 1/2, c = 1e-4).
    """
    # BEGIN SOLUTION
    theta = np.array(theta0, dtype=np.float64)
    S = np.empty((0, len(theta)))  # (k, n), k <= memory, the oldest first
    Y = np.empty((0, len(theta)))
    g = gradient(theta)
    for _ in range(max_steps):
        if np.linalg.norm(g) <= tolerance:
            break
        p = lbfgs_direction(g, S, Y)
        value, slope, step_size = objective(theta), g @ p, 1.0
        while objective(theta + step_size * p) > value + 1e-4 * step_size * slope:
            step_size = step_size / 2
        s = step_size * p
        theta = theta + s
        g_new = gradient(theta)
        y, g = g_new - g, g_new
        if y @ s > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            S = np.vstack([S, s])[-memory:]
            Y = np.vstack([Y, y])[-memory:]
    return theta
    # END SOLUTION
