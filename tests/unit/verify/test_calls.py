"""Calls of functions under judgement."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.verify.calls import Unanswered, copied, evaluate, guarded, jiggled

UNIT = float(np.finfo(float).eps)


def test_a_plain_callable_is_called_once_a_batch_entry() -> None:
    """A plain callable gives one value for every list of arguments, in their order."""
    assert evaluate(lambda a, b: a - b, [(5, 1), (7, 2), (9, 3)]) == [4, 5, 6]


def test_an_empty_batch_gives_no_values() -> None:
    """An empty batch calls nothing and gives an empty list."""
    assert evaluate(lambda: pytest.fail("called"), []) == []

    class Remote:
        def many(self, batch):
            pytest.fail(f"asked {batch}")

    assert evaluate(Remote(), []) == []


def test_many_is_preferred_and_gets_the_whole_batch() -> None:
    """A function with `many` gets all argument lists in one trip, and is not called one by one."""
    trips = []

    class Remote:
        def __call__(self, *arguments):
            pytest.fail(f"called with {arguments}")

        def many(self, batch):
            trips.append(batch)
            return [sum(arguments) for arguments in batch]

    assert evaluate(Remote(), [(1, 2), (3, 4)]) == [3, 7]
    assert trips == [[(1, 2), (3, 4)]]


def test_a_call_cannot_change_the_arguments_of_the_next() -> None:
    """A function that changes its array does so to a copy of its own."""
    theta = np.arange(3.0)

    def greedy(array):
        array += 1
        return array.sum()

    assert evaluate(greedy, [(theta,), (theta,)]) == [6.0, 6.0]
    assert theta.tolist() == [0.0, 1.0, 2.0]


def test_copies_are_of_arrays_alone() -> None:
    """Arrays are copied; everything else is handed on as it is."""
    array, words = np.ones(2), ["a"]
    first, second, third = copied((array, words, 3))
    assert first is not array
    assert not np.shares_memory(first, array)
    assert second is words
    assert third == 3


def test_jiggling_moves_floats_by_at_most_a_unit_in_the_last_place() -> None:
    """Float arrays and floats are moved, each entry by itself, and none by more than the unit."""
    array = np.random.default_rng(0).normal(size=1000)
    moved, number = jiggled((array, 3.5), np.random.default_rng(1), UNIT)
    assert np.any(moved != array)
    assert np.all(np.abs(moved - array) <= 2 * UNIT * np.abs(array))  # a unit, and the rounding of the product
    assert abs(number - 3.5) <= 2 * UNIT * 3.5
    assert len(np.unique(moved / array)) > 2


@pytest.mark.parametrize(
    "value", [np.arange(3), np.array([True]), 7, "text", None, np.array([1 + 1j])], ids=lambda v: type(v).__name__
)
def test_jiggling_leaves_what_is_no_float(value) -> None:
    """Integers, booleans, texts and everything else stay as they are."""
    (moved,) = jiggled((value,), np.random.default_rng(0), 0.5)
    assert moved is value


def test_jiggling_is_reproducible() -> None:
    """The same generator moves the same arguments in the same way."""
    first, second = (jiggled((np.ones(5), 2.0), np.random.default_rng(3), UNIT) for _ in range(2))
    assert np.array_equal(first[0], second[0])
    assert first[1] == second[1]


def test_jiggling_reaches_into_lists() -> None:
    """Floats in lists and tuples are moved, however deep, and what else is there stays."""
    moved = jiggled(([1.5, [2.5, 7], "a"], (np.ones(2), 3.5)), np.random.default_rng(0), 0.5)
    assert [type(part) for part in moved] == [list, tuple]
    (one, (two, seven), text), (array, three) = moved
    assert all(0.5 * was <= now != was for now, was in [(one, 1.5), (two, 2.5), (three, 3.5)])
    assert np.all(array != 1)
    assert (seven, text) == (7, "a")


def test_a_guarded_function_raises_one_thing() -> None:
    """Whatever a function raises, called once or often, becomes `Unanswered`; its values and its `many` stay."""

    def fragile(x):
        return 1 / x

    assert evaluate(guarded(fragile), [(2,), (4,)]) == [0.5, 0.25]
    with pytest.raises(Unanswered):
        evaluate(guarded(fragile), [(2,), (0,)])
    fragile.many = lambda batch: [fragile(*arguments) for arguments in batch]
    assert evaluate(guarded(fragile), [(2,)]) == [0.5]
    with pytest.raises(Unanswered):
        guarded(fragile).many([(0,)])


@pytest.mark.parametrize("floats", [np.ones(1000), [1.0] * 1000], ids=["array", "list"])
def test_jiggling_moves_up_and_down_within_the_unit(floats) -> None:
    """Floats are moved in both directions, and up to the unit that is asked for, in arrays as in lists."""
    (moved,) = jiggled((floats,), np.random.default_rng(0), 0.5)
    assert 0.5 <= min(moved) < 0.51
    assert 1.49 < max(moved) <= 1.5
