"""Writes a sheet's bundle, after looking for answers in what students get."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat

from autograder.errors import AuthorError, Fault
from autograder.generate.leaks import leaks_in
from autograder.generate.notebook import solution_notebook, student_notebook
from autograder.records import Place

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.generate.leaks import Secrets
    from autograder.spec import Assignment
    from autograder.spec.seeds import Seeds


def write_bundle(assignment: Assignment, seeds: Seeds, secrets: Secrets, out: Path) -> tuple[Path, ...]:
    """Write `student/` and `staff/` of a sheet; nothing is written if an answer is in anything for students.

    Parameters
    ----------
    assignment : Assignment
        The sheet.
    seeds : Seeds
        Of the visible checks.
    secrets : Secrets
        Of all sheets of the course.
    out : Path
        The sheet's folder is made in it.

    Returns
    -------
    tuple of Path
        What was written.

    Raises
    ------
    AuthorError
        With every leak.
    """
    student = student_notebook(assignment, seeds)
    solution = solution_notebook(assignment, seeds)
    data = {name: (assignment.folder / name).read_bytes() for name in assignment.data}
    if faults := _leaks(assignment, student, data, secrets):
        raise AuthorError(faults)
    folder = out / assignment.name
    files = {
        folder / "student" / f"{assignment.name}.ipynb": nbformat.writes(student).encode(),
        folder / "staff" / f"{assignment.name}-solution.ipynb": nbformat.writes(solution).encode(),
    }
    for name, content in data.items():
        files[folder / "student" / name] = files[folder / "staff" / name] = content
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.draft")
        draft.write_bytes(content)
        draft.replace(path)  # whoever reads meanwhile sees the old file or the new one
    return tuple(files)


def _leaks(
    assignment: Assignment, student: nbformat.NotebookNode, data: dict[str, bytes], secrets: Secrets
) -> list[Fault]:
    where = Place(str(assignment.folder / "assignment.md"), 1)
    texts = {f"the student's cell {cell.id}": cell.source for cell in student.cells}
    texts |= {f"the data file {name}": content.decode("utf-8", "replace") for name, content in data.items()}
    return [
        Fault(where, f"{name} gives away {leak}", "write it without the answer")
        for name, text in texts.items()
        for leak in leaks_in(text, secrets)
    ]
