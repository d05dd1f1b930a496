"""results.json as Gradescope documents it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from autograder.integrations.gradescope import results_of, write_results
from autograder.records import (
    CellTrouble,
    ExerciseScore,
    Finding,
    Isolation,
    Late,
    Mark,
    Message,
    Outcome,
    Raised,
    Refusal,
    Result,
)
from autograder.score import replies_to
from tests.unit.spec.test_questions import CHOICE, WRITTEN

FORMATS = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
NUMBER, TEXT = {"type": "number"}, {"type": "string", "maxLength": 100_000}
LEADER = {
    "type": "object",
    "properties": {"name": TEXT, "value": {"type": ["number", "string"]}, "order": {"enum": ["asc", "desc"]}},
    "required": ["name", "value"],
    "additionalProperties": False,
}
TEST = {
    "score": NUMBER,
    "max_score": NUMBER,
    "status": {"enum": ["passed", "failed"]},
    "name": TEXT,
    "name_format": FORMATS,
    "number": TEXT,
    "output": TEXT,
    "output_format": FORMATS,
    "tags": {"type": "array", "items": TEXT},
    "visibility": VISIBILITY,
    "extra_data": {"type": "object"},
}
SCHEMA = {  # https://gradescope-autograders.readthedocs.io/en/latest/specs/, "Output Format"
    "type": "object",
    "additionalProperties": False,
    "required": ["score", "tests"],
    "properties": {
        "score": NUMBER,
        "execution_time": NUMBER,
        "output": TEXT,
        "output_format": FORMATS,
        "leaderboard": {"type": "array", "items": LEADER},
        "test_output_format": FORMATS,
        "test_name_format": FORMATS,
        "visibility": VISIBILITY,
        "stdout_visibility": VISIBILITY,
        "extra_data": {"type": "object"},
        "tests": {"type": "array", "items": {"type": "object", "additionalProperties": False, "properties": TEST}},
    },
}
KEYS = {
    Outcome.PASSED: ("passed", {}),
    Outcome.FAILED: ("differs", {"case": "one row"}),
    Outcome.BLOCKED: ("nothing-returned", {"case": "one row"}),
    Outcome.CRASHED: ("ended", {}),
    Outcome.BROKEN: ("broken", {}),
}


def mark(outcome, misconception=None):
    key, values = KEYS[outcome]
    staff = Message("traceback", {"text": "for the staff alone"})
    found = Finding("predict", outcome.value, outcome, Message(key, values), staff, misconception)
    possible = Fraction(0) if outcome is Outcome.BROKEN else Fraction(1, 3)
    return Mark(found, possible if outcome is Outcome.PASSED else Fraction(0), possible)


MARKS = tuple(mark(outcome, "half-forgotten" if outcome is Outcome.FAILED else None) for outcome in Outcome)
GRADED = Result(
    "any.ipynb",
    "a01",
    (ExerciseScore("predict", MARKS, Fraction(1, 3), Fraction(4, 3)),),
    Fraction(1, 3),
    Fraction(4, 3),
    (CellTrouble(4, Late(10.0)),),
    1.23456,
    Isolation("A", ("a user of its own", "Landlock")),
)
REFUSED = Refusal("any.ipynb", "is empty; save it again.")


@pytest.mark.parametrize("graded", [GRADED, REFUSED], ids=["graded", "refused"])
def test_results_are_of_the_documented_form(graded) -> None:
    """Graded or refused, the results fit the platform's schema, with stdout hidden; the overview alone is a page."""
    results = json.loads(json.dumps(results_of(graded)))
    jsonschema.Draft202012Validator(SCHEMA).validate(results)
    assert results["output_format"] == ("html" if graded is GRADED else "text")
    assert results["stdout_visibility"] == "hidden"
    assert "visibility" not in results


def test_a_test_a_check() -> None:
    """Every check is a visible test with the student's sentence, its points, and what statistics need."""
    results = results_of(GRADED)
    assert results["score"] == 0.3333
    assert results["execution_time"] == 1.235
    assert results["test_output_format"] == results["test_name_format"] == "text"
    assert [test["name"] for test in results["tests"]] == [f"predict: {outcome.value}" for outcome in Outcome]
    for test, outcome in zip(results["tests"], Outcome, strict=True):
        assert test["visibility"] == "visible"
        assert test["extra_data"] == {
            "exercise": "predict",
            "check": outcome.value,
            "outcome": outcome.value,
            "misconception": "half-forgotten" if outcome is Outcome.FAILED else None,
        }
        if outcome is Outcome.BROKEN:
            assert not {"score", "max_score", "status"} & set(test)
        else:
            assert test["status"] == ("passed" if outcome is Outcome.PASSED else "failed")
            assert (test["score"], test["max_score"]) == (0.3333 if outcome is Outcome.PASSED else 0.0, 0.3333)


@pytest.mark.parametrize("key", ["one", "other"])
def test_multiple_choice_counts_after_the_due_date_alone(key) -> None:
    """Before it the results are the same for a right and a wrong key but for the key; after it the points are in."""
    graded = replace(GRADED, replies=replies_to([CHOICE, WRITTEN], {"first": key, "limits": "Two."}))
    before, after = results_of(graded), results_of(graded, told=True)
    for results in (before, after):
        jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(results)))
    assert before["score"] == 0.3333
    assert not any({"score", "max_score", "status"} & set(test) for test in before["tests"][-2:])
    wrong = replace(GRADED, replies=replies_to([CHOICE, WRITTEN], {"first": "one", "limits": "Two."}))
    said = json.dumps(before, ensure_ascii=False)
    assert said.replace(f"“{key}”", "“one”") == json.dumps(results_of(wrong), ensure_ascii=False)
    assert after["score"] == (2.3333 if key == "other" else 0.3333)
    assert (after["tests"][-2]["score"], after["tests"][-2]["max_score"]) == (2.0 if key == "other" else 0.0, 2.0)
    assert "score" not in after["tests"][-1]  # a person marks it


def test_troubles_and_isolation_are_said() -> None:
    """Above the tests stand each exercise's points, the cells that did not run to their end, and the level."""
    overview = ET.fromstring(f"<div>{results_of(GRADED)['output']}</div>")  # noqa: S314 - our own
    table = [[cell.findtext(".") or cell.findtext("code") for cell in row] for row in overview.iter("tr")]
    assert table == [["exercise", "points"], ["predict", "0.33 / 1.33"]]
    assert [item.text for item in overview.iter("li")] == [
        "Code cell 4 did not end within 10 seconds and was left out.",
        "Isolation: level A (a user of its own, Landlock).",
    ]


def test_the_overview_shows_text_as_text() -> None:
    """What could be markup in a student's text is none on the platform's page."""
    hostile = (CellTrouble(1, Raised("RuntimeError", "%%<b>bold</b>", None)),)
    shown = results_of(replace(GRADED, troubles=hostile))["output"]
    assert "<b>" not in shown


def test_a_leaderboard_is_there_where_it_is_wanted() -> None:
    """Points, the most first, and seconds, the fewest first; none by default."""
    assert "leaderboard" not in results_of(GRADED)
    results = results_of(GRADED, leaderboard=True)
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(results)))
    points, seconds = results["leaderboard"]
    assert points == {"name": "Points", "value": 0.3333}
    assert seconds == {"name": "Seconds", "value": 1.235, "order": "asc"}


@pytest.mark.parametrize("graded", [GRADED, REFUSED], ids=["graded", "refused"])
def test_the_staffs_words_stay_with_the_staff(graded) -> None:
    """Nothing of the staff's messages is in the results."""
    assert "for the staff alone" not in json.dumps(results_of(graded))


def test_a_refused_file_says_why() -> None:
    """A refused file has no points, no tests, and the sentence that says why."""
    results = results_of(REFUSED)
    assert (results["score"], results["tests"]) == (0.0, [])
    assert results["output"] == "Your file was not graded: it is empty; save it again."


def test_results_are_written_whole(tmp_path) -> None:
    """The file is written as ASCII JSON into a folder that is made, and nothing else is left there."""
    path = tmp_path / "new" / "folder" / "results.json"
    write_results(GRADED, path)
    assert json.loads(path.read_bytes().decode("ascii")) == results_of(GRADED)
    assert [each.name for each in path.parent.iterdir()] == ["results.json"]


def test_a_failed_write_leaves_the_old_results(tmp_path, monkeypatch) -> None:
    """If the new file cannot take its place, the old one is as it was."""
    path = tmp_path / "results.json"
    write_results(REFUSED, path)
    before = path.read_bytes()

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    monkeypatch.setattr("pathlib.Path.replace", refuse)
    with pytest.raises(OSError, match="No space"):
        write_results(GRADED, path)
    assert path.read_bytes() == before


def test_lone_surrogates_are_written(tmp_path) -> None:
    """A character that UTF-8 cannot hold does not stop the results."""
    write_results(Refusal("any.ipynb", "says \ud800."), tmp_path / "results.json")
    assert "\\ud800" in (tmp_path / "results.json").read_text(encoding="utf-8")
