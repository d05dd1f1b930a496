"""Honest slips, in the real pipeline: graded as far as possible, and said."""

from __future__ import annotations

import re

import nbformat
import numpy as np
import pytest

from autograder.integrations.gradescope import results_of
from tests.conftest import CHECKOUT

SPECIMENS = sorted((CHECKOUT / "tests" / "submissions" / "accidents").glob("*.py"))


def said(result):
    """Return all that a student reads."""
    results = results_of(result)
    return "\n".join([results["output"], *(test["output"] for test in results["tests"])])


@pytest.fixture
def last_cell(hand_in):
    """Count the solution's code cells: what is put behind them follows."""
    return sum(cell.cell_type == "code" for cell in nbformat.read(hand_in(), as_version=4).cells)


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda path: path.stem)
def test_an_accident_costs_what_it_broke_and_is_said(grader, a01, hand_in, last_cell, points, specimen):
    """What an accident broke is lost and said with its remedy, and every other exercise keeps its marks."""
    source = specimen.read_text(encoding="utf-8")
    (expects,) = re.findall(r"^# expects:(.*)$", source, re.MULTILINE)
    result = grader.grade(hand_in(cells=re.split(r"\n?# %%\n", source)))
    worth = {exercise.name: exercise.points for exercise in a01.exercises}
    assert points(result) == worth | dict.fromkeys(expects.split(), 0)
    for words in re.findall(r"^# says: (.*)$", source, re.MULTILINE):
        numbered = re.sub(r"cell 10(\d)", lambda cell: f"cell {last_cell + 1 + int(cell[1])}", words)
        assert numbered in said(result)


def test_what_a_deleted_cell_held_is_named(grader, hand_in, points):
    """Without one function's cell that function alone is missing; without the imports their name is told."""
    path = hand_in()
    notebook = nbformat.read(path, as_version=4)
    whole = [*notebook.cells]
    notebook.cells = [cell for cell in whole if "def mean_squared_error(" not in cell.source]
    nbformat.write(notebook, path)
    result = grader.grade(path)
    assert [name for name, earned in points(result).items() if not earned] == ["mean_squared_error"]
    assert "There is no function mean_squared_error" in said(result)
    notebook.cells = [cell for cell in whole if "import numpy" not in cell.source]
    nbformat.write(notebook, path)
    assert "“np” is not defined" in said(grader.grade(path))


def test_the_version_of_numpy_is_named(grader, hand_in):
    """Who uses a name of another NumPy reads which NumPy runs here."""
    result = grader.grade(hand_in({"predict": "def predict(theta, X):\n    return np.product(X @ theta)\n"}))
    assert f"np.product is of another NumPy than {np.__version__}, which runs here: write np.prod" in said(result)


def test_nothing_waits(grader, hand_in):
    """A file that asks, awaits and listens is graded in a moment: nobody answers, and nobody is waited for."""
    cells = ["input()", "import sys\nsys.stdin.read()", "import getpass\ngetpass.getpass()", "breakpoint()"]
    assert grader.grade(hand_in(cells=cells)).seconds < 5
