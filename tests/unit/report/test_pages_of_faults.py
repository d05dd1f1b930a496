"""A student's page where something of ours went wrong: it is said, and nobody is told of lost points."""

from __future__ import annotations

from fractions import Fraction

from autograder.records import ExerciseScore, Finding, Isolation, Mark, Message, Outcome, Result
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
