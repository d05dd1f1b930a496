"""An example: one learning rate schedule. Write your own functions here, with NumPy and nothing else."""

from __future__ import annotations

import numpy as np  # noqa: F401 - for the functions that you write


def inverse_time_decay(eta0: float, t: int, rate: float) -> float:
    """Return the learning rate of update t: eta0 / (1 + rate (t - 1)).

    Parameters
    ----------
    eta0 : float
        The first update's learning rate, positive.
    t : int
        Number of the update, from 1.
    rate : float
        How fast it falls, 0 or more.

    Returns
    -------
    float
    """
    # BEGIN SOLUTION
    return eta0 / (1 + rate * (t - 1))
    # END SOLUTION
