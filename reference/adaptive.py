"""Adaptive learning rates: every parameter has its own, made from the gradients seen so far.

The slide writes eta_t = G({dL/dtheta}_{i=0..t}) and names Adam, Adagrad and Adadelta as choices for G; the
definitions are those of the papers. Operations on vectors are element by element.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Gradient = Callable[[Array], Array]


def adagrad(gradient: Gradient, theta0: Array, learning_rate: float, steps: int, epsilon: float) -> Array:
    """Divide every step by the root of the sum of all squared gradients (Adagrad).

    G starts at zero. Every update is, element by element and in this order,

        G     <- G + g^2,  g the gradient at theta
        theta <- theta - learning_rate g / (sqrt(G) + epsilon)

    Parameters
    ----------
    gradient : callable
        Takes theta, shape (M,), and returns the gradient at it, shape (M,).
    theta0 : ndarray of float or int, shape (M,)
        The starting point. It is not changed.
    learning_rate : float
        The paper's eta, > 0.
    steps : int
        The number of updates, >= 0.
    epsilon : float
        Guards the division against zero, > 0; the paper's delta. Added to the root; inside it is accepted
        too.

    Returns
    -------
    theta : ndarray of float, shape (M,)
        The point after the last update. For steps = 0, a copy of theta0.

    References
    ----------
    Slide "Learning rate scheduling". J. Duchi, E. Hazan and Y. Singer, Adaptive subgradient methods for
    online learning and stochastic optimization, JMLR 12 (2011), figure 1, with diagonal matrices.
    """
    # BEGIN SOLUTION
    theta = np.array(theta0, dtype=np.float64)
    G = np.zeros_like(theta)  # (M,)
    for _ in range(steps):
        g = gradient(theta)
        G = G + g**2
        theta = theta - learning_rate * g / (np.sqrt(G) + epsilon)
    return theta
    # END SOLUTION


def rmsprop(gradient: Gradient, theta0: Array, learning_rate: float, steps: int, rho: float, epsilon: float) -> Array:
    """Divide every step by the root of a moving average of the squared gradients (RMSProp).

    E starts at zero. Every update is, element by element and in this order,

        E     <- rho E + (1 - rho) g^2,  g the gradient at theta
        theta <- theta - learning_rate g / (sqrt(E) + epsilon)

    Parameters
    ----------
    gradient : callable
        Takes theta, shape (M,), and returns the gradient at it, shape (M,).
    theta0 : ndarray of float or int, shape (M,)
        The starting point. It is not changed.
    learning_rate : float
        The size of a step, > 0.
    steps : int
        The number of updates, >= 0.
    rho : float
        The share of the average that is kept, 0 <= rho < 1; 0.9 in the source.
    epsilon : float
        Guards the division against zero, > 0. Added to the root; inside it is accepted too.

    Returns
    -------
    theta : ndarray of float, shape (M,)
        The point after the last update. For steps = 0, a copy of theta0.

    Notes
    -----
    Beyond the list on the slide: it stands between Adagrad, which never forgets a gradient, and Adadelta. The
    source has no epsilon.

    References
    ----------
    T. Tieleman and G. Hinton, Neural Networks for Machine Learning, lecture 6.5: rmsprop, Coursera (2012).
    """
    # BEGIN SOLUTION
    theta = np.array(theta0, dtype=np.float64)
    E = np.zeros_like(theta)  # (M,)
    for _ in range(steps):
        g = gradient(theta)
        E = rho * E + (1 - rho) * g**2
        theta = theta - learning_rate * g / (np.sqrt(E) + epsilon)
    return theta
    # END SOLUTION


def adadelta(gradient: Gradient, theta0: Array, steps: int, rho: float, epsilon: float) -> Array:
    """Replace the learning rate by a moving average of the squared steps (Adadelta).

    Eg and Ed start at zero. Every update is, element by element and in this order,

        Eg    <- rho Eg + (1 - rho) g^2,  g the gradient at theta
        d      = -sqrt(Ed + epsilon) / sqrt(Eg + epsilon) g
        Ed    <- rho Ed + (1 - rho) d^2
        theta <- theta + d

    Parameters
    ----------
    gradient : callable
        Takes theta, shape (M,), and returns the gradient at it, shape (M,).
    theta0 : ndarray of float or int, shape (M,)
        The starting point. It is not changed.
    steps : int
        The number of updates, >= 0.
    rho : float
        The share of the averages that is kept, 0 <= rho < 1; 0.95 in the paper.
    epsilon : float
        > 0; 1e-6 in the paper. It stands inside both roots.

    Returns
    -------
    theta : ndarray of float, shape (M,)
        The point after the last update. For steps = 0, a copy of theta0.

    Notes
    -----
    Here epsilon is no mere guard: as Ed starts at zero, it alone makes the first step. Outside the roots the
    path is another one.

    References
    ----------
    Slide "Learning rate scheduling". M. D. Zeiler, ADADELTA: An adaptive learning rate method,
    arXiv:1212.5701 (2012), algorithm 1: Eg is its E[g^2], Ed its E[Delta x^2], d its Delta x.
    """
    # BEGIN SOLUTION
    theta = np.array(theta0, dtype=np.float64)
    Eg = np.zeros_like(theta)  # (M,)
    Ed = np.zeros_like(theta)  # (M,)
    for _ in range(steps):
        g = gradient(theta)
        Eg = rho * Eg + (1 - rho) * g**2
        # The step needs the average of the steps before it.
        d = -np.sqrt(Ed + epsilon) / np.sqrt(Eg + epsilon) * g
        Ed = rho * Ed + (1 - rho) * d**2
        theta = theta + d
    return theta
    # END SOLUTION


def adam(
    gradient: Gradient,
    theta0: Array,
    learning_rate: float,
    steps: int,
    beta1: float,
    beta2: float,
    epsilon: float,
) -> Array:
    """Combine momentum with a moving average of the squared gradients, both corrected for their start (Adam).

    m and v start at zero. Every update t = 1, ..., steps is, element by element and in this order,

        m     <- beta1 m + (1 - beta1) g,  g the gradient at theta
        v     <- beta2 v + (1 - beta2) g^2
        m_hat  = m / (1 - beta1^t)
        v_hat  = v / (1 - beta2^t)
        theta <- theta - learning_rate m_hat / (sqrt(v_hat) + epsilon)

    Parameters
    ----------
    gradient : callable
        Takes theta, shape (M,), and returns the gradient at it, shape (M,).
    theta0 : ndarray of float or int, shape (M,)
        The starting point. It is not changed.
    learning_rate : float
        The paper's alpha, > 0; 0.001 in the paper.
    steps : int
        The number of updates, >= 0.
    beta1 : float
        The share of m that is kept, 0 <= beta1 < 1; 0.9 in the paper.
    beta2 : float
        The share of v that is kept, 0 <= beta2 < 1; 0.999 in the paper.
    epsilon : float
        Guards the division against zero, > 0; 1e-8 in the paper. Added to the root; inside it is accepted
        too.

    Returns
    -------
    theta : ndarray of float, shape (M,)
        The point after the last update. For steps = 0, a copy of theta0.

    References
    ----------
    Slide "Learning rate scheduling". D. P. Kingma and J. Ba, Adam: A method for stochastic optimization, ICLR
    (2015), algorithm 1.
    """
    # BEGIN SOLUTION
    theta = np.array(theta0, dtype=np.float64)
    m = np.zeros_like(theta)  # (M,), first moment
    v = np.zeros_like(theta)  # (M,), second moment
    for t in range(1, steps + 1):
        g = gradient(theta)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        # The averages start at zero and are too small at first. The corrected ones are not fed back.
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        theta = theta - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return theta
    # END SOLUTION
