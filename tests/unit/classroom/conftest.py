"""A gradebook of a class, for tests of those who read it."""

from __future__ import annotations

import shutil

import pytest

from autograder.gradebook import Gradebook
from tests.unit.classroom.gradebooks import Class


@pytest.fixture(scope="session")
def empty_book(tmp_path_factory):
    """Make a gradebook once; return its file, to be copied."""
    path = tmp_path_factory.mktemp("gradebook") / "empty.sqlite"
    Gradebook(path).close()
    return path


@pytest.fixture
def book(empty_book, tmp_path):
    """Open a gradebook, a file of SQLite's."""
    path = tmp_path / "book.sqlite"
    shutil.copyfile(empty_book, path)
    with Gradebook(path) as opened:
        yield opened


@pytest.fixture
def school(book):
    """Return a class without students."""
    return Class(book)
