"""The chain of three sigmoids: forward, loss, deltas, gradient, training."""

from __future__ import annotations

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from numpy.testing import assert_allclose, assert_array_equal
from scipy.special import expit

from reference.scalar_chain import (
    chain_deltas,
    chain_forward,
    chain_gradient,
    chain_loss,
    chain_step,
    chain_train,
)


def sample(seed):
    """Draw parameters, an input and a label."""
    generator = np.random.default_rng(seed)
    return generator.normal(size=4) * 2, generator.normal(), generator.uniform()


CASES = [pytest.param(*sample(seed), id=f"seed {seed}") for seed in range(6)]
CASES.append(pytest.param(np.array([1, -2, 3, -1]), 2, 1, id="integers"))


def independent_loss(params, x, y):
    """Write the slide's one long equation in HIPS autograd's NumPy."""
    value = params[0] * x + params[1]
    for weight in (params[2], params[3], None):
        value = 1 / (1 + anp.exp(-value))
        value = value if weight is None else weight * value
    return 0.5 * (y - value) ** 2


@pytest.mark.parametrize(("params", "x", "y"), CASES)
def test_forward_is_one_long_equation(params, x, y) -> None:
    """The prediction is s(w3 s(w2 s(w1 x + b1))), a float."""
    del y
    w1, b1, w2, w3 = params
    y_hat = chain_forward(params, x)
    assert type(y_hat) is float
    assert_allclose(y_hat, expit(w3 * expit(w2 * expit(w1 * x + b1))), rtol=1e-14)


@pytest.mark.parametrize(("params", "x", "y"), CASES)
def test_loss_is_half_the_squared_error(params, x, y) -> None:
    """The loss has the quadratic loss's 1/2 and is a float."""
    assert isinstance(chain_loss(params, x, y), float)
    assert_allclose(chain_loss(params, x, y), independent_loss(params, x, y), rtol=1e-13)


@pytest.mark.parametrize(("params", "x", "y"), CASES)
def test_gradient_by_central_differences(params, x, y, central_difference) -> None:
    """The gradient is the slope of the loss in every parameter, in the order (w1, b1, w2, w3)."""
    slope = central_difference(lambda point: chain_loss(point, x, y), params.astype(float))
    assert_allclose(chain_gradient(params, x, y), slope, rtol=1e-6, atol=1e-10)


@pytest.mark.parametrize(("params", "x", "y"), CASES)
def test_gradient_by_autograd(params, x, y) -> None:
    """The gradient is the one that HIPS autograd finds."""
    assert_allclose(chain_gradient(params, x, y), grad(independent_loss)(params.astype(float), x, y), rtol=1e-11)


@pytest.mark.parametrize(("params", "x", "y"), CASES)
def test_deltas_are_derivatives_of_the_values_before_activation(params, x, y, central_difference) -> None:
    """Delta k is the slope of the loss when something is added to a_k."""
    w1, b1, w2, w3 = params

    def shifted_loss(shift):
        f1 = expit(w1 * x + b1 + shift[0])
        f2 = expit(w2 * f1 + shift[1])
        return 0.5 * (y - expit(w3 * f2 + shift[2])) ** 2

    assert_allclose(chain_deltas(params, x, y), central_difference(shifted_loss, np.zeros(3)), rtol=1e-6, atol=1e-10)


@pytest.mark.parametrize(("params", "x", "y"), CASES)
def test_gradient_is_the_slides_list(params, x, y) -> None:
    """Each derivative is the product of the slide's last list, without a learning rate."""
    w1, b1, w2, w3 = params
    f1 = expit(w1 * x + b1)
    f2 = expit(w2 * f1)
    f3 = expit(w3 * f2)
    d3 = -(y - f3) * f3 * (1 - f3)
    d2 = d3 * w3 * f2 * (1 - f2)
    d1 = d2 * w2 * f1 * (1 - f1)
    assert_allclose(chain_gradient(params, x, y), [d1 * x, d1, d2 * f1, d3 * f2], rtol=1e-12)


def test_step_is_simultaneous() -> None:
    """All four derivatives of a step are taken at the old parameters."""
    params = np.array([0.4, -0.3, 1.5, -2.0])
    stepped = chain_step(params, 0.7, 1.0, 5.0)
    assert_allclose(stepped, params - 5.0 * grad(independent_loss)(params, 0.7, 1.0), rtol=1e-12)


def test_training_follows_the_order() -> None:
    """Training is one step for every index, repeated and missing indices included."""
    generator = np.random.default_rng(1)
    params, xs, ys = generator.normal(size=4), generator.normal(size=5), generator.uniform(size=5)
    by_hand = params
    for i in (3, 0, 3, 1):
        by_hand = chain_step(by_hand, xs[i], ys[i], 0.8)
    assert_array_equal(chain_train(params, xs, ys, 0.8, np.array([3, 0, 3, 1])), by_hand)
    assert not np.allclose(chain_train(params, xs, ys, 0.8, np.array([0, 3, 3, 1])), by_hand, rtol=1e-8)


def test_training_without_steps_returns_a_copy() -> None:
    """With an empty order the parameters come back, as a float array of their own."""
    params = np.array([1, -2, 3, 4])
    trained = chain_train(params, np.ones(1), np.ones(1), 0.5, np.array([], dtype=int))
    assert_array_equal(trained, params)
    assert trained.dtype == np.float64
    assert not np.shares_memory(trained, params)


def test_training_reduces_the_loss() -> None:
    """A hundred rounds over two samples bring their loss down."""
    params, xs, ys = np.array([1.0, 0.0, 1.0, 1.0]), np.array([-1.0, 1.0]), np.array([0.3, 0.6])

    def loss(at):
        return sum(chain_loss(at, x, y) for x, y in zip(xs, ys, strict=True))

    assert loss(chain_train(params, xs, ys, 1.0, np.tile([0, 1], 100))) < 0.5 * loss(params)
