"""Answers in what students get: found in code, prose and data, however they are spaced."""

from __future__ import annotations

import pytest

from assignments.a01_linear_regression.exercises import ASSIGNMENT
from autograder.generate import leaks_in, secrets_of, solution_notebook, student_notebook
from autograder.spec.seeds import Seeds

SECRET = b"0123456789abcdef"


@pytest.fixture
def sheet(tiny):
    """Return the tiny sheet."""
    return tiny.load()


@pytest.fixture
def secrets(sheet):
    """Return the tiny sheet's secrets."""
    return secrets_of([(sheet, Seeds(SECRET, "s1"))])


VALUE, SLOPE = "the solution of half_square of s1", "the solution of half_square_gradient of s1"
LEAKS = {
    "a statement": ("return float(0.5 * np.sum(weights * x**2))", VALUE),
    "its expression": ("value = float(0.5 * np.sum(weights * x**2))", VALUE),
    "an assignment": ("slope = scale * x", SLOPE),
    "what it assigns": ("other = scale * x", SLOPE),
    "other spaces": ("def f(x):\n\n    return   float( 0.5*np.sum( weights*x ** 2 ) )", VALUE),
    "other lines": ("value = float(\n    0.5\n    * np.sum(weights * x**2)\n)", VALUE),
    "other brackets": ("value = float((0.5 * np.sum((weights * (x**2)))))", VALUE),
    "a comment between": ("slope = (scale  # the factor\n    * x)", SLOPE),
    "in prose": ("You may write `return float(0.5*np.sum(weights*x**2))` here.", VALUE),
    "in prose over lines": ("Hint:\n\n    float(0.5 * np.sum(weights\n        * x**2))\n", VALUE),
    "in broken code": ("def f(x:\n    slope = scale * x\n", SLOPE),
    "in data": ("a,b\n1,slope = scale * x\n", SLOPE),
    "a mutant": ("slope = scale + x", "the mutant scale-added of half_square_gradient of s1"),
    "a mutant in prose": ("Write scale + x, maybe.", "the mutant scale-added of half_square_gradient of s1"),
    "an explanation": ("Look at the factor\nof  the sum.", "the mutant half-forgotten of half_square of s1"),
    "the secret": ("# 0123456789abcdef", "the course's secret"),
    "the secret in hex": (SECRET.hex(), "the course's secret"),
}


@pytest.mark.parametrize(("text", "answer"), LEAKS.values(), ids=LEAKS)
def test_leaks_are_found(secrets, text, answer) -> None:
    """An answer in a text is found, and said whose answer it is."""
    assert answer in leaks_in(text, secrets)


def test_the_secret_is_not_repeated(secrets) -> None:
    """The course's secret is found, and not printed."""
    assert leaks_in(SECRET.decode(), secrets) == {"the course's secret": ""}


def test_hidden_seeds_are_found(sheet, secrets) -> None:
    """The seed of every hidden draw of a point is a leak; that of the visible sibling is none."""
    seeds = Seeds(SECRET, "s1")
    for exercise in sheet.exercises:
        for case in exercise.cases:
            for point in range(max(check.points for check in exercise.checks)):
                text = f"rng = np.random.default_rng({seeds.seed(exercise, case, point)})"
                assert leaks_in(text, secrets) == {f"a seed of {exercise.name} of s1": ""}
    assert leaks_in("rng = np.random.default_rng(12345)", secrets) == {}


HARMLESS = {
    "a given line": "weights = np.full(x.shape, scale)",
    "a given return": "    # the end\nreturn slope",
    "a call": "print(half_square(np.ones(2)))",
    "names": "The slope is what scale and x make of it.",
    "part of a word": "myscale * x2",
    "another index": "scale * x[0]",
    "another object": "unit.scale * x",
    "nothing": "",
    "what is not Python": "$$ \\frac{1}{2} \\sum_i s x_i^2 $$",
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_what_tells_nothing_is_no_leak(secrets, text) -> None:
    """Given lines, calls and words of the trade are no answers."""
    assert leaks_in(text, secrets) == {}


def test_a_step_in_place_is_a_leak(tiny) -> None:
    """A statement that changes a name in place is an answer, though its right side alone tells nothing."""
    tiny.change("reference/topic.py", "    slope = scale * x\n", "    slope = scale * x\n    slope -= x\n")
    secrets = secrets_of([(tiny.load(), Seeds(SECRET, "s1"))])
    assert leaks_in("def f(slope, x):\n    slope-=x\n", secrets) == {SLOPE: "slope -= x"}
    assert leaks_in("slope = x", secrets) == {}


def test_a_given_line_is_no_leak_where_it_is_an_answer(tiny) -> None:
    """A statement that some function gives away is no secret, though another function's hole has it, too."""
    both = '    """Compute the gradient of `half_square`."""\n'
    tiny.change("reference/topic.py", both + "    # BEGIN SOLUTION\n", both + "    # BEGIN SOLUTION\n    y = x + x\n")
    closed = secrets_of([(tiny.load(), Seeds(SECRET, "s1"))])
    tiny.change("reference/topic.py", "    weights = np.full", "    y = x + x\n    weights = np.full")
    opened = secrets_of([(tiny.load(), Seeds(SECRET, "s1"))])
    assert leaks_in("y = x + x", closed) != {}
    assert leaks_in("y = x + x", opened) == {}


def test_sheets_keep_each_others_secrets(tiny, sheet) -> None:
    """An answer of the second sheet is found in a text of the first, with the second's name."""
    for name in ("exercises.py", "assignment.md", "figures.py", "data/numbers.csv"):
        text = (tiny.folder / name).read_text(encoding="utf-8").replace("topic", "other")
        tiny.write(f"assignments/s2/{name}", text)
    topic = (tiny.root / "reference/topic.py").read_text(encoding="utf-8")
    tiny.write("reference/other.py", topic.replace("scale * x\n", "np.multiply(x, scale) + 0.0\n"))
    tiny.change("assignments/s2/exercises.py", 'old="scale * x", new="scale + x"', 'old="+ 0.0", new="+ 1.0"')
    both = secrets_of([(sheet, Seeds(SECRET, "s1")), (tiny.load("s2"), Seeds(b"fedcba9876543210", "s2"))])
    first = secrets_of([(sheet, Seeds(SECRET, "s1"))])
    text = "Try np.multiply(x, scale) + 0.0 instead."
    assert leaks_in(text, first) == {}
    assert list(leaks_in(text, both)) == ["the solution of half_square_gradient of s2"]
    assert leaks_in("fedcba9876543210", both) == {"the course's secret": ""}


def test_the_lectures_notebook_leaks_nothing_and_its_solution_everything() -> None:
    """The first sheet's student's notebook has no leak; its solution has one for each exercise, so the search works."""
    seeds = Seeds(SECRET, ASSIGNMENT.name)
    secrets = secrets_of([(ASSIGNMENT, seeds)])
    student = [leak for cell in student_notebook(ASSIGNMENT, seeds).cells for leak in leaks_in(cell.source, secrets)]
    solved = [leak for cell in solution_notebook(ASSIGNMENT, seeds).cells for leak in leaks_in(cell.source, secrets)]
    assert student == []
    for exercise in ASSIGNMENT.exercises:
        assert f"the solution of {exercise.name} of {ASSIGNMENT.name}" in solved
