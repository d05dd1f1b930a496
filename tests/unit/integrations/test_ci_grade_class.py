"""The script that grades a class, where nobody was pulled; `tests/functional/test_workflows.py` has a class for it."""

from __future__ import annotations

import csv
import os
import runpy
import subprocess
import sys
from dataclasses import replace

import pytest

from autograder.integrations.lms import Attempt, Owner, Student, class_table, standings
from autograder.resources import resource
from tests.conftest import CHECKOUT
from tests.unit.integrations.test_gradescope import GRADED

SCRIPT = resource("templates") / "ci" / "grade_class.py"


@pytest.fixture
def graded(tmp_path):
    """Run the script in a course of one's own, from which one student's notebook was not pulled."""

    def run(*arguments, **environment):
        for name in ("assignments", "reference", "checkouts"):
            (tmp_path / name).mkdir()
        (tmp_path / "checkouts" / "not-pulled.csv").write_text("student,reason\nzoe,has an empty repository.\n")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "SECANT_"))}
        kept |= {"PYTHONPATH": str(CHECKOUT), "XDG_CONFIG_HOME": str(tmp_path), **environment}
        command = [sys.executable, SCRIPT, *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=kept, capture_output=True, text=True, timeout=60, check=False)
        assert done.stderr == ""
        return done

    return run


def test_without_the_courses_secret_nothing_is_graded(graded, tmp_path) -> None:
    """Another secret would be made, with other numbers: the script ends with 2 and says whose it is."""
    done = graded("s1")
    assert (done.returncode, done.stdout.partition(":")[0]) == (2, "SECANT_SECRET is not set")
    assert not (tmp_path / "graded").exists()


def test_without_a_sheet_it_is_asked_for(graded) -> None:
    """The script ends with 2 and says how it is called."""
    done = graded()
    assert (done.returncode, done.stdout) == (2, "Name the sheet: python .ci/grade_class.py SHEET\n")


def test_who_was_not_pulled_has_results_that_say_so(graded, tmp_path) -> None:
    """The reason is in each format and in the summary, the script ends with 1, and a token that is there is told."""
    done = graded("s1", SECANT_SECRET="any", SECANT_PULL_TOKEN="any")  # noqa: S106 - of nothing
    assert done.returncode == 1
    assert done.stdout.startswith("SECANT_PULL_TOKEN is set here, too")
    folder = tmp_path / "graded" / "zoe"
    assert {path.name for path in folder.iterdir()} == {"results.json", "junit.xml", "summary.md", "annotations.txt"}
    assert all("has an empty repository" in path.read_text() for path in folder.iterdir())
    assert (tmp_path / "graded" / "summary.md").read_text().startswith("- **zoe** was not graded: it has an empty")


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(row["name"], row["points before penalties"], row["reason"]) for row in csv.DictReader(file)]


def test_who_was_not_pulled_is_in_the_class(graded, tmp_path) -> None:
    """The class's table has a row with the reason, also where nobody was pulled."""
    graded("s1", SECANT_SECRET="any")  # noqa: S106 - of nothing
    zoe = ("zoe", "", "not graded: it has an empty repository.")
    assert rows_of(tmp_path / "graded" / "class.csv") == [zoe]


def test_who_was_not_pulled_stands_below_who_was_graded(tmp_path, monkeypatch) -> None:
    """The rows that the grader has written stay; a name with a dot is the whole name."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "checkouts").mkdir()
    (tmp_path / "graded").mkdir()
    (tmp_path / "checkouts" / "not-pulled.csv").write_text("student,reason\nzoe.z,has an empty repository.\n")
    owner = Owner("", "ada.ipynb", (Student("ada"),))
    table = class_table(standings([Attempt(replace(GRADED, submission="ada.ipynb"), owner)]))
    (tmp_path / "graded" / "class.csv").write_text(table, encoding="utf-8-sig", newline="")
    runpy.run_path(str(SCRIPT))["refuse_missing"]()
    names = [row[0] for row in rows_of(tmp_path / "graded" / "class.csv")]
    assert names == ["ada", "zoe.z"]


def test_a_summary_is_cut_before_github_drops_it(tmp_path, monkeypatch) -> None:
    """A line for every student, tables below a mebibyte, and where the others are; what is kept has them all."""
    monkeypatch.chdir(tmp_path)
    for number in range(4):
        folder = tmp_path / "graded" / f"student{number}"
        folder.mkdir(parents=True)
        (folder / "summary.md").write_text(f"**{number}**: 5 of 5 points\n\n| {'x' * 400_000} |\n")
    summary = runpy.run_path(str(SCRIPT))["summarise"]()
    assert 800_000 < len(summary.encode()) < 1 << 20
    assert summary.startswith("".join(f"- **{number}**: 5 of 5 points\n" for number in range(4)))
    assert summary.endswith("The other tables are in the results, which the workflow keeps.\n")
    assert len((tmp_path / "graded" / "summary.md").read_bytes()) > 1_600_000
