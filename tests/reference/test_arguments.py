"""No function changes its arguments, no result shares memory with them, integers are as good as floats."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from reference import (
    activations,
    adaptive,
    approximation,
    linear_regression,
    losses,
    mlp,
    momentum,
    quasi_newton,
    scalar_chain,
    schedules,
)

THETA = np.array([1, -2])
X = np.array([[1, 2], [0, -1], [3, 1]])
Y = np.array([1, 0, 2])
ORDER = np.array([2, 0, 2])
PARAMS = np.array([1, -1, 2, -2])
ALPHA = np.array([[1, -1, 2], [0, 1, -1], [1, 1, 0]])
BETA = np.array([1, -2, 1, 2])
EXAMPLE = np.array([2, -1])
LABELS = np.array([1, 0, 1])
MATRIX = np.array([[2, 1], [1, 3]])
MESH = np.meshgrid(np.arange(3), np.arange(-1, 1))


def objective(theta):
    """Compute a quadratic."""
    return theta @ MATRIX @ theta / 2


def gradient(theta):
    """Differentiate the quadratic."""
    return MATRIX @ theta


# Every function of the reference with arguments that are integers wherever its docstring allows them.
CALLS = [
    (linear_regression.predict, (THETA, X)),
    (linear_regression.mean_squared_error, (THETA, X, Y)),
    (linear_regression.mean_squared_error_gradient, (THETA, X, Y)),
    (linear_regression.random_guessing, (X, Y, np.array([[3, 4], [1, 0], [0, 0]]))),
    (linear_regression.gradient_descent, (X, Y, THETA, 0.1, 1e-3, 4)),
    (linear_regression.gradient_descent_on_objective, (X, Y, THETA, 0.1, 1e-3, 4)),
    (linear_regression.gradient_descent_best, (X, Y, THETA, 0.1, 4)),
    (linear_regression.descent_path, (X, Y, THETA, 0.1, 4)),
    (linear_regression.negative_gradient_field, (*MESH, X, Y)),
    (linear_regression.largest_stable_learning_rate, (X,)),
    (linear_regression.stochastic_gradient_descent, (X, Y, THETA, 0.1, ORDER)),
    (linear_regression.stochastic_gradient_descent_decaying, (X, Y, THETA, 0.1, ORDER)),
    (activations.sigmoid, (THETA,)),
    (activations.sigmoid_derivative, (THETA,)),
    (losses.quadratic_loss, (X, X + 1)),
    (losses.quadratic_loss_derivative, (X, X + 1)),
    (losses.binary_cross_entropy, (np.array([0.2, 0.7]), np.array([0, 1]))),
    (losses.binary_cross_entropy_derivative, (np.array([0.2, 0.7]), np.array([0, 1]))),
    (scalar_chain.chain_forward, (PARAMS, 2)),
    (scalar_chain.chain_loss, (PARAMS, 2, 1)),
    (scalar_chain.chain_deltas, (PARAMS, 2, 1)),
    (scalar_chain.chain_gradient, (PARAMS, 2, 1)),
    (scalar_chain.chain_step, (PARAMS, 2, 1, 0.5)),
    (scalar_chain.chain_train, (PARAMS, Y, LABELS, 0.5, ORDER)),
    (mlp.mlp_activations, (ALPHA, BETA, EXAMPLE)),
    (mlp.mlp_forward, (ALPHA, BETA, EXAMPLE)),
    (mlp.mlp_loss, (ALPHA, BETA, EXAMPLE, 1)),
    (mlp.mlp_deltas, (ALPHA, BETA, EXAMPLE, 1)),
    (mlp.mlp_gradient, (ALPHA, BETA, EXAMPLE, 1)),
    (mlp.mlp_input_gradient, (ALPHA, BETA, EXAMPLE, 1)),
    (mlp.mlp_step, (ALPHA, BETA, EXAMPLE, 1, 0.5)),
    (mlp.mlp_train, (ALPHA, BETA, X, LABELS, 0.5, ORDER)),
    (schedules.inverse_square_root, (1, 3)),
    (schedules.step_decay, (1, 5, 0.5, 2)),
    (schedules.exponential_decay, (1, 3, 1)),
    (schedules.cosine_annealing, (1, 3, 5)),
    (momentum.momentum_average, (gradient, THETA, 0.1, 4, 0.3)),
    (momentum.momentum_velocity, (gradient, THETA, 0.1, 4, 0.9)),
    (adaptive.adagrad, (gradient, THETA, 0.1, 4, 1e-8)),
    (adaptive.rmsprop, (gradient, THETA, 0.1, 4, 0.9, 1e-8)),
    (adaptive.adadelta, (gradient, THETA, 4, 0.9, 1e-6)),
    (adaptive.adam, (gradient, THETA, 0.1, 4, 0.9, 0.999, 1e-8)),
    (quasi_newton.bfgs_update, (MATRIX, THETA, MATRIX @ THETA)),
    (quasi_newton.lbfgs_direction, (THETA, X, X @ MATRIX)),
    (quasi_newton.bfgs, (objective, gradient, THETA, 1e-8, 4)),
    (quasi_newton.lbfgs, (objective, gradient, THETA, 2, 1e-8, 4)),
    (approximation.step_network, (np.arange(4), np.array([1, 3, 2, 2]), 5, np.arange(-2, 6))),
    (approximation.step_network_weights, (np.arange(4), np.array([1, 3, 2, 2]), 5)),
    (approximation.approximation_error, (np.square, np.arange(4), 5, np.arange(-2, 6))),
]
every_call = pytest.mark.parametrize(
    ("function", "arguments"), [pytest.param(*call, id=call[0].__name__) for call in CALLS]
)


def parts(result):
    """Return the parts of a result as a list."""
    return list(result) if isinstance(result, tuple) else [result]


def as_float(name, value):
    """Turn an integer array into floats, except for indices, which stay what they are."""
    return value.astype(np.float64) if isinstance(value, np.ndarray) and name != "order" else value


def names(function):
    """Return the names of a function's parameters."""
    return function.__code__.co_varnames[: function.__code__.co_argcount]


def float_arguments(function, arguments):
    """Return the arguments with every integer array as floats."""
    return [as_float(name, value) for name, value in zip(names(function), arguments, strict=True)]


def test_every_function_is_called() -> None:
    """The table holds every public function of every module."""
    modules = {function.__module__ for function, _ in CALLS}
    public = {
        name
        for module in modules
        for name, value in vars(__import__(module, fromlist=["*"])).items()
        if callable(value) and getattr(value, "__module__", None) == module
    }
    assert {function.__name__ for function, _ in CALLS} == public
    assert len(modules) == 10


@every_call
@pytest.mark.parametrize("floats", [True, False], ids=["floats", "integers"])
def test_arguments_stay_as_they_are(function, arguments, floats) -> None:
    """Arrays that refuse to be written to are good enough for every function."""
    given = float_arguments(function, arguments) if floats else list(arguments)
    given = [value.copy() if isinstance(value, np.ndarray) else value for value in given]
    for value in given:
        if isinstance(value, np.ndarray):
            value.flags.writeable = False
    function(*given)


@every_call
def test_results_share_no_memory_with_the_arguments(function, arguments) -> None:
    """Writing to a result changes no argument, nor another part of the result, and it can be written to."""
    given = float_arguments(function, arguments)
    arrays = [value for value in given if isinstance(value, np.ndarray)]
    results = [part for part in parts(function(*given)) if isinstance(part, np.ndarray)]
    for place, result in enumerate(results):
        assert result.flags.writeable
        assert not any(np.shares_memory(result, other) for other in arrays + results[:place])


@every_call
def test_integers_give_what_floats_give(function, arguments) -> None:
    """Integer arrays give the same numbers as the same arrays in floats."""
    from_integers = parts(function(*arguments))
    from_floats = parts(function(*float_arguments(function, arguments)))
    for one, other in zip(from_integers, from_floats, strict=True):
        assert_allclose(one, other, rtol=1e-13, atol=1e-15)


@every_call
def test_same_arguments_give_the_same_result(function, arguments) -> None:
    """A second call returns the same numbers, bit for bit: nothing is remembered."""
    for one, other in zip(parts(function(*arguments)), parts(function(*arguments)), strict=True):
        assert np.array_equal(one, other)
