"""The faults of a specification: each is found, with its place and its remedy, and all of them together."""

from __future__ import annotations

import re

import pytest

from assignments.a01_linear_regression.exercises import ASSIGNMENT
from autograder.spec.faults import faults_of

SHEET = "assignments/s1/exercises.py"
TOPIC = "reference/topic.py"

# name: (changes as (file, old, new), text on the line at fault, what is found, remedy)
FAULTS = {
    "no exercises": ([(SHEET, "exercises=(VALUE, GRADIENT)", "exercises=()")], "ASSIGNMENT =", "no exercises", "list"),
    "no exercise records": (
        [(SHEET, "exercises=(VALUE, GRADIENT)", "exercises=(VALUE, GRADIENT, 7)")],
        "ASSIGNMENT =",
        "exercises hold 7",
        "list .*Exercise.* records",
    ),
    "exercise twice": (
        [(SHEET, "exercises=(VALUE, GRADIENT)", "exercises=(VALUE, GRADIENT, VALUE)")],
        "ASSIGNMENT =",
        "the exercise 'half_square' is declared 2 times",
        "its own name",
    ),
    "exercises no tuple": (
        [(SHEET, "exercises=(VALUE, GRADIENT)", "exercises=(VALUE)")],
        "ASSIGNMENT =",
        "exercises is a Exercise, not a tuple",
        "comma",
    ),
    "data no tuple": (
        [(SHEET, 'data=("data/numbers.csv",)', 'data="data/numbers.csv"')],
        "ASSIGNMENT =",
        "data is a str, not a tuple",
        "comma",
    ),
    "data missing": (
        [(SHEET, "data/numbers.csv", "data/number.csv")],
        "ASSIGNMENT =",
        "there is no data file 'data/number.csv'",
        "add it or strike it",
    ),
    "data a folder": ([(SHEET, "data/numbers.csv", "data")], "ASSIGNMENT =", "there is no data file 'data'", "add it"),
    "data outside": (
        [(SHEET, "data/numbers.csv", "../../reference/topic.py")],
        "ASSIGNMENT =",
        "lies outside the sheet's folder",
        "move it there",
    ),
    "no function": (
        [(SHEET, "function=topic.half_square,", "function='half_square',")],
        "VALUE =",
        "'half_square'.* is no Python function",
        "the reference function itself",
    ),
    "a builtin": ([(SHEET, "function=topic.half_square,", "function=np.add,")], "VALUE =", "is no Python", "itself"),
    "another package": (
        [(SHEET, "function=topic.half_square,", "function=by_loop,")],
        "VALUE =",
        "by_loop lives in the package 'assignments'",
        "reference/",
    ),
    "no docstring": (
        [(TOPIC, '    """Compute half of the scaled sum of squares."""\n', "")],
        "VALUE =",
        "half_square has no docstring",
        "the student's text",
    ),
    "points zero": ([(SHEET, "points=2,", "points=0,")], "VALUE =", "is worth 0 points", "positive whole number"),
    "points half": ([(SHEET, "points=2,", "points=0.5,")], "VALUE =", r"is worth 0\.5 points", "positive whole"),
    "no cases": (
        [(SHEET, '(Case("three numbers", build=three), Case("integers", build=whole))', "()")],
        "VALUE =",
        "half_square has no cases",
        "at least one Case",
    ),
    "cases no tuple": (
        [(SHEET, '(Case("three numbers", build=three),)', 'Case("three numbers", build=three)')],
        "GRADIENT =",
        "cases is a Case, not a tuple",
        "comma",
    ),
    "no case records": (
        [(SHEET, 'Case("integers", build=whole)', "whole")],
        "VALUE =",
        "half_square's cases hold <function whole",
        "list .*Case.* records",
    ),
    "case twice": (
        [(SHEET, 'Case("integers"', 'Case("three numbers"')],
        "VALUE =",
        "the case of half_square 'three numbers' is declared 2 times",
        "its own name",
    ),
    "no checks": ([(SHEET, "(ReferenceCheck(),)", "()")], "VALUE =", "has no checks", r"ReferenceCheck\(\)"),
    "check not made": (
        [(SHEET, "(ReferenceCheck(),)", "(ReferenceCheck,)")],
        "VALUE =",
        "half_square's checks hold <class",
        "ReferenceCheck",
    ),
    "check twice": (
        [(SHEET, "(ReferenceCheck(),)", "(ReferenceCheck(), ReferenceCheck())")],
        "VALUE =",
        "the check of half_square 'reference' is declared 2 times",
        "its own name",
    ),
    "case raises": (
        [(SHEET, "return rng.integers(1, 9, 2), 3.0", "return 1 / 0")],
        'Case("integers"',
        "building the case 'integers' raised ZeroDivisionError",
        "as a tuple",
    ),
    "case no tuple": (
        [(SHEET, "return rng.integers(1, 9, 2), 3.0", "return [rng.integers(1, 9, 2), 3.0]")],
        'Case("integers"',
        "the case 'integers' builds a list",
        "as a tuple",
    ),
    "case is a factory": (
        [(SHEET, "return rng.integers(1, 9, 2), 3.0", "return lambda rng: (rng.integers(1, 9, 2), 3.0)")],
        'Case("integers"',
        "the case 'integers' builds a function",
        "call it: it returns a builder",
    ),
    "too many arguments": (
        [(SHEET, "return rng.integers(1, 9, 2), 3.0", "return 1, 2, 3")],
        'Case("integers"',
        "raised TypeError: too many positional arguments",
        "in its order",
    ),
    "too few arguments": (
        [(SHEET, "return rng.integers(1, 9, 2), 3.0", "return ()")],
        'Case("integers"',
        "raised TypeError: missing a required argument: 'x'",
        "in its order",
    ),
    "points of a check": (
        [(SHEET, "ReferenceCheck(points=1)", "ReferenceCheck(points=0)")],
        "ReferenceCheck(points=0)",
        "points and share are at least 1",
        "positive whole numbers",
    ),
    "share of a check": (
        [(SHEET, "ReferenceCheck(points=1)", "ReferenceCheck(share='half')")],
        "ReferenceCheck(share",
        "points and share are at least 1",
        "positive whole numbers",
    ),
    "loss no function": (
        [(SHEET, "of=topic.half_square", "of='half_square'")],
        "GradientCheck(of",
        "`of` is no function",
        "the reference loss itself",
    ),
    "loss of other parameters": (
        [(SHEET, "of=topic.half_square", "of=whole")],
        "GradientCheck(of",
        r"half_square_gradient\(x, scale\) and its loss whole\(rng\) differ",
        "same parameters",
    ),
    "wrt unknown": (
        [(SHEET, "of=topic.half_square", "of=topic.half_square, wrt=('x', 'y')")],
        "GradientCheck(of",
        "half_square_gradient has no parameter 'y'",
        "choose from x, scale",
    ),
    "wrt no tuple": (
        [(SHEET, "of=topic.half_square", "of=topic.half_square, wrt='x'")],
        "GradientCheck(of",
        "wrt is a str, not a tuple",
        "comma",
    ),
    "uses no tuple": (
        [(SHEET, "uses=(topic.half_square,)", "uses=topic.half_square")],
        "GRADIENT =",
        "uses is a function, not a tuple",
        "comma",
    ),
    "uses no exercise": (
        [(SHEET, "uses=(topic.half_square,)", "uses=(np.sum,)")],
        "GRADIENT =",
        "uses 'sum', which is no earlier exercise",
        "above it",
    ),
    "uses a name": (
        [(SHEET, "uses=(topic.half_square,)", "uses=('half_square',)")],
        "GRADIENT =",
        "half_square_gradient uses 'half_square', which is a text",
        "give the function, not its name",
    ),
    "uses itself": (
        [(SHEET, "uses=(topic.half_square,)", "uses=(topic.half_square_gradient,)")],
        "GRADIENT =",
        "uses 'half_square_gradient', which is no earlier exercise",
        "above it",
    ),
    "keeps everything": (
        [(SHEET, 'by hand once."', 'by hand once.", keeps=1')],
        'Mutant("scale-added"',
        "the mutant 'scale-added' keeps 1",
        "below 1",
    ),
    "keeps less than nothing": (
        [(SHEET, 'by hand once."', 'by hand once.", keeps=-0.5')],
        'Mutant("scale-added"',
        r"keeps -0\.5",
        "from 0",
    ),
    "keeps no number": (
        [(SHEET, 'by hand once."', 'by hand once.", keeps="half"')],
        'Mutant("scale-added"',
        "keeps 'half'",
        "from 0",
    ),
    "no explanation": (
        [(SHEET, "Differentiate by hand once.", " ")],
        'Mutant("scale-added"',
        "has no explanation",
        "what to look at",
    ),
    "mutant drifted": (
        [(SHEET, 'old="scale * x"', 'old="factor * x"')],
        'Mutant("scale-added"',
        "the mutant 'scale-added': its old text 'factor .* x' occurs 0 times",
        "copy the text",
    ),
    "mutant twice": (
        [(SHEET, 'old="scale * x"', 'old="s"')],
        'Mutant("scale-added"',
        "its old text 's' occurs 2 times",
        "lengthen it until it occurs once",
    ),
    "mutant broken": (
        [(SHEET, 'new="scale + x"', 'new="scale + (x"')],
        'Mutant("scale-added"',
        "its new text does not compile",
        "mend the new text",
    ),
    "variant without source": (
        [(SHEET, "by_loop),)", "len),)")],
        'Variant("loop"',
        "the variant 'loop' has no source in a file",
        "stands in a file",
    ),
    "variant of other parameters": (
        [(SHEET, "def by_loop(x, scale=2.0)", "def by_loop(x, factor=2.0)")],
        'Variant("loop"',
        r"the variant 'loop' takes \(x, factor\), not \(x, scale\)",
        "the exercise's parameters",
    ),
}


# What else these slips make wrong: the function is no exercise any more, or has no markers either.
FOLLOWED = {"no function", "a builtin", "another package"}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_found(tiny, name) -> None:
    """A slip in a record is one fault with the record's line, what is wrong, and what to do."""
    changes, line, found, remedy = FAULTS[name]
    for change in changes:
        tiny.change(*change)
    faults = [fault for fault in faults_of(tiny.load()) if not fault.where.file.endswith(".md")]
    matching = [fault for fault in faults if re.search(found, fault.found)]
    assert matching, [str(fault) for fault in faults]
    assert len(faults) == 1 or name in FOLLOWED, [str(fault) for fault in faults]
    assert matching[0].where.file == str(tiny.root / SHEET)
    assert matching[0].where.line == tiny.line(SHEET, line)
    assert re.search(remedy, matching[0].remedy)


UNCUT = {
    "no end": ([(TOPIC, "x**2))\n    # END SOLUTION", "x**2))")], "has '# BEGIN SOLUTION' but no '# END SOLUTION'"),
    "no begin": ([(TOPIC, "scale)\n    # BEGIN", "scale)\n    # HERE")], "has '# END SOLUTION' but no '# BEGIN SOLUT"),
    "half": (
        [(TOPIC, "    weights =", "    if scale:\n        # BEGIN SOLUTION\n        weights =")],
        "has 2 lines '# B",
    ),
}


@pytest.mark.parametrize(("changes", "found"), UNCUT.values(), ids=UNCUT)
def test_a_function_that_cannot_be_cut_is_one_fault(tiny, changes, found) -> None:
    """Markers that are wrong are said once, at the function's def, and not again for each of its mutants."""
    for change in changes:
        tiny.change(*change)
    (fault,) = faults_of(tiny.load())
    assert (fault.where.file, fault.where.line) == (str(tiny.root / TOPIC), tiny.line(TOPIC, "def half_square("))
    assert fault.found.startswith(f"half_square {found}")
    assert fault.remedy == "mark the lines that the student writes, once"


def test_names_instead_of_functions_are_all_found(tiny) -> None:
    """A name for a function, and the same name in another exercise's uses, are faults of both records."""
    tiny.change(SHEET, "function=topic.half_square,", "function='half_square',")
    tiny.change(SHEET, "uses=(topic.half_square,)", "uses=('half_square',)")
    remedies = {fault.remedy for fault in faults_of(tiny.load())}
    assert {"give the reference function itself", "give the function, not its name"} <= remedies


def test_a_missing_text_is_a_fault(tiny) -> None:
    """A sheet without assignment.md is a fault of its record."""
    (tiny.folder / "assignment.md").unlink()
    (fault,) = faults_of(tiny.load())
    assert "has no assignment.md" in fault.found
    assert fault.where.line == tiny.line(SHEET, "ASSIGNMENT =")


TOGETHER = [
    "data missing",
    "points zero",
    "no checks",
    "case raises",
    "loss no function",
    "share of a check",
    "uses itself",
    "keeps everything",
    "mutant drifted",
    "variant without source",
]


def test_all_faults_come_together_and_sorted(tiny) -> None:
    """A sheet with ten slips in its records and one in its text has eleven faults, in the order of their lines."""
    for name in TOGETHER:
        for change in FAULTS[name][0]:
            tiny.change(*change)
    tiny.change("assignments/s1/assignment.md", "<!-- figure: parabola -->", "<!-- figure: hyperbola -->")
    faults = faults_of(tiny.load())
    for name in TOGETHER:
        assert any(re.search(FAULTS[name][2], fault.found) for fault in faults), name
    assert len(faults) == len(TOGETHER) + 1
    places = [(fault.where.file, fault.where.line) for fault in faults]
    assert places == sorted(places)
    assert len(set(places)) > 5


def test_a_fault_is_a_sentence(tiny) -> None:
    """A fault in words is file, line, what was found and the remedy, ending in one period."""
    tiny.change(SHEET, "points=2,", "points=0,")
    (fault,) = faults_of(tiny.load())
    place = f"{tiny.root / SHEET}:{fault.where.line}: "
    assert str(fault) == place + "half_square is worth 0 points; give a positive whole number."


def test_good_sheets_have_no_fault(tiny) -> None:
    """The tiny sheet and the lecture's first sheet have no fault."""
    assert faults_of(tiny.load()) == ()
    assert faults_of(ASSIGNMENT) == ()
