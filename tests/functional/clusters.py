"""Clusters for tests: a scheduler of Dask's and workers of its own, on this machine's loopback alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from tests.conftest import CHECKOUT

START = """
import ctypes
ctypes.CDLL(None).prctl(1, 9)  # the kernel kills it when the tests end, however they do
from dask.__main__ import main
main()
"""
LOOPBACK = (
    "--host",
    "127.0.0.1",
    "--no-dashboard",
    "--dashboard-address",
    "127.0.0.1:0",
)  # its server stays without it
PATIENCE = 120  # seconds for a process to start on a busy machine


class Site:
    """A scheduler and its workers, each with a log; all end with the `with` statement."""

    def __init__(self, folder, environment=None, protocol="tcp"):
        self.folder, self.protocol = folder, protocol
        self.environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), **(environment or {})}
        self.environment.pop("SECANT_SECRET", None)
        self.environment["DASK_TEMPORARY_DIRECTORY"] = str(folder)
        self.workers = []
        self._stack = ExitStack()

    def __enter__(self):
        file = self.folder / "scheduler.json"
        self.scheduler = self._start(
            "scheduler", "--protocol", f"{self.protocol}://", "--port", "0", "--scheduler-file", str(file)
        )
        end = time.monotonic() + PATIENCE
        while not file.exists() or not file.read_text():
            assert time.monotonic() < end, self.logs()
            time.sleep(0.05)
        self.address = json.loads(file.read_text())["address"]
        return self

    def __exit__(self, *_):
        self._stack.close()

    def add_worker(self, *, nanny=True, **environment):
        """Start a worker with one thread; without a nanny it is not started again when it dies."""
        protocol = ("--protocol", f"{self.protocol}://")
        options = (self.address, *protocol, "--nworkers", "1", "--nthreads", "1", "--nanny" if nanny else "--no-nanny")
        self.workers.append(self._start("worker", *options, **environment))
        return self.workers[-1]

    def await_workers(self):
        """Wait until the scheduler has all workers that were started."""
        end = time.monotonic() + PATIENCE
        while self.logs().count("Registered to:") < len(self.workers):
            assert time.monotonic() < end, self.logs()
            time.sleep(0.05)

    def logs(self):
        """Return all that the processes have written."""
        return "\n".join(path.read_text() for path in sorted(self.folder.glob("*.log")))

    def _start(self, kind, *options, **environment):
        log = self._stack.enter_context((self.folder / f"{kind}-{len(self.workers)}.log").open("w"))
        command = [sys.executable, "-c", START, kind, *LOOPBACK, *options]
        process = subprocess.Popen(
            command, cwd=self.folder, env={**self.environment, **environment}, stdout=log, stderr=log
        )
        self._stack.callback(end, process)
        return process


def end(process):
    """End a process that was started here, politely if it can be."""
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        kill(process)


def kill(process):
    """Kill a process and its children at once."""
    for pid in [process.pid, *children_of(process.pid)]:
        os.kill(pid, signal.SIGKILL)
    process.wait()


def children_of(pid):
    """Return the processes that one has started."""
    listed = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in listed for child in text_of(path).split()]


def descendants_of(pid):
    """Return the processes that one has started, and theirs."""
    return [each for child in children_of(pid) for each in (child, *descendants_of(child))]


def command_of(pid):
    """Return the words of a process's command; "" if it has ended."""
    return text_of(Path(f"/proc/{pid}/cmdline")).replace("\0", " ")


def text_of(path):
    """Read what the kernel says of a process; "" if it has ended meanwhile."""
    try:
        return path.read_text()
    except OSError:
        return ""


def listening(pid):
    """Return the addresses on which a process accepts connections, as the kernel writes them."""
    handles = [handle.readlink().name for handle in Path(f"/proc/{pid}/fd").iterdir() if handle.is_symlink()]
    table = [
        line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/{pid}/net/{name}").read_text().splitlines()
    ]
    return [words[1] for words in table if words[3] == "0A" and f"socket:[{words[9]}]" in handles]
