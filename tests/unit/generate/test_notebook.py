"""The notebooks of a sheet: what is in them, and that they run."""

from __future__ import annotations

import contextlib
import copy
import io
import json
import os
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from assignments.a01_linear_regression.exercises import ASSIGNMENT
from autograder.generate import filled_notebook, generated_sources, solution_notebook, student_notebook
from autograder.resources import resource
from autograder.spec.seeds import Seeds
from autograder.verify import disagreement

GOLDEN = Path(__file__).parents[2] / "golden" / "tiny-student.ipynb"
REFRESH = "SECANT_REFRESH_GOLDEN"  # set it to write the golden copy anew, then read its diff
KINDS = {"data", "prose", "conventions", "setup", "check", "figure", "experiment", "exercise"}


@pytest.fixture
def sheet(tiny):
    """Return the tiny sheet."""
    return tiny.load()


@pytest.fixture(scope="module")
def lecture():
    """Return the student's and the solution's notebook of the lecture's first sheet."""
    seeds = Seeds(b"any", ASSIGNMENT.name)
    return student_notebook(ASSIGNMENT, seeds), solution_notebook(ASSIGNMENT, seeds)


def seeds_of(sheet, secret=b"any", variant=0):
    return Seeds(secret, sheet.name, variant)


def of_kind(notebook, *kinds):
    return [cell for cell in notebook.cells if cell.metadata["secant"]["kind"] in kinds]


def run(cells, namespace):
    """Run cells in this process; return what they print."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        for cell in cells:
            exec(compile(cell.source, cell.id, "exec"), namespace)  # noqa: S102 - generated from our own text
    return printed.getvalue()


@pytest.mark.parametrize("which", [0, 1], ids=["student", "solution"])
def test_notebooks_are_valid_with_stable_ids(lecture, which) -> None:
    """A notebook is valid nbformat, every cell has an id of its own, and both notebooks have the same ids."""
    notebook = lecture[which]
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) >= (4, 5)
    ids = [cell.id for cell in notebook.cells]
    assert len(ids) == len(set(ids))
    assert ids == [cell.id for cell in lecture[1 - which].cells]


def test_ids_say_what_a_cell_is(sheet) -> None:
    """Ids are made of names, so that they stay when text or numbers change."""
    ids = [cell.id for cell in student_notebook(sheet, seeds_of(sheet)).cells]
    assert ids == [
        "prose-1",
        "conventions",
        "ready",
        "setup",
        "plotting",
        "data",
        "check",
        "prose-2",
        "heading-half_square",
        "exercise-half_square",
        "check-half_square",
        "experiment-1",
        "figure-parabola",
        "caption-parabola",
        "prose-3",
        "heading-half_square_gradient",
        "exercise-half_square_gradient",
        "check-half_square_gradient",
    ]


def test_metadata_say_what_is_what(sheet) -> None:
    """The notebook says sheet, content and variant; each cell its kind and, where it has one, its exercise."""
    notebook = student_notebook(sheet, seeds_of(sheet, variant=3))
    about = notebook.metadata["secant"]
    assert (about["assignment"], about["variant"]) == ("s1", 3)
    assert re.fullmatch(r"[0-9a-f]{16}", about["content"])
    assert notebook.metadata["kernelspec"]["language"] == notebook.metadata["language_info"]["name"] == "python"
    for cell in notebook.cells:
        kind, name = cell.metadata["secant"]["kind"], cell.metadata["secant"].get("exercise")
        assert kind in KINDS
        assert cell.cell_type == ("markdown" if kind in {"prose", "conventions"} else "code")
        assert (name is not None) == cell.id.endswith("half_square") or name == "half_square_gradient"
        assert cell.cell_type == "markdown" or (cell.outputs == [] and cell.execution_count is None)


def test_generation_is_deterministic(tiny) -> None:
    """The same input gives the same notebook to the byte, whatever the secret is."""
    texts = {nbformat.writes(student_notebook(tiny.load(), Seeds(secret, "s1"))) for secret in (b"a", b"a", b"b")}
    assert len(texts) == 1


def test_the_content_hash_changes_with_the_content(tiny) -> None:
    """Another text, another case or another variant of the sheet is another content."""

    def content(variant=0):
        sheet = tiny.load()
        return student_notebook(sheet, seeds_of(sheet, variant=variant)).metadata["secant"]["content"]

    seen = [content(), content(variant=1)]
    tiny.change("assignments/s1/assignment.md", "A tiny sheet.", "A very tiny sheet.")
    seen.append(content())
    tiny.change("assignments/s1/exercises.py", "rng.integers(1, 9, 2)", "rng.integers(2, 9, 2)")
    seen.append(content())
    assert len(set(seen)) == len(seen)


def test_generated_sources_leave_the_notebook_alone(lecture) -> None:
    """Reading the sources that need not run does not modify the notebook, and leaves out what a student writes."""
    for notebook in lecture:
        before = copy.deepcopy(notebook)
        sources = generated_sources(notebook)
        assert notebook == before
        assert set(sources) == {cell.source for cell in of_kind(notebook, "data", "check", "figure", "experiment")}
        assert not {cell.source for cell in of_kind(notebook, "exercise", "setup")} & set(sources)


def test_a_students_functions_raise(lecture) -> None:
    """In the student's notebook every function of the sheet is there, and every call raises NotImplementedError."""
    namespace = {}
    assert run(of_kind(lecture[0], "setup", "exercise"), namespace) == ""
    for exercise in ASSIGNMENT.exercises:
        arguments = exercise.cases[0].build(np.random.default_rng(0))
        with pytest.raises(NotImplementedError, match=f"write {exercise.name} here"):
            namespace[exercise.name](*arguments)


def test_a_solutions_checks_are_right(lecture) -> None:
    """In the solution's notebook every visible case of every exercise is right, and each check has the last word."""
    first, *printed = run(of_kind(lecture[1], "setup", "exercise", "check"), {}).splitlines()
    said = [line for line in printed if not line.endswith(" right (visible checks only; hidden cases decide)")]
    assert first == "ready"
    assert len(printed) - len(said) == len(ASSIGNMENT.exercises)
    gradient, how = "mean_squared_error_gradient", ", by differences of your mean_squared_error"
    assert said == [
        f"{exercise.name}, {case.name}{words}: right"
        for exercise in ASSIGNMENT.exercises
        for words in ("", *([how] if exercise.name == gradient else []))
        for case in exercise.cases
        if not words or case.name != "integers"  # which are compared alone
    ]


def test_a_mistake_is_seen_in_the_visible_checks(sheet) -> None:
    """A wrong function written into the notebook is told so by its visible check, and the others stay right."""
    wrong = "def half_square(x, scale=2.0):\n    return float(np.sum(scale * x**2))\n"
    gradient = "def half_square_gradient(x, scale=2.0):\n    return scale * x\n"
    sources = {"half_square": wrong, "half_square_gradient": gradient}
    notebook = filled_notebook(sheet, seeds_of(sheet), sources)
    cells = of_kind(notebook, "setup", "exercise") + of_kind(notebook, "check")
    printed = run(cells, {})
    assert printed.count(", expected ") == 2
    assert printed.count(": right") == 1
    assert "0 of 2 right" in printed


def test_what_is_not_filled_keeps_its_hole(sheet) -> None:
    """Functions without a source keep their skeleton."""
    notebook = filled_notebook(
        sheet, seeds_of(sheet), {"half_square": "def half_square(x, scale=2.0):\n    return 0\n"}
    )
    written, hole = [cell.source for cell in of_kind(notebook, "exercise")]
    assert written == "def half_square(x, scale=2.0):\n    return 0"
    assert 'raise NotImplementedError("write half_square_gradient here")\n    return slope' in hole


def test_a_figure_is_its_function_and_a_call(sheet) -> None:
    """A figure's cell defines the function and calls it."""
    (figure,) = of_kind(student_notebook(sheet, seeds_of(sheet)), "figure")
    assert figure.source.startswith("def parabola() -> None:\n")
    assert figure.source.endswith("    plt.show()\n\n\nparabola()")


def test_the_conventions_name_every_exercise(lecture) -> None:
    """The conventions have the sheet's points, and a row for every exercise with its own."""
    (cell,) = of_kind(lecture[0], "conventions")
    assert f" {ASSIGNMENT.points} points in all." in cell.source
    rows = [f"| `{exercise.name}` | {exercise.points} |" for exercise in ASSIGNMENT.exercises]
    assert cell.source.endswith("\n".join(rows))


def test_the_golden_copy(sheet) -> None:
    """The tiny sheet's notebook is the golden copy to the byte; SECANT_REFRESH_GOLDEN=1 writes it anew."""
    text = nbformat.writes(student_notebook(sheet, Seeds(b"any", "s1")))
    if os.environ.get(REFRESH):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8"), f"if the change is meant, run with {REFRESH}=1 and read the diff"
    assert json.loads(text)["metadata"]["secant"]["assignment"] == "s1"


@pytest.fixture(scope="module")
def visible_check():
    """Return the check that stands in every notebook, as a function of an answer and what was expected."""
    namespace = {"np": np}
    exec((resource("templates") / "notebook" / "check.py").read_text(encoding="utf-8"), namespace)  # noqa: S102 - ours

    def agrees(answer, expected):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            namespace["check"](lambda: answer, "any", expected=expected)
        return printed.getvalue().endswith(": right\n")

    return agrees


V, M = np.array([1.0, -2.0, 3.0]), np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
NO_ANSWERS = (None, "2.5", {}, object(), [1.0, None], [[1.0], [1.0, 2.0]], 1j, len)
ANSWERS = {
    "number": (
        2.5,
        [2.5, [2.5], (2.5,), np.array([[2.5]]), np.float32(2.5), 2.5 + 7e-7, 2.503, 3, True, [2.5, 2.5], []],
    ),
    "not finite": (2.5, [np.nan, np.inf, -np.inf, [np.nan]]),
    "whole number": (3, [3, 3.0, [3], np.int8(3), 4, 2, -3, 3.4, np.array([3, 3])]),
    "truth": (1, [True, False, np.True_, 1.0]),
    "vector": (
        V,
        [V, V.tolist(), tuple(V), V[:, None], V[None], np.float32(V), V * (1 + 3e-7), V * 1.001, -V, V[::-1]],
    ),
    "vector's shape": (V, [V[:2], np.append(V, 1), np.outer(V, V), 1.0, V[0], [V, V], [V]]),
    "a hole in it": (V, [np.array([1.0, np.nan, 3.0]), np.array([1.0, -2.0, np.inf])]),
    "matrix": (M, [M, M.tolist(), list(M), M[None], M.T, M.ravel(), M + 1, M[:, :1], M * (1 + 3e-7)]),
    "zeros": (np.zeros(3), [np.zeros(3), [0, 0, 0], -np.zeros(3), np.full(3, 1e-12), np.ones(3)]),
    "one entry": (np.array([0.5]), [0.5, [0.5], [[0.5]], 0.25, [], [0.5, 0.5]]),
    "empty": (np.empty((0, 2)), [np.empty((0, 2)), np.empty((2, 0)), [], np.empty((0, 3)), 0.0]),
    "mixed sizes": (np.array([1e12, 1.0]), [np.array([1e12, 1.0]), np.array([1e12, 2.0]), np.array([1.1e12, 1.0])]),
    "pair": ((V, 4), [(V, 4), [V, 4], (V.tolist(), 4.0), (V, 5), (V + 1, 4), (V,), (V, 4, 4), (4, V), (None, 4), V, 4]),
    "pair of numbers": ((2.5, 1.0), [(2.5, 1.0), [2.5, 1.0], (1.0, 2.5), (2.5, None), (2.5, "1"), 2.5, ()]),
}


@pytest.mark.parametrize("which", ANSWERS)
def test_visible_and_hidden_checks_agree(visible_check, which) -> None:
    """An answer is right in the notebook exactly if the grader's comparison finds no disagreement."""
    wanted, answers = ANSWERS[which]
    agreed = {True: 0, False: 0}
    for answer in (*answers, *NO_ANSWERS):
        hidden = disagreement(answer, wanted) is None
        assert visible_check(answer, wanted) == hidden, (answer, wanted)
        agreed[hidden] += 1
    assert agreed[False]
    assert agreed[True] or which in {"not finite", "vector's shape", "a hole in it"}


def test_a_check_sees_changed_arguments(visible_check) -> None:
    """A function that gives the right value and changes its argument is told so."""
    namespace = {"np": np}
    exec((resource("templates") / "notebook" / "check.py").read_text(encoding="utf-8"), namespace)  # noqa: S102 - ours

    def doubled(x):
        x *= 2
        return x

    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        namespace["check"](doubled, "any", x=np.array([1.0]), expected=np.array([2.0]))
        namespace["check"](doubled, "another", x=np.array([1.0]), expected=np.array([3.0]))
    right, wrong = printed.getvalue().splitlines()
    assert right == "doubled, any: changed its argument x"
    assert wrong == "doubled, another: returned array([2.]), expected array([3.]); changed its argument x"
    assert visible_check(1.0, 1.0)


def test_an_exception_costs_its_case_and_names_its_line() -> None:
    """A case that raises is told with the line of the function, and the next cases go on; the last word counts them."""
    namespace = {"np": np}
    exec((resource("templates") / "notebook" / "check.py").read_text(encoding="utf-8"), namespace)  # noqa: S102 - ours

    def inverse(x):
        if x == 0:
            return 1 / int(x)
        return 1 / x

    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        for case, x in (("two", 2.0), ("nought", 0.0), ("four", 4.0)):
            namespace["check"](inverse, case, x=x, expected=1 / x if x else 0.0)
        namespace["last_word"]()
    two, nought, four, last = printed.getvalue().splitlines()
    assert (two, four) == ("inverse, two: right", "inverse, four: right")
    line = inverse.__code__.co_firstlineno + 2
    assert nought == f"inverse, nought: raised ZeroDivisionError: division by zero, in line {line} of its cell"
    assert last == "2 of 3 right (visible checks only; hidden cases decide)"


def test_what_is_not_written_stops_the_checks() -> None:
    """A function that is not written is no wrong answer: its exception ends the cell."""
    namespace = {"np": np}
    exec((resource("templates") / "notebook" / "check.py").read_text(encoding="utf-8"), namespace)  # noqa: S102 - ours

    def hole(x):
        raise NotImplementedError("write hole here")

    with pytest.raises(NotImplementedError, match="write hole here"):
        namespace["check"](hole, "any", x=1.0, expected=1.0)
