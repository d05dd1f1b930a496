"""The gradient check within a notebook: it is the grader's own, and it says what the other check does not."""

from __future__ import annotations

import ast
import contextlib
import inspect
import io
import math
import sys
import textwrap

import matplotlib as mpl
import numpy as np
import pytest

from assignments.a01_linear_regression.exercises import ASSIGNMENT as A01
from assignments.a02_backpropagation.exercises import ASSIGNMENT as A02
from assignments.a03_losses_and_networks.exercises import ASSIGNMENT as A03
from autograder.generate import student_notebook
from autograder.generate.gradient import definitions, measuring_source
from autograder.judgement.derivative import GRAVITY
from autograder.resources import resource
from autograder.spec import GradientCheck
from autograder.spec.cut import mutated
from autograder.spec.seeds import Seeds
from autograder.verify import check_gradient
from autograder.verify.calls import copied

GRADIENTS = [
    (sheet, exercise, check)
    for sheet in (A01, A02, A03)
    for exercise in sheet.exercises
    for check in exercise.checks
    if isinstance(check, GradientCheck)
]
X, Y = np.array([0.5, -1.25, 2.0]), np.array([-0.75, 1.5, 0.3])


@pytest.fixture(scope="module")
def against():
    """Return the notebook's judge of one case."""
    namespace = {"np": np}
    exec(measuring_source(), namespace)  # noqa: S102 - generated from our own text
    return namespace["slopes_against"]


class Notebook:
    """A notebook's checks, and what a student has written beside them."""

    def __init__(self, **own):
        self.namespace = {"np": np, **own}
        exec((resource("templates") / "notebook" / "check.py").read_text(encoding="utf-8"), self.namespace)  # noqa: S102
        exec(measuring_source(), self.namespace)  # noqa: S102

    def check(self, function, *cases, expected, loss="loss", by=("x",)):
        """Check a function on some points; return the lines that are printed."""
        with contextlib.redirect_stdout(io.StringIO()) as said:
            for number, case in enumerate(cases):
                self.namespace["check"](function, f"case {number}", expected=expected(*case.values()), **case)
            self.namespace["last_word"](derivative_of=loss, by=by)
        return said.getvalue().splitlines()


def square(x):
    return x @ x


def doubled(x):
    return 2 * x


class Asked:
    """A function as it is asked across the boundary: many calls at once, and numbers as numbers."""

    def __init__(self, function):
        self.function = function

    def __call__(self, *arguments):
        return self.many([arguments])[0]

    def many(self, batch):
        """Answer many calls."""
        with np.errstate(all="ignore"):
            return [self.function(*(np.asarray(a).item() if np.ndim(a) == 0 else a for a in copied(c))) for c in batch]


def answers_to(exercise):
    """Yield the reference, its variants and its mutants, each with its name."""
    yield "reference", exercise.function
    for variant in exercise.variants:
        yield variant.name, variant.function
    for mutant in exercise.mutants:
        namespace = {**vars(sys.modules[exercise.function.__module__])}
        exec(mutated(exercise, mutant), namespace)  # noqa: S102 - the author's
        yield mutant.name, namespace[exercise.name]


def verdict_of(judge):
    """Return a verdict, or the kind of exception where there is none."""
    try:
        return judge()
    except Exception as error:  # noqa: BLE001 - a mutant may raise anything
        return type(error).__name__


@pytest.mark.parametrize(("sheet", "exercise", "check"), GRADIENTS, ids=[each[1].name for each in GRADIENTS])
def test_the_notebook_and_the_grader_agree(against, sheet, exercise, check) -> None:
    """Every right and wrong gradient of a sheet has the grader's verdict in the notebook, on every visible case."""
    names = list(inspect.signature(exercise.function).parameters)
    by = check.wrt or names[:1]
    seen = set()
    for answer, function in answers_to(exercise):
        for case in exercise.cases:
            point = case.build(Seeds(b"any", sheet.name).visible(exercise, case))
            mine = verdict_of(
                lambda f=function, p=point: against(check.of, f, dict(zip(names, p, strict=False)), by)[0]
            )
            loss, wrt = Asked(lambda *point: np.sum(check.of(*point))), [*map(names.index, by)]
            found = verdict_of(lambda f=function, p=point, of=loss, at=wrt: check_gradient(of, Asked(f), p, at))
            worst = found if isinstance(found, str) else min((v.verdict for v in found), key=GRAVITY.index)
            doubt = (mine, worst) == ("inconclusive", "differs")  # the grader looks again near by
            assert mine == worst or doubt, (answer, case.name)
            assert mine == "passed" or answer != "reference"
            seen.add(mine)
    assert {"passed", "differs"} <= seen


def test_what_is_right_is_said_once_a_case() -> None:
    """A right gradient of a right loss has a second line for every case, and all of them are counted."""
    lines = Notebook(loss=square).check(doubled, {"x": X}, {"x": Y}, expected=doubled)
    assert lines == [
        "doubled, case 0: right",
        "doubled, case 1: right",
        "doubled, case 0, by differences of your loss: right",
        "doubled, case 1, by differences of your loss: right",
        "4 of 4 right (visible checks only; hidden cases decide)",
    ]


def test_a_wrong_entry_is_named_with_the_slope() -> None:
    """The entry, its value, the slope and how many differ stand in the line; a single wrong entry has no factor."""

    def slip(x):
        return 2 * x * np.array([1, 1, 2])

    line = Notebook(loss=square).check(slip, {"x": X}, expected=doubled)[1]
    words = "8 for x[2], where the slope is 4; 1 of 3 entries differ"
    assert line == f"slip, case 0, by differences of your loss: {words}"


NEARLY = "is it made of differences, or rounded, or has loss a small constant in it?"
RATIOS = {
    0.5: "(2 times as much); all 3 entries differ",
    -1.0: "(the other sign); all 3 entries differ",
    10.0: "(yours is 10 times as much); all 3 entries differ",
    1.0000001: f"nearly the same ({NEARLY}); all 3 entries differ",
}


@pytest.mark.parametrize("factor", RATIOS)
def test_a_common_factor_is_told(factor) -> None:
    """A factor of all entries is said in words, and one that is nearly 1 is taken for rounding."""
    line = Notebook(loss=square).check(lambda x: factor * 2 * x, {"x": X}, expected=doubled)[1]
    assert line.endswith(RATIOS[factor])


def test_it_says_what_the_expected_value_does_not() -> None:
    """A right gradient of a wrong loss, and a wrong one that fits it, are told apart, and the loss is named."""
    notebook = Notebook(loss=lambda x: 3 * square(x))
    right = notebook.check(doubled, {"x": X}, {"x": Y}, expected=doubled)
    fits = notebook.check(lambda x: 6 * x, {"x": X}, {"x": Y}, expected=doubled)
    assert right[-2] == (
        "It is the expected one and not the derivative of your loss: look at loss, and at what it calls."
    )
    assert fits[-2] == "It is the derivative of your loss and not the expected one: look at loss, and at what it calls."
    assert [lines[-1][:6] for lines in (right, fits)] == ["2 of 4", "2 of 4"]
    both = Notebook(loss=square).check(lambda x: 3 * x, {"x": X}, expected=doubled)
    assert not any(line.startswith("It is") for line in both)


def hole(x):
    raise NotImplementedError("write loss here")


@pytest.mark.parametrize(
    ("own", "words"),
    [({"loss": hole}, "your loss is not written yet (write loss here)"), ({}, "run the cell of loss first")],
    ids=["a hole", "not there"],
)
def test_a_loss_that_is_not_written_fails_nothing(own, words) -> None:
    """One sentence says that nothing is measured; the other lines stand, and they alone are counted."""
    lines = Notebook(**own).check(doubled, {"x": X}, {"x": Y}, expected=doubled)
    assert lines[2:] == [
        f"doubled, by differences: not measured, {words}",
        "2 of 2 right (visible checks only; hidden cases decide)",
    ]


def random_loss(x):
    return square(x) + np.random.random()  # noqa: NPY002 - as students write


LOSSES = {
    "draws": (random_loss, "your loss gives another value in every call"),
    "none": (lambda _: None, "your loss has no finite value there or near by"),
    "kinked": (lambda x: np.sum(np.abs(x - X)), "the slope is too uncertain there"),
}


@pytest.mark.parametrize("which", LOSSES)
def test_a_loss_that_cannot_be_measured_fails_nothing(which) -> None:
    """Why there is no slope is said, and neither counted as right nor as wrong."""
    loss, words = LOSSES[which]
    lines = Notebook(loss=loss).check(doubled, {"x": X}, expected=doubled)
    assert lines[1:] == [
        f"doubled, case 0, by differences of your loss: not measured, {words}",
        "1 of 1 right; 1 not measured (visible checks only; hidden cases decide)",
    ]


def test_an_exception_of_the_loss_is_told() -> None:
    """A loss that raises is no yardstick; its exception and its line are told, and the next case goes on."""

    def loss(x):
        if x[0] == X[0]:
            raise ValueError("no")
        return square(x)

    lines = Notebook(loss=loss).check(doubled, {"x": X}, {"x": Y}, expected=doubled)
    raised = f"ValueError in line {loss.__code__.co_firstlineno + 2} of the cell of your loss: no"
    assert lines[2:4] == [
        f"doubled, case 0, by differences of your loss: not measured, {raised}",
        "doubled, case 1, by differences of your loss: right",
    ]


def test_outside_its_domain_a_loss_may_raise() -> None:
    """`math.log` raises where `np.log` is nan: both have a slope at a positive number."""
    for log in (math.log, np.log):
        lines = Notebook(loss=log).check(lambda x: 1 / x, {"x": 0.2}, expected=lambda x: 1 / x)
        assert lines[1].endswith("by differences of your loss: right")


def test_float32_is_no_mistake() -> None:
    """A right gradient or loss in single precision passes, and a wrong one does not."""
    for loss, gradient, right in (
        (square, lambda x: 2 * x.astype(np.float32), True),
        (lambda x: np.float32(square(x.astype(np.float32))), doubled, True),
        (square, lambda x: 2.01 * x.astype(np.float32), False),
    ):
        line = Notebook(loss=loss).check(gradient, {"x": Y / 7}, expected=doubled)[1]
        assert line.endswith(": right") is right, line


def test_a_students_names_meet_none_of_the_checks() -> None:
    """Numbers and functions of a student's own that are called like the grader's change nothing."""
    own = dict.fromkeys(["steps", "slope", "numbers", "Line", "held", "copied", "UNIT", "math", "verify"], 3)
    assert Notebook(loss=square, **own).check(doubled, {"x": X}, expected=doubled)[1].endswith(": right")


def test_a_students_prints_and_draws_are_left_alone() -> None:
    """Measuring prints nothing of the loss's, changes no argument, and leaves the global generator as it is."""

    def loud(x):
        print("here")  # noqa: T201 - as students do
        x *= 1.0
        return square(x)

    before, kept = np.random.get_state()[1].copy(), X.copy()  # noqa: NPY002 - students' generator
    lines = Notebook(loss=loud).check(doubled, {"x": X}, expected=doubled)
    assert "here" not in lines
    assert np.array_equal(X, kept)
    assert np.array_equal(np.random.get_state()[1], before)  # noqa: NPY002


def test_whole_numbers_are_not_measured() -> None:
    """They would be measured as floats, which is another call: the comparison alone tells."""

    def truncated(x):
        answer = np.zeros_like(x)
        answer[:] = x * 1.5
        return answer

    loss = {"loss": lambda x: 0.75 * square(x)}
    lines = Notebook(**loss).check(truncated, {"x": np.array([1, 2, 3])}, expected=lambda x: 1.5 * x)
    assert lines[0].startswith("truncated, case 0: returned array([1, 3, 4])")
    assert lines[1:] == ["0 of 1 right (visible checks only; hidden cases decide)"]


def test_the_second_of_two_parameters_is_found_by_name() -> None:
    """A gradient by two parameters has the entries of both, under their names and at their places."""

    def loss(a, data, b):
        return float(np.sum(a**2) + data * np.sum(np.outer(a, b)))

    def gradient(a, data, b):
        return 2 * a + data * np.sum(b), [[data * np.sum(a) + 1, data * np.sum(a)]]

    case = {"a": X, "data": 2.0, "b": np.array([[0.5, 1.5]])}
    lines = Notebook(loss=loss).check(gradient, case, expected=gradient, by=("a", "b"))
    assert lines[1].endswith(": 3.5 for b[0, 0], where the slope is 2.5; 1 of 5 entries differ")


def test_a_picture_is_drawn_only_where_something_differs(monkeypatch) -> None:
    """The first case that differs is drawn with labels, both series in marks of their own; a right one is not."""
    mpl.use("Agg")
    import matplotlib.pyplot as plt

    shown = []
    monkeypatch.setattr(plt, "show", lambda: shown.append(plt.gcf()))
    notebook = Notebook(loss=square, plt=plt)
    notebook.check(doubled, {"x": X}, {"x": Y}, expected=doubled)
    assert not shown
    notebook.check(lambda x: 2 * x + [0, 1, 0], {"x": X}, {"x": Y}, expected=doubled)
    (figure,) = shown
    (axes,) = figure.axes
    assert axes.get_title(loc="left").endswith("case 0: a line joins what differs")
    assert [label.get_text() for label in axes.get_xticklabels()] == ["x[0]", "x[1]", "x[2]"]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["yours", "slope of your\nloss"]
    yours, slopes = axes.get_lines()[1:]
    assert (yours.get_marker(), slopes.get_marker()) == ("o", "x")
    assert np.allclose(yours.get_ydata() - slopes.get_ydata(), [0, 1, 0])
    plt.close("all")


def test_definitions_come_in_order_and_bare() -> None:
    """What is needed is taken, after what it needs itself, without docstrings and annotations; nothing else is."""
    first = 'import math\n\nHALF: float = 0.5\n\n\ndef half(x: float) -> float:\n    """Half."""\n    return HALF * x\n'
    second = (
        "from dataclasses import dataclass\n\nfrom autograder.verify.first import half\n\n\n@dataclass\nclass Pair:\n"
        '    """Two."""\n\n    one: float\n    other: "float | None" = None\n\n\n'
        "def pair(x: float) -> Pair:\n    found: Pair = Pair(half(x))\n    return found\n\n\ndef unused() -> float:\n"
        "    return math.pi\n"
    )
    text = definitions([first, second], {"pair"})
    assert "import math" not in text
    assert "unused" not in text
    assert '"""' not in text
    assert text.index("HALF") < text.index("def half(x):") < text.index("def pair(x):")
    namespace = {}
    exec("def made():\n" + textwrap.indent(text, "    "), namespace)  # noqa: S102 - written above
    made = namespace["made"]().pair(3.0)
    assert (made.one, made.other) == (1.5, None)


def test_the_cell_needs_numpy_and_python_3_10() -> None:
    """The functions parse in Python 3.10, import the standard library only, and hold no reference of the sheet's."""
    tree = ast.parse(measuring_source(), feature_version=(3, 10))
    names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert names == {"math", "dataclasses", "types", "contextlib", "io"}


def test_only_what_is_written_in_the_notebook_is_asked_for(tiny) -> None:
    """The check names the loss and the parameters; where the loss is no function of the notebook, none is named."""
    sheet = tiny.load()
    (cell,) = (c for c in student_notebook(sheet, Seeds(b"any", "s1")).cells if c.id == "check-half_square_gradient")
    assert cell.source.endswith('last_word(derivative_of="half_square", by=["x"])')
    tiny.change("assignments/s1/exercises.py", "exercises=(VALUE, GRADIENT)", "exercises=(GRADIENT,)")
    tiny.change("assignments/s1/exercises.py", "    uses=(topic.half_square,),\n", "")
    tiny.change("assignments/s1/assignment.md", "<!-- exercise: half_square -->\n\n", "")
    tiny.change("assignments/s1/exercises.py", "GradientCheck(of=topic.half_square)", "GradientCheck(of=by_loop)")
    notebook = student_notebook(tiny.load(), Seeds(b"any", "s1"))
    (cell,) = (c for c in notebook.cells if c.id == "check-half_square_gradient")
    assert cell.source.endswith("last_word()")
    assert not any("def by_differences(" in c.source for c in notebook.cells)
