"""Objectives with their gradients, turned and moved: nobody can know the minimum beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from autograder.spec import Formula

if TYPE_CHECKING:
    from collections.abc import Callable

    Drawn = tuple[Formula, Formula, "Array"]
    Surface = Callable[[np.random.Generator], Drawn]

Array = NDArray[Any]

TURNS = ((0.6, 0.8), (0.8, 0.6), (0.28, 0.96), (0.96, 0.28))
"""Cosine and sine of turns that two digits write exactly."""


def quadratic(A: Array, c: Array, lowest: float) -> tuple[Formula, Formula]:
    """Return 1/2 (theta - c)^T A (theta - c) + lowest, and its gradient."""
    return (
        Formula("theta", "(theta - c) @ A @ (theta - c) / 2 + lowest", A=A, c=c, lowest=lowest),
        Formula("theta", "A @ (theta - c)", A=A, c=c),
    )


def ravine(n: int, condition: float) -> Surface:
    """Draw a quadratic, so many times as steep in its steepest direction as in its flattest."""

    def draw(rng: np.random.Generator) -> Drawn:
        A, c, theta0 = _steep(rng, n, condition), *_places(rng, n)
        return *quadratic(A, c, _lowest(rng)), theta0

    return draw


def valley(rng: np.random.Generator) -> Drawn:
    """Draw Rosenbrock's function (1 - u_1)^2 + 100 (u_2 - u_1^2)^2 of the turned and moved u = R (theta - c)."""
    cosine, sine = TURNS[rng.integers(len(TURNS))]
    R, c = np.array([[cosine, -sine], [sine, cosine]]), np.round(rng.uniform(-3, 3, 2), 1)
    u = Formula("theta", "R @ (theta - c)", R=R, c=c)
    classic = Formula("u", "(1 - u[0]) ** 2 + 100 * (u[1] - u[0] ** 2) ** 2")
    slopes = Formula("u", "np.array([2 * u[0] - 2 - 400 * u[0] * (u[1] - u[0] ** 2), 200 * (u[1] - u[0] ** 2)])")
    objective = Formula("theta", "classic(u(theta)) + lowest", classic=classic, u=u, lowest=_lowest(rng))
    gradient = Formula("theta", "slopes(u(theta)) @ R", slopes=slopes, u=u, R=R)
    start = np.array([rng.uniform(-1.4, -0.4), rng.uniform(-0.5, 0.6)])
    return objective, gradient, np.round(c + start @ R, 1)


def trough(n: int, condition: float) -> Surface:
    """Draw the sum of log(2 cosh v) over v = B (theta - c): round at the bottom, straight far away."""

    def draw(rng: np.random.Generator) -> Drawn:
        B, c, theta0 = _steep(rng, n, np.sqrt(condition)), *_places(rng, n)
        v = Formula("theta", "B @ (theta - c)", B=B, c=c)
        objective = Formula("theta", "np.sum(np.logaddexp(v(theta), -v(theta))) + lowest", v=v, lowest=_lowest(rng))
        return objective, Formula("theta", "B.T @ np.tanh(v(theta))", v=v, B=B), theta0

    return draw


def funnel(n: int, condition: float) -> Surface:
    """Draw log(1 + (theta - c)^T A (theta - c)): flatter and flatter far away, where it is curved the wrong way."""

    def draw(rng: np.random.Generator) -> Drawn:
        A, c, theta0 = _steep(rng, n, condition), *_places(rng, n)
        q = Formula("theta", "1 + (theta - c) @ A @ (theta - c)", A=A, c=c)
        objective = Formula("theta", "np.log(q(theta)) + lowest", q=q, lowest=_lowest(rng))
        return objective, Formula("theta", "2 * A @ (theta - c) / q(theta)", q=q, A=A, c=c), theta0

    return draw


def _steep(rng: np.random.Generator, n: int, condition: float) -> Array:
    """Return a symmetric matrix of few digits with eigenvalues from about 1 to about the condition; it mixes all."""
    while True:
        turn = np.linalg.qr(rng.normal(size=(n, n)))[0]
        matrix: Array = np.round(turn @ np.diag(np.geomspace(1, condition, n)) @ turn.T, 1)
        matrix = (matrix + matrix.T) / 2
        smallest, largest = np.linalg.eigvalsh(matrix)[[0, -1]]
        mixes = n == 1 or np.min(np.abs(matrix[~np.eye(n, dtype=bool)])) > 0.2
        if smallest > 0.8 and largest < 1.2 * condition and mixes:
            return matrix


def _places(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Return a minimum and a start, nowhere near each other, and the minimum not near 0 or 1."""
    while True:
        c, theta0 = np.round(rng.uniform(-4, 4, n), 1), np.round(rng.uniform(-4, 4, n), 1)
        if np.min(np.abs(c - theta0)) > 0.5 and np.linalg.norm(c) > 0.5 and np.linalg.norm(c - 1) > 0.5:
            return c, theta0


def _lowest(rng: np.random.Generator) -> float:
    """Return the smallest value of an objective: above or below zero."""
    return float(rng.choice([-1, 1]) * np.round(rng.uniform(1, 4), 1))
