"""What is told of answers in words: before the due date, after it, and to the person who marks them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from fractions import Fraction

import pytest

from autograder.records import Isolation, Result
from autograder.report import for_reply, written_table
from autograder.score import replies_to
from tests.unit.spec.test_questions import CHOICE, WRITTEN


def reply(question, answer):
    """Return the reply to one question."""
    (made,) = replies_to([question], {question.name: answer} if answer else {})
    return made


@pytest.mark.parametrize("answer", ["one", "other"])
def test_before_the_due_date_a_right_key_reads_like_a_wrong_one(answer) -> None:
    """Nothing but the key itself depends on whether it is right."""
    said = for_reply(reply(CHOICE, answer), told=False)
    assert said == f"You answered “{answer}”; it is marked after the due date."


def test_after_the_due_date_it_is_told_with_the_reason() -> None:
    """Then it is said which one was right, and why."""
    assert for_reply(reply(CHOICE, "other"), told=True) == "“other” is right. It was the other."
    assert for_reply(reply(CHOICE, "one"), told=True) == "“one” is not right. It was the other."


@pytest.mark.parametrize("told", [False, True])
def test_what_is_no_key_is_not_repeated(told) -> None:
    """A text that the question does not know is told to be none, with the keys, and without the text."""
    said = for_reply(reply(CHOICE, "<script>"), told=told)
    assert said == "What stands there is none of the keys; write one of one, other between the quotes."
    assert for_reply(reply(CHOICE, None), told=told).startswith("Not answered yet")


def test_what_is_written_is_received() -> None:
    """Its words are counted; without an answer it is said what may have happened."""
    assert for_reply(reply(WRITTEN, "They are two."), told=False) == "3 words received; a person marks them."
    assert "the marked line" in for_reply(reply(WRITTEN, None), told=True)


@pytest.mark.parametrize("answer", ["=HYPERLINK(1)", "  +1", "-2", "@x", "\x1b[31m=1"])
def test_no_field_of_the_table_is_a_formula(answer) -> None:
    """A spreadsheet shows what students have written, and runs none of it."""
    result = Result("any.ipynb", "a01", (), Fraction(0), Fraction(0), (), 1.0, Isolation("A", ()))
    result = replace(result, replies=replies_to([CHOICE, WRITTEN], {"limits": answer}))
    head, row = csv.reader(io.StringIO(written_table([result])))
    fields = dict(zip(head, row, strict=True))
    assert fields["question"] == "limits"
    assert fields["rubric"] == "2 points: one\n2 points: two"
    assert "\x1b" not in fields["answer"]
    assert not fields["answer"].lstrip().startswith(("=", "+", "-", "@"))
