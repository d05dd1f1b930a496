"""The first cell of a notebook: what is missing where it is opened, and what to do."""

from __future__ import annotations

import ast
import contextlib
import io
import os
import sys

import pytest

from autograder.generate import generated_sources, student_notebook
from autograder.generate.data import MOST
from autograder.spec.seeds import Seeds

SEEDS = Seeds(b"any", "s1")


@pytest.fixture
def opened(tiny, tmp_path, monkeypatch):
    """Return a function that opens the tiny sheet's notebook, alone in a folder, and runs its first cell."""

    def first_cell_says(*, without=()):
        folder = tmp_path / "alone"
        folder.mkdir(exist_ok=True)
        monkeypatch.chdir(folder)
        cell = next(cell for cell in student_notebook(tiny.load(), SEEDS).cells if cell.cell_type == "code")
        with contextlib.redirect_stdout(io.StringIO()) as said, monkeypatch.context() as here:
            for package in without:
                here.setitem(sys.modules, package, None)  # importing it raises
            exec(compile(cell.source, cell.id, "exec"), {})  # noqa: S102 - generated from our own text
        return said.getvalue()

    return first_cell_says


def test_nothing_is_missing(opened) -> None:
    """Where all is there, and the data carried, the cell says so in one word."""
    assert opened() == "ready\n"


@pytest.mark.parametrize("without", [("numpy",), ("matplotlib",), ("numpy", "matplotlib")], ids=" ".join)
def test_a_package_that_is_missing_comes_with_the_command(opened, without) -> None:
    """One sentence names what is missing and the one command that works in Jupyter, VS Code and Colab."""
    names, what = " and ".join(without), "run %pip install numpy matplotlib in a cell, and restart the kernel"
    assert opened(without=without) == f"{names} cannot be loaded: {what}.\n"


def test_a_sheet_without_figures_needs_numpy_alone(tiny, opened) -> None:
    """What the sheet does not load is not asked for."""
    tiny.change("assignments/s1/assignment.md", "<!-- figure: parabola -->\n\n", "")
    (tiny.folder / "figures.py").unlink()
    assert opened(without=("matplotlib",)) == "ready\n"


def test_an_old_python_is_told(opened, monkeypatch) -> None:
    """The version is said, and what to do; the rest is looked at all the same."""
    monkeypatch.setattr(sys, "version_info", (3, 8, 10))
    first, second = opened(without=("matplotlib",)).splitlines()
    assert first == "This is Python 3.8, and the notebook needs 3.10: choose another kernel."
    assert second.startswith("matplotlib cannot be loaded: ")


def test_data_that_are_not_carried_are_asked_for(tiny, opened) -> None:
    """A file too large for the notebook is asked for by its name, until it lies there."""
    tiny.write("assignments/s1/data/numbers.csv", "1,2\n" * MOST)
    assert opened() == "data/numbers.csv is not there: put it where this notebook lies, under that name.\n"
    os.makedirs("data")  # noqa: PTH103 - in the notebook's folder
    with open("data/numbers.csv", "w", encoding="utf-8"):  # noqa: PTH123
        pass
    assert opened() == "ready\n"


def test_without_matplotlib_functions_and_checks_are_defined(tiny, monkeypatch) -> None:
    """Cell by cell, all but what draws runs where matplotlib is missing."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    namespace, failed = {}, []
    for cell in student_notebook(tiny.load(), SEEDS).cells:
        if cell.cell_type == "code" and cell.metadata["secant"]["kind"] in {"setup", "check", "exercise"}:
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    exec(compile(cell.source, cell.id, "exec"), namespace)  # noqa: S102 - our own
            except (ImportError, NotImplementedError):
                failed.append(cell.id)
    assert failed == ["plotting", "check-half_square", "check-half_square_gradient"]
    assert callable(namespace["half_square"])
    assert callable(namespace["last_word"])


def test_it_is_left_out_in_grading_and_parses_in_any_python(tiny) -> None:
    """The cell is one of the sheet's own that need not run, and nothing in it is younger than Python 3.5."""
    notebook = student_notebook(tiny.load(), SEEDS)
    (cell,) = (cell for cell in notebook.cells if cell.id == "ready")
    assert cell.source in generated_sources(notebook)
    tree = ast.parse(cell.source)
    younger = (ast.JoinedStr, ast.NamedExpr, ast.Match, ast.AnnAssign)
    assert not [node for node in ast.walk(tree) if isinstance(node, younger)]
