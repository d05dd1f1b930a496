"""A class in one go: how long, with how much memory, beside otter and nbgrader, and on a cluster of two workers.

Run it in an environment with `pip install -e ".[otter]"`, on two cores on which nothing else runs. Each mode prints a
table; several can be named together, and without any the class alone is graded.

- `python benchmarks/classroom.py --class 1000 --jobs 2` grades a generated class of the first sheet
  (`benchmarks/a_class.py` says whom it consists of) by `secant grade`, a whole process from start to end, sandbox on.
- `--sample 20 --nbgrader PYTHON` lets otter and nbgrader grade 20 of the same submissions, and Secant the class and
  those 20, turn by turn. PYTHON is the interpreter of an environment of its own with nbgrader and Secant
  (`python3 -m venv V && V/bin/pip install -e ".[test]" "nbgrader>=0.9"`). The 20 are drawn among the honest notebooks:
  a hostile one would have this machine to itself there, what never ends would never end, and of a broken file nothing
  runs. Their hidden tests are Secant's judges, by `secant generate --for`: the same work, but they make themselves
  ready anew in every notebook's kernel. `--tests recorded` gives them the cheaper tests that an instructor would write
  there: the calls that Secant makes of the solution, compared by `np.allclose`.
- `--memory 100,1000,10000` grades classes of these sizes, once each: the peak must not grow with them. 10,000
  notebooks and their results take some gigabytes of disk and, on two cores, ten minutes or more.
- `--cluster` starts a scheduler and two workers of Dask's on the loopback interface, with one thread each, and grades
  the class by `secant grade --scheduler` and by `--jobs 2`, turn by turn. The workers stand ready when the first turn
  begins, and stay; the pool's two are started anew every time.

Two ratios are printed, as a class and a handful are not the same. The first divides by Secant's time for one submission
of the class, its start and the few that never end shared by all: that is how a class is graded, and what the aims in
the issue are about. The second divides by Secant's time for one of the 20 when they are graded alone, with the start
of the command in it. otter's command starts for every submission, as it is used; its pool and nbgrader start once.
Seconds are medians over the rounds.

Memory is the sum of the proportional set sizes (PSS, from `/proc/*/smaps_rollup`: what is shared counts once) of the
command's process and all below it, read twice a second, and the same without the processes of student code, which have
a user of their own at level A and may take 1 GB each; 1 MB is 10^6 bytes. A peak between two readings is not seen. The
reading costs the command a little time, which is not taken off. Whether the grades are right is counted, too: a
table of wrong ones would mean nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import math
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from a_class import HONEST, RIGHT, SEED, SHARES, WRONG, Submission, Template, write, write_class
from other_graders import CHECKOUT, Recorded, others, run, secant
from speed import record
from watching import PATIENCE, ended, watched

from autograder.classroom import Grader
from autograder.generate import solution_notebook, student_notebook
from autograder.resources import lecture_root
from autograder.spec.course import Course, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from autograder.spec import Assignment
    from autograder.spec.seeds import Seeds

WORKERS = 2
CLASS = "Secant, the class"


class Classroom(NamedTuple):
    """Submissions in a folder, and where their results and all that is printed go."""

    folder: Path
    submissions: list[Submission]

    @property
    def out(self) -> Path:
        """Where `secant grade` writes to."""
        return self.folder.with_name(f"{self.folder.name}-graded")


class Graded(NamedTuple):
    """What grading came to: seconds of the whole command, the peaks of its memory in MB, points by name."""

    seconds: float
    peak: float
    own_peak: float
    points: dict[str, float]


class Sheet(NamedTuple):
    """The first sheet, ready to be handed out."""

    assignment: Assignment
    seeds: Seeds

    @property
    def possible(self) -> int:
        """Its points."""
        return sum(exercise.points for exercise in self.assignment.exercises)


def main() -> None:
    """Measure what was asked for, and print."""
    options = read_options()
    course = Course(lecture_root())
    assignment = load(course, "a01")
    sheet = Sheet(assignment, course.seeds(assignment))
    print(run(secant("doctor"), CHECKOUT).splitlines()[0], end="\n\n")  # ends here without isolation
    with tempfile.TemporaryDirectory(prefix="classroom-") as name:
        folder = Path(name)
        if options.sample or not (options.memory or options.cluster):
            compare(sheet, folder / "compared", options)
        if options.memory:
            show_memory(sheet, folder / "memory", options)
        if options.cluster:
            show_cluster(sheet, folder / "cluster", options)


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0], epilog="The rest stands in the script.")
    parser.add_argument("--class", dest="size", type=int, default=1000, metavar="N", help="submissions; 1000")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="of `secant grade`; 2")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="turns of each, but for --memory; 3")
    parser.add_argument("--sample", type=int, metavar="N", help="compare with otter and nbgrader on so many of them")
    parser.add_argument("--nbgrader", type=Path, metavar="PYTHON", help="the interpreter of an environment with it")
    parser.add_argument("--tests", choices=("judges", "recorded"), default="judges", help="what the others run; judges")
    parser.add_argument("--memory", type=sizes, metavar="N,N,...", help="grade classes of these sizes")
    parser.add_argument("--cluster", action="store_true", help="two workers of Dask's against --jobs 2")
    return parser.parse_args()


def sizes(text: str) -> list[int]:
    """Read numbers between commas."""
    return [int(size) for size in text.split(",")]


def classroom(sheet: Sheet, size: int, folder: Path) -> Classroom:
    """Write a class."""
    return Classroom(folder, write_class(sheet.assignment, sheet.seeds, size, folder))


def grade(sheet: Sheet, room: Classroom, *options: object) -> Graded:
    """Grade a class by the command, into an empty folder; all that was handed in must have results."""
    shutil.rmtree(room.out, ignore_errors=True)
    log = room.folder.with_name(f"{room.folder.name}.log")
    command = secant("grade", sheet.assignment.name, room.folder, "--out", room.out, *options)
    seconds, peak, own_peak = watched(command, log)
    points = {}
    for each in room.submissions:
        path = room.out / f"{room.folder.name}-{each.name}" / "results.json"
        if not path.exists():
            sys.exit(f"{path} is missing:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
        points[each.name] = float(json.loads(path.read_text(encoding="utf-8"))["score"])
    return Graded(seconds, peak, own_peak, points)


def compare(sheet: Sheet, folder: Path, options: argparse.Namespace) -> None:
    """Grade the class, and some of it with other graders, turn by turn."""
    room = classroom(sheet, options.size, folder / "class")
    rounds: list[Graded] = []
    if not options.sample:
        rounds += [grade(sheet, room, "--jobs", options.jobs) for _ in range(options.rounds)]
        show_class(sheet, room, rounds, options)
        return
    honest = [each for each in room.submissions if each.kind in HONEST]
    sample = random.Random(SEED).sample(honest, options.sample)  # noqa: S311 - no secret
    handful = Classroom(folder / "sample", sample)
    write(sample, Template(student_notebook(sheet.assignment, sheet.seeds)), handful.folder)
    recorded = recorded_calls(sheet, folder / "solution.ipynb") if options.tests == "recorded" else None
    graders = others(sheet.assignment.name, sample, folder / "others", options.nbgrader, recorded)
    alone = f"Secant, the {len(sample)} alone"
    times: dict[str, list[float]] = {name: [] for name in (CLASS, alone, *(grader.name for grader in graders))}
    points: dict[str, dict[str, float]] = {}
    for _ in range(options.rounds):
        rounds.append(grade(sheet, room, "--jobs", options.jobs))
        times[CLASS].append(rounds[-1].seconds / len(room.submissions))
        seconds, _, points[alone] = grade(sheet, handful, "--jobs", options.jobs)
        times[alone].append(seconds / len(sample))
        for grader in graders:
            turn = grader.turn()
            times[grader.name].append(turn.seconds / len(sample))
            points[grader.name] = turn.points
    show_class(sheet, room, rounds, options)
    full_only = sheet.possible if recorded else None
    show_others(times, points, rounds[-1].points, sample, full_only)


def recorded_calls(sheet: Sheet, path: Path) -> Recorded:
    """Grade the solution, and note the calls."""
    notebook = solution_notebook(sheet.assignment, sheet.seeds)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    with Grader(Course(lecture_root()), sheet.assignment) as grader:
        return Recorded(sheet.assignment, student_notebook(sheet.assignment, sheet.seeds), record(grader, path))


def show_class(sheet: Sheet, room: Classroom, rounds: Sequence[Graded], options: argparse.Namespace) -> None:
    """Print what grading the class has cost, and whether the grades are right."""
    seconds = statistics.median(each.seconds for each in rounds)
    size = len(room.submissions)
    rows = [
        [f"seconds for {size} submissions, `--jobs {options.jobs}`, whole command", f"{seconds:.1f}"],
        ["submissions a second", f"{size / seconds:.1f}"],
        ["peak memory of all its processes", f"{max(each.peak for each in rounds):.0f} MB"],
        ["without those of student code", f"{max(each.own_peak for each in rounds):.0f} MB"],
        *judged(sheet, room, rounds),
    ]
    count = Counter(each.kind for each in room.submissions)
    whom = ", ".join(f"{kind} {count[kind]}" for kind in SHARES)
    print_table(f"a01, a class of {size} ({whom}); rounds: {len(rounds)}", ["", ""], rows)


def judged(sheet: Sheet, room: Classroom, rounds: Sequence[Graded]) -> Iterator[list[str]]:
    """Yield how many right and wrong submissions had the points that they must have, in the round that had fewest."""
    right = [each.name for each in room.submissions if each.kind in RIGHT]
    wrong = [each.name for each in room.submissions if each.kind in WRONG]
    full = [sum(each.points[name] == sheet.possible for name in right) for each in rounds]
    less = [sum(each.points[name] < sheet.possible for name in wrong) for each in rounds]
    yield ["right ones with full marks", f"{min(full)} of {len(right)}"]
    yield ["wrong ones with less", f"{min(less)} of {len(wrong)}"]


def show_others(
    times: dict[str, list[float]],
    points: dict[str, dict[str, float]],
    own: dict[str, float],
    sample: Sequence[Submission],
    full_only: float | None,
) -> None:
    """Print seconds for a submission, both ratios, and whether the points are those that Secant gave in the class.

    Recorded calls know no part of an exercise's points and no earlier mistake that is paid for already: of these it
    only counts whether the same submissions have full marks.
    """

    def agree(one: float, other: float) -> bool:
        if full_only is None or math.isnan(one):
            return math.isclose(one, other, abs_tol=1e-6)
        return (one == full_only) == (other == full_only)

    typical = {name: statistics.median(each) for name, each in times.items()}
    whole, alone = list(typical.values())[:2]
    rows = []
    for name, seconds in typical.items():
        found = points.get(name, own)
        same = sum(agree(found.get(each.name, math.nan), own[each.name]) for each in sample)
        rows += [
            [name, f"{seconds:.3f}", f"{seconds / whole:.1f}", f"{seconds / alone:.1f}", f"{same} of {len(sample)}"]
        ]
    count = Counter(each.kind for each in sample)
    whom = ", ".join(f"{kind} {count[kind]}" for kind in SHARES if count[kind])
    title = f"{len(sample)} of the class ({whom}), in turns; rounds: {len(times[CLASS])}"
    header = ["", "s a submission", "x Secant, the class", "x Secant, these alone, with its start"]
    header += ["same points" if full_only is None else "full marks for the same"]
    print_table(title, header, rows)


def show_memory(sheet: Sheet, folder: Path, options: argparse.Namespace) -> None:
    """Grade classes of several sizes, once each, and print the peaks."""
    rows = []
    for size in options.memory:
        room = classroom(sheet, size, folder / f"class-{size}")
        graded = grade(sheet, room, "--jobs", options.jobs)
        (_, full), (_, less) = judged(sheet, room, [graded])
        peaks = [f"{graded.peak:.0f} MB", f"{graded.own_peak:.0f} MB"]
        rows += [[str(size), *peaks, f"{graded.seconds:.1f}", full, less]]
        shutil.rmtree(room.folder)
        shutil.rmtree(room.out)
    header = [
        "submissions",
        "peak memory of all processes",
        "without student code's",
        "seconds",
        "right: full marks",
        "wrong: less",
    ]
    print_table(f"a01, `--jobs {options.jobs}`, one run a size", header, rows)


def show_cluster(sheet: Sheet, folder: Path, options: argparse.Namespace) -> None:
    """Grade the class on two workers and in a pool of two, turn by turn, and print the ratio."""
    if importlib.util.find_spec("distributed") is None:
        print('Dask is not installed here: pip install "distributed" to compare\n')
        return
    room = classroom(sheet, options.size, folder / "class")
    pool, cluster = [], []
    with cluster_of_two(folder) as address:
        for _ in range(options.rounds):
            pool.append(grade(sheet, room, "--jobs", WORKERS))
            cluster.append(grade(sheet, room, "--scheduler", address))
    rows = []
    for name, rounds in ((f"`--jobs {WORKERS}`", pool), ("`--scheduler`, two workers", cluster)):
        seconds = statistics.median(each.seconds for each in rounds)
        (_, full), (_, less) = judged(sheet, room, rounds)
        peaks = [f"{max(each.peak for each in rounds):.0f} MB", f"{max(each.own_peak for each in rounds):.0f} MB"]
        rows += [[name, f"{seconds:.1f}", f"{options.size / seconds:.1f}", *peaks, full, less]]
    header = [
        "",
        "seconds",
        "submissions a second",
        "memory of the command",
        "without student code's",
        "right: full marks",
        "wrong: less",
    ]
    print_table(f"a01, a class of {options.size}, in turns; rounds: {options.rounds}", header, rows)
    pairs = zip(pool, cluster, strict=True)
    ratios = [local.seconds / spread.seconds for local, spread in pairs]
    every = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    print(f"Throughput of the cluster over that of the pool: {statistics.median(ratios):.2f} ({every}).\n")


@contextlib.contextmanager
def cluster_of_two(folder: Path) -> Iterator[str]:
    """Start a scheduler and two workers on the loopback interface, and end them."""
    from distributed import Client

    place = folder / "scheduler.json"
    quiet = ["--no-dashboard", "--dashboard-address", "127.0.0.1:0"]
    local = ["--host", "127.0.0.1", *quiet, "--scheduler-file", str(place)]
    with contextlib.ExitStack() as stack:
        log = stack.enter_context((folder / "cluster.log").open("wb"))

        def start(*arguments: str) -> None:
            command = [sys.executable, "-m", "dask", *arguments, *local]
            process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            stack.enter_context(ended(process))

        start("scheduler", "--port", "0")
        address = address_in(place)
        for number in range(WORKERS):
            start("worker", "--nworkers", "1", "--nthreads", "1", "--local-directory", str(folder / f"worker-{number}"))
        with Client(address, timeout=PATIENCE) as client:
            client.wait_for_workers(WORKERS, timeout=PATIENCE)
        yield address


def address_in(place: Path) -> str:
    """Return the address that a scheduler writes when it listens."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(FileNotFoundError, ValueError):  # not there, or half of it
            return str(json.loads(place.read_text(encoding="utf-8"))["address"])
        time.sleep(0.1)
    sys.exit(f"no scheduler within {PATIENCE} seconds")


def print_table(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table for the page, at once."""
    lines = [header, ["---"] * len(header), *rows]
    print(f"{title}\n", *(f"| {' | '.join(cells)} |" for cells in lines), "", sep="\n", flush=True)


if __name__ == "__main__":
    main()
