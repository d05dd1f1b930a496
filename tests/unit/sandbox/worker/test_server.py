"""The fork server's own parts: forking a confined child, and killing whatever is left of it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time

import pytest

from autograder.sandbox.worker import limits, server, wire
from autograder.sandbox.worker.confinement import Confinement

BARE = Confinement(frozenset({"limits"}))

pytestmark = [
    pytest.mark.skipif(not limits.LINUX, reason="Linux alone"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]


def told_by(task, extra=()):
    """Return what a task of a spawned child writes to its one handle."""
    reading, writing = os.pipe()
    pid = server.spawn(lambda: os.write(writing, task()), BARE, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    for handle in extra:
        os.close(handle)
    return told.decode()


def test_a_child_keeps_one_descriptor_and_the_standard_ones() -> None:
    """A child has nothing open but its channel and /dev/null."""
    secrets = [os.open("/dev/zero", os.O_RDONLY) for _ in range(5)]

    def task():
        found = []
        for handle in range(64):
            with contextlib.suppress(OSError):
                found.append(f"{os.readlink(f'/proc/self/fd/{handle}').split(':')[0]}")  # noqa: PTH115 - in a fork
        return " ".join(found).encode()

    assert sorted(told_by(task, secrets).split()) == ["/dev/null"] * 3 + ["pipe"]


def test_a_child_has_no_environment_of_the_graders(monkeypatch) -> None:
    """A child's environment variables are few, fixed and free of secrets."""
    monkeypatch.setenv("SECANT_SECRET", "hidden")
    told = told_by(lambda: " ".join(sorted(os.environ)).encode())
    assert told.split() == ["HOME", "MPLBACKEND", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"]


@pytest.mark.parametrize("error", [EOFError, OSError, wire.WireError, ValueError, SystemExit, KeyboardInterrupt])
def test_a_child_ends_quietly_whatever_its_task_raises(error) -> None:
    """No exception leads a child back into the server's code."""

    def task():
        raise error

    pid = server.spawn(task, BARE, 0)
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0


# --- clearing: in a process of its own, for it kills every child of the process that it runs in -----------------


def in_a_server(task):
    """Return what a task returns in a forked process that takes over the children of those that end."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            limits.prctl(limits.PR_SET_CHILD_SUBREAPER, 1)
            try:
                told = task()
            except BaseException as error:  # noqa: BLE001 - told to the parent
                told = f"raised {type(error).__name__}: {error}"
            os.write(writing, json.dumps(told).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.readline()
    os.waitpid(pid, 0)
    return json.loads(told)


def sleeping(depth):
    """Fork a chain of sleeping processes, each the child of the one before; return their ids."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # as a notebook's process has it
        for _ in range(depth):
            os.write(writing, f"{os.getpid()} ".encode())
            if os.fork():
                signal.pause()
        os.write(writing, f"{os.getpid()} ".encode())
        signal.pause()
    told = b""
    while told.count(b" ") <= depth:
        told += os.read(reading, 100)
    os.close(reading)
    os.close(writing)
    return [int(word) for word in told.split()]


def alive(pids):
    """Return those of some processes that exist and are no zombies."""
    found = []
    for pid in pids:
        with contextlib.suppress(OSError), open(f"/proc/{pid}/stat") as file:  # noqa: PTH123 - in a fork
            if file.read().rsplit(")", 1)[1].split()[0] != "Z":
                found.append(pid)
    return found


def unreaped():
    """Whether this process has a child left."""
    try:
        return os.waitpid(-1, os.WNOHANG) is not None
    except ChildProcessError:
        return False


def test_clearing_kills_a_tree_of_processes() -> None:
    """Children of children are killed too, at any depth, and none is left unreaped."""

    def task():
        pids = sleeping(4)
        spawned = {pids[0]}
        return [server.clear(spawned, 0), alive(pids), [*spawned], unreaped()]

    assert in_a_server(task) == [5, [], [], False]


def test_clearing_kills_what_has_lost_its_parent() -> None:
    """A process whose parent has ended was taken over, and is killed."""

    def task():
        pids = sleeping(2)
        os.kill(pids[0], signal.SIGKILL)
        os.waitpid(pids[0], 0)
        server.clear(set(), 0)
        return [alive(pids), unreaped()]

    assert in_a_server(task) == [[], False]


def test_clearing_spares_one_but_nothing_below_it() -> None:
    """The notebook's process stays, and everything that it has forked goes, at any depth."""

    def task():
        pids = sleeping(4)
        spawned = {pids[0]}
        server.clear(spawned, pids[0])
        patience = time.monotonic() + 10
        while (left := alive(pids)) != pids[:1] and time.monotonic() < patience:
            time.sleep(0.001)  # what is killed, and not our child, takes a moment to go
        return [left == pids[:1], [*spawned] == pids[:1], server.clear(spawned, 0), alive(pids)]

    for _ in range(5):
        assert in_a_server(task) == [True, True, 1, []]


def test_a_child_that_changes_its_parent_while_it_is_looked_for_is_found() -> None:
    """Between two looks a process can end, and leave its children to the server: the server's are looked at last."""

    def task():
        (spared,), (moved,) = sleeping(0), sleeping(0)
        looked = []

        def children(pid):
            looked.append(pid)
            return [moved] if pid == os.getpid() and spared in looked and alive([moved]) else []

        server._children = children
        return [server.clear(set(), spared), alive([spared, moved]) == [spared], server.clear({spared}, 0)]

    assert in_a_server(task) == [1, True, 1]


def test_clearing_nothing_kills_nothing() -> None:
    """Without processes below there is nothing to kill."""
    assert in_a_server(lambda: server.clear(set(), 0)) == 0


def test_clearing_a_process_that_has_ended_is_no_error() -> None:
    """A child that is gone already is reaped."""

    def task():
        pid = server.spawn(lambda: None, None, 0)
        while alive([pid]):
            time.sleep(0.001)
        spawned = {pid}
        server.clear(spawned, 0)
        return [[*spawned], unreaped()]

    assert in_a_server(task) == [[], False]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give children a user of their own")
def test_all_processes_of_a_user_are_killed_at_one_stroke() -> None:
    """What runs as the children's user is gone, even if it is no descendant; others stay."""
    user = 58_321
    strays = [subprocess.Popen(["/bin/sleep", "60"], user=uid) for uid in (user, user, user + 1)]
    server.kill_all_of(user)
    assert [stray.wait(30) for stray in strays[:2]] == [-signal.SIGKILL] * 2
    assert strays[2].poll() is None
    strays[2].kill()
    strays[2].wait(30)
