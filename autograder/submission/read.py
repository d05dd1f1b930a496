"""Reads a notebook or a script without believing its name, its size or its form."""

from __future__ import annotations

import codecs
import contextlib
import io
import itertools
import json
import os
import re
import stat
import tokenize
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Never

from autograder.records import Cell, Member, Submission
from autograder.spec.seeds import MAX_VARIANT
from autograder.words import refuse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

MAX_BYTES = 50 << 20
MAX_SOURCE = 4 << 20  # characters of all code together
MAX_TOKENS = 1 << 20  # characters of a script that is looked through for its cells: about a second
MAX_CELLS = 10_000
MAX_PARTS = 1_000_000  # brackets and braces of a notebook's JSON: each may become an object of 64 bytes and more
MAX_VALUES = 10_000_000  # commas, likewise
CELL_MARK = re.compile(r"^# ?(%%|In\[[ \d]*\]:|COMMAND -{10}).*$", re.MULTILINE)  # of editors, nbconvert, Databricks


def read_submission(file: Path | Member) -> Submission:
    """Read a student's file: an `.ipynb` notebook or a `.py` script, told apart by what is in it.

    Parameters
    ----------
    file : Path or Member
        As it was handed in.

    Returns
    -------
    Submission

    Raises
    ------
    SubmissionError
        With one sentence that says what was found and what to do.
    """
    text = _decode(file.content if isinstance(file, Member) else content_of(file))
    if text.lstrip().startswith("{"):
        submission = _notebook(text, file.name)
    elif file.name.endswith(".ipynb"):
        raise refuse("no-notebook")
    else:
        submission = Submission(file.name, tuple(_script(text)))
    if sum(len(cell.source) for cell in submission.cells) > MAX_SOURCE:
        raise refuse("much-code", most=MAX_SOURCE >> 20)
    if len(submission.cells) > MAX_CELLS:
        raise refuse("many-cells", most=MAX_CELLS)
    return submission


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file, never a link, a pipe or a device.

    Parameters
    ----------
    path : Path
        As it was handed in.

    Yields
    ------
    file object

    Raises
    ------
    SubmissionError
        If it is something else, or cannot be opened.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        if path.is_symlink():
            raise refuse("link") from None
        found = (getattr(error, "strerror", None) or "no such name").lower()
        raise refuse("not-opened", found=found) from None
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise refuse("folder")
        if not stat.S_ISREG(mode):
            raise refuse("no-file")
        with os.fdopen(handle, "rb", closefd=False) as file:
            yield file
    finally:
        os.close(handle)


def content_of(path: Path) -> bytes:
    """Read a regular file, and never more than the limit.

    Parameters
    ----------
    path : Path
        As it was handed in.

    Returns
    -------
    bytes

    Raises
    ------
    SubmissionError
        If it is too large, is something else, or cannot be opened.
    """
    with opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        content = file.read(MAX_BYTES + 1) if size <= MAX_BYTES else None
    if content is None or len(content) > MAX_BYTES:
        raise refuse("large", size=round(size / 1e6), most=MAX_BYTES >> 20)
    return content


def _decode(content: bytes) -> str:
    if not content.strip(b"\0 \t\r\n"):
        raise refuse("empty")
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise refuse("no-text", byte=error.start) from None
    if "\0" in text:
        raise refuse("zero-bytes")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _notebook(text: str, name: str) -> Submission:
    parts = text.count("{") + text.count("[")
    if parts > MAX_PARTS or text.count(",") > MAX_VALUES:
        raise refuse("many-parts", parts=parts)
    try:
        notebook = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        raise refuse("damaged-notebook", line=line) from None
    metadata = _dict(_dict(notebook).get("metadata"))
    language = _language(metadata)
    if language and not language.startswith(("python", "ipython")):
        raise refuse("other-language", language=repr(language[:20]))
    listed = _listed(_dict(notebook))
    code, notes = _sources(listed, "code"), _sources(listed, "markdown")
    cells = tuple(Cell(number, source) for number, source in code)
    if not cells:
        raise refuse("no-code")
    about = _dict(metadata.get("secant"))
    assignment = about.get("assignment")
    return Submission(
        name,
        cells,
        assignment if isinstance(assignment, str) else None,
        tuple(source for _, source in notes),
        _number(about.get("variant")),
        _number(about.get("release")),
    )


def _number(value: Any) -> int:
    return value if type(value) is int and 0 <= value < MAX_VARIANT else 0


def _listed(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the cells of nbformat 4, or of 3 with its worksheets."""
    groups = [notebook] if "cells" in notebook else notebook.get("worksheets")
    if not isinstance(groups, list) or notebook.get("nbformat") not in (3, 4):
        raise refuse("only-json")
    listed = [cell for group in groups for cell in _list(_dict(group).get("cells"))]
    if len(listed) > MAX_CELLS:
        raise refuse("more-cells", count=len(listed), most=MAX_CELLS)
    return [_dict(cell) for cell in listed]


def _sources(listed: list[dict[str, Any]], kind: str) -> Iterator[tuple[int, str]]:
    """Yield the number, among its kind, and the source of the cells of a kind."""
    for number, cell in enumerate((cell for cell in listed if cell.get("cell_type") == kind), 1):
        source = cell.get("source", cell.get("input", ""))
        if isinstance(source, list):
            source = "".join(part for part in source if isinstance(part, str))
        if isinstance(source, str):
            yield number, _without_surrogates(source)


def _script(text: str) -> Iterator[Cell]:
    """Split a script at the marks that editors write between cells, so that one failing cell costs that cell.

    Colab writes none, but its cells of text as strings that nobody uses.
    """
    marks = [(mark.start(), mark.end()) for mark in CELL_MARK.finditer(text)] or [*_idle_strings(text)]
    start = 0
    number = 0
    for begin, end in [*marks, (len(text), len(text))]:
        if source := text[start:begin].strip("\n"):
            number += 1
            yield Cell(number, _without_surrogates(source))
        start = end


def _idle_strings(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the strings begin and end that are lines of a script by themselves; its tree could be too large."""
    if len(text) > MAX_TOKENS:
        return
    starts = [0, *itertools.accumulate(len(line) + 1 for line in text.split("\n"))]
    found = None
    fresh = True  # at the beginning of a statement
    with contextlib.suppress(tokenize.TokenError, SyntaxError):  # from there on it is no Python
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.NEWLINE:
                if found:
                    yield found
                found, fresh = None, True
            elif token.type not in (tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT):
                is_idle = fresh and token.type == tokenize.STRING and token.start[1] == 0
                (first, _), (last, column) = token.start, token.end
                found = (starts[first - 1], starts[last - 1] + column) if is_idle else None
                fresh = False


def _language(metadata: dict[str, Any]) -> str:
    info, kernel = _dict(metadata.get("language_info")), _dict(metadata.get("kernelspec"))
    found = info.get("name") or kernel.get("language") or ""
    return found.lower() if isinstance(found, str) else ""


def _without_surrogates(source: str) -> str:
    return source.encode("utf-8", "replace").decode("utf-8")


def _refuse_constant(name: str) -> Never:
    raise ValueError(name)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
