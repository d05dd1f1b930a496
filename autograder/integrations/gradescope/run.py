"""What runs on Gradescope for every submission, as root: `python -m autograder.integrations.gradescope.run`.

Folders and files are those of https://gradescope-autograders.readthedocs.io, "Manual Docker Configuration" and
"Submission Metadata". What students must not read is closed first, and results that say that grading has failed are
written before anything of the submission is looked at: whatever happens, Gradescope finds results.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.errors import SecantError
from autograder.integrations.gradescope.bundle import SECRET, Policy
from autograder.integrations.gradescope.results import write_json, write_results
from autograder.words import refusal

if TYPE_CHECKING:
    from autograder.records import Refusal, Result

ROOT = Path("/autograder")
FAILED = "The autograder did not come to its end; this is no fault of yours. Ask your instructor to run it again."


def main(root: Path = ROOT) -> int:
    """Grade the submission that lies there.

    Parameters
    ----------
    root : Path, optional
        With `source/`, `submission/`, `results/` and `submission_metadata.json`.

    Returns
    -------
    int
        0; Gradescope reads the results and not this, and its log for the staff says what went wrong.
    """
    os.umask(0o077)
    results = root / "results" / "results.json"
    _close(root)
    write_json({"score": 0.0, "output": FAILED, "output_format": "text", "stdout_visibility": "hidden"}, results)
    policy = Policy(**json.loads((root / "source" / "policy.json").read_text(encoding="utf-8")))
    metadata = _metadata(root / "submission_metadata.json")
    if early := too_early(metadata, policy.wait):
        write_json(early, results)
        return 0
    try:
        write_results(_graded(root, policy), results, told=policy.told, leaderboard=policy.leaderboard)
    except SecantError as error:
        print(error, file=sys.stderr)  # noqa: T201 - Gradescope keeps it for the staff
    return 0


def _close(root: Path) -> None:
    """Close to everybody but root what student code must not read, or write."""
    for path in (root / "source", root / "results", root / "submission"):
        path.chmod(0o700)
    metadata = root / "submission_metadata.json"
    if metadata.exists():
        metadata.chmod(0o600)


def _graded(root: Path, policy: Policy) -> Result | Refusal:
    from autograder.classroom import Grader
    from autograder.records import Refusal
    from autograder.spec.course import Course, load
    from autograder.words import speak

    os.environ["SECANT_SECRET"] = os.fsdecode((root / "source" / SECRET).read_bytes())
    course = Course((root / "source" / "course").resolve())
    sheet = load(course, policy.assignment)
    speak(sheet.language)
    found = handed_in(root / "submission")
    if isinstance(found, Refusal):
        return found
    with Grader(course, sheet) as grader:
        return grader.grade(found)


def handed_in(folder: Path) -> Path | Refusal:
    """Find the one file that is to be graded.

    Parameters
    ----------
    folder : Path
        Of the submission.

    Returns
    -------
    Path or Refusal
        The only notebook, or where there is none the only script; otherwise what was found instead.
    """
    for ending, kind in ((".ipynb", "notebook"), (".py", "script")):
        found = sorted(path for path in folder.rglob(f"*{ending}") if ".ipynb_checkpoints" not in path.parts)
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(path.name for path in found[:3])
            return refusal("submission", "several-of-a-kind", count=len(found), kind=kind, names=names)
    return refusal("submission", "no-submission")


def too_early(metadata: dict[str, Any], wait: int) -> dict[str, Any] | None:
    """Return the results of a submission that comes too soon after the last one: the last one's score stands.

    The submission's own time counts, not the clock's: grading it again gives the same.

    Parameters
    ----------
    metadata : dict
        Gradescope's.
    wait : int
        Minutes.

    Returns
    -------
    dict or None
        None if it is in time.
    """
    before = [each for each in metadata.get("previous_submissions") or [] if each.get("submission_time")]
    if not wait or not before or "created_at" not in metadata:
        return None
    last = max(before, key=lambda each: datetime.fromisoformat(each["submission_time"]))
    allowed = datetime.fromisoformat(last["submission_time"]) + timedelta(minutes=wait)
    if datetime.fromisoformat(metadata["created_at"]) >= allowed:
        return None
    output = f"Not graded: there must be {wait} minutes between two submissions. Hand in again after {allowed:%H:%M}."
    output += " The score of the last one stands."
    score = float(last.get("score") or 0.0)
    return {"score": score, "output": output, "output_format": "text", "stdout_visibility": "hidden"}


def _metadata(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


if __name__ == "__main__":
    sys.exit(main())
