"""What keeps the marking pages from being served is told in a sentence."""

from __future__ import annotations

import socket

import pytest

from autograder.errors import OperatorError
from autograder.terminal.serving import serve
from tests.unit.classroom.gradebooks import sheet


def test_a_port_that_is_taken_is_told(book) -> None:
    """Another server's port is left to it."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(OperatorError, match=f"port {port}: cannot be had .*; name another one"):
            serve(book, [sheet()], "me", "token", port)


def test_what_is_not_installed_is_told(book, monkeypatch) -> None:
    """Without the extra it is said how to get it."""
    monkeypatch.setitem(__import__("sys").modules, "uvicorn", None)
    with pytest.raises(OperatorError, match=r'serving needs uvicorn.*; run pip install "secant\[serve\]"'):
        serve(book, [sheet()], "me", "token", 0)
