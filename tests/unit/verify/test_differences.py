"""Finite differences that carry their own error bound: the bound has to hold."""

from __future__ import annotations

import math

import numpy as np
import pytest

from autograder.verify.differences import (
    NOISE_POINTS,
    ROWS,
    SINGLE,
    UNIT,
    WINDOWS,
    both_sides,
    near_slope,
    noise_of,
    noise_points,
    slope,
    steps,
    unit_of,
)


class Counted:
    """A function along a line that counts its evaluations and its windows."""

    def __init__(self, phi) -> None:
        self.phi, self.windows = phi, []

    def __call__(self, ts):
        self.windows.append(max(ts))
        return [self.phi(t) for t in ts]


def differentiated(phi, first=1.0, scale=1.0):
    """Differentiate as the gradient check does: noise first, then the tableau."""
    line = Counted(phi)
    with np.errstate(all="ignore"):
        close = [phi(t) for t in noise_points(scale)]
        noise = noise_of(close)
        near = near_slope(close, scale, noise)
        found = slope(line, phi(0.0), first, noise, [phi(t) for t in both_sides(first)], near)
    return found, line


def logistic(z):
    """Return the sigmoid, without overflow."""
    return 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))


# One random function a draw: (a, b, c) are normal. Each entry gives phi and phi'(0).
FAMILIES = {
    "exponential": lambda a, b, c: (lambda t: c * math.exp(a * t + b), c * a * math.exp(b)),
    "quadratic": lambda a, b, c: (lambda t: a * t * t + b * t + c, b),
    "cubic": lambda a, b, c: (lambda t: a * (t + b) ** 3 + c, 3 * a * b * b),
    "sine": lambda a, b, c: (lambda t: c * math.sin(a * t + b), c * a * math.cos(b)),
    "steep": lambda a, b, c: (lambda t: math.sin(300 * a * t + b) + c, 300 * a * math.cos(b)),
    "sigmoid": lambda a, b, c: (
        lambda t: c * logistic(a * t + b),
        c * a * logistic(b) * logistic(-b),
    ),
    "saturated": lambda a, b, c: (
        lambda t: logistic(a * t + 12 + b) + 0 * c,
        a * logistic(12 + b) * logistic(-12 - b),
    ),
    "tanh": lambda a, b, c: (lambda t: c * math.tanh(a * t + b), c * a / math.cosh(b) ** 2),
    "offset": lambda a, b, c: (lambda t: 1e4 + c * math.exp(a * t + b), c * a * math.exp(b)),
    "tiny": lambda a, b, c: (lambda t: 1e-8 * c * math.exp(a * t + b), 1e-8 * c * a * math.exp(b)),
    "huge": lambda a, b, c: (lambda t: 1e8 * c * math.exp(a * t + b), 1e8 * c * a * math.exp(b)),
    "logarithm": lambda a, b, c: (lambda t: math.log1p(math.exp(a * t + b)) + c, a * logistic(b)),
    "rational": lambda a, b, c: (lambda t: c / (2 + (a * t + b) ** 2), -2 * c * a * b / (2 + b * b) ** 2),
}


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("first", [1.0, 0.05])
def test_the_error_bound_holds(family, first) -> None:
    """The true error of a slope is never larger than the error that comes with it."""
    rng = np.random.default_rng(1)
    for a, b, c in rng.normal(size=(150, 3)):
        phi, truth = FAMILIES[family](a, b, c)
        found, _ = differentiated(phi, first)
        rounding = 4 * UNIT * abs(truth)  # of the closed form itself
        assert abs(found.value - truth) <= found.error + rounding, (a, b, c)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_error_bound_is_of_use(family) -> None:
    """The median bound is small beside the slope: a bound that says nothing would hold, too."""
    # An offset of 1e4 takes four digits from the loss; a saturated sigmoid, six; what is steep takes two windows.
    digits = {"offset": 1e-7, "saturated": 1e-7, "steep": 1e-7}.get(family, 1e-9)
    rng = np.random.default_rng(2)
    relative = []
    for a, b, c in rng.normal(size=(100, 3)):
        phi, truth = FAMILIES[family](a, b, c)
        found, _ = differentiated(phi)
        relative.append(found.error / abs(truth))
    assert np.median(relative) <= digits


def test_the_bound_of_a_network_holds() -> None:
    """The slope of a network's loss along a direction agrees with back-propagation to within its error."""
    rng = np.random.default_rng(3)
    for _ in range(50):
        x, y = rng.normal(size=(20, 4)), rng.normal(size=20)
        weights, out, direction = rng.normal(size=(4, 6)), rng.normal(size=6), rng.normal(size=(4, 6))

        def phi(t, x=x, y=y, weights=weights, out=out, direction=direction):
            return float(np.mean((np.tanh(x @ (weights + t * direction)) @ out - y) ** 2))

        hidden = np.tanh(x @ weights)
        back = 2 / 20 * np.outer(hidden @ out - y, out) * (1 - hidden**2)
        found, _ = differentiated(phi, 1 / float(np.linalg.norm(direction)))
        assert abs(found.value - float(np.sum(x.T @ back * direction))) <= found.error


@pytest.mark.parametrize(
    ("phi", "jump"),
    [
        pytest.param(abs, 2.0, id="absolute"),
        pytest.param(lambda t: max(0.0, 3 * t), 3.0, id="relu"),
        pytest.param(lambda t: math.exp(t) + 0.5 * abs(t), 1.0, id="smooth-and-kink"),
    ],
)
def test_a_kink_widens_the_bound_by_half_its_jump(phi, jump) -> None:
    """At a kink the jump of the derivative is measured, and either one-sided slope lies within the bound."""
    found, _ = differentiated(phi)
    assert found.jump == pytest.approx(jump, rel=1e-6)
    assert found.error >= jump / 2


def test_a_kink_beside_the_point_does_not_hide_the_slope() -> None:
    """A kink within the first steps is left outside by smaller ones."""
    found, _ = differentiated(lambda t: abs(t - 0.01) + 2 * t)
    assert found.value == pytest.approx(1.0, abs=1e-8)
    assert found.error < 1e-7


def test_no_jump_where_the_function_is_smooth() -> None:
    """A smooth function's jump is zero to within the bound."""
    found, _ = differentiated(lambda t: math.exp(2 * t))
    assert abs(found.jump) <= 2 * found.error
    assert found.error < 1e-9


@pytest.mark.parametrize("sigma", [1e-12, 1e-8, 1e-3, 1.0])
def test_noise_is_measured_within_a_factor(sigma) -> None:
    """Noise of known size on a smooth function is measured to within ten times, and the median to within two."""
    rng = np.random.default_rng(5)
    found = []
    for _ in range(200):
        base = np.exp(np.array(noise_points(1.0)))
        found.append(noise_of(list(base + sigma * rng.normal(size=NOISE_POINTS))) / sigma)
    assert max(found) < 10
    assert min(found) > 1 / 10
    assert 0.5 < np.median(found) < 2


@pytest.mark.parametrize("scale", [1e-8, 1.0, 1e8])
def test_a_smooth_function_has_the_noise_of_its_rounding(scale) -> None:
    """The values of a smooth function show noise of a few units in the last place at most, and never none."""
    noise = noise_of([scale * math.exp(t) for t in noise_points(1.0)])
    assert 0.25 * UNIT * scale * 0.99 <= noise <= 4 * UNIT * scale


def test_single_precision_is_seen_as_noise() -> None:
    """A loss that is computed in float32 shows noise of float32's size."""
    noise = noise_of([float(np.float32(math.exp(3 * t))) for t in noise_points(1.0)])
    assert 1e-9 < noise < 1e-6


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_noise_of_what_is_not_finite_is_no_number(bad) -> None:
    """One value that is not finite makes the noise unknown."""
    assert math.isnan(noise_of([1.0, 1.0, bad, 1.0, 1.0, 1.0, 1.0]))


def test_noise_points_lie_around_zero_and_scale() -> None:
    """The points of the noise are equidistant, contain zero and grow with the parameters."""
    points = noise_points(3.0)
    assert len(points) == NOISE_POINTS
    assert 0.0 in points
    assert np.ptp(np.diff(points)) <= 1e-12 * max(points)
    assert points == pytest.approx([3 * p for p in noise_points(1.0)])


def test_steps_are_halved() -> None:
    """A tableau's steps are halved from the first, and every one is taken to both sides."""
    assert steps(2.0) == [2.0 / 2**row for row in range(ROWS)]
    assert both_sides(1.0)[:4] == [1.0, -1.0, 0.5, -0.5]
    assert len(both_sides(1.0)) == 2 * ROWS


def test_the_window_moves_to_smaller_steps_where_the_function_is_steep() -> None:
    """A function that turns within the smallest step is measured with smaller ones."""
    found, line = differentiated(lambda t: math.sin(3000 * t))
    assert line.windows
    assert line.windows[0] == 1 / 2 ** (ROWS - 2), "no step size is left out between the windows"
    assert found.value == pytest.approx(3000, rel=1e-8)
    assert found.error < 1e-1


@pytest.mark.parametrize("waves", [30, 300, 3000])
def test_long_steps_that_agree_by_chance_are_not_believed(waves) -> None:
    """Where all first steps are longer than the function's waves, the bound holds all the same."""
    rng = np.random.default_rng(6)
    for a, b in rng.normal(size=(300, 2)):
        found, _ = differentiated(lambda t, a=a, b=b: math.sin(waves * a * t + b))
        truth = waves * a * math.cos(b)
        assert abs(found.value - truth) <= found.error + 4 * UNIT * abs(truth)


def test_the_near_slope_is_rough_and_its_error_holds() -> None:
    """The slope from the values of the noise is within its error, and good to some digits where nothing is noisy."""
    rng = np.random.default_rng(7)
    for a, b in rng.normal(size=(300, 2)):
        values = [math.sin(100 * a * t + b) for t in noise_points(1.0)]
        value, error = near_slope(values, 1.0, noise_of(values))
        assert abs(value - 100 * a * math.cos(b)) <= error
        assert error < 1e-4 * abs(100 * a)


def test_the_near_slope_of_a_noisy_function_refutes_nothing() -> None:
    """In single precision the near slope's error is wide enough to contain the slope."""
    rng = np.random.default_rng(8)
    for a, b in rng.normal(size=(300, 2)):
        values = [float(np.float32(math.exp(a * t + b))) for t in noise_points(1.0)]
        value, error = near_slope(values, 1.0, noise_of(values))
        assert abs(value - a * math.exp(b)) <= error


def test_the_window_moves_to_larger_steps_where_noise_is_in_the_way() -> None:
    """A function whose slope drowns in rounding at small steps is measured with larger ones."""
    found, line = differentiated(lambda t: 1e4 + math.sin(t / 10), first=0.01)
    assert line.windows
    assert line.windows[0] > 0.01
    assert found.value == pytest.approx(0.1, rel=1e-8)


def test_a_good_window_stays() -> None:
    """A function that its first window suits costs no further evaluation."""
    _, line = differentiated(math.exp)
    assert line.windows == []


@pytest.mark.parametrize(
    "phi",
    [
        pytest.param(lambda t: math.sin(1e12 * t), id="too-steep"),
        pytest.param(lambda t: math.nan if t else 0.0, id="nan-around"),
        pytest.param(lambda t: math.copysign(1.0, t), id="step"),
        pytest.param(lambda t: 1.0 + 0 * t, id="constant"),
    ],
)
def test_windows_move_a_bounded_number_of_times(phi) -> None:
    """Whatever the function, no more than `WINDOWS` tableaux are made of it."""
    _, line = differentiated(phi)
    assert len(line.windows) <= WINDOWS - 1


def test_a_slope_that_no_step_gives_is_no_number() -> None:
    """Where all values around zero are not finite there is no slope, and no bound."""
    found, _ = differentiated(lambda t: math.nan if t else 0.0)
    assert math.isnan(found.value)
    assert math.isnan(found.jump)
    assert math.isinf(found.error)


def test_steps_that_overflow_are_passed_over() -> None:
    """Steps at which the function is not finite do not spoil the others."""
    found, _ = differentiated(lambda t: math.log(1 - 4 * t) if t < 0.25 else math.nan)
    assert abs(found.value + 4) <= found.error
    assert found.error < 1e-7


def test_a_jump_of_the_value_is_no_slope() -> None:
    """A function that jumps at zero has a bound as wide as its quotient: nothing can be judged by it."""
    found, _ = differentiated(lambda t: math.copysign(1.0, t))
    assert not found.error < abs(found.value)


@pytest.mark.parametrize(
    ("values", "unit"),
    [
        pytest.param(np.array([0.1, 0.7], dtype=np.float32), SINGLE, id="float32"),
        pytest.param([float(np.float32(0.1)), 0.0], SINGLE, id="float32-in-a-list"),
        pytest.param([float(np.float32(0.1)), math.nan, math.inf], SINGLE, id="beside-what-is-not-finite"),
        pytest.param([0.1, 0.5], UNIT, id="float64"),
        pytest.param([1e300, 1.0], UNIT, id="beyond-float32"),
        pytest.param([0.0, 0.0], UNIT, id="zero"),
        pytest.param([], UNIT, id="empty"),
    ],
)
def test_float32_is_recognised_by_value(values, unit) -> None:
    """Numbers that float32 could hold, not all zero, have float32's unit round-off, whatever their type."""
    assert unit_of(values) == unit


def test_a_float32_function_has_the_bound_of_float32() -> None:
    """The bound of a slope holds where the function's values are rounded to float32, though close by they are equal."""
    rng = np.random.default_rng(9)
    for a, b in rng.normal(size=(300, 2)):

        def phi(t, a=a, b=b):
            return float(np.float32(100 + math.sin(a * t + b)))

        values = [phi(t) for t in noise_points(1.0)]
        unit = unit_of(values)
        noise = noise_of(values, unit)
        assert noise >= 0.25 * SINGLE * 99
        near = near_slope(values, 1.0, noise)
        found = slope(lambda ts, phi=phi: [phi(t) for t in ts], phi(0), 1.0, noise, [phi(t) for t in both_sides(1.0)],
                      near, unit=unit)  # fmt: skip
        assert abs(found.value - a * math.cos(b)) <= found.error


@pytest.mark.parametrize(
    ("phi", "first", "windows"),
    [
        pytest.param(lambda t: abs(t - 1e-3) + math.sin(2 * t) + 1e4, 0.05, 1, id="smaller-and-not-back"),
        pytest.param(lambda t: abs(t - 1e-4) + math.sin(2 * t) + 1e4, 0.01, 1, id="contradicted-and-not-back"),
        pytest.param(lambda t: 10 + math.sin(3 * t + 0.5), 1.0, 1, id="best-at-the-last-row-but-one"),
        pytest.param(lambda t: 1 + math.exp(0.01 * t), 1.0, 0, id="best-in-the-middle"),
        pytest.param(lambda t: math.copysign(1.0, t), 1.0, 2, id="each-is-better-by-half"),
        pytest.param(lambda t: math.log(1 - 1e4 * t) if t < 1e-4 else math.nan, 0.01, 1, id="finite-at-the-smallest"),
        pytest.param(lambda t: math.nan if t else 0.0, 1.0, 2, id="none-is-finite"),
    ],
)
def test_windows_move_only_where_there_is_something_to_gain(phi, first, windows) -> None:
    """Another window follows while the best step lies at an end and the error shrinks, and none turns back."""
    _, line = differentiated(phi, first)
    assert len(line.windows) == windows


def test_a_narrow_domain_is_found_by_smaller_steps() -> None:
    """Where the function is finite at none of the first steps, smaller ones are tried, and are enough."""
    found, _ = differentiated(lambda t: math.log(1 - 1e3 * t) if abs(t) < 1e-3 else math.nan)
    assert abs(found.value + 1e3) <= found.error < 1


@pytest.mark.parametrize("phi", [lambda t: math.exp(5 * t), lambda t: abs(t - 0.1) + 2 * t], ids=["steep", "kink"])
def test_a_mirrored_function_has_the_opposite_slope(phi) -> None:
    """Both sides count alike: a mirror image has the opposite slope, the same bound and the same windows."""
    for first in (1.0, 0.05, 0.01):
        (one, its), (other, others) = differentiated(phi, first), differentiated(lambda t: phi(-t), first)
        assert one.value == pytest.approx(-other.value, rel=1e-12)
        assert one.error == pytest.approx(other.error, rel=0.3)
        assert its.windows == others.windows


def test_what_is_no_parabola_on_so_short_an_interval_is_noise() -> None:
    """Third differences count as noise; a parabola has none but its rounding."""
    ts = range(NOISE_POINTS)
    assert noise_of([float(t**3) for t in ts]) == pytest.approx(6 / math.sqrt(20))
    assert noise_of([float(t**2) for t in ts]) == 0.25 * UNIT * (NOISE_POINTS - 1) ** 2
