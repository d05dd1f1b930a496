"""Groups of the class list: what one member hands in is every member's, where the sheet says so."""

from __future__ import annotations

from dataclasses import replace

from autograder.gradebook import Person, roster
from autograder.spec import Policy
from autograder.terminal.class_results import file_that_counts
from tests.unit.classroom.gradebooks import result, sheet

ALONE = Policy(due="2026-11-03T12:00", zone="UTC")
TOGETHER = replace(ALONE, groups=True)


def listed(school, **teams):
    """Bring the roster to a class list; return the keys by name."""
    with school.book.writing() as db:
        people = (Person(name, team=team, numbers=(("", name),)) for name, team in teams.items())
        return {person.name: roster.correct(db, person) for person in people}


def test_what_a_member_hands_in_is_every_members(school) -> None:
    """The best of the group's attempts is each member's; others, also those without a group, have their own."""
    listed(school, ada="1", bob="1", eve="2", kim="", lea="")
    school.hand_in("ada", result(f=5))
    school.hand_in("bob", result(f=7), path="bob.py")
    school.hand_in("eve", result(f=1))
    school.hand_in("kim", result(f=3))
    found = {name: each["s1"] for name, each in school.standings(sheet(TOGETHER)).items()}
    points = {name: each.grade.points for name, each in found.items()}
    assert points == {"ada": 7, "bob": 7, "eve": 1, "kim": 3, "lea": 0}
    assert found["ada"].path == "bob.py"
    apart = {name: each["s1"].grade.points for name, each in school.standings(sheet(ALONE)).items()}
    assert apart == {"ada": 5, "bob": 7, "eve": 1, "kim": 3, "lea": 0}


def test_a_file_that_all_members_hand_in_is_one_attempt(school) -> None:
    """The same file of two members is not counted as two."""
    listed(school, ada="1", bob="1")
    school.hand_in(["ada", "bob"], result(f=5), content="one")
    school.hand_in("ada", result(f=2), content="two")
    standing = school.standings(sheet(replace(TOGETHER, attempt="last")))["bob"]["s1"]
    (line,) = [line for line in standing.grade.lines if line.message.key == "counts-last"]
    assert line.message.values["count"] == 2


def test_a_members_file_is_found_by_the_others_name(school) -> None:
    """What the staff look at of a member is the group's file."""
    keys = listed(school, ada="1", bob="1")
    school.hand_in("ada", result(f=5), content="ada's", path="ada.py")
    assert file_that_counts(school.book, [sheet(TOGETHER)], keys["bob"]).name == "ada.py"
