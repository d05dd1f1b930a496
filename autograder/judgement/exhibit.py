"""What is to be seen of a wrong answer: a visible case on which it is wrong, and what is right there."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.judgement.called import Called
from autograder.records import Exhibit, Outcome, Value
from autograder.verify.calls import copied
from autograder.verify.compare import apart, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from autograder.examination import Task
    from autograder.records import Finding, Form
    from autograder.sandbox import Exercise as Process

FEWEST, MOST = 3, 400  # entries of what is worth a picture
POINTS = 61  # of a curve
SEEN = 1e-6  # relative: a smaller difference is none to the eye, nor to the visible check


def is_to_be_seen(task: Task, findings: Iterable[Finding]) -> bool:
    """Whether a picture could help: some value was wrong, and the visible cases have values that can be drawn.

    Parameters
    ----------
    task : Task
        The exercise.
    findings : iterable of Finding
        Of its checks.

    Returns
    -------
    bool
    """
    wrong = any(finding.outcome is Outcome.FAILED for finding in findings)
    return wrong and any(_drawn(part) is not None for _, right in task.visible.values() for part in _parts(right))


def exhibit(task: Task, findings: Sequence[Finding], process: Process) -> Exhibit | None:
    """Call a wrong function on the visible cases, and return the first value that is another than the right one.

    Parameters
    ----------
    task : Task
        The exercise.
    findings : sequence of Finding
        Of its checks: the case that they name comes first.
    process : autograder.sandbox.Exercise
        Where the submission's function is called.

    Returns
    -------
    Exhibit or None
        None if all that can be drawn is right there. A function that works entry by entry is drawn over the whole range
        of its argument.
    """
    named = [finding.student.values.get("case") for finding in findings if finding.outcome is Outcome.FAILED]
    cases = sorted(task.visible, key=lambda case: case not in named)
    function = Called(process, task.exercise.name, task.seconds)
    answers = function.ask([copied(task.visible[case][0]) for case in cases])
    for case, answer in zip(cases, answers, strict=False):
        if isinstance(answer, Value) and (found := _exhibit(task, case, answer.value)):
            return _over_its_range(task, found, function) or found
    return None


def _exhibit(task: Task, case: str, answer: Any) -> Exhibit | None:
    """Return the first part of an answer that is another than the right one and can be drawn."""
    arguments, right = task.visible[case]
    several = isinstance(right, tuple)
    if several and not (isinstance(answer, list | tuple) and len(answer) == len(right)):
        return None
    pairs = zip(answer, right, strict=True) if several else [(answer, right)]
    for number, (one, other) in enumerate(pairs, 1):
        found, expected = numbers(one), _drawn(other)
        if found is None or expected is None or found.shape != expected.shape:
            continue
        if _same(found, expected):
            continue
        form: Form = "series" if expected.ndim == 1 else "entries"
        if form == "entries" and _is_path(expected, arguments):
            form = "path"
        about = task.exercise.name, case, form, expected.shape
        return Exhibit(*about, _entries(found), _entries(expected), part=number if several else 0)
    return None


def _over_its_range(task: Task, found: Exhibit, function: Called) -> Exhibit | None:
    """Return the same as a curve, where the exercise maps one vector entry by entry; None where it does not."""
    arguments, right = task.visible[found.case]
    arrays = [None if callable(each) else numbers(each) for each in arguments]
    vectors = [at for at, array in enumerate(arrays) if array is not None and array.ndim]
    if found.part or len(vectors) != 1 or np.ndim(right) != 1 or np.shape(arguments[vectors[0]]) != np.shape(right):
        return None
    (at,) = vectors
    own = np.asarray(arguments[at])
    if own.dtype.kind != "f":  # between whole numbers another type would answer
        return None
    over = np.linspace(np.min(own), np.max(own), POINTS)
    ahead, both = ((*arguments[:at], each, *arguments[at + 1 :]) for each in (over, np.concatenate([over, own])))
    try:
        known = np.asarray(task.exercise.function(*copied(both)))
    except Exception:  # noqa: BLE001 - an author's function need not take a vector of another length
        return None
    if known.shape != both[at].shape or not np.all(np.isfinite(known)) or not np.allclose(known[POINTS:], right):
        return None  # an entry depends on the others, or on where it stands
    expected = known[:POINTS]
    (answer, *_) = function.ask([copied(ahead)])
    values = numbers(answer.value) if isinstance(answer, Value) else None
    if values is None or values.shape != expected.shape or _same(values, expected):
        return None
    label = [*inspect.signature(task.exercise.function).parameters][at]
    about = found.exercise, found.case
    return Exhibit(*about, "curve", expected.shape, _entries(values), _entries(expected), _entries(over), label)


def _same(found: NDArray[Any], expected: NDArray[Any]) -> bool:
    return bool(np.all(apart(found, expected) <= SEEN * np.max(np.abs(expected), initial=0.0)))


def _is_path(expected: NDArray[Any], arguments: tuple[Any, ...]) -> bool:
    """Whether these are points in the plane, the first of which was given as the start."""
    given = [numbers(each) for each in arguments if not callable(each)]
    return expected.shape[1] == 2 and any(each is not None and np.array_equal(each, expected[0]) for each in given)


def _drawn(value: Any) -> NDArray[Any] | None:
    """Return a right value that can be drawn: a vector or a matrix, finite, of some entries and not too many."""
    array = numbers(value)
    if array is None or array.ndim not in {1, 2} or not FEWEST <= array.size <= MOST:
        return None
    return array if np.all(np.isfinite(array)) else None


def _parts(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _entries(array: NDArray[Any]) -> tuple[float, ...]:
    return tuple(map(float, array.ravel()))
