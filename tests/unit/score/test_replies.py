"""What answers in words are worth."""

from __future__ import annotations

from fractions import Fraction

import pytest

from autograder.score import replies_to
from tests.unit.spec.test_questions import CHOICE, WRITTEN


@pytest.mark.parametrize(
    ("answer", "points", "strange"), [("other", 2, False), ("one", 0, False), ("third", 0, True), (None, 0, False)]
)
def test_a_key_earns_all_or_nothing(answer, points, strange) -> None:
    """The right key has the points; another one, none and what is no key have none, and only a key is kept."""
    (reply,) = replies_to([CHOICE], {"first": answer} if answer else {})
    assert (reply.points, reply.possible, reply.strange) == (Fraction(points), Fraction(2), strange)
    assert reply.answer == (answer if answer in CHOICE.options else None)
    assert reply.keys == ("one", "other")


def test_what_is_written_is_left_to_a_person() -> None:
    """A written answer is kept as it is and has no points yet."""
    (reply,) = replies_to([WRITTEN], {"limits": "They are two."})
    assert (reply.answer, reply.points, reply.possible) == ("They are two.", None, Fraction(4))
    assert reply.rubric == WRITTEN.rubric
