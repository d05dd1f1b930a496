"""The door: a group of commands that end in a sentence, and never in a traceback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.text import Text

from autograder.errors import AuthorError, SecantError
from autograder.terminal import notices

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
        except BrokenPipeError:
            ctx.exit(1)


@click.group(cls=Door)
@click.version_option(package_name="secant")
def main() -> None:
    """Make assignments from a NumPy reference, and grade them where student code cannot reach."""
