"""Findings in words: one catalogue for students, one for the staff; and the lines of a grade."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from autograder.records import Ended, Late, Message, Raised
from autograder.words import instead, say

if TYPE_CHECKING:
    from autograder.records import CellTrouble, ExerciseScore, Finding, Isolation, Line, Reply, Result
    from autograder.words import Catalogue

# What is told of an exception's text, which is the student's: words, and no more of them than these.
NOT_PYTHON = re.compile(r"%%\w{0,30}", re.ASCII)
NOT_RUN = re.compile(r"%{1,2}\w{1,30}", re.ASCII)
NOT_THERE = re.compile(r"No module named '([\w.]{1,60})'", re.ASCII)
GONE = re.compile(r"(?:module 'numpy' has no attribute '|`np\.|cannot import name ')(\w{1,30})['`]", re.ASCII)


def for_student(finding: Finding, score: ExerciseScore) -> str:
    """Say what a student may know of a finding.

    Parameters
    ----------
    finding : Finding
        Of one check.
    score : ExerciseScore
        The exercise's score, which knows whether earlier functions were put in.

    Returns
    -------
    str
        Plain text; a message of another audience cannot be said here.
    """
    sentence = " ".join([finding_sentence(finding, score), *hints_of(finding)])
    if finding.student.key == "passed":
        return judged_with(finding, score) or sentence
    return f"{sentence} {judged_with(finding, score)}".rstrip()


def finding_sentence(finding: Finding, score: ExerciseScore) -> str:
    """Say what was found, without the hints at why; the rest as for `for_student`."""
    message = _told(finding, score)
    if any(hint.key == "entries" for hint in finding.hints):  # it tells them, too
        message = Message(message.key, {**message.values, "entries": ""})
    return _say(message, "student")


def hints_of(finding: Finding) -> tuple[str, ...]:
    """Say what a student may be told of why it is wrong: the explanation of a known mistake, a pattern."""
    return tuple(_say(hint, "student") for hint in finding.hints)


def judged_with(finding: Finding, score: ExerciseScore) -> str:
    """Say with which correct functions it was judged; "" if with the student's own, or where that says nothing."""
    if not score.supplied or finding.student.key in {"unwritten", "missing", "broken"}:
        return ""
    names = {"names": ", ".join(score.supplied)}
    if finding.student.key == "passed":
        return say("supplied-passed", "student", **names)
    if _told(finding, score).key == "gradient-differs-from-correct":
        return ""
    return say("supplied-failed", "student", **names)


def _told(finding: Finding, score: ExerciseScore) -> Message:
    message = finding.student
    if message.key == "gradient-differs" and message.values["loss"] in score.supplied:
        return Message("gradient-differs-from-correct", message.values)
    return message


def for_reply(reply: Reply, *, told: bool) -> str:
    """Say what became of an answer in words.

    Parameters
    ----------
    reply : Reply
        To one question.
    told : bool
        Whether the due date is over, so that it may be known which key is right.

    Returns
    -------
    str
        Plain text, and of the student's no more than a key that is the question's.
    """
    return _say(_reply_message(reply, told=told), "student")


def _reply_message(reply: Reply, *, told: bool) -> Message:
    if reply.points is None:
        words = len((reply.answer or "").split())
        return Message("written-received", {"words": words}) if words else Message("written-missing")
    if reply.answer is None:
        return Message("choice-strange" if reply.strange else "choice-missing", {"keys": ", ".join(reply.keys)})
    key = ("choice-right" if reply.points else "choice-wrong") if told else "choice-recorded"
    return Message(key, {"answer": reply.answer, "explanation": reply.explanation})


def for_staff(finding: Finding) -> str:
    """Say what the staff may know of a finding beyond the student's sentence; "" if nothing."""
    return _say(finding.staff, "staff") if finding.staff else ""


def for_line(line: Line) -> str:
    """Say what a line of a grade is for, to the student as to the staff.

    Parameters
    ----------
    line : Line
        Of a `Grade`.

    Returns
    -------
    str
        Plain text, without the line's points, which stand beside it.
    """
    return _say(line.message, "grade")


def trouble_sentences(result: Result) -> tuple[str, ...]:
    """Say by which release it was graded, if not as the sheet is now, and which cells failed where points are lost."""
    release = (say("graded-by-release", "notes", release=result.release),) if result.release else ()
    return release + (tuple(map(trouble_sentence, result.troubles)) if result.points < result.possible else ())


def trouble_sentence(trouble: CellTrouble) -> str:
    """Say how a cell failed to run to its end, and what is to be done where that is known."""
    about: dict[str, Any]
    match trouble.answer:
        case Raised("SyntaxError" | "IndentationError" | "TabError", _, line):
            key, about = "cell-syntax", {"line": line}
        case Raised("RuntimeError", text, None) if NOT_PYTHON.fullmatch(text):
            key, about = "cell-not-python", {"magic": text}
        case Raised(kind, text, line):
            key, about = _raised(kind, text)
            about["line"] = line
        case Late(seconds):
            key, about = "cell-late", {"seconds": seconds}
        case Ended():
            key, about = "cell-ended", {}
        case _:
            key, about = "cell-not-run", {}
    return say(key, "notes", number=trouble.number, **about)


def _raised(kind: str, text: str) -> tuple[str, dict[str, Any]]:
    if kind == "RuntimeError" and NOT_RUN.fullmatch(text):
        return "cell-magic", {"magic": text}
    if kind == "EOFError" and text.startswith("input()"):
        return "cell-input", {}
    if module := missing_module(kind, text):
        return "cell-module", {"kind": kind, "module": module}
    if name := gone_from_numpy(kind, text):
        return "cell-gone", {"kind": kind, "gone": name}
    return "cell-raised", {"kind": kind}


def missing_module(kind: str, text: str) -> str | None:
    """Return the module that an exception says is not there, if it says so.

    Parameters
    ----------
    kind, text : str
        Of the exception.

    Returns
    -------
    str or None
        A dotted name; student code may have made it up.
    """
    found = NOT_THERE.match(text) if kind == "ModuleNotFoundError" else None
    return found[1] if found else None


def gone_from_numpy(kind: str, text: str) -> str | None:
    """Return the name that another version of NumPy has, if an exception says that this one does not have it.

    Parameters
    ----------
    kind, text : str
        Of the exception.

    Returns
    -------
    str or None
        One of those that `advice` knows.
    """
    found = GONE.match(text) if kind in {"AttributeError", "ImportError"} else None
    return found[1] if found and found[1] in instead() else None


def isolation_sentence(isolation: Isolation) -> str:
    """Say how far student code was kept apart."""
    if isolation.level == "X":
        return say("isolation-none", "notes")
    return say("isolation", "notes", level=isolation.level, layers=", ".join(isolation.layers))


def _say(message: Message, catalogue: Catalogue) -> str:
    return say(message.key, catalogue, **message.values)
