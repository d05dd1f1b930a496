"""The network with one hidden layer: forward and backward pass, training."""

from __future__ import annotations

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from numpy.testing import assert_allclose, assert_array_equal
from scipy.special import expit

from reference.mlp import (
    mlp_activations,
    mlp_deltas,
    mlp_forward,
    mlp_gradient,
    mlp_input_gradient,
    mlp_loss,
    mlp_step,
    mlp_train,
)


def network(seed, hidden, inputs, label):
    """Draw a network and an example."""
    generator = np.random.default_rng(seed)
    alpha, beta = generator.normal(size=(hidden, inputs + 1)), generator.normal(size=hidden + 1)
    return alpha, beta, generator.normal(size=inputs), label


CASES = [
    pytest.param(*network(0, 1, 1, 1), id="one hidden unit, one input"),
    pytest.param(*network(1, 1, 4, 0), id="one hidden unit"),
    pytest.param(*network(2, 5, 1, 1), id="one input"),
    pytest.param(*network(3, 3, 3, 0), id="square"),
    pytest.param(*network(4, 8, 3, 1), id="wide"),
    pytest.param(np.array([[1, 2, -1], [0, 1, 1]]), np.array([1, -2, 1]), np.array([2, -1]), 1, id="integers"),
]
every_case = pytest.mark.parametrize(("alpha", "beta", "x", "y"), CASES)


def independent_loss(alpha, beta, x, y):
    """Write the network with its biases apart, and its loss as log(1 + exp(-b)) or log(1 + exp(b))."""
    hidden = 1 / (1 + anp.exp(-(anp.dot(alpha[:, 1:], x) + alpha[:, 0])))
    b = anp.dot(beta[1:], hidden) + beta[0]
    return anp.log(1 + anp.exp(-b if y == 1 else b))


@every_case
def test_activations_are_the_tables_sums(alpha, beta, x, y) -> None:
    """Every a_j, z_j and b is the sum of the table, with x_0 = z_0 = 1, and b is a float."""
    del y
    a, z, b = mlp_activations(alpha, beta, x)
    sums = [alpha[j, 0] + sum(alpha[j, i + 1] * x[i] for i in range(len(x))) for j in range(len(alpha))]
    assert_allclose(a, sums, rtol=1e-13, atol=1e-15)
    assert_allclose(z, expit(np.array(sums, dtype=float)), rtol=1e-13)
    assert_allclose(b, beta[0] + sum(beta[j + 1] * z[j] for j in range(len(z))), rtol=1e-13, atol=1e-15)
    assert a.shape == z.shape == (len(alpha),)
    assert type(b) is float


@every_case
def test_forward_is_the_sigmoid_of_b(alpha, beta, x, y) -> None:
    """The prediction is s(b), a float."""
    del y
    assert type(mlp_forward(alpha, beta, x)) is float
    assert_allclose(mlp_forward(alpha, beta, x), expit(mlp_activations(alpha, beta, x)[2]), rtol=1e-14)


@every_case
def test_loss_is_the_negative_log_likelihood(alpha, beta, x, y) -> None:
    """The loss is a float and agrees with its form in b."""
    assert type(mlp_loss(alpha, beta, x, y)) is float
    assert_allclose(mlp_loss(alpha, beta, x, y), independent_loss(alpha, beta, x, y), rtol=1e-12)


@every_case
def test_gradients_by_central_differences(alpha, beta, x, y, central_difference) -> None:
    """All three gradients are slopes of the loss and shaped as what they belong to."""
    alpha, beta, x = (array.astype(float) for array in (alpha, beta, x))
    g_alpha, g_beta = mlp_gradient(alpha, beta, x, y)
    tolerance = {"rtol": 1e-6, "atol": 1e-9, "strict": True}
    assert_allclose(g_alpha, central_difference(lambda p: mlp_loss(p, beta, x, y), alpha), **tolerance)
    assert_allclose(g_beta, central_difference(lambda p: mlp_loss(alpha, p, x, y), beta), **tolerance)
    g_x = mlp_input_gradient(alpha, beta, x, y)
    assert_allclose(g_x, central_difference(lambda p: mlp_loss(alpha, beta, p, y), x), **tolerance)


@every_case
def test_gradients_by_autograd(alpha, beta, x, y) -> None:
    """All three gradients are those that HIPS autograd finds."""
    floats = (alpha.astype(float), beta.astype(float), x.astype(float), y)
    g_alpha, g_beta = mlp_gradient(alpha, beta, x, y)
    assert_allclose(g_alpha, grad(independent_loss, 0)(*floats), rtol=1e-11, atol=1e-15)
    assert_allclose(g_beta, grad(independent_loss, 1)(*floats), rtol=1e-11, atol=1e-15)
    assert_allclose(mlp_input_gradient(alpha, beta, x, y), grad(independent_loss, 2)(*floats), rtol=1e-11, atol=1e-15)


@every_case
def test_deltas_are_derivatives_of_the_inner_values(alpha, beta, x, y, central_difference) -> None:
    """The three deltas are the slopes of the loss when something is added to b, z and a."""
    a = mlp_activations(alpha, beta, x)[0]

    def shifted_loss(at_a=0.0, at_z=0.0, at_b=0.0):
        b = beta[0] + beta[1:] @ (expit(a + at_a) + at_z) + np.sum(at_b)
        return np.log1p(np.exp(-b if y == 1 else b))

    g_b, g_z, g_a = mlp_deltas(alpha, beta, x, y)
    assert type(g_b) is float
    zeros, tolerance = np.zeros(len(a)), {"rtol": 1e-6, "atol": 1e-9}
    assert_allclose(g_b, central_difference(lambda s: shifted_loss(at_b=s), np.zeros(1))[0], **tolerance)
    assert_allclose(g_z, central_difference(lambda s: shifted_loss(at_z=s), zeros), strict=True, **tolerance)
    assert_allclose(g_a, central_difference(lambda s: shifted_loss(at_a=s), zeros), strict=True, **tolerance)


@every_case
def test_g_b_simplifies(alpha, beta, x, y) -> None:
    """The table's first two lines multiply out to y_hat - y."""
    assert_allclose(mlp_deltas(alpha, beta, x, y)[0], mlp_forward(alpha, beta, x) - y, rtol=1e-11)


@every_case
def test_step_is_simultaneous(alpha, beta, x, y) -> None:
    """Both gradients of a step are taken at the old weights."""
    floats = (alpha.astype(float), beta.astype(float), x.astype(float), y)
    new_alpha, new_beta = mlp_step(alpha, beta, x, y, 3.0)
    assert_allclose(new_alpha, alpha - 3.0 * grad(independent_loss, 0)(*floats), rtol=1e-11, atol=1e-14)
    assert_allclose(new_beta, beta - 3.0 * grad(independent_loss, 1)(*floats), rtol=1e-11, atol=1e-14)


def test_training_follows_the_order() -> None:
    """Training is one step for every index, repeated and missing indices included."""
    alpha, beta, _, _ = network(5, 3, 2, 0)
    X, y = np.random.default_rng(6).normal(size=(4, 2)), np.array([0, 1, 1, 0])
    order = np.array([2, 0, 2, 3])
    by_hand = (alpha, beta)
    for i in order:
        by_hand = mlp_step(*by_hand, X[i], y[i], 0.7)
    trained = mlp_train(alpha, beta, X, y, 0.7, order)
    assert_array_equal(trained[0], by_hand[0])
    assert_array_equal(trained[1], by_hand[1])
    assert not np.allclose(mlp_train(alpha, beta, X, y, 0.7, order[::-1])[0], by_hand[0], rtol=1e-8)


def test_training_without_steps_returns_copies() -> None:
    """With an empty order the weights come back, as float arrays of their own."""
    alpha, beta = np.array([[1, 2]]), np.array([3, 4])
    trained = mlp_train(alpha, beta, np.ones((1, 1)), np.ones(1), 0.5, np.array([], dtype=int))
    for new, old in zip(trained, (alpha, beta), strict=True):
        assert_array_equal(new, old)
        assert new.dtype == np.float64
        assert not np.shares_memory(new, old)


def test_training_learns_exclusive_or() -> None:
    """Four hidden units learn the function that no linear model can."""
    X, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
    alpha, beta, _, _ = network(7, 4, 2, 0)
    alpha, beta = mlp_train(alpha, beta, X, y, 1.0, np.tile(np.arange(4), 800))
    assert_array_equal([mlp_forward(alpha, beta, x) > 0.5 for x in X], y == 1)
