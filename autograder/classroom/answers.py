"""Answers in words, as those see them who mark them: the ones that count, each once, without a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from autograder.classroom.grades import basis_of_reply, standings
from autograder.gradebook import marking, results, roster
from autograder.gradebook.marking import MANUAL, Decision
from autograder.records import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from autograder.gradebook.results import Counted
    from autograder.records import Reply
    from autograder.spec import Assignment

POINTS = re.compile(r"\d{1,6}(?:[.,]\d{1,2})?")  # as many decimals as are shown


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """An answer in words that counts.

    Attributes
    ----------
    student : str
        The random key of whoever handed it in.
    students : tuple of str
        The keys of all whose it is: a group's members, or those who have handed in one file.
    section : str
        The student's; "" if there is none.
    reply : Reply
        With the rubric.
    """

    student: str
    students: tuple[str, ...]
    section: str
    reply: Reply

    @property
    def basis(self) -> str:
        """What points are given for: they are stale where the answer is another one."""
        return basis_of_reply(self.reply)

    def decisions(self, assignment: str, points: Fraction | None, who: str, why: str) -> Iterator[Decision]:
        """Yield points for it, a decision for each student whose it is; None takes points back."""
        for student in self.students:
            yield Decision(student, assignment, self.reply.question, MANUAL, points, self.basis, who, why)


def written_answers(db: Connection, sheets: Sequence[Assignment]) -> tuple[WrittenAnswer, ...]:
    """Return what has been written, of each student or group the submission that counts.

    Parameters
    ----------
    db : Connection
        That reads the gradebook.
    sheets : sequence of Assignment
        The sheet, and those of its course that share late days with it.

    Returns
    -------
    tuple of WrittenAnswer
        Question by question in the sheet's order, then by the random keys: nobody is known by their place. Where
        nothing stands there is nothing to mark.
    """
    name = sheets[0].name
    whose: dict[str, list[str]] = {}
    for student, each in standings(db, sheets).items():
        if (submission := each[name].grade.counts) is not None:
            whose.setdefault(submission, []).append(student)
    together: dict[tuple[int, str], list[Counted]] = {}
    for counted in results.all_counted(db, name):
        if counted.submission in whose:
            together.setdefault((counted.result, counted.path), []).append(counted)
    people = roster.roster(db)
    replies = _written(db, {number for number, _ in together})
    answers = []
    for (number, _), several in together.items():
        students = dict.fromkeys(student for each in several for student in whose[each.submission])
        first = min(each.student for each in several)
        answers += [WrittenAnswer(first, (*students,), people[first].section, reply) for reply in replies[number]]
    place = {question.name: at for at, question in enumerate(sheets[0].questions)}
    return tuple(sorted(answers, key=lambda each: (place.get(each.reply.question, len(place)), each.student)))


def _written(db: Connection, numbers: set[int]) -> dict[int, list[Reply]]:
    """Return the answers in words by result, loaded one after another."""
    found = {}
    for number, graded in results.documents(db, numbers):
        replies = () if isinstance(graded, Refusal) else graded.replies
        found[number] = [reply for reply in replies if reply.points is None and reply.answer]
    return found


def held_points(db: Connection, assignment: str, answers: Sequence[WrittenAnswer]) -> dict[tuple[str, str], Decision]:
    """Return the points that answers have, by student and question.

    Those for another answer are none, nor are those that not all have whose answer it is.

    Parameters
    ----------
    db : Connection
        That reads the gradebook.
    assignment : str
        The sheet.
    answers : sequence of WrittenAnswer
        Of it.

    Returns
    -------
    dict of (str, str) to Decision
    """
    history: Mapping[tuple[str, str], Sequence[Decision]] = marking.history(db, assignment)
    found = {}
    for answer in answers:
        question = answer.reply.question
        of_each = [
            next((each for each in reversed(history.get((student, question), ())) if each.basis == answer.basis), None)
            for student in answer.students
        ]
        told = {each and (each.points, each.who, each.why) for each in of_each}
        if of_each[0] is not None and len(told) == 1:
            found[answer.student, question] = of_each[0]
    return found


def one_text(text: str) -> str:
    """Return a text as forms and tables have it alike: without blanks around it, and with one kind of line ends."""
    return text.replace("\r\n", "\n").strip()


def points_in(text: str, possible: Fraction) -> Fraction | None:
    """Read points, with a decimal point or a comma; None if they are none from 0 to what is possible."""
    found = POINTS.fullmatch(text.strip())
    points = Fraction(found[0].replace(",", ".")) if found is not None else None
    return points if points is not None and points <= possible else None
