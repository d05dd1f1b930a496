"""Tables for a terminal. They are returned; only the command line prints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from autograder.records import Outcome, Refusal, Result
from autograder.report.sentences import for_reply, for_student, trouble_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

COMMAND = re.compile(r"::(?=[A-Za-z])|##(?=\[)")  # of a workflow

STYLES = {
    Outcome.PASSED: "green",
    Outcome.FAILED: "red",
    Outcome.BLOCKED: "yellow",
    Outcome.CRASHED: "magenta",
    Outcome.BROKEN: "bold white on red",
}


def summary_table(graded: Iterable[Result | Refusal]) -> Table:
    """Return a row a file: what it got, and why not all of it.

    Parameters
    ----------
    graded : iterable of Result or Refusal
        In the order of the rows.

    Returns
    -------
    rich.table.Table
        Text of students in it is plain text, never markup.
    """
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("file", overflow="fold")
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("why")
    for each in graded:
        if isinstance(each, Refusal):
            table.add_row(printable(each.submission), Text("-"), printable(f"Not graded: it {each.reason}", "yellow"))
        else:
            points = f"{points_text(each.points)} / {points_text(each.possible)}"
            table.add_row(printable(each.submission), Text(points), _reasons(each))
    return table


def exercise_table(result: Result, *, told: bool = False) -> Table:
    """Return a row a check of one submission, and one a question in words: outcome, points and the student's sentence.

    Parameters
    ----------
    result : Result
        Of one submission.
    told : bool, optional
        Whether it may be known which keys are right.

    Returns
    -------
    rich.table.Table
    """
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("exercise")
    table.add_column("check")
    table.add_column("outcome")
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("what was found")
    for score in result.scores:
        for mark in score.marks:
            finding = mark.finding
            outcome = Text(finding.outcome.value, STYLES[finding.outcome])
            points = Text(f"{points_text(mark.points)} / {points_text(mark.possible)}")
            words = printable(for_student(finding, score))
            table.add_row(Text(score.exercise), Text(finding.check), outcome, points, words)
    for reply in result.replies:
        marked = told and reply.points is not None
        earned = points_text(reply.points) if marked and reply.points is not None else "-"
        outcome = Text("answered" if reply.answer else "open", "" if reply.answer else "yellow")
        points = Text(f"{earned} / {points_text(reply.possible)}")
        words = printable(for_reply(reply, told=told))
        table.add_row(Text(reply.question), Text("choice" if reply.keys else "written"), outcome, points, words)
    return table


def points_text(points: Fraction) -> str:
    """Write points with at most two decimals."""
    return f"{float(points):.2f}".rstrip("0").rstrip(".")


def printable(text: str, style: str = "") -> Text:
    """Return text of unknown origin as one that neither a terminal nor the log of a workflow obeys.

    Control characters become question marks. Commands to GitHub's runner, `::error::` at the start of a line or
    `##[error]` anywhere, are broken by a blank: any word may come to stand at the start of a line.
    """
    plain = "".join(character if character.isprintable() else "?" for character in text)
    return Text(COMMAND.sub(lambda found: f"{found[0][:-1]} {found[0][-1]}", plain), style)


def _reasons(result: Result) -> Text:
    """Say why exercises lost points, and which were judged with correct earlier functions; like ones together."""
    lines: dict[tuple[str, str], list[str]] = {}
    for score in result.scores:
        lost = next((mark for mark in score.marks if mark.finding.outcome is not Outcome.PASSED), None)
        mark = lost or (score.marks[0] if score.supplied else None)
        if mark is not None:
            said = for_student(mark.finding, score), STYLES[mark.finding.outcome]
            lines.setdefault(said, []).append(score.exercise)
    reasons = [printable(sentence, "yellow") for sentence in trouble_sentences(result)]
    for (sentence, style), exercises in lines.items():
        which = "everything" if len(exercises) == len(result.scores) > 1 else ", ".join(exercises)
        reasons.append(Text.assemble((f"{which}: ", style), printable(sentence)))
    return Text("\n").join(reasons) if reasons else Text("all right", "green")
