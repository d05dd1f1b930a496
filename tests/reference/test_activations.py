"""The sigmoid and its derivative."""

from __future__ import annotations

import autograd.numpy as anp
import numpy as np
from autograd import elementwise_grad
from numpy.testing import assert_allclose
from scipy.special import expit

from reference.activations import sigmoid, sigmoid_derivative

A = np.linspace(-30, 30, 241)  # towards 30 the rounding of 1 - s(a), about 1e-16, begins to show


def test_sigmoid_is_scipys_expit() -> None:
    """The sigmoid agrees with SciPy's to rounding."""
    assert_allclose(sigmoid(A), expit(A), rtol=1e-14)


def test_sigmoid_keeps_its_promise_of_range() -> None:
    """At abs(a) = 700 the sigmoid neither overflows nor warns."""
    assert_allclose(sigmoid(np.array([-700.0, 0.0, 700.0])), expit([-700.0, 0.0, 700.0]), rtol=1e-13)


def test_sigmoid_is_elementwise_in_any_shape() -> None:
    """Scalars, vectors and matrices, of floats or integers, are taken entry by entry."""
    matrix = np.array([[-1, 0], [2, 3]])
    assert sigmoid(matrix).shape == (2, 2)
    assert_allclose(sigmoid(matrix), expit(matrix.astype(float)), rtol=1e-14)
    assert sigmoid(0) == sigmoid(0.0) == 0.5


def test_sigmoid_derivative_by_central_differences(central_difference) -> None:
    """The derivative is the slope of the sigmoid."""
    for a in np.linspace(-6, 6, 13):
        slope = central_difference(lambda point: sigmoid(point)[0], np.array([a]))
        assert_allclose(sigmoid_derivative(np.array([a])), slope, rtol=1e-6)


def test_sigmoid_derivative_by_autograd() -> None:
    """The derivative is the one that HIPS autograd finds."""
    oracle = elementwise_grad(lambda a: 1 / (1 + anp.exp(-a)))
    assert_allclose(sigmoid_derivative(A), oracle(A), rtol=1e-12, atol=3e-16)


def test_sigmoid_derivative_in_both_notations_of_the_slides() -> None:
    """The slide's s(a)(1 - s(a)) and the table's exp(-a)/(exp(-a) + 1)^2 are the same."""
    assert_allclose(sigmoid_derivative(A), np.exp(-A) / (np.exp(-A) + 1) ** 2, rtol=1e-12, atol=3e-16)


def test_sigmoid_derivative_takes_values_before_activation() -> None:
    """Its argument is a, not s(a): at a = 0 the slope is 1/4."""
    assert sigmoid_derivative(0.0) == 0.25
