"""Nbgrader: a source notebook whose cells carry the metadata that its commands read.

The format is that of https://nbgrader.readthedocs.io, "Creating and grading assignments", and of its schema version 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import nbformat
from nbformat.v4 import new_code_cell

from autograder.generate import data_of, solution_notebook, student_notebook
from autograder.generate.releases import addenda
from autograder.integrations.kernel import kernel_files
from autograder.spec import Choice
from autograder.spec.cut import cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.spec import Assignment, Exercise
    from autograder.spec.course import Course
    from autograder.spec.seeds import Seeds

    Cell = nbformat.NotebookNode

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
HIDDEN = """# The hidden cases of {name}, for {points} points
### BEGIN HIDDEN TESTS
from autograder.integrations.kernel import examine
words, points = examine(globals(), {assignment!r}, {name!r})
print(words)
points
### END HIDDEN TESTS"""
KEY = """# The key of {name}, for {points} points
### BEGIN HIDDEN TESTS
assert {name} == {right!r}
### END HIDDEN TESTS"""


def nbgrader_files(course: Course, assignment: Assignment, seeds: Seeds) -> dict[str, bytes]:
    """Return what is copied into the folder of a course of nbgrader's.

    Parameters
    ----------
    course : Course
        It travels along, as the hidden tests need it.
    assignment : Assignment
        The sheet.
    seeds : Seeds
        The course's.

    Returns
    -------
    dict of str to bytes
        Contents by their paths: the source notebook, its data, and what must lie above all submissions.
    """
    folder = f"source/{assignment.name}"
    files = {f"{folder}/{assignment.name}.ipynb": nbformat.writes(source_notebook(assignment, seeds)).encode()}
    files |= {f"{folder}/{name}": content for name, content in data_of(assignment, seeds).items()}
    files |= {f"{folder}/{path.name}": path.read_bytes() for path in addenda(assignment.folder)}
    return files | kernel_files(course, seeds)


def source_notebook(assignment: Assignment, seeds: Seeds) -> nbformat.NotebookNode:
    """Write the notebook that `nbgrader generate_assignment` takes.

    Parameters
    ----------
    assignment : Assignment
        The sheet.
    seeds : Seeds
        Of the visible checks.

    Returns
    -------
    nbformat.NotebookNode
        For each exercise a cell to be written in, the visible check, which is read only, and a cell of hidden tests,
        whose value is the points.
    """
    notebook = solution_notebook(assignment, seeds)
    unsolved = {cell.id: cell for cell in student_notebook(assignment, seeds).cells}
    notebook.cells = [each for cell in notebook.cells for each in _cells(assignment, cell, unsolved[cell.id])]
    nbformat.validate(notebook)
    return notebook


def _cells(assignment: Assignment, cell: Cell, unsolved: Cell) -> Iterator[Cell]:
    kind, name = cell.metadata["secant"]["kind"], cell.metadata["secant"].get("exercise")
    exercise = next((each for each in assignment.exercises if each.name == name), None)
    question = next((each for each in assignment.questions if cell.id == f"answer-{each.name}"), None)
    if exercise and kind == "exercise":
        cell.source = _marked(exercise)
        yield _graded(cell, exercise.name, solution=True)
    elif exercise and kind == "check":
        yield _graded(cell, f"{exercise.name}-visible", locked=True)
        source = HIDDEN.format(name=exercise.name, points=exercise.points, assignment=assignment.name)
        yield _tests(f"{exercise.name}-hidden", source, exercise.points)
    elif isinstance(question, Choice):
        yield unsolved
        source = KEY.format(name=question.name, points=question.points, right=question.right)
        yield _tests(f"{question.name}-key", source, question.points)
    elif question:
        place = unsolved.source.split("\n\n")[-1]
        cell.source = unsolved.source.replace(place, f"{BEGIN}\n{cell.source}\n{END}")
        yield _graded(cell, question.name, solution=True, points=question.points)
    else:
        yield unsolved  # where an earlier sheet's function belongs, its solution does not


def _marked(exercise: Exercise) -> str:
    """Write the reference with nbgrader's markers, in place of which it raises NotImplementedError."""
    pieces = cut(exercise.function)
    line = next(line for line in pieces.hole.split("\n") if line.strip())
    margin = line[: len(line) - len(line.lstrip())]
    return pieces.fill(f"{margin}{BEGIN}\n{pieces.hole}\n{margin}{END}").rstrip("\n")


def _tests(name: str, source: str, points: int) -> Cell:
    cell: Cell = new_code_cell(source, id=f"{name}-tests"[:64])
    return _graded(cell, name, locked=True, points=points)


def _graded(cell: Cell, name: str, *, solution: bool = False, locked: bool = False, points: int | None = None) -> Cell:
    """Say in a cell's metadata what nbgrader does with it."""
    about: dict[str, Any] = {"schema_version": 3, "grade_id": name, "task": False}
    about |= {"grade": points is not None, "solution": solution, "locked": locked, "cell_type": cell.cell_type}
    cell.metadata["nbgrader"] = about | ({"points": points} if points is not None else {})
    return cell
