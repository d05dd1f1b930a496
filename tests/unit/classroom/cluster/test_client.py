"""A run on a cluster, as far as it needs none: what is sent, what comes back, and what is said without Dask."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from autograder.classroom.cluster import client as cluster
from autograder.classroom.cluster.client import PER_WORKER, on_cluster
from autograder.classroom.grader import GIVEN_UP
from autograder.errors import OperatorError
from autograder.plain import plain
from autograder.records import Member, Refusal
from autograder.submission.read import MAX_BYTES
from autograder.words import refusal


def test_without_dask_there_is_a_sentence(monkeypatch, tmp_path) -> None:
    """Where `distributed` is not installed the extra that brings it is named."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(OperatorError, match=r'not installed; run pip install "secant\[cluster\]"\.$'):
        next(on_cluster([], "127.0.0.1:1", tmp_path, "s1", b"", trust=True))


def test_files_are_read_here_and_refused_as_a_grader_does(tmp_path) -> None:
    """A path becomes name and content; one that is too large has the sentence that it has without a cluster."""
    small, large = tmp_path / "small.py", tmp_path / "large.py"
    small.write_bytes(b"x = 1")
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert cluster._content_of(small) == Member("small.py", b"x = 1")
    refused = cluster._content_of(large)
    assert refused.submission == "large.py"
    assert refused.reason.startswith("is too large (52 MB, at most 50 MB); clear the outputs")
    for file in (Member("a/b.py", b""), Refusal("c.py", "is empty.")):
        assert cluster._content_of(file) is file


@pytest.fixture
def idle():
    """Return a cluster of three workers that is never asked."""
    made = cluster._Cluster(None, "tcp://10.0.0.5:8786", "run", patience=60)
    made._workers = 3
    return made


def flying(*sizes):
    return {number: SimpleNamespace(size=size) for number, size in enumerate(sizes)}


def test_a_few_files_are_at_each_worker(idle) -> None:
    """As many as the workers need are out of hand, and at least one where there is no worker now."""
    assert idle._has_room(flying(*[1] * (3 * PER_WORKER - 1)))
    assert not idle._has_room(flying(*[1] * 3 * PER_WORKER))
    idle._workers = 0
    assert idle._has_room({})
    assert not idle._has_room(flying(1))


def test_large_files_wait_for_each_other(idle) -> None:
    """Together they are at most so large, but one of any size is sent."""
    assert not idle._has_room(flying(MAX_BYTES, MAX_BYTES))
    assert idle._has_room(flying(MAX_BYTES))


class Future:
    """What a file has become."""

    def __init__(self, what):
        self.what = what

    def result(self, timeout):
        assert timeout > 0
        if isinstance(self.what, Exception):
            raise self.what
        return self.what


def test_what_comes_back_is_plain_data(idle) -> None:
    """A record is made of plain data."""
    pytest.importorskip("distributed", reason="needs secant[cluster]")
    refusal = Refusal("a.py", "is empty.")
    assert idle._result_of(Future(plain(refusal)), "a.py") == refusal


def test_a_file_that_takes_too_many_workers_with_it_is_given_up(idle) -> None:
    """After Dask's last attempt the file is refused, with the sentence of a grader that ends twice."""
    distributed = pytest.importorskip("distributed", reason="needs secant[cluster]")
    killed = distributed.KilledWorker("key", "tcp://10.0.0.6:1", 3)
    assert idle._result_of(Future(killed), "a.py") == refusal("a.py", GIVEN_UP)


def test_a_result_that_is_lost_is_waited_for(idle) -> None:
    """A result that its worker took with it is being made once more: there is none yet."""
    pytest.importorskip("distributed", reason="needs secant[cluster]")
    assert idle._result_of(Future(TimeoutError()), "a.py") is None


def test_what_goes_wrong_elsewhere_is_a_sentence(idle) -> None:
    """A lost scheduler, a worker that cannot grade and one that fails are told, without anything of a student's."""
    distributed = pytest.importorskip("distributed", reason="needs secant[cluster]")
    for what, said in (
        (distributed.CancelledError(), "the scheduler tcp://10.0.0.5:8786 is gone, or the way to it"),
        (ConnectionResetError(), "the scheduler tcp://10.0.0.5:8786 is gone, or the way to it"),
        ({"trouble": "tcp://10.0.0.6:1: cannot isolate."}, "the worker tcp://10.0.0.6:1: cannot isolate."),
        (ZeroDivisionError("by zero\nand more"), "a worker of tcp://10.0.0.5:8786 failed (by zero); look at its log."),
    ):
        with pytest.raises(OperatorError) as caught:
            idle._result_of(Future(what), "Ada.py")
        assert str(caught.value).startswith(said)
        assert "Ada" not in str(caught.value)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "nonsense", "", "http://127.0.0.1:1", "tls://127.0.0.1:1"])
def test_an_address_without_a_scheduler_is_told(address, tiny) -> None:
    """Whatever is wrong with the address there is a sentence that names it."""
    pytest.importorskip("distributed", reason="needs secant[cluster]")
    with pytest.raises(OperatorError, match=rf"no Dask scheduler answers at '{address}' \(.+\); start one, or look"):
        next(on_cluster([], address, tiny.root, "s1", b"", trust=True, patience=0.5))


def test_a_server_that_says_nothing_is_told(tiny) -> None:
    """What accepts a connection and does not answer is given up after the time for it."""
    import socket

    pytest.importorskip("distributed", reason="needs secant[cluster]")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(OperatorError, match=r"no Dask scheduler answers at .* \(nothing in 0 s\)"):
            next(on_cluster([], address, tiny.root, "s1", b"", trust=True, patience=0.4))
