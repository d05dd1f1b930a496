"""What a class's results say of its exercises: classical test theory, and counts.

Sources: difficulty as the mean share of the points ("p-value") and discrimination as the correlation of an item with
the score are of F. M. Lord and M. R. Novick, Statistical Theories of Mental Test Scores (1968). The item is taken out
of the score, after S. Henrysson, Correction of item-total correlations in item analysis, Psychometrika 28 (1963): it
would correlate with itself. Percentiles are interpolated linearly: type 7 of R. J. Hyndman and Y. Fan, Sample quantiles
in statistical packages, The American Statistician 50 (1996).
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from autograder.measures import CheckCount, ClassStatistics, ExerciseStatistics, Misconception, Times
from autograder.records import Outcome, Refusal, Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from autograder.records import ExerciseScore

FEWEST = 3  # submissions for a correlation: with two it is 1 or -1, whatever they are


def class_statistics(graded: Iterable[Result | Refusal]) -> ClassStatistics:
    """Count over a class.

    Parameters
    ----------
    graded : iterable of Result or Refusal
        Of one sheet, one a student. An exercise that a release does not have is counted where there is one.

    Returns
    -------
    ClassStatistics

    Raises
    ------
    ValueError
        If the results are of several sheets.
    """
    files = [*graded]
    results = [each for each in files if isinstance(each, Result)]
    sheets = sorted({result.assignment for result in results})
    if len(sheets) > 1:
        raise ValueError(f"results of several sheets have no statistics together: {', '.join(sheets)}")
    shares = [float(result.points / result.possible) for result in results if result.possible]
    newest_first = sorted(results, key=lambda result: result.release > 0)  # 0 is the sheet as it is
    names = dict.fromkeys(score.exercise for result in newest_first for score in result.scores)
    return ClassStatistics(
        assignment="".join(sheets),
        count=len(results),
        refused=len(files) - len(results),
        mean=_mean(shares),
        quartiles=_quartiles(shares),
        times=_times([result.seconds for result in results]),
        exercises=tuple(_exercise(name, results) for name in names),
        misconceptions=_misconceptions(results, [*names]),
    )


def item_rest_correlation(items: Sequence[Fraction], rests: Sequence[Fraction]) -> float | None:
    """Correlate an exercise with all others: whether it parts those who know the rest from those who do not.

    Pearson's correlation; where every item is right or wrong, that is the point-biserial one.

    Parameters
    ----------
    items : sequence of Fraction
        What each submission earned in the exercise.
    rests : sequence of Fraction
        What it earned in the others, the exercise left out.

    Returns
    -------
    float or None
        In [-1, 1]; None for fewer than three submissions, or where all have the same.
    """
    if len(items) < FEWEST or len({*items}) < 2 or len({*rests}) < 2:
        return None
    item, rest = (_centred(each) for each in (items, rests))
    correlation = float(item @ rest / np.sqrt((item @ item) * (rest @ rest)))
    return min(1.0, max(-1.0, correlation))


def _centred(values: Sequence[Fraction]) -> NDArray[np.float64]:
    """Return what values differ from their mean by; the mean is taken off exactly."""
    mean = sum(values, Fraction(0)) / len(values)
    return np.array([float(value - mean) for value in values])


def _exercise(name: str, results: Sequence[Result]) -> ExerciseStatistics:
    own = [(result, score) for result in results for score in result.scores if score.exercise == name]
    judged = [(result, score) for result, score in own if score.possible]
    scores = [score for _, score in judged]
    with_rest = [(result, score) for result, score in judged if result.possible > score.possible]
    items = [score.points / score.possible for _, score in with_rest]
    rests = [(result.points - score.points) / (result.possible - score.possible) for result, score in with_rest]
    return ExerciseStatistics(
        exercise=name,
        count=len(judged),
        mean=_mean([float(score.points) for score in scores if not _has(score, Outcome.BROKEN)]),
        difficulty=_mean([float(score.points / score.possible) for score in scores]),
        discrimination=item_rest_correlation(items, rests),
        full=_mean([score.is_full for score in scores]),
        zero=_mean([not score.points for score in scores]),
        crashed=_mean([_has(score, Outcome.CRASHED) for score in scores]),
        blocked=_mean([_has(score, Outcome.BLOCKED) for score in scores]),
        supplied=_mean([bool(score.supplied) for score in scores]),
        broken=sum(_has(score, Outcome.BROKEN) for _, score in own),
        lost=sum(bool(_lost(score)) for score in scores),
        checks=_checks(scores),
    )


def _checks(scores: Sequence[ExerciseScore]) -> tuple[CheckCount, ...]:
    lost = Counter(check for score in scores for check in _lost(score))
    alone = Counter(_lost(score)[0] for score in scores if len(_lost(score)) == 1)
    names = dict.fromkeys(mark.finding.check for score in scores for mark in score.marks)
    return tuple(CheckCount(name, lost[name], alone[name]) for name in names)


def _lost(score: ExerciseScore) -> list[str]:
    """Return the checks that a submission did not pass, by no fault of ours."""
    kept = {Outcome.PASSED, Outcome.BROKEN}
    return [mark.finding.check for mark in score.marks if mark.finding.outcome not in kept]


def _has(score: ExerciseScore, outcome: Outcome) -> bool:
    return any(mark.finding.outcome is outcome for mark in score.marks)


def _misconceptions(results: Sequence[Result], order: Sequence[str]) -> tuple[Misconception, ...]:
    """Count known mistakes, each once a submission: several checks of an exercise find the same one."""
    counts: Counter[tuple[str, str]] = Counter()
    for result in results:
        findings = [mark.finding for score in result.scores for mark in score.marks if mark.finding.misconception]
        counts.update({(each.exercise, name) for each in findings for name in (each.misconception or "").split(", ")})
    ranked = sorted(counts.items(), key=lambda item: (-item[1], order.index(item[0][0]), item[0][1]))
    return tuple(Misconception(exercise, name, count) for (exercise, name), count in ranked)


def _times(seconds: Sequence[float]) -> Times | None:
    if not seconds:
        return None
    median, ninetieth, most = map(float, np.quantile(seconds, [0.5, 0.9, 1]))
    return Times(median, ninetieth, most, float(sum(seconds)))


def _quartiles(values: Sequence[float]) -> tuple[float, float, float] | None:
    if not values:
        return None
    lower, median, upper = map(float, np.quantile(values, [0.25, 0.5, 0.75]))
    return lower, median, upper


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None
