"""What continuous integration runs (`workflows`), and what it or a person reads of a graded submission, by format.

- `html`: the student's report as a page, whole in itself.
- `junit`: JUnit's XML, as GitLab reads it.
- `markdown`: GitHub's step summary, in which text of students must not become markup.
- `annotations`: GitHub's workflow commands, which no text of students can start or end.
- `classrooms`: what GitHub Classroom's reporter and Classroom 50 take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from autograder.measures import Code
    from autograder.records import Refusal, Result

FORMATS = {  # the file's name; who names the formats to an operator need not load what writes them
    "html": "report.html",
    "junit": "junit.xml",
    "markdown": "summary.md",
    "annotations": "annotations.txt",
    "classroom": "classroom.txt",
    "classroom50": "result.json",
}


def write_formats(
    graded: Result | Refusal,
    folder: Path,
    formats: Sequence[str],
    title: str = "",
    *,
    told: bool = False,
    code: Code | None = None,
) -> None:
    """Write a graded submission in some of the formats, each into a file of its own.

    Parameters
    ----------
    graded : Result or Refusal
        One submission.
    folder : Path
        Of its results.
    formats : sequence of str
        Of `FORMATS`.
    title : str, optional
        Of the sheet, for the page.
    told : bool, optional
        Whether the page may say which keys of the multiple choice are right.
    code : Code, optional
        The submission's, for the page.
    """
    from autograder.integrations.ci.annotations import annotations_of
    from autograder.integrations.ci.classrooms import classroom50_text, classroom_of
    from autograder.integrations.ci.junit import junit_of
    from autograder.integrations.ci.markdown import markdown_of

    def html_of(graded: Result | Refusal) -> str:
        from autograder.report.pages import student_page  # draws, which is slow to load

        return student_page(graded, title, told=told, code=code)

    writers: dict[str, Callable[[Result | Refusal], str]] = {
        "html": html_of,
        "junit": junit_of,
        "markdown": markdown_of,
        "annotations": annotations_of,
        "classroom": classroom_of,
        "classroom50": classroom50_text,
    }
    for name in formats:
        (folder / FORMATS[name]).write_text(writers[name](graded), encoding="utf-8")
