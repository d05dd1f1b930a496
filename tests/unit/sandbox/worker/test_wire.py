"""The codec between the grader and student code: what may cross, and what hostile bytes can do, which is nothing."""

from __future__ import annotations

import math
import socket
import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandbox.worker import wire


def crossed(value):
    """Send one value through the codec."""
    frame = wire.encode({"kind": "test"}, [value])
    head, (arrived,) = wire.decode(frame[4:])
    assert head == {"kind": "test"}
    assert wire.LENGTH.unpack(frame[:4]) == (len(frame) - 4,)
    return arrived


# --- what crosses ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", wire.DTYPES)
@pytest.mark.parametrize("shape", [(), (0,), (1,), (3,), (2, 3), (2, 0, 3), (1, 1, 4)], ids=str)
def test_arrays_of_every_dtype_and_shape_cross(name, shape) -> None:
    """An array arrives with its dtype, its shape and its numbers."""
    array = np.random.default_rng(0).integers(0, 2, size=shape).astype(name)
    arrived = crossed(array)
    assert isinstance(arrived, np.ndarray)
    assert arrived.dtype == array.dtype
    assert arrived.shape == shape
    assert np.array_equal(arrived, array)


@given(hnp.arrays(st.sampled_from([*wire.DTYPES.values()]), hnp.array_shapes(min_dims=0, min_side=0, max_side=5)))
def test_arrays_cross_bit_for_bit(array) -> None:
    """Every array of numbers arrives with the bytes that it had, nan and its payload among them."""
    assert crossed(array).tobytes() == array.tobytes()


SCALARS = st.none() | st.booleans() | st.floats() | st.integers(-(2**63), 2**63 - 1)
VALUES = st.recursive(
    SCALARS | st.text(max_size=20) | st.complex_numbers(), lambda inner: st.lists(inner, max_size=4), max_leaves=20
)


@given(VALUES)
def test_nested_values_cross(value) -> None:
    """Numbers, texts, None and nested lists of them arrive as they were, of the same types."""
    assert repr(crossed(value)) == repr(value)


@pytest.mark.parametrize(
    "array",
    [
        pytest.param(np.arange(12.0).reshape(3, 4).T, id="Fortran-order"),
        pytest.param(np.arange(12.0)[::2], id="every-other"),
        pytest.param(np.arange(12.0)[::-1], id="backwards"),
        pytest.param(np.arange(5, dtype=">i4"), id="big-endian-integers"),
        pytest.param(np.arange(5, dtype=">f8"), id="big-endian-floats"),
        pytest.param(np.broadcast_to(1.5, (3, 2)), id="broadcast"),
        pytest.param(np.float64(2.5), id="float64"),
        pytest.param(np.bool_(True), id="bool"),
        pytest.param(np.complex128(1 - 2j), id="complex128"),
        pytest.param(np.float16(0.5), id="float16"),
    ],
)
def test_arrays_cross_whatever_their_memory(array) -> None:
    """The layout, the byte order and the base of an array do not matter to its numbers."""
    arrived = crossed(array)
    assert np.array_equal(arrived, array)
    assert arrived.shape == np.shape(array)
    assert arrived.dtype == array.dtype.newbyteorder("=")


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, -0.0, 5e-324, 0.1, complex(math.nan, -math.inf)])
def test_special_numbers_cross(number) -> None:
    """Numbers that JSON does not know, and the last bit of those that it does, arrive."""
    assert repr(crossed(number)) == repr(number)


def test_tuples_arrive_as_lists() -> None:
    """Tuples become lists, inside and out."""
    assert crossed((1, (2.0, [None]))) == [1, [2.0, [None]]]


def test_every_mention_of_an_array_arrives_as_one_of_its_own() -> None:
    """An array that occurs twice arrives as two, writable and apart from each other and from the frame."""
    array = np.arange(3.0)
    frame = wire.encode({}, [array, array])
    body = bytearray(frame[4:])
    _, (first, second) = wire.decode(body)
    first += 10
    assert second.tolist() == [0.0, 1.0, 2.0]
    assert not np.shares_memory(first, second)
    body[-8:] = bytes(8)
    assert second.tolist() == [0.0, 1.0, 2.0]


def test_the_same_array_is_sent_once() -> None:
    """A frame that mentions an array a hundred times is hardly longer than one that mentions it once."""
    array = np.zeros(1000)
    assert len(wire.encode({}, [array] * 100)) < len(wire.encode({}, [array])) + 1000


def test_an_array_that_is_changed_between_two_values_is_sent_twice() -> None:
    """What a function returned first stays what it was, though it returns the same array object again."""
    encoder, array = wire.Encoder(), np.zeros(2)
    first = encoder.tree(array)
    array += 1
    frame = encoder.frame({}, [first, encoder.tree(array)])
    _, values = wire.decode(frame[4:])
    assert [value.tolist() for value in values] == [[0.0, 0.0], [1.0, 1.0]]


def test_ids_of_arrays_that_are_gone_are_not_confused() -> None:
    """Arrays that exist only while they are encoded do not take each other's place."""
    encoder = wire.Encoder()
    trees = [encoder.tree([np.full(2, float(i)), np.full(2, -float(i))]) for i in range(50)]
    _, values = wire.decode(encoder.frame({}, trees)[4:])
    assert [[a.tolist(), b.tolist()] for a, b in values] == [[[i, i], [-i, -i]] for i in map(float, range(50))]


# --- what does not cross --------------------------------------------------------------------------------------


class Anything:
    """An object that is no number."""


class Odd(float):
    """A float of a class of its own."""


REFUSED = {
    "object": Anything(),
    "set": {1.0},
    "dictionary": {"a": 1.0},
    "bytes": b"1",
    "range": range(3),
    "function": len,
    "class": float,
    "generator": (i for i in range(3)),
    "exception": ValueError("no"),
    "own-float": Odd(1.0),
    "huge-integer": 2**63,
    "huge-negative-integer": -(2**63) - 1,
    "endless-integer": 10**10_000,
    "long-text": "x" * (wire.MAX_TEXT + 1),
    "object-array": np.array([None, 1.0], dtype=object),
    "object-array-without-axes": np.array(Anything(), dtype=object),
    "text-array": np.array(["a", "b"]),
    "bytes-array": np.array([b"a"]),
    "dates": np.array(["2026-01-01"], dtype="datetime64[D]"),
    "structured": np.zeros(2, dtype=[("a", "f8")]),
    "inside-a-list": [1.0, [2.0, {3.0}]],
    "long-double": np.longdouble(1.0) if np.longdouble().itemsize > 8 else np.array([None]),
}


@pytest.mark.parametrize("value", REFUSED.values(), ids=REFUSED)
def test_what_is_not_made_of_numbers_is_refused(value) -> None:
    """Objects, huge integers, containers that are no lists and arrays of anything else do not cross."""
    with pytest.raises(wire.WireError) as refused:
        wire.encode({}, [value])
    assert len(str(refused.value)) < 100


def test_a_refusal_has_no_text_of_the_student() -> None:
    """The name of a class that student code has chosen is told only if it is a plain, short name."""
    hostile = type("<script>alert(1)</script>", (), {})()
    with pytest.raises(wire.WireError, match=r"^an object$"):
        wire.encode({}, [hostile])
    with pytest.raises(wire.WireError, match=r"^a x{40}$"):
        wire.encode({}, [type("x" * 1000, (), {})()])


def test_lists_within_lists_cross_to_a_depth() -> None:
    """A list nested as deep as is allowed crosses; one level more, a ring, and a million levels are refused."""
    deepest = 1.0
    for _ in range(wire.MAX_DEPTH - 1):
        deepest = [deepest]
    assert crossed(deepest) == deepest
    ring: list[object] = []
    ring.append(ring)
    for tower in ([deepest], ring):
        with pytest.raises(wire.WireError, match="deep"):
            wire.encode({}, [tower])


def test_a_frame_has_a_largest_size() -> None:
    """Values that are together larger than the largest frame are refused."""
    half = np.zeros((wire.MAX_FRAME >> 4) + 1)
    wire.encode({}, [half])
    with pytest.raises(wire.WireError, match="MB"):
        wire.encode({}, [half, half.copy()])


class LyingShape(np.ndarray):
    """An array that tells another shape than it has."""

    @property
    def shape(self):
        """Lie."""
        return (1000, 1000)


class LyingConversion(np.ndarray):
    """An array that converts to something else."""

    def __array__(self, *_, **__):
        """Lie."""
        return np.full(3, 99.0)

    def astype(self, *_, **__):
        """Lie."""
        return np.full(3, 99.0)

    def tobytes(self, *_):
        """Lie."""
        return b"\0" * 8_000_000


class Pretender:
    """No array, though it says so."""

    __class__ = np.ndarray
    dtype = np.dtype(float)
    shape = (10**9,)

    def __array__(self, *_, **__):
        """Pretend."""
        return np.arange(3.0)


@pytest.mark.parametrize("kind", [LyingShape, LyingConversion, np.matrix])
def test_a_lying_subclass_is_sent_as_the_numbers_that_it_holds_or_not_at_all(kind) -> None:
    """Whatever an array's class says of it, its memory is what crosses, or it is refused."""
    array = np.arange(3.0).reshape(1, 3).view(kind)
    try:
        arrived = crossed(array)
    except ValueError:
        return
    assert type(arrived) is np.ndarray
    assert arrived.ravel().tolist() == [0.0, 1.0, 2.0]


def test_a_pretended_array_arrives_as_plain_numbers_or_not_at_all() -> None:
    """An object that claims to be an array can give nothing but a plain array of what it converts to."""
    try:
        arrived = crossed(Pretender())
    except ValueError:
        return
    assert type(arrived) is np.ndarray
    assert arrived.tolist() == [0.0, 1.0, 2.0]


# --- sockets --------------------------------------------------------------------------------------------------


@pytest.fixture
def pair():
    """Give two connected sockets, and close them."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_frames_cross_a_socket_one_after_the_other(pair) -> None:
    """Frames arrive whole and in order, however large."""
    ours, theirs = pair
    big = np.random.default_rng(0).normal(size=200_000)
    frames = [wire.encode({"number": i}, [big * i]) for i in range(3)]
    sender = threading.Thread(target=lambda: [wire.send(ours, frame) for frame in frames])
    sender.start()
    for i in range(3):
        head, (array,) = wire.receive(theirs)
        assert head == {"number": i}
        assert np.array_equal(array, big * i)
    sender.join()


@pytest.mark.parametrize("sent", [b"", b"\x10", b"\x10\0\0\0abc"], ids=["nothing", "half-a-length", "half-a-frame"])
def test_a_closed_socket_is_the_end(pair, sent) -> None:
    """A frame that is cut off by the end of the connection raises `EOFError`."""
    ours, theirs = pair
    ours.sendall(sent)
    ours.close()
    with pytest.raises(EOFError):
        wire.receive(theirs)


def test_an_announced_length_is_not_allocated(pair) -> None:
    """A length beyond the largest frame is refused before any memory is taken."""
    ours, theirs = pair
    ours.sendall(wire.LENGTH.pack(2**32 - 1))
    with pytest.raises(wire.WireError, match="MB"):
        wire.receive(theirs)
