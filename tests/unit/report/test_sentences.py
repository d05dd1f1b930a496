"""Findings in words: every key has its sentence, and the two audiences stay apart."""

from __future__ import annotations

import ast
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import get_args

import jinja2
import numpy as np
import pytest
from jinja2 import meta

import autograder.diagnosis
import autograder.judgement
from autograder.records import (
    CellTrouble,
    Ended,
    ExerciseScore,
    Finding,
    Late,
    Mark,
    Message,
    Missing,
    Outcome,
    Raised,
    Unsendable,
    Value,
)
from autograder.report import for_staff, for_student
from autograder.report.sentences import trouble_sentence
from autograder.resources import resource
from autograder.sandbox import conversation
from autograder.verify import claims, compare, disagreement, pattern
from autograder.words import _catalogue

CATALOGUES = {
    audience: tomllib.loads((resource("templates") / "report" / f"{audience}.toml").read_text(encoding="utf-8"))
    for audience in ("student", "staff")
}
ALWAYS = {"part", "parts", "name", "entries", "module", "gone", "advice"}  # known to every sentence
WRAPPERS = {"supplied-passed", "supplied-failed", "gradient-differs-from-correct"}
FAULTS = {f"{fault}" for fault in get_args(compare.Fault)}
SIDE_EFFECTS = {f"arguments-{fact}" for fact in conversation.FACTS}
PATTERNS = {f"{key}" for key in get_args(pattern.Key)}
SHAPES = {"shape-array", "shape-number", "shape-other"}
REPLIES = {"written-missing", "written-received"}  # of `for_reply`; see test_replies.py
REPLIES |= {f"choice-{what}" for what in ("missing", "strange", "recorded", "right", "wrong")}
VERDICTS = {f"gradient-{verdict}" for verdict in get_args(claims.Verdict) if verdict != "passed"}


def messages_of_the_pipeline():
    """Return the keys that the pipeline writes down, each with the names of its values where they are written, too."""
    files = [Path(autograder.diagnosis.__file__), *Path(autograder.judgement.__file__).parent.glob("*.py")]
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    found = {}
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Message":
            key, *values = node.args
            if isinstance(key, ast.Constant):
                written = [*values, ast.Dict([], [])][0]
                names = [name.value for name in written.keys if name] if isinstance(written, ast.Dict) else None
                found[key.value] = names if isinstance(written, ast.Dict) and None not in written.keys else None
    return found


PIPELINE = messages_of_the_pipeline()


def wanted_by(audience, key):
    environment = jinja2.Environment(autoescape=True)
    return meta.find_undeclared_variables(environment.parse(CATALOGUES[audience][key])) - ALWAYS


def said(key, values=None, staff=None, supplied=(), outcome=Outcome.FAILED):
    finding = Finding("predict", "reference", outcome, Message(key, values or {}), staff)
    score = ExerciseScore("predict", (Mark(finding, Fraction(0), Fraction(1)),), Fraction(0), Fraction(1), supplied)
    return for_student(finding, score)


def test_the_pipelines_messages_are_read() -> None:
    """The search for messages finds those that are known to be there."""
    assert {"passed", "missing", "unwritten", "raised", "late", "ended", "broken", "seed"} <= set(PIPELINE)


def test_every_key_has_a_sentence_and_every_sentence_a_key() -> None:
    """The catalogues hold exactly the keys that judges and pipeline can produce, each in one of them."""
    student, staff = set(CATALOGUES["student"]), set(CATALOGUES["staff"])
    assert student | staff == set(PIPELINE) | FAULTS | VERDICTS | SIDE_EFFECTS | WRAPPERS | PATTERNS | REPLIES | SHAPES
    assert not student & staff
    assert student >= FAULTS | VERDICTS | WRAPPERS


@pytest.mark.parametrize("key", [key for key, names in PIPELINE.items() if names is not None])
def test_sentences_need_what_the_pipeline_gives(key) -> None:
    """A sentence names no value that its message does not carry."""
    audience = "student" if key in CATALOGUES["student"] else "staff"
    names = {"loss"} if key == "loss-not-right" else set(PIPELINE[key])
    assert wanted_by(audience, key) <= names
    text = _catalogue(audience, "en")[key].render(**dict.fromkeys(names, 3.0))
    assert text
    assert "{" not in text


def test_students_never_read_what_is_for_the_staff() -> None:
    """No sentence for students names a value of the staff's messages: seeds, slopes, tolerances, texts, lines."""
    secret = {name for key in CATALOGUES["staff"] for name in wanted_by("staff", key)} - {"kind", "loss"}
    assert secret == {"text", "line", "seed", "claimed", "measured", "tolerance"}
    for key in CATALOGUES["student"]:
        assert not wanted_by("student", key) & secret, key


@pytest.mark.parametrize("key", CATALOGUES["staff"])
def test_a_staff_message_cannot_be_said_to_students(key) -> None:
    """A message of the staff's catalogue given for a student raises instead of speaking, and the reverse."""
    with pytest.raises(KeyError):
        said(key, {"text": "secret", "seed": 7})
    with pytest.raises(KeyError):
        for_staff(Finding("predict", "reference", Outcome.FAILED, Message("passed"), Message("passed")))


def test_a_sentence_without_its_values_is_no_sentence() -> None:
    """A message that lacks a value raises instead of leaving a gap."""
    with pytest.raises(jinja2.UndefinedError):
        said("raised", {"kind": "ValueError"})


V = np.array([1.0, 2.0])
FAULTY = {
    "nothing-returned": (None, V, "It returned None on the case “one row”; is there a return at the end?"),
    "wrong-type": ("text", V, "What it returned on the case “one row” is not made of numbers."),
    "wrong-count": ((1.0, 2.0), (1.0, 2.0, 3.0), "It returned 2 values on the case “one row”; 3 are asked for."),
    "wrong-shape": (
        V[:, None] * V,
        V,
        "What it returned on the case “one row” is an array of shape (2, 2); an array of shape (2,) is expected.",
    ),
    "not-finite": (V * np.nan, V, "What it returned on the case “one row” has an infinite or undefined entry."),
    "differs": (V + 1, V, "The value is wrong on the case “one row”; the visible check of the same kind"),
}


@pytest.mark.parametrize("fault", get_args(compare.Fault))
def test_disagreements_are_said(fault) -> None:
    """Every fault that the comparison finds is said with its case, and in a tuple with the part's number."""
    answer, expected, words = FAULTY[fault]
    found = disagreement(answer, expected)
    assert found.fault == fault
    assert said(fault, {"case": "one row", **found.values}).startswith(words)
    if fault not in {"wrong-count", "nothing-returned"}:
        found = disagreement((1.0, answer), (1.0, expected))
        assert said(fault, {"case": "one row", **found.values}).startswith("Value 2 of 2")


def test_one_value_is_singular() -> None:
    """One returned value is no `values`."""
    found = disagreement(V[0], (V, V))
    assert said("wrong-count", {"case": "c", **found.values}) == "It returned 1 value on the case “c”; 2 are asked for."


@pytest.mark.parametrize("verdict", [each for each in get_args(claims.Verdict) if each != "passed"])
def test_verdicts_are_said(verdict) -> None:
    """Every verdict on a gradient is said with its case."""
    text = said(f"gradient-{verdict}", {"case": "one row", "loss": "J", "parameter": "theta"})
    assert "“one row”" in text
    assert text.endswith(".")


def test_slopes_are_said_to_the_staff() -> None:
    """The staff reads both slopes to the last digit, the tolerance and the seed."""
    slopes = {"claimed": 1 / 3, "measured": float("nan"), "tolerance": 1.5e-9, "seed": 7}
    text = for_staff(Finding("f", "gradient", Outcome.FAILED, Message("passed"), Message("slopes", slopes)))
    assert text == "Slope claimed 0.33333333333333331, measured nan, tolerance 1.5e-09; seed 7."
    assert for_staff(Finding("f", "gradient", Outcome.PASSED, Message("passed"))) == ""


def test_supplied_functions_are_named() -> None:
    """Where correct earlier functions were put in, the sentence says which, except where nothing was judged."""
    names = ("predict", "loss")
    assert said("passed", outcome=Outcome.PASSED) == "Right."
    right = said("passed", supplied=names, outcome=Outcome.PASSED)
    assert right == "Right, judged with correct versions of predict, loss."
    wrong = said("differs", {"case": "c"}, supplied=names)
    assert wrong == said("differs", {"case": "c"}) + " (Judged with correct versions of predict, loss.)"
    for key, values in (("unwritten", {}), ("missing", {"name": "f", "suggestion": None}), ("broken", {})):
        assert said(key, values, supplied=names) == said(key, values)


def test_a_near_miss_is_suggested() -> None:
    """A missing function is named, with the near miss if there is one."""
    assert said("missing", {"name": "predict", "suggestion": "Predict"}).startswith(
        "There is no function predict; there is a Predict: rename it."
    )
    assert "under exactly this name" in said("missing", {"name": "predict", "suggestion": None})


def test_texts_of_students_are_not_templates() -> None:
    """What student code wrote is put into a sentence as it is, braces and all."""
    hostile = "{{ 7 * 7 }}{% for %}"
    assert hostile in said("unsendable", {"reason": hostile, "case": ""})
    staff = Message("exception", {"kind": "ValueError", "text": hostile, "line": 3})
    assert hostile in for_staff(Finding("f", "reference", Outcome.CRASHED, Message("ended"), staff))


TROUBLES = {
    Raised("ValueError", "secret text", 3): "raised ValueError in line 3; its other lines ran",
    Raised("NameError", "secret text", None): "raised NameError; its other lines ran",
    Raised("SyntaxError", "secret text", 2): "has a syntax error in line 2; nothing in it ran",
    Late(2.5): "did not end within 2.5 seconds and was left out",
    Ended(): "ended the Python process and was left out",
    Unsendable("a dict"): "did not run",
    Missing(None): "did not run",
    Value(1): "did not run",
}


@pytest.mark.parametrize(("answer", "words"), TROUBLES.items(), ids=lambda each: type(each).__name__)
def test_troubles_of_cells_are_said(answer, words) -> None:
    """How a cell failed to run to its end is one sentence with the cell's number, and without its message."""
    assert trouble_sentence(CellTrouble(7, answer)) == f"Code cell 7 {words}."
