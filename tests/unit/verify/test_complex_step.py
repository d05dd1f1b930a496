"""The complex step: used where a loss takes complex numbers, believed where differences agree, and never far away."""

from __future__ import annotations

import math

import numpy as np
import pytest

from autograder.verify import check_gradient
from autograder.verify.lines import ComplexStep, Line

THETA = np.array([0.4, -1.1, 2.3])


def loss(t):
    """Return a smooth loss that takes complex numbers."""
    return np.sum(np.exp(t) * np.sin(t)) + 1e3


def gradient(t):
    """Return its gradient."""
    return np.exp(t) * (np.sin(t) + np.cos(t))


def test_a_loss_that_takes_complex_numbers_is_judged_to_rounding() -> None:
    """An error of 1e-12 is found with the complex step; by differences alone it is not."""
    wrong = lambda t: gradient(t) * (1 + 1e-12)  # noqa: E731
    assert check_gradient(loss, gradient, (THETA,))[0].verdict == "passed"
    assert check_gradient(loss, wrong, (THETA,))[0].verdict == "differs"
    assert check_gradient(lambda t: float(loss(t)), wrong, (THETA,))[0].verdict == "passed"


def test_the_slope_of_the_complex_step_is_exact() -> None:
    """The slope along a line is right to the last digits."""
    line = Line((THETA,), 0, np.array([1.0, 0.0, -1.0]))
    right = gradient(THETA)[0] - gradient(THETA)[2]
    assert ComplexStep(loss).slope(line) == pytest.approx(right, rel=1e-15)
    assert math.isnan(ComplexStep(lambda t: np.complex64(loss(t))).slope(line)), "too coarse for so small a step"


class Remote:
    """A function behind a boundary, which a complex number would kill."""

    def __call__(self, *arguments):
        return self.many([arguments])[0]

    def many(self, batch):
        assert not any(np.iscomplexobj(argument) for arguments in batch for argument in arguments)
        return [loss(*arguments) for arguments in batch]


def test_a_function_behind_a_boundary_gets_no_complex_numbers() -> None:
    """A function with `many` is never tried, and judged by differences."""
    (found,) = check_gradient(Remote(), gradient, (THETA,))
    assert found.verdict == "passed"
    assert found.tolerance > 1e-12


def exits(t):
    """Return the loss, or leave."""
    if np.iscomplexobj(t):
        raise RuntimeError("no complex numbers here")
    return loss(t)


REFUSALS = {
    "float": lambda t: float(loss(t)),
    "raises": exits,
    "real-part": lambda t: loss(t).real,
    "cast": lambda t: loss(np.asarray(t, dtype=float)),
    "nan": lambda t: loss(t) * (math.nan if np.iscomplexobj(t) else 1),
    "several": lambda t: np.ones(2) * 1j if np.iscomplexobj(t) else loss(t),
    "nothing": lambda t: None if np.iscomplexobj(t) else loss(t),
    "complex64": lambda t: np.complex64(loss(t)) if np.iscomplexobj(t) else loss(t),
}


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_a_loss_may_refuse_complex_numbers_in_any_way(refusal) -> None:
    """Exceptions, warnings, real values and odd ones mean no failure: differences are enough."""
    asked = []

    def noted(t):
        if np.iscomplexobj(t):
            asked.append(t)
        return refusal(t)

    (found,) = check_gradient(noted, gradient, (THETA,))
    assert found.verdict == "passed"
    assert len(asked) == 1, "and is not asked again"


WRONG = {
    "absolute": (lambda t: np.sum(np.abs(t) * t), lambda t: 2 * np.abs(t)),
    "conjugate": (lambda t: np.vdot(t, t) + 0j * np.sum(t), lambda t: 2 * t),
    "lies": (lambda t: loss(t) + (1e-20j if np.iscomplexobj(t) else 0), gradient),
}


@pytest.mark.parametrize(("function", "right"), WRONG.values(), ids=WRONG)
def test_a_complex_step_that_is_wrong_is_not_believed(function, right) -> None:
    """Where the complex step contradicts the differences, they decide: honest work passes, and wrong work does not."""

    def real_or_complex(t):
        value = function(t)
        return value if np.iscomplexobj(t) else float(value.real)

    assert check_gradient(real_or_complex, right, (THETA,))[0].verdict == "passed"
    assert check_gradient(real_or_complex, lambda t: 1.001 * right(t), (THETA,))[0].verdict == "differs"
