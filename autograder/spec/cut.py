"""Cuts a reference function into what is given and what is the hole, and writes its mutants and variants."""

from __future__ import annotations

import ast
import inspect
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from autograder.records import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.spec.records import Assignment, Exercise, Mutant, Variant

BEGIN = "# BEGIN SOLUTION"
END = "# END SOLUTION"


class CutError(ValueError):
    """A function that cannot be cut.

    Parameters
    ----------
    found : str
        What is wrong, as a clause.
    remedy : str
        What the author should do, as a clause.
    """

    def __init__(self, found: str, remedy: str) -> None:
        super().__init__(found)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Cut:
    """A reference function's source in three pieces.

    Attributes
    ----------
    given : str
        Signature, docstring and the lines before the hole.
    hole : str
        The lines between the markers, with their indentation.
    after : str
        The lines after the hole; usually none.
    """

    given: str
    hole: str
    after: str

    def fill(self, hole: str) -> str:
        """Return the function's source with another body in the hole."""
        return "\n".join(part for part in (self.given, hole, self.after) if part) + "\n"


def cut(function: Callable[..., Any]) -> Cut:
    """Cut a reference function at its markers.

    Parameters
    ----------
    function : callable
        Of `reference/`.

    Returns
    -------
    Cut

    Raises
    ------
    CutError
        If the markers do not enclose at least one statement exactly once, or its source is not to be had.
    """
    lines = _plain_source(function).split("\n")
    at = {marker: [i for i, line in enumerate(lines) if line.strip() == marker] for marker in (BEGIN, END)}
    if any(len(found) != 1 for found in at.values()):
        raise CutError(_miscounted(len(at[BEGIN]), len(at[END])), "mark the lines that the student writes, once")
    (begin,), (end,) = at[BEGIN], at[END]
    hole = "\n".join(lines[begin + 1 : end])
    try:
        empty = begin > end or not statements(hole)
    except SyntaxError:
        found = f"has half a statement between '{BEGIN}' and '{END}'"
        raise CutError(found, "move them around whole statements") from None
    if empty:
        found = f"has no statement between '{BEGIN}' and '{END}'"
        raise CutError(found, "move them around the lines that the student writes")
    return Cut("\n".join(lines[:begin]), hole, "\n".join(lines[end + 1 :]))


def place_of(function: Callable[..., Any]) -> Place:
    """Return the line of the `def` of a function; that of its first line if its source is not to be had."""
    function = inspect.unwrap(function)
    try:
        lines, first = inspect.getsourcelines(function)
    except (OSError, TypeError):
        return Place(function.__code__.co_filename, function.__code__.co_firstlineno)
    decorators = next((number for number, line in enumerate(lines) if line.lstrip().startswith("def ")), 0)
    return Place(function.__code__.co_filename, first + decorators)


def skeleton(function: Callable[..., Any]) -> str:
    """Write what the student gets: everything but the hole, in which a `NotImplementedError` stands."""
    pieces = cut(function)
    indent = pieces.hole[: len(pieces.hole) - len(pieces.hole.lstrip())]
    message = f"write {function.__name__} here"
    return pieces.fill(f'{indent.rpartition(chr(10))[2]}raise NotImplementedError("{message}")')


def solution(function: Callable[..., Any]) -> str:
    """Write a reference function as a student would hand it in: without the markers."""
    pieces = cut(function)
    return pieces.fill(pieces.hole)


def solutions(assignment: Assignment) -> dict[str, str]:
    """Write a sheet as a student would hand it in: the functions of earlier sheets that it builds on, and its own.

    Parameters
    ----------
    assignment : Assignment
        The sheet.

    Returns
    -------
    dict of str to str
        Sources by the functions' names, in an order in which they can run.
    """
    functions = (*assignment.earlier, *(exercise.function for exercise in assignment.exercises))
    return {function.__name__: solution(function) for function in functions}


def mutated(exercise: Exercise, mutant: Mutant) -> str:
    """Write the reference with the mutant's mistake in it.

    Raises
    ------
    CutError
        If the mutant's `old` does not occur exactly once in the hole, or its `new` changes nothing or does not
        compile.
    """
    pieces = cut(exercise.function)
    if (count := pieces.hole.count(mutant.old)) != 1:
        found = f"its old text {mutant.old!r} occurs {count} times in the solution of {exercise.name}"
        raise CutError(found, "lengthen it until it occurs once" if count else "copy the text from the solution")
    if mutant.old == mutant.new:
        raise CutError("its new text is the old one", "write the mistake as the new text")
    source = pieces.fill(pieces.hole.replace(mutant.old, mutant.new))
    try:
        compile(source, mutant.name, "exec")
    except SyntaxError as error:
        raise CutError(f"its new text does not compile ({error.msg})", "mend the new text") from None
    return source


def varied(exercise: Exercise, variant: Variant) -> str:
    """Write a variant under the exercise's name.

    Raises
    ------
    CutError
        If its source is not to be had.
    """
    return _plain_source(variant.function, exercise.name) + "\n"


def statements(hole: str) -> list[ast.stmt]:
    """Parse the statements of a hole; a `return` outside a function is fine here."""
    return ast.parse(textwrap.dedent(hole)).body


def _miscounted(begins: int, ends: int) -> str:
    """Say which marker is missing or doubled."""
    if not begins and not ends:
        return f"has neither '{BEGIN}' nor '{END}'"
    if begins and ends:
        return f"has {begins} lines '{BEGIN}' and {ends} '{END}'"
    there, missing = (BEGIN, END) if begins else (END, BEGIN)
    return f"has '{there}' but no '{missing}'"


def _plain_source(function: Callable[..., Any], name: str | None = None) -> str:
    """Return a function's source, its signature on one line and without annotations, which a student need not read."""
    try:
        source = textwrap.dedent(inspect.getsource(function)).rstrip("\n")
    except (OSError, TypeError):
        raise CutError("has no source in a file", "give a function that stands in a file") from None
    (definition,) = ast.parse(source).body
    if not isinstance(definition, ast.FunctionDef):
        raise CutError("is not defined by def", "write it with def")
    for argument in ast.walk(definition.args):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    body = definition.body[0]
    if source.split("\n")[body.lineno - 1][: body.col_offset].strip():
        raise CutError("has its body on the line of its def", "give the body lines of its own")
    signature = f"def {name or definition.name}({ast.unparse(definition.args)}):"
    return "\n".join([signature, *source.split("\n")[body.lineno - 1 :]])
