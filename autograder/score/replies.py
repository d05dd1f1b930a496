"""What answers to questions in words are worth."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from autograder.records import Reply
from autograder.spec import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from autograder.spec import Question


def replies_to(questions: Sequence[Question], answers: Mapping[str, str]) -> tuple[Reply, ...]:
    """Mark the multiple choice, and leave what is written to a person.

    Parameters
    ----------
    questions : sequence of Choice or Written
        The sheet's, in its order.
    answers : mapping of str to str
        By the question's name, from `answers_in`.

    Returns
    -------
    tuple of Reply
        One a question. A key that is none of the question's earns nothing and is not taken over.
    """
    return tuple(_reply(question, answers.get(question.name)) for question in questions)


def _reply(question: Question, answer: str | None) -> Reply:
    possible = Fraction(question.points)
    if not isinstance(question, Choice):
        return Reply(question.name, answer, None, possible, rubric=question.rubric)
    known = answer if answer in question.options else None
    points = possible if known == question.right else Fraction(0)
    keys = tuple(question.options)
    return Reply(
        question.name, known, points, possible, keys, strange=answer != known, explanation=question.explanation
    )
