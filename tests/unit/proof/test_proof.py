"""The proof of a sheet: what is right passes, what is wrong is caught, and where the tests fall short is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.classroom import Grader
from autograder.generate import student_notebook
from autograder.proof import prove
from autograder.spec import Case, Equivalent, Mutant, ReferenceCheck, Variant


def proven(course, sheet):
    """Prove a sheet; return its trials' faults by kind and name."""
    with Grader(course, sheet) as grader:
        proof = prove(sheet, course.seeds(sheet), grader)
    return {(answer.kind, answer.name): answer.fault for answer in proof.faults}, proof


@pytest.fixture
def shorter(a01, monkeypatch):
    """Make a sheet of the first sheet's first exercise alone, with some of its fields replaced."""
    whole = student_notebook  # the prose is the whole sheet's
    for module in ("autograder.classroom.grader", "autograder.proof.promises"):
        monkeypatch.setattr(f"{module}.student_notebook", lambda _, seeds: whole(a01, seeds))

    def make(**changes):
        first = a01.exercises[0]
        kept = {name: getattr(first, name) for name in ("function", "points", "cases", "checks", "mutants", "variants")}
        return with_exercises(a01, (type(first)(**(kept | changes)),))

    make.whole = lambda *names: with_exercises(a01, tuple(each for each in a01.exercises if each.name in names))
    return make


def with_exercises(assignment, exercises):
    """Return a sheet with other exercises, and the same folder and name."""
    sheet = replace(assignment, exercises=exercises)
    object.__setattr__(sheet, "where", assignment.where)
    return sheet


def test_a_sheet_is_proven(course, shorter) -> None:
    """Reference full, skeleton zero, every right answer accepted, every mistake and every generated mutant caught."""
    names = "predict", "mean_squared_error", "mean_squared_error_gradient", "largest_stable_learning_rate"
    exercises = shorter.whole(*names).exercises  # all others are proven by `secant check`
    faults, proof = proven(course, shorter.whole(*names))
    assert not faults
    count = {kind: sum(answer.kind == kind for answer in proof.answers) for kind in ("variant", "mutant", "generated")}
    assert count["variant"] == sum(len(exercise.variants) for exercise in exercises) == 12
    assert count["mutant"] == sum(len(exercise.mutants) for exercise in exercises) == 26
    assert count["generated"] >= 25
    assert {answer.name for answer in proof.answers if answer.reason} == {"X.T @ X -> X @ X.T"}


def wrong(theta, X):
    """Forget the last feature."""
    return X[:, :-1] @ theta[:-1]


FAULTS = {
    "a variant that is wrong": (
        {"variants": (Variant("wrong", wrong),)},
        "variant",
        "wrong",
        "loses points in predict",
    ),
    "a mutant that is right": (
        {"mutants": (Mutant("right", old="X @ theta", new="X.dot(theta)", explanation="None."),)},
        "mutant",
        "right",
        "is not caught",
    ),
    "cases that show nothing": (
        {"cases": (Case("zeros", lambda rng: (0 * rng.normal(size=2), 0 * rng.normal(size=(2, 2)))),), "mutants": ()},
        "generated",
        "X @ theta -> theta @ X",
        "survives",
    ),
    "an equivalent that is none": (
        {"equivalents": (Equivalent("X @ theta -> theta @ X", "They say."),)},
        "generated",
        "X @ theta -> theta @ X",
        "a check tells it apart",
    ),
    "an equivalent of nothing": (
        {"equivalents": (Equivalent("1 -> 2", "They say."),)},
        "generated",
        "1 -> 2",
        "no generated mutant",
    ),
}


@pytest.mark.parametrize(("changes", "kind", "name", "words"), FAULTS.values(), ids=FAULTS)
def test_where_the_tests_fall_short_is_said(course, shorter, changes, kind, name, words) -> None:
    """A wrong right answer, a right mistake, a survivor and a false excuse are faults, each with its name."""
    faults, _ = proven(course, shorter(**changes))
    assert words in faults[kind, name]


def test_a_check_that_judges_nothing_lets_everything_through(course, shorter, monkeypatch) -> None:
    """Were the judge blind, every mistake would be a fault of the tests: the proof is tested to fail."""
    monkeypatch.setattr("autograder.judgement.agreement.disagreement", lambda *_: None)
    faults, proof = proven(course, shorter(checks=(ReferenceCheck(),)))
    mutants = [answer for answer in proof.answers if answer.kind == "mutant" and not answer.killed_by]
    assert {("mutant", answer.name) for answer in mutants} <= set(faults)
    assert len(mutants) >= 3
