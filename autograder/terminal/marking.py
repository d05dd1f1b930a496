"""What people decide of a class, between its tables and the gradebook."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from rich.table import Table
from rich.text import Text

from autograder.classroom.answers import held_points, points_in, written_answers
from autograder.classroom.grades import basis_of, basis_of_reply, standings
from autograder.errors import OperatorError
from autograder.gradebook import marking, results
from autograder.gradebook.marking import MANUAL, OVERRIDE, Decision
from autograder.records import Refusal
from autograder.report import harmless, points_text, printable
from autograder.terminal.standings import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from sqlalchemy import Connection

    from autograder.classroom.answers import WrittenAnswer
    from autograder.gradebook import Person
    from autograder.gradebook.marking import Request
    from autograder.records import Reply
    from autograder.spec import Assignment

KEYS = ("key", "question", "possible", "rubric", "answer", "points", "comment", "held", "basis")
UNKNOWN = "no section"

Written: TypeAlias = "tuple[Reply, list[str]]"


def deal(
    db: Connection, sheets: Sequence[Assignment], assistants: Sequence[str], question: str | None, *, every: bool
) -> dict[str, tuple[str, int]]:
    """Deal the answers that are to be marked to people, as tables without names.

    Parameters
    ----------
    db : Connection
        That reads the gradebook.
    sheets : sequence of Assignment
        The sheet, and those of its course that share late days with it.
    assistants : sequence of str
        Between whom; by section if there is none.
    question : str or None
        The only one, or all.
    every : bool
        Also answers that have points.

    Returns
    -------
    dict of str to (str, int)
        By assistant or section, CSV for `mark_all`, and how many answers there are.
    """
    answers = written_answers(db, sheets)
    held = held_points(db, sheets[0].name, answers)
    dealt: dict[str, list[WrittenAnswer]] = {name: [] for name in assistants}
    count: Counter[str] = Counter()
    for answer in answers:
        name = answer.reply.question
        if question in (None, name) and (every or (answer.student, name) not in held):
            share = assistants[count[name] % len(assistants)] if assistants else answer.section or UNKNOWN
            dealt.setdefault(share, []).append(answer)
            count[name] += 1
    return {share: (_dealt_table(several, held), len(several)) for share, several in dealt.items() if several}


def _dealt_table(answers: Iterable[WrittenAnswer], held: Mapping[tuple[str, str], Decision]) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(KEYS)
    for each in answers:
        reply, decision = each.reply, held.get((each.student, each.reply.question))
        points = points_text(decision.points) if decision is not None and decision.points is not None else ""
        shown = (reply.question, points_text(reply.possible), "\n".join(reply.rubric), reply.answer or "")
        table.writerow([each.student, *map(harmless, shown), "", "", points, each.basis])
    return text.getvalue()


def mark_all(
    db: Connection, sheets: Sequence[Assignment], text: str, name: str, who: str, *, over: bool = False
) -> int:
    """Take over points for answers in words.

    Parameters
    ----------
    db : Connection
        That writes the gradebook.
    sheets : sequence of Assignment
        The sheet, and those of its course that share late days with it.
    text : str
        The table that grading has written, or one that was dealt, with points and comments filled in.
    name : str
        Of the table.
    who : str
        Who gives the points.
    over : bool, optional
        Whether points that others have given meanwhile may be put aside.

    Returns
    -------
    int
        How many are other ones than before.

    Raises
    ------
    OperatorError
        With all rows that cannot be taken over; then none is.
    """
    rows, history = _rows(text, name), marking.history(db, sheets[0].name)
    replies = _replies(db, sheets)
    faults: list[str] = []
    decisions: list[Decision] = []
    for number, row in enumerate(rows, 2):
        given = (row["points"] or "").strip()
        if not given:
            continue
        found = _written_in(row, replies)
        if found is None:
            whose = row.get("file") or row.get("key")
            faults.append(f"row {number}: {whose!r} has no written answer {row['question']!r}, or another one by now")
            continue
        reply, students = found
        points = points_in(given, reply.possible)
        if points is None:
            faults.append(f"row {number}: {given!r} is no number of points from 0 to {reply.possible}")
            continue
        basis, why = basis_of_reply(reply), row.get("comment") or ""
        own = [Decision(each, sheets[0].name, reply.question, MANUAL, points, basis, who, why) for each in students]
        others = {each for decision in own for each in _others(decision, history, row.get("held") or "")}
        if others and not over:
            faults.append(f"row {number}: {' and '.join(sorted(others))} meanwhile; --over puts yours in their place")
        decisions += own
    if faults:
        raise OperatorError(f"{name}: " + "; ".join(faults) + "; nothing was taken over, mend the table.")
    return sum([marking.decide(db, each) for each in decisions])


def _written_in(row: Mapping[str, str | None], replies: Mapping[tuple[str, ...], Written]) -> Written | None:
    """Return the answer of a row, and whose it is: by key and answer, or else by file."""
    question = row["question"] or ""
    if row.get("key"):
        return replies.get((row["key"] or "", question, row.get("basis") or ""))
    return replies.get((harmless(row.get("file") or ""), question))  # a spreadsheet may take off the "'"


def _others(decision: Decision, history: Mapping[tuple[str, str], Sequence[Decision]], held: str) -> Iterator[str]:
    """Yield what somebody else has given for the same answer since the table was written, if it is something else."""
    several = history.get((decision.student, decision.item), ())
    last = next((each for each in reversed(several) if each.basis == decision.basis), None)
    if last is not None and last.points is not None and last.who != decision.who and last.points != decision.points:
        points = points_text(last.points)
        if points != held.strip().replace(",", "."):
            yield f"{last.who} has given {points} points"


def _rows(text: str, name: str) -> list[dict[str, str | None]]:
    """Return the table's rows by their columns.

    Raises
    ------
    OperatorError
        If it is no CSV: an open quote would swallow the rows below it; or if a column is missing.
    """
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        titles = {*(table.fieldnames or ())}
        rows = [*table]
    except csv.Error as error:
        raise OperatorError(f"{name}: is no CSV (line {table.line_num}: {error}); export it again.") from None
    needed = {"question", "points"} | ({"basis"} if "key" in titles else {"file"})
    if missing := needed - titles:
        raise OperatorError(
            f"{name}: has no column {', '.join(sorted(missing))}; fill in the table that grade or deal has written."
        )
    return rows


def _replies(db: Connection, sheets: Sequence[Assignment]) -> dict[tuple[str, ...], Written]:
    """Return the written answers, with the students whose they are.

    By student, question and answer those that count; by file, as the table of grading names it, and question all.
    """
    counting = written_answers(db, sheets)
    found: dict[tuple[str, ...], Written] = {
        (each.student, each.reply.question, each.basis): (each.reply, [*each.students]) for each in counting
    }
    counted = results.all_counted(db, sheets[0].name)
    documents = dict(results.documents(db, {each.result for each in counted}))
    for each in counted:
        graded = documents[each.result]
        for reply in () if isinstance(graded, Refusal) else graded.replies:
            if reply.points is None:
                key = (harmless(each.path), reply.question)
                students = found[key][1] if key in found and found[key][0] == reply else []
                _, group = found.get((each.student, reply.question, basis_of_reply(reply)), (reply, []))
                found[key] = (reply, [*dict.fromkeys([*students, each.student, *group])])
    return found


def override_points(
    db: Connection, sheet: Assignment, student: str, exercise: str, points: Fraction | None, who: str, why: str
) -> bool:
    """Let other points count than those that were judged.

    Parameters
    ----------
    db : Connection
        That writes the gradebook.
    sheet : Assignment
        Of the exercise.
    student : str
        The key.
    exercise : str
        Its name.
    points : Fraction or None
        None takes an earlier decision back.
    who, why : str
        By whom, and on what grounds.

    Returns
    -------
    bool
        Whether that is new.

    Raises
    ------
    OperatorError
        If nothing of the student's was judged.
    """
    counts = standings(db, [sheet])[student][sheet.name].grade.counts
    counted = results.all_counted(db, sheet.name)
    if counts is not None:
        numbers = [each.result for each in counted if each.submission == counts]
    else:  # all came too late: it is decided on the last
        numbers = [each.result for each in counted if each.student == student][-1:]
    judged = next(iter(results.earned(db, numbers).values()), {}).get(exercise)
    if judged is None:
        raise OperatorError(f"{exercise}: nothing of this student was judged there; grade it first.")
    return marking.decide(db, Decision(student, sheet.name, exercise, OVERRIDE, points, basis_of(judged[0]), who, why))


def requests_table(requests: Iterable[Request], people: Mapping[str, Person]) -> Table:
    """Return a row a request."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("", "student", "assignment", "exercise", "asked", "decided"):
        table.add_column(title)
    for each in requests:
        decided = ""
        if each.granted is not None:
            decided = f"{'granted' if each.granted else 'refused'} by {each.by}: {each.because}"
        asked = f"{each.at.astimezone():%Y-%m-%d} by {each.who}: {each.why}"
        name = printable(name_of(each.student, people[each.student]))
        table.add_row(
            Text(str(each.id)), name, Text(each.assignment), Text(each.exercise), printable(asked), printable(decided)
        )
    return table
