"""The grader's end of a channel to student code: deadlines, and answers that are read without believing them."""

from __future__ import annotations

import builtins
import re
import select
import time
import types
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.records import Answer, Raised, Unsendable, Value
from autograder.sandbox.worker import wire

if TYPE_CHECKING:
    import socket

KINDS = {name for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, BaseException)}
KINDS.add("Interrupted")
FACTS = ("changed", "shared")
TYPE = re.compile(r"(?:an? |an array of dtype )(\w{1,40})", re.ASCII)
TYPES = {name for name, kind in vars(builtins).items() if isinstance(kind, type)}
TYPES |= {kind.__name__ for kind in vars(types).values() if isinstance(kind, type)}
TYPES |= {type(np.dtype(code)).__name__ for code in np.typecodes["All"]}
TYPES |= {kind.__name__ for kind in np.sctypeDict.values()}
TYPES |= {"matrix", "DataFrame", "Series", "Tensor", "StringDType", "dict_keys", "dict_values", "dict_items"}
REASONS = {
    f"lists nested more than {wire.MAX_DEPTH} deep",
    f"more than {wire.MAX_HEADER >> 20} MB outside of arrays",
    f"more than {wire.MAX_FRAME >> 20} MB",
    "a huge integer",
    "a long string",
    "an object that cannot be read",
}


class Closed(Exception):
    """The other side has closed, died, or sent what is no frame."""


class Expired(Exception):
    """The deadline has passed."""


def read_answers(answers: list[Any], values: list[Any]) -> list[Answer]:
    """Read a batch's answers.

    Parameters
    ----------
    answers : list
        What became of each call.
    values : list
        The values of those that returned.

    Returns
    -------
    list of Answer

    Raises
    ------
    Closed
        At what is no answer: the conversation is over.
    """
    read: list[Answer] = []
    waiting = iter(values)
    for answer in answers:
        match answer:
            case ["value", [*facts]] if all(fact in FACTS for fact in facts):
                value = next(waiting, Closed)
                if value is Closed:
                    raise Closed
                read.append(Value(value, tuple(facts)))
            case ["raised", *rest]:
                read.append(read_raised(rest))
            case ["unsendable", str(reason)]:
                read.append(Unsendable(known_reason(reason)))
            case _:
                raise Closed
    return read


def known_reason(reason: str) -> str:
    """Return why a value could not be sent, if it is one of the reasons that there are; student code may say others.

    Parameters
    ----------
    reason : str
        As it came: a class of the student's own can have any name, a hidden number, too.

    Returns
    -------
    str
    """
    named = TYPE.fullmatch(reason)
    return reason if reason in REASONS or (named and named[1] in TYPES) else "an object of a class of its own"


def read_raised(parts: Any) -> Raised:
    """Read an exception's description; a kind that is no built-in exception's is not taken over."""
    match parts:
        case [str(kind), str(message), int() | None as line] if kind in KINDS:
            return Raised(kind, message[:500].encode(errors="replace").decode(), line)  # no lone surrogates
    return Raised("Exception", "", None)


def send(channel: socket.socket, frame: bytes, end: float) -> None:
    """Send one frame before the deadline.

    Parameters
    ----------
    channel : socket
        To a child.
    frame : bytes
        From `wire.encode`.
    end : float
        The deadline, by `time.monotonic`.

    Raises
    ------
    Expired
        If the other side did not take it in time.
    OSError
        If it has closed.
    """
    _unblock(channel)
    left = memoryview(frame)
    while left:
        try:
            left = left[channel.send(left) :]
        except BlockingIOError:
            _wait(channel, select.POLLOUT, end)


def receive(channel: socket.socket, end: float) -> tuple[dict[str, Any], Any]:
    """Receive one frame before the deadline.

    Parameters
    ----------
    channel : socket
        To a child.
    end : float
        The deadline, by `time.monotonic`.

    Returns
    -------
    head : dict
    values : object
        As `wire.decode` returns them.

    Raises
    ------
    Expired
        If no whole frame came in time.
    Closed
        If the other side has closed, or sent what is no frame.
    """
    _unblock(channel)
    _wait(channel, select.POLLIN, end)
    (size,) = wire.LENGTH.unpack(_exactly(channel, wire.LENGTH.size, end))
    if size > wire.MAX_FRAME:
        raise Closed
    body = _exactly(channel, size, end)
    try:
        return wire.decode(body)
    except wire.WireError:
        raise Closed from None


def _exactly(channel: socket.socket, size: int, end: float) -> bytearray:
    """Read so many bytes; their memory is taken as they come, whatever was announced."""
    body = bytearray()
    while len(body) < size:
        try:
            got = channel.recv(min(size - len(body), 1 << 20))
        except BlockingIOError:
            _wait(channel, select.POLLIN, end)
            continue
        except ConnectionResetError:
            raise Closed from None
        if not got:
            raise Closed
        body += got
        if time.monotonic() >= end and len(body) < size:
            raise Expired
    return body


def _unblock(channel: socket.socket) -> None:
    if channel.gettimeout() != 0.0:  # to ask costs no system call
        channel.setblocking(False)


def _wait(channel: socket.socket, event: int, end: float) -> None:
    """Wait until the channel can be read or written; unlike select, poll takes any descriptor."""
    left = end - time.monotonic()
    waiting = select.poll()
    waiting.register(channel, event)
    if left <= 0 or not waiting.poll(1000 * left):
        raise Expired
