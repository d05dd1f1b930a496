"""Whose a file is, as far as its place in a platform's download tells.

- Canvas: the names of "Download Submissions" (lib/content_zipper.rb of instructure/canvas-lms).
- Moodle: the folders of "Download all submissions", or its files where it makes no folders (mod/assign of moodle).
- Gradescope: the folders of "Download Submissions".
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from autograder.submission.archive import GRADED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

ZIP = ".zip"
CANVAS_FILE = r"(?:\d+_(?P<file>.+)|(?P<typed>(?:text|link)\.html))"  # uploaded, or typed online
ANONYMOUS = re.compile(r"(?P<late>LATE_)?(?P<id>anon_[^\W_]+)_" + CANVAS_FILE)
OTTERS = r"\d{4}_\d\d_\d\dT\d\d_\d\d_\d\d_"  # the time in the names of zips that otter makes: no user's number
CANVAS = re.compile(rf"(?P<name>(?:(?!_{OTTERS})[^\s./\\-])*?)(?P<late>_LATE)?_(?!{OTTERS})(?P<id>\d+)_" + CANVAS_FILE)
MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)(?:_.*)?")
GRADESCOPE = re.compile(r"submission_(?P<id>\d+)")


@dataclass(frozen=True, slots=True)
class Student:
    """One student, as far as a platform says; "" for what it does not.

    Attributes
    ----------
    name : str
        As the platform writes it.
    id : str
        Canvas's user, Moodle's participant, Gradescope's sid.
    email : str
    """

    name: str = ""
    id: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a file is.

    Attributes
    ----------
    platform : str
        "canvas", "moodle" or "gradescope"; "" for a file of none.
    id : str
        Canvas's user, Moodle's participant or group, Gradescope's submission; the path of a file of none.
    students : tuple of Student
        Several where a group has handed in together; never empty.
    late : bool or None
        Whether the platform marks it as late; None where that is not known.
    at : datetime or None
        When it was handed in; None where that is not known.
    """

    platform: str
    id: str
    students: tuple[Student, ...]
    late: bool | None = None
    at: datetime | None = None


def downloads(paths: Iterable[Path], submissions: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return what `owner_of` needs to know of all files together.

    Parameters
    ----------
    paths : iterable of Path
        The downloads, folders and files that were named.
    submissions : iterable of str
        The paths of what was graded or refused, which begin with the downloads' names.

    Returns
    -------
    roots : frozenset of str
        Names of downloads and folders.
    alone : frozenset of str
        Paths of the archives with at most one notebook or script beside their folders: one student's.
    """
    named = [(path, path.is_dir()) for path in paths]
    archives = {path.name for path, is_folder in named if not is_folder}
    counts: Counter[str] = Counter()
    for submission in submissions:
        archive, _, name = submission.rpartition("/")
        last = archive.rpartition("/")[2]
        if last in archives or last.lower().endswith(ZIP):
            counts[archive] += name.lower().endswith(GRADED)
    alone = frozenset(archive for archive, count in counts.items() if count <= 1)
    return frozenset(archives | {path.resolve().name for path, is_folder in named if is_folder}), alone


def owner_of(path: str, roots: Collection[str] = (), alone: Collection[str] = ()) -> Owner:
    """Return whose a file is.

    Parameters
    ----------
    path : str
        Of the file, with forward slashes; within a download it begins with the download's name.
    roots : collection of str, optional
        Names of downloads and folders: a file directly in one is named by itself.
    alone : collection of str, optional
        Paths of archives that are one student's: the file directly in one is named by it.

    Returns
    -------
    Owner
        Outermost folders count first: what is deeper is the student's own. A file of no platform is named by its
        folder, or by its stem where it has none; in a zip of a student's folder by that folder.
    """
    parts = path.split("/")
    for part in parts:
        if found := MOODLE.fullmatch(part):
            return Owner("moodle", found["id"], (Student(found["name"], found["id"]),))
        if found := GRADESCOPE.fullmatch(part):
            return Owner("gradescope", found["id"], (Student(part),))
    at = _archive_in(parts, alone)
    is_inner = at is not None and parts[at] not in roots  # of a folder, and not named by itself
    is_alone = at == len(parts) - 2 and "/".join(parts[:-1]) in alone
    for part in (*([parts[at]] if at is not None and (is_inner or is_alone) else ()), parts[-1]):
        if found := canvas_name(part):
            name = found.groupdict().get("name", "")
            return Owner("canvas", found["id"], (Student(name, found["id"]),), late=found["late"] is not None)
    folder = parts[-2] if len(parts) > 1 and parts[-2] not in roots else ""
    if at is not None:
        around = parts[at - 1] if at and parts[at - 1] not in roots else ""
        if around and (is_inner or is_alone):
            folder = around
        elif at == len(parts) - 2:
            folder = PurePosixPath(parts[at]).stem if is_alone else ""
    return Owner("", path, (Student(folder or PurePosixPath(parts[-1]).stem),))


def canvas_name(name: str) -> re.Match[str] | None:
    """Return what Canvas says in a file's name; a name without a name first: a student called "anon" is less likely."""
    return ANONYMOUS.fullmatch(name) or CANVAS.fullmatch(name)


def _archive_in(parts: Sequence[str], alone: Collection[str]) -> int | None:
    """Return where in a path an archive stands, the outermost one."""
    places = (
        at for at, part in enumerate(parts[:-1]) if part.lower().endswith(ZIP) or "/".join(parts[: at + 1]) in alone
    )
    return next(places, None)
