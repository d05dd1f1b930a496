"""The pages of a class are written from its gradebook."""

from __future__ import annotations

import stat
from fractions import Fraction
from types import SimpleNamespace

import pytest

from autograder.classroom.grades import basis_of
from autograder.records import Outcome
from autograder.terminal.reporting import write_pages
from tests.unit.classroom.gradebooks import result

MUTANT = SimpleNamespace(name="slip", explanation="Mind the step.")
SHEET = SimpleNamespace(
    name="s1",
    title="Squares",
    policy=None,
    points=10,
    language="de",
    exercises=(SimpleNamespace(name="f", mutants=(MUTANT,)),),
)
SOURCE = "def f(x):\n    return x + 1  # nearly\n"


@pytest.fixture
def written(school, tmp_path):
    """Write the pages of a class of three: right, wrong, and with a file that cannot be read."""
    school.hand_in("ada", result(f=10))
    school.hand_in("bob", result(f=0, outcome=Outcome.FAILED), content=SOURCE)
    school.unreadable("eve", "is empty.")
    write_pages(school.book, [SHEET], tmp_path / "pages", told=False, jobs=1, proven="They are proven.")
    return tmp_path / "pages", school


def test_a_report_for_everybody_who_handed_in(written) -> None:
    """The page has every student, and a report lies under the key of each, also of those whose file was refused."""
    folder, school = written
    page = (folder / "index.html").read_text(encoding="utf-8")
    names = {path.stem for path in (folder / "students").iterdir()}
    assert names == {school.key("ada"), school.key("bob"), school.key("eve")}
    assert all(f'students/{key}.html"' in page for key in names)
    assert "not graded: it is empty" in page
    assert "They are proven." in page
    refused = (folder / "students" / f"{school.key('eve')}.html").read_text(encoding="utf-8")
    assert "is empty." in refused


def test_what_lost_points_is_shown_as_it_was_written(written) -> None:
    """The report of a wrong function shows the cell that defines it, and that of a right one shows none."""
    folder, school = written
    wrong = (folder / "students" / f"{school.key('bob')}.html").read_text(encoding="utf-8")
    right = (folder / "students" / f"{school.key('ada')}.html").read_text(encoding="utf-8")
    assert "# nearly" in wrong
    assert "# nearly" not in right


def test_a_report_speaks_the_language_of_the_sheet(written) -> None:
    """A sheet in German has German reports; the staff's page stays English."""
    folder, school = written
    assert "Alles ist richtig." in (folder / "students" / f"{school.key('ada')}.html").read_text(encoding="utf-8")
    assert 'lang="en"' in (folder / "index.html").read_text(encoding="utf-8")


def test_nobody_else_may_read_them(written) -> None:
    """Every file is its owner's alone, and no student's name is part of an address."""
    folder, _ = written
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert not [path for path in files if {"ada", "bob", "eve"} & {*path.stem.split("-")}]


def test_decisions_stand_on_the_report_and_on_the_page(written) -> None:
    """Other points than those that tests gave are the total on both, with the line that says who marked it."""
    folder, school = written
    school.decide("bob", "f", 4, basis_of(Fraction(0)))
    write_pages(school.book, [SHEET], folder, told=False, jobs=1, proven="")
    report = (folder / "students" / f"{school.key('bob')}.html").read_text(encoding="utf-8")
    assert "<strong>4 / 10</strong>" in report
    assert "f, von einem Menschen bewertet." in report
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert '<td class="number" data-value="4.0">4</td>' in page
    assert "<td>f, marked by a person: 4</td>" in page


def test_a_report_of_nobody_goes(written) -> None:
    """What an earlier run has left of somebody who is gone is taken away."""
    folder, school = written
    old = folder / "students" / "k0000.html"
    old.write_text("of somebody who was forgotten", encoding="utf-8")
    write_pages(school.book, [SHEET], folder, told=False, jobs=1, proven="")
    assert not old.exists()
    assert len([*(folder / "students").iterdir()]) == 3
