"""Points as they are typed into the form of a question, and what becomes of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from autograder.classroom.answers import points_in
from autograder.report import points_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from autograder.classroom.answers import WrittenAnswer
    from autograder.gradebook.marking import Decision

NOTHING = ("", "", "")


class Entry(NamedTuple):
    """What the form has for one answer.

    Attributes
    ----------
    points, comment : str
        As they are typed.
    held : str
        What stood in the gradebook when the form was made, for the form to bring back.
    fault : str
        Why it cannot be taken over, a sentence; "" if it can.
    """

    points: str
    comment: str
    held: str
    fault: str = ""


def entry_of(decision: Decision | None) -> Entry:
    """Return what the form shows of an answer's points."""
    points, comment, who = held = _held(decision)
    return Entry(points, comment, json.dumps([points, comment, who] if held != NOTHING else []))


def _held(decision: Decision | None) -> tuple[str, str, str]:
    """Return points, comment and whose they are, as text."""
    if decision is None or decision.points is None:
        return NOTHING
    return points_text(decision.points), decision.why, decision.who


def entries_in(
    form: Mapping[str, str], answers: Iterable[WrittenAnswer], held: Mapping[tuple[str, str], Decision]
) -> dict[str, Entry]:
    """Read a form that comes back.

    Parameters
    ----------
    form : mapping of str to str
        Its fields: `points-KEY`, `comment-KEY` and `held-KEY` by a student's key.
    answers : iterable of WrittenAnswer
        Of the form's question.
    held : mapping of (str, str) to Decision
        The points of answers that the gradebook has now.

    Returns
    -------
    dict of str to Entry
        By the key, those that are other ones than the form was made with; each that cannot be taken over has its fault.
        What somebody else has changed meanwhile is one; the next time it is overwritten knowingly.
    """
    found = {}
    for answer in answers:
        key = answer.student
        points, comment = form.get(f"points-{key}", "").strip(), form.get(f"comment-{key}", "").strip()
        points, comment = points.replace("\r\n", "\n"), comment.replace("\r\n", "\n")
        was = _was(form.get(f"held-{key}", ""))
        if f"points-{key}" in form and (points, comment) != was[:2]:
            now = _held(held.get((key, answer.reply.question)))
            fault = _fault(points, comment, answer, was, now)
            found[key] = Entry(points, comment, json.dumps([*now]), fault)
    return found


def _was(text: str) -> tuple[str, str, str]:
    """Return what a form was made with; what a browser does not send back as it was is nothing."""
    try:
        points, comment, who = json.loads(text)
    except (ValueError, TypeError):
        return NOTHING
    return str(points), str(comment), str(who)


def _fault(
    points: str, comment: str, answer: WrittenAnswer, was: tuple[str, str, str], now: tuple[str, str, str]
) -> str:
    if now not in (was, (points, comment, now[2])):
        meanwhile = f"{now[0]} points, “{now[1]}”" if now != NOTHING else "no points"
        return f"Meanwhile {now[2] or 'somebody'} has given {meanwhile}. Save again to put yours in their place."
    if not points:
        return "There is a comment without points: give some, or clear it." if comment else ""
    if points_in(points, answer.reply.possible) is None:
        return f"“{points}” is no number from 0 to {points_text(answer.reply.possible)}."
    return ""
