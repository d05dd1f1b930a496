"""Pictures of wrong answers: well-formed, in the page's colours and with text that is text, whatever was returned."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest

from autograder.records import Exhibit
from autograder.report import pictures
from autograder.report.pictures import picture, relative_error
from autograder.resources import resource

SVG = "{http://www.w3.org/2000/svg}"
WORDS = {
    "yours": "your answer", "right": "the right one", "entry": "the entry", "row": "the row", "column": "the column",
    "error": "the error", "start": "the start",
}  # fmt: skip
OVER = tuple(np.linspace(-2, 2, 9))


def exhibit_of(form, shape, found=None):
    """Return an exhibit whose right entries are 1, 2, 3, ..., and whose wrong ones are a half more."""
    right = 1.0 + np.arange(np.prod(shape))
    given = tuple(1.5 * right if found is None else np.broadcast_to(found, right.shape))
    about = (OVER, "argument") if form == "curve" else ()
    return Exhibit("softplus", "any", form, shape, given, tuple(right), *about)


EXHIBITS = {
    "curve": exhibit_of("curve", (9,)),
    "path": exhibit_of("path", (5, 2)),
    "series": exhibit_of("series", (4,)),
    "entries": exhibit_of("entries", (2, 3)),
    "many entries": exhibit_of("entries", (5, 13)),
}
LINES = ("curve", "path", "series")
every = pytest.mark.parametrize("exhibit", EXHIBITS.values(), ids=EXHIBITS)


def read(exhibit, number=0):
    """Draw an exhibit, and read the picture as XML."""
    return ET.fromstring(picture(exhibit, WORDS, number))  # noqa: S314 - ours


def texts(exhibit):
    return [element.text for element in read(exhibit).iter(f"{SVG}text")]


def names(root):
    return {element.get("id") for element in root.iter()} - {None}


def named_by(root):
    """Return the names that a picture refers to."""
    values = [value for element in root.iter() for value in element.attrib.values()]
    return {
        name for value in values for name in re.findall(r"^#([\w-]+)|url\(#([\w-]+)", value) for name in name if name
    }


def errors_in(exhibit):
    """Return what stands in the entries of a heat map, row by row."""
    return [text.text for text in read(exhibit).iter(f"{SVG}text") if "8px" in text.get("style")]


def error_of(found, expected):
    """Return what is told of the error of one entry among others."""
    return errors_in(Exhibit("f", "any", "entries", (2, 2), (found, 2.0, 3.0, 4.0), (expected, 2.0, 3.0, 4.0)))[0]


# --- the element ----------------------------------------------------------------------------------------------


@every
def test_a_picture_is_an_element_of_its_own(exhibit) -> None:
    """It is well-formed, nothing stands around it, it is as wide as there is room, and readers aloud pass it over."""
    text = picture(exhibit, WORDS)
    assert text.startswith("<svg ")
    assert text.endswith("</svg>")
    root = read(exhibit)
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox")
    assert not {"width", "height"} & {*root.attrib}
    assert root.get("aria-hidden") == "true"
    assert not {element.tag for element in root.iter()} & {f"{SVG}{name}" for name in ("script", "metadata", "image")}


@every
def test_text_is_text(exhibit) -> None:
    """Whatever is written stands there as text, to be searched, and not as outlines."""
    words = {
        "curve": {"your answer", "the right one", "argument", "softplus"},
        "path": {"your answer", "the right one", "the start"},
        "series": {"your answer", "the right one", "the entry"},
        "entries": {"the row", "the column", "the error", "0", "100 %"},
    }
    assert words[exhibit.form] <= {*texts(exhibit)}
    assert not [name for name in names(read(exhibit)) if "DejaVu" in name]


@every
def test_colours_are_the_pages(exhibit) -> None:
    """No colour that stands in for a variable is left, and every variable is one of the style sheet's."""
    text = picture(exhibit, WORDS)
    assert not [colour for colour in pictures.VARIABLES if colour in text]
    assert "currentColor" in text
    sheet = (resource("templates") / "report" / "page.css").read_text(encoding="utf-8")
    used = {*re.findall(r"var\((--[\w-]+)\)", text)}
    assert used == ({"--paper"} if exhibit.form == "entries" else {"--right", "--yours"})
    assert all(f"{name}:" in sheet for name in used)
    if exhibit.form != "entries":  # the colours of a heat map are its values
        assert not re.search(r"#[0-9a-f]{3,8}\b|white|black", text)


@every
def test_two_pictures_of_a_page_share_no_name(exhibit) -> None:
    """The same exhibit drawn twice has other names, and each refers to its own alone."""
    first, second = read(exhibit, 1), read(exhibit, 2)
    assert names(first)
    assert not names(first) & names(second)
    for root in (first, second):
        assert len(names(root)) == len([element for element in root.iter() if element.get("id")])
        assert named_by(root) <= names(root)


@every
def test_the_same_exhibit_has_the_same_bytes(exhibit) -> None:
    """Drawn again it is the same text, whatever others have set up of matplotlib, and no date is in it."""
    text = picture(exhibit, WORDS, 3)
    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "another", "font.size": 30, "text.color": "red"}):
        assert picture(exhibit, WORDS, 3) == text
    assert not re.search(r"\b20\d\d-\d\d-\d\d", text)


def test_what_is_drawn_is_closed_again() -> None:
    """A picture leaves matplotlib's settings as they were, and opens no window's figure."""
    before = dict(mpl.rcParams)
    picture(EXHIBITS["series"], WORDS)
    assert dict(mpl.rcParams) == before


# --- what is in it --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", LINES)
def test_another_answer_is_another_picture(form) -> None:
    """Both the answer and what is right are drawn: a change of either is seen."""
    exhibit = EXHIBITS[form]
    drawn = {
        picture(each, WORDS)
        for each in (
            exhibit,
            replace(exhibit, found=(*exhibit.found[:-1], 3.0)),
            replace(exhibit, expected=(*exhibit.expected[:-1], 3.0)),
        )
    }
    assert len(drawn) == 3


STRANGE = {
    "nan": np.nan,
    "inf": np.inf,
    "-inf": -np.inf,
    "nan and others": (np.nan, np.inf, -np.inf, 1.0, *[2.0] * 8),
    "tiny": 5e-324,
    "large": 1e200,
    "as large as can be": (1.7e308, -1.7e308, *[1.0] * 10),
}


@pytest.mark.parametrize("found", STRANGE.values(), ids=STRANGE)
@pytest.mark.parametrize(
    ("form", "shape"), [("curve", (12,)), ("path", (6, 2)), ("series", (12,)), ("entries", (3, 4)), ("entries", (6, 2))]
)
def test_whatever_was_returned_is_drawn(form, shape, found) -> None:
    """Undefined, infinite, tiny and huge entries make a picture with finite coordinates, and what is right is in it."""
    exhibit = replace(exhibit_of(form, shape, found), over=tuple(np.linspace(0, 1, 12)) if form == "curve" else ())
    root = read(exhibit)
    places = [element.get(name) for element in root.iter() for name in ("d", "x", "y") if element.get(name)]
    assert not re.search(r"\b(nan|inf)", " ".join(places))
    assert len(picture(exhibit, WORDS)) < 60_000
    if form != "entries":
        assert "the right one" in texts(exhibit)


def test_entries_that_are_no_numbers_have_no_mark() -> None:
    """Of a series' entries only the finite ones are crosses; what is right has all of its dots."""

    def marks(found):
        text = picture(exhibit_of("series", (4,), found), WORDS)
        uses = re.findall(r"<use [^>]*>", text)
        return [len([use for use in uses if f"var({name})" in use]) for name in ("--right", "--yours")]

    assert np.subtract(marks((1.0, 2.0, 3.0, 5.0)), marks((1.0, np.nan, np.inf, 5.0))).tolist() == [0, 2]


@pytest.mark.parametrize(
    ("found", "expected", "error"),
    [
        ([1.1, 2], [1, 2], [0.1, 0]),
        ([-1, 2], [1, 2], [2, 0]),
        ([1000, 0.5], [1000, 1e-9], [0, 0.5]),  # to a thousandth of the largest
        ([1000, 3.0], [1000, 2], [0, 0.5]),
        ([0, 0], [0, 0], [0, 0]),
        ([1, 0], [0, 0], [np.inf, 0]),
        ([np.nan, 1], [1, 1], [np.inf, 0]),
        ([np.inf, -np.inf], [1, 1], [np.inf, np.inf]),
        ([1.7e308, 1e308], [-1.7e308, 1e308], [np.inf, 0]),
    ],
)
def test_errors_are_relative(found, expected, error) -> None:
    """An error is relative to the right entry, for small ones to a thousandth of the largest, else infinite."""
    measured = relative_error(np.asarray(found, float), np.asarray(expected, float))
    assert measured == pytest.approx(np.asarray(error, float), abs=1e-8)


@pytest.mark.parametrize(
    ("found", "expected", "words"),
    [
        (1, 1, "0"),
        (1 + 1e-9, 1, "0"),
        (1.0002, 1, "0.02 %"),
        (1.05, 1, "5 %"),
        (1.0951, 1, "10 %"),
        (1.5, 1, "50 %"),
        (-1, 1, "200 %"),
        (np.nan, 1, "∞"),
        (np.inf, 1, "∞"),
    ],
)
def test_errors_stand_in_a_small_heat_map(found, expected, words) -> None:
    """Where there is room for it, the error of each entry is told in percent."""
    assert error_of(found, expected) == words


def test_a_huge_error_has_room_in_its_entry() -> None:
    """An error of many orders of magnitude is no number of hundreds of digits."""
    for found in (1e9, 1e100, 1e307):
        assert len(error_of(found, 1.0)) <= 8


def test_a_large_heat_map_has_colours_alone() -> None:
    """More entries than can be read have no numbers in them."""
    assert errors_in(EXHIBITS["entries"]) == ["50 %"] * 6
    assert errors_in(EXHIBITS["many entries"]) == []


def test_the_first_row_of_a_heat_map_is_above_the_others() -> None:
    """Entries stand as they do in a matrix: rows downwards, columns to the right."""
    wrong = Exhibit("f", "any", "entries", (2, 2), (1.1, 2.4, 3.9, 5.6), (1.0, 2.0, 3.0, 4.0))
    place = {
        element.text: tuple(float(element.get(name)) for name in ("x", "y"))
        for element in read(wrong).iter(f"{SVG}text")
    }
    first, right, below, last = (place[words] for words in ("10 %", "20 %", "30 %", "40 %"))
    assert first[0] == below[0] < right[0] == last[0]
    assert first[1] == right[1] < below[1] == last[1]
