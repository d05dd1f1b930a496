"""The zip that an instructor uploads to Gradescope: "Configure Autograder", "Zip file upload"."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import jinja2

from autograder.generate.archive import files_below, packed
from autograder.integrations.wheel import engine_wheel
from autograder.resources import resource

if TYPE_CHECKING:
    from autograder.spec import Assignment
    from autograder.spec.course import Course
    from autograder.spec.seeds import Seeds

SECRET = "secret"  # noqa: S105 - the file's name


@dataclass(frozen=True, slots=True)
class Policy:
    """What a course decides about its grading on Gradescope.

    Attributes
    ----------
    assignment : str
        The sheet.
    told : bool
        Whether the due date is over: multiple choice counts, and it is told which keys are right.
    wait : int
        Minutes that must lie between two submissions of a student; 0 for none.
    leaderboard : bool
        Whether the class sees everybody's points, under names that students choose.
    """

    assignment: str
    told: bool = False
    wait: int = 0
    leaderboard: bool = False


def autograder_zip(course: Course, assignment: Assignment, seeds: Seeds, policy: Policy) -> bytes:
    """Return the archive: `setup.sh`, `run_autograder`, the engine's wheel, the course, its secret and the policy.

    Parameters
    ----------
    course : Course
        It travels whole: a sheet may build on earlier ones.
    assignment : Assignment
        The sheet.
    seeds : Seeds
        The course's; its secret is in the archive, which is for the staff alone.
    policy : Policy
        What the course has decided.

    Returns
    -------
    bytes
        Reproducible.
    """
    wheel, content = engine_wheel()
    folder = resource("templates") / "gradescope"
    packages = " ".join(assignment.packages)
    setup = jinja2.Template((folder / "setup.sh").read_text(encoding="utf-8"), keep_trailing_newline=True)
    files = {
        "setup.sh": setup.render(wheel=wheel, packages=packages).encode(),
        "run_autograder": (folder / "run_autograder").read_bytes(),
        wheel: content,
        SECRET: seeds.secret,
        "policy.json": f"{json.dumps(asdict(policy), indent=1)}\n".encode(),
    }
    for name in ("assignments", "reference"):
        files |= {f"course/{name}/{path}": each for path, each in files_below(course.root / name)}
    return packed(files, executable=("setup.sh", "run_autograder"))
