"""The student's notebook on the report: what was found stands beside its cells."""

from __future__ import annotations

from autograder.measures import Code
from autograder.records import Cell
from autograder.report.pages import student_page
from tests.unit.report.test_pages import GRADED


def test_the_notebook_is_there_with_what_was_found_beside_its_cells() -> None:
    """Each of the student's cells is rendered, in order, and beside it stands what was found of what it defines."""
    cells = ((Cell(2, "x = 1 < 2"), ()), (Cell(5, "def softplus(z):\n    return z"), ("softplus",)))
    text = student_page(GRADED, "Squares", code=Code(cells=cells))
    own = text[text.index("Your notebook") :]
    first, second = own.split('<div class="beside">')[1:]
    assert 'aria-label="Code of cell 2"' in first
    assert "&lt;" in first
    assert "<code>softplus</code>" not in first
    assert '<code>softplus</code> <span class="number">' in second
    assert "Your notebook" not in student_page(GRADED, "Squares")
