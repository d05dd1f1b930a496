"""Judges by property where many right answers exist: the gradient is small at the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.judgement.called import Called
from autograder.judgement.finding import Judged
from autograder.observation import position
from autograder.records import Finding, Message, Outcome
from autograder.verify import disagreement
from autograder.verify.compare import numbers

if TYPE_CHECKING:
    from autograder.examination import Task, Trial
    from autograder.records import Value
    from autograder.sandbox import Exercise as Process
    from autograder.spec import ConvergenceCheck, Exercise

NEAR = 10  # times the tolerance: another line search stops elsewhere
GRADIENTS = 10  # points a step at which a right answer may ask for a gradient: a line search needs some


def convergence(task: Task, check: ConvergenceCheck, process: Process) -> Judged:
    """Judge whether the answers are points at which the gradient is small.

    Parameters
    ----------
    task : Task
        The exercise and its trials.
    check : ConvergenceCheck
        Of the exercise.
    process : autograder.sandbox.Exercise
        Where the submission's functions are called.

    Returns
    -------
    Judged

    Raises
    ------
    CallFailed
        At the first call without a value.
    """
    exercise = task.exercise
    trials = [group[0] for group in task.trials[check.name]]
    answers = Called(process, exercise.name, task.seconds).answers(task.batches[check.name], watch=True)
    for trial, answer in zip(trials, answers, strict=True):
        if fault := _form(trial, answer) or _lacks(exercise, check, trial, answer):
            message, outcome = fault
            finding = Finding(exercise.name, check.name, outcome, message, Message("seed", {"seed": trial.seed}))
            return Judged(finding, tuple(answers))
    return Judged(Finding(exercise.name, check.name, Outcome.PASSED, Message("passed")))


def _form(trial: Trial, answer: Value) -> tuple[Message, Outcome] | None:
    """Say what is wrong with an answer's form."""
    fault = disagreement(answer.value, trial.right[0])
    if fault is None or fault.fault == "differs":
        return None
    return Message(fault.fault, {"case": trial.case, **fault.values}), Outcome.BLOCKED


def _lacks(exercise: Exercise, check: ConvergenceCheck, trial: Trial, answer: Value) -> tuple[Message, Outcome] | None:
    """Say which property an answer of the right form lacks."""
    gradient = position(exercise, check.gradient)
    start, tolerance, max_steps = (
        trial.arguments[position(exercise, name)] for name in (check.start, check.tolerance, check.max_steps)
    )
    still = disagreement(trial.expected, start) is None
    points = [point[0] for place, point in answer.asked if place == gradient]
    asked = {repr(point.tolist() if isinstance(point, np.ndarray) else point) for point in points}
    if answer.facts:
        message = Message(f"arguments-{answer.facts[0]}", {"case": trial.case})
    elif still and disagreement(answer.value, trial.right[0]):
        message = Message("moved-from-start", {"case": trial.case, "start": check.start})
    elif len(asked) > GRADIENTS * (int(max_steps) + 1):
        message = Message("too-many-gradients", {"case": trial.case, "max_steps": check.max_steps})
    elif _norm(trial, gradient, answer.value) > NEAR * tolerance >= _norm(trial, gradient, trial.expected):
        message = Message("not-converged", {"case": trial.case})
    else:
        return None
    return message, Outcome.FAILED


def _norm(trial: Trial, gradient: int, point: Any) -> float:
    """Return the gradient's norm; that of a gradient which overflows is infinite."""
    theta = numbers(point)
    assert theta is not None
    with np.errstate(all="ignore"):
        norm = np.linalg.norm(trial.arguments[gradient](theta.astype(float).reshape(np.shape(trial.expected))))
    return float(norm) if np.isfinite(norm) else np.inf
