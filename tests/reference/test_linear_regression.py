"""Linear regression: objective, gradient, and the ways to make the objective small."""

from __future__ import annotations

from itertools import pairwise

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad, hessian
from numpy.testing import assert_allclose, assert_array_equal
from scipy.integrate import solve_ivp

from reference.linear_regression import (
    descent_path,
    gradient_descent,
    gradient_descent_best,
    gradient_descent_on_objective,
    largest_stable_learning_rate,
    mean_squared_error,
    mean_squared_error_gradient,
    negative_gradient_field,
    predict,
    random_guessing,
    stochastic_gradient_descent,
    stochastic_gradient_descent_decaying,
)


def regression(seed, n, m):
    """Draw a point, examples and labels."""
    generator = np.random.default_rng(seed)
    return generator.normal(size=m), generator.normal(size=(n, m)), generator.normal(size=n)


SIZES = pytest.mark.parametrize(("n", "m"), [(1, 1), (1, 3), (5, 1), (4, 4), (9, 3)])


def independent_objective(theta, X, y):
    """Sum the slide's formula, example by example."""
    return sum((y[i] - anp.dot(theta, X[i])) ** 2 for i in range(len(y))) / len(y)


@SIZES
def test_prediction_is_the_inner_product(n, m) -> None:
    """The prediction of every row is theta^T x."""
    theta, X, _ = regression(0, n, m)
    assert_allclose(predict(theta, X), [sum(theta * row) for row in X], rtol=1e-13, atol=1e-15)


def test_perceptron_is_the_case_of_one_feature() -> None:
    """With M = 1 the prediction is w x."""
    assert_array_equal(predict(np.array([2.5]), np.array([[1.0], [-4.0]])), [2.5, -10.0])


@SIZES
def test_objective_is_the_slides(n, m) -> None:
    """The objective has 1/N and no 1/2, and is a float."""
    theta, X, y = regression(1, n, m)
    assert type(mean_squared_error(theta, X, y)) is float
    assert_allclose(mean_squared_error(theta, X, y), independent_objective(theta, X, y), rtol=1e-13)


@SIZES
def test_gradient_by_central_differences(n, m, central_difference) -> None:
    """The gradient is the slope of the objective in every direction."""
    theta, X, y = regression(2, n, m)
    slope = central_difference(lambda point: mean_squared_error(point, X, y), theta)
    assert_allclose(mean_squared_error_gradient(theta, X, y), slope, rtol=1e-6, atol=1e-9, strict=True)


@SIZES
def test_gradient_by_autograd(n, m) -> None:
    """The gradient is the one that HIPS autograd finds."""
    theta, X, y = regression(3, n, m)
    oracle = grad(independent_objective)(theta, X, y)
    assert_allclose(mean_squared_error_gradient(theta, X, y), oracle, rtol=1e-12, atol=1e-14)


def test_gradient_vanishes_at_the_least_squares_solution() -> None:
    """Where NumPy's least squares ends, the gradient is zero."""
    _, X, y = regression(4, 20, 3)
    solution = np.linalg.lstsq(X, y)[0]
    assert_allclose(mean_squared_error_gradient(solution, X, y), 0, atol=1e-14)


def test_random_guessing_takes_the_smallest_objective() -> None:
    """The guess returned has the smallest objective of all, and the objective is its own."""
    _, X, y = regression(5, 8, 2)
    candidates = np.random.default_rng(6).normal(size=(50, 2))
    theta, objective = random_guessing(X, y, candidates)
    objectives = [independent_objective(candidate, X, y) for candidate in candidates]
    assert 0 < np.argmin(objectives) < 49
    assert_array_equal(theta, candidates[np.argmin(objectives)])
    assert type(objective) is float
    assert_allclose(objective, min(objectives), rtol=1e-13)


def test_random_guessing_returns_the_first_of_equals() -> None:
    """Of guesses with the same objective the first is returned."""
    X, y = np.array([[1.0, 0.0]]), np.array([0.0])
    candidates = np.array([[3.0, 0.0], [1.0, 7.0], [-1.0, 8.0], [1.0, 9.0]])
    theta, objective = random_guessing(X, y, candidates)
    assert_array_equal(theta, [1.0, 7.0])
    assert objective == 1.0


def test_gradient_descent_stops_at_a_small_gradient() -> None:
    """The gradient is at most the tolerance at the end and above it one update earlier."""
    theta0, X, y = regression(7, 10, 2)
    theta, steps = gradient_descent(X, y, theta0, 0.1, 1e-4, 10_000)
    path = descent_path(X, y, theta0, 0.1, steps)
    norms = [np.linalg.norm(mean_squared_error_gradient(point, X, y)) for point in path]
    assert 0 < steps < 10_000
    assert_array_equal(theta, path[-1])
    assert norms[-1] <= 1e-4 < min(norms[:-1])


def test_gradient_descent_finds_the_least_squares_solution() -> None:
    """With a small tolerance gradient descent ends at NumPy's least squares solution."""
    theta0, X, y = regression(8, 10, 3)
    theta, _ = gradient_descent(X, y, theta0, 0.2, 1e-12, 100_000)
    assert_allclose(theta, np.linalg.lstsq(X, y)[0], rtol=1e-9)


def test_gradient_descent_tests_before_the_first_update() -> None:
    """At a minimum no update is made, and a gradient equal to the tolerance is small enough."""
    X, y = np.array([[1.0]]), np.array([0.0])
    assert gradient_descent(X, y, np.array([0.0]), 0.1, 0.0, 9) == (0.0, 0)
    assert gradient_descent(X, y, np.array([1.0]), 0.1, 2.0, 9) == (1.0, 0)
    assert gradient_descent(X, y, np.array([1.0]), 0.1, 1.99, 9)[1] == 1


def test_gradient_descent_makes_max_steps_updates_at_most() -> None:
    """Without convergence the last point is returned after max_steps updates."""
    theta0, X, y = regression(9, 6, 2)
    theta, steps = gradient_descent(X, y, theta0, 0.01, 0.0, 7)
    assert steps == 7
    assert_array_equal(theta, descent_path(X, y, theta0, 0.01, 7)[-1])


def test_objective_test_stops_at_a_small_change() -> None:
    """The last change of the objective is at most the tolerance, and every earlier one above it."""
    theta0, X, y = regression(10, 10, 2)
    theta, steps = gradient_descent_on_objective(X, y, theta0, 0.1, 1e-5, 10_000)
    path = descent_path(X, y, theta0, 0.1, steps)
    changes = np.abs(np.diff([mean_squared_error(point, X, y) for point in path]))
    assert 0 < steps < 10_000
    assert_array_equal(theta, path[-1])
    assert changes[-1] <= 1e-5 < min(changes[:-1])


def test_objective_test_does_not_take_an_increase_for_convergence() -> None:
    """With too big a rate the objective grows, and all max_steps updates are made."""
    X, y = np.array([[1.0]]), np.array([0.0])
    theta, steps = gradient_descent_on_objective(X, y, np.array([1.0]), 1.5, 1e-3, 5)
    assert steps == 5
    assert_allclose(theta, [-32.0])


def test_objective_test_comes_after_the_update() -> None:
    """At a minimum one update is made; with max_steps = 0 none."""
    X, y = np.array([[1.0]]), np.array([0.0])
    assert gradient_descent_on_objective(X, y, np.array([0.0]), 0.1, 0.0, 9) == (0.0, 1)
    assert gradient_descent_on_objective(X, y, np.array([1.0]), 0.1, 9.0, 0) == (1.0, 0)


@pytest.mark.parametrize(
    ("learning_rate", "index"),
    [(0.3, 9), (1.2, 0), (1.0, 0)],
    ids=["converging: the last", "diverging: theta0", "oscillating: the first of equals"],
)
def test_best_is_among_all_visited_points(learning_rate, index) -> None:
    """The best point may be the last, or theta0; of equals it is the first."""
    X, y, theta0 = np.array([[1.0]]), np.array([0.0]), np.array([1.0])
    best = gradient_descent_best(X, y, theta0, learning_rate, 9)
    assert_array_equal(best, descent_path(X, y, theta0, learning_rate, 9)[index])


def test_best_may_stand_in_between() -> None:
    """A rate that is too big for one direction only goes down at first and then up: best is not last."""
    X, y, theta0 = np.diag([1.0, 2.0]), np.zeros(2), np.array([10.0, 0.01])
    path = descent_path(X, y, theta0, 0.6, 12)
    objectives = [mean_squared_error(point, X, y) for point in path]
    assert 0 < np.argmin(objectives) < 12
    assert_array_equal(gradient_descent_best(X, y, theta0, 0.6, 12), path[np.argmin(objectives)])


def test_path_follows_the_update() -> None:
    """Row 0 is theta0, and every row is one step opposite to the gradient from the row before."""
    theta0, X, y = regression(11, 5, 3)
    path = descent_path(X, y, theta0, 0.05, 6)
    assert path.shape == (7, 3)
    assert_array_equal(path[0], theta0)
    for before, after in pairwise(path):
        assert_allclose(after, before - 0.05 * grad(independent_objective)(before, X, y), rtol=1e-12)


def test_path_of_small_steps_is_the_gradient_flow() -> None:
    """As the steps shrink, the path becomes the solution of theta' = -grad J(theta)."""
    theta0, X, y = regression(12, 5, 2)
    flow = solve_ivp(
        lambda _, theta: -mean_squared_error_gradient(theta, X, y), (0, 0.5), theta0, rtol=1e-10, atol=1e-12
    )
    errors = [np.linalg.norm(descent_path(X, y, theta0, 0.5 / n, n)[-1] - flow.y[:, -1]) for n in (50, 100, 200)]
    assert_allclose([errors[0] / errors[1], errors[1] / errors[2]], 2, rtol=0.1)


@pytest.mark.parametrize("shape", [(3, 4), (5,), (2, 1, 2)])
def test_field_is_the_negative_gradient_at_every_point(shape) -> None:
    """U and V are shaped as the mesh and hold -dJ/dtheta_1 and -dJ/dtheta_2."""
    _, X, y = regression(13, 6, 2)
    T1, T2 = np.random.default_rng(14).normal(size=(2, *shape))
    U, V = negative_gradient_field(T1, T2, X, y)
    assert U.shape == V.shape == shape
    for point in np.ndindex(shape):
        expected = -grad(independent_objective)(np.array([T1[point], T2[point]]), X, y)
        assert_allclose([U[point], V[point]], expected, rtol=1e-12)


@SIZES
def test_largest_rate_is_two_over_the_largest_curvature(n, m) -> None:
    """The supremum is 2 over the largest eigenvalue of the Hessian that HIPS autograd finds."""
    theta, X, y = regression(15, n, m)
    curvature = np.linalg.eigvals(hessian(independent_objective)(theta, X, y)).real.max()
    assert type(largest_stable_learning_rate(X)) is float
    assert_allclose(largest_stable_learning_rate(X), 2 / curvature, rtol=1e-12)


def test_largest_rate_by_experiment() -> None:
    """At 0.999 of the supremum gradient descent converges, at 1.001 of it the distance grows."""
    theta0, X, y = regression(16, 8, 3)
    solution = np.linalg.lstsq(X, y)[0]
    rate = largest_stable_learning_rate(X)
    distances = [
        np.linalg.norm(descent_path(X, y, theta0, factor * rate, 5000)[-1] - solution) for factor in (0.999, 1.001)
    ]
    assert distances[0] < 1e-3
    assert distances[1] > 1e3


def test_stochastic_descent_updates_on_one_example() -> None:
    """Every update follows the gradient of one squared error, in the given order, at the current point."""
    theta0, X, y = regression(17, 5, 2)
    order = np.array([4, 0, 0, 2])
    expected = theta0
    for i in order:
        expected = expected - 0.1 * grad(lambda theta, i=i: (y[i] - anp.dot(theta, X[i])) ** 2)(expected)
    assert_allclose(stochastic_gradient_descent(X, y, theta0, 0.1, order), expected, rtol=1e-12)
    reverse = stochastic_gradient_descent(X, y, theta0, 0.1, order[::-1])
    assert not np.allclose(reverse, expected, rtol=1e-6)


def test_decaying_descent_counts_updates_from_one() -> None:
    """Update t = 1, 2, ... has the rate eta0 / sqrt(t), whichever example it is made on."""
    theta0, X, y = regression(18, 5, 2)
    order = np.array([4, 0, 0, 2])
    expected = theta0
    for rate, i in zip(0.2 / np.sqrt([1, 2, 3, 4]), order, strict=True):
        expected = stochastic_gradient_descent(X, y, expected, rate, np.array([i]))
    assert_allclose(stochastic_gradient_descent_decaying(X, y, theta0, 0.2, order), expected, rtol=1e-13)


def test_decay_beats_a_constant_rate_on_noisy_labels() -> None:
    """With noise in the labels the decaying rate ends nearer to the minimum than the constant one."""
    _, X, y = regression(19, 50, 2)
    solution = np.linalg.lstsq(X, y)[0]
    orders = np.random.default_rng(20).integers(50, size=(20, 2000))
    mean_distances = [
        np.mean([np.linalg.norm(descend(X, y, np.zeros(2), 0.1, order) - solution) for order in orders])
        for descend in (stochastic_gradient_descent, stochastic_gradient_descent_decaying)
    ]
    assert mean_distances[1] < 0.5 * mean_distances[0]


@pytest.mark.parametrize(
    "unmoved",
    [
        lambda X, y, theta0: gradient_descent(X, y, theta0, 0.1, 0.0, 0)[0],
        lambda X, y, theta0: gradient_descent(X, y, theta0, 0.1, 1e9, 5)[0],
        lambda X, y, theta0: gradient_descent_on_objective(X, y, theta0, 0.1, 0.0, 0)[0],
        lambda X, y, theta0: gradient_descent_best(X, y, theta0, 0.1, 0),
        lambda X, y, theta0: descent_path(X, y, theta0, 0.1, 0)[0],
        lambda X, y, theta0: stochastic_gradient_descent(X, y, theta0, 0.1, np.array([], dtype=int)),
        lambda X, y, theta0: stochastic_gradient_descent_decaying(X, y, theta0, 0.1, np.array([], dtype=int)),
    ],
)
def test_without_an_update_theta0_is_copied(unmoved) -> None:
    """Without any update the result is theta0 as a float array of its own."""
    theta0 = np.array([1, -2])
    theta = unmoved(np.eye(2), np.ones(2), theta0)
    assert_array_equal(theta, theta0)
    assert theta.dtype == np.float64
    assert not np.shares_memory(theta, theta0)
