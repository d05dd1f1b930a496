"""The student's page in a browser: quiet, readable by all on any screen and on paper, and deaf to what it shows."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from autograder.measures import Code
from autograder.records import (
    Cell,
    CellTrouble,
    ExerciseScore,
    Exhibit,
    Finding,
    Isolation,
    Mark,
    Message,
    Outcome,
    Raised,
    Refusal,
    Reply,
    Result,
)
from autograder.report.pages import student_page

WIDTHS = (320, 390, 1280)  # the narrowest that WCAG asks for, a phone, a desk
SCHEMES = ("light", "dark")
LINES = ("right", "yours")  # as the style sheet calls them
PASSED, FAILED, BLOCKED, CRASHED = Outcome.PASSED, Outcome.FAILED, Outcome.BLOCKED, Outcome.CRASHED
AXIS = np.linspace(-4, 4, 41)
STEPS = np.array([0.8**k for k in range(120)])
ERRORS = np.array([[0, 1e-7, 1e-5, 1e-4], [1e-3, 0.009, 0.011, 0.1], [0.5, 1, 30, 0]])
CELLS = ("sigmoid", "first_step")  # exercises whose cells are shown
SOURCE = """@staticmethod
def sigmoid(z: np.ndarray, *, name="any") -> np.ndarray:
    '''Compute it.'''  # in a way of which nobody has to see the end, as the line goes on, and on, and on
    if not isinstance(z, float) and z is None:
        raise ValueError(f"no {z!r}") from None
    return 1 / (1 + np.exp(-z)) ** 2.0e0 @ [lambda: True, b"1"]
"""
HOSTILE = (
    "</style></title></bdi></code></p><script>window.ran = 1</script><img src=x onerror='window.ran = 2'>"
    "<svg onload='window.ran = 3'><a href='javascript:window.ran=4'>{{ 7 * 7 }}{% raise %}&lt;b&gt;"
    '" onmouseover="window.ran = 5" autofocus onfocus="window.ran = 6" style="position:fixed'
    "\u202e\u2066\u200f\ufeff\x00\x1b[31m\ud800 " + "w" * 1_000_000
)


def finding(exercise, key, outcome=FAILED, hints=(), check="reference", **values):
    return Finding(exercise, check, outcome, Message(key, values), hints=hints)


def score(exercise, *findings, earned=0, supplied=()):
    """Return the score of an exercise, in which every check that passed has a point, and others `earned`."""
    marks = [Mark(each, Fraction(1 if each.outcome is PASSED else earned), Fraction(1)) for each in findings]
    return ExerciseScore(
        exercise, tuple(marks), sum((mark.points for mark in marks), Fraction(0)), Fraction(len(marks)), supplied
    )


def exhibit(exercise, form, found, expected, **about):
    found, expected = np.broadcast_arrays(found, expected)
    return Exhibit(
        exercise, "three numbers", form, expected.shape, tuple(found.ravel()), tuple(expected.ravel()), **about
    )


EXHIBITS = (
    exhibit("sigmoid", "curve", 1 / (1 + np.exp(AXIS)), 1 / (1 + np.exp(-AXIS)), over=tuple(AXIS), label="z"),
    exhibit("descent_path", "path", np.outer(STEPS**0.5, [3, -2]), np.outer(STEPS, [3, -2])),
    exhibit("residuals", "series", np.sin(AXIS[:9]), np.cos(AXIS[:9]), part=2),
    exhibit("loss_gradient", "entries", 1 + ERRORS, np.ones(ERRORS.shape)),
)


def page_with(text="a sentence that a student wrote", *, told=True):
    """Return a page that has everything a page can have, with a text of unknown origin wherever one may come in."""
    case = {"case": "three numbers"}
    explained = Message("explanation", {"explanation": f"Look at the sign. {text}"})
    slope = finding(
        "loss_gradient", "gradient-differs", check="gradient", loss="loss", parameter="w", entries="", **case
    )
    scores = (
        score("loss", finding("loss", "passed", PASSED)),
        score("sigmoid", finding("sigmoid", "differs", hints=(explained,), **case)),
        score(
            "descent_path", finding("descent_path", "path-leaves", step=3, ratio=None, **case), earned=Fraction(1, 3)
        ),
        score("residuals", finding("residuals", "series-differs", number=4, ratio=None, **case), supplied=("sigmoid",)),
        score("loss_gradient", slope, finding("loss_gradient", "passed", PASSED)),
        score("first_step", finding("first_step", "missing", CRASHED, name="first_step", suggestion=text)),
        score("all_steps", finding("all_steps", "unsendable", CRASHED, reason=text, **case)),
        score("step_size", finding("step_size", "loss-not-right", BLOCKED, loss="loss")),
        score("accuracy", finding("accuracy", "passed", PASSED), supplied=("sigmoid", "residuals")),
    )
    result = Result(
        f"{text}.ipynb",
        "a01",
        scores,
        sum((each.points for each in scores), Fraction(0)),
        sum((each.possible for each in scores), Fraction(0)),
        (CellTrouble(4, Raised(text, text, 2)), CellTrouble(7, Raised("NameError", text, None))),
        1.0,
        Isolation("A", ("a user of its own", "no network")),
        (
            Reply("limits", text, Fraction(0), Fraction(1), ("one", "other"), explanation=text),
            Reply("why", text, None, Fraction(2)),
            Reply("how", None, None, Fraction(2)),
        ),
        exhibits=EXHIBITS,
    )
    cells = {each: Cell(number, SOURCE + text + each) for number, each in enumerate(CELLS, 3)}
    code = Code(cells, tuple((cell, (name,)) for name, cell in cells.items()))
    return student_page(result, f"Descent, {text}", told=told, code=code if told else None)


PAGES = {
    "graded": page_with,
    "before the due date": lambda: page_with(told=False),
    "refused": lambda: student_page(Refusal("report.pdf", "is not a notebook."), "Descent"),
    "hostile": lambda: page_with(HOSTILE),
    "hostile and refused": lambda: student_page(Refusal(HOSTILE, HOSTILE), HOSTILE),
}
every_page = pytest.mark.parametrize("name", PAGES)
every_scheme = pytest.mark.parametrize("scheme", SCHEMES)
every_width = pytest.mark.parametrize("width", WIDTHS)


@cache
def page(name):
    """Return one of the pages, which takes a moment to draw."""
    return PAGES[name]()


def luminance(colour):
    """Return the relative luminance that WCAG defines, of a colour as a computed style has it."""
    parts = np.array([float(part) for part in re.findall(r"[\d.]+", colour)[:3]]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]


# Of every text in a picture: what it says, its colour, that of the nearest area below it, and by how much it juts out.
PICTURED = """() => [...document.querySelectorAll("figure svg text")].map(text => {
    text.scrollIntoView({block: "center"});
    const at = text.getBoundingClientRect(), room = text.ownerSVGElement.getBoundingClientRect();
    const fill = each => getComputedStyle(each).fill;
    const stack = document.elementsFromPoint((at.left + at.right) / 2, (at.top + at.bottom) / 2);
    const area = stack.find(each => each.matches("path, use") && fill(each) !== "none");
    const out = Math.max(room.left - at.left, at.right - room.right, room.top - at.top, at.bottom - room.bottom);
    return [text.textContent, fill(text), area ? fill(area) : getComputedStyle(document.body).backgroundColor, out];
})"""
# Names and attributes of all elements but those that colour code, without the attributes' values.
STRUCTURE = (
    "[...document.querySelectorAll(':not(pre > *)')].map(each => [each.tagName, ...each.getAttributeNames()].join(' '))"
)


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def pages_of(pdf):
    """Count the pages of a PDF."""
    assert pdf.startswith(b"%PDF-")
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@every_page
def test_a_page_is_quiet_and_asks_for_nothing(look_at, name) -> None:
    """Nothing is written to the console, nothing is thrown, and no file but the page itself is asked for."""
    seen = look_at(page(name))
    seen.open_all()
    assert (seen.console, seen.errors, seen.asked()) == ([], [], [seen.address])


@every_width
@every_page
def test_nobody_has_to_scroll_sideways(look_at, name, width) -> None:
    """The page is no wider than its window, its numbers shown or not."""
    seen = look_at(page(name), width)
    assert seen.overhang() <= 0
    seen.open_all()
    assert seen.overhang() <= 0


@every_scheme
@every_page
def test_axe_finds_no_violation(look_at, name, scheme) -> None:
    """Axe has nothing against the page by WCAG 2.2 AA nor by its best practices, light and dark."""
    seen = look_at(page(name), 390, scheme)
    seen.open_all()
    assert seen.violations() == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (' lang="en"', "", "html-has-lang"),
        ("--soft: #57606a", "--soft: #a0a0a0", "color-contrast"),
        ('tabindex="0" ', "", "scrollable-region-focusable"),
    ],
)
def test_axe_would_find_a_violation(look_at, old, new, rule) -> None:
    """What breaks a rule on the page is found, so that finding nothing says something."""
    assert old in page("graded")
    seen = look_at(page("graded").replace(old, new), 320)
    seen.open_all()
    seen.page.add_style_tag(content=".scroll { max-height: 3rem; }")
    assert rule in {found for found, _ in seen.violations()}


def test_the_numbers_are_reached_by_keyboard(look_at) -> None:
    """Tab comes to what opens the numbers, Enter opens them, Tab comes to them, and Space closes them again."""
    window = look_at(page("graded"), 390).page
    numbers = window.get_by_role("region", name="Numbers of sigmoid")
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.innerText") == "The numbers"
    assert not numbers.is_visible()
    window.keyboard.press("Enter")
    assert numbers.is_visible()
    window.keyboard.press("Tab")
    assert numbers.evaluate("each => each === document.activeElement")
    window.keyboard.press("Shift+Tab")
    window.keyboard.press("Space")
    assert not numbers.is_visible()


def test_pictures_have_the_colours_of_their_page(look_at) -> None:
    """What is written beside the axes has the colour of the page's text, which is another one in the dark."""
    inks = []
    for scheme in SCHEMES:
        seen = look_at(page("graded"), scheme=scheme)
        (ink,) = {*seen.styles("article:nth-of-type(-n + 3) svg text", "fill")}
        assert {ink} == {*seen.styles("body", "color")}
        inks.append(ink)
    assert inks[0] != inks[1]


@every_scheme
def test_what_is_written_in_pictures_is_readable(look_at, scheme) -> None:
    """Every text in a picture has the contrast of WCAG AA to what it stands on, be it the page or a coloured field."""
    texts = look_at(page("graded"), scheme=scheme).page.evaluate(PICTURED)
    assert len({below for _, _, below, _ in texts}) > 5
    assert {text: found for text, ink, below, _ in texts if (found := contrast(ink, below)) < 4.5} == {}


@every_scheme
def test_lines_in_pictures_are_seen(look_at, scheme) -> None:
    """Both lines of a picture have the contrast of WCAG AA for graphics to the page, and different colours."""
    seen = look_at(page("graded"), scheme=scheme)
    (paper,) = seen.styles("body", "backgroundColor")
    right, yours = ({*seen.styles(f"figure svg path[style*='stroke: var(--{name})']", "stroke")} for name in LINES)
    assert len(right) == len(yours) == 1
    assert right != yours
    assert min(contrast(line, paper) for line in right | yours) >= 3


@every_width
def test_nothing_that_pictures_say_is_cut_off(look_at, width) -> None:
    """Every text in a picture stands within it."""
    texts = look_at(page("graded"), width).page.evaluate(PICTURED)
    assert {"θ₁", "start", "yours", "relative error"} <= {text for text, *_ in texts}
    assert {text: out for text, _, _, out in texts if out > 1} == {}


def test_names_within_pictures_are_their_own(look_at) -> None:
    """No two elements of a page have one name, and what a picture refers to is there."""
    window = look_at(page("graded")).page
    names = window.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
    assert len(names) == len({*names}) > 0
    assert {*re.findall(r"(?:url\(#|href=\"#)([^)\"]+)", page("graded"))} == {*names}


def test_code_stands_on_the_page(look_at) -> None:
    """The names by which code is coloured are nothing else's: no part of it has a background of its own."""
    found = look_at(page("graded")).styles("article pre span", "backgroundColor")
    assert len(found) > 50
    assert {*found} == {"rgba(0, 0, 0, 0)"}


@every_scheme
@pytest.mark.parametrize("name", ["hostile", "hostile and refused"])
def test_hostile_texts_are_texts(look_at, name, scheme) -> None:
    """A text with markup makes no element, no attribute and no event, also where no policy would stop it."""
    tame = {"hostile": "graded", "hostile and refused": "refused"}[name]
    seen = look_at(page(name), scheme=scheme, guarded=False)
    assert seen.page.evaluate(STRUCTURE) == look_at(page(tame)).page.evaluate(STRUCTURE)
    seen.page.get_by_text("onerror").first.hover()
    assert seen.page.evaluate("window.ran") is None
    assert "<script>" in seen.page.inner_text("main")
    assert "{{ 7 * 7 }}" in seen.page.inner_text("main")
    assert (seen.console, seen.errors, seen.asked()) == ([], [], [seen.address])


@pytest.mark.parametrize("name", ["hostile", "hostile and refused"])
def test_hostile_texts_change_nothing_around_them(look_at, name) -> None:
    """Of a text neither controls nor what turns the direction of writing is left, and no more than people read."""
    window = look_at(page(name)).page
    shown = window.title() + window.inner_text("body")
    assert "\ufffd" in shown
    assert {each for each in shown if unicodedata.category(each) in {"Cc", "Cf", "Cs"}} <= {"\n", "\t"}
    assert 1_000 < max(map(len, re.findall("w+", shown))) <= 2_000


def test_hostile_code_is_code(look_at) -> None:
    """A cell is shown letter by letter, as far as people read, in elements that do nothing but colour it."""
    seen = look_at(page("hostile"), guarded=False)
    seen.open_all()
    code = seen.page.locator("article pre").first
    shown = code.text_content()
    assert shown.startswith(f"{SOURCE}</style></title>")
    assert "<script>window.ran = 1</script>" in shown
    assert "\u202e" not in shown
    assert 5_000 < len(shown) < 7_000
    inside = code.evaluate(
        "e => [...e.querySelectorAll('*')].map(e => [e.tagName, ...e.getAttributeNames()].join(' '))"
    )
    assert {*inside} <= {"SPAN", "SPAN class"}
    assert seen.page.evaluate("window.ran") is None


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "unguarded"])
def test_the_policy_stops_what_gets_in(look_at, guarded) -> None:
    """The same markup runs if it stands in a page as it is, unless the page's own policy is obeyed."""
    markup = HOSTILE.encode(errors="replace").decode()
    seen = look_at(page("graded").replace("</main>", f"{markup}</main>"), guarded=guarded)
    assert seen.page.evaluate("window.ran !== undefined") is not guarded
    assert [request.failure == "csp" for request in seen.requests] == [False, guarded]
    assert seen.console
    assert all("Content Security Policy" in each for each in seen.console) is guarded


def test_nothing_is_folded_on_paper(look_at) -> None:
    """What is printed has at least a page, with all numbers and cells, whether they were open on the screen or not."""
    seen = look_at(page("graded"))
    closed = pages_of(seen.page.pdf())
    seen.page.emulate_media(media="print")
    shown = [each.is_visible() for each in seen.page.locator("details :is(table, pre)").all()]
    seen.open_all()
    assert closed == pages_of(seen.page.pdf()) >= 1
    assert shown == [True] * (len(EXHIBITS) + 2 * len(CELLS))
