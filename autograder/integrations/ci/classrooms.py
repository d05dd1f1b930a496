"""The results that two classrooms take.

- GitHub Classroom's reporter: github.com/classroom-resources/autograding-grading-reporter, one grader's `result`.
- Classroom 50: github.com/foundation50/classroom50, wiki "Advanced Autograding", `result.json`.
"""

from __future__ import annotations

import base64
import json
import math
from typing import TYPE_CHECKING, Any

from autograder.records import Outcome, Refusal
from autograder.report import for_student

if TYPE_CHECKING:
    from autograder.records import ExerciseScore, Mark, Result


def classroom_of(graded: Result | Refusal) -> str:
    """Return what GitHub Classroom's reporter takes as one grader's result: base64 of JSON, for `$GITHUB_OUTPUT`.

    Parameters
    ----------
    graded : Result or Refusal
        One submission.

    Returns
    -------
    str
        The reporter adds up the tests' scores, which are exact to four digits; a refused file is an error with none.
    """
    if isinstance(graded, Refusal):
        result: dict[str, Any] = {"version": 1, "status": "error", "max_score": 0, "tests": []}
    else:
        tests = [_classroom_test(score, mark) for score in graded.scores for mark in score.marks]
        status = "pass" if all(test["status"] == "pass" for test in tests) else "fail"
        result = {"version": 1, "status": status, "max_score": math.ceil(graded.possible), "tests": tests}
    return base64.b64encode(json.dumps(result).encode()).decode()


def _classroom_test(score: ExerciseScore, mark: Mark) -> dict[str, Any]:
    statuses = {Outcome.PASSED: "pass", Outcome.BROKEN: "error"}
    return {
        "name": f"{mark.finding.exercise}: {mark.finding.check}",
        "status": statuses.get(mark.finding.outcome, "fail"),
        "score": round(float(mark.points), 4),
        "message": for_student(mark.finding, score),
        "test_code": "",
        "filename": "",
        "line_no": 0,
        "duration": 0,
    }


def classroom50_of(graded: Result | Refusal) -> dict[str, Any]:
    """Return Classroom 50's result; its runner stamps the rest.

    Parameters
    ----------
    graded : Result or Refusal
        One submission.

    Returns
    -------
    dict
        Its scores are whole numbers: the total is rounded down, so that nobody has full marks who has not.
    """
    if isinstance(graded, Refusal):
        return {"schema": "classroom50/result/v1", "score": 0, "max-score": 0, "tests": []}
    tests = [
        {
            "test-name": f"{mark.finding.exercise}: {mark.finding.check}",
            "passed": mark.finding.outcome is Outcome.PASSED,
            "score": round(float(mark.points), 4),
            "max-score": round(float(mark.possible), 4),
            "message": for_student(mark.finding, score),
        }
        for score in graded.scores
        for mark in score.marks
    ]
    score, possible = math.floor(graded.points), math.ceil(graded.possible)
    return {"schema": "classroom50/result/v1", "score": score, "max-score": possible, "tests": tests}


def classroom50_text(graded: Result | Refusal) -> str:
    """Return `result.json`: the text of `classroom50_of`."""
    return json.dumps(classroom50_of(graded), indent=1) + "\n"
