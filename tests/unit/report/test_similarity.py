"""Similar submissions for people and for programs."""

from __future__ import annotations

import csv
import io
import json

import pytest
from rich.console import Console

from autograder.measures import Alike, Similar
from autograder.report import similarity_csv, similarity_json, similarity_table

PAIR = Similar("[b]ada.py", "=bob()", 0.5, (0.625, 0.25), (Alike("adam", 1.0), Alike("bfgs", 0.25)), "match_1.html")


def printed(table):
    """Return a table as a terminal shows it."""
    file = io.StringIO()
    Console(file=file, width=200, highlight=False).print(table)
    return file.getvalue()


def test_a_row_a_pair() -> None:
    """The table has both names as they are, what is alike, and the page to look at."""
    row = printed(similarity_table([PAIR])).splitlines()[1]
    assert " ".join(row.split()) == "0.50 [b]ada.py (62 %) =bob() (25 %) adam 100 %, bfgs 25 % match_1.html"


@pytest.mark.parametrize("pairs", [[], [PAIR]])
def test_it_is_called_evidence(pairs) -> None:
    """Table and JSON say that they are evidence and never a score, whatever is in them."""
    assert "never a score" in " ".join(printed(similarity_table(pairs)).split())
    assert "never a score" in json.loads(similarity_json(pairs))["evidence"]


def test_the_csv_runs_nothing() -> None:
    """No field of the CSV begins as a formula does, and numbers are numbers."""
    (row,) = csv.DictReader(io.StringIO(similarity_csv([PAIR])))
    assert (row["first"], row["second"]) == ("[b]ada.py", "'=bob()")
    assert (float(row["closeness"]), float(row["first_share"]), float(row["second_share"])) == (0.5, 0.62, 0.25)
    assert row["functions"] == "adam 100 %, bfgs 25 %"


def test_the_json_has_everything() -> None:
    """JSON has a pair by the names of its fields."""
    assert json.loads(similarity_json([PAIR]))["pairs"] == [
        {
            "first": "[b]ada.py",
            "second": "=bob()",
            "closeness": 0.5,
            "shares": [0.625, 0.25],
            "functions": [{"function": "adam", "share": 1.0}, {"function": "bfgs", "share": 0.25}],
            "page": "match_1.html",
        }
    ]
