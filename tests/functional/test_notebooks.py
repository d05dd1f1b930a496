"""The notebooks of all sheets in Jupyter, from a clean kernel."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert import PythonExporter

from autograder.classroom import Grader
from autograder.generate import filled_notebook, solution_notebook, student_notebook
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
    """Return what a cell has printed, and the words of what it shows as HTML."""
    shown = (output.text if output.get("name") == "stdout" else words_of(output) for output in cell.outputs)
    return "".join(shown)


def words_of(output):
    """Return the words of an output that is shown as HTML; a picture has none here."""
    data = output.get("data", {})
    return data["text/plain"] + "\n" if "text/html" in data else ""


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
        assert not any("image/png" in output.get("data", {}) for output in cell.outputs)  # what is right is not drawn
        assert not any("<table" in output["data"]["text/html"] for output in cell.outputs)
    assert said(next(cell for cell in done.cells if cell.cell_type == "code")) == "ready\n"
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


def test_a_wrong_gradient_is_told_and_drawn(client, name):
    """Of a gradient with a slip the entries are told by the slope of the student's own loss, and one case is drawn."""
    if name[:3] != "a03":
        pytest.skip("the functions of the check are the same in every sheet that has it")
    sheet = load(COURSE, name)
    sources = solutions(sheet)
    sources["mlp_gradient"] = sources["mlp_gradient"].replace("g_beta = g_b *", "g_beta = 2 * g_b *")
    notebook = filled_notebook(sheet, COURSE.seeds(sheet), sources)
    kinds = {"setup", "data", "check", "exercise", "earlier"}
    notebook.cells = [cell for cell in notebook.cells if cell.metadata["secant"]["kind"] in kinds]
    done = client(notebook).execute()
    checked = {cell.id: cell for cell in done.cells if cell.id.startswith("check-")}
    wrong = checked["check-mlp_gradient"]
    lines = [line for line in said(wrong).split("\n") if ", by differences of your mlp_loss: " in line]
    assert len(lines) == 7  # one of the eight cases has whole numbers, which are compared alone
    assert all(
        re.search(r" for beta\[0\], where the slope is \S+ \(yours is 2 times as much\); ", line) for line in lines
    )
    assert [sum("image/png" in output.get("data", {}) for output in cell.outputs) for cell in checked.values()] == [
        int(cell is wrong) for cell in checked.values()
    ]


def test_a_script_of_the_solution_runs(tmp_path, name):
    """What `jupyter nbconvert --to script` makes of the staff's notebook runs in an empty folder from first to last."""
    if name[:3] != "a01":
        pytest.skip("the cells that are the same in every sheet are what matters")
    sheet = load(COURSE, name)
    script = tmp_path / "sheet.py"
    script.write_text(
        PythonExporter().from_notebook_node(solution_notebook(sheet, COURSE.seeds(sheet)))[0], encoding="utf-8"
    )
    command = [sys.executable, "-W", "ignore", script.name]
    environment = {**os.environ, "MPLBACKEND": "Agg"}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("ready\n")
    assert done.stdout.count("(visible checks only; hidden cases decide)") == len(sheet.exercises)


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
