"""Values as Python text: what is read back is what was written."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.generate.literals import DIGITS, literal


def read(text):
    return eval(text, {"np": np, "__builtins__": {}})  # noqa: S307 - our own text


ARRAYS = st.one_of(
    hnp.arrays(np.float64, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)),
    hnp.arrays(np.int64, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)),
    hnp.arrays(np.bool_, hnp.array_shapes(min_dims=0, max_dims=2, min_side=0, max_side=4)),
)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text())
VALUES = st.recursive(
    st.one_of(SCALARS, ARRAYS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.lists(inner, max_size=3).map(tuple)),
    max_leaves=6,
)


def same(found, wanted) -> bool:
    if isinstance(wanted, np.ndarray):
        return found.dtype == wanted.dtype and found.shape == wanted.shape and found.tobytes() == wanted.tobytes()
    if isinstance(wanted, list | tuple):
        return type(found) is type(wanted) and len(found) == len(wanted) and all(map(same, found, wanted))
    return type(found) is type(wanted) and (found == wanted or found != found)  # noqa: PLR0124 - nan


@given(VALUES)
def test_what_is_read_is_what_was_written(value) -> None:
    """Any number, string, array, tuple or list of them comes back bit for bit, with its shape and dtype."""
    found, wanted = read(literal(value)), value
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        np.testing.assert_array_equal(found, wanted)  # one nan is as good as another
        assert (found.dtype, found.shape) == (wanted.dtype, wanted.shape)
    elif "nan" not in repr(value):
        assert same(found, wanted)


EXACT = {
    "array of ints": (np.array([1, 2]), "np.array([1, 2])"),
    "array of floats": (np.array([[1.0, 0.5]]), "np.array([[1.0, 0.5]])"),
    "array without dimensions": (np.array(3.0), "np.array(3.0)"),
    "empty rows": (np.empty((0, 3)), "np.empty((0, 3), dtype='float64')"),
    "empty ints": (np.empty(0, dtype=int), "np.empty((0,), dtype='int64')"),
    "NumPy's float": (np.float64(0.5), "0.5"),
    "NumPy's int": (np.int64(3), "3"),
    "NumPy's bool": (np.bool_(True), "True"),
    "tuple of one": ((1,), "(1,)"),
    "infinity": (-np.inf, "-np.inf"),
    "not a number": (np.array([np.nan, np.inf]), "np.array([np.nan, np.inf])"),
}


@pytest.mark.parametrize(("value", "text"), EXACT.values(), ids=EXACT)
def test_literals_are_short(value, text) -> None:
    """A value is written as a student would write it."""
    assert literal(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 10**30))
def test_digits_shorten_floats_only(number, whole) -> None:
    """With digits, floats keep that many significant ones and whole numbers keep all."""
    assert read(literal(number, DIGITS)) == float(f"{number:.{DIGITS}g}")
    assert read(literal(np.array([number]), DIGITS))[0] == float(f"{number:.{DIGITS}g}")
    assert read(literal(whole, 3)) == whole


def test_digits_reach_into_tuples() -> None:
    """Every part of a tuple or list is shortened."""
    assert literal((1 / 3, [2 / 3], np.array([1 / 7])), 3) == "(0.333, [0.667], np.array([0.143]))"


@pytest.mark.parametrize("value", [{}, {1}, object(), b"bytes", 1j, len, range(3)])
def test_other_values_are_refused(value) -> None:
    """What has no such text is refused with its type."""
    with pytest.raises(TypeError, match=f"a {type(value).__name__} cannot be written"):
        literal(value)
