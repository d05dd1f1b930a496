"""Submissions in the sandbox: what they define is called, and what they do to themselves costs nobody else anything."""

from __future__ import annotations

import socket

import numpy as np
import pytest

from autograder.records import Cell, Ended, Late, Missing, Raised, Unsendable, Value
from autograder.sandbox import Deadlines, Notebook
from tests.unit.sandbox.conftest import PLAIN, SHORT, called, works

# --- what works -----------------------------------------------------------------------------------------------


def test_functions_of_several_cells_work_together(notebook) -> None:
    """A function may use what another cell has defined, and a later definition counts."""
    run = notebook(
        "import numpy as np\nfactor = 3", "def f(x):\n    return factor * g(x)", "def g(x):\n    return x + 1"
    )
    assert run.names == ("f", "g")
    assert run.troubles == {}
    assert called(run, "f", 2) == Value(9)


def test_arrays_go_and_come_back(notebook) -> None:
    """Arrays arrive as arrays, and come back with their numbers, shape and dtype."""
    run = notebook("def f(x, y):\n    return x.T, {int: 1}[int], [x.dtype.name, y], None, True")
    x = np.arange(6.0).reshape(2, 3)
    answer = called(run, "f", x, 2.5).value
    assert np.array_equal(answer[0], x.T)
    assert answer[1:] == [1, ["float64", 2.5], None, True]


def test_a_batch_ends_at_the_first_call_without_a_value(notebook) -> None:
    """The answers of a batch are values up to the first that is none, and later batches work."""
    run = notebook("def f(x):\n    return 1 / x")
    with run.exercise() as exercise:
        answers = exercise.call("f", [(1,), (2,), (0,), (4,)])
        assert answers == [Value(1.0), Value(0.5), Raised("ZeroDivisionError", "division by zero", 2)]
        assert exercise.call("f", [(4,)]) == [Value(0.25)]


def test_a_missing_function_is_missing(notebook) -> None:
    """A name that the notebook does not define is not called at all."""
    assert called(notebook(PLAIN), "tripled", 1) == Missing(None)


def test_what_is_no_number_is_unsendable(notebook) -> None:
    """An object that cannot cross is told to be so."""
    run = notebook(PLAIN, "def f():\n    return object()")
    assert called(run, "f") == Unsendable("an object")
    assert works(run)


def test_state_lasts_through_an_exercise_and_no_longer(notebook) -> None:
    """Calls of one exercise share a process; the next exercise has one as the cells left it."""
    run = notebook("count = 0\ndef f():\n    global count\n    count += 1\n    return count")
    for _ in range(2):
        with run.exercise() as exercise:
            assert exercise.call("f", [(), ()]) == [Value(1), Value(2)]
            assert exercise.call("f", [()]) == [Value(3)]


def test_a_buffer_that_is_used_again_keeps_its_values(notebook) -> None:
    """A right function that returns the same array object every time is judged by what it held each time."""
    run = notebook("import numpy as np\nb = np.zeros(2)\ndef f(x):\n    b[:] = x\n    return b")
    with run.exercise() as exercise:
        answers = exercise.call("f", [(1.0,), (2.0,)])
    assert [answer.value.tolist() for answer in answers] == [[1.0, 1.0], [2.0, 2.0]]


@pytest.mark.parametrize("as_announced", [True, False])
def test_a_call_that_was_begun_ahead_is_answered(notebook, as_announced) -> None:
    """An exercise whose first call was sent ahead answers that call, and any other if another one comes."""
    run = notebook(PLAIN, "calls = 0\ndef count(x):\n    global calls\n    calls += 1\n    return calls")
    batch = [(21,), (22,)]
    run.begin([("double", batch), ("count", batch), ("missing", batch)])
    asked = batch if as_announced else [(3,), (4,)]
    for name, expected in {"double": [Value(2 * x) for (x,) in asked], "count": [Value(1), Value(2)]}.items():
        with run.exercise() as exercise:
            assert exercise.call(name, asked) == expected
            assert exercise.call("double", [(5,)]) == [Value(10)]
    assert called(run, "missing", 1) == Missing(None)


def test_a_call_begun_ahead_sees_no_supplied_function(notebook) -> None:
    """An exercise with supplied functions gets a process of its own, whatever was begun ahead."""
    run = notebook("def helper(x):\n    return -1\ndef f(x):\n    return helper(x)")
    batch = [(3.0,)]
    run.begin([("f", batch)])
    with run.exercise({"helper": lambda x: 10 * x}) as exercise:
        assert exercise.call("f", batch) == [Value(30.0)]
    with run.exercise() as exercise:
        assert exercise.call("f", batch) == [Value(-1)]


def test_a_process_that_others_have_ended_is_tried_once_more(server, notebook) -> None:
    """An exercise whose process was killed before its first answer is asked again, in another one."""
    run = notebook("import time\ndef f(x):\n    time.sleep(0.3)\n    return x")
    batch = [(1,)]
    run.begin([("f", batch)])
    server.clear(run._pid)
    with run.exercise() as exercise:
        assert exercise.call("f", batch) == [Value(1)]


@pytest.mark.parametrize("harm", ["os._exit(0)", "os.kill(0, 9)", "os.kill(os.getppid(), 9)"])
def test_what_was_begun_ahead_is_not_harmed_by_another(notebook, harm) -> None:
    """An exercise that ends its process, or tries to end its parent or its whole group, costs none that was begun."""
    run = notebook(PLAIN, f"import os\ndef f(x):\n    {harm}\n    while True: pass")
    batch = [(21,)]
    run.begin([("f", batch), ("double", batch)])
    with run.exercise() as exercise:
        (answer,) = exercise.call("f", batch)
    assert answer == Ended() or (isinstance(answer, Raised) and answer.kind == "PermissionError")
    with run.exercise() as exercise:
        assert exercise.call("double", batch) == [Value(42)]


# --- supplied functions ---------------------------------------------------------------------------------------


def test_a_supplied_function_replaces_the_notebooks(notebook) -> None:
    """Student code calls the grader's function by the notebook's name, and gets its value."""
    run = notebook("def helper(x):\n    return -1\ndef f(x):\n    return helper(x) + 1")
    points = []

    def helper(x):
        points.append(x)
        return 10 * x

    assert called(run, "f", 4.0, helper=helper) == Value(41.0)
    assert points == [4.0]
    assert called(run, "f", 4.0) == Value(0)


def test_a_supplied_function_may_be_missing_in_the_notebook(notebook) -> None:
    """What the notebook does not define can be supplied, and called."""
    run = notebook("def f(x):\n    return helper(x)")
    assert called(run, "f", 2.0, helper=lambda x: x**2) == Value(4.0)
    assert called(run, "f", 2.0).kind == "NameError"
    assert called(run, "helper", 3.0, helper=lambda x: x**2) == Value(9.0)


def test_a_supplied_tuple_can_be_unpacked(notebook) -> None:
    """A tuple of arrays arrives as a tuple of arrays."""
    run = notebook("def f(x):\n    a, b = both(x)\n    return type(both(x)).__name__, a + b")
    kind, total = called(run, "f", np.ones(2), both=lambda x: (x, 2 * x)).value
    assert kind == "tuple"
    assert total.tolist() == [3.0, 3.0]


@pytest.mark.parametrize("arguments", ["", "1, 2, 3", "'text'", "[[1, 2], [3]]", "None"])
def test_wrong_arguments_raise_in_student_code(notebook, arguments) -> None:
    """A supplied function that cannot take its arguments raises a TypeError where it was called."""
    run = notebook(f"def f():\n    return helper({arguments})")
    answer = called(run, "f", helper=lambda x: np.asarray(x, dtype=float) ** 2 + 0 * x[0])
    assert answer.kind == "TypeError"
    assert "helper got arguments" in answer.message
    assert answer.line == 2


def test_no_text_of_the_grader_crosses_with_an_error(notebook) -> None:
    """What a supplied function raised stays with the grader; its kind alone crosses."""

    def helper(x):
        raise ValueError("the answer is 42", x)

    answer = called(notebook("def f():\n    return helper(1)"), "f", helper=helper)
    assert "42" not in answer.message
    assert "ValueError" in answer.message


def test_only_what_was_supplied_can_be_asked_for(notebook) -> None:
    """A request for another of the grader's functions ends the conversation."""
    source = """
import os
from worker import wire
def f():
    os.write(handle(), wire.encode({"callback": "eval"}, ["1"]))
    return 1
def handle():
    return max(fd for fd in range(3, 30) if is_open(fd))
def is_open(fd):
    try:
        os.fstat(fd)
        return True
    except OSError:
        return False
"""
    run = notebook(PLAIN, source)
    assert called(run, "f", helper=lambda x: x) == Ended()
    assert works(run)


# --- troubles of cells ----------------------------------------------------------------------------------------


def test_a_cell_that_raises_keeps_what_stood_before(notebook) -> None:
    """An error in a cell is noted, and costs the statement that raised alone."""
    run = notebook("def f():\n    return 1\nraise ValueError('no')\ndef g():\n    return 2", PLAIN)
    assert run.troubles[1].answer == Raised("ValueError", "no", 3)
    assert called(run, "f") == Value(1)
    assert called(run, "g") == Value(2)
    assert works(run)


def test_a_cell_that_leaves_is_no_end(notebook) -> None:
    """`sys.exit()` in a cell ends that cell."""
    run = notebook("import sys\nsys.exit()", PLAIN)
    assert run.troubles[1].answer.kind == "SystemExit"
    assert works(run)


def test_an_endless_cell_is_interrupted(notebook) -> None:
    """A cell that does not end is late, and keeps what it had defined; the others work."""
    run = notebook("def f():\n    return 1\nwhile True:\n    pass", PLAIN, deadlines=SHORT)
    assert {number: trouble.answer for number, trouble in run.troubles.items()} == {1: Late(0.5)}
    assert called(run, "f") == Value(1)
    assert works(run)


KILLERS = {
    "exit": "import os\nos._exit(0)",
    "kill": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "segfault": "import ctypes\nctypes.string_at(0)",
    "close-all": "import os\nos.closerange(3, 64)",
}


@pytest.mark.parametrize("source", KILLERS.values(), ids=KILLERS)
def test_a_cell_that_ends_the_process_is_left_out(notebook, source) -> None:
    """A cell that ends its process is named and left out; the cells before and after it work."""
    run = notebook("def f():\n    return 1", source + "\ndef g():\n    pass", PLAIN)
    assert {number: trouble.answer for number, trouble in run.troubles.items()} == {2: Ended()}
    assert called(run, "f") == Value(1)
    assert called(run, "g") == Missing(None)
    assert works(run)


def test_a_cell_that_cannot_be_interrupted_is_left_out(notebook) -> None:
    """An endless cell that ignores its alarm is killed, named and left out; the rest works."""
    stubborn = "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True:\n    pass"
    run = notebook("def f():\n    return 1", stubborn, PLAIN, deadlines=SHORT)
    assert {number: trouble.answer for number, trouble in run.troubles.items()} == {2: Late(0.5)}
    assert called(run, "f") == Value(1)
    assert works(run)


def test_several_bad_cells_are_all_named(notebook) -> None:
    """Every cell that does not run to its end is named, each with its own trouble."""
    run = notebook("import os\nos._exit(1)", "1 / 0", PLAIN, "import os\nos.abort()", "def late(): return 1")
    assert {n: type(trouble.answer) for n, trouble in run.troubles.items()} == {1: Ended, 2: Raised, 4: Ended}
    assert called(run, "late") == Value(1)
    assert works(run)


def test_a_submission_without_cells_defines_nothing(notebook) -> None:
    """An empty notebook is a submission, too."""
    run = notebook()
    assert run.troubles == {}
    assert called(run, "double", 1) == Missing(None)


def test_a_submission_has_an_end(notebook) -> None:
    """Endless cells that take all of a submission's time leave no exercise, and the grader goes on."""
    stubborn = "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True:\n    pass"
    deadlines = Deadlines(cell=0.2, grace=0.1, call=0.2, submission=0.5)
    run = notebook(PLAIN, *[stubborn] * 8, deadlines=deadlines)
    assert run.troubles
    assert all(trouble.answer == Late(0.2) for trouble in run.troubles.values())
    assert called(run, "double", 1) in {Late(0.5), Missing(None)}


def test_printing_megabytes_blocks_nothing(notebook) -> None:
    """What a notebook prints goes nowhere, however much it is."""
    noisy = "import sys\nfor _ in range(100):\n    print('x' * 100_000)\n    print('y' * 100_000, file=sys.stderr)"
    run = notebook(noisy, PLAIN, "def f():\n    print('z' * 10**7)\n    return input() if False else 1")
    assert run.troubles == {}
    assert called(run, "f") == Value(1)
    assert works(run)


def test_a_text_that_is_no_unicode_can_be_written_down(notebook) -> None:
    """Whatever text an exception has, the record of it can be encoded."""
    run = notebook("raise ValueError('\\ud800')", PLAIN, "def f():\n    raise KeyError('\\udfff')")
    run.troubles[1].answer.message.encode()
    called(run, "f").message.encode()


class DeadServer:
    """Stands for a fork server whose children close at once, whatever they are given."""

    def __init__(self) -> None:
        self.runs = 0

    def run(self):
        self.runs += 1
        ours, theirs = socket.socketpair()
        theirs.close()
        return 0, ours

    def clear(self, _=0):
        return 0


def test_a_notebook_that_cannot_stand_is_given_up() -> None:
    """Where even a notebook without its cells ends at once, it is not started over and over."""
    server = DeadServer()
    with Notebook(server, [Cell(1, PLAIN)], Deadlines(submission=3600)) as run:
        assert server.runs == 2
        assert run.names == ()
        assert run.troubles[1].answer == Ended()
