"""Many graders side by side, each in a process of its own."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Any, TypeVar

from autograder.classroom.grader import graded_by, grader_of
from autograder.workers import Worker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from autograder.records import Member, Refusal, Result

T = TypeVar("T")


def side_by_side(
    tagged: Iterable[tuple[T, Path | Member | Refusal]], jobs: int, *arguments: Any
) -> Iterator[tuple[T, Result | Refusal]]:
    """Grade files in several processes, each with a grader and fork servers of its own.

    Parameters
    ----------
    tagged : iterable of (object, Path or Member or Refusal)
        Files, each with what tells it apart; taken one after another, when a process is free.
    jobs : int
        Processes, at least 1.
    *arguments : object
        Of `grader_of`.

    Yields
    ------
    (object, Result or Refusal)
        As they are done; the order is that of no run.

    Raises
    ------
    Exception
        What making a grader raises.
    """
    waiting, taking, stopped = iter(tagged), threading.Lock(), threading.Event()
    done: queue.Queue[tuple[T, Result | Refusal] | BaseException | None] = queue.Queue()

    def work() -> None:
        try:
            with Worker(grader_of, *arguments) as worker:
                while not stopped.is_set():
                    with taking:
                        tag, file = next(waiting)
                    done.put((tag, graded_by(worker, file)))
        except StopIteration:
            done.put(None)
        except BaseException as error:  # noqa: BLE001 - raised again where somebody can see it
            done.put(error)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(jobs)]
    for thread in threads:
        thread.start()
    try:
        left = jobs
        while left:
            match done.get():
                case None:
                    left -= 1
                case BaseException() as error:
                    raise error
                case one:
                    yield one
    finally:
        stopped.set()
        for thread in threads:
            thread.join()
