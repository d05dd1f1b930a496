"""A deadline for the grader's own work on what student code sent, in whatever thread it runs."""

from __future__ import annotations

import contextlib
import ctypes
import threading
import time
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TICK = 0.05  # seconds between two looks at the clock

_raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
_lock = threading.Lock()
_deadlines: dict[int, float] = {}  # of the threads that are at work


class Overtime(Exception):
    """The work took too long."""


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise `Overtime` in this thread if a block takes longer, as soon as Python code runs in it.

    A signal would serve the main thread alone, and graders run in others, too. One watcher looks at the clock for all
    threads, so that a block costs no thread of its own. Blocks cannot be nested.

    Parameters
    ----------
    seconds : float
        At the least; up to `TICK` more.

    Yields
    ------
    None

    Raises
    ------
    Overtime
    """
    own = threading.get_ident()
    _start_watching()
    with _lock:
        _deadlines[own] = time.monotonic() + seconds
    try:
        yield
    finally:
        _stop(own)


def _stop(thread: int) -> None:
    """End a deadline, and take what was raised and has not arrived.

    To raise nothing in its place would not do: CPython then never stops asking whether something is to be raised, and
    a profiled call waits for that for ever (`PyThreadState_SetAsyncExc` with NULL, seen with 3.11).
    """
    try:
        with _lock:
            raised = _deadlines.pop(thread, None) is None
        for _ in range(2 * raised):  # what is on its way arrives at the end of a loop's turn
            pass
    except Overtime:
        pass


def _watch() -> None:
    """Look at the clock, for as long as the process lives."""
    while True:
        time.sleep(TICK)
        with _lock:
            now = time.monotonic()
            for thread in [each for each, end in _deadlines.items() if end < now]:
                del _deadlines[thread]
                _raise_in(ctypes.c_ulong(thread), ctypes.py_object(Overtime))


@cache
def _start_watching() -> None:
    threading.Thread(target=_watch, name="overtime", daemon=True).start()
