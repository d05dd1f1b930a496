"""What the lines of a gradient's check say where students have met something else than a slip in a formula."""

from __future__ import annotations

import contextlib
import functools
import io

import numpy as np

from tests.unit.generate.test_gradient import Notebook, X, Y, doubled, square


def test_what_the_gradient_raises_is_not_the_losss() -> None:
    """It is said whose exception it is: a gradient may raise where the comparison had other types."""
    calls = []

    def gradient(x):
        calls.append(x)
        if len(calls) > 1:
            raise TypeError("no")
        return 2 * x

    line = Notebook(loss=square).check(gradient, {"x": X}, expected=doubled)[1]
    assert "not measured, TypeError in line" in line
    assert line.endswith("of the cell of your gradient: no")


def test_a_cell_that_was_interrupted_counts_afresh() -> None:
    """Run again after a loop or a hole in the middle, a check has as many lines as cases, and no old ones."""
    notebook = Notebook(loss=square)
    with contextlib.redirect_stdout(io.StringIO()):
        for number in range(3):
            notebook.namespace["check"](doubled, f"case {number}", expected=2 * X, x=X)
    lines = notebook.check(doubled, {"x": X}, {"x": Y}, expected=doubled)
    assert lines[-1].startswith("4 of 4 right")


def test_one_case_that_fits_by_chance_hides_no_culprit() -> None:
    """A sum in place of a mean is right for a single example; that the others are not still names the loss."""
    lines = Notebook(loss=lambda x: square(x) * len(x)).check(doubled, {"x": X[:1]}, {"x": X}, expected=doubled)
    assert lines[-2] == (
        "It is the expected one and not the derivative of your loss: look at loss, and at what it calls."
    )


def test_a_changed_argument_moves_no_point() -> None:
    """The slopes are measured where the case was given, whatever the function has done to it."""

    def changing(x):
        x -= 0.1 * x
        return 2 * x / 0.9

    line = Notebook(loss=square).check(changing, {"x": X.copy()}, expected=doubled)[1]
    assert line.endswith("by differences of your loss: right")


def test_a_loss_in_single_precision_entry_by_entry_is_measured() -> None:
    """The sum of its entries is in single precision, too, and a right derivative passes."""
    loss = lambda x: (x**2).astype(np.float32)  # noqa: E731
    line = Notebook(loss=loss).check(doubled, {"x": Y / 7}, expected=doubled)[1]
    assert line.endswith("by differences of your loss: right")


def test_a_function_without_a_name_is_checked() -> None:
    """What `functools.partial` makes has no name of its own, and its check tells it all the same."""
    lines = Notebook(loss=square).check(functools.partial(np.multiply, 2), {"x": X}, expected=doubled)
    assert lines[0] == "your function, case 0: right"
    assert lines[-1].startswith("2 of 2 right")
