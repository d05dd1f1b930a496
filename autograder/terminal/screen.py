"""The two places that are printed to: results on the screen, what went wrong beside it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console

from autograder.errors import OperatorError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

WIDTH = 120  # of what is printed where there is no terminal to ask

screen = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
notices = Console(highlight=False, stderr=True)


@contextmanager
def writing_below(out: Path) -> Iterator[None]:
    """Say what to do about a folder that cannot be written to."""
    try:
        yield
    except OSError as error:
        raise OperatorError(f"{out}: cannot write there ({error.strerror}); name another folder with --out.") from None


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Put the name of a file in front of what is wrong with it."""
    try:
        yield
    except OperatorError as error:
        raise OperatorError(f"{path}: {error}") from None


def say(sentences: Iterable[str]) -> None:
    """Print what the instructor should know beside the results."""
    from autograder.report import printable

    for sentence in sentences:
        notices.print(printable(sentence, "yellow"), soft_wrap=True)
