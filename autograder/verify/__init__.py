"""Values -> verdicts, on the trusted side. Works on plain callables; imports NumPy and records only.

`check_gradient` is useful outside grading, too.
"""

from autograder.verify.claims import ArrayVerdict
from autograder.verify.compare import Disagreement, Expectation, disagreement, is_steady
from autograder.verify.gradient import check_gradient, check_gradients, common_ratio
from autograder.verify.locate import locate
from autograder.verify.pattern import Pattern, pattern_of
from autograder.verify.ratio import ratio_of

__all__ = [
    "ArrayVerdict",
    "Disagreement",
    "Expectation",
    "Pattern",
    "check_gradient",
    "check_gradients",
    "common_ratio",
    "disagreement",
    "is_steady",
    "locate",
    "pattern_of",
    "ratio_of",
]
