"""Gradescope's results.json: https://gradescope-autograders.readthedocs.io, "Output Format"."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from autograder.records import Outcome, Refusal
from autograder.report import for_student, isolation_sentence, trouble_sentences

if TYPE_CHECKING:
    from fractions import Fraction
    from pathlib import Path

    from autograder.records import ExerciseScore, Mark, Result


def results_of(graded: Result | Refusal) -> dict[str, Any]:
    """Translate a graded or refused submission.

    Parameters
    ----------
    graded : Result or Refusal
        One submission.

    Returns
    -------
    dict
        Plain text formats only, students' sentences only. Each test has `extra_data` with `exercise`, `check`,
        `outcome` and `misconception`. A refused file has score 0 and says why. A broken check has no score.
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
    return {
        "score": _decimal(graded.points),
        "execution_time": round(graded.seconds, 3),
        "output": "\n".join([*trouble_sentences(graded), isolation_sentence(graded.isolation)]),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "stdout_visibility": "hidden",
        "tests": [_test(score, mark) for score in graded.scores for mark in score.marks],
    }


def write_results(graded: Result | Refusal, path: Path) -> None:
    """Write results.json whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(json.dumps(results_of(graded), indent=1) + "\n", encoding="utf-8")
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


def _decimal(points: Fraction) -> float:
    return round(float(points), 4)
