"""The grader's side of the fork server: a process that knows nothing, and is gone when it is closed."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from autograder.errors import OperatorError
from autograder.sandbox import server as servers
from autograder.sandbox.server import ForkServer
from autograder.sandbox.users import User
from autograder.sandbox.worker import landlock, limits, seccomp, wire

linux = pytest.mark.skipif(not limits.LINUX, reason="Linux alone")


@pytest.fixture(scope="module")
def server():
    """Start a fork server, with something to hide in the grader's environment."""
    os.environ["SECANT_SECRET"] = "of-the-course"  # noqa: S105 - hidden, and looked for
    with ForkServer(["numpy"]) as warm:
        yield warm
    del os.environ["SECANT_SECRET"]


@linux
def test_the_server_is_told_no_secret(server) -> None:
    """Neither the server's environment nor its arguments hold what the grader's environment held."""
    process = Path("/proc") / str(server._process.pid)
    environment = (process / "environ").read_bytes()
    assert b"of-the-course" not in environment + (process / "cmdline").read_bytes()
    assert {entry.partition(b"=")[0].decode() for entry in environment.split(b"\0") if entry} <= {
        *servers.ONE_THREAD,
        "OPENBLAS_CORETYPE",
        "OPENBLAS_L2_SIZE",
        "MPLBACKEND",
        "MPLCONFIGDIR",
    }


@linux
def test_the_server_has_one_thread(server) -> None:
    """A server that forks has no second thread, which could hold a lock at that moment."""
    assert len(list((Path("/proc") / str(server._process.pid) / "task").iterdir())) == 1


def test_the_server_tells_what_confines_its_children(server) -> None:
    """The layers are reported as the machine has them, and none that was not asked for."""
    given = {"limits": True, "user": os.geteuid() == 0, "landlock": landlock.version(), "seccomp": seccomp.is_known()}
    assert server.layers == {layer for layer, there in given.items() if there}
    with ForkServer(["numpy"], layers=["limits"]) as bare:
        assert bare.layers == {"limits"}


def test_a_child_is_forked_for_each_submission(server) -> None:
    """Every run is a process of its own, with a channel of its own."""
    first, channel = server.run()
    second, other = server.run()
    with channel, other:
        assert first != second
        for each in (channel, other):
            each.settimeout(30)
            wire.send(each, wire.encode({"seconds": 5.0, "cells": []}))
            assert wire.receive(each)[0] == {"ready": []}
    server.clear()


def test_clearing_kills_the_children(server) -> None:
    """After clearing, the children's channels are at their end."""
    pid, channel = server.run()
    with channel:
        channel.settimeout(30)
        assert server.clear() >= 1
        assert channel.recv(1) == b""
    assert not Path(f"/proc/{pid}").exists()


def test_clearing_spares_the_notebook(server) -> None:
    """The process that is spared goes on serving."""
    pid, channel = server.run()
    with channel:
        channel.settimeout(30)
        server.clear(pid)
        wire.send(channel, wire.encode({"seconds": 5.0, "cells": []}))
        assert wire.receive(channel)[0] == {"ready": []}
    server.clear()


def test_a_closed_server_is_gone() -> None:
    """Closing ends the process and what it has forked, and removes its environment."""
    server = ForkServer(["numpy"])
    pid, channel = server.run()
    server.close()
    with channel:
        channel.settimeout(30)
        assert channel.recv(1) == b""
    assert server._process.returncode == 0
    assert not Path(f"/proc/{pid}").exists()
    assert not Path(server.environment.folder.name).exists()


def test_a_server_that_does_not_start_is_told_of(capfd) -> None:
    """A module that cannot be loaded is the operator's matter; nothing is left behind."""
    with pytest.raises(OperatorError, match="did not start"):
        ForkServer(["numpy"], preload=("no_such_module",))
    assert "no_such_module" in capfd.readouterr().err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives children a user of their own")
def test_a_server_begins_and_ends_with_no_process_of_its_user(monkeypatch) -> None:
    """What a server that was killed has left of a user is gone when the next one has it, and nothing stays."""
    user = 59_001
    monkeypatch.setattr("autograder.sandbox.server.claim", lambda: User(user, os.open(os.devnull, os.O_RDONLY)))
    before = subprocess.Popen(["/bin/sleep", "60"], user=user)
    with ForkServer(["numpy"]) as server:
        if "user" not in server.layers:
            before.kill()
            pytest.skip("children have no user of their own here")
        assert before.wait(30) == -signal.SIGKILL
        later = subprocess.Popen(["/bin/sleep", "60"], user=user)
    assert later.wait(30) == -signal.SIGKILL
