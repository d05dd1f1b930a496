"""The lecture's questions in words: what students get of them, and how they are read back."""

from __future__ import annotations

import pytest

from autograder.generate import solution_notebook, student_notebook
from autograder.records import Cell, Submission
from autograder.score import replies_to
from autograder.spec import Choice
from autograder.spec.course import Course, load
from autograder.submission import answers_in
from tests.conftest import CHECKOUT

COURSE = Course(CHECKOUT)
SHEETS = {name: load(COURSE, name) for name in COURSE.sheets}
ASKED = {f"{sheet.name}-{each.name}": (sheet, each) for sheet in SHEETS.values() for each in sheet.questions}
CHOICES = {name: asked for name, asked in ASKED.items() if isinstance(asked[1], Choice)}


def submitted(notebook, changes):
    """Return a notebook as a submission, some cells changed by their ids."""
    sources = [(cell.cell_type, changes.get(cell.id, cell.source)) for cell in notebook.cells]
    code = [source for kind, source in sources if kind == "code"]
    notes = tuple(source for kind, source in sources if kind == "markdown")
    return Submission("any.ipynb", tuple(Cell(n, source) for n, source in enumerate(code, 1)), None, notes)


def test_the_lecture_asks_both_kinds() -> None:
    """There is multiple choice on at least four sheets, and something to write on at least three."""
    assert len({sheet.name for sheet, _ in CHOICES.values()}) >= 4
    assert len({sheet.name for sheet, question in ASKED.values() if not isinstance(question, Choice)}) >= 3


@pytest.mark.parametrize(("sheet", "question"), ASKED.values(), ids=ASKED)
def test_students_get_the_question_and_no_answer(sheet, question) -> None:
    """Its text and its options stand in the student's notebook; key, explanation and rubric do not."""
    text = "\n".join(cell.source for cell in student_notebook(sheet, COURSE.seeds(sheet)).cells)
    assert question.text.strip() in text
    if isinstance(question, Choice):
        assert all(f"- `{key}`: {option}" in text for key, option in question.options.items())
        assert question.explanation not in text
        assert f'{question.name} = ""' in text
    else:
        assert not any(line in text for line in question.rubric)


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_the_staffs_notebook_has_the_right_keys_and_the_rubrics(sheet) -> None:
    """Read back as a submission the solution has every choice's points; each written question has its rubric there."""
    notebook = solution_notebook(sheet, COURSE.seeds(sheet))
    answers = answers_in(submitted(notebook, {}), [question.name for question in sheet.questions])
    for question, reply in zip(sheet.questions, replies_to(sheet.questions, answers), strict=True):
        assert reply.points == (question.points if isinstance(question, Choice) else None)
        if not isinstance(question, Choice):
            place = next(cell.source for cell in notebook.cells if cell.id == f"answer-{question.name}")
            assert all(line in place for line in question.rubric)


@pytest.mark.parametrize(("sheet", "question"), CHOICES.values(), ids=CHOICES)
def test_a_choice_has_one_right_key(sheet, question) -> None:
    """Filled in at its place, the right key has the points, every other one none, and the empty place is no answer."""
    notebook = student_notebook(sheet, COURSE.seeds(sheet))
    place = next(cell for cell in notebook.cells if cell.id == f"answer-{question.name}")
    for key in (*question.options, ""):
        changes = {place.id: place.source.replace('""', f'"{key}"')}
        (reply,) = replies_to([question], answers_in(submitted(notebook, changes), [question.name]))
        assert reply.points == (question.points if key == question.right else 0)
        assert reply.answer == (key or None)


def test_the_right_keys_stand_at_no_fixed_place() -> None:
    """Neither the first option as written nor the longest is right throughout."""
    first = [[*question.options].index(question.right) == 0 for _, question in CHOICES.values()]
    longest = [max(each.options, key=lambda key: len(each.options[key])) == each.right for _, each in CHOICES.values()]
    assert sum(first) <= len(first) // 2
    assert sum(longest) <= len(longest) // 2
