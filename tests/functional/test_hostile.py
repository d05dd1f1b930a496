"""Submissions that do not play by the rules, in the real pipeline."""

from __future__ import annotations

import re

import pytest

from tests.conftest import CHECKOUT

SPECIMENS = sorted((CHECKOUT / "tests" / "submissions" / "hostile").glob("*.py"))


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda path: path.stem)
def test_a_hostile_function_earns_nothing_and_costs_nothing_elsewhere(grader, a01, hand_in, points, specimen):
    """What misbehaves earns nothing for its exercise, and every other exercise keeps its marks."""
    source = specimen.read_text(encoding="utf-8")
    (expects,) = re.findall(r"^# expects:(.*)$", source, re.MULTILINE)
    result = grader.grade(hand_in(cells=[source]))
    worth = {exercise.name: exercise.points for exercise in a01.exercises}
    assert points(result) == worth | dict.fromkeys(expects.split(), 0)


def test_nothing_of_a_submission_survives_it(grader, hand_in):
    """After a submission that leaves processes behind, the fork server has no child."""
    source = (CHECKOUT / "tests" / "submissions" / "hostile" / "forks_a_stray.py").read_text(encoding="utf-8")
    grader.grade(hand_in(cells=[source]))
    for server in grader._servers.values():
        assert server.clear() == 0
