"""The filters of system calls, tried in a forked process that cannot undo them."""

from __future__ import annotations

import ctypes
import fcntl
import os
import re
import signal
import socket
import struct
import subprocess
import threading
from pathlib import Path

import numpy as np
import pytest

from autograder.sandbox.worker import limits, seccomp, system_calls
from tests.unit.sandbox.worker.conftest import in_a_fork

pytestmark = [
    pytest.mark.skipif(not seccomp.is_known(), reason="no filter for this machine"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]

libc = ctypes.CDLL(None, use_errno=True)
HERE = os.uname().machine
DENIED = {  # numbers on x86_64 and aarch64 (asm/unistd_64.h, asm-generic/unistd.h)
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "memfd_create": (319, 279),
    "io_uring_setup": (425, 425),
    "userfaultfd": (323, 282),
    "perf_event_open": (298, 241),
    "bpf": (321, 280),
    "keyctl": (250, 219),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "chroot": (161, 51),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "inotify_init1": (294, 26),
    "pidfd_open": (434, 434),
    "open_by_handle_at": (304, 265),
    "setresuid": (117, 147),
    "capset": (126, 91),
    "personality": (135, 92),
    "socket": (41, 198),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "unlinkat": (263, 35),
    "renameat2": (316, 276),
    "mkdirat": (258, 34),
    "symlinkat": (266, 36),
    "linkat": (265, 37),
    "fchmodat": (268, 53),
    "fchownat": (260, 54),
    "truncate": (76, 45),
    "sched_setscheduler": (144, 119),
    "setpriority": (141, 140),
    "landlock_restrict_self": (446, 446),
    "seccomp": (317, 277),
}


def confined(task, *, exercise=False):
    """Return what a task returns behind the first filter, or behind both."""

    def inside():
        limits.prctl(limits.PR_SET_NO_NEW_PRIVS, 1)
        seccomp.confine()
        if exercise:
            seccomp.deny_new_processes()
        return task()

    return in_a_fork(inside)


def refusals(*attempts):
    """Return a task that says of each attempt whether it was refused."""

    def task():
        found = []
        for attempt in attempts:
            try:
                attempt()
                found.append("done")
            except OSError as error:
                found.append(type(error).__name__)
        return found

    return task


@pytest.mark.parametrize("name", DENIED)
def test_what_a_notebook_does_not_need_is_refused(name) -> None:
    """A system call that is on no list is refused with EPERM, whatever its arguments, and ends nobody."""
    number = DENIED[name][HERE == "aarch64"]

    def task():
        ctypes.set_errno(0)
        return [libc.syscall(number, -1, -1, -1, -1, -1), ctypes.get_errno()]

    assert confined(task) == [-1, 1]


def test_no_file_is_opened_for_writing(tmp_path) -> None:
    """Opening for reading is a matter of Landlock's; opening for writing, making and cutting are refused."""
    file = tmp_path / "file"
    file.write_text("text")
    modes = [os.O_RDONLY, os.O_WRONLY, os.O_RDWR, os.O_RDONLY | os.O_CREAT, os.O_RDONLY | os.O_TRUNC, os.O_APPEND]
    task = refusals(*(lambda mode=mode: os.open(file, mode) for mode in modes))
    assert confined(task) == ["done", *["PermissionError"] * 5]
    assert file.read_text() == "text"


def test_signals_reach_nobody_else() -> None:
    """A process may signal itself, and neither others nor, by way of a descriptor's owner, anybody."""
    reading, writing = os.pipe()
    own = struct.pack("ii", 1, os.getpid())  # F_OWNER_PID
    task = refusals(
        lambda: os.kill(os.getpid(), 0),
        lambda: signal.raise_signal(0),
        lambda: os.kill(os.getppid(), 0),
        lambda: os.kill(-1, 0),
        lambda: os.killpg(0, 0),
        lambda: fcntl.fcntl(reading, fcntl.F_SETOWN, os.getppid()),
        lambda: fcntl.fcntl(reading, 15, own),
        lambda: fcntl.fcntl(reading, 10, signal.SIGKILL),
    )
    assert confined(task) == ["done"] * 2 + ["PermissionError"] * 6
    os.close(reading)
    os.close(writing)


def test_only_an_unnamed_pair_of_sockets_can_be_made() -> None:
    """No socket that leads anywhere; a pair, of which an event loop needs one, stays within the process."""
    kinds = [socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK]
    task = refusals(*(lambda kind=kind: socket.socket(kind, socket.SOCK_DGRAM) for kind in kinds), socket.socketpair)
    assert confined(task) == ["PermissionError"] * 4 + ["done"]


def test_a_notebook_may_fork_but_enter_no_namespace() -> None:
    """A fork is a fork; with the flag of a new namespace, or of a sibling, it is refused."""
    clone = system_calls.numbers_of(system_calls.GUARDED, HERE)["clone"]

    def task():
        child = os.fork()
        if child == 0:
            os._exit(0)
        found = [os.waitpid(child, 0)[1]]
        for flag in (0x10000000, 0x20000000, 0x40000000, 0x00020000, 0x02000000, 0x08000000, 0x04000000, 0x00008000):
            ctypes.set_errno(0)
            found.append([libc.syscall(clone, flag | 17, 0, 0, 0, 0), ctypes.get_errno()])
        return found

    assert confined(task) == [0, *[[-1, 1]] * 8]


def test_an_exercise_starts_no_process_but_threads() -> None:
    """Forking and executing are refused in every way that Python knows, and signals to itself; threads are not."""

    def task():
        found = refusals(
            os.fork,
            os.forkpty,
            lambda: os.execv("/bin/true", ["true"]),  # noqa: S606 - refused
            lambda: os.posix_spawn("/bin/true", ["true"], {}),
            lambda: subprocess.run(["/bin/true"], check=True),
            lambda: ctypes.CDLL(None).vfork() < 0 and os.fork(),
            lambda: os.system("true") and os.fork(),  # noqa: S605
            lambda: os.kill(os.getpid(), 0),
            lambda: limits.prctl(limits.PR_SET_PDEATHSIG, 0),
        )()
        thread = threading.Thread(target=lambda: found.append("thread"))
        thread.start()
        thread.join()
        return found

    assert confined(task, exercise=True) == ["PermissionError"] * 9 + ["thread"]


def test_dangerous_options_of_allowed_calls_are_refused() -> None:
    """A process can be made neither dumpable nor a reaper again, and types nothing into a terminal."""
    task = refusals(
        lambda: limits.prctl(limits.PR_SET_DUMPABLE, 1),
        lambda: limits.prctl(limits.PR_SET_CHILD_SUBREAPER, 1),
        lambda: limits.prctl(limits.PR_SET_KEEPCAPS, 1),
        lambda: fcntl.ioctl(0, 0x5412, b"x"),  # TIOCSTI
        lambda: fcntl.ioctl(0, 0x541C, b"x"),  # TIOCLINUX
    )
    assert confined(task) == ["PermissionError"] * 5


def test_what_a_notebook_needs_works() -> None:
    """Arithmetic, linear algebra, memory by the megabyte, threads, time, random numbers and pipes are as ever."""

    def task():
        rng = np.random.default_rng(0)
        a = rng.normal(size=(200, 200))
        found = [bool(np.allclose(np.linalg.solve(a, a @ a), a)), np.zeros(1 << 24).nbytes]
        reading, writing = os.pipe()
        os.write(writing, b"pipe")
        found.append(os.read(reading, 4).decode())
        return [*found, len(os.urandom(8)), Path.cwd().is_dir()]

    assert confined(task, exercise=True) == [True, 1 << 27, "pipe", 8, True]


def test_machines_without_a_filter_are_passed_over(monkeypatch) -> None:
    """Where no numbers of system calls are known, nothing is refused, nothing fails, and that can be told."""
    monkeypatch.setattr(seccomp, "ARCHITECTURES", {})
    seccomp.machine.cache_clear()
    seccomp.exercise_program.cache_clear()
    assert not seccomp.is_known()
    assert confined(refusals(lambda: socket.socket().close()), exercise=True) == ["done"]
    seccomp.machine.cache_clear()
    seccomp.exercise_program.cache_clear()


@pytest.mark.parametrize("name", system_calls.ARCHITECTURES)
def test_both_machines_filters_can_be_assembled(name) -> None:
    """No jump is longer than a byte, no call stands in both tables, and no number twice."""
    here = seccomp.machine(name)
    steps = [*seccomp.notebook_steps(here, 1), *seccomp.exercise_steps(here)]
    assert all(0 <= jump < 256 for step in steps for jump in step[1:3])
    assert not here.free.keys() & here.guarded.keys()
    numbers = [*here.free.values(), *here.guarded.values()]
    assert len(numbers) == len(set(numbers))


HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}


@pytest.mark.parametrize("name", HEADERS)
def test_the_numbers_are_the_kernels(name) -> None:
    """Every number is that of the kernel's own table, where its headers are installed."""
    if not HEADERS[name].exists():
        pytest.skip("no headers of the kernel here")
    text = HEADERS[name].read_text(encoding="ascii")
    known = {call: int(number) for call, number in re.findall(r"#define __NR(?:3264)?_(\w+) (\d+)", text)}
    known |= {
        call: known[other] for call, other in re.findall(r"#define __NR_(\w+) __NR3264_(\w+)", text) if other in known
    }
    here = seccomp.machine(name)
    assert here.free | here.guarded == {call: known[call] for call in here.free | here.guarded}
