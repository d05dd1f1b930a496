"""What a child serves, tried in this process: in a thread, over a socket pair."""

from __future__ import annotations

import array
import contextlib
import os
import socket
import sys
import threading

import numpy as np
import pytest

from autograder.sandbox.worker import child, wire

FUNCTIONS = """
import numpy as np

def double(x):
    return 2 * x

def nothing():
    pass

def fail(x):
    raise KeyError("no", x)

def fail_at(x, bad):
    if x == bad:
        raise ValueError("here")
    return x

def leave():
    raise SystemExit(0)

def an_object():
    return object()

def a_set():
    return {1}

def spoil(x):
    x += 1
    return x.sum()

buffer = np.zeros(2)

def same_buffer(x):
    buffer[:] = x
    return buffer

def ask(x):
    return helper(x, 1.5) + 1

def ask_two(x):
    a, b = pair(x)
    return isinstance(pair(x), tuple), a, b

def ask_badly():
    try:
        helper("nonsense")
    except TypeError as error:
        return str(error)

def ask_with_an_object():
    return helper(object())

def large():
    return np.zeros(9_000_000)

class Liar:
    @property
    def __class__(self):
        raise RuntimeError("no class")

def liar():
    return Liar()

not_callable = 3
"""


class Conversation:
    """The grader's side of a served namespace."""

    def __init__(self, channel) -> None:
        self.channel = channel

    def ask(self, head, values=()):
        """Send one frame, and return the one that comes back."""
        wire.send(self.channel, wire.encode(head, values))
        return wire.receive(self.channel)

    def call(self, name, *batch):
        """Call a function with many lists of arguments; return answers and values."""
        head, values = self.ask({"call": name}, [list(arguments) for arguments in batch])
        return head["answers"], values


@contextlib.contextmanager
def serving(task):
    """Run a task with one end of a socket pair in a thread, and give the other end."""
    ours, theirs = socket.socketpair()
    ended = []

    def run():
        with theirs:
            try:
                task(theirs)
            except (EOFError, OSError) as error:
                ended.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        with ours:
            ours.settimeout(30)
            yield Conversation(ours)
    finally:
        thread.join(30)
    assert ended, "the task ended by itself, rather than with its channel"


@pytest.fixture
def served():
    """Serve the functions above, with two that the grader answers."""
    namespace = {}
    exec(compile(FUNCTIONS, "<cell 1>", "exec"), namespace)  # noqa: S102 - written here
    with serving(lambda channel: child.serve_calls(channel, namespace, ["helper", "pair"])) as conversation:
        yield conversation


def test_values_are_answered_in_order(served) -> None:
    """A batch of calls gives one value a call."""
    answers, values = served.call("double", [1], [2.5], [np.arange(2)], ["ab"])
    assert answers == [["value", []]] * 4
    assert values[:2] == [2, 5.0]
    assert values[2].tolist() == [0, 2]
    assert values[3] == "abab"


def test_nothing_is_a_value(served) -> None:
    """A function that returns nothing answers with None."""
    assert served.call("nothing", []) == ([["value", []]], [None])


def test_an_exception_is_an_answer(served) -> None:
    """A function that raises is told by kind, text and line, and the next call works."""
    answers, values = served.call("fail", [1])
    assert answers == [["raised", "KeyError", "('no', 1)", 11]]
    assert values == []
    assert served.call("double", [4])[1] == [8]


def test_a_batch_stops_at_the_first_failure(served) -> None:
    """The calls after one that raises are not made."""
    answers, values = served.call("fail_at", [1, 3], [2, 3], [3, 3], [4, 3])
    assert [answer[0] for answer in answers] == ["value", "value", "raised"]
    assert values == [1, 2]


@pytest.mark.parametrize(
    ("name", "kind"), [("leave", "SystemExit"), ("missing", "KeyError"), ("not_callable", "TypeError")]
)
def test_whatever_a_call_raises_is_an_answer(served, name, kind) -> None:
    """Leaving, a name that is not there, and what cannot be called are answers too."""
    assert served.call(name, [])[0][0][:2][0] == "raised"
    assert served.call(name, [])[0][0][1] == kind


@pytest.mark.parametrize(
    ("name", "reason"), [("an_object", "an object"), ("a_set", "a set"), ("liar", "an object that cannot be read")]
)
def test_what_is_no_number_is_unsendable(served, name, reason) -> None:
    """A value that cannot cross is told to be so, and the next call works."""
    assert served.call(name, [], []) == ([["unsendable", reason]], [])
    assert served.call("double", [4])[1] == [8]


def test_answers_that_are_too_large_are_unsendable(served) -> None:
    """More than the largest frame is not sent."""
    assert served.call("large", []) == ([["unsendable", "more than 64 MB"]], [])


def test_each_call_has_arguments_of_its_own(served) -> None:
    """A call that changes its array does not change the next call's, though both were one array."""
    x = np.zeros(3)
    _, values = served.call("spoil", [x], [x])
    assert [float(value) for value in values] == [3.0, 3.0]


def test_a_returned_array_that_is_used_again_keeps_its_values(served) -> None:
    """A function that returns the same array object each time is judged by what it held at each return."""
    _, values = served.call("same_buffer", [1.0], [2.0], [3.0])
    assert [value.tolist() for value in values] == [[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]]


def test_a_supplied_function_is_asked_of_the_grader(served) -> None:
    """A call of a supplied function crosses to the grader with its arguments, and its value crosses back."""
    head, values = served.ask({"call": "ask"}, [[3.0]])
    assert head == {"callback": "helper"}
    assert values == [3.0, 1.5]
    head, values = served.ask({"tuple": False}, [np.array([10.0])])
    assert head == {"answers": [["value", []]]}
    assert values[0].tolist() == [11.0]


def test_a_supplied_tuple_is_a_tuple(served) -> None:
    """What the grader returns as a tuple arrives in student code as one."""
    served.ask({"call": "ask_two"}, [[1.0]])
    served.ask({"tuple": True}, [[1.0, [2.0]]])
    _, values = served.ask({"tuple": True}, [[1.0, [2.0]]])
    assert values == [[True, 1.0, [2.0]]]


def test_a_supplied_function_that_fails_raises_in_student_code(served) -> None:
    """A failure at the grader is a TypeError that student code may catch."""
    served.ask({"call": "ask_badly"}, [[]])
    _, values = served.ask({"failed": "helper got arguments that it cannot take"}, [])
    assert values == ["helper got arguments that it cannot take"]


def test_an_argument_that_cannot_cross_raises_in_student_code(served) -> None:
    """A supplied function that is called with an object raises where it is called."""
    answers, _ = served.call("ask_with_an_object", [])
    assert answers[0][:2] == ["raised", "ValueError"]


# --- the notebook ---------------------------------------------------------------------------------------------


def send_fork(channel):
    """Send the request for an exercise, and return the grader's end of its channel."""
    ours, theirs = socket.socketpair()
    with theirs:
        channel.sendmsg([b"\0"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [theirs.fileno()]))])
    channel.sendall(wire.encode({"fork": True}))
    return ours


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_notebook_is_served() -> None:
    """The cells are run one after the other, each announced and told of, and then an exercise is forked on request."""
    main = sys.modules["__main__"]
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:  # cells set alarms, which only a main thread may
        try:
            ours.close()
            with contextlib.suppress(EOFError):
                child.serve_notebook(theirs)
        finally:
            os._exit(0)
    theirs.close()
    with ours:
        ours.settimeout(30)
        sources = [[3, "def f(x):\n    return x + 1"], [7, "y = 1\n1 / 0"]]
        wire.send(ours, wire.encode({"seconds": 5.0, "cells": sources}))
        heads = [wire.receive(ours)[0] for _ in range(5)]
        with send_fork(ours) as channel:
            channel.settimeout(30)
            wire.send(channel, wire.encode({"supplied": []}))
            wire.send(channel, wire.encode({"call": "f"}, [[41]]))
            answered = wire.receive(channel)
    os.waitpid(pid, 0)
    assert heads == [
        {"cell": 3},
        {"ran": 3, "raised": None},
        {"cell": 7},
        {"ran": 7, "raised": ["ZeroDivisionError", "division by zero", 2]},
        {"ready": ["f"]},
    ]
    assert answered == ({"answers": [["value", []]]}, [42])
    assert sys.modules["__main__"] is main


@pytest.fixture
def pair():
    """Give two connected sockets, and close them."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_a_handle_arrives_with_its_frame(pair) -> None:
    """A descriptor that is sent with a frame arrives open."""
    ours, theirs = pair
    with send_fork(ours) as end:
        head, handle = child.receive_handle(theirs)
        assert head == {"fork": True}
        with socket.socket(fileno=handle) as arrived:
            arrived.sendall(b"hello")
            assert end.recv(5) == b"hello"


def test_a_frame_without_a_handle_has_none(pair) -> None:
    """A frame may come without a descriptor."""
    ours, theirs = pair
    ours.sendall(b"\0" + wire.encode({"clear": 0}))
    assert child.receive_handle(theirs) == ({"clear": 0}, None)


def test_the_end_of_the_requests_is_the_end(pair) -> None:
    """A channel that was closed raises `EOFError`."""
    ours, theirs = pair
    ours.close()
    with pytest.raises(EOFError):
        child.receive_handle(theirs)


FACTS = {
    "nothing": (lambda x: 2 * x, []),
    "changed": (lambda x: x.__setitem__(0, 9.0) or 1.0, ["changed"]),
    "returned": (lambda x: x, ["shared"]),
    "a view in a tuple": (lambda x: (1.0, x[1:]), ["shared"]),
    "both": (lambda x: x.__iadd__(1), ["changed", "shared"]),
    "a number": (lambda x: float(x[0]), []),
}


@pytest.mark.parametrize(("function", "found"), FACTS.values(), ids=FACTS)
def test_what_a_call_does_to_its_arguments_is_told(function, found) -> None:
    """A changed argument and a view of one are facts of a call, if somebody asks; otherwise nobody looks."""
    argument = np.array([1.0, 2.0])
    before = [argument.copy()]
    value = function(argument)
    assert child.facts(before, [argument], value) == found
    assert child.facts([], [argument], value) == []
