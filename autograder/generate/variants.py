"""A sheet's variants for a class: each student's own notebook, and the staff's table of who has which."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

from autograder.errors import OperatorError
from autograder.generate.bundle import bundle_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from autograder.generate.leaks import Secrets
    from autograder.spec import Assignment
    from autograder.spec.seeds import Seeds

COLUMNS = ("student", "variant")
HARMLESS = set("-_.@+ ")  # in a folder's name, beside letters and digits


def read_class(path: Path) -> tuple[str, ...]:
    """Read a class list: a CSV file whose first column has the students' names or ids, below a header.

    Parameters
    ----------
    path : Path
        In UTF-8.

    Returns
    -------
    tuple of str

    Raises
    ------
    OperatorError
        If it cannot be read, is empty, or names a student twice or by what cannot be a folder's name.
    """
    try:
        rows = [row for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))) if row and row[0].strip()]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise OperatorError(f"{path}: cannot be read as CSV in UTF-8 ({error}); export it again.") from None
    students = [row[0].strip() for row in rows[1:]]
    if not students:
        raise OperatorError(f"{path}: names no student; write a header line, and one student a line below it.")
    folded: set[str] = set()
    for student in students:
        if not all(each.isalnum() or each in HARMLESS for each in student) or student.strip(". ") != student:
            raise OperatorError(f"{path}: {student!r} cannot be a folder's name; use letters, digits, -, _, . and @.")
        if student.casefold() in folded:
            raise OperatorError(f"{path}: names {student!r} twice; strike one of the lines.")
        folded.add(student.casefold())
    return tuple(students)


def variants_of(
    assignment: Assignment, seeds: Seeds, secrets: Secrets, students: Sequence[str]
) -> Iterator[tuple[str, int, dict[str, bytes]]]:
    """Yield each student's name, variant and files.

    Parameters
    ----------
    assignment : Assignment
        The sheet.
    seeds : Seeds
        The course's.
    secrets : Secrets
        Of all sheets of the course.
    students : sequence of str
        From `read_class`.

    Yields
    ------
    (str, int, dict of str to bytes)
        Contents by their places in the sheet's folder: below `student/variants/NAME/`.

    Raises
    ------
    AuthorError
        If an answer is in any of them.
    """
    for student in students:
        variant = seeds.variant_of(student)
        files = bundle_of(assignment, replace(seeds, variant=variant), secrets)
        own = {name.partition("/")[2]: content for name, content in files.items() if name.startswith("student/")}
        yield student, variant, {f"student/variants/{student}/{name}": content for name, content in own.items()}


def variant_table(variants: Mapping[str, int]) -> bytes:
    """Return the table of who has which variant, as CSV, for the staff."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(sorted(variants.items()))
    return text.getvalue().encode()


def read_variants(path: Path) -> dict[str, int]:
    """Read a table of `variant_table`.

    Raises
    ------
    OperatorError
        If it is none.
    """
    try:
        head, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        if tuple(head) != COLUMNS:
            raise ValueError(f"its columns are {', '.join(head)}")
        return {student: int(variant) for student, variant in rows}
    except (OSError, ValueError, csv.Error) as error:
        remedy = "name the staff/variants.csv that secant generate --variants wrote"
        found = getattr(error, "strerror", None) or str(error)
        raise OperatorError(f"{path}: is no table of variants ({found}); {remedy}.") from None


def foreign_variant(submission: str, variant: int, variants: Mapping[str, int]) -> str | None:
    """Return whose variant a submission has, if it is not its own student's.

    Parameters
    ----------
    submission : str
        The file's name, or its path in a class's folder or archive: the student's name stands in it.
    variant : int
        What its metadata says.
    variants : mapping of str to int
        From `read_variants`.

    Returns
    -------
    str or None
        A clause for the staff; None if it is the student's own, or nobody in the table is named in the file's name.
    """
    named = [student for student in variants if student.casefold() in submission.casefold()]
    own = max(named, key=len, default=None)
    if own is None or variants[own] == variant:
        return None
    whose = [student for student, other in variants.items() if other == variant]
    what = f"that of {whose[0]}" if whose else "everybody's" if variant == 0 else "nobody's in the table"
    return f"has the variant {variant}, {what}, not that of {own}"
