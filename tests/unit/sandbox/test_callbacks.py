"""Functions among the arguments stay with the grader: student code asks for values, and the grader knows where."""

from __future__ import annotations

import math

import numpy as np
import pytest

from autograder.records import Raised, Value
from autograder.sandbox import session
from autograder.sandbox.worker import wire
from autograder.spec import Formula
from tests.unit.sandbox.conftest import PLAIN, called, works


def points_of(answer):
    return [(position, *map(np.ndarray.tolist, map(np.asarray, point))) for position, point in answer.asked]


# --- what a child gets ----------------------------------------------------------------------------------------


VALUES = {
    "a number": 0.1,
    "a whole number": 7,
    "a truth": True,
    "nothing": None,
    "no number": math.nan,
    "an array": np.array([[0.1, -1e300], [5e-324, np.inf]]),
    "whole numbers": np.arange(3),
    "a scalar of NumPy's": np.float64(1 / 3),
    "a list": [1, [2.5, 3]],
    "a complex number": 1 - 2j,
    "an empty array": np.empty((0, 3)),
    "columns first": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_child_gets_the_functions_values(notebook, value) -> None:
    """What the grader's function returns arrives in student code bit for bit."""
    run = notebook("def f(g, x):\n    return g(x)")
    answer = called(run, "f", lambda _: value, 1.0)
    np.testing.assert_equal(answer.value, value)
    if isinstance(value, np.ndarray):
        assert (answer.value.dtype, answer.value.shape) == (value.dtype, value.shape)
        assert answer.value.tobytes() == value.tobytes()


def test_a_tuple_arrives_as_a_tuple(notebook) -> None:
    """A function that returns several values can be unpacked, and is a tuple there as it is here."""
    run = notebook("def f(g):\n    a, b = g(2.0)\n    return type(g(2.0)).__name__, a, b")
    assert called(run, "f", lambda x: (x, x + 1)).value == ["tuple", 2.0, 3.0]


def test_what_is_done_to_a_value_is_done_to_it_alone(notebook) -> None:
    """A value that student code changes is a copy: the next one is as the grader has it."""
    kept = np.ones(2)
    run = notebook("def f(g):\n    a = g(0)\n    a += 1\n    return g(0)")
    assert called(run, "f", lambda _: kept).value.tolist() == [1.0, 1.0]
    assert kept.tolist() == [1.0, 1.0]


def test_several_functions_stand_beside_each_other(notebook) -> None:
    """Functions at several places, a supplied one and plain arguments are told apart."""
    run = notebook("def f(g, x, h):\n    return [g(x), h(x), h(g(x)), helper(x)]")
    with run.exercise({"helper": lambda x: -x}) as exercise:
        (answer,) = exercise.call("f", [(lambda x: x + 1, 3.0, lambda x: 10 * x)])
        assert exercise.asked == {"helper": 1}
    assert answer.value == [4.0, 30.0, 40.0, -3.0]
    assert points_of(answer) == [(0, 3.0), (2, 3.0), (0, 3.0), (2, 4.0)]


def test_a_function_can_be_handed_on(notebook) -> None:
    """A function may be passed to others, kept in a list and mapped over."""
    run = notebook("def g(h, x):\n    return h(x)\ndef f(h):\n    return [*map(h, [1, 2])] + [g(h, 3), [h][0](4)]")
    answer = called(run, "f", lambda x: x * x)
    assert answer.value == [1, 4, 9, 16]
    assert [point for _, point in answer.asked] == [(1,), (2,), (3,), (4,)]


def test_a_function_has_a_name(notebook) -> None:
    """Student code may print a function and its name, and learns nothing by it."""
    run = notebook("def f(g):\n    return [g.__name__, g.__qualname__, callable(g), g.__doc__, g.__defaults__]")
    answer = called(run, "f", Formula("x", "secret * x", secret=3.0))
    assert "secret" not in str(answer.value)
    assert answer.value[2:] == [True, None, None]


def test_a_function_may_be_called_as_the_visible_one(notebook) -> None:
    """A formula's lambda in the notebook takes its parameter by name, and so does the hidden one."""
    run = notebook("def f(gradient, x):\n    return gradient(theta=x)")
    assert called(run, "f", Formula("theta", "2 * theta"), 3.0).value == 6.0


def test_a_supplied_function_may_be_called_by_name(notebook) -> None:
    """An earlier function that is put in takes its arguments by name, as the student's own does."""
    run = notebook("def f(x):\n    return loss(theta=x, scale=3.0)")
    assert called(run, "f", 2.0, loss=lambda theta, scale: theta * scale).value == 6.0


# --- what crosses ---------------------------------------------------------------------------------------------


def test_neither_source_nor_constants_cross(notebook, monkeypatch) -> None:
    """No frame that the grader sends holds the expression, or a constant of it, in text or in bytes."""
    frames = []
    send = session.send

    def recording(channel, frame, end):
        frames.append(bytes(frame))
        send(channel, frame, end)

    monkeypatch.setattr(session, "send", recording)
    rng = np.random.default_rng(0)
    A, c = rng.normal(size=(3, 3)), rng.normal(size=3)
    slope = Formula("theta", "A @ (theta - c) + offset", A=A, c=c, offset=0.1234567890123)
    run = notebook("def f(g, x):\n    return g(x) + g(2 * x)")
    assert isinstance(called(run, "f", slope, np.ones(3)), Value)
    sent = b"".join(frames)
    assert np.ones(3).tobytes() in sent, "the argument itself was not seen to cross"
    for number in [*A.ravel(), *c, 0.1234567890123]:
        assert np.float64(number).tobytes() not in sent
        assert repr(float(number)).encode() not in sent
    for text in (b"theta", b"lambda", b"offset", b"Formula"):
        assert text not in sent


def test_nothing_in_the_child_leads_to_the_function(notebook) -> None:
    """What student code holds is its own side of the channel: no closure, global or object there has a constant."""
    search = """
import gc, types
import numpy as np
def f(g):
    g(1.0)
    cells = [type(cell.cell_contents).__name__ for cell in g.__closure__]
    arrays = [a for a in gc.get_objects() if isinstance(a, np.ndarray) and a.size == 5 and a[0] == 271.0]
    texts = [t for t in g.__code__.co_consts + g.__code__.co_names if "secret" in str(t)]
    return sorted(cells), len(arrays), texts
"""
    secret = np.array([271.0, 1.0, 2.0, 3.0, 4.0])
    answer = called(notebook(search), "f", Formula("x", "secret @ secret * x", secret=secret))
    assert answer.value == [["socket", "str"], 0, []]


# --- what the grader notes ------------------------------------------------------------------------------------


def test_every_point_is_noted_in_order(notebook) -> None:
    """Each call of a batch has the points that it asked for, with the position of the function, in order."""
    run = notebook("def f(g, n, h):\n    for i in range(n):\n        (h if i % 2 else g)(10 * n + i)\n    return n")
    with run.exercise() as exercise:
        answers = exercise.call("f", [(abs, n, abs) for n in (2, 0, 3, 1)])
    assert [answer.asked for answer in answers] == [
        ((0, (20,)), (2, (21,))),
        (),
        ((0, (30,)), (2, (31,)), (0, (32,))),
        ((0, (10,)),),
    ]


def test_a_second_batch_begins_anew(notebook) -> None:
    """The points of one batch are not those of the next."""
    run = notebook("def f(g, x):\n    return g(x)")
    with run.exercise() as exercise:
        for x in (1, 2):
            assert exercise.call("f", [(abs, x)]) == [Value(x, asked=((0, (x,)),))]


def test_a_point_is_what_it_was_when_it_was_asked_for(notebook) -> None:
    """An array that is used again and changed in place is noted with the numbers of each time."""
    run = notebook(
        "def f(g, x):\n    for _ in range(3):\n        x -= 0.5 * g(x)\n    return x",
        "import numpy as np\nbuffer = np.empty(2)\n"
        "def h(g, x):\n    for i in range(3):\n        buffer[:] = i\n        g(buffer)\n    return buffer",
    )
    answer = called(run, "f", lambda x: x, np.array([8.0, 4.0]))
    assert points_of(answer) == [(0, [8.0, 4.0]), (0, [4.0, 2.0]), (0, [2.0, 1.0])]
    assert points_of(called(run, "h", lambda x: x, 0)) == [(0, [0.0, 0.0]), (0, [1.0, 1.0]), (0, [2.0, 2.0])]


def test_several_arguments_are_one_point(notebook) -> None:
    """A function of several arguments is noted with all of them."""
    run = notebook("def f(g, x):\n    return g(x, 2.0, [3, x])")
    assert called(run, "f", lambda *given: len(given), 1.0) == Value(3, asked=((0, (1.0, 2.0, [3, 1.0])),))


def test_a_function_that_is_kept_counts_for_its_own_call(notebook) -> None:
    """A function that student code has kept from a call before is noted there, not at the call that uses it."""
    run = notebook("kept = []\ndef f(g, x):\n    kept.append(g)\n    return kept[0](x)")
    with run.exercise() as exercise:
        answers = exercise.call("f", [(lambda x: x, 1), (lambda x: -x, 2)])
    assert [answer.value for answer in answers] == [1, 2]
    assert [answer.asked for answer in answers] == [((0, (1,)), (0, (2,))), ()]


def test_facts_stand_beside_the_points(notebook) -> None:
    """A call that is watched tells what it did to its arrays, functions among the arguments or not."""
    run = notebook("def f(g, x):\n    x[0] = g(x)\n    return x")
    with run.exercise() as exercise:
        (answer,) = exercise.call("f", [(lambda _: 5.0, np.zeros(1))], watch=True)
    assert answer.facts == ("changed", "shared")
    assert points_of(answer) == [(0, [0.0])]


def test_what_raises_has_no_points(notebook) -> None:
    """A call that raises is an exception as ever, after calls with values and points."""
    run = notebook("def f(g, x):\n    return 1 / g(x)")
    with run.exercise() as exercise:
        first, second = exercise.call("f", [(lambda x: x, 2.0), (lambda x: 0 * x, 2), (lambda x: x, 1.0)])
    assert first == Value(0.5, asked=((0, (2.0,)),))
    assert second == Raised("ZeroDivisionError", "division by zero", 2)


@pytest.mark.parametrize("as_announced", [True, False])
def test_a_call_that_was_begun_ahead_asks_too(notebook, as_announced) -> None:
    """A batch with functions may be sent ahead: its child waits for the first value until the batch is asked for."""
    run = notebook(PLAIN, "def f(g, x):\n    return g(x) + g(2 * x)", "def h(g, x):\n    return -g(x)")
    batch = [(lambda x: x + 1, 1.0), (lambda x: x - 1, 2.0)]
    run.begin([("f", batch), ("h", batch)])
    asked = batch if as_announced else [*batch]
    for name, values, counts in (("h", [-2.0, -1.0], [1, 1]), ("f", [5.0, 4.0], [2, 2])):
        with run.exercise() as exercise:
            answers = exercise.call(name, asked)
            assert exercise.call("double", [(4,)]) == [Value(8)]
        assert [answer.value for answer in answers] == values
        assert [len(answer.asked) for answer in answers] == counts


# --- functions that fail --------------------------------------------------------------------------------------


def raising(error):
    def function(*_):
        raise error

    return function


def endless(x):
    return endless(x)


FAILURES = {
    "it raises": (raising(ValueError("the answer is 42")), "(ValueError)"),
    "it divides by zero": (lambda x: x // 0, "(ZeroDivisionError)"),
    "it never ends": (endless, "(RecursionError)"),
    "it has no memory": (raising(MemoryError()), "(MemoryError)"),
    "an object": (lambda _: object(), "(WireError)"),
    "a function": (lambda _: abs, "(WireError)"),
    "a dictionary": (lambda _: {1: 2}, "(WireError)"),
    "objects": (lambda _: np.array([None, {}]), "(WireError)"),
    "more than may cross": (lambda _: np.zeros(wire.MAX_FRAME // 8 + 1), "(WireError)"),
    "too few parameters": (lambda: 1.0, "(TypeError)"),
    "Formula": (Formula("x", "secret @ x", secret=np.ones((7, 7))), "(ValueError)"),
}


@pytest.mark.parametrize(("function", "kind"), FAILURES.values(), ids=FAILURES)
def test_a_function_that_fails_is_student_codes_exception(notebook, function, kind) -> None:
    """A function without a value raises a TypeError where it was called, whose text has the kind of error alone."""
    run = notebook("def f(g):\n    return g(3)", PLAIN)
    answer = called(run, "f", function)
    assert answer == Raised("TypeError", f"the function got arguments that it cannot take {kind}", 2)
    assert works(run)


def test_an_exception_can_be_caught(notebook) -> None:
    """Student code may catch what a function raises, and ask again; the point that has a value is noted."""
    run = notebook("def f(g):\n    try:\n        g('x')\n    except TypeError:\n        return g(4.0)")
    assert called(run, "f", math.sqrt) == Value(2.0, asked=((0, (4.0,)),))


def test_warnings_of_a_function_are_nobodys(notebook) -> None:
    """A function that overflows at a student's point warns nobody; here a warning would be an error."""
    run = notebook("def f(g):\n    return g(1e308)")
    assert called(run, "f", lambda x: np.float64(x) * 10).value == math.inf


ARGUMENTS = {
    "nothing": "",
    "None": "None",
    "a text": "'text'",
    "a text of no Unicode": "'\\ud800'",
    "a truth": "True",
    "a complex number": "1j",
    "no number": "float('nan')",
    "many": "*range(1000)",
    "ragged": "[[1.0], [1.0, 2.0]]",
    "deep": "[[[[[[[[[[[[[[1.0]]]]]]]]]]]]]]",
    "an empty list": "[]",
    "empty": "np.empty((0, 2))",
    "truths": "np.array([True, False])",
    "texts": "['a', 'b']",
    "endless": "np.full(3, np.inf)",
    "small whole numbers": "np.zeros(3, np.int8)",
    "half precision": "np.zeros(3, np.float16)",
    "seven axes": "np.zeros((1, 1, 1, 1, 1, 1, 1))",
    "large": "np.zeros(2_000_000)",
}
OWN_FAULT = {
    "an object": "object()",
    "itself": "g",
    "a set": "{1.0}",
    "a dictionary": "{'f': '0.0'}",
    "bytes": "b'abc'",
    "a huge whole number": "10**30",
    "a long text": "'x' * 100_000",
    "dates": "np.array(['2020-01-01'], dtype='datetime64[D]')",
    "objects": "np.array([None])",
    "records": "np.zeros(2, dtype=[('a', float)])",
    "too deep": "[[[[[[[[[[[[[[[[[[1.0]]]]]]]]]]]]]]]]]]",
    "more than may cross": "np.zeros(9_000_000)",
}


@pytest.mark.parametrize("arguments", (ARGUMENTS | OWN_FAULT).values(), ids=ARGUMENTS | OWN_FAULT)
def test_no_arguments_are_an_error_of_ours(notebook, arguments) -> None:
    """Whatever a function is asked for, the call ends with a value or with an exception in student code."""
    run = notebook("import numpy as np", f"def f(g):\n    g({arguments})\n    return 1", PLAIN)
    slope = Formula("theta", "A @ (theta - c)", A=np.eye(2), c=np.ones(2))
    answer = called(run, "f", slope)
    assert answer.value == 1 if isinstance(answer, Value) else answer.kind in {"TypeError", "ValueError"}
    assert works(run)


@pytest.mark.parametrize("argument", OWN_FAULT.values(), ids=OWN_FAULT)
def test_what_cannot_cross_never_reaches_the_grader(notebook, argument) -> None:
    """What is not made of numbers raises on student code's own side, and no point is noted."""
    source = f"def f(g):\n    try:\n        g({argument})\n    except ValueError:\n        return 'refused'\n"
    assert called(notebook("import numpy as np", source), "f", lambda _: 1) == Value("refused")
