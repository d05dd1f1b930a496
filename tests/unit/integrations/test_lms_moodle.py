"""Moodle's offline grading worksheet: each rule of its importer."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from fractions import Fraction

import pytest

from autograder.errors import OperatorError
from autograder.integrations.lms import Attempt, Owner, Student, filled, gradebook_of, recognised, standings
from autograder.integrations.lms.moodle import feedback_text
from autograder.integrations.lms.table import cell_of
from autograder.records import Refusal
from tests.unit.integrations.test_lms_standing import graded

HEAD = "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
HEAD += "Last modified (submission),Last modified (grade),Feedback comments"
SHEET = (
    f"\ufeff{HEAD}\r\n"
    'Participant 5,"Ada, L.",007,ada@x.org,"Submitted for grading - 2 days 3 hours late - Graded",-,100.00,Yes,-,-,\r\n'
    'Participant 6,Grace,008,g@x.org,Submitted for grading,80.00,100.00,Yes,"Monday, 2 Nov",-,=old\r\n'
    "Participant 7,Emmy,009,e@x.org,Submitted for grading,70.00,100.00,No,-,-,\r\n"
)


def of(number, name, points):
    """Return a folder of Moodle's download with points, or refused."""
    each = graded("a.ipynb", points) if points is not None else Refusal("a.ipynb", "is empty.")
    return Attempt(each, Owner("moodle", number, (Student(name, number),)))


def fill(text, *attempts, penalty=None):
    """Fill in a worksheet, as the command does."""
    book = gradebook_of(text)
    return filled(book, "", standings(recognised(book, attempts), penalty))


def rows(text):
    """Return a worksheet's rows by participant."""
    return {row["Identifier"]: row for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))}


def test_grade_and_feedback_change_together_and_nothing_else() -> None:
    """Every byte but the two cells' stays; who is not in the zip, or was refused, keeps both."""
    done = fill(SHEET, of("5", "Ada, L.", 7), of("6", "Grace", None))
    row = rows(done.text)["Participant 5"]
    assert row["Grade"] == "7"
    assert "predict: " in row["Feedback comments"]
    assert "for the staff alone" not in row["Feedback comments"]
    feedback = cell_of(row["Feedback comments"], ",")
    assert done.text == SHEET.replace("-,100.00,Yes,-,-,\r\n", f"7,100.00,Yes,-,-,{feedback}\r\n", 1)
    assert (done.count, done.notes) == (1, ())


def test_without_a_column_for_feedback_there_is_none() -> None:
    """An assignment without feedback comments has its grades filled in."""
    text = "".join(line.rpartition(",")[0] + "\r\n" for line in SHEET.splitlines())
    assert fill(text, of("6", "Grace", 7)).text == text.replace("80.00", "7")


def test_feedback_is_quoted_where_it_must_be_and_otherwise_as_it_is() -> None:
    """Control characters become question marks; a leading sign stays, as a platform reads the file."""
    assert feedback_text('=two "lines",\nof text\x1b') == '=two "lines",\nof text?'
    assert cell_of('=two "lines",\nof', ",") == '"=two ""lines"",\nof"'
    assert cell_of("=one", ",") == "=one"


@pytest.mark.parametrize(
    ("maximum", "written"),
    [("100.00", "93.5"), ('"100,00"', '"93,5"'), ("100", "93.5"), ('"100,000"', '"93,5"')],
)
def test_the_decimal_separator_is_the_sites(maximum, written) -> None:
    """A maximum grade with a comma says that Moodle has decimal commas; one without says that it has not."""
    text = SHEET.replace("100.00", maximum)
    done = fill(text, of("6", "Grace", Fraction(187, 2)))
    assert f"Submitted for grading,{written},{maximum},Yes" in done.text


def test_a_semicolon_leaves_a_decimal_comma_without_quotes() -> None:
    """Where semicolons delimit, a decimal comma needs no quotes."""
    text = "Identifier;Full name;Grade;Maximum Grade;Grade can be changed\nParticipant 6;Grace;;100,00;Yes\n"
    assert fill(text, of("6", "Grace", Fraction(1, 2))).text == text.replace(";;", ";0,5;")


def test_a_grade_that_is_locked_stays() -> None:
    """Moodle passes over a grade that cannot be changed: the cell stays, and the student is named."""
    done = fill(SHEET, of("7", "Emmy", 5), of("6", "Grace", 5))
    assert rows(done.text)["Participant 7"]["Grade"] == "70.00"
    assert done.count == 1
    assert len(done.notes) == 1
    assert done.notes[0].endswith("unlock them there: Emmy (7, e@x.org).")


def test_a_grade_above_the_maximum_is_refused() -> None:
    """Moodle passes over grades above the maximum without a word: the sheet's points must fit."""
    with pytest.raises(OperatorError, match="above its maximum of 99,5, and the sheet has 100 points; set the maximum"):
        fill(SHEET.replace("100.00", '"99,5"'), of("6", "Grace", 5))


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (HEAD.replace("Maximum Grade", "Scale"), "by a scale; set it to points there"),
        (
            HEAD.replace("Grade,Maximum Grade", "Bewertung,Maximale Bewertung"),
            "no column Grade, Maximum Grade.*English",
        ),
    ],
)
def test_a_worksheet_that_cannot_be_filled_in_is_refused(head, found) -> None:
    """A scale has no points, and columns in another language are not guessed."""
    with pytest.raises(OperatorError, match=found):
        gradebook_of(SHEET.replace(HEAD, head))


def test_a_maximum_that_is_no_number_is_refused() -> None:
    """Without a number as the maximum nobody knows what a point is worth."""
    with pytest.raises(OperatorError, match="Maximum Grade 'A' is no number"):
        fill(SHEET.replace("100.00", "A"), of("6", "Grace", 5))


def test_the_worksheet_says_who_was_late_and_how_to_reach_them() -> None:
    """The status has the lateness, which the zip has not; the address is in the table for people."""
    attempts = [of("5", "Ada L.", 50), of("6", "Grace", 50)]
    ada, grace = recognised(gradebook_of(SHEET), attempts)
    assert ada.owner.students == (Student("Ada, L.", "5", "ada@x.org"),)
    assert (ada.owner.late, grace.owner.late) == (True, False)
    assert rows(fill(SHEET, *attempts, penalty=Fraction(20)).text)["Participant 5"]["Grade"] == "40"


@pytest.mark.parametrize("name", ["Ada L", "Group-A-Ada, L.", "Participant", "ada, l."])
def test_a_participant_is_known_by_number_and_name(name) -> None:
    """Signs that Moodle leaves out of folders do not matter, nor a group in front, nor a name that was hidden."""
    assert fill(SHEET, of("5", name, 7)).count == 1


def test_a_number_of_another_name_is_nobodys() -> None:
    """Newer Moodles number the folders of groups by group: such a number is not taken for a participant's."""
    done = fill(SHEET, of("5", "Team A", 7), of("99", "Grace", 7))
    assert done.text == SHEET
    assert done.notes == ("Not entered, for the grade book does not have them: Team A (5), Grace (99).",)


def test_a_group_of_moodles_is_entered_for_each_member() -> None:
    """Where groups hand in, the worksheet says who is in which, and the folder is the group's."""
    text = (
        "Identifier,Full name,Status,Group,Grade,Maximum Grade,Grade can be changed\n"
        "Participant 5,Ada,Submitted for grading,Team A/1,,100.00,Yes\n"
        "Participant 6,Grace,Submitted for grading - 1 hour late,Team A/1,,100.00,Yes\n"
        "Participant 7,Emmy,No submission,Default group,,100.00,Yes\n"
    )
    done = fill(text, of("7", "Team A1", 50))
    assert [row["Grade"] for row in rows(done.text).values()] == ["50", "50", ""]
    assert done.count == 2


@pytest.mark.parametrize(("head", "count"), [("", 1), (",Group", 0)])
def test_without_names_the_number_counts_unless_groups_hand_in(head, count) -> None:
    """A worksheet of an assignment that is marked blindly has numbers only; with groups they may be the groups'."""
    text = f"Identifier,Grade,Maximum Grade,Grade can be changed{head}\nParticipant 5,,100,Yes{',B' if head else ''}\n"
    assert fill(text, of("5", "Participant", 7)).count == count


def test_another_platforms_files_are_not_entered() -> None:
    """A user of Canvas has the number of a participant of Moodle's by chance only."""
    attempt = replace(of("6", "Grace", 7).owner, platform="canvas", late=False)
    done = fill(SHEET, Attempt(graded("a", 7), attempt))
    assert (done.text, done.count) == (SHEET, 0)
