"""Canvas's grade book: each rule of its importer."""

from __future__ import annotations

from fractions import Fraction

import pytest

from autograder.errors import OperatorError
from autograder.integrations.lms import Attempt, Owner, Student, filled, gradebook_of, recognised, standings
from autograder.records import Refusal
from tests.unit.integrations.test_lms_standing import graded

BOOK = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Quiz (11),Homework 1 (12),Final Score\r\n"
    ",,,,,Manual Posting,,\r\n"
    "    Points Possible,,,,,10,100,(read only)\r\n"
    '"Lovelace, Ada",1,007,ada@x.org,"Sec ""A""",9.50,,87\r\n'
    "Hopper Grace,2,008,grace@X.org,B,10,12.00,\r\n"
    "=HYPERLINK(0),3,009,=x,B,,-,\r\n"
    '"Noether, Emmy",4,010,emmy@x.org,B,,EX,\r\n'
)


def of(number, points, *, late=False):
    """Return a student of Canvas's download with points, or refused."""
    each = graded(f"x_{number}_5_a.ipynb", points) if points is not None else Refusal(f"x_{number}", "is empty.")
    return Attempt(each, Owner("canvas", number, (Student(f"name{number}", number),), late=late))


def group(points, *students, number="9"):
    """Return a submission of Gradescope's with points."""
    return Attempt(graded(f"submission_{number}/a.ipynb", points), Owner("gradescope", number, students))


def fill(text, *attempts, assignment="Homework 1", penalty=None):
    """Fill in a grade book."""
    return filled(gradebook_of(text), assignment, standings(attempts, penalty))


@pytest.mark.parametrize("assignment", ["Homework 1", "12", "Homework 1 (12)"])
def test_one_column_changes_and_nothing_else(assignment) -> None:
    """Every other byte stays: the mark in front, quotes, noughts, what looks like a formula, ends of lines."""
    done = fill(BOOK, of("1", Fraction(187, 2)), of("3", 0), assignment=assignment)
    assert done.text == BOOK.replace("9.50,,87", "9.50,93.5,87").replace("=x,B,,-,", "=x,B,,0,")
    assert (done.count, done.notes) == (2, ())
    assert fill(BOOK).text == BOOK


def test_a_grade_book_that_was_read_stays() -> None:
    """Filling in a grade book leaves the one that was read as it was."""
    book = gradebook_of(BOOK)
    assert filled(book, "12", standings([of("1", 5)])).text != BOOK
    assert filled(book, "12", ()).text == BOOK


def test_who_is_not_in_the_zip_or_was_refused_keeps_the_cell() -> None:
    """A score, a blank and a bar stay where there is nothing to enter."""
    assert fill(BOOK, of("2", None), of("3", None)).text == BOOK


def test_who_is_excused_stays_excused() -> None:
    """EX is not overwritten by points, and the student is named."""
    done = fill(BOOK, of("4", 50))
    assert (done.text, done.count) == (BOOK, 0)
    assert done.notes == ("Not entered, for they are excused (EX) in the grade book: name4 (4).",)


def test_students_that_the_grade_book_does_not_have_are_named() -> None:
    """An unknown number, an anonymous file and a plain file are entered nowhere, and named in one sentence."""
    plain = Attempt(graded("ada.ipynb", 1), Owner("", "ada.ipynb", (Student("Lovelace, Ada"),)))
    anonymous = Attempt(graded("a", 1), Owner("canvas", "anon_x9YzQ", (Student("", "anon_x9YzQ"),), late=False))
    done = fill(BOOK, of("77", 1), plain, anonymous)
    assert done.text == BOOK
    assert done.notes == (
        "Not entered, for the grade book does not have them: name77 (77), Lovelace, Ada, anon_x9YzQ.",
    )


@pytest.mark.parametrize(
    "head",
    [
        "Student,ID,Section",
        "Student,ID,SIS Login ID,Section",
        "Student,ID,SIS User ID,SIS Login ID,Section",
        "Student,ID,SIS User ID,SIS Login ID,Integration ID,Section",
        "Student,ID,SIS User ID,SIS Login ID,Root Account,Section",
        "LastName,FirstName,ID,SIS User ID,SIS Login ID,Section",
        "Student,ID,Section,Notes",
    ],
)
def test_every_documented_head_is_read(head) -> None:
    """The columns in front of the assignments may be those of any course; the id is behind the names."""
    titles = head.split(",")
    row = ["1" if title == "ID" else "x" for title in titles]
    text = f"{head},Work (5)\n{','.join(row)},\n"
    assert fill(text, of("1", 7), assignment="5").text == f"{head},Work (5)\n{','.join(row)},7\n"


@pytest.mark.parametrize(
    "text",
    [
        "Name,Points\nAda,5\n",
        "",
        "Student,ID,Work (5),Other (6)\nAda,1,,\n",
        "Student,Number,Section,Work (5)\nAda,1,A,\n",
        "ID,Student,Section,Work (5)\n1,Ada,A,\n",
    ],
)
def test_what_is_no_grade_book_is_refused(text) -> None:
    """Without the student, the id and the section where Canvas looks for them it is none."""
    with pytest.raises(OperatorError, match="it is no grade book of Canvas's"):
        gradebook_of(text)


def test_a_semicolon_delimits_where_the_file_has_it() -> None:
    """Canvas exports semicolons and decimal commas, too; it reads a point beside them, and all of it is kept."""
    text = "Student;ID;Section;Work (5);Quiz, short (6)\nAda;1;A;;9,50\nGrace;2;A;8,25;\n"
    assert fill(text, of("1", Fraction(15, 2)), assignment="5").text == text.replace("Ada;1;A;;", "Ada;1;A;7.5;")


def test_a_title_that_others_have_is_told_by_its_number() -> None:
    """Of two assignments of one title neither is chosen; a title with a number of its own in it is found."""
    text = "Student,ID,Section,Work (5),Work (6),Part (2) (7),Untitled\nAda,1,A,,,,\n"
    with pytest.raises(OperatorError, match=r"2 columns .* Work \(5\), Work \(6\), Part \(2\) \(7\)\. .*by its number"):
        fill(text, of("1", 7), assignment="Work")
    for assignment, row in (("6", ",,7,,"), ("Part (2)", ",,,7,"), ("Untitled", ",,,,7")):
        assert fill(text, of("1", 7), assignment=assignment).text.endswith(f"Ada,1,A{row}\n")


def test_a_new_assignment_is_never_made() -> None:
    """A title that is not there is refused, as Canvas would make an assignment of it."""
    with pytest.raises(
        OperatorError, match=r"0 columns .* 'Homework 2'; its assignments: Quiz \(11\), Homework 1 \(12\)"
    ):
        fill(BOOK, assignment="Homework 2")


@pytest.mark.parametrize(
    "title", ["Current Score", "Final Points", "Unposted Final Grade", "Override Score", "Final Grade (7)"]
)
def test_canvass_own_sums_are_no_assignments(title) -> None:
    """Columns that Canvas does not take for assignments cannot be named, even with a number."""
    text = f"Student,ID,Section,{title},Work (5)\nAda,1,A,,\n"
    with pytest.raises(OperatorError, match="0 columns"):
        fill(text, of("1", 7), assignment=title)


@pytest.mark.parametrize("title", ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"])
def test_columns_about_students_are_no_assignments(title) -> None:
    """What says who a student is cannot be written over."""
    with pytest.raises(OperatorError, match="0 columns"):
        fill(BOOK, of("1", 7), assignment=title)


def test_a_column_that_is_read_only_is_refused() -> None:
    """Canvas passes over a column whose points possible are "(read only)"; wherever that row stands."""
    with pytest.raises(OperatorError, match="as read only"):
        fill(BOOK.replace("10,100,", "10,(read  only),"), of("1", 7))


def test_rows_about_assignments_are_nobodys() -> None:
    """The row of the points possible and that of the posting policy are kept, whatever stands in them."""
    text = BOOK.replace("Points Possible,,", "Points Possible,1,").replace('"Lovelace, Ada",1,', '"Lovelace, Ada",5,')
    assert fill(text, of("1", 7)).text == text


def test_other_points_than_the_sheets_are_told() -> None:
    """A column of ten points takes the sheet's hundred, as Canvas does, and a sentence says so."""
    done = fill(BOOK.replace("10,100,", "10,10.00,"), of("1", 7))
    assert done.notes == (
        "Canvas's column has 10 points possible, the sheet 100; the points were entered as they are.",
    )
    assert "9.50,7,87" in done.text


def test_every_member_of_a_group_of_gradescopes_is_entered() -> None:
    """A sid is looked for among the SIS User IDs and the ids, an e-mail address among the logins, in any case."""
    members = Student("Ada", "007"), Student("Grace", "", "GRACE@x.org"), Student("X", "3")
    done = fill(BOOK, group(50, *members))
    expected = BOOK.replace("9.50,,87", "9.50,50,87").replace("10,12.00,", "10,50,").replace("=x,B,,-,", "=x,B,,50,")
    assert (done.text, done.count, done.notes) == (expected, 3, ())


def test_two_students_that_could_be_meant_are_both_left() -> None:
    """A sid of one and an e-mail address of another fit nobody; the student is named, and no name is a guess."""
    done = fill(
        BOOK, group(50, Student("Ada", "007", "grace@x.org"), Student("Hopper Grace"), Student("Stranger", "99"))
    )
    assert done.text == BOOK
    assert done.notes == (
        "Not entered, for more than one student of the grade book could be meant: Ada (007, grace@x.org).",
        "Not entered, for the grade book does not have them: Hopper Grace, Stranger (99).",
    )


def test_nothing_matches_an_empty_cell() -> None:
    """A student without a sid or an address is not the one of the grade book who has none, either."""
    text = BOOK.replace(",007,ada@x.org,", ",,,")
    assert fill(text, group(50, Student("Ada"))).text == text


@pytest.mark.parametrize("order", [(40, 60), (60, 40)])
def test_of_two_submissions_the_better_is_entered(order) -> None:
    """Who is in two of Gradescope's submissions has the better one's points."""
    attempts = [group(points, Student("Ada", "007"), number=str(points)) for points in order]
    assert "9.50,60,87" in fill(BOOK, *attempts).text


def test_penalties_are_in_only_if_asked_for() -> None:
    """Late points go in as they are, or with the penalty taken off."""
    late = of("1", 50, late=True)
    assert "9.50,50,87" in fill(BOOK, late).text
    assert "9.50,40,87" in fill(BOOK, late, penalty=Fraction(20)).text


def test_names_are_the_grade_books() -> None:
    """A file's name has the student in small letters and one word; the grade book has the name itself."""
    (known, unknown) = recognised(gradebook_of(BOOK), [of("1", 5), of("77", 5)])
    assert known.owner.students == (Student("Lovelace, Ada", "1"),)
    assert unknown.owner.students == (Student("name77", "77"),)
