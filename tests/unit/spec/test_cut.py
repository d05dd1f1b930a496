"""Cutting a reference function: what is given, what is the hole, and what may stand in it."""

from __future__ import annotations

import ast
import functools
import itertools
import textwrap
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assignments.a01_linear_regression.exercises import ASSIGNMENT
from autograder.spec import Exercise, Mutant, Variant
from autograder.spec.cut import BEGIN, END, CutError, cut, mutated, place_of, skeleton, solution, varied
from autograder.spec.seeds import Seeds

ROOM = f"""
def f(x: float, rate: float = 0.5, *rest: int, last: "str | None" = None) -> float:
    '''Compute.'''
    before = x
    {BEGIN}
    between = before * rate

    return between + 1
    {END}
"""


@pytest.fixture
def define(tmp_path):
    """Return a function that writes a source to a file of its own and returns the function f in it."""
    numbers = itertools.count()

    def make(source, name="f"):
        path = tmp_path / f"source{next(numbers)}.py"
        path.write_text(source, encoding="utf-8")
        namespace = {"np": np, "__name__": "reference.any"}
        exec(compile(source, str(path), "exec"), namespace)  # noqa: S102 - our own text
        return namespace[name]

    return make


def exercise_of(function, **fields):
    return Exercise(function=function, points=1, cases=(), checks=(), **fields)


def run(source, name, namespace=None):
    namespace = {"np": np} if namespace is None else namespace
    exec(compile(source, name, "exec"), namespace)  # noqa: S102 - generated from our own text
    return namespace[name]


BAD = {
    "no markers": ("    return x", f"has neither '{BEGIN}' nor '{END}'", "mark the lines"),
    "no end": (f"    {BEGIN}\n    return x", f"has '{BEGIN}' but no '{END}'", "mark the lines"),
    "no begin": (f"    return x\n    {END}", f"has '{END}' but no '{BEGIN}'", "mark the lines"),
    "begin twice": (f"    {BEGIN}\n" * 2 + f"    return x\n    {END}", f"has 2 lines '{BEGIN}' and 1 '{END}'", "once"),
    "end twice": (f"    {BEGIN}\n    return x" + f"\n    {END}" * 2, f"has 1 lines '{BEGIN}' and 2 '{END}'", "once"),
    "reversed": (f"    {END}\n    return x\n    {BEGIN}", "has no statement between", "move them around the lines"),
    "empty": (f"    {BEGIN}\n    {END}\n    return x", "has no statement between", "move them around the lines"),
    "only a comment": (f"    {BEGIN}\n    # here\n    {END}\n    return x", "has no statement between", "move them"),
    "half a statement": (
        f"    if x:\n        {BEGIN}\n        y = 1\n    else:\n        y = 2\n        {END}\n    return y",
        "has half a statement between",
        "move them around whole statements",
    ),
}


@pytest.mark.parametrize(("body", "words", "remedy"), BAD.values(), ids=BAD)
def test_markers_enclose_statements_once(define, body, words, remedy) -> None:
    """Markers that are missing, doubled, reversed, empty or in the middle of a statement are refused, with a remedy."""
    with pytest.raises(CutError, match=words) as caught:
        cut(define(f'def f(x):\n    """Compute."""\n{body}\n'))
    assert remedy in caught.value.remedy


def test_only_functions_in_files_are_cut(define) -> None:
    """A lambda, a one-line function, a built-in and one from a string are refused, each with its remedy."""
    lambda_ = define("f = lambda x: x\n")
    one_line = define("def f(x): return x\n")
    typed = run("def f(x):\n    return x\n", "f")
    for function, words, remedy in (
        (lambda_, "is not defined by def", "write it with def"),
        (one_line, "has its body on the line of its def", "give the body lines of its own"),
        (len, "has no source", "give a function that stands in a file"),
        (typed, "has no source", "give a function that stands in a file"),
    ):
        with pytest.raises(CutError, match=words) as caught:
            cut(function)
        assert caught.value.remedy == remedy


def test_a_function_stands_at_its_def(define) -> None:
    """A function's place is the line of its def, below decorators and unwrapped; without source, its code's first."""
    plain, typed = define(ROOM), run("\ndef f(x):\n    return x\n", "f")
    wrapped = define("import functools\n@functools.wraps(lambda: 0)\ndef f(x):\n    return x\n")
    del wrapped.__wrapped__
    assert place_of(plain).file == plain.__code__.co_filename
    assert (place_of(plain).line, place_of(wrapped).line, place_of(typed).line) == (2, 3, 2)
    assert place_of(functools.wraps(plain)(lambda: 0)) == place_of(plain)


def test_three_pieces(define) -> None:
    """The given lines, the hole and the lines after it are the source without its markers, in that order."""
    pieces = cut(define(ROOM + "    # the end\n    pass\n"))
    assert pieces.given.endswith("    before = x")
    assert pieces.hole == "    between = before * rate\n\n    return between + 1"
    assert pieces.after == "    # the end\n    pass"


def test_annotations_go_and_defaults_stay(define) -> None:
    """What a student reads has the signature's names and defaults and none of its annotations."""
    exercise = exercise_of(define(ROOM))
    for source in (skeleton(exercise.function), solution(exercise.function)):
        assert source.startswith("def f(x, rate=0.5, *rest, last=None):\n    '''Compute.'''\n    before = x\n")
        definition = ast.parse(source).body[0]
        assert definition.returns is None
        assert all(node.annotation is None for node in ast.walk(definition.args) if isinstance(node, ast.arg))


def test_signatures_over_several_lines_are_joined(define) -> None:
    """A signature of several lines, decorated and commented, becomes one line."""
    source = ROOM.replace("(x: float, rate: float = 0.5,", "(\n    x: float,  # the input\n    rate: float = 0.5,\n")
    exercise = exercise_of(define("import functools\n@functools.cache" + source.replace("-> float", "-> 'float'")))
    assert skeleton(exercise.function).startswith("def f(x, rate=0.5, *rest, last=None):\n    '''Compute.'''\n")


def test_a_skeleton_raises(define) -> None:
    """A skeleton compiles, and a call of it raises NotImplementedError with the exercise's name."""
    function = run(skeleton(define(ROOM)), "f")
    with pytest.raises(NotImplementedError, match=r"^write f here$"):
        function(1.0)


@pytest.mark.parametrize("blank", ["", "\n", "    \n", "\n    \n"])
def test_a_skeleton_is_indented_as_its_hole(define, blank) -> None:
    """In a nested hole, and in one that begins with blank lines, the raise stands where the first statement stood."""
    body = f"    for _ in range(3):\n        {BEGIN}\n{blank}        x += 1\n        {END}\n    return x\n"
    source = skeleton(define(f'def f(x):\n    """Count."""\n{body}'))
    assert '\n        raise NotImplementedError("write f here")\n    return x\n' in source
    with pytest.raises(NotImplementedError):
        run(source, "f")(1)


NAMES = st.sampled_from(["x", "y", "total"])
STATEMENTS = st.one_of(
    st.builds("{} = {}".format, NAMES, st.integers(0, 9)),
    st.builds("{} += {}".format, NAMES, NAMES),
    st.builds("# about {}".format, NAMES),
    st.builds("if {0}:\n    {0} = [\n        {1},\n    ]".format, NAMES, st.integers(0, 9)),
    st.builds("for i in {}:\n    # inside\n    pass".format, NAMES),
    st.just(""),
)
BLOCKS = st.lists(STATEMENTS, max_size=4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=BLOCKS, hole=BLOCKS, after=BLOCKS, depth=st.integers(0, 2))
def test_skeleton_and_hole_make_the_solution(define, before, hole, after, depth) -> None:
    """Putting the hole where the skeleton raises gives the solution, which is the source without its markers."""
    nested = ["    " * level + "while x:" for level in range(depth)]
    inside = textwrap.indent("\n".join([BEGIN, *hole, "total = 0", END]), "    " * depth)
    body = "\n".join([*before, *nested, inside, *after, "return total"])
    source = f'def f(x, y=1):\n    """Compute."""\n{textwrap.indent(body, "    ")}\n'
    exercise = exercise_of(define(source))
    marked = [line for line in source.splitlines() if line.strip() not in {BEGIN, END}]
    assert solution(exercise.function).splitlines() == marked
    lines = skeleton(exercise.function).splitlines()
    (raising,) = [n for n, line in enumerate(lines) if "NotImplementedError" in line]
    assert "\n".join([*lines[:raising], cut(exercise.function).hole, *lines[raising + 1 :]]) + "\n" == solution(
        exercise.function
    )


def test_a_mutant_changes_the_hole(define) -> None:
    """A mutant's source is the solution with its text replaced."""
    exercise = exercise_of(define(ROOM))
    source = mutated(exercise, Mutant("one-forgotten", old=" + 1", new="", explanation=""))
    assert source == solution(exercise.function).replace("between + 1", "between")


BAD_MUTANTS = {
    "not there": (" - 1", " + 2", "' - 1' occurs 0 times in the solution of f", "copy the text from the solution"),
    "twice": ("between", "other", "'between' occurs 2 times in the solution of f", "lengthen it until it occurs once"),
    "in a given line": ("before = x", "before = 2 * x", "occurs 0 times", "copy the text from the solution"),
    "nothing": ("", "x", "occurs .* times", "lengthen it until it occurs once"),
    "the same": (" + 1", " + 1", "its new text is the old one", "write the mistake as the new text"),
    "no Python": (" + 1", " + (1", "its new text does not compile", "mend the new text"),
}


@pytest.mark.parametrize(("old", "new", "words", "remedy"), BAD_MUTANTS.values(), ids=BAD_MUTANTS)
def test_a_mutant_occurs_once_changes_and_compiles(define, old, new, words, remedy) -> None:
    """A mutant whose old text is not there once, or whose new text changes nothing or does not compile, is refused."""
    with pytest.raises(CutError, match=words) as caught:
        mutated(exercise_of(define(ROOM)), Mutant("any", old=old, new=new, explanation=""))
    assert caught.value.remedy == remedy


def test_a_variant_is_renamed_in_its_def_only(define) -> None:
    """A variant's source carries the exercise's name in its def, and its own name stays wherever else it stands."""
    other = define('def g(x: int) -> int:\n    """As g does."""\n    label = "g"\n    return g(x)\n', "g")
    exercise = exercise_of(define(ROOM), variants=(Variant("other", other),))
    source = varied(exercise, exercise.variants[0])
    assert source == 'def f(x):\n    """As g does."""\n    label = "g"\n    return g(x)\n'


def _solved(names):
    namespace = {"np": np}
    module = __import__("reference.linear_regression", fromlist=["any"])
    namespace |= {name: value for name, value in vars(module).items() if name not in names and name[0] != "_"}
    for exercise in ASSIGNMENT.exercises:
        run(solution(exercise.function), exercise.name, namespace)
    return namespace


@pytest.mark.parametrize("exercise", ASSIGNMENT.exercises, ids=lambda exercise: exercise.name)
def test_solutions_of_the_lecture_are_its_reference(exercise) -> None:
    """The compiled solution of every exercise of the first sheet gives bit for bit what the reference gives."""
    names = {each.name for each in ASSIGNMENT.exercises}
    written = _solved(names)[exercise.name]
    seeds = Seeds(b"any", ASSIGNMENT.name)
    assert Path(written.__code__.co_filename).name == exercise.name, "the solution was not compiled from its own text"
    for case in exercise.cases:
        found = written(*case.build(seeds.visible(exercise, case)))
        wanted = exercise.function(*case.build(seeds.visible(exercise, case)))
        np.testing.assert_equal(found, wanted)
