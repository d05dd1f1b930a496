"""What students were told, and when: later differences are held against it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, insert, select

from autograder.gradebook.tables import publications

if TYPE_CHECKING:
    from fractions import Fraction

    from sqlalchemy import Connection

    from autograder.records import Grade, Line


class Published(NamedTuple):
    """What a student was told last."""

    points: Fraction
    possible: Fraction
    lines: tuple[Line, ...]
    who: str
    at: datetime


def publish(db: Connection, student: str, assignment: str, grade: Grade, who: str) -> bool:
    """Note that a student is told a grade; return whether it is another than the last time."""
    last = published(db, assignment).get(student)
    if last is not None and (last.points, last.possible, last.lines) == (grade.points, grade.possible, grade.lines):
        return False
    values = {"student": student, "assignment": assignment, "points": grade.points, "possible": grade.possible}
    db.execute(insert(publications).values(**values, lines=grade.lines, who=who, at=datetime.now(UTC)))
    return True


def published(db: Connection, assignment: str) -> dict[str, Published]:
    """Return what everybody was told last of a sheet, by student."""
    newest = select(func.max(publications.c.id)).group_by(publications.c.student, publications.c.assignment)
    rows = select(publications).where(publications.c.assignment == assignment, publications.c.id.in_(newest))
    return {row.student: Published(row.points, row.possible, row.lines, row.who, row.at) for row in db.execute(rows)}
