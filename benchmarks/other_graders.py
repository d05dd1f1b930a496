"""otter and nbgrader on some submissions of a class, each by its own commands on what Secant writes for it.

`benchmarks/classroom.py` uses this. Their hidden tests are Secant's judges, as `secant generate --for` has them, or the
calls that Secant makes of the solution, compared with the reference's values by `np.allclose`, as an instructor would
write them there. What they have besides is theirs: a kernel for every notebook, in which its figures and visible checks
run, too. nbgrader has a limit of time for a cell, otter has none.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from a_class import Template
from speed import assertions, otter_archive

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from a_class import Submission

    from autograder.spec import Assignment

CHECKOUT = Path(__file__).resolve().parent.parent
NBGRADER_CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "course"\n'
NBGRADER_SCORES = """
import sys
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as book:
    for submission in book.assignment_submissions(sys.argv[1]):
        print(submission.student.id, submission.score, sep="\\t")
"""


class Recorded(NamedTuple):
    """The calls that Secant makes of the solution's functions, and the notebook that students get of Secant."""

    assignment: Assignment
    notebook: Any
    calls: Sequence[tuple[str, Sequence[tuple[Any, ...]]]]


class Turn(NamedTuple):
    """What one turn of a grader came to: seconds for all submissions, and the points by their names."""

    seconds: float
    points: dict[str, float]


class Other(NamedTuple):
    """A grader made ready for the sample."""

    name: str
    turn: Callable[[], Turn]


def others(
    sheet: str, sample: Sequence[Submission], folder: Path, nbgrader: Path | None, recorded: Recorded | None
) -> list[Other]:
    """Make the other graders ready; say which cannot be compared.

    Parameters
    ----------
    sheet : str
        Name of the assignment.
    sample : sequence of Submission
        What they grade.
    folder : Path
        To work in.
    nbgrader : Path or None
        The interpreter of an environment with nbgrader and Secant.
    recorded : Recorded or None
        What their hidden tests compare; None if they are Secant's judges.

    Returns
    -------
    list of Other
    """
    ready = []
    if (Path(sys.executable).parent / "otter").exists():
        archive, files = _ready_otter(sheet, sample, folder / "otter", recorded)
        ready += [
            Other("`otter run`, one after another", lambda: _otter_run(archive, files)),
            Other("otter's API, a pool of two", lambda: _otter_pool(archive, files)),
        ]
    else:
        print('otter is not installed here: pip install -e ".[otter]" to compare\n')
    if nbgrader is None or not _can_compare(nbgrader):
        print("nbgrader is not compared: --nbgrader PYTHON names an environment with nbgrader and Secant in it\n")
    else:
        course = _ready_nbgrader(sheet, sample, folder / "nbgrader", nbgrader, recorded)
        ready += [Other("`nbgrader autograde`, in a batch", lambda: _nbgrader_batch(sheet, course, nbgrader))]
    return ready


def secant(*arguments: object) -> list[str]:
    """Return a command of Secant's."""
    return [sys.executable, "-m", "autograder.cli", *map(str, arguments)]


def _written_for(platform: str, sheet: str, out: Path) -> Path:
    """Have Secant write a sheet for a platform; proving its tests anew would take minutes, and they are the same."""
    run(secant("generate", sheet, "--for", platform, "--unproven", "--out", out), CHECKOUT)
    return out / sheet / platform


def run(command: Sequence[str], folder: Path, environment: dict[str, str] | None = None) -> str:
    """Run a command that must succeed, and return what it prints."""
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-1000:]}\n{done.stderr[-2000:]}")
    return done.stdout


def _ready_otter(
    sheet: str, sample: Sequence[Submission], folder: Path, recorded: Recorded | None
) -> tuple[Path, dict[str, Path]]:
    """Return the autograder's zip, and the notebooks by the submissions' names; otter wants them to have one name."""
    if recorded is None:
        made = _written_for("otter", sheet, folder / "dist") / "dist"
        template = Template(json.loads((made / "student" / f"{sheet}.ipynb").read_text(encoding="utf-8")))
        archive = made / "autograder" / f"{sheet}-autograder.zip"
    else:
        template = Template(recorded.notebook)
        archive = otter_archive(folder / "made", recorded.assignment, recorded.calls)
    files = {}
    for each in sample:
        files[each.name] = folder / each.name / f"{sheet}.ipynb"
        files[each.name].parent.mkdir()
        files[each.name].write_text(template.filled(each.sources), encoding="utf-8")
    return archive, files


def _otter_run(archive: Path, files: dict[str, Path]) -> Turn:
    """Run otter's command for one submission after another."""
    seconds, points = 0.0, {}
    for name, path in files.items():
        results = path.with_name("results.json")
        results.unlink(missing_ok=True)
        command = [sys.executable, "-m", "otter", "run", "-a", str(archive), "-o", str(path.parent), str(path)]
        begun = time.perf_counter()
        subprocess.run(command, cwd=path.parent, capture_output=True, check=False)
        seconds += time.perf_counter() - begun
        if results.exists():
            tests = json.loads(results.read_text(encoding="utf-8"))["tests"]
            points[name] = sum(test["score"] for test in tests if "max_score" in test)
    return Turn(seconds, points)


def _otter_pool(archive: Path, files: dict[str, Path]) -> Turn:
    """Call otter's API in two processes, which are forked when it is imported already: its best case."""
    import otter.api  # noqa: F401 - it takes a second, which is not counted

    points = {}
    begun = time.perf_counter()
    with ProcessPoolExecutor(2, get_context("fork"), _say_nothing) as pool:
        graded = {name: pool.submit(_otter_points, str(path), str(archive)) for name, path in files.items()}
        for name, found in graded.items():
            if (total := found.result()) is not None:
                points[name] = total
    return Turn(time.perf_counter() - begun, points)


def _say_nothing() -> None:
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)


def _otter_points(path: str, archive: str) -> float | None:
    """Return the points that otter's API finds; None if it raises, which costs that submission alone."""
    import otter.api

    try:
        return float(otter.api.grade_submission(path, archive, quiet=True).total)
    except Exception:  # noqa: BLE001 - counted as a submission without points
        return None


def _can_compare(python: Path) -> bool:
    command = [str(python), "-c", "import nbgrader, autograder.integrations.kernel"]
    return python.exists() and subprocess.run(command, capture_output=True, check=False).returncode == 0


def _activated(python: Path) -> dict[str, str]:
    """Return the environment in which an interpreter's commands are found first: nbgrader starts alembic by name."""
    return os.environ | {"PATH": f"{python.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


def _ready_nbgrader(
    sheet: str, sample: Sequence[Submission], folder: Path, python: Path, recorded: Recorded | None
) -> Path:
    """Make a course of nbgrader's with the sample handed in, and keep a copy of its grade book as it is now."""
    course = _written_for("nbgrader", sheet, folder / "dist")
    if recorded is not None:
        _compare_recorded(course / "source" / sheet / f"{sheet}.ipynb", recorded)
    (course / "nbgrader_config.py").write_text(NBGRADER_CONFIG, encoding="utf-8")
    run([str(python), "-m", "nbgrader", "generate_assignment", sheet, "--create"], course, _activated(python))
    released = course / "release" / sheet
    template = Template(json.loads((released / f"{sheet}.ipynb").read_text(encoding="utf-8")))
    for each in sample:
        place = course / "submitted" / each.name / sheet
        shutil.copytree(released, place)
        (place / f"{sheet}.ipynb").write_text(template.filled(each.sources), encoding="utf-8")
    shutil.copy(course / "gradebook.db", course / "gradebook.as-released")
    return course


def _compare_recorded(source: Path, recorded: Recorded) -> None:
    """Put the recorded calls into the cells of hidden tests."""
    notebook = json.loads(source.read_text(encoding="utf-8"))
    hidden = {f"{exercise.name}-hidden": exercise for exercise in recorded.assignment.exercises}
    for cell in notebook["cells"]:
        if exercise := hidden.get(cell["metadata"].get("nbgrader", {}).get("grade_id")):
            lines = ["### BEGIN HIDDEN TESTS", *assertions(exercise, recorded.calls), "### END HIDDEN TESTS"]
            cell["source"] = "\n".join([f"# {exercise.name}", *lines])
    source.write_text(json.dumps(notebook), encoding="utf-8")


def _nbgrader_batch(sheet: str, course: Path, python: Path) -> Turn:
    """Run nbgrader's command once for all; what it has graded already it would pass over, so that goes before."""
    shutil.rmtree(course / "autograded", ignore_errors=True)
    shutil.copy(course / "gradebook.as-released", course / "gradebook.db")
    command = [str(python), "-m", "nbgrader", "autograde", sheet, "--create"]
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=course, env=_activated(python), capture_output=True, check=False)
    seconds = time.perf_counter() - begun
    if done.returncode:  # the others are graded all the same
        print(f"nbgrader could not grade everybody: {done.stderr.decode(errors='replace')[-500:]}\n")
    said = run([str(python), "-c", NBGRADER_SCORES, sheet], course, _activated(python))
    rows = [line.split("\t") for line in said.splitlines()]
    return Turn(seconds, {name: float(points) for name, points in rows})
