"""Gradescope's `submission_metadata.yml`: who has handed in which submission, and when.

It is Ruby's YAML: symbols as keys (":submitters"), here and there a tag of Ruby's. It is read without types and without
tags: every scalar is its own text, so that nothing is made or run, and a student number keeps its noughts.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import yaml

from autograder.errors import OperatorError
from autograder.integrations.lms.owners import GRADESCOPE, Student

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

METADATA = "submission_metadata.yml"
MAX_BYTES = 64 << 20  # of a class of thousands; each becomes about twenty in memory
NOTHING = {"", "~", "null"}  # as YAML writes it
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # a tenth of the time, where PyYAML was built with it


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One submission of Gradescope's export.

    Attributes
    ----------
    students : tuple of Student
        Its submitters, a group where they are several; () where they are not told, as in anonymous grading.
    at : datetime or None
        When; None where that is not told, or not in which time zone.
    """

    students: tuple[Student, ...]
    at: datetime | None


def read_exports(paths: Iterable[Path]) -> tuple[dict[str, HandedIn], tuple[str, ...]]:
    """Read the metadata of those downloads that have any.

    Parameters
    ----------
    paths : iterable of Path
        Zip archives and folders; others are passed over.

    Returns
    -------
    submissions : dict of str to HandedIn
        By Gradescope's number.
    notes : tuple of str
        A sentence for each that cannot be read: its submissions stay without names.
    """
    submissions: dict[str, HandedIn] = {}
    notes = []
    for path in paths:
        try:
            content = _content(path)
            if content is not None:
                submissions |= submissions_of(content)
        except (OSError, RuntimeError, ValueError, zipfile.BadZipFile, NotImplementedError):
            notes.append(f"{path}: {METADATA} cannot be taken out; download the export again to have names.")
        except OperatorError as error:
            notes.append(f"{path}: {error}")
    return submissions, tuple(notes)


def submissions_of(content: bytes) -> dict[str, HandedIn]:
    """Read the metadata.

    Parameters
    ----------
    content : bytes
        The file's.

    Returns
    -------
    dict of str to HandedIn
        By Gradescope's number. What has another form in it than the documented one is left out.

    Raises
    ------
    OperatorError
        If it is no YAML, not UTF-8, or no mapping.
    """
    try:
        found = yaml.load(content, Loader=LOADER)  # noqa: S506 - it makes text, lists and dictionaries only
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark is not None else ""
        raise OperatorError(f"{METADATA} is damaged{where}; download the export again to have names.") from None
    if not isinstance(found, dict):
        raise OperatorError(f"{METADATA} lists no submissions; download the export again to have names.")
    named = {name: GRADESCOPE.fullmatch(name) for name in found if isinstance(name, str)}
    return {number["id"]: _handed_in(found[name]) for name, number in named.items() if number is not None}


def _handed_in(entry: Any) -> HandedIn:
    submitters = _value(entry, "submitters")
    listed = submitters if isinstance(submitters, list) else []
    students = (Student(*(_text(_value(each, key)) for key in ("name", "sid", "email"))) for each in listed)
    at = _value(entry, "created_at")
    if isinstance(at, dict):  # an object of Ruby's: its "time" is that of its zone, under a wrong name
        at = at.get("utc")
    return HandedIn(tuple(student for student in students if student != Student()), _time(_text(at)))


def _value(entry: Any, key: str) -> Any:
    """Return what stands under a key, be it a symbol of Ruby's or not."""
    return entry.get(f":{key}", entry.get(key)) if isinstance(entry, dict) else None


def _text(value: Any) -> str:
    text = value.strip() if isinstance(value, str) else ""
    return "" if text in NOTHING else text


def _time(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(re.sub(r"\s+(?=UTC$|[Z+-])", "", text).replace("UTC", "Z"))
    except ValueError:
        return None
    return at if at.tzinfo is not None else None


def _content(path: Path) -> bytes | None:
    """Return the metadata of a download, or None if it has none.

    It stands beside the folders of the submissions, at the top or in the one folder there. A file of that name further
    down is a student's.
    """
    if path.is_dir():
        for folder in (path, *sorted(each for each in path.iterdir() if not GRADESCOPE.fullmatch(each.name))):
            if (folder / METADATA).is_file():
                with (folder / METADATA).open("rb") as file:
                    return _bounded(file.read(MAX_BYTES + 1))
        return None
    if not path.is_file() or not zipfile.is_zipfile(path):
        return None
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist(), key=len):
            folder_name, _, file_name = name.rpartition("/")
            if file_name == METADATA and "/" not in folder_name and not GRADESCOPE.fullmatch(folder_name):
                with archive.open(name) as file:
                    return _bounded(file.read(MAX_BYTES + 1))
    return None


def _bounded(content: bytes) -> bytes:
    if len(content) > MAX_BYTES:
        raise OperatorError(f"{METADATA} is larger than {MAX_BYTES >> 20} MB and was not read; there are no names.")
    return content
