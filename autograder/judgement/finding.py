"""What judging one check gives, and the findings of calls that give no value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from autograder.records import Finding, Late, Message, Missing, Outcome, Raised, Unsendable
from autograder.report import gone_from_numpy, missing_module

if TYPE_CHECKING:
    from collections.abc import Collection

    from autograder.records import Answer

NOT_DEFINED = re.compile(r"name '(\w+)' is not defined")


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding, and the numbers that a diagnosis may start from.

    Attributes
    ----------
    finding : Finding
    answers : tuple of Answer or None
        What each trial of the exercise's basis gave: a value or an exception.
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
        The words of the submission: a name that an exception complains of is told if it stands there, so that no
        exception's text carries a hidden number out.

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
            told = {
                "name": missing[1] if missing else None,
                "module": missing_module(kind, text),
                "gone": gone_from_numpy(kind, text),
            }
            told = {key: word for key, word in told.items() if word and all(part in words for part in word.split("."))}
            message = Message("raised", {"kind": kind, "case": case, "name": None, **told})
            staff = Message("exception", {"kind": kind, "text": text, "line": line})
        case Late(seconds):
            message = Message("late", {"seconds": seconds})
        case Unsendable(reason):
            message = Message("unsendable", {"reason": reason, "case": case})
            return Finding(exercise, check, Outcome.BLOCKED, message)
        case _:
            message = Message("ended")
    return Finding(exercise, check, Outcome.CRASHED, message, staff)
