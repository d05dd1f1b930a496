"""What an instructor writes: `Assignment`, `Exercise`, `Case`, checks, `Mutant`, `Variant`; and its loading."""

from autograder.spec.records import (
    Assignment,
    Case,
    Check,
    Equivalent,
    Exercise,
    GradientCheck,
    Mutant,
    ReferenceCheck,
    Variant,
)

__all__ = [
    "Assignment",
    "Case",
    "Check",
    "Equivalent",
    "Exercise",
    "GradientCheck",
    "Mutant",
    "ReferenceCheck",
    "Variant",
]
