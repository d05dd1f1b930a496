"""What students have written, as a table for the person who marks it."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from autograder.report.tables import points_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.records import Result

COLUMNS = ("file", "question", "possible", "rubric", "answer", "points", "comment")
LATER = re.compile(r"([\n;]\s*\"?)(?=[=@]|[+-]\S)")  # a cell of its own should quotes be lost; not a list's "- "
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet runs


def written_table(graded: Iterable[Result]) -> str:
    """Return the written answers as CSV, question by question, with empty columns for points and a comment.

    Parameters
    ----------
    graded : iterable of Result
        In the order of the rows of each question.

    Returns
    -------
    str
        No field begins as a formula does: a spreadsheet shows it and does not run it. Without control characters.
    """
    rows = [
        (reply.question, result.submission, points_text(reply.possible), "\n".join(reply.rubric), reply.answer or "")
        for result in graded
        for reply in result.replies
        if reply.points is None
    ]
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for question, file, possible, rubric, answer in sorted(rows, key=lambda row: row[0]):
        table.writerow([harmless(each) for each in (file, question, possible, rubric, answer, "", "")])
    return text.getvalue()


def is_marked(content: bytes) -> bool:
    """Whether somebody has filled in points or comments; also of what can no longer be read as the table that it was.

    Parameters
    ----------
    content : bytes
        Of a file in the table's place.

    Returns
    -------
    bool
    """
    try:
        text = content.decode("utf-8-sig")
        delimiter = ";" if ";" in text.partition("\n")[0] else ","
        rows = [*csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)]
    except (UnicodeDecodeError, csv.Error):
        return True
    return any(row.get(column) != "" for row in rows for column in ("points", "comment"))


def harmless(text: str) -> str:
    """Return text that a spreadsheet shows and does not run: without control characters, and no formula.

    For files that people open, never for those that a platform reads again.

    Parameters
    ----------
    text : str
        Of unknown origin.

    Returns
    -------
    str
        With an apostrophe in front if it began as a formula does, and where a table that falls apart would begin one.
    """
    plain = "".join(each for each in text if each.isprintable() or each == "\n")
    plain = LATER.sub(r"\1'", plain)
    return f"'{plain}" if plain.lstrip().startswith(FORMULA) else plain
