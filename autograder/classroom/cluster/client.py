"""Many graders on a cluster: the tasks of `side_by_side`, on the workers of a Dask scheduler."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import itertools
import logging
import queue
import secrets
import threading
import time
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from autograder.classroom.grader import GIVEN_UP
from autograder.errors import OperatorError, SubmissionError
from autograder.plain import from_plain
from autograder.records import Member, Refusal
from autograder.submission import content_of
from autograder.words import refusal, refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from distributed import Client, Future

    from autograder.classroom.cluster.station import Station
    from autograder.records import Result


T = TypeVar("T")

PER_WORKER = 2  # files at a worker: one that is graded, and one that waits there
MAX_HELD = 64 << 20  # bytes of files that are at workers together, unless it is one file
LOOK = 1.0  # seconds after which is looked at who is there
SLOW = 30.0  # seconds for a result that is ready; then it is waited for once more
INSTALL = 'pip install "secant[cluster]"'
SETTINGS = {
    "distributed.admin.low-level-log-length": 10,  # messages that Dask remembers, with files in them; 1000 otherwise
    "distributed.admin.large-graph-warning-threshold": "1 GB",  # files may be large
}
LOGGERS = ("distributed", "distributed.client", "distributed.gc", "tornado", "tornado.application")  # Dask's own levels


def on_cluster(
    tagged: Iterable[tuple[T, Path | Member | Refusal]],
    address: str,
    root: Path,
    name: str,
    secret: bytes,
    trust: bool,
    *,
    patience: float = 60.0,
) -> Iterator[tuple[T, Result | Refusal]]:
    """Grade files on the workers of a Dask scheduler, each with a grader and fork servers of its own.

    What a lost worker was at work on is graded by another one; workers that join are used. TLS is configured as Dask
    is, for an address that begins with `tls://`.

    Parameters
    ----------
    tagged : iterable of (object, Path or Member or Refusal)
        Files, each with what tells it apart; taken and read here, one after another, when a worker needs one.
    address : str
        The scheduler's, such as "tcp://10.0.0.5:8786".
    root : Path
        The course's.
    name : str
        The sheet's whole name.
    secret : bytes
        The course's. The workers need it: the network must be trusted, or TLS used.
    trust : bool
        As for `Grader`.
    patience : float, optional
        Seconds in which the scheduler must answer, and for which there may be no worker.

    Yields
    ------
    (object, Result or Refusal)
        As they are done; the order is that of no run.

    Raises
    ------
    OperatorError
        If `distributed` is not installed, if there is no scheduler or no worker, or if a worker has other software or
        cannot grade.
    """
    _import_quietly()
    from autograder.classroom.cluster.station import Parcel, Station, packed_course, software

    archive = packed_course(root, name)
    digest = hashlib.sha256(archive).hexdigest()
    run = f"secant-{digest[:12]}-{secrets.token_hex(8)}"  # it stands on Dask's pages: no name of anybody's
    with _connected(address, patience) as client:
        cluster = _Cluster(client, address, run, patience)
        cluster.wait()
        cluster.compare()
        with cluster.holding(Station(Parcel(archive, digest, root.name, name, secret, trust, software()))):
            yield from cluster.graded(tagged)


def _import_quietly() -> None:
    """Import Dask, and keep it from writing to the terminal and from keeping files in memory.

    Raises
    ------
    OperatorError
        If it is not installed.
    """
    try:
        import dask
        import distributed  # noqa: F401
    except ModuleNotFoundError as error:
        raise OperatorError(f"a scheduler needs {error.name}, which is not installed; run {INSTALL}.") from None
    dask.config.set(SETTINGS)
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what goes wrong is said in sentences here


@contextmanager
def _connected(address: str, patience: float) -> Iterator[Client]:
    """Connect to a scheduler, and disconnect from it.

    Raises
    ------
    OperatorError
        If it does not answer.
    """
    from distributed import Client

    async def connect() -> Client:
        client = Client(address, asynchronous=True, timeout=patience, set_as_default=False, direct_to_workers=False)
        try:
            return await asyncio.wait_for(client, patience)  # its own timeout is not that of a silent scheduler
        except BaseException:
            await client.close()
            raise

    with _event_loop() as loop:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of other versions, which are compared below
                client = asyncio.run_coroutine_threadsafe(connect(), loop).result()
        except (OSError, ValueError, TypeError, ImportError, RuntimeError) as error:
            found = f"nothing in {patience:.0f} s" if isinstance(error, TimeoutError) else _said(error)
            raise OperatorError(
                f"no Dask scheduler answers at {address!r} ({found}); start one, or look at the address."
            ) from None
        try:
            yield client
        finally:
            client.close()


@contextmanager
def _event_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """Run an event loop in a thread; a client's own would be left running where it does not connect."""
    started: queue.SimpleQueue[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = queue.SimpleQueue()

    async def run() -> None:
        stop = asyncio.Event()
        started.put((asyncio.get_running_loop(), stop))
        await stop.wait()

    thread = threading.Thread(target=asyncio.run, args=(run(),), daemon=True)
    thread.start()
    loop, stop = started.get()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()


class _Cluster:
    """A scheduler and its workers, as one run sees them.

    Parameters
    ----------
    client : distributed.Client
    address : str
        The scheduler's, for people.
    run : str
        A name that nothing else has.
    patience : float
        Seconds for which there may be no worker.
    """

    def __init__(self, client: Client, address: str, run: str, patience: float) -> None:
        self._client, self._address, self._run, self._patience = client, address, run, patience
        self._workers = 1
        self._looked = float("-inf")
        self._empty_since: float | None = None

    def wait(self) -> None:
        """Wait for the first worker.

        Raises
        ------
        OperatorError
            If there is none.
        """
        try:
            self._client.wait_for_workers(1, timeout=self._patience)
        except TimeoutError:
            raise self._deserted() from None

    def compare(self) -> None:
        """Compare the software of the scheduler and of the workers with the one here.

        Raises
        ------
        OperatorError
            If one of them has another.
        """
        from autograder.classroom.cluster.station import difference, software

        here = software()
        try:
            found = {f"the scheduler {self._address}": self._client.run_on_scheduler(software)}
        except Exception as error:  # noqa: BLE001 - whatever keeps it from answering
            found = {f"the scheduler {self._address}": error}
        workers = self._client.run(software, on_error="return")
        for who, there in (found | {f"the worker {each}": said for each, said in workers.items()}).items():
            if isinstance(there, Exception) and not isinstance(there, OSError):  # those are lost meanwhile
                raise OperatorError(f"{who} cannot use Secant ({_said(there)}); install the same there as here.")
            if not isinstance(there, Exception) and (clause := difference(here, there)):
                raise OperatorError(f"{who} has other software: {clause}.")

    @contextmanager
    def holding(self, station: Station) -> Iterator[None]:
        """Have the workers hold what they need, also those that join, and take it from them at the end.

        Raises
        ------
        OperatorError
            If they cannot.
        """
        try:
            for is_last in (False, False, True):
                try:
                    self._client.register_plugin(station, self._run)
                    break
                except OSError:  # a worker was lost in the middle
                    if is_last:
                        raise
            yield
        finally:
            if self._client.status == "running":  # otherwise it would be looked for first, for long
                with contextlib.suppress(Exception):  # the scheduler is lost meanwhile
                    self._client.unregister_worker_plugin(self._run)

    def graded(self, tagged: Iterable[tuple[T, Path | Member | Refusal]]) -> Iterator[tuple[T, Result | Refusal]]:
        """Yield the results of files as they are done; what is left when nobody listens is cancelled."""
        from autograder.classroom.cluster.station import Handed, graded_at

        waiting, done = iter(tagged), queue.SimpleQueue["Future[Any]"]()
        flying: dict[Any, _Flight[T]] = {}
        keys = ((self._run, number) for number in itertools.count())
        try:
            while True:
                while self._has_room(flying) and (one := next(waiting, None)):
                    tag, file = one[0], _content_of(one[1])
                    if isinstance(file, Refusal):
                        yield tag, file
                        continue
                    future = self._client.submit(graded_at, self._run, Handed(file.name, file.content), key=next(keys))
                    flying[future.key] = _Flight(tag, file.name, len(file.content), future)
                    future.add_done_callback(done.put)
                if not flying:
                    return
                self._look()
                with contextlib.suppress(queue.Empty):
                    future = done.get(timeout=LOOK)
                    if result := self._result_of(future, flying[future.key].name):
                        yield flying.pop(future.key).tag, result
                    else:
                        future.add_done_callback(done.put)
        finally:
            if self._client.status == "running":
                with contextlib.suppress(Exception):  # the scheduler is lost meanwhile
                    self._client.cancel([flight.future for flight in flying.values()])

    def _has_room(self, flying: dict[Any, _Flight[T]]) -> bool:
        """Whether the workers can do with one more file, and memory with any."""
        held = sum(flight.size for flight in flying.values())
        return not flying or (len(flying) < PER_WORKER * self._workers and held < MAX_HELD)

    def _look(self) -> None:
        """Look who is there, now and then.

        Raises
        ------
        OperatorError
            If the scheduler is not, or no worker for too long.
        """
        now = time.monotonic()
        if now - self._looked < LOOK:
            return
        if self._client.status != "running":
            raise self._lost()
        with contextlib.suppress(OSError):
            self._workers = len(self._client.nthreads())
        self._looked = now
        self._empty_since = None if self._workers else self._empty_since or now
        if self._empty_since and now - self._empty_since > self._patience:
            raise self._deserted()

    def _result_of(self, future: Future[Any], name: str) -> Result | Refusal | None:
        """Return the result of a file; None if it was lost meanwhile, and is being made once more.

        Raises
        ------
        OperatorError
            If the worker could not grade, or the scheduler is gone.
        """
        from distributed import CancelledError, KilledWorker

        from autograder.classroom.cluster.station import TROUBLE

        try:
            found = future.result(timeout=SLOW)
        except TimeoutError:
            return None
        except KilledWorker:
            return refusal(name, GIVEN_UP)
        except (CancelledError, OSError):
            raise self._lost() from None
        except Exception as error:
            raise OperatorError(f"a worker of {self._address} failed ({_said(error)}); look at its log.") from error
        if TROUBLE in found:
            raise OperatorError(f"the worker {found[TROUBLE]}")
        result: Result | Refusal = from_plain(found)
        return result

    def _lost(self) -> OperatorError:
        return OperatorError(f"the scheduler {self._address} is gone, or the way to it; start it and grade again.")

    def _deserted(self) -> OperatorError:
        return OperatorError(
            f"the scheduler {self._address} has had no worker for {self._patience:.0f} seconds; start workers "
            "(dask worker), and look at their logs."
        )


class _Flight(NamedTuple, Generic[T]):
    """A file that is at a worker."""

    tag: T
    name: str
    size: int
    future: Future[Any]


def _content_of(file: Path | Member | Refusal) -> Member | Refusal:
    """Read a file where it lies: workers need not see it."""
    if not isinstance(file, Path):
        return file
    try:
        return Member(file.name, content_of(file))
    except SubmissionError as error:
        return refused(file.name, error)


def _said(error: Exception) -> str:
    """Return the first line of what an error says."""
    return next(iter(str(error).splitlines()), "") or type(error).__name__
