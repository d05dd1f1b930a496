"""How far a long command has come: a bar where somebody looks, and a line now and then where nobody does."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

from rich import progress
from rich.text import Text

from autograder.terminal.screen import notices

if TYPE_CHECKING:
    from rich.progress import Task

EVERY = 10  # seconds between two lines


class Rate(progress.ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        """Write the rate, once it is known."""
        return Text(f"{task.speed:.1f} a second" if task.speed else "")


class Progress:
    """Shows how many are done; to be used in a `with` statement.

    Parameters
    ----------
    done : str
        What is done with them: "graded".
    total : int, optional
        How many there are; not known by default.
    already : int, optional
        How many of them are done from the start.
    """

    def __init__(self, done: str, total: int | None = None, already: int = 0) -> None:
        self._done, self._total = done, total
        self._count = self._old = already
        self._begun = self._said = time.monotonic()
        known = (progress.MofNCompleteColumn(), Rate(), progress.TimeRemainingColumn()) if total is not None else ()
        columns = (progress.TextColumn("{task.description}"), progress.BarColumn(), *known)
        self._bar = progress.Progress(
            *columns, console=notices, transient=True, disable=not notices.is_terminal, speed_estimate_period=60
        )
        self._task = self._bar.add_task(done, total=total, completed=already)

    def advance(self, count: int = 1, *, is_new: bool = True) -> None:
        """Count some more.

        Parameters
        ----------
        count : int, optional
            How many.
        is_new : bool, optional
            Whether they were work: what was done before tells nothing of the time that is left.
        """
        self._count += count
        self._old += 0 if is_new else count
        self._bar.advance(self._task, count)
        if not notices.is_terminal and time.monotonic() >= self._said + EVERY:
            self._said = time.monotonic()
            notices.print(Text(self._line()), soft_wrap=True)

    def _line(self) -> str:
        rate = (self._count - self._old) / max(time.monotonic() - self._begun, 1e-9)
        if self._total is None:
            return f"{self._done} {self._count}"
        left = f", about {_time((self._total - self._count) / rate)} left" if rate else ""
        return f"{self._done} {self._count} of {self._total}, {rate:.1f} a second{left}"

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


def _time(seconds: float) -> str:
    """Write a time that is an estimate."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < 100 else f"{minutes / 60:.1f} h"
