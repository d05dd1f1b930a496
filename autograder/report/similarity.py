"""Similar submissions for people and for programs: a table for a terminal, CSV, and JSON. Evidence, never a score."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.table import Table

from autograder.report.tables import printable
from autograder.report.written import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.measures import Similar

EVIDENCE = (
    "Evidence to look at, never a score: what is alike may have been written by two people, and no points hang on it. "
    "Closeness is 1 for the most similar pair of this class, however little that is."
)


def similarity_table(pairs: Sequence[Similar]) -> Table:
    """Return a row a pair.

    Parameters
    ----------
    pairs : sequence of Similar
        In the order of the rows.

    Returns
    -------
    rich.table.Table
        Names from students in it are plain text, never markup.
    """
    table = Table(box=None, padding=(0, 2, 0, 0), caption=EVIDENCE, caption_justify="left")
    table.add_column("closeness", justify="right")
    for heading in ("submission", "and", "alike in both"):
        table.add_column(heading, overflow="fold")
    table.add_column("page")
    for pair in pairs:
        names = (f"{name} ({100 * share:.0f} %)" for name, share in zip(_names(pair), pair.shares, strict=True))
        table.add_row(f"{pair.closeness:.2f}", *map(printable, (*names, _functions(pair), pair.page)))
    return table


def similarity_csv(pairs: Sequence[Similar]) -> str:
    """Return a row a pair as CSV.

    Parameters
    ----------
    pairs : sequence of Similar
        In the order of the rows.

    Returns
    -------
    str
        Columns: `closeness`, `first`, `second`, `first_share`, `second_share`, `functions`, `page`. No field begins as
        a formula does.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(("closeness", "first", "second", "first_share", "second_share", "functions", "page"))
    for pair in pairs:
        texts = map(harmless, (*_names(pair), *(f"{share:.2f}" for share in pair.shares), _functions(pair), pair.page))
        table.writerow((f"{pair.closeness:.4f}", *texts))
    return text.getvalue()


def similarity_json(pairs: Sequence[Similar]) -> str:
    """Return pairs as JSON.

    Parameters
    ----------
    pairs : sequence of Similar
        In the order of the list.

    Returns
    -------
    str
        An object: `evidence` (the sentence that says what this is not), and `pairs` (a list of `first`, `second`,
        `closeness`, `shares`, `functions`, a list of `function` and `share`, and `page`). Shares lie in [0, 1].
    """
    figures = {"evidence": EVIDENCE, "pairs": [asdict(pair) for pair in pairs]}
    return json.dumps(figures, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _names(pair: Similar) -> tuple[str, str]:
    return pair.first, pair.second


def _functions(pair: Similar) -> str:
    return ", ".join(f"{each.function} {100 * each.share:.0f} %" for each in pair.functions)
