"""A sheet that builds on an earlier one, and the visible checks of functions that are handed over: all executed."""

from __future__ import annotations

import contextlib
import io
import re

import nbformat
import numpy as np
import pytest

from autograder.generate import filled_notebook, generated_sources, solution_notebook, student_notebook
from autograder.spec.cut import skeleton, solutions
from autograder.spec.faults import faults_of
from autograder.spec.seeds import Seeds

SHEET, TOPIC, PROSE = "assignments/s2/exercises.py", "reference/walks.py", "assignments/s2/assignment.md"
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


def scaled(x: np.ndarray, eps: float) -> np.ndarray:
    """Compute x by its length."""
    # BEGIN SOLUTION
    return x / (np.linalg.norm(x) + eps)
    # END SOLUTION


def walk(theta0, gradient, rate, steps):
    """Walk against a gradient."""
    # BEGIN SOLUTION
    theta = theta0.copy()
    for _ in range(steps):
        theta = theta - rate * gradient(theta)
    return theta
    # END SOLUTION


def minimise(theta0, gradient, tolerance, max_steps):
    """Walk until the gradient is small."""
    # BEGIN SOLUTION
    theta = theta0.copy()
    for _ in range(max_steps):
        if np.linalg.norm(gradient(theta)) <= tolerance:
            break
        theta = theta - 0.3 * gradient(theta)
    return theta
    # END SOLUTION
'''
EXERCISES = '''"""The second sheet of a tiny course."""

import numpy as np

from autograder.spec import Assignment, Case, ConvergenceCheck, Exercise, Formula, PathCheck, ReferenceCheck
from reference import topic, walks


def falls(rng):
    return rng.integers(1, 9, 3) / 4, 0.1, 3


def lengths(rng):
    return rng.integers(1, 9, 3) / 4, 0.5


def slope(rng, steps):
    A, c = np.diag(rng.integers(1, 4, 2) / 2), rng.integers(-4, 5, 2) / 4
    return Formula("theta", "A @ f(theta)", A=A, f=Formula("t", "t - c", c=c)), c, steps


def walks_of(rng):
    gradient, _, steps = slope(rng, 4)
    return rng.integers(-9, 9, 2) / 8, gradient, 0.25, steps


def minima(rng):
    gradient, c, steps = slope(rng, 200)
    return c + rng.integers(1, 9, 2) / 8, gradient, 1e-6, steps


def bottoms(rng):
    gradient, c, steps = slope(rng, 200)
    return c, gradient, 1e-6, steps


def few(rng):
    gradient, c, _ = slope(rng, 0)
    return c + rng.integers(1, 9, 2) / 8, gradient, 1e-6, 2


def inside(x, eps):
    return x / np.sqrt(x @ x + eps)


def largest(x, eps):
    return x / (np.max(np.abs(x)) + eps)


def one(function, build, check, **more):
    return Exercise(function=function, points=1, cases=(Case("any", build=build),), checks=(check,), **more)


ASSIGNMENT = Assignment(
    title="Ways down",
    exercises=(
        one(walks.fall, falls, ReferenceCheck(), uses=(topic.half_square_gradient,)),
        one(walks.fallen, falls, ReferenceCheck(), uses=(walks.fall, topic.half_square)),
        one(walks.scaled, lengths, ReferenceCheck(also=(inside, largest))),
        one(walks.walk, walks_of, PathCheck()),
        Exercise(
            function=walks.minimise,
            points=1,
            cases=(Case("far", build=minima), Case("there", build=bottoms), Case("few steps", build=few)),
            checks=(ConvergenceCheck(),),
        ),
    ),
)
'''
NAMES = ("fall", "fallen", "scaled", "walk", "minimise")
TEXT = "# Ways down\n\nGo on.\n\n<!-- conventions -->\n\n" + "".join(
    f"## {name}\n\n<!-- exercise: {name} -->\n\n" for name in NAMES
)


@pytest.fixture
def sheet(tiny):
    """Return the second sheet of the tiny course."""
    tiny.write(TOPIC, WALKS)
    tiny.write("assignments/s2/__init__.py", '"""The second sheet."""\n')
    tiny.write(SHEET, EXERCISES)
    tiny.write(PROSE, TEXT)
    return tiny.load("s2")


@pytest.fixture
def seeds(sheet):
    """Return the seeds of the second sheet."""
    return Seeds(b"any", sheet.name)


@pytest.fixture
def says(sheet, seeds):
    """Run the notebook with some functions written otherwise; return what its visible checks say, by exercise."""

    def run(**sources):
        notebook = filled_notebook(sheet, seeds, solutions(sheet) | sources)
        printed = executed(notebook.cells)
        return {name: [line for line in printed if line.startswith(f"{name}, ")] for name in NAMES}

    return run


def executed(cells):
    """Run code cells in a namespace of their own; return the lines that they print."""
    printed, namespace = io.StringIO(), {}
    with contextlib.redirect_stdout(printed):
        for cell in cells:
            if cell.cell_type == "code":
                exec(compile(cell.source, cell.id, "exec"), namespace)  # noqa: S102 - generated from our own text
    return printed.getvalue().splitlines()


def cell_of(notebook, name):
    (cell,) = (cell for cell in notebook.cells if cell.id == name)
    return cell


# --- the place for what was written before --------------------------------------------------------------------


def test_the_sheet_has_no_fault(sheet) -> None:
    """A sheet may build on functions of an earlier one, and hand over functions of its own making."""
    assert faults_of(sheet) == ()
    assert [function.__name__ for function in sheet.earlier] == ["half_square_gradient", "half_square"]


def test_earlier_functions_have_a_place_before_the_exercises(sheet, seeds) -> None:
    """After the conventions and what every cell needs, each earlier function has a heading and a cell to paste into."""
    ids = [cell.id for cell in student_notebook(sheet, seeds).cells]
    first = ids.index("heading-fall")
    places = [each for each in ids[:first] if "half_square" in each]
    assert places == [
        "heading-half_square_gradient",
        "earlier-half_square_gradient",
        "heading-half_square",
        "earlier-half_square",
    ]
    assert ids.index("conventions") < ids.index("setup") < ids.index(places[0])
    assert len(ids) == len({*ids})


def test_the_place_gives_no_answer_away(sheet, seeds) -> None:
    """What stands in the place is the function's skeleton: its text, and a hole."""
    notebook = student_notebook(sheet, seeds)
    nbformat.validate(notebook)
    for function in sheet.earlier:
        source = cell_of(notebook, f"earlier-{function.__name__}").source
        assert source == skeleton(function).strip()
        assert f'raise NotImplementedError("write {function.__name__} here")' in source
    assert "slope = scale * x" not in nbformat.writes(notebook)
    assert "0.5 * np.sum" not in nbformat.writes(notebook)


def test_the_place_says_what_it_is(sheet, seeds) -> None:
    """The heading tells students to paste their own; the metadata tell the place from the exercises."""
    notebook = student_notebook(sheet, seeds)
    heading = cell_of(notebook, "heading-half_square")
    assert heading.source.startswith("### From an earlier sheet: `half_square`\n")
    assert "Paste your own." in heading.source
    about = cell_of(notebook, "earlier-half_square").metadata["secant"]
    assert about == {"kind": "earlier", "exercise": "half_square"}
    assert "| `half_square`" not in cell_of(notebook, "conventions").source


def test_what_is_pasted_runs_in_grading(sheet, seeds) -> None:
    """The place is no cell of the sheet's own that is left out: what a student pastes there counts."""
    notebook = student_notebook(sheet, seeds)
    left_out = generated_sources(notebook)
    assert cell_of(notebook, "earlier-half_square").source not in left_out
    assert "def converges(" in cell_of(notebook, "check").source
    assert cell_of(notebook, "check").source in left_out


def test_the_solution_is_whole(sheet, seeds) -> None:
    """The staff's notebook has the earlier solutions too, and runs from its first cell to its last."""
    notebook = solution_notebook(sheet, seeds)
    assert not any("raise NotImplementedError(" in cell.source for cell in notebook.cells if cell.cell_type == "code")
    printed = executed(notebook.cells)
    assert sum(": right" in line for line in printed) == 7
    assert [line for line in printed if line.startswith(NAMES) and ": right" not in line] == []


def test_a_missing_earlier_function_is_seen_where_it_is_called(sheet, seeds) -> None:
    """Who has pasted nothing reads the function's name in the exception of the visible check that needs it."""
    own = {name: source for name, source in solutions(sheet).items() if name in NAMES}
    with pytest.raises(NotImplementedError, match="write half_square_gradient here"):
        executed(filled_notebook(sheet, seeds, own).cells)


def test_a_wrong_earlier_function_is_seen_in_what_builds_on_it(says) -> None:
    """A wrong function that was pasted makes the visible checks of what builds on it differ, and no others."""
    found = says(half_square_gradient="def half_square_gradient(x, scale=2.0):\n    return x\n")
    wrong = {name for name, lines in found.items() if not all(": right" in line for line in lines)}
    assert wrong == {"fall", "fallen"}


# --- functions in visible checks ------------------------------------------------------------------------------


def test_a_handed_function_is_a_lambda_in_the_notebook(sheet, seeds) -> None:
    """The visible sibling of a case with a formula hands over a lambda with its constants, nested ones too."""
    source = cell_of(student_notebook(sheet, seeds), "check-walk").source
    (text,) = re.findall(r"^ +gradient=(.*),\n +rate=", source, re.MULTILINE | re.DOTALL)
    assert re.fullmatch(
        r"\(lambda theta, A=np\.array\(\[\[.*\]\]\), f=\(lambda t, c=np\.array\(.*\): t - c\): A @ f\(theta\)\)",
        " ".join(text.split()),
    )
    exercise = next(each for each in sheet.exercises if each.name == "walk")
    theta0, gradient, *_ = exercise.cases[0].build(seeds.visible(exercise, exercise.cases[0]))
    written = eval(text, {"np": np})  # noqa: S307 - generated from our own text
    assert written(theta0).tobytes() == gradient(theta0).tobytes()


def test_a_wrong_walk_is_seen(says) -> None:
    """A walk that goes the wrong way differs, and one that changes its start is told so."""
    signature = "def walk(theta0, gradient, rate, steps):\n"
    up = "    for _ in range(steps):\n        theta0 = theta0 + rate * gradient(theta0)\n    return theta0\n"
    assert "expected np.array" in (line := says(walk=signature + up)["walk"][0]) or "expected array" in line
    spoils = "    for _ in range(steps):\n        theta0 -= rate * gradient(theta0)\n    return theta0.copy()\n"
    assert says(walk=signature + spoils)["walk"] == ["walk, any: changed its argument theta0"]


OTHERS = {
    "the reference": "np.linalg.norm(x) + eps",
    "the second": "np.sqrt(x @ x + eps)",
    "the third": "np.max(np.abs(x)) + eps",
}


@pytest.mark.parametrize("divisor", OTHERS.values(), ids=OTHERS)
def test_every_right_answer_is_right_in_the_notebook(says, divisor) -> None:
    """What the grader accepts as another right answer is right in the visible check, too, however many there are."""
    assert says(scaled=f"def scaled(x, eps):\n    return x / ({divisor})\n")["scaled"] == ["scaled, any: right"]


@pytest.mark.parametrize("expression", ["x / np.linalg.norm(x)", "x / (np.linalg.norm(x) + 2 * eps)", "None"])
def test_no_other_answer_is_right_in_the_notebook(says, expression) -> None:
    """Beside several right answers a wrong one is as wrong as ever."""
    (line,) = says(scaled=f"def scaled(x, eps):\n    return {expression}\n")["scaled"]
    assert ": returned " in line


SIGNATURE = "def minimise(theta0, gradient, tolerance, max_steps):\n"
STARTED = "    theta = np.array(theta0)\n"


def descending(rate, last="return theta", steps="max_steps", start=STARTED):
    return (
        f"{SIGNATURE}{start}    for _ in range({steps}):\n"
        "        if np.linalg.norm(gradient(theta)) <= tolerance:\n            break\n"
        f"        theta = theta - {rate} * gradient(theta)\n    {last}\n"
    )


def outcomes(lines):
    """Return what was said of each case of the minimiser, without the count of gradients."""
    return [re.sub(r" \(gradient asked for at \d+ points?\)$", "", line).removeprefix("minimise, ") for line in lines]


def test_another_minimiser_is_right_in_the_notebook(says) -> None:
    """What gets to a small gradient in another way passes the visible checks, and reads how often it has asked."""
    for source in (
        descending(0.5),
        descending(0.5, last="return theta.tolist()"),
        descending(0.5, last="return theta[None]"),
    ):
        lines = says(minimise=source)["minimise"]
        assert outcomes(lines) == ["far: right", "there: right", "few steps: right"]
        assert all(re.search(r"\(gradient asked for at \d+ points?\)$", line) for line in lines)


MINIMISERS = {
    "the start": (f"{SIGNATURE}    return theta0.copy()\n", {"far": "the gradient's norm is"}),
    "too slow": (descending(1e-4), {"far": "the gradient's norm is"}),
    "uphill": (descending(-0.3, steps=2), {"far": "the gradient's norm is", "few steps": "the gradient's norm is"}),
    "a step in any case": (
        descending(0.3, last="return theta - 1e-4"),
        {"far": "the gradient's norm is", "there": "returned"},
    ),
    "two values": (
        descending(0.3, last="return theta, 3"),
        dict.fromkeys(("far", "there", "few steps"), "returned (array("),
    ),
    "a search that asks everywhere": (
        descending(0.5, start=f"{STARTED}    [gradient(theta + 0.01 * i) for i in range(1000)]\n"),
        {"few steps": "asks for the gradient at 100"},
    ),
    "nothing": (
        descending(0.3, last="pass"),
        dict.fromkeys(("far", "there", "few steps"), "returned None (is there a return at the end?)"),
    ),
    "one number": (descending(0.3, last="return theta[0]"), dict.fromkeys(("far", "there", "few steps"), "returned")),
    "a changed start": (
        descending(0.3, last="theta0[:] = theta; return theta"),
        dict.fromkeys(("far", "few steps"), "changed its argument theta0"),
    ),
    "a start that is used up": (
        descending("0.3", start="    theta = theta0\n").replace("theta = theta -", "theta -="),
        dict.fromkeys(("far", "few steps"), "changed its argument theta0"),
    ),
}


@pytest.mark.parametrize(("source", "told"), MINIMISERS.values(), ids=MINIMISERS)
def test_what_is_no_minimiser_is_seen_in_the_notebook(says, source, told) -> None:
    """The visible check says what is wrong with a minimiser in each of the cases, and right in the others."""
    found = dict(line.split(": ", 1) for line in outcomes(says(minimise=source)["minimise"]))
    assert {case: words for case, words in found.items() if words != "right"}.keys() == told.keys()
    for case, words in told.items():
        assert found[case].startswith(words), found[case]


def test_the_parameters_of_a_minimiser_may_have_other_names(tiny, sheet) -> None:
    """The visible check of a minimiser knows its parameters by the check's own names for them."""
    text = WALKS.replace("theta0, gradient, tolerance, max_steps", "start, slope, near, steps")
    solution = text[text.index("def minimise") :]
    for old, new in {"theta0": "start", "gradient(": "slope(", "tolerance": "near", "max_steps": "steps"}.items():
        solution = solution.replace(old, new)
    tiny.write(TOPIC, text[: text.index("def minimise")] + solution)
    names = "gradient='slope', start='start', tolerance='near', max_steps='steps'"
    tiny.change(SHEET, "ConvergenceCheck(),", f"ConvergenceCheck({names}),")
    changed = tiny.load("s2")
    assert faults_of(changed) == ()
    printed = executed(solution_notebook(changed, Seeds(b"any", "s2")).cells)
    assert outcomes([line for line in printed if line.startswith("minimise")]) == [
        "far: right",
        "there: right",
        "few steps: right",
    ]
    assert sheet.name == changed.name
