"""Locating: the entries of a gradient that are wrong, all of them, no others, and for few evaluations."""

from __future__ import annotations

import doctest
import importlib
from dataclasses import replace

import numpy as np
import pytest

from autograder.verify import locate
from autograder.verify.claims import ask
from autograder.verify.locate import _Search


class Problem:
    """A loss of many parameters, its gradient with wrong entries, and how often and in how many trips it is asked."""

    def __init__(self, size, wrong, error=1e-2, *, remote=False, kind=np.float64):
        rng = np.random.default_rng(size)
        self.a, self.b, self.theta = rng.normal(size=(3, size))
        self.wrong, self.error, self.kind = list(wrong), error, kind
        self.trips = 0
        if remote:
            self.loss = self
        else:
            self.loss = self.value

    def value(self, t):
        return np.mean(self.b * np.sin(self.a * t))

    def many(self, batch):
        self.trips += 1
        return [float(self.value(*arguments)) for arguments in batch]

    def gradient(self, t):
        right = self.a * self.b * np.cos(self.a * t) / t.size
        right[self.wrong] += self.error * np.sqrt(np.mean(right**2))
        return right.astype(self.kind)

    def located(self, **options):
        return [entry for (entry,) in locate(self.loss, self.gradient, (self.theta,), **options)]


class Counted:
    """A function that counts its calls."""

    def __init__(self, function) -> None:
        self.function, self.count = function, 0

    def __call__(self, t):
        self.count += 1
        return self.function(t)


@pytest.mark.parametrize("remote", [False, True], ids=["complex-step", "differences"])
@pytest.mark.parametrize("size", [1, 2, 3, 97, 1000, 10_000])
def test_one_wrong_entry_is_found(size, remote) -> None:
    """One wrong entry is found, wherever it is and whatever the size."""
    for place in {0, size // 3, size - 1}:
        assert Problem(size, [place], remote=remote).located() == [place]


@pytest.mark.parametrize("error", [1e3, 1.0, 1e-6])
def test_several_wrong_entries_are_found(error) -> None:
    """Up to eight wrong entries are all found, neighbours too, large errors and small."""
    for seed in range(10):
        rng = np.random.default_rng(seed)
        first = int(rng.integers(900))
        wrong = sorted({first, first + 1, *(int(place) for place in rng.choice(1000, 6, replace=False))})
        assert Problem(1000, wrong, error).located() == wrong


def test_no_right_entry_is_named() -> None:
    """Nothing is named where nothing is wrong, in float32 either, and at most so many as were asked for."""
    assert Problem(1000, []).located() == []
    assert Problem(1000, [], kind=np.float32).located() == []
    assert Problem(1000, [7], kind=np.float32).located() == [7]
    few = Problem(1000, range(0, 1000, 3)).located(most=4)
    assert len(few) == 4
    assert all(place % 3 == 0 for place in few)


def test_a_half_that_the_sum_cannot_judge_is_measured() -> None:
    """Where one half is right, and what is left for the other is within its tolerance, the other is measured."""
    problem = Problem(64, [50], remote=True)
    (claims,) = ask(problem.gradient, [(problem.theta,)], (0,), [np.random.default_rng(0)], [[0]])
    search = _Search(problem.loss, claims[0], np.random.default_rng(1))
    (root,) = search._residues([(0, 64)])
    assert root.wrong
    (half,) = search._halved([replace(root, tolerance=abs(root.value))])
    assert (half.start, half.stop) == (32, 64)


def searched(errors, remote=True):
    """Return a search among entries with given errors, along a direction of ones."""
    problem = Problem(len(errors), [], remote=remote)
    right = problem.gradient
    problem.gradient = lambda t: right(t) + np.array(errors)
    (claims,) = ask(problem.gradient, [(problem.theta,)], (0,), [np.random.default_rng(0)], [[0]])
    claims[0].line.direction[:] = 1.0
    return _Search(problem.loss, claims[0], np.random.default_rng(1)), right(problem.theta)


@pytest.mark.parametrize("wrong", [[0, 2], [1, 2], [0, 1, 2]])
def test_entries_are_corrected_once_they_are_found(wrong) -> None:
    """One bisection finds neighbours and entries of every level, and puts what was measured in their place."""
    search, right = searched([0.1 * (1 + i) * (i in wrong) for i in range(3)])
    assert sorted(search.bisect(8)) == wrong
    assert search.claim.gradient == pytest.approx(right, abs=1e-6)


def test_entries_that_cancel_along_one_direction_are_found_along_another() -> None:
    """Every bisection has a direction of its own."""
    search, _ = searched([0.0, 0.5, -0.5, 0.0])
    assert sorted(search.bisect(8) + search.bisect(8)) == [1, 2]


def test_the_largest_errors_come_first() -> None:
    """If fewer entries are asked for than are wrong, those with the largest errors are told; eight by default."""
    problem = Problem(64, [])
    right = problem.gradient
    problem.gradient = lambda t: right(t) + np.where(np.arange(64) == 37, 1.0, 1e-3)
    assert problem.located(most=1) == [37]
    assert len(problem.located()) == 8


def test_the_search_is_at_one_generic_point_close_by() -> None:
    """Without a generator the point is always the same, a thousandth of the array's size away."""
    asked = []

    def gradient(t):
        asked.append(t)
        return 2 * t

    theta = np.random.default_rng(0).normal(size=1000)
    for rng in (None, None, np.random.default_rng(0)):
        locate(lambda t: t @ t, gradient, (theta,), rng=rng)
    assert len({t.tobytes() for t in asked[::4]}) == 1
    assert np.std(asked[0] - theta) == pytest.approx(1e-3, rel=0.1)


def test_a_forgotten_entry_is_found() -> None:
    """An entry that is nought where it should not be is found with the complex step, too."""
    assert locate(lambda t: t @ t, lambda t: 2 * t * (np.arange(4) != 2), (np.arange(1.0, 5.0),)) == ((2,),)


@pytest.mark.parametrize("remote", [False, True], ids=["complex-step", "differences"])
def test_a_slight_error_is_found_where_a_loss_is_large_and_steep(remote) -> None:
    """Neither large values nor steps that have to be moved hide an error of one in a hundred thousand."""
    problem = Problem(50, [17], 1e-5, remote=remote)
    problem.a *= 300
    problem.b *= 1e6
    assert problem.located() == [17]


def test_a_kink_is_no_wrong_entry() -> None:
    """Entries that are exactly at a kink are not named beside the one that is wrong."""

    def gradient(t):
        array = np.where(t == 0, 0.3, t > 0)
        array[5] *= 2
        return array

    theta = np.array([0.0, 1.0, 0.0, -1.0, 0.0, 2.0, 0.0, 3.0])
    assert locate(lambda t: float(np.sum(np.maximum(t, 0))), gradient, (theta,)) == ((5,),)


@pytest.mark.parametrize(("remote", "most"), [(False, 110), (True, 800)], ids=["complex-step", "differences"])
def test_a_million_entries_cost_few_evaluations(remote, most) -> None:
    """One wrong entry among a million costs at most 110 evaluations with the complex step, and 800 without."""
    problem = Problem(1, [], remote=remote)
    problem.theta = np.random.default_rng(0).normal(size=1_000_000)
    problem.value = lambda t: np.dot(t, t)

    def gradient(t):
        t *= 2
        t[765_432] *= 1.01
        return t

    problem.gradient = gradient
    calls = Counted(problem.value)
    problem.loss, problem.value = problem if remote else calls, calls
    assert problem.located() == [765_432]
    assert calls.count <= most


def test_a_level_takes_one_trip() -> None:
    """However many ranges are bisected, a level is one trip: few more trips than levels."""
    problem, wrong = Problem(4096, [], remote=True), [5, 900, 2222, 4000]
    problem.value = lambda t: t @ t
    problem.gradient = lambda t: 2 * t + np.isin(np.arange(4096), wrong)
    assert problem.located() == wrong
    assert problem.trips <= 12 + 6


def test_entries_of_one_array_among_several_have_its_indices() -> None:
    """Of several arrays the one that is asked for is searched, and entries are told by its indices."""

    def gradient(_scale, u, v):
        slope = np.exp(v)
        slope[1, 2] = 0
        return u * 0, slope

    point = (2, np.ones(3), np.arange(6.0).reshape(2, 3))
    found = locate(lambda _s, u, v: float(np.sum(np.exp(v)) + u.sum()), gradient, point, parameter=2, wrt=(1, 2))
    assert found == ((1, 2),)


@pytest.mark.parametrize("answer", [None, "text", np.ones(4), np.full(3, np.nan)], ids=str)
def test_an_answer_without_form_has_no_entries(answer) -> None:
    """An answer of another form is not searched, and neither is a loss that is no number."""
    assert locate(lambda t: float(t @ t), lambda _t: answer, (np.ones(3),)) == ()
    assert locate(lambda _t: answer, lambda t: t, (np.ones(3),)) == ()


def test_the_examples_of_the_docstrings_are_true() -> None:
    """The examples in the documentation give what they say."""
    tested = doctest.testmod(importlib.import_module("autograder.verify.locate"))
    assert tested.attempted >= 3
    assert tested.failed == 0
