"""What the layers around student code cost: a submission with them and without, empty sandboxes, and a child's memory.

Run `python benchmarks/isolation.py`, as root for level A. With and without take turns in one run, so that a busy
machine slows them alike; the ratio is what counts. A submission is a fork, twenty cells, one exercise with a hundred
calls, and the end of all its processes; an empty sandbox is a fork that enters its layers, runs no cell, and is killed.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

import numpy as np

from autograder.records import Cell
from autograder.sandbox import ForkServer, Notebook
from autograder.sandbox.worker.confinement import LAYERS

ROUNDS = 200
EMPTY = 1000
CALLS = 100
CELLS = [
    Cell(1, "import numpy as np"),
    *(Cell(number, f"A{number} = np.arange(100.0).reshape(10, 10) + {number}") for number in range(2, 20)),
    Cell(20, "def predict(theta, X):\n    return X @ theta"),
]


def main() -> None:
    """Measure and print."""
    with ForkServer(["numpy"]) as confined, ForkServer(["numpy"], layers=()) as bare:
        for server in (confined, bare):
            submission(server)  # once unmeasured
        pairs = [(timed(confined), timed(bare)) for _ in range(ROUNDS)]
        ratios = [one / other for one, other in pairs]
        low, middle, high = statistics.quantiles(ratios, n=4)
        inside, outside = (1000 * statistics.median(times) for times in zip(*pairs, strict=True))
        print(f"layers: {', '.join(layer for layer in LAYERS if layer in confined.layers)}")
        print(f"a submission: {inside:.1f} ms with layers, {outside:.1f} ms without")
        print(f"ratio: median {middle:.2f}, quartiles {low:.2f} to {high:.2f}, of {ROUNDS} pairs")
        print(f"empty sandboxes: {per_second(confined):.0f} a second with layers, {per_second(bare):.0f} without")
        print(f"a notebook's private memory: {private(confined):.1f} MiB")


def submission(server: ForkServer) -> None:
    """Run the cells, call the function of one exercise, and end it all."""
    arguments = (np.ones(3), np.ones((10, 3)))
    with Notebook(server, CELLS) as notebook, notebook.exercise() as process:
        process.call("predict", [arguments] * CALLS)


def timed(server: ForkServer) -> float:
    """Return the seconds of one submission."""
    start = time.perf_counter()
    submission(server)
    return time.perf_counter() - start


def per_second(server: ForkServer) -> float:
    """Return how many empty sandboxes there are in a second, one after another."""
    start = time.perf_counter()
    for _ in range(EMPTY):
        with Notebook(server, []):
            pass
    return EMPTY / (time.perf_counter() - start)


def private(server: ForkServer) -> float:
    """Return the MiB that a child has for itself after all cells, of all that it shares with the fork server."""
    with Notebook(server, CELLS) as notebook:
        child = notebook._pid  # noqa: SLF001 - nobody else needs it
        lines = Path(f"/proc/{child}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


if __name__ == "__main__":
    main()
