"""The learning rate schedules against closed values."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from reference.schedules import cosine_annealing, exponential_decay, inverse_square_root, step_decay

CLOSED_VALUES = [
    (inverse_square_root, (0.6,), {1: 0.6, 4: 0.3, 9: 0.2, 16: 0.15}),
    (step_decay, (0.8, 0.5, 3), {1: 0.8, 3: 0.8, 4: 0.4, 6: 0.4, 7: 0.2, 10: 0.1}),
    (step_decay, (0.8, 0.5, 1), {1: 0.8, 2: 0.4, 3: 0.2}),
    (exponential_decay, (0.5, np.log(2)), {1: 0.5, 2: 0.25, 3: 0.125, 5: 0.03125}),
    (exponential_decay, (0.5, 0.0), {1: 0.5, 50: 0.5}),
    (cosine_annealing, (0.4, 6), {1: 0.4, 3: 0.3, 4: 0.2, 5: 0.1}),
    (cosine_annealing, (0.4, 1), {1: 0.4}),
]


@pytest.mark.parametrize(("schedule", "constants", "values"), CLOSED_VALUES)
def test_schedule_has_its_closed_values(schedule, constants, values) -> None:
    """The schedule gives known rates at known updates, as floats."""
    eta0, *rest = constants
    for t, expected in values.items():
        eta = schedule(eta0, t, *rest)
        assert type(eta) is float
        assert_allclose(eta, expected, rtol=1e-14)


@pytest.mark.parametrize(("schedule", "constants", "values"), CLOSED_VALUES)
def test_schedule_starts_at_eta0_and_never_grows(schedule, constants, values) -> None:
    """Update 1 has the rate eta0, and no update a larger rate than the one before."""
    del values
    eta0, *rest = constants
    steps = constants[-1] if schedule is cosine_annealing else 20
    etas = [schedule(eta0, t, *rest) for t in range(1, steps + 1)]
    assert etas[0] == eta0
    assert np.all(np.diff(etas) <= 0)


def test_cosine_annealing_would_end_at_zero() -> None:
    """One update after the last the rate would be zero."""
    assert_allclose(cosine_annealing(0.4, 101, 100), 0, atol=1e-16)


def test_schedules_take_an_integer_eta0() -> None:
    """An integer eta0 is not divided as an integer."""
    assert inverse_square_root(1, 4) == 0.5
    assert step_decay(1, 2, 0.5, 1) == 0.5
