"""What a worker of a cluster does, without the cluster."""

from __future__ import annotations

import asyncio
import functools
import hashlib
import io
import os
import stat
import zipfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from autograder.errors import OperatorError
from autograder.plain import from_plain
from autograder.records import Refusal

distributed = pytest.importorskip("distributed", reason="needs secant[cluster]")

module = pytest.importorskip("autograder.classroom.cluster.station", reason="needs secant[cluster]")
Handed, Parcel, Station = module.Handed, module.Parcel, module.Station
difference, packed_course, software = module.difference, module.packed_course, module.software

RIGHT = b"import numpy as np\ndef half_square(x, scale=2.0):\n    return 0.5 * scale * np.sum(x**2)\n"


@pytest.fixture
def parcel(tiny):
    """Return what a worker needs for a tiny course."""
    archive = packed_course(tiny.root, "s1")
    return Parcel(archive, hashlib.sha256(archive).hexdigest(), "tiny", "s1", b"0123456789abcdef", True, software())


@pytest.fixture
def worker(tmp_path):
    """Return all of a worker that is looked at."""
    (tmp_path / "scratch").mkdir()
    scratch = str(tmp_path / "scratch")
    return SimpleNamespace(address="tcp://10.0.0.6:1", local_directory=scratch, periodic_callbacks={}, status=None)


@pytest.fixture
def settle(worker):
    """Set a station up, and close it at the end."""
    settled = []

    def settle(parcel):
        station = Station(parcel)
        station.setup(worker)
        settled.append(station)
        return station

    yield settle
    for station in settled:
        station.close()


def test_a_station_grades_and_leaves_nothing(parcel, worker) -> None:
    """The course lies in a closed folder of the worker's while there is work, and the grader is one process."""
    station = Station(parcel)
    station.setup(worker)
    scratch = Path(worker.local_directory)
    assert [*scratch.iterdir()] == []
    graded = [from_plain(station.grade(Handed(f"{n}.py", RIGHT))) for n in range(2)]
    assert [(each.submission, each.points) for each in graded] == [("0.py", 2), ("1.py", 2)]
    (folder,) = scratch.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / "tiny" / "assignments" / "s1" / "exercises.py").exists()
    (pid,) = station._grader._pool._processes
    station.close()
    assert [*scratch.iterdir()] == []
    assert not Path(f"/proc/{pid}").exists()


def test_dasks_profiler_rests_while_a_station_is_there(parcel, worker) -> None:
    """What takes time and is looked at by nobody is off meanwhile, and on again where the worker goes on."""
    seen = []
    for name in ("profile", "profile-cycle", "heartbeat"):
        stop, start = (functools.partial(seen.append, (word, name)) for word in ("stop", "start"))
        worker.periodic_callbacks[name] = SimpleNamespace(stop=stop, start=start)
    worker.status = distributed.Status.running
    station = Station(parcel)
    station.setup(worker)
    assert {*seen} == {("stop", "profile"), ("stop", "profile-cycle")}
    seen.clear()
    asyncio.run(station.teardown(worker))
    assert {*seen} == {("start", "profile"), ("start", "profile-cycle")}


def test_a_refusal_comes_back(parcel, settle) -> None:
    """A file that cannot be graded has its sentence."""
    assert isinstance(from_plain(settle(parcel).grade(Handed("a.ipynb", b"no"))), Refusal)


def test_a_damaged_course_is_told(parcel, settle) -> None:
    """A course that did not arrive as it was sent is not graded by."""
    damaged = replace(parcel, archive=parcel.archive + b"0")
    assert settle(damaged).grade(Handed("a.py", RIGHT)) == {
        "trouble": "tcp://10.0.0.6:1: the course arrived damaged; start again."
    }


def test_other_software_is_told(parcel, settle) -> None:
    """A worker that joins with another NumPy says so, and grades nothing."""
    other = replace(parcel, software={**parcel.software, "NumPy": "1.0"})
    (said,) = settle(other).grade(Handed("a.py", RIGHT)).values()
    assert said.startswith("tcp://10.0.0.6:1: NumPy: ")
    assert said.endswith(" there and 1.0 here; install the same everywhere.")


def test_a_machine_that_cannot_isolate_is_told(parcel, settle, monkeypatch) -> None:
    """What keeps a grader from being made is said with the worker's address, and nothing of a student's."""
    monkeypatch.setattr(module, "Worker", refuse)
    assert settle(parcel).grade(Handed("Ada.py", RIGHT)) == {
        "trouble": "tcp://10.0.0.6:1: cannot isolate submissions on this machine."
    }


def refuse(*_):
    raise OperatorError("cannot isolate submissions on this machine.")


def test_what_dask_shows_of_a_task_tells_nothing(parcel) -> None:
    """No name, no content and no secret is in the text of what is sent."""
    shown = f"{Handed('Ada.py', RIGHT)!r} {parcel!r} {Station(parcel)!r}"
    assert not [word for word in ("Ada", "numpy", "0123456789abcdef", "tiny") if word in shown]


def test_a_course_is_packed_with_the_releases_of_its_sheet_alone(tiny) -> None:
    """The archive has what a grader reads, is the same for the same files, and leaves other sheets' releases out."""
    tiny.write("assignments/s1/releases/1.json", "{}")
    tiny.write("assignments/s2/exercises.py", "")
    tiny.write("assignments/s2/releases/1.json", "{}")
    tiny.write("reference/__pycache__/topic.pyc", "")
    tiny.write("notes/private.txt", "")
    archive = packed_course(tiny.root, "s1")
    names = {*zipfile.ZipFile(io.BytesIO(archive)).namelist()}
    assert {"reference/topic.py", "assignments/s1/data/numbers.csv", "assignments/s1/releases/1.json"} <= names
    assert "assignments/s2/exercises.py" in names
    assert not names & {"assignments/s2/releases/1.json", "reference/__pycache__/topic.pyc", "notes/private.txt"}
    os.utime(tiny.root / "reference/topic.py", (0, 0))
    assert packed_course(tiny.root, "s1") == archive


def test_software_is_the_same_or_it_is_said_where_it_differs() -> None:
    """Every version that matters is compared, and one that is missing is another."""
    here = software()
    assert {*here} == {"Python", "NumPy", "distributed", "Secant", "Secant's files"}
    assert difference(here, software()) is None
    for name, version in here.items():
        assert (
            difference(here, {**here, name: "0"}) == f"{name}: 0 there and {version} here; install the same everywhere"
        )
    assert "None there" in difference(here, {})
