"""Answers are marked in a browser, at the server that the command starts, as a person would."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.gradebook import Gradebook, marking
from tests.browser.conftest import RULES, Seen
from tests.unit.classroom.gradebooks import Class, result, written

CHECKOUT = Path(__file__).parents[2]
QUESTION, SHEET = "how_many", "a06_approximation"
HOSTILE = (
    "</div></form><script>window.ran = 1</script><img src=x onerror='window.ran = 2'>{{ 7 * 7 }}\u202e" + "w" * 9000
)
every_scheme = pytest.mark.parametrize("scheme", ["light", "dark"])
every_width = pytest.mark.parametrize("width", [320, 390, 1280])


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Make a gradebook of four students who have answered a question of the lecture's, one of them hostile."""
    path = tmp_path_factory.mktemp("class") / "book.sqlite"
    with Gradebook(path) as book:
        school = Class(book)
        answers = ("S l / (2 eps) steps are enough.\n\n$n \\ge 5$", "Because it does not say.", HOSTILE, "None.")
        for number, answer in enumerate(answers):
            school.enter(f"Student {number}", section="AB"[number % 2])
            school.hand_in(f"Student {number}", result(f=1, replies=[written(answer, QUESTION, 4)]), to=SHEET)
    return path


@pytest.fixture(scope="module")
def address(place, tmp_path_factory):
    """Start the command, and end it as Ctrl-C does; return the address that it prints."""
    command = [sys.executable, "-m", "autograder.cli", "serve", "a06", "--gradebook", str(place), "--who", "grace"]
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path_factory.mktemp("config"))}
    server = subprocess.Popen(
        command, cwd=CHECKOUT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        yield server.stdout.readline().strip()
    finally:
        server.send_signal(signal.SIGINT)
        _, said = server.communicate(timeout=30)
        assert server.returncode == 0
        assert "Traceback" not in said


@pytest.fixture
def visit(browser, address):
    """Return a function that goes to a question in a window of its own, below the address with the token."""
    contexts = []

    def go(path=f"/question/{QUESTION}", width=1280, scheme="light"):
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme))
        seen = Seen(contexts[-1].new_page(), address)
        seen.page.on("console", lambda message: seen.console.append(f"{message.type}: {message.text}"))
        seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
        seen.page.on("request", lambda request: seen.requests.append(request))  # noqa: PLW0108 - it marks its handlers
        seen.page.goto(address.rstrip("/") + path)
        return seen

    yield go
    for context in contexts:
        context.close()


@pytest.fixture
def given(place):
    """Return a function that reads who has given which points."""

    def read():
        with Gradebook(place) as book, book.reading() as db:
            return sorted((each.who, each.points, each.why) for each in marking.decided(db, SHEET).values())

    return read


@every_width
@every_scheme
def test_it_opens_quietly_and_fits(visit, width, scheme) -> None:
    """There is no message, no error, nothing wider than the window, and no request but for pages of this server."""
    for path in (f"/question/{QUESTION}", "/"):
        seen = visit(path, width, scheme)
        assert not seen.console
        assert not seen.errors
        assert all(re.match(r"http://127\.0\.0\.1:\d+/", asked) for asked in seen.asked())
        assert seen.overhang() <= 0


@every_scheme
def test_axe_finds_no_violation(visit, scheme) -> None:
    """Contrast, names, roles and order are those that WCAG 2.2 AA asks for, also of what could not be taken over."""
    assert RULES
    for path in (f"/question/{QUESTION}", "/"):
        assert visit(path, 1280, scheme).violations() == []
    seen = visit(scheme=scheme)
    seen.page.get_by_label("Points", exact=True).first.fill("many")
    seen.page.get_by_role("button", name="Save").click()
    assert seen.page.get_by_role("alert").is_visible()
    assert seen.violations() == []


def test_hostile_text_is_text(visit) -> None:
    """What a student writes is shown as it is: no script, no picture, nothing outside its box."""
    seen = visit()
    assert seen.page.evaluate("window.ran") is None
    assert seen.page.locator("main img, main script").count() == 0
    shown = seen.page.locator(".answers .written").filter(has_text="window.ran").inner_text()
    assert "{{ 7 * 7 }}" in shown
    assert "\u202e" not in shown


def test_points_are_typed_and_saved_by_keyboard(visit, given) -> None:
    """Enter in a field saves, and reveals nobody; the points are in the gradebook and on the page."""
    seen = visit()
    names = seen.page.get_by_text("Student").count()  # of another test's
    box = seen.page.get_by_label("Points", exact=True).first
    box.fill("2,5")
    seen.page.get_by_label("Comment").first.fill("half of it")
    box.press("Enter")
    assert seen.page.get_by_role("status").inner_text() == "1 saved."
    assert seen.page.get_by_label("Points", exact=True).first.input_value() == "2.5"
    assert ("grace", "5/2", "half of it") in [(who, str(points), why) for who, points, why in given()]
    assert seen.page.get_by_text("Student").count() == names


def test_what_cannot_be_taken_over_stays_in_its_field(visit, given) -> None:
    """Beside a number that cannot be stands why; it is the field's description, and everything typed is still there."""
    seen, before = visit(), given()
    boxes = seen.page.get_by_label("Points", exact=True)
    boxes.nth(1).fill("9")
    boxes.nth(2).fill("1")
    seen.page.get_by_role("button", name="Save").click()
    fault = "“9” is no number from 0 to 4 with at most two decimals."
    assert seen.page.get_by_text(fault).is_visible()
    assert boxes.nth(1).get_attribute("aria-describedby") == seen.page.get_by_text(fault).get_attribute("id")
    assert (boxes.nth(1).input_value(), boxes.nth(2).input_value()) == ("9", "1")
    assert given() == before


def test_a_name_is_looked_up_and_that_is_noted(visit) -> None:
    """The button tells one name and saves what was typed; the sheet's page says who has looked when."""
    seen = visit()
    last = seen.page.locator("article").last
    last.get_by_label("Points", exact=True).fill("0")
    last.get_by_label("Comment").fill("kept")
    last.get_by_role("button", name="Whose is it?").click()
    assert last.get_by_role("heading", name="Student").count() == 1
    assert last.get_by_label("Comment").input_value() == "kept"
    seen.page.get_by_role("link", name="Approximation").click()
    seen.page.go_back()
    assert last.get_by_label("Comment").input_value() == "kept"
    seen.page.get_by_role("link", name="Approximation").click()
    assert seen.page.get_by_role("heading", name="Names that were looked up").is_visible()
    assert seen.page.locator("li", has_text="grace").count() == 1


def test_a_section_is_looked_at_alone(visit) -> None:
    """The selection narrows the page to a section."""
    seen = visit()
    seen.page.get_by_label("Section").select_option("A")
    seen.page.get_by_role("button", name="Show").click()
    assert seen.page.locator("article").count() == 2


def test_without_the_token_nothing_is_shown(browser, address) -> None:
    """Another browser that knows the port only is told where to get in."""
    context = browser.new_context()
    try:
        page = context.new_page()
        assert page.goto("/".join(address.split("/")[:3])).status == 403
        assert "secant serve" in page.inner_text("body")
    finally:
        context.close()
