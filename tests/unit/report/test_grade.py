"""The lines of a grade in words: every key has its sentence, and the paper's example is true."""

from __future__ import annotations

import ast
import re
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import get_args

import jinja2
import pytest
from jinja2 import meta

import autograder.score.policy
from autograder.records import Line, Message
from autograder.report import for_line
from autograder.resources import resource
from autograder.score import Earned, Entry, extension_for, extensions_in, grade_of
from autograder.spec import Policy
from autograder.spec.policy import Attempt, moment
from tests.conftest import CHECKOUT

SENTENCES = tomllib.loads((resource("templates") / "report" / "grade.toml").read_text(encoding="utf-8"))
SECTION = (CHECKOUT / "assignments" / "README.md").read_text(encoding="utf-8")
SECTION = SECTION.partition("## When it is due, and what counts\n")[2].partition("\n## ")[0]


def texts_of_the_score():
    """Return every text in the module that makes the lines."""
    tree = ast.parse(Path(autograder.score.policy.__file__).read_text(encoding="utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def said(key, **values):
    """Return a line's sentence."""
    return for_line(Line(Message(key, values), Fraction(0), Fraction(0)))


def test_every_sentence_has_a_line_and_every_choice_of_attempts_a_sentence() -> None:
    """The catalogue holds no key that the score does not write, and one for each attempt that may count."""
    counts = {f"counts-{attempt.replace(' ', '-')}" for attempt in get_args(Attempt)}
    assert counts <= set(SENTENCES)
    assert set(SENTENCES) - counts <= texts_of_the_score()


@pytest.mark.parametrize(
    ("key", "values", "sentence"),
    [
        ("item", {"name": "predict", "by_hand": False}, "predict."),
        ("item", {"name": "limits", "by_hand": True}, "limits, marked by a person."),
        ("bonus", {"name": "extra", "by_hand": False}, "extra: a bonus, on top of what is possible."),
        ("dropped", {"name": "predict"}, "predict is dropped."),
        ("dropped-rest", {"count": 1}, "Without it the rest counts for all points."),
        ("dropped-rest", {"count": 2}, "Without them the rest counts for all points."),
        (
            "extension",
            {"due": "2026-11-05 23:59", "zone": "Europe/Berlin"},
            "Extended: it is due on 2026-11-05 23:59 (Europe/Berlin).",
        ),
        ("grace", {"minutes": 15}, "Handed in after the due date, and within its 15 minutes of grace: not late."),
        ("late", {"days": 1, "percent": 10}, "Handed in 1 day late, begun days included: 10 % off."),
        ("late", {"days": 3, "percent": 30}, "Handed in 3 days late, begun days included: 30 % off."),
        ("late-free", {"days": 2}, "Handed in 2 days late, begun days included: nothing is taken off."),
        ("bank", {"days": 1, "left": 2}, "1 late day of the course spent on it, 2 left."),
        ("bank", {"days": 2, "left": 0}, "2 late days of the course spent on it, 0 left."),
        ("floor", {"percent": 50}, "At least 50 % of what was earned remain."),
        ("counts-last", {"number": 2, "count": 2}, "Attempt 2 of 2 counts: the last one in time."),
        ("counts-best", {"number": 1, "count": 2}, "Attempt 1 of 2 counts: the one with most points."),
        (
            "closed",
            {"count": 1, "closes": "2026-11-05 12:00", "zone": "UTC"},
            "The sheet closed on 2026-11-05 12:00 (UTC): one attempt came later and does not count.",
        ),
        (
            "closed",
            {"count": 2, "closes": "2026-11-05 12:00", "zone": "UTC"},
            "The sheet closed on 2026-11-05 12:00 (UTC): 2 attempts came later and do not count.",
        ),
    ],
)
def test_lines_are_sentences(key, values, sentence) -> None:
    """What a line is for is said in one sentence, in the singular where there is one."""
    assert said(key, **values) == sentence
    assert meta.find_undeclared_variables(jinja2.Environment(autoescape=True).parse(SENTENCES[key])) <= set(values)


@pytest.mark.parametrize("key", [key for key, text in SENTENCES.items() if "{{" not in text])
def test_sentences_without_values_need_none(key) -> None:
    """The other lines are said as they stand, and end with a period."""
    assert said(key) == SENTENCES[key]
    assert SENTENCES[key].endswith(".")


def of_the_paper(tiny):
    """Return the policy of the paper's example, on a sheet that exists."""
    (block,) = re.findall(r"```python\n(.*?)```", SECTION, re.DOTALL)
    sheet = (tiny.folder / "exercises.py").read_text(encoding="utf-8").replace("ASSIGNMENT =", "WITHOUT =")
    tiny.write("assignments/s1/exercises.py", f"{sheet}\nINVERSE_TIME_DECAY = VALUE\n{block}")
    return tiny.load().policy


def test_the_papers_example_is_true(tiny) -> None:
    """Forty points, three days late, are what the instructors' paper says with three days in the bank, one and none."""
    policy = of_the_paper(tiny)
    one = Entry("k", moment("2026-11-06T12:00", policy.zone), exercises={"f": Earned(Fraction(40), Fraction(50))})
    points = [grade_of([one], policy, bank_left=left).points for left in (3, 1, 0)]
    assert points == [40, 32, 28]
    words = "with three days in the bank they stay {}, with one they are {}, with none {}."
    assert words.format(*points) in " ".join(SECTION.split())
    sentences = [for_line(line) for line in grade_of([one], policy, bank_left=1).lines]
    assert sentences == [
        "f.",
        "Handed in 3 days late, begun days included: 30 % off.",
        "1 late day of the course spent on it, 0 left.",
    ]


def test_the_papers_extensions_can_be_read(tiny) -> None:
    """The example of extensions is read, and the longer one of them moves the due date."""
    policy = of_the_paper(tiny)
    (text,) = re.findall(r"```\n(student,.*?)```", SECTION, re.DOTALL)
    extensions = extensions_in(text, "extensions.csv", {"a04_optimizers": policy})
    assert [each.line for each in extensions] == [2, 3]
    both = extension_for(extensions, {"ada@example.org", "4711"}, "a04_optimizers", policy)
    assert both.due_at(policy) == moment("2026-11-06T12:00", "Europe/Berlin")


def test_the_paper_names_every_field() -> None:
    """The table of the section has a row for every field of a policy."""
    for name in Policy.__dataclass_fields__:
        assert name == "where" or f"`{name}" in SECTION
