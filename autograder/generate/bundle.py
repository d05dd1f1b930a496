"""Writes a sheet's bundle, after looking for answers in what students get."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

import nbformat

from autograder.errors import AuthorError, Fault
from autograder.generate.data import data_of
from autograder.generate.leaks import leaks_in
from autograder.generate.notebook import solution_notebook, student_notebook
from autograder.generate.releases import addenda
from autograder.records import Place
from autograder.spec.cut import place_of
from autograder.spec.prose import read_prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from autograder.evidence import Certificate
    from autograder.generate.leaks import Secrets
    from autograder.spec import Assignment
    from autograder.spec.seeds import Seeds


def bundle_of(assignment: Assignment, seeds: Seeds, secrets: Secrets) -> dict[str, bytes]:
    """Make the files of `student/` and `staff/` of a sheet; there are none if an answer is in anything for students.

    Parameters
    ----------
    assignment : Assignment
        The sheet.
    seeds : Seeds
        Of the visible checks.
    secrets : Secrets
        Of all sheets of the course.

    Returns
    -------
    dict of str to bytes
        Contents by their places in the sheet's folder.

    Raises
    ------
    AuthorError
        With every leak.
    """
    student = student_notebook(assignment, seeds)
    solution = solution_notebook(assignment, seeds)
    data = data_of(assignment, seeds)
    if faults := [*_leaks(assignment, student, data, secrets)]:
        raise AuthorError(faults)
    files = {
        f"student/{assignment.name}.ipynb": nbformat.writes(student).encode(),
        f"staff/{assignment.name}-solution.ipynb": nbformat.writes(solution).encode(),
    }
    files |= {f"student/{path.name}": path.read_bytes() for path in addenda(assignment.folder)}
    return files | {f"{reader}/{name}": content for reader in ("student", "staff") for name, content in data.items()}


def write_bundle(files: Mapping[str, bytes], certificate: Certificate, out: Path) -> tuple[Path, ...]:
    """Write a sheet's bundle, with what is known of its tests for the staff.

    Parameters
    ----------
    files : mapping of str to bytes
        From `bundle_of`.
    certificate : Certificate
        Of the sheet.
    out : Path
        The sheet's folder is made in it.

    Returns
    -------
    tuple of Path
        What was written.
    """
    about = f"{json.dumps(asdict(certificate), indent=1)}\n".encode()
    return write_files({**files, "staff/certificate.json": about}, out / certificate.assignment)


def write_files(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Write files into a folder, each whole or not at all.

    Parameters
    ----------
    files : mapping of str to bytes
        Contents by their relative paths.
    folder : Path
        It is made.

    Returns
    -------
    tuple of Path
        What was written.
    """
    paths = []
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.draft")
        draft.write_bytes(content)
        draft.replace(path)  # whoever reads meanwhile sees the old file or the new one
        paths.append(path)
    return tuple(paths)


def _leaks(
    assignment: Assignment, student: nbformat.NotebookNode, data: dict[str, bytes], secrets: Secrets
) -> Iterator[Fault]:
    copied, made = _copied(assignment), _made(assignment)
    for cell in student.cells:
        if cell.id == "data":  # the files in it are looked through below
            continue
        for answer, found in leaks_in(cell.source, secrets).items():
            where = made.get(cell.id) or Place(str(assignment.folder / "assignment.md"), 1)
            if start := copied.get(cell.id):
                where = Place(start.file, start.line + _line(cell.source, answer, secrets))
            yield _leak(where, answer, found)
    for name, content in data.items():
        for answer, found in leaks_in(content.decode("utf-8", "replace"), secrets).items():
            yield _leak(Place(str(assignment.folder / name), 1), answer, found)


def _leak(where: Place, answer: str, found: str) -> Fault:
    quoted = f" ({found!r})" if found else ""
    return Fault(where, f"this gives away {answer}{quoted}", "write it without the answer")


def _copied(assignment: Assignment) -> dict[str, Place]:
    """Return where the cells that are copied from the sheet's files begin there, by the cells' ids."""
    prose, figures = read_prose(assignment), assignment.folder / "figures.py"
    count: Counter[str] = Counter()
    places = {}
    for block in prose.blocks:
        count[block.kind] += 1
        if block.kind == "figure":
            before = figures.read_bytes().decode().partition(prose.figures[block.text])[0]
            places[f"figure-{block.text}"] = Place(str(figures), before.count("\n") + 1)
        elif block.kind in {"prose", "experiment"}:
            first = block.line + (block.kind == "experiment")  # below its fence
            places[f"{block.kind}-{count[block.kind]}"] = Place(str(assignment.folder / "assignment.md"), first)
    return places


def _made(assignment: Assignment) -> dict[str, Place]:
    """Return what the cells of the exercises are made of, by the cells' ids: the function, and the record."""
    places = {f"earlier-{function.__name__}": place_of(function) for function in assignment.earlier}
    for exercise in assignment.exercises:
        places[f"exercise-{exercise.name}"] = place_of(exercise.function)
        places[f"heading-{exercise.name}"] = places[f"check-{exercise.name}"] = exercise.where
    return places


def _line(source: str, answer: str, secrets: Secrets) -> int:
    """Return the number of the line that gives an answer away by itself, from 0; 0 if it takes several."""
    lines = source.splitlines()
    return next((number for number, line in enumerate(lines) if answer in leaks_in(line, secrets)), 0)
