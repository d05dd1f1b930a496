"""Every optimiser on every problem, and against PyTorch's iterates where PyTorch has the same method."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import rosen, rosen_der

from reference import adaptive, momentum, quasi_newton

GOLDEN = sorted((Path(__file__).parents[1] / "golden" / "optimizers").glob("*.json"))


class Problem(NamedTuple):
    """A function to minimise, where to start and where its minimum is."""

    objective: object
    gradient: object
    start: np.ndarray
    minimum: np.ndarray


def quadratic(matrix, minimum, start) -> Problem:
    """Make the problem of the quadratic form of a matrix around its minimum."""
    A, centre = np.array(matrix), np.array(minimum)
    return Problem(
        lambda theta: (theta - centre) @ A @ (theta - centre) / 2,
        lambda theta: A @ (theta - centre),
        np.array(start),
        centre,
    )


PROBLEMS = {
    "bowl": quadratic([[1.0, 0.0], [0.0, 1.0]], [1.0, -2.0], [3.0, 0.5]),
    "ravine": quadratic([[50.5, 49.5], [49.5, 50.5]], [0.5, 1.5], [-1.0, 2.0]),  # curvatures 1 and 100
    "rosenbrock": Problem(rosen, rosen_der, np.array([-1.2, 1.0]), np.ones(2)),
}

# optimiser -> how to call it, and its hyperparameters for each problem
OPTIMIZERS = {
    "momentum_average": (
        momentum.momentum_average,
        {
            "bowl": (0.5, 200, 0.5),
            "ravine": (0.1, 600, 0.1),
            "rosenbrock": (0.01, 6000, 0.1),
        },
    ),
    "momentum_velocity": (
        momentum.momentum_velocity,
        {
            "bowl": (0.2, 200, 0.5),
            "ravine": (0.01, 600, 0.9),
            "rosenbrock": (0.001, 6000, 0.9),
        },
    ),
    "adagrad": (
        adaptive.adagrad,
        {
            "bowl": (1.0, 500, 1e-8),
            "ravine": (1.0, 3000, 1e-8),
            "rosenbrock": (1.0, 20000, 1e-8),
        },
    ),
    "rmsprop": (
        adaptive.rmsprop,
        {
            "bowl": (0.001, 6000, 0.9, 1e-8),
            "ravine": (0.001, 6000, 0.9, 1e-8),
            "rosenbrock": (0.001, 8000, 0.9, 1e-8),
        },
    ),
    "adadelta": (
        adaptive.adadelta,
        # No Rosenbrock: near a minimum the steps of Adadelta do not shrink, and it never settles there.
        {
            "bowl": (2000, 0.9, 1e-7),
            "ravine": (4000, 0.9, 1e-8),
        },
    ),
    "adam": (
        adaptive.adam,
        {
            "bowl": (0.05, 2000, 0.9, 0.999, 1e-8),
            "ravine": (0.05, 4000, 0.9, 0.999, 1e-8),
            "rosenbrock": (0.05, 6000, 0.9, 0.999, 1e-8),
        },
    ),
    "bfgs": (quasi_newton.bfgs, dict.fromkeys(PROBLEMS, (1e-6, 100))),
    # Under the Armijo condition alone L-BFGS crawls through the concave part of Rosenbrock's valley.
    "lbfgs": (quasi_newton.lbfgs, dict.fromkeys(PROBLEMS, (5, 1e-6, 800))),
}
SECOND_ORDER = ("bfgs", "lbfgs")


def run(name, problem, theta0, hyperparameters):
    """Call an optimiser of the table."""
    callables = (problem.objective, problem.gradient) if name in SECOND_ORDER else (problem.gradient,)
    return OPTIMIZERS[name][0](*callables, theta0, *hyperparameters)


@pytest.mark.parametrize(
    ("name", "problem"),
    [(name, problem) for name, (_, problems) in OPTIMIZERS.items() for problem in problems],
)
def test_optimiser_finds_the_minimum(name, problem) -> None:
    """With hyperparameters that suit the problem, the optimiser comes close to the minimum."""
    found = run(name, PROBLEMS[problem], PROBLEMS[problem].start, OPTIMIZERS[name][1][problem])
    assert_allclose(found, PROBLEMS[problem].minimum, atol=5e-3)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_no_steps_return_a_copy_of_theta0(name) -> None:
    """Without steps the result is theta0 as a float array of its own."""
    theta0, hyperparameters = np.array([3, -4]), list(OPTIMIZERS[name][1]["bowl"])
    place = next(i for i, value in reversed(list(enumerate(hyperparameters))) if isinstance(value, int))
    hyperparameters[place] = 0
    theta = run(name, PROBLEMS["bowl"], theta0, hyperparameters)
    assert_array_equal(theta, theta0)
    assert theta.dtype == np.float64
    assert not np.shares_memory(theta, theta0)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_points_handed_to_the_gradient_are_never_written_to(name) -> None:
    """A gradient function may keep the points it is given: they stay as they were, the first is theta0."""
    problem, seen, copies = PROBLEMS["ravine"], [], []

    def gradient(theta):
        seen.append(theta)
        copies.append(theta.copy())
        return problem.gradient(theta)

    hyperparameters = OPTIMIZERS[name][1]["ravine"]
    run(name, problem._replace(gradient=gradient), problem.start, hyperparameters)
    assert_array_equal(copies[0], problem.start)
    assert_array_equal(seen, copies)


def ravine_gradient(theta):
    """Differentiate 25 (theta_1 - 1)^2 + (theta_2 + 2)^2 / 2, as in benchmarks/torch_iterates.py."""
    return np.array([50 * (theta[0] - 1), theta[1] + 2])


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_iterates_are_pytorchs(path) -> None:
    """After 0, 1, 2, ... steps the point is the one that PyTorch reaches in float64."""
    golden = json.loads(path.read_text(encoding="utf-8"))
    assert golden["torch"] == "2.13.0"
    for record in golden["runs"]:
        gradient = {"ravine": ravine_gradient, "rosenbrock": rosen_der}[record["problem"]]
        iterates = np.array(record["iterates"])
        optimise = OPTIMIZERS[path.stem][0]
        for steps, expected in enumerate(iterates):
            theta = optimise(gradient, iterates[0], steps=steps, **record["hyperparameters"])
            assert_allclose(theta, expected, rtol=1e-9, atol=1e-12)


def test_golden_iterates_are_all_there() -> None:
    """Every first order method that PyTorch has is compared with it."""
    assert [path.stem for path in GOLDEN] == ["adadelta", "adagrad", "adam", "momentum_velocity", "rmsprop"]
