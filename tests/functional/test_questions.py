"""Questions in words and variants, from the class list to the marks."""

from __future__ import annotations

import json

import pytest

from tests.functional.test_generate import EXERCISES, FILES, PROSE, SHEET, Desk

QUESTIONS = """
from autograder.spec import Choice, Drawn, Written

WHICH = Choice("which", 2, "Which?", {"one": "The one.", "other": "The other."}, "other", "It is the other.")
WHY = Written("why", 3, "Why?", ("3 points: a reason",))
ASSIGNMENT = Assignment(
    title="Twice",
    exercises=(DOUBLE,),
    questions=(WHICH, WHY),
    data=(Drawn("data/points.csv", lambda rng: f"{rng.normal()}\\\\n"),),
)
"""


@pytest.fixture
def desk(tmp_path):
    """Return a course of one sheet and its command."""
    return Desk(tmp_path)


def test_questions_and_variants_from_the_class_list_to_the_marks(desk) -> None:
    """Everybody gets a variant; what comes back is recorded, told after the due date, and collected for a person."""
    desk.write(SHEET, EXERCISES.rpartition("ASSIGNMENT")[0] + QUESTIONS.replace("\\\\n", "\\n"))
    desk.write("assignments/s1/assignment.md", PROSE + "\n<!-- question: which -->\n\n<!-- question: why -->\n")
    desk.write("class.csv", "student\nada\ngrace\n")
    desk.secant("generate", "--unproven", "--variants", "class.csv")
    variants = {
        f"s1/student/variants/{name}/{file}" for name in ("ada", "grace") for file in ("s1.ipynb", "data/points.csv")
    }
    everybody = {f"s1/{whose}/data/points.csv" for whose in ("student", "staff")}
    assert desk.written() == FILES | variants | everybody | {"s1/staff/variants.csv"}
    folder = desk.root / "dist" / "s1" / "student" / "variants"
    assert len({(folder / name / "data" / "points.csv").read_text() for name in ("ada", "grace")}) == 2

    handed = json.loads((folder / "ada" / "s1.ipynb").read_text(encoding="utf-8"))
    for cell in handed["cells"]:
        source = "".join(cell["source"])
        source = source.replace('which = ""', 'which = "other"')
        cell["source"] = source.replace("*Double-click here and write your answer.*", "=1+1, for this reason.")
    desk.write("grace.ipynb", json.dumps(handed))
    done = desk.secant("grade", "s1", "grace.ipynb", "--variants", "dist/s1/staff/variants.csv")
    assert "that of ada, not that of grace; its points stand" in done.stderr
    assert "0 of 1 points; 5 more are not marked yet" in done.stdout
    results = json.loads((desk.root / "graded" / "grace" / "results.json").read_text(encoding="utf-8"))
    assert results["score"] == 0
    assert "It is the other." not in json.dumps(results)
    assert "'=1+1, for this reason." in (desk.root / "graded" / "written.csv").read_text(encoding="utf-8-sig")

    done = desk.secant("grade", "s1", "grace.ipynb", "--reveal")
    assert "2 of 3 points; 3 more are not marked yet" in done.stdout
    results = json.loads((desk.root / "graded" / "grace" / "results.json").read_text(encoding="utf-8"))
    assert results["score"] == 2


def test_a_class_list_that_cannot_be_read_writes_nothing(desk) -> None:
    """It is said before anything is written."""
    done = desk.secant("generate", "--unproven", "--variants", "none.csv", code=2)
    assert "none.csv: cannot be read" in done.stderr
    assert not (desk.root / "dist").exists()


def test_dealt_answers_come_back_into_the_grades(desk) -> None:
    """An answer is dealt without its student's name, marked in the table, taken back, and counts; twice is refused."""
    desk.write(SHEET, EXERCISES.rpartition("ASSIGNMENT")[0] + QUESTIONS.replace("\\\\n", "\\n"))
    desk.write("assignments/s1/assignment.md", PROSE + "\n<!-- question: which -->\n\n<!-- question: why -->\n")
    desk.secant("generate", "--unproven")
    handed = (desk.root / "dist" / "s1" / "student" / "s1.ipynb").read_text(encoding="utf-8")
    desk.write("grace.ipynb", handed.replace("*Double-click here and write your answer.*", "For this reason."))
    desk.secant("grade", "s1", "grace.ipynb")

    assert "marking/s1-ann.csv: 1 answers" in desk.secant("deal", "s1", "ann", "ben").stdout
    table = desk.root / "marking" / "s1-ann.csv"
    text = table.read_text(encoding="utf-8-sig")
    assert "For this reason." in text
    assert "grace" not in text
    assert table.stat().st_mode & 0o777 == 0o600
    head, row = text.strip().split("\n")
    assert head.strip().split(",")[-4:] == ["comment", "held", "by", "basis"]
    table.write_text(f"{head}\n{row.replace(',,,,', ',2.5,well,,')}\n", encoding="utf-8")

    refused = desk.secant("deal", "s1", "ann", code=2)
    assert "marking/s1-ann.csv: has points in it; take it over with secant mark" in refused.stderr
    assert "1 answers are marked anew." in desk.secant("mark", "s1", "marking/s1-ann.csv").stdout
    assert "2.5 / 6" in desk.secant("scores", "s1").stdout
    assert "There is nothing to mark." in desk.secant("deal", "s1", "ben").stdout
    table.write_text(table.read_text(encoding="utf-8").replace("2.5", "1"), encoding="utf-8")
    table.write_text(table.read_text(encoding="utf-8").replace(",ann,", ",ben,"), encoding="utf-8")
    refused = desk.secant("mark", "s1", "marking/s1-ann.csv", code=2)
    assert "row 2: ann has given 2.5 points meanwhile; --over puts yours in their place" in refused.stderr
    desk.secant("mark", "s1", "marking/s1-ann.csv", "--over")
    assert "1 / 6" in desk.secant("scores", "s1").stdout


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("deal", "s1", "ann", "ann"), "One assistant is named twice; name each once."),
        (("deal", "s1", "--question", "none"), "'none': is no question of s1; there are: none."),
        (("serve", "s1"), "s1: has no question that is answered in sentences; there is nothing to mark."),
    ],
)
def test_what_cannot_be_dealt_or_served_is_told(desk, command, words) -> None:
    """A sentence says what is wrong."""
    desk.write(SHEET, EXERCISES)
    desk.write("assignments/s1/assignment.md", PROSE)
    desk.secant("generate", "--unproven")
    desk.write("grace.ipynb", (desk.root / "dist" / "s1" / "student" / "s1.ipynb").read_text(encoding="utf-8"))
    desk.secant("grade", "s1", "grace.ipynb")
    assert words in desk.secant(*command, code=2).stderr
