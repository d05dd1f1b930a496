"""Reference + specification -> the student's notebook and the staff's solution."""

from autograder.generate.bundle import bundle_of, write_bundle, write_files
from autograder.generate.data import data_of
from autograder.generate.leaks import Secrets, leaks_in, secrets_of
from autograder.generate.notebook import (
    filled_notebook,
    generated_sources,
    solution_notebook,
    student_notebook,
)
from autograder.generate.releases import archive_of, changes_since, latest, release_files
from autograder.generate.variants import foreign_variant, read_class, read_variants, variant_table, variants_of

__all__ = [
    "Secrets",
    "archive_of",
    "bundle_of",
    "changes_since",
    "data_of",
    "filled_notebook",
    "foreign_variant",
    "generated_sources",
    "latest",
    "leaks_in",
    "read_class",
    "read_variants",
    "release_files",
    "secrets_of",
    "solution_notebook",
    "student_notebook",
    "variant_table",
    "variants_of",
    "write_bundle",
    "write_files",
]
