"""The one submission of each student that counts, with its result: what statistics and comparisons are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.classroom.grades import standings
from autograder.errors import OperatorError, SubmissionError
from autograder.gradebook import intake, results
from autograder.records import Member, Refusal
from autograder.submission import read_submission

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from autograder.gradebook import Gradebook
    from autograder.gradebook.results import Counted
    from autograder.measures import Similar
    from autograder.records import Result
    from autograder.spec import Assignment
    from autograder.spec.seeds import Seeds


def counting(book: Gradebook, sheets: Sequence[Assignment]) -> Iterator[tuple[Counted, Result | Refusal]]:
    """Yield what counts of a sheet, one a student, loaded one after another; a group's is that of each member.

    Parameters
    ----------
    book : Gradebook
        Of the class.
    sheets : sequence of Assignment
        The sheet, and those of its course that share late days with it.

    Yields
    ------
    (Counted, Result or Refusal)
        Whoever has handed in nothing that could be graded has the refusal.
    """
    name = sheets[0].name
    with book.reading() as db:
        chosen = {key: each[name].grade.counts for key, each in standings(db, sheets).items()}
        counted = {each.submission: each for each in results.all_counted(db, name)}
    refused = {each.student: each for each in counted.values()}  # of a student without any that counts, the last
    for student, submission in chosen.items():
        which = counted[submission] if submission is not None else refused.get(student)
        if which is not None:
            with book.reading() as db:
                graded = results.load(db, which.result, which.path)
            yield which, graded


def file_that_counts(book: Gradebook, sheets: Sequence[Assignment], student: str) -> Member:
    """Return the file of a student that counts.

    Parameters
    ----------
    book : Gradebook
        Of the class.
    sheets : sequence of Assignment
        As for `counting`.
    student : str
        The key.

    Returns
    -------
    Member

    Raises
    ------
    OperatorError
        If the student has handed in nothing that counts.
    """
    with book.reading() as db:
        counts = standings(db, sheets)[student][sheets[0].name].grade.counts
        for each in results.all_counted(db, sheets[0].name):
            if each.submission == counts:
                return Member(each.path, intake.content_of(db, each.content))
    raise OperatorError(f"{sheets[0].name}: nothing that this student has handed in counts; see secant scores.")


def similar_in(book: Gradebook, sheets: Sequence[Assignment], seeds: Seeds, pages: Path) -> tuple[Similar, ...]:
    """Find submissions that are alike; what all have from the sheet is left out.

    Parameters
    ----------
    book : Gradebook
        Of the class.
    sheets : sequence of Assignment
        As for `counting`.
    seeds : Seeds
        Of the sheet, for its notebook.
    pages : Path
        Folder for the pages that show them side by side.

    Returns
    -------
    tuple of Similar
        By the files' names.
    """
    from autograder.generate import student_notebook
    from autograder.integrations.similarity import similar_submissions

    skeleton = "\n\n".join(cell.source for cell in student_notebook(sheets[0], seeds).cells if cell.cell_type == "code")
    files: dict[str, tuple[str, list[str]]] = {}
    for each, graded in counting(book, sheets):
        if not isinstance(graded, Refusal) and each.content not in files:  # a group's file is one
            with book.reading() as db:
                member = Member(each.path, intake.content_of(db, each.content))
            try:
                cells = read_submission(member).cells
            except SubmissionError:
                continue  # it was refused since
            files[each.content] = (each.path, [cell.source for cell in cells])
    return similar_submissions(files.values(), skeleton, pages=pages)
