"""What people decide: points for answers in words, points instead of those that were judged, requests to look again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, insert, select

from autograder.errors import OperatorError
from autograder.gradebook.tables import decisions, extensions, requests, reveals, rulings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from fractions import Fraction

    from sqlalchemy import Connection

MANUAL, OVERRIDE = "manual", "override"


class Decision(NamedTuple):
    """What a person has decided of one exercise or question of a student.

    Attributes
    ----------
    student, assignment, item : str
        Whose, and of what.
    kind : str
        "manual" for an answer in words, "override" for what was judged.
    points : Fraction or None
        None takes an earlier decision back.
    basis : str
        What it was decided on: it is stale where that is another now.
    who, why : str
        By whom.
    """

    student: str
    assignment: str
    item: str
    kind: str
    points: Fraction | None
    basis: str
    who: str
    why: str


class Request(NamedTuple):
    """A request to look again at an exercise, and what became of it; `granted` is None while it is open."""

    id: int
    student: str
    assignment: str
    exercise: str
    who: str
    why: str
    at: datetime
    granted: bool | None = None
    by: str = ""
    because: str = ""


def decide(db: Connection, decision: Decision) -> bool:
    """Write a decision down; earlier ones stay, and this one counts. Return whether it is another than the last.

    Points for an answer in words are held against the last ones for the same answer.
    """
    several = history(db, decision.assignment).get((decision.student, decision.item), ())
    fit = (each for each in several if decision.kind == OVERRIDE or each.basis == decision.basis)
    last = next(reversed([*fit]), None)
    if last == decision or (last is None and decision.points is None):
        return False
    db.execute(insert(decisions).values(**decision._asdict(), at=datetime.now(UTC)))
    return True


def history(db: Connection, assignment: str) -> dict[tuple[str, str], tuple[Decision, ...]]:
    """Return the decisions that hold of a sheet.

    Parameters
    ----------
    db : Connection
        That reads.
    assignment : str
        The sheet.

    Returns
    -------
    dict of (str, str) to tuple of Decision
        By student and item: the last one on each basis, in the order in which they were made. One that was taken back
        takes all before it with it.
    """
    columns = [decisions.c[name] for name in Decision._fields]
    rows = db.execute(select(*columns).where(decisions.c.assignment == assignment).order_by(decisions.c.id))
    found: dict[tuple[str, str], dict[str, Decision]] = {}
    for row in rows:
        decision = Decision(*row)
        several = found.setdefault((decision.student, decision.item), {})
        if decision.points is None:
            several.clear()
        else:
            several.pop(decision.basis, None)
            several[decision.basis] = decision
    return {key: tuple(several.values()) for key, several in found.items() if several}


def decided(
    db: Connection, assignment: str, students: Collection[str] | None = None
) -> dict[tuple[str, str], Decision]:
    """Return the last decision of each student and item of a sheet; what was taken back is left out."""
    found = history(db, assignment)
    return {key: several[-1] for key, several in found.items() if students is None or key[0] in students}


class Reveal(NamedTuple):
    """Somebody has looked up whose an answer is, which is marked without names."""

    student: str
    who: str
    at: datetime


def reveal(db: Connection, student: str, assignment: str, who: str) -> None:
    """Write down that somebody looks up whose the answers of a key are."""
    db.execute(insert(reveals).values(student=student, assignment=assignment, who=who, at=datetime.now(UTC)))


def revealed(db: Connection, assignment: str) -> list[Reveal]:
    """Return who has looked up whose answers of a sheet, in order."""
    columns = [reveals.c[name] for name in Reveal._fields]
    return [
        Reveal(*row)
        for row in db.execute(select(*columns).where(reveals.c.assignment == assignment).order_by(reveals.c.id))
    ]


def request(db: Connection, student: str, assignment: str, exercise: str, who: str, why: str) -> int:
    """Write a request to look again down; return its number."""
    values = {"student": student, "assignment": assignment, "exercise": exercise, "who": who, "why": why}
    added = db.execute(insert(requests).values(**values, at=datetime.now(UTC)))
    return int(added.inserted_primary_key[0])  # type: ignore[index]


def rule(db: Connection, number: int, who: str, why: str, *, granted: bool) -> None:
    """Write down what was decided on a request.

    Parameters
    ----------
    db : Connection
        That writes.
    number : int
        Of the request.
    who, why : str
        By whom, and on what grounds.
    granted : bool
        Whether the student was right.

    Raises
    ------
    OperatorError
        If there is no such request.
    """
    if not db.scalar(select(func.count()).select_from(requests).where(requests.c.id == number)):
        raise OperatorError(f"{number}: is the number of no request; see secant request list --all.")
    values = {"request": number, "granted": granted, "who": who, "why": why, "at": datetime.now(UTC)}
    db.execute(insert(rulings).values(**values))


def all_requests(db: Connection, assignment: str | None = None) -> list[Request]:
    """Return the requests, of one sheet or of all, each with the last ruling on it."""
    rows = select(requests).order_by(requests.c.id)
    if assignment is not None:
        rows = rows.where(requests.c.assignment == assignment)
    last = {row.request: row for row in db.execute(select(rulings).order_by(rulings.c.id))}
    found = []
    for row in db.execute(rows):
        ruling = last.get(row.id)
        answer = (ruling.granted, ruling.who, ruling.why) if ruling is not None else (None, "", "")
        found.append(Request(row.id, row.student, row.assignment, row.exercise, row.who, row.why, row.at, *answer))
    return found


class Extended(NamedTuple):
    """More time for a student: due at `until`, or so many days later; `assignment` is "" for all sheets."""

    student: str
    assignment: str
    until: datetime | None
    days: int
    why: str


def extend(db: Connection, listed: Iterable[Extended], who: str) -> None:
    """Write a list of extensions down; it holds from now on instead of the one before, which stays."""
    number = (db.scalar(select(func.max(extensions.c.list))) or 0) + 1
    head = {"student": None, "assignment": "", "until": None, "days": 0, "why": ""}
    rows = [
        {**each, "list": number, "who": who, "at": datetime.now(UTC)}
        for each in (head, *(each._asdict() for each in listed))
    ]
    db.execute(insert(extensions), rows)


def extended(db: Connection) -> list[Extended]:
    """Return the extensions that hold."""
    newest = select(func.max(extensions.c.list)).scalar_subquery()
    columns = [extensions.c[name] for name in Extended._fields]
    holds = (extensions.c.list == newest) & extensions.c.student.is_not(None)
    return [Extended(*row) for row in db.execute(select(*columns).where(holds).order_by(extensions.c.id))]
