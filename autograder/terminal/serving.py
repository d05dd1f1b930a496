"""Serves the pages on which answers are marked, on the loopback interface alone."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

from rich.text import Text

from autograder.errors import OperatorError
from autograder.terminal.screen import screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.gradebook import Gradebook
    from autograder.spec import Assignment

LOOPBACK = "127.0.0.1"
INSTALL = 'pip install "secant[serve]"'


def serve(book: Gradebook, sheets: Sequence[Assignment], who: str, token: str, port: int) -> None:
    """Serve until the process is interrupted; the address is printed.

    Parameters
    ----------
    book : Gradebook
        Of the class.
    sheets : sequence of Assignment
        The sheet, and those of its course that share late days with it.
    who : str
        Who marks.
    token : str
        That lets a browser in.
    port : int
        0 for any that is free.

    Raises
    ------
    OperatorError
        If the port is taken, or something is not installed.
    """
    try:
        import uvicorn

        from autograder.web import marking_application
    except ModuleNotFoundError as error:
        raise OperatorError(f"serving needs {error.name}, which is not installed; run {INSTALL}.") from None
    with contextlib.closing(socket.socket()) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((LOOPBACK, port))
        except OSError as error:
            raise OperatorError(f"port {port}: cannot be had ({error.strerror}); name another one.") from None
        application = marking_application(book, sheets, who, token)
        server = uvicorn.Server(
            uvicorn.Config(application, log_level="error", access_log=False, lifespan="off", ws="none")
        )
        door.listen()
        address = f"http://{LOOPBACK}:{door.getsockname()[1]}/{token}/"
        screen.print(Text(address), soft_wrap=True)
        with contextlib.suppress(KeyboardInterrupt):  # the ordinary end
            server.run(sockets=[door])
