"""What the modules of the reference may import."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

REFERENCE = Path(__file__).parents[2] / "reference"
MODULES = sorted(REFERENCE.glob("*.py"))
ALWAYS = {"__future__", "typing", "numpy"}
FOR_TYPES_ONLY = ALWAYS | {"collections.abc", "numpy.typing"}


def imported(node):
    """Return the names of the modules that an import statement imports."""
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        return {node.module}
    return {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()


def imports(tree):
    """Return the modules imported at run time, and those imported under `if TYPE_CHECKING`."""
    guarded = [
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for statement in block.body
        for node in ast.walk(statement)
    ]
    run_time = [node for node in ast.walk(tree) if node not in guarded]
    return tuple(set().union(*map(imported, nodes)) for nodes in (run_time, guarded))


def forbidden(source):
    """Return the imports of a module that are not allowed."""
    run_time, for_types = imports(ast.parse(source))
    strangers = (run_time - ALWAYS) | (for_types - FOR_TYPES_ONLY)
    return {name for name in strangers if not name.startswith("reference.")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_only_numpy_and_the_reference_are_imported(path) -> None:
    """At run time a module imports NumPy and the reference; types come under TYPE_CHECKING."""
    assert not forbidden(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_typing_gives_only_type_checking(path) -> None:
    """Nothing is imported from typing but TYPE_CHECKING, and numpy is np."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "typing":
            assert [alias.name for alias in node.names] == ["TYPE_CHECKING"]
        if isinstance(node, ast.Import):
            assert [(alias.name, alias.asname) for alias in node.names] == [("numpy", "np")]


def test_the_package_itself_imports_nothing() -> None:
    """The package is a table of contents: importing one topic does not import the others."""
    tree = ast.parse((REFERENCE / "__init__.py").read_text(encoding="utf-8"))
    assert len(tree.body) == 1
    assert ast.get_docstring(tree)


def test_the_table_of_contents_is_complete() -> None:
    """The package's docstring lists every module."""
    contents = ast.get_docstring(ast.parse((REFERENCE / "__init__.py").read_text(encoding="utf-8"))).splitlines()
    assert {path.stem for path in MODULES} - {"__init__"} <= set(contents)


@pytest.mark.parametrize(
    "source",
    ["import scipy", "from collections.abc import Callable", "import math", "def f():\n    import os"],
)
def test_a_forbidden_import_is_seen(source) -> None:
    """The check above finds what it is for, in functions too."""
    assert forbidden(source)


def test_a_guarded_import_is_allowed_for_types_only() -> None:
    """Callable may be imported under TYPE_CHECKING, SciPy may not."""
    assert not forbidden("if TYPE_CHECKING:\n    from collections.abc import Callable")
    assert forbidden("if TYPE_CHECKING:\n    import scipy")
