"""What a class's results say of its exercises: against scipy and NumPy, and by hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import pointbiserialr

from autograder.measures import CheckCount, Misconception
from autograder.records import ExerciseScore, Finding, Isolation, Message, Outcome, Refusal, Result
from autograder.score import class_statistics, score_of, totals
from autograder.score.statistics import item_rest_correlation

P, F, B, C, X = Outcome.PASSED, Outcome.FAILED, Outcome.BLOCKED, Outcome.CRASHED, Outcome.BROKEN
WHOLE = st.lists(st.integers(0, 10), min_size=3, max_size=30)


def score(exercise, *outcomes, misconception=None, supplied=()):
    """Return the score of an exercise worth 6 points, with a check for each outcome."""
    findings = [Finding(exercise, f"c{i}", o, Message("key"), None, misconception) for i, o in enumerate(outcomes)]
    made = score_of(exercise, findings, [1] * len(findings), 6)
    return ExerciseScore(exercise, made.marks, made.points, made.possible, supplied)


def result(*scores, name="any.py", seconds=1.0, sheet="a01", release=0):
    """Return a graded submission."""
    return Result(name, sheet, scores, *totals(scores), (), seconds, Isolation("X", ()), release=release)


def only(*scores):
    """Return the statistics of an exercise that each of a class's submissions has, alone."""
    (found,) = class_statistics([result(each) for each in scores]).exercises
    return found


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 10)), min_size=3, max_size=30))
def test_discrimination_is_the_point_biserial_of_scipy(pairs) -> None:
    """For items that are right or wrong, the correlation is scipy's point-biserial one."""
    items, rests = [Fraction(item) for item, _ in pairs], [Fraction(rest) for _, rest in pairs]
    assume(len({*items}) > 1 and len({*rests}) > 1)
    expected = pointbiserialr([item for item, _ in pairs], [rest for _, rest in pairs]).statistic
    assert item_rest_correlation(items, rests) == pytest.approx(expected, abs=1e-12)


@given(WHOLE, st.randoms())
def test_discrimination_is_numpys_correlation(numbers, random) -> None:
    """For items with parts, the correlation is NumPy's, and never leaves [-1, 1]."""
    items, rests = ([Fraction(random.randrange(each + 2), 7) for each in numbers] for _ in range(2))
    assume(len({*items}) > 1 and len({*rests}) > 1)
    found = item_rest_correlation(items, rests)
    assert found == pytest.approx(np.corrcoef([*map(float, items)], [*map(float, rests)])[0, 1], abs=1e-12)
    assert -1 <= found <= 1


@given(WHOLE)
def test_an_item_correlates_with_itself_wholly(numbers) -> None:
    """Equal and opposite values have a correlation of 1 and -1; a constant has none."""
    values = [Fraction(each, 3) for each in numbers]
    assume(len({*values}) > 1)
    assert item_rest_correlation(values, values) == pytest.approx(1)
    assert item_rest_correlation(values, [-each for each in values]) == pytest.approx(-1)
    assert item_rest_correlation(values, [Fraction(1, 3)] * len(values)) is None
    assert item_rest_correlation([Fraction(1, 3)] * len(values), values) is None


def test_two_submissions_have_no_discrimination() -> None:
    """With fewer than three submissions there is no correlation to speak of."""
    assert item_rest_correlation([Fraction(0), Fraction(1)], [Fraction(0), Fraction(1)]) is None


@given(st.lists(st.tuples(*[st.sampled_from([P, F])] * 4), min_size=3, max_size=20))
def test_the_exercise_is_left_out_of_the_score_that_it_is_correlated_with(rows) -> None:
    """The discrimination of each exercise is the correlation with the sum of all others, and not with itself."""
    statistics = class_statistics([result(*(score(f"e{i}", o) for i, o in enumerate(row))) for row in rows])
    matrix = np.array([[outcome is P for outcome in row] for row in rows], dtype=float)
    for i, found in enumerate(statistics.exercises):
        item, rest = matrix[:, i], np.delete(matrix, i, axis=1).sum(axis=1)
        if np.ptp(item) and np.ptp(rest):
            assert found.discrimination == pytest.approx(np.corrcoef(item, rest)[0, 1], abs=1e-12)
        else:
            assert found.discrimination is None


def test_shares_are_of_the_submissions() -> None:
    """Full, zero, crashed, blocked and supplied are shares; difficulty is the mean share, and the mean is in points."""
    found = only(score("e", P, P), score("e", P, F, supplied=("f",)), score("e", C, F), score("e", B, B))
    assert (found.count, found.mean, found.difficulty) == (4, 9 / 4, 3 / 8)
    assert (found.full, found.zero, found.crashed, found.blocked, found.supplied) == (0.25, 0.5, 0.25, 0.25, 0.25)
    assert (found.broken, found.lost) == (0, 3)


def test_what_broke_is_counted_and_in_no_other_figure() -> None:
    """A broken check leaves the share of the others; an exercise that is all broken has not been judged."""
    found = only(score("e", P, X), score("e", X, X), score("e", F, F))
    assert (found.count, found.broken, found.lost) == (2, 2, 1)
    assert found.difficulty == 0.5
    assert found.mean == 0  # of the one that is whole
    assert found.full == 0.5
    assert [(each.check, each.lost, each.alone) for each in found.checks] == [("c0", 1, 0), ("c1", 1, 0)]


def test_an_exercise_that_broke_for_all_has_no_figures() -> None:
    """Where nothing was judged, everything that is divided by the number of submissions is undefined."""
    found = only(score("e", X), score("e", X))
    assert (found.count, found.broken, found.lost, found.checks) == (0, 2, 0, ())
    assert {found.mean, found.difficulty, found.discrimination, found.full, found.zero, found.crashed} == {None}
    assert found.decides_alone is None


def test_an_exercise_counts_those_who_had_it() -> None:
    """Exercises that an earlier release lacks are counted without it, and stand in the order of the present sheet."""
    old = result(score("b", P), score("gone", F), release=1)
    statistics = class_statistics([old, result(score("a", F), score("b", F))])
    assert [(each.exercise, each.count) for each in statistics.exercises] == [("a", 1), ("b", 2), ("gone", 1)]
    assert [each.difficulty for each in statistics.exercises] == [0, 0.5, 0]


@pytest.mark.parametrize(
    ("rows", "decides"),
    [
        ([(P, P), (F, P), (F, F)], "c0"),
        ([(F, P)], "c0"),
        ([(F, P), (P, F)], None),
        ([(F, F), (C, B)], None),
        ([(P, P)], None),
        ([(F,), (P,)], None),
        ([(F, P, P), (F, F, P), (F, P, F)], "c0"),
        ([(F, P, X), (F, F, P)], "c0"),
    ],
)
def test_a_check_decides_alone_if_all_lost_it_who_lost_any(rows, decides) -> None:
    """One check decides alone where each submission that lost any lost this one, and no other check was lost by all."""
    assert only(*(score("e", *row) for row in rows)).decides_alone == decides


@given(st.lists(st.lists(st.sampled_from(list(Outcome)), min_size=2, max_size=2), min_size=1, max_size=12))
def test_who_decides_alone_separates_the_class(rows) -> None:
    """Where a check decides alone, the submissions that lost it are those that lost anything; nobody else does that."""
    found = only(*(score("e", *row) for row in rows))
    judged = [row for row in rows if {*row} != {X}]
    any_lost = {i for i, row in enumerate(judged) if {*row} - {P, X}}
    deciding = [f"c{c}" for c in range(2) if any_lost == {i for i, row in enumerate(judged) if row[c] not in {P, X}}]
    assert found.decides_alone == (deciding[0] if any_lost and len(deciding) == 1 else None)


def test_a_check_is_lost_alone_where_all_others_were_passed() -> None:
    """Each check has the number of those who lost it, and of those who lost nothing else."""
    found = only(score("e", F, P), score("e", F, F), score("e", P, C), score("e", P, P), score("e", B, P))
    assert found.checks == (CheckCount("c0", 3, 2), CheckCount("c1", 2, 1))


def test_a_misconception_counts_once_a_submission() -> None:
    """Names are taken apart, counted once for all checks of an exercise, and the most frequent stand first."""
    both = result(score("e", F, F, misconception="bias-forgotten, sign-turned"), score("f", F, misconception="other"))
    one = result(score("e", F, F, misconception="sign-turned"), score("f", F))
    assert class_statistics([both, one]).misconceptions == (
        Misconception("e", "sign-turned", 2),
        Misconception("e", "bias-forgotten", 1),
        Misconception("f", "other", 1),
    )


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=30))
def test_times_are_percentiles_of_the_seconds(seconds) -> None:
    """Median, 90th percentile, most and total are those of the results' seconds."""
    times = class_statistics([result(score("e", P), seconds=each) for each in seconds]).times
    expected = (np.median(seconds), np.percentile(seconds, 90), max(seconds), sum(seconds))
    assert (times.median, times.ninetieth, times.most, times.total) == pytest.approx(expected)


def test_the_class_as_a_whole() -> None:
    """Results and refusals are counted apart; mean and quartiles are of the share that each submission earned."""
    graded = [result(score("e", *[P] * passed, *[F] * (4 - passed))) for passed in range(5)]
    found = class_statistics([*graded, Refusal("empty.py", "is empty.")])
    assert (found.assignment, found.count, found.refused) == ("a01", 5, 1)
    assert found.mean == 0.5
    assert found.quartiles == (0.25, 0.5, 0.75)


def test_nobody_is_a_class_too() -> None:
    """Without a result everything is counted as nothing, and undefined."""
    found = class_statistics([Refusal("empty.py", "is empty.")])
    assert (found.assignment, found.count, found.refused, found.exercises) == ("", 0, 1, ())
    assert {found.mean, found.quartiles, found.times} == {None}


def test_sheets_are_not_mixed() -> None:
    """Results of two sheets have no statistics together."""
    with pytest.raises(ValueError, match="a01, a02"):
        class_statistics([result(score("e", P)), result(score("e", P), sheet="a02")])
