"""What the visible checks show in a notebook: a line of HTML and the same in words."""

from __future__ import annotations

import builtins
import contextlib
import html
import io
import re

import numpy as np
import pytest

from autograder.resources import resource


@pytest.fixture
def shown(monkeypatch):
    """Return a function that makes checks where IPython shows HTML, and returns (words, HTML) of every line."""
    lines = []

    def display(bundle, raw):
        assert raw
        lines.append((bundle["text/plain"], bundle["text/html"]))

    monkeypatch.setattr(builtins, "display", display, raising=False)
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO()))  # pytest's own is redirected

    def made(function, *expected, about="any", **arguments):
        lines.clear()
        space = {"np": np}
        exec((resource("templates") / "notebook" / "check.py").read_text(encoding="utf-8"), space)  # noqa: S102 - ours
        for number, each in enumerate(expected):
            space["check"](function, f"{about} {number}", **arguments, expected=each)
        space["last_word"]()
        return lines

    return made


def text_of(rich):
    """Return the text that a browser shows of a line."""
    return html.unescape(re.sub("<[^>]*>", "", rich))


def test_a_line_says_the_same_in_both_forms(shown) -> None:
    """Every line has its words as text and as HTML, with a mark that is not read aloud."""
    answer = 2.0
    right, wrong, last = shown(lambda: answer, 2.0, 3.0)
    assert right[0] == "<lambda>, any 0: right"
    assert text_of(right[1]) == f"✓ {right[0]}"
    assert text_of(wrong[1]) == f"✗ {wrong[0]}" == "✗ <lambda>, any 1: returned 2.0, expected 3.0"
    assert text_of(last[1]) == last[0] == "1 of 2 right (visible checks only; hidden cases decide)"
    assert all('<span aria-hidden="true">' in rich for _, rich in (right, wrong))


def test_entries_that_differ_stand_in_a_table(shown) -> None:
    """Of the first array that differs every entry is shown, those that differ with what was expected, in a colour."""
    answer = np.array([[1.0, 2.0], [3.0, 4.0]])
    first, second, _ = shown(lambda: answer, answer + np.array([[0, 0], [0, 4e-3]]), answer + 1)
    cells = re.findall(r'<td style="background: rgba\(213, 94, 0, ([\d.]+)\)[^>]*>(.*?)</td>', first[1])
    assert [text for _, text in cells] == ["1", "2", "3", "4<br>(4.004)"]
    assert [float(shade) > 0 for shade, _ in cells] == [False, False, False, True]
    assert "1 of 4 entries differ" in text_of(first[1])
    assert "<table" not in second[1]
    assert "<table" not in "".join(words for words, _ in (first, second))


def test_what_is_right_or_no_array_has_no_table(shown) -> None:
    """Right arrays, numbers, other shapes and long arrays are told in words alone."""
    for answer, expected in (
        (np.ones(3), np.ones(3)),
        (1.0, 2.0),
        (np.ones(3), np.ones(4)),
        (np.ones(61), np.zeros(61)),
        (np.ones((2, 2, 2)), np.zeros((2, 2, 2))),
    ):
        assert not any("<table" in rich for _, rich in shown(lambda answer=answer: answer, expected))


@pytest.mark.parametrize("entry", [np.nan, np.inf, -np.inf, 1e308, 0.0])
def test_any_number_has_its_colour(shown, entry) -> None:
    """What is not finite, huge or zero has a colour between none and the darkest."""
    (_, rich), _ = shown(lambda: np.array([1.0, entry]), np.array([1.0, 2.0]))
    shades = [float(shade) for shade in re.findall(r"rgba\(213, 94, 0, ([^)]*)\)", rich)]
    assert shades[0] == 0
    assert 0 < shades[1] <= 0.4


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "</div><img src=x onerror=alert(1)>", "{{ 7 * 7 }}", "a\u202eb"]
)
def test_hostile_text_is_text(shown, text) -> None:
    """Markup in an exception or in the name of a case is shown as it is."""

    def raises():
        raise ValueError(text)

    (words, rich), _ = shown(raises, 1.0, about=text)
    assert text_of(rich).startswith(f"✗ {words.partition(', in line')[0]}")
    assert {*re.findall(r"</?(\w+)", rich)} == {"div", "span", "b", "bdi"}


def test_long_lines_are_cut(shown) -> None:
    """A line of a megabyte does not fill the notebook with HTML."""

    def raises():
        raise ValueError("x" * 1_000_000)

    (_, rich), _ = shown(raises, 1.0)
    assert len(rich) < 3_000


def test_who_redirects_has_the_words(shown) -> None:
    """Where what is printed is redirected, as in otter's tests, the words are printed and nothing is shown."""
    with contextlib.redirect_stdout(io.StringIO()) as said:
        assert shown(lambda: 1.0, 1.0) == []
    assert said.getvalue().splitlines()[0] == "<lambda>, any 0: right"
