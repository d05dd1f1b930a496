"""Judges a gradient by the slope of its loss: the student's own where that can be a yardstick, else the reference's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.judgement.called import Called, Loss, summed
from autograder.records import Finding, Message, Outcome
from autograder.verify import check_gradients

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.examination import Question, Trial
    from autograder.judgement.finding import Standing
    from autograder.sandbox import Exercise as Process
    from autograder.spec import GradientCheck
    from autograder.verify import ArrayVerdict

GRAVITY = ("wrong-form", "not-finite", "not-deterministic", "differs", "inconclusive", "passed")


def derivative(
    question: Question, check: GradientCheck, process: Process, standing: Standing, *, supplied: bool
) -> Finding:
    """Judge a gradient by the submission's own loss, where that is an exercise of the sheet, else by the reference's.

    The own loss counts if it is right, or wrong in a known way. Any other wrong loss is no yardstick: a sum with a
    gradient of ones is consistent, and worth nothing.

    Parameters
    ----------
    question : Question
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
    function = Called(process, question.exercise.name, question.seconds)
    name = check.of.__name__
    if name not in question.supplied or supplied:
        return _derivative(question, check, summed(check.of), function)
    loss = Called(process, name, question.seconds)
    finding = _derivative(question, check, Loss(loss), function)
    if name in standing.right or finding.outcome is not Outcome.PASSED:
        return finding
    if name in standing.explained:
        return replace(finding, student=Message("passed-own-loss", {"loss": name}))
    blocked = Message("loss-not-right", {"loss": name})
    return replace(finding, outcome=Outcome.BLOCKED, student=blocked, staff=Message("consistent", {"loss": name}))


def _derivative(question: Question, check: GradientCheck, loss: Callable[..., Any], function: Called) -> Finding:
    exercise = question.exercise
    parameters = exercise.function.__code__.co_varnames
    wrt = [parameters.index(name) for name in check.wrt] or [0]
    waiting = list(question.trials[check.name])
    while waiting:  # the first trial of every group at once; a group whose trial cannot decide tries its next one
        trials = [group[0] for group in waiting]
        rngs = [np.random.default_rng(trial.seed + 2) for trial in trials]
        points = check_gradients(loss, function, [trial.arguments for trial in trials], wrt, rngs)
        undecided = []
        for group, verdicts in zip(waiting, points, strict=True):
            worst = min(verdicts, key=lambda each: GRAVITY.index(each.verdict))
            if worst.verdict == "inconclusive" and len(group) > 1:
                undecided.append(group[1:])
            elif worst.verdict != "passed":
                parameter = parameters[worst.parameter]
                return _wrong_slope(exercise.name, check, group[0], worst, parameter)
        waiting = undecided
    return Finding(exercise.name, check.name, Outcome.PASSED, Message("passed"))


def _wrong_slope(exercise: str, check: GradientCheck, trial: Trial, worst: ArrayVerdict, parameter: str) -> Finding:
    outcome = Outcome.BLOCKED if worst.verdict in {"wrong-form", "not-finite"} else Outcome.FAILED
    values = {"case": trial.case, "loss": check.of.__name__, "parameter": parameter}
    slopes = {"claimed": worst.claimed, "measured": worst.measured, "tolerance": worst.tolerance}
    staff = Message("slopes", {**slopes, "seed": trial.seed})
    return Finding(exercise, check.name, outcome, Message(f"gradient-{worst.verdict}", values), staff)
