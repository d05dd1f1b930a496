"""Derivatives beside losses that are arrays or raise outside their domain: the student's own, and the lecture's."""

from __future__ import annotations

import math

import numpy as np
import pytest

from autograder.errors import CallFailed
from autograder.examination import SPARES
from autograder.judgement import Standing
from autograder.judgement.called import Called, Loss, summed
from autograder.records import Ended, Late, Outcome, Raised, Unsendable, Value
from autograder.spec import Case, Exercise, GradientCheck, ReferenceCheck
from tests.unit.judgement.conftest import task_of

PASSED, FAILED, BLOCKED, CRASHED = Outcome.PASSED, Outcome.FAILED, Outcome.BLOCKED, Outcome.CRASHED
KNOWN = Standing(right={"softplus", "cross_entropy"})


def softplus(z, beta):
    return np.logaddexp(0, beta * z) / beta


def softplus_derivative(z, beta):
    return 1 / (1 + np.exp(-beta * z))


def cross_entropy(t, y):
    return -y * np.log(t) - (1 - y) * np.log(1 - t)


def cross_entropy_derivative(t, y):
    return (t - y) / (t * (1 - t))


def matrices(rng):
    return rng.normal(size=(2, 3)), 1.5


def numbers(rng):
    return float(rng.normal()), 1.5


def probabilities(rng):
    return rng.uniform(0.2, 0.8, 4), rng.integers(0, 2, 4)


def near_the_edge(rng):
    """Lie so near the end of the domain that the first differences reach over it."""
    return 10.0 ** rng.uniform(-3, -2), 1


def sheet_of(loss, derivative, *builds):
    cases = tuple(Case(f"case {number}", build) for number, build in enumerate(builds, 1))
    check = GradientCheck(of=loss)
    below = Exercise(function=loss, points=1, cases=cases, checks=(ReferenceCheck(),))
    return below, Exercise(function=derivative, points=1, cases=cases, checks=(check,), uses=(loss,))


@pytest.fixture(scope="module")
def elementwise():
    """Prepare the derivative of a function that is applied to every entry."""
    return task_of(*sheet_of(softplus, softplus_derivative, matrices, numbers))


LOSS = "def softplus(z, beta):\n    return np.log1p(np.exp(beta * z)) / beta\n"
RIGHT = {
    "arrays": ("1 / (1 + np.exp(-beta * z))", LOSS),
    "by the tangent": ("(1 + np.tanh(beta * z / 2)) / 2", LOSS),
    "lists": ("(1 / (1 + np.exp(-beta * np.asarray(z)))).tolist()", LOSS),
    "a loss of lists": (
        "1 / (1 + np.exp(-beta * z))",
        "def softplus(z, beta):\n    return (np.log1p(np.exp(beta * np.asarray(z))) / beta).tolist()\n",
    ),
}


@pytest.mark.parametrize(("expression", "loss"), RIGHT.values(), ids=RIGHT)
def test_a_derivative_entry_by_entry_passes(found, elementwise, expression, loss) -> None:
    """The derivative of a loss that returns an array is judged by the sum of the student's own, and passes."""
    source = f"def softplus_derivative(z, beta):\n    return {expression}\n"
    assert found(elementwise, "gradient", loss, source, standing=KNOWN) == (PASSED, "passed", {})


WRONG = {
    "inner derivative forgotten": ("np.exp(beta * z) / (1 + np.exp(beta * z)) / beta", "gradient-differs"),
    "another sign": ("-1 / (1 + np.exp(-beta * z))", "gradient-differs"),
    "transposed": ("(1 / (1 + np.exp(-beta * z))).T", "gradient-wrong-form"),
    "summed": ("np.sum(1 / (1 + np.exp(-beta * z)))", "gradient-wrong-form"),
    "one entry": (
        "1 / (1 + np.exp(-beta * z)) + (np.arange(6) == 4).reshape(2, 3) * 1e-2 if np.ndim(z) else 0.5",
        "gradient-differs",
    ),
    "nothing": ("None", "gradient-wrong-form"),
    "not finite": ("z * np.inf", "gradient-not-finite"),
}


@pytest.mark.parametrize(("expression", "key"), WRONG.values(), ids=WRONG)
def test_a_wrong_derivative_entry_by_entry_fails(found, elementwise, expression, key) -> None:
    """A wrong entry, factor or form of the derivative of an array is seen."""
    source = f"def softplus_derivative(z, beta):\n    return {expression}\n"
    outcome, told, _ = found(elementwise, "gradient", LOSS, source, standing=KNOWN)
    assert told == key
    assert outcome is (FAILED if key == "gradient-differs" else BLOCKED)


def test_the_derivative_of_the_own_loss_is_followed(found, elementwise) -> None:
    """The right derivation of an array-valued loss that is wrong in a known way passes; the lecture's fails."""
    doubled = LOSS.replace("/ beta", "* 2 / beta")
    explained = Standing(explained={"softplus"})
    right = "def softplus_derivative(z, beta):\n    return 2 / (1 + np.exp(-beta * z))\n"
    told = found(elementwise, "gradient", doubled, right, standing=explained)
    assert told == (PASSED, "passed-own-loss", {"loss": "softplus"})
    told = found(elementwise, "gradient", doubled, right.replace("2 /", "1 /"), standing=explained)
    assert told[:2] == (FAILED, "gradient-differs")
    assert found(elementwise, "gradient", doubled, right)[:2] == (BLOCKED, "loss-not-right")


@pytest.mark.parametrize("expression", ["1 / (1 + np.exp(-beta * z))", "1 / (1 + np.exp(beta * z))"])
def test_the_lectures_array_is_summed_too(found, elementwise, expression) -> None:
    """Where correct functions are supplied the slope is that of the sum of the reference's array."""
    source = f"def softplus_derivative(z, beta):\n    return {expression}\n"
    told = found(elementwise, "gradient", source, supplied={"softplus": softplus}, fair=True)[0]
    assert told is (PASSED if "-beta" in expression else FAILED)


@pytest.fixture(scope="module")
def bounded():
    """Prepare the derivative of a loss that ends at 0 and 1."""
    return task_of(*sheet_of(cross_entropy, cross_entropy_derivative, probabilities, near_the_edge))


BY_MATH = """
import math
def cross_entropy(t, y):
    if np.ndim(t):
        return np.array([cross_entropy(float(a), int(b)) for a, b in zip(t, y)])
    return -y * math.log(t) - (1 - y) * math.log(1 - t)
"""
CAREFUL = """
def cross_entropy(t, y):
    t = np.asarray(t, dtype=float)
    if np.any(t <= 0) or np.any(t >= 1):
        raise ValueError("no probability")
    return -y * np.log(t) - (1 - y) * np.log(1 - t)
"""
PLAIN = """
def cross_entropy(t, y):
    with np.errstate(all="ignore"):
        return -y * np.log(t) - (1 - y) * np.log(1 - t)
"""


@pytest.mark.parametrize("loss", [BY_MATH, CAREFUL, PLAIN], ids=["math", "careful", "plain"])
def test_a_loss_may_raise_outside_its_domain(found, bounded, loss) -> None:
    """An own loss that raises where it is not defined is a yardstick all the same: right passes, and wrong fails."""
    right = "def cross_entropy_derivative(t, y):\n    return (t - y) / (t * (1 - t))\n"
    assert found(bounded, "gradient", loss, right, standing=KNOWN) == (PASSED, "passed", {})
    wrong = right.replace("(t * (1 - t))", "t")
    assert found(bounded, "gradient", loss, wrong, standing=KNOWN)[:2] == (FAILED, "gradient-differs")


def test_a_loss_that_always_raises_is_told_so(found, bounded) -> None:
    """A loss that gives no value at all is no loss outside its domain: its exception is told."""
    loss = "def cross_entropy(t, y):\n    raise ValueError('never')\n"
    right = "def cross_entropy_derivative(t, y):\n    return (t - y) / (t * (1 - t))\n"
    outcome, key, values = found(bounded, "gradient", loss, right, standing=KNOWN)
    assert (outcome, key, values["kind"]) == (CRASHED, "raised", "ValueError")


def test_a_derivative_that_raises_is_told_so(found, bounded) -> None:
    """The derivative itself may not raise where it is asked for, whatever its loss may do."""
    wrong = "def cross_entropy_derivative(t, y):\n    return [][0]\n"
    outcome, key, values = found(bounded, "gradient", BY_MATH, wrong, standing=KNOWN)
    assert (outcome, key, values["kind"]) == (CRASHED, "raised", "IndexError")


def test_spares_stand_behind_every_trial(bounded) -> None:
    """Every trial of a derivative has others behind it, for the draws that decide nothing."""
    assert {len(group) for group in bounded.trials["gradient"]} == {1 + SPARES}


# --- a loss across the boundary -------------------------------------------------------------------------------


class Process:
    """Answers what it is told to, batch after batch."""

    def __init__(self, *batches):
        self.batches = [*batches]
        self.asked = []

    def call(self, _, batch, *__, **___):
        self.asked.append([*batch])
        return self.batches.pop(0)


NOT_DEFINED_THERE = Raised("ValueError", "math domain error", 2)


def loss_of(*batches):
    process = Process(*batches)
    return Loss(Called(process, "loss", 0.0)), process


def test_what_raises_after_a_value_is_no_number() -> None:
    """After a first value an exception is nan, and the calls after it are asked for, each once."""
    loss, process = loss_of([Value(1.0), NOT_DEFINED_THERE], [NOT_DEFINED_THERE], [Value(np.ones(2))])
    assert loss.many([(1,), (2,), (3,), (4,)]) == pytest.approx([1.0, math.nan, math.nan, 2.0], nan_ok=True)
    assert process.asked == [[(1,), (2,), (3,), (4,)], [(3,), (4,)], [(4,)]]


def test_a_loss_that_has_worked_may_raise_first_the_next_time() -> None:
    """Whether a loss has given a value is remembered from one batch to the next."""
    loss, _ = loss_of([Value(3.0)], [NOT_DEFINED_THERE])
    assert loss(1.0) == 3.0
    assert math.isnan(loss(-1.0))


@pytest.mark.parametrize("answer", [Late(2.0), Ended(), Unsendable("a set")])
@pytest.mark.parametrize("before", [[], [Value(1.0)]], ids=["first", "later"])
def test_other_troubles_of_a_loss_are_not_its_domain(answer, before) -> None:
    """A loss that is late, ends its process or returns no number has failed, at whichever call."""
    loss, _ = loss_of([*before, answer])
    with pytest.raises(CallFailed) as caught:
        loss.many([(1,), (2,)])
    assert (caught.value.answer, caught.value.at) == (answer, len(before))


def test_arrays_are_summed_and_other_things_left() -> None:
    """The value of a loss is the sum of its numbers; what is not made of numbers is left to the judge."""
    loss, _ = loss_of([Value([[1.0, 2.0], [3.0, 4.0]]), Value(None), Value("text"), Value(2)])
    assert loss.many([()] * 4) == [10.0, None, "text", 2]
    assert summed(lambda x: x**2)(np.array([1.0, 2.0])) == 5.0
    assert summed(lambda x: 3 * x)(2.0 + 1j) == 6.0 + 3j
