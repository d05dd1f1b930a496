"""The frozen data that stages exchange. No behaviour lives here."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Message:
    """What to say, before it has words: a key of a catalogue in `templates/report/` and its values."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


class Outcome(StrEnum):
    """How a check ended. `BROKEN` is our fault and never costs a student points."""

    PASSED = "passed"
    FAILED = "failed"
    BLOCKED = "blocked"
    CRASHED = "crashed"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Cell:
    """A code cell of a submission, numbered from 1 in the order of the file."""

    number: int
    source: str


@dataclass(frozen=True, slots=True)
class Member:
    """A file within an archive.

    Attributes
    ----------
    name : str
        The archive's name and the file's within it, for people: printable, and with forward slashes.
    content : bytes
    """

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Submission:
    """A student's file.

    Attributes
    ----------
    name, cells : str, tuple of Cell
        The file's name without its folder, for people, and its code.
    assignment : str or None
        What the notebook's metadata says it is, if it says anything.
    notes : tuple of str
        Its cells of text.
    variant, release : int
        Of the sheet, from which its metadata says it is; 0 for everybody's, and if it says nothing.
    """

    name: str
    cells: tuple[Cell, ...]
    assignment: str | None = None
    notes: tuple[str, ...] = ()
    variant: int = 0
    release: int = 0


@dataclass(frozen=True, slots=True)
class Value:
    """A call returned: numbers, arrays, strings, None, or lists of them.

    Attributes
    ----------
    value : object
    facts : tuple of str
        "changed" if an argument was changed, "shared" if the value shares memory with one; where that was asked for.
    asked : tuple of (int, tuple)
        What the call asked of the functions among its arguments, in order: the argument's position, and the point.
    """

    value: Any
    facts: tuple[str, ...] = ()
    asked: tuple[tuple[int, tuple[Any, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Raised:
    """A call or a cell raised.

    Attributes
    ----------
    kind : str
        Name of the exception's nearest built-in class; student code cannot choose it freely.
    message : str
        The exception's text, written by student code: for the staff alone, and to be escaped.
    line : int or None
        Line within the cell.
    """

    kind: str
    message: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Late:
    """A call did not return in time."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Ended:
    """The process ended in the middle of a call."""


@dataclass(frozen=True, slots=True)
class Unsendable:
    """A call returned something that is not made of numbers."""

    reason: str


@dataclass(frozen=True, slots=True)
class Missing:
    """The submission does not define the function.

    Attributes
    ----------
    suggestion : str or None
        A near miss among the names that it does define.
    """

    suggestion: str | None


Answer = Value | Raised | Late | Ended | Unsendable | Missing


@dataclass(frozen=True, slots=True)
class CellTrouble:
    """A cell that did not run to its end: `Raised`, `Late` (interrupted, or left out) or `Ended`."""

    number: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's outcome on one exercise, in two voices that cannot be mixed up.

    Attributes
    ----------
    exercise, check, outcome : str, str, Outcome
    student : Message
        Never a hidden input, never the answer.
    staff : Message or None
        What the staff may know beyond it.
    misconception : str or None
        Names of the known mistakes that give the same numbers.
    hints : tuple of Message
        What the student may be told of them.
    """

    exercise: str
    check: str
    outcome: Outcome
    student: Message
    staff: Message | None = None
    misconception: str | None = None
    hints: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding and what it earns: 0 <= points <= possible."""

    finding: Finding
    points: Fraction
    possible: Fraction


@dataclass(frozen=True, slots=True)
class ExerciseScore:
    """The marks of one exercise, and their sums.

    Attributes
    ----------
    exercise : str
    marks, points, possible : tuple of Mark, Fraction, Fraction
    supplied : tuple of str
        Earlier functions, wrong in the submission, for which correct ones were put in; () if none were.
    """

    exercise: str
    marks: tuple[Mark, ...]
    points: Fraction
    possible: Fraction
    supplied: tuple[str, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether everything that can be earned was."""
        return self.points == self.possible > 0


Form = Literal["curve", "path", "series", "entries"]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What a function of the submission gives on a visible case, beside what is right there: for a picture.

    Attributes
    ----------
    exercise, case : str
    form : str
        A "curve" over an argument, a "path" in the plane, a "series" entry by entry, or the "entries" of a matrix.
    shape : tuple of int
    found, expected : tuple of float
        The entries, row by row.
    over, label : tuple of float, str
        Values and name of a curve's argument; empty for the others.
    part : int
        Which of several values it is, from 1; 0 if there is one.
    """

    exercise: str
    case: str
    form: Form
    shape: tuple[int, ...]
    found: tuple[float, ...]
    expected: tuple[float, ...]
    over: tuple[float, ...] = ()
    label: str = ""
    part: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a question in words.

    Attributes
    ----------
    question : str
        Its name.
    answer : str or None
        One of the question's keys, or what was written; None if there is none.
    points : Fraction or None
        What a key earns, which is told after the due date; None where a person marks.
    possible : Fraction
    keys : tuple of str
        Of a multiple-choice question; () where sentences are asked for.
    strange : bool
        Whether something stands there that is none of the keys.
    explanation : str
        Of a multiple-choice question, for after the due date.
    rubric : tuple of str
        Of a written one, for the person who marks it.
    """

    question: str
    answer: str | None
    points: Fraction | None
    possible: Fraction
    keys: tuple[str, ...] = ()
    strange: bool = False
    explanation: str = ""
    rubric: tuple[str, ...] = ()


Level = Literal["A", "B", "C", "X"]


@dataclass(frozen=True, slots=True)
class Isolation:
    """How far student code was kept apart, as a child of the same server has found out.

    Attributes
    ----------
    level : str
        "A": a user of its own. "B": the grader's user, confined by Landlock. "C": the same, by bubblewrap.
        "X": none.
    layers : tuple of str
        What is in force, in words.
    why : tuple of str
        Clauses that say what keeps it from being more than X; () at the other levels.
    """

    level: Level
    layers: tuple[str, ...]
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A graded submission.

    Attributes
    ----------
    submission, assignment : str
        The names of the file and of the sheet.
    scores : tuple of ExerciseScore
    points, possible : Fraction
        Their sums, without the questions in words.
    troubles : tuple of CellTrouble
        Cells that did not run to their end.
    seconds : float
        Wall time of the grading.
    isolation : Isolation
    replies : tuple of Reply
        To the sheet's questions in words.
    variant : int
        Which version of the sheet the submission says it is.
    release : int
        By which it was graded, where that is not the sheet as it is now; otherwise 0.
    exhibits : tuple of Exhibit
        Of exercises that lost points, where there is something to be seen.
    """

    submission: str
    assignment: str
    scores: tuple[ExerciseScore, ...]
    points: Fraction
    possible: Fraction
    troubles: tuple[CellTrouble, ...]
    seconds: float
    isolation: Isolation
    replies: tuple[Reply, ...] = ()
    variant: int = 0
    release: int = 0
    exhibits: tuple[Exhibit, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not graded, and why: in English, and as what `templates/report/refused.toml` says."""

    submission: str
    reason: str
    message: Message | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a grade: what it is for, and what it adds to the points and to the possible ones, or takes off.

    Attributes
    ----------
    message : Message
        With a key of `templates/report/grade.toml`; its values are whole numbers, texts and truths.
    points, possible : Fraction
    """

    message: Message
    points: Fraction
    possible: Fraction


@dataclass(frozen=True, slots=True)
class Grade:
    """What a student has for a sheet.

    Attributes
    ----------
    counts : str or None
        Key of the attempt that counts; None if none does.
    lines : tuple of Line
        How it came about.
    points, possible : Fraction
        The sums of the lines'.
    late_days : int
        Late days of the course's bank that were spent on it.
    """

    counts: str | None
    lines: tuple[Line, ...]
    points: Fraction
    possible: Fraction
    late_days: int = 0
