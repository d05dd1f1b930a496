"""What is graded is promised: by a docstring, or by a visible check that the reference passes."""

from __future__ import annotations

import pytest

from autograder.proof.promises import broken_promises
from autograder.spec.seeds import Seeds

SEEDS = Seeds(b"0123456789abcdef", "s1")
TOPIC = '''"""The one function of a sheet."""

import numpy as np


def f({parameters}):
    """Compute something.

    Parameters
    ----------
{told}

    Returns
    -------
    value : ndarray of int, shape (0,), empty, >= 0
        {returned}
    """
    # BEGIN SOLUTION
    {body}
    # END SOLUTION
'''
EXERCISES = '''"""One exercise."""

import numpy as np

from autograder.spec import *
from reference import topic


def build(rng):
    return {build}


def other({parameters}):
    return 2 * topic.f({parameters})


F = Exercise(function=topic.f, points=1, cases=(Case({case!r}, build=build),), checks=({checks},))
ASSIGNMENT = Assignment(title="One", exercises=(F,))
'''
PROSE = "# One\n\n<!-- conventions -->\n\n<!-- exercise: f -->\n"


@pytest.fixture
def broken(tiny):
    """Return a function that makes a sheet of one exercise and returns its broken promises: kind, name and fault."""

    def run(
        told,
        build,
        parameters="x",
        body="return 2.0 * x",
        checks="ReferenceCheck()",
        case="any",
        returned="Twice as much.",
    ):
        for old in (tiny.root / "reference" / "topic.py", tiny.folder / "figures.py"):
            old.unlink(missing_ok=True)
        text = "\n".join(f"    {line}".rstrip() for line in told.splitlines())
        tiny.write("reference/topic.py", TOPIC.format(parameters=parameters, told=text, body=body, returned=returned))
        sheet = EXERCISES.format(build=build, parameters=parameters, checks=checks, case=case)
        tiny.write("assignments/s1/exercises.py", sheet)
        tiny.write("assignments/s1/assignment.md", PROSE)
        found = [*broken_promises(tiny.load(), SEEDS)]
        assert {each.exercise for each in found} <= {"f"}
        assert all(each.fault for each in found)
        return [(each.kind, each.name, each.fault) for each in found]

    return run


FLOATS = "rng.normal(size=3),"
INTEGERS = "rng.integers(1, 9, 3),"
EMPTY = "np.empty((0, 2)),"

# name: (the docstring's parameters, the case, the signature)
KEPT = {
    "floats are not spoken of": ("x : ndarray, shape (3,)", FLOATS, "x"),
    "integers in the type": ("x : ndarray of float or int, shape (3,)", INTEGERS, "x"),
    "integers below": ("x : ndarray\n    Three numbers, integers perhaps.", INTEGERS, "x"),
    "unsigned integers": ("x : ndarray of int", "rng.integers(1, 9, 3).astype(np.uint8),", "x"),
    "of several together": ("y, x : ndarrays of int, shape (3,)", "*2 * [rng.integers(1, 9, 3)],", "y, x"),
    "an empty array by its number": ("x : ndarray, shape (K, 2)\n    The K >= 0 points.", EMPTY, "x"),
    "an empty array by the word": ("x : ndarray\n    The points, an empty array if there are none.", EMPTY, "x"),
    "an empty array by nought": ("x : ndarray, shape (k, 2)\n    One a row; k = 0 is allowed.", EMPTY, "x"),
    "nought by its bound": ("x : int\n    How often, >= 0.", "0,", "x"),
    "nought by itself": ("x : int\n    How often; with 0 nothing happens.", "0,", "x"),
    "nought among all numbers": ("x : float or int\n    The point.", "0,", "x"),
    "a number that is not nought": ("x : int\n    How often.", "3,", "x"),
    "in the second paragraph": ("x : ndarray\n    The points.\n\n    They may be of int.", INTEGERS, "x"),
    "of the last parameter": ("y : float\n    A rate.\nx : int\n    How often, >= 0.", "0.5, 0", "y, x"),
    "of one that has a default": ("x : int, optional\n    How often, >= 0.", "0,", "x=2"),
    "of one that is left out": ("x : float\n    The rate.", "2.0,", "x, steps=0"),
    "a truth": ("x : bool\n    Whether.", "False,", "x"),
}


@pytest.mark.parametrize(("told", "build", "parameters"), KEPT.values(), ids=KEPT)
def test_a_kind_of_input_that_is_promised_is_no_fault(broken, told, build, parameters) -> None:
    """Whole numbers, empty arrays and nought that a parameter's own description tells of are promised."""
    assert broken(told, build, parameters) == []


OF = "an array of integers", "an empty array", "the number 0"
BROKEN = {
    "integers": ("x : ndarray, shape (3,)", INTEGERS, "x", f"x: {OF[0]}"),
    "integers in every twentieth draw": (
        "x : ndarray, shape (3,)",
        "(rng.integers(1, 9, 3) if rng.random() < 0.2 else np.ones(3)),",
        "x",
        f"x: {OF[0]}",
    ),
    "an empty array": ("x : ndarray, shape (N, 2)\n    The points.", EMPTY, "x", f"x: {OF[1]}"),
    "nought": ("x : int\n    How often.", "0,", "x", f"x: {OF[2]}"),
    "nought of NumPy's": ("x : int\n    How often.", "np.int64(0),", "x", f"x: {OF[2]}"),
    "told of another parameter": (
        "x : ndarray\n    Points.\ny : ndarray of int\n    Labels.",
        f"*2 * [{INTEGERS[:-1]}],",
        "x, y",
        f"x: {OF[0]}",
    ),
    "told of the answer alone": ("x : ndarray\n    Points.", INTEGERS, "x", f"x: {OF[0]}"),
    "told of nothing": ("", INTEGERS, "x", f"x: {OF[0]}"),
    "only a word that begins so": (
        "x : ndarray, shape (3,)\n    Points of the interval.",
        INTEGERS,
        "x",
        f"x: {OF[0]}",
    ),
    "only a bound of the entries": (
        "x : ndarray, shape (N, 2)\n    Probabilities in (0, 1).",
        EMPTY,
        "x",
        f"x: {OF[1]}",
    ),
    "the contrary": ("x : ndarray, shape (K, 2)\n    The places, K >= 1, ascending.", EMPTY, "x", f"x: {OF[1]}"),
    "only another nought": ("x : int\n    How often, at a tolerance of 1.0.", "0,", "x", f"x: {OF[2]}"),
}


@pytest.mark.parametrize(("told", "build", "parameters", "name"), BROKEN.values(), ids=BROKEN)
def test_a_kind_of_input_that_is_not_promised_is_a_fault(broken, told, build, parameters, name) -> None:
    """Whole numbers, empty arrays and nought that no docstring tells of are named, with the parameter and the case."""
    (fault,) = broken(told, build, parameters, case="of a kind")
    assert fault[:2] == ("promise", name)
    assert fault[2] == f"the case “of a kind” has {name.partition(': ')[2]}, which its docstring does not say"


@pytest.mark.parametrize(
    ("shape", "returned", "promised"),
    [
        ("(K, 2)", "For K = 0, an array of zeros.", True),
        ("(N, K)", "Zeros, if K >= 0 points are all on a line.", True),
        ("(K, 2)", "For N = 0, an array of zeros.", False),
        ("(K, 2)", "For K = 1, an array of zeros.", False),
        ("(K, 2)", "For K = 05, an array of zeros.", False),
    ],
)
def test_an_empty_array_may_be_promised_by_its_side(broken, shape, returned, promised) -> None:
    """What the whole docstring says of a side of an array's shape, "for K = 0", is said of the array."""
    found = broken(f"x : ndarray, shape {shape}\n    The points.", EMPTY, returned=returned)
    assert [name for _, name, _ in found] == ([] if promised else ["x: an empty array"])


DESCENT = "gradient, theta0, tolerance, max_steps"
DESCENDING = "Formula('theta', '2 * (theta - c)', c=rng.normal(size=2)), rng.normal(size=2), 1e-3, 5"
CONVERGING = (
    "for _ in range(max_steps):\n        theta0 = theta0 - 0.5 * gradient(theta0)\n    return np.array(theta0, float)"
)
STEP = ("x, y", "Formula('y', '2 * y'), rng.normal(size=2)", "return y - x(y)")

# name: (check, (signature, case, body), what the docstring may say, what the fault asks for)
CHECKS = {
    "fresh": ("ReferenceCheck(fresh=True)", ("x", FLOATS, "return 2.0 * x"), "A copy.", "no view of an argument"),
    "also": (
        "ReferenceCheck(also=(other,))",
        ("x", FLOATS, "return 2.0 * x"),
        "Four times as much is accepted, too.",
        "that other answers are right",
    ),
    "also of a path": (
        "PathCheck(of='x', also=(other,))",
        STEP,
        "Either is accepted.",
        "that other answers are right",
    ),
    "series": ("SeriesCheck(over='t')", ("t", "5,", "return 1.0 / t"), "That of t = 1, 2, ...", "that t counts from 1"),
    "convergence": (
        "ConvergenceCheck()",
        (DESCENT, DESCENDING, CONVERGING),
        "A gradient of at most 10 tolerance within max_steps steps.",
        "near enough",
    ),
}


@pytest.mark.parametrize(
    ("name", "check", "function", "words", "lacks"), [(n, *c) for n, c in CHECKS.items()], ids=CHECKS
)
def test_a_property_that_is_judged_is_promised(broken, name, check, function, words, lacks) -> None:
    """What a check judges beyond the value stands in the docstring; else the fault says what is missing there."""
    signature, build, body = function
    told = f"{signature} : any\n    Any."
    ((kind, found, fault),) = broken(told, build, signature, body, check)
    assert (kind, found) == ("promise", name.partition(" ")[0])
    assert fault.startswith(f"is judged by {found}, but its docstring does not say ")
    assert lacks in fault
    assert broken(told, build, signature, body, check, returned=words) == []


NOT_SAID = {
    "that an argument stays": ("ReferenceCheck(fresh=True)", "x is not changed."),
    "that something else is new": ("ReferenceCheck(fresh=True)", "The weight of the new gradient."),
    "another series": ("SeriesCheck(over='x')", "That of t = 1, 2, ..."),
    "another start of the series": ("SeriesCheck(over='x')", "That of x = 10, 11, ..."),
}


@pytest.mark.parametrize(("check", "words"), NOT_SAID.values(), ids=NOT_SAID)
def test_like_words_are_no_promise(broken, check, words) -> None:
    """A docstring that speaks of something like it has not promised what is judged."""
    build = "3," if "Series" in check else FLOATS
    assert [found[0] for found in broken("x : any\n    Any.", build, checks=check, returned=words)] == ["promise"]


def test_what_every_exercise_promises_is_in_the_conventions(broken) -> None:
    """A path, calls that are counted and repetition need no words in a docstring: the conventions have them."""
    signature, build, body = STEP
    checks = "PathCheck(of='x'), CallsCheck(of='x'), RepeatCheck()"
    assert broken("x, y : any\n    Any.", build, signature, body, checks) == []


def test_all_broken_promises_come_together(broken) -> None:
    """Of several cases and checks every promise that is not kept is named once."""
    found = broken("x : ndarray", "np.empty((0, 2), int),", checks="ReferenceCheck(fresh=True)")
    assert sorted(name for _, name, _ in found) == ["fresh", "x: an array of integers", "x: an empty array"]


# --- the visible checks ------------------------------------------------------------------------------------------

NOT_PASSED = {
    "it changes its argument": "x *= 2\n    return x.copy()",
    "it is another one each time": "return np.random.default_rng().normal(size=3)",
    "it says much": "print('f, any: perhaps')\n    return np.random.default_rng().normal(size=3)",
}


@pytest.mark.parametrize("body", NOT_PASSED.values(), ids=NOT_PASSED)
def test_a_visible_check_that_the_reference_does_not_pass_is_a_fault(broken, body) -> None:
    """A case whose visible check does not say "right" of the reference is named, whatever keeps it from passing."""
    fault = "the visible check of this case is not passed by the reference"
    assert broken("x : ndarray", FLOATS, body=body) == [("visible", "any", fault)]


def test_a_visible_check_that_raises_is_not_passed(broken) -> None:
    """A reference that cannot do with the Python number that students see is told, and stops nothing."""
    found = broken("x : float", "np.float64(rng.normal()),", body="return x.astype(float) * 2.0")
    assert [each[:2] for each in found] == [("visible", "any")]


@pytest.mark.parametrize("case", ["any", "one: right", "“quoted”, with commas: and colons", 'a " and a \\\\'])
def test_a_visible_check_is_known_by_its_cases_name(broken, case) -> None:
    """The reference passes its visible checks, whatever the cases are called."""
    assert broken("x : ndarray", FLOATS, case=case) == []


def test_a_minimisers_visible_check_is_another_one(broken) -> None:
    """Where an answer is judged by its property its visible check is, too: convergence passes, one step does not."""
    words = "A gradient of at most 10 tolerance within max_steps steps."
    told = f"{DESCENT} : any\n    Any."
    good = broken(told, DESCENDING, DESCENT, CONVERGING, "ConvergenceCheck()", returned=words)
    bad = "theta0 += 1\n    return theta0 - 0.1 * gradient(theta0)"
    found = broken(told, DESCENDING, DESCENT, bad, "ConvergenceCheck()", returned=words)
    assert (good, [kind for kind, _, _ in found]) == ([], ["visible"])
