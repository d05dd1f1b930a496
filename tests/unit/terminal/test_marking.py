"""What people decide: tables of points that come back from spreadsheets, and other points than those judged."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

import pytest
from sqlalchemy import func, select

from autograder.errors import OperatorError
from autograder.gradebook import marking, results, tables
from autograder.records import Refusal
from autograder.report import written_table
from autograder.spec import Policy
from autograder.terminal.marking import deal, mark_all, override_points
from tests.unit.classroom.gradebooks import at, choice, result, sheet, written

TABLE = "file,question,points,comment\n{}\n"


@pytest.fixture
def mark(school):
    """Return a function that takes a table over; it returns how many points are other ones than before."""

    def take_over(text, who="me", *, over=False, policy=None):
        with school.book.writing() as db:
            return mark_all(db, [sheet(policy)], text, "written.csv", who, over=over).anew

    return take_over


@pytest.fixture
def dealt(school):
    """Return a function that deals answers; it returns each share's rows."""

    def tables(*assistants, question=None, every=False, policy=None):
        with school.book.reading() as db:
            found = deal(db, [sheet(policy)], assistants, question, every=every)
        rows = {share: [*csv.DictReader(io.StringIO(text, newline=""))] for share, (text, _) in found.items()}
        assert {share: count for share, (_, count) in found.items()} == {
            share: len(each) for share, each in rows.items()
        }
        return rows

    return tables


def filled(rows, *points):
    """Return a table whose first rows have points."""
    text = io.StringIO()
    table = csv.DictWriter(text, rows[0])
    table.writeheader()
    table.writerows({**row, "points": given} for row, given in zip(rows, points, strict=False))
    return text.getvalue()


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
        row |= {"points": points, "comment": f"for {points}" if points else ""}
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
    assert mark(TABLE.format("group.py,why,3,fine")) == 1
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
        (
            "file,points\na,1\n",
            "written.csv: has no column question; fill in the table that grade or deal has written.",
        ),
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


def hand_in_all(school, count):
    """Let students of two sections answer one question."""
    for number in range(count):
        school.enter(f"student {number}", section="AB"[number % 2])
        school.hand_in(f"student {number}", result(f=1, replies=[written(f"because {number}")]), path=f"n{number}.py")


def test_answers_are_dealt_evenly_and_without_names(school, dealt) -> None:
    """Each answer is in one table, none has more than one more than another, and nothing says whose an answer is."""
    hand_in_all(school, 7)
    tables = dealt("ann", "ben", "cid")
    assert sorted(len(rows) for rows in tables.values()) == [2, 2, 3]
    answers = [row["answer"] for rows in tables.values() for row in rows]
    assert sorted(answers) == [f"because {number}" for number in range(7)]
    assert "student" not in str(tables)
    assert ".py" not in str(tables)
    assert {share: len(rows) for share, rows in dealt().items()} == {"A": 4, "B": 3}


def test_dealt_tables_come_back_in_any_order(school, mark, dealt) -> None:
    """Each assistant's points are taken over, and what has points is not dealt again unless all is asked for."""
    hand_in_all(school, 4)
    tables = dealt("ann", "ben")
    assert mark(filled(tables["ben"], 1, 2), "ben") == 2
    assert mark(filled(tables["ann"], 3), "ann") == 1
    assert sorted(school.decided().values()) == [1, 2, 3]
    (rest,) = dealt("cid")["cid"]
    assert rest["answer"] == tables["ann"][1]["answer"]
    assert sorted(row["held"] for row in dealt("cid", every=True)["cid"]) == ["", "1", "2", "3"]


def test_nothing_is_overwritten_unless_told(school, mark, dealt) -> None:
    """Where somebody else has given other points since the table was dealt, no row is taken over without --over."""
    hand_in_all(school, 2)
    anns, bens = dealt("ann")["ann"], dealt("ben")["ben"]  # dealt twice, and taken over by one person
    mark(filled(bens, 1))
    words = refused(mark, filled(anns, 2, 3))
    assert words.startswith(
        "written.csv: row 2: ben has given 1 points meanwhile; --over puts yours in their place; noth"
    )
    assert [*school.decided().values()] == [1]
    assert mark(filled(anns, 1)) == 1  # the same points: now two have given them
    assert mark(filled(anns, 2)) == 1  # one's own are mended freely
    mark(filled(bens, 1), over=True)
    later = dealt("ann", every=True)["ann"]
    assert mark(filled(later, 3, 3)) == 2  # the table knows ben's
    assert [*school.decided().values()] == [3, 3]


def test_no_comment_is_lost(school, mark, dealt) -> None:
    """Points without a comment leave the one that is there; another's other comment stays; alone it is refused."""
    hand_in_all(school, 1)
    (row,) = dealt("ann")["ann"]
    mark(filled([row | {"comment": "a long reason"}], 3))
    mark(filled(dealt("ben", every=True)["ben"], 2))
    with school.book.reading() as db:
        (decision,) = marking.decided(db, "s1").values()
    assert (decision.points, decision.who, decision.why) == (2, "ben", "a long reason")
    assert "ben has given 2 points meanwhile" in refused(mark, filled([row | {"comment": "another"}], 2))
    assert "row 2: has a comment and no points" in refused(mark, filled([row | {"comment": "another"}], ""))


def test_rows_for_one_answer_are_told(school, mark, dealt) -> None:
    """Two rows about one answer, as of tables that were joined, are for neither."""
    hand_in_all(school, 1)
    rows = dealt("ann")["ann"]
    assert "row 3: is about the answer of row 2" in refused(mark, filled(rows * 2, 3, 1))
    assert school.decided() == {}


def test_a_table_that_has_fallen_apart_is_told(school, mark, dealt) -> None:
    """Rows without their last cells, and columns that are there twice, are refused with a sentence."""
    school.hand_in("ada", result(f=1, replies=[written("two\nlines")]))
    text = filled(dealt("ann")["ann"], 1)
    assert "row 2, 3 has no basis; keep the quotes" in refused(mark, text.replace('"', ""))
    head, _, rest = text.partition("\n")
    assert "has the column points twice" in refused(mark, f"{head.strip()},points\n{rest}")


def test_what_a_spreadsheet_takes_for_a_number_is_none(school, dealt) -> None:
    """The digest by which an answer is known begins with a letter."""
    hand_in_all(school, 20)
    assert all(row["basis"][0] == "a" for row in dealt("ann")["ann"])


def test_no_cell_of_a_table_that_falls_apart_is_a_formula(school, dealt) -> None:
    """Read with another separator, or line by line, no part of an answer begins as a formula does; lists stay lists."""
    school.hand_in("ada", result(f=1, replies=[written("so;=HYPERLINK(1)\n=1+1;\n- one\n-1 is less")]))
    (row,) = dealt("ann")["ann"]
    assert row["answer"] == "so;'=HYPERLINK(1)\n'=1+1;\n- one\n'-1 is less"


def test_an_answer_that_is_another_one_by_now_is_told(school, mark, dealt) -> None:
    """Points for an answer that was handed in anew since the table was dealt are for nothing, and refused."""
    hand_in_all(school, 1)
    rows = dealt("ann")["ann"]
    school.hand_in("student 0", result(f=1, replies=[written("or because")]), path="n0.py")
    last = Policy("2026-11-03T12:00", "UTC", "last")
    words = refused(lambda text: mark(text, policy=last), filled(rows, 1))
    assert "has no written answer 'why', or another one by now" in words
    assert school.decided() == {}


def test_one_question_is_dealt_alone(school, dealt) -> None:
    """Only the answers to the question that was asked for are in the tables."""
    school.hand_in("ada", result(f=1, replies=[written("one"), written("two", "how", 5)]))
    assert [row["answer"] for row in dealt("ann", question="how")["ann"]] == ["two"]


def test_a_member_who_has_handed_in_nothing_gets_the_groups_points(school, mark, dealt) -> None:
    """By the table of grading and by a dealt one, an answer of a group is every member's."""
    for name in ("ada", "bob"):
        school.enter(name, team="blue")
    together = Policy("2026-11-03T12:00", "UTC", "last", groups=True)
    school.hand_in("ada", result(f=1, replies=[written("we think")]), path="ada.py")
    assert mark(TABLE.format("ada.py,why,3,fine"), policy=together) == 1
    assert school.decided() == {("ada", "why"): 3, ("bob", "why"): 3}
    assert mark(filled(dealt("ann", every=True, policy=together)["ann"], 1), policy=together) == 1
    assert school.decided() == {("ada", "why"): 1, ("bob", "why"): 1}


def test_the_groups_points_come_though_another_member_handed_in_again(school, mark, dealt) -> None:
    """The same answer of another member, meanwhile, is the answer that was dealt."""
    for name in ("ada", "bob"):
        school.enter(name, team="blue")
    together = Policy("2026-11-03T12:00", "UTC", "last", groups=True)
    school.hand_in("ada", result(f=1, replies=[written("we think")]), path="ada.py")
    rows = dealt("ann", policy=together)["ann"]
    school.hand_in("bob", result(f=1, replies=[written("we think")]), path="bob.py")
    assert mark(filled(rows, 2), policy=together) == 1
    assert school.decided() == {("ada", "why"): 2, ("bob", "why"): 2}
