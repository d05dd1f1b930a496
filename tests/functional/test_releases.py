"""Releases of a sheet: what students were promised stays, under its number, whatever the sheet becomes."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import nbformat
import pytest

from tests.functional.test_generate import SHEET, Desk

RELEASES = "assignments/s1/releases"
RIGHT = "def double(x):\n    return 2 * x\n"
DOUBLING = """        Three numbers.
    \"\"\"
    # BEGIN SOLUTION
    return 2 * x"""
SCALING = """        Three numbers.
    factor : float
        A number.
    \"\"\"
    # BEGIN SOLUTION
    return factor * x"""
SCALED = "def double(x, factor):\n    return factor * x\n"


class Course(Desk):
    """A course whose sheet was released and handed out."""

    def hand_in(self, source, name, out="dist"):
        """Fill in the student's notebook that lies in a folder."""
        notebook = nbformat.read(self.root / out / "s1" / "student" / "s1.ipynb", as_version=4)
        for cell in notebook.cells:
            if cell.metadata.get("secant", {}).get("kind") == "exercise":
                cell.source = source
        path = self.folder / f"{name}.ipynb"
        nbformat.write(notebook, path)
        return path

    def results(self, name):
        return json.loads((self.root / "graded" / name / "results.json").read_text(encoding="utf-8"))

    def rework(self):
        """Give the function a parameter, and the exercise another point."""
        self.change("reference/topic.py", "def double(x):", "def double(x, factor):")
        self.change(
            "reference/topic.py", '        Three numbers.\n    """\n    # BEGIN SOLUTION\n    return 2 * x', SCALING
        )
        self.change(SHEET, "points=1", "points=2")
        self.change(SHEET, "(rng.normal(size=3),)", "(rng.normal(size=3), rng.normal())")
        self.change(SHEET, "def by_sum(x):\n    return x + x", "def by_sum(x, factor):\n    return x * factor")
        self.change(SHEET, 'old="2 * x", new="x / 2"', 'old="factor * x", new="x / factor"')


@pytest.fixture
def course(tmp_path):
    """Return a course whose sheet has a first release, and whose notebook was handed out."""
    made = Course(tmp_path)
    made.secant("release", "s1")
    made.secant("generate")
    return made


def test_a_release_freezes_names_signatures_points_and_cases(course) -> None:
    """The terms of release 1 stand in a file for people, and the course as it was beside them."""
    terms = json.loads((course.root / RELEASES / "1.json").read_text(encoding="utf-8"))
    assert (terms["signatures"], terms["points"]) == ({"double": "x"}, {"double": 1})
    assert list(terms["cases"]["double"]) == ["three numbers"]
    assert terms["checks"] == {"double": ["reference 1"]}
    with zipfile.ZipFile(course.root / RELEASES / "1.zip") as archive:
        assert archive.read(SHEET) == (course.root / SHEET).read_bytes()
        assert not [name for name in archive.namelist() if "releases" in name]


def test_released_again_without_a_change_nothing_is_written(course) -> None:
    """The same terms need no second number: a mended mutant or a better sentence is no change of them."""
    course.change(SHEET, "Look at the factor.", "Look at the factor once more.")
    done = course.secant("release", "s1")
    assert "s1 is as release 1 has promised; nothing was written." in done.stdout
    assert sorted(path.name for path in (course.root / RELEASES).iterdir()) == ["1.json", "1.zip"]
    course.secant("generate")


def test_what_was_not_released_is_not_handed_out(course) -> None:
    """After a change of the terms the sheet is not generated: the differences are told, and what to do."""
    course.change(SHEET, "points=1", "points=2")
    done = course.secant("generate", "--out", "again", code=1)
    assert "s1: `double` is worth 2 points, no longer 1 point." in done.stderr
    assert "s1: not written, as it is not what was released; secant release gives it the next number." in done.stderr
    assert not (course.root / "again").exists()


def test_a_second_release_tells_the_difference_and_writes_to_students(course) -> None:
    """The differences are printed, and an addendum goes out with the next notebook."""
    course.rework()
    done = course.secant("release", "s1")
    sentences = [
        "- `double` is worth 2 points, no longer 1 point.",
        "- `double(x)` is now `double(x, factor)`.",
        "- The case “three numbers” of `double` has other numbers.",
    ]
    assert [line for line in done.stdout.splitlines() if line.startswith("- ")] == sentences
    assert "s1: release 2." in done.stdout
    course.secant("generate")
    addendum = (course.root / "dist" / "s1" / "student" / "addendum-2.md").read_text(encoding="utf-8")
    assert "\n".join(sentences) in addendum
    assert "graded by what that release has promised" in addendum
    notebook = nbformat.read(course.root / "dist" / "s1" / "student" / "s1.ipynb", as_version=4)
    assert notebook.metadata["secant"]["release"] == 2


def test_old_notebooks_are_graded_by_their_release(course) -> None:
    """In one run a notebook of release 1 and one of release 2 have full marks, each by its own; it is said which."""
    old = course.hand_in(RIGHT, "old")
    wrong = course.hand_in(RIGHT.replace("2 *", "0.5 *"), "wrong")
    course.rework()
    course.secant("release", "s1")
    course.secant("generate")
    new = course.hand_in(SCALED, "new")
    course.secant("grade", "s1", old, new, wrong, "--out", "graded")
    assert [course.results(name)["score"] for name in ("old", "new", "wrong")] == [1, 2, 0]
    assert "Graded by release 1 of the sheet" in course.results("old")["output"]
    assert "release" not in course.results("new")["output"]
    assert "Look at the factor." in json.dumps(course.results("wrong"), ensure_ascii=False)
    done = course.secant("grade", "s1", old, "--out", "graded")
    assert "Graded by release 1 of the sheet" in done.stdout


def test_a_sheet_that_was_changed_and_not_released_grades_by_its_release(course) -> None:
    """Before the change has a number the notebooks that are out are graded by what they were promised."""
    old = course.hand_in(RIGHT, "old")
    course.rework()
    course.secant("grade", "s1", old, "--out", "graded")
    assert course.results("old")["score"] == 1


def test_a_notebook_of_a_release_that_is_not_here_is_refused(course) -> None:
    """Whoever grades with an older copy of the course is told so, and no points are guessed."""
    path = course.hand_in(RIGHT, "newer")
    path.write_text(path.read_text(encoding="utf-8").replace('"release": 1', '"release": 3'), encoding="utf-8")
    course.secant("grade", "s1", path, "--out", "graded", code=1)
    assert "is of release 3 of s1, and here is 1; update the course." in course.results("newer")["output"]


def test_a_lost_release_is_told_in_a_sentence(course) -> None:
    """Where a release's files are gone or damaged, its notebooks alone are not graded, and a release says so before."""
    old = course.hand_in(RIGHT, "old")
    course.rework()
    course.secant("release", "s1")
    course.secant("generate")
    new = course.hand_in(SCALED, "new")
    (course.root / RELEASES / "1.zip").write_bytes((course.root / RELEASES / "2.zip").read_bytes())
    course.secant("grade", "s1", old, new, "--out", "graded", code=1)
    assert "is of release 1 of s1, which can no longer be loaded" in course.results("old")["output"]
    assert course.results("new")["score"] == 2
    done = course.secant("release", "s1", code=2)
    assert "1.zip: is not what was released; take it back from version control." in done.stderr
    (course.root / RELEASES / "1.zip").unlink()
    assert "No such file" in course.secant("release", "s1", code=2).stderr
    (course.root / RELEASES / "2.json").write_text("{}", encoding="utf-8")
    done = course.secant("generate", code=2)
    assert "2.json: cannot be read as a release" in done.stderr


def test_a_number_is_given_once(course) -> None:
    """Where the terms of a release are gone, its number is not given to another one."""
    course.rework()
    course.secant("release", "s1")
    (course.root / RELEASES / "2.json").unlink()
    before = (course.root / RELEASES / "2.zip").read_bytes()
    assert "2.json: cannot be read as a release" in course.secant("release", "s1", code=2).stderr
    assert (course.root / RELEASES / "2.zip").read_bytes() == before


def test_nothing_is_left_behind(course) -> None:
    """The folder in which an earlier release was unpacked is gone when the grading has ended."""
    old = course.hand_in(RIGHT, "old")
    course.rework()
    course.environment["TMPDIR"] = str(course.folder / "temporary")
    Path(course.environment["TMPDIR"]).mkdir()
    course.secant("grade", "s1", old, "--out", "graded")
    assert list(Path(course.environment["TMPDIR"]).glob("secant-release-*")) == []
    shutil.rmtree(course.environment["TMPDIR"])
