"""Mutants that are said to be equivalent: each is tried on thousands of inputs, and what tells it apart is said."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.proof import equivalents
from autograder.proof.equivalents import Inputs, is_judged_by_property
from autograder.spec import Case, ConvergenceCheck, Exercise, Formula, GradientCheck, PathCheck, ReferenceCheck
from autograder.spec.seeds import Seeds

SEEDS = Seeds(b"0123456789abcdef", "s1")


def scaled(x, factor):
    """Scale an array; a negative factor is refused."""
    if factor < 0:
        raise ValueError("negative")
    return x * factor


def numbers(rng):
    return rng.normal(size=3), float(rng.uniform(0, 2))


def whole(rng):
    return rng.integers(-4, 5, 3), float(rng.integers(-2, 3))


SCALED = Exercise(scaled, 1, (Case("numbers", numbers), Case("whole", whole)), (ReferenceCheck(),))
CHECKED = "def scaled(x, factor):\n    if factor < 0:\n        raise ValueError('other words')\n    return {}\n"


def difference(exercise, seeds, source):
    return Inputs(exercise, seeds).difference(source)


@pytest.fixture
def few(monkeypatch):
    """Try few inputs: enough where every one of a case tells a mutant apart."""
    monkeypatch.setattr(equivalents, "INPUTS", 40)
    monkeypatch.setattr(equivalents, "MINIMISED", 10)


EQUIVALENT = {
    "the same": "x * factor",
    "in another order": "factor * x",
    "rounded otherwise": "(x * factor * 3) / 3",
    "a list": "(x * factor).tolist()",
    "float32, but for seven digits": "np.float64(x) * factor * (1 + 1e-9)",
    "with changes of its own": "[x := x.astype(float), x.__imul__(factor)][1]",
}


@pytest.mark.parametrize("expression", EQUIVALENT.values(), ids=EQUIVALENT)
@pytest.mark.usefixtures("few")
def test_what_gives_the_same_is_no_difference(expression) -> None:
    """A mutant with the reference's numbers, in whatever form, and its kinds of exceptions is equivalent."""
    assert difference(SCALED, SEEDS, CHECKED.format(expression)) == ""


DIFFERENT = {
    "another value": ("x / (factor + 1)", "numbers"),
    "a value a little off": ("x * factor * (1 + 1e-5)", "numbers"),
    "another value of whole numbers": ("x * factor + (x.dtype.kind == 'i') * 1e-3", "whole"),
    "another shape": ("(x * factor)[:2]", "numbers"),
    "nothing": ("None", "numbers"),
    "no numbers": ("'text'", "numbers"),
    "no finite numbers": ("x * np.nan", "numbers"),
    "a changed argument": ("[x * factor, x.__setitem__(0, 99)][0]", "numbers"),
    "a changed array of integers": ("[x * factor, x.__setitem__(0, x[0] + (x.dtype.kind == 'i'))][0]", "whole"),
    "an exception": ("x * factor if x.dtype.kind == 'f' else [][0]", "whole"),
    "the memory of an argument": ("x * factor if factor != 1 else x", "whole"),
}


@pytest.mark.parametrize(("expression", "case"), DIFFERENT.values(), ids=DIFFERENT)
@pytest.mark.usefixtures("few")
def test_what_gives_something_else_is_told_apart(expression, case) -> None:
    """Another value, form, exception, changed argument or shared memory is a difference; the case is named."""
    found = difference(SCALED, SEEDS, CHECKED.format(expression))
    assert found.startswith("input ")
    assert found.endswith(f" of the case “{case}” tells it apart")


@pytest.mark.parametrize("instead", ["return x * factor", "raise TypeError('negative')"])
@pytest.mark.usefixtures("few")
def test_another_exception_is_a_difference(instead) -> None:
    """Where the reference raises, a mutant that returns or raises something of another kind is told apart."""
    mutant = f"def scaled(x, factor):\n    if factor < 0:\n        {instead}\n    return x * factor\n"
    assert "“whole”" in difference(SCALED, SEEDS, mutant)


def test_ten_thousand_inputs_are_tried_and_none_of_them_is_hidden() -> None:
    """Cases take turns over 10 000 inputs, each drawn by itself, none of them among the first draws."""
    drawn = []

    class Noting(Seeds):
        def hidden(self, exercise, case, point):
            drawn.append((case.name, point))
            return super().hidden(exercise, case, point)

    assert difference(SCALED, Noting(SEEDS.secret, "s1"), CHECKED.format("factor * x")) == ""
    assert len(set(drawn)) == len(drawn) == 10_000
    assert [name for name, _ in drawn[:4]] == ["numbers", "whole", "numbers", "whole"]
    assert min(point for _, point in drawn) >= 1_000


def test_a_difference_that_is_rare_is_found_and_the_input_named_can_be_drawn() -> None:
    """A mutant that differs once in a thousand inputs is told apart by the input of the case that is named."""
    mutant = CHECKED.format("x * factor + (abs(x[0]) > 3.2)")
    number = int(difference(SCALED, SEEDS, mutant.replace("abs(x[0])", "(x.dtype.kind == 'f') * abs(x[0])")).split()[1])
    assert number > 20
    assert abs(numbers(SEEDS.hidden(SCALED, SCALED.cases[0], equivalents.FROM + number - 1))[0][0]) > 3.2


@pytest.mark.usefixtures("few")
def test_a_function_of_the_references_module_is_found() -> None:
    """A mutant sees what its reference sees: the module's other functions, and NumPy."""
    assert difference(SCALED, SEEDS, CHECKED.format("scaled_elsewhere(x, np.float64(factor))")) == ""


def scaled_elsewhere(x, factor):
    return x * factor


# --- arguments that are no plain arrays -------------------------------------------------------------------------


def total(layers, bias):
    return sum(float(np.nansum(layer)) for layer in layers) + float(np.nansum(bias))


ARGUMENTS = {
    "arrays of several shapes in a tuple": lambda rng: (
        (rng.normal(size=(2, 3)), rng.normal(size=2)),
        rng.normal(size=2),
    ),
    "arrays of one shape in a list": lambda rng: ([rng.normal(size=2), rng.normal(size=2)], rng.normal(size=2)),
    "a missing number": lambda rng: ([rng.normal(size=2)], np.array([rng.normal(), np.nan])),
    "an empty array": lambda rng: ([rng.normal(size=2)], np.empty((0, 2))),
    "a number": lambda rng: ([rng.normal(size=2)], 1.0),
    "a missing one alone": lambda rng: ([rng.normal(size=2)], float(0 * rng.normal() * np.nan)),
}


@pytest.mark.parametrize("build", ARGUMENTS.values(), ids=ARGUMENTS)
@pytest.mark.usefixtures("few")
def test_arguments_that_stay_are_no_difference(build) -> None:
    """A tuple of arrays, a number that is missing or an empty array that nobody has changed is the same afterwards."""
    exercise = Exercise(total, 1, (Case("any", build),), (ReferenceCheck(),))
    same = "def total(layers, bias):\n    return float(np.nansum(bias)) + sum(float(np.nansum(a)) for a in layers)\n"
    assert difference(exercise, SEEDS, same) == ""
    other = same.replace("return ", "return 1 + ")
    assert difference(exercise, SEEDS, other) == "input 1 of the case “any” tells it apart"


# --- what is judged by its property -----------------------------------------------------------------------------


def descend(gradient, theta0, tolerance, max_steps):
    """Go down until the gradient is small."""
    theta = np.array(theta0, dtype=float)
    for _ in range(max_steps):
        if np.linalg.norm(gradient(theta)) <= tolerance:
            return theta
        theta = theta - 0.3 * gradient(theta)
    return theta


def bowl(max_steps, tolerance=1e-3):
    def build(rng):
        gradient = Formula("theta", "theta - c", c=rng.normal(size=2))
        return gradient, rng.normal(size=2), tolerance, max_steps

    return build


ENOUGH, NONE, SHORT = Case("enough", bowl(100)), Case("none", bowl(0)), Case("too few", bowl(1))
DESCEND = Exercise(descend, 1, (ENOUGH, NONE, SHORT), (ConvergenceCheck(),))
MUTANT = """def descend(gradient, theta0, tolerance, max_steps):
    theta = np.array(theta0, dtype=float)
    for _ in range(max_steps):
        theta = theta - {step} * gradient(theta)
    return {value}
"""
SAME_PROPERTY = {"other steps": ("0.9", "theta"), "a list": ("0.5", "theta.tolist()"), "slower": ("0.2", "theta")}
OTHER_PROPERTY = {
    "slow": ("0.01", "theta", "enough"),
    "no step": ("0.0", "theta", "enough"),
    "away": ("-0.1", "theta", "enough"),
    "on from the start": ("0.5", "theta + 1e-3", "none"),
    "undefined": ("0.5", "theta * np.nan", "enough"),
    "nothing": ("0.5", "None", "enough"),
    "another shape": ("0.5", "np.append(theta, 0.0)", "enough"),
    "text": ("0.5", "'text'", "enough"),
    "an exception": ("0.5", "[][0]", "enough"),
    "a changed start": ("0.5", "[theta, theta0.__imul__(2)][0]", "enough"),
}


@pytest.mark.parametrize(("step", "value"), SAME_PROPERTY.values(), ids=SAME_PROPERTY)
@pytest.mark.usefixtures("few")
def test_another_way_to_the_property_is_no_difference(step, value) -> None:
    """Where many answers are right another one with a small gradient, that stays where nothing is to do, is right."""
    assert difference(DESCEND, SEEDS, MUTANT.format(step=step, value=value)) == ""


@pytest.mark.parametrize(("step", "value", "case"), OTHER_PROPERTY.values(), ids=OTHER_PROPERTY)
@pytest.mark.usefixtures("few")
def test_an_answer_without_the_property_is_told_apart(step, value, case) -> None:
    """What has no small gradient, leaves the start, changes it or is no point at all is a difference."""
    found = difference(DESCEND, SEEDS, MUTANT.format(step=step, value=value))
    assert found.startswith("input ")
    assert f"“{case}”" in found


@pytest.mark.parametrize(("off", "differs"), [(9.5e-3, False), (10.5e-3, True)])
@pytest.mark.usefixtures("few")
def test_ten_times_the_tolerance_is_near_enough(off, differs) -> None:
    """A gradient of ten times the tolerance still has the property, a larger one has not: as submissions are judged."""
    one = Exercise(descend, 1, (ENOUGH,), (ConvergenceCheck(),))
    assert bool(difference(one, SEEDS, MUTANT.format(step="0.9", value=f"theta + [{off}, 0]"))) is differs


@pytest.mark.usefixtures("few")
def test_where_the_reference_does_not_get_there_nobody_has_to() -> None:
    """A case whose steps do not suffice for the reference tells no mutant apart by its gradient."""
    one = Exercise(descend, 1, (SHORT,), (ConvergenceCheck(),))
    assert difference(one, SEEDS, MUTANT.format(step="0.01", value="theta")) == ""


def test_fewer_inputs_are_tried_of_what_is_judged_by_its_property() -> None:
    """Each input takes a whole minimisation, so 300 are tried."""
    drawn = []

    class Noting(Seeds):
        def hidden(self, exercise, case, point):
            drawn.append((case.name, point))
            return super().hidden(exercise, case, point)

    one = Exercise(descend, 1, (NONE,), (ConvergenceCheck(),))
    assert difference(one, Noting(SEEDS.secret, "s1"), MUTANT.format(step="0.5", value="theta")) == ""
    assert len(set(drawn)) == len(drawn) == 300
    assert min(point for _, point in drawn) >= 1_000


def test_only_convergence_is_a_property() -> None:
    """Values, paths and gradients have one right answer; points of convergence have many."""
    assert is_judged_by_property(DESCEND)
    for check in (ReferenceCheck(), GradientCheck(of=scaled), PathCheck()):
        assert not is_judged_by_property(Exercise(descend, 1, (ENOUGH,), (check,)))
