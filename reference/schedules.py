"""Learning rate schedules: the rate eta_t of update t = 1, 2, 3, ..."""

from __future__ import annotations

import numpy as np


def inverse_square_root(eta0: float, t: int) -> float:
    """Compute the lecture's schedule, eta_t = eta_0 / sqrt(t).

    Parameters
    ----------
    eta0 : float
        The learning rate of the first update, > 0.
    t : int
        The number of the update, t = 1, 2, ...

    Returns
    -------
    eta : float
        The learning rate of update t.

    Notes
    -----
    The slide does not say where t starts. It has to be 1: eta_0 / sqrt(0) is no learning rate.

    References
    ----------
    Slide "Learning rate scheduling". M. Zinkevich, Online convex programming and generalized infinitesimal
    gradient ascent, ICML (2003), theorem 1.
    """
    # BEGIN SOLUTION
    return float(eta0 / np.sqrt(t))
    # END SOLUTION


def step_decay(eta0: float, t: int, factor: float, period: int) -> float:
    """Multiply the learning rate by `factor` after every `period` updates.

    eta_t = eta0 * factor^floor((t - 1) / period): the updates 1, ..., period have the rate eta0, the next
    `period` updates have eta0 * factor, and so on.

    Parameters
    ----------
    eta0 : float
        The learning rate of the first update, > 0.
    t : int
        The number of the update, t = 1, 2, ...
    factor : float
        0 < factor <= 1.
    period : int
        The number of updates with the same rate, >= 1.

    Returns
    -------
    eta : float
        The learning rate of update t.

    References
    ----------
    Beyond the lecture. Stanford CS231n, course notes "Neural Networks Part 3", section "Annealing the
    learning rate".
    """
    # BEGIN SOLUTION
    # The first update has completed no period, so t - 1 updates are counted.
    return float(eta0 * factor ** ((t - 1) // period))
    # END SOLUTION


def exponential_decay(eta0: float, t: int, rate: float) -> float:
    """Compute the schedule eta_t = eta0 * exp(-rate * (t - 1)).

    Parameters
    ----------
    eta0 : float
        The learning rate of the first update, > 0.
    t : int
        The number of the update, t = 1, 2, ...
    rate : float
        The decay per update, >= 0.

    Returns
    -------
    eta : float
        The learning rate of update t.

    References
    ----------
    Beyond the lecture. Stanford CS231n, course notes "Neural Networks Part 3", section "Annealing the
    learning rate", with the first update at time 0.
    """
    # BEGIN SOLUTION
    return float(eta0 * np.exp(-rate * (t - 1)))
    # END SOLUTION


def cosine_annealing(eta0: float, t: int, steps: int) -> float:
    """Compute the schedule eta_t = eta0/2 * (1 + cos(pi * (t - 1) / steps)).

    It falls from eta0 at t = 1 along half a cosine and would reach zero one update after the last.

    Parameters
    ----------
    eta0 : float
        The learning rate of the first update, > 0.
    t : int
        The number of the update, t = 1, ..., steps.
    steps : int
        The number of updates in all, >= 1.

    Returns
    -------
    eta : float
        The learning rate of update t.

    References
    ----------
    Beyond the lecture. I. Loshchilov and F. Hutter, SGDR: Stochastic gradient descent with warm restarts,
    ICLR (2017), equation (5), with eta_min = 0, eta_max = eta0, T_cur = t - 1 and T_i = steps: one run, no
    restart.
    """
    # BEGIN SOLUTION
    return float(eta0 / 2 * (1 + np.cos(np.pi * (t - 1) / steps)))
    # END SOLUTION
