"""A CSV file of which every cell is kept as it is written."""

from __future__ import annotations

import re
from typing import NamedTuple

from autograder.errors import OperatorError


class Table(NamedTuple):
    """A CSV file of which every cell is kept as it is written, quotes and all.

    Attributes
    ----------
    delimiter : str
    rows : list of list of str
    ends : list of str
        What ends each row.
    """

    delimiter: str
    rows: list[list[str]]
    ends: list[str]

    def values(self, number: int) -> list[str]:
        """Return what a row's cells say."""
        plain = (cell.removeprefix("\ufeff") for cell in self.rows[number])
        return [cell[1:-1].replace('""', '"') if cell.startswith('"') else cell for cell in plain]

    def text(self) -> str:
        """Return the file's text."""
        lines = (self.delimiter.join(row) + end for row, end in zip(self.rows, self.ends, strict=True))
        return "".join(lines)


def table_of(text: str) -> Table:
    """Read a CSV file; its delimiter is a semicolon if its first line has more of them than commas.

    Parameters
    ----------
    text : str
        As it was exported.

    Returns
    -------
    Table
        Whose `text` is the same to the byte.

    Raises
    ------
    OperatorError
        If a quoted cell does not end with its quote.
    """
    first = re.sub(r'"(?:[^"]|"")*"', "", text).partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    cell = re.compile(rf'\ufeff?"(?:[^"]|"")*"|\ufeff?(?!["\ufeff])[^{delimiter}\r\n]*')
    rows: list[list[str]] = [[]]
    ends: list[str] = []
    at = 0
    while at < len(text) or rows[-1]:
        found = cell.match(text, at)
        if found is None:
            raise OperatorError(
                f"the grade book is no CSV: a quote of row {len(rows)} is never closed; export it again."
            )
        rows[-1].append(found[0])
        at = found.end()
        if text.startswith(delimiter, at):
            at += 1
            continue
        end = re.compile(r"\r\n|\n|\r|").match(text, at)
        assert end is not None  # it matches nothing, too
        if not end[0] and at < len(text):
            words = f"a quoted cell of row {len(rows)} goes on behind its quote"
            raise OperatorError(f"the grade book is no CSV: {words}; export it again.")
        ends.append(end[0])
        at = end.end()
        if at >= len(text):
            break
        rows.append([])
    return Table(delimiter, rows, ends)


def cell_of(value: str, delimiter: str) -> str:
    """Return a value as a cell: quoted where it must be, and otherwise to the letter."""
    if any(each in value for each in (delimiter, '"', "\n", "\r")):
        escaped = value.replace('"', '""')
        return f'"{escaped}"'
    return value
