"""The gradient check where it cannot judge, what it costs, and the forms that a point may have."""

from __future__ import annotations

import doctest
import math

import numpy as np
import pytest

from autograder.verify import check_gradient, gradient

# --- what cannot be judged ------------------------------------------------------------------------------------

POINT = (np.array([0.3, -1.2, 2.0]),)


def square(t):
    """Return a loss whose gradient is 2 t."""
    return float(t @ t)


def double(t):
    """Return the gradient of `square`."""
    return 2 * t


def unrepeatable(function, size):
    """Return a function whose every call is a little different."""
    rng = np.random.default_rng(0)
    return lambda t: function(t) + size * rng.normal()


UNJUDGED = {
    "loss-not-deterministic": (unrepeatable(square, 1e-9), double, "not-deterministic"),
    "gradient-not-deterministic": (square, unrepeatable(double, 1e-9), "not-deterministic"),
    "loss-nan": (lambda t: math.nan * t[0], double, "not-finite"),
    "loss-infinite": (lambda _t: math.inf, double, "not-finite"),
    "loss-nan-nearby": (lambda t: square(t) if t[0] == 0.3 else math.nan, double, "not-finite"),
    "loss-of-three": (lambda t: t**2, double, "not-finite"),
    "loss-text": (lambda _t: "0.5", double, "not-finite"),
    "loss-nothing": (lambda _t: None, double, "not-finite"),
    "gradient-nan": (square, lambda t: t * math.nan, "not-finite"),
    "gradient-infinite": (square, lambda t: t + math.inf, "not-finite"),
    "gradient-too-long": (square, lambda _t: np.ones(4), "wrong-form"),
    "gradient-outer": (square, lambda t: np.outer(t, t), "wrong-form"),
    "gradient-a-number": (square, lambda _t: 1.0, "wrong-form"),
    "gradient-nothing": (square, lambda _t: None, "wrong-form"),
    "gradient-text": (square, lambda _t: "2 t", "wrong-form"),
    "gradient-ragged": (square, lambda _t: [[1.0], [1.0, 2.0]], "wrong-form"),
    "gradient-complex": (square, lambda t: 2 * t + 0j, "wrong-form"),
    "gradient-in-a-tuple": (square, lambda t: (2 * t, 2 * t), "wrong-form"),
}


@pytest.mark.parametrize(("loss", "grad", "verdict"), UNJUDGED.values(), ids=UNJUDGED)
def test_what_cannot_be_judged_is_said_to_be_so(loss, grad, verdict) -> None:
    """Answers that do not repeat, are not finite, or have another form get a verdict of their own, and one only."""
    (found,) = check_gradient(loss, grad, POINT)
    assert found.verdict == verdict
    assert found.parameter == 0


@pytest.mark.parametrize("answer", [lambda u, _v: 2 * u, lambda u, _v: (2 * u,), lambda u, v: (2 * u, 2 * v, 1.0)])
def test_several_parameters_want_as_many_arrays(answer) -> None:
    """A gradient by two parameters that gives one array or three has the wrong form."""
    (found,) = check_gradient(lambda u, v: float(u @ u + v @ v), answer, (POINT[0], POINT[0]), wrt=(0, 1))
    assert found.verdict == "wrong-form"


@pytest.mark.parametrize("noise", [1e-6, 1e-3, 0.1, 1.0, 1e3])
def test_noise_buys_no_tolerance(noise) -> None:
    """A repeatable but noisy loss widens the tolerance; no wrong gradient passes by it: too much is inconclusive."""

    def loss(t):
        return square(t) + noise * math.sin(1e9 * float(np.sum(t)))

    for wrong in (lambda t: 3 * t, np.zeros_like, lambda t: 2.002 * t):
        assert check_gradient(loss, wrong, POINT)[0].verdict in {"inconclusive", "differs"}
    (honest,) = check_gradient(loss, double, POINT)
    assert honest.verdict == ("passed" if noise < 0.1 else "inconclusive")


def test_a_noisy_gradient_buys_no_tolerance() -> None:
    """A gradient that rounding of the inputs moves far gets a wide tolerance, and does not pass by it."""
    (found,) = check_gradient(square, lambda t: 2 * t + np.sin(1e17 * t), POINT)
    assert found.verdict in {"inconclusive", "differs"}


def test_a_loss_that_does_not_move_has_the_gradient_zero() -> None:
    """A constant loss passes with a gradient of zeros, and with no other."""
    assert check_gradient(lambda _t: 1.0, np.zeros_like, POINT)[0].verdict == "passed"
    assert check_gradient(lambda _t: 0.0, np.zeros_like, POINT)[0].verdict == "passed"
    assert check_gradient(lambda _t: 1.0, lambda t: 1e-3 + 0 * t, POINT)[0].verdict != "passed"


# --- cost -----------------------------------------------------------------------------------------------------


class Remote:
    """A function behind a boundary: counts calls and trips."""

    def __init__(self, function) -> None:
        self.function, self.calls, self.trips = function, 0, 0

    def __call__(self, *arguments):
        return self.many([arguments])[0]

    def many(self, batch):
        self.trips += 1
        self.calls += len(batch)
        return [self.function(*arguments) for arguments in batch]


@pytest.mark.parametrize("size", [10, 10_000])
def test_the_cost_does_not_depend_on_the_number_of_parameters(size) -> None:
    """A usual check takes 25 evaluations of the loss and 4 of the gradient, for ten parameters and for ten thousand."""
    loss, grad = Remote(lambda t: float(np.mean(np.sin(t)))), Remote(lambda t: np.cos(t) / t.size)
    (found,) = check_gradient(loss, grad, (np.random.default_rng(0).normal(size=size),))
    assert found.verdict == "passed"
    assert loss.calls == 25
    assert grad.calls == 4


def test_many_calls_take_few_trips() -> None:
    """A function behind a boundary is asked once for the gradient, and once for the loss along all directions."""
    loss, grad = Remote(lambda u, v: float(u @ u + np.sum(np.exp(v)))), Remote(lambda u, v: (2 * u, np.exp(v)))
    found = check_gradient(loss, grad, (np.array([1.0, 2.0]), np.array([0.1, 0.2, 0.3])), wrt=(0, 1))
    assert [each.verdict for each in found] == ["passed", "passed"]
    assert grad.trips == 1
    assert loss.trips == 1


def test_a_hard_loss_costs_a_bounded_number_of_evaluations() -> None:
    """Whatever the loss, no more than three windows of steps are tried, at no more than three points near by."""
    loss = Remote(lambda t: math.sin(1e12 * float(t[0])))
    check_gradient(loss, lambda t: t, (np.array([0.5]),))
    assert loss.calls <= (1 + 3) * (25 + 2 * 16)


def test_many_points_are_checked_as_each_would_be() -> None:
    """Checking several points at once gives each the verdict that it gets alone, in as few trips as one."""
    points = [(np.array([1.0, 2.0]),), (np.array([-0.5, 0.1]),), (np.array([0.0, 3.0]),), (np.array([-1.1, 2.0]),)]
    loss, grad = Remote(square), Remote(lambda t: 2 * t + (t[0] < 0))
    together = gradient.check_gradients(loss, grad, points, (0,), [np.random.default_rng(i) for i in range(4)])
    alone = [check_gradient(square, grad.function, p, rng=np.random.default_rng(i)) for i, p in enumerate(points)]
    assert together == alone
    assert [found.verdict for (found,) in together] == ["passed", "differs", "passed", "differs"]
    assert grad.trips == 2, "one more near by, for all failures at once"
    assert loss.trips == 2


# --- forms of the point ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("loss", "grad", "point", "wrt"),
    [
        pytest.param(square, double, (np.array([1, -3, 2]),), (0,), id="integer-array"),
        pytest.param(lambda t: np.sum(1 / t), lambda t: -(t**-2), (np.array([1, 2]),), (0,), id="negative-powers"),
        pytest.param(lambda t: t**3, lambda t: 3 * t**2, (2,), (0,), id="integer"),
        pytest.param(lambda t: t**3, lambda t: 3 * t**2, (1.5,), (0,), id="float"),
        pytest.param(lambda n, t: n * square(t), lambda n, t: 2 * n * t, (3, *POINT), (1,), id="integer-that-stays"),
        pytest.param(lambda t, s: square(t) + len(s), lambda t, _s: 2 * t, (*POINT, "ab"), (0,), id="text-that-stays"),
        pytest.param(square, double, (np.zeros(3),), (0,), id="at-zero"),
        pytest.param(square, lambda t: list(2 * t), POINT, (0,), id="list-answer"),
        pytest.param(square, lambda t: 2 * t[:, None], POINT, (0,), id="column-answer"),
        pytest.param(lambda t: np.array([[t @ t]]), double, POINT, (0,), id="loss-with-unit-axes"),
        pytest.param(lambda a, b: a * b**2, lambda a, b: [b**2, 2 * a * b], (2.0, 3.0), (0, 1), id="two-numbers"),
    ],
)
def test_the_form_of_the_point_is_no_matter(loss, grad, point, wrt) -> None:
    """Numbers and arrays, whole or not, are differentiated by alike, and other arguments stay what they are."""
    assert {found.verdict for found in check_gradient(loss, grad, point, wrt)} <= {"passed", "inconclusive"}
    if np.any(point[wrt[0]]):
        assert {found.verdict for found in check_gradient(loss, grad, point, wrt)} == {"passed"}


def test_the_point_is_not_changed() -> None:
    """The grader's own arrays are what they were, whatever the functions do to theirs."""
    point = np.array([1.0, 2.0])

    def greedy(t):
        t *= 2
        return t

    check_gradient(square, greedy, (point,))
    assert point.tolist() == [1.0, 2.0]


def test_the_same_generator_gives_the_same_verdict() -> None:
    """Directions come from the generator alone, and without one from a fixed seed."""
    first, second, other = (
        check_gradient(square, double, POINT, rng=rng)
        for rng in (np.random.default_rng(0), None, np.random.default_rng(1))
    )
    assert first == second
    assert first != other


HOSTILE = [None, "", [], [[]], {}, True, 1e308, -1e308, math.inf, math.nan, 2**63 - 1, [1e308] * 3, [None] * 3, 1j]


@pytest.mark.parametrize("answer", [*HOSTILE, np.zeros((0, 3)), np.full(3, 1e308), np.full(3, 5e-324)], ids=repr)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_no_answer_makes_the_check_raise(answer) -> None:
    """Whatever a loss or a gradient gives is judged: an error here would cost nobody points, and so be worth some."""
    check_gradient(lambda _t: answer, double, POINT)
    check_gradient(square, lambda _t: answer, POINT)
    check_gradient(lambda _t: answer, lambda _t: answer, POINT)
    check_gradient(lambda _u, _v: answer, lambda _u, _v: [answer, answer], (*POINT, 1.0), wrt=(0, 1))


def test_the_example_of_the_docstring_is_true() -> None:
    """The example in the documentation gives what it says."""
    tested = doctest.testmod(gradient)
    assert tested.attempted >= 4
    assert tested.failed == 0
