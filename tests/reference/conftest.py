"""What the tests of the reference share: central differences as an oracle that knows no calculus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


@pytest.fixture
def central_difference() -> Callable[..., NDArray[np.float64]]:
    """Return a function that differentiates a scalar function numerically, entry by entry."""

    def differentiate(function: Callable[..., float], point: NDArray[np.float64]) -> NDArray[np.float64]:
        # The cube root of the unit round-off balances truncation and rounding; about ten digits are left.
        h = 6e-6
        derivative = np.empty(point.shape)
        for entry in np.ndindex(point.shape):
            step = np.zeros(point.shape)
            step[entry] = h
            derivative[entry] = (function(point + step) - function(point - step)) / (2 * h)
        return derivative

    return differentiate
