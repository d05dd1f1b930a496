"""What submissions were found to be: results, each once, and which of them counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, insert, select

from autograder.gradebook.tables import counted, findings, results, scores, sightings, submissions
from autograder.records import ExerciseScore, Finding, Mark, Outcome, Refusal, Result

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import Connection


MOST = 500  # values in one question to the database


class Counted(NamedTuple):
    """The result that counts for a submission, and when that was handed in."""

    submission: str
    student: str
    content: str
    path: str
    result: int
    edition: str
    handed_in: datetime | None
    late: bool | None


def record(db: Connection, run: int, edition: str, content: str, graded: Result | Refusal, *, final: bool) -> int:
    """Write a result down, without the file's name; return its number.

    Parameters
    ----------
    db : Connection
        That writes.
    run : int
        In which it was graded.
    edition : str
        Key of the sheet as it is.
    content : str
        Digest of what was graded.
    graded : Result or Refusal
        What was found.
    final : bool
        Whether it is not to be tried again: nothing of it is our fault.

    Returns
    -------
    int
    """
    bare: dict[str, Any] = {"submission": ""}
    values: dict[str, Any] = {
        "edition": edition,
        "content": content,
        "run": run,
        "final": final,
        "at": datetime.now(UTC),
    }
    if isinstance(graded, Result):
        bare |= {"scores": (), "points": Fraction(0), "possible": Fraction(0)}
        values |= {"points": graded.points, "possible": graded.possible, "seconds": graded.seconds}
    added = db.execute(insert(results).values(**values, document=replace(graded, **bare)))
    number = int(added.inserted_primary_key[0])  # type: ignore[index]
    if isinstance(graded, Result):
        _record_scores(db, number, graded)
    return number


def _record_scores(db: Connection, number: int, result: Result) -> None:
    each_score, each_finding = [], []
    for position, score in enumerate(result.scores):
        place = {"result": number, "position": position, "exercise": score.exercise}
        each_score.append({**place, "points": score.points, "possible": score.possible, "supplied": score.supplied})
        for order, mark in enumerate(score.marks):
            finding = mark.finding
            each_finding.append(
                {
                    **place,
                    "number": order,
                    "check_name": finding.check,
                    "outcome": finding.outcome.value,
                    "misconception": finding.misconception,
                    "points": mark.points,
                    "possible": mark.possible,
                    "words": (finding.student, finding.staff, finding.hints),
                }
            )
    for table, rows in ((scores, each_score), (findings, each_finding)):
        if rows:
            db.execute(insert(table), rows)


def latest(db: Connection, edition: str, content: str) -> int | None:
    """Return the number of the newest result of a content that is not to be tried again; None if there is none."""
    fit = (results.c.edition == edition) & (results.c.content == content) & results.c.final
    number: int | None = db.scalar(select(func.max(results.c.id)).where(fit))
    return number


def load(db: Connection, number: int, name: str) -> Result | Refusal:
    """Return a result under a file's name.

    Parameters
    ----------
    db : Connection
        That reads.
    number : int
        Of the result.
    name : str
        Of the file.

    Returns
    -------
    Result or Refusal
        As it was recorded.
    """
    document: Result | Refusal = db.scalars(select(results.c.document).where(results.c.id == number)).one()
    if isinstance(document, Refusal):
        return replace(document, submission=name)
    found = db.execute(
        select(findings).where(findings.c.result == number).order_by(findings.c.position, findings.c.number)
    )
    marks: dict[int, list[Mark]] = {}
    for row in found:
        student, staff, hints = row.words
        outcome = Outcome(row.outcome)
        finding = Finding(row.exercise, row.check_name, outcome, student, staff, row.misconception, hints)
        marks.setdefault(row.position, []).append(Mark(finding, row.points, row.possible))
    rows = db.execute(select(scores).where(scores.c.result == number).order_by(scores.c.position))
    listed = tuple(
        ExerciseScore(row.exercise, tuple(marks.get(row.position, ())), row.points, row.possible, row.supplied)
        for row in rows
    )
    sums = db.execute(select(results.c.points, results.c.possible).where(results.c.id == number)).one()
    return replace(document, submission=name, scores=listed, points=sums.points, possible=sums.possible)


def count(db: Connection, submission: str, result: int, run: int, why: str = "") -> bool:
    """Let a result count for a submission from now on; return whether it did not already."""
    if current(db, submission) == result:
        return False
    now = datetime.now(UTC)
    db.execute(insert(counted).values(submission=submission, result=result, run=run, why=why, at=now))
    return True


def counts_otherwise(db: Connection, submission: str, edition: str) -> bool:
    """Whether a result counts for a submission that the sheet as it was before has given."""
    number = current(db, submission)
    return number is not None and db.scalar(select(results.c.edition).where(results.c.id == number)) != edition


def current(db: Connection, submission: str) -> int | None:
    """Return the number of the result that counts for a submission; None if none does."""
    rows = select(counted.c.result).where(counted.c.submission == submission).order_by(counted.c.id.desc()).limit(1)
    number: int | None = db.scalar(rows)
    return number


def all_counted(db: Connection, assignment: str, students: Collection[str] | None = None) -> list[Counted]:
    """Return the results that count of all of a sheet's submissions, in the order in which they were seen last.

    Parameters
    ----------
    db : Connection
        That reads.
    assignment : str
        The sheet.
    students : collection of str, optional
        Keys; everybody by default.

    Returns
    -------
    list of Counted
    """
    last = select(func.max(counted.c.id)).group_by(counted.c.submission)
    runs = select(sightings.c.submission, func.max(sightings.c.run).label("run")).group_by(sightings.c.submission)
    seen = runs.subquery()
    rows = (
        select(
            submissions.c.key,
            submissions.c.student,
            submissions.c.content,
            submissions.c.path,
            counted.c.result,
            results.c.edition,
            submissions.c.handed_in,
            submissions.c.late,
        )
        .join(counted, counted.c.submission == submissions.c.key)
        .join(results, results.c.id == counted.c.result)
        .where(submissions.c.assignment == assignment, counted.c.id.in_(last))
        .join(seen, seen.c.submission == submissions.c.key)
        .order_by(seen.c.run, submissions.c.at, submissions.c.key)
    )
    return [Counted(*row) for row in db.execute(rows) if students is None or row.student in students]


def uncounted(db: Connection, assignment: str) -> Iterator[tuple[str, str, Refusal | None]]:
    """Yield student, path and refusal of the submissions of which no result counts; those that were read have none."""
    some = select(counted.c.submission)
    rows = select(submissions.c.student, submissions.c.path, submissions.c.refusal).where(
        submissions.c.assignment == assignment, submissions.c.key.not_in(some)
    )
    for row in db.execute(rows.order_by(submissions.c.at, submissions.c.key)):
        yield row.student, row.path, row.refusal


def earned(db: Connection, numbers: Collection[int]) -> dict[int, dict[str, tuple[Fraction, Fraction]]]:
    """Return what exercises have earned in results.

    Parameters
    ----------
    db : Connection
        That reads.
    numbers : collection of int
        Of the results.

    Returns
    -------
    dict of int to dict of str to (Fraction, Fraction)
        By result and exercise, in the sheet's order: points and possible ones. A refusal has none.
    """
    found: dict[int, dict[str, tuple[Fraction, Fraction]]] = {}
    wanted = sorted(numbers)
    for start in range(0, len(wanted), MOST):
        piece = wanted[start : start + MOST]
        rows = select(scores).where(scores.c.result.in_(piece)).order_by(scores.c.result, scores.c.position)
        for row in db.execute(rows):
            found.setdefault(row.result, {})[row.exercise] = (row.points, row.possible)
    return found


def documents(db: Connection, numbers: Collection[int]) -> Iterator[tuple[int, Result | Refusal]]:
    """Yield results by number, without their scores, or the refusals that they are."""
    wanted = sorted(numbers)
    for start in range(0, len(wanted), MOST):
        rows = select(results.c.id, results.c.document).where(results.c.id.in_(wanted[start : start + MOST]))
        for row in db.execute(rows):
            yield row.id, row.document
