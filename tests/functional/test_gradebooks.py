"""From a platform's download of all submissions to its grade book."""

from __future__ import annotations

import csv
import subprocess
import sys
import zipfile

import pytest

from tests.conftest import CHECKOUT
from tests.functional.test_releases import RIGHT, Course

BOOK = (
    "Student,ID,SIS Login ID,Section,Linear regression (12),Final Score\r\n"
    "    Points Possible,,,,100,(read only)\r\n"
    '"Lovelace, Ada",1,ada,A,,87.00\r\n'
    "Hopper Grace,2,grace,A,55,\r\n"
)
WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Feedback comments\r\n"
    'Participant 5,Ada Lovelace,ada@x.org,Submitted - 1 hour late,,"100,00",Yes,\r\n'
    'Participant 6,Grace Hopper,grace@x.org,Submitted,"4,2","100,00",Yes,\r\n'
    'Participant 7,Emmy Noether,e@x.org,No submission,-,"100,00",Yes,old\r\n'
)


def class_of(folder):
    """Read the table of who has what, as a spreadsheet does."""
    with (folder / "graded" / "class.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def secant(folder, *arguments):
    """Run the command in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "autograder.cli", *map(str, arguments)],
        cwd=folder,
        env={"PYTHONPATH": str(CHECKOUT), "PATH": "/usr/bin:/bin", "XDG_CONFIG_HOME": str(folder), "TZ": "UTC"},
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
    assert "graded/book.csv: the points of 1 student are in it, before penalties\n" in done.stdout
    assert (tmp_path / "graded" / "book.csv").read_bytes().decode() == BOOK.replace("A,,87.00", "A,100,87.00")
    assert (tmp_path / "book.csv").read_bytes() == BOOK.encode()


@pytest.mark.parametrize(
    ("book", "options", "words"),
    [
        ("Name,Points\n", [], "book.csv: it is no grade book of Canvas's"),
        (
            BOOK,
            ["--column", "Linear"],
            "book.csv: 0 columns of the grade book are 'Linear'; its assignments: Linear reg",
        ),
        (WORKSHEET.replace("100,00", "99,00"), [], "book.csv: Moodle takes no grade above its maximum of 99,00"),
    ],
)
def test_what_could_not_be_filled_in_is_told_before_the_grading(book, options, words, tmp_path) -> None:
    """A grade book that is none, a column that it does not have, and a maximum below the sheet's cost no grading."""
    (tmp_path / "book.csv").write_bytes(book.encode())
    done = secant(tmp_path, "grade", "a01", "x.ipynb", "--into", "book.csv", *options)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "graded").exists()


def test_a_grade_book_with_nobody_in_it_is_no_success(hand_in, tmp_path) -> None:
    """Where no student's points could be entered the command says so and ends with 1."""
    (tmp_path / "book.csv").write_bytes(BOOK.encode())
    done = secant(tmp_path, "grade", "a01", hand_in(), "--into", "book.csv")
    assert done.returncode == 1
    assert "the points of 0 students are in it" in done.stdout
    assert "the grade book does not have them: submission" in done.stderr


def test_a_zip_of_moodle_fills_in_its_worksheet(hand_in, tmp_path) -> None:
    """Grade and feedback stand in the copy; the worksheet's lateness costs what was asked for, and both say so."""
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(hand_in(), "Ada Lovelace_5_assignsubmission_file_/a01.ipynb")
        archive.write(hand_in(), "Grace Hopper_6_assignsubmission_file_/a01.ipynb")
    (tmp_path / "sheet.csv").write_bytes(WORKSHEET.encode())
    done = secant(tmp_path, "grade", "a01", "all.zip", "--into", "sheet.csv", "--late-penalty", "12,5 %")
    assert done.returncode == 0, done.stderr
    words = "after penalties (12.5 % off what is late)"
    assert f"graded/sheet.csv: the points of 2 students are in it, {words}\n" in done.stdout
    expected = WORKSHEET.replace(",,", ',"87,5",', 1).replace("Yes,\r", "Yes,All right.\r").replace("4,2", "100")
    assert (tmp_path / "graded" / "sheet.csv").read_bytes().decode() == expected.replace('"100"', "100")
    rows = [(row["name"], row["e-mail"], row["late"], row[f"points {words}"]) for row in class_of(tmp_path)]
    assert rows == [("Ada Lovelace", "ada@x.org", "yes", "87.5"), ("Grace Hopper", "grace@x.org", "no", "100")]


def test_what_counts_goes_into_a_worksheet_of_moodle(hand_in, tmp_path) -> None:
    """Points that people decided on are entered by the number that Moodle gave the participant for this sheet."""
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(hand_in(), "Ada Lovelace_5_assignsubmission_file_/a01.ipynb")
        archive.write(hand_in(), "Grace Hopper_6_assignsubmission_file_/a01.ipynb")
    (tmp_path / "sheet.csv").write_bytes(WORKSHEET.encode())
    for line in (["grade", "a01", "all.zip"], ["override", "a01", "Ada Lovelace", "predict", "2.5", "--why", "half"]):
        done = secant(tmp_path, *line)
        assert done.returncode == 0, done.stderr
    done = secant(tmp_path, "scores", "a01", "--into", "sheet.csv")
    assert done.returncode == 0, done.stderr
    assert "export/sheet.csv: the points of 2 students are in it" in " ".join(done.stdout.split())
    with (tmp_path / "export" / "sheet.csv").open(encoding="utf-8", newline="") as file:
        entered = {row["Full name"]: row["Grade"] for row in csv.DictReader(file)}
    assert entered == {"Ada Lovelace": "97,5", "Grace Hopper": "100", "Emmy Noether": "-"}


def test_a_group_of_gradescopes_is_entered_into_the_grade_book_of_canvas(hand_in, tmp_path) -> None:
    """Every member has the points, a stranger is named, and that the lateness is not known is told."""
    metadata = "submission_9:\n  :submitters:\n" + "".join(
        f"  - {{':name': '{name}', ':sid': '{sid}', ':email': '{email}'}}\n"
        for name, sid, email in (("=Ada", "1", ""), ("Grace", "", "GRACE"), ("Stranger", "3", ""))
    )
    folder = tmp_path / "assignment_5_export"
    (folder / "submission_9").mkdir(parents=True)
    hand_in().rename(folder / "submission_9" / "a01.ipynb")
    (folder / "submission_metadata.yml").write_text(metadata)
    (tmp_path / "book.csv").write_bytes(BOOK.encode())
    done = secant(tmp_path, "grade", "a01", folder.name, "--into", "book.csv", "--column", "12")
    assert done.returncode == 0, done.stderr
    expected = BOOK.replace("A,,87.00", "A,100,87.00").replace("A,55,", "A,100,")
    assert (tmp_path / "graded" / "book.csv").read_bytes().decode() == expected
    assert "Not entered, for the grade book does not have them: Stranger (3).\n" in done.stderr
    assert "Whether 3 students handed in late is not known; Gradescope's export" in done.stderr
    assert [row["name"] for row in class_of(tmp_path)] == ["'=Ada", "Grace", "Stranger"]


def test_a_plain_folder_is_graded_student_by_student(hand_in, tmp_path) -> None:
    """A folder is enough: its students are named by theirs, and have a folder of results each."""
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / ".git").mkdir()
    (tmp_path / "class" / ".git" / "a01.ipynb").write_text("hidden")
    hand_in().rename(tmp_path / "class" / "ada" / "a01.ipynb")
    (tmp_path / "class" / "grace.ipynb").write_text("Dear all")
    done = secant(tmp_path, "grade", "a01", "class")
    assert done.returncode == 1  # a file could not be graded
    rows = [(row["name"], row["file"], row["points before penalties"]) for row in class_of(tmp_path)]
    assert rows == [("grace", "class/grace.ipynb", ""), ("ada", "class/ada/a01.ipynb", "100")]
    assert class_of(tmp_path)[0]["reason"].startswith("not graded: it is not a notebook")
    assert {path.parent.name for path in tmp_path.rglob("results.json")} == {"class-ada-a01", "class-grace"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--late-penalty", "101"], "'101' is no number from 0 to 100"),
        (["--late-penalty", "-1"], "'-1' is no number from 0 to 100"),
        (["--late-penalty", "1e999999999"], "'1e999999999' is no number from 0 to 100"),
        (["--due", "tomorrow"], "write it as 2026-11-03T23:59+01:00"),
        (["--due", "2026-11-03T23:59"], "has no time zone; for this machine's write 2026-11-03T23:59+00:00"),
        (["--into", "graded/book.csv"], "its copy would replace graded/book.csv"),
        (
            ["--column", "Homework 1"],
            "--column: 'Homework 1' is a column of a grade book; name that, too, with --into.",
        ),
        (["--into", "nowhere.csv"], "nowhere.csv: is no file; name the grade book"),
        (["--into", "class.csv"], "its copy would replace graded/class.csv"),
    ],
)
def test_what_was_asked_wrongly_is_told_before_the_grading(options, words, tmp_path) -> None:
    """A wrong number or time, or a copy that would replace something, ends with a sentence and nothing is written."""
    done = secant(tmp_path, "grade", "a01", "x.ipynb", *options)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.rglob("*.json"))


def test_students_zips_are_graded_and_named_by_them(hand_in, tmp_path) -> None:
    """What otter's students hand in is graded one by one or from a folder, and each is called by the archive."""
    (tmp_path / "class").mkdir()
    for name in ("alice.zip", "class/bob.zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.write(hand_in(), "a01.ipynb")
            archive.writestr(".OTTER_LOG", "x")
    done = secant(tmp_path, "grade", "a01", "alice.zip", "class")
    assert done.returncode == 0, done.stderr
    rows = [(row["name"], row["file"], row["points before penalties"]) for row in class_of(tmp_path)]
    assert rows == [("alice", "alice.zip/a01.ipynb", "100"), ("bob", "class/bob.zip/a01.ipynb", "100")]
    assert {path.parent.name for path in tmp_path.rglob("results.json")} == {"alice-a01", "class-bob.zip-a01"}


def test_whoever_has_handed_in_no_notebook_is_told(hand_in, tmp_path) -> None:
    """An essay in Canvas's zip and another file in a plain folder are a row, a line and exit code 1 each."""
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as archive:
        archive.writestr("moedan_104_5004_essay.txt", "Dear all")
        archive.write(hand_in(), "lovelaceada_1_345_a01.ipynb")
    (tmp_path / "class" / "cleo").mkdir(parents=True)
    (tmp_path / "class" / "cleo" / "hw.pdf").write_text("x")
    done = secant(tmp_path, "grade", "a01", "submissions.zip", "class")
    assert done.returncode == 1
    words = [
        f"is no notebook and no script ({name}); hand in the sheet's notebook." for name in ("essay.txt", "hw.pdf")
    ]
    rows = [(row["name"], row["id"], row["reason"]) for row in class_of(tmp_path)]
    assert rows == [
        ("lovelaceada", "1", ""),
        ("moedan", "104", f"not graded: it {words[0]}"),
        ("cleo", "", f"not graded: it {words[1]}"),
    ]
    assert all(name in done.stdout for name in ("essay.txt", "hw.pdf"))
    assert (tmp_path / "graded" / "class-cleo-hw.pdf" / "results.json").is_file()


def written(folder):
    """Return what stands in a folder of results, but for the gradebook, which notes every run."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("gradebook.sqlite"))
    return {path: path.read_bytes() for path in files}


def test_one_file_more_leaves_the_class_as_it_was(hand_in, tmp_path) -> None:
    """A file that is graded later has a row among the others, and one that is not there changes nothing."""
    (tmp_path / "class").mkdir()
    right = hand_in()
    (tmp_path / "class" / "ada.ipynb").write_bytes(right.read_bytes())
    (tmp_path / "class" / "bob.ipynb").write_text("Dear all")
    secant(tmp_path, "grade", "a01", "class")
    (tmp_path / "class" / "bob.ipynb").write_bytes(right.read_bytes())
    done = secant(tmp_path, "grade", "a01", "submission.ipynb")
    assert done.returncode == 0, done.stderr
    assert "graded/class.csv: keeps 2 rows of files that were not graded now." in done.stderr
    rows = [(row["name"], row["points before penalties"]) for row in class_of(tmp_path)]
    assert rows == [("ada", "100"), ("bob", ""), ("submission", "100")]
    right.unlink()
    before = written(tmp_path / "graded")
    done = secant(tmp_path, "grade", "a01", "submission.ipynb")
    assert done.returncode == 1
    assert "cannot be opened (no such file or directory)" in " ".join(done.stdout.split())
    assert written(tmp_path / "graded") == before
    secant(tmp_path, "grade", "a01", "class")
    assert [row["points before penalties"] for row in class_of(tmp_path)] == ["100"] * 3


def test_a_table_with_other_columns_is_kept_beside_the_new_one(hand_in, tmp_path) -> None:
    """After another penalty, or where class.csv is something else, the old file has the next free name."""
    (tmp_path / "graded").mkdir()
    (tmp_path / "graded" / "class.csv").write_bytes(b"\xff")
    done = secant(tmp_path, "grade", "a01", hand_in())
    assert "is kept as graded/class-1.csv." in done.stderr
    done = secant(tmp_path, "grade", "a01", hand_in(), "--late-penalty", "20")
    assert done.returncode == 0, done.stderr
    assert "is kept as graded/class-2.csv." in done.stderr
    assert (tmp_path / "graded" / "class-1.csv").read_bytes() == b"\xff"
    assert b"points before penalties" in (tmp_path / "graded" / "class-2.csv").read_bytes()
    assert [row["points after penalties (20 % off what is late)"] for row in class_of(tmp_path)] == ["100"]


def test_an_earlier_releases_points_are_told(tmp_path) -> None:
    """A notebook of a release with other points is in class.csv out of those, and a sentence names its student."""
    course = Course(tmp_path)
    course.secant("release", "s1")
    course.secant("generate")
    old = course.hand_in(RIGHT, "alice")
    course.rework()
    course.secant("release", "s1")
    done = course.secant("grade", "s1", old, "--out", "graded")
    assert "out of another number of points, and entered as they are: alice (1 of 1).\n" in done.stderr
    assert [(row["points before penalties"], row["possible"]) for row in class_of(course.root)] == [("1", "1")]
