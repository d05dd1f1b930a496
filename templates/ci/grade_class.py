"""Grades what pull_class.py has pulled, with the hidden tests, and tells the platform what came of it.

    python .ci/grade_class.py SHEET

Runs `secant grade SHEET checkouts/*/*.ipynb --out graded`, whose student code sees nothing of this environment. Writes
graded/STUDENT/ for each student of the roster, graded/class.csv and graded/summary.md; on GitHub the step's summary and the annotations,
too. Ends with 0 if everybody was graded, with 1 if somebody was not, with 2 and a sentence if nobody can be.
"""

from __future__ import annotations

import csv
import os
import secrets
import subprocess
import sys
from pathlib import Path

from autograder.integrations.ci import write_formats
from autograder.integrations.gradescope import write_results
from autograder.integrations.lms import Owner, Standing, Student
from autograder.records import Refusal
from autograder.spec.course import find_course
from autograder.terminal.entering import write_class

FORMATS = ("junit", "markdown", "annotations")
CHECKOUTS, GRADED = Path("checkouts"), Path("graded")
MOST = 900_000  # bytes: GitHub drops a summary of more than 1 MiB


def main():
    """Grade the class; return the exit code."""
    if len(sys.argv) != 2:
        print("Name the sheet: python .ci/grade_class.py SHEET")
        return 2
    if os.environ.pop("SECANT_PULL_TOKEN", None):
        print("SECANT_PULL_TOKEN is set here, too, and taken away now; give it the environment scope `pull`.")
    if not find_course().is_bundled and not os.environ.get("SECANT_SECRET"):
        print("SECANT_SECRET is not set: other secrets, other hidden numbers. Make it a secret of this repository.")
        return 2
    GRADED.mkdir(exist_ok=True)
    notebooks = sorted(CHECKOUTS.glob("*/*.ipynb"))
    code = grade(sys.argv[1], notebooks) if notebooks else 0
    missing = refuse_missing()
    for path in notebooks:
        if not (GRADED / path.stem / "results.json").is_file():  # the grader did not come to its end
            print(f"{path.stem}: has no result")
    summary = summarise()
    if place := os.environ.get("GITHUB_STEP_SUMMARY"):
        with open(place, "a", encoding="utf-8") as file:
            file.write(summary)
    if on_github():
        files = [path.read_text(encoding="utf-8") for path in sorted(GRADED.glob("*/annotations.txt"))]
        print("".join(files), end="")
    return code or int(bool(missing))


def on_github():
    """Whether a runner of GitHub's reads what is printed here."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def grade(sheet, notebooks):
    """Run the grader; its table has students' words in it, so that a runner must obey nothing of it."""
    wanted = [word for name in FORMATS for word in ("--format", name)]
    engine = [sys.executable, "-m", "autograder.cli"]
    command = [*engine, "grade", sheet, *map(str, notebooks), "--out", str(GRADED), *wanted]
    token = secrets.token_hex(16)
    if on_github():
        print(f"::stop-commands::{token}", flush=True)
    done = subprocess.run(command, check=False)
    if on_github():
        print(f"\n::{token}::", flush=True)
    return done.returncode


def refuse_missing():
    """Write the results of those whose notebook was not pulled, and their rows of the class; return them."""
    rows = []
    with (CHECKOUTS / "not-pulled.csv").open(newline="", encoding="utf-8") as file:
        missing = [*csv.DictReader(file)]
    for row in missing:
        folder = GRADED / row["student"]
        refusal = Refusal(row["student"], row["reason"])
        write_results(refusal, folder / "results.json")
        write_formats(refusal, folder, FORMATS)
        student = Student(row["student"])
        rows.append(Standing(student, Owner("", student.name, (student,)), refusal))
    if rows:  # beside those that the grader has written
        write_class(rows, None, GRADED, [row["student"] for row in missing])
    return missing


def summarise():
    """Return the class in markdown, a line a student and then the tables, as far as they fit; keep all of it."""
    pages = [path.read_text(encoding="utf-8") for path in sorted(GRADED.glob("*/summary.md"))]
    heads = "".join(f"- {page.partition(chr(10))[0]}\n" for page in pages)
    (GRADED / "summary.md").write_text("\n".join([heads, *pages]), encoding="utf-8")
    parts, room = [heads], MOST - len(heads.encode())
    for page in pages:
        room -= len(page.encode()) + 1
        if room < 0:
            parts.append("The other tables are in the results, which the workflow keeps.\n")
            break
        parts.append(page)
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(main())
