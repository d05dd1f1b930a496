"""What students have: the results that count, people's decisions, and the sheets' policies, together."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from autograder.gradebook import marking, results, roster
from autograder.gradebook.marking import OVERRIDE
from autograder.records import Refusal
from autograder.score import Earned, Entry, Extension, Sheet, extension_for, grades_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from sqlalchemy import Connection

    from autograder.gradebook import Person
    from autograder.gradebook.marking import Decision

    Decided: TypeAlias = Mapping[str, Sequence[Decision]]
    from autograder.gradebook.results import Counted
    from autograder.records import Grade, Reply, Result
    from autograder.spec import Assignment


class Standing(NamedTuple):
    """What a student has for a sheet.

    Attributes
    ----------
    grade : Grade
        With its lines.
    path : str
        Of the file that counts; "" if none does.
    refused : tuple of str
        Why files were not graded.
    stale : tuple of Decision
        What was decided on something that is another now: it holds, and somebody should look.
    open : tuple of str
        Questions in words that nobody has marked yet.
    decided : tuple of Decision
        What people have decided of the file that counts.
    """

    grade: Grade
    path: str
    refused: tuple[str, ...]
    stale: tuple[Decision, ...]
    open: tuple[str, ...]
    decided: tuple[Decision, ...] = ()

    @property
    def has_grade(self) -> bool:
        """Whether there is anything to tell: what was handed in counts, or came too late to count."""
        return self.grade.counts is not None or any(line.message.key == "closed" for line in self.grade.lines)


class _Attempt(NamedTuple):
    """A submission with what was found of it."""

    counted: Counted
    graded: Result | Refusal
    earned: Mapping[str, tuple[Fraction, Fraction]]


def basis_of(judged: Fraction) -> str:
    """Return what an override was decided on: the points that were judged."""
    return str(judged)


def basis_of_reply(reply: Reply) -> str:
    """Return what points for an answer in words were decided on: the answer."""
    return hashlib.sha256((reply.answer or "").encode(errors="surrogatepass")).hexdigest()[:16]


def possible_points(sheet: Assignment) -> int:
    """Return what a sheet is out of: all of its points but those of a bonus."""
    if sheet.policy is None or not sheet.policy.bonus:
        return sheet.points
    counted = (each for each in (*sheet.exercises, *sheet.questions) if each.name not in sheet.policy.extra)
    return sum(each.points for each in counted)


def standings(db: Connection, sheets: Sequence[Assignment], *, told: bool = False) -> dict[str, dict[str, Standing]]:
    """Return what everybody has for sheets.

    Parameters
    ----------
    db : Connection
        That reads the gradebook.
    sheets : sequence of Assignment
        Of the course, all that late days of one bank are spent on.
    told : bool, optional
        Whether the multiple choice counts, which is told after the due date.

    Returns
    -------
    dict of str to dict of str to Standing
        By student's key, in the order of names, and sheet.
    """
    people = roster.roster(db)
    attempts = {sheet.name: _attempts(db, sheet, people) for sheet in sheets}
    decided = {sheet.name: marking.history(db, sheet.name) for sheet in sheets}
    extensions = [
        Extension(each.student, each.assignment, each.until, each.days, each.why, 0) for each in marking.extended(db)
    ]
    left = {sheet.name: _left(db, sheet.name) for sheet in sheets}
    found: dict[str, dict[str, Standing]] = {}
    for student, person in people.items():
        own = {sheet.name: attempts[sheet.name].get(_owner(sheet, student, person), []) for sheet in sheets}
        said = {
            sheet.name: {item: each for (who, item), each in decided[sheet.name].items() if who == student}
            for sheet in sheets
        }
        graded = grades_of(
            Sheet(
                sheet.name,
                sheet.policy,
                tuple(_entry(each, said[sheet.name], told=told) for each in own[sheet.name] if each.earned),
                extension_for(extensions, (student,), sheet.name, sheet.policy) if sheet.policy else None,
            )
            for sheet in sheets
        )
        found[student] = {
            name: _standing(grade, own[name], said[name], left[name].get(student, ())) for name, grade in graded.items()
        }
    return found


def _left(db: Connection, assignment: str) -> dict[str, list[str]]:
    """Return why files do not count, by student."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for student, path, refusal in results.uncounted(db, assignment):
        found[student].append(refusal.reason if refusal is not None else f"({path}) was handed in beside other ones.")
    return found


def _owner(sheet: Assignment, student: str, person: Person) -> tuple[str, str]:
    """Return whose an attempt is: the student's, or all of a group's."""
    together = sheet.policy is not None and sheet.policy.groups and person.team
    return ("group", person.team) if together else ("student", student)


def _attempts(db: Connection, sheet: Assignment, people: Mapping[str, Person]) -> dict[tuple[str, str], list[_Attempt]]:
    """Return attempts by whose they are; a file that several members of a group have handed in is one."""
    counted = results.all_counted(db, sheet.name)
    numbers = {each.result for each in counted}
    earned, documents = results.earned(db, numbers), dict(results.documents(db, numbers))
    found: defaultdict[tuple[str, str], dict[tuple[object, ...], _Attempt]] = defaultdict(dict)
    for each in counted:
        attempt = _Attempt(each, documents[each.result], earned.get(each.result, {}))
        own, what = found[_owner(sheet, each.student, people[each.student])], (each.content, each.handed_in, each.late)
        own.pop(what, None)  # whoever hands it in once more hands it in last
        own[what] = attempt
    return {owner: [*attempts.values()] for owner, attempts in found.items()}


def _entry(attempt: _Attempt, decided: Decided, *, told: bool) -> Entry:
    """Return an attempt as the policy sees it: judged, marked, overridden."""
    exercises = {}
    for name, (judged, possible) in attempt.earned.items():
        by_hand = _points(_fitting(decided.get(name, ()), basis_of(judged)))
        exercises[name] = Earned(judged if by_hand is None else by_hand, possible, by_hand=by_hand is not None)
    questions = {}
    for reply in _replies(attempt):
        by_hand = _points(_fitting(decided.get(reply.question, ()), basis_of_reply(reply)))
        points = by_hand if by_hand is not None or not told else reply.points
        if points is not None:
            questions[reply.question] = Earned(points, reply.possible, by_hand=by_hand is not None)
    counted = attempt.counted
    return Entry(counted.submission, counted.handed_in, counted.late, exercises, questions)


def _fitting(decisions: Sequence[Decision], basis: str) -> Decision | None:
    """Return the decision on this very answer, or else the last one; of what was judged the last one."""
    if not decisions or decisions[-1].kind == OVERRIDE:
        return decisions[-1] if decisions else None
    return next((each for each in decisions if each.basis == basis), decisions[-1])


def _points(decision: Decision | None) -> Fraction | None:
    return decision.points if decision is not None else None


def _replies(attempt: _Attempt) -> tuple[Reply, ...]:
    return () if isinstance(attempt.graded, Refusal) else attempt.graded.replies


def _standing(grade: Grade, attempts: Sequence[_Attempt], decided: Decided, left: Sequence[str]) -> Standing:
    refused = (*(each.graded.reason for each in attempts if isinstance(each.graded, Refusal)), *left)
    counting = next((each for each in attempts if each.counted.submission == grade.counts), None)
    if counting is None:
        last = tuple(several[-1] for several in decided.values())
        return Standing(grade, "", refused, last, (), last)
    basis = {name: basis_of(judged) for name, (judged, _) in counting.earned.items()}
    basis |= {reply.question: basis_of_reply(reply) for reply in _replies(counting)}
    fitting = [_fitting(several, basis.get(item, "")) for item, several in decided.items()]
    held = tuple(each for each in fitting if each is not None)
    stale = tuple(each for each in held if basis.get(each.item) != each.basis)
    unmarked = (reply.question for reply in _replies(counting) if reply.points is None and reply.answer)
    open_ = tuple(each for each in unmarked if each not in decided)
    return Standing(grade, counting.counted.path, refused, stale, open_, held)
