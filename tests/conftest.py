"""What all tests share: the checkout's course, and a grader of its first sheet that is kept warm."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from autograder.classroom import Grader
from autograder.generate import filled_notebook
from autograder.spec.course import Course, load
from autograder.spec.cut import solutions
from tests.postgres import postgresql, server

__all__ = ["postgresql", "server"]  # fixtures

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def checkout():
    """Return the directory of the project."""
    return CHECKOUT


@pytest.fixture(scope="session")
def course():
    """Return the bundled lecture."""
    return Course(CHECKOUT)


@pytest.fixture(scope="session")
def a01(course):
    """Load the first sheet."""
    return load(course, "a01")


@pytest.fixture(scope="session")
def grader(course, a01):
    """Keep a grader of the first sheet, its fork server warm."""
    with Grader(course, a01) as warm:
        yield warm


@pytest.fixture
def hand_in(course, a01, tmp_path):
    """Write a submission of the first sheet: the solution, some functions of it replaced, cells added at its end."""

    def write(sources=None, *, cells=(), start="solution", name="submission.ipynb"):
        right = solutions(a01) if start == "solution" else {}
        notebook = filled_notebook(a01, course.seeds(a01), right | (sources or {}))
        notebook.cells += [nbformat.v4.new_code_cell(cell) for cell in cells]
        path = tmp_path / name
        nbformat.write(notebook, path)
        return path

    return write


@pytest.fixture(scope="session")
def points():
    """Read a result's points by exercise."""
    return lambda result: {score.exercise: score.points for score in result.scores}
