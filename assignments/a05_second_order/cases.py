"""The kinds of input of this sheet: pairs (s, y), and objectives whose minimum is somewhere else in every draw."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from assignments.a05_second_order.rivals import slope_after
from assignments.a05_second_order.surfaces import quadratic
from reference import quasi_newton as qn

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.spec import Formula

    Build = Callable[[np.random.Generator], tuple[Any, ...]]
    Surface = Callable[[np.random.Generator], tuple[Formula, Formula, "Array"]]

Array = NDArray[Any]

TOLERANCE = 1e-4
SLACK = 4
"""Times as many steps are allowed as the reference needs; another line search may need some more than it."""

MANY = 24
"""Steps that the reference needs where one is allowed: who ignores that asks for too many gradients."""

MOST = 40
"""Steps that the reference may need: students wait for the visible checks."""

TRIANGLES = ((3, 4, 5), (4, 3, 5), (5, 12, 13), (12, 5, 13), (8, 15, 17), (15, 8, 17))
"""Sides of right triangles: gradients whose norm is a whole number."""


def update(n: int, *, H: Literal["any", "identity", "right"] = "any", integers: bool = False) -> Build:
    """(H, s, y) with y^T s well above zero and not 1.

    Parameters
    ----------
    n : int
        Parameters.
    H : {"any", "identity", "right"}, optional
        Symmetric and positive definite; "right" maps y to s already, so that the update changes nothing.
    integers : bool, optional
        All arrays are of integers.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        while True:
            before = np.eye(n) if H == "identity" else _positive_definite(rng, n, integers=integers)
            y = _numbers(rng, (n,), integers=integers)
            s = np.round(before @ y, 3) if H == "right" else _numbers(rng, (n,), integers=integers)
            if _is_pair(s, y) and (H == "right" or _apart(qn.bfgs_update(before, s, y), before)):
                return before, s, y

    return build


def direction(k: int, n: int, *, newest: bool = False, integers: bool = False) -> Build:
    """(g, S, Y) of k pairs.

    Parameters
    ----------
    k, n : int
        Pairs and parameters.
    newest : bool, optional
        The gradient is the newest y.
    integers : bool, optional
        All arrays are of integers.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        pairs = [_pair(rng, n, integers=integers) for _ in range(k)]
        S, Y = (np.array([pair[which] for pair in pairs]).reshape(k, n) for which in (0, 1))
        g = Y[-1].copy() if newest else _numbers(rng, (n,), integers=integers)
        return g, S, Y

    return build


def minimisation(
    surface: Surface,
    *,
    memory: int | None = None,
    allowed: Literal["enough", "one", "none"] = "enough",
    least: int = 3,
    rival: Literal["descent", "whole steps", "no guard"] | None = None,
    integers: bool = False,
) -> Build:
    """(objective, gradient, theta0, tolerance, max_steps), with a memory in front of the tolerance for L-BFGS.

    Parameters
    ----------
    surface : callable
        Draws the objective, its gradient and a start.
    memory : int, optional
        Of L-BFGS; None is BFGS.
    allowed : {"enough", "one", "none"}, optional
        How many steps are; with enough of them the reference converges, and so does another right way.
    least : int, optional
        So many steps the reference needs.
    rival : {"descent", "whole steps", "no guard"}, optional
        Who is nowhere near then: gradient descent, who does not search the line, or who learns from steps with
        y^T s <= 0. In a ravine of 100 or more gradient descent never is, and with one parameter it is as fast.
    integers : bool, optional
        theta0 is of integers.
    """

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        while True:
            objective, gradient, theta0 = surface(rng)
            theta0 = np.rint(theta0).astype(int) if integers else theta0
            needed = _steps(objective, gradient, theta0, memory)
            max_steps = {"enough": SLACK * needed + 10, "one": 1, "none": 0}[allowed]
            if not (MANY if allowed == "one" else least) <= needed <= MOST:
                continue
            other = partial(slope_after, objective, gradient, theta0, steps=max_steps)
            fair = allowed != "enough" or other(memory, other=True) <= TOLERANCE
            slips: dict[str, dict[str, Any]] = {
                "descent": {"memory": 0},
                "whole steps": {"memory": memory, "searches": False},
                "no guard": {"memory": memory, "guards": False},
            }
            if fair and (rival is None or other(**slips[rival]) > 100 * TOLERANCE):
                return objective, gradient, theta0, *_remembered(memory), TOLERANCE, max_steps

    return build


def at_the_tolerance(memory: int | None = None) -> Build:
    """As `minimisation`, in whole numbers: the norm of the first gradient is the tolerance to the last bit."""

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        *sides, norm = TRIANGLES[rng.integers(len(TRIANGLES))]
        slopes = np.array(sides) * rng.choice([-1, 1], size=2)
        A, inverse = np.array([[2, 1], [1, 1]]), np.array([[1, -1], [-1, 2]])
        c, lowest = rng.integers(-4, 5, size=2), float(rng.integers(2, 5))
        return *quadratic(A, c, lowest), c + inverse @ slopes, *_remembered(memory), norm, 10

    return build


def one_step_away(memory: int | None = None) -> Build:
    """As `minimisation`, in a bowl so round that the first trial of a line search is all that is needed."""

    def build(rng: np.random.Generator) -> tuple[Any, ...]:
        A, lowest = np.array([[0.99, 0.01], [0.01, 0.98]]), float(rng.integers(1, 4))
        c, away = np.round(rng.uniform(-3, 3, 2), 1), rng.choice([-1, 1], size=2) * rng.integers(3, 7, size=2) / 10
        return *quadratic(A, c, lowest), np.round(c + away, 1), *_remembered(memory), 0.01, 1

    return build


def _remembered(memory: int | None) -> tuple[int, ...]:
    """Return the argument that only L-BFGS has."""
    return () if memory is None else (memory,)


def _steps(objective: Formula, gradient: Formula, theta0: Array, memory: int | None) -> int:
    """Return how many steps the reference needs, or a number that is too large."""
    asked = 0

    def counting(theta: Array) -> Array:
        nonlocal asked
        asked += 1
        slopes: Array = gradient(theta)
        return slopes

    if memory is None:
        qn.bfgs(objective, counting, theta0, TOLERANCE, MOST + 1)
    else:
        qn.lbfgs(objective, counting, theta0, memory, TOLERANCE, MOST + 1)
    return asked - 1


def _pair(rng: np.random.Generator, n: int, *, integers: bool) -> tuple[Array, Array]:
    """Return s and y, neither along each other, with y^T s well above zero and not 1."""
    while True:
        s, y = _numbers(rng, (n,), integers=integers), _numbers(rng, (n,), integers=integers)
        if _is_pair(s, y):
            return s, y


def _is_pair(s: Array, y: Array) -> bool:
    product = float(y @ s)
    cosine = product / float(np.linalg.norm(s) * np.linalg.norm(y))
    return cosine > 0.3 and (cosine < 0.95 or len(s) == 1) and product > 0.5 and abs(product - 1) > 0.3


def _positive_definite(rng: np.random.Generator, n: int, *, integers: bool) -> Array:
    """Return a symmetric matrix with positive eigenvalues, no multiple of the identity."""
    while True:
        root = _numbers(rng, (n, n), integers=integers)
        matrix = root @ root.T + np.eye(n, dtype=root.dtype)
        smallest, *_, largest = [*np.linalg.eigvalsh(matrix), np.inf] if n == 1 else np.linalg.eigvalsh(matrix)
        if smallest > 0.5 and largest > 2 * smallest:
            rounded: Array = matrix if integers else np.round(matrix, 2)
            return rounded


def _numbers(rng: np.random.Generator, shape: tuple[int, ...], *, integers: bool) -> Array:
    """Return small numbers, none of them zero."""
    sign = rng.choice([-1, 1], size=shape)
    numbers: Array = sign * (rng.integers(1, 5, size=shape) if integers else np.round(rng.uniform(0.2, 2.5, shape), 1))
    return numbers


def _apart(one: Array, other: Array) -> bool:
    return bool(np.max(np.abs(one - other)) > 0.05 * np.max(np.abs(one)))
