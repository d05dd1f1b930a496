"""The gradebook of a class, as the tests of `autograder.classroom` have it."""

from tests.unit.classroom.conftest import book, empty_book, school

__all__ = ["book", "empty_book", "school"]
