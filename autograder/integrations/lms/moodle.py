"""Moodle's offline grading worksheet: mod/assign/gradingtable.php and mod/assign/feedback/offline of moodle/moodle."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from autograder.errors import OperatorError
from autograder.integrations.lms.owners import Owner, Student
from autograder.report import points_text

if TYPE_CHECKING:
    from autograder.integrations.lms.table import Table

IDENTIFIER, GRADE, MAXIMUM, CHANGEABLE = "Identifier", "Grade", "Maximum Grade", "Grade can be changed"
NAME, EMAIL, STATUS, GROUP, FEEDBACK = "Full name", "Email address", "Status", "Group", "Feedback comments"
BLIND = "Participant"  # instead of a name, in the folders of an assignment that is marked without names
UNPRINTABLE = re.compile(r"[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd]")


@dataclass(frozen=True, slots=True)
class Participant:
    """A row of the worksheet.

    Attributes
    ----------
    number : int
        Of the row.
    student : Student
        Its id is the participant's number.
    group : str
        Of an assignment that groups hand in.
    late : bool
        Whether the status says so.
    changeable : bool
        Whether Moodle takes a grade.
    maximum : str
        As the worksheet has it, with the decimal separator of the site's language.
    """

    number: int
    student: Student
    group: str
    late: bool
    changeable: bool
    maximum: str


def participants_in(table: Table) -> list[Participant]:
    """Return the rows of a worksheet.

    Parameters
    ----------
    table : Table
        The worksheet.

    Returns
    -------
    list of Participant

    Raises
    ------
    OperatorError
        If it is no worksheet, or not one of points.
    """
    head = table.values(0)
    if "Scale" in head and MAXIMUM not in head:
        raise OperatorError("Moodle grades this assignment by a scale; set it to points there, and download it again.")
    if missing := [name for name in (IDENTIFIER, GRADE, MAXIMUM, CHANGEABLE) if name not in head]:
        names = ", ".join(missing)
        words = f"it is no grading worksheet of Moodle's in English (it has no column {names})"
        raise OperatorError(f"{words}; download it again with Moodle's language set to English.")
    participants = []
    for number in range(1, len(table.rows)):
        values = table.values(number)
        if len(values) == len(head):
            told = dict(zip(head, values, strict=True))
            status = [part.strip() for part in told.get(STATUS, "").split(" - ")]
            student = Student(told.get(NAME, ""), told[IDENTIFIER].removeprefix("Participant "), told.get(EMAIL, ""))
            late = any(part.endswith(" late") for part in status)
            changeable = told[CHANGEABLE] != "No"
            participants.append(Participant(number, student, told.get(GROUP, ""), late, changeable, told[MAXIMUM]))
    return participants


def recognised(participants: list[Participant], owner: Owner) -> Owner:
    """Return an owner as the worksheet knows it: name, e-mail address, lateness; a group with its members.

    Parameters
    ----------
    participants : list of Participant
        The worksheet's.
    owner : Owner
        Of a folder of Moodle's. Its number is a participant's, or that of a group: where groups hand in, newer Moodles
        name the folder by the group. Only the names tell the two apart.

    Returns
    -------
    Owner
        As it was if the worksheet has nobody of that number and name.
    """
    if owner.platform != "moodle":
        return owner
    (folder,) = owner.students
    members = [each for each in participants if is_meant(each, folder)]
    if not members:
        members = [each for each in participants if each.group and _letters(each.group) == _letters(folder.name)]
    if not members:
        return owner
    return replace(owner, students=tuple(each.student for each in members), late=any(each.late for each in members))


def is_meant(participant: Participant, student: Student) -> bool:
    """Whether a row is a student's: by its number, and by its name as far as the worksheet has names."""
    if participant.student.id != student.id:
        return False
    if not participant.student.name:
        return not participant.group
    name = _letters(participant.student.name)  # behind a group's, in the folders of older Moodles
    return student.name == BLIND or _letters(student.name).endswith(name)


def _letters(name: str) -> str:
    """Return a name without what Moodle leaves out of names of files."""
    return "".join(each for each in name.casefold() if each.isalnum())


def grade_text(points: str, maximum: str) -> str:
    """Write points as the site does: with a decimal comma if the maximum has one, which is never for thousands."""
    return points.replace(".", ",") if "," in maximum else points


def refuse_excess(participants: list[Participant], possible: Fraction) -> None:
    """Refuse a worksheet whose maximum is below the sheet's points: Moodle would pass over what is above it."""
    for maximum in dict.fromkeys(each.maximum for each in participants):
        try:
            most = Fraction(maximum.strip().replace(",", "."))
        except ValueError:
            raise OperatorError(f"its Maximum Grade {maximum!r} is no number; download the worksheet again.") from None
        if possible > most:
            words = f"Moodle takes no grade above its maximum of {maximum}, and the sheet has {points_text(possible)}"
            raise OperatorError(f"{words} points; set the maximum grade there, and download the worksheet again.")


def feedback_text(words: str) -> str:
    """Return feedback without control characters."""
    return UNPRINTABLE.sub("?", words)
