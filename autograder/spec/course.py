"""Finds the course and loads its sheets."""

from __future__ import annotations

import contextlib
import importlib
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.errors import AuthorError, Fault, OperatorError
from autograder.records import Place
from autograder.resources import lecture_root
from autograder.spec.faults import faults_of, is_readable
from autograder.spec.names import not_earlier
from autograder.spec.records import Assignment, Exercise
from autograder.spec.seeds import PUBLIC, Seeds, course_secret

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Course:
    """A directory with `assignments/` and `reference/`.

    Attributes
    ----------
    root : Path
    """

    root: Path

    @property
    def is_bundled(self) -> bool:
        """Whether this is the lecture that travels with the engine, whose answers are public."""
        return self.root == lecture_root()

    @property
    def sheets(self) -> tuple[str, ...]:
        """Names of the assignments, sorted."""
        return tuple(sorted(path.parent.name for path in self.root.glob("assignments/*/exercises.py")))

    def seeds(self, assignment: Assignment, variant: int = 0) -> Seeds:
        """Return the source of the sheet's random numbers.

        Raises
        ------
        OperatorError
            If the course's secret cannot be read or made.
        """
        secret = PUBLIC if self.is_bundled else course_secret(self.root.name)
        return Seeds(secret, assignment.name, variant)


def find_course(start: Path | None = None) -> Course:
    """Find the course: from a directory upwards, otherwise the lecture in the engine.

    Parameters
    ----------
    start : Path, optional
        The current directory by default.

    Returns
    -------
    Course
    """
    here = (start or Path.cwd()).resolve()
    for root in (here, *here.parents):
        if (root / "assignments").is_dir() and (root / "reference").is_dir():
            return Course(root)
    return Course(lecture_root())


def load(course: Course, name: str) -> Assignment:
    """Load and check one sheet of a course.

    Parameters
    ----------
    course : Course
        The one course of this process.
    name : str
        The sheet's folder; a unique beginning such as "a01" is enough.

    Returns
    -------
    Assignment

    Raises
    ------
    OperatorError
        If there is no such sheet, or this process serves another course.
    AuthorError
        With all faults of the specification.
    """
    name = _complete(course, name)
    assignment, made = _imported(course, name)
    if faults := faults_of(assignment, made):
        raise AuthorError(faults)
    return assignment


def _imported(course: Course, name: str) -> tuple[Assignment, frozenset[str]]:
    """Return a sheet as its author wrote it, and the names of all exercises that its module holds."""
    _enter(course)
    place = course.root / "assignments" / name / "exercises.py"
    try:
        module = importlib.import_module(f"assignments.{name}.exercises")
    except Exception as error:
        raise AuthorError([_import_fault(course, place, error)]) from error
    assignment = getattr(module, "ASSIGNMENT", None)
    if not isinstance(assignment, Assignment):
        remedy = "name the sheet's record ASSIGNMENT = Assignment(...)"
        raise AuthorError([Fault(Place(str(place), 1), "there is no record ASSIGNMENT", remedy)])
    return assignment, frozenset(record.name for record in vars(module).values() if isinstance(record, Exercise))


def load_others(course: Course, name: str) -> tuple[Assignment, ...]:
    """Load the course's other sheets, as far as they can be: their faults are theirs, and are not looked for.

    Parameters
    ----------
    course : Course
        The one course of this process.
    name : str
        The sheet that is left out.

    Returns
    -------
    tuple of Assignment
    """
    loaded = []
    for other in course.sheets:
        if other != name:
            with contextlib.suppress(AuthorError):
                loaded.append(_imported(course, other)[0])
    return tuple(filter(is_readable, loaded))


def foreign_faults(sheets: Iterable[Assignment]) -> Iterator[Fault]:
    """Yield the exercises that use a function which is an exercise of no earlier sheet.

    Parameters
    ----------
    sheets : iterable of Assignment
        All of a course, in their order.

    Yields
    ------
    Fault
    """
    above: set[Callable[..., Any]] = set()
    for sheet in sheets:
        for exercise in sheet.exercises:
            for function in exercise.uses:
                if function in sheet.earlier and function not in above:
                    yield not_earlier(exercise, function.__name__)
        above |= {exercise.function for exercise in sheet.exercises}


def _complete(course: Course, name: str) -> str:
    matches = [sheet for sheet in course.sheets if sheet == name] or [
        sheet for sheet in course.sheets if sheet.startswith(name)
    ]
    if len(matches) == 1:
        return matches[0]
    known = ", ".join(course.sheets) or "none"
    what = f"{name!r} could be {' or '.join(matches)}" if matches else f"there is no assignment {name!r}"
    raise OperatorError(f"{course.root}: {what}; its assignments are: {known}.")


def _enter(course: Course) -> None:
    """Put the course first on the path, and refuse a `reference` or `assignments` from anywhere else."""
    root = str(course.root)
    if sys.path[0] != root:
        sys.path.insert(0, root)
    for package in ("reference", "assignments"):
        try:
            module = importlib.import_module(package)
        except Exception as error:
            raise AuthorError([_import_fault(course, course.root / package / "__init__.py", error)]) from error
        origins = [Path(path).resolve() for path in getattr(module, "__path__", [module.__file__])]
        if origins != [course.root / package]:
            raise OperatorError(
                f"{course.root}: 'import {package}' finds {', '.join(map(str, origins))}; a process serves one "
                f"course, and its folder {package}/ needs an __init__.py: add it, or start a new process."
            )


def _import_fault(course: Course, place: Path, error: Exception) -> Fault:
    if isinstance(error, SyntaxError) and error.filename:
        where = Place(error.filename, error.lineno or 1)
        return Fault(where, f"the file is not Python ({error.msg})", "mend the syntax")
    homes = [course.root / "assignments", course.root / "reference"]
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if any(Path(frame.filename).is_relative_to(home) for home in homes)]
    where = Place(own[-1].filename, own[-1].lineno or 1) if own else Place(str(place), 1)
    renamed = isinstance(error, AttributeError | ImportError)
    remedy = "make the import work: a function that was renamed is found here" if renamed else "mend the line"
    return Fault(where, f"importing it raised {type(error).__name__}: {error}", remedy)
