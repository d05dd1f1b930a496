"""Gradescope: what it runs (`bundle`), what runs there (`run`), and what it reads (`results`)."""

from autograder.integrations.gradescope.bundle import Policy, autograder_zip
from autograder.integrations.gradescope.results import results_of, write_results

__all__ = ["Policy", "autograder_zip", "results_of", "write_results"]
