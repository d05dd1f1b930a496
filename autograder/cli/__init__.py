"""The command `secant`: one subcommand a door. Only this package exits, and only it and `terminal` print."""

from autograder.cli import grading, making
from autograder.cli.door import main

__all__ = ["grading", "main", "making"]
