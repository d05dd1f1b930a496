"""Whose a file is, as far as its place in a platform's download tells.

- Canvas: the names of "Download Submissions" (lib/content_zipper.rb of instructure/canvas-lms).
- Moodle: the folders of "Download all submissions", or its files where it makes no folders (mod/assign of moodle).
- Gradescope: the folders of "Download Submissions".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

ANONYMOUS = re.compile(r"(?P<late>LATE_)?(?P<id>anon_[^\W_]+)_\d+_.+")
CANVAS = re.compile(r"(?P<name>[^\s./\\-]*?)(?P<late>_LATE)?_(?P<id>\d+)_\d+_.+")
MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_file(?:_.*)?")
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
    """

    platform: str
    id: str
    students: tuple[Student, ...]
    late: bool | None = None


def owner_of(path: str, roots: Collection[str] = ()) -> Owner:
    """Return whose a file is.

    Parameters
    ----------
    path : str
        Of the file, with forward slashes; within a download it begins with the download's name.
    roots : collection of str, optional
        Names of downloads and folders: a file directly in one is named by itself.

    Returns
    -------
    Owner
        Outermost folders count first: what is deeper is the student's own. A file of no platform is named by its
        folder, or by its stem where it has none.
    """
    parts = path.split("/")
    for part in parts:
        if found := MOODLE.fullmatch(part):
            return Owner("moodle", found["id"], (Student(found["name"], found["id"]),))
        if found := GRADESCOPE.fullmatch(part):
            return Owner("gradescope", found["id"], (Student(part),))
    if found := ANONYMOUS.fullmatch(parts[-1]):  # before a name: a student called "anon" is less likely
        return Owner("canvas", found["id"], (Student("", found["id"]),), late=found["late"] is not None)
    if found := CANVAS.fullmatch(parts[-1]):
        return Owner("canvas", found["id"], (Student(found["name"], found["id"]),), late=found["late"] is not None)
    folder = parts[-2] if len(parts) > 1 and parts[-2] not in roots else ""
    return Owner("", path, (Student(folder or PurePosixPath(parts[-1]).stem),))
