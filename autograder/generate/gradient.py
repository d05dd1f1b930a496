"""Writes what measures slopes in a notebook. It holds the judges' own source, which is read and not imported."""

from __future__ import annotations

import ast
import textwrap
from copy import deepcopy
from typing import TYPE_CHECKING

from autograder.resources import ENGINE, resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MODULES = ("calls", "compare", "differences", "lines", "claims")  # of `verify`
JUDGES = "verify"  # what the template calls the judges
GIVEN = {"np"}  # what every notebook has loaded
HEAD = '''\
def measuring():
    """Return what the grader measures a slope with: the steps and the tolerance follow from the numbers."""
'''


def measuring_source() -> str:
    """Write functions that hold gradients against slopes of their losses, with NumPy alone.

    Returns
    -------
    str
        The template's functions, and the definitions of `verify` that they need: in a function, so that no name of a
        student's meets one of them.
    """
    template = (resource("templates") / "notebook" / "by_differences.py").read_text(encoding="utf-8").strip()
    asked = {
        node.attr
        for node in ast.walk(ast.parse(template))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == JUDGES
    }
    sources = [(ENGINE / "verify" / f"{name}.py").read_text(encoding="utf-8") for name in MODULES]
    return f"{HEAD}{textwrap.indent(definitions(sources, asked), ' ' * 4)}\n\n\n{template}"


def definitions(sources: list[str], asked: set[str]) -> str:
    """Write what some definitions of modules need, and return them in a namespace.

    Parameters
    ----------
    sources : list of str
        The modules, each of which may import names of the earlier ones.
    asked : set of str
        Names that the modules define.

    Returns
    -------
    str
        The body of a function: imports of the standard library, then definitions, each after what it needs; without
        docstrings, annotations and comments.
    """
    imports = {"SimpleNamespace": "from types import SimpleNamespace"}
    known: dict[str, ast.stmt] = {}
    for source in sources:
        for node in ast.parse(source).body:
            imports |= _imported(node)
            known |= dict.fromkeys(_defined(node), _bare(node))
    needed: dict[str, None] = {}  # in order
    for name in sorted(asked):
        _collect(name, known, needed)
    bodies = dict.fromkeys(ast.unparse(known[name]) for name in needed)  # a statement may define two
    used = {name for body in bodies for name in _names(ast.parse(body))} | {"SimpleNamespace"}
    lines = [imports[name] for name in sorted(used & imports.keys() - GIVEN)]
    answer = ", ".join(f"{name}={name}" for name in sorted(asked))
    return "\n".join([*lines, *bodies, f"return SimpleNamespace({answer})"])


def _collect(name: str, known: Mapping[str, ast.stmt], needed: dict[str, None]) -> None:
    """Note a name after the names that its definition needs."""
    if name not in needed:
        for other in sorted(_names(known[name]) & known.keys()):
            _collect(other, known, needed)
        needed[name] = None


def _names(tree: ast.AST) -> set[str]:
    """Return the names that a definition takes from outside: those that it reads and nowhere sets."""
    nodes = [*ast.walk(tree)]
    parameters = {node.arg for node in nodes if isinstance(node, ast.arg)}
    names = [(node.id, isinstance(node.ctx, ast.Load)) for node in nodes if isinstance(node, ast.Name)]
    return {name for name, read in names if read} - {name for name, read in names if not read} - parameters


def _imported(node: ast.stmt) -> dict[str, str]:
    """Return the names that a statement imports of the standard library and of NumPy, each with its import."""
    match node:
        case ast.Import(names=names):
            return {each.asname or each.name: ast.unparse(ast.Import([each])) for each in names}
        case ast.ImportFrom(module=str(module), names=names) if module.partition(".")[0] != ENGINE.name:
            return {each.asname or each.name: ast.unparse(ast.ImportFrom(module, [each], 0)) for each in names}
    return {}


def _defined(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case ast.Assign(targets=targets):
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def _bare(node: ast.stmt) -> ast.stmt:
    """Return a definition without docstrings and annotations; what cannot be without one has one that says nothing."""
    bare = deepcopy(node)
    for each in ast.walk(bare):
        if isinstance(each, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(each) is not None:
            del each.body[0]
        match each:
            case ast.FunctionDef():
                each.returns = None
                each.body = [*map(_assigned, each.body)]
            case ast.arg():
                each.annotation = None
            case ast.AnnAssign():  # the field of a class
                each.annotation = ast.Name("object", ast.Load())
    return ast.fix_missing_locations(bare)


def _assigned(node: ast.stmt) -> ast.stmt:
    if isinstance(node, ast.AnnAssign) and node.value:
        return ast.Assign([node.target], node.value)
    return node
