"""Tries the sandbox before it is trusted: what a child can open or import is found out, not inferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.errors import OperatorError
from autograder.records import Cell, Value
from autograder.sandbox.session import Notebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from autograder.sandbox.server import ForkServer

LANDLOCK = "Landlock"
NONE = "none: submissions are trusted"

PROBE = """
import importlib, os

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
"""


def isolation_of(server: ForkServer, closed: Iterable[Path], modules: Sequence[str], *, trust: bool) -> str:
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
    str
        As reports print it.

    Raises
    ------
    OperatorError
        If something opens and submissions are not trusted.
    """
    with Notebook(server, [Cell(1, PROBE)]) as notebook, notebook.exercise() as probe:
        (answer,) = probe.call("opened", [([str(path) for path in closed], [*modules])])
    found = answer.value if isinstance(answer, Value) and isinstance(answer.value, list) else ["(no answer)"]
    if not found and server.landlock:
        return LANDLOCK
    if trust:
        return NONE
    what = f"student code can reach {', '.join(map(str, found))}" if found else "the kernel has no Landlock"
    raise OperatorError(
        f"cannot isolate submissions on this machine: {what}. Grade on Linux 5.13 or newer with Landlock enabled, "
        "or, if you trust every submission, with --trust-submissions."
    )
