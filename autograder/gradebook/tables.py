"""The gradebook's tables. Who somebody is stands in `students`, `identities` and the files' names, and nowhere else.

Rows are added and never changed, but for the roster, the end of a run, and what `forget` takes out.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

from autograder.plain import from_plain, plain

if TYPE_CHECKING:
    from sqlalchemy import Dialect


class Exact(TypeDecorator[Fraction]):
    """Points, exactly: "7/3"."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, _dialect: Dialect) -> str | None:
        """Write a fraction."""
        return None if value is None else str(Fraction(value))

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Fraction | None:
        """Read a fraction."""
        return None if value is None else Fraction(value)


class Moment(TypeDecorator[datetime]):
    """A time as text in UTC, which sorts as times do."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> str | None:
        """Write a time, which knows its zone."""
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, _dialect: Dialect) -> datetime | None:
        """Read a time."""
        return None if value is None else datetime.fromisoformat(value)


class Plain(TypeDecorator[Any]):
    """A record, or a value of one, as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, _dialect: Dialect) -> str | None:
        """Write a record; NUL, which PostgreSQL's text cannot hold, is escaped as JSON has it."""
        return None if value is None else json.dumps(plain(value), ensure_ascii=True, separators=(",", ":"))

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        """Read a record."""
        return None if value is None else from_plain(json.loads(value))


NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)

# --- who -----------------------------------------------------------------------------------------------------

students = Table(
    "students",
    metadata,
    Column("key", String, primary_key=True),  # random: all other tables know a student by it
    Column("name", String, nullable=False, default=""),
    Column("email", String, nullable=False, default=""),
    Column("section", String, nullable=False, default=""),
    Column("team", String, nullable=False, default=""),
)
identities = Table(
    "identities",
    metadata,
    Column("platform", String, primary_key=True),  # "" for a folder's or a file's name
    Column("number", String, primary_key=True),
    Column("student", ForeignKey(students.c.key), nullable=False, index=True),
)
extensions = Table(
    "extensions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "student", ForeignKey(students.c.key), index=True
    ),  # none in a list's first row, of what may be an empty list
    Column("list", Integer, nullable=False),  # of which the newest holds
    Column("assignment", String, nullable=False),  # "" for every sheet
    Column("until", Moment),
    Column("days", Integer, nullable=False),
    Column("why", Text, nullable=False),
    Column("who", String, nullable=False),
    Column("at", Moment, nullable=False),
)

# --- what was handed in --------------------------------------------------------------------------------------

editions = Table(
    "editions",
    metadata,
    Column("key", String, primary_key=True),  # digest of all that a result depends on but the submission
    Column("assignment", String, nullable=False, index=True),
    Column("title", String, nullable=False),
    Column("release", Integer, nullable=False),
    Column("possible", Exact, nullable=False),
    Column("engine", String, nullable=False),
    Column("numpy", String, nullable=False),
    Column("python", String, nullable=False),
    Column("at", Moment, nullable=False),
)
runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("command", String, nullable=False),
    Column("edition", ForeignKey(editions.c.key), nullable=False),
    Column("begun", Moment, nullable=False),
    Column("ended", Moment),  # none where it was cut off
)
contents = Table(
    "contents",
    metadata,
    Column("digest", String, primary_key=True),
    Column("packed", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
)
submissions = Table(
    "submissions",
    metadata,
    Column("key", String, primary_key=True),
    Column("student", ForeignKey(students.c.key), nullable=False, index=True),
    Column("assignment", String, nullable=False, index=True),
    Column("content", ForeignKey(contents.c.digest), index=True),  # none where there was nothing to read
    Column("refusal", Plain),
    Column("path", String, nullable=False),
    Column("handed_in", Moment),
    Column("late", Boolean),
    Column("at", Moment, nullable=False),
)
sightings = Table(
    "sightings",
    metadata,
    Column("run", ForeignKey(runs.c.id), primary_key=True),
    Column("submission", ForeignKey(submissions.c.key), primary_key=True, index=True),
)

# --- what it was found to be ---------------------------------------------------------------------------------

results = Table(
    "results",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("edition", ForeignKey(editions.c.key), nullable=False),
    Column("content", ForeignKey(contents.c.digest), nullable=False),
    Column("run", ForeignKey(runs.c.id), nullable=False),
    Column("at", Moment, nullable=False),
    Column("final", Boolean, nullable=False),  # not where a check was broken: that is tried again
    Column("points", Exact),  # none where it was refused
    Column("possible", Exact),
    Column("seconds", Float),
    Column("document", Plain, nullable=False),  # the result without its scores, or the refusal
    Index(None, "content", "edition"),
)
scores = Table(
    "scores",
    metadata,
    Column("result", ForeignKey(results.c.id), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("exercise", String, nullable=False),
    Column("points", Exact, nullable=False),
    Column("possible", Exact, nullable=False),
    Column("supplied", Plain, nullable=False),
)
findings = Table(
    "findings",
    metadata,
    Column("result", ForeignKey(results.c.id), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("exercise", String, nullable=False),
    Column("check_name", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("misconception", String),
    Column("points", Exact, nullable=False),
    Column("possible", Exact, nullable=False),
    Column("words", Plain, nullable=False),  # what is said: to the student, to the staff, hints
)
counted = Table(
    "counted",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission", ForeignKey(submissions.c.key), nullable=False, index=True),
    Column("result", ForeignKey(results.c.id), nullable=False),
    Column("run", ForeignKey(runs.c.id), nullable=False),
    Column("why", String, nullable=False),
    Column("at", Moment, nullable=False),
)

# --- what people have decided --------------------------------------------------------------------------------

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),  # "manual" for an answer in words, "override" for what was judged
    Column("student", ForeignKey(students.c.key), nullable=False, index=True),
    Column("assignment", String, nullable=False),
    Column("item", String, nullable=False),  # an exercise or a question
    Column("points", Exact),  # none takes it back
    Column("basis", String, nullable=False),  # digest of what it was decided on: it is stale where that is another now
    Column("who", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
reveals = Table(
    "reveals",  # who has looked up whose answer it is that is marked without names
    metadata,
    Column("id", Integer, primary_key=True),
    Column("student", ForeignKey(students.c.key), nullable=False, index=True),
    Column("assignment", String, nullable=False),
    Column("who", String, nullable=False),
    Column("at", Moment, nullable=False),
)
requests = Table(
    "requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("student", ForeignKey(students.c.key), nullable=False, index=True),
    Column("assignment", String, nullable=False),
    Column("exercise", String, nullable=False),
    Column("who", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
rulings = Table(
    "rulings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("request", ForeignKey(requests.c.id), nullable=False, index=True),
    Column("granted", Boolean, nullable=False),
    Column("who", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
publications = Table(
    "publications",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("student", ForeignKey(students.c.key), nullable=False, index=True),
    Column("assignment", String, nullable=False),
    Column("points", Exact, nullable=False),
    Column("possible", Exact, nullable=False),
    Column("lines", Plain, nullable=False),
    Column("who", String, nullable=False),
    Column("at", Moment, nullable=False),
)
