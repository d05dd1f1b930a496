"""Confinement, step by step, each tried in a forked process that cannot undo it."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import threading

import pytest

from autograder.sandbox.worker import limits

linux = pytest.mark.skipif(not limits.LINUX, reason="Linux alone")
landlocked = pytest.mark.skipif(not limits.landlock_version(), reason="the kernel has no Landlock")

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


def in_a_fork(task):
    """Return what a task returns in a forked process."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        try:
            try:
                told = task()
            except BaseException as error:  # noqa: BLE001 - told to the parent
                told = f"raised {type(error).__name__}: {error}"
            os.write(writing, json.dumps(told).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    os.wait()
    return json.loads(told)


def lists(path):
    """Whether a folder can be looked into."""
    return len([*path.iterdir()]) > 0


def opens(path, flags=os.O_RDONLY):
    """Whether a path opens."""
    try:
        os.close(os.open(path, flags))
    except OSError:
        return False
    return True


def test_limits_are_set_and_cannot_be_raised_without_privilege() -> None:
    """Every limit is at most what is asked for, hard and soft."""

    def task():
        limits.confine(None)
        return [resource.getrlimit(limit) for limit in limits.LIMITS]

    for (soft, hard), asked in zip(in_a_fork(task), limits.LIMITS.values(), strict=True):
        assert soft == hard
        assert soft <= asked


def test_a_lower_limit_stays() -> None:
    """A limit that is lower already is not raised."""

    def task():
        resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
        limits.confine(None)
        return resource.getrlimit(resource.RLIMIT_NOFILE)

    assert in_a_fork(task) == [32, 32]


def test_nothing_can_be_written_to_a_file(tmp_path) -> None:
    """A confined process cannot make a file longer than nothing, even without Landlock."""

    def task():
        limits.confine(None)
        with open(tmp_path / "file", "wb", buffering=0) as file:  # noqa: PTH123 - as a student would
            return file.write(b"text")

    assert in_a_fork(task).startswith("raised OSError")
    assert (tmp_path / "file").read_bytes() == b""


@linux
def test_a_confined_process_gains_no_privileges_and_is_not_inspected() -> None:
    """No new privileges, and not dumpable."""

    def task():
        limits.confine(None)
        return open("/proc/self/status").read().split("NoNewPrivs:")[1].split()[0]  # noqa: PTH123 - in a fork

    assert in_a_fork(task) == "1"


@linux
def test_a_confined_process_has_no_capabilities() -> None:
    """Even as root a confined process may do nothing that a capability allows, such as opening a raw socket."""

    def task():
        limits.confine(None)
        with open("/proc/self/status") as file:  # noqa: PTH123 - in a fork
            status = file.read()
        return [status.split(f"{name}:")[1].split()[0] for name in ("CapEff", "CapPrm", "CapInh")]

    assert in_a_fork(task) == ["0" * 16] * 3


@linux
def test_a_refused_step_is_an_error() -> None:
    """A step that the kernel refuses raises, and is not passed over."""
    with pytest.raises(OSError, match="prctl"):
        limits.prctl(10**6, 0)
    with pytest.raises(OSError, match="landlock_restrict_self"):
        limits._checked(-1, "landlock_restrict_self")


@landlocked
def test_only_what_is_allowed_can_be_read(tmp_path) -> None:
    """Files below an allowed path can be read, and no other, wherever they are."""
    allowed, secret = tmp_path / "allowed", tmp_path / "secret"
    allowed.mkdir()
    (allowed / "file").write_text("yes")
    secret.write_text("no")
    (allowed / "link").symlink_to(secret)

    def task():
        limits.confine(limits.reading_ruleset([str(allowed)]))
        inside, outside = str(allowed / "file"), str(secret)
        return [opens(inside), lists(allowed), opens(outside), opens(str(allowed / "link"))]

    assert in_a_fork(task) == [True, True, False, False]


@landlocked
@pytest.mark.parametrize("path", ["/etc/passwd", "/proc/self/environ", "/proc/1/cmdline", "/", sys.executable])
def test_the_system_is_closed(path) -> None:
    """Without a rule the kernel refuses the files of the system, and the processes of others."""

    def task():
        limits.confine(limits.reading_ruleset([]))
        return opens(path)

    assert in_a_fork(task) is False


@landlocked
def test_an_allowed_folder_cannot_be_written(tmp_path) -> None:
    """Reading is all that a rule allows: no file is written, made, removed, renamed or run."""
    (tmp_path / "file").write_text("text")
    script = tmp_path / "script"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)

    def task():
        limits.confine(limits.reading_ruleset([str(tmp_path), "/bin", "/usr", "/lib", "/lib64"]))
        done = []
        for attempt in (
            lambda: os.close(os.open(tmp_path / "file", os.O_WRONLY)),
            lambda: os.close(os.open(tmp_path / "new", os.O_WRONLY | os.O_CREAT)),
            lambda: os.truncate(tmp_path / "file", 0),
            lambda: os.unlink(tmp_path / "file"),  # noqa: PTH108 - as a student would
            lambda: os.rename(tmp_path / "file", tmp_path / "other"),  # noqa: PTH104
            lambda: os.mkdir(tmp_path / "folder"),  # noqa: PTH102
            lambda: os.symlink("/etc", tmp_path / "link"),  # noqa: PTH211
            lambda: os.execv("/bin/sh", ["/bin/sh", "-c", "true"]),  # noqa: S606
            lambda: os.execv(script, [str(script)]),  # noqa: S606
        ):
            try:
                attempt()
                done.append(True)
            except OSError:
                done.append(False)
        return done

    assert in_a_fork(task) == [False] * 9


@landlocked
def test_what_does_not_exist_is_passed_over(tmp_path) -> None:
    """A path that is not there is no reason to fail, nor to be open later."""

    def task():
        limits.confine(limits.reading_ruleset([str(tmp_path / "nowhere"), str(tmp_path)]))
        return opens(str(tmp_path))

    assert in_a_fork(task) is True


def test_without_landlock_there_is_no_ruleset(monkeypatch) -> None:
    """Where the kernel has none, no ruleset is made, and that is told."""
    monkeypatch.setattr(limits, "LINUX", False)
    assert limits.landlock_version() == 0
    assert limits.reading_ruleset(["/"]) is None


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


@pytest.mark.skipif(os.uname().machine not in limits.SYSTEM_CALLS, reason="no filter for this machine")
def test_no_process_can_be_started_but_threads_can() -> None:
    """Forking and executing are refused in every way that Python knows; threads are not."""

    def task():
        limits.confine(None)
        limits.deny_new_processes()
        found = []
        for attempt in (
            os.fork,
            os.forkpty,
            lambda: os.execv("/bin/true", ["true"]),  # noqa: S606 - refused
            lambda: os.posix_spawn("/bin/true", ["true"], {}),
            lambda: subprocess.run(["/bin/true"], check=True),
            lambda: ctypes.CDLL(None).vfork() < 0 and os.fork(),
            lambda: os.system("true") and os.fork(),  # noqa: S605
        ):
            try:
                attempt()
                found.append("done")
            except OSError as error:
                found.append(type(error).__name__)
        thread = threading.Thread(target=lambda: found.append("thread"))
        thread.start()
        thread.join()
        return found

    assert in_a_fork(task) == ["PermissionError"] * 7 + ["thread"]


def test_machines_without_a_filter_are_passed_over(monkeypatch) -> None:
    """Where no numbers of system calls are known, nothing is refused and nothing fails."""
    monkeypatch.setattr(limits, "SYSTEM_CALLS", {})

    def task():
        limits.deny_new_processes()
        if os.fork() == 0:
            os._exit(0)
        return os.wait()[1]

    assert in_a_fork(task) == 0
