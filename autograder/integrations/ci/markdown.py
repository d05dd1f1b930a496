"""A summary in GitHub-flavoured markdown, for a workflow's step summary; a student's text is plain text in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from autograder.records import Refusal
from autograder.report import for_reply, for_student, isolation_sentence, points_text, trouble_sentences

if TYPE_CHECKING:
    from autograder.records import ExerciseScore, Mark, Reply, Result

MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&:$@-])")


def markdown_of(graded: Result | Refusal, *, told: bool = False) -> str:
    """Return a summary in markdown.

    Parameters
    ----------
    graded : Result or Refusal
        One submission.
    told : bool, optional
        Whether it may be known which keys are right.

    Returns
    -------
    str
        A table with a row for each check and each question; whatever comes from a student is plain text in it.
    """
    if isinstance(graded, Refusal):
        return f"**{_text(graded.submission)}** was not graded: it {_text(graded.reason)}\n"
    lines = [
        f"**{_text(graded.submission)}**: {points_text(graded.points)} of {points_text(graded.possible)} points",
        "",
    ]
    lines += ["| exercise | check | outcome | points | what was found |", "|---|---|---|---:|---|"]
    for score in graded.scores:
        lines += [_row(score, mark) for mark in score.marks]
    lines += [_reply_row(reply, told=told) for reply in graded.replies]
    lines += ["", *(f"- {_text(sentence)}" for sentence in trouble_sentences(graded))]
    return "\n".join([*lines, f"- {_text(isolation_sentence(graded.isolation))}", ""])


def _row(score: ExerciseScore, mark: Mark) -> str:
    points = f"{points_text(mark.points)} / {points_text(mark.possible)}"
    finding = mark.finding
    words = _text(for_student(finding, score))
    return f"| {_text(finding.exercise)} | {_text(finding.check)} | {finding.outcome.value} | {points} | {words} |"


def _reply_row(reply: Reply, *, told: bool) -> str:
    earned = points_text(reply.points) if told and reply.points is not None else "-"
    points = f"{earned} / {points_text(reply.possible)}"
    return f"| {_text(reply.question)} | question | | {points} | {_text(for_reply(reply, told=told))} |"


def _text(text: str) -> str:
    """Return text that markdown shows as it is, on one line."""
    plain = "".join(each if each.isprintable() else " " for each in text)
    return MARKUP.sub(r"\\\1", plain)
