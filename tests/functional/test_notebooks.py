"""The notebooks of all sheets in Jupyter, from a clean kernel."""

from __future__ import annotations

import re

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from autograder.classroom import Grader
from autograder.generate import solution_notebook, student_notebook
from autograder.spec.course import Course, load
from autograder.spec.cut import solutions
from tests.conftest import CHECKOUT

COURSE = Course(CHECKOUT)
SECONDS = 120  # for one cell, on a busy machine

pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.parametrize("name", COURSE.sheets)]


@pytest.fixture
def client(monkeypatch, tmp_path):
    """Open a notebook in an empty folder, as on Colab: it brings its data; figures are drawn into it."""
    monkeypatch.delenv("MPLBACKEND", raising=False)

    def opened(notebook):
        return NotebookClient(notebook, timeout=SECONDS, resources={"metadata": {"path": str(tmp_path)}})

    return opened


def said(cell):
    """Return what a cell has printed."""
    return "".join(output.text for output in cell.outputs if output.get("name") == "stdout")


def hole_at(tour, number):
    """Execute a cell; return the function that is not written yet, if the cell asks for it."""
    try:
        tour.execute_cell(tour.nb.cells[number], number)
    except CellExecutionError as stopped:
        return stopped.ename == "NotImplementedError" and re.fullmatch(r"write (\w+) here", stopped.evalue)[1]
    return None


def test_the_solution_executes_and_passes_its_own_visible_checks(client, name):
    """The staff's notebook runs from a clean kernel without an error, and every visible check of it says right."""
    sheet = load(COURSE, name)
    done = client(solution_notebook(sheet, COURSE.seeds(sheet))).execute()
    checked = [cell for cell in done.cells if cell.id.startswith("check-")]
    assert len(checked) == len(sheet.exercises)
    for cell in checked:
        *lines, last = said(cell).strip().split("\n")
        assert all(re.search(r": right( \(gradient asked for at \d+ points?\))?$", line) for line in lines), said(cell)
        assert last == f"{len(lines)} of {len(lines)} right (visible checks only; hidden cases decide)"
    figures = [cell for cell in done.cells if cell.id.startswith("figure-")]
    assert all(any("image/png" in output.get("data", {}) for output in cell.outputs) for cell in figures)


def test_a_student_gets_on_function_by_function(client, name):
    """Every cell runs up to a function that is not written, whose name is told; once it is there the next ones run."""
    sheet = load(COURSE, name)
    notebook = student_notebook(sheet, COURSE.seeds(sheet))
    answers, holes = solutions(sheet), []
    for function in sheet.earlier:  # students have these from earlier sheets
        place = next(cell for cell in notebook.cells if cell.id == f"earlier-{function.__name__}")
        place.source = answers[function.__name__]
    tour = client(notebook)
    with tour.setup_kernel():
        number = 0
        while number < len(notebook.cells):
            if hole := hole_at(tour, number):
                assert notebook.cells[number].id == f"check-{hole}"
                holes.append(hole)
                number = next(at for at, cell in enumerate(notebook.cells) if cell.id == f"exercise-{hole}")
                notebook.cells[number].source = answers[hole]
            else:
                number += 1
    nbformat.validate(notebook)
    assert holes == [exercise.name for exercise in sheet.exercises]


def test_the_solution_gets_full_marks(tmp_path, name):
    """Handed in as a file, the staff's notebook has all points of its functions, and those of its multiple choice."""
    if name[:3] not in {"a02", "a06"}:  # of the others the proof says it, in the same pipeline
        pytest.skip("the proof of the sheet has graded the same functions")
    sheet = load(COURSE, name)
    path = tmp_path / f"{name}.ipynb"
    nbformat.write(solution_notebook(sheet, COURSE.seeds(sheet)), path)
    with Grader(COURSE, sheet) as grader:
        result = grader.grade(path)
    assert (result.points, result.troubles) == (100, ())
    assert all(reply.points == reply.possible for reply in result.replies if reply.points is not None)
