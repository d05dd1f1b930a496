"""The way to an answer: the points at which it asks for the gradient, noted by the grader, are the reference's."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.records import Outcome
from autograder.spec import Case, Exercise, Formula, PathCheck
from tests.unit.judgement.conftest import task_of

PASSED, FAILED, BLOCKED = Outcome.PASSED, Outcome.FAILED, Outcome.BLOCKED
STEPS = 5


def descend(theta0, gradient, rate, steps):
    theta = theta0.copy()
    for _ in range(steps):
        theta = theta - rate * gradient(theta)
    return theta


def bowl(dimension, steps=STEPS):
    def build(rng):
        slope = Formula(
            "theta", "A @ (theta - c)", A=np.diag(rng.uniform(1, 3, dimension)), c=rng.normal(size=dimension)
        )
        return rng.normal(size=dimension), slope, 0.1, steps

    return build


def at_zero(rng):
    """Begin where a truth value is as good as a number."""
    _, slope, rate, steps = bowl(2)(rng)
    return np.zeros(2), slope, rate, steps


def exercise_of(*cases, function=descend, also=()):
    return Exercise(function=function, points=1, cases=cases, checks=(PathCheck(also=also),))


@pytest.fixture(scope="module")
def task():
    """Prepare a descent of two parameters."""
    return task_of(exercise_of(Case("two", bowl(2)), Case("three", bowl(3))))


def descending(*lines, ready="theta = theta0.copy()", last="return theta", steps="steps"):
    """Write a descent: what is made ready, what an update is, and what comes after the last one."""
    body = "".join(f"        {line}\n" for line in lines)
    return (
        f"def descend(theta0, gradient, rate, steps):\n    {ready}\n    for step in range({steps}):\n{body}    {last}\n"
    )


UPDATE = "theta = theta - rate * gradient(theta)"
RIGHT = {
    "as the lecture": descending(UPDATE),
    "in place": descending("theta -= rate * gradient(theta)"),
    "in a buffer": descending(
        "point[:] = theta",
        "theta = theta - rate * gradient(point)",
        ready="theta = theta0; point = np.empty_like(theta0)",
    ),
    "what came is used again": descending(
        "g = gradient(theta)", "g *= rate", "theta -= g", ready="theta = np.array(theta0)"
    ),
    "twice at each point": descending("gradient(theta)", UPDATE),
    "once more at the end": descending(UPDATE, last="gradient(theta); return theta"),
    "twice more at the end": descending(UPDATE, last="gradient(theta); gradient(theta); return theta"),
    "lists": descending(
        "theta = [float(t - rate * g) for t, g in zip(theta, gradient(theta))]", ready="theta = list(theta0)"
    ),
    "as a row": descending(UPDATE, last="return theta[None]"),
    "by recursion": (
        "def descend(theta0, gradient, rate, steps):\n"
        "    if not steps:\n        return theta0.copy()\n"
        "    return descend(theta0 - rate * gradient(theta0), gradient, rate, steps - 1)\n"
    ),
    "after a task without an answer": descending(
        UPDATE,
        ready="theta = theta0.copy()\n    try:\n        gradient('x')\n    except TypeError:\n        pass",
    ),
    "after a slip that is caught": descending(
        UPDATE,
        ready="theta = theta0.copy()\n    try:\n        gradient(theta0)[:, :]\n    except IndexError:\n        pass",
    ),
}


@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_the_right_way_passes(found, task, source) -> None:
    """However the updates are written, and if a point is asked for again at once, the right way passes."""
    assert found(task, "path", source) == (PASSED, "passed", {})


def leaves(step, ratio=None):
    return "path-leaves", {"step": step, "ratio": ratio}


def length(made):
    return "path-length", {"found": made, "expected": STEPS}


WRONG = {
    "another start": (descending(UPDATE, ready="theta = 0 * theta0"), leaves(0)),
    "the gradient elsewhere": (descending("theta = theta - rate * gradient(theta + 0.001)"), leaves(0)),
    "the gradient ahead": (
        descending(
            "ahead = theta - 0.1 * rate * before",
            "before = gradient(ahead)",
            "theta = theta - rate * before",
            ready="theta, before = theta0.copy(), 1.0",
        ),
        leaves(0),
    ),
    "one gradient for all": (
        descending("theta = theta - rate * g", ready="theta, g = theta0, gradient(theta0)"),
        leaves(1, "5"),
    ),
    "half a step": (descending("theta = theta - rate / 2 * gradient(theta)"), leaves(1, "1/2")),
    "uphill": (descending("theta = theta + rate * gradient(theta)"), leaves(1, "-1")),
    "the third three times": (
        descending("theta = theta - (3 if step == 2 else 1) * rate * gradient(theta)"),
        leaves(3, "3"),
    ),
    "the third no multiple": (descending(UPDATE, "if step == 2: theta = theta + np.arange(len(theta))"), leaves(3)),
    "one update too few": (descending(UPDATE, steps="steps - 1"), length(STEPS - 1)),
    "one update too many": (descending(UPDATE, steps="steps + 1"), length(STEPS + 1)),
    "none at all": ("def descend(theta0, gradient, rate, steps):\n    return theta0.copy()\n", length(0)),
    "something else in the end": (descending(UPDATE, last="return theta + 1"), leaves(STEPS)),
    "asked again later": (descending(UPDATE, last="gradient(theta0); return theta"), leaves(STEPS)),
}


@pytest.mark.parametrize(("source", "told"), WRONG.values(), ids=WRONG)
def test_a_wrong_way_fails(found, task, source, told) -> None:
    """A wrong start, point, step or number of steps fails: the update is told, and the factor by which it is off."""
    assert found(task, "path", source) == (FAILED, *told)


def test_a_standstill_is_one_point_however_it_is_rounded(found) -> None:
    """A way that ends where nothing moves but the last bits is right, in whichever step the rounding comes to rest."""
    task = task_of(exercise_of(Case("long", bowl(2, steps=300))))
    assert found(task, "path", descending(UPDATE)) == (PASSED, "passed", {})
    otherwise = descending("theta = (10 * theta - 10 * rate * gradient(theta)) / 10")
    assert found(task, "path", otherwise) == (PASSED, "passed", {})
    assert found(task, "path", descending(UPDATE, steps="20"))[:2] == (FAILED, "path-length")


def test_the_value_alone_is_not_enough(found, task) -> None:
    """Who knows the minimum's formula and returns the right point without walking has not walked."""
    source = (
        "def descend(theta0, gradient, rate, steps):\n"
        "    b = gradient(0 * theta0)\n"
        "    A = np.array([gradient(e) - b for e in np.eye(len(theta0))]).T\n"
        "    B = np.eye(len(theta0)) - rate * A\n"
        "    theta = theta0.copy()\n"
        "    for _ in range(steps):\n        theta = B @ theta - rate * b\n"
        "    return theta\n"
    )
    assert found(task, "path", source) == (FAILED, *leaves(0))


def test_nothing_returned_is_told_so(found, task) -> None:
    """A right way at whose end nothing is returned is no wrong update: the return is missing."""
    assert found(task, "path", descending(UPDATE, last="pass"))[:2] == (BLOCKED, "nothing-returned")


SILLY = {
    "nothing": "gradient()",
    "two points": "gradient(theta0, theta0)",
    "a ragged list": "gradient([[1.0], [1.0, 2.0]])",
    "nobody": "gradient(None)",
    "a text": "gradient('x' * 100)",
    "truths": "gradient(np.array([False, False])); gradient(np.array([True, True]))",
    "words": "gradient(np.array(['a', 'b']))",
    "huge numbers": "gradient(np.full(2, 1e308)); gradient(np.full(2, -1e308))",
    "a list in a list": "gradient([[[[[[[[1.0]]]]]]]])",
    "a complex number": "gradient(np.array([1j, 1.0]))",
    "small numbers": "gradient(np.zeros(2, np.uint8)); gradient(np.full(2, 255, np.uint8))",
    "no numbers at all": "gradient(np.empty((0, 3)))",
}


@pytest.mark.parametrize("call", SILLY.values(), ids=SILLY)
def test_no_point_that_is_asked_for_breaks_the_judge(judged, call) -> None:
    """Whatever a submission asks the gradient for, judging its way has no error of ours."""
    task = task_of(exercise_of(Case("at zero", at_zero)))
    lines = "\n    ".join(["try:", *[f"    {each}" for each in call.split("; ")], "except Exception:", "    pass"])
    finding = judged(task, "path", descending(UPDATE, ready=f"theta = theta0.copy()\n    {lines}")).finding
    assert finding.outcome in {PASSED, FAILED}, finding.staff


def guarded_outside(theta0, gradient, rate, steps):
    theta = theta0.copy()
    for _ in range(steps):
        g = gradient(theta)
        theta = theta - rate * g / (np.linalg.norm(g) + 0.1)
    return theta


def guarded_inside(theta0, gradient, rate, steps):
    theta = theta0.copy()
    for _ in range(steps):
        g = gradient(theta)
        theta = theta - rate * g / np.sqrt(g @ g + 0.1)
    return theta


OUTSIDE = "np.linalg.norm(g) + 0.1"
INSIDE = "np.sqrt(g @ g + 0.1)"


@pytest.fixture(scope="module")
def either():
    """Prepare a descent whose guard may stand in either of two places."""
    return task_of(
        exercise_of(Case("two", bowl(2)), Case("three", bowl(3)), function=guarded_outside, also=(guarded_inside,))
    )


def guarded(divisor):
    return descending("g = gradient(theta)", f"theta = theta - rate * g / ({divisor})").replace(
        "descend", "guarded_outside"
    )


@pytest.mark.parametrize("divisor", [OUTSIDE, INSIDE], ids=["outside", "inside"])
def test_another_right_way_passes(found, either, divisor) -> None:
    """A submission that goes one of the declared right ways throughout passes."""
    assert found(either, "path", guarded(divisor)) == (PASSED, "passed", {})


@pytest.mark.parametrize("choice", ["len(theta0) == 2", "len(theta0) == 3"])
def test_right_ways_are_not_mixed(found, either, choice) -> None:
    """A submission that goes one right way in some cases and another in others fails."""
    assert found(either, "path", guarded(f"{OUTSIDE} if {choice} else {INSIDE}"))[:2] == (FAILED, "path-leaves")


def test_no_right_way_is_told_from_the_reference(found, either) -> None:
    """What leaves all right ways is told where it leaves the reference's."""
    outcome, key, values = found(either, "path", guarded(f"({OUTSIDE}) if step < 2 else 2 * ({OUTSIDE})"))
    assert (outcome, key, values) == (FAILED, *leaves(3, "1/2"))


def test_no_update_is_a_way_too(found) -> None:
    """Where no step is allowed the way is the start alone, and a step is one too many."""
    task = task_of(exercise_of(Case("no steps", bowl(2, steps=0))))
    assert found(task, "path", descending(UPDATE))[0] is PASSED
    assert found(task, "path", descending(UPDATE, last="gradient(theta); return theta"))[0] is PASSED
    told = ("path-length", {"found": 1, "expected": 0})
    assert found(task, "path", descending(UPDATE, steps="steps + 1")) == (FAILED, *told)


def test_a_finding_holds_no_point(judged, task) -> None:
    """What a student is told of a wrong way is the case, the update and a ratio of small numbers."""
    finding = judged(task, "path", WRONG["half a step"][0]).finding
    assert finding.student.values == {"case": "two", "step": 1, "ratio": "1/2"}
    assert finding.staff.key == "seed"
