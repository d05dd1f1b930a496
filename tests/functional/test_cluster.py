"""Grading on a cluster: a real scheduler and real workers on the loopback, some of which are killed."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
import threading
import tracemalloc
from dataclasses import replace

import pytest

from autograder.classroom import side_by_side
from autograder.classroom.cluster import on_cluster
from autograder.errors import OperatorError
from autograder.records import Member, Refusal, Result
from autograder.submission.read import MAX_BYTES
from tests.conftest import CHECKOUT
from tests.functional.batches import started
from tests.functional.clusters import Site, children_of, command_of, descendants_of, kill, listening
from tests.unit.conftest import FILES

pytest.importorskip("distributed", reason="needs secant[cluster]")

RIGHT = b"import numpy as np\ndef half_square(x, scale=2.0):\n    return 0.5 * scale * np.sum(x**2)\n"
SECRET = "the-secret-of-a-course"  # noqa: S105 - a test's
ROLES = ("scheduler", "worker", "client")
NOBODY = 1.0  # seconds to wait for what does not come


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Keep a scheduler with two workers."""
    with Site(tmp_path_factory.mktemp("site")) as made:
        made.add_worker()
        made.add_worker()
        made.await_workers()
        yield made


@pytest.fixture
def empty_site(tmp_path):
    """Return a scheduler without workers."""
    (tmp_path / "site").mkdir()
    with Site(tmp_path / "site") as made:
        yield made


@pytest.fixture(scope="module")
def arguments(tmp_path_factory):
    """Return what a grader of a tiny course is made of."""
    root = tmp_path_factory.mktemp("courses") / "a-course"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root, "s1", SECRET.encode(), False


def many(count):
    return [(number, Member(f"{number}.py", RIGHT)) for number in range(count)]


def lasting(graded):
    """Return a result without what differs from run to run."""
    return replace(graded, seconds=0) if isinstance(graded, Result) else graded


def test_the_results_are_those_of_this_machine(site, arguments, tmp_path) -> None:
    """Every file has one result, in everything the same as side by side; refusals have the same sentences."""
    written = {
        "right.py": RIGHT,
        "wrong.py": RIGHT.replace(b"0.5", b"1.0"),
        "crashing.py": RIGHT + b"raise SystemExit\n",
    }
    for name, content in {**written, "empty.py": b"", "large.ipynb": b""}.items():
        (tmp_path / name).write_bytes(content)
    os.truncate(tmp_path / "large.ipynb", MAX_BYTES + 1)
    names = [*written, "empty.py", "large.ipynb", "none.ipynb", ""]
    files = [*(tmp_path / name for name in names), Member("z/right.py", RIGHT), Refusal("x", "was refused.")]
    expected = {tag: lasting(each) for tag, each in side_by_side(enumerate(files), 2, *arguments)}
    found = [*on_cluster(enumerate(files), site.address, *arguments)]
    assert sorted(tag for tag, _ in found) == [*range(9)]
    assert {tag: lasting(each) for tag, each in found} == expected
    assert [getattr(expected[tag], "points", None) for tag in range(9)] == [2, 0, 2, *[None] * 4, 2, None]


def test_a_class_is_regraded_on_the_cluster(site, tmp_path) -> None:
    """What a changed sheet makes of the stored submissions is found out there, is shown, and counts when it shall."""
    root = tmp_path / "course"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    (root / "class").mkdir()
    (root / "class" / "ada.py").write_bytes(RIGHT)
    (root / "class" / "bob.py").write_bytes(RIGHT.replace(b"0.5", b"1.0"))

    def said(*arguments):
        done = started(root, tmp_path, *arguments)
        assert done.returncode == 0, done.stderr
        return " ".join(done.stdout.split())

    said("grade", "s1", "class")
    exercises = root / "assignments" / "s1" / "exercises.py"
    exercises.write_text(exercises.read_text().replace("points=2", "points=4"))
    shown = said("regrade", "s1", "--scheduler", site.address, "--apply")
    assert "ada 2 -> 4" in shown
    assert shown.endswith("2 new results count now.")
    assert "ada 4 / " in said("scores", "s1")


def test_files_are_taken_when_a_worker_needs_one(site, arguments) -> None:
    """No more than two for each worker are out of hand, however many there are."""
    taken = []

    def files():
        for number, member in many(12):
            taken.append(number)
            yield number, member

    for count, _ in enumerate(on_cluster(files(), site.address, *arguments), 1):
        assert len(taken) <= count + 2 * 2


def test_what_was_sent_is_forgotten(site, arguments) -> None:
    """Memory holds the files that are at workers, and none that have been there; a large one is sent without a word."""
    large = b'{"cells": [], "nbformat": 4, "metadata": "%s"}'
    files = ((number, Member("a.ipynb", large % (b"x" * 500_000))) for number in range(30))
    more = [(30, Member("a.ipynb", large % (b"x" * 11_000_000)))]
    tracemalloc.start()
    try:
        for _, refused in on_cluster(itertools.chain(files, more), site.address, *arguments):
            assert "without code cells" in refused.reason
            held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 8_000_000


def test_a_killed_worker_costs_no_result(site, arguments) -> None:
    """A worker that is killed in the middle is started again by its nanny, and every file has its one result."""
    killed = threading.Event()

    def files():
        for number, member in many(10):
            if number == 6:
                (victim,) = [pid for pid in children_of(site.workers[0].pid) if "spawn_main" in command_of(pid)]
                os.kill(victim, signal.SIGKILL)
                killed.set()
            yield number, member

    found = [*on_cluster(files(), site.address, *arguments)]
    assert killed.is_set()
    assert sorted(tag for tag, _ in found) == [*range(10)]
    assert {each.points for _, each in found} == {2}


def test_a_worker_that_joins_grades_what_the_lost_ones_had(empty_site, arguments) -> None:
    """When all workers are gone for good a new one has the course, too, and does the rest; nothing of them survives."""
    site = empty_site
    first, second = site.add_worker(), site.add_worker(nanny=False)
    site.await_workers()
    lost = []

    def files():
        for number, member in many(8):
            if number == 5:
                lost.extend([*descendants_of(first.pid), *descendants_of(second.pid)])
                kill(first)
                kill(second)
                site.add_worker()
            yield number, member

    found = [*on_cluster(files(), site.address, *arguments)]
    assert sorted(tag for tag, _ in found) == [*range(8)]
    assert {each.points for _, each in found} == {2}
    assert lost
    assert not [pid for pid in lost if "spawn_main" in command_of(pid)]


def test_whoever_stops_listening_leaves_nothing_running(site, arguments) -> None:
    """After the first result the rest is given up: no grader and no course is left there, and no thread here."""
    before = {thread.name for thread in threading.enumerate()}
    results = on_cluster(many(50), site.address, *arguments)
    next(results)
    assert graders_of(site)
    assert [*site.folder.rglob("exercises.py")]
    results.close()
    assert not graders_of(site)
    assert not [*site.folder.rglob("exercises.py")]
    left = {thread.name for thread in threading.enumerate()} - before
    assert {name for name in left if not name.startswith("Dask-Callback-Thread")} == set()


def graders_of(site):
    """Return the processes that workers have started."""
    workers = [pid for nanny in site.workers for pid in children_of(nanny.pid)]
    return [pid for worker in workers for pid in children_of(worker) if "spawn_main" in command_of(pid)]


def test_neither_names_nor_the_secret_stand_in_logs(site, arguments, capfd) -> None:
    """What the scheduler and the workers write names no student, no course and no secret; here nothing is written."""
    (graded,) = on_cluster([(0, Member("Ada Lovelace.py", RIGHT))], site.address, *arguments)
    assert graded[1].submission == "Ada Lovelace.py"
    log = site.logs()
    assert "secant-" in log  # of the plugin
    assert not [word for word in ("Lovelace", SECRET, "a-course") if word in log]
    assert capfd.readouterr() == ("", "")


def test_they_listen_on_the_loopback_alone(site) -> None:
    """A test's servers can be reached from this machine only."""
    started = [process.pid for process in (site.scheduler, *site.workers)]
    found = [each for pid in started for one in (pid, *descendants_of(pid)) for each in listening(one)]
    assert len(found) > len(started)
    assert {address.partition(":")[0] for address in found} == {"0100007F"}


def test_a_scheduler_without_workers_is_told(empty_site, arguments) -> None:
    """Where no worker comes there is a sentence, in the time that was given."""
    with pytest.raises(OperatorError, match=r"tcp://127.0.0.1:\d+ has had no worker for 1 seconds; start workers"):
        next(on_cluster(many(1), empty_site.address, *arguments, patience=NOBODY))


def test_workers_that_are_gone_for_good_are_told(empty_site, arguments) -> None:
    """Where the last worker is lost and none comes there is a sentence."""
    worker = empty_site.add_worker()
    empty_site.await_workers()
    results = on_cluster(many(6), empty_site.address, *arguments, patience=NOBODY)
    next(results)
    kill(worker)
    with pytest.raises(OperatorError, match="has had no worker for"):
        list(results)


PROGRAM = """
import os, sys
from pathlib import Path
from autograder.classroom.cluster import on_cluster
from autograder.errors import OperatorError
from autograder.records import Member

address, scheduler, root, name, secret = sys.argv[1:]
results = on_cluster(
    [(number, Member("a.py", b"x = 1")) for number in range(6)], address, Path(root), name, secret.encode(), False
)
next(results)
os.kill(int(scheduler), 9)
try:
    list(results)
except OperatorError as error:
    print(error)
"""


def test_a_scheduler_that_is_lost_is_told(empty_site, arguments) -> None:
    """Where the scheduler ends in the middle there is a sentence, and nothing else on the terminal."""
    empty_site.add_worker()
    root, name, secret, _ = arguments
    words = [empty_site.address, str(empty_site.scheduler.pid), str(root), name, secret.decode()]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM, *words],
        cwd=CHECKOUT,
        env=empty_site.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    said = f"the scheduler {empty_site.address} is gone, or the way to it; start it and grade again.\n"
    assert (done.stdout, done.returncode) == (said, 0)


@pytest.mark.parametrize("who", ["worker", "scheduler"])
def test_other_software_is_told(who, arguments, tmp_path) -> None:
    """Where a worker or the scheduler has other files of Secant's nothing is graded, and a sentence says where."""
    for name in ("autograder", "templates"):
        shutil.copytree(CHECKOUT / name, tmp_path / "other" / name)
    with (tmp_path / "other/autograder/pipeline.py").open("a") as file:
        file.write("# another\n")
    other = {"PYTHONPATH": str(tmp_path / "other")}
    (tmp_path / "site").mkdir()
    with Site(tmp_path / "site", other if who == "scheduler" else None) as site:
        site.add_worker(**other)
        with pytest.raises(OperatorError, match=rf"the {who} tcp://\S+ has other software: Secant's files: \w+ there"):
            next(on_cluster(many(1), site.address, *arguments))


def test_a_worker_without_secant_is_told(empty_site, arguments, tmp_path) -> None:
    """Where a worker cannot import Secant there is a sentence that says which."""
    (tmp_path / "none" / "autograder").mkdir(parents=True)
    (tmp_path / "none/autograder/__init__.py").write_text("raise ImportError('no Secant here')\n")
    empty_site.add_worker(PYTHONPATH=str(tmp_path / "none"))
    with pytest.raises(OperatorError, match=r"the worker tcp://\S+ cannot use Secant \(.*no Secant here"):
        next(on_cluster(many(1), empty_site.address, *arguments))


@pytest.fixture
def certificate(tmp_path):
    """Return Dask's configuration of TLS, with a certificate that is made here and is its own authority."""
    openssl = shutil.which("openssl") or pytest.skip("openssl is not installed")
    key, made = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=secant"]
    subprocess.run([*command, "-keyout", key, "-out", made], check=True, capture_output=True)
    roles = {f"{role}.{what}": str(path) for role in ROLES for what, path in (("key", key), ("cert", made))}
    return {"ca-file": str(made), **roles}


def variable(name):
    """Return the environment variable of a setting of Dask's TLS."""
    return f"DASK_DISTRIBUTED__COMM__TLS__{name.replace('.', '__').replace('-', '_').upper()}"


def test_it_speaks_tls_as_dask_is_configured(certificate, arguments, tmp_path) -> None:
    """With certificates everything goes over TLS; who has none is not let in, and has a sentence."""
    dask = pytest.importorskip("dask", reason="needs secant[cluster]")
    environment = {variable(name): value for name, value in certificate.items()}
    environment["DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION"] = "True"
    (tmp_path / "site").mkdir()
    with Site(tmp_path / "site", environment, protocol="tls") as site:
        site.add_worker()
        assert site.address.startswith("tls://127.0.0.1:")
        with dask.config.set({f"distributed.comm.tls.{name}": value for name, value in certificate.items()}):
            ((_, graded),) = on_cluster(many(1), site.address, *arguments)
            assert graded.points == 2
        for address in (site.address, site.address.replace("tls://", "tcp://")):
            with pytest.raises(OperatorError, match="no Dask scheduler answers at"):
                next(on_cluster(many(1), address, *arguments, patience=5 * NOBODY))
        assert "Starting Worker plugin" in site.logs()
