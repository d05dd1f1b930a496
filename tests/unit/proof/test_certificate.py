"""Certificates: what a proof has shown, remembered as long as all that it was made of is the same."""

from __future__ import annotations

import json
import platform
import shutil
from dataclasses import asdict, replace
from importlib.metadata import version

import numpy as np
import pytest

from autograder import resources
from autograder.evidence import KnownAnswer, Proof
from autograder.proof import certificate, keep, kept
from autograder.spec.course import Course
from autograder.spec.digest import digest_of

SHEET, TOPIC = "assignments/s1/exercises.py", "reference/topic.py"
PROOF = Proof(
    "s1",
    (
        KnownAnswer("reference", "", "solution"),
        KnownAnswer("skeleton", "", "skeleton"),
        KnownAnswer("variant", "f", "loop"),
        KnownAnswer("variant", "f", "sum"),
        KnownAnswer("mutant", "f", "sign", killed_by=("reference",)),
        KnownAnswer("mutant", "f", "factor", killed_by=("reference",)),
        KnownAnswer("mutant", "f", "order", killed_by=("reference",)),
        *(KnownAnswer("generated", "f", f"{n} -> {n + 1}", killed_by=("reference",)) for n in range(4)),
        KnownAnswer("generated", "f", "a * b -> b * a", reason="A product commutes."),
    ),
)
FAULTY = replace(PROOF, answers=(*PROOF.answers, KnownAnswer("visible", "f", "any", fault="it is not passed")))


@pytest.fixture
def sheet(tiny, tmp_path, monkeypatch):
    """Return a tiny course and its sheet, with a cache, a secret and an engine of their own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("SECANT_SECRET", "0123456789abcdef")
    for name, text in {
        "engine/judge.py": "judge",
        "engine/verify/compare.py": "compare",
        "templates/t.md": "t",
    }.items():
        tiny.write(f"../{name}", text)
    monkeypatch.setattr(resources, "ENGINE", tmp_path / "engine")
    monkeypatch.setattr(resources, "resource", lambda name: tmp_path / name)
    return Course(tiny.root), tiny.load()


def test_a_certificate_says_what_was_shown(sheet) -> None:
    """It counts the right answers, the mistakes and the generated mutants, and names what they were tried with."""
    found = certificate(*sheet, PROOF)
    assert (found.assignment, found.proven) == ("s1", True)
    assert (found.right, found.mistakes, found.generated, found.equivalent) == (2, 3, 4, 1)
    assert (found.engine, found.numpy, found.python) == (
        version("secant"),
        np.__version__,
        platform.python_version(),
    )
    assert found.key == digest_of(*sheet)
    assert len(found.key) == 64


def test_what_was_not_proven_is_not_certified(sheet) -> None:
    """A sheet whose tests fall short, or were not tried, is not proven, and its certificate says so."""
    assert not certificate(*sheet, FAULTY).proven
    untried = certificate(*sheet, None)
    assert not untried.proven
    assert (untried.right, untried.mistakes, untried.generated, untried.equivalent) == (0, 0, 0, 0)


def test_a_certificate_is_kept_for_the_next_time(sheet, tmp_path) -> None:
    """What is kept is there the next time, to the letter, and lies in the user's cache alone."""
    assert kept(*sheet) is None
    about = certificate(*sheet, PROOF)
    keep(about)
    assert kept(*sheet) == about
    (file,) = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert about.key in file.name
    assert "0123456789abcdef" not in file.read_text().replace(about.key, "")


def test_an_unproven_certificate_is_never_taken_for_a_proof(sheet) -> None:
    """Even if a certificate of an unproven sheet was kept, the sheet is proven again."""
    keep(certificate(*sheet, FAULTY))
    assert kept(*sheet) is None
    keep(certificate(*sheet, None))
    assert kept(*sheet) is None


# --- what a proof was made of --------------------------------------------------------------------------------------


def rename(tiny):
    (tiny.root / TOPIC).rename(tiny.root / "reference/square.py")


CHANGES = {
    "prose": lambda tiny: tiny.change("assignments/s1/assignment.md", "A tiny sheet.", "A tiny sheet!"),
    "cases": lambda tiny: tiny.change(SHEET, "rng.integers(1, 9, 3) / 4", "rng.integers(1, 9, 4) / 4"),
    "points": lambda tiny: tiny.change(SHEET, "points=3", "points=4"),
    "figure": lambda tiny: tiny.change("assignments/s1/figures.py", "np.linspace(-1, 1, 5)", "np.linspace(-1, 1, 6)"),
    "data": lambda tiny: tiny.change("assignments/s1/data/numbers.csv", "1,2", "1,3"),
    "a further file": lambda tiny: tiny.write("assignments/s1/cases.py", ""),
    "a missing file": lambda tiny: (tiny.root / "assignments/s1/figures.py").unlink(),
    "the reference": lambda tiny: tiny.change(TOPIC, "slope = scale * x", "slope = x * scale"),
    "a docstring": lambda tiny: tiny.change(TOPIC, "scaled sum of squares.", "sum of squares, scaled."),
    "another topic": lambda tiny: tiny.write("reference/other.py", ""),
    "a name": rename,
    "the engine": lambda tiny: tiny.write("../engine/judge.py", "Judge"),
    "a room of the engine": lambda tiny: tiny.write("../engine/verify/compare.py", "Compare"),
    "a template": lambda tiny: tiny.write("../templates/t.md", "T"),
    "what sheets have in common": lambda tiny: tiny.write("assignments/builders.py", "def three(rng): ..."),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_with_a_change_nothing_is_proven_any_more(tiny, sheet, change) -> None:
    """A change of the sheet, of what it is made with, of the reference, the engine or a template asks for a proof."""
    before = certificate(*sheet, PROOF)
    keep(before)
    change(tiny)
    assert kept(*sheet) is None
    assert certificate(*sheet, PROOF).key != before.key


def test_where_one_file_ends_is_told_from_where_the_next_begins(tiny, sheet) -> None:
    """The same letters, cut into files elsewhere, are another sheet."""
    keys = set()
    for one, other in (("12", "3"), ("1", "23"), ("123", ""), ("", "123")):
        tiny.write("assignments/s1/data/a.csv", one)
        tiny.write("assignments/s1/data/b.csv", other)
        keys.add(digest_of(*sheet))
    assert len(keys) == 4


CIRCUMSTANCES = {
    "secret": lambda patch: patch.setenv("SECANT_SECRET", "another"),
    "NumPy": lambda patch: patch.setattr(np, "__version__", "1.0.0"),
    "Python": lambda patch: patch.setattr(platform, "python_version", lambda: "3.0.0"),
}


@pytest.mark.parametrize("change", CIRCUMSTANCES.values(), ids=CIRCUMSTANCES)
def test_under_other_circumstances_nothing_is_proven(sheet, monkeypatch, change) -> None:
    """Another secret draws other numbers, another NumPy or Python computes others: each asks for a proof of its own."""
    keep(certificate(*sheet, PROOF))
    with monkeypatch.context() as patch:
        change(patch)
        assert kept(*sheet) is None
    assert kept(*sheet) is not None


SAME = {
    "compiled files": lambda tiny: tiny.write("reference/__pycache__/topic.cpython-311.pyc", "compiled"),
    "another sheet": lambda tiny: tiny.write("assignments/s2/exercises.py", ""),
    "a bundle": lambda tiny: tiny.write("dist/s1/student/s1.ipynb", "{}"),
    "the README": lambda tiny: tiny.write("README.md", "Ours."),
    "the same again": lambda tiny: tiny.write(TOPIC, (tiny.root / TOPIC).read_text(encoding="utf-8")),
    "the lecture in a wheel": lambda tiny: tiny.write("../engine/_resources/reference/mlp.py", "lecture"),
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_what_a_proof_does_not_hang_on_may_change(tiny, sheet, change) -> None:
    """Compiled files, other sheets, bundles and files written again as they were leave a sheet proven."""
    keep(certificate(*sheet, PROOF))
    change(tiny)
    assert kept(*sheet) is not None


def test_a_course_that_was_moved_is_still_proven(tiny, sheet, tmp_path, monkeypatch) -> None:
    """The key holds what the files say, not where they lie: a second checkout needs no proof of its own."""
    keep(certificate(*sheet, PROOF))
    shutil.copytree(tiny.root, tmp_path / "elsewhere")
    elsewhere = type(tiny)(tmp_path / "elsewhere", monkeypatch)
    assert kept(Course(elsewhere.root), elsewhere.load()) is not None


# --- a cache that cannot be trusted ---------------------------------------------------------------------------------


@pytest.fixture
def place(sheet, tmp_path):
    """Keep a certificate; return the file that it is in."""
    keep(certificate(*sheet, PROOF))
    (file,) = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    return file


DAMAGED = {
    "empty": b"",
    "cut off": b'{"assignment": "s1", "pro',
    "no text": b"\xff\xfe\x00\x01",
    "a list": b"[1, 2]",
    "a number": b"1",
    "nothing": b"null",
    "another record": b'{"proven": true}',
    "without end": b"[" * 100_000,
    "digits without end": b"1" * 10_000,
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_certificate_is_none(sheet, place, content) -> None:
    """Whatever stands in the cache in place of a certificate proves nothing, and is no failure."""
    place.write_bytes(content)
    assert kept(*sheet) is None


FOREIGN = {
    "not proven": {"proven": False},
    "proven, they say": {"proven": "false"},
    "of another sheet": {"assignment": "s2"},
    "of another place": {"assignment": "../../elsewhere"},
    "of another state": {"key": "0" * 64},
    "of another type": {"assignment": 1},
    "with more": {"more": 1},
}


@pytest.mark.parametrize("changes", FOREIGN.values(), ids=FOREIGN)
def test_a_certificate_of_something_else_is_none(sheet, place, changes) -> None:
    """A certificate that is not this sheet's, in this state, is none of it, even if it lies in its place."""
    place.write_text(json.dumps({**json.loads(place.read_text()), **changes}))
    assert kept(*sheet) is None


def test_a_folder_in_the_certificates_place_is_no_failure(sheet, place) -> None:
    """Where a certificate can neither be read nor written nothing is kept, and nothing raises."""
    place.unlink()
    place.mkdir()
    assert kept(*sheet) is None
    keep(certificate(*sheet, PROOF))
    assert kept(*sheet) is None


@pytest.mark.parametrize("there", ["file/below", "/proc/nowhere", "/dev/null"])
def test_without_a_place_nothing_is_kept(sheet, tmp_path, monkeypatch, there) -> None:
    """A cache that cannot be written is no failure: the sheet is proven the next time, too."""
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / there))
    keep(certificate(*sheet, PROOF))
    assert kept(*sheet) is None


def test_a_certificate_is_replaced_whole(sheet, place) -> None:
    """Keeping it again puts the new one in the old one's place, and leaves no draft."""
    place.write_text("damaged")
    keep(certificate(*sheet, PROOF))
    assert json.loads(place.read_text()) == asdict(certificate(*sheet, PROOF))
    assert [*place.parent.iterdir()] == [place]
