"""What a replay has found: an exercise of one submission, and the call on which each check of it failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np

    from autograder.records import Answer, Cell, CellTrouble, Outcome

Repeats = Literal["alone", "after", "never", "not made"]


@dataclass(frozen=True, slots=True)
class Slope:
    """A gradient against the slope of its loss along one direction.

    Attributes
    ----------
    parameter : str
        By which the loss is differentiated.
    position : int
        The parameter's, among the arguments.
    place : int or None
        Which of the answer's arrays is the gradient by it; None if the answer is that array.
    direction : ndarray
        Of the parameter's shape.
    claimed, measured, tolerance : float
        What the gradient says, what finite differences of the loss say, and ten times the measured errors.
    loss : str
        Its name.
    own : bool
        Whether it is the submission's.
    """

    parameter: str
    position: int
    place: int | None
    direction: np.ndarray[Any, Any]
    claimed: float
    measured: float
    tolerance: float
    loss: str
    own: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """A check that was not passed, and the call on which it was not.

    Attributes
    ----------
    check : str
    outcome : Outcome
    student, staff : str
        The finding in words; "" if the staff knows nothing beyond the student's sentence.
    function : str
        What was called: the exercise's function, or the loss that it differentiates.
    parameters : tuple of str
        Names of the arguments.
    arguments : tuple
        As the student's function received them; `Given` stands for a function.
    case : str
        "" if the call is at no draw of a case but near by.
    point : int
        Which draw of the case it is, from 1; 0 if none.
    seed : int or None
        The draw's.
    gave : Answer
        What the function gave.
    first : Answer or None
        What the same call gave the first time, where that the second one differs is the fault.
    expected : object
        The reference's value; None if it has none there.
    path : tuple of ndarray
        The points of the reference, of a check of the way down.
    of : str
        The argument whose points a check looks at: of the way down, of convergence, or counted; "" for others.
    slope : Slope or None
        Of a gradient that is judged by its loss, if it could be taken again.
    supplied : tuple of str
        Correct functions that stood in the process in the place of the student's.
    repeats : str
        "alone" if the call gives the same in a fresh process, "after" if it does so after the calls before it,
        "never" if not: it is another one each time; "not made" if there was no call.
    before : tuple of (str, tuple)
        Functions and arguments of the calls that must come before it.
    notes : tuple of str
        What is to be known beyond it, in sentences.
    """

    check: str
    outcome: Outcome
    student: str
    staff: str
    function: str
    parameters: tuple[str, ...]
    arguments: tuple[Any, ...]
    case: str
    point: int
    seed: int | None
    gave: Answer
    first: Answer | None
    expected: Any
    path: tuple[np.ndarray[Any, Any], ...]
    of: str
    slope: Slope | None
    supplied: tuple[str, ...]
    repeats: Repeats
    before: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Replay:
    """An exercise of one submission, judged once more. For the staff alone: it holds hidden inputs.

    Attributes
    ----------
    submission, assignment, exercise : str
        Their names.
    supplied : bool
        Whether the attempt that counted was the one with correct earlier functions.
    passed : tuple of str
        The checks that were.
    failures : tuple of Failure
        Those that were not; () if everything passes.
    cells : tuple of Cell
        Those that were run, in their order.
    troubles : tuple of CellTrouble
        Those of them that did not run to their end.
    sources : tuple of (str, str)
        Names and sources of the correct earlier functions, in an order in which they can run.
    release : int
        By which it was judged, where that is not the sheet as it is now; otherwise 0.
    """

    submission: str
    assignment: str
    exercise: str
    supplied: bool
    passed: tuple[str, ...]
    failures: tuple[Failure, ...]
    cells: tuple[Cell, ...]
    troubles: tuple[CellTrouble, ...]
    sources: tuple[tuple[str, str], ...]
    release: int = 0
