"""The table of who has what as an earlier run has left it, with the rows of this one."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from autograder.report import harmless
from autograder.submission.archive import NEITHER
from autograder.words import refusal

if TYPE_CHECKING:
    from collections.abc import Collection

FILE = "file"
REASON = f"not graded: it {refusal('', NEITHER).reason.partition(';')[0]}"


def merged(old: str, new: str, graded: Collection[str]) -> tuple[str, int] | None:
    """Put the rows of a run into an earlier table.

    Parameters
    ----------
    old, new : str
        Tables of `class_table`.
    graded : collection of str
        Files of the run, also those that do not count: earlier rows of them go.

    Returns
    -------
    (str, int) or None
        The table, and how many rows of other files are kept in it, in their order: all but those of students who had
        nothing that could be graded, and have a file now. None if the earlier one has other columns, or is none.
    """
    try:
        earlier = [*csv.reader(io.StringIO(old, newline=""), strict=True)]
    except csv.Error:
        return None
    head, *rows = csv.reader(io.StringIO(new, newline=""))
    if not earlier or any(len(row) != len(head) for row in earlier) or earlier[0] != head:
        return None
    at = head.index(FILE)
    fresh: dict[str, list[list[str]]] = {}
    for row in rows:
        fresh.setdefault(row[at], []).append(row)
    replaced = {harmless(name) for name in graded} | fresh.keys()
    together, kept = [head], 0
    students = {tuple(row[:3]) for row in rows}
    for row in earlier[1:]:
        if row[at] in replaced or (row[-1].startswith(REASON) and tuple(row[:3]) in students):
            together += fresh.pop(row[at], [])
        else:
            together.append(row)
            kept += 1
    together += [row for several in fresh.values() for row in several]
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(together)
    return text.getvalue(), kept
