"""Tries the sandbox before it is trusted: what a child can do is found out, not inferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.errors import OperatorError
from autograder.records import Cell, Isolation, Level, Value
from autograder.sandbox.session import Notebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from autograder.sandbox.server import ForkServer

PROBE = """
import importlib, os, socket

def opened(paths, modules):
    found = []
    for path in paths:
        try:
            os.listdir(path) if os.path.isdir(path) else open(path, "rb").close()
            found.append(path)
        except OSError:
            pass
    for module in modules:
        try:
            importlib.import_module(module)
            found.append("import " + module)
        except ImportError:
            pass
    return found

def done():
    found = []
    for what, attempt in (
        ("open a socket", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM)),
        ("start a process", os.fork),
        ("read its parent's memory", lambda: open(f"/proc/{os.getppid()}/mem", "rb")),
        ("signal its parent", lambda: os.kill(os.getppid(), 0)),
        ("change its user", lambda: os.setuid(0 if os.getuid() else 1)),
    ):
        try:
            if attempt() == 0 and what == "start a process":
                os._exit(0)
            found.append(what)
        except OSError:
            pass
    return found
"""

NEEDED = {
    "seccomp": "system calls are filtered on Linux on x86_64 and aarch64 alone",
    "landlock": (
        "the kernel has no Landlock (5.13 or newer, enabled), and bubblewrap is not installed or may not make "
        "namespaces; a user that is not root needs one of them"
    ),
}
WORDS = {
    "user": "a user of its own",
    "landlock": "Landlock",
    "bubblewrap": "a file system of its own (bubblewrap)",
    "seccomp": "filtered system calls",
}
REMEDY = (
    "Grade on Linux 5.13 or newer with Landlock enabled, with bubblewrap installed, or as root; elsewhere in a "
    "container without network (docker run --network none); or, if you trust every submission, with "
    "--trust-submissions."
)


def isolation_of(server: ForkServer, closed: Iterable[Path], modules: Sequence[str], *, trust: bool) -> Isolation:
    """Return the isolation that a server's children have, after a child has tried to break it.

    Parameters
    ----------
    server : ForkServer
        Warm, and idle.
    closed : iterable of Path
        Files and folders that must not open from student code: the engine, the reference, the cases, the secret.
    modules : sequence of str
        Modules that must not import.
    trust : bool
        Go on without isolation where the machine cannot give it.

    Returns
    -------
    Isolation

    Raises
    ------
    OperatorError
        If something opens and submissions are not trusted.
    """
    found = probed(server, closed, modules)
    if found.level == "X" and not trust:
        raise OperatorError(f"cannot isolate submissions on this machine: {'; '.join(found.why)}. {REMEDY}")
    return found


def probed(server: ForkServer, closed: Iterable[Path], modules: Sequence[str]) -> Isolation:
    """Let a child try what student code must not do, and say what level that makes.

    Parameters
    ----------
    server, closed, modules
        As for `isolation_of`.

    Returns
    -------
    Isolation
        Level A is a user of their own beside filtered system calls, with Landlock or with all that is closed unreadable
        for that user; B is Landlock and filtered system calls; C is bubblewrap in Landlock's place; X is none.
    """
    with Notebook(server, [Cell(1, PROBE)]) as notebook, notebook.exercise() as probe:
        opened = _list_of(probe.call("opened", [([str(path) for path in closed], [*modules])]))
        done = _list_of(probe.call("done", [()]))
    given = server.layers
    needed = ["seccomp"] if given & {"user", "bubblewrap"} else ["seccomp", "landlock"]
    why = [NEEDED[layer] for layer in needed if layer not in given]
    if opened:
        why.append(f"student code can reach {', '.join(opened)}")
    if done:
        why.append(f"student code can {', '.join(done)}")
    level: Level = "X" if why else "A" if "user" in given else "B" if "landlock" in given else "C"
    return Isolation(level, tuple(WORDS[layer] for layer in WORDS if layer in given), tuple(why))


def _list_of(answers: Sequence[object]) -> list[str]:
    (answer,) = answers
    if isinstance(answer, Value) and isinstance(answer.value, list):
        return [str(each) for each in answer.value]
    return ["(no answer)"]
