"""A sheet as it is, with all that its results depend on, as one digest."""

from __future__ import annotations

import hashlib
import platform
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from autograder.resources import engine_digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.spec import Assignment
    from autograder.spec.course import Course


def digest_of(course: Course, assignment: Assignment) -> str:
    """Return a digest of all that a proof or a result depends on: sheet, reference, secret, engine, its versions.

    Parameters
    ----------
    course : Course
        The course.
    assignment : Assignment
        One of its sheets.

    Returns
    -------
    str
        SHA-256 in hexadecimal.
    """
    digest = hashlib.sha256()
    seeds = course.seeds(assignment)
    versions = (np.__version__, platform.python_version(), engine_digest())
    for text in (assignment.name, seeds.secret.hex(), str(seeds.variant), *versions):
        digest.update(text.encode() + b"\0")
    folders = (assignment.folder, course.root / "reference")
    files = [(path, path.relative_to(folder)) for folder in folders for path in _files(folder)]
    shared = sorted((course.root / "assignments").glob("*.py"))
    for path, name in (*files, *((path, Path(path.name)) for path in shared)):
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path
