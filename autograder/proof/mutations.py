"""Generates mutants of a function: one small slip each, in the operators that students slip on.

Operators, comparisons and constants as mutation testing has them (DeMillo, Lipton and Sayward 1978; the operators of
cosmic-ray and mutmut), and the slips of this field: a dropped term, exchanged arguments, a mean for a sum, the largest
for the smallest, one step too many, a copy that is none, a forgotten statement.
"""

from __future__ import annotations

import ast
import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}
EXCHANGED = {"mean": "sum", "sum": "mean", "argmin": "argmax", "argmax": "argmin", "min": "max", "max": "min"}


@dataclass(frozen=True, slots=True)
class Mutation:
    """A generated mutant.

    Attributes
    ----------
    change : str
        "old -> new", as Python has it; with a number behind it where the same change is possible in several places.
    source : str
        The whole function with the slip in it.
    """

    change: str
    source: str


def mutations(source: str) -> tuple[Mutation, ...]:
    """Return the mutants of a function.

    Parameters
    ----------
    source : str
        One function definition; its docstring is left alone.

    Returns
    -------
    tuple of Mutation
        Each another function than the given one and than each other.
    """
    tree = ast.parse(source)
    found: dict[str, str] = {}
    counts: dict[str, int] = {}
    for path, old in _nodes(tree):
        for new in _slips(old):
            changed = copy.deepcopy(tree)
            _put(changed, path, new)
            text = ast.unparse(ast.fix_missing_locations(changed))
            change = f"{_words(old)} -> {_words(new)}"
            counts[change] = counts.get(change, 0) + 1
            if text not in found.values() and text != ast.unparse(tree):
                found[change if counts[change] == 1 else f"{change} ({counts[change]})"] = text
    return tuple(Mutation(change, f"{text}\n") for change, text in found.items())


Path = tuple[tuple[str, int | None], ...]


def _nodes(tree: ast.Module) -> Iterator[tuple[Path, ast.AST]]:
    """Yield the nodes of the function's body, with the way to each from the root."""
    (function,) = tree.body
    assert isinstance(function, ast.FunctionDef)
    start = 1 if ast.get_docstring(function, clean=False) is not None else 0
    for number in range(start, len(function.body)):
        yield from _below((("body", 0), ("body", number)), function.body[number])


def _below(path: Path, node: ast.AST) -> Iterator[tuple[Path, ast.AST]]:
    yield path, node
    for name, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            yield from _below((*path, (name, None)), value)
        elif isinstance(value, list):
            for number, item in enumerate(value):
                if isinstance(item, ast.AST):
                    yield from _below((*path, (name, number)), item)


def _put(tree: ast.AST, path: Path, new: ast.AST) -> None:
    """Put a node in another's place."""
    *way, (name, number) = path
    for step, index in way:
        tree = getattr(tree, step) if index is None else getattr(tree, step)[index]
    if number is None:
        setattr(tree, name, new)
    else:
        getattr(tree, name)[number] = new


def _slips(node: ast.AST) -> Iterator[ast.AST]:  # noqa: C901 - a table
    """Yield what may stand in a node's place by mistake."""
    match node:
        case ast.BinOp(left, ast.MatMult(), right):
            yield ast.BinOp(right, ast.MatMult(), left)
        case ast.BinOp(left, operator, right):
            if type(operator) in OPERATORS:
                yield ast.BinOp(left, OPERATORS[type(operator)](), right)
            if isinstance(operator, ast.Add | ast.Sub):
                yield from (left, right)  # a dropped term
        case ast.UnaryOp(ast.USub() | ast.Not(), operand):
            yield operand
        case ast.Compare(left, [comparison], [right]):
            yield from (ast.Compare(left, [other()], [right]) for other in COMPARISONS.get(type(comparison), ()))
        case ast.BoolOp(operator, values):
            yield ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
        case ast.Constant():
            yield from _constants(node.value)
        case ast.Call():
            yield from _calls(node)
        case ast.AugAssign(target, operator, value):
            if type(operator) in OPERATORS:
                yield ast.AugAssign(target, OPERATORS[type(operator)](), value)
            yield ast.Pass()
        case ast.Expr() | ast.If():
            yield ast.Pass()


def _constants(value: object) -> Iterator[ast.AST]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(value + 1), ast.Constant(value - 1))
    elif isinstance(value, float):
        yield ast.Constant(2 * value if value else 1.0)


def _calls(call: ast.Call) -> Iterator[ast.AST]:
    match call:
        case ast.Call(ast.Attribute(value, "copy"), []):
            yield value
        case ast.Call(ast.Name("range"), [*first, last]):
            for operator in (ast.Add(), ast.Sub()):
                yield ast.Call(call.func, [*first, ast.BinOp(last, operator, ast.Constant(1))], call.keywords)
        case ast.Call(ast.Attribute(value, name)) if name in EXCHANGED:
            yield ast.Call(ast.Attribute(value, EXCHANGED[name], ast.Load()), call.args, call.keywords)
    if len(call.args) >= 2:
        one, other, *rest = call.args
        yield ast.Call(call.func, [other, one, *rest], call.keywords)


def _words(node: ast.AST) -> str:
    """Write a node on one short line."""
    text = " ".join(ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split())
    return text if len(text) <= 60 else f"{text[:57]}..."
