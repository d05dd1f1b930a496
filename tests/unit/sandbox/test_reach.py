"""What student code can reach: the standard library and the declared packages, and nothing else."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import numpy as np
import pytest

from autograder.records import Cell, Late, Value
from autograder.sandbox import Deadlines, ForkServer, Notebook, bubblewrap
from autograder.sandbox import session as sessions
from autograder.sandbox.worker import landlock, seccomp
from autograder.sandbox.worker.confinement import LAYERS
from tests.unit.sandbox.conftest import PATIENT, PLAIN, called, landlocked

# --- what student code can reach ------------------------------------------------------------------------------

REACH = """
import importlib, os, socket

def opens(path, mode="rb"):
    try:
        open(path, mode).close()
        return "opened"
    except OSError as error:
        return type(error).__name__

def lists(path):
    try:
        return len(os.listdir(path))
    except OSError as error:
        return type(error).__name__

def imports(name):
    try:
        importlib.import_module(name)
        return "imported"
    except ImportError as error:
        return type(error).__name__

def environment():
    return [f"{k}={v}" for k, v in os.environ.items()]

def connects(kind):
    try:
        socket.socket(getattr(socket, kind), socket.SOCK_DGRAM).close()
        return "made"
    except OSError as error:
        return type(error).__name__

def reaches(port):
    with socket.socket() as s:
        s.settimeout(5)
        try:
            s.connect(("127.0.0.1", port))
            return "connected"
        except OSError as error:
            return type(error).__name__

def kills(pid, number):
    try:
        os.kill(pid, number)
        return "killed"
    except OSError as error:
        return type(error).__name__

def handles():
    found = []
    for handle in range(64):
        try:
            os.fstat(handle)
            found.append(handle)
        except OSError:
            pass
    return found

def path():
    import sys
    return sys.path

def forks():
    try:
        if os.fork() == 0:
            os._exit(0)
        return "forked"
    except OSError as error:
        return type(error).__name__

def executes():
    try:
        os.execv("/bin/true", ["true"])
    except OSError as error:
        return type(error).__name__

def threads():
    import threading
    done = []
    thread = threading.Thread(target=lambda: done.append(1))
    thread.start()
    thread.join()
    return done
"""


@pytest.fixture(scope="module")
def reach(server):
    """Give a function that calls one of the above in the sandbox."""
    with Notebook(server, [Cell(1, REACH)], PATIENT) as run:
        yield lambda name, *arguments: called(run, name, *arguments).value


ENGINE = Path(sessions.__file__).resolve().parents[1]


@landlocked
@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "/etc/hostname", "/proc/self/environ", "/proc/1/environ", ENGINE / "pipeline.py", __file__],
    ids=str,
)
def test_files_of_the_machine_and_of_the_engine_do_not_open(reach, path) -> None:
    """Neither the machine's files nor the engine's can be read."""
    assert Path(path).exists()
    assert reach("opens", str(path)) == "PermissionError"


@landlocked
@pytest.mark.parametrize("path", ["/", "/proc", "/tmp", "/root", str(ENGINE), str(ENGINE.parent)])  # noqa: S108
def test_folders_cannot_be_listed(reach, path) -> None:
    """The machine's folders and the checkout cannot be looked into."""
    assert reach("lists", path) == "PermissionError"


@landlocked
@pytest.mark.parametrize("path", ["/tmp/secant-test", "/dev/shm/secant-test", "new", np.__file__])  # noqa: S108
def test_nothing_can_be_written(reach, path) -> None:
    """No file can be made or opened for writing, a package's own least of all."""
    assert reach("opens", path, "ab") == "PermissionError"


@pytest.mark.parametrize(
    "name", ["autograder", "reference", "assignments", "pytest", "hypothesis", "pip", "platformdirs"]
)
def test_what_was_not_declared_does_not_import(reach, name) -> None:
    """Neither the engine nor the lecture nor anything else that is installed can be imported."""
    assert reach("imports", name) == "ModuleNotFoundError"


@pytest.mark.parametrize("name", ["numpy", "numpy.linalg", "json", "dataclasses", "math", "sqlite3", "unittest.mock"])
def test_what_was_declared_imports(reach, name) -> None:
    """The declared package and the standard library can be imported."""
    assert reach("imports", name) == "imported"


def test_the_environment_has_no_secrets(reach) -> None:
    """Four variables are all that student code finds in its environment."""
    assert sorted(reach("environment")) == ["HOME=/", "MPLBACKEND=Agg", "OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1"]


def test_the_import_path_does_not_lead_to_the_engine(reach) -> None:
    """Neither the checkout nor the folder that packages are installed in is on the import path."""
    assert not [each for each in reach("path") if str(ENGINE) in each or "site-packages" in each]


@pytest.mark.skipif(not seccomp.is_known(), reason="no filter for this machine")
def test_an_exercise_starts_no_process(reach) -> None:
    """An exercise can neither fork nor execute; threads it may have."""
    assert reach("forks") == "PermissionError"
    assert reach("executes") == "PermissionError"
    assert reach("threads") == [1]


def test_one_channel_is_all_that_is_open(reach) -> None:
    """An exercise's process has its own channel beside the standard streams, and no other's."""
    assert len(reach("handles")) == 4


@pytest.mark.skipif(not seccomp.is_known(), reason="no filter for this machine")
@pytest.mark.parametrize("kind", ["AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK", "AF_PACKET"])
def test_no_socket_can_be_made(reach, kind) -> None:
    """There is no network for student code, not even within this machine."""
    assert reach("connects", kind) == "PermissionError"


@pytest.mark.skipif(landlock.version() < 4, reason="this kernel's Landlock does not know TCP")
def test_landlock_alone_refuses_tcp() -> None:
    """Where system calls were not filtered, TCP would still be refused, even to this machine."""
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        ForkServer(["numpy"], layers=["limits", "landlock"]) as server,
        Notebook(server, [Cell(1, REACH)], PATIENT) as run,
    ):
        assert called(run, "reaches", listening.getsockname()[1]) == Value("PermissionError")


@pytest.mark.skipif(not seccomp.is_known(), reason="no filter for this machine")
@pytest.mark.parametrize("number", [0, 9, 19], ids=["look", "kill", "stop"])
def test_no_process_outside_can_be_signalled(server, reach, number) -> None:
    """Student code can kill, stop or look for neither the grader nor the server."""
    for pid in (os.getpid(), server._process.pid):
        assert reach("kills", pid, number) == "PermissionError"
    assert server._process.poll() is None


def test_time_is_counted_for_the_whole_submission(server) -> None:
    """What a submission has left shrinks, and an exercise that begins after its end is late."""
    with Notebook(server, [Cell(1, PLAIN)], Deadlines(cell=5, grace=1, call=0.1, submission=0.3)) as run:
        before = run.left
        while run.left > 0:
            time.sleep(0.05)
        assert run.left < before
        assert called(run, "double", 1) == Late(0.3)


# --- the sheet's data -------------------------------------------------------------------------------------------

DATA = """
import os
import numpy as np

def table():
    return np.loadtxt("data/table.csv", delimiter=",")

def changes():
    done = []
    for attempt in (
        lambda: open("data/table.csv", "w").close(),
        lambda: open("data/another.csv", "w").close(),
        lambda: os.remove("data/table.csv"),
        lambda: os.mkdir("more"),
    ):
        try:
            attempt()
            done.append(True)
        except OSError:
            pass
    return len(done)

def lies_beside():
    return sorted(os.listdir(".."))
"""

VIEWS = {"all": (), "landlock": ("user",), "bubblewrap": ("user", "landlock")}


@pytest.mark.parametrize("missing", VIEWS.values(), ids=VIEWS)
def test_the_sheets_data_is_read_at_its_relative_path(missing) -> None:
    """At every level a copy of the sheet's data is read by its name, and cannot be changed; nothing else is there."""
    if "landlock" in missing and bubblewrap.program() is None:
        pytest.skip("bubblewrap is not installed, or not allowed")
    data = {"data/table.csv": b"1,2\n3,4\n"}
    layers = [layer for layer in LAYERS if layer not in missing]
    with (
        ForkServer(["numpy"], layers=layers, data=data) as server,
        Notebook(server, [Cell(1, DATA)], PATIENT) as run,
    ):
        assert np.array_equal(called(run, "table").value, [[1, 2], [3, 4]])
        assert called(run, "changes") == Value(0)
        assert called(run, "lies_beside") == Value(["extensions", "packages", "sheet", "stdlib"])
