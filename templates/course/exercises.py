"""The records of this sheet: what is graded, and how."""

from __future__ import annotations

from autograder.spec import Assignment, Case, Exercise, Mutant, ReferenceCheck, Variant
from reference import {{ module }}


def decay(steps):
    """Return a builder: it gets a random generator and returns the arguments, as a tuple."""

    def build(rng):
        return round(rng.uniform(0.1, 1.0), 2), int(rng.integers(2, steps)), round(rng.uniform(0.1, 2.0), 2)

    return build


def first(rng):
    """The first update, whatever the rate."""
    return round(rng.uniform(0.1, 1.0), 2), 1, round(rng.uniform(0.1, 2.0), 2)


def by_division(eta0, t, rate):
    """The same, written otherwise: it has to get full marks."""
    return 1 / ((1 + (t - 1) * rate) / eta0)


INVERSE_TIME_DECAY = Exercise(
    function={{ module }}.inverse_time_decay,
    points=10,
    cases=(
        Case("a few updates", build=decay(10)),
        Case("the first update", build=first),
        Case("many updates", build=decay(1000)),
    ),
    checks=(ReferenceCheck(),),
    mutants=(
        Mutant(
            "counts-from-zero",
            old="(t - 1)",
            new="t",
            explanation="Which value should the first update, t = 1, get?",
        ),
    ),
    variants=(Variant("division", by_division),),
)

ASSIGNMENT = Assignment(title="{{ title }}", exercises=(INVERSE_TIME_DECAY,))
