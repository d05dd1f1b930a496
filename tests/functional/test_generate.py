"""Generating wants a proof: what is not proven is not written, and what was proven is not proven again."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import CHECKOUT

TOPIC = '''import numpy as np


def double(x):
    """Compute twice an array.

    Parameters
    ----------
    x : ndarray, shape (3,)
        Three numbers.
    """
    # BEGIN SOLUTION
    return 2 * x
    # END SOLUTION


def negative(x):
    """Compute the negative of an array.

    Parameters
    ----------
    x : ndarray, shape (3,)
        Three numbers.
    """
    # BEGIN SOLUTION
    return -x
    # END SOLUTION
'''
EXERCISES = """from autograder.spec import Assignment, Case, Exercise, Mutant, ReferenceCheck, Variant
from reference import topic


def by_sum(x):
    return x + x


DOUBLE = Exercise(
    function=topic.double,
    points=1,
    cases=(Case("three numbers", build=lambda rng: (rng.normal(size=3),)),),
    checks=(ReferenceCheck(),),
    mutants=(Mutant("half", old="2 * x", new="x / 2", explanation="Look at the factor."),),
    variants=(Variant("sum", by_sum),),
)
ASSIGNMENT = Assignment(title="Twice", exercises=(DOUBLE,))
"""
SECOND = """from autograder.spec import Assignment, Case, Exercise, ReferenceCheck
from reference import topic

NEGATIVE = Exercise(
    function=topic.negative,
    points=1,
    cases=(Case("three numbers", build=lambda rng: (rng.normal(size=3),)),),
    checks=(ReferenceCheck(),),
)
ASSIGNMENT = Assignment(title="Less", exercises=(NEGATIVE,))
"""
PROSE = "# Twice\n\n<!-- conventions -->\n\n<!-- exercise: double -->\n"
SHEET, REFERENCE = "assignments/s1/exercises.py", "reference/topic.py"
BLIND = ("rng.normal(size=3)", "0 * rng.normal(size=3)")  # a case that shows nothing
FILES = {"s1/staff/certificate.json", "s1/staff/s1-solution.ipynb", "s1/student/s1.ipynb"}


class Desk:
    """A course of one sheet, and the command in it with a cache and a configuration of its own."""

    def __init__(self, folder):
        self.folder, self.root = folder, folder / "course"
        self.environment = {name: value for name, value in os.environ.items() if name != "SECANT_SECRET"}
        self.environment |= {"XDG_CACHE_HOME": str(folder / "cache"), "XDG_CONFIG_HOME": str(folder / "config")}
        self.environment |= {"PYTHONPATH": str(CHECKOUT)}
        for name in ("reference", "assignments", "assignments/s1"):
            self.write(f"{name}/__init__.py", "")
        self.write(REFERENCE, TOPIC)
        self.write(SHEET, EXERCISES)
        self.write("assignments/s1/assignment.md", PROSE)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, name, old, new):
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.write(name, text.replace(old, new))

    def add(self):
        """Add a second sheet."""
        self.write("assignments/s2/__init__.py", "")
        self.write("assignments/s2/exercises.py", SECOND)
        self.write("assignments/s2/assignment.md", PROSE.replace("double", "negative"))

    def secant(self, *arguments, code=0):
        """Run the command; it ends with a code and never with a traceback."""
        command = [sys.executable, "-m", "autograder.cli", *map(str, arguments)]
        kept = {"cwd": self.root, "env": self.environment, "timeout": 300}
        done = subprocess.run(command, **kept, capture_output=True, text=True, check=False)
        assert (done.returncode, "Traceback" in done.stdout + done.stderr) == (code, False), done.stderr
        return done

    def certificate(self, sheet="s1", out="dist"):
        return json.loads((self.root / out / sheet / "staff" / "certificate.json").read_text(encoding="utf-8"))

    def written(self, out="dist"):
        folder = self.root / out
        return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}

    def proofs(self):
        """Return which certificates are kept; a proof that is made again is another file."""
        kept = (self.folder / "cache").rglob("*.json")
        return {(path.name, path.stat().st_ino, path.stat().st_mtime_ns) for path in kept}


@pytest.fixture
def desk(tmp_path):
    """Return a course of one sheet and its command."""
    return Desk(tmp_path)


def test_a_sheet_is_proven_before_it_is_written(desk) -> None:
    """`secant generate` proves a sheet, writes its bundle, and puts the certificate beside the solution."""
    done = desk.secant("generate")
    assert desk.written() == FILES
    assert sorted(done.stdout.split()) == sorted(f"dist/{name}" for name in FILES)
    about = desk.certificate()
    assert about["proven"] is True
    assert (about["right"], about["mistakes"], about["generated"], about["equivalent"]) == (1, 1, 3, 0)
    assert desk.proofs()


def test_what_is_gradescopes_is_refused_elsewhere(desk) -> None:
    """An option that nothing would come of is refused before anything is written."""
    for arguments in (("--wait", "5"), ("--leaderboard", "--for", "nbgrader"), ("--reveal",)):
        done = desk.secant("generate", *arguments, code=2)
        assert "--reveal, --wait and --leaderboard are Gradescope's; name them with --for gradescope." in done.stderr
    assert not (desk.root / "dist").exists()


def test_a_reference_that_raises_is_a_fault_of_the_sheet(desk) -> None:
    """It is told where the case stands and what it raised, for every command that needs it."""
    desk.change(REFERENCE, "return 2 * x", "return 2 * x[9]")
    for command in ("generate", "check"):
        done = desk.secant(command, code=2)
        assert "the case 'three numbers' of double raised IndexError: index 9 is out of bounds" in done.stderr
        assert "exercises.py:" in done.stderr


FAULTS = {
    "a survivor": (SHEET, *BLIND, "double generated “2 -> 3” survives: add a case that shows it"),
    "a right answer that is none": (SHEET, "return x + x", "return x + 1", "double variant “sum” a right answer loses"),
    "a mistake that is none": (SHEET, 'new="x / 2"', 'new="x * 2.0"', "double mutant “half” the mistake is not caught"),
    "what is not promised": (
        SHEET,
        "rng.normal(size=3)",
        "rng.integers(1, 9, 3)",
        "double promise “x: an array of integers” the case “three numbers” has an array of integers",
    ),
    "a check that is not passed": (
        REFERENCE,
        "return 2 * x",
        "x *= 2\n    return 1 * x",
        "double visible “three numbers” the visible check of this case is not passed by the reference",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "words"), FAULTS.values(), ids=FAULTS)
def test_what_is_not_proven_is_not_written(desk, file, old, new, words) -> None:
    """Where the tests fall short nothing is written: it is said where, and what to do about it, and the code is 1."""
    if "x *= 2" in new:
        desk.change(SHEET, 'old="2 * x", new="x / 2"', 'old="1 * x", new="x / 2"')
    desk.change(file, old, new)
    done = desk.secant("generate", code=1)
    assert f"s1: {words}" in done.stderr
    (last,) = [line for line in done.stderr.splitlines() if "not written" in line]
    assert last == "s1: not written, as its tests fall short. Mend them, or write it with --unproven."
    assert done.stdout == ""
    assert not (desk.root / "dist").exists()
    assert not desk.proofs()


def test_what_was_written_before_stays_where_the_tests_fall_short(desk) -> None:
    """A sheet that is not proven any more does not touch the bundle that was written when it was."""
    desk.secant("generate")
    before = {name: (desk.root / "dist" / name).read_bytes() for name in desk.written()}
    desk.change(SHEET, *BLIND)
    desk.secant("generate", code=1)
    assert {name: (desk.root / "dist" / name).read_bytes() for name in desk.written()} == before


def test_an_unproven_sheet_is_written_if_that_is_asked_for(desk) -> None:
    """With --unproven the bundle is written as it is, nothing is proven, and the certificate says so."""
    desk.change(SHEET, *BLIND)
    desk.secant("generate", "--unproven")
    assert desk.written() == FILES
    about = desk.certificate()
    assert about["proven"] is False
    assert (about["right"], about["mistakes"], about["generated"], about["equivalent"]) == (0, 0, 0, 0)
    assert not desk.proofs()
    desk.secant("generate", "--out", "again", code=1)


def test_notebooks_do_not_hang_on_the_proof(desk) -> None:
    """A proven bundle differs from an unproven one in its certificate alone; a proof once made stands in both."""
    desk.secant("generate", "--unproven", "--out", "unproven")
    desk.secant("generate", "--out", "proven")
    for name in FILES - {"s1/staff/certificate.json"}:
        assert (desk.root / "proven" / name).read_bytes() == (desk.root / "unproven" / name).read_bytes()
    assert [desk.certificate(out=out)["proven"] for out in ("unproven", "proven")] == [False, True]
    desk.secant("generate", "--unproven", "--out", "unproven")
    assert desk.certificate(out="unproven") == desk.certificate(out="proven")


@pytest.mark.parametrize("first", ["check", "generate"])
def test_what_is_proven_is_not_proven_again(desk, first) -> None:
    """After a successful `secant check`, or `secant generate`, the certificate is used again as it is."""
    desk.secant(first)
    (kept,) = desk.proofs()
    desk.secant("generate", "--out", "again")
    assert desk.proofs() == {kept}
    assert desk.certificate(out="again")["key"] in kept[0]
    desk.secant("check")
    (again,) = desk.proofs()
    assert again[0] == kept[0]
    assert again != kept  # a check that is asked for is made


CHANGES = {
    "sheet": lambda desk: desk.change(SHEET, "points=1", "points=2"),
    "reference": lambda desk: desk.change(REFERENCE, "return 2 * x", "return x * 2"),
    "secret": lambda desk: desk.environment.update({"SECANT_SECRET": "0123-another-one"}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_with_a_change_it_is_proven_again(desk, change) -> None:
    """Another sheet, reference or secret is another thing to prove; the earlier proof stays."""
    desk.change(SHEET, 'old="2 * x", new="x / 2"', 'old="2", new="0.5"')
    desk.secant("check")
    (before,) = desk.proofs()
    change(desk)
    desk.secant("generate")
    assert before in desk.proofs()
    (new,) = desk.proofs() - {before}
    assert desk.certificate()["proven"] is True
    assert desk.certificate()["key"] in new[0]


def test_a_failed_check_is_no_proof(desk) -> None:
    """After a check that found a fault the sheet is refused as before, and nothing is kept."""
    desk.change(SHEET, *BLIND)
    done = desk.secant("check", code=1)
    assert "s1: double generated “2 -> 3” survives" in done.stderr
    assert not desk.proofs()
    desk.secant("generate", code=1)
    assert not (desk.root / "dist").exists()


DAMAGE = {
    "cut off": b'{"assignment": "s1", "key": "',
    "no text": b"\xff\x00\xff",
    "without end": b"[" * 100_000,
}


@pytest.mark.parametrize("content", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_cache_is_no_failure(desk, content) -> None:
    """A certificate that cannot be read is made again, and put in the damaged one's place."""
    desk.secant("check")
    (file,) = (desk.folder / "cache").rglob("*.json")
    file.write_bytes(content)
    desk.secant("generate")
    assert desk.certificate()["proven"] is True
    assert json.loads(file.read_text(encoding="utf-8")) == desk.certificate()


@pytest.mark.parametrize("place", ["file/below", "/proc/nowhere"])
def test_a_cache_that_cannot_be_written_is_no_failure(desk, place) -> None:
    """Without a place for certificates a sheet is proven each time, and written all the same."""
    (desk.folder / "file").write_text("in the way")
    desk.environment["XDG_CACHE_HOME"] = str(desk.folder / place)
    desk.secant("check")
    desk.secant("generate")
    assert desk.certificate()["proven"] is True
    assert (desk.folder / "file").read_text() == "in the way"


def test_one_sheet_does_not_keep_another_from_being_written(desk) -> None:
    """Of two sheets the one that is proven is written and the other is named; each can be asked for alone."""
    desk.add()
    desk.change(SHEET, *BLIND)
    done = desk.secant("generate", code=1)
    assert "s1: not written, as its tests fall short." in done.stderr
    assert {name.partition("/")[0] for name in desk.written()} == {"s2"}
    desk.secant("generate", "s2", "--out", "two")
    assert {name.partition("/")[0] for name in desk.written("two")} == {"s2"}
    desk.secant("generate", "s1", "--unproven", "--out", "one")
    assert {name.partition("/")[0] for name in desk.written("one")} == {"s1"}


# --- secant check -------------------------------------------------------------------------------------------------


def test_the_kill_matrix_is_written_as_json_and_as_a_page(desk) -> None:
    """`secant check --out FILE --page FILE` writes every known answer, and the heat map of the same sheets."""
    done = desk.secant("check", "--out", "kills.json", "--page", desk.folder / "kills.html")
    (sheet,) = json.loads((desk.root / "kills.json").read_text(encoding="utf-8"))
    assert sheet["assignment"] == "s1"
    kinds = [answer["kind"] for answer in sheet["answers"]]
    assert sorted(kinds) == ["generated"] * 3 + ["mutant", "reference", "skeleton", "variant"]
    assert sheet["checks"] == {"double": ["reference"]}
    page = (desk.folder / "kills.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert all(f'title="{answer["name"]}"' in page for answer in sheet["answers"] if answer["kind"] == "mutant")
    assert page.count('<td class="alone"') == 4
    assert "1 of 1 right answers pass, 1 of 1 known mistakes and 3 of 3 generated mutants" in page
    (row,) = [line.split() for line in done.stdout.splitlines() if line.startswith("double")]
    assert row == ["double", "1", "of", "1", "1", "of", "1", "3", "of", "3", "0", "reference"]


def test_what_falls_short_stands_in_both_files(desk) -> None:
    """A check that finds faults ends with code 1 and writes them all the same."""
    desk.change(SHEET, *BLIND)
    desk.secant("check", "--out", "kills.json", "--page", "kills.html", code=1)
    (sheet,) = json.loads((desk.root / "kills.json").read_text(encoding="utf-8"))
    faults = [answer["fault"] for answer in sheet["answers"] if answer["fault"]]
    page = (desk.root / "kills.html").read_text(encoding="utf-8")
    assert len(faults) == page.count('<p class="fault">') > 0
    assert all(fault in page for fault in faults)


@pytest.mark.parametrize("option", ["--out", "--page"])
def test_a_file_that_cannot_be_written_is_one_sentence(desk, option) -> None:
    """A place that cannot be written to is named in a sentence, with code 2, before anything is proven."""
    done = desk.secant("check", option, "/proc/nowhere/kills", code=2)
    assert "/proc/nowhere: cannot write there" in done.stderr
    assert not desk.proofs()


def test_a_folder_for_the_page_is_made(desk) -> None:
    """A page may be asked for in a folder that is not there yet."""
    desk.secant("check", "--page", "site/kills.html")
    assert (desk.root / "site" / "kills.html").exists()


def test_the_faults_of_all_sheets_are_told_together(desk) -> None:
    """A sheet with a fault does not hide another's: both are told, with code 2, and nothing is proven."""
    desk.add()
    for name in (SHEET, SHEET.replace("s1", "s2")):
        path = desk.root / name
        path.write_text(path.read_text(encoding="utf-8").replace("points=1", "points=-1"), encoding="utf-8")
    done = desk.secant("check", code=2)
    assert "2 faults" in done.stderr
    assert not desk.proofs()


@pytest.mark.parametrize("arguments", [(), ("--all",), ("--all", "s1"), ("s1", "s2")])
def test_all_sheets_are_checked_or_those_named(desk, arguments) -> None:
    """Without a name, and with --all, every sheet of the course is proven; with names, those."""
    desk.add()
    desk.secant("check", *arguments, "--out", "kills.json")
    assert [sheet["assignment"] for sheet in json.loads((desk.root / "kills.json").read_text())] == ["s1", "s2"]
    assert len(desk.proofs()) == 2


def test_one_sheet_by_the_beginning_of_its_name(desk) -> None:
    """A sheet that is named alone is checked alone; one that is not there is a sentence and code 2."""
    desk.add()
    desk.secant("check", "s2", "--out", "kills.json")
    assert [sheet["assignment"] for sheet in json.loads((desk.root / "kills.json").read_text())] == ["s2"]
    assert "there is no assignment 's3'" in desk.secant("check", "s3", code=2).stderr


@pytest.mark.parametrize("command", [("check",), ("check", "--all"), ("generate",)])
def test_a_course_without_sheets_has_proven_nothing(desk, command) -> None:
    """Where there is no sheet nothing is proven or written, and a sentence says so, with code 2."""
    (desk.root / SHEET).unlink()
    assert "there are no assignments" in desk.secant(*command, code=2).stderr


@pytest.mark.parametrize("command", ["check", "generate"])
def test_a_secret_that_had_to_be_made_is_told(desk, command) -> None:
    """The first command of a course makes its secret, says so and says where; the next one does not."""
    told = [desk.secant(command).stderr for _ in range(2)]
    assert ["Made a new secret for the course course" in each for each in told] == [True, False]
    assert str(desk.folder / "config") in told[0]
