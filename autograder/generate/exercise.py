"""Adds the record of a function to a sheet: what it is drawn from is read off the function's docstring."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from typing import TYPE_CHECKING, Any

import jinja2

from autograder.errors import OperatorError
from autograder.resources import resource
from autograder.spec.cut import CutError, cut

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.spec import Assignment
    from autograder.spec.course import Course

NEEDED = ("Assignment", "Case", "Exercise", "ReferenceCheck")
SIDES = (5, 3, 4, 2)  # of the letters of shapes, in the order in which they appear
PARAMETER = re.compile(r"^ *(?P<names>[\w, ]+?) : (?P<kind>.+)$", re.MULTILINE)


def exercise_files(course: Course, sheet: Assignment, place: str) -> dict[str, bytes]:
    """Return a sheet's files with one exercise more.

    Parameters
    ----------
    course : Course
        The sheet's, loaded.
    sheet : Assignment
        As it is.
    place : str
        The function's, as "module.function" of the course's reference.

    Returns
    -------
    dict of str to bytes
        `exercises.py` and `assignment.md`, by their paths in the course.

    Raises
    ------
    OperatorError
        If there is no such function, it cannot be cut, it is an exercise already, or `exercises.py` is not written so
        that a record can be added.
    """
    module, function = _function(course, place)
    name = function.__name__
    if any(exercise.function is function for exercise in sheet.exercises):
        raise OperatorError(f"{sheet.name}: {name} is an exercise of it already.")
    folder = sheet.folder.relative_to(course.root)
    source = (sheet.folder / "exercises.py").read_text(encoding="utf-8")
    prose = (sheet.folder / "assignment.md").read_text(encoding="utf-8").rstrip("\n")
    template = (resource("templates") / "course" / "exercise.py").read_text(encoding="utf-8")
    record = name.upper()
    if re.search(rf"^{record}\b", source, re.MULTILINE):
        raise OperatorError(f"{folder}/exercises.py: the name {record} is taken; give that record another one.")
    known = _imported(source).get(module, module)
    text = jinja2.Template(template, keep_trailing_newline=True).render(
        name=name, record=record, module=known, drawn=_drawn(function), case="any"
    )
    changed = _with_imports(_with_record(source, record, text, f"{folder}/exercises.py"), module)
    words = f"{prose}\n\n## {name}\n\nThe prose that leads to it.\n\n<!-- exercise: {name} -->\n"
    return {f"{folder}/exercises.py": changed.encode(), f"{folder}/assignment.md": words.encode()}


def _function(course: Course, place: str) -> tuple[str, Callable[..., Any]]:
    module, _, name = place.rpartition(".")
    try:
        function = getattr(importlib.import_module(f"reference.{module}"), name)
        cut(function)
    except (ImportError, AttributeError, TypeError):
        raise OperatorError(
            f"{course.root / 'reference'}: there is no function {place}; write it there, and name it MODULE.FUNCTION."
        ) from None
    except CutError as error:
        raise OperatorError(f"reference/{module}.py: {name} {error}; {error.remedy}.") from None
    return module, function


def _imported(source: str) -> dict[str, str]:
    """Return under which names modules of the reference stand in a source."""
    return {
        alias.name: alias.asname or alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module == "reference"
        for alias in node.names
    }


def _with_record(source: str, record: str, text: str, where: str) -> str:
    """Put a record before the sheet's, and its name at the end of the sheet's exercises."""
    tree = ast.parse(source)
    found = [
        (statement, keyword.value)
        for statement in tree.body
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Call)
        if any(isinstance(target, ast.Name) and target.id == "ASSIGNMENT" for target in statement.targets)
        for keyword in statement.value.keywords
        if keyword.arg == "exercises" and isinstance(keyword.value, ast.Tuple)
    ]
    if len(found) != 1:
        words = "has no line ASSIGNMENT = Assignment(..., exercises=(A, B)) to add to; write it so"
        raise OperatorError(f"{where}: {words}, or add the record by hand.")
    ((statement, exercises),) = found
    lines = source.split("\n")
    row, column = (exercises.end_lineno or 1) - 1, _characters(lines, exercises)
    before = lines[row][: column - 1].rstrip()
    comma = "" if before.endswith((",", "(")) else ","
    space = "" if not before.strip() else " "
    lines[row] = f"{before}{comma}{space}{record}{',' if before.endswith('(') else ''}{lines[row][column - 1 :]}"
    at = statement.lineno - 1
    return "\n".join([*lines[:at], *text.strip("\n").split("\n"), "", *lines[at:]])


def _characters(lines: list[str], node: ast.expr) -> int:
    """Return the column of a node's end in characters: the parser counts bytes."""
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return len(lines[node.end_lineno - 1].encode()[: node.end_col_offset].decode())


def _with_imports(source: str, module: str) -> str:
    """Add what the record needs to the imports of the engine's records and of the reference."""
    nodes = [node for node in ast.parse(source).body if isinstance(node, ast.ImportFrom)]
    wanted = {"autograder.spec": NEEDED, "reference": () if module in _imported(source) else (module,)}
    lines = source.split("\n")
    for node in reversed(nodes):
        names = wanted.pop(node.module or "", ())
        missing = [name for name in names if name not in {alias.name for alias in node.names}]
        if missing:
            node.names = sorted([*node.names, *map(ast.alias, missing)], key=lambda alias: alias.name)
            lines[node.lineno - 1 : node.end_lineno] = [ast.unparse(node)]
    first = max((node.end_lineno or 0 for node in nodes), default=0)
    new = [f"from {name} import {', '.join(names)}" for name, names in wanted.items() if names]
    return "\n".join([*lines[:first], *new, *lines[first:]]) if new else "\n".join(lines)


def _drawn(function: Callable[..., Any]) -> str:
    """Write a tuple of draws for a function's parameters, by the types and shapes of its docstring."""
    section = inspect.getdoc(function) or ""
    kinds: dict[str, str] = {}
    for found in PARAMETER.finditer(section.partition("Returns\n---")[0]):
        kinds |= dict.fromkeys(re.split(r",\s*", found["names"].strip()), found["kind"])
    sides: dict[str, int] = {}
    draws = [_draw(kinds.get(name, ""), sides) for name in inspect.signature(function).parameters]
    return ", ".join(draws) + ("," if len(draws) == 1 else "")


def _draw(kind: str, sides: dict[str, int]) -> str:
    shape = re.search(r"shape \(([^)]*)\)", kind)
    if shape is not None:
        letters = [part.strip() for part in shape[1].split(",") if part.strip()]
        for letter in letters:
            sides.setdefault(letter, int(letter) if letter.isdigit() else SIDES[len(sides) % len(SIDES)])
        size = ", ".join(str(sides[letter]) for letter in letters) + ("," if len(letters) == 1 else "")
        is_whole = "of int" in kind and "float" not in kind
        return f"rng.integers(-4, 5, ({size}))" if is_whole else f"rng.normal(size=({size}))"
    if kind.startswith("int"):
        return "int(rng.integers(1, 10))"
    return "round(rng.uniform(0.1, 1.0), 2)"
