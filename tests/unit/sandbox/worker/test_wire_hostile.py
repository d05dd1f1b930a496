"""What hostile bytes can do to the decoder, which is nothing."""

from __future__ import annotations

import json
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.sandbox.worker import wire


def framed(header, *buffers):
    """Return the body of a frame with whatever header."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return wire.LENGTH.pack(len(text)) + text + b"".join(buffers)


def header(values=None, arrays=(), sizes=(), head=None):
    """Return a header as the encoder makes it."""
    return {
        "head": head or {},
        "values": [] if values is None else values,
        "arrays": list(arrays),
        "sizes": list(sizes),
    }


# --- hostile bytes --------------------------------------------------------------------------------------------


def decoded(body):
    """Decode what may be anything: a frame or a `WireError`, and never anything else."""
    try:
        head, values = wire.decode(body)
    except wire.WireError as error:
        assert len(str(error)) < 100  # noqa: PT017 - either outcome is right
        return None
    assert type(head) is dict
    return values


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_a_frame_or_an_error(body) -> None:
    """Arbitrary bytes decode or raise `WireError`, and nothing else."""
    decoded(body)


@given(st.binary(max_size=200), st.integers(0, 2**32 - 1))
def test_arbitrary_headers_are_a_frame_or_an_error(text, size) -> None:
    """A header of arbitrary bytes, and of an arbitrary claimed length, decodes or raises `WireError`."""
    decoded(framed(text))
    decoded(wire.LENGTH.pack(size) + text)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5) | st.sampled_from([*wire.DTYPES]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["a", "c", "b"]), inner, max_size=2)
        | st.fixed_dictionaries({"a": inner})
        | st.fixed_dictionaries({"c": st.lists(inner, max_size=3)})
    ),
    max_leaves=15,
)


@given(JSON, JSON, JSON, JSON, st.binary(max_size=40))
@settings(max_examples=300)
def test_headers_of_arbitrary_json_are_a_frame_or_an_error(head, values, arrays, sizes, rest) -> None:
    """A header with the right keys and arbitrary contents decodes or raises `WireError`."""
    decoded(framed({"head": head, "values": values, "arrays": arrays, "sizes": sizes}, rest))
    decoded(framed({"head": {}, "values": values, "arrays": [["<f8", [2], 0], ["|b1", [], 1]], "sizes": [16, 1]}, rest))


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=6), st.integers(0, 400))
@settings(max_examples=300)
def test_mutated_frames_are_a_frame_or_an_error(changes, cut) -> None:
    """A good frame with some bytes changed, or cut short, decodes or raises `WireError`."""
    values = [np.arange(6.0).reshape(2, 3), [1, 2.5, "text", None, True], 1 - 2j, np.int8(3), [[np.zeros(0)]]]
    body = bytearray(wire.encode({"answers": [["value", []]]}, values)[4:])
    for at, byte in changes:
        body[at % len(body)] = byte
    decoded(body)
    decoded(body[:cut])


TWO = np.arange(2.0).tobytes()
HOSTILE = {
    "empty": b"",
    "short": b"\x05",
    "header-beyond-the-end": wire.LENGTH.pack(100) + b"{}",
    "header-too-long": wire.LENGTH.pack(2**32 - 1) + b"{}",
    "no-json": framed(b"\xff\xfe"),
    "list": framed([]),
    "number": framed(b"1"),
    "no-keys": framed({}),
    "head-is-no-object": framed(header(head=[1])),
    "deep-json": framed(b"[" * 100_000),
    "deep-values": framed(header(json.loads("[" * 40 + "]" * 40))),
    "deep-objects": framed(b'{"a":' * 50_000),
    "huge-integer": framed(header([2**63])),
    "endless-integer": framed(b'{"head":{},"values":[' + b"9" * 10_000 + b'],"arrays":[],"sizes":[]}'),
    "object-dtype": framed(header([{"a": 0}], [["|O", [2], 0]], [16]), TWO),
    "dtype-is-a-list": framed(header([{"a": 0}], [[["<f8"], [2], 0]], [16]), TWO),
    "structured-dtype": framed(header([{"a": 0}], [["f8,f8", [1], 0]], [16]), TWO),
    "too-few-bytes": framed(header([{"a": 0}], [["<f8", [3], 0]], [16]), TWO),
    "too-many-bytes": framed(header([{"a": 0}], [["<f8", [1], 0]], [16]), TWO),
    "buffer-beyond-the-end": framed(header([{"a": 0}], [["<f8", [1000], 0]], [8000]), TWO),
    "negative-size": framed(header([{"a": 0}], [["<f8", [2], 1]], [-16, 16]), TWO),
    "negative-side": framed(header([{"a": 0}], [["<f8", [-1, -2], 0]], [16]), TWO),
    "side-is-a-float": framed(header([{"a": 0}], [["<f8", [2.0], 0]], [16]), TWO),
    "side-is-a-truth": framed(header([{"a": 0}], [["<f8", [True, 2], 0]], [16]), TWO),
    "overflowing-shape": framed(header([{"a": 0}], [["<f8", [2**32, 2**32], 0]], [16]), TWO),
    "too-many-axes": framed(header([{"a": 0}], [["<f8", [1] * 40 + [2], 0]], [16]), TWO),
    "no-such-array": framed(header([{"a": 1}], [["<f8", [2], 0]], [16]), TWO),
    "negative-array": framed(header([{"a": -1}], [["<f8", [2], 0]], [16]), TWO),
    "truth-for-an-array": framed(header([{"a": False}], [["<f8", [2], 0]], [16]), TWO),
    "no-such-buffer": framed(header([{"a": 0}], [["<f8", [2], 7]], [16]), TWO),
    "too-many-arrays": framed(header([], [["<f8", [0], 0]] * (wire.MAX_ARRAYS + 1), [0])),
    "too-many-buffers": framed(header([], [], [0] * (wire.MAX_ARRAYS + 1))),
    "another-object": framed(header([{"b": 0}])),
    "object-of-two": framed(header([{"a": 0, "c": [1, 2]}], [["<f8", [2], 0]], [16]), TWO),
    "complex-of-three": framed(header([{"c": [1, 2, 3]}])),
    "complex-of-lists": framed(header([{"c": [[], []]}])),
    "complex-that-overflows": framed(header([{"c": [10**400, 0]}])),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_frames_are_refused(body) -> None:
    """What the encoder would never write is refused by `WireError`."""
    with pytest.raises(wire.WireError):
        wire.decode(body)


@pytest.mark.parametrize(("side", "other"), [(0, 2**62), (0, 10**30), (2**62, 0)])
def test_an_empty_array_of_endless_sides_is_empty_or_refused(side, other) -> None:
    """A side of zero lets no other side ask for memory."""
    values = decoded(framed(header([{"a": 0}], [["<f8", [side, other], 0]], [0])))
    assert values is None or values[0].size == 0


def test_one_buffer_mentioned_many_times_is_refused() -> None:
    """A frame of a megabyte that mentions it a thousand times is refused before it has taken more than the limit."""
    count = 1 << 17
    body = framed(header([{"a": 0}] * 1000, [["<f8", [count], 0]], [8 * count]), bytes(8 * count))
    tracemalloc.start()
    try:
        with pytest.raises(wire.WireError, match="MB"):
            wire.decode(body)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < wire.MAX_FRAME + (4 << 20)


def test_overlapping_arrays_count_by_themselves() -> None:
    """Many arrays over one buffer are refused as one array that is mentioned often."""
    count = 1 << 17
    table = [["<f8", [count], 0]] * 100
    body = framed(header([{"a": i} for i in range(100)], table, [8 * count]), bytes(8 * count))
    with pytest.raises(wire.WireError, match="MB"):
        wire.decode(body)


@pytest.mark.parametrize("unit", ["[]", '{"c":[0,0]}', '{"a":0}', '{"q":{}}'])
def test_a_header_of_many_small_objects_takes_bounded_memory(unit) -> None:
    """The longest header that is taken, of the objects that take most, stays below the limit of a frame."""
    count = (wire.MAX_HEADER - 200) // (len(unit) + 1)
    text = f'{{"head":{{}},"values":[{",".join([unit] * count)}],"arrays":[["|b1",[0],0]],"sizes":[0]}}'
    tracemalloc.start()
    try:
        decoded(framed(text.encode()))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < wire.MAX_FRAME
