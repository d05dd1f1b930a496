"""Values -> verdicts, on the trusted side. Works on plain callables; imports NumPy and records only.

`check_gradient` is useful outside grading, too.
"""

from autograder.verify.claims import ArrayVerdict
from autograder.verify.compare import Disagreement, disagreement, is_steady
from autograder.verify.gradient import check_gradient, check_gradients, common_ratio
from autograder.verify.locate import locate
from autograder.verify.ratio import ratio_of

__all__ = [
    "ArrayVerdict",
    "Disagreement",
    "check_gradient",
    "check_gradients",
    "common_ratio",
    "disagreement",
    "is_steady",
    "locate",
    "ratio_of",
]
