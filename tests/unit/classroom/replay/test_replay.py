"""The staff sees the very call on which a function fails, and runs it: what comes back is the same bit for bit."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys

import numpy as np
import pytest

from autograder.classroom import Grader
from autograder.classroom.replay.exact import exact
from autograder.classroom.replay.replay import replay_of
from autograder.classroom.replay.script import lines_of, script_of
from autograder.diagnosis import Catalogue
from autograder.errors import OperatorError
from autograder.examination import prepare
from autograder.records import Cell, Ended, Late, Member, Missing, Outcome, Raised, Refusal
from autograder.sandbox import ForkServer
from autograder.spec import (
    Assignment,
    CallsCheck,
    Case,
    ConvergenceCheck,
    Exercise,
    Formula,
    GradientCheck,
    PathCheck,
    ReferenceCheck,
    RepeatCheck,
    SeriesCheck,
)
from autograder.spec.course import Course
from autograder.spec.seeds import Seeds

SEEDS = Seeds(b"any", "s1")


def loss(x, y):
    """Halve the sum of squares."""
    # BEGIN SOLUTION
    return float(0.5 * np.sum((x - y) ** 2))
    # END SOLUTION


def slope(x, y):
    """Differentiate it."""
    # BEGIN SOLUTION
    return x - y
    # END SOLUTION


def rate(start, t):
    """Divide."""
    # BEGIN SOLUTION
    return start / t
    # END SOLUTION


def descent(gradient, theta0, tolerance, max_steps):
    """Go down."""
    # BEGIN SOLUTION
    theta = np.array(theta0, dtype=float)
    for _ in range(max_steps):
        if np.linalg.norm(gradient(theta)) <= tolerance:
            break
        theta = theta - 0.5 * gradient(theta)
    return theta
    # END SOLUTION


def pair(rng):
    return rng.integers(1, 90, 3) / 7, rng.integers(1, 90, 3) / 7


def pairs(rng):
    return rng.integers(1, 90, (2, 200)) / 7, rng.integers(1, 90, (2, 200)) / 7


def rates(rng):
    return float(rng.integers(1, 90)) / 7, 5


def bowl(rng):
    A = np.asfortranarray(np.diag([1.0, 0.7]) + 0.1 * rng.random((2, 2)))
    return Formula("theta", "A @ (theta - c)", A=A, c=rng.random(2)), np.array([3.0, 4.0]), 1e-8, 100


SMALL, LARGE = Case("a pair", build=pair), Case("many", build=pairs)
BOWL = Case("a bowl", build=bowl)


def exercise(function, *checks, cases=(SMALL, LARGE), uses=()):
    return Exercise(function=function, points=2, cases=cases, checks=checks, mutants=(), uses=uses)


LOSS = exercise(loss, ReferenceCheck())
SLOPE = exercise(slope, GradientCheck(of=loss), ReferenceCheck(), uses=(loss,))
RIGHT = "def loss(x, y):\n    return float(0.5 * np.sum((x - y) ** 2))"


@pytest.fixture(scope="module")
def server():
    """Start a fork server."""
    with ForkServer(["numpy"]) as warm:
        yield warm


@pytest.fixture(scope="module")
def other():
    """Start a fork server for the exercises' mutants."""
    with ForkServer(["numpy"]) as warm:
        yield warm


@pytest.fixture
def replayed(server, other):
    """Replay the last of some exercises, as a submission's cells answer it."""

    def run(*exercises, sources, name="Ada.py"):
        examination = prepare(Assignment(title="any", exercises=exercises), SEEDS)
        cells = [Cell(number, source) for number, source in enumerate(("import numpy as np", *sources), 1)]
        catalogue = Catalogue(examination, lambda: other)
        return replay_of(examination, name, cells, server, catalogue, exercises[-1].name)

    return run


@pytest.fixture
def run(tmp_path):
    """Run a script with plain Python in a folder of its own; return what it prints."""

    def run_script(script):
        path = tmp_path / "replay.py"
        path.write_text(script, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, path], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
        )
        return done.stdout + done.stderr

    return run_script


def says(output, label):
    (found,) = re.findall(rf"^{label}: +(.*)$", output, re.MULTILINE)
    return found


def hidden(task, case, point):
    return case.build(SEEDS.hidden(task, case, point))


def test_the_first_draw_that_fails_is_the_one(replayed) -> None:
    """The call is that of the second draw of the second case, with its arguments to the last bit."""
    total = float(hidden(LOSS, LARGE, 1)[0].sum())
    wrong = RIGHT.replace("return", f"x = x + 1e-3 * (float(x.sum()) == {total!r})\n    return")
    (failure,) = replayed(LOSS, sources=[wrong]).failures
    assert (failure.check, failure.outcome, failure.case, failure.point) == ("reference", Outcome.FAILED, "many", 2)
    assert failure.seed == SEEDS.seed(LOSS, LARGE, 1)
    assert str(failure.seed) in failure.staff
    for found, drawn in zip(failure.arguments, hidden(LOSS, LARGE, 1), strict=True):
        assert found.tobytes() == drawn.tobytes()
    x, y = failure.arguments
    assert failure.gave.value == float(0.5 * np.sum((x + 1e-3 - y) ** 2))
    assert failure.expected == loss(x, y)


def test_what_passes_is_said_to(replayed) -> None:
    """Where every check passes there is no failure, a line says so, and there is no script."""
    replay = replayed(LOSS, sources=[RIGHT])
    assert (replay.passed, replay.failures) == (("reference",), ())
    assert lines_of(replay)[-1] == ("failed", "nothing: every check passes")
    with pytest.raises(ValueError, match="no call to make again"):
        script_of(replay)


SERIES = exercise(rate, SeriesCheck(over="t"), cases=(Case("five", build=rates),))
WAY = "def descent(gradient, theta0, tolerance, max_steps):\n    "
OFTEN = """theta = np.array(theta0)
    while np.linalg.norm(gradient(theta)) > tolerance:
        [gradient(theta) for _ in range(9)]
        theta = theta - 0.5 * gradient(theta)
    return theta"""
KEEPS = "calls = []\n" + RIGHT.replace("return", "calls.append(1)\n    return len(calls) * 1e-9 * x[-1].sum() +")
KINDS = {
    "reference": (LOSS, RIGHT.replace("0.5 *", "0.3 *")),
    "large": (exercise(slope, ReferenceCheck(), cases=(LARGE,)), "def slope(x, y):\n    return x @ x.T @ y / 3"),
    "float32": (LOSS, RIGHT.replace("float(0.5", "np.float32(0.3")),
    "not a number": (LOSS, RIGHT.replace("float(0.5", "float(np.nan")),
    "gradient": (exercise(slope, GradientCheck(of=loss)), "def slope(x, y):\n    return (x - y) / 3"),
    "series": (SERIES, "def rate(start, t):\n    return start / (t + (t > 2))"),
    "path": (exercise(descent, PathCheck(), cases=(BOWL,)), f"{WAY}return theta0 - 0.4 * gradient(theta0 + 0)"),
    "convergence": (
        exercise(descent, ConvergenceCheck(), cases=(BOWL,)),
        f"{WAY}return theta0 - 0.4 * gradient(theta0)",
    ),
    "calls": (exercise(descent, CallsCheck(of="gradient"), cases=(BOWL,)), WAY + OFTEN),
    "repeat": (exercise(loss, RepeatCheck()), KEEPS),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_script_gives_the_same_bit_for_bit(kind, replayed, run) -> None:
    """Whatever the check is, plain Python comes to the value of the grading, and one last place beside it is told."""
    task, wrong = KINDS[kind]
    replay = replayed(task, sources=[wrong])
    (failure,) = replay.failures
    script = script_of(replay)
    output = run(script)
    assert says(output, "bit for bit the same") == "yes", output
    if np.size(failure.gave.value) < 9:
        names = {"array": np.array, "float32": np.float32, "nan": np.nan}
        now = eval(says(output, "now it gives"), names)  # noqa: S307 - a test's own
        assert np.array_equal(now, failure.gave.value, equal_nan=True)
    if kind != "not a number":
        changed = np.nextafter(failure.gave.value, np.inf)
        changed = changed if isinstance(failure.gave.value, np.ndarray) else float(changed)
        assert script.count(exact(("value", failure.gave.value))) == 1
        changed = script.replace(exact(("value", failure.gave.value)), exact(("value", changed)))
        assert says(run(changed), "bit for bit the same") == "no"


def test_a_slope_is_told_with_its_direction(replayed, run) -> None:
    """What a gradient claims is its product with the direction, beside what was measured; the script says the same."""
    replay = replayed(LOSS, SLOPE, sources=[RIGHT, "def slope(x, y):\n    return 2 * (x - y)"])
    failure = replay.failures[0]
    told = failure.slope
    x, y = failure.arguments
    assert (failure.check, told.parameter, told.loss, told.own, replay.supplied) == (
        "gradient",
        "x",
        "loss",
        False,
        True,
    )
    assert told.claimed == float(np.sum(failure.gave.value * told.direction))
    assert abs(told.measured - np.sum((x - y) * told.direction)) <= told.tolerance < 1e-6
    assert f"{told.claimed:.17g}" in failure.staff
    output = run(script_of(replay))
    assert says(output, "    the gradient says") == repr(told.claimed)
    assert repr(told.measured) in says(output, "    measured in grading")
    (by_hand,) = re.findall(r"at \+-1e-05 x DIRECTION: .*: (.*)", output)
    assert float(by_hand) == pytest.approx(told.measured, rel=1e-6)


def test_a_gradient_that_draws_is_told_by_both_answers(replayed, run) -> None:
    """A gradient that is another one when it is asked again shows both, and no call gives either again."""
    drawn = "def slope(x, y):\n    return x - y + np.random.rand()"
    replay = replayed(LOSS, SLOPE, sources=[RIGHT, drawn])
    failure = replay.failures[0]
    assert not np.array_equal(failure.gave.value, failure.first.value)
    assert failure.repeats == "never"
    output = run(script_of(replay))
    assert says(output, "the first time it gives") != says(output, "now it gives")
    assert says(output, "bit for bit the same") == "no"


def test_a_series_is_told_by_its_number(replayed) -> None:
    """Of the calls for t = 1, 2, ... it is the first wrong one, and all of them are one draw."""
    task, wrong = KINDS["series"]
    (failure,) = replayed(task, sources=[wrong]).failures
    assert (failure.parameters, failure.arguments[1], failure.point) == (("start", "t"), 3, 1)
    assert failure.expected == failure.arguments[0] / 3


def test_a_way_down_is_told_step_by_step(replayed, run) -> None:
    """The script writes the submission's points beside the reference's, and a formula stands for the gradient."""
    task, wrong = KINDS["path"]
    replay = replayed(task, sources=[wrong])
    (failure,) = replay.failures
    assert failure.arguments[0].text == "lambda theta: A @ (theta - c)"
    points = re.findall(r"point (\d+): (.*); the reference is at (.*)", run(script_of(replay)))
    assert len(points) == len(failure.path)
    assert points[0][1] == points[0][2] == "array([3., 4.])"
    assert np.array_equal(eval(points[1][1], {"array": np.array}), failure.gave.value)  # noqa: S307 - a test's own
    assert points[1][1] != points[1][2]
    assert points[2][1] == "None"


def test_calls_are_counted(replayed, run) -> None:
    """A function that asks too often is told with the reference's number, and the script counts, too."""
    task, wrong = KINDS["calls"]
    replay = replayed(task, sources=[wrong])
    asked = len(replay.failures[0].gave.asked)
    assert re.fullmatch(r"On this draw the reference calls gradient \d+ times\.", replay.failures[0].notes[0])
    assert f"it has asked gradient {asked} times" in run(script_of(replay))


def test_what_hangs_on_earlier_calls_is_shown_after_them(replayed, run) -> None:
    """A function that keeps something gives the same only after the calls that were made before it."""
    task, wrong = KINDS["repeat"]
    replay = replayed(task, sources=[wrong])
    (failure,) = replay.failures
    assert failure.first.value != failure.gave.value
    assert (failure.repeats, len(failure.before)) == ("after", 2)
    output = run(script_of(replay))
    assert says(output, "the first time it gives") == f"array({float(failure.first.value)!r})"


def test_an_exception_is_told_and_raised_again(replayed, run) -> None:
    """Kind, text and line are the call's that raised, and the script shows the line."""
    wrong = RIGHT.replace("return", "if x.ndim == 2:\n        raise ValueError('no\\n# \"\"\"' + \"'''\")\n    return")
    replay = replayed(LOSS, sources=[wrong])
    (failure,) = replay.failures
    assert (failure.case, failure.point, failure.gave) == ("many", 1, Raised("ValueError", "no\n# \"\"\"'''", 3))
    output = run(script_of(replay))
    assert says(output, "bit for bit the same") == "yes"
    assert 'File "<cell 2>", line 3, in loss' in output


def test_a_late_call_is_the_one_that_is_late(replayed, run) -> None:
    """Of a batch that was late together the call is found that is so alone; the script says where it hangs and ends."""
    replay = replayed(LOSS, sources=[RIGHT.replace("return", "while x.ndim == 2:\n        pass\n    return")])
    (failure,) = replay.failures
    assert (failure.case, failure.repeats) == ("many", "alone")
    assert isinstance(failure.gave, Late)
    assert re.search(r'File "<cell 2>", line [23] in loss', run(script_of(replay)))


def test_a_call_that_ends_its_process_is_found(replayed) -> None:
    """Of a batch in which the process has ended it is the call at which it does so alone."""
    ends = RIGHT.replace("return", "import os\n    x.ndim == 1 or os._exit(1)\n    return")
    (failure,) = replayed(LOSS, sources=[ends]).failures
    assert (failure.case, failure.gave) == ("many", Ended())


def test_a_function_that_is_not_there_has_a_call_that_was_not_made(replayed, run) -> None:
    """The first draw is shown all the same, and the script runs and says that the function is missing."""
    replay = replayed(LOSS, sources=[RIGHT.replace("def loss", "def los")])
    (failure,) = replay.failures
    assert (failure.gave, failure.repeats, failure.point) == (Missing("los"), "not made", 1)
    assert says(run(script_of(replay)), "now it gives") == "missing"


def test_correct_earlier_functions_are_put_in_as_they_were(replayed, run) -> None:
    """Where the attempt with correct functions counted, the script calls them and not the submission's."""
    task = exercise(slope, ReferenceCheck(), uses=(loss,))
    sources = [RIGHT.replace("0.5", "0.7"), "def slope(x, y):\n    return (x - y) * loss(x, y)"]
    replay = replayed(LOSS, task, sources=sources)
    (failure,) = replay.failures
    x, y = failure.arguments
    assert replay.supplied
    assert failure.supplied == ("loss",)
    assert np.array_equal(failure.gave.value, (x - y) * loss(x, y))
    output = run(script_of(replay))
    assert says(output, "bit for bit the same") == "yes"
    assert "it has asked loss 1 times" in output


def test_cells_that_fail_do_not_keep_the_script_from_running(replayed, run) -> None:
    """Magics, half a cell, a module that is not there and quotes of every kind are taken as in grading."""
    cells = ["%matplotlib inline\nimport no_such_module\nfactor = 0.3", "def half(", 'text = """a\'\'\'b\\\n"""']
    replay = replayed(LOSS, sources=[*cells, RIGHT.replace("0.5", "factor * len(text)")])
    output = run(script_of(replay))
    assert says(output, "bit for bit the same") == "yes"
    assert "cell 2, line 2: ModuleNotFoundError: No module named 'no_such_module'" in output
    assert "cell 3: SyntaxError" in output


def test_the_script_warns_first_and_no_text_leaves_its_comment(replayed, run) -> None:
    """The top says that the code runs unconfined; a name with an end of line stays in its line."""
    replay = replayed(LOSS, sources=[RIGHT.replace("0.5", "0.3")], name="a\nprint('out')\x1b[31m.py")
    script = script_of(replay)
    heading = script.partition("import os")[0]
    assert "RUNS THE STUDENT'S CODE UNCONFINED" in heading
    assert all(line.startswith("#") for line in heading.splitlines() if line)
    assert "out" not in re.findall(r"^.*$", run(script), re.MULTILINE)


def test_lines_hold_no_control_character(replayed) -> None:
    """Names and texts of students come to a terminal as question marks where they would command it."""
    wrong = RIGHT.replace("return", "raise ValueError('\\x1b[2J\\n::error::')\n    return")
    lines = lines_of(replayed(LOSS, sources=[wrong], name="\x1b]0;.py"))
    assert ("submission", "?]0;.py") in lines
    assert ("gave", "raised ValueError: ?[2J") in lines
    assert all(text.isprintable() and "::error" not in text for _, text in lines)


def test_a_grader_replays_a_file(tiny, monkeypatch) -> None:
    """A file is read as for grading, a name is checked, and a replay can be sent from one process to another."""
    monkeypatch.setenv("SECANT_SECRET", "0123456789abcdef")
    wrong = b"import numpy as np\ndef half_square(x, scale=2.0):\n    return 1.0 * scale * np.sum(x**2)\n"
    with Grader(Course(tiny.root), tiny.load(), trust=True) as grader:
        replay = grader.replay(Member("Ada.py", wrong), "half_square")
        assert isinstance(grader.replay(Member("Bob.py", b"x = 1"), "half_square"), Refusal)
        with pytest.raises(OperatorError, match=r"s1 has no exercise 'half'; its exercises are: half_square, half_squ"):
            grader.replay(Member("Ada.py", wrong), "half")
        assert grader.grade(Member("Ada.py", wrong)).points == 0
    (failure,) = replay.failures
    assert failure.gave.value == 2 * failure.expected
    assert "half-forgotten" in failure.student or "factor of the sum" in failure.student
    assert lines_of(pickle.loads(pickle.dumps(replay))) == lines_of(replay)  # noqa: S301 - our own
