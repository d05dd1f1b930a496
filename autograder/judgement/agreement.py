"""Judges answers by the reference's: values, whole series of them, the way to them, and what they cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.judgement.called import Called
from autograder.judgement.finding import Judged
from autograder.observation import path_of, position
from autograder.records import Finding, Message, Outcome
from autograder.spec import CallsCheck, PathCheck, ReferenceCheck, RepeatCheck, SeriesCheck
from autograder.verify import disagreement, ratio_of
from autograder.verify.compare import bounded, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.examination import Task, Trial
    from autograder.records import Value
    from autograder.sandbox import Exercise as Process
    from autograder.verify import Disagreement, Expectation

    AgreementCheck = ReferenceCheck | SeriesCheck | PathCheck | CallsCheck | RepeatCheck


def agreement(task: Task, check: AgreementCheck, process: Process) -> Judged:
    """Judge a check that begins with the reference's values.

    Parameters
    ----------
    task : Task
        The exercise and its trials.
    check : Check
        Any that is neither of a gradient nor of convergence.
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
    function = Called(process, task.exercise.name, task.seconds)
    trials = [group[0] for group in task.trials[check.name]]
    batch = task.batches[check.name]
    answers = function.answers(batch, watch=True)
    found = _astray(task, check, trials, answers) if isinstance(check, PathCheck) else _wrong(trials, answers)
    if found is None:
        match check:
            case ReferenceCheck():
                found = _touched(check, trials, answers)
            case CallsCheck():
                found = _too_many(task, check, process, trials, answers)
            case RepeatCheck():
                found = _otherwise(trials, answers, function.answers(batch))
    if found is None:
        return Judged(Finding(task.exercise.name, check.name, Outcome.PASSED, Message("passed")))
    trial, message, outcome = found
    staff = Message("seed", {"seed": trial.seed, "number": trial.number})
    return Judged(Finding(task.exercise.name, check.name, outcome, message, staff), tuple(answers))


Found = tuple["Trial", Message, Outcome] | None


def _wrong(trials: Sequence[Trial], answers: Sequence[Value]) -> Found:
    """Find the first answer that is not the reference's, nor that of the other right one that agrees the longest."""
    found = [_first(trials, answers, of) for of in range(len(trials[0].right))]
    if None in found:
        return None
    at, fault = max((each for each in found if each is not None), key=lambda each: each[0])
    trial = trials[at]
    message = Message(fault.fault, {"case": trial.case, **fault.values})
    if fault.fault == "differs" and trial.number:
        ratio = ratio_of([answers[at].value], [trial.expected])
        message = Message("series-differs", {"case": trial.case, "number": trial.number, "ratio": ratio})
    return trial, message, Outcome.FAILED if fault.fault == "differs" else Outcome.BLOCKED


def _first(trials: Sequence[Trial], answers: Sequence[Value], of: int) -> tuple[int, Disagreement] | None:
    for at, (trial, answer) in enumerate(zip(trials, answers, strict=True)):
        if fault := disagreement(answer.value, trial.right[of]):
            return at, fault
    return None


def _touched(check: ReferenceCheck, trials: Sequence[Trial], answers: Sequence[Value]) -> Found:
    """Find the first right answer that changed an argument, or shares its memory where it must not."""
    for trial, answer in zip(trials, answers, strict=True):
        for fact in answer.facts:
            if fact == "changed" or check.fresh:
                return trial, Message(f"arguments-{fact}", {"case": trial.case}), Outcome.FAILED
    return None


def _astray(task: Task, check: PathCheck, trials: Sequence[Trial], answers: Sequence[Value]) -> Found:
    """Find the first way that leaves the reference's, and that of every other right answer."""
    for trial, answer in zip(trials, answers, strict=True):
        fault = disagreement(answer.value, trial.right[0])
        if fault and fault.fault != "differs":
            return trial, Message(fault.fault, {"case": trial.case, **fault.values}), Outcome.BLOCKED
    at = position(task.exercise, check.of)
    walked = [path_of([point[0] for place, point in answer.asked if place == at], answer.value) for answer in answers]
    found = []
    for of in range(len(trials[0].paths)):
        off = [(trial, _leaves(trial, path, trial.paths[of])) for trial, path in zip(trials, walked, strict=True)]
        found.append(next(((trial, message) for trial, message in off if message), None))
    if None in found or not found:
        return None
    trial, message = found[0] or found[-1]  # type: ignore[misc]
    return trial, message, Outcome.FAILED


def _leaves(trial: Trial, path: Sequence[Any], right: Sequence[Expectation]) -> Message | None:
    """Say at which update a way leaves the right one, and by what factor that update is off."""
    for step, (point, wanted) in enumerate(zip(path, right, strict=False)):
        if disagreement(point, wanted):
            ratio = _step_ratio(path[step - 1], point, right[step - 1], wanted) if step else None
            return Message("path-leaves", {"case": trial.case, "step": step, "ratio": ratio})
    stands = [disagreement(point, right[-1]) is None for point in path[len(right) :]]
    stood = [disagreement(path[-1], wanted) is None for wanted in right[len(path) :]]
    if not all(stands + stood):  # at rest, rounding alone tells one point from the next
        return Message(
            "path-length",
            {"case": trial.case, "found": bounded(len(path) - 1, len(right) - 1), "expected": len(right) - 1},
        )
    return None


def _step_ratio(before: Any, after: Any, wanted_before: Expectation, wanted: Expectation) -> str | None:
    start, end = numbers(before), numbers(after)
    if start is None or end is None or not start.shape == end.shape == wanted.wanted.shape:
        return None
    return ratio_of([end.astype(float) - start], [wanted.wanted - wanted_before.wanted])


def _too_many(
    task: Task, check: CallsCheck, process: Process, trials: Sequence[Trial], answers: Sequence[Value]
) -> Found:
    """Find calls of a function that are more than twice the reference's, and one more for each trial."""
    if callable(check.of):
        found, allowed = process.asked[check.of.__name__], sum(2 * trial.calls + 1 for trial in trials)
        message = Message("too-many-calls", {"function": check.of.__name__, "case": ""})
        return (trials[0], message, Outcome.FAILED) if found > allowed else None
    at = position(task.exercise, check.of)
    for trial, answer in zip(trials, answers, strict=True):
        if sum(place == at for place, _ in answer.asked) > 2 * trial.calls + 1:
            message = Message("too-many-calls", {"function": check.of, "case": trial.case})
            return trial, message, Outcome.FAILED
    return None


def _otherwise(trials: Sequence[Trial], answers: Sequence[Value], again: Sequence[Value]) -> Found:
    """Find the first answer that is another one when it is asked for again."""
    for trial, one, other in zip(trials, answers, again, strict=True):
        if not _identical(one.value, other.value):
            return trial, Message("not-repeatable", {"case": trial.case}), Outcome.FAILED
    return None


def _identical(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_identical, one, other))
    return np.array_equal(np.asarray(one), np.asarray(other))
