"""Writes a sheet's notebook in otter's assign format: raw cells begin and end the blocks."""

from __future__ import annotations

import json
import re
import textwrap
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat.v4 import new_code_cell, new_raw_cell

from autograder.generate import solution_notebook, student_notebook
from autograder.spec import Choice
from autograder.spec.cut import BEGIN, END, cut, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from autograder.spec import Assignment, Exercise
    from autograder.spec.seeds import Seeds

    Cell = nbformat.NotebookNode

PUBLIC = """def test_{name}_visible(np, check, tell, last_word, {others}{name}):
    import contextlib, io, signal
    def late(*_):
        raise TimeoutError("it did not return within {seconds} seconds; look for a loop that never ends")
    limited = hasattr(signal, "setitimer")  # not on Windows
    if limited:
        signal.signal(signal.SIGALRM, late)
        signal.setitimer(signal.ITIMER_REAL, {seconds}, {seconds})
    with contextlib.redirect_stdout(io.StringIO()) as said:
        tell.of = None
        try:
{source}
        finally:
            if limited:
                signal.setitimer(signal.ITIMER_REAL, 0)
    if not all(tell.right):
        raise AssertionError(said.getvalue().strip())
"""
HIDDEN = """def test_{name}_{check}_{level}(env):
    from autograder.integrations.kernel import require
    require(env, {assignment!r}, {name!r}, {check}, {points!r})
"""
RECORDED = """def test_{name}_recorded({name}):
    assert {name} in {keys!r}, "none of the keys yet"
"""
SECONDS = 20  # that a visible check may take
HANDED_IN = re.compile(r"hand\nin this notebook, the `\.ipynb` file\.")
RUNS = re.compile(r"- The grader runs your exercises.*?No file can be written there\.", re.DOTALL)
KEY = """def test_{name}_key({name}):
    assert {name} == {right!r}
"""


def assign_notebook(assignment: Assignment, seeds: Seeds, config: Mapping[str, Any]) -> nbformat.NotebookNode:
    """Write the notebook that `otter assign` takes.

    Parameters
    ----------
    assignment : Assignment
        The sheet.
    seeds : Seeds
        Of the visible checks.
    config : mapping
        Otter's configuration of the assignment.

    Returns
    -------
    nbformat.NotebookNode
        A question for each exercise, with the visible checks as its public tests, worth nothing, and hidden tests by
        Secant's judges; one for each question in words.
    """
    notebook = solution_notebook(assignment, seeds)
    unsolved = {cell.id: cell for cell in student_notebook(assignment, seeds).cells}
    cells = [_raw("ASSIGNMENT CONFIG", config)]
    for cell in notebook.cells:
        cells += _cells(assignment, cell, unsolved[cell.id])
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    notebook.cells = cells
    nbformat.validate(notebook)
    return notebook


def _cells(assignment: Assignment, cell: Cell, unsolved: Cell) -> Iterator[Cell]:
    """Yield what stands for a cell of the student's notebook; headings begin questions, and checks end them."""
    kind, name = cell.metadata["secant"]["kind"], cell.metadata["secant"].get("exercise")
    exercises = {exercise.name: exercise for exercise in assignment.exercises}
    if name in exercises:
        yield from _parts_of(assignment, exercises[name], cell)
    elif kind == "choice":
        yield from _choice(assignment, cell, unsolved)
    elif kind == "written":
        yield from _written(assignment, cell, unsolved)
    elif kind == "conventions":
        unsolved.source = _conventions(unsolved.source)
        yield unsolved
    else:
        yield unsolved  # where an earlier sheet's function belongs, its solution does not


def _conventions(text: str) -> str:
    """Say what is otherwise where otter grades."""
    handed_in = "hand\nin the zip that the last cell makes. Keep this notebook's name: otter looks for it."
    runs = "- The grader runs the whole notebook, from its first cell to its last; a cell that never ends has no grade."
    return RUNS.sub(runs, HANDED_IN.sub(handed_in, text))


def _parts_of(assignment: Assignment, exercise: Exercise, cell: Cell) -> Iterator[Cell]:
    match cell.metadata["secant"]["kind"]:
        case "prose":
            yield _raw("BEGIN QUESTION", {"name": exercise.name, "points": exercise.points})
            yield cell
        case "exercise":
            yield _raw("BEGIN SOLUTION")
            yield _code(_marked(exercise), cell.metadata)
            yield _raw("END SOLUTION")
        case _:
            yield _raw("BEGIN TESTS")
            yield _test(_public(exercise, cell.source), points=0)
            yield from _hidden(assignment, exercise)
            yield _raw("END TESTS")
            yield _raw("END QUESTION")


def _marked(exercise: Exercise) -> str:
    """Write the reference with otter's markers: the hole that is left is the skeleton's."""
    pieces = cut(exercise.function)
    hole = skeleton(exercise.function).removeprefix(f"{pieces.given}\n").split("\n")[0]
    margin = hole[: len(hole) - len(hole.lstrip())]
    lines = [f"{margin}{BEGIN} NO PROMPT", pieces.hole, f"{margin}{END}"]
    lines += [f'{margin}""" # BEGIN PROMPT', hole, f'{margin}""" # END PROMPT']
    return pieces.fill("\n".join(lines)).rstrip("\n")


def _public(exercise: Exercise, source: str) -> str:
    others = "converges, " if source.startswith("converges(") else ""
    return PUBLIC.format(name=exercise.name, others=others, source=textwrap.indent(source, " " * 12), seconds=SECONDS)


def _hidden(assignment: Assignment, exercise: Exercise) -> Iterator[Cell]:
    """Yield the tests of each check: one for each number of points that it can earn, worth what it adds to the last."""
    shares = sum(check.share for check in exercise.checks)
    kept = {Fraction(str(mutant.keeps)) for mutant in exercise.mutants} - {Fraction(0)}
    for place, check in enumerate(exercise.checks):
        worth = Fraction(exercise.points * check.share, shares)
        before = Fraction(0)
        for level, points in enumerate(sorted({worth, *(share * worth for share in kept)}), 1):
            source = HIDDEN.format(
                name=exercise.name, check=place, level=level, assignment=assignment.name, points=str(points)
            )
            yield _test(source, hidden=True, points=float(points - before))
            before = points


def _choice(assignment: Assignment, cell: Cell, unsolved: Cell) -> Iterator[Cell]:
    name = cell.source.partition("\n")[2].partition(" = ")[0]
    (question,) = (each for each in assignment.questions if each.name == name and isinstance(each, Choice))
    yield _raw("BEGIN QUESTION", {"name": name, "points": question.points})
    yield _raw("BEGIN SOLUTION")
    yield _code(_chosen(name, cell.source, unsolved.source), cell.metadata)
    yield _raw("END SOLUTION")
    yield _raw("BEGIN TESTS")
    yield _test(RECORDED.format(name=name, keys=[*question.options]), points=0)
    yield _test(KEY.format(name=name, right=question.right), hidden=True, points=question.points)
    yield _raw("END TESTS")
    yield _raw("END QUESTION")


def _chosen(name: str, answered: str, empty: str) -> str:
    """Write the cell of a key: the line with the right one is a solution, that with none is what is left."""
    right, left = (
        next(line for line in source.split("\n") if line.startswith(f"{name} = ")) for source in (answered, empty)
    )
    block = "\n".join([f"{BEGIN} NO PROMPT", right, END, '""" # BEGIN PROMPT', left, '""" # END PROMPT'])
    return answered.replace(right, block)


def _written(assignment: Assignment, cell: Cell, unsolved: Cell) -> Iterator[Cell]:
    """Yield a question that a person marks; the rubric is its solution."""
    match = re.search(r"<!-- answer: (\w+) ", unsolved.source)
    assert match is not None
    (question,) = (each for each in assignment.questions if each.name == match[1])
    yield _raw("BEGIN QUESTION", {"name": question.name, "points": question.points, "manual": True})
    yield _raw("BEGIN PROMPT")
    yield unsolved
    yield _raw("END PROMPT")
    yield _raw("BEGIN SOLUTION")
    yield cell
    yield _raw("END SOLUTION")
    yield _raw("END QUESTION")


def _raw(what: str, config: Mapping[str, Any] | None = None) -> Cell:
    """Write the border of a block; its configuration is JSON, which is YAML, so that no name needs other quotes."""
    cell: Cell = new_raw_cell("\n".join([f"# {what}", *([json.dumps(config)] if config else [])]))
    return cell


def _code(source: str, metadata: Mapping[str, Any] | None = None) -> Cell:
    cell: Cell = new_code_cell(source, metadata=metadata or {})
    return cell


def _test(source: str, **config: Any) -> Cell:
    return _code(f'""" # BEGIN TEST CONFIG\n{json.dumps(config)}\n""" # END TEST CONFIG\n{source.strip()}')
