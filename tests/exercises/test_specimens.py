"""Functions as students write them, in the real pipeline: the right ones pass, the wrong ones fail, none misnamed."""

from __future__ import annotations

import tomllib
from contextlib import ExitStack
from functools import cache

import pytest

from autograder.classroom import Grader
from autograder.records import Cell
from autograder.spec.course import Course, load
from autograder.spec.cut import solutions
from tests.conftest import CHECKOUT

FOLDER = CHECKOUT / "tests" / "submissions"
RIGHT, WRONG = (sorted((FOLDER / kind).glob("*.py")) for kind in ("right", "wrong"))
NAMED = tomllib.loads((FOLDER / "wrong" / "named.toml").read_text(encoding="utf-8"))
COURSE = Course(CHECKOUT)
SHEETS = {exercise.name: sheet for sheet in COURSE.sheets for exercise in load(COURSE, sheet).exercises}


@pytest.fixture(scope="session")
def graders():
    """Keep a grader of every sheet warm, from its first use."""
    with ExitStack() as stack:
        yield cache(lambda sheet: stack.enter_context(Grader(COURSE, load(COURSE, sheet))))


@pytest.fixture
def graded(graders):
    """Grade a specimen beside right answers for the rest of its sheet; return the score of its exercise."""

    def grade(specimen, *, wrong=False):
        exercise = specimen.stem.partition("-")[0]
        sheet = SHEETS[exercise]
        sources = solutions(load(COURSE, sheet)) | {exercise: specimen.read_text(encoding="utf-8")}
        cells = [Cell(number, source) for number, source in enumerate(["import numpy as np", *sources.values()], 1)]
        (score,) = graders(sheet).grade_cells(cells, exercise, {*sources} - {exercise}, wrong=wrong).scores
        return score

    return grade


@pytest.mark.parametrize("specimen", RIGHT, ids=lambda path: path.stem)
def test_a_right_answer_gets_every_point(graded, specimen):
    """A right function gets every point with the student's own code alone, however it is written."""
    score = graded(specimen)
    assert score.is_full
    assert not score.supplied


@pytest.mark.parametrize("specimen", WRONG, ids=lambda path: path.stem)
def test_a_wrong_answer_loses_points_and_is_named_truly_or_not_at_all(graded, specimen):
    """A wrong function loses points, and is called by the one name that was found true for it, or by none."""
    score = graded(specimen, wrong=True)
    assert score.points < score.possible
    names = {name for mark in score.marks for name in (mark.finding.misconception or "").split(", ") if name}
    assert names == {*NAMED.get(specimen.stem, ())}


def test_no_name_is_left_over():
    """Every specimen in the table of names is there."""
    assert {*NAMED} <= {specimen.stem for specimen in WRONG}
