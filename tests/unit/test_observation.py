"""A reference, watched: the points at which it asks, the calls that it makes, and how neither changes what it does."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from autograder.examination import prepare
from autograder.observation import observe, path_of, position
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
from autograder.spec.seeds import Seeds

SEEDS = Seeds(b"any", "s1")


def slope(theta):
    return 2.0 * theta


def descend(theta0, gradient, steps):
    """Change one array in place, so that whoever keeps it keeps the last point."""
    theta = theta0.copy()
    for _ in range(steps):
        theta -= 0.25 * gradient(theta)
    return theta


def norm(x):
    return float(np.sqrt(x @ x))


def unit(x):
    return x / norm(x)


def angle(x, y):
    """Call `norm` twice by way of `unit`, and once itself."""
    return float(unit(x) @ unit(y)) + 0 * norm(x)


START = np.array([1.0, -2.0])


def test_every_point_is_kept_as_it_was() -> None:
    """The points of a way are those at which the gradient was asked, as they were then, and the value at the end."""
    seen = observe(descend, (START.copy(), slope, 3), PathCheck())
    np.testing.assert_array_equal(seen.path, [START, START / 2, START / 4, START / 8])
    np.testing.assert_array_equal(seen.value, START / 8)
    assert seen.calls == 3


def test_the_gradient_may_be_any_parameter() -> None:
    """The watched parameter is found by its name, and other functions are left alone."""

    def mixed(other, grad, x):
        return grad(other(x))

    seen = observe(mixed, (lambda x: x + 1, slope, 3.0), PathCheck(of="grad"))
    assert [float(point) for point in seen.path] == [4.0, 8.0]
    assert observe(mixed, (lambda x: x + 1, slope, 3.0), PathCheck(of="other")).path[0] == 3.0


def test_calls_of_a_parameter_are_counted() -> None:
    """A count has no path, and counts every call, at the same point too."""

    def twice(gradient, x):
        return gradient(x) + gradient(x)

    seen = observe(twice, (slope, 1.5), CallsCheck(of="gradient"))
    assert (seen.value, seen.path, seen.calls) == (6.0, [], 2)


@pytest.mark.parametrize(("of", "calls"), [(norm, 3), (unit, 2), (slope, 0), (angle, 1)])
def test_calls_of_a_function_are_counted_wherever_they_are_made(of, calls) -> None:
    """Calls of another function are counted, by way of a third one, too; the function itself counts as called once."""
    seen = observe(angle, (START, START + 1), CallsCheck(of=of))
    assert (seen.path, seen.calls) == ([], calls)
    assert seen.value == angle(START, START + 1)


def test_whoever_profiles_goes_on() -> None:
    """What profiled before does so after a count, and after a reference that raises."""
    events = []

    def profile(*event):
        events.append(event)

    def broken(x):
        raise ZeroDivisionError(x)

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        observe(angle, (START, START), CallsCheck(of=norm))
        first = sys.getprofile()
        with pytest.raises(ZeroDivisionError):
            observe(broken, (1.0,), CallsCheck(of=norm))
        second = sys.getprofile()
    finally:
        sys.setprofile(before)
    assert first is second is profile
    assert events


OTHERS = [ReferenceCheck(), RepeatCheck(), SeriesCheck(over="steps"), ConvergenceCheck(), GradientCheck(of=slope)]


@pytest.mark.parametrize("check", OTHERS, ids=lambda check: check.name)
def test_other_checks_watch_nothing(check) -> None:
    """A reference is handed its own gradient where nobody asks for its points."""
    handed = []

    def keeping(theta0, gradient, steps):
        handed.append(gradient)
        return theta0 + steps

    seen = observe(keeping, (1.0, slope, 2), check)
    assert handed == [slope]
    assert (seen.value, seen.path, seen.calls) == (3.0, [], 0)


# --- the points of a way --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "value", "points"),
    [
        ([], 1.0, [1.0]),
        ([1.0], 1.0, [1.0]),
        ([1.0, 1.0, 2.0, 2.0, 2.0], 2.0, [1.0, 2.0]),
        ([1.0, 2.0, 1.0], 2.0, [1.0, 2.0, 1.0, 2.0]),
        ([np.array([1.0, 2.0]), np.array([[1.0], [2.0]])], [1.0, 2.0], [[1.0, 2.0]]),
        ([np.array([1, 2])], np.array([1.0, 2.5]), [[1, 2], [1.0, 2.5]]),
        ([np.array([np.nan])], np.array([np.nan]), [[np.nan], [np.nan]]),
    ],
)
def test_points_that_follow_themselves_are_one(asked, value, points) -> None:
    """The same point in a row is one point, in whatever shape it comes; the same point later is another one."""
    found = path_of(asked, value)
    assert len(found) == len(points)
    for one, other in zip(found, points, strict=True):
        np.testing.assert_array_equal(np.ravel(one), np.ravel(other))


@pytest.mark.parametrize("odd", [None, "text", [[1.0], [1.0, 2.0]], [None, 1.0], [], [["a"], 1]])
def test_whatever_was_asked_for_is_a_point(odd) -> None:
    """What is not made of numbers is a point of its own, and no error."""
    assert len(path_of([1.0, odd], 1.0)) == 3
    assert len(path_of([1.0], odd)) == 2


def test_the_given_lists_stay() -> None:
    """The list of points is left as it is."""
    asked = [1.0, 1.0]
    path_of(asked, 1.0)
    assert asked == [1.0, 1.0]


def test_positions_are_those_of_the_signature() -> None:
    """A parameter's position is that in the exercise's signature."""
    exercise = Exercise(function=descend, points=1, cases=(), checks=())
    assert [position(exercise, name) for name in ("theta0", "gradient", "steps")] == [0, 1, 2]


# --- what is made of it ---------------------------------------------------------------------------------------


def bowl(rng):
    return rng.normal(size=2), Formula("theta", "a * (theta - c)", a=2.0, c=rng.normal(size=2)), 4


def prepared(check, build=bowl, function=descend):
    exercise = Exercise(function=function, points=1, cases=(Case("any", build),), checks=(check,))
    return prepare(Assignment(title="any", exercises=(exercise,)), SEEDS).tasks[0].trials[check.name]


def test_a_trial_keeps_the_way_of_every_right_answer() -> None:
    """A trial has a way for the reference and for each other right answer, each point with its tolerance."""

    def slower(theta0, gradient, steps):
        theta = theta0.copy()
        for _ in range(steps + 1):
            theta = theta - 0.125 * gradient(theta)
        return theta

    ((trial,), _) = prepared(PathCheck(also=(slower,)))
    assert [len(path) for path in trial.paths] == [5, 6]
    np.testing.assert_array_equal(trial.paths[0][0].wanted, trial.arguments[0])
    np.testing.assert_array_equal(trial.paths[0][-1].wanted, trial.expected)
    assert all(0 < point.tolerance < 1e-4 for path in trial.paths for point in path)
    assert trial.calls == 4


def test_a_way_whose_length_hangs_on_rounding_is_drawn_again() -> None:
    """A draw in which rounding decides over one more step serves no trial, though the value is the same."""

    def climb(theta0, gradient):
        theta = theta0
        while theta < 3.0:
            theta = theta + gradient(theta)
        return 1.0

    drawn = iter([3.0, 3.0, 2.5])

    def build(_):
        return next(drawn), Formula("theta", "1 + 0 * theta")

    ((trial,),) = prepared(PathCheck(points=1), build, climb)
    assert (trial.arguments[0], len(trial.paths[0])) == (2.5, 2)


def test_a_counts_trial_knows_the_references_calls() -> None:
    """A trial of a count has the number of calls that the reference makes there."""
    ((trial,),) = prepared(CallsCheck(of="gradient"))
    assert (trial.calls, trial.paths) == (4, ((),))


@pytest.mark.parametrize("check", [PathCheck(), CallsCheck(of="gradient"), GradientCheck(of=slope)])
def test_what_is_sent_ahead_is_what_judging_begins_with(check) -> None:
    """A path's batch is what its judging asks for first, the same object; counts and derivatives begin otherwise."""
    exercise = Exercise(function=descend, points=1, cases=(Case("any", bowl),), checks=(check, ReferenceCheck()))
    task = prepare(Assignment(title="any", exercises=(exercise,)), SEEDS).tasks[0]
    if isinstance(check, PathCheck):
        name, batch = task.opening
        assert (name, batch is task.batches["path"]) == ("descend", True)
    else:
        assert task.opening is None


def test_the_reference_cannot_change_the_way() -> None:
    """A reference that works in place leaves arguments and points as they were."""

    def spoiling(theta0, gradient, steps):
        for _ in range(steps):
            theta0 -= 0.25 * gradient(theta0)
        return theta0

    ((trial,), _) = prepared(PathCheck(), function=spoiling)
    np.testing.assert_array_equal(trial.paths[0][0].wanted, trial.arguments[0])
    assert not np.array_equal(trial.arguments[0], trial.expected)
