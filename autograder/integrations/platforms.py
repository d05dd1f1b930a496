"""What `secant generate --for PLATFORM` writes, by platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.errors import OperatorError

if TYPE_CHECKING:
    from autograder.generate import Secrets
    from autograder.spec import Assignment
    from autograder.spec.course import Course

PLATFORMS = ("gradescope", "otter", "nbgrader")


def files_for(
    platform: str,
    course: Course,
    assignment: Assignment,
    secrets: Secrets,
    *,
    tried: bool = True,
    told: bool = False,
    wait: int = 0,
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
    tried : bool, optional
        Whether the platform's own tools try the solution first.
    told : bool, optional
        Whether the due date is over: multiple choice counts. Gradescope's alone.
    wait : int, optional
        Minutes between two submissions. Gradescope's alone.

    Returns
    -------
    dict of str to bytes
        Contents by their paths in the platform's folder.

    Raises
    ------
    OperatorError
        If the platform's own tools are missing or fail, or know nothing of what is asked.
    """
    from autograder.integrations.gradescope import Policy, autograder_zip
    from autograder.integrations.nbgrader import nbgrader_files
    from autograder.integrations.otter import otter_files

    seeds = course.seeds(assignment)
    if platform != "gradescope" and (told or wait):
        raise OperatorError(f"--reveal and --wait are for Gradescope; {platform} has settings of its own for them.")
    if platform == "gradescope":
        policy = Policy(assignment.name, told=told, wait=wait)
        return {"autograder.zip": autograder_zip(course, assignment, seeds, policy)}
    if platform == "nbgrader":
        return nbgrader_files(course, assignment, seeds)
    return otter_files(course, assignment, seeds, secrets, tried=tried)
