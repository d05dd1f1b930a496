"""The notebooks in Jupyter, from a clean start."""

from __future__ import annotations

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from autograder.generate import solution_notebook, student_notebook


@pytest.fixture
def execute(a01, monkeypatch):
    """Execute a notebook in the sheet's folder, where its data is."""
    monkeypatch.setenv("MPLBACKEND", "agg")

    def run(notebook):
        resources = {"metadata": {"path": str(a01.folder)}}
        return NotebookClient(notebook, timeout=120, resources=resources).execute()

    return run


@pytest.mark.filterwarnings("ignore")
def test_the_solution_executes_and_passes_its_own_visible_checks(course, a01, execute):
    """The staff's notebook runs from a clean start without an error, and every visible check of it says right."""
    done = execute(solution_notebook(a01, course.seeds(a01)))
    for cell in done.cells:
        if cell.id.startswith("check-"):
            text = "".join(output.text for output in cell.outputs if output.name == "stdout")
            *lines, last = text.strip().split("\n")
            assert all(line.endswith(": right") for line in lines), text
            assert last == "(visible checks only; hidden cases decide)"


@pytest.mark.filterwarnings("ignore")
def test_the_students_notebook_executes_up_to_its_first_hole(course, a01, execute):
    """The student's notebook runs from a clean start until the first function that is not written."""
    notebook = student_notebook(a01, course.seeds(a01))
    with pytest.raises(CellExecutionError) as stopped:
        execute(notebook)
    assert stopped.value.ename == "NotImplementedError"
    assert "write predict here" in stopped.value.evalue
    ran = [cell.id for cell in notebook.cells if cell.cell_type == "code" and cell.get("outputs")]
    assert "check-predict" in ran
    nbformat.validate(notebook)
