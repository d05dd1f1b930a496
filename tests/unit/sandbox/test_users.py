"""Users for student code: each is claimed by one server alone, and given back."""

from __future__ import annotations

import os
import pwd
import subprocess
import sys

import pytest

from autograder.errors import OperatorError
from autograder.sandbox import users

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give children a user of their own")


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Keep the locks in a folder of the test's own."""
    place = tmp_path / "locks"
    place.mkdir(mode=0o700)
    monkeypatch.setattr(users, "_folder", lambda: place)
    return place


def test_two_claims_are_two_users() -> None:
    """A user that is claimed is nobody else's until it is released."""
    one, other = users.claim(), users.claim()
    assert one.number != other.number
    one.release()
    again = users.claim()
    assert again.number == one.number
    again.release()
    other.release()


def test_a_claim_holds_against_other_processes(folder) -> None:
    """Another grader's process does not get a user that this one has, and a process that ends gives its user back."""
    code = (
        f"from pathlib import Path\nfrom autograder.sandbox import users\nusers._folder = lambda: Path({str(folder)!r})"
    )
    code += "\nprint(users.claim().number)"
    mine = users.claim()
    told = [subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout for _ in range(2)]
    assert [int(each) for each in told] == [mine.number + 1] * 2
    mine.release()


def test_a_users_account_is_never_taken(monkeypatch) -> None:
    """An id that belongs to an account of the machine is passed over."""
    known = pwd.getpwuid(0)
    monkeypatch.setattr(pwd, "getpwuid", lambda number: known if number == users.FIRST else {}[number])
    claimed = users.claim()
    assert claimed.number == users.FIRST + 1
    claimed.release()


def test_when_all_are_taken_it_is_told(monkeypatch) -> None:
    """More graders than users is the operator's matter."""
    monkeypatch.setattr(users, "LAST", users.FIRST)
    claimed = users.claim()
    with pytest.raises(OperatorError, match="taken by graders"):
        users.claim()
    claimed.release()


@pytest.mark.parametrize("gone", ["root", "ids"])
def test_who_cannot_give_users_claims_none(monkeypatch, gone) -> None:
    """Without root, or in a container whose ids end below, there is no user to be had, and that is no fault."""
    if gone == "root":
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
    else:
        monkeypatch.setattr(users, "LAST", 1 << 40)
    assert users.claim() is None


def test_a_folder_of_locks_that_others_may_write_is_refused(monkeypatch, tmp_path) -> None:
    """Who may write to the folder of locks could hold them: it is refused with its name."""
    monkeypatch.undo()
    monkeypatch.setattr(users, "Path", lambda text: tmp_path if text == "/run" else type(tmp_path)(text))
    (tmp_path / "secant-users").mkdir(mode=0o777)
    (tmp_path / "secant-users").chmod(0o777)
    with pytest.raises(OperatorError, match="open to others"):
        users.claim()


def test_root_that_may_not_become_others_claims_nobody() -> None:
    """Root without its capabilities, as in a container, is confined by the other layers: nothing is claimed."""
    code = (
        "from autograder.sandbox.users import claim\n"
        "from autograder.sandbox.worker.limits import keep_capabilities\n"
        "keep_capabilities()\n"
        "print(claim())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "None\n"
