"""Questions in words, as their authors declare them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.spec import Choice, Written
from autograder.spec.questions import question_faults
from autograder.spec.seeds import Seeds

CHOICE = Choice(
    name="first",
    points=2,
    text="Who was first?",
    options={"one": "The one.", "other": "The other."},
    right="other",
    explanation="It was the other.",
)
WRITTEN = Written(name="limits", points=4, text="What are the limits?", rubric=("2 points: one", "2 points: two"))


@pytest.mark.parametrize("question", [CHOICE, WRITTEN], ids=["choice", "written"])
def test_a_whole_question_has_no_fault(question) -> None:
    """What is declared as it should be is accepted."""
    assert [*question_faults(question)] == []


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (replace(CHOICE, name="who was first"), "is no identifier"),
        (replace(CHOICE, points=0), "is worth 0 points"),
        (replace(CHOICE, points=1.5), "is worth 1.5 points"),
        (replace(CHOICE, text="  "), "has no text"),
        (replace(CHOICE, options={"other": "The other."}), "has 1 options"),
        (replace(CHOICE, options={"the one": "The one.", "other": "The other."}), "the key 'the one' of first is no"),
        (replace(CHOICE, right="third"), "the right key 'third' of first is no option"),
        (replace(CHOICE, explanation=""), "has no explanation"),
        (replace(WRITTEN, rubric=()), "has no rubric"),
    ],
)
def test_a_fault_is_named_with_its_line(question, found) -> None:
    """Each fault says what was found, and stands at the record's line."""
    (fault,) = question_faults(question)
    assert found in str(fault)
    assert fault.where.file == __file__


def test_options_stand_in_an_order_of_the_variants_own() -> None:
    """The order of the options is the same for everybody with a variant, and differs between variants."""
    orders = [Seeds(b"secret", "a01", variant).order("first", 5) for variant in range(20)]
    assert all(sorted(order) == [0, 1, 2, 3, 4] for order in orders)
    assert orders[3] == Seeds(b"another secret", "a01", 3).order("first", 5)
    assert len({*map(tuple, orders)}) > 10
