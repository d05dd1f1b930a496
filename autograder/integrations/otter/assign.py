"""Has otter's own `otter assign` make what it makes of a notebook, and looks through what students get of it."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat

from autograder.errors import OperatorError
from autograder.generate import leaks_in
from autograder.generate.archive import files_below
from autograder.generate.releases import addenda
from autograder.integrations.kernel import FOLDER, kernel_files
from autograder.integrations.otter.master import assign_notebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.generate import Secrets
    from autograder.spec import Assignment
    from autograder.spec.course import Course
    from autograder.spec.seeds import Seeds

STAMP = re.compile(r"(?<=-autograder)_[\dT_]+(?=\.zip$)")  # of time: a second run would leave the first one's archive
SOURCE = "/autograder/source/files"  # where Gradescope's image has the autograder's files


def otter_files(
    course: Course, assignment: Assignment, seeds: Seeds, secrets: Secrets, *, tried: bool = True
) -> dict[str, bytes]:
    """Return a notebook in otter's assign format, and what `otter assign` and `otter generate` make of it.

    Parameters
    ----------
    course : Course
        It travels in the autograder, whole: a sheet may build on earlier ones.
    assignment : Assignment
        The sheet.
    seeds : Seeds
        The course's; its secret is in the autograder, which is for the staff alone.
    secrets : Secrets
        Of all sheets of the course.
    tried : bool, optional
        Whether otter grades the solution once: it must have full marks.

    Returns
    -------
    dict of str to bytes
        Contents by their paths: the master notebook and what it needs, `dist/student/` and `dist/autograder/`.

    Raises
    ------
    OperatorError
        If otter is not installed, fails, or gives an answer away.
    """
    if importlib.util.find_spec("otter") is None:
        raise OperatorError("otter-grader is not installed here: pip install 'otter-grader[grading]' ipykernel")
    beside = kernel_files(course, seeds)
    (wheel,) = (name for name in beside if name.endswith(".whl"))
    master = f"{assignment.name}.ipynb"
    written = nbformat.writes(assign_notebook(assignment, seeds, _config(assignment, wheel)))
    files = {master: written.encode(), **beside}
    with tempfile.TemporaryDirectory() as folder:
        for name, each in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(each)
        _assign(Path(folder), master, tried=tried)
        made = {f"dist/{STAMP.sub('', name)}": each for name, each in files_below(Path(folder, "dist"))}
    made |= {f"dist/student/{path.name}": path.read_bytes() for path in addenda(assignment.folder)}
    for found in _leaks(made[f"dist/student/{master}"], secrets):
        raise OperatorError(f"otter assign left the answer to {found} in the student's notebook; nothing was written.")
    return files | made


def _config(assignment: Assignment, wheel: str) -> dict[str, Any]:
    """Return otter's configuration of the assignment."""
    return {
        "name": assignment.name,
        "requirements": [*assignment.packages, f"{SOURCE}/{wheel}"],
        "autograder_files": [FOLDER],
        "python_version": f"{sys.version_info.major}.{sys.version_info.minor}",
        "tests": {"ok_format": False},
        "export_cell": {"pdf": False},
        "generate": {"show_hidden": False},
    }


def _assign(folder: Path, master: str, *, tried: bool) -> None:
    command = [sys.executable, "-m", "otter", "assign", master, "dist", "--no-pdfs"]
    command += [] if tried else ["--no-run-tests"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - otter itself
    if done.returncode:
        raise OperatorError(f"otter assign failed on {master}: {_last_line(done.stderr or done.stdout)}")


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.splitlines()) if line.strip()), "it said nothing")


def _leaks(notebook: bytes, secrets: Secrets) -> Iterator[str]:
    """Yield the names of the answers that stand in a notebook: its cells, and the tests in its metadata."""
    read = nbformat.reads(notebook.decode(), as_version=4)
    tests = read.metadata.get("otter", {}).get("tests", {})
    cells = [cell.source for cell in read.cells if cell.metadata.get("secant", {}).get("kind") != "data"]
    for text in (*cells, *map(str, tests.values())):
        yield from leaks_in(text, secrets)
