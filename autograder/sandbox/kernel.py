"""A fork server where student code has run already: in this process, which is a notebook's kernel. No sandbox."""

from __future__ import annotations

import os
import socket
import sys
from typing import TYPE_CHECKING, Any, Self

from autograder.sandbox.server import Forking
from autograder.sandbox.worker import child, limits, server
from autograder.sandbox.worker.confinement import Confinement

if TYPE_CHECKING:
    from collections.abc import Callable

NO_LAYERS = Confinement(frozenset())


class KernelServer(Forking):
    """Forks of this process, in which a notebook's functions are called as in the sandbox, each exercise in its own.

    What a function does to the notebook's variables stays in its fork, and one that never ends costs its deadline. It
    keeps nobody out: the code has been in the process of its judge before.

    Parameters
    ----------
    namespace : dict
        The notebook's, as it is now.
    """

    def __init__(self, namespace: dict[str, Any]) -> None:
        control, theirs = socket.socketpair()
        super().__init__(control)
        with theirs:
            self._pid = server.spawn(lambda: _serve(theirs, namespace), NO_LAYERS, theirs.fileno())

    def close(self) -> None:
        """End the fork; it kills what it has forked."""
        self._control.close()
        os.waitpid(self._pid, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _serve(control: socket.socket, namespace: dict[str, Any]) -> None:
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115 - the kernel's speak to threads left behind
    if limits.LINUX:
        limits.prctl(limits.PR_SET_CHILD_SUBREAPER, 1)
    notebook: Callable[[socket.socket], None] = lambda channel: child.serve_notebook(channel, namespace, filtered=False)  # noqa: E731
    server.serve(control, NO_LAYERS, notebook)
