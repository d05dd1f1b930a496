"""A deadline for the grader's own work."""

from __future__ import annotations

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
