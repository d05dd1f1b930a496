"""Records as plain data: what comes back is what was given."""

from __future__ import annotations

import json
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder import records
from autograder.plain import RECORDS, from_plain, plain
from autograder.records import Outcome, Refusal


def again(value):
    """Send a value through JSON."""
    return from_plain(json.loads(json.dumps(plain(value))))


def test_a_graded_submission_comes_back_as_it_was(grader, hand_in) -> None:
    """Results of right, wrong and misbehaving answers are equal to what their plain data gives."""
    wrong = "def mse(X, theta, y):\n    return float(np.sum((X @ theta - y) ** 2))\n"
    for path in (
        hand_in(),
        hand_in({"mse": wrong}, cells=["raise KeyError('a')", "while True: pass"]),
        hand_in(start=""),
    ):
        result = grader.grade(path)
        assert again(result) == result
        assert again(result).scores[0].is_full == result.scores[0].is_full


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.fractions()
    | st.sampled_from(Outcome),
    lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_values_of_a_message_come_back(value) -> None:
    """Whatever a message's values are, a dictionary with the tag's own name among them, they come back."""
    message = records.Message("key", {"is": value, "of": value})
    assert again(message) == message


def test_numbers_of_numpy_are_numbers() -> None:
    """What NumPy has computed is kept as a number of Python."""
    values = again(records.Message("key", {"a": np.float64(0.1), "b": np.int64(3), "c": np.bool_(True)})).values
    assert {name: (type(each), each) for name, each in values.items()} == {
        "a": (float, 0.1),
        "b": (int, 3),
        "c": (bool, True),
    }


def test_every_record_that_a_result_can_hold_is_known() -> None:
    """Each frozen record of the stages has its name here, and a fraction is exact."""
    assert {"Result", "Refusal", "ExerciseScore", "Mark", "Finding", "Reply", "CellTrouble", "Late"} <= RECORDS.keys()
    assert again((Fraction(1, 3), Refusal("a", "is empty."))) == (Fraction(1, 3), Refusal("a", "is empty."))


@pytest.mark.parametrize(
    "data",
    [
        {"is": "Popen", "args": "true"},
        {"is": "Result", "submission": "a"},
        {"is": "Refusal", "submission": "a", "reason": "b", "more": 1},
        {"is": "Outcome", "of": "splendid"},
        {"is": "Fraction", "of": "1/0"},
        {},
    ],
)
def test_what_nobody_has_written_is_refused(data) -> None:
    """Other names, missing or additional fields and unknown outcomes are no record."""
    with pytest.raises(ValueError, match="is no record of this version"):
        from_plain(data)


def test_what_is_no_record_is_not_written() -> None:
    """An object of any other class is an error of ours, not a text."""
    with pytest.raises(TypeError, match="object is no record"):
        plain({"a": object()})
