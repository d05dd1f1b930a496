"""The checks that an author may write, what is said of wrong ones, and what their exercises build on."""

from __future__ import annotations

import dataclasses
import inspect
from typing import get_args

import numpy as np
import pytest

from autograder import spec
from autograder.spec import (
    Assignment,
    CallsCheck,
    Case,
    ConvergenceCheck,
    Exercise,
    GradientCheck,
    PathCheck,
    ReferenceCheck,
    RepeatCheck,
    SeriesCheck,
)
from autograder.spec.checks import Check
from autograder.spec.faults import faults_of
from autograder.spec.names import builds_on
from autograder.spec.record import Record

SHEET, TOPIC = "assignments/s1/exercises.py", "reference/topic.py"
EVERY = [
    GradientCheck(of=abs),
    ReferenceCheck(),
    SeriesCheck(over="t"),
    PathCheck(),
    ConvergenceCheck(),
    CallsCheck(of="gradient"),
    RepeatCheck(),
]


# --- the records ----------------------------------------------------------------------------------------------


def test_every_check_is_an_authors() -> None:
    """The kinds of checks are those that an author can import, and no other record is one."""
    assert {type(check) for check in EVERY} == {*get_args(Check)}
    assert all(getattr(spec, kind.__name__) is kind for kind in get_args(Check))
    assert not isinstance(Case("any", tuple), Check)


def test_every_kind_has_a_name_of_its_own() -> None:
    """Results and reports tell checks apart by one word, which is not a field that an author could change."""
    names = [check.name for check in EVERY]
    assert len({*names}) == len(names)
    assert all(name.isidentifier() and name.islower() for name in names)
    assert not any("name" in {field.name for field in dataclasses.fields(check)} for check in EVERY)


@pytest.mark.parametrize("check", EVERY, ids=lambda check: check.name)
def test_every_check_is_a_frozen_record(check) -> None:
    """A check has points and a share of at least 1, knows its line, and cannot be changed."""
    assert check.points >= 1
    assert check.share == 1
    assert isinstance(check, Record)
    assert check.where.file == __file__
    with pytest.raises(dataclasses.FrozenInstanceError):
        check.points = 5


@pytest.mark.parametrize("check", EVERY, ids=lambda check: check.name)
def test_every_check_can_be_hashed_and_replaced(check) -> None:
    """Two checks that say the same are the same, wherever they stand, and another one comes of each."""
    again = dataclasses.replace(check)
    assert again == check
    assert hash(again) == hash(check)
    assert dataclasses.replace(check, points=7) != check


@pytest.mark.parametrize("check", EVERY, ids=lambda check: check.name)
def test_every_field_is_documented(check) -> None:
    """What an author may say of a check stands in its docstring."""
    text = inspect.getdoc(type(check))
    for field in dataclasses.fields(check):
        assert field.name == "where" or field.name in text.partition("Parameters")[2], field.name


# --- wrong ones -----------------------------------------------------------------------------------------------

CHECKS = "checks=(ReferenceCheck(),),"
IMPORT = "from autograder.spec import Assignment"
OTHERS = ", CallsCheck, ConvergenceCheck, PathCheck, RepeatCheck, SeriesCheck"

# name: (the check, what is found)
WRONG = {
    "no points": ("SeriesCheck(over='scale', points=0)", "points and share are at least 1"),
    "no share": ("RepeatCheck(share=0)", "points and share are at least 1"),
    "half a point": ("PathCheck(of='x', points=0.5)", "points and share are at least 1"),
    "a series over what is no parameter": ("SeriesCheck(over='t')", "'t'"),
    "a path of what is no parameter": ("PathCheck()", "'gradient'"),
    "calls of what is no parameter": ("CallsCheck(of='loss')", "'loss'"),
    "calls of what is no function": ("CallsCheck(of=3)", "of"),
    "calls of what is not Python": ("CallsCheck(of=np.sum)", "of"),
    "convergence without a gradient": ("ConvergenceCheck(start='x', tolerance='scale')", "'gradient'"),
    "also no tuple": ("ReferenceCheck(also=by_loop)", "also is a function, not a tuple"),
    "also of other parameters": ("ReferenceCheck(also=(three,))", "three"),
    "also what is no function": ("ReferenceCheck(also=(3,))", "3"),
}


@pytest.mark.parametrize(("check", "found"), WRONG.values(), ids=WRONG)
def test_a_wrong_check_is_a_fault_of_its_own(tiny, check, found) -> None:
    """A check that names what is not there is told on its own line, before anything is drawn."""
    tiny.change(SHEET, CHECKS, f"checks=(\n{check},\n),")
    tiny.change(SHEET, IMPORT, IMPORT + OTHERS)
    faults = faults_of(tiny.load())
    assert {fault.where.line for fault in faults} == {tiny.line(SHEET, f"{check},")}
    assert any(found in fault.found for fault in faults)
    assert all(fault.remedy for fault in faults)


RIGHT = [
    "SeriesCheck(over='scale')",
    "RepeatCheck(points=3, share=2)",
    "CallsCheck(of='x')",
    "PathCheck(of='x')",
    "ReferenceCheck(also=(by_loop,), fresh=True)",
    "ConvergenceCheck(gradient='x', start='x', tolerance='scale', max_steps='scale')",
]


@pytest.mark.parametrize("check", RIGHT)
def test_a_right_check_is_none(tiny, check) -> None:
    """What names the function's own parameters, and functions like it, is no fault."""
    tiny.change(SHEET, CHECKS, f"checks=({check},),")
    tiny.change(SHEET, IMPORT, IMPORT + OTHERS)
    assert faults_of(tiny.load()) == ()


# --- what an exercise builds on -------------------------------------------------------------------------------


def earlier_one(x):
    return x


def earlier_two(x):
    return x


def first(x):
    return x


def second(x):
    return x


def third(x):
    return x


def exercise_of(function, uses=(), checks=()):
    return Exercise(function, 1, cases=(Case("any", build=tuple),), checks=checks, uses=uses)


def sheet():
    return Assignment(
        title="any",
        exercises=(
            exercise_of(first, uses=(earlier_two,)),
            exercise_of(second, uses=(first, earlier_one)),
            exercise_of(third, uses=(second, earlier_two)),
        ),
    )


def test_functions_of_earlier_sheets_come_first() -> None:
    """An exercise builds on functions of earlier sheets, its own and those of what it uses, before the sheet's own."""
    exercises = sheet().exercises
    assert [[*builds_on(exercises, exercise)] for exercise in exercises] == [
        ["earlier_two"],
        ["earlier_one", "earlier_two", "first"],
        ["earlier_two", "earlier_one", "first", "second"],
    ]
    assert builds_on(exercises, exercises[1])["earlier_one"] is earlier_one


def test_an_earlier_function_is_earlier_once() -> None:
    """A sheet's earlier functions are those that it uses and does not ask for, each once, as they are first used."""
    assert sheet().earlier == (earlier_two, earlier_one)
    assert Assignment(title="any", exercises=(exercise_of(first),)).earlier == ()


def test_what_is_counted_is_built_on() -> None:
    """A function whose calls are counted is put in wherever correct functions are: nobody escapes the count."""
    below, above = exercise_of(first), exercise_of(second, uses=(earlier_one,), checks=(CallsCheck(of=first),))
    assert "first" in builds_on((below, above), above)


USES = {
    "NumPy's": ("np.sum", "'sum'"),
    "NumPy's random": ("np.random.rand", "'rand'"),
    "Python's": ("len", "'len'"),
    "a method": ("''.join", "'join'"),
    "the sheet's own": ("three", "'three'"),
    "a later exercise": ("topic.half_square_gradient", "'half_square_gradient'"),
    "itself": ("topic.half_square", "'half_square'"),
    "a number": ("3", "'3'"),
}


@pytest.mark.parametrize(("used", "name"), USES.values(), ids=USES)
def test_only_functions_of_the_reference_can_be_used(tiny, used, name) -> None:
    """Uses that name what is no reference function, or no earlier one, are one fault of the exercise."""
    tiny.change(SHEET, "points=2,", f"points=2, uses=({used},),")
    (fault,) = faults_of(tiny.load())
    assert fault.where.line == tiny.line(SHEET, "VALUE =")
    assert fault.found == f"half_square uses {name}, which is no earlier exercise"
    assert fault.remedy == "use the function of an exercise above it, or of an earlier sheet"


EARLIER = '''"""An earlier topic."""

import numpy as np


def weight(x: np.ndarray, scale: float = 2.0) -> float:
    """Compute a weight."""
    # BEGIN SOLUTION
    return float({body})
    # END SOLUTION


def helper(x: np.ndarray) -> float:
    """Compute what a weight may need."""
    # BEGIN SOLUTION
    return float(np.sum(x))
    # END SOLUTION
'''


def with_earlier(tiny, body="np.sum(scale * x)", uses="earlier.weight"):
    tiny.write("reference/earlier.py", EARLIER.format(body=body))
    tiny.change(SHEET, "from reference import topic", "from reference import earlier, topic")
    tiny.change(SHEET, "uses=(topic.half_square,)", f"uses=(topic.half_square, {uses})")


def test_a_function_of_an_earlier_sheet_can_be_used(tiny) -> None:
    """A reference function that is no exercise of the sheet is one of an earlier sheet."""
    with_earlier(tiny)
    assert faults_of(tiny.load()) == ()
    assert [function.__name__ for function in tiny.load().earlier] == ["weight"]


def test_a_function_of_an_earlier_sheet_may_be_called(tiny) -> None:
    """A solution may call the functions of earlier sheets that its uses name, and no others."""
    with_earlier(tiny)
    tiny.change(TOPIC, "    slope = scale * x\n", "    slope = scale * x + 0 * weight(x)\n")
    tiny.change(TOPIC, "import numpy as np", "import numpy as np\n\nfrom reference.earlier import helper, weight")
    assert faults_of(tiny.load()) == ()
    tiny.change(TOPIC, "0 * weight(x)", "0 * helper(x)")
    (fault,) = faults_of(tiny.load())
    assert fault.found == "half_square_gradient uses 'helper', which the student's notebook does not have"


def test_an_earlier_function_needs_what_it_calls(tiny) -> None:
    """An earlier function that calls another one stands in no notebook without it: its absence is a fault."""
    with_earlier(tiny, body="helper(scale * x)")
    (fault,) = faults_of(tiny.load())
    assert fault.where.line == tiny.line(SHEET, "GRADIENT =")
    assert "'helper'" in fault.found


def test_an_earlier_function_may_call_what_is_used_too(tiny) -> None:
    """Where the uses name what an earlier function calls, both stand in the notebook."""
    with_earlier(tiny, body="helper(scale * x)", uses="earlier.weight, earlier.helper")
    assert faults_of(tiny.load()) == ()


def test_an_earlier_function_can_be_cut(tiny) -> None:
    """An earlier function without its markers is a fault here too: its skeleton stands in the notebook."""
    with_earlier(tiny)
    text = (tiny.root / "reference/earlier.py").read_text(encoding="utf-8")
    tiny.write("reference/earlier.py", text.replace("    # BEGIN SOLUTION\n", "", 1))
    (fault,) = faults_of(tiny.load())
    assert "weight has '# END SOLUTION' but no '# BEGIN SOLUTION'" in fault.found


def test_the_checks_of_an_exercise_are_of_different_kinds(tiny) -> None:
    """Two checks of one kind could not be told apart in a report."""
    tiny.change(SHEET, CHECKS, "checks=(RepeatCheck(), RepeatCheck(points=2)),")
    tiny.change(SHEET, IMPORT, IMPORT + OTHERS)
    (fault,) = faults_of(tiny.load())
    assert fault.found == "the check of half_square 'repeat' is declared 2 times"


def test_a_builder_of_functions_is_called_like_any_other(tiny) -> None:
    """A case may build a formula among its arguments; an array is no function, whatever it is made of."""
    tiny.change(SHEET, "return rng.integers(1, 9, 2), 3.0", "return rng.integers(1, 9, 2), Formula('x', 'x')")
    tiny.change(SHEET, IMPORT, IMPORT + ", Formula")
    assert faults_of(tiny.load()) == ()
    assert not callable(np.ones(2))
