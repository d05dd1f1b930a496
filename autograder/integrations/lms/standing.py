"""Who has what: a class's submissions, one row a student, as a table for people."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from autograder.integrations.lms.export import METADATA, HandedIn, read_exports
from autograder.integrations.lms.owners import Owner, Student, downloads, owner_of
from autograder.records import Refusal, Result
from autograder.report import harmless, points_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

LATE = {True: "yes", False: "no", None: "unknown"}
WHERE_LATENESS_STANDS = {
    "gradescope": "Gradescope's export has times and no due date: give it with --due",
    "moodle": "Moodle says it in its worksheet: name it with --into",
}


class Attempt(NamedTuple):
    """What was graded or refused, and whose it is."""

    graded: Result | Refusal
    owner: Owner


@dataclass(frozen=True, slots=True)
class Lateness:
    """What the instructor says of late submissions.

    Attributes
    ----------
    due : datetime or None
        For Gradescope, whose export does not tell; with its time zone.
    penalty : Fraction or None
        Per cent that are taken off the points of what is late; None leaves that to the platform.
    """

    due: datetime | None = None
    penalty: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What one student has.

    Attributes
    ----------
    student : Student
    owner : Owner
        Of the file that counts.
    graded : Result or Refusal
        That file's.
    points, possible : Fraction or None
        None where it was not graded.
    """

    student: Student
    owner: Owner
    graded: Result | Refusal
    points: Fraction | None = None
    possible: Fraction | None = None


def attributed(
    graded: Iterable[Result | Refusal], paths: Sequence[Path], due: datetime | None = None
) -> tuple[list[Attempt], tuple[str, ...]]:
    """Say whose each file is; the same as `owners_of`, with what was graded or refused."""
    several = [*graded]
    owners, notes = owners_of([each.submission for each in several], paths, due)
    return [Attempt(each, owner) for each, owner in zip(several, owners, strict=True)], notes


def owners_of(
    names: Iterable[str], paths: Sequence[Path], due: datetime | None = None
) -> tuple[list[Owner], tuple[str, ...]]:
    """Say whose each file is.

    Parameters
    ----------
    names : iterable of str
        The files' paths within the downloads.
    paths : sequence of Path
        The downloads, folders and files that they come from.
    due : datetime, optional
        For Gradescope's submissions, which have only a time.

    Returns
    -------
    owners : list of Owner
        In the same order.
    notes : tuple of str
        Sentences for the instructor: whose names could not be read.
    """
    several = [name.replace("\\", "/") for name in names]
    roots, alone = downloads(paths, several)
    owners = [owner_of(path, roots, alone) for path in several]
    if all(owner.platform != "gradescope" for owner in owners):
        return owners, ()
    submissions, notes = read_exports(paths)
    if not submissions and not notes:
        notes = (f"There is no {METADATA} beside Gradescope's submissions: the class's table is without names.",)
    return [_submitted(owner, submissions, due) for owner in owners], notes


def _submitted(owner: Owner, submissions: dict[str, HandedIn], due: datetime | None) -> Owner:
    """Add what Gradescope's metadata says of a submission."""
    if owner.platform != "gradescope" or owner.id not in submissions:
        return owner
    handed = submissions[owner.id]
    late = handed.at > due if handed.at is not None and due is not None else None
    return replace(owner, students=handed.students or owner.students, late=late, at=handed.at)


def standings(
    attempts: Iterable[Attempt], penalty: Fraction | None = None, *, told: bool = False
) -> tuple[Standing, ...]:
    """Return what each student has.

    Parameters
    ----------
    attempts : iterable of Attempt
        All of a class.
    penalty : Fraction, optional
        Per cent that are taken off the points of what is known to be late.
    told : bool, optional
        Whether the multiple choice counts.

    Returns
    -------
    tuple of Standing
        In the order of the first files. Of several files of one submission, or of one student on the platform, the best
        counts, after the penalty; files of no platform stand for themselves. A group's points are each member's.
    """
    best: dict[tuple[str, str], Standing] = {}
    for graded, owner in attempts:
        each = _standing(graded, owner, penalty, told=told)
        known = best.setdefault((owner.platform, owner.id), each)
        if known.points is None or (each.points is not None and each.points > known.points):
            best[owner.platform, owner.id] = each if each.points is not None else known
    return tuple(replace(each, student=student) for each in best.values() for student in each.owner.students)


def _standing(graded: Result | Refusal, owner: Owner, penalty: Fraction | None, *, told: bool) -> Standing:
    if isinstance(graded, Refusal):
        return Standing(owner.students[0], owner, graded)
    chosen = [reply for reply in graded.replies if told and reply.points is not None]
    points = graded.points + sum((reply.points for reply in chosen if reply.points is not None), Fraction(0))
    possible = graded.possible + sum((reply.possible for reply in chosen), Fraction(0))
    if penalty is not None and owner.late:
        points *= 1 - penalty / 100
    return Standing(owner.students[0], owner, graded, points, possible)


def penalty_words(penalty: Fraction | None) -> str:
    """Say whether points are before or after what is taken off for lateness."""
    return "before penalties" if penalty is None else f"after penalties ({points_text(penalty)} % off what is late)"


def unknown_lateness(rows: Iterable[Standing], lateness: Lateness) -> tuple[str, ...]:
    """Say of whom it is not known whether they were late, where that matters or could be known.

    Parameters
    ----------
    rows : iterable of Standing
        The class.
    lateness : Lateness
        What was asked for.

    Returns
    -------
    tuple of str
        A sentence for each platform; () if nobody is concerned.
    """
    platforms = [each.owner.platform for each in rows if each.owner.late is None and each.points is not None]
    off = "" if lateness.penalty is None else ", and nothing was taken off"
    sentences = []
    for platform in dict.fromkeys(platforms):
        count = platforms.count(platform)
        who = "one student" if count == 1 else f"{count} students"
        remedy = WHERE_LATENESS_STANDS.get(platform, "files of no platform do not say")
        if platform == "gradescope" and lateness.due is not None:
            remedy = "their time of handing in is not in the export"
        elif platform != "gradescope" and lateness.penalty is None:
            continue
        sentences.append(f"Whether {who} handed in late is not known{off}; {remedy}.")
    return tuple(sentences)


def of_earlier_releases(rows: Iterable[Standing], possible: Fraction | int) -> tuple[str, ...]:
    """Say whose points are out of another number than the sheet's, as an earlier release of it has promised.

    Parameters
    ----------
    rows : iterable of Standing
        The class.
    possible : Fraction or int
        Points of the sheet as it is, without the questions in words.

    Returns
    -------
    tuple of str
        One sentence; () if nobody is concerned.
    """
    others = [
        f"{each.student.name or each.student.id or each.graded.submission} "
        f"({points_text(each.points)} of {points_text(each.possible)})"
        for each in rows
        if isinstance(each.graded, Result) and each.graded.release and each.graded.possible != possible
        if each.points is not None and each.possible is not None
    ]
    if not others:
        return ()
    words = "Graded by an earlier release of the sheet, out of another number of points, and entered as they are"
    return (f"{words}: {', '.join(others)}.",)


def class_table(rows: Iterable[Standing], penalty: Fraction | None = None) -> str:
    """Return a class as CSV, for people: one row a student.

    Parameters
    ----------
    rows : iterable of Standing
        In the order of the rows.
    penalty : Fraction, optional
        Per cent that were taken off, for the title of the points.

    Returns
    -------
    str
        No field begins as a formula does: a spreadsheet shows it and does not run it.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(("name", "id", "e-mail", "file", "late", f"points {penalty_words(penalty)}", "possible", "reason"))
    for each in rows:
        points = "" if each.points is None else points_text(each.points)
        possible = "" if each.possible is None else points_text(each.possible)
        reason = f"not graded: it {each.graded.reason}" if isinstance(each.graded, Refusal) else ""
        student = each.student
        fields = (student.name, student.id, student.email, each.graded.submission, LATE[each.owner.late])
        table.writerow([harmless(field) for field in (*fields, points, possible, reason)])
    return text.getvalue()
