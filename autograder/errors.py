"""Errors, named by who must act. Each says where, what was found and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.records import Answer, Message, Place


class SecantError(Exception):
    """Anything that ends a command with a sentence instead of a traceback."""


class OperatorError(SecantError):
    """The person at the command line must act: a wrong name, a missing file, a machine without isolation."""


class SubmissionError(SecantError):
    """The student must act: the file cannot be graded as it is. Costs that file alone.

    Parameters
    ----------
    reason : str
        In English, a clause of which the file is the subject.
    message : Message, optional
        What it says, for other languages.
    """

    def __init__(self, reason: str, message: Message | None = None) -> None:
        self.message = message
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a specification.

    Attributes
    ----------
    where : Place
        File and line of the record or text at fault.
    found : str
        What is wrong, as a clause.
    remedy : str
        What the author should do, as a clause.
    """

    where: Place
    found: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where.file}:{self.where.line}: {self.found}; {self.remedy}."


class AuthorError(SecantError):
    """The assignment's author must act. All faults of a specification are reported together.

    Parameters
    ----------
    faults : iterable of Fault
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class CallFailed(SecantError):
    """A call of student code gave no value; the answer says what it gave instead.

    Raised through the judges of `verify`, which work on plain callables, and caught by `pipeline`.

    Parameters
    ----------
    answer : Answer
        Anything but a `Value`.
    at : int, optional
        Which call of a batch it was, from 0.
    """

    def __init__(self, answer: Answer, at: int = 0) -> None:
        self.answer = answer
        self.at = at
        super().__init__(str(answer))
