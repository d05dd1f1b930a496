"""In what way answers are wrong: what is said is true of every trial, and what can be said is."""

from __future__ import annotations

import doctest
import importlib
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.records import Message
from autograder.report.sentences import _say
from autograder.verify import pattern_of
from autograder.verify.pattern import Pattern

MANY = settings(max_examples=1000, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

# --- whether a statement is true, told without the code that makes it -------------------------------------------


def plain(value):
    """Return an array without its unit axes."""
    return np.squeeze(np.asarray(value))


def same(answer, right):
    """Whether two values are the same to about six digits; whole numbers are to the last."""
    return plain(answer).shape == plain(right).shape and not apart(plain(answer), plain(right), 1.01e-6).any()


def apart(one, other, relative):
    if other.dtype.kind in "biu":
        return np.asarray(one != other)
    with np.errstate(over="ignore"):
        distance = np.abs(one.astype(float) - other.astype(float))
    return np.asarray(distance > relative * np.max(np.abs(other), initial=0.0) + 5e-324)


def undone(key, answer):
    array = plain(answer)
    match key:
        case "transposed":
            return array.transpose(tuple(reversed(range(array.ndim))))
        case "reversed":
            return np.flip(array, 0) if array.ndim else array
        case "bias-at-the-end":
            return np.concatenate([array[..., -1:], array[..., :-1]], axis=-1) if array.ndim else array
        case "bias-in-front":
            return np.concatenate([array[..., 1:], array[..., :1]], axis=-1) if array.ndim else array


def is_true(pattern, answers, expected):
    """Whether what is said of answers holds on every trial, and says that something is wrong."""
    values = dict(pattern.values)
    if pattern.key == "exchanged":
        one, other = values["one"] - 1, values["other"] - 1
        exchanged = [[*answer] for answer in answers]
        for answer in exchanged:
            answer[one], answer[other] = answer[other], answer[one]
        whole = all(all(map(same, answer, right)) for answer, right in zip(exchanged, expected, strict=True))
        return whole and not all(same(a[one], b[one]) for a, b in zip(answers, expected, strict=True))
    if "part" in values:
        part = values["part"] - 1
        assert values["parts"] == len(expected[0])
        for answer, right in zip(answers, expected, strict=True):
            if not all(same(a, b) for at, (a, b) in enumerate(zip(answer, right, strict=True)) if at != part):
                return False
        answers, expected = [answer[part] for answer in answers], [right[part] for right in expected]
    trials = [(plain(answer), plain(right)) for answer, right in zip(answers, expected, strict=True)]
    return not all(same(*trial) for trial in trials) and STATEMENTS.get(pattern.key, restores)(pattern, trials)


def restores(pattern, trials):
    return all(same(undone(pattern.key, answer), right) for answer, right in trials)


def has_ratio(pattern, trials):
    ratio = float(Fraction(pattern.values["ratio"]))
    return all(same(answer, ratio * right.astype(float)) for answer, right in trials)


def lacks(rest):
    return lambda _, trials: all(right.ndim and same(answer, right[rest]) for answer, right in trials)


def has_right_rows(pattern, trials):
    """Whether the first rows are right, and all are wrong from the first that is."""
    count = pattern.values["rows"]
    for answer, right in trials:
        if answer.shape != right.shape or right.ndim < 2 or count >= len(right):
            return False
        bad = apart(answer, right, 1e-6).reshape(len(right), -1).any(axis=1)
        first = int(np.argmax(bad)) if bad.any() else len(bad)
        if first < count or not bad[first:].all():
            return False
    return True


def has_entries(pattern, trials):
    """Whether the entries are all that is wrong; or all that is right, and others are."""
    told = np.zeros(trials[0][1].shape, dtype=bool)
    for place in pattern.values["entries"][1:-1].split("], ["):
        told[tuple(int(index) for index in place.split(", "))] = True
    if any(not answer.shape == right.shape == told.shape for answer, right in trials):
        return False
    wrong = [apart(answer, right, 0.99e-6) for answer, right in trials]
    sure = [apart(answer, right, 1.01e-6) for answer, right in trials]
    if pattern.key == "entries":
        return not any((each & ~told).any() for each in sure) and bool((np.any(wrong, axis=0) | ~told).all())
    return not any((each & told).any() for each in sure) and all(each[~told].all() for each in wrong) and not told.all()


STATEMENTS = {
    "ratio": has_ratio,
    "first-missing": lacks(np.s_[..., 1:]),
    "last-missing": lacks(np.s_[..., :-1]),
    "rows": has_right_rows,
    "entries": has_entries,
    "other-entries": has_entries,
}

# --- random right answers, and random ways to be wrong ----------------------------------------------------------

SHAPES = st.sampled_from([(3,), (4,), (5,), (3, 2), (2, 3), (4, 4), (5, 3), (2, 2), (1, 3), (3, 1), (2, 3, 2)])
ODD_SHAPES = hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3)
POOLS = {
    "few": [0.0, 1.0, -1.0],
    "all equal": [2.0],
    "of every size": [0.0, 1.0, 1e-9, 1e6, -7e150],
    "enormous and tiny": [1e308, -1.7e308, 5e-324, 1e-300, 0.0],
    "whole": [-3, 0, 1, 2, 5],
    "large and whole": [10_000_000, 10_000_001, 2**53, 2**53 + 1, 4],
    "booleans": [False, True],
}
FORMS = ["as it is", "as it is", "as it is", "symmetric", "palindrome", "equal rows"]
WRONG_FORMS = [None, "text", [[1.0], [2.0, 3.0]], {}, 1j, 10**400, np.nan, [np.inf, 1.0], [], True, (1.0, 2.0)]


@st.composite
def rights(draw):
    """Draw a right answer for each of some trials: of one shape, of several, symmetric, palindromic, all equal."""
    shapes, pool = draw(st.sampled_from([SHAPES, SHAPES, ODD_SHAPES])), draw(st.sampled_from(["", "", "", *POOLS]))
    one, rng = draw(shapes), np.random.default_rng(draw(st.integers(0, 999)))
    trials = []
    for _ in range(draw(st.integers(1, 3))):
        shape = one if draw(st.integers(0, 5)) else draw(shapes)
        array = rng.choice(POOLS[pool], shape) if pool else rng.normal(size=shape) * 10.0 ** rng.integers(-3, 4)
        form = draw(st.sampled_from(FORMS))
        if array.ndim == 2 and form == "symmetric":
            side = min(array.shape)
            array = np.maximum(array[:side, :side], array[:side, :side].T)
        elif array.ndim and form == "palindrome":
            array = np.maximum(array, array[::-1])
        elif array.ndim and form == "equal rows" and array.size:
            array = np.broadcast_to(array[:1], array.shape).copy()
        trials.append(array)
    return trials


def at_some_places(draw, places):
    """Return a change that makes an array wrong at some places, or everywhere else."""
    numbers, others = draw(st.sets(st.integers(0, 5), min_size=1, max_size=2)), not draw(st.integers(0, 3))
    size = draw(st.sampled_from([1.0, -2.0, 1e-3, 1e7]))

    def change(array):
        wrong = np.array(array, dtype=float)
        if wrong.size:
            marked = np.isin(np.arange(places(wrong)), [*numbers]) ^ others
            wrong.reshape(places(wrong), -1)[marked] += size
        return wrong

    return change


def from_some_row_on(draw):
    first = draw(st.integers(0, 2))

    def change(array):
        wrong = np.array(array, dtype=float)
        np.atleast_1d(wrong)[first:] += 1
        return wrong

    return change


def of_another_form(draw):
    form = draw(st.sampled_from(WRONG_FORMS))
    return lambda _: form


def scaled(draw):
    factor = draw(st.sampled_from([2.0, -1.0, 0.5, 0.0, 1.0, 12.5]))

    def change(array):
        with np.errstate(over="ignore"):
            return factor * np.asarray(array, dtype=float)

    return change


def always(change):
    return lambda _: lambda array: change(np.asarray(array)) if np.ndim(array) else array


CHANGES = {
    "nothing": always(lambda a: a),
    "scaled": scaled,
    "transposed": always(lambda a: a.T),
    "back to front": always(lambda a: a[::-1]),
    "to the right": always(lambda a: np.roll(a, 1, axis=-1)),
    "to the left": always(lambda a: np.roll(a, -1, axis=-1)),
    "without the first": always(lambda a: a[..., 1:]),
    "without the last": always(lambda a: a[..., :-1]),
    "wrong entries": lambda draw: at_some_places(draw, np.size),
    "wrong rows": lambda draw: at_some_places(draw, lambda a: len(np.atleast_1d(a))),
    "from some row on": from_some_row_on,
    "a list": always(lambda a: a.tolist()),
    "more axes": always(lambda a: a[None, ..., None]),
    "not finite": always(lambda a: np.full(a.shape, np.nan)),
    "another form": of_another_form,
}


@st.composite
def corrupted(draw, right):
    """Draw a wrong answer for each right one: the same change everywhere, or another one on some trials."""
    usual = CHANGES[draw(st.sampled_from([*CHANGES]))](draw)
    changes = [usual if draw(st.integers(0, 7)) else CHANGES[draw(st.sampled_from([*CHANGES]))](draw) for _ in right]
    return [change(array) for change, array in zip(changes, right, strict=True)]


@st.composite
def single_values(draw):
    right = draw(rights())
    return draw(corrupted(right)), right


@st.composite
def several_values(draw):
    """Draw tuples: some values wrong, some in another's place, one too few or none at all."""
    count = draw(st.integers(1, 3))
    columns = [draw(rights()) for _ in range(count)]
    if draw(st.booleans()):
        columns[-1] = columns[0]
    trials = min(map(len, columns))
    expected = [*zip(*(column[:trials] for column in columns), strict=True)]
    found = [draw(corrupted(column[:trials])) if not draw(st.integers(0, 2)) else column[:trials] for column in columns]
    order = draw(st.permutations(range(count)))
    answers = [[row[at] for at in order] for row in zip(*found, strict=True)]
    answers = [tuple(row) if draw(st.booleans()) else row for row in answers]
    if not draw(st.integers(0, 9)):
        answers[0] = draw(st.sampled_from([None, 1.0, "text", answers[0][:-1], np.ones((count, 2))]))
    return answers, expected


@given(single_values())
@MANY
def test_nothing_false_is_said(drawn) -> None:
    """Whatever is said of one value is true on every trial, whatever the values, forms and mistakes; nothing raises."""
    answers, expected = drawn
    found = pattern_of(answers, expected)
    assert found is None or is_true(found, answers, expected), found


@given(several_values())
@MANY
def test_nothing_false_is_said_of_several_values(drawn) -> None:
    """Whatever is said of one value of several, or of two of them, is true on every trial, and the others are right."""
    answers, expected = drawn
    found = pattern_of(answers, expected)
    assert found is None or is_true(found, answers, expected), found


@given(rights())
@MANY
def test_nothing_is_said_of_right_answers(right) -> None:
    """Answers that are right, whose arguments were changed perhaps, are not said to be wrong anywhere."""
    assert pattern_of(right, right) is None
    assert pattern_of([(each, 1.0) for each in right], [(each, 1.0) for each in right]) is None


# --- what can be said, is ------------------------------------------------------------------------------------------

VECTORS = [np.array([1.0, 2.0, 4.0, 8.0, 16.0]), np.array([3.0, -1.0, 0.5, 2.0, 7.0])]
MATRICES = [np.arange(12.0).reshape(4, 3), np.arange(12.0).reshape(4, 3) ** 2 - 5]


def at(array, *places):
    wrong = array.copy()
    wrong[places] += 1
    return wrong


FOUND = {
    "doubled": (lambda a: 2 * a, VECTORS, Pattern("ratio", {"ratio": "2"})),
    "another sign": (lambda a: -a, MATRICES, Pattern("ratio", {"ratio": "-1"})),
    "transposed": (lambda a: a.T, MATRICES, Pattern("transposed")),
    "of three axes": (lambda a: a.T, [np.arange(24.0).reshape(2, 3, 4)], Pattern("transposed")),
    "reversed": (lambda a: a[::-1], VECTORS, Pattern("reversed")),
    "rows reversed": (lambda a: a[::-1], MATRICES, Pattern("reversed")),
    "bias at the end": (lambda a: [*a[1:], a[0]], VECTORS, Pattern("bias-at-the-end")),
    "bias in front": (lambda a: [a[-1], *a[:-1]], VECTORS, Pattern("bias-in-front")),
    "columns in another order": (lambda a: np.roll(a, -1, axis=1), MATRICES, Pattern("bias-at-the-end")),
    "first missing": (lambda a: a[1:], VECTORS, Pattern("first-missing")),
    "last missing": (lambda a: a[:-1], VECTORS, Pattern("last-missing")),
    "last column missing": (lambda a: a[:, :-1], MATRICES, Pattern("last-missing")),
    "one entry": (lambda a: at(a, 3), VECTORS, Pattern("entries", {"entries": "[3]"})),
    "three entries": (lambda a: at(a, [0, 2, 4]), VECTORS, Pattern("entries", {"entries": "[0], [2], [4]"})),
    "one of a matrix": (lambda a: at(a, 1, 2), MATRICES, Pattern("entries", {"entries": "[1, 2]"})),
    "all but one": (lambda a: at(a, [1, 2, 3, 4]), VECTORS, Pattern("other-entries", {"entries": "[0]"})),
    "from a row on": (lambda a: at(a, slice(2, None)), MATRICES, Pattern("rows", {"rows": 2})),
    "a list": (lambda a: (2 * a).tolist(), VECTORS, Pattern("ratio", {"ratio": "2"})),
    "a column of float32": (lambda a: a[::-1, None].astype(np.float32), VECTORS, Pattern("reversed")),
}


@pytest.mark.parametrize(("change", "right", "pattern"), FOUND.values(), ids=FOUND)
def test_what_all_answers_have_in_common_is_found(change, right, pattern) -> None:
    """Each way to be wrong is found where all trials have it, and in one value of several, which its sentence names."""
    answers = [change(array) for array in right]
    assert pattern_of(answers, right) == pattern
    of_three = pattern_of([[1.0, each, 2] for each in answers], [(1.0, each, 2) for each in right])
    assert of_three == Pattern(pattern.key, {**pattern.values, "part": 2, "parts": 3})
    assert "value 2 of 3" in _say(Message(of_three.key, of_three.values), "student")


@pytest.mark.parametrize(("change", "right", "pattern"), FOUND.values(), ids=FOUND)
def test_what_one_answer_has_not_is_no_pattern(change, right, pattern) -> None:
    """One further trial whose answer is wrong in another way, or has no finite numbers, and that is not said."""
    for other in (right[0] * np.pi + 1, np.full_like(right[0], np.inf), None):
        found = pattern_of([*map(change, right), other], [*right, right[0]])
        assert found is None or found.key != pattern.key
    assert pattern_of([], []) is pattern_of([change(right[0])], [*right, right[0]]) is None


def test_values_in_each_others_place_are_found() -> None:
    """Two values of several that are exchanged on all trials are told by their numbers; the third is right."""
    expected = [(array, 2.0, 3.0 + array[0]) for array in VECTORS]
    answers = [(third, second, first) for first, second, third in expected]
    assert pattern_of(answers, expected) == Pattern("exchanged", {"one": 1, "other": 3})
    assert pattern_of(answers, [(*right[:2], 0.0) for right in expected]) is None


def test_trials_of_several_shapes_have_patterns_too() -> None:
    """What is undone as a whole is found whatever the shapes; places are not, where the shapes are several."""
    right = [np.arange(6.0).reshape(2, 3), np.arange(8.0).reshape(4, 2), np.eye(2), 3.0]
    assert pattern_of([np.transpose(each) for each in right], right) == Pattern("transposed")
    assert pattern_of([np.arange(3.0), np.arange(1, 5)], [np.arange(4.0), np.arange(5)]) is None
    assert pattern_of([at(VECTORS[0], 1), at(MATRICES[0], 1, 1)], [VECTORS[0], MATRICES[0]]) is None


# --- what is easily said and false -----------------------------------------------------------------------------

BIG, SMALL = np.array([1e6, 2e6]), np.array([0.1, 0.2])
FALSE = {
    "a right answer": (VECTORS[0][:3], VECTORS[0][:3]),
    "an empty one": (np.array([]), np.array([])),
    "one value in the other's place, the other nowhere": ((2.0, 99.0), (1.0, 2.0)),
    "one place right by an infinite tolerance": (np.ones(2), np.array([np.inf, 1.0])),
    "one place right by no tolerance": (np.ones(2), np.array([np.nan, 1.0])),
    "whole numbers that are apart by one": (np.array([10_000_001, 55, 5]), np.array([10_000_000, 5, 5])),
    "whole numbers that floats do not tell apart": (np.array([2**53 + 1, 5, 5]), np.array([2**53, 5, 5])),
    "so large that differences are infinite": (np.array([1.7e308, -1.7e308]), np.array([-1.7e308, 1.6e308])),
    "another form": ([[1.0], [2.0, 3.0]], MATRICES[0]),
    "no numbers": ("text", VECTORS[0]),
    "too few values": ((1.0,), (1.0, 2.0)),
}


@pytest.mark.parametrize(("answer", "right"), FALSE.values(), ids=FALSE)
def test_no_statement_is_made_that_is_false(answer, right) -> None:
    """Nothing false is said of right answers, of what cannot be compared, and of what is wrong in no special way."""
    found = pattern_of([answer], [right])
    assert found is None or is_true(found, [answer], [right]), found


def test_a_factor_holds_on_the_small_trial_too() -> None:
    """Beside a trial of large numbers one of small numbers has to have the factor as exactly."""
    assert pattern_of([2 * BIG, 2 * SMALL], [BIG, SMALL]) == Pattern("ratio", {"ratio": "2"})
    assert pattern_of([2 * BIG, np.array([0.5, 0.1])], [BIG, SMALL]) is None
    assert pattern_of([2 * BIG, np.array([1e-3, 0.0])], [BIG, np.zeros(2)]) is None


def test_the_entries_of_a_lone_row_are_no_rows() -> None:
    """Where one trial's matrix has a single row, entries of it that are right are not called rows."""
    right = [MATRICES[0][:2], MATRICES[0][:1]]
    answers = [at(right[0], 1), at(right[1], 0, [1, 2])]
    assert pattern_of(answers, right) is None


def test_the_examples_of_the_docstring_are_true() -> None:
    """The examples in the documentation give what they say."""
    tested = doctest.testmod(importlib.import_module("autograder.verify.pattern"))
    assert tested.attempted >= 2
    assert tested.failed == 0
