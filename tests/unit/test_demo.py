"""The small class: who is in it, and what they hand in."""

from __future__ import annotations

import ast

import nbformat
import numpy as np
import pytest

from autograder.demo import write_class
from autograder.errors import SubmissionError
from autograder.generate import solution_notebook, student_notebook
from autograder.spec.seeds import Seeds
from autograder.submission import cells_to_run, read_submission, recognise

SEEDS = Seeds(b"any", "s1")
NAMES = {"s1": ["half_square", "half_square_gradient"]}


@pytest.fixture
def small_class(tiny, tmp_path):
    """Return the tiny sheet and the files of its class by their stems."""
    sheet = tiny.load()
    return sheet, {path.stem: path for path in write_class(sheet, SEEDS, tmp_path / "new" / "class")}


def function_of(path, name):
    """Run the exercise cells of a notebook and return one of its functions."""
    namespace = {"np": np}
    for cell in nbformat.read(path, 4).cells:
        if cell.metadata["secant"]["kind"] == "exercise":
            exec(compile(cell.source, cell.id, "exec"), namespace)  # noqa: S102 - made from our own text
    return namespace[name]


def test_who_is_in_the_class(small_class) -> None:
    """The class has the solution, the variants, an empty sheet, a mutant an exercise, and three that misbehave."""
    assert [*small_class[1]] == [
        "solution",
        "right-otherwise-1",
        "untouched",
        "half_square-half-forgotten",
        "half_square_gradient-scale-added",
        "crashes",
        "never-ends",
        "not-a-notebook",
    ]


def test_the_files_are_the_sheets_notebook(small_class) -> None:
    """All but the last are recognised as the sheet; the last is refused."""
    for name, path in small_class[1].items():
        if name == "not-a-notebook":
            with pytest.raises(SubmissionError, match="is not a notebook"):
                read_submission(path)
        else:
            submission = read_submission(path)
            assert submission.assignment == "s1"
            recognise(cells_to_run(submission, ()), None, "s1", NAMES)
            nbformat.validate(nbformat.read(path, 4))


def test_solution_and_untouched_are_the_generated_ones(small_class) -> None:
    """The solution is the staff's notebook, the untouched one the student's."""
    sheet, paths = small_class
    assert nbformat.read(paths["solution"], 4) == solution_notebook(sheet, SEEDS)
    assert nbformat.read(paths["untouched"], 4) == student_notebook(sheet, SEEDS)


def test_what_they_answer(small_class) -> None:
    """Variants answer as the reference does, mutants do not, and where there is no variant the solution stands."""
    sheet, paths = small_class
    arguments = (np.array([1.0, 2.0]), 3.0)
    value, gradient = (exercise.function(*arguments) for exercise in sheet.exercises)
    assert function_of(paths["right-otherwise-1"], "half_square")(*arguments) == value
    assert function_of(paths["half_square-half-forgotten"], "half_square")(*arguments) == 2 * value
    for name in ("right-otherwise-1", "half_square-half-forgotten"):
        np.testing.assert_array_equal(function_of(paths[name], "half_square_gradient")(*arguments), gradient)
    wrong = function_of(paths["half_square_gradient-scale-added"], "half_square_gradient")(*arguments)
    assert not np.array_equal(wrong, gradient)


def test_the_hostile_ones_are_python(small_class) -> None:
    """The first exercise ends the process in one file, the last never ends in another."""
    _, paths = small_class
    crash = function_of(paths["crashes"], "half_square")
    loop = function_of(paths["never-ends"], "half_square_gradient")
    assert "_exit" in crash.__code__.co_names
    ((name,),) = [[cell.source for cell in nbformat.read(paths["never-ends"], 4).cells if "while True" in cell.source]]
    assert any(isinstance(node, ast.While) for node in ast.walk(ast.parse(name)))
    assert loop.__name__ == "half_square_gradient"


def test_a_sheet_of_one_exercise_has_a_class(tiny, tmp_path) -> None:
    """A sheet with a single exercise has a class as well."""
    tiny.change("assignments/s1/exercises.py", "exercises=(VALUE, GRADIENT)", "exercises=(VALUE,)")
    tiny.change("assignments/s1/assignment.md", "<!-- exercise: half_square_gradient -->", "")
    names = [path.stem for path in write_class(tiny.load(), SEEDS, tmp_path / "class")]
    assert names[-3:] == ["crashes", "never-ends", "not-a-notebook"]
