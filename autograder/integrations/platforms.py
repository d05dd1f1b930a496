"""What `secant generate --for PLATFORM` writes, by platform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from autograder.generate import Secrets
    from autograder.integrations.gradescope import Policy
    from autograder.spec import Assignment
    from autograder.spec.course import Course

Platform = Literal["gradescope", "otter", "nbgrader", "github", "gitlab"]
PLATFORMS: tuple[Platform, ...] = get_args(Platform)

FOR_STUDENTS: dict[Platform, str] = {  # the folder that is handed out; the rest has the tests and the secret in it
    "gradescope": "",
    "otter": "dist/student",
    "nbgrader": "",
    "github": "student",
    "gitlab": "student",
}


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
        If the platform's own tools are missing or fail.
    """
    from autograder.integrations.ci.workflows import repository_files
    from autograder.integrations.gradescope import autograder_zip
    from autograder.integrations.nbgrader import nbgrader_files
    from autograder.integrations.otter import otter_files

    seeds = course.seeds(assignment)
    match platform:
        case "gradescope":
            return {"autograder.zip": autograder_zip(course, assignment, seeds, policy)}
        case "nbgrader":
            return nbgrader_files(course, assignment, seeds)
        case "github" | "gitlab":
            return repository_files(course, assignment, platform)
        case _:
            return otter_files(course, assignment, seeds, secrets, tried=tried)
