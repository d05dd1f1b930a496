"""A small class made out of a sheet: right answers, known mistakes, and files that misbehave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbformat

from autograder.generate import filled_notebook
from autograder.spec.cut import mutated, solutions, varied

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from autograder.spec import Assignment
    from autograder.spec.seeds import Seeds

CRASHES = 'import os\n\n\ndef {name}(*arguments):\n    """End the process instead of answering."""\n    os._exit(0)\n'
NEVER_ENDS = 'def {name}(*arguments):\n    """Go on for ever."""\n    while True:\n        pass\n'


def write_class(assignment: Assignment, seeds: Seeds, folder: Path) -> tuple[Path, ...]:
    """Write the submissions of a small class.

    Parameters
    ----------
    assignment : Assignment
        The sheet.
    seeds : Seeds
        Of the visible checks.
    folder : Path
        Made if it is missing.

    Returns
    -------
    tuple of Path
        In the order of the class list.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, sources in _class_list(assignment):
        path = folder / f"{name}.ipynb"
        nbformat.write(filled_notebook(assignment, seeds, sources), path)
        paths.append(path)
    broken = folder / "not-a-notebook.ipynb"
    broken.write_text("Dear instructor, please find my solutions attached.\n", encoding="utf-8")
    return (*paths, broken)


def _class_list(assignment: Assignment) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each student's name and functions."""
    right = solutions(assignment)
    first, last = assignment.exercises[0], assignment.exercises[-1]
    yield "solution", right
    for number in range(max(len(exercise.variants) for exercise in assignment.exercises)):
        written = {
            exercise.name: varied(exercise, exercise.variants[number % len(exercise.variants)])
            for exercise in assignment.exercises
            if exercise.variants
        }
        yield f"right-otherwise-{number + 1}", right | written
    yield "untouched", {}
    for exercise in assignment.exercises:
        for mutant in exercise.mutants[:1]:
            yield f"{exercise.name}-{mutant.name}", right | {exercise.name: mutated(exercise, mutant)}
    yield "crashes", right | {first.name: CRASHES.format(name=first.name)}
    yield "never-ends", right | {last.name: NEVER_ENDS.format(name=last.name)}
