"""One submission in the sandbox: its notebook's process, and a fresh fork of it for each exercise."""

from __future__ import annotations

import socket
import time
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from autograder.records import Answer, CellTrouble, Ended, Late, Missing, Value
from autograder.sandbox.callbacks import functions_of, kept, key_of, size_of, supply
from autograder.sandbox.conversation import Closed, Expired, read_answers, read_raised, receive, send
from autograder.sandbox.server import Forking, send_handle
from autograder.sandbox.worker import wire

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from autograder.records import Cell

    Functions = Mapping[str, Callable[..., Any]]
    Call = tuple[str, Sequence[tuple[Any, ...]]]

CALLBACKS = 30_000  # that one batch of calls may make
CALLBACK = 0.001  # seconds that a call may take longer for every one
CHANCES = 5  # late calls of a submission that are tried once more: a busy machine delays few, a slow function all


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
    again : bool
        Whether a late call is tried once more before it counts; what is known to be wrong needs no second chance.
    """

    cell: float = 10.0
    grace: float = 1.0
    call: float = 2.0
    submission: float = 60.0
    again: bool = True


class Notebook:
    """A submission's process.

    It is started again where student code has ended it. A cell that does so, or cannot be interrupted, is left out
    the next time.

    Parameters
    ----------
    server : Forking
    cells : sequence of Cell
    deadlines : Deadlines, optional

    Attributes
    ----------
    troubles : dict of int to CellTrouble
        The cells that did not run to their end, by number.
    names : tuple of str
        What can be called.
    """

    def __init__(self, server: Forking, cells: Sequence[Cell], deadlines: Deadlines | None = None) -> None:
        self._server = server
        self._cells = cells
        self.deadlines = deadlines or Deadlines()
        self._end = time.monotonic() + self.deadlines.submission
        self._pid = 0
        self._channel: socket.socket | None = None
        self._begun: dict[str, tuple[socket.socket, Sequence[tuple[Any, ...]]]] = {}
        self._running = 0
        self._left_out: set[int] = set()
        self.hopeless: set[str] = set()  # functions that were late alone, too
        self.chances = CHANCES if self.deadlines.again else 0
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

    def begin(self, calls: Iterable[Call]) -> None:
        """Start exercises ahead on the calls that they will begin with, each in its process.

        A fresh fork pays for every page that it touches first; these do so while the grader judges others.

        Parameters
        ----------
        calls : iterable of (str, sequence of tuple)
            Functions, and the batches of arguments, by identity, that `Exercise.call` will be asked for first.
        """
        for name, batch in calls:
            if name in self.names and (channel := self._fork()):
                frames = wire.encode({"supplied": []}) + wire.encode({"call": name, "watch": True}, kept(batch))
                try:
                    send(channel, frames, time.monotonic() + self.deadlines.call)
                except (Expired, OSError):
                    channel.close()
                else:
                    self._begun[name] = channel, batch

    def exercise(self, supplied: Functions | None = None) -> Exercise:
        """Return the context in which one exercise's functions are called.

        Parameters
        ----------
        supplied : mapping of str to callable, optional
            Functions put in by name for the notebook's own; they run here, and only their values cross.
        """
        return Exercise(self, supplied or {})

    def take_begun(self, name: str, batch: Sequence[tuple[Any, ...]]) -> socket.socket | None:
        """Return the process that was started ahead on just this call, if there is one."""
        channel, its_batch = self._begun.get(name, (None, None))
        if its_batch is batch:
            del self._begun[name]
            return channel
        return None

    def fork(self, supplied: Functions) -> socket.socket | None:
        """Fork a process for one exercise, starting the notebook again if something has ended it.

        Returns
        -------
        socket or None
            None if that could not be had within the submission's time.
        """
        while self.left > 0:
            if self._channel is None and not self._start():
                return None
            if channel := self._fork():
                try:
                    send(channel, wire.encode({"supplied": [*supplied]}), time.monotonic() + self.left)
                except (Expired, OSError):
                    channel.close()
                else:
                    return channel
        return None

    def clear(self) -> None:
        """Kill the processes of all exercises."""
        for channel, _ in self._begun.values():
            channel.close()
        self._begun.clear()
        self._server.clear(self._pid)

    def _fork(self) -> socket.socket | None:
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
            cells = [cell for cell in self._cells if cell.number not in self._left_out]
            try:
                self._run_cells(self._channel, cells)
            except (Closed, OSError):
                self._leave_out(self._running, Ended())
            except Expired:
                self._leave_out(self._running, Late(self.deadlines.cell))
            else:
                self.clear()  # what the cells have left running; an exercise cannot leave anything
                return True
            self._stop()
            if not cells:  # nothing of the student's is left that could be at fault
                break
        return False

    def _run_cells(self, channel: socket.socket, cells: Sequence[Cell]) -> None:
        work = [[cell.number, cell.source] for cell in cells]
        request = wire.encode({"seconds": self.deadlines.cell, "cells": work})
        send(channel, request, time.monotonic() + self.deadlines.cell)
        while True:
            seconds = min(self.deadlines.cell + self.deadlines.grace, self.left)
            head, _ = receive(channel, time.monotonic() + seconds)
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
            answer = read_raised(raised)
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

    Attributes
    ----------
    asked : Counter of str
        How often each supplied function was called.
    """

    def __init__(self, notebook: Notebook, supplied: Functions) -> None:
        self._notebook = notebook
        self._supplied = supplied
        self.asked: Counter[str] = Counter()
        self._channel: socket.socket | None = None
        self._failed: Answer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._channel is not None:
            self._channel.close()
        if self._failed is not None:
            self._notebook.clear()

    def call(
        self, name: str, batch: Sequence[tuple[Any, ...]], seconds: float = 0.0, *, watch: bool = False
    ) -> list[Answer]:
        """Call a function of the notebook with many lists of arguments.

        Parameters
        ----------
        name : str
            The function.
        batch : sequence of tuple
            Arguments, by position. Functions among them stay here, and only their values cross.
        seconds : float, optional
            For the whole batch, if it is more than the deadline of a call; callbacks make it longer.
        watch : bool, optional
            Whether to look for what the calls do to their arguments; a process that was begun ahead always does.

        Returns
        -------
        list of Answer
            One a call; the list ends at the first that is no `Value`. After a deadline or the end of the process
            every later call gives the same answer. A process that ends or is late before its first answer is tried
            once more, alone: what ended or delayed it may have been another exercise, or a busy machine.
        """
        if name not in self._notebook.names and name not in self._supplied:
            return [Missing(None)]
        if self._failed is not None:
            return [self._failed]
        if self._channel is not None:
            return self._ask(name, batch, seconds, watch=watch)
        if not self._supplied and (begun := self._notebook.take_begun(name, batch)):
            self._channel = begun
            answers = self._ask(name, batch, seconds, watch=watch, sent=True)
        else:
            answers = self._ask_anew(name, batch, seconds, watch=watch)
        if answers == [Ended()]:
            return self._ask_anew(name, batch, seconds, watch=watch)
        again = self._notebook.chances > 0 and name not in self._notebook.hopeless
        if again and isinstance(answers[0], Late):
            self._notebook.chances -= 1
            answers = self._ask_anew(name, batch, seconds, watch=watch)
            if isinstance(answers[0], Late):
                self._notebook.hopeless.add(name)
        return answers

    def _ask_anew(self, name: str, batch: Sequence[tuple[Any, ...]], seconds: float, *, watch: bool) -> list[Answer]:
        """Ask a process that has answered nothing yet, and leave none behind."""
        if self._channel is not None:
            self._channel.close()
            self._notebook.clear()
        self._failed = None
        self.asked.clear()
        self._channel = self._notebook.fork(self._supplied)
        if self._channel is None:
            self._failed = Late(self._notebook.deadlines.submission)
            return [self._failed]
        return self._ask(name, batch, seconds, watch=watch)

    def _ask(
        self, name: str, batch: Sequence[tuple[Any, ...]], seconds: float, *, watch: bool, sent: bool = False
    ) -> list[Answer]:
        assert self._channel is not None
        patience = min(max(seconds, self._notebook.deadlines.call), max(self._notebook.left, 0.1))
        end = time.monotonic() + patience
        try:
            if not sent:
                send(self._channel, wire.encode({"call": name, "watch": watch}, kept(batch)), end)
            return self._answers(end, batch)
        except Expired:
            self._failed = Late(patience)
        except (Closed, OSError):
            self._failed = Ended()
        return [self._failed]

    def _answers(self, end: float, batch: Sequence[tuple[Any, ...]]) -> list[Answer]:
        assert self._channel is not None
        functions = {key_of(*place): (function, place) for place, function in functions_of(batch)}
        asked: list[list[tuple[int, tuple[Any, ...]]]] = [[] for _ in batch]
        last = time.monotonic() + max(self._notebook.left, 0.1)
        room = wire.MAX_FRAME
        for _ in range(CALLBACKS):
            head, values = receive(self._channel, end)
            end = min(end + CALLBACK, last)
            match head:
                case {"callback": str(name)} if name in self._supplied and isinstance(values, list):
                    self.asked[name] += 1
                    send(self._channel, supply(name, self._supplied[name], values, head)[0], end)
                case {"callback": str(key)} if key in functions and isinstance(values, list):
                    function, (call, position) = functions[key]
                    frame, served = supply("the function", function, values, head)
                    asked[call] += [(position, tuple(values))] if served else []
                    room -= size_of(values)
                    if room < 0:
                        raise Closed
                    send(self._channel, frame, end)
                case {"answers": list(answers)} if 0 < len(answers) <= len(batch) and isinstance(values, list):
                    read = read_answers(answers, values)
                    return [
                        replace(answer, asked=tuple(points)) if isinstance(answer, Value) and points else answer
                        for answer, points in zip(read, asked, strict=False)
                    ]
                case _:
                    raise Closed
        raise Expired
