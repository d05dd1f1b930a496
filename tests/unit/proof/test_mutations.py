"""Generated mutants: one small slip each, every one another function."""

from __future__ import annotations

import ast

import pytest

from autograder.proof import mutations
from autograder.spec.cut import solution


def changes(body, arguments="a, b"):
    return {each.change for each in mutations(f"def f({arguments}):\n    {body}\n")}


SLIPS = {
    "return a + b": {"a + b -> a - b", "a + b -> a", "a + b -> b"},
    "return a * b": {"a * b -> a / b"},
    "return a ** 2": {"a ** 2 -> a * 2", "2 -> 3", "2 -> 1"},
    "return a @ b": {"a @ b -> b @ a"},
    "return -a": {"-a -> a"},
    "return a < b": {"a < b -> a <= b", "a < b -> a > b"},
    "return a == b": {"a == b -> a != b"},
    "return a and b": {"a and b -> a or b"},
    "return 0.5": {"0.5 -> 1.0"},
    "return 0.0": {"0.0 -> 1.0"},
    "return True": {"True -> False"},
    "return a.copy()": {"a.copy() -> a"},
    "return range(a)": {"range(a) -> range(a + 1)", "range(a) -> range(a - 1)"},
    "return np.mean(a)": {"np.mean(a) -> np.sum(a)"},
    "return g(a, b)": {"g(a, b) -> g(b, a)"},
    "a -= b": {"a -= b -> a += b", "a -= b -> pass"},
    "g(a)": {"g(a) -> pass"},
    "return a": set(),
}


@pytest.mark.parametrize(("body", "expected"), SLIPS.items(), ids=SLIPS)
def test_each_construct_has_its_slips(body, expected) -> None:
    """A construct gives the slips that belong to it, and no others."""
    assert changes(body) == expected


def test_every_mutant_is_another_function_and_compiles(a01) -> None:
    """The mutants of the first sheet compile, differ from the reference and from each other, and keep the docstring."""
    for exercise in a01.exercises:
        source = solution(exercise.function)
        found = mutations(source)
        texts = {ast.dump(ast.parse(each.source)) for each in found} | {ast.dump(ast.parse(source))}
        assert len(texts) == len(found) + 1
        assert len({each.change for each in found}) == len(found)
        (docstring,) = {ast.get_docstring(ast.parse(each.source).body[0]) for each in found}
        assert docstring == ast.get_docstring(ast.parse(source).body[0])


def test_the_same_change_in_two_places_has_two_names() -> None:
    """A change that is possible twice is numbered."""
    assert {"1 -> 2", "1 -> 2 (2)"} <= changes("return a[1] * b[1]")


def test_the_docstring_is_no_code() -> None:
    """A docstring, the only statement before the return, is never dropped."""
    (mutation,) = mutations('def f(a):\n    """Say 1 + 1."""\n    return -a\n')
    assert mutation.change == "-a -> a"
