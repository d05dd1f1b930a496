"""One submission in the sandbox: its notebook's process, and a fresh fork of it for each exercise."""

from __future__ import annotations

import builtins
import contextlib
import select
import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from autograder.records import Answer, CellTrouble, Ended, Late, Missing, Raised, Unsendable, Value
from autograder.sandbox.server import ForkServer, send_handle
from autograder.sandbox.worker import wire

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

    from autograder.records import Cell

    Functions = Mapping[str, Callable[..., Any]]

CALLBACKS = 100_000  # that one batch of calls may make
KINDS = {name for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, BaseException)}
KINDS.add("Interrupted")


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long student code may take, in seconds of wall time.

    Attributes
    ----------
    cell : float
        One cell of the notebook; then it is interrupted, and a `grace` later killed.
    grace : float
    call : float
        One batch of calls at the least; the caller gives more where the reference itself takes long.
    submission : float
        Everything together.
    """

    cell: float = 10.0
    grace: float = 1.0
    call: float = 2.0
    submission: float = 60.0


class Closed(Exception):
    """The other side has closed, died, or sent what is no frame."""


class Expired(Exception):
    """The deadline has passed."""


class Notebook:
    """A submission's process.

    It is started again where student code has ended it. A cell that does so, or cannot be interrupted, is left out
    the next time.

    Parameters
    ----------
    server : ForkServer
    cells : sequence of Cell
    deadlines : Deadlines, optional

    Attributes
    ----------
    troubles : dict of int to CellTrouble
        The cells that did not run to their end, by number.
    names : tuple of str
        What can be called.
    """

    def __init__(self, server: ForkServer, cells: Sequence[Cell], deadlines: Deadlines | None = None) -> None:
        self._server = server
        self._cells = cells
        self.deadlines = deadlines or Deadlines()
        self._end = time.monotonic() + self.deadlines.submission
        self._pid = 0
        self._channel: socket.socket | None = None
        self._spare: socket.socket | None = None
        self._running = 0
        self._left_out: set[int] = set()
        self.troubles: dict[int, CellTrouble] = {}
        self.names: tuple[str, ...] = ()

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    @property
    def left(self) -> float:
        """Seconds that the submission has left."""
        return self._end - time.monotonic()

    def exercise(self, supplied: Functions | None = None) -> Exercise:
        """Return the context in which one exercise's functions are called.

        Parameters
        ----------
        supplied : mapping of str to callable, optional
            Functions put in by name for the notebook's own; they run here, and only their values cross.
        """
        return Exercise(self, supplied or {})

    def fork(self) -> socket.socket | None:
        """Fork a process for one exercise, starting the notebook again if something has ended it.

        The next one is forked ahead and warms up meanwhile: a fresh fork pays for every page that it touches first.

        Returns
        -------
        socket or None
            None if that could not be had within the submission's time.
        """
        while self.left > 0:
            if self._channel is None and not self._start():
                return None
            ready, self._spare = self._spare, None
            if ready is not None and select.select([ready], [], [], 0)[0]:  # it has died: nothing was asked yet
                ready.close()
                ready = None
            ready = ready or self._fork_one()
            if ready is not None:
                self._spare = self._fork_one()
                return ready
        return None

    def clear(self) -> None:
        """Kill the processes of all exercises."""
        if self._spare is not None:
            self._spare.close()
            self._spare = None
        self._server.clear(self._pid)

    def _fork_one(self) -> socket.socket | None:
        if self._channel is None:
            return None
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                send_handle(self._channel, {"fork": True}, theirs)
            except OSError:
                ours.close()
                self._stop()
                return None
        return ours

    def _start(self) -> bool:
        """Run the cells; return whether the notebook stands ready."""
        while self.left > 0:
            self._pid, self._channel = self._server.run()
            self._running = 0
            try:
                self._run_cells(self._channel)
            except (Closed, OSError):
                self._leave_out(self._running, Ended())
            except Expired:
                self._leave_out(self._running, Late(self.deadlines.cell))
            else:
                self.clear()  # what the cells have left running; an exercise cannot leave anything
                return True
            self._stop()
        return False

    def _run_cells(self, channel: socket.socket) -> None:
        cells = [[cell.number, cell.source] for cell in self._cells if cell.number not in self._left_out]
        request = wire.encode({"seconds": self.deadlines.cell, "cells": cells})
        _send(channel, request, time.monotonic() + self.deadlines.cell)
        while True:
            seconds = min(self.deadlines.cell + self.deadlines.grace, self.left)
            head, _ = _receive(channel, time.monotonic() + seconds)
            match head:
                case {"cell": int(number)}:
                    self._running = number
                case {"ran": int(number), "raised": raised}:
                    self._note(number, raised)
                case {"ready": list(names)}:
                    self.names = tuple(name for name in names if isinstance(name, str) and name.isidentifier())
                    return
                case _:
                    raise Closed

    def _note(self, number: int, raised: Any) -> None:
        self.troubles.pop(number, None)
        if raised is not None:
            answer = _raised(raised)
            if answer.kind == "Interrupted":
                self.troubles[number] = CellTrouble(number, Late(self.deadlines.cell))
            else:
                self.troubles[number] = CellTrouble(number, answer)

    def _leave_out(self, number: int, answer: Ended | Late) -> None:
        """Do without a cell that ends or outlasts the process; without all of them if none was running."""
        doomed = {number} if number else {cell.number for cell in self._cells}
        for each in doomed:
            self.troubles[each] = CellTrouble(each, answer)
        self._left_out |= doomed

    def _stop(self) -> None:
        if self._channel is not None:
            self._channel.close()
            self._channel = None
            self._pid = 0
            self.clear()


class Exercise:
    """A fresh fork of the notebook's process, in which functions are called.

    Parameters
    ----------
    notebook : Notebook
    supplied : mapping of str to callable
    """

    def __init__(self, notebook: Notebook, supplied: Functions) -> None:
        self._notebook = notebook
        self._supplied = supplied
        self._channel: socket.socket | None = None
        self._failed: Answer | None = None
        self._proven = False  # whether this process, or its second try, has had its chance

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _open(self) -> None:
        """Take a fresh process; it has answered nothing yet."""
        self._failed = None
        self._channel = self._notebook.fork()
        if self._channel is None:
            self._failed = Late(self._notebook.deadlines.submission)
            return
        try:
            _send(self._channel, wire.encode({"supplied": [*self._supplied]}), time.monotonic() + self._notebook.left)
        except (Expired, OSError):
            self._failed = Ended()

    def _close(self) -> None:
        if self._channel is not None:
            self._channel.close()
            self._channel = None
            if self._failed is not None:
                self._notebook.clear()

    def call(self, name: str, batch: Sequence[tuple[Any, ...]], seconds: float = 0.0) -> list[Answer]:
        """Call a function of the notebook with many lists of arguments.

        Parameters
        ----------
        name : str
            The function.
        batch : sequence of tuple
            Arguments, by position.
        seconds : float, optional
            For the whole batch, if it is more than the deadline of a call.

        Returns
        -------
        list of Answer
            One a call; the list ends at the first that is no `Value`. After a deadline or the end of the process
            every later call gives the same answer. A process that ends before its first answer is tried once more:
            what ended it may have been the exercise before.
        """
        if name not in self._notebook.names and name not in self._supplied:
            return [Missing(None)]
        answers = self._ask(name, batch, seconds)
        if answers == [Ended()] and not self._proven:
            self._close()
            self._open()
            self._proven = True
            answers = self._ask(name, batch, seconds)
        self._proven = True
        return answers

    def _ask(self, name: str, batch: Sequence[tuple[Any, ...]], seconds: float) -> list[Answer]:
        if self._failed is not None:
            return [self._failed]
        assert self._channel is not None
        patience = min(max(seconds, self._notebook.deadlines.call), max(self._notebook.left, 0.1))
        end = time.monotonic() + patience
        try:
            _send(self._channel, wire.encode({"call": name}, batch), end)
            return self._answers(end, len(batch))
        except Expired:
            self._failed = Late(patience)
        except (Closed, OSError):
            self._failed = Ended()
        return [self._failed]

    def _answers(self, end: float, expected: int) -> list[Answer]:
        assert self._channel is not None
        for _ in range(CALLBACKS):
            head, values = _receive(self._channel, end)
            match head:
                case {"callback": str(name)} if name in self._supplied and isinstance(values, list):
                    _send(self._channel, self._supply(name, values), end)
                case {"answers": list(answers)} if 0 < len(answers) <= expected and isinstance(values, list):
                    return _read_answers(answers, values)
                case _:
                    raise Closed
        raise Closed

    def _supply(self, name: str, arguments: list[Any]) -> bytes:
        try:
            value = self._supplied[name](*arguments)
        except Exception as error:  # noqa: BLE001 - called with whatever student code has sent
            return wire.encode({"failed": f"{name} got arguments that it cannot take ({type(error).__name__})"})
        return wire.encode({"tuple": isinstance(value, tuple)}, [value])


def _read_answers(answers: list[Any], values: list[Any]) -> list[Answer]:
    """Read a batch's answers; what is no answer ends the conversation."""
    read: list[Answer] = []
    waiting = iter(values)
    for answer in answers:
        match answer:
            case ["value"]:
                value = next(waiting, Closed)
                if value is Closed:
                    raise Closed
                read.append(Value(value))
            case ["raised", *rest]:
                read.append(_raised(rest))
            case ["unsendable", str(reason)]:
                read.append(Unsendable(reason[:200].encode(errors="replace").decode()))
            case _:
                raise Closed
    return read


def _raised(parts: Any) -> Raised:
    match parts:
        case [str(kind), str(message), int() | None as line] if kind in KINDS:
            return Raised(kind, message[:500].encode(errors="replace").decode(), line)  # no lone surrogates
    return Raised("Exception", "", None)


def _send(channel: socket.socket, frame: bytes, end: float) -> None:
    channel.settimeout(max(end - time.monotonic(), 0.001))
    try:
        channel.sendall(frame)
    except TimeoutError:
        raise Expired from None


def _receive(channel: socket.socket, end: float) -> tuple[dict[str, Any], Any]:
    """Receive one frame before the deadline."""
    body = bytearray()
    needed = wire.LENGTH.size
    sized = False
    channel.setblocking(False)
    while len(body) < needed or not sized:
        if len(body) == needed:
            (needed,) = wire.LENGTH.unpack(body)
            if needed > wire.MAX_FRAME:
                raise Closed
            body.clear()
            sized = True
            continue
        left = end - time.monotonic()
        if left <= 0:
            raise Expired
        if not select.select([channel], [], [], left)[0]:
            raise Expired
        with contextlib.suppress(BlockingIOError):
            try:
                got = channel.recv(min(needed - len(body), 1 << 20))
            except ConnectionResetError:
                raise Closed from None
            if not got:
                raise Closed
            body += got
    try:
        return wire.decode(body)
    except wire.WireError:
        raise Closed from None
