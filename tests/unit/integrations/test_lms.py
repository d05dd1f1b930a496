"""Learning platforms' downloads and grade books."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import OperatorError
from autograder.integrations.lms import Owner, canvas_gradebook, filled, moodle_worksheet, owner_of, table_of
from autograder.records import Refusal
from tests.unit.integrations.test_gradescope import GRADED


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("lovelaceada_12_3456_a01.ipynb", Owner("canvas", "12", "lovelaceada")),
        ("lovelaceada_LATE_12_3456_a01_linear_regression-1.ipynb", Owner("canvas", "12", "lovelaceada", late=True)),
        ("submissions/hoppergrace_7_8_my_work_12_34_x.ipynb", Owner("canvas", "7", "hoppergrace")),
        ("Ada Lovelace_4711_assignsubmission_file_/a01.ipynb", Owner("moodle", "4711", "Ada Lovelace")),
        ("Émilie du_Châtelet_5_assignsubmission_file/a01.ipynb", Owner("moodle", "5", "Émilie du_Châtelet")),
        ("assignment_1_export/submission_99/a01.ipynb", Owner("gradescope", "99")),
        ("a01.ipynb", None),
        ("ada/a01.ipynb", None),
    ],
)
def test_whose_a_file_is_stands_in_its_name(path, owner) -> None:
    """Each platform's download tells the student in its own way; any other file tells nobody."""
    assert owner_of(path) == owner


CANVAS = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Quiz (11),Homework 1 (12),Final Score\r\n"
    "    Points Possible,,,,,10,100,(read only)\r\n"
    '"Lovelace, Ada",1,007,ada,"Sec ""A""",9.50,,87\r\n'
    "Hopper Grace,2,008,grace,B,10,EX,\r\n"
    "Student Test,3,,x,B,,,\r\n"
)


@pytest.mark.parametrize("assignment", ["Homework 1", "12"])
def test_one_column_of_canvas_changes_and_nothing_else(assignment) -> None:
    """Every other byte stays: the mark in front, quotes, leading noughts, ends of lines."""
    done = canvas_gradebook(CANVAS, assignment, {"1": "93.5", "3": "0"})
    expected = CANVAS.replace("9.50,,87", "9.50,93.5,87").replace("x,B,,,", "x,B,,0,")
    assert done == expected
    assert canvas_gradebook(CANVAS, assignment, {}) == CANVAS


@pytest.mark.parametrize(
    ("text", "assignment", "found"),
    [
        ("Name,Points\nAda,5\n", "Homework 1", "no grade book of Canvas's"),
        (
            CANVAS,
            "Homework 2",
            "0 columns of the grade book are 'Homework 2'; its assignments: Quiz (11)",
        ),
        (CANVAS.replace("Quiz (11)", "Homework 1 (11)"), "Homework 1", "2 columns"),
        (CANVAS.replace("10,100,", "10,(read only),"), "12", "read only"),
        ('Student,ID,X (1)\n"Ada" x,1,2\n', "1", "goes on behind its quote"),
    ],
)
def test_what_canvas_would_not_read_is_refused(text, assignment, found) -> None:
    """A file that is no grade book, a column that is not there, twice there or closed, is told in a sentence."""
    with pytest.raises(OperatorError) as refused:
        canvas_gradebook(text, assignment, {"1": "5"})
    assert found in str(refused.value)


MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Feedback comments\r\n"
    'Participant 5,"Ada, L.",ada@x.org,"Submitted, late",-,"100,00",Yes,\r\n'
    "Participant 6,Grace,g@x.org,Submitted,80,100,Yes,old\r\n"
    "Participant 7,Emmy,e@x.org,Submitted,70,100,No,\r\n"
)


def test_grade_and_feedback_of_moodle_change_together() -> None:
    """Feedback is quoted where it must be, without control characters; who is not graded keeps both."""
    done = moodle_worksheet(MOODLE, {"5": ("93.5", 'two "lines",\nof text\x1b')})
    row = next(row for row in csv.reader(io.StringIO(done)) if row[0] == "Participant 5")
    assert (row[4], row[5], row[7]) == ("93.5", "100,00", 'two "lines",\nof text?')
    assert done.endswith(MOODLE.partition("Yes,\r\n")[2])


@pytest.mark.parametrize(
    ("text", "found"),
    [("Name,Grade\nx,1\n", "no column Identifier, Grade can be changed"), (MOODLE, "unlock it there")],
)
def test_what_moodle_would_not_take_is_refused(text, found) -> None:
    """A file that is no worksheet, and a grade that is locked, are told in a sentence."""
    with pytest.raises(OperatorError, match=found):
        moodle_worksheet(text, {"7": ("1", "")})


@given(st.lists(st.lists(st.text('ab,;"\n\r x', max_size=6), min_size=1, max_size=4), min_size=1, max_size=5))
def test_a_table_is_read_as_the_csv_module_reads_it_and_written_as_it_was(rows) -> None:
    """Whatever stands in the cells, the text is the same to the byte, and the values are those of a CSV reader."""
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    table = table_of(text.getvalue())
    assert table.text() == text.getvalue()
    if table.delimiter == ",":
        assert [table.values(number) for number in range(len(table.rows))] == rows


def graded(path, points):
    """Return the result of a file of a download."""
    return replace(GRADED, submission=path, points=Fraction(points))


def test_the_best_of_a_students_files_is_filled_in() -> None:
    """Files of the platform's own download count by their students' ids; refused and other files change nothing."""
    results = [
        graded("all.zip/lovelaceada_1_3_a01.ipynb", 40),
        graded("all.zip/lovelaceada_1_4_a01-1.ipynb", Fraction(125, 2)),
        graded("all.zip/test_3_5_a01.ipynb", 0),
        graded("elsewhere.ipynb", 100),
        Refusal("all.zip/hoppergrace_2_9_a01.ipynb", "is empty."),
    ]
    text, count = filled(CANVAS, "Homework 1", results)
    assert count == 2
    assert text == CANVAS.replace("9.50,,87", "9.50,62.5,87").replace("x,B,,,", "x,B,,0,")
    text, count = filled(MOODLE, "", [graded("all.zip/Ada, L._5_assignsubmission_file_/a01.ipynb", 7)])
    row = next(row for row in csv.reader(io.StringIO(text)) if row[0] == "Participant 5")
    assert (count, row[4]) == (1, "7")
    assert "predict: " in row[7]
    assert "for the staff alone" not in row[7]
