"""How far a long command has come, where nobody looks: a line now and then, with what the time that is left needs."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from autograder.terminal import progress
from autograder.terminal.progress import EVERY, Progress, _time


class Clock:
    """A clock that a test sets."""

    now = 1000.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    """Set the clock of the module to a time, and let nobody look at a terminal."""
    found = Clock()
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=found.monotonic))
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.delenv("TTY_COMPATIBLE", raising=False)
    return found


@pytest.fixture
def lines(capsys):
    """Return a function that returns the lines that were printed since, all of them beside the results."""

    def read():
        out, err = capsys.readouterr()
        assert out == ""
        return err.splitlines()

    return read


def test_a_line_is_printed_now_and_then(clock, lines) -> None:
    """At most one every so many seconds, however many are done in between; none at the beginning and at the end."""
    with Progress("graded", 1000) as shown:
        for second in range(35):
            clock.now = 1000 + second
            for _ in range(2):
                shown.advance()
    assert EVERY == 10
    assert lines() == [
        "graded 21 of 1000, 2.1 a second, about 8 min left",
        "graded 41 of 1000, 2.0 a second, about 8 min left",
        "graded 61 of 1000, 2.0 a second, about 8 min left",
    ]


def test_nothing_is_said_of_what_is_quick(clock, lines) -> None:
    """Whoever is done before the first line is due is told nothing."""
    with Progress("graded", 3) as shown:
        for _ in range(3):
            clock.now += EVERY / 4
            shown.advance()
    assert lines() == []


def test_the_rate_is_that_of_what_was_work(clock, lines) -> None:
    """What was done before, and what was found done, is counted and tells nothing of the time that is left."""
    with Progress("graded", 200, already=50) as shown:
        shown.advance(100, is_new=False)
        clock.now += EVERY
        shown.advance(5)
        clock.now += EVERY
        shown.advance(5, is_new=False)
    assert lines() == [
        "graded 155 of 200, 0.5 a second, about 90 s left",
        "graded 160 of 200, 0.2 a second, about 3 min left",
    ]


def test_without_work_there_is_no_rate_and_no_time_left(clock, lines) -> None:
    """As long as all was there before nobody can say how long the rest takes."""
    with Progress("graded", 200) as shown:
        clock.now += EVERY
        shown.advance(100, is_new=False)
    assert lines() == ["graded 100 of 200, 0.0 a second"]


def test_where_it_is_not_known_how_many_there_are_they_are_counted(clock, lines) -> None:
    """There is a count, and neither a rate nor an end."""
    with Progress("taken in") as shown:
        clock.now += EVERY
        shown.advance(7)
    assert lines() == ["taken in 7"]


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 s"), (99.4, "99 s"), (100, "2 min"), (5990, "100 min"), (6000, "1.7 h")]
)
def test_an_estimate_has_two_figures_or_three(seconds, words) -> None:
    """Seconds, minutes, hours, whichever says it with the fewest figures."""
    assert _time(seconds) == words
