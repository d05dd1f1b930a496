"""The two losses and their derivatives."""

from __future__ import annotations

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import elementwise_grad
from numpy.testing import assert_allclose
from scipy.special import rel_entr

from reference.losses import (
    binary_cross_entropy,
    binary_cross_entropy_derivative,
    quadratic_loss,
    quadratic_loss_derivative,
)

Y_HAT = np.array([[0.03, 0.3, 0.5], [0.7, 0.9, 0.98]])
Y = np.array([[0, 1, 0], [1, 0, 1]])

DERIVATIVES = [
    pytest.param(
        quadratic_loss,
        quadratic_loss_derivative,
        lambda y_hat, y: 0.5 * (y_hat - y) ** 2,
        id="quadratic",
    ),
    pytest.param(
        binary_cross_entropy,
        binary_cross_entropy_derivative,
        lambda y_hat, y: -anp.log(anp.where(y == 1, y_hat, 1 - y_hat)),
        id="cross-entropy",
    ),
]


@pytest.mark.parametrize(("loss", "derivative", "independent"), DERIVATIVES)
def test_loss_is_its_definition(loss, derivative, independent) -> None:
    """The loss is elementwise and agrees with the definition written another way."""
    del derivative
    assert loss(Y_HAT, Y).shape == Y.shape
    assert_allclose(loss(Y_HAT, Y), independent(Y_HAT, Y), rtol=1e-14)


@pytest.mark.parametrize(("loss", "derivative", "independent"), DERIVATIVES)
def test_derivative_by_central_differences(loss, derivative, independent, central_difference) -> None:
    """The derivative is the slope of the loss in the prediction."""
    del independent
    slope = central_difference(lambda y_hat: np.sum(loss(y_hat, Y)), Y_HAT)
    assert_allclose(derivative(Y_HAT, Y), slope, rtol=1e-6)


@pytest.mark.parametrize(("loss", "derivative", "independent"), DERIVATIVES)
def test_derivative_by_autograd(loss, derivative, independent) -> None:
    """The derivative is the one that HIPS autograd finds of the definition."""
    del loss
    assert derivative(Y_HAT, Y).shape == Y.shape
    assert_allclose(derivative(Y_HAT, Y), elementwise_grad(independent)(Y_HAT, Y), rtol=1e-13)


def test_quadratic_loss_takes_integers() -> None:
    """Integer predictions and labels lose nothing to integer division."""
    assert quadratic_loss(3, 0) == 4.5
    assert_allclose(quadratic_loss(np.array([1, 2, 5]), np.array([0, 2, 2])), [0.5, 0.0, 4.5])
    assert_allclose(quadratic_loss_derivative(np.array([1, 2]), np.array([3, 1])), [-2, 1])


def test_cross_entropy_is_a_negative_log_likelihood() -> None:
    """The loss is positive and smallest where the prediction is the label: the minus of the slide stands."""
    losses = binary_cross_entropy(np.linspace(0.1, 0.9, 9), 1)
    assert np.all(losses > 0)
    assert np.all(np.diff(losses) < 0)


def test_cross_entropy_between_the_labels() -> None:
    """For 0 < y < 1 it is the relative entropy plus the entropy of the label, in natural units."""
    y, y_hat = 0.3, 0.6
    entropy = -(y * np.log(y) + (1 - y) * np.log(1 - y))
    divergence = rel_entr(y, y_hat) + rel_entr(1 - y, 1 - y_hat)
    assert_allclose(binary_cross_entropy(y_hat, y), entropy + divergence, rtol=1e-14)


def test_cross_entropy_derivative_is_the_slides() -> None:
    """The derivative is -(y/y_hat + (1 - y)/(y_hat - 1)), and zero where the prediction is right."""
    assert_allclose(binary_cross_entropy_derivative(Y_HAT, Y), -(Y / Y_HAT + (1 - Y) / (Y_HAT - 1)), rtol=1e-14)
    assert_allclose(binary_cross_entropy_derivative(0.3, 0.3), 0, atol=1e-15)
