"""GitHub's workflow commands, one line each: https://docs.github.com/actions/reference/workflow-commands-for-github-actions.

The runner takes a line for a command if it begins with `::`, after blanks, or holds `##[`. What comes from a student
stands within a command of ours, escaped as the runner undoes it, and can neither leave its line nor end its property.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.records import Outcome, Refusal
from autograder.report import for_student, points_text, trouble_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.records import Result

TITLE, MESSAGE = 200, 4000  # characters; the platform shows no more of them, and the summary has all


def annotations_of(graded: Result | Refusal) -> str:
    """Return the commands for one submission: few, for GitHub shows ten of a kind for a step.

    Parameters
    ----------
    graded : Result or Refusal
        One submission.

    Returns
    -------
    str
        An error for a file that was not graded and for each check that could not be judged; a notice with the points
        and what was found where they were lost. Students' sentences only.
    """
    if isinstance(graded, Refusal):
        return _command("error", graded.submission, f"Not graded: it {graded.reason}")
    return "".join(_commands(graded))


def _commands(result: Result) -> Iterator[str]:
    marks = [(score, mark) for score in result.scores for mark in score.marks]
    for _, mark in marks:
        if mark.finding.outcome is Outcome.BROKEN:
            words = f"{mark.finding.exercise}, {mark.finding.check}: could not be judged; this is a fault of Secant's."
            yield _command("error", result.submission, words)
    points = f"{points_text(result.points)} of {points_text(result.possible)} points"
    lost = [
        f"{mark.finding.exercise}, {mark.finding.check}: {for_student(mark.finding, score)}"
        for score, mark in marks
        if mark.finding.outcome is not Outcome.PASSED
    ]
    words = "\n".join([*trouble_sentences(result), *lost]) or "All right."
    yield _command("notice", f"{points}: {result.submission}", words)


def _command(kind: str, title: str, message: str) -> str:
    name = _escaped(_on_one_line(title)[:TITLE]).replace(":", "%3A").replace(",", "%2C")
    return f"::{kind} title={name}::{_escaped(_printable(message)[:MESSAGE])}\n"


def _escaped(text: str) -> str:
    """Escape what ends a line; the percent sign first, as the runner undoes it last."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _printable(text: str) -> str:
    """Return text without control characters but ends of lines, and without the older form of a command.

    A runner that does not know the command of a line looks for that form anywhere in it.
    """
    plain = "".join(each if each.isprintable() or each == "\n" else "?" for each in text)
    return plain.replace("##[", "## [")


def _on_one_line(text: str) -> str:
    return _printable(text).replace("\n", " ")
