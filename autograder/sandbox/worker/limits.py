"""Limits a child: resources, its own user, no capabilities, death with its parent.

Numbers and structures are those of the kernel's `include/uapi/linux/{prctl,capability}.h`.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import struct
import sys

LINUX = sys.platform.startswith("linux")
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 4, 8, 36, 38
CAPABILITY_VERSION_3 = 0x20080522
CAP_DAC_READ_SEARCH = 1 << 2
PROCESSES = 64  # and threads: a notebook's, its exercises' and what its cells leave

LIMITS = {
    resource.RLIMIT_AS: 1 << 30,  # bytes; NumPy and matplotlib map about a third of them
    resource.RLIMIT_CPU: 60,  # seconds of all threads: what a submission may take outside, in wall time
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_NOFILE: 64,
    resource.RLIMIT_CORE: 0,
}

_libc = ctypes.CDLL(None, use_errno=True)


def lower() -> None:
    """Lower what this process may take of the machine, hard and soft; what is lower already stays."""
    for limit, value in LIMITS.items():
        _lower(limit, value)


def limit_processes() -> None:
    """Let this user have a few more processes than there are now; the kernel counts those of the grader, too.

    In vain for root, which the kernel does not limit. Should the grader's user start many others meanwhile, a child
    cannot fork, and the notebook is started again.
    """
    _lower(resource.RLIMIT_NPROC, PROCESSES + _tasks_of(os.getuid()))


def become(user: int, *, reading: bool = False) -> None:
    """Become a user that owns nothing, in no group, with few processes; only root can.

    Parameters
    ----------
    user : int
        The id, of the group, too.
    reading : bool, optional
        Keep the capability to read what other users closed: where the interpreter itself lies in a closed folder. What
        may be read then is Landlock's list alone.

    Raises
    ------
    OSError
        If the kernel refuses.
    """
    _lower(resource.RLIMIT_NPROC, PROCESSES)
    prctl(PR_SET_KEEPCAPS, int(reading))
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    keep_capabilities(CAP_DAC_READ_SEARCH if reading else 0)


def seal() -> None:
    """Die with the parent, be inspected by nobody, and gain no privileges, for good.

    Raises
    ------
    OSError
        If the kernel refuses.
    """
    die_with_parent()
    prctl(PR_SET_DUMPABLE, 0)
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def keep_capabilities(kept: int = 0) -> None:
    """Give up what root may do beyond owning files: raw sockets, other users' processes, the clock, reboot.

    Parameters
    ----------
    kept : int, optional
        Bits of those that stay, all below 32.

    Raises
    ------
    OSError
        If the kernel refuses.
    """
    header = struct.pack("=Ii", CAPABILITY_VERSION_3, 0)
    sets = struct.pack("=6I", kept, kept, 0, 0, 0, 0)  # effective, permitted, inheritable: of the low and the high word
    _checked(_libc.capset(header, sets), "capset")


def may_read_everything() -> bool:
    """Whether this process may keep the capability to read what others closed: not even root has it in a container."""
    with open("/proc/self/status", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - no pathlib here
        (permitted,) = (int(line.split()[1], 16) for line in file if line.startswith("CapPrm:"))
    return bool(permitted & CAP_DAC_READ_SEARCH)


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent ends; it does not survive a fork, nor a change of the user."""
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


def _tasks_of(user: int) -> int:
    """Count the threads of all processes of a user."""
    count = 0
    for name in os.listdir("/proc") if LINUX else ():  # noqa: PTH208 - no pathlib beside student code
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/status", encoding="utf-8", errors="replace") as file:  # noqa: PTH123
                facts = dict(line.split(":", 1) for line in file if line.startswith(("Uid:", "Threads:")))
        except OSError:  # it has ended meanwhile
            continue
        if int(facts["Uid"].split()[0]) == user:
            count += int(facts["Threads"])
    return count


def _lower(limit: int, value: int) -> None:
    _, hard = resource.getrlimit(limit)
    ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (ceiling, ceiling))


def _checked(result: int, what: str) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")
    return result
