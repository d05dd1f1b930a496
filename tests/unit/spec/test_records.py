"""The records that an instructor writes: frozen, and aware of the line they stand on."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from autograder.records import Place
from autograder.spec import Assignment, Case, Exercise, GradientCheck, Late, Mutant, Policy, ReferenceCheck, Variant

HERE = Path(__file__)


def build(rng):
    return (rng.normal(size=2),)


def double(x):
    return 2 * x


def helper_case(name):
    return Case(name, build)


RECORDS = {
    "case": lambda: Case("any", build),
    "gradient check": lambda: GradientCheck(of=np.sum),
    "reference check": lambda: ReferenceCheck(points=1),
    "mutant": lambda: Mutant("name", "old", "new", "words"),
    "variant": lambda: Variant("name", double),
    "exercise": lambda: Exercise(double, 1, (), ()),
    "late": lambda: Late(percent_a_day=10),
    "policy": lambda: Policy("2026-11-03T23:59", "Europe/Berlin"),
    "assignment": lambda: Assignment("title", ()),
}


@pytest.mark.parametrize("make", RECORDS.values(), ids=RECORDS)
def test_records_are_frozen(make) -> None:
    """No field of a record can be set once it is made."""
    record = make()
    for field in dataclasses.fields(record):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(record, field.name, None)


@pytest.mark.parametrize("make", RECORDS.values(), ids=RECORDS)
def test_records_know_their_line(make) -> None:
    """A record's place is the file and the line of the call that makes it."""
    record = make()
    assert record.where.file == str(HERE)
    assert record.where.line == make.__code__.co_firstlineno


def test_a_helper_declares() -> None:
    """A record that a helper of the same file makes stands on the helper's line."""
    line = helper_case.__code__.co_firstlineno + 1
    assert helper_case("any").where == Place(str(HERE), line)


def test_a_replaced_record_stands_where_it_was_replaced() -> None:
    """A copy by dataclasses.replace stands on the line of the replacement, not in the standard library."""
    copy = dataclasses.replace(helper_case("any"), name="other")
    assert copy.where.file == str(HERE)
    assert copy.where.line != helper_case("any").where.line


def test_places_do_not_tell_records_apart() -> None:
    """Two records of the same contents are equal, wherever they stand."""
    first = ReferenceCheck(points=3)
    assert first == ReferenceCheck(points=3)
    assert first != ReferenceCheck(points=4)


def test_names_come_from_the_code(tiny) -> None:
    """An exercise is named by its function, a sheet by its folder, and its points are its exercises' sum."""
    sheet = tiny.load()
    assert [exercise.name for exercise in sheet.exercises] == ["half_square", "half_square_gradient"]
    assert (sheet.name, sheet.folder, sheet.points) == ("s1", tiny.folder, 5)
