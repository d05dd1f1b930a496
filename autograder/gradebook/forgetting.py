"""Takes a student out of the gradebook, wholly; the only thing here that takes anything out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from autograder.gradebook.tables import (
    contents,
    counted,
    decisions,
    extensions,
    findings,
    identities,
    publications,
    requests,
    results,
    reveals,
    rulings,
    scores,
    sightings,
    students,
    submissions,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection


def forget(db: Connection, student: str) -> int:
    """Take out all that is known of a student.

    Parameters
    ----------
    db : Connection
        That writes; of SQLite what is taken out is overwritten in the file, too.
    student : str
        The key.

    Returns
    -------
    int
        How many submissions there were. A file that others have handed in, too, stays, with its results.
    """
    own = [*db.scalars(select(submissions.c.key).where(submissions.c.student == student))]
    handed_in = select(submissions.c.content).where(
        submissions.c.student == student, submissions.c.content.is_not(None)
    )
    files = {*db.scalars(handed_in)}
    for table in (sightings, counted):
        db.execute(delete(table).where(table.c.submission.in_(own)))
    db.execute(delete(submissions).where(submissions.c.student == student))
    files -= {*db.scalars(select(submissions.c.content).where(submissions.c.content.in_(files)))}
    gone = [*db.scalars(select(results.c.id).where(results.c.content.in_(files)))]
    for table in (scores, findings):
        db.execute(delete(table).where(table.c.result.in_(gone)))
    db.execute(delete(results).where(results.c.id.in_(gone)))
    db.execute(delete(contents).where(contents.c.digest.in_(files)))
    asked = [*db.scalars(select(requests.c.id).where(requests.c.student == student))]
    db.execute(delete(rulings).where(rulings.c.request.in_(asked)))
    for table in (requests, reveals, decisions, publications, extensions, identities):
        db.execute(delete(table).where(table.c.student == student))
    db.execute(delete(students).where(students.c.key == student))
    return len(own)
