"""What is written for a platform or a student beside the notebooks, and files for nobody else to read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from rich.text import Text

from autograder.terminal.screen import screen, writing_below

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from autograder.generate import Secrets
    from autograder.integrations.gradescope import Policy
    from autograder.integrations.platforms import Platform
    from autograder.spec import Assignment
    from autograder.spec.course import Course


def write_for(
    platform: Platform,
    course: Course,
    sheet: Assignment,
    secrets: Secrets,
    policy: Policy,
    folder: Path,
    *,
    tried: bool,
) -> None:
    """Write what a platform takes into a folder of its name."""
    from autograder.generate import write_files
    from autograder.integrations.platforms import FOR_STUDENTS, files_for

    files = files_for(platform, course, sheet, secrets, policy, tried=tried)
    write_files(files, folder / platform)
    place = folder / platform
    open_ = f", but {place / FOR_STUDENTS[platform]}, which is for students" if FOR_STUDENTS[platform] else ""
    words = f"{place}: for the staff alone{open_}"
    screen.print(Text(words), soft_wrap=True)


def write_variants(course: Course, sheet: Assignment, secrets: Secrets, students: Sequence[str], folder: Path) -> None:
    """Write each student's own notebook, and the staff's table of who has which."""
    from autograder.generate import variant_table, variants_of, write_files

    table = {}
    for student, variant, files in variants_of(sheet, course.seeds(sheet), secrets, students):
        write_files(files, folder)
        table[student] = variant
    (path,) = write_files({"staff/variants.csv": variant_table(table)}, folder)
    screen.print(Text(f"{path}: {len(table)} variants in {folder / 'student' / 'variants'}"), soft_wrap=True)


def write_private(path: Path, text: str) -> None:
    """Write a file for nobody else to read, whole or not at all."""
    with writing_below(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.draft")
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        draft.replace(path)
