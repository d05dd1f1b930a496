"""Replays an exercise of one submission for the staff: for each check that failed, the call on which it did.

The judges are those of the grading. Their calls are noted, and the one on which a check failed is made once more in a
fresh process, to learn what it takes to see the same again.
"""

from __future__ import annotations

import contextlib
import inspect
import re
import warnings
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from autograder.classroom.replay.exact import given
from autograder.classroom.replay.failing import ask_anew, same, spot_of
from autograder.classroom.replay.records import Failure, Replay, Slope
from autograder.classroom.replay.witness import WitnessedNotebook, WitnessedSitting
from autograder.errors import OperatorError
from autograder.records import Outcome
from autograder.report import for_staff, for_student
from autograder.sandbox import Notebook
from autograder.sandbox.callbacks import kept
from autograder.sandbox.worker import wire
from autograder.spec import CallsCheck, ConvergenceCheck, GradientCheck, PathCheck
from autograder.spec.cut import CutError, solution
from autograder.verify.calls import copied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from autograder.classroom.replay.failing import Spot
    from autograder.classroom.replay.records import Repeats
    from autograder.classroom.replay.witness import Attempt
    from autograder.diagnosis import Catalogue
    from autograder.examination import Examination, Task, Trial
    from autograder.records import Cell, ExerciseScore, Finding
    from autograder.sandbox import Forking
    from autograder.spec import Check

MANY = 2_000  # calls before the one that failed: more are not written down


def replay_of(
    examination: Examination, name: str, cells: Sequence[Cell], server: Forking, catalogue: Catalogue, exercise: str
) -> Replay:
    """Judge one exercise of a submission once more, and find the calls on which it fails.

    Parameters
    ----------
    examination : Examination
        The sheet, ready.
    name : str
        Of the submission.
    cells : sequence of Cell
        As for `grade_submission`.
    server : Forking
        Warm, and idle.
    catalogue : Catalogue
        Of this sheet's mutants.
    exercise : str
        Its name.

    Returns
    -------
    Replay

    Raises
    ------
    OperatorError
        If the sheet has no such exercise.
    """
    tasks = {task.exercise.name: task for task in examination.tasks}
    task = _task(examination, exercise)
    words = frozenset(word for cell in cells for word in re.findall(r"\w+", cell.source))
    with WitnessedNotebook(server, cells) as notebook:
        sitting = WitnessedSitting(notebook.log, examination, notebook, catalogue, words)
        for earlier in task.supplied:  # what is known of them decides how this one is judged
            if earlier in tasks:
                sitting.grade(tasks[earlier])
        sitting.attempts.clear()
        score = sitting.grade(task)
        attempt = next((each for each in sitting.attempts if each.marks is score.marks), None)
        troubles = tuple(notebook.troubles[number] for number in sorted(notebook.troubles))
    passed = tuple(mark.finding.check for mark in score.marks if mark.finding.outcome is Outcome.PASSED)
    failures: tuple[Failure, ...] = ()
    if len(passed) < len(score.marks):
        with Notebook(server, cells) as notebook:  # with a submission's time of its own
            failures = tuple(_failures(task, score, attempt, notebook))
    supplied = attempt is not None and attempt.supplied
    about = (name, examination.assignment.name, exercise, supplied)
    return Replay(*about, passed, failures, tuple(cells), troubles, tuple(_sources(task)))


def _task(examination: Examination, exercise: str) -> Task:
    tasks = {task.exercise.name: task for task in examination.tasks}
    if exercise not in tasks:
        sheet = examination.assignment.name
        raise OperatorError(f"{sheet} has no exercise {exercise!r}; its exercises are: {', '.join(tasks)}.")
    return tasks[exercise]


def _failures(task: Task, score: ExerciseScore, attempt: Attempt | None, notebook: Notebook) -> Iterator[Failure]:
    logs = attempt.asked if attempt else [()] * len(score.marks)
    for check, mark, log in zip(task.exercise.checks, score.marks, logs, strict=True):
        if mark.finding.outcome is not Outcome.PASSED:
            spot = spot_of(task, check, mark.finding, log, notebook)
            yield _failure(task, check, mark.finding, score, spot, notebook)


def _failure(
    task: Task, check: Check, finding: Finding, score: ExerciseScore, spot: Spot, notebook: Notebook
) -> Failure:
    function = task.exercise.function if spot.function == task.exercise.name else _loss(check, spot.function)
    repeats, before = _repeats(spot, notebook)
    trial = spot.trial
    return Failure(
        check=check.name,
        outcome=finding.outcome,
        student=for_student(finding, score),
        staff=for_staff(finding),
        function=spot.function,
        parameters=tuple(inspect.signature(function).parameters)[: len(spot.arguments)],
        arguments=_received(spot.arguments),
        case=trial.case if trial else "",
        point=_point(task, check, trial) if trial else 0,
        seed=trial.seed if trial else None,
        gave=spot.answer,
        first=spot.first,
        expected=_expected(function, spot.arguments),
        path=tuple(each.wanted for each in trial.paths[0]) if trial and isinstance(check, PathCheck) else (),
        of=_of(check),
        slope=_slope(task, check, spot) if isinstance(check, GradientCheck) else None,
        supplied=tuple(spot.asked.process.supplied) if spot.asked else (),
        repeats=repeats,
        before=before,
        notes=tuple(_notes(check, finding, spot)),
    )


def _point(task: Task, check: Check, trial: Trial) -> int:
    """Return which draw of its case a trial is, from 1; those of a series are one draw."""
    groups = [group for group in task.trials[check.name] if group[0].case == trial.case]
    (seed,) = {group[0].seed for group in groups if any(each is trial for each in group)}
    return 1 + [*dict.fromkeys(group[0].seed for group in groups)].index(seed)


def _of(check: Check) -> str:
    """Return the name of the function whose points or number of calls a check looks at; "" if there is none."""
    match check:
        case ConvergenceCheck():
            return check.gradient
        case PathCheck():
            return check.of
        case CallsCheck():
            return check.of if isinstance(check.of, str) else check.of.__name__
    return ""


def _notes(check: Check, finding: Finding, spot: Spot) -> Iterator[str]:
    if spot.note:
        yield spot.note
    if isinstance(check, CallsCheck) and finding.student.key == "too-many-calls" and spot.trial and spot.asked:
        name = _of(check)
        yield f"On this draw the reference calls {name} {spot.trial.calls} times."
        if callable(check.of):
            asked = spot.asked.process.asked[name]
            yield f"In all {len(spot.asked.batch)} draws together the submission calls it {asked} times."


def _repeats(spot: Spot, notebook: Notebook) -> tuple[Repeats, tuple[tuple[str, tuple[Any, ...]], ...]]:
    """Find out what it takes to see the same answer again: the call alone, or those before it, too."""
    if spot.asked is None:
        return "not made", ()
    if same(ask_anew(notebook, spot), spot.answer):
        return "alone", ()
    earlier = spot.asked.process.calls[: spot.asked.number]
    calls = [(each.function, arguments) for each in earlier for arguments in each.batch[: len(each.answers)]]
    calls += [(spot.asked.function, arguments) for arguments in spot.asked.batch[: spot.at]]
    if len(calls) > MANY or not same(ask_anew(notebook, spot, earlier, spot.at), spot.answer):
        return "never", ()
    return "after", tuple((name, _received(arguments)) for name, arguments in calls)


def _slope(task: Task, check: GradientCheck, spot: Spot) -> Slope | None:
    verdict = spot.verdict
    if verdict is None or verdict.line is None:
        return None
    parameter, loss = task.exercise.function.__code__.co_varnames[verdict.parameter], check.of.__name__
    place = check.wrt.index(parameter) if len(check.wrt) > 1 else None
    own = spot.asked is not None and any(each.function == loss for each in spot.asked.process.calls)
    slopes = verdict.claimed, verdict.measured, verdict.tolerance
    return Slope(parameter, verdict.parameter, place, verdict.line.direction, *slopes, loss, own)


def _received(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return arguments as they come out of the wire on the other side."""
    frame = wire.encode({}, kept([arguments]))
    _, (received,) = wire.decode(frame[wire.LENGTH.size :], lambda key: given(arguments[int(key.rpartition(".")[2])]))
    return tuple(received)


def _loss(check: Check, name: str) -> Callable[..., Any]:
    of = getattr(check, "of", None)
    assert getattr(of, "__name__", None) == name, "a judge calls the exercise's function and its loss alone"
    return cast("Callable[..., Any]", of)


def _expected(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """Return the reference's value; None where it has none, as beside a draw."""
    try:
        with warnings.catch_warnings(action="ignore"), np.errstate(all="ignore"):
            return function(*copied(arguments))
    except Exception:  # noqa: BLE001 - whatever an author's function raises where it was not meant to be called
        return None


def _sources(task: Task) -> Iterator[tuple[str, str]]:
    """Yield the correct functions that may be put in, and the loss of a gradient."""
    judged = [check.of for check in task.exercise.checks if isinstance(check, GradientCheck | CallsCheck)]
    functions = {**{each.__name__: each for each in judged if callable(each)}, **task.supplied}
    order = [name for name in functions if name not in task.supplied]
    for name in [*task.supplied, *order]:
        with contextlib.suppress(CutError):  # a loss that is nobody's exercise need not be cut
            yield name, solution(functions[name])
