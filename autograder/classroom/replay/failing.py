"""Finds the call on which a check failed, among those that its judge has made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.errors import CallFailed
from autograder.judgement.called import Called, Loss, summed
from autograder.records import Ended, Late, Missing, Outcome, Value
from autograder.sandbox.callbacks import kept
from autograder.sandbox.worker import wire
from autograder.spec import GradientCheck
from autograder.verify import check_gradients
from autograder.verify.claims import with_arrays
from autograder.verify.compare import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autograder.classroom.replay.witness import Asked, Witnessed
    from autograder.examination import Task, Trial
    from autograder.records import Answer, Finding
    from autograder.sandbox import Notebook
    from autograder.spec import Check
    from autograder.verify import ArrayVerdict

    Arguments = tuple[Any, ...]

NOT_MADE = "The call was not made: this is what its first draw would have asked."
TOGETHER = "No call fails by itself: the {count} of its batch did together. This is the first of them."


@dataclass(frozen=True, slots=True)
class Spot:
    """A call, where it stands among all that were made, and what it gave.

    Attributes
    ----------
    function : str
    arguments : tuple
        As the judge gave them.
    answer : Answer
    asked : Asked or None
        The batch that it was made in; None if it was not made.
    at : int
        Its place in the batch.
    trial : Trial or None
        Whose draw it is; None where the judge has moved away from one.
    first : Answer or None
        What the same call gave the first time, where it was made twice and that is the fault.
    verdict : ArrayVerdict or None
        Of a gradient whose slope is wrong, and can be taken again.
    note : str
        What is to be known beyond it; "" if nothing.
    """

    function: str
    arguments: Arguments
    answer: Answer
    asked: Asked | None = None
    at: int = 0
    trial: Trial | None = None
    first: Answer | None = None
    verdict: ArrayVerdict | None = None
    note: str = ""


def spot_of(task: Task, check: Check, finding: Finding, log: Sequence[Asked], notebook: Notebook) -> Spot:
    """Find the call on which a check failed.

    Parameters
    ----------
    task : Task
        The exercise and its trials.
    check : Check
        That was not passed.
    finding : Finding
        The judge's.
    log : sequence of Asked
        What the judge has asked, in its order.
    notebook : Notebook
        The same cells once more, to ask again.

    Returns
    -------
    Spot
    """
    if not log:
        return _not_made(task, check, finding)
    gradient = isinstance(check, GradientCheck)
    if gradient or finding.outcome is Outcome.BROKEN:
        last = log[-1]  # what a judge of slopes has met before, it could do without
        failed = last if finding.outcome is Outcome.BROKEN or _lacks(last) else None
    else:
        failed = next(filter(_lacks, log), None)
    if failed is not None and (finding.staff is None or "seed" not in finding.staff.values):
        spot = _without_value(failed, notebook)
    elif isinstance(check, GradientCheck):
        spot = _by_slope(task, check, finding, log, notebook)
    else:
        spot = _by_seed(task, check, finding, log)
    return replace(spot, trial=spot.trial or _trial_at(task, check, spot.arguments))


def sent(arguments: Arguments) -> bytes:
    """Return the bytes as which arguments reach the student's function; functions among them by their places."""
    arrays = (np.ndarray, np.generic)
    plain = tuple(each.item() if isinstance(each, arrays) and each.ndim == 0 else each for each in arguments)
    return wire.encode({}, kept([plain]))


def same(one: Answer, other: Answer) -> bool:
    """Whether two answers are the same: values and questions bit for bit, exceptions by kind, text and line."""
    if isinstance(one, Value) and isinstance(other, Value):
        return one.facts == other.facts and _frame(one) == _frame(other)
    return type(one) is type(other) and (isinstance(one, Late) or one == other)


def ask_anew(notebook: Notebook, spot: Spot, before: Sequence[Asked] = (), ahead: int = 0) -> Answer:
    """Make a call in a fresh process.

    Parameters
    ----------
    notebook : Notebook
        Of the same cells.
    spot : Spot
        The call; it must have been made.
    before : sequence of Asked
        Batches that are asked first.
    ahead : int
        So many calls of its own batch are made before it.

    Returns
    -------
    Answer
    """
    assert spot.asked is not None
    asked = spot.asked
    granted = asked.seconds / len(asked.batch)
    batch = [*asked.batch[spot.at - ahead : spot.at], spot.arguments]
    with notebook.exercise(asked.process.supplied) as process:
        for each in before:
            process.call(each.function, each.batch, each.seconds, watch=each.watch)
        answers = process.call(spot.function, batch, granted * len(batch), watch=asked.watch)
    return answers[-1] if len(answers) == len(batch) or not isinstance(answers[-1], Value) else Ended()


def _frame(answer: Value) -> bytes:
    return wire.encode({}, [answer.value, [[place, [*point]] for place, point in answer.asked]])


def _lacks(asked: Asked) -> bool:
    """Whether some call of a batch gave no value."""
    return len(asked.answers) < len(asked.batch) or not isinstance(asked.answers[-1], Value)


def _not_made(task: Task, check: Check, finding: Finding) -> Spot:
    values = finding.student.values
    missing = finding.student.key == "missing"
    answer = Missing(values["suggestion"]) if missing else Late(values.get("seconds", 0.0))
    trial = task.trials[check.name][0][0]
    return Spot(task.exercise.name, trial.arguments, answer, trial=trial, note=NOT_MADE)


def _without_value(asked: Asked, notebook: Notebook) -> Spot:
    """Find the call of a batch that gave no value: one that is late or ends its process is told by none but itself."""
    answers = [*asked.answers]
    if isinstance(answers[-1], Value) and len(answers) < len(asked.batch):  # the child has kept back some
        answers.append(Ended())
    at = len(answers) - 1
    found = Spot(asked.function, asked.batch[at], answers[at], asked, at)
    if not isinstance(found.answer, Late | Ended):
        return found
    for place, arguments in enumerate(asked.batch):
        alone = Spot(asked.function, arguments, found.answer, asked, place)
        answer = ask_anew(notebook, alone)
        if not isinstance(answer, Value):
            return replace(alone, answer=answer)
    return replace(found, note=TOGETHER.format(count=len(asked.batch)))


def _by_seed(task: Task, check: Check, finding: Finding, log: Sequence[Asked]) -> Spot:
    """Find a trial's call by what the judge tells the staff; of a repetition the second one."""
    told = finding.staff.values if finding.staff else {}
    trials = [group[0] for group in task.trials[check.name]]
    wanted = (told.get("seed"), told.get("number", 0))
    at = next((place for place, each in enumerate(trials) if (each.seed, each.number) == wanted), 0)
    first = log[0]
    spot = Spot(first.function, first.batch[at], first.answers[at], first, at, trials[at])
    if finding.student.key == "not-repeatable":
        again = log[1]
        return replace(spot, answer=again.answers[at], asked=again, first=spot.answer)
    return spot


def _by_slope(task: Task, check: GradientCheck, finding: Finding, log: Sequence[Asked], notebook: Notebook) -> Spot:
    """Find the gradient's call whose slope is wrong, or the call whose form, number or repetition is."""
    seed = finding.staff.values.get("seed") if finding.staff else None
    trials = [trial for group in task.trials[check.name] for trial in group]
    trial = next((each for each in trials if each.seed == seed), trials[0])
    kind = finding.student.key.removeprefix("gradient-")
    if kind in {"not-deterministic", "not-finite"}:
        found = _unequal(log) if kind == "not-deterministic" else _not_finite(log)
        if found is not None:
            return found
    verdict = _slope_again(task, check, finding, trial, log[0].process, notebook) if seed is not None else None
    point = verdict.line.point if verdict and verdict.line else with_arrays(trial.arguments, _wrt(task, check))
    wanted = sent(point)
    for asked, at in _calls(log):
        if asked.function == task.exercise.name and sent(asked.batch[at]) == wanted:
            return Spot(asked.function, asked.batch[at], asked.answers[at], asked, at, verdict=verdict)
    return Spot(task.exercise.name, point, Ended(), trial=trial, note=NOT_MADE)


def _slope_again(
    task: Task, check: GradientCheck, finding: Finding, trial: Trial, process: Witnessed, notebook: Notebook
) -> ArrayVerdict | None:
    """Take the slope once more, as the judge has, to learn along which line; None if it is another one now."""
    assert finding.staff is not None
    wrt, name = _wrt(task, check), check.of.__name__
    with notebook.exercise(process.supplied) as fresh:
        own = any(asked.function == name for asked in process.calls)
        loss = Loss(Called(fresh, name, task.seconds)) if own else summed(check.of)
        function = Called(fresh, task.exercise.name, task.seconds)
        try:
            rng = np.random.default_rng(trial.seed + 2)
            (verdicts,) = check_gradients(loss, function, [trial.arguments], wrt, [rng])
        except CallFailed:
            return None
    told = [finding.staff.values[each] for each in ("claimed", "measured")]
    return next((each for each in verdicts if [each.claimed, each.measured] == told and each.line), None)


def _unequal(log: Sequence[Asked]) -> Spot | None:
    """Find a call that gave something else when it was made once more at once."""
    for asked, at in _calls(log):
        if at and sent(asked.batch[at]) == sent(asked.batch[at - 1]):
            first, again = asked.answers[at - 1], asked.answers[at]
            if not same(first, again):
                return Spot(asked.function, asked.batch[at], again, asked, at, first=first)
    return None


def _not_finite(log: Sequence[Asked]) -> Spot | None:
    """Find the first call that gave what is not finite, or raised where a loss may."""
    for asked, at in _calls(log):
        answer = asked.answers[at]
        if not isinstance(answer, Value) or not _is_finite(answer.value):
            return Spot(asked.function, asked.batch[at], answer, asked, at)
    return None


def _is_finite(value: Any) -> bool:
    found = numbers(value)
    if found is None:
        return not isinstance(value, list) or all(map(_is_finite, value))
    return bool(np.isfinite(found).all())


def _calls(log: Sequence[Asked]) -> Iterator[tuple[Asked, int]]:
    for asked in log:
        for at in range(min(len(asked.batch), len(asked.answers))):
            yield asked, at


def _wrt(task: Task, check: GradientCheck) -> list[int]:
    parameters = task.exercise.function.__code__.co_varnames
    return [parameters.index(name) for name in check.wrt] or [0]


def _trial_at(task: Task, check: Check, arguments: Arguments) -> Trial | None:
    """Return the trial whose arguments these are."""
    wrt = _wrt(task, check) if isinstance(check, GradientCheck) else []
    wanted = sent(arguments)
    trials = (trial for group in task.trials[check.name] for trial in group)
    return next((trial for trial in trials if sent(with_arrays(trial.arguments, wrt)) == wanted), None)
