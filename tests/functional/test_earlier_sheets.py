"""A sheet that builds on an earlier one, in the real pipeline: what students paste is missing, right or wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import CHECKOUT
from tests.unit.conftest import FILES

WALKS = '''"""Ways down."""

import numpy as np

from reference.topic import half_square, half_square_gradient


def fall(x: np.ndarray, rate: float, steps: int) -> np.ndarray:
    """Follow the gradient of the half square down."""
    # BEGIN SOLUTION
    for _ in range(steps):
        x = x - rate * half_square_gradient(x)
    return x
    # END SOLUTION


def fallen(x: np.ndarray, rate: float, steps: int) -> float:
    """Compute the half square at the end of a fall."""
    # BEGIN SOLUTION
    return half_square(fall(x, rate, steps))
    # END SOLUTION


def by_scale(x: np.ndarray, scale: float = 2.0) -> float:
    """Compute the derivative of `half_square` by its scale."""
    # BEGIN SOLUTION
    return 0.5 * float(np.sum(x**2))
    # END SOLUTION


def part(x: np.ndarray, y: np.ndarray) -> float:
    """Compute the half square of x by that of y."""
    # BEGIN SOLUTION
    return half_square(x) / half_square(y)
    # END SOLUTION


def walk(theta0, gradient, rate, steps):
    """Walk against a gradient."""
    # BEGIN SOLUTION
    theta = theta0.copy()
    for _ in range(steps):
        theta = theta - rate * gradient(theta)
    return theta
    # END SOLUTION


def ends(gradient, x, y):
    """Compute the sum of a gradient at two points."""
    # BEGIN SOLUTION
    return gradient(x) + gradient(y)
    # END SOLUTION
'''
EXERCISES = '''"""The second sheet of a tiny course."""

import numpy as np

from autograder.spec import (
    Assignment, CallsCheck, Case, Exercise, Formula, GradientCheck, Mutant, PathCheck, ReferenceCheck
)
from reference import topic, walks


def falls(rng):
    return rng.normal(size=3), 0.1, 3


def stretched(rng):
    return rng.normal(size=3), 1.5


def pairs(rng):
    return rng.normal(size=3), rng.normal(size=4)


def bowls(rng):
    slope = Formula("theta", "A @ (theta - c)", A=np.diag(rng.uniform(1, 3, 2)), c=rng.normal(size=2))
    return rng.normal(size=2), slope, 0.1, 4


def two(rng):
    return Formula("x", "2 * x + c", c=rng.normal(size=2)), rng.normal(size=2), rng.normal(size=2)


def one(function, build, checks, mutants=(), **more):
    return Exercise(function, 6, cases=(Case("any", build=build),), checks=checks, mutants=mutants, **more)


ONCE = Mutant("once", old="range(steps)", new="range(1)", explanation="Look at the number of steps.")
UPHILL = Mutant("uphill", old="theta - rate", new="theta + rate", explanation="Look at the direction.")
SLOPE = GradientCheck(of=topic.half_square, wrt=("scale",))
ASSIGNMENT = Assignment(
    title="Ways down",
    exercises=(
        one(walks.fall, falls, (ReferenceCheck(),), (ONCE,), uses=(topic.half_square_gradient,)),
        one(walks.fallen, falls, (ReferenceCheck(),), uses=(walks.fall, topic.half_square)),
        one(walks.by_scale, stretched, (SLOPE,), uses=(topic.half_square,)),
        one(walks.part, pairs, (CallsCheck(of=topic.half_square),), uses=(topic.half_square,)),
        one(walks.walk, bowls, (PathCheck(), ReferenceCheck(points=1)), (UPHILL,)),
        one(walks.ends, two, (ReferenceCheck(), CallsCheck(of="gradient"))),
    ),
)
'''
NAMES = ("fall", "fallen", "by_scale", "part", "walk", "ends")
EARLIER = ("half_square_gradient", "half_square")
PROSE = "# Ways down\n\n<!-- conventions -->\n\n" + "".join(f"<!-- exercise: {name} -->\n\n" for name in NAMES)
COURSE = FILES | {
    "reference/walks.py": WALKS,
    "assignments/s2/__init__.py": '"""The second sheet."""\n',
    "assignments/s2/exercises.py": EXERCISES,
    "assignments/s2/assignment.md": PROSE,
}

GRADE = """
import json, sys
from pathlib import Path
import nbformat
from autograder.classroom import Grader
from autograder.generate import filled_notebook
from autograder.spec.course import find_course, load
from autograder.spec.cut import solutions

course = find_course()
sheet = load(course, "s2")
graded = {}
with Grader(course, sheet) as grader:
    for name, changes in json.load(sys.stdin).items():
        sources = {at: source for at, source in (solutions(sheet) | changes).items() if source is not None}
        notebook = filled_notebook(sheet, course.seeds(sheet), sources)
        notebook.cells = [
            cell for cell in notebook.cells
            if changes.get(cell.metadata["secant"].get("exercise"), "") is not None
        ]
        path = Path(f"{name}.ipynb")
        nbformat.write(notebook, path)
        result = grader.grade(path)
        graded[name] = {
            score.exercise: {
                "points": [float(score.points), float(score.possible)],
                "supplied": [*score.supplied],
                "keys": [mark.finding.student.key for mark in score.marks],
                "misconception": score.marks[0].finding.misconception,
                "staff": [mark.finding.staff and dict(mark.finding.staff.values) for mark in score.marks],
            }
            for score in result.scores
        }
print(json.dumps(graded, default=str))
"""

HOLE = 'raise NotImplementedError("write it here")'
GRADIENT = "def half_square_gradient(x, scale=2.0):\n    {}\n"
VALUE = "def half_square(x, scale=2.0):\n    {}\n"
PART = "def part(x, y):\n    {}\n"
FALL = "def fall(x, rate, steps):\n    {}\n"
ENDS = "def ends(gradient, x, y):\n    {}\n"
WALK = "def walk(theta0, gradient, rate, steps):\n    {}\n"

# name: sources that stand instead of the solutions; None leaves the whole cell out
SUBMISSIONS = {
    "right": {},
    "unwritten": {"half_square_gradient": GRADIENT.format(HOLE), "half_square": VALUE.format(HOLE)},
    "left out": dict.fromkeys(EARLIER),
    "wrong": {"half_square_gradient": GRADIENT.format("return x"), "half_square": VALUE.format("return sum(x)")},
    "ending": {"half_square_gradient": GRADIENT.format("import os; os._exit(0)")},
    "wrong here": {"fall": FALL.format("return x - rate * half_square_gradient(x)")},
    "by name": {"part": PART.format("return half_square(x=x) / half_square(scale=2.0, x=y)")},
    "often": {"part": PART.format("return [half_square(x) / half_square(y) for _ in range(4)][0]")},
    "of its own": {"part": PART.format("return (x @ x) / (y @ y)")},
    "remembered": {
        "ends": f"known = dict()\n\n\n{ENDS}".format(
            "key = x.tobytes() + y.tobytes()\n    if key not in known:\n"
            "        known[key] = [gradient(x) + gradient(y) for _ in range(9)][0]\n    return known[key]"
        )
    },
    "uphill": {
        "walk": WALK.format("for _ in range(steps): theta0 = theta0 + rate * gradient(theta0)\n    return theta0")
    },
    "in place": {
        "walk": WALK.format(
            "theta = theta0 + 0\n    for _ in range(steps): theta -= rate * gradient(theta)\n    return theta"
        )
    },
    "huge": {"walk": WALK.format("return 0 * theta0 + 1e308"), "fall": FALL.format("return np.full(3, -1e308)")},
    "silly": {"walk": WALK.format("[gradient([[i] * i]) for i in range(3)]\n    return gradient")},
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade all submissions in a process of their own, which serves the tiny course; return what each earned."""
    root = tmp_path_factory.mktemp("tiny")
    for name, text in COURSE.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", GRADE],
        cwd=root,
        env={**os.environ, "XDG_CONFIG_HOME": str(root / "config"), "PYTHONPATH": str(CHECKOUT)},
        input=json.dumps(SUBMISSIONS),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


def column(result, what):
    return {name: score[what] for name, score in result.items()}


FULL = {name: [6.0, 6.0] for name in NAMES}


def test_the_solution_earns_everything(graded):
    """A submission with right functions pasted and written has all points, and nothing was put in for it."""
    assert column(graded["right"], "points") == FULL
    assert column(graded["right"], "keys") == {
        name: ["passed"] * (2 if name in {"walk", "ends"} else 1) for name in NAMES
    }
    assert not any(column(graded["right"], "supplied").values())


SUPPLIED = {
    "fall": ["half_square_gradient"],
    "fallen": ["half_square", "half_square_gradient"],
}


@pytest.mark.parametrize("name", ["unwritten", "left out", "wrong"])
def test_what_is_pasted_earns_and_costs_nothing(graded, name):
    """Where pasted functions are holes, not there, or wrong, correct ones are put in, and all points are had."""
    assert column(graded[name], "points") == FULL
    found = column(graded[name], "supplied")
    for exercise, functions in SUPPLIED.items():
        assert {*functions} <= {*found[exercise]}, exercise
        assert {*found[exercise]} <= {*functions, "fall"}, exercise
    assert found["walk"] == found["by_scale"] == []  # no loss that is graded here is the yardstick
    assert found["part"] == []  # its calls are counted, with a correct function from the first


def test_a_pasted_function_that_ends_the_process_costs_nothing_either(graded):
    """A pasted function that takes its process with it is replaced where it is used; the others' own are used."""
    assert column(graded["ending"], "points") == FULL
    assert graded["ending"]["fall"]["supplied"] == ["half_square_gradient"]
    assert graded["ending"]["by_scale"]["supplied"] == []


def test_a_wrong_exercise_is_wrong_with_what_is_right(graded):
    """A wrong exercise over right pasted ones earns nothing, its mistake is named, and the next one is not hit."""
    result = graded["wrong here"]
    assert column(result, "points") == {**FULL, "fall": [0.0, 6.0]}
    assert result["fall"]["misconception"] == "once"
    assert "fall" in result["fallen"]["supplied"]


@pytest.mark.parametrize(
    ("name", "key"), [("by name", "passed"), ("often", "too-many-calls"), ("of its own", "passed")]
)
def test_calls_of_an_earlier_function_are_counted(graded, name, key):
    """Few calls are right however they are written, without a call as well; many are told, and cost the points."""
    assert graded[name]["part"]["keys"] == [key]
    assert column(graded[name], "points") == {**FULL, "part": [6.0 if key == "passed" else 0.0, 6.0]}


def test_calls_are_counted_where_nothing_is_remembered(graded):
    """Who has kept the answers that another check has asked for makes the calls that are counted all the same."""
    assert graded["remembered"]["ends"]["keys"] == ["passed", "too-many-calls"]


def test_a_walk_is_judged_by_its_way(graded):
    """A walk in place has the right way; one uphill is named, though its gradient stays with the grader."""
    assert column(graded["in place"], "points") == FULL
    assert graded["uphill"]["walk"]["points"] == [0.0, 6.0]
    assert graded["uphill"]["walk"]["keys"] == ["path-leaves", "differs"]
    assert graded["uphill"]["walk"]["misconception"] == "uphill"


@pytest.mark.parametrize("name", ["huge", "silly"])
def test_no_answer_is_an_error_of_ours(graded, name):
    """Answers that overflow whatever is made of them, or are no numbers, earn nothing, and nothing of ours breaks."""
    wrong = {"walk", "fall"} if name == "huge" else {"walk"}
    assert column(graded[name], "points") == {**FULL, **{each: [0.0, 6.0] for each in wrong}}
    assert not any("broken" in score["keys"] for score in graded[name].values())
