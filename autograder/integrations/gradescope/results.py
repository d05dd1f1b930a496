"""Gradescope's results.json: https://gradescope-autograders.readthedocs.io, "Output Format"."""

from __future__ import annotations

import json
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, Any

from autograder.records import Outcome, Refusal
from autograder.report import for_reply, for_student, isolation_sentence, points_text, trouble_sentences
from autograder.words import reason_of, say

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.records import ExerciseScore, Mark, Reply, Result


def results_of(graded: Result | Refusal, *, told: bool = False, leaderboard: bool = False) -> dict[str, Any]:
    """Translate a graded or refused submission.

    Parameters
    ----------
    graded : Result or Refusal
        One submission.
    told : bool, optional
        Whether the due date is over: then multiple choice counts, and it is told which keys are right. Before, a total
        with it would let a student find the keys by handing in again and again.
    leaderboard : bool, optional
        Whether points and seconds stand on a board that the whole class sees, under names that students choose.

    Returns
    -------
    dict
        Students' sentences only; plain text but for the overview above the tests, which is a table. Each test has
        `extra_data` with `exercise`, `check`, `outcome` and `misconception`. A refused file has score 0 and says why. A
        broken check has no score, nor has a question that is not marked yet.
    """
    if isinstance(graded, Refusal):
        output = say("refused", "page", reason=reason_of(graded))
        return {
            "score": 0.0,
            "output": output,
            "output_format": "text",
            "stdout_visibility": "hidden",
            "tests": [],
        }
    chosen = sum((reply.points for reply in graded.replies if told and reply.points is not None), Fraction(0))
    points, seconds = _decimal(graded.points + chosen), round(graded.seconds, 3)
    board = [{"name": "Points", "value": points}, {"name": "Seconds", "value": seconds, "order": "asc"}]
    return {
        "score": points,
        "execution_time": seconds,
        "output": _overview(graded),
        "output_format": "html",
        "test_output_format": "text",
        "test_name_format": "text",
        "stdout_visibility": "hidden",
        "tests": [
            *(_test(score, mark) for score in graded.scores for mark in score.marks),
            *(_question(reply, told=told) for reply in graded.replies),
        ],
        **({"leaderboard": board} if leaderboard else {}),
    }


def _overview(result: Result) -> str:
    """Write a table of the exercises' points, and below it what is to be said of the whole."""
    rows = "".join(
        f"<tr><td><code>{escape(score.exercise)}</code></td>"
        f"<td>{points_text(score.points)} / {points_text(score.possible)}</td></tr>"
        for score in result.scores
    )
    sentences = [*trouble_sentences(result), isolation_sentence(result.isolation)]
    listed = "".join(f"<li>{escape(sentence, quote=False)}</li>" for sentence in sentences)
    return f"<table><tr><th>exercise</th><th>points</th></tr>{rows}</table><ul>{listed}</ul>"


def write_results(graded: Result | Refusal, path: Path, *, told: bool = False, leaderboard: bool = False) -> None:
    """Write results.json whole or not at all; the rest as for `results_of`."""
    write_json(results_of(graded, told=told, leaderboard=leaderboard), path)


def write_json(results: dict[str, Any], path: Path) -> None:
    """Write results whole or not at all: whoever reads meanwhile sees the old ones or the new ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    draft.replace(path)


def _test(score: ExerciseScore, mark: Mark) -> dict[str, Any]:
    finding = mark.finding
    test: dict[str, Any] = {
        "name": f"{finding.exercise}: {finding.check}",
        "output": for_student(finding, score),
        "visibility": "visible",
        "extra_data": {
            "exercise": finding.exercise,
            "check": finding.check,
            "outcome": finding.outcome.value,
            "misconception": finding.misconception,
        },
    }
    if finding.outcome is not Outcome.BROKEN:
        status = "passed" if finding.outcome is Outcome.PASSED else "failed"
        test |= {"score": _decimal(mark.points), "max_score": _decimal(mark.possible), "status": status}
    return test


def _question(reply: Reply, *, told: bool) -> dict[str, Any]:
    test: dict[str, Any] = {
        "name": f"question: {reply.question}",
        "output": for_reply(reply, told=told),
        "visibility": "visible",
        "extra_data": {"question": reply.question, "answered": reply.answer is not None},
    }
    if told and reply.points is not None:
        status = "passed" if reply.points else "failed"
        test |= {"score": _decimal(reply.points), "max_score": _decimal(reply.possible), "status": status}
    return test


def _decimal(points: Fraction) -> float:
    return round(float(points), 4)
