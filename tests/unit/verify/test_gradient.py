"""The gradient check: honest gradients pass, wrong ones do not, and what cannot be judged is said to be so."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest

from autograder.verify import check_gradient

# --- honest gradients -----------------------------------------------------------------------------------------


def sigmoid(z):
    """Return the sigmoid, without overflow."""
    small = np.exp(-np.abs(z))
    return np.where(z > 0, 1 / (1 + small), small / (1 + small))


def network(activation, derivative, inputs=1.0, weights=1.0, offset=0.0, factor=1.0, rows=20):
    """Return a maker of a one-layer network's loss, gradient and parameters."""

    def make(rng):
        x, y, out = inputs * rng.normal(size=(rows, 3)), rng.normal(size=rows), rng.normal(size=4)

        def loss(w):
            return float(offset + factor * np.mean((activation(x @ w) @ out - y) ** 2))

        def grad(w):
            z = x @ w
            return factor * 2 / rows * x.T @ ((activation(z) @ out - y)[:, None] * out * derivative(z))

        return loss, grad, (weights * rng.normal(size=(3, 4)),)

    return make


def quadratic(rng):
    """Return a random positive quadratic form."""
    root, b = rng.normal(size=(6, 6)), rng.normal(size=6)
    a = root @ root.T
    return lambda t: float(0.5 * t @ a @ t - b @ t), lambda t: a @ t - b, (rng.normal(size=6),)


def near_minimum(rng):
    """Return least squares near their solution, where the gradient is the difference of large terms."""
    x = rng.normal(size=(30, 4))
    y = x @ rng.normal(size=4) + rng.normal(size=30)
    best = np.linalg.lstsq(x, y, rcond=None)[0]
    return (
        lambda t: float(np.mean((x @ t - y) ** 2)),
        lambda t: 2 / 30 * x.T @ (x @ t - y),
        (best + 1e-3 * rng.normal(size=4),),
    )


def cross_entropy(rng):
    """Return logistic regression."""
    x, y = rng.normal(size=(25, 5)), rng.integers(0, 2, size=25)

    def loss(t):
        z = x @ t
        return float(np.mean(np.logaddexp(0, z) - y * z))

    return loss, lambda t: x.T @ (sigmoid(x @ t) - y) / 25, (rng.normal(size=5),)


def slope_of_sigmoid(z):
    """Return the sigmoid's derivative."""
    return sigmoid(z) * sigmoid(-z)


def slope_of_tanh(z):
    """Return tanh's derivative."""
    return 1 - np.tanh(z) ** 2


REGIMES = {
    "smooth": network(sigmoid, slope_of_sigmoid),
    "saturated": network(sigmoid, slope_of_sigmoid, weights=6.0),
    "tiny": network(sigmoid, slope_of_sigmoid, factor=1e-8),
    "offset": network(np.tanh, slope_of_tanh, offset=1e4),
    "tanh": network(np.tanh, slope_of_tanh),
    "sine": network(np.sin, np.cos),
    "big-inputs": network(np.tanh, slope_of_tanh, inputs=30.0),
    "steep": network(np.sin, np.cos, inputs=300.0),
    "large-N": network(np.tanh, slope_of_tanh, rows=5000),
    "one-row": network(np.tanh, slope_of_tanh, rows=1),
    "relu": network(lambda z: np.maximum(z, 0), lambda z: (z > 0).astype(float)),
    "quadratic": quadratic,
    "near-minimum": near_minimum,
    "cross-entropy": cross_entropy,
}
DRAWS = {"large-N": 50}  # 200 of all others


def verdicts(regime, draws, spoil=lambda gradient: gradient):
    """Count the verdicts over many draws of a regime, whose gradient may be spoilt."""
    counted = Counter()
    for seed in range(draws):
        rng = np.random.default_rng(seed)
        loss, grad, point = REGIMES[regime](rng)
        (found,) = check_gradient(loss, spoil(grad), point, rng=rng)
        counted[found.verdict] += 1
    return counted


@pytest.mark.parametrize("regime", REGIMES)
def test_no_honest_gradient_is_rejected(regime) -> None:
    """Not one of 2650 right gradients is found to differ; few are inconclusive, and those never rejected."""
    counted = verdicts(regime, DRAWS.get(regime, 200))
    assert set(counted) <= {"passed", "inconclusive"}
    assert counted["passed"] >= (0.7 if regime == "steep" else 0.95) * counted.total()


@pytest.mark.parametrize("scale", [100.0, 1000.0])
def test_unscaled_data_never_cost_an_honest_gradient(scale) -> None:
    """Data that nobody has normalised saturate and steepen a network: such points may decide nothing, never wrongly."""
    for seed in range(200):
        rng = np.random.default_rng(seed)
        loss, grad, point = network(np.tanh, slope_of_tanh, inputs=scale, rows=5 + seed % 40)(rng)
        (found,) = check_gradient(loss, grad, point, rng=rng)
        assert found.verdict in {"passed", "inconclusive"}
        (found,) = check_gradient(loss, lambda w, grad=grad: 2 * grad(w), point, rng=rng)
        assert found.verdict != "passed" or found.claimed == found.measured == 0.0


# --- wrong gradients ------------------------------------------------------------------------------------------

MISTAKES = {
    "factor-2": lambda grad: lambda t: 2 * grad(t),
    "half": lambda grad: lambda t: grad(t) / 2,
    "sign": lambda grad: lambda t: -grad(t),
    "zero": lambda grad: lambda t: 0 * grad(t),
    "first-entry-missing": lambda grad: lambda t: grad(t) * (np.arange(t.size).reshape(t.shape) > 0),
    "first-entry-alone": lambda grad: lambda t: grad(t) * (np.arange(t.size).reshape(t.shape) == 0),
    "reversed": lambda grad: lambda t: grad(t)[::-1],
    "plus-one": lambda grad: lambda t: grad(t) + 1,
    "one-percent": lambda grad: lambda t: 1.01 * grad(t),
    "parameters": lambda grad: lambda t: t + 0 * grad(t),
}


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("regime", ["smooth", "quadratic", "cross-entropy", "offset"])
def test_a_wrong_gradient_differs(regime, mistake) -> None:
    """A usual mistake is found at every point, in whatever regime."""
    assert verdicts(regime, 20, MISTAKES[mistake]) == {"differs": 20}


def test_a_transposed_gradient_differs() -> None:
    """The transposed gradient of a square array has its shape, and is found."""
    for seed in range(50):
        rng = np.random.default_rng(seed)
        a = rng.normal(size=(4, 4))
        (found,) = check_gradient(
            lambda w, a=a: float(np.sum(a * np.sin(w))),
            lambda w, a=a: (a * np.cos(w)).T,
            (rng.normal(size=(4, 4)),),
            rng=rng,
        )
        assert found.verdict == "differs"


def test_one_slightly_wrong_entry_among_a_hundred_is_found() -> None:
    """One entry of a hundred that is wrong by a relative 1e-5 is found, wherever it is."""
    for seed in range(100):
        rng = np.random.default_rng(seed)
        a, b = rng.normal(size=100), rng.normal(size=100)

        def grad(t, a=a, b=b, wrong=seed):
            right = b * a * np.cos(a * t)
            right[wrong] += 1e-5 * np.sqrt(np.mean(right**2))
            return right

        (found,) = check_gradient(lambda t, a=a, b=b: float(b @ np.sin(a * t)), grad, (rng.normal(size=100),), rng=rng)
        assert found.verdict == "differs"


def two_arrays(error):
    """Return a loss of two arrays, the second's gradient 1e-8 smaller and wrong by a relative error."""

    def loss(w, b):
        return float(np.sum(np.sin(w)) + 1e-8 * np.sum(np.exp(b)))

    return loss, lambda w, b: (np.cos(w), 1e-8 * np.exp(b) * (1 + error))


def test_a_wrong_array_that_is_much_smaller_is_found() -> None:
    """Of two arrays the one that is 1e-8 smaller is wrong by a relative 1e-3: found, and named, 50 of 50 times."""
    for seed in range(50):
        loss, grad = two_arrays(1e-3)
        rng = np.random.default_rng(seed)
        # The large array is at a minimum, where it adds no rounding to the loss.
        point = (np.full(5, -math.pi / 2) + 0.001 * rng.normal(size=5), 3 + rng.normal(size=5))
        first, second = check_gradient(loss, grad, point, wrt=(0, 1), rng=rng)
        assert first.verdict == "passed"
        assert second.verdict == "differs"
        assert (first.parameter, second.parameter) == (0, 1)


def test_swapped_arrays_differ() -> None:
    """Two gradients of the same shape in the wrong order are both found."""
    found = check_gradient(
        lambda u, v: float(np.sum(u**2) + np.sum(np.exp(v))),
        lambda u, v: (np.exp(v), 2 * u),
        (np.array([1.0, 2.0]), np.array([0.5, -1.0])),
        wrt=(0, 1),
    )
    assert [each.verdict for each in found] == ["differs", "differs"]


def test_a_wrong_loss_with_its_own_gradient_passes() -> None:
    """The check is of consistency alone: a sum with ones passes, and comparing with the reference must refuse it."""
    (found,) = check_gradient(lambda t: float(t.sum()), np.ones_like, (np.arange(5.0),))
    assert found.verdict == "passed"


def test_steps_among_many_parameters_are_long_enough_for_a_tiny_error():
    """One entry of 10,000 that is wrong by 2e-9 of a typical one is found by differences."""
    rng = np.random.default_rng(0)
    x, y, out = rng.normal(size=(20, 100)) / 10, rng.normal(size=20), rng.normal(size=100) / 10

    def loss(theta):
        return float(np.mean((np.tanh(x @ theta.reshape(100, 100)) @ out - y) ** 2))

    def gradient(theta, *, wrong=0.0):
        hidden = np.tanh(x @ theta.reshape(100, 100))
        found = (x.T @ ((hidden @ out - y)[:, None] * out * (1 - hidden**2) * 2 / 20)).ravel()
        found[7] += wrong * np.linalg.norm(found) / 100
        return found

    point = (rng.normal(size=10_000),)
    assert check_gradient(loss, gradient, point)[0].verdict == "passed"
    assert check_gradient(loss, lambda theta: gradient(theta, wrong=2e-9), point)[0].verdict == "differs"
