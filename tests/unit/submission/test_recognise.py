"""Recognising a submission by what is in it, not by what it is called."""

from __future__ import annotations

import pytest

from autograder.errors import SubmissionError
from autograder.records import Cell, Submission
from autograder.submission import canonical, cells_to_run, near_miss, own_cells, recognise
from autograder.submission.recognise import defined_names

SHEETS = {
    "a01": ["predict", "mean_squared_error", "mean_squared_error_gradient", "gradient_descent", "descent_path"],
    "a02": ["forward", "backward", "train", "predict_class"],
}
PREDICT = "def predict(theta, X):\n    return X @ theta\n"
FORWARD = "def forward(x):\n    return x\n"


def submission(*sources, assignment=None, name="any.ipynb"):
    return Submission(name, tuple(Cell(number, source) for number, source in enumerate(sources, 1)), assignment)


ACCEPTED = {
    "as handed out": submission(PREDICT, assignment="a01", name="a01.ipynb"),
    "renamed": submission(PREDICT, assignment="a01", name="final (3) really.ipynb"),
    "named like another": submission(PREDICT, assignment="a01", name="a02.ipynb"),
    "metadata stripped": submission(PREDICT),
    "metadata of another sheet": submission(PREDICT, assignment="a02"),
    "as a script": submission("import numpy as np\n" + PREDICT, name="any.py"),
    "functions of both sheets": submission(FORWARD, PREDICT),
    "one function of many": submission("a = 1", "def descent_path():\n    pass\n"),
    "a lambda": submission("predict = lambda theta, X: X @ theta\n"),
    "in broken code": submission("def predict(theta, X):\n    return X @ theta)\n"),
    "below a magic": submission("%%time\n" + PREDICT),
    "nothing but its metadata": submission("a = 1", assignment="a01"),
    "a near miss": submission("def gradientDescent():\n    pass\n"),
    "in CAPITALS": submission("def Predict():\n    pass\n"),
}


@pytest.mark.parametrize("accepted", ACCEPTED.values(), ids=ACCEPTED)
def test_a_sheets_functions_make_it_that_sheet(accepted) -> None:
    """File name, metadata and form do not matter where a function of the sheet, or nearly, is defined."""
    recognise(accepted.cells, accepted.assignment, "a01", SHEETS)


REFUSED = {
    "another sheet": (submission(FORWARD), "is a submission of a02, not of a01; hand it in there."),
    "another sheet, our metadata": (submission(FORWARD, assignment="a01"), "is a submission of a02, not of a01;"),
    "metadata of another sheet": (submission("a = 1", assignment="a02"), "says that it is 'a02', not a01;"),
    "metadata of another course": (submission("a = 1", assignment="b7\x1b[2J"), r"says that it is 'b7\x1b[2J', not"),
    "none of the functions": (
        submission("a = 1", "def solve():\n    pass\n"),
        "defines none of the functions of a01 (predict, mean_squared_error, mean_squared_error_gradient, ...);",
    ),
    "no cells": (submission(), "defines none of the functions of a01"),
    "a method": (submission("class A:\n    def predict(self):\n        pass\n"), "defines none of the functions"),
    "a call": (submission("print(predict(theta, X))"), "defines none of the functions"),
}


@pytest.mark.parametrize(("refused", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_the_sheet_is_refused(refused, words) -> None:
    """A file of another sheet is refused naming that sheet; a file of none with what was looked for."""
    with pytest.raises(SubmissionError) as caught:
        recognise(refused.cells, refused.assignment, "a01", SHEETS)
    assert words in str(caught.value)
    assert str(caught.value).isprintable()
    assert str(caught.value).endswith(".")


def test_the_sheet_with_most_functions_is_named() -> None:
    """Of several other sheets, the one with most of the functions is named."""
    sheets = {"a01": ["predict"], "a02": ["forward"], "a03": ["forward", "backward"]}
    with pytest.raises(SubmissionError, match="is a submission of a03, not of a01"):
        recognise(submission(FORWARD, "def backward():\n    pass\n").cells, None, "a01", sheets)


NAMES = {
    "functions": ("def f():\n    def g():\n        pass\n\nasync def h():\n    pass\n", {"f", "h"}),
    "classes": ("class A:\n    def g(self):\n        pass\n", {"A"}),
    "assignments": ("a = b = 1\nc[0] = 2\n", {"a", "b"}),
    "a syntax error": ("def f(x):\n    return x +\n\ndef g(x:\n    pass\na = 1\n    b = 2\n", {"f", "g", "a"}),
    "a magic": ("%matplotlib inline\ndef f():\n    pass\n", {"f"}),
    "a zero byte": ("def f():\n    return '\0'\n", {"f"}),
    "deep nesting": ("def f():\n    pass\n" + "x = " + "(" * 5000, {"f", "x"}),
    "a long chain": ("def f():\n    pass\n" + "x = a" + ".b" * 50_000, {"f", "x"}),
    "an invalid escape": ("def f():\n    return '\\d'\n", {"f"}),
    "Windows line ends": ("def f():\r\n    pass\r\n", {"f"}),
}


@pytest.mark.parametrize(("source", "names"), NAMES.values(), ids=NAMES)
def test_names_are_found_whatever_the_cell_is(source, names) -> None:
    """The names of a cell's top level are found though the cell is no Python, or too deep to parse."""
    assert defined_names(submission(source).cells) == names


def test_a_broken_cell_does_not_hide_the_others() -> None:
    """A syntax error in one cell leaves the names of the others, and of the cell itself."""
    assert defined_names(submission("def f(:\n    pass\n", PREDICT, "1 +").cells) == {"f", "predict"}


NEAR = {
    "camel case": ("gradient_descent", "gradientDescent"),
    "a stray underscore": ("predict", "predict_"),
    "a capital": ("predict", "Predict"),
    "capitals": ("mean_squared_error", "MEAN_SQUARED_ERROR"),
    "a letter": ("descent_path", "decent_path"),
    "two letters swapped": ("predict", "perdict"),
}


@pytest.mark.parametrize(("name", "meant"), NEAR.values(), ids=NEAR)
def test_near_misses_are_suggested(name, meant) -> None:
    """A name that differs by its spelling is suggested, among others that do not."""
    assert near_miss(name, ["a", "np", meant, "helper"], SHEETS["a01"]) == meant


@pytest.mark.parametrize("other", ["solve", "p", "", "theta", "difference"])
def test_other_names_are_not_suggested(other) -> None:
    """A name that means something else is not suggested."""
    assert near_miss("predict", [other], []) is None


def test_siblings_are_never_suggested() -> None:
    """The name of another exercise is no near miss, however close it is."""
    written = ["mean_squared_error"]
    assert near_miss("mean_squared_error_gradient", written, []) == "mean_squared_error"
    assert near_miss("mean_squared_error_gradient", written, SHEETS["a01"]) is None


def test_a_long_list_of_names_is_no_burden() -> None:
    """Twenty thousand names are looked through without a near miss among them."""
    assert near_miss("predict", [f"x{number}" for number in range(20_000)], []) is None


FIGURE = 'def parabola():\n    """Draw."""\n\n    plt.show()\n\n\nparabola()'


@pytest.mark.parametrize(
    "saved",
    [FIGURE, FIGURE + "\n", "\n" + FIGURE, FIGURE.replace("\n", "\r\n"), FIGURE.replace("\n\n", "\n    \n")],
    ids=["as it was", "line end", "line before", "Windows", "blanks"],
)
def test_unchanged_generated_cells_are_not_run(saved) -> None:
    """A figure that only an editor's saving has changed is left out; the numbers of the others stay."""
    cells = cells_to_run(submission("a = 1", saved, PREDICT), {canonical(FIGURE)})
    assert cells == (Cell(1, "a = 1"), Cell(3, PREDICT))


@pytest.mark.parametrize(
    "changed", [FIGURE.replace("Draw", "draw"), f"{FIGURE}\n{PREDICT}", FIGURE.replace("    plt", "     plt")]
)
def test_changed_cells_are_run(changed) -> None:
    """A figure in which a student has written runs like any other cell."""
    assert cells_to_run(submission(changed), {canonical(FIGURE)}) == (Cell(1, changed),)


def test_own_cells_say_which_exercises_they_define() -> None:
    """A student's cells come in their order, each with the exercises it defines; the sheet's own are left out."""
    both = "def predict(x):\n    return x\n\n\ndef other(x):\n    return x"
    found = own_cells(submission("a = 1", FIGURE, both), {canonical(FIGURE)}, ["other", "missing", "predict"])
    assert [(cell.number, names) for cell, names in found] == [(1, ()), (3, ("other", "predict"))]
