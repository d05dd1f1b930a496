"""Users for student code: each server's children get one that nobody else has; limits and signals are theirs alone."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pwd
import tempfile
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import OperatorError

FIRST, LAST = 58_000, 59_999  # below those of Debian's packages and of systemd, above what a machine's accounts reach
NEEDED = 1 << 6 | 1 << 7  # CAP_SETGID and CAP_SETUID, of the kernel's include/uapi/linux/capability.h


@dataclass(frozen=True, slots=True)
class User:
    """A user that is claimed.

    Attributes
    ----------
    number : int
        Its id, and its group's.
    handle : int
        Of the locked file: the claim ends with the process at the latest.
    """

    number: int
    handle: int

    def release(self) -> None:
        """Let another server have it."""
        os.close(self.handle)


def claim() -> User | None:
    """Claim a user that owns nothing and that no other server on this machine has.

    By an exclusive lock: users drawn at random collide, and then one server kills another's children.

    Returns
    -------
    User or None
        None if this process may not become another user (only root may, and in a container not even root need be
        allowed to), or if ids so high do not exist here.

    Raises
    ------
    OperatorError
        If all are taken.
    """
    if not hasattr(os, "setresuid") or os.geteuid() != 0 or not _may_become_others() or not _is_mapped(LAST):
        return None
    folder = _folder()
    for number in range(FIRST, LAST + 1):
        handle = os.open(folder / str(number), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not _is_account(number):
                return User(number, handle)
        os.close(handle)
    raise OperatorError(f"all users from {FIRST} to {LAST} are taken by graders; wait for some to end.")


def _folder() -> Path:
    """Return where the locks are: root's alone, so that nobody else can hold one."""
    run = Path("/run")
    folder = (run if run.is_dir() and os.access(run, os.W_OK) else Path(tempfile.gettempdir())) / "secant-users"
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if status.st_uid != 0 or status.st_mode & 0o077:
        raise OperatorError(f"{folder}: belongs to somebody else or is open to others; remove it.")
    return folder


def _may_become_others() -> bool:
    """Whether root has the capabilities for it still."""
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        return False
    (effective,) = [int(line.split()[1], 16) for line in status.splitlines() if line.startswith("CapEff:")]
    return effective & NEEDED == NEEDED


def _is_mapped(number: int) -> bool:
    """Whether this user namespace has an id."""
    try:
        lines = Path("/proc/self/uid_map").read_text(encoding="ascii").splitlines()
    except OSError:
        return False
    spans = [[int(word) for word in line.split()] for line in lines]
    return any(first <= number < first + count for first, _, count in spans)


def _is_account(number: int) -> bool:
    with contextlib.suppress(KeyError):
        pwd.getpwuid(number)
        return True
    return False
