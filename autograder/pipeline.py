"""The only module that knows the order: submission -> sandboxed run -> verify -> score."""

from __future__ import annotations

import time
import traceback
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.errors import CallFailed
from autograder.records import (
    CellTrouble,
    Ended,
    Finding,
    Late,
    Message,
    Missing,
    Outcome,
    Raised,
    Result,
    Unsendable,
    Value,
)
from autograder.sandbox import Notebook
from autograder.score import best_of, score_of, totals
from autograder.spec import GradientCheck
from autograder.submission import near_miss
from autograder.verify import check_gradients, disagreement

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autograder.examination import Examination, Question, Trial
    from autograder.records import Answer, Cell, ExerciseScore
    from autograder.sandbox import Exercise as Process
    from autograder.sandbox import ForkServer
    from autograder.spec import Check
    from autograder.verify import ArrayVerdict

PATIENCE = 100  # times what the reference needs
GRAVITY = ("wrong-form", "not-finite", "not-deterministic", "differs", "inconclusive", "passed")


class Called:
    """A function of the notebook, called across the boundary.

    Parameters
    ----------
    process : autograder.sandbox.Exercise
    name : str
    seconds : float
        What the reference needs for one call.
    """

    def __init__(self, process: Process, name: str, seconds: float) -> None:
        self._process, self._name, self._seconds = process, name, seconds

    def __call__(self, *arguments: Any) -> Any:
        """Return the value of one call."""
        return self.many([arguments])[0]

    def many(self, batch: Sequence[tuple[Any, ...]]) -> list[Any]:
        """Return the values of many calls.

        Raises
        ------
        CallFailed
            At the first call without a value.
        """
        answers = self._process.call(self._name, batch, PATIENCE * self._seconds * len(batch))
        values = []
        for at, answer in enumerate(answers):
            if not isinstance(answer, Value):
                raise CallFailed(answer, at)
            values.append(answer.value)
        if len(values) < len(batch):
            raise CallFailed(Ended(), len(values))
        return values


def grade_submission(
    examination: Examination, name: str, cells: Sequence[Cell], server: ForkServer, isolation: str
) -> Result:
    """Grade one submission.

    Parameters
    ----------
    examination : Examination
        The sheet, ready.
    name : str
        Of the submission.
    cells : sequence of Cell
        Of this sheet, without its own unchanged cells; see `autograder.submission`.
    server : ForkServer
        Warm, and idle.
    isolation : str
        As reports print it.

    Returns
    -------
    Result
    """
    begun = time.perf_counter()
    scores: list[ExerciseScore] = []
    right: set[str] = set()
    late: set[str] = set()
    names = [exercise.name for exercise in examination.assignment.exercises]
    with Notebook(server, cells) as notebook:
        notebook.begin(question.opening for question in examination.questions if question.opening)
        for question in examination.questions:
            score = _grade(question, notebook, right, late, names)
            scores.append(score)
            if any(mark.finding.student.key == "late" for mark in score.marks):
                late.add(score.exercise)
            if score.is_full and not score.supplied:
                right.add(score.exercise)
        troubles: tuple[CellTrouble, ...] = tuple(notebook.troubles[n] for n in sorted(notebook.troubles))
    seconds = time.perf_counter() - begun
    return Result(name, examination.assignment.name, tuple(scores), *totals(scores), troubles, seconds, isolation)


def _grade(
    question: Question,
    notebook: Notebook,
    right: set[str],
    late: set[str],
    names: Sequence[str],
) -> ExerciseScore:
    """Grade an exercise with the student's own earlier functions and, if it then fails, with correct ones."""
    exercise = question.exercise
    if exercise.name not in notebook.names:
        suggestion = near_miss(exercise.name, notebook.names, names)
        answer: Answer = Late(notebook.deadlines.submission) if notebook.left <= 0 else Missing(suggestion)
        return _score(question, [_crash(exercise.name, check.name, answer, "") for check in exercise.checks])
    if late.isdisjoint(question.supplied):
        with notebook.exercise() as process:
            own = _score(question, _judge_all(question, process, right, supplied=False))
        if own.is_full or not question.supplied:
            return own
    else:  # waiting for that function once more would tell nothing
        own = _score(question, [_crash(exercise.name, check.name, Late(0.0), "") for check in exercise.checks])
    with notebook.exercise(question.supplied) as process:
        fair = _score(question, _judge_all(question, process, right, supplied=True))
    wrong = tuple(name for name in question.supplied if name not in right)
    better = fair.points > own.points
    return best_of(own, replace(fair, supplied=wrong or tuple(question.supplied) if better else wrong))


def _score(question: Question, findings: Sequence[Finding]) -> ExerciseScore:
    exercise = question.exercise
    shares = [check.share for check in exercise.checks]
    return score_of(exercise.name, findings, shares, exercise.points)


def _judge_all(question: Question, process: Process, right: set[str], *, supplied: bool) -> list[Finding]:
    return [_judge(question, check, process, right, supplied=supplied) for check in question.exercise.checks]


def _judge(question: Question, check: Check, process: Process, right: set[str], *, supplied: bool) -> Finding:
    """Judge one check; an error of ours is a finding, too."""
    name = question.exercise.name
    function = Called(process, name, question.seconds)
    groups = question.trials[check.name]
    try:
        if not isinstance(check, GradientCheck):
            return _agreement(name, check, function, question)
        loss: Callable[..., Any] = check.of
        if check.of.__name__ in question.supplied and not supplied:
            if check.of.__name__ not in right:
                values = {"loss": check.of.__name__}
                return Finding(name, check.name, Outcome.BLOCKED, Message("loss-not-right", values))
            loss = Called(process, check.of.__name__, question.seconds)
        return _derivative(question, check, loss, function)
    except CallFailed as failure:
        flat = [group[0].case for group in groups]
        case = flat[failure.at] if not isinstance(check, GradientCheck) and failure.at < len(flat) else ""
        return _crash(name, check.name, failure.answer, case)
    except Exception:  # noqa: BLE001 - a fault of ours must not take the other exercises down
        staff = Message("traceback", {"text": traceback.format_exc()})
        return Finding(name, check.name, Outcome.BROKEN, Message("broken"), staff)


def _agreement(name: str, check: Check, function: Called, question: Question) -> Finding:
    trials = [group[0] for group in question.trials[check.name]]
    answers = function.many(question.batches[check.name])
    for trial, answer in zip(trials, answers, strict=True):
        if found := disagreement(answer, trial.right):
            outcome = Outcome.FAILED if found.fault == "differs" else Outcome.BLOCKED
            message = Message(found.fault, {"case": trial.case, **found.values})
            return Finding(name, check.name, outcome, message, Message("seed", {"seed": trial.seed}))
    return Finding(name, check.name, Outcome.PASSED, Message("passed"))


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


def _crash(exercise: str, check: str, answer: Answer, case: str) -> Finding:
    """Make the finding of a call that gave no value."""
    staff = None
    match answer:
        case Missing(suggestion):
            message = Message("missing", {"name": exercise, "suggestion": suggestion})
        case Raised(kind="NotImplementedError"):
            message = Message("unwritten")
        case Raised(kind, text, line):
            message = Message("raised", {"kind": kind, "case": case})
            staff = Message("exception", {"kind": kind, "text": text, "line": line})
        case Late(seconds):
            message = Message("late", {"seconds": seconds})
        case Unsendable(reason):
            message = Message("unsendable", {"reason": reason, "case": case})
            return Finding(exercise, check, Outcome.BLOCKED, message)
        case _:
            message = Message("ended")
    return Finding(exercise, check, Outcome.CRASHED, message, staff)
