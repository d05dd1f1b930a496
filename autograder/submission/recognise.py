"""Recognises a submission by its content: its sheet, the cells that are the student's, names that are near misses."""

from __future__ import annotations

import ast
import difflib
import re
import warnings
from typing import TYPE_CHECKING

from autograder.records import Cell
from autograder.words import refuse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from autograder.records import Submission

PLOTTING = "import matplotlib.pyplot as plt"
OTTERS = re.compile(r"(# .*\n)*(import otter\ngrader = otter\.Notebook\(.*\)|grader\.(check|check_all|export)\(.*\))")
MAX_PARSED = 200_000  # characters of a cell: beyond them the tree takes seconds and gigabytes of the grader's
DEFINITION = re.compile(r"^(?:async )?def (\w+)|^(\w+)\s*=", re.MULTILINE)


def recognise(cells: Sequence[Cell], declared: str | None, sheet: str, sheets: Mapping[str, Collection[str]]) -> None:
    """Make sure that a submission is of a sheet. File name, metadata and cell ids may be missing or changed.

    Parameters
    ----------
    cells : sequence of Cell
        From `cells_to_run`.
    declared : str or None
        What the notebook's metadata says it is.
    sheet : str
        What it is graded as.
    sheets : mapping of str to collection of str
        The exercises' names of every sheet of the course.

    Raises
    ------
    SubmissionError
        If it is another sheet, or none.
    """
    names = defined_names(cells)
    if names & set(sheets[sheet]):
        return
    others = {other: len(names & set(known)) for other, known in sheets.items() if other != sheet}
    likely = max(others, key=others.__getitem__, default="")
    if likely and others[likely]:
        raise refuse("other-sheet", other=likely, sheet=sheet)
    if declared not in {None, sheet}:
        raise refuse("says-other", other=repr(str(declared)[:60]), sheet=sheet)
    if declared == sheet or any(near_miss(name, names, []) for name in sheets[sheet]):
        return
    wanted = ", ".join([*sheets[sheet]][:3])
    raise refuse("no-functions", sheet=sheet, names=wanted)


def defined_names(cells: Iterable[Cell]) -> set[str]:
    """Return the names that cells define at their top level.

    A cell that is not Python, or long, is read line by line: one slip of the pen does not hide the others.
    """
    names: set[str] = set()
    for cell in cells:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of an invalid escape in a student's string
                tree = ast.parse(cell.source if len(cell.source) <= MAX_PARSED else "(")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            names |= {first or second for first, second in DEFINITION.findall(cell.source)}
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                names.add(node.name)
            elif isinstance(node, ast.Assign):
                names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names


def cells_of(submission: Submission, names: Iterable[str]) -> dict[str, Cell]:
    """Return the code by which each name is defined last, by the name.

    Parameters
    ----------
    submission : Submission
        A student's file.
    names : iterable of str
        Of exercises.

    Returns
    -------
    dict of str to Cell
        The lines of the function alone, where the cell can be read as Python, else the whole cell. Without the names
        that no cell defines.
    """
    wanted = frozenset(names)
    found: dict[str, Cell] = {}
    for cell in submission.cells:
        defined = wanted & defined_names([cell])
        found |= {name: _cut(cell, name) for name in defined}
    return found


def _cut(cell: Cell, name: str) -> Cell:
    """Return a cell with the last definition of a function in it alone."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(cell.source if len(cell.source) <= MAX_PARSED else "(")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return cell
    for node in reversed(tree.body):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name:
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            lines = cell.source.splitlines()[first - 1 : node.end_lineno]
            return Cell(cell.number, "\n".join(lines))
    return cell


def cells_to_run(submission: Submission, generated: Collection[str]) -> tuple[Cell, ...]:
    """Return the cells that matter: all but the sheet's own figures, experiments and checks, where unchanged.

    A cell that loads pyplot and nothing else is left out, too, where no other one uses it, and so is what otter puts
    into a notebook: its first cell, its checks, and its export.

    Parameters
    ----------
    submission : Submission
        As it was read.
    generated : collection of str
        Sources of the sheet's own cells, as `canonical` has them.

    Returns
    -------
    tuple of Cell
    """
    kept = [cell for cell in submission.cells if canonical(cell.source) not in generated]
    kept = [cell for cell in kept if not OTTERS.fullmatch(canonical(cell.source))]
    drawing = [cell for cell in kept if canonical(cell.source) != PLOTTING]
    return tuple(kept if any("plt" in cell.source for cell in drawing) else drawing)


def own_cells(
    submission: Submission, generated: Collection[str], names: Iterable[str]
) -> tuple[tuple[Cell, tuple[str, ...]], ...]:
    """Return what a student wrote, cell by cell, each with the exercises that it defines.

    Parameters
    ----------
    submission : Submission
        As it was read.
    generated : collection of str
        Sources of the sheet's own cells, as `canonical` has them.
    names : iterable of str
        Of exercises.

    Returns
    -------
    tuple of (Cell, tuple of str)
    """
    wanted = [*names]
    cells = [(cell, defined_names([cell])) for cell in cells_to_run(submission, generated)]
    return tuple((cell, tuple(name for name in wanted if name in defined)) for cell, defined in cells)


def canonical(source: str) -> str:
    """Return a source without what saving it in an editor may change: trailing and surrounding white space."""
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def near_miss(name: str, names: Iterable[str], known: Collection[str]) -> str | None:
    """Return the name that was probably meant.

    Parameters
    ----------
    name : str
        What the sheet asks for.
    names : iterable of str
        What the submission defines.
    known : collection of str
        Names that mean something else.

    Returns
    -------
    str or None
    """
    folded = {re.sub(r"\W|_", "", other).lower(): other for other in names if other not in known}
    close = difflib.get_close_matches(re.sub(r"_", "", name).lower(), folded, n=1, cutoff=0.8)
    return folded[close[0]] if close else None
