"""Landlock: the kernel's list of what a process may read, entered for good.

Numbers and structures are those of the kernel's `include/uapi/linux/landlock.h`.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same on every machine
READ_FILE, READ_DIR = 1 << 2, 1 << 3
SCOPE_ALL = 0b11  # abstract sockets and signals to processes outside

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def version() -> int:
    """Return the kernel's Landlock ABI version, 0 where it has none."""
    if not sys.platform.startswith("linux"):
        return 0
    found: int = _libc.syscall(CREATE_RULESET, None, 0, 1)
    return max(found, 0)


def reading_ruleset(paths: Iterable[str]) -> int | None:
    """Make the ruleset that allows reading below some paths and nothing else.

    Made once by the fork server; its children only enter it.

    Parameters
    ----------
    paths : iterable of str
        Files and directories; what does not exist is passed over.

    Returns
    -------
    int or None
        The ruleset's descriptor; None where the kernel has no Landlock.

    Raises
    ------
    OSError
        If the kernel refuses a rule.
    """
    abi = version()
    if not abi:
        return None
    rights = (1 << 13) - 1  # execute, read, write, remove, make ...: ABI 1
    rights |= (abi >= 2) << 13 | (abi >= 3) << 14 | (abi >= 5) << 15  # refer, truncate, ioctl
    network = 0b11 if abi >= 4 else 0  # bind and connect of TCP
    attributes = struct.pack("=QQQ", rights, network, SCOPE_ALL if abi >= 6 else 0)
    length = 8 if abi < 4 else 16 if abi < 6 else 24
    ruleset = _checked(_libc.syscall(CREATE_RULESET, attributes, length, 0), "landlock_create_ruleset")
    for path in paths:
        try:
            handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        allowed = READ_FILE | READ_DIR if os.path.isdir(path) else READ_FILE  # noqa: PTH112 - no pathlib beside student code
        rule = struct.pack("=Qi", allowed, handle)
        _checked(_libc.syscall(ADD_RULE, ruleset, 1, rule, 0), "landlock_add_rule")
        os.close(handle)
    return ruleset


def enter(ruleset: int) -> None:
    """Enter a ruleset, for good, and close its descriptor.

    Raises
    ------
    OSError
        If the kernel refuses.
    """
    _checked(_libc.syscall(RESTRICT_SELF, ruleset, 0), "landlock_restrict_self")
    os.close(ruleset)


def _checked(result: int, what: str) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")
    return result
