"""Starts the fork server and talks to it."""

from __future__ import annotations

import array
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import platformdirs

from autograder.errors import OperatorError
from autograder.sandbox import bubblewrap
from autograder.sandbox.environment import Environment, make_environment
from autograder.sandbox.users import claim
from autograder.sandbox.worker import landlock, wire
from autograder.sandbox.worker.confinement import LAYERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

HERE = Path(__file__).resolve().parent
START = """
import json, sys
here, path, arguments = json.loads(sys.argv[1])
sys.path[:] = [here, *path]
import worker.server
sys.path[:] = path
worker.server.main(**arguments)
"""
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
PATIENCE = 60.0  # seconds for the server to load NumPy on a busy machine


class Lost(OperatorError):
    """The process that forks notebooks has ended in the middle of its work, or does not answer."""

    def __init__(self, what: str = "has ended, or is silent; look at the machine's memory, and try again") -> None:
        super().__init__(f"the fork server {what}.")


class Forking:
    """The grader's end of the control channel of a process that forks notebooks.

    Parameters
    ----------
    control : socket
    """

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        control.settimeout(PATIENCE)

    def run(self) -> tuple[int, socket.socket]:
        """Fork a child for one submission.

        Returns
        -------
        pid : int
        channel : socket
            To the child.

        Raises
        ------
        Lost
            If there is no server any more.
        """
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                send_handle(self._control, {"run": True}, theirs)
            head, _ = wire.receive(self._control)
        except (EOFError, OSError):
            ours.close()
            raise Lost from None
        return head["pid"], ours

    def clear(self, spared: int = 0) -> int:
        """Kill every process below the server, but one; return how many there were.

        Raises
        ------
        Lost
            If there is no server any more.
        """
        try:
            self._control.sendall(b"\0" + wire.encode({"clear": spared}))
            head, _ = wire.receive(self._control)
        except (EOFError, OSError):
            raise Lost from None
        return int(head["cleared"])


class ForkServer(Forking):
    """A warm process without secrets, whose forks run submissions. One submission at a time.

    Executed, not forked: an environment that was cleared would still be in its memory, and so would the tests.

    Parameters
    ----------
    packages : iterable of str
        Distributions that submissions may import.
    preload : iterable of str, optional
        Modules loaded once, here, for all submissions.
    layers : collection of str, optional
        That confine the children, of `worker.confinement.LAYERS`. Without one of them something gets through: that is
        what tests leave them out for.
    data : mapping of str to bytes, optional
        Public files that submissions may read, by their relative paths.

    Attributes
    ----------
    layers : frozenset of str
        Those that this machine gives.
    """

    def __init__(
        self,
        packages: Iterable[str],
        preload: Iterable[str] = ("numpy",),
        layers: Collection[str] = LAYERS,
        data: Mapping[str, bytes] | None = None,
    ) -> None:
        self.environment: Environment = make_environment(packages, data)
        self._user = claim() if "user" in layers else None
        control, theirs = socket.socketpair()
        super().__init__(control)
        bwrap = self._bubblewrap(layers)
        work = {
            "wanted": [layer for layer in layers if layer != "bubblewrap" or bwrap],
            "allowed": self.environment.allowed,
            "preload": [*preload],
            "user": self._user and self._user.number,
            "reading": not self.environment.public,
            "folder": self.environment.sheet,
        }
        surroundings = _bare_environment()
        readable = [*self.environment.allowed, surroundings["MPLCONFIGDIR"]]
        with theirs, self.environment.lent(HERE / "worker") as lent:
            interpreter = bubblewrap.command(bwrap, readable) if bwrap else [sys.executable]
            arguments = json.dumps([lent, self.environment.path, work])
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, and our own file
                [*interpreter, "-I", "-S", "-B", "-c", _with_control(theirs.fileno()), arguments],
                env=surroundings,
                stdin=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,  # Ctrl-C is the grader's to handle
            )
            theirs.close()
            try:
                hello, _ = wire.receive(self._control)
            except (EOFError, OSError):
                self.close()
                raise Lost("did not start; its own words, if any, stand above") from None
        self.layers = frozenset(hello["layers"])

    def _bubblewrap(self, layers: Collection[str]) -> str | None:
        """Return the program, if it is wanted and must stand in for Landlock."""
        hidden = self._user is not None and self.environment.public  # by the rights of files
        if "bubblewrap" not in layers or hidden or ("landlock" in layers and landlock.version()):
            return None
        return bubblewrap.program()

    def close(self) -> None:
        """Stop the server; it kills what it has forked."""
        self._control.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self.environment.close()
        if self._user is not None:
            self._user.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def send_handle(channel: socket.socket, head: dict[str, Any], handle: socket.socket) -> None:
    """Send a frame and a descriptor with it."""
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [handle.fileno()]))]
    channel.sendmsg([b"\0"], rights)
    channel.sendall(wire.encode(head))


def _with_control(handle: int) -> str:
    return f"import os; os.dup2({handle}, 3); {handle} != 3 and os.close({handle})" + START


def _bare_environment() -> dict[str, str]:
    """Everything that the server is told about this machine: no PATH, no HOME, no token."""
    caches = platformdirs.user_cache_dir("secant")
    kept = {name: os.environ[name] for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE") if name in os.environ}
    return {
        **dict.fromkeys(ONE_THREAD, "1"),
        **kept,
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": f"{caches}/matplotlib",
    }
