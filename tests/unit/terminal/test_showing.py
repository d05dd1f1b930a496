"""What is said of graded submissions: large classes, and the table of answers that a person marks."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from types import SimpleNamespace

import pytest

from autograder.records import Refusal
from autograder.report import is_marked, written_table
from autograder.spec import Written
from autograder.terminal.showing import SHOWN, collect_written, show
from tests.unit.classroom.gradebooks import result, written

SHEET = SimpleNamespace(questions=[Written("why", 3, "Why?", ("a reason",))])
GRADED = replace(result(f=1, replies=[written('so, "it" is')]), submission="ada.py")


def filled(text, **fields):
    """Fill in the first row of a table."""
    rows = [*csv.DictReader(io.StringIO(text, newline=""))]
    rows[0] |= fields
    found = io.StringIO()
    table = csv.DictWriter(found, rows[0], lineterminator="\r\n")
    table.writeheader()
    table.writerows(rows)
    return found.getvalue()


@pytest.mark.parametrize("fields", [{"points": "2"}, {"comment": "well put"}])
def test_marks_are_never_written_over(tmp_path, capsys, fields) -> None:
    """A table with points or a comment in it is kept under another name, which is said; one without is replaced."""
    path = tmp_path / "written.csv"
    collect_written(SHEET, [GRADED], tmp_path)
    collect_written(SHEET, [GRADED], tmp_path)
    assert [*tmp_path.iterdir()] == [path]
    marked = filled(path.read_bytes().decode("utf-8-sig"), **fields)
    path.write_text(marked, encoding="utf-8", newline="")
    collect_written(SHEET, [GRADED], tmp_path)
    assert (tmp_path / "written-1.csv").read_bytes().decode() == marked
    assert path.read_bytes().decode("utf-8-sig") == written_table([GRADED])
    assert "had marks in it, and is kept as" in " ".join(capsys.readouterr().err.split())


def test_where_nothing_was_graded_the_table_stays(tmp_path) -> None:
    """A path that is not there replaces nothing."""
    collect_written(SHEET, [GRADED], tmp_path)
    before = (tmp_path / "written.csv").read_bytes()
    collect_written(SHEET, [Refusal("none", "cannot be opened.")], tmp_path)
    assert (tmp_path / "written.csv").read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b'file,points\n"a', b"file,question\na,b\n", b"a;points;comment\nb;1;\n"]
)
def test_what_might_be_marks_is_taken_for_marks(content) -> None:
    """What cannot be read, has other columns or other separators is not replaced; an untouched table is."""
    assert is_marked(content)
    assert not is_marked(written_table([GRADED]).encode("utf-8-sig"))


def test_of_a_large_class_only_those_are_shown_whom_somebody_must_look_at(capsys) -> None:
    """Beyond a hundred there is a row for who was refused, and the others in one sentence."""
    graded = [replace(result(f=number % 11), submission=f"{number}.py") for number in range(SHOWN)]
    show([*graded, Refusal("bob.py", "is empty.")])
    said = " ".join(capsys.readouterr().out.split())
    assert "bob.py - Not graded: it is empty." in said
    assert "7.py" not in said
    assert "100 graded; the middle one has 5 of 10 points, the least 0, the most 10." in said
