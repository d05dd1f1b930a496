"""BFGS and L-BFGS: the updates against independent formulas, the minimisers against SciPy's."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import minimize, rosen, rosen_der

from reference.quasi_newton import bfgs, bfgs_update, lbfgs, lbfgs_direction


def curvature_pairs(seed, k, n):
    """Draw pairs (s, y) with y = A s for a positive definite A, so that y^T s > 0."""
    generator = np.random.default_rng(seed)
    root = generator.normal(size=(n, n))
    S = generator.normal(size=(k, n))
    return S, S @ (root @ root.T + np.eye(n))


def positive_definite(seed, n):
    """Draw a symmetric positive definite matrix."""
    root = np.random.default_rng(seed).normal(size=(n, n))
    return root @ root.T + 0.1 * np.eye(n)


def dense_direction(g, S, Y):
    """Build L-BFGS's H from its pairs with `bfgs_update` and multiply."""
    H = np.eye(len(g)) if len(S) == 0 else (S[-1] @ Y[-1]) / (Y[-1] @ Y[-1]) * np.eye(len(g))
    for s, y in zip(S, Y, strict=True):
        H = bfgs_update(H, s, y)
    return -H @ g


SIZES = pytest.mark.parametrize("n", [1, 2, 5])


@SIZES
def test_update_satisfies_the_secant_equation(n) -> None:
    """The new H maps y to s."""
    S, Y = curvature_pairs(n, 1, n)
    assert_allclose(bfgs_update(positive_definite(n, n), S[0], Y[0]) @ Y[0], S[0], rtol=1e-9, atol=1e-12)


@SIZES
def test_update_stays_symmetric_and_positive_definite(n) -> None:
    """The new H is symmetric and its eigenvalues are positive."""
    S, Y = curvature_pairs(n + 10, 1, n)
    H = bfgs_update(positive_definite(n + 10, n), S[0], Y[0])
    assert_allclose(H, H.T, rtol=1e-9, atol=1e-12)
    assert np.linalg.eigvalsh(H).min() > 0


@SIZES
def test_update_is_the_inverse_of_the_direct_update(n) -> None:
    """Inverting the update of B, B - B s s^T B / (s^T B s) + y y^T / (y^T s), gives the same."""
    S, Y = curvature_pairs(n + 20, 1, n)
    s, y, H = S[0], Y[0], positive_definite(n + 20, n)
    B = np.linalg.inv(H)
    direct = B - np.outer(B @ s, B @ s) / (s @ B @ s) + np.outer(y, y) / (y @ s)
    assert_allclose(bfgs_update(H, s, y), np.linalg.inv(direct), rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize(("k", "n"), [(0, 3), (1, 1), (1, 4), (3, 4), (7, 3)])
def test_direction_is_that_of_the_dense_updates(k, n) -> None:
    """The two loops give -H g, H being built with `bfgs_update` from the oldest pair to the newest."""
    S, Y = curvature_pairs(k + 30, k, n)
    g = np.random.default_rng(k + 40).normal(size=n)
    assert_allclose(lbfgs_direction(g, S, Y), dense_direction(g, S, Y), rtol=1e-8, atol=1e-10)


def test_direction_without_pairs_is_steepest_descent() -> None:
    """For k = 0 the direction is -g."""
    g = np.array([1.0, -2.0])
    assert_array_equal(lbfgs_direction(g, np.empty((0, 2)), np.empty((0, 2))), -g)


def quadratic(seed, n, condition):
    """Draw a rotated and shifted quadratic, its gradient and a starting point."""
    generator = np.random.default_rng(seed)
    Q, _ = np.linalg.qr(generator.normal(size=(n, n)))
    A = Q @ np.diag(np.geomspace(1, condition, n)) @ Q.T
    centre = generator.normal(size=n)
    return (
        lambda theta: (theta - centre) @ A @ (theta - centre) / 2,
        lambda theta: A @ (theta - centre),
        generator.normal(size=n) * 3,
    )


def rotated_rosenbrock(seed, n):
    """Draw a rotated and shifted Rosenbrock function, its gradient and a starting point."""
    generator = np.random.default_rng(seed)
    Q, _ = np.linalg.qr(generator.normal(size=(n, n)))
    shift = generator.normal(size=n)
    start = Q.T @ np.full(n, -0.5) + shift
    return (
        lambda theta: rosen(Q @ (theta - shift)),
        lambda theta: Q.T @ rosen_der(Q @ (theta - shift)),
        start,
    )


MINIMISERS = [
    pytest.param(bfgs, id="bfgs"),
    pytest.param(lambda f, g, start, tol, steps: lbfgs(f, g, start, 5, tol, steps), id="lbfgs"),
]
PROBLEMS = [
    pytest.param(quadratic(0, 1, 1), id="one dimension"),
    pytest.param(quadratic(1, 3, 10), id="bowl"),
    pytest.param(quadratic(2, 6, 1e3), id="ravine"),
    pytest.param(rotated_rosenbrock(3, 2), id="Rosenbrock"),
    pytest.param(rotated_rosenbrock(4, 5), id="Rosenbrock in five dimensions"),
]


@pytest.mark.parametrize("minimise", MINIMISERS)
@pytest.mark.parametrize("problem", PROBLEMS)
def test_minimum_is_scipys(minimise, problem) -> None:
    """The gradient is small at the end, and the point is the one that SciPy's BFGS finds."""
    objective, gradient, start = problem
    theta = minimise(objective, gradient, start, 1e-6, 300)
    assert np.linalg.norm(gradient(theta)) <= 1e-6
    oracle = minimize(objective, start, jac=gradient, method="BFGS", options={"gtol": 1e-8})
    assert_allclose(theta, oracle.x, rtol=1e-5, atol=1e-5)


def test_steepest_descent_does_not_get_there() -> None:
    """With the same line search and as many steps, the negative gradient is no match in the curved valley."""
    objective, gradient, theta = rotated_rosenbrock(3, 2)
    for _ in range(300):
        g, step_size = gradient(theta), 1.0
        while objective(theta - step_size * g) > objective(theta) - 1e-4 * step_size * g @ g:
            step_size /= 2
        theta = theta - step_size * g
    assert np.linalg.norm(gradient(theta)) > 1e-3


@pytest.mark.parametrize("minimise", MINIMISERS)
def test_first_step_halves_until_armijo(minimise) -> None:
    """The first step goes along -g, halved until the objective falls enough: here from 1 to 1/16."""
    theta = minimise(lambda t: 10 * t[0] ** 2, lambda t: 20 * t, np.array([1]), 1e-9, 1)
    assert_allclose(theta, [1 - 20 / 16], rtol=1e-14)


@pytest.mark.parametrize("minimise", MINIMISERS)
def test_first_step_has_to_fall_enough(minimise) -> None:
    """A step that only just descends fails the Armijo condition and is halved."""
    curvature = 2 - 1e-4  # the full step descends; up to 2 - 2e-4 it would descend enough
    theta = minimise(lambda t: curvature * t[0] ** 2 / 2, lambda t: curvature * t, np.array([1.0]), 1e-9, 1)
    assert_allclose(theta, [1 - curvature / 2], rtol=1e-9)


@pytest.mark.parametrize("minimise", MINIMISERS)
def test_steps_without_curvature_are_not_learnt_from(minimise) -> None:
    """On a plane y is zero: every update is skipped, and every step is -g."""
    g = np.array([0.5, -2.0])
    assert_allclose(minimise(lambda t: g @ t, lambda t: g + 0 * t, np.zeros(2), 1e-9, 5), -5 * g, rtol=1e-14)


@pytest.mark.parametrize("minimise", MINIMISERS)
def test_negative_curvature_is_no_obstacle(minimise) -> None:
    """Started where t^4/4 - t^2/2 is concave and y^T s < 0, the method still finds the minimum at 1."""
    theta = minimise(lambda t: (t**4 / 4 - t**2 / 2)[0], lambda t: t**3 - t, np.array([0.05]), 1e-8, 50)
    assert_allclose(theta, [1.0], rtol=1e-7)


@pytest.mark.parametrize("minimise", MINIMISERS)
def test_stopping_test_comes_before_every_step(minimise) -> None:
    """A gradient equal to the tolerance is small enough, max_steps = 0 allows no step; theta0 is copied."""
    start = np.array([3, 4])
    for tolerance, max_steps in ((5.0, 9), (1e-9, 0)):
        theta = minimise(lambda t: t @ t / 2, lambda t: 1.0 * t, start, tolerance, max_steps)
        assert_array_equal(theta, start)
        assert theta.dtype == np.float64
        assert not np.shares_memory(theta, start)
    assert_array_equal(minimise(lambda t: t @ t / 2, lambda t: 1.0 * t, start, 4.9, 9), [0.0, 0.0])


def simulate(objective, gradient, theta, direction, steps):
    """Run the algorithm of the docstring with a direction made of the list of all pairs so far."""
    pairs = []
    for _ in range(steps):
        g = gradient(theta)
        p, step_size = direction(g, pairs), 1.0
        while objective(theta + step_size * p) > objective(theta) + 1e-4 * step_size * (g @ p):
            step_size /= 2
        new = theta + step_size * p
        s, y = new - theta, gradient(new) - g
        if y @ s > 1e-10 * np.linalg.norm(s) * np.linalg.norm(y):
            pairs.append((s, y))
        theta = new
    return theta


def from_identity(g, pairs):
    """Apply BFGS's H, the identity updated with all pairs."""
    H = np.eye(len(g))
    for s, y in pairs:
        H = bfgs_update(H, s, y)
    return -H @ g


def test_bfgs_starts_at_the_identity_and_forgets_nothing() -> None:
    """Twelve steps are those of the identity updated with every pair so far."""
    objective, gradient, start = rotated_rosenbrock(5, 3)
    expected = simulate(objective, gradient, start, from_identity, 12)
    assert_allclose(bfgs(objective, gradient, start, 1e-12, 12), expected, rtol=1e-7)


@pytest.mark.parametrize("memory", [1, 3, 20])
def test_lbfgs_remembers_the_newest_pairs(memory) -> None:
    """Twelve steps are those of the dense H made of the newest `memory` pairs, the oldest first."""

    def direction(g, pairs):
        kept = pairs[-memory:]
        return dense_direction(g, np.array([s for s, _ in kept]), np.array([y for _, y in kept]))

    objective, gradient, start = rotated_rosenbrock(5, 3)
    expected = simulate(objective, gradient, start, direction, 12)
    assert_allclose(lbfgs(objective, gradient, start, memory, 1e-12, 12), expected, rtol=1e-7)
