"""Judges one check of one exercise: calls in, a finding out. Runs on the trusted side."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.errors import CallFailed
from autograder.records import Ended, Finding, Late, Message, Missing, Outcome, Raised, Unsendable, Value
from autograder.spec import GradientCheck
from autograder.verify import check_gradients, disagreement

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from autograder.examination import Question, Trial
    from autograder.records import Answer
    from autograder.sandbox import Exercise as Process
    from autograder.spec import Check, ReferenceCheck
    from autograder.verify import ArrayVerdict

PATIENCE = 100  # times what the reference needs
GRAVITY = ("wrong-form", "not-finite", "not-deterministic", "differs", "inconclusive", "passed")
NOT_DEFINED = re.compile(r"name '(\w+)' is not defined")


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding, and the numbers that a diagnosis may start from.

    Attributes
    ----------
    finding : Finding
    answers : tuple of Answer or None
        What each trial of a check of agreement gave: a value or an exception.
    """

    finding: Finding
    answers: tuple[Answer, ...] | None = None


@dataclass(slots=True)
class Standing:
    """What is known of a submission's exercises so far.

    Attributes
    ----------
    right : set of str
        Right as they are, with the submission's own earlier functions.
    explained : set of str
        Wrong by a known mistake or a constant factor.
    late : set of str
        Did not return in time.
    """

    right: set[str] = field(default_factory=set)
    explained: set[str] = field(default_factory=set)
    late: set[str] = field(default_factory=set)


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
        return [answer.value for answer in self.answers(batch)]

    def answers(self, batch: Sequence[tuple[Any, ...]], *, watch: bool = False) -> list[Value]:
        """Return the answers of many calls.

        Raises
        ------
        CallFailed
            At the first call without a value.
        """
        answers = self._process.call(self._name, batch, PATIENCE * self._seconds * len(batch), watch=watch)
        values = []
        for at, answer in enumerate(answers):
            if not isinstance(answer, Value):
                raise CallFailed(answer, at)
            values.append(answer)
        if len(values) < len(batch):
            raise CallFailed(Ended(), len(values))
        return values


def judge(
    question: Question, check: Check, process: Process, standing: Standing, words: Collection[str], *, supplied: bool
) -> Judged:
    """Judge one check. An error of ours is a finding, too: it must not take the other exercises down.

    Parameters
    ----------
    question : Question
        The exercise and its trials.
    check : GradientCheck or ReferenceCheck
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
    name = question.exercise.name
    function = Called(process, name, question.seconds)
    try:
        if not isinstance(check, GradientCheck):
            return _agreement(name, check, function, question)
        if check.of.__name__ in question.supplied and not supplied:
            loss = Called(process, check.of.__name__, question.seconds)
            return Judged(_own_derivative(question, check, loss, function, standing))
        return Judged(_derivative(question, check, check.of, function))
    except CallFailed as failure:
        cases = [group[0].case for group in question.trials[check.name]]
        known = not isinstance(check, GradientCheck) and failure.at < len(cases)
        finding = no_value(name, check.name, failure.answer, cases[failure.at] if known else "", words)
        wrote = known and finding.student.key == "raised"
        return Judged(finding, signature(process, name, question.batches[check.name]) if wrote else None)
    except Exception:  # noqa: BLE001 - whatever it is, it is ours
        staff = Message("traceback", {"text": traceback.format_exc()})
        return Judged(Finding(name, check.name, Outcome.BROKEN, Message("broken"), staff))


def _own_derivative(
    question: Question, check: GradientCheck, loss: Called, function: Called, standing: Standing
) -> Finding:
    """Judge a gradient by the submission's own loss: it counts if that is right, or wrong in a known way.

    Any other wrong loss is no yardstick: a sum with a gradient of ones is consistent, and worth nothing.
    """
    name = check.of.__name__
    finding = _derivative(question, check, loss, function)
    if name in standing.right or finding.outcome is not Outcome.PASSED:
        return finding
    if name in standing.explained:
        return replace(finding, student=Message("passed-own-loss", {"loss": name}))
    blocked = Message("loss-not-right", {"loss": name})
    return replace(finding, outcome=Outcome.BLOCKED, student=blocked, staff=Message("consistent", {"loss": name}))


def signature(process: Process, name: str, batch: Sequence[tuple[Any, ...]]) -> tuple[Answer, ...] | None:
    """Return what a function gives to each list of arguments by itself, where it raises for some of them.

    Parameters
    ----------
    process : autograder.sandbox.Exercise
        Where it is called.
    name : str
        The function.
    batch : sequence of tuple
        The lists of arguments.

    Returns
    -------
    tuple of Value or Raised, or None
        None if some call gave neither.
    """
    answers = process.call(name, batch, watch=True)
    if isinstance(answers[-1], Raised):
        answers = [process.call(name, [arguments], watch=True)[0] for arguments in batch]
    return tuple(answers) if all(isinstance(answer, Value | Raised) for answer in answers) else None


def _agreement(name: str, check: ReferenceCheck, function: Called, question: Question) -> Judged:
    trials = [group[0] for group in question.trials[check.name]]
    answers = function.answers(question.batches[check.name], watch=True)
    for trial, answer in zip(trials, answers, strict=True):
        if found := disagreement(answer.value, trial.right):
            outcome = Outcome.FAILED if found.fault == "differs" else Outcome.BLOCKED
            message = Message(found.fault, {"case": trial.case, **found.values})
            staff = Message("seed", {"seed": trial.seed})
            return Judged(Finding(name, check.name, outcome, message, staff), tuple(answers))
    for trial, answer in zip(trials, answers, strict=True):
        for fact in answer.facts:
            if fact == "changed" or check.fresh:
                message = Message(f"arguments-{fact}", {"case": trial.case})
                return Judged(Finding(name, check.name, Outcome.FAILED, message), tuple(answers))
    return Judged(Finding(name, check.name, Outcome.PASSED, Message("passed")))


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


def no_value(
    exercise: str, check: str, answer: Answer, case: str = "", words: Collection[str] = frozenset()
) -> Finding:
    """Make the finding of a call that gave no value.

    Parameters
    ----------
    exercise, check : str
        Their names.
    answer : Answer
        Anything but a `Value`.
    case : str, optional
        The name of the case, if one call alone failed.
    words : collection of str, optional
        The words of the submission: a name that it does not define is told if it stands there, so that no exception
        text carries a hidden number out.

    Returns
    -------
    Finding
    """
    staff = None
    match answer:
        case Missing(suggestion):
            message = Message("missing", {"name": exercise, "suggestion": suggestion})
        case Raised(kind="NotImplementedError"):
            message = Message("unwritten")
        case Raised(kind, text, line):
            missing = NOT_DEFINED.match(text) if kind == "NameError" else None
            name = missing[1] if missing and missing[1] in words else None
            message = Message("raised", {"kind": kind, "case": case, "name": name})
            staff = Message("exception", {"kind": kind, "text": text, "line": line})
        case Late(seconds):
            message = Message("late", {"seconds": seconds})
        case Unsendable(reason):
            message = Message("unsendable", {"reason": reason, "case": case})
            return Finding(exercise, check, Outcome.BLOCKED, message)
        case _:
            message = Message("ended")
    return Finding(exercise, check, Outcome.CRASHED, message, staff)
