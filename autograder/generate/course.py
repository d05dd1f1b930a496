"""The files of a new course, and of a new sheet in it, with an example that generates, proves and grades."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import jinja2

from autograder.errors import OperatorError
from autograder.resources import resource

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "a01_schedules"


def course_files(name: str, wheel: str) -> dict[str, bytes]:
    """Return the files of a new course.

    Parameters
    ----------
    name : str
        Of its folder.
    wheel : str
        Where the engine's wheel lies in it.

    Returns
    -------
    dict of str to bytes
        By their relative paths.
    """
    words = {"title": _title(name), "wheel": wheel, "sheet": FIRST.partition("_")[0]}
    files = {
        "README.md": _rendered("README.md", **words),
        ".gitignore": _rendered("gitignore"),
        ".github/workflows/course.yml": _rendered("workflow.yml", **words),
        "reference/__init__.py": b"",
        "assignments/__init__.py": b"",
    }
    return files | sheet_files(FIRST)


def sheet_files(name: str) -> dict[str, bytes]:
    """Return the files of a new sheet: prose, records, and a module of the reference for its functions.

    Parameters
    ----------
    name : str
        Of its folder: an identifier.

    Returns
    -------
    dict of str to bytes
        By their paths in the course.

    Raises
    ------
    OperatorError
        If it is no identifier.
    """
    if not name.isidentifier():
        raise OperatorError(
            f"{name!r} cannot be an assignment's name; use letters, digits and underscores (a02_networks)."
        )
    module = re.sub(r"^a\d+_", "", name)
    words = {"title": _title(module), "module": module}
    return {
        f"reference/{module}.py": _rendered("reference.py"),
        f"assignments/{name}/__init__.py": b"",
        f"assignments/{name}/exercises.py": _rendered("exercises.py", **words),
        f"assignments/{name}/assignment.md": _rendered("assignment.md", **words),
    }


def is_free(folder: Path, files: dict[str, bytes]) -> None:
    """Make sure that nothing would be overwritten.

    Raises
    ------
    OperatorError
        If one of the files is there already.
    """
    for name, content in files.items():
        if content and (folder / name).exists():  # an __init__.py without content may be anybody's
            raise OperatorError(f"{folder / name}: is there already; choose another name.")


def _title(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").strip().capitalize()


def _rendered(name: str, **words: str) -> bytes:
    text = (resource("templates") / "course" / name).read_text(encoding="utf-8")
    rendered: str = jinja2.Template(text, keep_trailing_newline=True).render(**words)
    return rendered.encode()
