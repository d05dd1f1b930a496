"""The workflows of a sheet's repositories: the students' with its visible checks, the staff's with its hidden tests.

A student's repository gets nothing that is hidden, for its student can write to it, and so read whatever runs there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import jinja2

from autograder.integrations.wheel import engine_wheel
from autograder.resources import resource

if TYPE_CHECKING:
    from autograder.spec import Assignment
    from autograder.spec.course import Course

Platform = Literal["github", "gitlab"]

PLACES: dict[Platform, tuple[str, str]] = {  # of the student's workflow, and of the staff's: a course may have several
    "github": (".github/workflows/check.yml", ".github/workflows/grade-{sheet}.yml"),
    "gitlab": (".gitlab-ci.yml", ".gitlab-ci.yml"),
}
ROSTER = "student,repository\nada,OWNER/a-repository-of-hers\n"


def repository_files(course: Course, sheet: Assignment, platform: Platform) -> dict[str, bytes]:
    """Return what a platform's repositories need beside the notebooks.

    Parameters
    ----------
    course : Course
        Its secret is asked for, unless it is the bundled lecture, which has none.
    sheet : Assignment
        The sheet.
    platform : {"github", "gitlab"}
        Where the repositories lie.

    Returns
    -------
    dict of str to bytes
        `student/...` goes into each student's repository: a workflow and a script that needs nothing of ours.
        `staff/...` goes into the staff's: a workflow, what pulls and what grades, a roster to be filled in, the wheel.
    """
    wheel, content = engine_wheel()
    words: dict[str, str | bool] = {
        "secret": not course.is_bundled,
        "sheet": sheet.name,
        "packages": " ".join(sheet.packages),
        "cases": repr({exercise.name: len(exercise.cases) for exercise in sheet.exercises}),
        "wheel": f"wheels/{wheel}",
    }
    student, staff = (place.format(sheet=sheet.name) for place in PLACES[platform])
    return {
        f"student/{student}": _rendered(f"{platform}_student.yml", words),
        "student/.ci/check_notebook.py": _rendered("check_notebook.py", words),
        f"staff/{staff}": _rendered(f"{platform}_staff.yml", words),
        "staff/.ci/pull_class.py": _rendered("pull_class.py", words),
        "staff/.ci/grade_class.py": _rendered("grade_class.py", words),
        "staff/roster.example.csv": ROSTER.encode(),
        f"staff/wheels/{wheel}": content,
    }


def _rendered(name: str, words: dict[str, str | bool]) -> bytes:
    text = (resource("templates") / "ci" / name).read_text(encoding="utf-8")
    template = jinja2.Template(text, keep_trailing_newline=True, undefined=jinja2.StrictUndefined)
    rendered: str = template.render(words)
    return rendered.encode()
