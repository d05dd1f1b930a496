"""What a worker of a cluster does: it keeps the course and one grader, in a process of its own, and asks that.

Sent to every worker by `cluster.py`, to those that join or start again later, too. It needs `distributed`.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import multiprocessing
import platform
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import distributed
import numpy as np
from distributed.core import Status
from distributed.diagnostics.plugin import WorkerPlugin

from autograder.classroom.grader import graded_by, grader_of
from autograder.errors import OperatorError, SecantError
from autograder.generate.archive import files_below, packed
from autograder.generate.releases import FOLDER
from autograder.plain import plain
from autograder.records import Member
from autograder.resources import engine_digest
from autograder.workers import Worker

TROUBLE = "trouble"
SAMPLING = {"profile", "profile-cycle"}  # of Dask's own: a hundred times a second, for pages that nobody looks at


@dataclass(frozen=True, slots=True, repr=False)
class Handed:
    """A file on its way; without a `repr`, for that is what Dask's pages and logs show of a task.

    Attributes
    ----------
    name : str
    content : bytes
    """

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Parcel:
    """All that a worker needs to grade a sheet.

    Attributes
    ----------
    archive : bytes
        From `packed_course`.
    digest : str
        Its SHA-256, in hexadecimal.
    folder : str
        Name of the course's folder.
    assignment : str
    secret : bytes
        The course's.
    trust : bool
        As for `Grader`.
    software : dict of str to str
        From `software`, where the parcel was made.
    """

    archive: bytes
    digest: str
    folder: str
    assignment: str
    secret: bytes
    trust: bool
    software: dict[str, str]


class Station(WorkerPlugin):  # type: ignore[misc, unused-ignore] # Any where distributed is not installed
    """Keeps a grader on a worker, and gives it one submission at a time.

    Parameters
    ----------
    parcel : Parcel
    """

    def __init__(self, parcel: Parcel) -> None:
        self._parcel = parcel

    def setup(self, worker: distributed.Worker) -> None:
        """Get ready; the grader is made when it is needed."""
        self._address = worker.address
        self._scratch = worker.local_directory  # Dask removes what a killed worker leaves there
        self._stack = ExitStack()
        self._grader: Worker | None = None
        # One thread for all: the kernel kills the grader's process when the thread ends that has started it.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="secant")
        for name in SAMPLING & worker.periodic_callbacks.keys():
            worker.periodic_callbacks[name].stop()

    async def teardown(self, worker: distributed.Worker) -> None:
        """End the grader and remove the course."""
        if worker.status == Status.running:
            for name in SAMPLING & worker.periodic_callbacks.keys():
                worker.periodic_callbacks[name].start()
        await asyncio.to_thread(self.close)

    def close(self) -> None:
        """End the grader, when what it is at work on is done, and remove the course."""
        ending = self._thread.submit(self._stack.close)
        self._thread.shutdown()
        ending.result()

    def grade(self, file: Handed) -> Any:
        """Grade a file when the grader is free.

        Parameters
        ----------
        file : Handed
            As it was handed in.

        Returns
        -------
        object
            A result or a refusal, from `plain`; or `{"trouble": sentence}`, where this worker cannot grade.
        """
        return self._thread.submit(self._grade, file).result()

    def _grade(self, file: Handed) -> Any:
        try:
            if self._grader is None:
                self._grader = self._begin()
            return plain(graded_by(self._grader, Member(file.name, file.content)))
        except (SecantError, OSError) as error:
            return {TROUBLE: f"{self._address}: {error}"}

    def _begin(self) -> Worker:
        parcel = self._parcel
        if clause := difference(parcel.software, software()):
            raise OperatorError(f"{clause}.")
        if hashlib.sha256(parcel.archive).hexdigest() != parcel.digest:
            raise OperatorError("the course arrived damaged; start again.")
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="secant-", dir=self._scratch))
        root = Path(folder).resolve() / parcel.folder
        with zipfile.ZipFile(io.BytesIO(parcel.archive)) as archive:
            archive.extractall(root)
        # Dask's nanny marks its workers as daemons, which may start no process; this one ends with its worker anyway.
        multiprocessing.current_process().daemon = False
        worker = Worker(grader_of, root, parcel.assignment, parcel.secret, parcel.trust)
        return self._stack.enter_context(worker)


def graded_at(station: str, file: Handed) -> Any:
    """Grade a file on the worker that this runs on: a task.

    Parameters
    ----------
    station : str
        The plugin's name.
    file : Handed
        As it was handed in.

    Returns
    -------
    object
        As from `Station.grade`.
    """
    found = distributed.get_worker().plugins[station]
    assert isinstance(found, Station)
    return found.grade(file)


def packed_course(root: Path, assignment: str) -> bytes:
    """Pack what a grader of a sheet reads: the course, and the releases of that sheet alone.

    Parameters
    ----------
    root : Path
        The course's.
    assignment : str
        The sheet's whole name.

    Returns
    -------
    bytes
        A zip archive, the same to the byte for the same course.
    """
    own = f"assignments/{assignment}/{FOLDER}/"
    files = {
        f"{name}/{path}": content
        for name in ("assignments", "reference")
        for path, content in files_below(root / name)
        if FOLDER not in path.split("/") or f"{name}/{path}".startswith(own)
    }
    return packed(files)


def software() -> dict[str, str]:
    """Return the versions, by name, that must be the same wherever one class is graded."""
    major, minor, _ = platform.python_version_tuple()
    return {
        "Python": f"{major}.{minor}",
        "NumPy": np.__version__,
        "distributed": version("distributed"),
        "Secant": version("secant"),
        "Secant's files": engine_digest()[:12],
    }


def difference(here: dict[str, str], there: dict[str, str]) -> str | None:
    """Say in what a worker's software is not the one here.

    Parameters
    ----------
    here, there : dict of str to str
        From `software`.

    Returns
    -------
    str or None
        A clause; None if it is the same.
    """
    for name, wanted in here.items():
        if there.get(name) != wanted:
            return f"{name}: {there.get(name)} there and {wanted} here; install the same everywhere"
    return None
