"""A sheet made ready: the hidden draws, what the reference makes of them, and the faults that only draws show."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from assignments.a01_linear_regression.exercises import ASSIGNMENT
from autograder.errors import AuthorError
from autograder.examination import SPARES, prepare
from autograder.spec import Assignment, Case, Exercise, GradientCheck, ReferenceCheck
from autograder.spec.seeds import DRAWS, Seeds
from autograder.verify import disagreement

SEEDS = Seeds(b"any", "s1")
AGREEMENT = ReferenceCheck()


def double(x):
    return 2.0 * x


def steps(x):
    """Count whole steps up to x: at whole numbers, of which there are many here, rounding alone decides."""
    return int(np.sum(np.floor(x)))


def normal(rng):
    return (rng.normal(size=3),)


def at_a_threshold(rng):
    return (rng.integers(1, 9, 100).astype(float),)


def exercise_of(function, *cases, checks=(AGREEMENT,), uses=()):
    return Exercise(function=function, points=1, cases=cases, checks=checks, uses=uses)


def sheet_of(*exercises):
    return Assignment(title="any", exercises=exercises)


def faults_of(sheet):
    with pytest.raises(AuthorError) as caught:
        prepare(sheet, SEEDS)
    return caught.value.faults


def draws(examination):
    return [
        (task.exercise.name, check, [(trial.case, trial.seed, trial.arguments, trial.expected) for trial in group])
        for task in examination.tasks
        for check, groups in task.trials.items()
        for group in groups
    ]


def test_the_same_seeds_draw_the_same(tiny) -> None:
    """Prepared twice, a sheet has the same trials; under another secret or variant all arguments are others."""
    sheet = tiny.load()
    first, again = draws(prepare(sheet, SEEDS)), draws(prepare(sheet, SEEDS))
    np.testing.assert_equal(again, first)
    for other in (Seeds(b"another", "s1"), Seeds(b"any", "s1", 1)):
        seeds = {trial[1] for *_, group in draws(prepare(sheet, other)) for trial in group}
        assert not seeds & {trial[1] for *_, group in first for trial in group}


def test_a_point_a_group(tiny) -> None:
    """Each check has a group of trials for every case and point; a gradient's group has spares, others one trial."""
    examination = prepare(tiny.load(), SEEDS)
    assert [(name, check, group[0][0], len(group)) for name, check, group in draws(examination)] == [
        ("half_square", "reference", "three numbers", 1),
        ("half_square", "reference", "three numbers", 1),
        ("half_square", "reference", "integers", 1),
        ("half_square", "reference", "integers", 1),
        ("half_square_gradient", "gradient", "three numbers", 1 + SPARES),
        ("half_square_gradient", "gradient", "three numbers", 1 + SPARES),
        ("half_square_gradient", "reference", "three numbers", 1),
    ]


def test_trials_are_drawn_from_their_seeds(tiny) -> None:
    """A trial's arguments are what the case builds from its seed, and its value is the reference's."""
    sheet = tiny.load()
    for task in prepare(sheet, SEEDS).tasks:
        cases = {case.name: case for case in task.exercise.cases}
        seen = set()
        for groups in task.trials.values():
            trials = [trial for group in groups for trial in group]
            assert len({(trial.case, trial.seed) for trial in trials}) == len(trials), "a draw was used twice"
            for trial in trials:
                built = cases[trial.case].build(np.random.default_rng(trial.seed))
                np.testing.assert_equal(trial.arguments, built)
                np.testing.assert_equal(trial.expected, task.exercise.function(*built))
                assert disagreement(trial.expected, trial.right[0]) is None
                seen.add(trial.seed)
        assert seen >= {SEEDS.seed(task.exercise, case, 0) for case in task.exercise.cases}


def test_the_reference_cannot_change_a_trial() -> None:
    """A reference that changes its argument leaves the trial's arguments as they were built."""

    def spoil(x):
        x *= 0
        return x

    exercise = exercise_of(spoil, Case("any", normal))
    ((trial,), _) = prepare(sheet_of(exercise), SEEDS).tasks[0].trials["reference"]
    np.testing.assert_array_equal(trial.arguments[0], normal(np.random.default_rng(trial.seed))[0])


def test_times_and_sources_are_kept(tiny) -> None:
    """A task knows the time of the slowest call, and the examination the sources that need not run."""
    examination = prepare(tiny.load(), SEEDS, frozenset({"plot()"}))
    assert examination.generated == {"plot()"}
    assert examination.assignment.name == "s1"
    assert all(0 < task.seconds < 1 for task in examination.tasks)


def broken_build(_):
    raise RuntimeError("no luck")


def sometimes(rng):
    if rng.normal() < 10:
        raise RuntimeError("nearly always")
    return (1.0,)


def raising(x):
    raise ZeroDivisionError(f"at {x is None}")


FAULTS = {
    "build raises": (double, broken_build, "raised RuntimeError: no luck", "make build and the reference agree"),
    "build raises on a draw": (double, sometimes, "raised RuntimeError: nearly always", "make build"),
    "reference raises": (raising, normal, "raised ZeroDivisionError: at False", "make build and the reference agree"),
    "other arguments": (double, lambda rng: (*normal(rng), 1), "raised TypeError", "make build and the reference"),
    "a threshold": (steps, at_a_threshold, "hangs on rounding in every draw", "away from their thresholds"),
}


@pytest.mark.parametrize(("function", "build", "found", "remedy"), FAULTS.values(), ids=FAULTS)
def test_faults_of_draws_are_the_authors(function, build, found, remedy) -> None:
    """A builder or reference that fails on a hidden draw is one fault on the case's line, with its name."""
    case = Case("a kind of input", build)
    checks = (ReferenceCheck(), GradientCheck(of=double))
    (fault,) = faults_of(sheet_of(exercise_of(function, case, checks=checks)))
    assert fault.where == case.where
    assert fault.found.startswith(f"the case 'a kind of input' of {function.__name__} ")
    assert found in fault.found
    assert remedy in fault.remedy


def test_faults_of_all_cases_come_together() -> None:
    """Faults of several cases and exercises are reported together, beside cases that are right."""
    first = exercise_of(double, Case("a", broken_build), Case("b", normal), Case("c", broken_build))
    second = exercise_of(steps, Case("d", at_a_threshold))
    assert [fault.found.split("'")[1] for fault in faults_of(sheet_of(first, second))] == ["a", "c", "d"]


def test_unsteady_draws_are_replaced() -> None:
    """Where rounding decides in some draws, others of the same case serve instead, and all that are left are steady."""

    def mixed(rng):
        return (rng.integers(1, 9, 100) + rng.choice([0.0, 0.5, 0.5, 0.5]),)

    exercise = exercise_of(steps, Case("mixed", mixed), checks=(ReferenceCheck(points=8),))
    trials = [group[0] for group in prepare(sheet_of(exercise), SEEDS).tasks[0].trials["reference"]]
    first = [SEEDS.seed(exercise, exercise.cases[0], point) for point in range(8)]
    assert [trial.seed for trial in trials] != first, "the seeds were lucky: nothing had to be replaced"
    assert all(trial.arguments[0][0] % 1 == 0.5 for trial in trials)
    assert all(trial.right[0].tolerance < 1 for trial in trials)


def test_every_point_needs_a_draw() -> None:
    """If the draws of the first point are all unsteady, that is a fault though the last point has a steady one."""
    drawn = itertools.count()

    def late(rng):
        return (rng.integers(1, 9, 100) + (0.5 if next(drawn) >= DRAWS else 0.0),)

    exercise = exercise_of(steps, Case("late", late))
    (fault,) = faults_of(sheet_of(exercise))
    assert "hangs on rounding" in fault.found


def test_the_lectures_sheet_is_ready() -> None:
    """Every case of the first sheet has a steady draw for each point of each check."""
    examination = prepare(ASSIGNMENT, SEEDS)
    for task in examination.tasks:
        for check in task.exercise.checks:
            groups = task.trials[check.name]
            assert len(groups) == check.points * len(task.exercise.cases)
            assert all(groups)
    assert [*examination.tasks[2].supplied] == ["predict", "mean_squared_error"]
