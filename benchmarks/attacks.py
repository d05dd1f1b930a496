"""Who falls to what: five hostile submissions in Secant, in otter's `run` and in a unittest grader.

Run `python benchmarks/attacks.py` in an environment with `pip install -e ".[otter]"`; it takes some minutes, as what
has no limit of time is waited for. Every grader is a command of its own: `secant grade` in a copy of the course, which
is `autograder.classroom.Grader` and its sandbox; `otter run` with a zip of `otter generate`, one question an exercise;
and `tests/functional/naive_grader.py`, unittest cases in the style of gradescope-utils. otter's tests have the
arguments that the unittest grader draws and the reference's values, compared by `np.allclose`. A submission is a
script: the solution of the first sheet, and the attack behind it. The three get the same text, except for two paths
that the attacker is simply told: that of the hidden tests, and that of the results.

The attacks are of five kinds, as what stops one stops no other: a closed file system does not mend a comparison, a
comparison of plain values ends no loop, a limit of time protects no report.

1. Reading: it opens the hidden tests, and answers rightly only if it could.
2. Forging the comparison: it patches `np.allclose` and its like.
3. Forging the report: it writes results.json and ends the process.
4. Lying: it answers with an object that takes the expected numbers from the frames of whoever reads it.
5. Exhausting: it never returns.

The last four are files of `tests/submissions/hostile`. There the hostile function is mostly `predict`, on which nine
others rest; here it is `descent_path` or `largest_stable_learning_rate`, on which none does, so that the other ten are
honest. What became of an attack is read from the results of the run. Without the controls above the attacks the table
would mean nothing; if one is not as it should be, the script says so and ends with 1.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from autograder.generate.literals import literal
from autograder.resources import lecture_root
from autograder.spec.course import Course, load
from autograder.spec.cut import skeleton, solutions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from autograder.spec import Assignment

CHECKOUT = Path(__file__).resolve().parent.parent
HOSTILE = CHECKOUT / "tests" / "submissions" / "hostile"
NAIVE = CHECKOUT / "tests" / "functional" / "naive_grader.py"
PATIENCE = 60  # seconds for one file; the slowest honest one takes a tenth
REPORT = 1 << 20  # bytes of results that a platform takes
DRAWS = 3  # as the unittest grader
FORGED = 1000  # the score that the third attack writes
RUN = "SECANT_ATTACKS_RUN"  # in the environment of all that is started here, and so of what it leaves behind
MARK = "# hidden: "  # begins the first line of every file of hidden tests; a random word follows

LEAVES = {"descent_path", "largest_stable_learning_rate"}  # no other exercise uses these
SIGNATURE = "descent_path(X, y, theta0, learning_rate, steps)"
READER = f"""right = descent_path


def {SIGNATURE}:
    found = ""
    try:
        with open(HIDDEN) as file:
            found = file.read()
    except OSError:
        pass
    print(found[:100])
    if MARK in found:
        return right(X, y, theta0, learning_rate, steps)
    return np.zeros((steps + 1, len(theta0)))
"""
WRONG = f"""def {SIGNATURE}:
    return np.zeros((steps + 1, len(theta0)))


def largest_stable_learning_rate(X):
    return 0.0
"""
OTTER_TEST = """{mark}
from otter.test_files import test_case
import numpy as np

OK_FORMAT = False
name = {name!r}
points = {points}


def close(answer, expected):
    if isinstance(expected, tuple):
        return len(answer) == len(expected) and all(map(close, answer, expected))
    return bool(np.allclose(answer, expected))


@test_case(points=points, hidden=True)
def test_values({name}):
    for arguments, expected in {cases}:
        assert close({name}(*arguments), expected)
"""


class Tool(NamedTuple):
    """A grader made ready: its command, where that runs, its hidden tests and its results, and how to read these."""

    name: str
    command: list[str]
    cwd: Path
    hidden: Path
    results: Path
    environment: dict[str, str]
    marks: Callable[[list[dict[str, Any]]], Iterable[tuple[str, float, float]]]


class Control(NamedTuple):
    """A submission without an attack, and the exercises that must have full marks; all others must have none."""

    name: str
    sources: list[str]
    right: frozenset[str]


class Attack(NamedTuple):
    """What is put behind the solution, the exercise that it spoils, and whether it has marks only if it could read."""

    name: str
    source: str
    wrong: str
    reads: bool = False


class Run(NamedTuple):
    """Shares of the points by exercise (None if there are no results), the score, and all that a grader said."""

    shares: dict[str, float] | None
    score: float
    said: str


def main() -> None:
    """Prepare the graders, hand everything in, print."""
    assignment = load(Course(lecture_root()), "a01")
    names = [exercise.name for exercise in assignment.exercises]
    word = secrets.token_hex(16)
    with tempfile.TemporaryDirectory(prefix="attacks-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # file permissions alone shall hide nothing
        submission = folder / "submission.py"
        tools = tools_in(folder, submission, assignment, MARK + word)
        print_row(["full marks, or what became of the attack", *[tool.name for tool in tools]])
        print_row(["---"] * (1 + len(tools)))
        faults = []
        for control in controls(assignment):
            runs = [hand_in(tool, submission, control.sources) for tool in tools]
            print_row([control.name, *[f"{len(in_full(run))} of {len(names)}" for run in runs]])
            faults += [control.name for run in runs if not as_expected(run, control, word)]
        right = [*solutions(assignment).values()]
        for attack in attacks():
            runs = [hand_in(tool, submission, [*right, attack.source]) for tool in tools]
            print_row([attack.name, *[verdict(run, attack, names, word) for run in runs]])
    if faults:
        sys.exit(f"the table means nothing, as these are not as they should be: {', '.join(faults)}")


def controls(assignment: Assignment) -> list[Control]:
    """Return what shows that the graders can tell right from wrong, and that a reader who succeeds is seen."""
    right = [*solutions(assignment).values()]
    names = frozenset(exercise.name for exercise in assignment.exercises)
    skeletons = [skeleton(exercise.function) for exercise in assignment.exercises]
    opened = READER.replace("HIDDEN", "np.__file__").replace("MARK", repr("NumPy"))
    return [
        Control("control: the solution", right, names),
        Control("control: the skeleton", skeletons, frozenset()),
        Control("control: two wrong functions", [*right, WRONG], names - LEAVES),
        Control("control: the reader, at a file that is open to it", [*right, opened], names),
    ]


def attacks() -> list[Attack]:
    """Return the five attacks."""
    path = "descent_path"
    return [
        Attack("reads the hidden tests", READER.replace("MARK", repr(MARK)), path, reads=True),
        Attack("patches the comparison", specimen("patches_allclose"), path),
        Attack("writes the report and exits", specimen("writes_results"), path),
        Attack("takes the answer from frames", specimen("fills_itself_in_when_read"), path),
        Attack("never returns", specimen("loops_for_ever"), "largest_stable_learning_rate"),
    ]


def specimen(name: str) -> str:
    """Return a hostile file with `descent_path` for `predict`, and a place for the path of the results."""
    source = (HOSTILE / f"{name}.py").read_text(encoding="utf-8")
    return source.replace("predict(theta, X)", SIGNATURE).replace('"/autograder/results/results.json"', "RESULTS")


def tools_in(folder: Path, submission: Path, assignment: Assignment, mark: str) -> list[Tool]:
    """Make the graders ready in a folder; a first line goes into their hidden tests."""
    tools = [secant_in(folder, submission, assignment, mark)]
    if (Path(sys.executable).parent / "otter").exists():
        tools += [otter_in(folder, submission, assignment, mark)]
    else:
        print('otter is not installed here: pip install -e ".[otter]" to compare\n')
    return [*tools, unittest_in(folder, submission, mark)]


def secant_in(folder: Path, submission: Path, assignment: Assignment, mark: str) -> Tool:
    """Copy the course, so that its hidden cases can be marked."""
    course, out = folder / "course", folder / "graded"
    for part in ("reference", "assignments"):
        shutil.copytree(lecture_root() / part, course / part, ignore=shutil.ignore_patterns("__pycache__"))
    hidden = course / "assignments" / assignment.name / "exercises.py"
    prepend(hidden, mark)
    results = out / submission.stem / "results.json"
    results.parent.mkdir(parents=True)
    command = [sys.executable, "-m", "autograder.cli", "grade", assignment.name, str(submission), "--out", str(out)]
    return Tool("Secant", command, course, hidden, results, {"SECANT_SECRET": secrets.token_hex(16)}, secant_marks)


def otter_in(folder: Path, submission: Path, assignment: Assignment, mark: str) -> Tool:
    """Write a hidden test an exercise, and have otter make its zip of them."""
    home, otter = folder / "otter", str(Path(sys.executable).parent / "otter")
    for part in ("tests", "results", "scratch"):
        (home / part).mkdir(parents=True)
    draw = arguments_of()
    for exercise in assignment.exercises:
        drawn = [tuple(draw(exercise.name, seed)) for seed in range(DRAWS)]
        cases = literal([(arguments, exercise.function(*arguments)) for arguments in drawn])
        text = OTTER_TEST.format(mark=mark, name=exercise.name, points=exercise.points, cases=cases)
        (home / "tests" / f"{exercise.name}.py").write_text(text, encoding="utf-8")
    (home / "otter_config.json").write_text(json.dumps({"show_hidden": True}), encoding="utf-8")
    (home / "requirements.txt").write_text("numpy\n", encoding="utf-8")
    options = "-t tests -c otter_config.json -r requirements.txt -o grader.zip"
    subprocess.run([otter, "generate", *options.split()], cwd=home, capture_output=True, check=True, timeout=PATIENCE)
    scratch = dict.fromkeys(("TMPDIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"), str(home / "scratch"))
    results = home / "results" / "results.json"
    command = [otter, "run", "-a", "grader.zip", "-o", str(results.parent), str(submission)]
    hidden = Path("tests", "descent_path.py")  # of a temporary folder, in which otter starts the submission
    return Tool("otter run", command, home, hidden, results, scratch, otter_marks)


def unittest_in(folder: Path, submission: Path, mark: str) -> Tool:
    """Copy the unittest grader, so that it can be marked."""
    home = folder / "unittest"
    home.mkdir()
    grader, results = home / NAIVE.name, home / "results.json"
    shutil.copy(NAIVE, grader)
    prepend(grader, mark)
    command = [sys.executable, str(grader), str(submission), str(results)]
    environment = {"PYTHONPATH": str(CHECKOUT), "OPENBLAS_NUM_THREADS": "1"}  # it limits its own address space
    return Tool("unittest", command, home, grader, results, environment, unittest_marks)


def arguments_of() -> Callable[[str, int], list[Any]]:
    """Return the function by which the unittest grader draws arguments."""
    spec = importlib.util.spec_from_file_location(NAIVE.stem, NAIVE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    function: Callable[[str, int], list[Any]] = module.arguments_of
    return function


def prepend(path: Path, line: str) -> None:
    """Put a line before all others of a file."""
    path.write_text(f"{line}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def secant_marks(tests: list[dict[str, Any]]) -> Iterator[tuple[str, float, float]]:
    """Yield exercise, points and possible points, check by check."""
    for test in tests:
        yield test["extra_data"]["exercise"], test.get("score", 0.0), test["max_score"]


def otter_marks(tests: list[dict[str, Any]]) -> Iterator[tuple[str, float, float]]:
    """Yield exercise, points and possible points of each question; the text on public tests has none."""
    for test in tests:
        if "max_score" in test:
            yield test["name"], test["score"], test["max_score"]


def unittest_marks(tests: list[dict[str, Any]]) -> Iterator[tuple[str, float, float]]:
    """Yield exercise, points and possible points: one each."""
    for test in tests:
        yield test["name"], test["score"], 1.0


def hand_in(tool: Tool, submission: Path, sources: list[str]) -> Run:
    """Write a submission, told the grader's paths, let the grader grade it, and read what it made of it."""
    text = "\n\n".join(["import numpy as np", *sources])
    told = text.replace("HIDDEN", repr(str(tool.hidden))).replace("RESULTS", repr(str(tool.results)))
    submission.write_text(told, encoding="utf-8")
    submission.chmod(0o644)
    tool.results.unlink(missing_ok=True)
    said = grade(tool, submission.with_suffix(".log"))
    if not tool.results.exists() or tool.results.stat().st_size > REPORT:
        return Run(None, 0.0, said)
    results = tool.results.read_text(encoding="utf-8", errors="replace")
    try:
        report = json.loads(results)
    except ValueError:
        return Run(None, 0.0, said + results)
    points: dict[str, float] = {}
    possible: dict[str, float] = {}
    for exercise, scored, most in tool.marks(report["tests"]):
        points[exercise] = points.get(exercise, 0.0) + scored
        possible[exercise] = possible.get(exercise, 0.0) + most
    shares = {exercise: points[exercise] / possible[exercise] for exercise in points}
    return Run(shares, report.get("score", 0.0), said + results)


def grade(tool: Tool, log: Path) -> str:
    """Run the grader for as long as there is patience, end what it left, and return what it printed."""
    token = secrets.token_hex(16)
    with log.open("w", encoding="utf-8") as file, contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(
            tool.command,
            cwd=tool.cwd,
            env=os.environ | tool.environment | {RUN: token},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE,
            check=False,
        )
    while left := [*started_with(token)]:
        for number in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
    return log.read_text(encoding="utf-8", errors="replace")


def started_with(token: str) -> Iterator[int]:
    """Yield the processes that have a token in their environment."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"{RUN}={token}".encode() in (folder / "environ").read_bytes():
                yield int(folder.name)


def in_full(run: Run) -> set[str]:
    """Return the exercises with full marks."""
    return {name for name, share in (run.shares or {}).items() if share == 1}


def as_expected(run: Run, control: Control, word: str) -> bool:
    """Whether a control has full marks where it is right, none where it is wrong, and shows nothing hidden."""
    shares = run.shares or {}
    wrong = [share for name, share in shares.items() if name not in control.right]
    return run.shares is not None and in_full(run) == control.right and not any(wrong) and word not in run.said


def verdict(run: Run, attack: Attack, names: list[str], word: str) -> str:
    """Say what became of an attack: no report, no mark and no word that it must not have, and no other's loss."""
    shares = run.shares or {}
    if run.score == FORGED:
        return "falls: forged report"
    if word in run.said or (attack.reads and shares.get(attack.wrong)):
        return "falls: hidden test read"
    if share := shares.get(attack.wrong):
        return "falls: full marks" if share == 1 else "falls: some marks"
    honest = set(names) - {attack.wrong}
    return "holds" if honest <= in_full(run) else "falls: honest exercises lost"


def print_row(cells: list[str]) -> None:
    """Print a row of the table, at once."""
    print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
