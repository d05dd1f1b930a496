"""Who is in the class: found again by numbers, addresses and names, and gone when forgotten."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select

from autograder.errors import OperatorError
from autograder.gradebook import Person, intake, marking, publishing, results, roster
from autograder.gradebook.forgetting import forget
from autograder.gradebook.tables import metadata
from autograder.records import Grade, Refusal

ADA = Person("Ada Lovelace", "ada@example.org", "A", "1", (("canvas", "17"), ("", "ada")))


def enrol(book, *people):
    with book.writing() as db:
        return [roster.enrol(db, person) for person in people]


def test_a_student_is_found_again_by_any_number(book) -> None:
    """A number of any platform, or else the e-mail address in any case, is the same student; others are new."""
    key, *same = enrol(book, ADA, Person(numbers=(("", "ada"),)), Person(email="ADA@example.org"))
    assert same == [key, key]
    (other,) = enrol(book, Person("Ada Lovelace", numbers=(("canvas", "18"),)))
    assert other != key


def test_the_key_says_nothing(book) -> None:
    """Keys are random: the same person has another one in another book."""
    (key,) = enrol(book, ADA)
    assert key.startswith("s")
    assert not any(part in key for part in ("ada", "Ada", "17"))
    with book.writing() as db:
        forget(db, key)
    assert enrol(book, ADA) != [key]


def test_gaps_are_filled_in_and_nothing_is_replaced(book) -> None:
    """What was not known is added; what was known stays, unless the class list says otherwise."""
    (key,) = enrol(book, Person("ada", numbers=(("canvas", "17"),)))
    enrol(book, ADA)
    with book.reading() as db:
        assert roster.roster(db)[key] == Person("ada", "ada@example.org", "A", "1", (("", "ada"), ("canvas", "17")))
    with book.writing() as db:
        assert roster.enrol_all(db, [ADA, Person("Bob", "bob@example.org")]) == 1
    with book.reading() as db:
        assert [person.name for person in roster.roster(db).values()] == ["Ada Lovelace", "Bob"]


def test_a_name_counts_only_where_it_is_allowed_and_alone(book) -> None:
    """Moodle's participants are known by name where one student has it, who has no other number of that sheet."""
    (key,) = enrol(book, Person("Ada", numbers=(("moodle s1", "5"),), by_name=True))
    assert enrol(book, Person("Ada", numbers=(("moodle s2", "9"),), by_name=True)) == [key]
    (other,) = enrol(book, Person("Ada", numbers=(("moodle s1", "6"),), by_name=True))  # a namesake
    assert other != key
    (third,) = enrol(book, Person("Ada", numbers=(("moodle s3", "1"),), by_name=True))
    assert third not in {key, other}


def test_numbers_of_two_students_are_refused(book) -> None:
    """A row that makes one student of two is a mistake of the list."""
    enrol(book, ADA, Person(numbers=(("moodle", "4"),)))
    with pytest.raises(OperatorError, match="canvas 17, moodle 4: are the numbers of 2 students"):
        enrol(book, Person(numbers=(("canvas", "17"), ("moodle", "4"))))


def test_two_runs_that_add_a_student_at_once_add_one(book) -> None:
    """Eight threads that meet the same thirty new students leave thirty, each with all numbers."""
    people = [Person(numbers=(("canvas", str(number)), ("", f"folder {number}"))) for number in range(30)]
    together, keys = threading.Barrier(8), []

    def run():
        together.wait()
        keys.extend((person, *enrol(book, person)) for person in people)

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8 * 30
    assert len({*keys}) == 30
    with book.reading() as db:
        assert len(roster.roster(db)) == 30


def test_a_text_names_one_student(book) -> None:
    """A key, a number, an address and a name do; nobody and several are told."""
    key, _ = enrol(book, ADA, Person("Bob", "bob@example.org", numbers=(("moodle", "17"),)))
    with book.reading() as db:
        for text in (key, "ada", "Ada@Example.org", "Ada Lovelace", "lovelace, ada"):
            assert roster.student_of(db, text) == key
        with pytest.raises(OperatorError, match="'Eve': is no key, number"):
            roster.student_of(db, "Eve")
        with pytest.raises(OperatorError, match="'17': names 2 students; give one's key instead: s"):
            roster.student_of(db, "17")


def test_a_class_list_is_read_as_spreadsheets_write_it() -> None:
    """Titles in any order and case, semicolons, a byte order mark and empty lines are read."""
    text = "\ufeffEmail;Name;Canvas;Group;folder\r\nada@example.org;Ada Lovelace;17;1;ada\r\n;;;;\r\n;Bob;18;;\r\n"
    assert roster.read_roster(text) == (
        Person("Ada Lovelace", "ada@example.org", "", "1", (("canvas", "17"), ("", "ada"))),
        Person("Bob", numbers=(("canvas", "18"),)),
    )


def test_all_that_is_wrong_with_a_class_list_is_told_at_once() -> None:
    """Lines of another length, without anything to know the student by, and numbers that come twice."""
    with pytest.raises(OperatorError) as told:
        roster.read_roster("name,canvas\nAda,17\nBob\nEve,\nAda,17\n")
    assert str(told.value) == (
        "line 3: has 1 fields, and there are 2 titles; line 4: has neither an e-mail address nor a number by which to "
        "know the student; line 5: has the canvas '17' of line 2; mend the list."
    )
    with pytest.raises(OperatorError, match="line 1: 'points possible' is no title known here, as are name, email"):
        roster.read_roster("name,Points Possible\nAda,100\n")
    with pytest.raises(OperatorError, match="line 3: has the e-mail 'a@b' of line 2"):
        roster.read_roster("name,email\nAda,a@b\nBob,A@B\n")
    for text in ("", ",,\n"):
        with pytest.raises(OperatorError, match="line 1: has no titles"):
            roster.read_roster(text)


def all_rows(book):
    with book.reading() as db:
        tables = {table.name: db.execute(select(table)).all() for table in metadata.sorted_tables}
    tables["extensions"] = [row for row in tables["extensions"] if row.student is not None]  # the others begin a list
    return {name: {*map(repr, rows)} for name, rows in tables.items()}


def test_nothing_is_left_of_who_is_forgotten(book, run, edition, result) -> None:
    """No table has a row more than before the student came; what others have handed in, too, stays with its result."""
    (bob,) = enrol(book, Person("Bob", numbers=(("canvas", "18"),)))
    with book.writing() as db:
        intake.keep(db, "shared", b"x")
        number = results.record(db, run, edition.key, "shared", Refusal("", "is empty."), final=True)
        results.count(db, intake.hand_in(db, run, bob, "s1", "bob.py", "shared"), number, run)
    before = all_rows(book)
    (ada,) = enrol(book, ADA)
    with book.writing() as db:
        intake.keep(db, "own", b"y")
        number = results.record(db, run, edition.key, "own", result(), final=True)
        for given in ("shared", "own", Refusal("ada.py", "is too large.")):
            key = intake.hand_in(db, run, ada, "s1", "ada.py", given)
            results.count(db, key, number, run)
        marking.decide(db, marking.Decision(ada, "s1", "f", "override", 1, "", "me", "so"))
        marking.rule(db, marking.request(db, ada, "s1", "f", "ada", "look"), "me", "no", granted=False)
        marking.extend(db, [marking.Extended(ada, "s1", None, 2, "ill")], "me")
        marking.reveal(db, ada, "s1", "me")
        publishing.publish(db, ada, "s1", Grade(None, (), 1, 2), "me")
    grown = all_rows(book)
    assert all(len(grown[name]) > len(before[name]) for name in before if name not in {"editions", "runs"})
    with book.writing() as db:
        assert forget(db, ada) == 3
    assert all_rows(book) == before


def test_the_file_forgets_too(tmp_path) -> None:
    """After a sweep no byte of a name stands in the file or beside it."""
    from autograder.gradebook import Gradebook

    with Gradebook(tmp_path / "book.sqlite") as book:
        (key,) = enrol(book, Person("Grace Brewster Hopper", numbers=(("", "hopper-folder"),)))

        def bytes_of_all():
            return b"".join(path.read_bytes() for path in tmp_path.iterdir())

        assert b"Brewster" in bytes_of_all()
        with book.writing() as db:
            forget(db, key)
        book.sweep()
        assert b"Brewster" not in bytes_of_all()
        assert b"hopper-folder" not in bytes_of_all()
        assert enrol(book, ADA)  # and goes on
