"""Other ways down: wrong ones that a draw must tell from the right ones, and a right one that must get there, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from reference import quasi_newton as qn

if TYPE_CHECKING:
    from autograder.spec import Formula

Array = NDArray[Any]


class Learner:
    """What a method has learnt of the curvature, and the direction that follows from it.

    Parameters
    ----------
    n : int
        Parameters.
    memory : int or None
        Pairs that L-BFGS keeps, 0 for gradient descent; None for BFGS.
    scales : bool, optional
        Whether BFGS gives H the steepness of the first pair before it learns from it.
    """

    def __init__(self, n: int, memory: int | None, *, scales: bool = False) -> None:
        self._memory, self._scales = memory, scales
        self._H = np.eye(n)
        self._S = self._Y = np.empty((0, n))

    def direction(self, g: Array) -> Array:
        """Return -H g."""
        return -self._H @ g if self._memory is None else qn.lbfgs_direction(g, self._S, self._Y)

    def learn(self, s: Array, y: Array) -> None:
        """Take a pair in."""
        if self._memory is None:
            if self._scales:
                self._H, self._scales = (s @ y) / (y @ y) * self._H, False
            self._H = qn.bfgs_update(self._H, s, y)
        elif self._memory:
            self._S = np.vstack([self._S, s])[-self._memory :]
            self._Y = np.vstack([self._Y, y])[-self._memory :]


def slope_after(
    objective: Formula,
    gradient: Formula,
    theta: Array,
    memory: int | None,
    steps: int,
    *,
    searches: bool = True,
    guards: bool = True,
    other: bool = False,
) -> float:
    """Return the norm of the gradient after some steps, infinite if they led out of all bounds.

    Parameters
    ----------
    objective : Formula
        What is gone down.
    gradient : Formula
        Of it.
    theta : ndarray, shape (n,)
        The start.
    memory : int or None
        As for `Learner`.
    steps : int
        How many steps are made.
    searches : bool, optional
        Whether a step is halved until the Armijo condition holds, or whole in any case.
    guards : bool, optional
        Whether pairs with y^T s <= 0 are left out.
    other : bool, optional
        Whether it is another right way: it wants a tenth of the promised descent, and tries 0.7 of the last step size.
    """
    learner, g = Learner(len(theta), memory, scales=other), gradient(theta)
    enough, shrinks = (0.1, 0.7) if other else (1e-4, 0.5)
    with np.errstate(all="ignore"):
        for _ in range(steps):
            p, step_size = learner.direction(g), 1.0
            if not np.all(np.isfinite(p)) or not g.any():
                break
            while searches and objective(theta + step_size * p) > objective(theta) + enough * step_size * (g @ p):
                step_size *= shrinks
            theta = theta + step_size * p
            y, g = gradient(theta) - g, gradient(theta)
            if not guards or y @ p > 0:
                learner.learn(step_size * p, y)
    norm = float(np.linalg.norm(g))
    return norm if np.isfinite(norm) else np.inf
