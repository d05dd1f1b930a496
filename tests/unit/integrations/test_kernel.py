"""Secant's judges in a notebook's own process, as otter's and nbgrader's tests call them."""

from __future__ import annotations

import shutil

import pytest

from autograder.errors import OperatorError
from autograder.integrations import kernel

RIGHT = """
import numpy as np

def half_square(x, scale=2.0):
    return 0.5 * scale * np.sum(x**2)

def half_square_gradient(x, scale=2.0):
    return scale * x
"""
SECRET = "0123456789abcdef"  # noqa: S105 - a test's


@pytest.fixture
def required(tiny, tmp_path, run_python):
    """Return a function that runs cells and then what a platform's tests do, in a process of its own."""
    folder = tmp_path / "class" / "secant"
    shutil.copytree(tiny.root, folder / "course")
    (folder / "secret").write_text(SECRET)
    below = tmp_path / "class" / "submitted" / "s1"
    below.mkdir(parents=True)

    def run(cells, asked):
        code = f"""
import os
from autograder.integrations.kernel import require
def ask(exercise, check, points):
    try:
        require(globals(), "s1", exercise, check, points)
        print("earned")
    except AssertionError as error:
        print(error)
exec({cells!r})
{asked}
assert "SECANT_SECRET" not in os.environ
"""
        done = run_python(code, below)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    return run


def test_right_answers_earn_everything(required) -> None:
    """Each check of each exercise has its points, wherever above the notebook the course lies."""
    asked = 'ask("half_square", 0, "2"); ask("half_square_gradient", 0, "3/2"); ask("half_square_gradient", 1, "3/2")'
    assert required(RIGHT, asked) == ["earned"] * 3


def test_a_wrong_answer_is_told_in_the_students_words(required) -> None:
    """A known mistake fails, with the sentence that Secant has for the student."""
    (told,) = required(RIGHT.replace("0.5 * ", ""), 'ask("half_square", 0, "2")')
    assert "Look at the factor of the sum." in told


def test_a_missing_earlier_function_is_put_in(required) -> None:
    """An exercise that builds on a wrong one is judged with a correct one, as Secant does it."""
    wrong = RIGHT.replace("return 0.5 * scale * np.sum(x**2)", "raise NotImplementedError")
    wrong = wrong.replace("    return scale * x\n", "    half_square(x, scale)\n    return scale * x\n")
    told = required(wrong, 'ask("half_square_gradient", 0, "3/2"); ask("half_square_gradient", 1, "3/2")')
    assert told == ["earned"] * 2


def test_asked_again_it_is_graded_as_it_is_now(required) -> None:
    """A function that was written anew between two checks is judged anew."""
    asked = (
        'ask("half_square", 0, "2")\ndef half_square(x, scale=2.0): return -1.0\nask("half_square", 0, "2")\n'
        f'exec({RIGHT!r})\nask("half_square", 0, "2")'
    )
    first, second, third = required(RIGHT, asked)
    assert (first, third) == ("earned", "earned")
    assert second != "earned"


def test_without_its_folder_a_sentence_says_what_is_missing(tmp_path, monkeypatch) -> None:
    """Where the course is neither here nor above, the operator is told what to put there."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OperatorError, match="the folder secant/ is neither here nor above; put there what Secant"):
        kernel.require({}, "s1", "half_square", 0, "2")
