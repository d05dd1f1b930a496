"""The page of a class in a browser: it sorts and filters itself, is readable by all, and shows names as text."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from autograder.measures import Entry, Fared, Misconception
from autograder.records import Outcome
from autograder.report.class_pages import class_page
from autograder.score import class_statistics
from tests.unit.classroom.gradebooks import result

HOSTILE = (
    "</td></table><script>window.ran = 1</script><img src=x onerror='window.ran = 2'>{{ 7 * 7 }}\u202e\x00" + "w" * 9000
)
every_scheme = pytest.mark.parametrize("scheme", ["light", "dark"])
every_width = pytest.mark.parametrize("width", [320, 390, 1280])


def entry(name, section, points, g, **more):
    """Return a student with all points for the first exercise and some for the second."""
    outcome = "full" if g == 10 else "failed"
    exercises = (
        Fared("first_exercise", Fraction(10), Fraction(10), "full"),
        Fared("second_exercise", Fraction(g), Fraction(10), outcome, () if g == 10 else ("slip",)),
    )
    return Entry(f"k{name[-1]}", name, section, Fraction(points), exercises, seconds=0.5, level="A", **more)


@cache
def page(name=""):
    """Return the page of a class of five, one of whom has another name."""
    entries = (
        entry("Student 10", "A", 20, 10),
        entry("Student 9", "B", 11, 1),
        entry("Student 2", "B", Fraction(31, 2), 5, notes=("to be marked by a person: why",)),
        entry(name or "Élan 3", name or "A", 12, 2),
        Entry("k4", "Nobody", "", None, notes=("not graded: it is empty.",)),
    )
    graded = [
        result(first_exercise=10, second_exercise=5, outcome=Outcome.FAILED),
        result(first_exercise=10, second_exercise=10),
    ]
    statistics = replace(class_statistics(graded), misconceptions=(Misconception("second_exercise", "slip", 3),))
    explanations = {("second_exercise", "slip"): "Mind the step."}
    return class_page("Squares", entries, statistics, Fraction(20), explanations, "Proven.")


@pytest.fixture
def seen(look_at):
    """Open the page on a desk."""
    return look_at(page())


def shown(seen):
    """Return the names of the rows that are to be seen, from above."""
    rows = seen.page.locator("#class tbody tr:not([hidden]) th")
    return [name.strip() for name in rows.all_inner_texts()]


@every_width
@every_scheme
def test_it_opens_quietly_and_fits(look_at, width, scheme) -> None:
    """There is no message, no error and no request but for the page itself, and nothing is wider than the window."""
    seen = look_at(page(), width, scheme)
    assert not seen.console
    assert not seen.errors
    assert seen.asked() == [seen.address]
    assert seen.overhang() <= 0


@every_scheme
def test_axe_finds_no_violation(look_at, scheme) -> None:
    """Contrast, names, roles and order are those that WCAG 2.2 AA asks for, also behind disclosures."""
    seen = look_at(page(), 1280, scheme)
    seen.open_all()
    assert seen.violations() == []


def test_a_click_on_a_head_sorts_and_another_one_turns_round(seen) -> None:
    """Points sort as numbers, names as people count, and the head says which way."""
    names = ["Nobody", "Student 9", "Élan 3", "Student 2", "Student 10"]
    head = seen.page.locator("#class thead th", has_text="points")
    head.get_by_role("button").click()
    assert shown(seen) == names
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").press("Enter")
    assert shown(seen) == names[::-1]
    assert head.get_attribute("aria-sort") == "descending"
    seen.page.locator("#class thead th", has_text="student").get_by_role("button").click()
    assert shown(seen) == ["Élan 3", "Nobody", "Student 2", "Student 9", "Student 10"]
    assert head.get_attribute("aria-sort") is None


def test_filters_work_together_and_say_how_many_are_left(seen) -> None:
    """By a part of the name, by section, by an exercise that lost points."""
    assert seen.page.locator("#shown").inner_text() == "5 shown"
    seen.page.get_by_label("Name").fill("student")
    assert shown(seen) == ["Student 10", "Student 9", "Student 2"]
    seen.page.get_by_label("Section").select_option("B")
    assert shown(seen) == ["Student 9", "Student 2"]
    seen.page.get_by_label("Name").fill("")
    seen.page.get_by_label("Section").select_option("")
    seen.page.get_by_label("Lost points in").select_option("second_exercise")
    assert shown(seen) == ["Student 9", "Student 2", "Élan 3"]
    assert seen.page.locator("#shown").inner_text() == "3 shown"


def test_filters_hold_when_one_comes_back(seen) -> None:
    """After a look at another page the fields have what was typed, and the rows are those that fit."""
    seen.page.get_by_label("Name").fill("Student 2")
    seen.page.goto("about:blank")
    seen.page.go_back()
    assert seen.page.get_by_label("Name").input_value() == "Student 2"
    assert shown(seen) == ["Student 2"]


def test_the_head_stays_in_sight(seen) -> None:
    """The table's head is at the top of its box, however far one has scrolled in it."""
    assert {*seen.styles("#class thead th", "position")} == {"sticky"}


def test_a_known_mistake_opens_on_its_explanation_and_students(seen) -> None:
    """What stands behind a mistake is shown by the keyboard, too."""
    assert not seen.page.get_by_text("Mind the step.").is_visible()
    seen.page.locator("summary", has_text="slip").press("Enter")
    assert seen.page.get_by_text("Mind the step.").is_visible()
    assert seen.page.locator("details a").all_inner_texts() == ["Student 9", "Student 2", "Élan 3"]


def test_without_its_script_everything_can_be_read(look_at) -> None:
    """Where no script runs the table is whole, and what would do nothing is not there."""
    seen = look_at(page().replace("<script>", "<script type='text/none'>"))
    assert len(shown(seen)) == 5
    assert not seen.page.locator("#controls").is_visible()


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "unguarded"])
def test_names_are_text(look_at, guarded) -> None:
    """A name that is markup makes no element and runs nothing, even where the page's policy is not in force."""
    seen = look_at(page(HOSTILE), guarded=guarded)
    assert seen.page.evaluate("window.ran") is None
    assert seen.page.locator("img").count() == 0
    assert seen.page.locator("script").count() == 1
    assert len(shown(seen)) == 5
    assert seen.overhang() <= 0


def test_dark_is_dark(look_at) -> None:
    """Paper, cells and pictures follow the reader's scheme."""
    light, dark = (look_at(page(), 1280, scheme) for scheme in ("light", "dark"))
    for selector, name in (
        ("body", "backgroundColor"),
        ("svg text", "fill"),
        ("td.s1, td.s2, td.s3", "backgroundColor"),
    ):
        assert light.styles(selector, name) != dark.styles(selector, name)


def test_it_prints(seen) -> None:
    """On paper there are no controls, and the table is whole."""
    seen.page.emulate_media(media="print")
    assert not seen.page.locator("#controls").is_visible()
    assert seen.page.pdf().count(b"/Type /Page") >= 1
