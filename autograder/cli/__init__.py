"""The command `secant`: one subcommand a door. Only this package exits, and only it and `terminal` print."""

from autograder.cli import classes, grading, making, results
from autograder.cli.door import main

__all__ = ["classes", "grading", "main", "making", "results"]
