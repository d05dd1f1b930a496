"""The door: a group of commands that end in a sentence, and never in a traceback."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from autograder.errors import AuthorError, SecantError
from autograder.terminal.screen import notices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.gradebook import Gradebook

BOOK = "gradebook.sqlite"
INTERRUPTED = 130  # as shells end what Ctrl-C has ended

booked = click.option(
    "--gradebook",
    metavar="FILE|ADDRESS",
    envvar="SECANT_GRADEBOOK",
    help=f"Where results are kept: OUT/{BOOK} by default, or postgresql://user@host/name.",
)
trusting = click.option("--trust-submissions", is_flag=True, help="Grade without isolation where there is none.")


class Door(click.Group):
    """A group whose commands end in a sentence, never in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; say what went wrong and who must act."""
        try:
            return super().invoke(ctx)
        except AuthorError as error:
            count = "One fault" if len(error.faults) == 1 else f"{len(error.faults)} faults"
            notices.print(Text(f"{count} in the assignment:", "red"))
            for fault in error.faults:
                notices.print(Text(str(fault).removeprefix(f"{Path.cwd()}/")), soft_wrap=True)
            ctx.exit(2)
        except SecantError as error:
            notices.print(Text(str(error), "red"), soft_wrap=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            notices.print(Text("Interrupted; what was done before is kept.", "red"))
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            ctx.exit(1)


@contextmanager
def ending_well() -> Iterator[None]:
    """Let SIGTERM end a command as Ctrl-C does: with its processes, and what it was writing."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def book_of(place: str | None, out: Path) -> Gradebook:
    """Open the gradebook: that of the results' folder, if no other is named."""
    from autograder.gradebook import Gradebook

    return Gradebook(place or out / BOOK)


@click.group(cls=Door)
@click.version_option(package_name="secant")
def main() -> None:
    """Make assignments from a NumPy reference, and grade them where student code cannot reach."""
