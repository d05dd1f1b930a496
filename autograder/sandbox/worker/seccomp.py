"""Filters system calls: a list of what a child may ask the kernel for; everything else is refused with EPERM.

Numbers and structures are those of the kernel's `include/uapi/linux/{seccomp,filter}.h` and of its tables of system
calls. Two filters are stacked: the first confines a notebook's process for good, which may still fork; the second
forbids its forks, the exercises' processes, to start anything, and to signal anybody.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from .system_calls import ARCHITECTURES, FREE, GUARDED, numbers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Step = tuple[int, int, int, int]

# Classic BPF: (operation, steps if true, steps if false, operand); offsets are those of struct seccomp_data.
PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16
KILL, ALLOW = 0x80000000, 0x7FFF0000
REFUSED = 0x00050000 | errno.EPERM
UNKNOWN = 0x00050000 | errno.ENOSYS  # the C library then takes another way
FOREIGN_NUMBERS = 0x40000000  # x32's system calls on x86_64
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CLONE_THREAD = 0x00010000
CLONE_APART = 0x7E028000  # new namespaces, and a child that is its parent's sibling
FCNTL = (0, 1, 2, 3, 4, 1030)  # duplicate, and the flags of a descriptor; not its owner, whom it would signal
IOCTL = (0x5401, 0x5413, 0x5421, 0x5450, 0x5451)  # is it a terminal, how large; blocking, close on exec
PRCTL = (1, 15, 16, 21, PR_SET_SECCOMP, 39, 0x53564D41)  # parent-death signal, names, what is in force
AF_UNIX = 1
OWN = 0x7FFFFFFF  # stands for the id of the process that is confined; no process has it


@dataclass(frozen=True, eq=False)  # there is one of each kind
class Machine:
    """What a filter must know of a kind of machine."""

    architecture: int
    free: dict[str, int]
    guarded: dict[str, int]


@cache
def machine(name: str) -> Machine | None:
    """Return the numbers of a kind of machine, by its name in `os.uname`; None where they are not known."""
    if name not in ARCHITECTURES or not sys.platform.startswith("linux"):
        return None
    return Machine(ARCHITECTURES[name], numbers_of(FREE, name), numbers_of(GUARDED, name))


def is_known() -> bool:
    """Whether there is a filter for this machine."""
    return machine(os.uname().machine) is not None


def assemble() -> None:
    """Make both filters ready, once, for all that will be forked."""
    here = machine(os.uname().machine)
    if here is not None:
        notebook_code(here)
        exercise_program()


def confine() -> None:
    """Confine this process, and all that it will fork, to what a notebook needs. A no-op where there is no filter.

    Raises
    ------
    OSError
        If the kernel refuses the filter.
    """
    here = machine(os.uname().machine)
    if here is not None:
        pid = struct.pack("=I", os.getpid())
        _install(_program(step[:4] + pid if step[4:] == _OWN else step for step in notebook_code(here)))


def deny_new_processes() -> None:
    """Forbid this process to fork and to signal anybody; threads stay allowed. A no-op where there is no filter.

    Raises
    ------
    OSError
        If the kernel refuses the filter.
    """
    program = exercise_program()
    if program is not None:
        _install(program)


@cache
def exercise_program() -> ctypes.Array[ctypes.c_char] | None:
    """Return the second filter, kept, so that the many processes that install it do not each assemble it."""
    here = machine(os.uname().machine)
    return None if here is None else _program(_code(exercise_steps(here), here))


@cache
def notebook_code(here: Machine) -> list[bytes]:
    """Return the first filter's instructions, assembled once for all children; `OWN` stands for their ids."""
    return _code(notebook_steps(here), here)


def notebook_steps(here: Machine, pid: int = OWN) -> list[Step]:
    """Return the first filter's steps: what is free, what is free with some arguments, and nothing else.

    Parameters
    ----------
    here : Machine
        Whose numbers they have.
    pid : int, optional
        Of the process that is confined: it may signal itself.

    Returns
    -------
    list of tuple
    """
    guarded = here.guarded
    steps = [step for number in here.free.values() for step in ((EQUAL, 0, 1, number), (RETURN, 0, 0, ALLOW))]
    for name, place, values in (
        ("kill", 0, (pid,)),
        ("tgkill", 0, (pid,)),
        ("prctl", 0, PRCTL),
        ("prlimit64", 0, (0, pid)),
        ("fcntl", 1, FCNTL),
        ("ioctl", 1, IOCTL),
        ("socketpair", 0, (AF_UNIX,)),
    ):
        steps += _block(guarded[name], _one_of(place, values))
    for name, place in (("openat", 2), ("open", 1)):
        if name in guarded:
            steps += _block(guarded[name], _none_of(place, WRITING))
    steps += _block(guarded["clone"], _none_of(0, CLONE_APART))
    for name in ("clone3", "openat2"):  # their flags are behind a pointer
        steps += _block(guarded[name], [(RETURN, 0, 0, UNKNOWN)])
    return [*steps, (RETURN, 0, 0, REFUSED)]


def exercise_steps(here: Machine) -> list[Step]:
    """Return the second filter's steps; what it lets through has still to pass the first."""
    denied = [here.guarded[name] for name in ("kill", "tgkill", "prctl")]
    denied += [here.free[name] for name in ("fork", "vfork") if name in here.free]
    steps = [step for number in denied for step in ((EQUAL, 0, 1, number), (RETURN, 0, 0, REFUSED))]
    threads = [(LOAD, 0, 0, ARGUMENTS), (ANY_BIT, 1, 0, CLONE_THREAD), (RETURN, 0, 0, REFUSED), (RETURN, 0, 0, ALLOW)]
    return [*steps, *_block(here.guarded["clone"], threads), (RETURN, 0, 0, ALLOW)]


def _block(number: int, steps: Sequence[Step]) -> list[Step]:
    """Return steps that are taken for one system call alone; they end with a decision."""
    return [(EQUAL, 0, len(steps), number), *steps]


def _one_of(place: int, values: Iterable[int]) -> list[Step]:
    """Allow some values of an argument."""
    allowed = [step for value in values for step in ((EQUAL, 0, 1, value), (RETURN, 0, 0, ALLOW))]
    return [(LOAD, 0, 0, ARGUMENTS + 8 * place), *allowed, (RETURN, 0, 0, REFUSED)]


def _none_of(place: int, bits: int) -> list[Step]:
    """Allow an argument without some bits."""
    return [
        (LOAD, 0, 0, ARGUMENTS + 8 * place),
        (ANY_BIT, 0, 1, bits),
        (RETURN, 0, 0, REFUSED),
        (RETURN, 0, 0, ALLOW),
    ]


_OWN = struct.pack("=I", OWN)
_kept: list[ctypes.Array[ctypes.c_char]] = []  # what a pointer points to must stay


def _code(steps: Sequence[Step], here: Machine) -> list[bytes]:
    """Assemble a filter: calls of another architecture end the process, then the steps decide."""
    start = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, here.architecture),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, 0, 1, FOREIGN_NUMBERS),
        (RETURN, 0, 0, REFUSED),
    ]
    return [struct.pack("=HBBI", *step) for step in (*start, *steps)]


def _program(code: Iterable[bytes]) -> ctypes.Array[ctypes.c_char]:
    """Return a struct sock_fprog."""
    text = b"".join(code)
    _kept.append(ctypes.create_string_buffer(text, len(text)))
    address = struct.pack("@HP", len(text) // 8, ctypes.addressof(_kept[-1]))
    return ctypes.create_string_buffer(address, len(address))


def _install(program: ctypes.Array[ctypes.c_char]) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    unused = ctypes.c_ulong(0)
    if libc.prctl(PR_SET_SECCOMP, ctypes.c_ulong(SECCOMP_MODE_FILTER), program, unused, unused) < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"seccomp: {os.strerror(error)}")
