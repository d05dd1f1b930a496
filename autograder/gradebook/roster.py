"""Who is in the class: the one room that knows names, and the random keys that all others use instead."""

from __future__ import annotations

import csv
import io
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from autograder.errors import OperatorError
from autograder.gradebook.rows import add_once
from autograder.gradebook.tables import identities, students

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

PLATFORMS = ("canvas", "gradescope", "login", "id", "folder")
OWN = {"name": "name", "email": "email", "e-mail": "email", "section": "section", "group": "team"}  # titles of columns


@dataclass(frozen=True, slots=True)
class Person:
    """A student, by name.

    Attributes
    ----------
    name, email, section, team : str
        "" for what is not known.
    numbers : tuple of (str, str)
        A platform and the student's number there; "" as a platform stands for the name of a folder or a file.
    by_name : bool
        Whether the name alone tells who it is, where neither number nor address does: one of the roster, and only one.
    """

    name: str = ""
    email: str = ""
    section: str = ""
    team: str = ""
    numbers: tuple[tuple[str, str], ...] = ()
    by_name: bool = False


def read_roster(text: str) -> tuple[Person, ...]:
    """Read a class list.

    Parameters
    ----------
    text : str
        CSV with a line of titles: `name`, `email`, `section`, `group`, as far as they are known; `canvas`,
        `gradescope`, `login`, `id` for numbers there; `folder` for the name of the student's folder or file where
        there is no platform. Moodle's participants are known by e-mail address or name.

    Returns
    -------
    tuple of Person

    Raises
    ------
    OperatorError
        With all lines that cannot be read.
    """
    rows = [*csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_delimiter(text))]
    if not rows or not any(rows[0]):
        raise OperatorError(
            "line 1: has no titles; write name,email,section,group and a platform's name, as far as known."
        )
    titles = [title.strip().lower() for title in rows[0]]
    faults = [f"line 1: has the title {title!r} twice" for title in dict.fromkeys(titles) if titles.count(title) > 1]
    faults += [
        f"line 1: {title!r} is no title known here, as are {', '.join((*OWN, *PLATFORMS))}"
        for title in dict.fromkeys(titles)
        if title not in OWN and title not in PLATFORMS
    ]
    people = []
    seen: dict[tuple[str, str], int] = {}
    for line, row in enumerate(rows[1:], 2):
        if not any(field.strip() for field in row):
            continue
        if len(row) != len(titles):
            faults.append(f"line {line}: has {len(row)} fields, and there are {len(titles)} titles")
            continue
        person = _person({title: field.strip() for title, field in zip(titles, row, strict=True)})
        if not person.numbers and not person.email:
            faults.append(f"line {line}: has neither an e-mail address nor a number by which to know the student")
        faults += [
            f"line {line}: has the {number[0] or 'folder'} {number[1]!r} of line {seen[number]}"
            for number in (*person.numbers, *([("e-mail", person.email.casefold())] if person.email else []))
            if seen.setdefault(number, line) != line
        ]
        people.append(person)
    if faults:
        raise OperatorError("; ".join(faults) + "; mend the list.")
    return tuple(people)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _person(fields: dict[str, str]) -> Person:
    own = {OWN[title]: field for title, field in fields.items() if title in OWN}
    numbers = ((title, field) for title, field in fields.items() if title not in OWN and field)
    known_as = tuple(("" if title == "folder" else title, field) for title, field in numbers)
    known = {field: own.get(field, "") for field in ("name", "email", "section", "team")}
    return Person(known["name"], known["email"], known["section"], known["team"], known_as)


def enrol(db: Connection, person: Person) -> str:
    """Return the key of a student; one who is not in the roster yet is added, and what was not known is filled in.

    Parameters
    ----------
    db : Connection
        That writes.
    person : Person
        Known by any of the numbers, or else by the e-mail address.

    Returns
    -------
    str
        Random: it says nothing of who it is.

    Raises
    ------
    OperatorError
        If the numbers are those of two students.
    """
    keys = _known(db, person)
    if len(keys) > 1:
        listed = ", ".join(f"{platform or 'folder'} {number}" for platform, number in person.numbers)
        raise OperatorError(f"{listed}: are the numbers of {len(keys)} students in the roster; mend the list.")
    is_new = not keys
    key = keys.pop() if keys else "s" + secrets.token_hex(6)
    add_once(db, students, key=key, name=person.name, email=person.email, section=person.section, team=person.team)
    for field in ("name", "email", "section", "team"):
        if value := getattr(person, field):
            db.execute(update(students).where(students.c.key == key, students.c[field] == "").values({field: value}))
    added = [add_once(db, identities, platform=each, number=number, student=key) for each, number in person.numbers]
    if is_new and not all(added):  # another run has added the student meanwhile, and is through now
        db.execute(delete(identities).where(identities.c.student == key))
        db.execute(delete(students).where(students.c.key == key))
        return enrol(db, person)
    return key


def correct(db: Connection, person: Person) -> str:
    """Return the key of a student whose entry in the roster is now as given; what is "" stays as it was."""
    key = enrol(db, person)
    known = {field: getattr(person, field) for field in ("name", "email", "section", "team")}
    if given := {field: value for field, value in known.items() if value}:
        db.execute(update(students).where(students.c.key == key).values(given))
    return key


def _known(db: Connection, person: Person) -> set[str]:
    keys = {
        key
        for platform, number in person.numbers
        for key in db.scalars(
            select(identities.c.student).where(identities.c.platform == platform, identities.c.number == number)
        )
    }
    if not keys and person.email:
        keys = {*db.scalars(select(students.c.key).where(func.lower(students.c.email) == person.email.lower()))}
    if not keys and person.by_name:
        keys = {*db.scalars(select(students.c.key).where(students.c.name == person.name))}
        platforms = [platform for platform, _ in person.numbers]
        taken = select(identities.c.student).where(identities.c.platform.in_(platforms))
        keys = keys - {*db.scalars(taken)} if len(keys) == 1 else set()
    return keys


def student_of(db: Connection, text: str) -> str:
    """Return the key of the one student whom a text names.

    Parameters
    ----------
    db : Connection
        That reads.
    text : str
        A key, a platform's number, an e-mail address, or a name.

    Returns
    -------
    str

    Raises
    ------
    OperatorError
        If it names nobody, or several.
    """
    wanted, words = text.strip().casefold(), _words(text)
    known = {key for key, number in db.execute(select(identities.c.student, identities.c.number)) if number == text}
    keys: list[str] = sorted(
        known
        | {
            row.key
            for row in db.execute(select(students))
            if row.key == text or wanted == row.email.casefold() != "" or (words and words == _words(row.name))
        }
    )
    if len(keys) == 1:
        return keys[0]
    if not keys:
        raise OperatorError(f"{text!r}: is no key, number, e-mail address or name of the roster; see secant roster.")
    raise OperatorError(f"{text!r}: names {len(keys)} students; give one's key instead: {', '.join(keys)}.")


def _words(name: str) -> list[str]:
    """Return the words of a name as they compare: "Hopper, Grace" is "grace hopper"."""
    return sorted(name.replace(",", " ").casefold().split())


def roster(db: Connection) -> dict[str, Person]:
    """Return everybody by key, in the order of names."""
    numbers: dict[str, list[tuple[str, str]]] = {}
    for row in db.execute(select(identities).order_by(identities.c.platform, identities.c.number)):
        numbers.setdefault(row.student, []).append((row.platform, row.number))
    rows = db.execute(select(students).order_by(students.c.name, students.c.key))
    return {
        row.key: Person(row.name, row.email, row.section, row.team, tuple(numbers.get(row.key, ()))) for row in rows
    }


def enrol_all(db: Connection, people: Iterable[Person]) -> int:
    """Bring the roster to a class list; return how many are new."""
    before = db.scalar(select(func.count()).select_from(students)) or 0
    for person in people:
        correct(db, person)
    return (db.scalar(select(func.count()).select_from(students)) or 0) - before
