"""The form of every function: signature, docstring, annotations, hole, size."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from pathlib import Path

import pytest

REFERENCE = Path(__file__).parents[2] / "reference"

# The contract: hidden tests pass arguments by position.
SIGNATURES = {
    "linear_regression": {
        "predict": "theta, X",
        "mean_squared_error": "theta, X, y",
        "mean_squared_error_gradient": "theta, X, y",
        "random_guessing": "X, y, candidates",
        "gradient_descent": "X, y, theta0, learning_rate, tolerance, max_steps",
        "gradient_descent_on_objective": "X, y, theta0, learning_rate, tolerance, max_steps",
        "gradient_descent_best": "X, y, theta0, learning_rate, steps",
        "descent_path": "X, y, theta0, learning_rate, steps",
        "negative_gradient_field": "T1, T2, X, y",
        "largest_stable_learning_rate": "X",
        "stochastic_gradient_descent": "X, y, theta0, learning_rate, order",
        "stochastic_gradient_descent_decaying": "X, y, theta0, eta0, order",
    },
    "activations": {"sigmoid": "a", "sigmoid_derivative": "a"},
    "losses": {
        "quadratic_loss": "y_hat, y",
        "quadratic_loss_derivative": "y_hat, y",
        "binary_cross_entropy": "y_hat, y",
        "binary_cross_entropy_derivative": "y_hat, y",
    },
    "scalar_chain": {
        "chain_forward": "params, x",
        "chain_loss": "params, x, y",
        "chain_deltas": "params, x, y",
        "chain_gradient": "params, x, y",
        "chain_step": "params, x, y, learning_rate",
        "chain_train": "params, xs, ys, learning_rate, order",
    },
    "mlp": {
        "mlp_activations": "alpha, beta, x",
        "mlp_forward": "alpha, beta, x",
        "mlp_loss": "alpha, beta, x, y",
        "mlp_deltas": "alpha, beta, x, y",
        "mlp_gradient": "alpha, beta, x, y",
        "mlp_input_gradient": "alpha, beta, x, y",
        "mlp_step": "alpha, beta, x, y, learning_rate",
        "mlp_train": "alpha, beta, X, y, learning_rate, order",
    },
    "schedules": {
        "inverse_square_root": "eta0, t",
        "step_decay": "eta0, t, factor, period",
        "exponential_decay": "eta0, t, rate",
        "cosine_annealing": "eta0, t, steps",
    },
    "momentum": {
        "momentum_average": "gradient, theta0, learning_rate, steps, w",
        "momentum_velocity": "gradient, theta0, learning_rate, steps, mu",
    },
    "adaptive": {
        "adagrad": "gradient, theta0, learning_rate, steps, epsilon",
        "rmsprop": "gradient, theta0, learning_rate, steps, rho, epsilon",
        "adadelta": "gradient, theta0, steps, rho, epsilon",
        "adam": "gradient, theta0, learning_rate, steps, beta1, beta2, epsilon",
    },
    "quasi_newton": {
        "bfgs_update": "H, s, y",
        "lbfgs_direction": "g, S, Y",
        "bfgs": "objective, gradient, theta0, tolerance, max_steps",
        "lbfgs": "objective, gradient, theta0, memory, tolerance, max_steps",
    },
    "approximation": {
        "step_network": "knots, values, steepness, x",
        "step_network_weights": "knots, values, steepness",
        "approximation_error": "f, knots, steepness, x",
    },
}

FUNCTIONS = [
    pytest.param(getattr(importlib.import_module(f"reference.{module}"), name), id=name)
    for module, signatures in SIGNATURES.items()
    for name in signatures
]
every_function = pytest.mark.parametrize("function", FUNCTIONS)


def section(function, title):
    """Return the text of one section of a numpydoc docstring."""
    pattern = rf"^{title}\n-+\n(.*?)(?=\n\n[A-Z]\w+\n-+\n|\Z)"
    found = re.search(pattern, inspect.getdoc(function), flags=re.DOTALL | re.MULTILINE)
    assert found, f"{function.__name__} has no section {title}"
    return found[1]


def entries(text):
    """Return the names that a section of a numpydoc docstring describes, in their order."""
    return [name for line in re.findall(r"^(\S.*?) : \S", text, flags=re.MULTILINE) for name in line.split(", ")]


@pytest.mark.parametrize("module", SIGNATURES)
def test_module_holds_the_contracts_functions(module) -> None:
    """The module defines these functions with these parameters in this order, and no others."""
    tree = ast.parse((REFERENCE / f"{module}.py").read_text(encoding="utf-8"))
    defined = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    found = {node.name: ", ".join(argument.arg for argument in node.args.args) for node in defined}
    assert list(found.items()) == list(SIGNATURES[module].items())


def test_contract_covers_every_module() -> None:
    """No module of the reference is missing in the table above."""
    assert {path.stem for path in REFERENCE.glob("*.py")} - {"__init__"} == set(SIGNATURES)


@every_function
def test_parameters_are_passed_by_position_and_have_no_defaults(function) -> None:
    """Every parameter is positional, required and annotated, and so is the result."""
    signature = inspect.signature(function)
    for parameter in signature.parameters.values():
        assert parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
        assert parameter.default is inspect.Parameter.empty
        assert parameter.annotation is not inspect.Parameter.empty
    assert signature.return_annotation is not inspect.Signature.empty


@every_function
def test_docstring_describes_exactly_the_parameters(function) -> None:
    """Parameters lists every parameter once, in order; Returns and References are there."""
    assert entries(section(function, "Parameters")) == list(inspect.signature(function).parameters)
    assert entries(section(function, "Returns"))
    assert section(function, "References").strip()


@every_function
def test_returns_names_every_part_of_a_tuple(function) -> None:
    """A function that returns a tuple names its parts; one that does not names one value."""
    annotation = ast.parse(inspect.signature(function).return_annotation, mode="eval").body
    is_tuple = isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value) == "tuple"
    parts = len(annotation.slice.elts) if is_tuple else 1
    assert len(entries(section(function, "Returns"))) == parts


@every_function
def test_arrays_have_a_shape(function) -> None:
    """Every description of an array states its shape."""
    text = section(function, "Parameters") + "\n" + section(function, "Returns")
    for line in re.findall(r"^\S.*? : .*ndarray.*$", text, flags=re.MULTILINE):
        assert "shape" in line


@every_function
def test_hole_is_the_whole_body(function) -> None:
    """One pair of markers encloses everything after the docstring, at the body's indentation."""
    lines = inspect.getsource(function).rstrip().splitlines()
    assert lines.count("    # BEGIN SOLUTION") == lines.count("    # END SOLUTION") == 1
    assert sum("SOLUTION" in line for line in lines) == 2
    node = ast.parse(inspect.getsource(function)).body[0]
    assert lines[node.body[0].end_lineno] == "    # BEGIN SOLUTION"
    assert lines[-1] == "    # END SOLUTION"


@every_function
def test_body_is_short(function) -> None:
    """A body has at most 50 lines."""
    lines = inspect.getsource(function).splitlines()
    assert lines.index("    # END SOLUTION") - lines.index("    # BEGIN SOLUTION") <= 51
