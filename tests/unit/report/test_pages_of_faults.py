"""A student's page where something of ours went wrong: it is said, and nobody is told of lost points."""

from __future__ import annotations

import sys
import warnings
from fractions import Fraction

from autograder.measures import Code
from autograder.records import Cell, ExerciseScore, Finding, Isolation, Mark, Message, Outcome, Result
from autograder.report.pages import student_page


def test_what_could_not_be_judged_is_no_loss() -> None:
    """An exercise all of whose checks broke stands apart, with our sentence, and is not counted."""
    nothing, ten = Fraction(0), Fraction(10)
    broken = Mark(Finding("g", "reference", Outcome.BROKEN, Message("broken")), nothing, nothing)
    right = Mark(Finding("f", "reference", Outcome.PASSED, Message("passed")), ten, ten)
    scores = ExerciseScore("f", (right,), ten, ten), ExerciseScore("g", (broken,), nothing, nothing)
    page = student_page(Result("ada.ipynb", "s1", scores, ten, ten, (), 0.1, Isolation("A", ())), "Squares")
    assert "What lost points" not in page
    assert "Everything is right." in page
    (shown,) = (line for line in page.splitlines() if "<code>g</code>" in line)
    assert "it costs you nothing" in shown
    assert "our fault" in shown


def test_code_is_rendered_without_ipython(monkeypatch) -> None:
    """Where IPython is not installed nothing is missing, and nobody is warned of it."""
    monkeypatch.setitem(sys.modules, "IPython.lib.lexers", None)
    monkeypatch.setitem(sys.modules, "ipython_pygments_lexers", None)
    ten = Fraction(10)
    wrong = Mark(Finding("f", "reference", Outcome.FAILED, Message("unwritten")), Fraction(0), ten)
    scores = (ExerciseScore("f", (wrong,), Fraction(0), ten),)
    result = Result("ada.ipynb", "s1", scores, Fraction(0), ten, (), 0.1, Isolation("A", ()))
    with warnings.catch_warnings(action="error"):
        page = student_page(result, "Squares", code=Code({"f": Cell(3, "def f(x):\n    return x < 3\n")}))
    assert '<span class="k">return</span>' in page
