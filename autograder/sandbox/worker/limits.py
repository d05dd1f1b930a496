"""Confines a child: resource limits, parent-death signal, Landlock's list of what it may read, no new processes.

Numbers and structures are those of the kernel's `include/uapi/linux/{prctl,landlock,seccomp,filter}.h`.
"""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import signal
import struct
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LINUX = sys.platform.startswith("linux")
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 4, 36, 38
LANDLOCK_CREATE_RULESET, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT_SELF = (
    444,
    445,
    446,
)  # the same on every machine
CAPABILITY_VERSION_3 = 0x20080522
READ_FILE, READ_DIR = 1 << 2, 1 << 3

# seccomp's classic BPF: (operation, steps if true, steps if false, operand); offsets are those of struct seccomp_data.
PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
SECCOMP_KILL, SECCOMP_ERRNO, SECCOMP_ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
FOREIGN_NUMBERS = 0x40000000  # x32's system calls on x86_64
CLONE_THREAD = 0x00010000
X86_64 = {
    "fork": 57,
    "vfork": 58,
    "clone": 56,
    "clone3": 435,
    "execve": 59,
    "execveat": 322,
    "architecture": 0xC000003E,
}
AARCH64 = {"clone": 220, "clone3": 435, "execve": 221, "execveat": 281, "architecture": 0xC00000B7}
SYSTEM_CALLS = {"x86_64": X86_64, "aarch64": AARCH64}

SCOPE_ALL = 0b11  # abstract sockets and signals to processes outside

LIMITS = {
    resource.RLIMIT_AS: 1 << 30,  # bytes; NumPy and matplotlib map about a third of them
    resource.RLIMIT_CPU: 120,  # seconds; the wall-clock deadlines outside are tighter
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_NOFILE: 64,
    resource.RLIMIT_CORE: 0,
}

_kept: list[ctypes.Array[ctypes.c_char]] = []  # what a pointer points to must stay
_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def landlock_version() -> int:
    """Return the kernel's Landlock ABI version, 0 where it has none."""
    if not LINUX:
        return 0
    version: int = _libc.syscall(LANDLOCK_CREATE_RULESET, None, 0, 1)
    return max(version, 0)


def reading_ruleset(paths: Iterable[str]) -> int | None:
    """Make the Landlock ruleset that allows reading below some paths and nothing else.

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
    version = landlock_version()
    if not version:
        return None
    rights = (1 << 13) - 1  # execute, read, write, remove, make ...: ABI 1
    rights |= (version >= 2) << 13 | (version >= 3) << 14 | (version >= 5) << 15  # refer, truncate, ioctl
    network = 0b11 if version >= 4 else 0  # bind and connect of TCP
    attributes = struct.pack("=QQQ", rights, network, SCOPE_ALL if version >= 6 else 0)
    length = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = _checked(_libc.syscall(LANDLOCK_CREATE_RULESET, attributes, length, 0), "landlock_create_ruleset")
    for path in paths:
        try:
            handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        allowed = READ_FILE | READ_DIR if os.path.isdir(path) else READ_FILE  # noqa: PTH112 - no pathlib beside student code
        rule = struct.pack("=Qi", allowed, handle)
        _checked(_libc.syscall(LANDLOCK_ADD_RULE, ruleset, 1, rule, 0), "landlock_add_rule")
        os.close(handle)
    return ruleset


def confine(ruleset: int | None) -> None:
    """Confine this process for good.

    Parameters
    ----------
    ruleset : int or None
        From `reading_ruleset`; None leaves the file system open.

    Raises
    ------
    OSError
        If the kernel refuses a step.
    """
    for limit, value in LIMITS.items():
        _, hard = resource.getrlimit(limit)
        ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (ceiling, ceiling))
    if not LINUX:
        return
    die_with_parent()
    prctl(PR_SET_DUMPABLE, 0)
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    drop_capabilities()
    if ruleset is not None:
        _checked(_libc.syscall(LANDLOCK_RESTRICT_SELF, ruleset, 0), "landlock_restrict_self")
        os.close(ruleset)


def drop_capabilities() -> None:
    """Give up what root may do beyond owning files: raw sockets, other users' processes, the clock, reboot.

    Raises
    ------
    OSError
        If the kernel refuses.
    """
    header = struct.pack("=Ii", CAPABILITY_VERSION_3, 0)
    _checked(_libc.capset(header, bytes(24)), "capset")  # effective, permitted, inheritable: none


def deny_new_processes() -> None:
    """Forbid this process to fork and to execute; threads stay allowed. On other machines than these two it is a no-op.

    Raises
    ------
    OSError
        If the kernel refuses the filter.
    """
    program = process_filter()
    if program is not None:
        mode, unused = ctypes.c_ulong(SECCOMP_MODE_FILTER), ctypes.c_ulong(0)
        _checked(_libc.prctl(PR_SET_SECCOMP, mode, program, unused, unused), "seccomp")


@cache
def process_filter() -> ctypes.Array[ctypes.c_char] | None:
    """Return the seccomp program (a struct sock_fprog) that denies new processes; None where its numbers are unknown.

    Kept, so that the many processes that install it do not each assemble it.
    """
    numbers = SYSTEM_CALLS.get(os.uname().machine) if LINUX else None
    if numbers is None:
        return None
    denied = [numbers[name] for name in ("fork", "vfork", "execve", "execveat") if name in numbers]
    eperm, enosys = SECCOMP_ERRNO | errno.EPERM, SECCOMP_ERRNO | errno.ENOSYS
    program = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, numbers["architecture"]),
        (RETURN, 0, 0, SECCOMP_KILL),
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, 0, 1, FOREIGN_NUMBERS),
        (RETURN, 0, 0, eperm),
        *(step for number in denied for step in ((EQUAL, 0, 1, number), (RETURN, 0, 0, eperm))),
        (EQUAL, 0, 1, numbers["clone3"]),  # its flags are behind a pointer: the C library falls back to clone
        (RETURN, 0, 0, enosys),
        (EQUAL, 0, 3, numbers["clone"]),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (ANY_BIT, 1, 0, CLONE_THREAD),
        (RETURN, 0, 0, eperm),
        (RETURN, 0, 0, SECCOMP_ALLOW),
    ]
    code = b"".join(struct.pack("=HBBI", *step) for step in program)
    _kept.append(ctypes.create_string_buffer(code, len(code)))
    address = struct.pack("@HP", len(program), ctypes.addressof(_kept[-1]))
    return ctypes.create_string_buffer(address, len(address))


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent ends; it does not survive a fork."""
    if LINUX:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def prctl(option: int, value: int) -> None:
    """Call prctl(2).

    Raises
    ------
    OSError
        If the kernel refuses.
    """
    unused = ctypes.c_ulong(0)
    _checked(_libc.prctl(option, ctypes.c_ulong(value), unused, unused, unused), f"prctl {option}")


def _checked(result: int, what: str) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")
    return result
