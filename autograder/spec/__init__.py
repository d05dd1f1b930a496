"""What an instructor writes: `Assignment`, `Exercise`, `Case`, checks, `Mutant`, `Choice`, `Policy`; its loading."""

from autograder.spec.checks import (
    CallsCheck,
    Check,
    ConvergenceCheck,
    GradientCheck,
    PathCheck,
    ReferenceCheck,
    RepeatCheck,
    SeriesCheck,
)
from autograder.spec.formula import Formula
from autograder.spec.policy import Late, Policy
from autograder.spec.questions import Choice, Question, Written
from autograder.spec.records import (
    Assignment,
    Case,
    Drawn,
    Equivalent,
    Exercise,
    Mutant,
    Variant,
)

__all__ = [
    "Assignment",
    "CallsCheck",
    "Case",
    "Check",
    "Choice",
    "ConvergenceCheck",
    "Drawn",
    "Equivalent",
    "Exercise",
    "Formula",
    "GradientCheck",
    "Late",
    "Mutant",
    "PathCheck",
    "Policy",
    "Question",
    "ReferenceCheck",
    "RepeatCheck",
    "SeriesCheck",
    "Variant",
    "Written",
]
