"""Points as they are typed into the form of a question, and what becomes of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from autograder.classroom.answers import one_text, points_in
from autograder.report import points_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from autograder.classroom.answers import WrittenAnswer
    from autograder.gradebook.marking import Decision


class Held(NamedTuple):
    """What the gradebook has of an answer: points and comment, whose they are, and for which answer."""

    points: str
    comment: str
    who: str
    basis: str


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


def entry_of(answer: WrittenAnswer, decision: Decision | None) -> Entry:
    """Return what the form shows of an answer's points."""
    held = _held(answer, decision)
    return Entry(held.points, held.comment, json.dumps(held))


def _held(answer: WrittenAnswer, decision: Decision | None) -> Held:
    if decision is None or decision.points is None:
        return Held("", "", "", answer.basis)
    return Held(points_text(decision.points), one_text(decision.why), decision.who, answer.basis)


def entries_in(
    form: Mapping[str, str], answers: Iterable[WrittenAnswer], held: Mapping[tuple[str, str], Decision]
) -> dict[str, Entry]:
    """Read a form that comes back.

    Parameters
    ----------
    form : mapping of str to str
        Its fields: `points-KEY`, `comment-KEY` and `held-KEY` by a student's key.
    answers : iterable of WrittenAnswer
        Of the form's question, as they are now.
    held : mapping of (str, str) to Decision
        The points of answers that the gradebook has now.

    Returns
    -------
    dict of str to Entry
        By the key, those that are other ones than the form was made with; each that cannot be taken over has its fault.
        What is another answer by now, or has points of somebody else's, is one; the next time it is done knowingly.
    """
    found = {}
    for answer in answers:
        key = answer.student
        typed = one_text(form.get(f"points-{key}", "")), one_text(form.get(f"comment-{key}", ""))
        was = _was(form.get(f"held-{key}", ""), answer)
        if f"points-{key}" in form and typed != was[:2]:
            now = _held(answer, held.get((key, answer.reply.question)))
            found[key] = Entry(*typed, json.dumps(now), _fault(*typed, answer, was, now))
    return found


def _was(text: str, answer: WrittenAnswer) -> Held:
    """Return what a form was made with; what a browser does not send back as it was is nothing."""
    try:
        return Held(*map(str, json.loads(text)))
    except (ValueError, TypeError, RecursionError):
        return Held("", "", "", answer.basis)


def _fault(points: str, comment: str, answer: WrittenAnswer, was: Held, now: Held) -> str:
    if was.basis != now.basis:
        return "Another answer was handed in meanwhile, the one above. Save again to give these points for it."
    if now not in (was, (points, comment, *now[2:])):
        meanwhile = f"{now.points} points, “{now.comment}”" if now.points else "no points"
        return f"Meanwhile {now.who or 'somebody'} has given {meanwhile}. Save again to put yours in their place."
    if not points:
        return "There is a comment without points: give some, or clear it." if comment else ""
    if points_in(points, answer.reply.possible) is None:
        return f"“{points}” is no number from 0 to {points_text(answer.reply.possible)} with at most two decimals."
    return ""
