"""Functions that cases hand over: their values, and the lambdas that stand for them in a notebook."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.generate.literals import literal
from autograder.spec import Formula

A, C = np.array([[2.0, 0.5], [0.5, 1.0]]), np.array([1.0, -2.0])
POINT = np.array([0.25, 3.0])
BOWL = Formula("theta", "A @ (theta - c)", A=A, c=C)

# name: (formula, arguments, its value)
VALUES = {
    "a number": (Formula("x", "x + 1"), (2.0,), 3.0),
    "a constant": (Formula("x", "a * x", a=0.1), (3.0,), 0.1 * 3.0),
    "matrices": (BOWL, (POINT,), A @ (POINT - C)),
    "NumPy's functions": (Formula("x", "np.exp(x) - np.sum(c)", c=C), (POINT,), np.exp(POINT) - np.sum(C)),
    "several parameters": (Formula("x, y, t", "x * y - t"), (2.0, 3.0, 1.0), 5.0),
    "a default": (Formula("x, y=4.0", "x * y"), (2.0,), 8.0),
    "any number of them": (Formula("*x", "len(x)"), (1, 2, 3), 3),
    "no parameter": (Formula("", "np.ones(2)"), (), np.ones(2)),
    "no parameter, but a constant": (Formula("", "2 * c", c=C), (), 2 * C),
    "a formula": (Formula("x", "f(f(x))", f=Formula("y", "a * y", a=2.0)), (3.0,), 12.0),
    "formulas three deep": (
        Formula("x", "f(x) + 1", f=Formula("x", "g(x) * b", b=3.0, g=Formula("x", "x - c", c=0.5))),
        (2.0,),
        5.5,
    ),
    "a formula of the same constant": (Formula("x", "a + f(x)", a=1.0, f=Formula("x", "a * x", a=10.0)), (2.0,), 21.0),
    "several values": (Formula("x", "(x, 2 * x)"), (1.5,), (1.5, 3.0)),
    "a choice": (Formula("x", "x if x > 0 else -x"), (-2.0,), 2.0),
    "a comprehension": (Formula("x", "sum(a * x**k for k in range(n))", a=2.0, n=3), (2.0,), 14.0),
    "a lambda within": (Formula("x", "(lambda y: y * a)(x)", a=3.0), (2.0,), 6.0),
    "whole numbers and truths": (Formula("x", "x * n if flag else 0", n=3, flag=True), (2,), 6),
    "lists and tuples": (Formula("x", "x + w[0] + v[1][0]", w=[1.0, 2.0], v=(0.0, (3.0,))), (1.0,), 5.0),
    "nothing": (Formula("x", "x if c is None else c", c=None), (1.0,), 1.0),
    "infinity": (Formula("x", "np.minimum(x, c)", c=np.inf), (1.0,), 1.0),
    "an empty array": (Formula("x", "x + c.size", c=np.empty((0, 2))), (1.0,), 1.0),
    "a scalar of NumPy's": (Formula("x", "x * s", s=np.float64(0.1)), (3.0,), 3.0 * 0.1),
}


@pytest.mark.parametrize(("formula", "arguments", "value"), VALUES.values(), ids=VALUES)
def test_a_formula_has_its_expressions_value(formula, arguments, value) -> None:
    """Calling a formula gives the value of its expression in terms of its parameters, its constants and np."""
    np.testing.assert_equal(formula(*arguments), value)


def read(text):
    return eval(text, {"np": np})  # noqa: S307 - our own text


@pytest.mark.parametrize(("formula", "arguments", "value"), VALUES.values(), ids=VALUES)
def test_its_text_is_the_same_function(formula, arguments, value) -> None:
    """What stands in a notebook, read where nothing but np is known, gives the same value bit for bit."""
    np.testing.assert_equal(read(literal(formula))(*arguments), value)


@given(
    hnp.arrays(np.float64, (2, 2), elements=st.floats(-1e3, 1e3)),
    hnp.arrays(np.float64, 2, elements=st.floats(-1e3, 1e3)),
    st.floats(-1e3, 1e3),
)
def test_constants_are_written_to_the_last_bit(matrix, centre, number) -> None:
    """Whatever the constants are, the text's function and the formula agree in every bit."""
    formula = Formula("x", "A @ (x - c) * number", A=matrix, c=centre, number=number)
    written = read(literal(formula))
    assert written(POINT).tobytes() == formula(POINT).tobytes()


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (Formula("x", "2 * x"), "(lambda x: 2 * x)"),
        (Formula("x, y", "a * x + y", a=2), "(lambda x, y, a=2: a * x + y)"),
        (BOWL, "(lambda theta, A=np.array([[2.0, 0.5], [0.5, 1.0]]), c=np.array([1.0, -2.0]): A @ (theta - c))"),
        (Formula("x", "f(x)", f=Formula("y", "-y")), "(lambda x, f=(lambda y: -y): f(x))"),
    ],
)
def test_the_text_is_a_lambda(formula, text) -> None:
    """A formula is written as a lambda whose constants are defaults: it needs no other line."""
    assert literal(formula) == text


def test_a_formula_that_is_digits_only_keeps_them_all() -> None:
    """Constants are not shortened, as expected values are: the visible check's expected value hangs on them."""
    formula = Formula("x", "a * x", a=1 / 3)
    assert read(literal((formula, 1 / 3), 3))[0](1.0) == 1 / 3


def test_what_has_no_text_is_refused() -> None:
    """A formula with a constant that cannot be written is refused when it is written, not before."""
    formula = Formula("x", "f(x)", f=abs)
    assert formula(-1) == 1
    with pytest.raises(TypeError, match="cannot be written into a notebook"):
        literal(formula)


def test_its_value_is_fresh() -> None:
    """Each call makes its value anew: one that is changed in place changes neither the constants nor the next one."""
    first = BOWL(POINT)
    kept = first.copy()
    first *= 0
    np.testing.assert_array_equal(BOWL(POINT), kept)
    assert not any(np.may_share_memory(BOWL(POINT), array) for array in (A, C, POINT, first))


def test_formulas_are_apart() -> None:
    """Formulas with the same text have constants of their own, and need no globals of the module."""
    one, other = Formula("x", "a * x", a=1.0), Formula("x", "a * x", a=2.0)
    assert (one(3.0), other(3.0), one(3.0)) == (3.0, 6.0, 3.0)
    with pytest.raises(NameError):
        Formula("x", "x + POINT")(1.0)


def test_a_formula_is_shown_without_its_constants() -> None:
    """What a person sees of a formula, in a traceback or a report, tells none of its numbers."""
    assert repr(BOWL) == str(BOWL) == f"{BOWL}" == "lambda theta: A @ (theta - c)"
    assert "10" not in repr(Formula("x", "f(x)", f=Formula("y", "a * y", a=10)))


def test_a_formula_remembers_what_it_was_given() -> None:
    """The texts and constants are kept as they were given; a constant may be called as the parameters are."""
    formula = Formula("x", "parameters * expression * x", parameters=2.0, expression=3.0)
    assert (formula.parameters, formula.expression) == ("x", "parameters * expression * x")
    assert formula.constants == {"parameters": 2.0, "expression": 3.0}
    assert formula(1.0) == 6.0
    assert read(literal(formula))(1.0) == 6.0


def test_a_formula_is_called_as_its_lambda_is() -> None:
    """Arguments may be given by name, as in the notebook; too many, and unknown ones, are errors."""
    assert BOWL(theta=POINT).tolist() == BOWL(POINT).tolist()
    for wrong in ((), (POINT, POINT)):
        with pytest.raises(TypeError):
            BOWL(*wrong)
    with pytest.raises(TypeError):
        BOWL(x=POINT)


@pytest.mark.parametrize(
    ("parameters", "expression"), [("x", "x +"), ("x x", "x"), ("1", "1"), ("x", "y = x"), ("x", "return x")]
)
def test_what_is_no_lambda_is_a_syntax_error(parameters, expression) -> None:
    """A text that is no expression is found where the case is built, before anybody is graded."""
    with pytest.raises(SyntaxError):
        Formula(parameters, expression)
