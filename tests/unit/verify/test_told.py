"""What a student is told of a wrong form has no room for a hidden number."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.verify import disagreement
from autograder.verify.compare import bounded


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (np.zeros((3, 3)), [3, 3]),
        (np.zeros(4), [4]),
        (2.0, []),
        (np.zeros((0, 439, 1, 629)), None),
        (np.zeros(2200), None),
        (np.zeros((1, 1, 1, 4)), None),
    ],
)
def test_a_shape_is_told_if_it_is_near_the_right_one(answer, told) -> None:
    """The sides of an array could carry any number out: large ones, and many, are not told."""
    fault = disagreement(answer, np.ones(3))
    assert (fault.fault, fault.values["found"]) == ("wrong-shape", told)


def test_a_count_is_told_if_it_is_near_the_right_one() -> None:
    """A list of many values is more than some."""
    assert bounded(3, 2) == 3
    assert bounded(2200, 2) == "more than 16"
    fault = disagreement([0.0] * 2200, (1.0, 2.0))
    assert fault.values["found"] == "more than 16"
