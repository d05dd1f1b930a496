"""Values are written as expressions that give them again bit for bit."""

from __future__ import annotations

import base64

import numpy as np
import pytest

from autograder.classroom.replay.exact import exact, given
from autograder.spec import Formula


def array(dtype, shape, text):
    return np.frombuffer(base64.b64decode(text), dtype).reshape(shape)


@pytest.mark.parametrize(
    "value",
    [
        0.1, -0.0, 3, True, "a'\n", [1.5, None], np.float32(0.1), np.arange(6).reshape(2, 3), np.empty((0, 3)),
        np.array(0.1), np.array([np.nan, -np.inf]), np.random.default_rng(0).random((20, 30)), 1j, np.array([1 + 2j]),
        np.asfortranarray(np.random.default_rng(0).random((2, 3))), np.array([True, False]),
    ],
    ids=repr,
)  # fmt: skip
def test_an_expression_gives_its_value_again(value) -> None:
    """Numbers, texts and arrays of every type come back bit for bit, in the order of their memory."""
    again = eval(exact(value), {"np": np, "array": array})  # noqa: S307 - a test's own
    if isinstance(value, np.ndarray | np.generic):
        assert again.tobytes("A") == value.tobytes("A")
        assert (again.dtype, again.shape, again.flags.f_contiguous) == (
            value.dtype,
            value.shape,
            value.flags.f_contiguous,
        )
    else:
        assert (type(again), repr(again)) == (type(value), repr(value))


def test_a_formula_is_written_with_its_constants() -> None:
    """A formula's expression makes it again, and a function that is none is known by its name."""
    made = eval(given(Formula("x", "a * x", a=np.float64(0.1))).code, {"np": np, "formula": Formula})  # noqa: S307
    assert made(3) == 0.1 * 3
    assert given(array).code == "absent('array')"
