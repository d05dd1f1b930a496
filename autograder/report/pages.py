"""A student's report as a page: one file, whole in itself, that needs no network and no script."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import jinja2
import numpy as np
from markupsafe import Markup

from autograder.records import Outcome, Refusal
from autograder.report.pictures import picture
from autograder.report.sentences import (
    finding_sentence,
    for_line,
    for_reply,
    hints_of,
    isolation_sentence,
    judged_with,
    trouble_sentences,
)
from autograder.report.tables import points_text
from autograder.resources import resource
from autograder.words import reason_of, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from autograder.measures import Code
    from autograder.records import Cell, ExerciseScore, Exhibit, Grade, Result

# Characters that would change what stands around them: controls, and those that turn the direction of writing.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
EMPTY = re.compile(r"\n(?:[^\S\n]*\n){2,}|[^\S\n]{80,}")
LONGEST, LONGEST_CELL = 2_000, 6_000  # characters of one text, and of one cell
MOST_CELLS = 60  # of a notebook
ROWS = 40  # of the numbers beside a picture


def student_page(
    graded: Result | Refusal,
    title: str,
    *,
    told: bool = False,
    code: Code | None = None,
    grade: Grade | None = None,
) -> str:
    """Return a submission's report for its student.

    Parameters
    ----------
    graded : Result or Refusal
        One submission.
    title : str
        Of the sheet.
    told : bool, optional
        Whether it may be known which keys of the multiple choice are right.
    code : Code, optional
        The submission's: what lost points is shown below what was found, and at the end cell by cell what was written.
    grade : Grade, optional
        What counts in the end: decisions of people, lateness, what the policy does.

    Returns
    -------
    str
        HTML. Whatever comes from a student is text in it; of hidden cases it has their names alone.
    """
    about = {"title": plain_text(title), "file": plain_text(graded.submission), "style": style(), "say": said}
    template = environment().get_template("student.html")
    if isinstance(graded, Refusal):
        return template.render(**about, reason=plain_text(reason_of(graded)))
    exhibits = {each.exercise: each for each in graded.exhibits}
    chosen = [reply.points for reply in graded.replies if told and reply.points is not None]
    worth = [reply.possible for reply in graded.replies if told and reply.points is not None]
    functions = code.functions if code is not None else {}
    once = {cell.source: name for name, cell in reversed([*functions.items()])}  # what several stand in
    shown = {name: cell for name, cell in functions.items() if once[cell.source] == name}
    exercises = [
        _exercise(score, exhibits.get(score.exercise), shown.get(score.exercise), at)
        for at, score in enumerate(graded.scores)
    ]
    return template.render(
        **about,
        reason="",
        points=points_text(sum(chosen, graded.points) if grade is None else grade.points),
        possible=points_text(sum(worth, graded.possible) if grade is None else grade.possible),
        decided=[*_decided(grade)] if grade is not None else [],
        full=sum(each["is_full"] for each in exercises),
        exercises=[each for each in exercises if not each["is_ours"]],
        lost=[each for each in exercises if not each["is_full"] and not each["is_ours"]],
        ours=[each for each in exercises if each["is_ours"]],
        right=[each for each in exercises if each["is_full"]],
        troubles=[plain_text(each) for each in trouble_sentences(graded)],
        replies=[
            {
                "name": plain_text(reply.question),
                "points": points_text(reply.points) if told and reply.points is not None else "-",
                "possible": points_text(reply.possible),
                "words": plain_text(for_reply(reply, told=told)),
            }
            for reply in graded.replies
        ],
        notebook=[*_notebook(code, exercises)] if code is not None else [],
        isolation=isolation_sentence(graded.isolation),
    )


def plain_text(text: str, most: int = LONGEST) -> str:
    """Return text of unknown origin for a page: without what cannot be seen, and not longer than people read.

    Parameters
    ----------
    text : str
        Of unknown origin.
    most : int, optional
        Characters.

    Returns
    -------
    str
        A replacement character stands for every control, also those of the direction of writing.
    """
    shown = UNSEEN.sub("\ufffd", text[: most + 1])
    return shown if len(text) <= most else f"{shown[:most]}…"


@cache
def environment() -> jinja2.Environment:
    """Return where templates of pages come from; what is put into them is escaped."""
    loader = jinja2.FunctionLoader(lambda name: (resource("templates") / "report" / name).read_text(encoding="utf-8"))
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@cache
def style() -> Markup:
    """Return the one style sheet, to stand in a page."""
    return Markup((resource("templates") / "report" / "page.css").read_text(encoding="utf-8"))  # noqa: S704 - ours


def said(key: str, **values: Any) -> str:
    """Say what stands on pages around the findings; see `say`."""
    return say(key, "page", **values)


def _exercise(score: ExerciseScore, exhibit: Exhibit | None, cell: Cell | None, number: int) -> dict[str, Any]:
    percent = 100 * score.points / score.possible if score.possible else 0
    lost = not score.is_full
    findings = [mark.finding for mark in score.marks]
    telling = [each for each in findings if each.outcome is not Outcome.PASSED] if lost else findings
    return {
        "name": score.exercise,
        "points": points_text(score.points),
        "possible": points_text(score.possible),
        "weight": round(float(sum((mark.possible for mark in score.marks), 0 * score.points)), 2) or 1,
        "percent": round(float(percent), 1),
        "is_full": score.is_full,
        "is_ours": not score.possible,  # every check broke
        "note": plain_text(next(filter(None, (judged_with(each, score) for each in telling)), "")),
        "lines": [*_lines(score)] if lost else [],
        "hints": [*dict.fromkeys(plain_text(hint) for finding in findings for hint in hints_of(finding))],
        "picture": _picture(exhibit, number) if exhibit is not None and lost else None,
        "cell": {"number": cell.number, "code": _code(cell.source)} if cell is not None and lost else None,
    }


def _decided(grade: Grade) -> Iterator[dict[str, str]]:
    """Yield the lines of a grade that are no exercise's as it was judged."""
    for line in grade.lines:
        if line.message.key != "item" or line.message.values.get("by_hand"):
            yield {"words": plain_text(for_line(line)), "points": points_text(line.points) if line.points else ""}


def _notebook(code: Code, exercises: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield what the student wrote, a cell each, with the exercises that stand in it."""
    by_name = {each["name"]: each for each in exercises}
    for cell, names in code.cells[:MOST_CELLS]:
        yield {"number": cell.number, "code": _code(cell.source), "found": [by_name[name] for name in names]}


def _code(source: str) -> Markup:
    """Return a cell as nbconvert renders it."""
    from nbconvert.filters.highlight import Highlight2HTML  # slow to load

    text = EMPTY.sub("\n\n", plain_text(source, LONGEST_CELL))  # runs of them take the lexer long
    rendered = Highlight2HTML()  # type: ignore[no-untyped-call]
    return Markup(rendered(text, "python"))  # noqa: S704 - it escapes


def _lines(score: ExerciseScore) -> Iterator[dict[str, str]]:
    """Yield what was found, checks with the same words together."""
    told: dict[tuple[str, str], list[str]] = {}
    for mark in score.marks:
        finding = mark.finding
        told.setdefault((finding.outcome.value, finding_sentence(finding, score)), []).append(finding.check)
    for (outcome, words), checks in told.items():
        yield {"outcome": outcome, "words": plain_text(words), "checks": ", ".join(checks)}


def _picture(exhibit: Exhibit, number: int) -> dict[str, Any]:
    keys = ("yours", "entry", "row", "column", "error", "start")
    words = {key: said(key) for key in keys} | {"right": said("right-value")}
    about = {"case": exhibit.case, "name": exhibit.exercise, "label": exhibit.label, "part": exhibit.part}
    return {
        "svg": Markup(picture(exhibit, words, number)),  # noqa: S704 - of numbers, and of names that the sheet's author chose
        "caption": said(f"caption-{exhibit.form}", **about),
        "head": [*_axes(exhibit, words), words["yours"], words["right"]],
        "rows": [*_rows(exhibit)],
    }


def _axes(exhibit: Exhibit, words: dict[str, str]) -> list[str]:
    if exhibit.form == "curve":
        return [exhibit.label]
    return [words["row"], words["column"]] if len(exhibit.shape) > 1 else [words["entry"]]


def _rows(exhibit: Exhibit) -> Iterator[Sequence[str]]:
    """Yield the numbers of a picture; where they are many, every so many rows of them."""
    across = exhibit.shape[1] if len(exhibit.shape) > 1 else 1
    every = max(1, -(-len(exhibit.found) // ROWS))
    for at in range(len(exhibit.found)):
        if at // across % every:
            continue
        place = [f"{exhibit.over[at]:.4g}"] if exhibit.over else map(str, np.unravel_index(at, exhibit.shape))
        yield [*place, f"{exhibit.found[at]:.6g}", f"{exhibit.expected[at]:.6g}"]
