"""Processes of their own for what cannot live in this one: another course, or a second grader at work."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, Self

from autograder.errors import OperatorError
from autograder.sandbox.worker import limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager


class Died(Exception):
    """The process ended in the middle of its work; another one stands ready."""


class Worker:
    """A fresh process that makes an object and calls its methods; to be used in a `with` statement.

    It is executed, not forked, and ends with this one. Where it dies it is replaced.

    Parameters
    ----------
    make : callable
        Of a module, so that the process finds it: makes the object, which is entered there, and left at the end.
    *arguments : object
        For it; they are pickled.

    Raises
    ------
    Exception
        What making the object raises.
    OperatorError
        If the process ends twice as it begins.
    """

    def __init__(self, make: Callable[..., AbstractContextManager[Any]], *arguments: Any) -> None:
        self._make, self._arguments = make, arguments
        self._begin()

    def ask(self, method: str, *arguments: Any) -> Any:
        """Call a method of the object.

        Parameters
        ----------
        method : str
            Its name.
        *arguments : object
            They are pickled, and so is what it returns.

        Returns
        -------
        object

        Raises
        ------
        Died
            If the process has ended.
        """
        try:
            return self._pool.submit(_ask, method, arguments).result()
        except BrokenProcessPool:
            self._pool.shutdown()
            self._begin()
            raise Died from None

    def close(self) -> None:
        """Leave the object and end the process."""
        with contextlib.suppress(BrokenProcessPool):
            self._pool.submit(_end).result()
        self._pool.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _begin(self) -> None:
        for _ in range(2):  # it may be killed as it begins, too
            self._pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
            try:
                self._pool.submit(_begin, self._make, self._arguments).result()
            except BrokenProcessPool:
                self._pool.shutdown()
            except BaseException:
                self._pool.shutdown()
                raise
            else:
                return
        raise OperatorError("a process of the grader's ended twice as it began; look at the machine's memory.")


_object: list[Any] = []  # of a worker's process: one


def _begin(make: Callable[..., AbstractContextManager[Any]], arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who has started this
    limits.die_with_parent()
    _object.append(make(*arguments).__enter__())


def _ask(method: str, arguments: tuple[Any, ...]) -> Any:
    return getattr(_object[0], method)(*arguments)


def _end() -> None:
    _object.pop().__exit__(None, None, None)
