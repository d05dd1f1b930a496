"""What a child of the fork server does: run the cells, then fork a fresh process for each exercise.

Everything that it says is said by student code, too: the grader believes values only, and those only as values.
"""

from __future__ import annotations

import array
import contextlib
import os
import signal
import socket
from typing import Any

import numpy as np

from . import cells, limits, seccomp, wire


def serve_notebook(channel: socket.socket, namespace: dict[str, Any] | None = None, *, filtered: bool = True) -> None:
    """Run the cells that the grader sends, then fork a process for each exercise that it asks for.

    Parameters
    ----------
    channel : socket
        To the grader. Receives `{"seconds": s, "cells": [[number, source], ...]}`; sends `{"cell": number}` before and
        `{"ran": number, "raised": [...]}` after each cell, `{"ready": names}` at the end. Then each `{"fork":
        true}`, with a socket, gives a process that takes `{"supplied": names}`, functions that the grader answers,
        and serves calls.
    namespace : dict, optional
        Of a notebook that has run already; a new one by default.
    filtered : bool, optional
        Whether those processes may neither fork nor signal anybody.
    """
    head, _ = wire.receive(channel)
    if namespace is None:
        namespace = cells.new_namespace()
    for number, source in head["cells"]:
        wire.send(channel, wire.encode({"cell": number}))
        raised = cells.run_cell(number, source, namespace, head["seconds"])
        wire.send(channel, wire.encode({"ran": number, "raised": raised}))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps the exercises
    wire.send(channel, wire.encode({"ready": cells.functions(namespace)}))
    while True:
        _, handle = receive_handle(channel)
        if handle is None:
            continue
        if os.fork() == 0:
            limits.die_with_parent()
            if filtered:
                seccomp.deny_new_processes()
            channel.close()
            with socket.socket(fileno=handle) as own:
                with contextlib.suppress(Exception):  # a notebook may have changed NumPy: its functions will tell
                    first, _ = wire.receive(own)
                serve_calls(own, namespace, first["supplied"])
            return
        os.close(handle)


def serve_calls(channel: socket.socket, namespace: dict[str, Any], replaced: list[str]) -> None:
    """Answer the grader's calls of the notebook's functions until it closes the channel.

    Parameters
    ----------
    channel : socket
        Receives `{"call": name, "watch": bool}` with a batch of argument lists, functions of the grader's among them;
        sends `{"answers": [...]}`, each `["value", facts]` with its value, `["raised", kind, text, line]` or
        `["unsendable", reason]`. The batch ends at the first call without a value.
    namespace : dict
        Of the notebook.
    replaced : list of str
        Functions that the grader answers instead of the notebook.
    """
    for name in replaced:
        namespace[name] = _asking(channel, name)
    while True:
        head, batch = wire.receive(channel, lambda key: _asking(channel, key))
        answers, values = [], []
        encoder = wire.Encoder()
        for arguments in batch:
            before = [None if callable(each) else np.copy(each) for each in arguments] if head.get("watch") else []
            try:
                value = namespace[head["call"]](*arguments)
            except BaseException as error:  # noqa: BLE001 - whatever a student's function raises is an answer
                answers.append(["raised", *cells.describe(error)])
                break
            try:
                values.append(encoder.tree(value))  # at once: the next call may change what this one returned
                answers.append(["value", facts(before, arguments, value)])
            except BaseException as error:  # noqa: BLE001 - a lying object may raise anything here
                reason = str(error) if isinstance(error, wire.WireError) else "an object that cannot be read"
                answers.append(["unsendable", reason])
                break
        try:
            frame = encoder.frame({"answers": answers}, values)
        except wire.WireError as error:
            frame = wire.encode({"answers": [["unsendable", str(error)]]})
        wire.send(channel, frame)


def facts(before: list[Any], arguments: list[Any], value: Any) -> list[str]:
    """Return what a call has done to its arguments.

    Parameters
    ----------
    before : list of ndarray
        Copies of the arguments; [] if nobody asked.
    arguments : list
        The same after the call.
    value : object
        What it returned.

    Returns
    -------
    list of str
        "changed", "shared", both or neither.
    """
    pairs = [(old, new) for old, new in zip(before, arguments, strict=False) if isinstance(new, np.ndarray)]
    parts = [part for part in (value if isinstance(value, tuple | list) else [value]) if isinstance(part, np.ndarray)]
    found = []
    if any(old.shape != new.shape or old.tobytes() != new.tobytes() for old, new in pairs):
        found.append("changed")
    if any(np.may_share_memory(part, new) for part in parts for _, new in pairs):
        found.append("shared")
    return found


def _asking(channel: socket.socket, name: str) -> Any:
    """Make a function that the grader answers: it knows the points, and its source never crosses."""

    def ask(*arguments: Any, **named: Any) -> Any:
        head = {"callback": name, "names": [*named]} if named else {"callback": name}
        wire.send(channel, wire.encode(head, [*arguments, *named.values()]))
        head, values = wire.receive(channel)
        if "failed" in head:
            raise TypeError(head["failed"])
        return tuple(values[0]) if head.get("tuple") else values[0]

    ask.__name__ = ask.__qualname__ = name
    return ask


def receive_handle(channel: socket.socket) -> tuple[dict[str, Any], int | None]:
    """Receive one byte, with which a descriptor may come, and one frame.

    Raises
    ------
    EOFError
        If the other side has closed.
    """
    room = socket.CMSG_LEN(array.array("i", [0]).itemsize)
    prefix, ancillary, _, _ = channel.recvmsg(1, room)
    if not prefix:
        raise EOFError
    head, _ = wire.receive(channel)
    for level, kind, data in ancillary:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS) and len(data) >= 4:
            return head, array.array("i", data[:4])[0]
    return head, None
