"""What people decide of a class, between its tables and the gradebook."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rich.table import Table
from rich.text import Text

from autograder.classroom.answers import held_points, one_text, points_in, written_answers
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

COLUMNS = ("key", "question", "possible", "rubric", "answer", "points", "comment", "held", "by", "basis")
UNKNOWN = "no section"
SHIELD = "a"  # in front of a digest: a spreadsheet makes a number of "12e456"

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
    return {
        share: (_dealt_table(several, held, share if assistants else ""), len(several))
        for share, several in dealt.items()
        if several
    }


def _dealt_table(answers: Iterable[WrittenAnswer], held: Mapping[tuple[str, str], Decision], by: str) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for each in answers:
        reply, decision = each.reply, held.get((each.student, each.reply.question))
        points = points_text(decision.points) if decision is not None and decision.points is not None else ""
        shown = (reply.question, points_text(reply.possible), "\n".join(reply.rubric), reply.answer or "")
        table.writerow([each.student, *map(harmless, shown), "", "", points, harmless(by), SHIELD + each.basis])
    return text.getvalue()


class Marked(NamedTuple):
    """What became of a table: answers that have other points than before, and rows that have none."""

    anew: int
    open: int


def mark_all(
    db: Connection, sheets: Sequence[Assignment], text: str, name: str, who: str, *, over: bool = False
) -> Marked:
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
        Who gives the points, where the table does not say whom it was dealt to.
    over : bool, optional
        Whether points that others have given meanwhile may be put aside.

    Returns
    -------
    Marked

    Raises
    ------
    OperatorError
        With all rows that cannot be taken over; then none is.
    """
    rows = _rows(text, name)
    replies, history = _replies(db, sheets), marking.history(db, sheets[0].name)
    faults: list[str] = []
    taken: dict[tuple[tuple[str, str], ...], tuple[int, list[Decision]]] = {}
    for number, row in enumerate(rows, 2):
        try:
            own = [*_decisions(row, replies, history, sheets[0].name, who)]
            others = {words for each in own for words in _others(each, history, row.get("held") or "")}
            if others and not over:
                raise OperatorError(f"{' and '.join(sorted(others))} meanwhile; --over puts yours in their place")
            before, _ = taken.setdefault(tuple((each.student, each.item) for each in own), (number, own))
            if own and before != number:
                raise OperatorError(f"is about the answer of row {before}")
        except OperatorError as error:
            faults.append(f"row {number}: {error}")
    if faults:
        raise OperatorError(f"{name}: " + "; ".join(faults) + "; nothing was taken over, mend the table.")
    marked = [own for _, own in taken.values() if own]
    anew = [max(marking.decide(db, each) for each in own) for own in marked]  # every one is decided
    return Marked(sum(anew), len(rows) - len(marked))


def _decisions(
    row: Mapping[str, str | None],
    replies: Mapping[tuple[str, ...], Written],
    history: Mapping[tuple[str, str], Sequence[Decision]],
    assignment: str,
    who: str,
) -> Iterator[Decision]:
    """Yield what a row says of its answer, a decision for each student whose that is; nothing if it is left open.

    Raises
    ------
    OperatorError
        With a clause of which the row is the subject.
    """
    given, why = (row["points"] or "").strip(), one_text(row.get("comment") or "")
    if not given:
        if why:
            raise OperatorError("has a comment and no points")
        return
    found = _written_in(row, replies)
    if found is None:
        whose = row.get("key") or row.get("file")
        raise OperatorError(f"{whose!r} has no written answer {row['question']!r}, or another one by now")
    reply, students = found
    points = points_in(given, reply.possible)
    if points is None:
        most = points_text(reply.possible)
        raise OperatorError(f"{given!r} is no number of points from 0 to {most}, with two decimals at most")
    for student in students:
        basis, by = basis_of_reply(reply), row.get("by") or who
        decision = Decision(student, assignment, reply.question, MANUAL, points, basis, by, why)
        yield decision._replace(why=why or _comment_kept(decision, history))


def _written_in(row: Mapping[str, str | None], replies: Mapping[tuple[str, ...], Written]) -> Written | None:
    """Return the answer of a row, and whose it is: by key and answer, or else by file."""
    question = row["question"] or ""
    if row.get("key"):
        return replies.get((row["key"] or "", question, (row.get("basis") or "").strip().removeprefix(SHIELD)))
    return replies.get((harmless(row.get("file") or ""), question))  # a spreadsheet may take off the "'"


def _last(decision: Decision, history: Mapping[tuple[str, str], Sequence[Decision]]) -> Decision | None:
    """Return the last decision on the same answer."""
    several = history.get((decision.student, decision.item), ())
    return next((each for each in reversed(several) if each.basis == decision.basis), None)


def _comment_kept(decision: Decision, history: Mapping[tuple[str, str], Sequence[Decision]]) -> str:
    """Return the comment that an answer has: a table without one takes none away."""
    last = _last(decision, history)
    return last.why if last is not None else ""


def _others(decision: Decision, history: Mapping[tuple[str, str], Sequence[Decision]], held: str) -> Iterator[str]:
    """Yield what somebody else has given for the same answer since the table was written, if it is something else."""
    last = _last(decision, history)
    if last is None or last.points is None or last.who == decision.who:
        return
    points = points_text(last.points)
    if (last.points, last.why) != (decision.points, decision.why) and points != held.strip().replace(",", "."):
        yield f"{last.who} has given {points} points"


def _rows(text: str, name: str) -> list[dict[str, str | None]]:
    """Return the table's rows by their columns.

    Raises
    ------
    OperatorError
        If it is no CSV: an open quote would swallow the rows below it; if a column is missing or there twice; or if a
        row has fallen apart.
    """
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        titles = [*(table.fieldnames or ())]
        rows = [*table]
    except csv.Error as error:
        raise OperatorError(f"{name}: is no CSV (line {table.line_num}: {error}); export it again.") from None
    identity = "basis" if "key" in titles else "file"
    if missing := {"question", "points", identity} - {*titles}:
        raise OperatorError(
            f"{name}: has no column {', '.join(sorted(missing))}; fill in the table that grade or deal has written."
        )
    if twice := {title for title in titles if title and titles.count(title) > 1}:
        raise OperatorError(f"{name}: has the column {', '.join(sorted(twice))} twice; leave one of them.")
    broken = [number for number, row in enumerate(rows, 2) if any(row.values()) and not (row[identity] or "").strip()]
    if broken:
        where = ", ".join(map(str, broken[:10]))
        raise OperatorError(f"{name}: row {where} has no {identity}; keep the quotes of the table, or fill it in anew.")
    return rows


def _replies(db: Connection, sheets: Sequence[Assignment]) -> dict[tuple[str, ...], Written]:
    """Return the written answers, with the students whose they are.

    By student, question and answer those that count; by file, as the table of grading names it, and question all.
    """
    found: dict[tuple[str, ...], Written] = {}
    for answer in written_answers(db, sheets):
        for student in answer.students:
            found[student, answer.reply.question, answer.basis] = (answer.reply, [*answer.students])
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
