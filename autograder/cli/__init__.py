"""The command `secant`: one subcommand a door. Only this package exits, and only it and `terminal` print."""

from autograder.cli import classes, grading, making, marking, results
from autograder.cli.door import main

__all__ = ["classes", "grading", "main", "making", "marking", "results"]
