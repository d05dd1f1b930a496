"""Values -> verdicts, on the trusted side. Works on plain callables; imports NumPy and records only.

`check_gradient` is useful outside grading, too.
"""

from autograder.verify.compare import Disagreement, disagreement, is_steady
from autograder.verify.gradient import ArrayVerdict, check_gradient, check_gradients
from autograder.verify.ratio import ratio_of

__all__ = ["ArrayVerdict", "Disagreement", "check_gradient", "check_gradients", "disagreement", "is_steady", "ratio_of"]
