"""Minimisers, judged by what they reach: the gradient is small there, and many ways lead to it."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.records import Outcome
from autograder.spec import Case, ConvergenceCheck, Exercise, Formula
from tests.unit.judgement.conftest import task_of

PASSED, FAILED, BLOCKED = Outcome.PASSED, Outcome.FAILED, Outcome.BLOCKED
TOLERANCE = 1e-6


def minimise(theta0, gradient, tolerance, max_steps):
    """Follow BFGS directions, each halved until the gradient along it has shrunk."""
    theta, B = theta0.copy(), np.eye(len(theta0))
    g = gradient(theta)
    for _ in range(max_steps):
        if np.linalg.norm(g) <= tolerance:
            break
        p = -B @ g
        while abs(gradient(theta + p) @ p) > 0.9 * abs(g @ p):
            p = p / 2
        new = gradient(theta + p)
        y = new - g
        M = np.eye(len(theta)) - np.outer(p, y) / (p @ y)
        theta, g, B = theta + p, new, M @ B @ M.T + np.outer(p, p) / (p @ y)
    return theta


def valley(rng, max_steps=60, *, at_the_bottom=False):
    """Lie steep one way and flat the other, so that no single step size serves both; a little bent, too."""
    Q, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    A, c = Q @ np.diag([1.0, 30.0, 300.0]) @ Q.T, rng.normal(size=3)
    slope = Formula("theta", "A @ (theta - c) + (theta - c) ** 3", A=A, c=c)
    return c.copy() if at_the_bottom else c + rng.normal(size=3), slope, TOLERANCE, max_steps


CASES = {
    "valley": Case("valley", valley),
    "bottom": Case("bottom", lambda rng: valley(rng, at_the_bottom=True)),
    "no step allowed": Case("no step allowed", lambda rng: valley(rng, 0)),
    "two steps allowed": Case("two steps allowed", lambda rng: valley(rng, 2)),
}


@pytest.fixture(scope="module")
def task():
    """Prepare a minimiser; in its last case no answer is near after the steps that are allowed."""
    exercise = Exercise(function=minimise, points=1, cases=(*CASES.values(),), checks=(ConvergenceCheck(points=1),))
    return task_of(exercise)


@pytest.fixture(scope="module")
def only():
    """Prepare the minimiser with one of its cases."""

    def prepare(case):
        exercise = Exercise(function=minimise, points=1, cases=(CASES[case],), checks=(ConvergenceCheck(points=1),))
        return task_of(exercise)

    return prepare


def written(body):
    lines = "\n".join(f"    {line}" for line in body.strip().split("\n"))
    return f"def minimise(theta0, gradient, tolerance, max_steps):\n{lines}\n"


NEWTON = """
theta = theta0.copy()
for _ in range(max_steps):
    g = gradient(theta)
    if np.linalg.norm(g) <= tolerance:
        break
    H = np.array([(gradient(theta + 1e-5 * e) - gradient(theta - 1e-5 * e)) / 2e-5 for e in np.eye(len(theta))])
    theta = theta - np.linalg.solve(H, g)
return theta
"""
LEVENBERG = """
theta, damping = theta0.copy(), 1.0
for _ in range(max_steps):
    g = gradient(theta)
    if np.linalg.norm(g) <= tolerance:
        break
    H = np.array([(gradient(theta + 1e-6 * e) - g) / 1e-6 for e in np.eye(len(theta))])
    step = np.linalg.solve(H + damping * np.eye(len(theta)), -g)
    better = np.linalg.norm(gradient(theta + step)) < np.linalg.norm(g)
    theta, damping = (theta + step, damping / 10) if better else (theta, damping * 10)
return theta.tolist()
"""
BARZILAI_BORWEIN = """
theta, g, rate = theta0.copy(), gradient(theta0), 1e-3
for _ in range(8 * max_steps):
    if np.linalg.norm(g) <= tolerance:
        break
    s = -rate * g
    new = gradient(theta + s)
    theta, rate, g = theta + s, abs(s @ (new - g)) / ((new - g) @ (new - g)), new
return theta
"""


@pytest.mark.parametrize("body", [NEWTON, LEVENBERG, BARZILAI_BORWEIN], ids=["newton", "levenberg", "barzilai-borwein"])
def test_another_way_to_the_bottom_passes(found, task, body) -> None:
    """Any method passes that gets to a small gradient, stands still where it should, and asks for no more."""
    assert found(task, "convergence", written(body)) == (PASSED, "passed", {})


DESCENT = """
theta = theta0.copy()
for _ in range({steps}):
    g = gradient(theta)
    if np.linalg.norm(g) <= tolerance:
        break
    theta = theta - g / 400
return theta
"""


def changed(body, old, new):
    assert body.count(old) == 1
    return body.replace(old, new)


WRONG = {
    "gradient descent": ("valley", DESCENT.format(steps="max_steps"), "not-converged"),
    "a loose tolerance": ("valley", changed(NEWTON, "<= tolerance", "<= 1e4 * tolerance"), "not-converged"),
    "one minimum for all": ("valley", "return np.array([0.3, -1.2, 0.7])", "not-converged"),
    "the start": ("valley", "return theta0.copy()", "not-converged"),
    "gradient descent at any price": ("valley", DESCENT.format(steps="1000"), "too-many-gradients"),
    "moved from the bottom": ("bottom", "return theta0 + 1e-4", "moved-from-start"),
    "a step that is not allowed": (
        "no step allowed",
        changed(NEWTON, "max_steps", "max_steps + 9"),
        "moved-from-start",
    ),
    "the start is changed": (
        "valley",
        changed(NEWTON, "return theta", "theta0[:] = theta; return theta"),
        "arguments-changed",
    ),
    "the start is used up": (
        "valley",
        changed(BARZILAI_BORWEIN, "theta + s, abs", "np.add(theta0, s, out=theta0), abs").replace(
            "theta0.copy()", "theta0", 1
        ),
        "arguments-changed",
    ),
    "the start itself": ("bottom", "return theta0", "arguments-shared"),
    "a view of the start": ("no step allowed", "return theta0[:]", "arguments-shared"),
}


@pytest.mark.parametrize(("case", "body", "key"), WRONG.values(), ids=WRONG)
def test_what_is_no_minimiser_fails(found, only, case, body, key) -> None:
    """What stops early, runs too long, moves where it must not, or touches its start fails, and is told why."""
    outcome, told, _ = found(only(case), "convergence", written(body))
    assert (outcome, told) == (FAILED, key)


@pytest.mark.parametrize("body", [DESCENT.format(steps="max_steps"), "return theta0 + 1", "return 0 * theta0"])
def test_nobody_has_to_get_where_the_reference_does_not(found, only, body) -> None:
    """Where the steps allowed are too few for the reference, an answer need not be near."""
    assert found(only("two steps allowed"), "convergence", written(body))[0] is PASSED


FORMS = {
    "nothing": ("return None", "nothing-returned"),
    "one number": ("return 1.0", "wrong-shape"),
    "too many numbers": ("return np.ones(4)", "wrong-shape"),
    "with the norm": ("return theta0.copy(), 0.0", "wrong-type"),
    "texts": ("return ['a', 'b', 'c']", "wrong-type"),
    "not finite": ("return theta0 * np.nan", "not-finite"),
}


@pytest.mark.parametrize(("body", "key"), FORMS.values(), ids=FORMS)
def test_another_form_is_blocked(found, only, body, key) -> None:
    """An answer that is no point of as many numbers is blocked with its own words."""
    assert found(only("valley"), "convergence", written(body))[:2] == (BLOCKED, key)


def test_near_is_enough(found, only) -> None:
    """A gradient of several tolerances passes, since another line search stops elsewhere; one of a hundred does not."""
    stops = "return theta + {} * tolerance * np.linalg.solve(H, np.eye(3)[0])"
    hessian = "H = np.array([(gradient(theta + 1e-5 * e) - gradient(theta - 1e-5 * e)) / 2e-5 for e in np.eye(3)])\n"
    body = changed(NEWTON, "return theta", hessian + stops)
    assert found(only("valley"), "convergence", written(body.format(7)))[0] is PASSED
    assert found(only("valley"), "convergence", written(body.format(100)))[1] == "not-converged"


def test_asking_again_costs_nothing(found, only) -> None:
    """Only points that differ are counted: who does not keep a gradient and asks again does nothing wrong."""
    again = "    for _ in range(200): gradient(theta)"
    body = changed(NEWTON, "    g = gradient(theta)", f"    g = gradient(theta)\n{again}")
    assert found(only("valley"), "convergence", written(body))[0] is PASSED


def test_the_number_of_gradients_is_bounded_by_the_steps(found, only) -> None:
    """Ten points a step may be asked for, and ten before the first; one more is too many."""
    most = 10 * (60 + 1)
    body = "return theta0 + np.sum([0 * gradient(theta0 + i) for i in range({})], axis=0)"
    assert found(only("valley"), "convergence", written(body.format(most)))[1] == "not-converged"
    assert found(only("valley"), "convergence", written(body.format(most + 1)))[1] == "too-many-gradients"


SILLY = {
    "nothing": "gradient()",
    "a ragged list": "gradient([[1.0], [1.0, 2.0]])",
    "nobody": "gradient(None)",
    "a text": "gradient('abc')",
    "two points": "gradient(theta0, theta0)",
    "a long list": "gradient([[[1.0] * 1000] * 10] * 10)",
    "no number": "gradient(theta0 * np.nan)",
    "huge numbers": "gradient(np.full(3, 1e308))",
    "complex numbers": "gradient(theta0 + 1e-20j)",
    "a list of complex numbers": "gradient([1j, 0.0, 1.0])",
    "a matrix": "gradient(np.ones((2, 3)))",
    "truths": "gradient([True, False, True])",
}


@pytest.mark.parametrize("call", SILLY.values(), ids=SILLY)
def test_no_point_that_is_asked_for_breaks_the_judge(judged, only, call) -> None:
    """Whatever a submission asks the gradient for, judging where it gets has no error of ours."""
    body = f"try:\n    {call}\nexcept Exception:\n    pass\n{NEWTON.strip()}"
    finding = judged(only("valley"), "convergence", written(body)).finding
    assert finding.outcome is PASSED, finding.staff


ESCAPES = {
    "an overflow that is no number": ("theta**3 - root**2 * theta", "return np.full(3, 1e308)"),
    "whole numbers that wrap around": ("theta**3 * (theta - root)", "return np.array([64, 64, -64], np.int8)"),
    "whole numbers": ("root**-1 - theta**-1", "return np.array([1, 2, 3])"),
    "truths": ("theta - root - (-theta)", "return np.array([True, False, True])"),
}


@pytest.mark.parametrize(("expression", "body"), ESCAPES.values(), ids=ESCAPES)
def test_no_point_escapes_the_gradient(found, expression, body) -> None:
    """A point at which the gradient overflows or its type wraps around is no minimum, and no error of ours."""

    def build(rng):
        root = rng.uniform(5, 6, 3)
        return root + 1, Formula("theta", expression, root=root), TOLERANCE, 5

    def minimise(theta0, gradient, tolerance, max_steps):  # noqa: ARG001 - the names count
        return gradient.constants["root"] * (0.5 if "(-theta)" in expression else 1.0)

    exercise = Exercise(function=minimise, points=1, cases=(Case("any", build),), checks=(ConvergenceCheck(points=1),))
    outcome, key, _ = found(task_of(exercise), "convergence", written(body))
    assert (outcome, key) == (FAILED, "not-converged")


def test_the_names_of_the_parameters_are_the_checks(found) -> None:
    """The parameters may have other names and stand in another order."""

    def settle(most, near, slope, x):
        return minimise(x, slope, near, most)

    def build(rng):
        theta0, slope, tolerance, max_steps = valley(rng)
        return max_steps, tolerance, slope, theta0

    check = ConvergenceCheck(gradient="slope", start="x", tolerance="near", max_steps="most", points=1)
    task = task_of(Exercise(function=settle, points=1, cases=(Case("valley", build),), checks=(check,)))
    right = "def settle(most, near, slope, x):\n    return minimise(x, slope, near, most)\n"
    assert found(task, "convergence", written(NEWTON), right) == (PASSED, "passed", {})
    assert found(task, "convergence", "def settle(most, near, slope, x):\n    return 0 * x\n")[1] == "not-converged"
