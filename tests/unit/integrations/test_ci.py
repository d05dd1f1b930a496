"""What continuous integration reads, held against the rules of whoever reads it."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from autograder.integrations.ci.classrooms import classroom50_of, classroom_of
from autograder.integrations.ci.junit import junit_of
from autograder.integrations.ci.markdown import markdown_of
from autograder.records import ExerciseScore, Finding, Mark, Message, Outcome, Refusal
from autograder.score import replies_to
from tests.unit.integrations.test_gradescope import GRADED, REFUSED
from tests.unit.spec.test_questions import CHOICE, WRITTEN

HOSTILE = "x\x1b[31m\x00]]>&<script>|`::error::`\n##[error]\u202e*b*\ud800"


def passing(exercise, points=1):
    """Return the score of an exercise that is right."""
    mark = Mark(Finding(exercise, "reference", Outcome.PASSED, Message("passed")), Fraction(points), Fraction(points))
    return ExerciseScore(exercise, (mark,), mark.points, mark.possible)


FULL = replace(GRADED, scores=(passing("predict", 5),), points=Fraction(5), possible=Fraction(5), troubles=())


def test_a_refused_file_is_an_error_everywhere() -> None:
    """A file that was not graded is no success in any format."""
    (suite,) = ET.fromstring(junit_of(REFUSED))  # noqa: S314 - ours
    assert suite.get("errors") == "1"
    assert "it is empty; save it again." in suite[0][0].text
    assert "was not graded" in markdown_of(REFUSED)
    assert json.loads(base64.b64decode(classroom_of(REFUSED)))["status"] == "error"
    assert classroom50_of(REFUSED)["tests"] == []


@pytest.mark.parametrize("graded", [replace(FULL, submission=HOSTILE), Refusal(HOSTILE, "is empty.")])
def test_a_name_is_text_and_nothing_else(graded) -> None:
    """What a student has chosen is well-formed XML, no markup in markdown, and no command in a log."""
    root = ET.fromstring(junit_of(graded))  # noqa: S314 - ours
    assert "\x1b" not in junit_of(graded)
    assert root is not None
    said = markdown_of(graded)
    first = said.splitlines()[0]
    assert "\x1b" not in said
    for raw in ("<script>", "*b*", "|`", "::error", "##[", "\u202e"):
        assert raw not in first


def test_markdown_has_a_row_for_each_check_and_each_question() -> None:
    """Before the due date a question has no points; after it, it has."""
    graded = replace(FULL, replies=replies_to([CHOICE, WRITTEN], {"first": "other", "limits": "Two."}))
    before, after = markdown_of(graded), markdown_of(graded, told=True)
    assert "| predict | reference | passed | 5 / 5 | Right. |" in before
    assert "| first | question | | - / 2 |" in before
    assert "| first | question | | 2 / 2 |" in after
    assert "| limits | question | | - / 4 |" in after
    rows = [line for line in before.splitlines() if line.startswith("|")]
    assert {line.replace(r"\|", "").count("|") for line in rows} == {6}


def test_classroom_adds_up_to_the_points() -> None:
    """The reporter adds the tests' scores; it passes if every one does."""
    result = json.loads(base64.b64decode(classroom_of(GRADED)))
    assert (result["version"], result["status"], result["max_score"]) == (1, "fail", 2)
    assert sum(test["score"] for test in result["tests"]) == pytest.approx(1 / 3, abs=1e-4)
    assert [test["status"] for test in result["tests"]] == ["pass", "fail", "fail", "fail", "error"]
    assert json.loads(base64.b64decode(classroom_of(FULL)))["status"] == "pass"


def test_classroom50_rounds_nobody_up() -> None:
    """Whole numbers in the total, exact ones in the tests; a third of a point is no point."""
    result = classroom50_of(GRADED)
    assert (result["schema"], result["score"], result["max-score"]) == ("classroom50/result/v1", 0, 2)
    assert result["tests"][0] == {
        "test-name": "predict: passed",
        "passed": True,
        "score": 0.3333,
        "max-score": 0.3333,
        "message": "Right.",
    }
    assert classroom50_of(FULL)["score"] == classroom50_of(FULL)["max-score"] == 5
