"""Comparison with the reference: form first, then values."""

from __future__ import annotations

import math

import numpy as np
import pytest

from autograder.verify.compare import FACTOR, GUARD, apart, disagreement, is_steady, numbers, tolerance

VECTOR = np.array([1.0, -2.0, 3.0])


def matrix(rows):
    """Return a `np.matrix`, which NumPy warns about."""
    with pytest.warns(PendingDeprecationWarning):
        return np.matrix(rows)


AGREE = {
    "same": (VECTOR.copy(), VECTOR),
    "column": (VECTOR[:, None], VECTOR),
    "row": (VECTOR[None, :], VECTOR),
    "more-unit-axes": (VECTOR[None, :, None, None], VECTOR),
    "list": ([1.0, -2.0, 3.0], VECTOR),
    "tuple": ((1, -2, 3), VECTOR),
    "list-of-arrays": ([np.array([1.0]), np.array([-2.0]), np.array([3.0])], VECTOR),
    "nested-list": ([[1.0], [-2.0], [3.0]], VECTOR),
    "float32": (np.array([0.1, 0.7], dtype=np.float32), np.array([0.1, 0.7])),
    "integers-for-floats": (np.array([1, -2, 3]), VECTOR),
    "integers-near-floats": (np.array([1, -2, 3]), VECTOR * (1 + 1e-9)),
    "float-for-scalar-array": (2.5, np.array([[2.5]])),
    "array-for-scalar": (np.array([[2.5]]), 2.5),
    "list-of-one-for-scalar": ([2.5], 2.5),
    "integer": (3, 3),
    "float-for-integer": (3.0, 3),
    "truth-for-integer": (True, 1),
    "truth": (True, True),
    "truths": (np.array([True, False]), np.array([True, False])),
    "ones-for-truths": (np.array([1, 0]), np.array([True, False])),
    "numpy-scalar": (np.float64(2.5), 2.5),
    "empty": (np.array([]), np.array([])),
    "rounding": (VECTOR * (1 + 1e-9), VECTOR),
    "big-integers": (np.array([2**62 + 1]), np.array([2**62 + 1])),
    "unsigned": (np.array([1, 2], dtype=np.uint64), np.array([1, 2])),
}


@pytest.mark.parametrize(("answer", "expected"), AGREE.values(), ids=AGREE)
def test_every_form_of_the_right_numbers_agrees(answer, expected) -> None:
    """Unit axes, lists, tuples, float32 and other number types are no mistakes."""
    assert disagreement(answer, expected) is None


def test_a_matrix_agrees() -> None:
    """A `np.matrix` of the right numbers is no mistake, as a vector and as a matrix."""
    assert disagreement(matrix([[1.0, -2.0, 3.0]]), VECTOR) is None
    assert disagreement(matrix([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 2.0], [3.0, 4.0]])) is None


RAGGED = [[1.0], [2.0, 3.0]]
FAULTS = {
    "nothing": (None, VECTOR, "nothing-returned"),
    "text": ("1.0", 1.0, "wrong-type"),
    "texts": (["1.0", "2.0"], np.array([1.0, 2.0]), "wrong-type"),
    "ragged": (RAGGED, VECTOR, "wrong-type"),
    "list-with-nothing": ([1.0, None], np.array([1.0, 2.0]), "wrong-type"),
    "objects": (np.array([1.0, None], dtype=object), np.array([1.0, 2.0]), "wrong-type"),
    "complex": (1 + 0j, 1.0, "wrong-type"),
    "complex-array": (VECTOR + 0j, VECTOR, "wrong-type"),
    "huge-integer": (2**70, 1.0, "wrong-type"),
    "dictionary": ({"a": 1.0}, 1.0, "wrong-type"),
    "dates": (np.array(["2026-01-01"], dtype="datetime64[D]"), 1.0, "wrong-type"),
    "transposed": (np.ones((3, 2)), np.ones((2, 3)), "wrong-shape"),
    "flat": (np.ones(6), np.ones((2, 3)), "wrong-shape"),
    "broadcast": (np.ones((3, 3)), np.ones(3), "wrong-shape"),
    "one-for-many": (1.0, np.ones(3), "wrong-shape"),
    "many-for-one": (np.ones(3), 1.0, "wrong-shape"),
    "empty-for-one": ([], 1.0, "wrong-shape"),
    "nan": (np.array([1.0, math.nan, 3.0]), VECTOR, "not-finite"),
    "infinite": (math.inf, 1.0, "not-finite"),
    "value": (np.array([1.0, -2.0, 3.1]), VECTOR, "differs"),
    "sign": (-VECTOR, VECTOR, "differs"),
    "reversed": (VECTOR[::-1], VECTOR, "differs"),
    "wrong-by-2e-4": (VECTOR * 1.0002, VECTOR, "differs"),
    "integer-off-by-one": (4, 3, "differs"),
    "integer-a-little-off": (3 + 1e-9, 3, "differs"),
    "truth-for-its-opposite": (True, False, "differs"),
    "truths-for-others": (np.array([True, True]), np.array([True, False]), "differs"),
    "big-integers-off-by-one": (2**62 + 1, 2**62, "differs"),
    "integer-that-wraps": (-(2**63), 0, "differs"),
    "integer-that-wraps-further": (2**63 - 1, -1, "differs"),
    "reference-nan": (1.0, math.nan, "differs"),
}


@pytest.mark.parametrize(("answer", "expected", "fault"), FAULTS.values(), ids=FAULTS)
def test_every_fault_has_its_name(answer, expected, fault) -> None:
    """What is wrong is refused, under the name of the first thing that is wrong with it."""
    found = disagreement(answer, expected)
    assert found is not None
    assert found.fault == fault


def test_shapes_are_told_and_values_are_not() -> None:
    """A wrong shape is told with both shapes; a wrong value is told without a number."""
    assert disagreement(np.ones((3, 2)), np.ones(3)).values == {
        "found": [3, 2],
        "expected": [3],
    }
    assert disagreement([1.0, 2.0], 1.0).values == {
        "found": [2],
        "expected": [],
    }
    assert disagreement(2.0, 1.0).values == {}
    assert disagreement("text", 1.0).values == {"found": "str"}


def test_comparing_changes_nothing() -> None:
    """Neither the answer nor the reference's value is changed by comparing them."""
    answer, expected = VECTOR[:, None].copy(), VECTOR.copy()
    disagreement(answer, expected, [expected + 1])
    assert answer.shape == (3, 1)
    assert np.array_equal(expected, VECTOR)


@pytest.mark.parametrize(
    ("answer", "fault", "values"),
    [
        pytest.param((VECTOR, 2.0), None, None, id="tuple"),
        pytest.param([[1, -2, 3], 2], None, None, id="list"),
        pytest.param((VECTOR, 2.0, 1.0), "wrong-count", {"found": 3, "expected": 2}, id="one-too-many"),
        pytest.param((VECTOR,), "wrong-count", {"found": 1, "expected": 2}, id="one-too-few"),
        pytest.param((), "wrong-count", {"found": 0, "expected": 2}, id="none"),
        pytest.param(2.0, "wrong-count", {"found": 1, "expected": 2}, id="single"),
        pytest.param("ab", "wrong-count", {"found": 1, "expected": 2}, id="text-of-two"),
        pytest.param(np.array(2.0), "wrong-count", {"found": 1, "expected": 2}, id="array-without-axes"),
        pytest.param(VECTOR, "wrong-count", {"found": 1, "expected": 2}, id="array-that-is-one-of-them"),
        pytest.param(None, "nothing-returned", {}, id="nothing"),
        pytest.param((VECTOR, 3.0), "differs", {"part": 2, "parts": 2}, id="second-differs"),
        pytest.param((None, 2.0), "nothing-returned", {"part": 1, "parts": 2}, id="first-is-nothing"),
        pytest.param((2.0, VECTOR), "wrong-shape", None, id="swapped"),
    ],
)
def test_a_tuple_wants_as_many_values(answer, fault, values) -> None:
    """Each value of a tuple is compared by itself, and the part that is wrong is named."""
    found = disagreement(answer, (VECTOR, 2.0))
    assert (found and found.fault) == fault
    if values is not None:
        assert found.values == values


def test_an_array_of_rows_is_a_tuple_of_rows() -> None:
    """An array whose rows are the values is taken for a tuple of them."""
    assert disagreement(np.array([[1.0], [2.0]]), (1.0, 2.0)) is None
    assert disagreement(np.ones((3, 2)), (1.0, 2.0)).fault == "wrong-count"


def test_the_tolerance_grows_with_how_far_the_reference_moves() -> None:
    """An answer may be as far off as `FACTOR` times what rounding does to the reference, and no farther."""
    moved = [VECTOR + 1e-4, VECTOR - 2e-4]
    within, beyond = VECTOR + 0.99 * FACTOR * 2e-4, VECTOR + 1.01 * FACTOR * 2e-4
    assert disagreement(within, VECTOR, moved) is None
    assert disagreement(beyond, VECTOR, moved).fault == "differs"
    assert disagreement(within, VECTOR).fault == "differs"
    assert disagreement((2.0, within), (2.0, VECTOR), [(2.0, each) for each in moved]) is None


def test_the_guard_band_is_relative_to_the_largest_entry() -> None:
    """Without movement the tolerance is the guard band, whatever the scale."""
    for scale in (1e-12, 1.0, 1e12):
        expected = scale * np.array([1.0, 0.0])
        assert tolerance(expected, []) == pytest.approx(GUARD * scale)
        assert disagreement(expected + 0.9 * GUARD * scale, expected) is None
        assert disagreement(expected + 1.1 * GUARD * scale, expected).fault == "differs"


def test_integers_have_no_guard_band() -> None:
    """Integers that do not move are compared exactly, large ones too."""
    assert disagreement(np.array([10**7, 10**7 + 1]), np.array([10**7, 10**7])).fault == "differs"
    assert tolerance(np.array([10**9]), []) < 1e-300


def test_zero_is_compared_exactly() -> None:
    """Where the reference is zero everywhere and stays so, nothing but zero agrees."""
    assert disagreement(np.zeros(2), np.zeros(2)) is None
    assert disagreement(np.array([0.0, 1e-12]), np.zeros(2)).fault == "differs"


@pytest.mark.parametrize(
    ("expected", "moved", "steady"),
    [
        pytest.param(1.0, [1.0 + 1e-15], True, id="rounding"),
        pytest.param(1.0, [1.0 + 1e-5], False, id="too-far"),
        pytest.param(1e6, [1e6 * (1 + 1e-15)], True, id="rounding-of-what-is-large"),
        pytest.param(1e-6, [1e-6 * (1 + 1e-5)], False, id="too-far-for-what-is-small"),
        pytest.param(math.inf, [math.inf], False, id="infinite"),
        pytest.param(VECTOR, [VECTOR, VECTOR * (1 + 1e-15)], True, id="array"),
        pytest.param(VECTOR, [VECTOR, VECTOR[::-1]], False, id="another-choice"),
        pytest.param(VECTOR, [VECTOR[:2]], False, id="shorter"),
        pytest.param(17, [17, 17], True, id="count"),
        pytest.param(17, [17, 18], False, id="count-at-a-threshold"),
        pytest.param(True, [True], True, id="truth"),
        pytest.param(True, [False], False, id="truth-at-a-tie"),
        pytest.param(np.array([True, False]), [np.array([True, False])], True, id="truths"),
        pytest.param(np.array([True, False]), [np.array([True, True])], False, id="truths-at-a-tie"),
        pytest.param(np.array([3, 4]), [np.array([3, 4])], True, id="indices"),
        pytest.param(np.array([3, 4]), [np.array([4, 3])], False, id="indices-at-a-tie"),
        pytest.param((1.0, 5), [(1.0, 5)], True, id="tuple"),
        pytest.param((1.0, 5), [(1.0, 6)], False, id="tuple-with-a-count-at-a-threshold"),
        pytest.param((VECTOR, 5), [(VECTOR[:1], 5)], False, id="tuple-with-a-shorter-path"),
        pytest.param(np.zeros(2), [np.zeros(2)], True, id="zero"),
        pytest.param(np.array([]), [np.array([])], True, id="empty"),
        pytest.param("text", ["text"], False, id="no-number"),
    ],
)
def test_a_draw_is_steady_unless_rounding_changes_it(expected, moved, steady) -> None:
    """A draw decides only where whole numbers, shapes and choices stay under rounding of the inputs."""
    assert is_steady(expected, moved) is steady


def test_what_is_not_numbers_is_none() -> None:
    """Only booleans, integers and floats are numbers."""
    assert numbers([[1, 2], [3]]) is None
    assert numbers(None) is None
    assert numbers(1j) is None
    assert numbers(np.ones((1, 3, 1))).shape == (3,)
    assert numbers(np.float32(1)).dtype == np.float64


HOSTILE = [
    [], [[]], [[], []], "", "x" * 100, None, [None], math.nan, math.inf, -0.0, 1e308, [1e308, -1e308], 2**63 - 1,
    -(2**63), 2**64, True, [True, "a"], 1j, [1j, 2], [[1], 2], [np.ones(2), np.ones((2, 2))], np.zeros((0, 3)),
    np.zeros((3, 0)), np.ones((1,) * 32), np.array(5), np.array([np.nan]), np.float16(7), np.uint8([255]),
    np.int8([-128]), np.array([-(2**63)]), np.zeros(3, dtype=bool), np.complex64(1), [[[[[[1.0]]]]]], [1.0, [2.0]],
]  # fmt: skip


@pytest.mark.parametrize("expected", [1.0, 1, True, VECTOR, np.array([1, 2]), np.array([True]), (1.0, VECTOR)], ids=str)
@pytest.mark.filterwarnings("ignore:overflow:RuntimeWarning")
def test_no_answer_makes_the_judge_raise(expected) -> None:
    """Whatever crosses the boundary is judged: an error here would cost nobody points, and so be worth some."""
    for answer in [*HOSTILE, [HOSTILE, HOSTILE], *([a, b] for a in HOSTILE for b in HOSTILE)]:
        disagreement(answer, expected, [expected])


def test_integers_are_apart_by_one_at_least() -> None:
    """Integers are apart by their difference, and by one where they are so large that floats take them for equal."""
    assert apart(np.array([4, 7, 2**62 + 1]), np.array([3, 7, 2**62])).tolist() == [1.0, 0.0, 1.0]


def test_values_may_be_tuples_themselves() -> None:
    """An array whose rows stand for a tuple among the values is compared with that tuple."""
    assert disagreement((np.array([[1.0], [2.0]]), 3.0), ((1.0, 2.0), 3.0)) is None
    assert disagreement(np.array([[1.0, 2.0], [3.0, 4.0]]), ((1.0, 2.0), (3.0, 4.0))) is None
