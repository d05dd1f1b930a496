"""Landlock, tried in a forked process that cannot undo it."""

from __future__ import annotations

import os
import sys

import pytest

from autograder.sandbox.worker import landlock
from autograder.sandbox.worker.confinement import Confinement
from tests.unit.sandbox.worker.conftest import in_a_fork

landlocked = pytest.mark.skipif(not landlock.version(), reason="the kernel has no Landlock")

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


def enter(paths):
    """Enter Landlock alone, with what may be read."""
    Confinement(frozenset({"landlock"}), landlock.reading_ruleset(paths)).enter()


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


@landlocked
def test_only_what_is_allowed_can_be_read(tmp_path) -> None:
    """Files below an allowed path can be read, and no other, wherever they are."""
    allowed, secret = tmp_path / "allowed", tmp_path / "secret"
    allowed.mkdir()
    (allowed / "file").write_text("yes")
    secret.write_text("no")
    (allowed / "link").symlink_to(secret)

    def task():
        enter([str(allowed)])
        inside, outside = str(allowed / "file"), str(secret)
        return [opens(inside), lists(allowed), opens(outside), opens(str(allowed / "link"))]

    assert in_a_fork(task) == [True, True, False, False]


@landlocked
@pytest.mark.parametrize("path", ["/etc/passwd", "/proc/self/environ", "/proc/1/cmdline", "/", sys.executable])
def test_the_system_is_closed(path) -> None:
    """Without a rule the kernel refuses the files of the system, and the processes of others."""

    def task():
        enter([])
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
        enter([str(tmp_path), "/bin", "/usr", "/lib", "/lib64"])
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
        enter([str(tmp_path / "nowhere"), str(tmp_path)])
        return opens(str(tmp_path))

    assert in_a_fork(task) is True


def test_without_landlock_there_is_no_ruleset(monkeypatch) -> None:
    """Where the kernel has none, no ruleset is made, and that is told."""
    monkeypatch.setattr(sys, "platform", "darwin")
    assert landlock.version() == 0
    assert landlock.reading_ruleset(["/"]) is None


def test_a_refused_step_is_an_error() -> None:
    """A step that the kernel refuses raises, and is not passed over."""
    with pytest.raises(OSError, match="landlock_restrict_self"):
        landlock.enter(-1)
