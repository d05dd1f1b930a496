"""What was handed in, and when: contents once each, submissions of students, the runs that have seen them."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from autograder.gradebook.rows import add_once
from autograder.gradebook.tables import contents, editions, runs, sightings, submissions

if TYPE_CHECKING:
    from fractions import Fraction

    from sqlalchemy import Connection

    from autograder.records import Refusal


@dataclass(frozen=True, slots=True)
class Edition:
    """A sheet as it was when something was graded: all that a result depends on but the submission.

    Attributes
    ----------
    key : str
        Digest of the sheet's files, the reference, the secret, the engine and its versions.
    assignment, title : str
    release : int
        Its newest; 0 if there is none.
    possible : Fraction
    engine, numpy, python : str
        Versions.
    """

    key: str
    assignment: str
    title: str
    release: int
    possible: Fraction
    engine: str
    numpy: str
    python: str


def begin(db: Connection, command: str, edition: Edition) -> int:
    """Begin a run; return its number."""
    values = {name: getattr(edition, name) for name in Edition.__dataclass_fields__}
    now = datetime.now(UTC)
    add_once(db, editions, **values, at=now)
    run = db.execute(insert(runs).values(command=command, edition=edition.key, begun=now))
    return int(run.inserted_primary_key[0])  # type: ignore[index]


def end(db: Connection, run: int) -> None:
    """Note that a run has come to its end."""
    db.execute(update(runs).where(runs.c.id == run).values(ended=datetime.now(UTC)))


def cut_off(db: Connection, edition: Edition) -> datetime | None:
    """Return when the last run of a sheet was begun if it did not come to its end."""
    rows = select(runs.c.begun, runs.c.ended).join(editions).where(editions.c.assignment == edition.assignment)
    last = db.execute(rows.order_by(runs.c.id.desc()).limit(1)).first()
    return last.begun if last is not None and last.ended is None else None


def fingerprint(name: str, content: bytes) -> str:
    """Return what tells files apart: their content, and whether they are called a notebook."""
    kind = b"notebook\0" if name.endswith(".ipynb") else b"script\0"
    return hashlib.sha256(kind + content).hexdigest()


def keep(db: Connection, digest: str, content: bytes) -> None:
    """Keep a file's content, once whoever has handed it in."""
    if db.scalar(select(func.count()).select_from(contents).where(contents.c.digest == digest)) == 0:
        add_once(db, contents, digest=digest, packed=zlib.compress(content, 1), size=len(content))


def content_of(db: Connection, digest: str) -> bytes:
    """Return a file's content."""
    return zlib.decompress(db.scalars(select(contents.c.packed).where(contents.c.digest == digest)).one())


def hand_in(
    db: Connection,
    run: int,
    student: str,
    assignment: str,
    path: str,
    given: str | Refusal,
    handed_in: datetime | None = None,
    *,
    late: bool | None = None,
) -> str:
    """Note what a student has handed in; the same file at the same time is the same submission.

    Parameters
    ----------
    db : Connection
        That writes.
    run : int
        That has seen it.
    student, assignment : str
        Whose, a key of the roster's, and of which sheet.
    path : str
        The file's name, within the platform's download.
    given : str or Refusal
        The digest of its content; what could not be read has none.
    handed_in : datetime, optional
        As the platform says.
    late : bool, optional
        As the platform says.

    Returns
    -------
    str
        The submission's key.
    """
    digest, refusal = (given, None) if isinstance(given, str) else (None, given)
    told = handed_in.astimezone(UTC).isoformat() if handed_in else ""
    what = digest or (path if refusal is None else f"{path}\0{refusal.reason}")
    key = hashlib.sha256(f"{student}\0{assignment}\0{what}\0{told}".encode(errors="replace")).hexdigest()[:24]
    add_once(
        db,
        submissions,
        key=key,
        student=student,
        assignment=assignment,
        content=digest,
        refusal=refusal,
        path=path,
        handed_in=handed_in,
        late=late,
        at=datetime.now(UTC),
    )
    add_once(db, sightings, run=run, submission=key)
    return key
