"""Claims: what is asked of a gradient, and which slope of the loss it is held against."""

from __future__ import annotations

import math

import numpy as np
import pytest

from autograder.verify import check_gradient, check_gradients
from autograder.verify.claims import Claim, beside
from autograder.verify.differences import SINGLE, UNIT, Slope
from autograder.verify.lines import ComplexStep, Line, Reading

HERE = np.array([0.3, -1.2, 2.0])


def square(t):
    """Return a loss whose gradient is 2 t."""
    return t @ t


def claim():
    """Return the right gradient of `square` along a direction."""
    return Claim(Line((HERE,), 0, np.ones(3)), 2 * HERE, [(HERE * (1 + UNIT),)], [2 * HERE])


@pytest.mark.parametrize(
    ("reading", "loss", "believed"),
    [
        pytest.param(Reading(Slope(2.2, 1e-9, 0.0)), square, True, id="agrees"),
        pytest.param(Reading(Slope(2.2, 1e-9, 0.0), SINGLE), square, False, id="float32"),
        pytest.param(Reading(Slope(2.2, 1.0, 0.0)), square, False, id="wide"),
        pytest.param(Reading(Slope(math.nan, math.inf, math.nan)), square, False, id="none"),
        pytest.param(Reading(Slope(2.3, 1e-9, 0.0)), square, False, id="contradicts"),
        pytest.param(
            Reading(Slope(2.2, 1e-9, 0.0)),
            lambda t: square(t) if np.array_equal(t.real, HERE) else math.nan,
            False,
            id="not-where-rounding-moves-it",
        ),
    ],
)
def test_the_complex_step_stands_for_differences_that_can_be_trusted(reading, loss, believed) -> None:
    """The complex step counts where the differences are sharp, in float64, and agree; and where rounding leaves it."""
    found = claim().precise(reading, ComplexStep(loss))
    assert (found is not None) is believed
    if found:
        assert found == pytest.approx((2.2, 0.0), abs=1e-14)


def test_a_point_near_by_is_generic() -> None:
    """Every entry moves by itself, relative to the array's size, and other arguments stay."""
    theta = 100 * np.random.default_rng(0).normal(size=2000)
    moved, data = beside((theta, "data"), (0,), 1e-3, np.random.default_rng(1))
    assert np.std(moved - theta) == pytest.approx(0.1, rel=0.1)
    assert abs(np.mean(moved - theta)) < 0.02
    assert data == "data"


def single(t):
    """Return the gradient of `square` in float32."""
    return 2 * t.astype(np.float32)


def test_float32_claims_at_many_points_are_each_judged_by_their_own_answers() -> None:
    """Several float32 gradients at once pass as each does alone, with float32's unit, and doubled ones do not."""
    points = [(np.random.default_rng(seed).normal(size=5),) for seed in range(6)]
    for gradient, verdict in ((single, "passed"), (lambda t: 2 * single(t), "differs")):
        together = check_gradients(square, gradient, points, (0,), [np.random.default_rng(i) for i in range(6)])
        alone = [check_gradient(square, gradient, p, rng=np.random.default_rng(i)) for i, p in enumerate(points)]
        assert [(found.verdict, found.unit) for (found,) in together] == [(verdict, SINGLE)] * 6
        if verdict == "passed":
            assert together == alone


def test_a_float32_gradient_that_loses_its_form_decides_nothing() -> None:
    """A float32 gradient that gives nothing where its rounding is measured is not judged, and nothing raises."""
    asked = []

    def fails(t):
        asked.append(t)
        return single(t) if len(asked) <= 4 else None

    assert check_gradient(square, fails, (HERE,))[0].verdict == "inconclusive"


def test_generators_and_points_are_as_many() -> None:
    """A generator more or fewer than there are points is an error of ours, and raises."""
    for many in (1, 3):
        with pytest.raises(ValueError, match="zip"):
            check_gradients(square, single, [(HERE,)] * 2, (0,), [np.random.default_rng(0)] * many)
