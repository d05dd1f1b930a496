"""What people decide: tables of points that come back from spreadsheets, and other points than those judged."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

import pytest
from sqlalchemy import func, select

from autograder.errors import OperatorError
from autograder.gradebook import results, tables
from autograder.records import Refusal
from autograder.report import written_table
from autograder.spec import Policy
from autograder.terminal.marking import mark_all, override_points
from tests.unit.classroom.gradebooks import at, choice, result, sheet, written

TABLE = "file,question,points,comment\n{}\n"


@pytest.fixture
def mark(school):
    """Return a function that takes a table over; it returns how many points are other ones than before."""

    def take_over(text, who="me"):
        with school.book.writing() as db:
            return mark_all(db, sheet(), text, "written.csv", who)

    return take_over


@pytest.fixture
def override(school):
    """Return a function that lets other points count."""

    def decide(name, exercise, points, policy=None):
        key = school.key(name)
        with school.book.writing() as db:
            return override_points(db, sheet(policy), key, exercise, points, "me", "mercy")

    return decide


@pytest.fixture
def answered(school):
    """Let two students answer in words, and bob by a key, too."""
    school.hand_in("ada", result(f=1, replies=[written("two is one"), written("so", "how", 5)]), path="zip/ada.py")
    school.hand_in("bob", result(f=1, replies=[written("=1+1"), choice(2)]), path="zip/bob.py")


def refused(mark, text):
    with pytest.raises(OperatorError) as error:
        mark(text)
    return str(error.value)


@pytest.mark.usefixtures("answered")
def test_the_table_that_grading_has_written_is_taken_over(school, mark) -> None:
    """Filled in and saved again, each row is the student's points and comment; what is left open stays open."""
    with school.book.reading() as db:
        counted = results.all_counted(db, "s1")
        graded = [results.load(db, each.result, each.path) for each in counted]
    head, *rows = csv.reader(io.StringIO(written_table(graded)))
    rows = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(row["file"], row["question"]) for row in rows] == [
        ("zip/ada.py", "how"), ("zip/ada.py", "why"), ("zip/bob.py", "why"),
    ]  # fmt: skip
    for row, points in zip(rows, ("", "2", "2.5"), strict=True):
        row |= {"points": points, "comment": f"for {points}"}
    text = io.StringIO()
    table = csv.DictWriter(text, head)
    table.writeheader()
    table.writerows(rows)
    assert mark(text.getvalue(), "eve") == 2
    assert school.decided() == {("ada", "why"): 2, ("bob", "why"): Fraction(5, 2)}
    assert (school.standing().open, school.standing("bob").open) == (("how",), ())
    assert school.standing("bob").stale == ()
    with school.book.reading() as db:
        found = db.execute(select(tables.decisions.c.kind, tables.decisions.c.who, tables.decisions.c.why)).all()
    assert [*map(tuple, found)] == [("manual", "eve", "for 2"), ("manual", "eve", "for 2.5")]
    assert mark(text.getvalue(), "eve") == 0


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize(
    "text",
    [
        "comment,points,question,file\n,2.5,why,zip/ada.py\n",
        "file;question;points\r\nzip/ada.py;why;2,5\r\n",
        'file,question,points,more\nzip/ada.py,why,"2,5",x\n',
        "file,question,points\nzip/ada.py,why, 2.50 \n\n",
        "file,question,points\nzip/ada.py,why,2.5,,,\n",
        'file;question;answer;points\nzip/ada.py;why;"of two\nlines; and ""more""";2.5\n',
    ],
    ids=["order", "semicolons", "comma", "blanks", "more cells", "lines"],
)
def test_spreadsheets_are_read_alike(school, mark, text) -> None:
    """Columns in any order, semicolons, decimals with a comma, blanks, and answers over several lines."""
    assert mark(text) == 1
    assert school.decided() == {("ada", "why"): Fraction(5, 2)}


def test_all_members_of_a_group_get_the_points(school, mark) -> None:
    """One row of the table is for everybody whose file it is, and for nobody else."""
    school.hand_in(["ada", "bob"], result(f=1, replies=[written("we think")]), path="group.py")
    school.hand_in("eve", result(f=1, replies=[written("we think")]), path="eve.py")
    assert mark(TABLE.format("group.py,why,3,fine")) == 2
    assert school.decided() == {("ada", "why"): 3, ("bob", "why"): 3}


def test_points_are_for_the_newest_answer_of_a_file(school, mark) -> None:
    """Where a file of one name was handed in again with another answer, that one is marked, and whose it is."""
    for name, answer in (("eve", "old"), ("ada", "old"), ("ada", "new")):
        school.hand_in(name, result(f=1, replies=[written(answer)]), path="ada.py")
    assert mark(TABLE.format("ada.py,why,3,")) == 1
    assert school.decided() == {("ada", "why"): 3}
    assert school.standing(policy=Policy("2026-11-03T12:00", "UTC", "last")).stale == ()


FAULTS = [
    ("zip/ada.py,why,4,", "row 3: '4' is no number of points from 0 to 3"),
    ("zip/ada.py,how,5.001,", "row 3: '5.001' is no number of points from 0 to 5"),
    ("zip/ada.py,why,-1,", "row 3: '-1' is no"),
    ("zip/ada.py,why,two,", "row 3: 'two' is no"),
    ("zip/ada.py,why,=1+1,", "row 3: '=1+1' is no"),
    ("zip/ada.py,why,1e0,", "row 3: '1e0' is no"),
    ("zip/ada.py,why,nan,", "row 3: 'nan' is no"),
    ("zip/ada.py,why,2 points,", "row 3: '2 points' is no"),
    ("zip/ada.py,why,1/0,", "row 3: '1/0' is no"),
    ("zip/ada.py,because,1,", "row 3: 'zip/ada.py' has no written answer 'because'"),
    ("zip/bob.py,which,1,", "row 3: 'zip/bob.py' has no written answer 'which'"),  # that one is marked by its key
    ("zip/eve.py,why,1,", "row 3: 'zip/eve.py' has no written answer 'why'"),
]


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize(("row", "sentence"), FAULTS)
def test_what_is_no_mark_is_told_and_nothing_is_taken_over(school, mark, row, sentence) -> None:
    """Points that are text or too many, and answers that nobody has given; the row before is not taken over either."""
    said = refused(mark, TABLE.format(f"zip/bob.py,why,1,\n{row}"))
    assert said.startswith(f"written.csv: {sentence}")
    assert said.endswith("; nothing was taken over, mend the table.")
    assert school.decided() == {}


@pytest.mark.usefixtures("answered")
def test_all_faults_are_told_at_once(school, mark) -> None:
    """One sentence has every row that cannot be taken over, by its number in the spreadsheet."""
    rows = ["zip/bob.py,why,1,", *(row for row, _ in FAULTS)]
    said = refused(mark, TABLE.format("\n".join(rows)))
    assert [f"row {number}: " in said for number in range(2, 16)] == [False, *[True] * 12, False]
    assert school.decided() == {}


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("file,points\na,1\n", "written.csv: has no column question; fill in the table that grade has written."),
        ("", "written.csv: has no column file, points, question; fill in"),
        ('file,question,points,comment\nzip/ada.py,why,1,"well\nzip/bob.py,why,2,\n', "written.csv: is no CSV"),
        (f"file,question,points,comment\nzip/ada.py,why,1,{'a' * 200_000}\n", "written.csv: is no CSV"),
    ],
    ids=["columns", "empty", "open quote", "long"],
)
def test_what_is_no_such_table_is_refused(school, mark, text, sentence) -> None:
    """Without its columns, or with a quote that swallows the rows below it, nothing is taken over."""
    assert refused(mark, text).startswith(sentence)
    assert school.decided() == {}


def test_a_name_that_begins_as_a_formula_is_known_with_its_apostrophe_and_without(school, mark) -> None:
    """The table has an apostrophe in front of such a file; a spreadsheet may leave it, or take it off."""
    school.hand_in("ada", result(f=1, replies=[written("a")]), path="=ada.py")
    assert mark(TABLE.format("'=ada.py,why,1,")) == 1
    assert mark(TABLE.format("=ada.py,why,2,")) == 1
    assert school.decided() == {("ada", "why"): 2}


def test_other_points_count_and_are_taken_back(school, override) -> None:
    """The same again is nothing new, and none is what was judged."""
    school.hand_in("ada", result(f=1, g=2))
    assert override("ada", "f", Fraction(7, 3))
    assert not override("ada", "f", Fraction(7, 3))
    assert school.standing().grade.points == Fraction(13, 3)
    assert override("ada", "f", None)
    assert not override("ada", "f", None)
    assert school.standing().grade.points == 3
    with school.book.reading() as db:
        assert db.scalar(select(func.count()).select_from(tables.decisions)) == 2


def test_other_points_are_decided_on_the_attempt_that_counts(school, override) -> None:
    """Where the best attempt is not the newest one, what it was judged is what is known then, and nothing is stale."""
    school.hand_in("ada", result(f=5, g=5), path="a.py")
    school.hand_in("ada", result(f=1, g=1), path="b.py")
    override("ada", "f", Fraction(6))
    standing = school.standing()
    assert (standing.path, standing.grade.points, standing.stale) == ("a.py", 11, ())


def test_other_points_need_something_that_was_judged(school, override) -> None:
    """Where there is no file, a refused one, or none with this exercise, it is said what to do."""
    school.key("ada")
    school.hand_in("bob", Refusal("bob.py", "is empty."))
    school.hand_in("eve", result(g=1))
    for name in ("ada", "bob", "eve"):
        with pytest.raises(OperatorError, match=r"f: nothing of this student was judged there; grade it first\."):
            override(name, "f", Fraction(1))


def test_other_points_may_be_for_what_came_too_late(school, override) -> None:
    """Where no attempt counts the newest one that has the exercise is what was judged."""
    school.hand_in("ada", result(f=1), when=at("11-05 12:00"))
    closed = Policy("2026-11-03T12:00", "UTC", closes="2026-11-04T12:00")
    assert override("ada", "f", Fraction(2), closed)
    assert school.standing(policy=closed).grade.points == 0
