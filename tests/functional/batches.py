"""A class of two hundred on a tiny course, and what a gradebook says of it in the end."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select

from autograder.gradebook import Gradebook, results
from autograder.gradebook.tables import contents, counted, submissions
from autograder.gradebook.tables import results as table
from tests.conftest import CHECKOUT

COUNT = 200
VALUE = "def half_square(x, scale=2.0):\n    return {}\n"
SLOPE = "def half_square_gradient(x, scale=2.0):\n    return {}\n"
ANSWERS = [
    VALUE.format("0.5 * scale * np.sum(x**2)") + SLOPE.format("scale * x"),
    VALUE.format("scale * np.sum(x**2)") + SLOPE.format("scale * x"),
    VALUE.format("0.5 * scale * np.sum(x**2)") + SLOPE.format("scale + x"),
    VALUE.format("float(open('/etc/passwd').read())") + SLOPE.format("None"),
    "raise KeyError('a')\n",
]


def write_class(folder: Path) -> Path:
    """Write an archive of two hundred scripts, each of its own, a few of them broken files."""
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(COUNT):
            answer = ANSWERS[number % len(ANSWERS)]
            text = f"import numpy as np\n\n# {number}\n{answer}" if number % 40 else f"{{{number}"
            archive.writestr(f"s{number:03}.py", text)
    return path


def command(*arguments: object) -> list[str]:
    """Return how the command is started."""
    return [sys.executable, "-m", "autograder.cli", *map(str, arguments)]


def surroundings(folder: Path) -> dict[str, str]:
    """Return an environment with a secret of the test's and folders of its own."""
    return {
        **os.environ,
        "SECANT_SECRET": "0123456789abcdef",
        "XDG_CONFIG_HOME": str(folder / "config"),
        "PYTHONPATH": str(CHECKOUT),
    }


def how_many(book: Path) -> int:
    """Return how many results a gradebook has, while somebody writes it."""
    if not book.exists():
        return 0
    with contextlib.closing(sqlite3.connect(book, timeout=30)) as db, contextlib.suppress(sqlite3.OperationalError):
        return int(db.execute("SELECT count(*) FROM results").fetchone()[0])
    return 0  # it is being made


def what_counts(book: Path | str, *, repeated: bool = False) -> dict[str, object]:
    """Return every file's result that counts, but for the time that it took; each must have exactly one.

    Where something was graded by two at once there may be two results, `repeated`, of which one counts.
    """
    with Gradebook(book) as opened, opened.reading() as db:
        tables = (submissions, contents) if repeated else (submissions, contents, table, counted)
        rows = {each.name: db.scalar(select(func.count()).select_from(each)) for each in tables}
        assert rows == dict.fromkeys(rows, COUNT)
        found = {}
        for each in results.all_counted(db, "s1"):
            graded = results.load(db, each.result, each.path)
            found[each.path] = replace(graded, seconds=0.0) if hasattr(graded, "seconds") else graded
    assert len(found) == COUNT
    return found


def wait_until(holds, seconds: float = 120) -> bool:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.01)
    return False


def below(pid: int) -> list[int]:
    """Return the processes that a process has started, and theirs."""
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(child) for child in path.read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *below(child)]
    return found


def is_running(pid: int) -> bool:
    """Whether a process is there, and no corpse that waits for its parent."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def started(course: Path, folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command in a course, with the secret and the folders of a test."""
    return subprocess.run(
        command(*arguments),
        cwd=course,
        env=surroundings(folder),
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )


def run(course: Path, folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Grade the class."""
    return started(course, folder, "grade", "s1", folder / "class.zip", *arguments)
