"""Functions in frames: a key crosses one way, and becomes there what asks for values."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox.worker import child, wire
from tests.unit.sandbox.worker.test_child import serving

FUNCTIONS = """
import numpy as np

def ask(g, *x):
    return g(*x)

def ask_twice(g, x, h):
    return g(x) + h(g(x))

def spoil(g, x):
    x += 1
    return x

def kind_of(g):
    value = g()
    return [type(value).__name__, len(value)]

def name_of(g):
    return [g.__name__, g.__qualname__]

def hand_back(g):
    return g

def keep(g, x):
    global kept
    kept = g
    return x

def ask_the_kept(x):
    return kept(x)

def careful(g):
    try:
        return g(object())
    except ValueError as error:
        return str(error)
"""


class Handed:
    """What a decoder has made of a key."""

    def __init__(self, key) -> None:
        self.key = key


def keys(values):
    """Return decoded values with the keys of the functions in them."""
    if isinstance(values, list):
        return [keys(value) for value in values]
    return ("key", values.key) if isinstance(values, Handed) else values


def crossed(values, make=Handed):
    return wire.decode(wire.encode({}, values)[4:], make)[1]


def framed(values):
    """Return the body of a frame with whatever stands for its values."""
    text = json.dumps({"head": {}, "values": values, "arrays": [], "sizes": []}).encode()
    return wire.LENGTH.pack(len(text)) + text


@given(st.text(max_size=50))
def test_a_key_crosses_as_it_is(key) -> None:
    """Whatever the key is, the other side makes its function from the same."""
    assert keys(crossed([wire.Callback(key)])) == [("key", key)]


def test_functions_stand_among_values() -> None:
    """Functions cross in their places, in lists too, beside numbers and arrays."""
    values = [1, wire.Callback("0.1"), [[wire.Callback("2.0"), None], "f"], np.arange(3), wire.Callback("0.1")]
    found = keys(crossed(values))
    assert found[3].tolist() == [0, 1, 2]
    assert [*found[:3], found[4]] == [1, ("key", "0.1"), [[("key", "2.0"), None], "f"], ("key", "0.1")]


def test_a_frame_holds_the_key_and_nothing_else() -> None:
    """What stands for a function is its key: the frame has no room for more."""
    callback = wire.Callback("3.1")
    callback.constant = "3.25"
    frame = wire.encode({}, [callback])
    header = json.loads(frame[8:])
    assert header["values"] == [{"f": "3.1"}]
    assert (header["arrays"], header["sizes"]) == ([], [])


SENT = {
    "alone": [{"f": "0.0"}],
    "in a list": [[1, [{"f": "0.0"}]]],
    "for all values": {"f": "0.0"},
    "with a number": [{"f": 0}],
    "with nothing": [{"f": None}],
    "with a list": [{"f": ["0.0"]}],
}


@pytest.mark.parametrize("values", SENT.values(), ids=SENT)
def test_a_function_does_not_come_back(values) -> None:
    """Without a maker, which the grader has not, a frame with a function in it is refused."""
    with pytest.raises(wire.WireError, match="a value of another form"):
        wire.decode(framed(values))
    wire.decode(framed(values), Handed)  # it is the maker that was missing, and nothing else


@pytest.mark.parametrize("values", [[{"f": "0.0", "a": 0}], [{"f": "0.0", "g": 1}], [{"g": "0.0"}], [{}]])
def test_a_maker_opens_no_other_door(values) -> None:
    """With a maker, too, an object of two entries or of another one is refused."""
    with pytest.raises(wire.WireError):
        wire.decode(framed(values), Handed)


@pytest.mark.parametrize("error", [KeyError("no"), TypeError("no"), ValueError("no")])
def test_a_maker_that_fails_is_no_frame(error) -> None:
    """A key of which nothing can be made is a frame that cannot be read."""

    def make(_):
        raise error

    with pytest.raises(wire.WireError):
        crossed([wire.Callback("0.0")], make)


class Pretender(wire.Callback):
    """A class of somebody else's."""


@pytest.mark.parametrize(
    "value", [abs, lambda x: x, Pretender("0.0"), wire.Callback], ids=["builtin", "lambda", "subclass", "class"]
)
def test_nothing_else_becomes_a_function(value) -> None:
    """A plain function, and what only looks like a key, cannot be sent."""
    with pytest.raises(wire.WireError, match=r"^a "):
        wire.encode({}, [value])


@pytest.fixture
def served():
    """Serve the functions above in a thread, as a child does."""
    namespace = {}
    exec(compile(FUNCTIONS, "<cell 1>", "exec"), namespace)  # noqa: S102 - written here
    with serving(lambda channel: child.serve_calls(channel, namespace, [])) as conversation:
        yield conversation


G, H = wire.Callback("0.0"), wire.Callback("0.2")


def test_a_child_asks_by_the_key(served) -> None:
    """Calling a function sends its key with the arguments, and its value is what comes back."""
    assert served.ask({"call": "ask"}, [[G, 3.0, 4]]) == ({"callback": "0.0"}, [3.0, 4])
    assert served.ask({"tuple": False}, [2.5]) == ({"answers": [["value", []]]}, [2.5])


def test_functions_are_told_apart(served) -> None:
    """Two functions of a call ask by two keys, each time that they are called."""
    assert served.ask({"call": "ask_twice"}, [[G, 3.0, H]]) == ({"callback": "0.0"}, [3.0])
    assert served.ask({}, [5.0]) == ({"callback": "0.0"}, [3.0])
    assert served.ask({}, [6.0]) == ({"callback": "0.2"}, [6.0])
    assert served.ask({}, [7.0])[1] == [12.0]


@pytest.mark.parametrize(("several", "kind"), [(True, "tuple"), (False, "list")])
def test_a_tuple_is_a_tuple_again(served, several, kind) -> None:
    """Several values arrive as a tuple if they were one, and as a list if they were that."""
    assert served.ask({"call": "kind_of"}, [[G]]) == ({"callback": "0.0"}, [])
    assert served.ask({"tuple": several}, [[1.0, 2.0]])[1] == [[kind, 2]]


def test_watching_passes_over_functions(served) -> None:
    """What a watched call does to its arrays is told, and functions among the arguments are none."""
    answers, values = served.ask({"call": "spoil", "watch": True}, [[G, np.zeros(2)]])
    assert answers == {"answers": [["value", ["changed", "shared"]]]}
    assert values[0].tolist() == [1.0, 1.0]


def test_a_function_is_named_after_its_key(served) -> None:
    """The name of a function in a child is the key, which says nothing of what the grader calls it."""
    assert served.ask({"call": "name_of"}, [[G], [H]])[1] == [["0.0", "0.0"], ["0.2", "0.2"]]


def test_a_function_cannot_be_handed_back(served) -> None:
    """A function that is returned is told to be no number."""
    assert served.ask({"call": "hand_back"}, [[G]])[0] == {"answers": [["unsendable", "a function"]]}


def test_a_failure_raises_where_it_was_asked_for(served) -> None:
    """A function that has no value raises a TypeError with the grader's words."""
    served.ask({"call": "ask"}, [[G, 1]])
    head, values = served.ask({"failed": "no words of the error itself"}, [])
    assert head == {"answers": [["raised", "TypeError", "no words of the error itself", 5]]}
    assert values == []


def test_an_object_is_not_sent_at_all(served) -> None:
    """A function that is called with what is no number raises before anything is said."""
    assert served.ask({"call": "careful"}, [[G]]) == ({"answers": [["value", []]]}, ["an object"])


def test_a_function_that_is_kept_asks_by_its_own_key(served) -> None:
    """A function from a batch before asks by the key that it had there; what that is worth is the grader's to say."""
    served.ask({"call": "keep"}, [[wire.Callback("7.1"), 1]])
    assert served.ask({"call": "ask_the_kept"}, [[2]]) == ({"callback": "7.1"}, [2])
    assert served.ask({}, [3])[1] == [3]
