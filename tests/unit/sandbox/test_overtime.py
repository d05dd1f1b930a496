"""A deadline for the grader's own work."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest

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


def test_what_arrives_late_is_taken() -> None:
    """A block that ends as its time does raises there or nowhere, however often it is tried."""
    for _ in range(20):
        try:
            with within(0.01):
                spin(0.05)
        except Overtime:
            pass
        spin(0.01)
