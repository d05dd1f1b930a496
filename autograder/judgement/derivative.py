"""Judges a gradient by the slope of its loss: the student's own where that can be a yardstick, else the reference's."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.errors import CallFailed
from autograder.judgement.called import Batched, Called, Loss, summed
from autograder.records import Finding, Message, Outcome
from autograder.verify import check_gradients, locate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autograder.examination import Task, Trial
    from autograder.judgement.finding import Standing
    from autograder.sandbox import Exercise as Process
    from autograder.spec import GradientCheck
    from autograder.verify import ArrayVerdict

MOST = 10.0  # times the reference's tolerance: wider ones on an own loss decide nothing
NEARLY = 1e-4  # relative: a mistake in a derivation is larger, a derivative by differences is not
FEW = 3  # wrong entries that are told one by one
GRAVITY = ("wrong-form", "not-finite", "not-deterministic", "differs", "inconclusive", "passed")


def derivative(task: Task, check: GradientCheck, process: Process, standing: Standing, *, supplied: bool) -> Finding:
    """Judge a gradient by the submission's own loss, where that is an exercise of the sheet, else by the reference's.

    The own loss counts if it is right, or wrong in a known way. Any other wrong loss is no yardstick: a sum with a
    gradient of ones is consistent, and worth nothing.

    Parameters
    ----------
    task : Task
        The exercise and its trials.
    check : GradientCheck
        Of the exercise.
    process : autograder.sandbox.Exercise
        Where the submission's functions are called.
    standing : Standing
        Of the submission's earlier exercises.
    supplied : bool
        Whether the process has correct earlier functions.

    Returns
    -------
    Finding

    Raises
    ------
    CallFailed
        If a function gives no value.
    """
    function = Called(process, task.exercise.name, task.seconds)
    name = check.of.__name__
    if name not in task.supplied or name not in task.sheet or supplied:
        return _derivative(task, check, summed(check.of), function)
    loss = Loss(Called(process, name, task.seconds))
    finding = _derivative(task, check, loss, function, most=MOST)
    if name in standing.right or finding.outcome is not Outcome.PASSED:
        return finding
    if name in standing.explained:
        return replace(finding, student=Message("passed-own-loss", {"loss": name}))
    blocked = Message("loss-not-right", {"loss": name})
    return replace(finding, outcome=Outcome.BLOCKED, student=blocked, staff=Message("consistent", {"loss": name}))


def _derivative(
    task: Task, check: GradientCheck, loss: Callable[..., Any], function: Called, most: float = math.inf
) -> Finding:
    """Judge a gradient by a loss; a tolerance of more than so many times the reference's decides nothing."""
    exercise = task.exercise
    parameters = exercise.function.__code__.co_varnames
    wrt = [parameters.index(name) for name in check.wrt] or [0]
    waiting = list(task.trials[check.name])
    while waiting:  # the first trial of every group at once; a group whose trial cannot decide tries its next one
        trials = [group[0] for group in waiting]
        rngs = [np.random.default_rng(trial.seed + 2) for trial in trials]
        points = check_gradients(loss, function, [trial.arguments for trial in trials], wrt, rngs)
        undecided = []
        for group, found in zip(waiting, points, strict=True):
            verdicts = found if math.isinf(most) else _bounded(task, check, group[0], wrt, found, most)
            worst = min(verdicts, key=lambda each: GRAVITY.index(each.verdict))
            if worst.verdict == "inconclusive" and len(group) > 1:
                undecided.append(group[1:])
            elif worst.verdict != "passed":
                entries = _wrong_entries(loss, function, group[0], worst, wrt)
                return _wrong_slope(exercise.name, check, group[0], worst, parameters[worst.parameter], entries)
        waiting = undecided
    return Finding(exercise.name, check.name, Outcome.PASSED, Message("passed"))


def _bounded(
    task: Task,
    check: GradientCheck,
    trial: Trial,
    wrt: Sequence[int],
    verdicts: Sequence[ArrayVerdict],
    most: float,
) -> list[ArrayVerdict]:
    """Let no array pass with a tolerance much wider than the reference's at the same point: noise buys nothing."""
    bounded = []
    for place, verdict in enumerate(verdicts):
        if verdict.verdict == "passed":
            known = task.tolerances.get((trial.seed, verdict.unit))
            if known is None:
                known = _tolerances(task, check, trial, wrt, verdict.unit)
                task.tolerances[trial.seed, verdict.unit] = known
            allowed, slope = known[place]
            if verdict.tolerance > most * allowed * max(1.0, abs(verdict.claimed) / slope if slope else 1.0):
                verdict = replace(verdict, verdict="inconclusive")  # noqa: PLW2901
        bounded.append(verdict)
    return bounded


def _tolerances(
    task: Task, check: GradientCheck, trial: Trial, wrt: Sequence[int], unit: float
) -> tuple[tuple[float, float], ...]:
    """Return tolerance and size of the reference's slopes, in the student's precision and by differences."""
    rng = np.random.default_rng(trial.seed + 2)
    loss, gradient = (Batched(function, unit) for function in (summed(check.of), task.exercise.function))
    (verdicts,) = check_gradients(loss, gradient, [trial.arguments], wrt, [rng])
    return tuple((verdict.tolerance, abs(verdict.claimed)) for verdict in verdicts)


def _wrong_entries(
    loss: Callable[..., Any], function: Called, trial: Trial, worst: ArrayVerdict, wrt: Sequence[int]
) -> str:
    """Name the wrong entries of an array, as Python counts them; "" if they are many or all."""
    shape = np.shape(trial.arguments[worst.parameter])
    if worst.verdict != "differs" or math.prod(shape) < 2:
        return ""
    rng = np.random.default_rng(trial.seed + 3)
    try:
        found = locate(loss, function, trial.arguments, worst.parameter, rng, FEW + 1, wrt)
    except CallFailed:  # near by there may be no value
        return ""
    few = 0 < len(found) <= min(FEW, math.prod(shape) - 1)
    return ", ".join(str([*place]) for place in found) if few else ""


def _wrong_slope(
    exercise: str, check: GradientCheck, trial: Trial, worst: ArrayVerdict, parameter: str, entries: str
) -> Finding:
    outcome = Outcome.BLOCKED if worst.verdict in {"wrong-form", "not-finite"} else Outcome.FAILED
    values = {"case": trial.case, "loss": check.of.__name__, "parameter": parameter, "entries": entries}
    slopes = {"claimed": worst.claimed, "measured": worst.measured, "tolerance": worst.tolerance}
    staff = Message("slopes", {**slopes, "seed": trial.seed})
    if (
        worst.verdict == "differs"
        and not entries
        and abs(worst.claimed - worst.measured) <= NEARLY * abs(worst.measured)
    ):
        return Finding(exercise, check.name, outcome, Message("gradient-nearly", values), staff)
    return Finding(exercise, check.name, outcome, Message(f"gradient-{worst.verdict}", values), staff)
