"""Graders side by side: the same results as one after another, whatever becomes of their processes."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from autograder.classroom import Grader, jobs, side_by_side
from autograder.classroom.grader import graded_by
from autograder.errors import OperatorError
from autograder.records import Member, Refusal, Result
from autograder.spec.course import Course
from autograder.workers import Died

SECRET = "0123456789abcdef"  # noqa: S105 - a test's
RIGHT = b"import numpy as np\ndef half_square(x, scale=2.0):\n    return 0.5 * scale * np.sum(x**2)\n"
WRONG = RIGHT.replace(b"0.5 *", b"1.0 *")


@pytest.fixture
def sheet(tiny, monkeypatch):
    """Return a tiny course with a secret, and its sheet."""
    monkeypatch.setenv("SECANT_SECRET", SECRET)
    return Course(tiny.root), tiny.load()


@pytest.fixture
def arguments(sheet):
    """Return what a grader in a process of its own is made of."""
    course, assignment = sheet
    return course.root, assignment.name, SECRET.encode(), True


def plain(graded):
    return (graded.points, graded.submission) if isinstance(graded, Result) else graded


def test_the_results_are_those_of_one_after_another(sheet, arguments) -> None:
    """Every file has one result, the same as with one grader; what was refused stays refused."""
    files = [Member(f"{n}.py", RIGHT if n % 3 else WRONG) for n in range(8)] + [Refusal("none.py", "is empty.")]
    with Grader(*sheet, trust=True) as grader:
        expected = {n: plain(grader.grade(file)) for n, file in enumerate(files)}
    found = dict(side_by_side(enumerate(files), 2, *arguments))
    assert {n: plain(graded) for n, graded in found.items()} == expected
    assert {expected[0][0], expected[1][0]} == {0, 2}


def test_files_are_taken_when_a_process_is_free(arguments) -> None:
    """No more than the processes are at work on are in memory, however many there are."""
    taken = []

    def many():
        for number in range(12):
            taken.append(number)
            yield number, Member(f"{number}.py", RIGHT)

    for count, _ in enumerate(side_by_side(many(), 2, *arguments), 1):
        assert len(taken) <= count + 2 + 2  # at work, and done while this one was looked at


class Dying:
    """A worker whose process dies so many times."""

    def __init__(self, times):
        self.times = times

    def ask(self, method, file):
        assert (method, file.name) == ("grade", "a.py")
        self.times -= 1
        if self.times >= 0:
            raise Died
        return "graded"


def test_a_file_whose_grader_dies_is_tried_once_more() -> None:
    """One death costs nothing; after two the file is given up, which is said to be our fault."""
    assert graded_by(Dying(1), Member("a.py", b"")) == "graded"
    given_up = graded_by(Dying(2), Member("a.py", b""))
    assert given_up.submission == "a.py"
    assert "ended the grader twice; that is a fault of Secant's and costs nothing" in given_up.reason


def test_a_killed_process_costs_no_result(arguments) -> None:
    """A grader that is killed in the middle is replaced, and every file has its one result."""
    killed = threading.Event()

    def files():
        for number in range(10):
            if number == 4 and not killed.is_set():
                (victim, *_) = [pid for pid in children() if b"spawn_main" in command_of(pid)]
                os.kill(victim, signal.SIGKILL)
                killed.set()
            yield number, Member(f"{number}.py", RIGHT)

    found = dict(side_by_side(files(), 2, *arguments))
    assert killed.is_set()
    assert {number: graded.points for number, graded in found.items()} == dict.fromkeys(range(10), 2)


def children():
    """Return the processes that this one has started."""
    return [int(pid) for path in Path("/proc/self/task").glob("*/children") for pid in path.read_text().split()]


def command_of(pid):
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def test_whoever_stops_listening_leaves_nothing_running(arguments) -> None:
    """After the first result the rest is given up, and no process is left."""
    before = {*children()}
    results = side_by_side(((n, Member(f"{n}.py", RIGHT)) for n in range(50)), 2, *arguments)
    next(results)
    results.close()
    left = [pid for pid in {*children()} - before if b"spawn_main" in command_of(pid)]
    assert left == []


def test_what_keeps_a_grader_from_being_made_is_told(monkeypatch, arguments) -> None:
    """An operator's trouble in one of the processes is raised where it can be seen."""
    monkeypatch.setattr(jobs, "Worker", refuse)
    with pytest.raises(OperatorError, match="no isolation"):
        list(side_by_side([(0, Member("a.py", RIGHT))], 2, *arguments))


def refuse(*_):
    raise OperatorError("no isolation here.")
