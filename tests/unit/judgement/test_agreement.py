"""Answers beside the reference's: values, runs of them, what they cost, and whether they come out the same again."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from autograder.errors import AuthorError
from autograder.records import Outcome
from autograder.spec import CallsCheck, Case, Exercise, Formula, ReferenceCheck, RepeatCheck, SeriesCheck
from tests.unit.judgement.conftest import task_of

PASSED, FAILED, BLOCKED = Outcome.PASSED, Outcome.FAILED, Outcome.BLOCKED
RIGHT = (PASSED, "passed", {})


def exercise_of(function, *builds, checks, uses=()):
    cases = tuple(Case(f"case {number}", build) for number, build in enumerate(builds, 1))
    return Exercise(function=function, points=1, cases=cases, checks=checks, uses=uses)


# --- values, and other right ones -----------------------------------------------------------------------------


def scaled(x, eps):
    return x / (np.linalg.norm(x) + eps)


def scaled_within(x, eps):
    return x / np.sqrt(x @ x + eps)


def scaled_by_the_largest(x, eps):
    return x / (np.max(np.abs(x)) + eps)


def vectors(dimension):
    return lambda rng: (rng.normal(size=dimension), 0.5)


@pytest.fixture(scope="module")
def scaling():
    """Prepare a function with two other right answers, of which fresh memory is asked."""
    check = ReferenceCheck(fresh=True, also=(scaled_within, scaled_by_the_largest))
    return task_of(exercise_of(scaled, vectors(3), vectors(4), checks=(check,)))


ONE, WITHIN, LARGEST = "np.linalg.norm(x) + eps", "np.sqrt(x @ x + eps)", "max(abs(x)) + eps"


@pytest.mark.parametrize("divisor", [ONE, WITHIN, LARGEST], ids=["reference", "second", "third"])
def test_every_right_answer_is_right(found, scaling, divisor) -> None:
    """A submission that agrees throughout with the reference, or with another right answer, passes."""
    assert found(scaling, "reference", f"def scaled(x, eps):\n    return x / ({divisor})\n") == RIGHT


@pytest.mark.parametrize("pair", [*itertools.permutations([ONE, WITHIN, LARGEST], 2)])
def test_right_answers_are_not_mixed(found, scaling, pair) -> None:
    """A submission that agrees with one right answer in one case and with another in the next fails there."""
    source = f"def scaled(x, eps):\n    return x / ({pair[0]}) if len(x) == 3 else x / ({pair[1]})\n"
    assert found(scaling, "reference", source)[:2] == (FAILED, "differs")


def test_the_case_that_is_told_is_the_nearest_right_answers(judged, scaling) -> None:
    """What agrees with another right answer up to the second case is told the second, not where it left the first."""
    source = f"def scaled(x, eps):\n    return x / ({WITHIN}) if len(x) == 3 else 2 * x\n"
    assert judged(scaling, "reference", source).finding.student.values["case"] == "case 2"


TOUCHES = {
    "changed": ("x /= np.linalg.norm(x) + eps; return x.copy()", "arguments-changed"),
    "a view": ("y = x; y /= np.linalg.norm(x) + eps; return y[:]", "arguments-changed"),
}


@pytest.mark.parametrize("fresh", [True, False])
@pytest.mark.parametrize(("body", "key"), TOUCHES.values(), ids=TOUCHES)
def test_arguments_are_as_they_were(found, body, key, fresh) -> None:
    """A right value that came by changing the argument fails, whether fresh memory is asked for or not."""
    task = task_of(exercise_of(scaled, vectors(3), checks=(ReferenceCheck(fresh=fresh),)))
    assert found(task, "reference", f"def scaled(x, eps):\n    {body}\n")[:2] == (FAILED, key)


@pytest.mark.parametrize(("fresh", "key"), [(True, "arguments-shared"), (False, "passed")])
def test_fresh_memory_is_asked_for_where_it_is_promised(found, fresh, key) -> None:
    """A view of an argument fails where the check wants memory of its own, and passes elsewhere."""

    def backwards(x):
        return x[::-1]

    task = task_of(exercise_of(backwards, lambda rng: (rng.normal(size=3),), checks=(ReferenceCheck(fresh=fresh),)))
    assert found(task, "reference", "def backwards(x):\n    return x[::-1]\n")[1] == key
    assert found(task, "reference", "def backwards(x):\n    return x[::-1].copy()\n") == RIGHT


# --- series ---------------------------------------------------------------------------------------------------


def rate(start, t):
    """Fall slowly, and from the fourth on faster."""
    return start / (1 + 0.1 * t) if t < 4 else start / t


@pytest.fixture(scope="module")
def series():
    """Prepare a schedule over t = 1, ..., 8."""
    return task_of(exercise_of(rate, lambda rng: (rng.uniform(1, 2), 8), checks=(SeriesCheck(over="t", points=2),)))


def series_of(expression):
    return f"def rate(start, t):\n    return {expression}\n"


OURS = "(start / (1 + 0.1 * t) if t < 4 else start / t)"


def test_a_series_asks_for_every_number(series) -> None:
    """The trials of a series are those of 1 to the case's own number, each with its value."""
    trials = [group[0] for group in series.trials["series"]]
    assert [trial.number for trial in trials] == [*range(1, 9)] * 2
    assert all(trial.arguments == (trial.arguments[0], trial.number) for trial in trials)
    assert [trial.expected for trial in trials] == [rate(*trial.arguments) for trial in trials]


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        (OURS, RIGHT),
        (f"np.array([{OURS}])", RIGHT),
        ("start / (1 + 0.1 * t)", (FAILED, "series-differs", {"number": 4, "ratio": None})),
        (f"2 * {OURS}", (FAILED, "series-differs", {"number": 1, "ratio": "2"})),
        (f"{OURS} / (3 if t == 8 else 1)", (FAILED, "series-differs", {"number": 8, "ratio": "1/3"})),
        (f"{OURS} * (-1) ** (t > 6)", (FAILED, "series-differs", {"number": 7, "ratio": "-1"})),
        (f"None if t == 3 else {OURS}", (BLOCKED, "nothing-returned", {})),
        (f"[1.0, 2.0] if t == 3 else {OURS}", (BLOCKED, "wrong-shape", None)),
    ],
)
def test_a_series_tells_its_first_wrong_number(found, series, expression, told) -> None:
    """A right series passes; of a wrong one the first wrong number is told, and the factor by which it is off there."""
    outcome, key, values = found(series, "series", series_of(expression))
    assert (outcome, key) == told[:2]
    assert told[2] is None or values == told[2]


@pytest.mark.parametrize("last", [0, -3])
def test_a_series_over_nothing_is_the_authors_fault(last) -> None:
    """A case whose own number is below 1 has no trial: that is said before anybody is graded."""
    exercise = exercise_of(rate, lambda rng: (rng.uniform(1, 2), last), checks=(SeriesCheck(over="t"),))
    with pytest.raises(AuthorError):
        task_of(exercise)


@pytest.mark.parametrize("number", [5, 6])
def test_a_series_that_raises_is_told_so(found, series, number) -> None:
    """An exception at one number is an exception of the series."""
    outcome, key, values = found(series, "series", series_of(f"{OURS} / (t != {number})"))
    assert (outcome, key, values["kind"]) == (Outcome.CRASHED, "raised", "ZeroDivisionError")


HUGE = ("1e308", "-1e308", "np.full(3, 1.7e308)", "1e200")


@pytest.mark.parametrize("value", HUGE)
def test_a_huge_answer_is_wrong_and_nothing_else(judged, value) -> None:
    """An answer so large that its ratio to the right one overflows is a wrong answer, and no error of ours."""

    def large(x, t):
        return x * t

    task = task_of(
        exercise_of(large, lambda rng: (rng.uniform(1e3, 1e4, 3), 2), checks=(SeriesCheck(over="t"), ReferenceCheck()))
    )
    source = f"def large(x, t):\n    return x * 0 + {value}\n"
    for check in ("series", "reference"):
        finding = judged(task, check, source).finding
        assert finding.outcome is FAILED, finding.staff


# --- the same again -------------------------------------------------------------------------------------------


def doubled(x):
    return 2 * x


@pytest.fixture(scope="module")
def repeated():
    """Prepare a function that is asked for twice."""
    return task_of(exercise_of(doubled, lambda rng: (rng.normal(size=3),), checks=(RepeatCheck(points=2),)))


STATES = {
    "a global": ("calls = 0\ndef doubled(x):\n    global calls\n    calls += 1\n    return 2 * x + 1e-12 * calls\n"),
    "a default": ("def doubled(x, seen=[0]):\n    seen[0] += 1\n    return 2 * x * (1 + 1e-13 * seen[0])\n"),
    "NumPy's random numbers": ("def doubled(x):\n    return 2 * x + 1e-10 * np.random.rand()\n"),
    "a new generator": ("def doubled(x):\n    return 2 * x + 1e-10 * np.random.default_rng().normal(size=3)\n"),
    "random numbers": ("import random\ndef doubled(x):\n    return 2 * x + 1e-10 * random.random()\n"),
}


@pytest.mark.parametrize("source", STATES.values(), ids=STATES)
def test_what_is_kept_or_drawn_is_seen(found, repeated, source) -> None:
    """A right answer that hangs on what was kept from calls before, or on chance, fails."""
    assert found(repeated, "repeat", source) == (FAILED, "not-repeatable", {})


SAME = {
    "plain": "def doubled(x):\n    return 2 * x\n",
    "lists": "def doubled(x):\n    return [2 * entry for entry in x.tolist()]\n",
    "a seed of its own": "def doubled(x):\n    return 2 * x + 1e-10 * np.random.default_rng(0).random(3)\n",
    "seeded": "def doubled(x):\n    np.random.seed(1)\n    return 2 * x + 1e-10 * np.random.rand()\n",
    "a buffer": "buffer = np.empty(3)\ndef doubled(x):\n    buffer[:] = 2 * x\n    return buffer\n",
    "a cache": "known = {}\ndef doubled(x):\n    return known.setdefault(x.tobytes(), 2 * x)\n",
}


@pytest.mark.parametrize("source", SAME.values(), ids=SAME)
def test_what_is_the_same_again_passes(found, repeated, source) -> None:
    """The same numbers twice pass, in whatever they come."""
    assert found(repeated, "repeat", source) == RIGHT


def test_a_wrong_answer_is_wrong_first(found, repeated) -> None:
    """A wrong answer is wrong, whether it comes out the same again or not."""
    assert found(repeated, "repeat", "def doubled(x):\n    return x + np.random.rand()\n")[1] == "differs"


def test_several_values_are_the_same_again(found) -> None:
    """Each of several values is compared with its own, and lists of another form differ."""

    def both(x):
        return x.sum(), 2 * x

    task = task_of(exercise_of(both, lambda rng: (rng.normal(size=3),), checks=(RepeatCheck(),)))
    assert found(task, "repeat", "def both(x):\n    return x.sum(), 2 * x\n") == RIGHT
    drawn = "def both(x):\n    return x.sum(), 2 * x + 1e-10 * np.random.rand()\n"
    assert found(task, "repeat", drawn)[1] == "not-repeatable"


# --- what an answer costs -------------------------------------------------------------------------------------


def loss(theta, c):
    return float(np.sum((theta - c) ** 2))


def slope(theta, c):
    """Ask the loss once, as a reference may."""
    return 2 * (theta - c) + 0 * loss(theta, c)


def line(gradient, x, y):
    """Ask the gradient at both ends."""
    return gradient(x) + gradient(y)


def points(dimension):
    return lambda rng: (rng.normal(size=dimension), rng.normal(size=dimension))


@pytest.fixture(scope="module")
def counting():
    """Prepare a gradient whose calls of its loss are counted, over two cases."""
    below = exercise_of(loss, points(2), checks=(ReferenceCheck(),))
    above = exercise_of(slope, points(2), points(6), checks=(CallsCheck(of=loss),), uses=(loss,))
    return task_of(below, above)


DIFFERENCES = """
def slope(theta, c):
    g = np.zeros(len(theta))
    for i in range(len(theta)):
        e = np.zeros(len(theta))
        e[i] = 1e-4
        g[i] = (loss(theta + e, c) - loss(theta - e, c)) / 2e-4
    return g
"""


def slopes(calls):
    return f"def slope(theta, c):\n    return 2 * (theta - c) + 0 * sum(loss(theta, c) for _ in range({calls}))\n"


def test_calls_of_the_loss_are_counted(found, counting) -> None:
    """Twice the reference's calls and one more for every trial are allowed; no call more is."""
    assert [group[0].calls for group in counting.trials["calls"]] == [1, 1]
    too_many = (FAILED, "too-many-calls", {"function": "loss"})
    for calls, told in {0: RIGHT, 1: RIGHT, 3: RIGHT, 4: too_many}.items():
        assert found(counting, "calls", slopes(calls), supplied={"loss": loss}) == told, calls


def test_differences_are_too_many_calls(found, counting) -> None:
    """A gradient by differences of the loss is right, and its calls grow with the parameters."""
    assert found(counting, "calls", DIFFERENCES, supplied={"loss": loss})[1] == "too-many-calls"


def test_a_wrong_value_is_wrong_first_whatever_it_costs(found, counting) -> None:
    """A wrong value is wrong, with few calls or many."""
    source = "def slope(theta, c):\n    return 3 * (theta - c)\n"
    assert found(counting, "calls", source, supplied={"loss": loss})[1] == "differs"


@pytest.fixture(scope="module")
def asking():
    """Prepare a function that asks for two gradients."""

    def build(rng):
        return Formula("x", "2 * x + c", c=rng.normal(size=2)), rng.normal(size=2), rng.normal(size=2)

    return task_of(exercise_of(line, build, build, checks=(CallsCheck(of="gradient"),)))


def test_calls_of_a_parameter_are_counted_by_trial(found, asking) -> None:
    """Calls of a function among the arguments are counted, where it is asked again at one point, too."""
    source = "def line(gradient, x, y):\n    for _ in range({}): gradient(x)\n    return gradient(x) + gradient(y)\n"
    assert [group[0].calls for group in asking.trials["calls"]] == [2, 2]
    assert found(asking, "calls", source.format(3)) == RIGHT
    assert found(asking, "calls", source.format(4)) == (FAILED, "too-many-calls", {"function": "gradient"})


def test_only_the_counted_parameter_counts(found) -> None:
    """Calls of another function among the arguments cost nothing."""

    def product(one, other, x):
        return one(x) * other(x)

    def build(rng):
        return Formula("x", "x + c", c=rng.normal()), Formula("x", "x * x"), rng.normal(size=2)

    task = task_of(exercise_of(product, build, checks=(CallsCheck(of="other"),)))
    source = "def product(one, other, x):\n    for _ in range(9): {}(x)\n    return one(x) * other(x)\n"
    assert found(task, "calls", source.format("one")) == RIGHT
    assert found(task, "calls", source.format("other"))[1] == "too-many-calls"
