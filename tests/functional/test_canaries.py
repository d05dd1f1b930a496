"""Nothing of the hidden tests stands in what a student receives of a graded notebook: every sheet, every output."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping

import numpy as np
import pytest

from autograder.classroom import Grader
from autograder.demo import filled_notebook
from autograder.integrations.ci import FORMATS, write_formats
from autograder.integrations.gradescope import write_results
from autograder.records import Member
from autograder.spec.course import load
from autograder.spec.cut import mutated, solution
from autograder.terminal.grading import shown_code

SHEETS = [f"a0{number}" for number in range(1, 7)]
NUMBER = re.compile(r"\d+\.\d{3,}(?:e[-+]?\d+)?")
SURE = 8  # hidden numbers in one output: a few may be there by chance, such as a sigmoid of 2
LINE = 24  # characters of a line that nobody writes by chance


@pytest.fixture(scope="module", params=SHEETS)
def sheet(request, course):
    """Make a sheet ready; return it with a grader."""
    assignment = load(course, request.param)
    with Grader(course, assignment) as grader:
        yield assignment, grader


@pytest.fixture
def received(sheet, course, tmp_path):
    """Return a function that grades functions and returns all that their student gets, by the file's name."""
    assignment, grader = sheet

    def receive(sources):
        content = json.dumps(filled_notebook(assignment, course.seeds(assignment), sources)).encode()
        graded = grader.grade(Member("notebook.ipynb", content))
        assert graded.points < graded.possible
        write_results(graded, tmp_path / "results.json")
        write_formats(graded, tmp_path, [*FORMATS], assignment.title, code=shown_code(graded, content, ()))
        return {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}

    return receive


def floats_in(value):
    """Yield the numbers of a case or of an answer that have digits enough to be known again."""
    if isinstance(value, Mapping):
        value = [*value.values()]
    if isinstance(value, list | tuple):
        for each in value:
            yield from floats_in(each)
    elif isinstance(value, float | np.ndarray | np.generic) and np.asarray(value).dtype.kind == "f":
        yield from (f"{abs(number):.6g}" for number in np.asarray(value, dtype=float).ravel() if np.isfinite(number))


def known_again(numbers):
    return {each for each in numbers if len(each.partition("e")[0].replace(".", "").lstrip("0")) == 6}


def test_no_hidden_number_and_no_seed_is_told(sheet, received) -> None:
    """Of hidden trials neither arguments nor values nor seeds stand in any output, and those of visible cases do."""
    assignment, grader = sheet
    wrong = {each.name: mutated(each, each.mutants[0]) for each in assignment.exercises}
    visible, hidden, seeds = set(), set(), set()
    for task in grader._examination.tasks:
        visible |= {*floats_in([*task.visible.values()])}
        for group in (group for groups in task.trials.values() for group in groups):
            for trial in group:
                hidden |= {*floats_in([trial.arguments, trial.expected])}
                seeds.add(str(trial.seed))
    hidden = known_again(hidden - visible)
    assert len(hidden) > 50
    for name, text in received(wrong).items():
        plain = re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL)
        told = {f"{float(number):.6g}" for number in NUMBER.findall(plain)}
        assert len(told & hidden) < SURE, (name, told & hidden)
        assert not {seed for seed in seeds if seed in text}, name


def test_no_line_of_the_reference_or_of_a_mistake_is_told(sheet, received) -> None:
    """Who hands in constants gets no line of a solution, and none of what a known mistake is made of."""
    assignment, _ = sheet
    constants, lines = {}, set()
    for exercise in assignment.exercises:
        source = solution(exercise.function)
        (function,) = ast.parse(source).body
        constants[exercise.name] = (
            f"def {exercise.name}{source[source.index('(') : source.index(')') + 1]}:\n    return 0.375\n"
        )
        body = function.body[1:] if ast.get_docstring(function) else function.body
        lines |= {line.strip() for part in body for line in ast.unparse(part).splitlines()}
        lines |= {
            text.strip() for mutant in exercise.mutants for text in (mutant.old, mutant.new) if isinstance(text, str)
        }
    planted = {line for line in lines if len(line) >= LINE and not line.isidentifier()}
    assert planted
    for name, text in received(constants).items():
        assert not {line for line in planted if line in text}, name
