"""What is asked in words beside the functions: multiple choice, which the grader marks, and answers a person marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.errors import Fault
from autograder.spec.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True)
class Choice(Record):
    """A multiple-choice question with one right answer.

    Students answer with a key, not with a letter: it means the same whatever the order in which the options stand.
    Whether it is right is not told before the due date, so that handing in again and again finds out nothing.

    Parameters
    ----------
    name : str
        An identifier that no exercise and no other question of the sheet has.
    points : int
    text : str
        The question, in markdown.
    options : mapping of str to str
        Two or more: a key, which is an identifier, and the option's text.
    right : str
        The key of the right one.
    explanation : str
        One or two sentences, told after the due date.
    """

    name: str
    points: int
    text: str
    options: Mapping[str, str]
    right: str
    explanation: str


@dataclass(frozen=True)
class Written(Record):
    """A question that is answered in sentences; a person marks them.

    Parameters
    ----------
    name : str
        An identifier that no exercise and no other question of the sheet has.
    points : int
    text : str
        The question, in markdown.
    rubric : tuple of str
        What earns how many points, for whoever marks it; students do not see it.
    """

    name: str
    points: int
    text: str
    rubric: tuple[str, ...]


Question = Choice | Written


def question_faults(question: Question) -> Iterator[Fault]:
    """Yield what is wrong with a question by itself.

    Parameters
    ----------
    question : Choice or Written
        As its author wrote it.

    Yields
    ------
    Fault
    """
    where, name = question.where, question.name
    if not (isinstance(name, str) and name.isidentifier()):
        yield Fault(where, f"the question's name {name!r} is no identifier", "write words with underscores")
    if not isinstance(question.points, int) or question.points <= 0:
        yield Fault(where, f"{name} is worth {question.points!r} points", "give a positive whole number")
    if not question.text.strip():
        yield Fault(where, f"the question {name} has no text", "write it, in markdown")
    if isinstance(question, Choice):
        yield from _choice_faults(question)
    elif not question.rubric:
        yield Fault(where, f"the question {name} has no rubric", "say what earns how many points")


def _choice_faults(question: Choice) -> Iterator[Fault]:
    where, name = question.where, question.name
    if len(question.options) < 2:
        yield Fault(where, f"the question {name} has {len(question.options)} options", "give at least two")
    for key in question.options:
        if not (isinstance(key, str) and key.isidentifier()):
            yield Fault(where, f"the key {key!r} of {name} is no identifier", "write words with underscores")
    if question.right not in question.options:
        known = ", ".join(map(str, question.options))
        yield Fault(where, f"the right key {question.right!r} of {name} is no option", f"name one of {known}")
    if not question.explanation.strip():
        yield Fault(where, f"the question {name} has no explanation", "say why, for after the due date")
