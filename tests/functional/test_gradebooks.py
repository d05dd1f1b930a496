"""From a platform's download of all submissions to its grade book."""

from __future__ import annotations

import subprocess
import sys
import zipfile

from tests.conftest import CHECKOUT

BOOK = (
    "Student,ID,SIS Login ID,Section,Linear regression (12),Final Score\r\n"
    "    Points Possible,,,,100,(read only)\r\n"
    '"Lovelace, Ada",1,ada,A,,87.00\r\n'
    "Hopper Grace,2,grace,A,55,\r\n"
)


def secant(folder, *arguments):
    """Run the command in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "autograder.cli", *map(str, arguments)],
        cwd=folder,
        env={"PYTHONPATH": str(CHECKOUT), "PATH": "/usr/bin:/bin", "XDG_CONFIG_HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_zip_of_canvas_fills_in_its_grade_book(hand_in, tmp_path) -> None:
    """The points stand in the copy, in the one column, at the students whom the zip names; the rest is as it was."""
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as archive:
        archive.write(hand_in(), "lovelaceada_LATE_1_345_a01.ipynb")
    (tmp_path / "book.csv").write_bytes(BOOK.encode())
    done = secant(tmp_path, "grade", "a01", "submissions.zip", "--into", "book.csv")
    assert done.returncode == 0, done.stderr
    assert "graded/book.csv: the points of 1 students are in it" in done.stdout
    assert (tmp_path / "graded" / "book.csv").read_bytes().decode() == BOOK.replace("A,,87.00", "A,100,87.00")
    assert (tmp_path / "book.csv").read_bytes() == BOOK.encode()


def test_a_grade_book_that_is_none_is_told_after_the_grading(hand_in, tmp_path) -> None:
    """What was graded is there all the same; the sentence says what was found."""
    (tmp_path / "book.csv").write_text("Name,Points\n")
    done = secant(tmp_path, "grade", "a01", hand_in(), "--into", "book.csv")
    assert done.returncode == 2
    assert "book.csv: it is no grade book of Canvas's" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "graded" / "submission" / "results.json").exists()
