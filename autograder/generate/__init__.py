"""Reference + specification -> the student's notebook and the staff's solution."""

from autograder.generate.bundle import bundle_of, write_bundle
from autograder.generate.leaks import Secrets, leaks_in, secrets_of
from autograder.generate.notebook import (
    filled_notebook,
    generated_sources,
    solution_notebook,
    student_notebook,
)

__all__ = [
    "Secrets",
    "bundle_of",
    "filled_notebook",
    "generated_sources",
    "leaks_in",
    "secrets_of",
    "solution_notebook",
    "student_notebook",
    "write_bundle",
]
