"""Gradient descent with momentum, in the two forms of the lecture's slide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Gradient = Callable[[Array], Array]


def momentum_average(gradient: Gradient, theta0: Array, learning_rate: float, steps: int, w: float) -> Array:
    """Descend along a moving average of the gradients (the slide's formula).

    D starts at zero. Every update is, in this order,

        D     <- w g + (1 - w) D,  g the gradient at theta
        theta <- theta - learning_rate D

    Parameters
    ----------
    gradient : callable
        Takes theta, shape (M,), and returns the gradient at it, shape (M,).
    theta0 : ndarray of float or int, shape (M,)
        The starting point. It is not changed.
    learning_rate : float
        The slide's eta, > 0.
    steps : int
        The number of updates, >= 0.
    w : float
        The weight of the new gradient, 0 < w <= 1. With w = 1 this is plain gradient descent.

    Returns
    -------
    theta : ndarray of float, shape (M,)
        The point after the last update. For steps = 0, a copy of theta0.

    Notes
    -----
    The slide writes Delta theta for D. It says neither where D starts nor how it is used: it starts at zero,
    and the step is the usual one with D in place of the gradient.

    References
    ----------
    Slide "Momentum Update" (formula). B. T. Polyak, Some methods of speeding up the convergence of iteration
    methods, USSR Computational Mathematics and Mathematical Physics 4 (1964), pages 1-17.
    """
    # BEGIN SOLUTION
    theta = np.array(theta0, dtype=np.float64)
    D = np.zeros_like(theta)  # (M,)
    for _ in range(steps):
        D = w * gradient(theta) + (1 - w) * D
        theta = theta - learning_rate * D
    return theta
    # END SOLUTION


def momentum_velocity(gradient: Gradient, theta0: Array, learning_rate: float, steps: int, mu: float) -> Array:
    """Descend with a velocity that the gradients change (the slide's code).

    vel starts at zero. Every update is, in this order,

        vel   <- mu vel - learning_rate g,  g the gradient at theta
        theta <- theta + vel

    Parameters
    ----------
    gradient : callable
        Takes theta, shape (M,), and returns the gradient at it, shape (M,).
    theta0 : ndarray of float or int, shape (M,)
        The starting point. It is not changed.
    learning_rate : float
        The slide's step_size, > 0.
    steps : int
        The number of updates, >= 0.
    mu : float
        The share of the velocity that is kept, 0 <= mu < 1; 0.9 on the slide. With mu = 0 this is plain
        gradient descent.

    Returns
    -------
    theta : ndarray of float, shape (M,)
        The point after the last update. For steps = 0, a copy of theta0.

    Notes
    -----
    This is not `momentum_average` with 1 - w called mu: vel points downhill, has the learning rate in it, and
    takes the new gradient with the weight 1.

    References
    ----------
    Slide "Momentum Update" (code). B. T. Polyak, Some methods of speeding up the convergence of iteration
    methods, USSR Computational Mathematics and Mathematical Physics 4 (1964), pages 1-17.
    """
    # BEGIN SOLUTION
    theta = np.array(theta0, dtype=np.float64)
    vel = np.zeros_like(theta)  # (M,)
    for _ in range(steps):
        vel = mu * vel - learning_rate * gradient(theta)
        theta = theta + vel
    return theta
    # END SOLUTION
