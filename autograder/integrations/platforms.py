"""What `secant generate --for PLATFORM` writes, by platform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from autograder.errors import OperatorError
from autograder.integrations.gradescope import Policy

if TYPE_CHECKING:
    from autograder.generate import Secrets
    from autograder.spec import Assignment
    from autograder.spec.course import Course

Platform = Literal["gradescope", "otter", "nbgrader", "github", "gitlab"]
PLATFORMS: tuple[Platform, ...] = get_args(Platform)


def files_for(
    platform: Platform, course: Course, assignment: Assignment, secrets: Secrets, policy: Policy, *, tried: bool = True
) -> dict[str, bytes]:
    """Return what an instructor gives to a platform.

    Parameters
    ----------
    platform : str
        Of `PLATFORMS`.
    course : Course
        It travels along.
    assignment : Assignment
        The sheet.
    secrets : Secrets
        Of all sheets of the course.
    policy : Policy
        Gradescope's alone.
    tried : bool, optional
        Whether the platform's own tools try the solution first.

    Returns
    -------
    dict of str to bytes
        Contents by their paths in the platform's folder.

    Raises
    ------
    OperatorError
        If the platform's own tools are missing or fail, or know nothing of what is asked.
    """
    from autograder.integrations.ci.workflows import repository_files
    from autograder.integrations.gradescope import autograder_zip
    from autograder.integrations.nbgrader import nbgrader_files
    from autograder.integrations.otter import otter_files

    seeds = course.seeds(assignment)
    if platform != "gradescope" and policy != Policy(assignment.name):
        raise OperatorError(f"--reveal, --wait and --leaderboard are Gradescope's; {platform} has settings of its own.")
    match platform:
        case "gradescope":
            return {"autograder.zip": autograder_zip(course, assignment, seeds, policy)}
        case "nbgrader":
            return nbgrader_files(course, assignment, seeds)
        case "github" | "gitlab":
            return repository_files(course, assignment, platform)
        case _:
            return otter_files(course, assignment, seeds, secrets, tried=tried)
