"""Processes of their own: what they make, that they are replaced when they die, and that none is left."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.errors import OperatorError
from autograder.workers import Died, Worker
from tests.conftest import CHECKOUT


class Counter(contextlib.AbstractContextManager):
    """Counts, in a process of its own, and leaves a file when it is left."""

    def __init__(self, start, left):
        self.count, self.left = start, left

    def __exit__(self, *_):
        Path(self.left).write_text(str(self.count))

    def add(self, number):
        if number < 0:
            raise ValueError(number)
        self.count += number
        return self.count, os.getpid()

    def end(self):
        os.kill(os.getpid(), signal.SIGKILL)


def refuse(*_):
    raise LookupError("there is none")


@pytest.fixture
def worker(tmp_path):
    """Return a worker that counts from 10."""
    with Worker(Counter, 10, tmp_path / "left") as made:
        yield made


def test_the_object_lives_in_one_process_of_its_own(tmp_path) -> None:
    """It keeps its state from call to call, is entered once, and left when the worker is closed."""
    with Worker(Counter, 10, tmp_path / "left") as worker:
        (first, pid), (second, same) = worker.ask("add", 1), worker.ask("add", 2)
    assert (first, second) == (11, 13)
    assert pid == same != os.getpid()
    assert (tmp_path / "left").read_text() == "13"
    assert not Path(f"/proc/{pid}").exists()


def test_what_a_call_raises_is_raised_here(worker) -> None:
    """An exception is the caller's, and the object goes on."""
    with pytest.raises(ValueError, match="-1"):
        worker.ask("add", -1)
    assert worker.ask("add", 1)[0] == 11


def test_a_process_that_dies_is_replaced(worker) -> None:
    """The caller is told, and the next call has a new object."""
    _, pid = worker.ask("add", 5)
    with pytest.raises(Died):
        worker.ask("end")
    count, other = worker.ask("add", 1)
    assert (count, pid == other) == (11, False)


def test_what_cannot_be_made_is_raised_here(tmp_path) -> None:
    """Where the object cannot be made the caller has its exception, and no process is left."""
    before = {path.name for path in Path("/proc/self/task").glob("*/children")}
    with pytest.raises(LookupError, match="there is none"):
        Worker(refuse, tmp_path)
    assert before == {path.name for path in Path("/proc/self/task").glob("*/children")}


def die_at_first(mark):
    """End the process the first time that it is begun."""
    if not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Counter(0, mark)


def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_dies_as_it_begins_is_begun_once_more(tmp_path) -> None:
    """One death at the beginning costs nothing, and a second one is told in a sentence."""
    with Worker(die_at_first, tmp_path / "mark") as worker:
        assert worker.ask("add", 1)[0] == 1
    with pytest.raises(OperatorError, match="ended twice as it began"):
        Worker(die)


PROGRAM = """
import sys, time
from tests.unit.test_workers import Counter
from autograder.workers import Worker
if __name__ == "__main__":
    worker = Worker(Counter, 0, sys.argv[1])
    print(worker.ask("add", 1)[1], flush=True)
    time.sleep(60)
"""


def test_it_does_not_outlive_who_started_it(tmp_path) -> None:
    """Where the first process is killed, without a chance to say so, the worker ends, too."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    command = [sys.executable, str(program), str(tmp_path / "left")]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        pid = int(process.stdout.readline())
        process.kill()
    end = time.monotonic() + 30
    while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
        time.sleep(0.01)
    assert not Path(f"/proc/{pid}").exists()
