"""Limits, step by step, each tried in a forked process that cannot undo it."""

from __future__ import annotations

import os
import resource
import signal

import pytest

from autograder.sandbox.worker import limits
from autograder.sandbox.worker.confinement import Confinement
from tests.unit.sandbox.worker.conftest import in_a_fork

linux = pytest.mark.skipif(not limits.LINUX, reason="Linux alone")

ONLY_LIMITS = Confinement(frozenset({"limits"}))

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


def test_limits_are_set_and_cannot_be_raised_without_privilege() -> None:
    """Every limit is at most what is asked for, hard and soft."""

    def task():
        ONLY_LIMITS.enter()
        return [resource.getrlimit(limit) for limit in limits.LIMITS]

    for (soft, hard), asked in zip(in_a_fork(task), limits.LIMITS.values(), strict=True):
        assert soft == hard
        assert soft <= asked


def test_a_lower_limit_stays() -> None:
    """A limit that is lower already is not raised."""

    def task():
        resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
        ONLY_LIMITS.enter()
        return resource.getrlimit(resource.RLIMIT_NOFILE)

    assert in_a_fork(task) == [32, 32]


def test_nothing_can_be_written_to_a_file(tmp_path) -> None:
    """A confined process cannot make a file longer than nothing, even without Landlock."""

    def task():
        ONLY_LIMITS.enter()
        with open(tmp_path / "file", "wb", buffering=0) as file:  # noqa: PTH123 - as a student would
            return file.write(b"text")

    assert in_a_fork(task).startswith("raised OSError")
    assert (tmp_path / "file").read_bytes() == b""


@linux
def test_a_confined_process_gains_no_privileges_and_is_not_inspected() -> None:
    """No new privileges, and not dumpable."""

    def task():
        ONLY_LIMITS.enter()
        return open("/proc/self/status").read().split("NoNewPrivs:")[1].split()[0]  # noqa: PTH123 - in a fork

    assert in_a_fork(task) == "1"


@linux
def test_a_confined_process_has_no_capabilities() -> None:
    """Even as root a confined process may do nothing that a capability allows, such as opening a raw socket."""

    def task():
        ONLY_LIMITS.enter()
        with open("/proc/self/status") as file:  # noqa: PTH123 - in a fork
            status = file.read()
        return [status.split(f"{name}:")[1].split()[0] for name in ("CapEff", "CapPrm", "CapInh")]

    assert in_a_fork(task) == ["0" * 16] * 3


@linux
def test_a_refused_step_is_an_error() -> None:
    """A step that the kernel refuses raises, and is not passed over."""
    with pytest.raises(OSError, match="prctl"):
        limits.prctl(10**6, 0)


@linux
def test_a_child_dies_with_its_parent() -> None:
    """A process that was told to die with its parent is killed when the parent ends."""
    reading, writing = os.pipe()
    parent = os.fork()
    if parent == 0:
        if os.fork() == 0:
            limits.die_with_parent()
            os.write(writing, b"x")
            signal.pause()
        os.close(writing)
        os.read(reading, 1)  # the child is ready
        os._exit(0)
    os.close(writing)
    os.waitpid(parent, 0)
    with os.fdopen(reading, "rb") as pipe:
        assert pipe.read() == b""  # its end of the pipe is closed: it is gone


@linux
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_an_ordinary_users_processes_are_few_more_than_there_were() -> None:
    """Without a user of its own a child can start no more processes than a few beside those that its user has."""

    def task():
        user = 100_000 + os.getpid()  # nobody's: the kernel still counts what an earlier run has left dying
        os.setresuid(user, user, user)
        for _ in range(5):
            sleep()
        ONLY_LIMITS.enter()
        started = 0
        try:
            while started < 2 * limits.PROCESSES:
                sleep()
                started += 1
        except BlockingIOError:
            pass
        return started

    def sleep():
        parent = os.getpid()
        if os.fork() == 0:
            limits.die_with_parent()
            if os.getppid() == parent:  # otherwise it is too late to die with it, and the pipe would stay open
                signal.pause()
            os._exit(0)

    assert in_a_fork(task) == limits.PROCESSES


@linux
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize("reading", [False, True])
def test_a_user_of_its_own_owns_nothing_and_cannot_go_back(tmp_path, reading) -> None:
    """The process has another user and group, no other groups, few processes, and what root closed is closed to it.

    Where the interpreter lies in a closed folder, it may read; it may do nothing else of what root may.
    """
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    secret.chmod(0o600)

    def task():
        limits.become(58_123, reading=reading)
        found = [os.getresuid(), os.getresgid(), os.getgroups(), resource.getrlimit(resource.RLIMIT_NPROC)]
        for attempt in (
            secret.read_text,
            lambda: secret.write_text("other"),
            lambda: os.setuid(0),
            lambda: os.setgroups([0]),
            lambda: os.kill(os.getppid(), 0),
        ):
            try:
                attempt()
                found.append("done")
            except PermissionError:
                found.append("refused")
        return found

    ids = [58_123] * 3
    read = "done" if reading else "refused"
    assert in_a_fork(task) == [ids, ids, [], [limits.PROCESSES] * 2, read, *["refused"] * 4]
