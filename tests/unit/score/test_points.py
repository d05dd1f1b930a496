"""What findings are worth: exact fractions that stay within bounds."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.records import ExerciseScore, Finding, Message, Outcome
from autograder.score import best_of, score_of, totals

OUTCOMES = st.sampled_from(list(Outcome))
CHECKS = st.lists(st.tuples(OUTCOMES, st.integers(1, 20)), min_size=1, max_size=8)


def findings(*outcomes):
    """Return one finding a given outcome."""
    return [Finding("exercise", f"check {i}", outcome, Message("key")) for i, outcome in enumerate(outcomes)]


def scored(checks, points):
    """Return the score of checks, given as pairs of an outcome and a share."""
    return score_of("exercise", findings(*(o for o, _ in checks)), [share for _, share in checks], points)


@given(CHECKS, st.integers(0, 100))
def test_points_are_between_nothing_and_what_is_possible(checks, points) -> None:
    """No mark and no sum is negative, or above what can be earned, or above what the exercise is worth."""
    score = scored(checks, points)
    assert 0 <= score.points <= score.possible <= points
    assert all(0 <= mark.points <= mark.possible for mark in score.marks)


@given(CHECKS, st.integers(0, 100))
def test_marks_add_up_to_the_score(checks, points) -> None:
    """An exercise's points are the sums of its marks' exactly, with no rounding anywhere."""
    score = scored(checks, points)
    assert score.points == sum((mark.points for mark in score.marks), Fraction(0))
    assert score.possible == sum((mark.possible for mark in score.marks), Fraction(0))
    assert [mark.finding.check for mark in score.marks] == [f"check {i}" for i in range(len(checks))]


@given(CHECKS, st.integers(0, 100))
def test_unbroken_checks_share_all_points(checks, points) -> None:
    """Without a broken check, what can be earned is what the exercise is worth."""
    unbroken = [(Outcome.FAILED if o is Outcome.BROKEN else o, share) for o, share in checks]
    assert scored(unbroken, points).possible == points


@given(CHECKS, st.integers(1, 100), st.data())
def test_a_check_that_passes_never_lowers_the_points(checks, points, data) -> None:
    """Turning any outcome but a broken one into a pass gives at least as many points, of the same possible ones."""
    at = data.draw(st.integers(0, len(checks) - 1))
    before = scored(checks, points)
    if checks[at][0] is Outcome.BROKEN:
        return
    after = scored([(Outcome.PASSED if i == at else o, share) for i, (o, share) in enumerate(checks)], points)
    assert after.points >= before.points
    assert after.possible == before.possible


@given(CHECKS, st.integers(1, 100), st.data())
def test_a_broken_check_costs_nothing(checks, points, data) -> None:
    """A check that breaks is taken out of what can be earned, and leaves every other mark as it is."""
    at = data.draw(st.integers(0, len(checks) - 1))
    before = scored(checks, points)
    after = scored([(Outcome.BROKEN if i == at else o, share) for i, (o, share) in enumerate(checks)], points)
    assert after.marks[at].points == after.marks[at].possible == 0
    assert [m for i, m in enumerate(after.marks) if i != at] == [m for i, m in enumerate(before.marks) if i != at]
    assert after.possible - after.points <= before.possible - before.points


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.PASSED])
def test_only_a_pass_earns_points(outcome) -> None:
    """Every outcome but a pass earns nothing: each check is all or nothing."""
    score = score_of("exercise", findings(outcome, Outcome.PASSED), [1, 3], 8)
    assert [mark.points for mark in score.marks] == [0, 6]


def test_points_are_exact_thirds() -> None:
    """A third of a point is a third, and three of them are one point."""
    score = score_of("exercise", findings(*[Outcome.PASSED] * 3), [1, 1, 1], 1)
    assert [mark.points for mark in score.marks] == [Fraction(1, 3)] * 3
    assert score.points == 1
    assert score.is_full


def test_an_exercise_that_is_all_broken_is_not_full() -> None:
    """Where nothing can be earned, nothing was earned in full."""
    score = score_of("exercise", findings(Outcome.BROKEN), [1], 5)
    assert (score.points, score.possible) == (0, 0)
    assert not score.is_full


def test_findings_without_their_shares_are_refused() -> None:
    """A finding more or less than there are shares is an error of ours, and raises."""
    with pytest.raises(ValueError, match="shorter"):
        score_of("exercise", findings(Outcome.PASSED, Outcome.PASSED), [1], 5)


def score(points, *supplied):
    """Return a score without marks."""
    return ExerciseScore("exercise", (), Fraction(points), Fraction(10), supplied)


@pytest.mark.parametrize(("own", "fair", "better"), [(4, 3, "own"), (3, 4, "fair"), (3, 3, "fair"), (0, 0, "fair")])
def test_the_better_attempt_counts_and_the_fair_one_on_a_tie(own, fair, better) -> None:
    """The better of two attempts is taken whole; on a tie the second, whose findings are of this exercise alone."""
    attempts = {"own": score(own), "fair": score(fair, "earlier")}
    assert best_of(attempts["own"], attempts["fair"]) is attempts[better]


@given(st.integers(0, 10), st.integers(0, 10))
def test_the_better_attempt_has_the_maximum(own, fair) -> None:
    """No attempt is ever taken that has fewer points than the other."""
    assert best_of(score(own), score(fair)).points == max(own, fair)


def test_totals_of_nothing_are_zero() -> None:
    """No scores add up to exact zeros."""
    assert totals([]) == (Fraction(0), Fraction(0))
    assert all(isinstance(total, Fraction) for total in totals([]))


@given(st.lists(st.tuples(st.fractions(0, 9), st.fractions(0, 9)), max_size=6))
def test_totals_are_sums(pairs) -> None:
    """Totals are the exact sums of points and of possible points."""
    scores = [ExerciseScore("exercise", (), points, possible) for points, possible in pairs]
    assert totals(iter(scores)) == (sum(p for p, _ in pairs), sum(p for _, p in pairs))


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("misconception", ["", "forgot the bias"])
def test_a_known_mistake_keeps_its_share_and_an_unknown_one_nothing(outcome, misconception) -> None:
    """A failure whose mistake is known keeps a share of its check; a pass keeps all, and a broken check nothing."""
    finding = Finding("perceptron", "check", outcome, Message("key"), misconception=misconception)
    score = score_of("perceptron", [finding], [1], 8, Fraction(1, 4))
    kept = {Outcome.PASSED: 8, Outcome.BROKEN: 0}.get(outcome, 2 if misconception else 0)
    assert score.points == kept
    assert score.exercise == "perceptron"
