"""A failure counts if it is seen again near by: kinks are forgiven, errors are not."""

from __future__ import annotations

import math

import numpy as np
import pytest

from autograder.verify import ArrayVerdict, check_gradient, check_gradients, common_ratio
from autograder.verify.gradient import _ratio

X = np.random.default_rng(0).normal(size=(12, 3))


def hinge(t):
    """Return a sum of positive parts, some of them counted negatively, so that their jumps cancel in part."""
    return float(np.sum(np.maximum(X @ t, 0)) - 0.5 * np.sum(np.maximum(-(X @ t), 0)))


def hinge_gradient(at_zero, factor=1.0):
    """Return the gradient of `hinge` with a sub-gradient at the kink."""

    def gradient(t):
        z = X @ t
        first = np.where(z == 0, at_zero, z > 0)
        second = np.where(z == 0, at_zero, z < 0)
        return factor * X.T @ (first + 0.5 * second)

    return gradient


def linear(t):
    """Return relu(t) - relu(-t), which is t: its jumps cancel altogether."""
    return float(np.sum(np.maximum(t, 0) - np.maximum(-t, 0)))


@pytest.mark.parametrize("at_zero", [0.0, 0.25, 0.5, 1.0, -3.0])
def test_at_a_kink_every_sub_gradient_passes(at_zero) -> None:
    """Exactly at a ReLU's kink any convention for its derivative is right."""
    for seed in range(20):
        rng = np.random.default_rng(seed)
        (found,) = check_gradient(hinge, hinge_gradient(at_zero), (np.zeros(3),), rng=rng)
        assert found.verdict == "passed"
        (found,) = check_gradient(linear, lambda t: (t != 0) * 1.0 + at_zero * (t == 0), (np.zeros(3),), rng=rng)
        assert found.verdict == "passed"


@pytest.mark.parametrize("factor", [2.0, -1.0, 1.01])
def test_at_a_kink_an_error_is_still_found(factor) -> None:
    """An error of the algebra is there near by, too, and differs at the kink as it does elsewhere."""
    for seed in range(20):
        rng = np.random.default_rng(seed)
        (found,) = check_gradient(hinge, hinge_gradient(0.0, factor), (np.zeros(3),), rng=rng)
        assert found.verdict == "differs"
        (found,) = check_gradient(linear, lambda t: factor * (t != 0), (np.zeros(3),), rng=rng)
        assert found.verdict == "differs"


class Remote:
    """A function behind a boundary, which notes its trips."""

    def __init__(self, function) -> None:
        self.function, self.trips = function, []

    def many(self, batch):
        self.trips.append(len(batch))
        return [self.function(*arguments) for arguments in batch]


def test_all_failures_are_seen_again_in_one_trip() -> None:
    """Near-by points cost one trip to each function for all failures together, and nothing where all passes."""
    points = [(np.array([1.5, seed - 2.2]),) for seed in range(5)]
    loss = Remote(lambda t: float(np.sum(np.exp(t))))
    for gradient, points_near in ((np.exp, 0), (lambda t: np.exp(t) * np.sign(t), 3)):
        remote = Remote(gradient)
        loss.trips.clear()
        check_gradients(loss, remote, points, (0,), [np.random.default_rng(seed) for seed in range(5)])
        assert remote.trips == [20] + [4 * points_near] * bool(points_near)
        assert loss.trips == [125] + [25 * points_near] * bool(points_near)


def test_only_the_array_that_failed_is_seen_again() -> None:
    """Of two arrays the one that passed is not measured again."""
    loss, gradient = Remote(lambda u, v: float(np.sum(np.exp(u) + np.sin(v)))), Remote(lambda u, v: (np.exp(u), v))
    found = check_gradient(loss, gradient, (np.array([0.3, 1.0]), np.array([0.2, -1.0])), wrt=(0, 1))
    assert [each.verdict for each in found] == ["passed", "differs"]
    assert loss.trips == [50, 25]


def test_a_failure_that_cannot_be_seen_again_decides_nothing() -> None:
    """Functions that raise near by, or are not finite there, leave a failure inconclusive: not right, not wrong."""
    here = np.array([0.3, 0.7])

    def raises(t):
        if not np.allclose(t, here, rtol=1e-12):
            raise ValueError
        return 3 * t

    def strays(t):
        return 3 * t if np.allclose(t, here, rtol=1e-12) else math.nan * t

    def strays_by_rounding(t):
        return 3 * t if np.array_equal(t, here) else math.nan * t

    for gradient in (raises, strays, strays_by_rounding):
        (found,) = check_gradient(lambda t: float(t @ t), gradient, (here,))
        assert found.verdict == "inconclusive"


def test_a_failure_that_one_distance_hides_is_seen_at_the_next() -> None:
    """A gradient that is not finite at the nearest point differs all the same, if it does so farther away."""
    here = np.array([0.3, 0.7])

    def strays(t):
        return (math.nan if 1e-6 < np.max(np.abs(t - here)) < 2e-3 else 3) * t

    (found,) = check_gradient(lambda t: float(t @ t), strays, (here,))
    assert found.verdict == "differs"


def test_a_narrow_domain_is_stayed_in() -> None:
    """Near the edge of its domain a loss is asked close by, and the failure is found again."""
    t = np.array([1e-2, 0.3, 0.9, 0.95])

    def surprise(p):
        with np.errstate(invalid="ignore"):
            return -float(np.sum(np.log(p)))

    def strict(p):
        if np.any(p <= 0):
            raise ValueError
        return 1 / p

    (found,) = check_gradient(surprise, strict, (t,))
    assert found.verdict == "differs"


def test_a_flat_neighbourhood_proves_nothing() -> None:
    """A gradient that is wrong here, and agrees near by only since all is zero there, does not pass."""

    def step(t):
        return float(np.sum(np.where(np.abs(t - 1) < 1e-5, t, 0)))

    (found,) = check_gradient(step, lambda t: 2.0 * (np.abs(t - 1) < 1e-5), (np.ones(2),))
    assert found.verdict != "passed"


# --- the ratio ------------------------------------------------------------------------------------------------


def several(gradient):
    """Check a gradient of two arrays at three points."""
    rng = np.random.default_rng(3)
    points = [(rng.normal(size=(2, 3)), rng.normal(size=4)) for _ in range(3)]
    found = check_gradients(
        lambda u, v: float(np.sum(np.exp(u)) + np.sum(np.sin(v))),
        lambda u, v: gradient(np.exp(u), np.cos(v)),
        points,
        (0, 1),
        [np.random.default_rng(seed) for seed in range(3)],
    )
    return [verdict for verdicts in found for verdict in verdicts]


@pytest.mark.parametrize("ratio", [2.0, 0.5, -1.0, 20.0, 1 / 20, 0.0, 1 / 3, -5000.0])
def test_a_constant_factor_is_named(ratio) -> None:
    """Arrays that all are a whole number, or the inverse of one, times the right ones show exactly that ratio."""
    assert common_ratio(several(lambda u, v: (ratio * u, ratio * v))) == ratio
    assert common_ratio(several(lambda u, v: (u, ratio * v))) == ratio, "of those that differ"


def test_an_unusual_factor_is_named_as_it_was_measured() -> None:
    """A factor that is no whole number's is told to many digits."""
    assert common_ratio(several(lambda u, v: (0.123 * u, 0.123 * v))) == pytest.approx(0.123, rel=1e-8)


@pytest.mark.parametrize(
    "gradient",
    [
        pytest.param(lambda u, v: (u, v), id="right"),
        pytest.param(lambda u, v: (2 * u, 3 * v), id="two-factors"),
        pytest.param(lambda u, v: (u + 1, v), id="sum"),
        pytest.param(lambda u, v: (u, v[::-1]), id="reversed"),
        pytest.param(lambda u, v: (u, v * (np.arange(4) > 0)), id="one-entry"),
        pytest.param(lambda u, v: (u[0], v), id="wrong-form"),
    ],
)
def test_no_factor_is_named_where_there_is_none(gradient) -> None:
    """Right gradients, several factors and other errors have no common ratio."""
    assert math.isnan(common_ratio(several(gradient)))


def test_one_number_needs_two_points_for_a_ratio() -> None:
    """A derivative by one number is always some multiple of the right one: only the point near by tells."""
    (twice,) = check_gradient(lambda t: t**3, lambda t: 6 * t**2, (1.5,))
    (plus,) = check_gradient(lambda t: t**3, lambda t: 3 * t**2 + 6.75, (1.5,))
    assert common_ratio([twice]) == 2.0
    assert plus.claimed == pytest.approx(2 * plus.measured)
    assert math.isnan(common_ratio([plus]))


def test_where_the_slope_is_zero_there_is_no_ratio() -> None:
    """A gradient that is wrong where the loss is flat differs, and is no multiple of the right one."""
    (found,) = check_gradient(lambda t: t @ t, lambda t: 2 * t + 1, (np.zeros(3),))
    assert found.verdict == "differs"
    assert math.isnan(found.ratio)


def differing(ratio, tolerance):
    """Return the verdict of an array that was measured to be one and claimed to be another number."""
    return ArrayVerdict(0, "differs", ratio, 1.0, tolerance, ratio)


@pytest.mark.parametrize("sharp", [0.123, 0.1233])
def test_the_sharper_measurement_gives_the_ratio(sharp) -> None:
    """Of measurements that agree the one with the smaller error is told, whichever is larger."""
    one, other = differing(sharp, 1e-9), differing(0.1232, 1e-3)
    assert _ratio(one, other) == _ratio(other, one) == sharp
    assert common_ratio([one, other]) == common_ratio([other, one]) == sharp


@pytest.mark.parametrize(("blur", "told"), [(4e-3, True), (6e-3, False)])
def test_two_blurred_measurements_have_no_ratio(blur, told) -> None:
    """A ratio is told only where the errors of both measurements together are below a hundredth."""
    assert math.isnan(_ratio(differing(0.5, blur), differing(0.5, blur))) is not told


def test_a_blurred_ratio_is_not_rounded_far() -> None:
    """However wide its error, a ratio is taken for a whole number's inverse only within a hundredth of that."""
    assert common_ratio([differing(0.052, 4e-3)]) == 0.052
