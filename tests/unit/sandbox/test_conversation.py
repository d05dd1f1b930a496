"""The grader's end of a channel: deadlines hold, and nothing that arrives is believed."""

from __future__ import annotations

import socket
import time

import pytest

from autograder.records import Raised, Unsendable, Value
from autograder.sandbox.conversation import KINDS, Closed, Expired, read_answers, read_raised, receive, send
from autograder.sandbox.worker import wire


@pytest.fixture
def pair():
    """Give two connected sockets, and close them."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


# --- answers --------------------------------------------------------------------------------------------------


def test_answers_take_their_values_in_order() -> None:
    """Each call that returned gets the next value; what did not return has a record of its own."""
    answers = [["value", []], ["value", []], ["raised", "KeyError", "no", 3]]
    assert read_answers(answers, [1, [2.0]]) == [Value(1), Value([2.0]), Raised("KeyError", "no", 3)]
    assert read_answers([["value", []], ["unsendable", "a set"]], [None]) == [Value(None), Unsendable("a set")]


@pytest.mark.parametrize(
    "answers",
    [
        [["passed"]],
        [[]],
        ["value", []],
        [None],
        [["value", 1.0]],
        [["unsendable", 3]],
        [["unsendable"]],
        [{"value": 1}],
        [3],
    ],
    ids=str,
)
def test_what_is_no_answer_ends_the_conversation(answers) -> None:
    """There is no answer but a value, an exception and what cannot be sent."""
    with pytest.raises(Closed):
        read_answers(answers, [1.0])


def test_a_value_that_is_announced_has_to_come() -> None:
    """More answers than values end the conversation."""
    with pytest.raises(Closed):
        read_answers([["value", []], ["value", []]], [1.0])


@pytest.mark.parametrize(
    "parts",
    [
        ["Passed", "full marks", 1],
        ["<script>", "text", None],
        ["print", "a function of Python's", None],
        ["Value", "text", None],
        ["ValueError", 3, None],
        ["ValueError", "text", "line"],
        ["ValueError", "text", 1.5],
        ["ValueError", "text"],
        ["ValueError"],
        [],
        None,
        "ValueError",
        [["ValueError"], "text", 1],
        {"kind": "ValueError"},
    ],
    ids=str,
)
def test_a_kind_that_is_no_builtin_exception_is_not_taken_over(parts) -> None:
    """Whatever is no description of a built-in exception is an exception without a text."""
    assert read_raised(parts) == Raised("Exception", "", None)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_builtin_exception_is_told(kind) -> None:
    """The built-in exceptions are told by name, and so is an interrupted cell."""
    assert read_raised([kind, "text", 2]) == Raised(kind, "text", 2)


def test_texts_are_cut_and_can_be_encoded() -> None:
    """A text is no longer than the record of it allows, and can be written to a file."""
    raised = read_raised(["ValueError", "\ud800" * 10_000, None])
    assert len(raised.message.encode()) == 500


def test_only_reasons_that_there_are_are_told() -> None:
    """A class can have any name and the process can say anything: a hidden number would fit into either."""
    own = "an object of a class of its own"
    for reason, told in {
        "a dict": "a dict",
        "a function": "a function",
        "a DataFrame": "a DataFrame",
        "an array of dtype ObjectDType": "an array of dtype ObjectDType",
        "a huge integer": "a huge integer",
        "lists nested more than 16 deep": "lists nested more than 16 deep",
        "a S000000000000f8bf": own,
        "lists nested more than 17 deep": own,
        "theta is 2.2": own,
        "\udfff" * 10_000: own,
    }.items():
        assert read_answers([["unsendable", reason]], []) == [Unsendable(told)]


# --- deadlines ------------------------------------------------------------------------------------------------


def test_a_frame_in_pieces_is_put_together(pair) -> None:
    """A frame that arrives byte by byte is received whole, and the next one stays for later."""
    ours, theirs = pair
    for byte in wire.encode({"n": 1}, [2.5]) + wire.encode({"n": 2}):
        theirs.sendall(bytes([byte]))
    assert receive(ours, time.monotonic() + 10) == ({"n": 1}, [2.5])
    assert receive(ours, time.monotonic() + 10) == ({"n": 2}, [])


@pytest.mark.parametrize(
    ("sent", "raised"),
    [
        pytest.param(wire.LENGTH.pack(wire.MAX_FRAME + 1), Closed, id="too-long"),
        pytest.param(wire.LENGTH.pack(0), Closed, id="empty"),
        pytest.param(wire.LENGTH.pack(3) + b"abc", Closed, id="junk"),
        pytest.param(wire.LENGTH.pack(10) + b"abc", Expired, id="half"),
        pytest.param(b"\1", Expired, id="half-a-length"),
        pytest.param(b"", Expired, id="nothing"),
    ],
)
def test_what_is_no_frame_is_closed_and_what_does_not_come_is_expired(pair, sent, raised) -> None:
    """Bytes that are no frame and frames that do not come have an exception each."""
    ours, theirs = pair
    theirs.sendall(sent)
    with pytest.raises(raised):
        receive(ours, time.monotonic() + 0.05)


@pytest.mark.parametrize("sent", [b"", b"\1", wire.LENGTH.pack(10) + b"abc"])
def test_the_end_of_the_other_side_is_closed(pair, sent) -> None:
    """A channel that ends, in the middle of a frame or before it, is closed."""
    ours, theirs = pair
    theirs.sendall(sent)
    theirs.close()
    with pytest.raises(Closed):
        receive(ours, time.monotonic() + 10)


def test_a_deadline_that_has_passed_receives_nothing(pair) -> None:
    """After the deadline even a frame that waits is late."""
    ours, theirs = pair
    theirs.sendall(wire.encode({}))
    with pytest.raises(Expired):
        receive(ours, time.monotonic() - 1)


def test_a_peer_that_does_not_read_is_expired(pair) -> None:
    """A frame that is never taken is sent until the deadline, and no longer."""
    ours, _ = pair
    with pytest.raises(Expired):
        send(ours, bytes(16 << 20), time.monotonic() + 0.05)


def test_a_frame_is_sent_whole(pair) -> None:
    """A frame arrives as it was sent."""
    ours, theirs = pair
    send(ours, wire.encode({"n": 1}, ["text"]), time.monotonic() + 10)
    assert wire.receive(theirs) == ({"n": 1}, ["text"])
