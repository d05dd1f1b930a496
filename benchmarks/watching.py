"""Runs a command and watches the memory of all its processes."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

from other_graders import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PERIOD = 0.5  # seconds between two readings of the memory
PATIENCE = 30  # seconds for what is to start or to end


def watched(command: Sequence[str], log: Path) -> tuple[float, float, float]:
    """Run a command; return its seconds, and the peaks of its memory with and without what student code has.

    Its exit code tells of broken files only.
    """
    peak = own_peak = 0.0
    with log.open("wb") as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=CHECKOUT, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
        )
        with ended(process):
            alive = os.pidfd_open(process.pid)  # becomes readable at its end, to the millisecond
            while not select.select([alive], [], [], PERIOD)[0]:
                whole, own = memory_of(process.pid)
                peak, own_peak = max(peak, whole), max(own_peak, own)
            seconds = time.perf_counter() - begun
            os.close(alive)
    return seconds, peak, own_peak


def memory_of(root: int) -> tuple[float, float]:
    """Return the PSS of a process and all below it in MB, and that of its own user's, which student code has not."""
    children: dict[int, list[int]] = {}
    for number in filter(str.isdecimal, os.listdir("/proc")):  # noqa: PTH208 - glob would look at what has ended
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            stat = Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace")
            children.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(number))
    found, total, own = [root], 0, 0
    for process in found:
        found += children.get(process, [])
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it has ended; what may not be read fails
            lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines()
            size = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
            total += size
            status = Path(f"/proc/{process}/status").read_text(encoding="utf-8", errors="replace")
            own += size if int(status.partition("Uid:")[2].split()[0]) == os.getuid() else 0
    return total * 1024 / 1e6, own * 1024 / 1e6


@contextlib.contextmanager
def ended(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """End a process, and no other, when it is needed no more, also if that is because of an exception."""
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
