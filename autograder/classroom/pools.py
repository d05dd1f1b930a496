"""What grades many files: one grader here, several processes, or a cluster; each takes files when it is ready."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from autograder.classroom.grader import Grader
from autograder.classroom.jobs import side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from autograder.records import Member, Refusal, Result
    from autograder.spec import Assignment
    from autograder.spec.course import Course

T = TypeVar("T")


def pool_of(
    course: Course, assignment: Assignment, *, jobs: int = 1, scheduler: str | None = None, trust: bool = False
) -> Callable[[Iterable[tuple[T, Member]]], Iterator[tuple[T, Result | Refusal]]]:
    """Return what grades files, each with what tells it apart.

    Parameters
    ----------
    course : Course
        The course.
    assignment : Assignment
        One of its sheets.
    jobs : int, optional
        Processes of this machine.
    scheduler : str, optional
        Address of a Dask cluster's scheduler, which grades instead.
    trust : bool, optional
        As for `Grader`.

    Returns
    -------
    callable
        Takes pairs and yields pairs, in the order in which they are done.
    """
    secret = course.seeds(assignment).secret
    if scheduler is not None:
        from autograder.classroom.cluster import on_cluster

        return lambda tagged: on_cluster(tagged, scheduler, course.root, assignment.name, secret, trust)
    if jobs > 1:
        return lambda tagged: side_by_side(tagged, jobs, course.root, assignment.name, secret, trust)
    return partial(_here, course, assignment, trust=trust)


def _here(
    course: Course, assignment: Assignment, tagged: Iterable[tuple[T, Member]], *, trust: bool
) -> Iterator[tuple[T, Result | Refusal]]:
    with Grader(course, assignment, trust=trust) as grader:
        for tag, file in tagged:
            yield tag, grader.grade(file)
