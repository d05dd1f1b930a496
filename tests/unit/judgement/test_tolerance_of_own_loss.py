"""The tolerance of a submission's own loss: rounding is allowed for, noise buys nothing; and the wrong entries told."""

from __future__ import annotations

import math

import numpy as np
import pytest

from autograder.errors import CallFailed
from autograder.judgement import Standing, derivative
from autograder.judgement.called import Batched
from autograder.records import Ended, Outcome
from autograder.spec import Case, Exercise, GradientCheck, ReferenceCheck
from autograder.verify.differences import SINGLE, UNIT
from tests.unit.judgement.conftest import task_of

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
RIGHT, EXPLAINED = Standing(right={"cost"}), Standing(explained={"cost"})


def cost(theta, X, y):
    return float(np.mean(np.log(np.cosh(X @ theta - y))))


def cost_gradient(theta, X, y):
    return X.T @ np.tanh(X @ theta - y) / len(y)


def examples(rng):
    return rng.normal(size=6), rng.normal(size=(40, 6)), rng.normal(size=40)


def task(loss, gradient, build, wrt=()):
    cases = (Case("any", build),)
    below = Exercise(loss, 1, cases, (ReferenceCheck(),))
    return task_of(below, Exercise(gradient, 1, cases, (GradientCheck(of=loss, wrt=wrt),), uses=(loss,)))


@pytest.fixture(scope="module")
def prepared():
    """Prepare the gradient of a smooth cost of forty examples."""
    return task(cost, cost_gradient, examples)


GRADIENT = "def cost_gradient(theta, X, y):\n    return {}\n"
SLOPE = "X.T @ np.tanh(X @ theta - y) / len(y)"
LOSS = "def cost(theta, X, y):\n    return {}\n"
VALUE = "np.mean(np.log(np.cosh(X @ theta - y)))"
NOISY = "({}) * (1 + {} * np.sin(1e13 * theta.sum()))"

# --- right answers pass -------------------------------------------------------------------------------------------

ROUNDED = {
    "as the lecture's": (VALUE, SLOPE),
    "multiplied out": ("np.mean(np.log((np.exp(X @ theta - y) + np.exp(y - X @ theta)) / 2))", SLOPE),
    "one after the other": ("sum(float(np.log(np.cosh(x @ theta - t))) for x, t in zip(X, y)) / len(y)", SLOPE),
    "a list": (VALUE, f"({SLOPE}).tolist()"),
    "a few units of noise": (NOISY.format(VALUE, 1e-15), SLOPE),
    "float32": (f"np.float32({VALUE})", f"np.float32({SLOPE})"),
    "a loss of float32": ("np.mean(np.log(np.cosh(np.float32(X) @ np.float32(theta) - np.float32(y))))", SLOPE),
    "a gradient of float32": (VALUE, f"np.float32({SLOPE})"),
}


@pytest.mark.parametrize(("value", "slope"), ROUNDED.values(), ids=ROUNDED)
def test_rounding_of_the_own_loss_is_allowed_for(found, prepared, value, slope) -> None:
    """A right gradient beside a right loss passes in whatever order and precision they are computed."""
    sources = LOSS.format(value), GRADIENT.format(slope)
    assert found(prepared, "gradient", *sources, standing=RIGHT) == (PASSED, "passed", {})


@pytest.mark.parametrize("factor", [2, 40, 1e-3, -1])
def test_the_derivation_of_a_cost_of_another_size_counts(found, prepared, factor) -> None:
    """The own loss may be so many times the lecture's, a sum for a mean: its tolerance is as many times as wide."""
    sources = LOSS.format(f"{factor} * {VALUE}"), GRADIENT.format(f"{factor} * {SLOPE}")
    told = found(prepared, "gradient", *sources, standing=EXPLAINED)
    assert told == (PASSED, "passed-own-loss", {"loss": "cost"})
    wrong = LOSS.format(f"{factor} * {VALUE}"), GRADIENT.format(f"{factor} * ({SLOPE} + 1e-3 * theta)")
    assert found(prepared, "gradient", *wrong, standing=EXPLAINED)[0] is FAILED


# --- noise buys nothing --------------------------------------------------------------------------------------------

# name: (the noise of the loss, the error of the gradient)
BOUGHT = {
    "little": (1e-10, "1e-8"),
    "more": (1e-9, "1e-7"),
    "as much as is sharp": (1e-8, "1e-6"),
    "in one entry": (1e-8, "3e-6 * np.eye(6)[0]"),
}


@pytest.mark.parametrize(("noise", "error"), BOUGHT.values(), ids=BOUGHT)
def test_noise_of_the_own_loss_buys_no_tolerance(found, prepared, monkeypatch, noise, error) -> None:
    """A loss that is right to six digits, and rough, lets no wrong gradient pass: it would, were there no bound."""
    sources = LOSS.format(NOISY.format(VALUE, noise)), GRADIENT.format(f"({SLOPE}) * (1 + {error})")
    outcome, key, _ = found(prepared, "gradient", *sources, standing=RIGHT)
    assert (outcome, key) == (FAILED, "gradient-inconclusive")
    monkeypatch.setattr(derivative, "MOST", math.inf)
    assert found(prepared, "gradient", *sources, standing=RIGHT)[0] is PASSED


def test_a_right_gradient_beside_a_rough_loss_is_judged_by_a_correct_one(found, prepared) -> None:
    """Beside a rough loss nothing is decided; with correct functions put in the right one passes, the wrong fails."""
    rough = LOSS.format(NOISY.format(VALUE, 1e-9))
    own = found(prepared, "gradient", rough, GRADIENT.format(SLOPE), standing=RIGHT)
    assert own[:2] == (FAILED, "gradient-inconclusive")
    for slope, outcome in ((SLOPE, PASSED), (f"{SLOPE} + 1e-6 * theta", FAILED)):
        fair = found(prepared, "gradient", rough, GRADIENT.format(slope), supplied={"cost": cost}, fair=True)
        assert fair[0] is outcome


def test_noise_in_one_of_several_arrays_is_noise(found) -> None:
    """The bound is each array's own: a loss that is rough along one parameter decides nothing about that one."""

    def build(rng):
        return rng.normal(size=3), rng.normal(size=2), rng.normal(size=3)

    def both(u, v, a):
        return float(np.exp(u * a).sum() + np.exp(v).sum())

    def both_gradient(u, v, a):
        return a * np.exp(u * a), np.exp(v)

    several = task(both, both_gradient, build, ("u", "v"))
    slopes = "def both_gradient(u, v, a):\n    return a * np.exp(u * a), np.exp(v)\n"
    smooth = "def both(u, v, a):\n    return np.exp(u * a).sum() + np.exp(v).sum()\n"
    standing = Standing(right={"both"})
    assert found(several, "gradient", smooth, slopes, standing=standing)[0] is PASSED
    for name in "uv":
        rough = smooth.replace("np.exp(v).sum()", f"np.exp(v).sum() + 1e-9 * np.sin(1e13 * {name}.sum())")
        outcome, key, values = found(several, "gradient", rough, slopes, standing=standing)
        assert (outcome, key, values["parameter"]) == (FAILED, "gradient-inconclusive", name)


def test_the_lectures_own_tolerance_is_found_out_once(found, monkeypatch) -> None:
    """What the reference itself needs at a trial is remembered for the next submission, by trial and precision."""
    fresh = task(cost, cost_gradient, examples)
    sources = LOSS.format(VALUE), GRADIENT.format(SLOPE)
    assert found(fresh, "gradient", *sources, standing=RIGHT)[0] is PASSED
    trials = [group[0].seed for group in fresh.trials["gradient"]]
    assert {*fresh.tolerances} == {(seed, UNIT) for seed in trials}
    rounded = sources[0], GRADIENT.format(f"np.float32({SLOPE})")
    assert found(fresh, "gradient", *rounded, standing=RIGHT)[0] is PASSED
    assert {*fresh.tolerances} == {(seed, unit) for seed in trials for unit in (UNIT, SINGLE)}
    for seed in trials:
        ((double, _),), ((single, _),) = (fresh.tolerances[seed, unit] for unit in (UNIT, SINGLE))
        assert 0 < double < single
    monkeypatch.setattr(derivative, "_tolerances", None)
    assert found(fresh, "gradient", *sources, standing=RIGHT)[0] is PASSED


def test_the_references_functions_are_asked_in_the_students_precision() -> None:
    """What is called on this side keeps its arguments, returns what it should and rounds as the student's does."""

    def changing(x, n):
        x *= n
        return x, 0.1

    point = np.array([0.1, 0.3])
    for unit, kind in ((UNIT, np.float64), (SINGLE, np.float32)):
        ((array, number),) = Batched(changing, unit).many([(point, 3)])
        assert array.dtype == number.dtype == kind
        np.testing.assert_array_equal(array, (point * 3).astype(kind))
        assert Batched(lambda x: x @ x, unit)(point).dtype == kind
    np.testing.assert_array_equal(point, [0.1, 0.3])


# --- which entries are wrong ----------------------------------------------------------------------------------------

PLACES = {
    "the first": ([0], "[0]"),
    "the last": ([5], "[5]"),
    "two": ([1, 4], "[1], [4]"),
    "three": ([0, 2, 3], "[0], [2], [3]"),
    "four": ([0, 1, 2, 3], ""),
    "all": ([0, 1, 2, 3, 4, 5], ""),
}


@pytest.mark.parametrize(("wrong", "entries"), PLACES.values(), ids=PLACES)
def test_few_wrong_entries_are_told(found, prepared, wrong, entries) -> None:
    """Up to three wrong entries are told by their places, no right one among them; more are not, nor are all."""
    slope = f"{SLOPE} + 0.1 * np.isin(np.arange(6), {wrong})"
    told = found(prepared, "gradient", LOSS.format(VALUE), GRADIENT.format(slope), standing=RIGHT)
    assert told == (FAILED, "gradient-differs", {"loss": "cost", "parameter": "theta", "entries": entries})


def test_a_small_entry_beside_large_ones_is_told(found) -> None:
    """An entry that is wrong by a factor is no rounding, however small it is beside the others."""

    def build(rng):
        return rng.normal(size=3), np.array([1e5, -2e5, 1.0]) * rng.uniform(1, 2, 3)

    def wave(theta, a):
        return float(a @ np.sin(theta))

    def wave_gradient(theta, a):
        return a * np.cos(theta)

    of = task(wave, wave_gradient, build)
    loss = "def wave(theta, a):\n    return a @ np.sin(theta)\n"
    slope = "def wave_gradient(theta, a):\n    return a * np.cos(theta) * [1, 1, 2]\n"
    outcome, key, values = found(of, "gradient", loss, slope, standing=Standing(right={"wave"}))
    assert (outcome, key, values["entries"]) == (FAILED, "gradient-differs", "[2]")


def test_entries_of_a_matrix_and_of_one_array_of_several_are_told_by_its_indices(found) -> None:
    """Places are those of the array that is wrong, row and column; an array of one number has no places to tell."""

    def build(rng):
        return rng.normal(size=(2, 3)), rng.normal(size=1), rng.normal(size=3)

    def layer(W, b, x):
        return float(np.sum(np.tanh(W @ x + b)))

    def layer_gradient(W, b, x):
        slope = 1 - np.tanh(W @ x + b) ** 2
        return np.outer(slope, x), np.array([slope.sum()])

    of = task(layer, layer_gradient, build, ("W", "b"))
    loss = "def layer(W, b, x):\n    return np.sum(np.tanh(W @ x + b))\n"
    slopes = (
        "def layer_gradient(W, b, x):\n    slope = 1 - np.tanh(W @ x + b) ** 2\n"
        "    dW, db = np.outer(slope, x), np.array([slope.sum()])\n    {}\n    return dW, db\n"
    )
    known = Standing(right={"layer"})
    for change, parameter, entries in (
        ("dW[1, 2] *= 2", "W", "[1, 2]"),
        ("dW[0, 0] = dW[1, 1] = 9", "W", "[0, 0], [1, 1]"),
        ("dW[:, 1] += 1; dW[0, 0] += 1", "W", "[0, 0], [0, 1], [1, 1]"),
        ("db *= 2", "b", ""),
        ("dW *= 2", "W", ""),
    ):
        outcome, key, values = found(of, "gradient", loss, slopes.format(change), standing=known)
        assert (outcome, key) == (FAILED, "gradient-differs")
        assert (values["parameter"], values["entries"]) == (parameter, entries)


def test_no_entries_are_told_where_there_is_no_value_near_by(found, prepared, monkeypatch) -> None:
    """If a function gives no value where entries are searched the gradient is wrong all the same, and not broken."""

    def unanswered(*_):
        raise CallFailed(Ended(), 0)

    monkeypatch.setattr(derivative, "locate", unanswered)
    slope = f"{SLOPE} + 0.1 * np.eye(6)[2]"
    outcome, key, values = found(prepared, "gradient", LOSS.format(VALUE), GRADIENT.format(slope), standing=RIGHT)
    assert (outcome, key, values["entries"]) == (FAILED, "gradient-differs", "")
