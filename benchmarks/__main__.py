"""All figures in one go: `python benchmarks` runs every script that measures, and prints the tables one after another.

`--quick` takes small classes and few draws: minutes instead of hours, and figures that say less. What is compared with
and is not installed is named at the top, and by the script that misses it; nothing is passed over in silence.
`--nbgrader PYTHON` is for the class; see `classroom.py`.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
PEERS = ("otter-grader", "nbgrader", "distributed", "torch", "scipy", "autograd", "cosmic-ray")
PARTS = {  # script: its options, and those of a quick run
    "speed.py": ([], []),
    "isolation.py": ([], []),
    "attacks.py": ([], []),
    "verification.py": ([], ["--quick"]),
    "classroom.py": (
        ["--memory", "100,1000", "--sample", "20", "--cluster", "--rounds", "1"],
        ["--memory", "20,100", "--class", "40", "--sample", "4", "--cluster", "--rounds", "1"],
    ),
    "reports.py": (["--class", "1000", "--rounds", "1"], ["--class", "100", "--rounds", "1"]),
    "mutation_operators.py": ([], []),
}
LONG = {"mutation_operators.py"}  # hours; not in a quick run


def main() -> None:
    """Run the scripts; end with 1 if one of them does not come to its end."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="small classes and few draws")
    parser.add_argument("--nbgrader", metavar="PYTHON", help="the interpreter of an environment with nbgrader")
    options = parser.parse_args()
    show_machine(bool(options.nbgrader))
    failed = []
    for script, (whole, quick) in PARTS.items():
        if options.quick and script in LONG:
            print(f"`{script}` takes hours and is not part of a quick run.\n", flush=True)
            continue
        own = [*(quick if options.quick else whole)]
        if script == "classroom.py" and options.nbgrader:
            own += ["--nbgrader", options.nbgrader]
        print(f"## `python benchmarks/{' '.join([script, *own])}`\n", flush=True)
        if subprocess.run([sys.executable, FOLDER / script, *own], check=False).returncode:
            failed.append(script)
    if failed:
        sys.exit(f"{', '.join(failed)} did not come to the end; what is above is not all.")


def show_machine(has_nbgrader: bool) -> None:
    """Print when and where this runs, and what there is to compare with."""
    cores = len(os.sched_getaffinity(0))
    print(f"{datetime.now(UTC):%Y-%m-%d}, {cores} cores, Python {platform.python_version()}, {platform.system()}\n")
    for peer in ("numpy", *PEERS):
        try:
            print(f"- {peer} {importlib.metadata.version(peer)}")
        except importlib.metadata.PackageNotFoundError:
            elsewhere = peer == "nbgrader" and has_nbgrader
            print(f"- {peer}: {'in an environment of its own' if elsewhere else 'not installed, not compared with'}")
    print(flush=True)


if __name__ == "__main__":
    main()
