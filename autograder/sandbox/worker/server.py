"""The fork server: executed afresh, free of secrets, NumPy loaded, one thread; forks a child a submission."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import socket
import sys
import time
from typing import TYPE_CHECKING

from . import child, limits, wire
from .confinement import confinement

if TYPE_CHECKING:
    from collections.abc import Callable

    from .confinement import Confinement

CONTROL = 3  # the descriptor of the channel to the grader
ROUNDS = 100  # of killing: enough for any tree of processes that does not grow faster than it is cut
QUIET = 2  # rounds that end an honest submission: its notebook, then the exercises that it leaves
DYING = 0.001  # seconds that a killed process may need


def main(
    wanted: list[str], allowed: list[str], preload: list[str], user: int | None, reading: bool, folder: str
) -> None:
    """Serve the grader until it closes the control channel.

    Answers `{"run": true}`, which comes with a socket, by `{"pid": pid}` of a child that serves a notebook on it, and
    `{"clear": pid}` by `{"cleared": n}` after killing every process below but that one (0 spares none).

    Parameters
    ----------
    wanted : list of str
        The layers that confine the children, where the machine can give them; see `confinement`.
    allowed : list of str
        What the children may read.
    preload : list of str
        Modules that are loaded here, once.
    user : int or None
        Whom the children may become.
    reading : bool
        Whether that user must read what others closed.
    folder : str
        That the children run in.
    """
    os.chdir(folder)
    control = socket.socket(fileno=CONTROL)
    if limits.LINUX:
        limits.prctl(limits.PR_SET_CHILD_SUBREAPER, 1)
        if "limits" in wanted:
            limits.prctl(limits.PR_SET_DUMPABLE, 0)
    sys.path_importer_cache.clear()  # the children look up what they may see
    for module in preload:
        importlib.import_module(module)
    confined = confinement(frozenset(wanted), allowed, user, reading=reading)
    if confined.user is not None:
        kill_all_of(confined.user)  # what a server that was killed has left
    gc.collect()
    gc.freeze()
    wire.send(control, wire.encode({"up": os.getpid(), "layers": [*confined.layers]}))
    serve(control, confined, lambda channel: child.serve_notebook(channel, filtered="seccomp" in confined.layers))


def serve(control: socket.socket, confined: Confinement, notebook: Callable[[socket.socket], None]) -> None:
    """Fork a child for every notebook that the grader asks for, until it closes the control channel.

    Parameters
    ----------
    control : socket
        To the grader.
    confined : Confinement
        Of the children.
    notebook : callable
        What a child does with its channel.
    """
    spawned: set[int] = set()
    with contextlib.suppress(EOFError):
        while True:
            request, handle = child.receive_handle(control)
            if handle is None:
                wire.send(control, wire.encode({"cleared": clear(spawned, request["clear"], confined.user)}))
                continue
            pid = spawn(lambda: notebook(socket.socket(fileno=handle)), confined, handle)  # noqa: B023 - called at once
            os.close(handle)
            spawned.add(pid)
            wire.send(control, wire.encode({"pid": pid}))
    clear(spawned, 0, confined.user)
    if confined.user is not None:
        kill_all_of(confined.user)


def spawn(task: Callable[[], None], confined: Confinement, handle: int) -> int:
    """Fork a confined child that does its task and ends.

    Parameters
    ----------
    task : callable
        Called without arguments, in the child.
    confined : Confinement
        What it enters first.
    handle : int
        The one descriptor that it keeps beside the standard ones, which lead to /dev/null.

    Returns
    -------
    int
        Its process id.
    """
    if pid := os.fork():
        return pid
    try:
        null = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(null, standard)
        kept = sorted({0, 1, 2, handle} | ({confined.ruleset} if confined.ruleset is not None else set()))
        for low, high in zip(kept, [*kept[1:], os.sysconf("SC_OPEN_MAX")], strict=True):
            os.closerange(low + 1, high)
        os.environ.clear()
        os.environ.update(HOME="/", MPLBACKEND="Agg", OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
        confined.enter()
        task()
    except (EOFError, OSError, wire.WireError):
        pass
    finally:
        os._exit(0)


def clear(spawned: set[int], spared: int, user: int | None = None) -> int:
    """Kill every process below this one, but one.

    A process whose parent dies becomes this one's child (it is their subreaper), so that none escapes. Where the
    children have a user of their own and none is spared, and some are still there after a few rounds, all processes of
    that user are killed at one stroke: none can fork faster than that.

    Parameters
    ----------
    spawned : set of int
        Children that were not reaped yet; changed. All that is known where there is no /proc.
    spared : int
        Its own children are killed, too; 0 for none.
    user : int or None, optional
        The children's own.

    Returns
    -------
    int
        How many were killed.
    """
    killed: set[int] = set()
    for number in range(ROUNDS):
        # in this order: whoever is gone from the spared one's children has left its own to this one before
        below = {*spawned, *_children(spared), *_children(os.getpid())} - {spared}
        if not below:
            break
        if number == QUIET and user is not None and not spared:
            kill_all_of(user)
        victims = below - killed
        if not victims:  # children of the spared one, which take a moment to die and then leave theirs to this one
            time.sleep(DYING)
        for pid in victims:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for pid in victims:
            with contextlib.suppress(ChildProcessError):  # the spared one's children are its own to reap
                os.waitpid(pid, 0)
        killed |= victims
        spawned -= victims
    return len(killed)


def kill_all_of(user: int) -> None:
    """Kill every process of a user, whoever started it, by one of that user's: it spares itself."""
    pid = os.fork()
    if pid == 0:
        try:
            os.setresuid(user, user, user)
            os.kill(-1, signal.SIGKILL)
        except OSError:  # there was none
            pass
        finally:
            os._exit(0)
    os.waitpid(pid, 0)


def _children(pid: int) -> list[int]:
    if not pid:
        return []
    found: list[int] = []
    with contextlib.suppress(OSError):  # the process, or a thread of it, may end meanwhile
        for thread in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208 - no pathlib beside student code
            with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{thread}/children") as file:  # noqa: PTH123
                found += [int(word) for word in file.read().split()]
    return found
