"""A deadline for the grader's own work."""

from __future__ import annotations

import ctypes
import subprocess
import sys
import threading
import time

import pytest

from autograder.sandbox import overtime
from autograder.sandbox.overtime import Overtime, within


def spin(seconds):
    """Keep Python busy."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_what_takes_too_long_is_ended() -> None:
    """A loop without end is left by an exception, and what comes after it is not disturbed."""
    with pytest.raises(Overtime), within(0.1):
        spin(60)
    spin(0.2)


def test_what_ends_in_time_is_left_alone() -> None:
    """A block that ends in time raises nothing, then or later."""
    with within(0.2):
        pass
    spin(0.4)


def test_every_thread_has_its_own_deadline() -> None:
    """A thread whose time is over does not take another's along."""
    ended = []

    def work(seconds):
        try:
            with within(seconds):
                spin(0.5)
        except Overtime:
            ended.append(seconds)

    threads = [threading.Thread(target=work, args=(seconds,)) for seconds in (0.1, 30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ended == [0.1]


SWALLOWED = """
import sys, time
from autograder.sandbox.overtime import Overtime, within

with within(0.05):
    try:
        while True:
            pass
    except Overtime:
        pass
calls = []
sys.setprofile(lambda *event: calls.append(event[1]))
(lambda: None)()
sys.setprofile(None)
print(calls.count("call"))
"""


def test_a_deadline_that_was_swallowed_leaves_nothing_behind() -> None:
    """Python code that is profiled afterwards runs on: nothing is left to be raised."""
    done = subprocess.run([sys.executable, "-c", SWALLOWED], capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout == "1\n"


class Late(dict):
    """Deadlines of which one passes just as it is ended."""

    def pop(self, thread, _):
        overtime._raise_in(ctypes.c_ulong(thread), ctypes.py_object(Overtime))


def test_what_arrives_late_is_taken(monkeypatch) -> None:
    """A block that ends just as its time does has ended, and nothing is raised after it."""
    monkeypatch.setattr(overtime, "_deadlines", Late())
    with within(30):
        ended = True
    spin(0.01)
    assert ended
