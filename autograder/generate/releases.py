"""Releases of a sheet: what students have been promised, under a number, and the course as it was then.

A release lies in the sheet's folder: `releases/1.json` has the terms, for people and for `git diff`; `releases/1.zip`
the course, with which notebooks of that release are graded when the terms are others; `releases/addendum-2.md` says to
students what is not as it was in release 1.
"""

from __future__ import annotations

import hashlib
import inspect
import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from autograder.errors import OperatorError
from autograder.generate.archive import files_below, packed
from autograder.generate.literals import literal
from autograder.spec import Choice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from autograder.spec import Assignment, Exercise
    from autograder.spec.course import Course
    from autograder.spec.seeds import Seeds

FOLDER = "releases"
DIGITS = 6  # of a case's numbers that its digest looks at: the last ones differ from machine to machine


@dataclass(frozen=True, slots=True)
class Terms:
    """What a release of a sheet promises.

    Attributes
    ----------
    signatures : dict of str to str
        Of the exercises, by name.
    points : dict of str to int
        Of the exercises and of the questions.
    checks : dict of str to list of str
        How each exercise is judged: the checks and their shares.
    cases : dict of str to dict of str to str
        By exercise and case, a digest of what is drawn for the visible check: the hidden ones are drawn alike.
    keys : dict of str to list of str
        Of the multiple-choice questions.
    archive : str
        SHA-256 of the course as it was; "" where there is none yet.
    """

    signatures: dict[str, str]
    points: dict[str, int]
    checks: dict[str, list[str]]
    cases: dict[str, dict[str, str]]
    keys: dict[str, list[str]]
    archive: str = field(default="", compare=False)


def terms_of(assignment: Assignment, seeds: Seeds) -> Terms:
    """Return what a sheet promises as it is.

    Parameters
    ----------
    assignment : Assignment
        The sheet.
    seeds : Seeds
        Only its public generators are used.

    Returns
    -------
    Terms
    """
    exercises = assignment.exercises
    return Terms(
        {exercise.name: _signature(exercise) for exercise in exercises},
        {each.name: each.points for each in (*exercises, *assignment.questions)},
        {exercise.name: [f"{check.name} {check.share}" for check in exercise.checks] for exercise in exercises},
        {
            exercise.name: {case.name: _digest(exercise, case, seeds) for case in exercise.cases}
            for exercise in exercises
        },
        {each.name: sorted(each.options) for each in assignment.questions if isinstance(each, Choice)},
    )


def _signature(exercise: Exercise) -> str:
    parameters = inspect.signature(exercise.function).parameters.values()
    return ", ".join(str(each.replace(annotation=inspect.Parameter.empty)) for each in parameters)


def _digest(exercise: Exercise, case: Any, seeds: Seeds) -> str:
    drawn = [literal(each, DIGITS) for each in case.build(seeds.visible(exercise, case))]
    return hashlib.sha256("\0".join(drawn).encode()).hexdigest()[:12]


def latest(folder: Path) -> int:
    """Return the number of a sheet's last release; 0 if there is none.

    Parameters
    ----------
    folder : Path
        The sheet's.
    """
    numbers = [path.stem.removeprefix("addendum-") for path in (folder / FOLDER).glob("*")]
    return max((int(number) for number in numbers if number.isdecimal()), default=0)  # of whatever is left of it


def terms_in(folder: Path, number: int) -> Terms:
    """Read what a release has promised.

    Parameters
    ----------
    folder : Path
        The sheet's.
    number : int
        Of the release.

    Raises
    ------
    OperatorError
        If it cannot be read.
    """
    path = folder / FOLDER / f"{number}.json"
    try:
        terms = Terms(**dict(json.loads(path.read_text(encoding="utf-8"))))
        _look_at(terms)
    except (OSError, ValueError, TypeError) as error:
        found = f"cannot be read as a release ({error})"
        raise OperatorError(f"{path}: {found}; take it back from version control.") from None
    return terms


def _look_at(terms: Terms) -> None:
    """Make sure that what was read is of the form that was written.

    Raises
    ------
    TypeError
        If it is not.
    """
    inner = {"signatures": str, "points": int, "checks": list, "cases": dict, "keys": list}
    for name, kind in inner.items():
        found = getattr(terms, name)
        if not isinstance(found, dict) or not all(type(each) is kind for each in found.values()):
            raise TypeError(f"its {name} are damaged")
    for name in terms.signatures:
        if not {name} <= terms.checks.keys() & terms.cases.keys() & terms.points.keys():
            raise TypeError(f"something of {name} is missing")


def archive_of(folder: Path, number: int) -> bytes:
    """Read the course as it was in a release.

    Parameters
    ----------
    folder : Path
        The sheet's.
    number : int
        Of the release.

    Returns
    -------
    bytes
        A zip archive.

    Raises
    ------
    OperatorError
        If it is not there, or another one than was written.
    """
    path = folder / FOLDER / f"{number}.zip"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise OperatorError(f"{path}: {error.strerror}; take it back from version control.") from None
    if hashlib.sha256(content).hexdigest() != terms_in(folder, number).archive:
        raise OperatorError(f"{path}: is not what was released; take it back from version control.")
    return content


def changes_since(folder: Path, assignment: Assignment, seeds: Seeds) -> list[str]:
    """Say in what a sheet is not what its last release has promised; [] if there is none, or nothing is otherwise."""
    number = latest(folder)
    return [*changes(terms_in(folder, number), terms_of(assignment, seeds))] if number else []


def changes(old: Terms, new: Terms) -> Iterator[str]:
    """Say what is not as it was, a sentence each, to whoever works on the sheet.

    Parameters
    ----------
    old, new : Terms
        Of two releases.

    Yields
    ------
    str
    """
    for name in [name for name in new.points if name not in old.points]:
        yield f"`{name}` is new ({_points(new.points[name])})."
    for name in [name for name in old.points if name not in new.points]:
        yield f"`{name}` is left out ({_points(old.points[name])})."
    for name in [name for name in new.points if name in old.points]:
        if old.points[name] != new.points[name]:
            yield f"`{name}` is worth {_points(new.points[name])}, no longer {_points(old.points[name])}."
        if old.signatures.get(name) != new.signatures.get(name):
            yield f"`{name}({old.signatures.get(name)})` is now `{name}({new.signatures.get(name)})`."
        if old.checks.get(name) != new.checks.get(name):
            was, now = ", ".join(old.checks[name]), ", ".join(new.checks[name])
            yield f"`{name}` is judged by {now}, no longer by {was}."
        if old.keys.get(name) != new.keys.get(name):
            yield f"The answers that `{name}` offers are others."
        yield from _cases(name, old.cases.get(name, {}), new.cases.get(name, {}))


def _cases(name: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    for case in new:
        if case not in old:
            yield f"`{name}` is tried on a new case, “{case}”."
        elif old[case] != new[case]:
            yield f"The case “{case}” of `{name}` has other numbers."
    for case in [case for case in old if case not in new]:
        yield f"`{name}` is no longer tried on the case “{case}”."


def _points(points: int) -> str:
    return "1 point" if points == 1 else f"{points} points"


def release_files(course: Course, assignment: Assignment, seeds: Seeds) -> dict[str, bytes]:
    """Return the files of a sheet's next release.

    Parameters
    ----------
    course : Course
        It is kept whole: a sheet may build on earlier ones.
    assignment : Assignment
        The sheet.
    seeds : Seeds
        Only its public generators are used.

    Returns
    -------
    dict of str to bytes
        Contents by their paths in the sheet's folder; {} if the last release has promised the same.
    """
    last, terms = latest(assignment.folder), terms_of(assignment, seeds)
    for number in range(1, last + 1):
        archive_of(assignment.folder, number)  # what is missing is told now, and not when it is needed
    different = changes_since(assignment.folder, assignment, seeds)
    if last and not different:
        return {}
    number = last + 1
    kept = {
        f"{name}/{path}": content
        for name in ("assignments", "reference")
        for path, content in files_below(course.root / name)
        if FOLDER not in path.split("/")
    }
    archive = packed(kept)
    written = asdict(replace(terms, archive=hashlib.sha256(archive).hexdigest()))
    files = {
        f"{FOLDER}/{number}.json": f"{json.dumps(written, indent=1, sort_keys=True)}\n".encode(),
        f"{FOLDER}/{number}.zip": archive,
    }
    return files | (
        {f"{FOLDER}/addendum-{number}.md": addendum(assignment, number, different).encode()} if last else {}
    )


def addenda(folder: Path) -> list[Path]:
    """Return what was written to students of a sheet's releases, in their order.

    Parameters
    ----------
    folder : Path
        The sheet's.

    Returns
    -------
    list of Path
    """
    return sorted((folder / FOLDER).glob("addendum-*.md"), key=lambda path: (len(path.name), path.name))


def addendum(assignment: Assignment, number: int, different: list[str]) -> str:
    """Write to students what a release has changed.

    Parameters
    ----------
    assignment : Assignment
        The sheet.
    number : int
        Of the new release.
    different : list of str
        From `changes`.

    Returns
    -------
    str
        Markdown.
    """
    lines = "\n".join(f"- {sentence}" for sentence in different)
    return f"""# {assignment.title}: release {number}

What is not as it was in release {number - 1}:

{lines}

A notebook of an earlier release counts as before: it is graded by what that release has promised. If you would rather
have the new one, take the new notebook and paste your functions into it.
"""
