"""What grading one file costs: Secant, a bare fork that runs the same cells and calls, and otter on the same exercises.

Run `python benchmarks/speed.py` in an environment with `pip install -e ".[otter]"`. All three take turns in one run, so
that a busy machine slows them alike; the ratios are what counts. otter's tests are the recorded calls with the
reference's values, compared by `np.allclose`, eleven questions as there are eleven exercises; its `otter run` is timed
as a whole process, as it is used, and Secant as it is used for a class, with the fork server warm.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import numpy as np

from autograder.classroom import Grader
from autograder.generate import solution_notebook
from autograder.generate.literals import literal
from autograder.resources import lecture_root
from autograder.sandbox import Exercise
from autograder.spec.course import Course, load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from autograder.spec import Assignment

ROUNDS = 30
OTTER_ROUNDS = 3


def main() -> None:
    """Measure and print."""
    course = Course(lecture_root())
    assignment = load(course, "a01")
    with tempfile.TemporaryDirectory() as name, Grader(course, assignment) as grader:
        folder = Path(name)
        notebook = solution_notebook(assignment, course.seeds(assignment))
        path = folder / "solution.ipynb"
        nbformat.write(notebook, path)
        calls = record(grader, path)
        sources = [cell.source for cell in cells_that_run(notebook)]
        secant, bare = take_turns(lambda: grader.grade(path), lambda: bare_fork(sources, calls))
        otter = time_otter(folder, assignment, notebook, calls)
        report(secant, bare, otter, sum(len(batch) for _, batch in calls))


def cells_that_run(notebook: Any) -> list[Any]:
    """Return the cells that Secant runs of an untouched solution: no figures, and so no pyplot."""
    kept = [cell for cell in notebook.cells if cell.metadata["secant"]["kind"] in {"setup", "exercise"}]
    return [cell for cell in kept if cell.id != "plotting"]


def record(grader: Grader, path: Path) -> list[tuple[str, Sequence[tuple[Any, ...]]]]:
    """Grade once and note every call of the submission's functions."""
    calls: list[tuple[str, Sequence[tuple[Any, ...]]]] = []
    plain = Exercise.call

    def noting(self: Exercise, name: str, batch: Sequence[tuple[Any, ...]], *limits: float, **named: bool) -> Any:
        calls.append((name, batch))
        return plain(self, name, batch, *limits, **named)

    Exercise.call = noting  # type: ignore[method-assign]
    try:
        graded = grader.grade(path)
    finally:
        Exercise.call = plain  # type: ignore[method-assign]
    assert graded.points == graded.possible, "the solution gets full marks"
    return calls


def bare_fork(sources: Sequence[str], calls: Sequence[tuple[str, Sequence[tuple[Any, ...]]]]) -> None:
    """Run the same cells and calls in a fork of this warm process, without a sandbox and without looking at a value."""
    if pid := os.fork():
        os.waitpid(pid, 0)
        return
    namespace: dict[str, Any] = {}
    for source in sources:
        exec(source, namespace)  # noqa: S102 - the reference's own
    for name, batch in calls:
        for arguments in batch:
            namespace[name](*[a.copy() if isinstance(a, np.ndarray) else a for a in arguments])
    os._exit(0)


def take_turns(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[list[float], list[float]]:
    """Time two callables turn by turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS + 1):
        for action, kept in zip((first, second), times, strict=True):
            begun = time.perf_counter()
            action()
            kept.append(time.perf_counter() - begun)
    return times[0][1:], times[1][1:]


def time_otter(folder: Path, assignment: Assignment, notebook: Any, calls: Any) -> list[float]:
    """Time `otter run` on the same exercises; [] where otter is not installed."""
    otter = Path(sys.executable).parent / "otter"
    if not otter.exists():
        return []
    home = folder / "otter"
    archive = otter_archive(home, assignment, calls)
    (home / "results").mkdir()
    plain = nbformat.v4.new_notebook(metadata={"kernelspec": notebook.metadata["kernelspec"]})
    plain.cells += [nbformat.v4.new_code_cell(cell.source) for cell in cells_that_run(notebook)]
    nbformat.write(plain, home / "solution.ipynb")
    times = []
    for _ in range(OTTER_ROUNDS + 1):
        begun = time.perf_counter()
        run = [otter, "run", "-a", archive, "-o", "results", "solution.ipynb"]
        subprocess.run(run, cwd=home, capture_output=True, check=True)
        times.append(time.perf_counter() - begun)
    tests = json.loads((home / "results" / "results.json").read_text())["tests"]
    scored = [test for test in tests if "max_score" in test]
    assert len(scored) == len(assignment.exercises), "otter graded every exercise"
    assert all(test["score"] == test["max_score"] for test in scored), "otter gives the solution full marks"
    shutil.rmtree(home)
    return times[1:]


def otter_archive(home: Path, assignment: Assignment, calls: Any) -> Path:
    """Write the recorded calls as otter's tests into a new folder, and have otter make its zip of them."""
    (home / "tests").mkdir(parents=True)
    for exercise in assignment.exercises:
        write_otter_test(home / "tests" / f"{exercise.name}.py", exercise, calls)
    (home / "otter_config.json").write_text(json.dumps({"show_hidden": True}))
    (home / "requirements.txt").write_text("numpy\n")
    generate = [
        Path(sys.executable).parent / "otter",
        "generate",
        "-t",
        "tests",
        "-c",
        "otter_config.json",
        "-r",
        "requirements.txt",
        "-o",
        "grader.zip",
    ]
    subprocess.run(generate, cwd=home, capture_output=True, check=True)
    return home / "grader.zip"


def write_otter_test(path: Path, exercise: Any, calls: Any) -> None:
    """Write the recorded calls of one exercise as an otter test with the reference's values."""
    lines = ["from otter.test_files import test_case", "import numpy as np", "", "OK_FORMAT = False"]
    lines += [f"name = {exercise.name!r}", f"points = {exercise.points}", "", "@test_case(points=points, hidden=True)"]
    lines += [f"def test_it({exercise.name}):", *(f"    {line}" for line in assertions(exercise, calls))]
    path.write_text("\n".join(lines) + "\n")


def assertions(exercise: Any, calls: Any) -> list[str]:
    """Write the recorded calls of one exercise as assertions of the reference's values."""
    lines = []
    for name, batch in calls:
        for arguments in batch if name == exercise.name else ():
            expected = exercise.function(*arguments)
            values = zip(*[(part if isinstance(part, tuple) else (part,)) for part in (expected,)], strict=True)
            call = f"{name}{literal(tuple(arguments))}"
            if isinstance(expected, tuple):
                pairs = enumerate(literal(part) for (part,) in values)
                lines += [f"assert all(np.allclose({call}[i], e) for i, e in [{', '.join(map(_pair, pairs))}])"]
            else:
                lines += [f"assert np.allclose({call}, {literal(expected)})"]
    return lines


def _pair(numbered: tuple[int, str]) -> str:
    return f"({numbered[0]}, {numbered[1]})"


def report(secant: list[float], bare: list[float], otter: list[float], calls: int) -> None:
    """Print the table."""
    ratio = statistics.median(s / b for s, b in zip(secant, bare, strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"a01, solution, {calls} calls of its functions; medians of {ROUNDS} rounds in turns")
    print(f"{'Secant, fork server warm':34}{1e3 * statistics.median(secant):9.1f} ms")
    print(f"{'bare fork, same cells and calls':34}{1e3 * statistics.median(bare):9.1f} ms")
    print(f"{'Secant / bare fork':34}{ratio:9.2f}")
    if otter:
        print(f"{'otter run, whole process':34}{1e3 * statistics.median(otter):9.1f} ms")
        print(f"{'otter / Secant':34}{statistics.median(otter) / statistics.median(secant):9.1f}")
    else:
        print('otter is not installed here: pip install -e ".[otter]" to compare')
    print(f"{'peak memory of the grader':34}{peak:9.1f} MB")


if __name__ == "__main__":
    main()
