"""A class in a gradebook, made without a grader: who has handed in what, and what it was found to be."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from fractions import Fraction
from types import SimpleNamespace

from autograder.classroom.grades import standings
from autograder.gradebook import Edition, Person, intake, marking, results, roster
from autograder.gradebook.marking import Decision, Extended
from autograder.records import ExerciseScore, Finding, Isolation, Mark, Message, Outcome, Refusal, Reply, Result
from autograder.spec import Written


def at(text):
    """Read a time in UTC: "11-03 12:00"."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=UTC)


QUESTIONS = (Written("why", 3, "Why?", ("a reason",)), Written("how", 5, "How?", ("a way",)))


def sheet(policy=None, name="s1", points=10):
    """Return what is asked of a sheet by those who read the gradebook."""
    return SimpleNamespace(name=name, title="Squares", policy=policy, points=points, questions=QUESTIONS)


def edition(name="s1", key=""):
    """Return a sheet as it is."""
    return Edition(key or f"edition of {name}", name, "Squares", 0, Fraction(10), "0.1.0", "2.0", "3.11")


PASSED = Message("passed")


def result(*, replies=(), outcome=Outcome.PASSED, said=PASSED, **points):
    """Return a result, an exercise of ten points a keyword, with one check."""
    scores = []
    for name, each in points.items():
        earned, possible = Fraction(each), Fraction(10)
        finding = Finding(name, "reference", outcome, said)
        scores.append(ExerciseScore(name, (Mark(finding, earned, possible),), earned, possible))
    total, possible = sum((each.points for each in scores), Fraction(0)), Fraction(10 * len(scores))
    return Result("", "s1", tuple(scores), total, possible, (), 0.25, Isolation("A", ()), tuple(replies))


def written(answer, question="why", possible=3):
    """Return an answer that a person marks."""
    return Reply(question, answer, None, Fraction(possible), rubric=("a reason",))


def choice(points, question="which"):
    """Return an answer by a key."""
    return Reply(question, "a", Fraction(points), Fraction(2), ("a", "b"))


class Class:
    """A gradebook, and what a test does with it."""

    def __init__(self, book):
        self.book = book
        self._numbers = itertools.count()

    def key(self, name):
        """Return a student's key; who is not in the roster is added."""
        with self.book.writing() as db:
            return roster.enrol(db, Person(name, numbers=(("", name),)))

    def enter(self, name, **known):
        """Let the class list say more of a student: section, team."""
        with self.book.writing() as db:
            return roster.correct(db, Person(name, numbers=(("", name),), **known))

    def begin(self, name="s1", key=""):
        """Begin a run."""
        with self.book.writing() as db:
            return intake.begin(db, "grade", edition(name, key))

    def hand_in(self, name, graded, *, when=None, late=None, path="", content="", run=None, to="s1", counts=True):
        """Let a student, or several together, hand in a file that is found to be something; return the submissions."""
        names = [name] if isinstance(name, str) else name
        keys = [self.key(each) for each in names]
        run = run or self.begin(to)
        content, path = content or f"content {next(self._numbers)}", path or f"{names[0]}.py"
        with self.book.writing() as db:
            intake.keep(db, content, content.encode())
            number = results.record(db, run, edition(to).key, content, graded, final=True)
            submissions = [intake.hand_in(db, run, key, to, path, content, when, late=late) for key in keys]
            for each in submissions if counts else ():
                results.count(db, each, number, run)
        return submissions

    def unreadable(self, name, reason, path="bad.py", to="s1"):
        """Let a student hand in a file that cannot be read."""
        key, run = self.key(name), self.begin(to)
        with self.book.writing() as db:
            intake.hand_in(db, run, key, to, path, Refusal(path, reason))

    def find(self, submission, graded, key="new"):
        """Let something else be found of a submission by another form of the sheet, and let it count."""
        run = self.begin("s1", key)
        with self.book.writing() as db:
            (content,) = [each.content for each in results.all_counted(db, "s1") if each.submission == submission]
            number = results.record(db, run, key, content, graded, final=True)
            results.count(db, submission, number, run)

    def decide(self, name, item, points, basis, kind="override"):
        """Let a person decide."""
        points = None if points is None else Fraction(points)
        decision = Decision(self.key(name), "s1", item, kind, points, basis, "me", "because")
        with self.book.writing() as db:
            marking.decide(db, decision)
        return decision

    def extend(self, *rows):
        """Give students more time: name, sheet or "", until, days."""
        listed = [Extended(self.key(name), to, until, days, "ill") for name, to, until, days in rows]
        with self.book.writing() as db:
            marking.extend(db, listed, "me")

    def decided(self, to="s1"):
        """Return the points that people have given, by the student's name and the item."""
        with self.book.reading() as db:
            people = roster.roster(db)
            found = marking.decided(db, to)
        return {(people[student].name, item): each.points for (student, item), each in found.items()}

    def standings(self, *sheets, told=False):
        """Return what everybody has, by name and sheet."""
        with self.book.reading() as db:
            people = roster.roster(db)
            return {people[key].name: each for key, each in standings(db, sheets, told=told).items()}

    def standing(self, name="ada", policy=None, *, told=False):
        """Return what a student has for the one sheet."""
        return self.standings(sheet(policy), told=told)[name]["s1"]
