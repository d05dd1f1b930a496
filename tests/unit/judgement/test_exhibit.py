"""What is to be seen of a wrong answer: a visible case beside what is right, and nothing that is hidden or costs."""

from __future__ import annotations

import json
from fractions import Fraction

import numpy as np
import pytest

from autograder.diagnosis import Diagnosis
from autograder.examination import prepare
from autograder.gradebook import Edition, Gradebook, intake, results
from autograder.judgement import exhibit, is_to_be_seen
from autograder.pipeline import grade_submission
from autograder.plain import from_plain, plain
from autograder.records import Cell, Exhibit, Finding, Isolation, Message, Outcome, Result
from autograder.sandbox import Deadlines, Notebook
from autograder.spec import Assignment, Case, ConvergenceCheck, Exercise, PathCheck, ReferenceCheck
from tests.unit.judgement.conftest import SEEDS, task_of
from tests.unit.judgement.test_convergence import CASES as MINIMA
from tests.unit.judgement.test_convergence import minimise
from tests.unit.sandbox.conftest import PATIENT

QUICK = Deadlines(call=0.4, again=False)
REFERENCE = ReferenceCheck()


def numbers_of(*shape):
    """Return what builds one array."""
    return lambda rng: (rng.normal(size=shape),)


def two(rng):
    return rng.normal(size=3), rng.normal(size=4)


def task(function, build, *cases, check=REFERENCE):
    """Make a function ready, with a case or several."""
    cases = cases or (Case("any", build),)
    return task_of(Exercise(function=function, points=1, cases=cases, checks=(check,)))


def softplus(z):
    return np.log1p(np.exp(z))


def slope(k, z):
    return k * z


def sums(z):
    return np.cumsum(z)


def centred(z):
    return z - np.mean(z)


def walk(start, steps):
    return np.array([start + k for k in range(steps + 1)])


def table(u, v):
    return u[:, None] * v


def pair(u, v):
    return float(u @ u), 2 * v


def value_and_slope(z):
    return float(z @ z), 2 * z


def found_wrong(task, case="any", outcome=Outcome.FAILED):
    return [Finding(task.exercise.name, "reference", outcome, Message("differs", {"case": case}))]


@pytest.fixture
def shown(server):
    """Look at what a submission's function gives; the case is the one that its finding names."""

    def run(task, *sources, case="any", deadlines=PATIENT):
        cells = [Cell(number, source) for number, source in enumerate(("import numpy as np", *sources), 1)]
        with Notebook(server, cells, deadlines) as notebook, notebook.exercise() as process:
            assert not notebook.troubles, "a cell of the test itself is wrong"
            return exhibit(task, found_wrong(task, case), process)

    return run


# --- what is shown --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("function", "build", "label", "wrong"),
    [
        (softplus, numbers_of(5), "z", "def softplus(z):\n    return np.maximum(z, 0)"),
        (slope, lambda rng: (2.5, rng.uniform(-3, 3, 5)), "z", "def slope(k, z):\n    return np.maximum(z, 0)"),
    ],
)
def test_a_function_of_entries_is_a_curve(shown, function, build, label, wrong) -> None:
    """What maps a vector entry by entry is shown from the least to the largest of its entries, the right one too."""
    made = task(function, build)
    arguments, _ = made.visible["any"]
    seen = shown(made, wrong)
    over = np.linspace(np.min(arguments[-1]), np.max(arguments[-1]), 61)
    assert (seen.exercise, seen.case, seen.form, seen.label) == (function.__name__, "any", "curve", label)
    assert seen.over == pytest.approx(over)
    assert seen.found == pytest.approx(np.maximum(over, 0))
    assert seen.expected == pytest.approx(function(*arguments[:-1], over))
    assert seen.shape == (61,)


@pytest.mark.parametrize("function", [sums, centred])
def test_entries_that_depend_on_others_are_a_series(shown, function) -> None:
    """Where an entry depends on the others it is the visible case's own entries that are shown."""
    made = task(function, numbers_of(5))
    (z,), right = made.visible["any"]
    seen = shown(made, f"def {function.__name__}(z):\n    return 2 * z")
    assert (seen.form, seen.shape, seen.over, seen.label, seen.part) == ("series", (5,), (), "", 0)
    assert seen.found == pytest.approx(2 * z)
    assert seen.expected == pytest.approx(right)


def test_what_works_on_five_entries_alone_is_a_series(shown) -> None:
    """An answer that cannot take the whole range is shown on the case as it is."""
    seen = shown(task(softplus, numbers_of(5)), "def softplus(z):\n    return z * np.arange(5)")
    assert (seen.form, seen.shape) == ("series", (5,))


def test_a_way_from_the_start_is_a_path(shown) -> None:
    """Points in the plane are a path if the first of them was given."""
    made = task(walk, lambda rng: (rng.normal(size=2), 3))
    (start, _), right = made.visible["any"]
    seen = shown(made, "def walk(start, steps):\n    return np.array([start - k for k in range(steps + 1)])")
    assert (seen.form, seen.shape) == ("path", (4, 2))
    assert seen.expected[:2] == tuple(start)
    assert seen.expected == pytest.approx(np.ravel(right))
    assert seen.found == pytest.approx(np.ravel([start - k for k in range(4)]))


@pytest.mark.parametrize(("rows", "columns"), [(3, 4), (4, 2)])
def test_a_matrix_is_its_entries(shown, rows, columns) -> None:
    """A matrix is shown row by row, also one of two columns that begins anywhere else."""
    made = task(table, lambda rng: (rng.normal(size=rows), rng.normal(size=columns)))
    (u, v), right = made.visible["any"]
    seen = shown(made, "def table(u, v):\n    return u[:, None] + v")
    assert (seen.form, seen.shape) == ("entries", (rows, columns))
    assert seen.found == pytest.approx(np.ravel(u[:, None] + v))
    assert seen.expected == pytest.approx(np.ravel(right))


def test_of_several_values_the_first_wrong_one_that_can_be_drawn_is_shown(shown) -> None:
    """A number is passed over, and so is a value that is right."""
    made = task(pair, two)
    seen = shown(made, "def pair(u, v):\n    return 7.0, 3 * v")
    assert (seen.form, seen.part) == ("series", 2)
    assert seen.found == pytest.approx(3 * made.visible["any"][0][1])
    assert shown(made, "def pair(u, v):\n    return 7.0, 2 * v") is None


def test_a_value_beside_its_slope_is_shown(shown) -> None:
    """Values of several shapes from one argument are no curve, and no fault of ours."""
    seen = shown(task(value_and_slope, numbers_of(4)), "def value_and_slope(z):\n    return float(z @ z), z")
    assert (seen.form, seen.part) == ("series", 2)


def layers(weights, z):
    return weights[0].sum() * z


def lengths(words):
    return np.array([float(len(word)) for word in words])


def rising(z):
    return z if z[0] < z[-1] else z[:3]


ODD = {
    layers: lambda rng: ([rng.normal(size=(2, 3)), rng.normal(size=(3, 1))], rng.normal(size=4)),
    lengths: lambda _rng: (["a", "bcd", "ef", "g"],),
    rising: lambda rng: (np.sort(rng.normal(size=5)),),
}


@pytest.mark.parametrize("function", ODD)
def test_arguments_over_which_nothing_can_be_drawn_are_no_fault(shown, function) -> None:
    """Arguments need not be vectors of numbers, nor right values of their length: then the case is shown as it is."""
    wrong = f"def {function.__name__}(*arguments):\n    return 7 + np.arange(len(arguments[-1]))"
    assert shown(task(function, ODD[function]), wrong).form in {"series", "curve"}


def test_the_case_that_the_finding_names_comes_first(shown) -> None:
    """Of two cases that are wrong the named one is shown, and another one where that is right."""
    made = task(sums, None, Case("long", numbers_of(5)), Case("short", numbers_of(4)))
    wrong = "def sums(z):\n    return 2 * z"
    assert [shown(made, wrong, case=case).case for case in ("long", "short", "neither")] == ["long", "short", "long"]
    half = "def sums(z):\n    return np.cumsum(z) if len(z) == 4 else z"
    assert shown(made, half, case="short").case == "long"


# --- where there is nothing -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "made",
    [
        task(softplus, numbers_of(5), check=ReferenceCheck(also=(softplus,))),
        task(minimise, None, MINIMA["valley"], check=ConvergenceCheck(points=1)),
        task(minimise, None, MINIMA["valley"], check=PathCheck(also=(minimise,))),
    ],
    ids=["also", "convergence", "path"],
)
def test_nothing_is_shown_where_other_answers_are_right(made) -> None:
    """What is not the only right answer must not be shown as the right one."""
    assert made.visible == {}
    assert not is_to_be_seen(made, found_wrong(made))


@pytest.mark.parametrize("size", [(3,), (400,), (20, 20)])
def test_some_entries_are_a_picture(size) -> None:
    """Three entries are the fewest and four hundred the most, in a vector or a matrix."""
    made = task(np.abs, numbers_of(*size))
    assert is_to_be_seen(made, found_wrong(made))


@pytest.mark.parametrize(
    ("function", "size"), [(np.abs, each) for each in ((2,), (401,), (2, 2, 2))] + [(np.sum, (5,))]
)
def test_few_entries_many_or_one_number_are_no_picture(function, size) -> None:
    """What cannot be read as a picture is not looked at."""
    made = task(function, numbers_of(*size))
    assert not is_to_be_seen(made, found_wrong(made))


@pytest.mark.parametrize("outcome", Outcome)
def test_only_wrong_values_are_looked_at(outcome) -> None:
    """Right answers, and those without a value, are not called again."""
    made = task(softplus, numbers_of(5))
    assert is_to_be_seen(made, found_wrong(made, outcome=outcome)) == (outcome is Outcome.FAILED)


RIGHT = "np.log1p(np.exp(z))"


@pytest.mark.parametrize(
    "value", [RIGHT, f"{RIGHT} * (1 + 1e-9)", f"{RIGHT}[:, None]", "1 / 0", "None", "z[1:]", "np.outer(z, z)", "'text'",
              "[[1], [1, 2]]", "z + 1j", "[None] * 5", "{'z': 1}", "0.5", "[]"],
)  # fmt: skip
def test_nothing_is_shown_of_what_is_right_or_no_such_array(shown, value) -> None:
    """An answer that is right on the visible cases, raises, or is of another kind or shape has no picture."""
    assert shown(task(softplus, numbers_of(5)), f"def softplus(z):\n    return {value}") is None


@pytest.mark.parametrize("value", ["7.0", "(7.0, 3 * v, 1)", "(7.0,)", "None", "np.full((3, 4), 7.0)"])
def test_nothing_is_shown_of_too_many_values_or_too_few(shown, value) -> None:
    """Where two values are asked for, other numbers of them have no picture."""
    assert shown(task(pair, two), f"def pair(u, v):\n    return {value}") is None


def test_undefined_and_infinite_entries_are_shown(shown) -> None:
    """An entry that is no number is an entry of the exhibit."""
    seen = shown(task(sums, numbers_of(4)), "def sums(z):\n    return [np.nan, np.inf, -np.inf, 1]")
    assert np.array_equal(seen.found, [np.nan, np.inf, -np.inf, 1], equal_nan=True)
    assert np.isfinite(seen.expected).all()


def test_what_is_right_is_found_out_with_arguments_of_its_own(shown) -> None:
    """A function that changes its arguments, ours or a student's, changes no other answer's."""

    def doubled(z):
        z *= 2
        return z

    made = task(doubled, numbers_of(4))
    (z,), right = made.visible["any"]
    before = z.copy()
    assert right == pytest.approx(2 * z)
    shown(made, "def doubled(z):\n    z *= 3\n    return z")
    assert np.array_equal(made.visible["any"][0][0], before)


# --- within a grading -----------------------------------------------------------------------------------------


class Unknown:
    """A catalogue that knows no mistake."""

    @staticmethod
    def diagnose(_task, _answers):
        """Return that nothing is known."""
        return Diagnosis()


SHEET = prepare(
    Assignment(
        title="any",
        exercises=tuple(
            Exercise(function=function, points=2, cases=(Case("any", numbers_of(4)),), checks=(REFERENCE,))
            for function in (sums, centred, softplus)
        ),
    ),
    SEEDS,
)
WRONG = {task.exercise.name: f"def {task.exercise.name}(z):\n    return 3 * z" for task in SHEET.tasks}


@pytest.fixture
def graded(server):
    """Grade a submission of a sheet of three functions, all wrong but for what is given."""

    def run(*sources, deadlines=QUICK):
        cells = [Cell(at, source) for at, source in enumerate(("import numpy as np", *WRONG.values(), *sources), 1)]
        return grade_submission(SHEET, "any", cells, server, Unknown(), Isolation("A", ()), deadlines=deadlines)

    return run


def on_visible(do, name="centred"):
    """Write a function that is wrong, and does something else on the visible case."""
    (task,) = (each for each in SHEET.tasks if each.exercise.name == name)
    (z,), _ = task.visible["any"]
    return f"def {name}(z):\n    if abs(z[0] - {float(z[0])!r}) < 1e-12:\n        {do}\n    return 3 * z"


@pytest.mark.parametrize(
    "do", ["raise SystemExit", "import os; os._exit(0)", "import os, signal; os.kill(os.getpid(), 9)",
           "while True: pass", "return np.full(10**7, 7)"],
)  # fmt: skip
def test_what_a_function_does_on_a_visible_case_costs_nothing(graded, do) -> None:
    """One that ends its process or never returns there has no exhibit; grade, cells and other exhibits are as ever."""
    plainly, oddly = graded(), graded(on_visible(do))
    assert oddly.scores == plainly.scores
    assert oddly.troubles == ()
    assert oddly.points == 0
    assert [each.exercise for each in plainly.exhibits] == ["sums", "centred", "softplus"]
    assert oddly.exhibits == (plainly.exhibits[0], plainly.exhibits[2])


REMEMBER = {
    "in the process": "KEPT = np.zeros(4)",
    "in shared memory": "import mmap\nKEPT = np.frombuffer(mmap.mmap(-1, 32))",
}


@pytest.mark.parametrize("memory", REMEMBER.values(), ids=REMEMBER)
def test_what_a_function_remembers_of_hidden_cases_is_not_shown(graded, memory) -> None:
    """On the visible case a function cannot return the arguments that it was asked for in hidden ones."""
    secret = memory + "\n" + on_visible("return KEPT.copy()").replace("    return 3", "    KEPT[:] = z\n    return 3")
    (seen,) = (each for each in graded(secret, deadlines=PATIENT).exhibits if each.exercise == "centred")
    trials = SHEET.tasks[1].trials["reference"]
    hidden = {float(each) for group in trials for trial in group for each in trial.arguments[0]}
    assert hidden
    assert not hidden & {*seen.found}


def test_an_exhibit_is_judged_with_the_functions_that_the_exercise_was(grader, hand_in) -> None:
    """Where correct earlier functions were put in, it is shown with those; what is right is not shown."""
    predict = "def predict(theta, X):\n    return 5 + X @ theta"
    slope = "def mean_squared_error_gradient(theta, X, y):\n    return X.T @ (predict(theta, X) - y)"
    result = grader.grade(hand_in({"predict": predict, "mean_squared_error_gradient": slope}))
    first, seen = result.exhibits
    assert (first.exercise, seen.exercise) == ("predict", "mean_squared_error_gradient")
    (task,) = (each for each in grader._examination.tasks if each.exercise.name == seen.exercise)
    (theta, X, y), _ = task.visible[seen.case]
    assert seen.found == pytest.approx(X.T @ (X @ theta - y))


# --- kept -----------------------------------------------------------------------------------------------------

KEPT = (
    Exhibit("f", "any", "curve", (3,), (1.0, float("nan"), float("-inf")), (0.1, 0.2, 0.3), (1.0, 2.0, 3.0), "z"),
    Exhibit("g", "any", "entries", (2, 2), (1.0, 2.0, 3.0, 5.0), (1.0, 2.0, 3.0, 4.0), part=2),
)
RESULT = Result("any", "s1", (), Fraction(0), Fraction(0), (), 0.1, Isolation("A", ()), exhibits=KEPT)


def test_exhibits_of_a_grading_come_back(graded) -> None:
    """Undefined and infinite entries, too, are the same when they are read from JSON."""
    result = graded(on_visible("return [np.float32(1.5), True, np.nan, -np.inf]", "sums"))
    assert repr(result.exhibits[0].found) == "(1.5, 1.0, nan, -inf)"
    assert repr(from_plain(json.loads(json.dumps(plain(result))))) == repr(result)


def test_an_exhibit_comes_back_from_the_gradebook(tmp_path) -> None:
    """A recorded result has its exhibits when it is loaded."""
    edition = Edition("e1", "s1", "any", 0, Fraction(0), "0.1.0", "2.0", "3.11")
    with Gradebook(str(tmp_path / "book.sqlite")) as book:
        with book.writing() as db:
            run = intake.begin(db, "grade", edition)
            intake.keep(db, "c1", b"")
            number = results.record(db, run, "e1", "c1", RESULT, final=True)
        with book.reading() as db:
            assert repr(results.load(db, number, "any")) == repr(RESULT)
