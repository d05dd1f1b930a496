"""The lecture as a whole: everything of it has a place on a sheet, and the table of places is true."""

from __future__ import annotations

import inspect
import pkgutil
import re
from importlib import import_module

import pytest

import reference
from autograder.spec.course import Course, load
from autograder.spec.prose import read_prose
from tests.conftest import CHECKOUT

COURSE = Course(CHECKOUT)
SHEETS = {name.partition("_")[0]: load(COURSE, name) for name in COURSE.sheets}
PROSE = {short: read_prose(sheet) for short, sheet in SHEETS.items()}
TABLE = (CHECKOUT / "assignments" / "README.md").read_text(encoding="utf-8").partition("## Where each slide is")[2]
ROWS = re.findall(r"^\| (?!slide|-)(.+?) \| (a0\d) \| (.+) \|$", TABLE, re.MULTILINE)


def placed(kind):
    """Return what of a kind stands in the sheets' prose, as (sheet, name)."""
    return {(short, block.text) for short, prose in PROSE.items() for block in prose.blocks if block.kind == kind}


def test_every_function_of_the_reference_is_on_a_sheet() -> None:
    """Each public function of the lecture is an exercise, or a right answer that one accepts beside it."""
    exercises = [exercise for sheet in SHEETS.values() for exercise in sheet.exercises]
    known = {exercise.function for exercise in exercises}
    known |= {other for exercise in exercises for check in exercise.checks for other in getattr(check, "also", ())}
    for module in pkgutil.iter_modules(reference.__path__):
        found = inspect.getmembers(import_module(f"reference.{module.name}"), inspect.isfunction)
        own = {function for name, function in found if not name.startswith("_")}
        assert {function.__name__ for function in own - known} == set()


@pytest.mark.parametrize(
    ("pattern", "kind"), [(r"`(\w+)`", "exercise"), (r"\*(\w+)\*", "figure"), (r'"(\w+)"', "question")]
)
def test_the_table_of_slides_names_everything_and_nothing_else(pattern, kind) -> None:
    """All exercises, figures and questions of the sheets stand in the table, at their sheets, and they alone."""
    named = {(sheet, name) for _, sheet, where in ROWS for name in re.findall(pattern, where)}
    assert named == placed(kind)


@pytest.mark.parametrize("short", SHEETS)
def test_every_figure_has_a_text_and_is_in_the_gallery(short) -> None:
    """Each figure of a sheet's file is shown, begins with a sentence for those who cannot see it, and has a picture."""
    gallery = (CHECKOUT / "docs" / "gallery.md").read_text(encoding="utf-8")
    name = SHEETS[short].name
    assert {(short, figure) for figure in PROSE[short].figures} == {
        each for each in placed("figure") if each[0] == short
    }
    for figure, source in PROSE[short].figures.items():
        text = re.search(r'"""(.+?)(?:"""|\n)', source)[1].strip()
        assert text.endswith(".")
        assert f"![{text}](gallery/{name}-{figure}.png)" in gallery
        assert (CHECKOUT / "docs" / "gallery" / f"{name}-{figure}.png").stat().st_size > 2_000
