"""In what way answers are wrong, at the edges: the smallest arrays, the first rows, and as many entries as are told."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.verify import pattern_of
from autograder.verify.pattern import Pattern


@pytest.mark.parametrize(
    ("wrong", "pattern"),
    [
        pytest.param(np.array([False, True]), Pattern("entries", {"entries": "[1]"}), id="one-of-two"),
        pytest.param(np.arange(4)[:, None] > [0, 0, 0], Pattern("rows", {"rows": 1}), id="all-rows-but-the-first"),
        pytest.param(
            ~np.eye(4, 3, dtype=bool),
            Pattern("other-entries", {"entries": "[0, 0], [1, 1], [2, 2]"}),
            id="all-but-three",
        ),
        pytest.param(~np.eye(4, 4, dtype=bool), None, id="all-but-four"),
    ],
)
def test_the_smallest_and_the_largest_that_is_told(wrong, pattern) -> None:
    """One entry of two, the rows after the first, and all but three entries are told; all but four are not."""
    right = [np.arange(wrong.size).reshape(wrong.shape) ** power + 0.5 for power in (1, 2)]
    assert pattern_of([array + wrong for array in right], right) == pattern


def test_an_empty_answer_lacks_nothing() -> None:
    """Where one trial has no entries, no first one is said to be missing."""
    assert pattern_of([[2.0, 3.0], []], [[1.0, 2.0, 3.0], []]) is None
    assert pattern_of([[2.0, 3.0]], [[1.0, 2.0, 3.0]]) == Pattern("first-missing")
