"""A sheet's bundle: whole, or not written."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from autograder.errors import AuthorError
from autograder.evidence import Certificate
from autograder.generate import bundle_of, secrets_of, solution_notebook, student_notebook, write_bundle
from autograder.spec.seeds import Seeds

SEEDS = Seeds(b"0123456789abcdef", "s1")
UNPROVEN = Certificate("s1", "0" * 64, False, 0, 0, 0, 0, "0.1.0", np.__version__, "3.11.0")
ENVIRONMENT = {"SECANT_SECRET": "0123456789abcdef"}


def bundle(tiny, out):
    sheet = tiny.load()
    return write_bundle(bundle_of(sheet, SEEDS, secrets_of([(sheet, SEEDS)])), UNPROVEN, out)


def files_in(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_bundle_is_for_students_and_staff(tiny, tmp_path) -> None:
    """Students get their notebook and the data, the staff the solution beside the same data, and nothing else."""
    out = tmp_path / "dist"
    written = bundle(tiny, out)
    assert files_in(out) == [
        "s1/staff/certificate.json",
        "s1/staff/data/numbers.csv",
        "s1/staff/s1-solution.ipynb",
        "s1/student/data/numbers.csv",
        "s1/student/s1.ipynb",
    ]
    assert sorted(map(str, written)) == [str(out / name) for name in files_in(out)]
    sheet = tiny.load()
    assert nbformat.read(out / "s1/student/s1.ipynb", 4) == student_notebook(sheet, SEEDS)
    assert nbformat.read(out / "s1/staff/s1-solution.ipynb", 4) == solution_notebook(sheet, SEEDS)
    assert (out / "s1/student/data/numbers.csv").read_bytes() == b"1,2\n3,4\n"


def test_a_bundle_is_written_again_to_the_byte(tiny, tmp_path) -> None:
    """Writing a bundle over itself changes no byte."""
    bundle(tiny, tmp_path / "dist")
    before = {name: (tmp_path / "dist" / name).read_bytes() for name in files_in(tmp_path / "dist")}
    bundle(tiny, tmp_path / "dist")
    assert {name: (tmp_path / "dist" / name).read_bytes() for name in files_in(tmp_path / "dist")} == before


TEXT, FIGURES, DATA = "assignments/s1/assignment.md", "assignments/s1/figures.py", "assignments/s1/data/numbers.csv"
SHEET, TOPIC = "assignments/s1/exercises.py", "reference/topic.py"

# name: (file, old, new, text on the line that is named)
LEAKS = {
    "prose": (TEXT, "A tiny sheet.", "Answer: scale * x.", "Answer:"),
    "prose below": (TEXT, "## Its slope\n", "## Its slope\n\nIt is\n`scale * x`.\n", "`scale * x`"),
    "prose over lines": (TEXT, "## Its slope\n", "## Its slope\n\nIt is scale\n* x.\n", "## Its slope"),
    "experiment": (TEXT, "np.ones(2)", "scale * x", "print("),
    "experiment below": (TEXT, "print(", "scale = 2\nslope = scale * x\nprint(", "slope = "),
    "figure": (FIGURES, "np.linspace(-1, 1, 5)", "scale * x", "roots = "),
    "data": (DATA, "1,2\n3,4", "1,2 slope = scale * x", "1,2"),
    "docstring": (TOPIC, "scaled sum of squares.", "sum.\n\n    scale * x.", "def half_square("),
    "case": (SHEET, '"integers"', '"integers: scale * x"', "VALUE = "),
}


@pytest.mark.parametrize(("file", "old", "new", "line"), LEAKS.values(), ids=LEAKS)
def test_with_a_leak_nothing_is_written(tiny, tmp_path, file, old, new, line) -> None:
    """An answer in text, experiment, figure, data, docstring or case's name stops the bundle, and says where it is."""
    tiny.change(file, old, new)
    with pytest.raises(AuthorError) as caught:
        bundle(tiny, tmp_path / "dist")
    (fault,) = caught.value.faults
    assert (fault.where.file, fault.where.line) == (str(tiny.root / file), tiny.line(file, line))
    assert re.fullmatch(
        r"this gives away the solution of half_square_gradient of s1 \('(slope = )?scale \* x'\)", fault.found
    )
    assert fault.remedy == "write it without the answer"
    assert not (tmp_path / "dist").exists()


def test_a_leak_that_must_not_be_repeated_is_not(tiny, tmp_path) -> None:
    """The fault of a course's secret in the text does not print the secret."""
    tiny.change(TEXT, "A tiny sheet.", ENVIRONMENT["SECANT_SECRET"])
    with pytest.raises(AuthorError) as caught:
        bundle(tiny, tmp_path / "dist")
    (fault,) = caught.value.faults
    assert (fault.where.line, fault.found) == (3, "this gives away the course's secret")


def test_all_leaks_come_together(tiny, tmp_path) -> None:
    """Leaks of several places are reported together."""
    for name in ("prose", "figure", "data"):
        tiny.change(*LEAKS[name][:3])
    with pytest.raises(AuthorError) as caught:
        bundle(tiny, tmp_path / "dist")
    assert len(caught.value.faults) == 3


def test_a_file_is_replaced_whole(tiny, tmp_path, monkeypatch) -> None:
    """If writing breaks off, the file that stood there stays as it was."""
    bundle(tiny, tmp_path / "dist")
    path = tmp_path / "dist/s1/student/s1.ipynb"
    before = path.read_bytes()
    tiny.change("assignments/s1/assignment.md", "A tiny sheet.", "Another text.")

    def full(self, content):
        with self.open("wb") as file:
            file.write(content[:10])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError, match="No space left"):
            bundle(tiny, tmp_path / "dist")
    assert path.read_bytes() == before
    bundle(tiny, tmp_path / "dist")
    assert path.read_bytes() != before


def test_the_command_refuses_folders_that_cannot_be_written(tiny, run_python) -> None:
    """`secant generate` into a place that cannot be written ends in a sentence with the way out, and exit code 2."""
    tiny.write("dist", "a file in the way")
    code = "import sys; from autograder.cli import main; sys.exit(main(['generate', '--unproven', '--out', 'dist']))"
    done = run_python(code, tiny.root, **ENVIRONMENT)
    assert done.returncode == 2
    assert done.stderr.startswith("dist: cannot write there (")
    assert "name another folder with --out." in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_reports_leaks(tiny, run_python) -> None:
    """`secant generate` of a sheet with a leak prints file, place and remedy, and writes nothing."""
    tiny.change(*LEAKS["prose"][:3])
    code = "import sys; from autograder.cli import main; sys.exit(main(['generate', 's1', '--out', 'dist']))"
    done = run_python(code, tiny.root, **ENVIRONMENT)
    assert done.returncode == 2
    assert "assignments/s1/assignment.md:3: this gives away the solution of half_square_gradient" in done.stderr
    assert not (tiny.root / "dist").exists()
