"""Answers to questions in words are read, and nothing runs for it."""

from __future__ import annotations

import pytest

from autograder.records import Cell, Submission
from autograder.submission import answers_in
from autograder.submission.answers import MAX_WRITTEN


def handed_in(*sources, notes=()):
    """Return a submission of some cells of code and of text."""
    return Submission("x.ipynb", tuple(Cell(n, source) for n, source in enumerate(sources, 1)), None, tuple(notes))


@pytest.mark.parametrize(
    ("source", "answers"),
    [
        ('first = "one"', {"first": "one"}),
        ("first = ' one '  # sure", {"first": "one"}),
        ('first = "one"\nfirst = "other"', {"first": "other"}),
        ('first = ""', {}),
        ("first = None", {}),
        ('first = "o" + "ne"', {}),
        ('def f():\n    first = "one"', {}),
        ('another = "one"', {}),
        ('first = "one', {}),
        ('first = "\\d"', {"first": "\\d"}),
    ],
)
def test_a_key_is_what_stands_between_the_quotes(source, answers) -> None:
    """The last text that is given to the question's name at the top level counts."""
    assert answers_in(handed_in(source), ["first"]) == answers


def test_a_cell_that_is_no_python_hides_no_other() -> None:
    """An answer in a cell of its own is found beside broken ones."""
    assert answers_in(handed_in("def f(:", 'first = "one"', "%%time"), ["first"]) == {"first": "one"}


@pytest.mark.parametrize(
    ("note", "answer"),
    [
        ("<!-- answer: limits (leave this line as it is) -->\n\nThey are two.", "They are two."),
        ("<!--answer:limits-->They are two.", "They are two."),
        ("They are two.\n<!-- answer: limits -->", "They are two."),
        ("<!-- answer: limits -->\n\n*Double-click here and write your answer.*", None),
        ("<!-- answer: limits -->\n*Double-click here and write your answer.*\n\nTwo.", "Two."),
        ("They are two.", None),
        ("<!-- answer: others -->\nThey are two.", None),
    ],
)
def test_what_is_written_stands_in_the_marked_cell(note, answer) -> None:
    """The cell with the question's line counts, without that line and the request to write."""
    assert answers_in(handed_in(notes=[note]), ["limits"]).get("limits") == answer


def test_an_endless_answer_is_cut() -> None:
    """What a person cannot read is not kept."""
    note = "<!-- answer: limits -->\n" + "word " * MAX_WRITTEN
    assert len(answers_in(handed_in(notes=[note]), ["limits"])["limits"]) == MAX_WRITTEN
