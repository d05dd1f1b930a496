"""The pages of a class: seconds for all of them, and bytes for one.

Run it in an environment with `pip install -e .`. `--class 1000` grades a generated class of the first sheet first
(`benchmarks/a_class.py` says whom it consists of), which takes minutes and is not timed; `--gradebook FILE` takes one
that is there. Then `secant report a01 --jobs 2` writes the class's page and a report for every student, a whole process
from start to end.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from a_class import write_class
from other_graders import CHECKOUT, run, secant

from autograder.resources import lecture_root
from autograder.spec.course import Course, load

SHEET = "a01"


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0], epilog="The rest stands in the script.")
    parser.add_argument("--class", dest="size", type=int, default=1000, metavar="N", help="submissions; 1000")
    parser.add_argument("--gradebook", type=Path, metavar="FILE", help="of a class that is graded already")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="of `secant report`; 2")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="turns; 3")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="reports-") as name:
        folder = Path(name)
        book = options.gradebook or graded(options.size, folder)
        seconds = []
        for _ in range(options.rounds):
            shutil.rmtree(folder / "pages", ignore_errors=True)
            begun = time.perf_counter()
            arguments = (SHEET, "--gradebook", book, "--out", folder / "pages", "--jobs", options.jobs)
            run(secant("report", *arguments), CHECKOUT)
            seconds.append(time.perf_counter() - begun)
        (page,) = (folder / "pages").glob("*/index.html")
        sizes = [path.stat().st_size / 1000 for path in (page.parent / "students").iterdir()]
        print(f"{len(sizes)} reports and the page of the class, `--jobs {options.jobs}`; rounds: {options.rounds}\n")
        print("| | |\n| --- | --- |")
        print(f"| seconds, whole command | {statistics.median(seconds):.1f} |")
        print(f"| kB of a report, median and largest | {statistics.median(sizes):.0f}, {max(sizes):.0f} |")
        print(f"| kB of the class's page | {page.stat().st_size / 1000:.0f} |")


def graded(size: int, folder: Path) -> Path:
    """Grade a class; return its gradebook."""
    course = Course(lecture_root())
    assignment = load(course, SHEET)
    write_class(assignment, course.seeds(assignment), size, folder / "class")
    out = folder / "graded"
    grade = secant("grade", SHEET, folder / "class", "--out", out, "--jobs", 2)
    run(["/bin/sh", "-c", '"$@" || true', "sh", *grade], CHECKOUT)  # broken files make it end with 1
    return out / "gradebook.sqlite"


if __name__ == "__main__":
    main()
