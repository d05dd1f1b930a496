"""Otter-Grader: a notebook in its assign format, and what its own commands make of it.

The format is that of https://otter-grader.readthedocs.io, "Otter Assign Format"; the tests are exception-based.
"""

from autograder.integrations.otter.assign import otter_files
from autograder.integrations.otter.master import assign_notebook

__all__ = ["assign_notebook", "otter_files"]
