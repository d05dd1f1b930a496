"""Judges one check of one exercise: calls in, a finding out. Runs on the trusted side."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from autograder.errors import CallFailed
from autograder.judgement.agreement import agreement
from autograder.judgement.called import signature
from autograder.judgement.convergence import convergence
from autograder.judgement.derivative import derivative
from autograder.judgement.finding import Judged, no_value
from autograder.records import Finding, Message, Outcome
from autograder.sandbox import Lost
from autograder.spec import ConvergenceCheck, GradientCheck

if TYPE_CHECKING:
    from collections.abc import Collection

    from autograder.examination import Task
    from autograder.judgement.finding import Standing
    from autograder.sandbox import Exercise as Process
    from autograder.spec import Check


def judge(
    task: Task, check: Check, process: Process, standing: Standing, words: Collection[str], *, supplied: bool
) -> Judged:
    """Judge one check. An error of ours is a finding, too: it must not take the other exercises down.

    Parameters
    ----------
    task : Task
        The exercise and its trials.
    check : Check
        One of its checks.
    process : autograder.sandbox.Exercise
        Where the submission's functions are called.
    standing : Standing
        Of the submission's earlier exercises.
    words : collection of str
        The words of the submission.
    supplied : bool
        Whether the process has correct earlier functions.

    Returns
    -------
    Judged
    """
    name = task.exercise.name
    try:
        judged = _judged(task, check, process, standing, supplied=supplied)
    except CallFailed as failure:
        cases = [group[0].case for group in task.trials[check.name]]
        known = not isinstance(check, GradientCheck) and failure.at < len(cases)
        finding = no_value(name, check.name, failure.answer, cases[failure.at] if known else "", words)
        wrote = known and finding.student.key == "raised" and check.name == task.basis
        return Judged(finding, signature(process, name, task.batches[check.name]) if wrote else None)
    except Lost:  # says nothing of the answer: the submission is graded once more
        raise
    except Exception:  # noqa: BLE001 - whatever it is, it is ours
        staff = Message("traceback", {"text": traceback.format_exc()})
        return Judged(Finding(name, check.name, Outcome.BROKEN, Message("broken"), staff))
    return judged if check.name == task.basis else Judged(judged.finding)


def _judged(task: Task, check: Check, process: Process, standing: Standing, *, supplied: bool) -> Judged:
    if isinstance(check, GradientCheck):
        return Judged(derivative(task, check, process, standing, supplied=supplied))
    if isinstance(check, ConvergenceCheck):
        return convergence(task, check, process)
    return agreement(task, check, process)
