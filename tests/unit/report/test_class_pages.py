"""The page of a class: what stands on it, and that it needs nothing beside it."""

from __future__ import annotations

import base64
import hashlib
import re
import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest

from autograder.measures import Entry, Fared
from autograder.records import Outcome
from autograder.report.class_pages import class_page, fared
from autograder.score import class_statistics
from tests.unit.classroom.gradebooks import PASSED, result

HOSTILE = '<script>alert(1)</script>{{ 7 * 7 }}"\u202e\x00</td>'


@pytest.fixture
def page():
    """Return a function that makes the page of a small class."""

    def make(entries, graded=None, **more):
        graded = graded or [result(f=10, g=5, outcome=Outcome.FAILED), result(f=10, g=10)]
        return class_page("Squares", entries, class_statistics(graded), Fraction(20), **more)

    return make


def entry(name="Ada", key="k1", points=15, **more):
    """Return a student who has all points for f and some for g."""
    outcomes = (
        Fared("f", Fraction(10), Fraction(10), "full"),
        Fared("g", Fraction(5), Fraction(10), "failed", ("slip",)),
    )
    fields = {"section": "A", "points": Fraction(points), "exercises": outcomes, "seconds": 0.5, "level": "A"}
    return Entry(key, name, **(fields | more))


def test_a_row_a_student_with_points_by_exercise(page) -> None:
    """Points stand in the cells, coloured by their share, and a name leads to the report under the key."""
    text = page([entry()])
    assert '<a href="students/k1.html"><bdi>Ada</bdi></a>' in text
    assert '<td class="number" data-value="15.0">15</td>' in text
    assert '<td class="number s4" data-value="1.0" title="f: right">10</td>' in text
    assert '<td class="number s2" data-value="0.5" title="g: wrong">5</td>' in text
    assert 'data-section="A" data-lost="g"' in text


def test_who_was_not_graded_is_there_without_a_report(page) -> None:
    """Such a row has no points and no link, and its reason stands among what is broken, too."""
    text = page([entry(), Entry("k2", "Bob", "", None, notes=("not graded: it is empty",))])
    assert "students/k2.html" not in text
    assert text.count("not graded: it is empty") == 2
    assert "2 students, 1 with a graded submission; 20 points are possible." in text


def test_a_class_without_anything_graded_has_a_page(page) -> None:
    """There are no pictures then, and no figures."""
    text = page([Entry("k2", "Bob", "", None)], [result()])
    assert "<svg" not in text
    assert "<bdi>Bob</bdi>" in text


def test_names_are_text(page) -> None:
    """Markup, template syntax, controls and the direction of writing in a name, a section or a note change nothing."""
    text = page([entry(HOSTILE, section=HOSTILE, notes=(HOSTILE,))])
    assert text.count("<script>") == 1
    assert "{{ 7 * 7 }}" in text
    assert "\u202e" not in text
    assert "\x00" not in text
    assert text.count("&lt;script&gt;alert(1)") >= 3


def test_a_known_mistake_is_explained_and_has_its_students(page) -> None:
    """The author's explanation stands beside the frequency and the names."""
    made = result(f=10, g=5, outcome=Outcome.FAILED)
    found = entry(exercises=fared(_mistaken(made, "slip")))
    text = page(
        [found, entry("Eve", "k2", exercises=fared(made))],
        [_mistaken(made, "slip"), made],
        explanations={("g", "slip"): "Mind the step."},
    )
    (shown,) = re.findall(r"<details><summary>1 <code>g</code> slip</summary>.*?</details>", text, re.DOTALL)
    assert "Mind the step." in shown
    assert "Ada" in shown
    assert "Eve" not in shown


def test_the_script_is_the_only_one_that_may_run(page) -> None:
    """The page's policy names the script by its digest, and lets nothing be loaded."""
    text = page([entry()])
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in text
    assert not re.findall(r'(?:src|href)="(?!students/|#)', text)


def test_its_pictures_are_whole(page) -> None:
    """Both pictures parse, have axes with words, and share no name."""
    pictures = re.findall(r"<svg .*?</svg>", page([entry()]), re.DOTALL)
    assert len(pictures) == 2
    names = []
    for text, word in zip(pictures, ("share of the points in %", "students"), strict=True):
        tree = ET.fromstring(text)  # noqa: S314 - our own
        assert word in "".join(tree.itertext())
        names += [each.get("id") for each in tree.iter() if each.get("id")]
    assert len(names) == len(set(names))


def test_how_a_submission_fared() -> None:
    """What has all points is full; else the first check that was lost says how."""
    crashed = result(f=10, g=0, outcome=Outcome.CRASHED)
    assert [(each.exercise, each.outcome) for each in fared(crashed)] == [("f", "full"), ("g", "crashed")]
    assert fared(result(f=10, said=PASSED))[0].outcome == "full"


def _mistaken(graded, name):
    """Return a result whose lost checks have a known mistake's numbers."""
    from dataclasses import replace

    scores = [
        score
        if score.is_full
        else replace(
            score,
            marks=tuple(replace(mark, finding=replace(mark.finding, misconception=name)) for mark in score.marks),
        )
        for score in graded.scores
    ]
    return replace(graded, scores=tuple(scores))
