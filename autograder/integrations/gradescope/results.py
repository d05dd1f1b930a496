"""Gradescope's results.json: https://gradescope-autograders.readthedocs.io, "Output Format"."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from autograder.records import Outcome, Refusal
from autograder.report import for_reply, for_student, isolation_sentence, trouble_sentences

if TYPE_CHECKING:
    from pathlib import Path

    from autograder.records import ExerciseScore, Mark, Reply, Result


def results_of(graded: Result | Refusal, *, told: bool = False) -> dict[str, Any]:
    """Translate a graded or refused submission.

    Parameters
    ----------
    graded : Result or Refusal
        One submission.
    told : bool, optional
        Whether the due date is over: then multiple choice counts, and it is told which keys are right. Before, a total
        with it would let a student find the keys by handing in again and again.

    Returns
    -------
    dict
        Plain text formats only, students' sentences only. Each test has `extra_data` with `exercise`, `check`,
        `outcome` and `misconception`. A refused file has score 0 and says why. A broken check has no score, nor has a
        question that is not marked yet.
    """
    if isinstance(graded, Refusal):
        output = f"Your file was not graded: it {graded.reason}"
        return {
            "score": 0.0,
            "output": output,
            "output_format": "text",
            "stdout_visibility": "hidden",
            "tests": [],
        }
    chosen = sum((reply.points for reply in graded.replies if told and reply.points is not None), Fraction(0))
    return {
        "score": _decimal(graded.points + chosen),
        "execution_time": round(graded.seconds, 3),
        "output": "\n".join([*trouble_sentences(graded), isolation_sentence(graded.isolation)]),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "stdout_visibility": "hidden",
        "tests": [
            *(_test(score, mark) for score in graded.scores for mark in score.marks),
            *(_question(reply, told=told) for reply in graded.replies),
        ],
    }


def write_results(graded: Result | Refusal, path: Path, *, told: bool = False) -> None:
    """Write results.json whole or not at all; `told` as for `results_of`."""
    write_json(results_of(graded, told=told), path)


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
