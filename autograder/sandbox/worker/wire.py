"""Numbers as bytes, both ways across the trust boundary: length-limited, without pickle.

A frame is a 4-byte length, a 4-byte header length, a JSON header and raw array buffers. The header is
`{"head": ..., "values": [...], "arrays": [[dtype, shape, buffer], ...], "sizes": [...]}`; in the values an array is
`{"a": index}` and a complex number `{"c": [re, im]}`; lists and tuples are lists. A function of the grader's is
`{"f": key}`: the child gets one that asks for its values, and cannot send any. The receiver believes nothing: it takes
whitelisted dtypes whose buffer has the size that the shape says, and refuses everything else.
"""

from __future__ import annotations

import json
import math
import struct
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    Make = Callable[[str], Any]

MAX_FRAME = 64 << 20  # bytes; the largest answer that is taken
MAX_HEADER = 1 << 20  # bytes; as objects they take up to forty times as many
MAX_DEPTH = 16  # of nested lists
REMEMBERED = 1 << 10  # bytes; a shorter header is read once: calls across the boundary repeat theirs
MAX_ARRAYS = 1 << 16
MAX_TEXT = 10_000  # characters of one string
MAX_INTEGER = 1 << 63

NAMES = "|b1 |i1 |u1 <i2 <u2 <i4 <u4 <i8 <u8 <f2 <f4 <f8 <c8 <c16"
DTYPES = {name: np.dtype(name) for name in NAMES.split()}
ARRAYS = (np.ndarray, np.generic)
LENGTH = struct.Struct("<I")
_text_of = json.JSONEncoder(separators=(",", ":")).encode


class WireError(ValueError):
    """What cannot cross; the message is a clause without student text."""


class Callback:
    """A function that the grader keeps, on its way to a child.

    Parameters
    ----------
    key : str
        By which the child asks for its values.
    """

    def __init__(self, key: str) -> None:
        self.key = key


class Encoder:
    """Collects values into one frame. An array object that occurs twice in a value is sent once."""

    def __init__(self) -> None:
        self.arrays: list[tuple[str, list[int], int]] = []
        self.buffers: list[bytes] = []
        self._known: dict[int, tuple[Any, int]] = {}

    def tree(self, value: Any, depth: int = 0) -> Any:
        """Turn a value into JSON and buffers.

        Raises
        ------
        WireError
            If it is not made of numbers, strings, None, arrays of numbers, and lists or tuples of them.
        """
        if depth == 0:
            self._known.clear()  # between two values an array may have been changed
        kind = type(value)
        if kind is np.ndarray or isinstance(value, ARRAYS):
            known = self._known.get(id(value))
            return {"a": self._array(value) if known is None else known[1]}
        if value is None or kind in {bool, float}:
            return value
        if isinstance(value, list | tuple):
            if depth == MAX_DEPTH:
                raise WireError(f"lists nested more than {MAX_DEPTH} deep")
            return [self.tree(item, depth + 1) for item in value]
        return _scalar(value)

    def frame(self, head: dict[str, Any], values: Any) -> bytes:
        """Return the bytes of the frame with everything that `tree` collected."""
        header = {
            "head": head,
            "values": values,
            "arrays": self.arrays,
            "sizes": [len(b) for b in self.buffers],
        }
        text = _text_of(header).encode()
        total = 4 + len(text) + sum(map(len, self.buffers))
        if len(text) > MAX_HEADER:
            raise WireError(f"more than {MAX_HEADER >> 20} MB outside of arrays")
        if total > MAX_FRAME:
            raise WireError(f"more than {MAX_FRAME >> 20} MB")
        return b"".join((LENGTH.pack(total), LENGTH.pack(len(text)), text, *self.buffers))

    def _array(self, value: np.ndarray[Any, Any] | np.generic) -> int:
        if type(value) is np.ndarray and value.dtype.str in DTYPES and value.flags.c_contiguous:  # nearly all of them
            name, shape, content = value.dtype.str, value.shape, value.tobytes()
        else:
            array = np.ascontiguousarray(value).reshape(np.shape(value))
            little = array.dtype.newbyteorder("<")
            if little.str not in DTYPES:
                raise WireError(f"an array of dtype {_name(type(array.dtype))}")
            name, shape, content = little.str, array.shape, array.astype(little, copy=False).tobytes()
        self.buffers.append(content)
        self.arrays.append((name, [*shape], len(self.buffers) - 1))
        self._known[id(value)] = (value, len(self.arrays) - 1)  # holding the value keeps its id its own
        return len(self.arrays) - 1


def encode(head: dict[str, Any], values: Any = ()) -> bytes:
    """Encode one frame.

    Parameters
    ----------
    head : dict
        Plain JSON: what the message is.
    values : list or tuple, optional
        Numbers, strings, None, arrays and nested lists of them.

    Returns
    -------
    bytes

    Raises
    ------
    WireError
        If a value cannot cross.
    """
    encoder = Encoder()
    return encoder.frame(head, encoder.tree(values))


def decode(body: bytes | bytearray, make: Make | None = None) -> tuple[dict[str, Any], Any]:
    """Decode the body of one frame, believing nothing of it.

    Every mention of an array becomes an array of its own, writable and unaliased.

    Parameters
    ----------
    body : bytes
        Without the leading length.
    make : callable, optional
        Makes the function that stands for one of the grader's, from its key; without it there are none.

    Returns
    -------
    head : dict
    values : list

    Raises
    ------
    WireError
        If it is not a frame.
    """
    try:
        (size,) = LENGTH.unpack_from(body)
        if size > min(MAX_HEADER, len(body) - 4):
            raise WireError("a header longer than its frame")
        read = _remembered if size <= REMEMBERED else _header
        head, values, arrays = read(bytes(body[4 : 4 + size]), len(body))
        return {**head}, _Tree(arrays, body, make).read(values, 0)
    except WireError:
        raise
    except (KeyError, TypeError, ValueError, IndexError, struct.error, RecursionError, OverflowError):
        raise WireError("bytes that are no frame") from None


def send(channel: socket.socket, frame: bytes) -> None:
    """Send one encoded frame over a blocking socket."""
    channel.sendall(frame)


def receive(channel: socket.socket, make: Make | None = None) -> tuple[dict[str, Any], Any]:
    """Receive and decode one frame from a blocking socket; `make` as for `decode`.

    Raises
    ------
    EOFError
        If the other side has closed.
    WireError
        If it is not a frame.
    """
    (size,) = LENGTH.unpack(_exactly(channel, 4))
    if size > MAX_FRAME:
        raise WireError(f"more than {MAX_FRAME >> 20} MB")
    return decode(_exactly(channel, size), make)


def _exactly(channel: socket.socket, size: int) -> bytearray:
    body = bytearray(size)
    view = memoryview(body)
    while view.nbytes:
        got = channel.recv_into(view)
        if not got:
            raise EOFError
        view = view[got:]
    return body


def _header(text: bytes, end: int) -> tuple[dict[str, Any], Any, list[Any]]:
    """Read the header of a body of so many bytes: its head, the tree of its values, and where their arrays lie."""
    header = json.loads(text)
    head, values = header["head"], header["values"]
    sizes, table = header["sizes"], header["arrays"]
    if type(head) is not dict or type(sizes) is not list or type(table) is not list:
        raise WireError("a header of another form")
    if len(table) > MAX_ARRAYS or len(sizes) > MAX_ARRAYS:
        raise WireError(f"more than {MAX_ARRAYS} arrays")
    buffers = _buffers(sizes, 4 + len(text), end)
    return head, values, [_spec(entry, buffers) for entry in table]


_remembered = lru_cache(maxsize=64)(_header)  # what it returns is shared by frames: nobody changes it


def _buffers(sizes: list[Any], start: int, end: int) -> list[tuple[int, int]]:
    places = []
    for size in sizes:
        if type(size) is not int or not 0 <= size <= end - start:
            raise WireError("a buffer longer than its frame")
        places.append((start, size))
        start += size
    return places


def _spec(entry: Any, buffers: list[tuple[int, int]]) -> tuple[np.dtype[Any], tuple[int, ...], int]:
    name, shape, buffer = entry
    dtype = DTYPES[name]
    if len(shape) > 32 or any(type(side) is not int or side < 0 for side in shape) or type(buffer) is not int:
        raise WireError("an array of no shape")
    start, size = buffers[buffer]
    if math.prod(shape) * dtype.itemsize != size:
        raise WireError("an array whose bytes do not fill its shape")
    return dtype, tuple(shape), start


class _Tree:
    """Reads the values of one frame."""

    def __init__(self, arrays: list[Any], body: bytes | bytearray, make: Make | None) -> None:
        self.arrays, self.body, self.make = arrays, body, make
        self.budget = MAX_FRAME

    def read(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if value is None or kind in {bool, float, str}:
            return value
        if kind is int:
            if not -MAX_INTEGER <= value < MAX_INTEGER:
                raise WireError("an integer of more than 64 bits")
            return value
        if kind is list:
            if depth > MAX_DEPTH + 2:  # the batch and its calls stand around a value
                raise WireError("lists nested too deep")
            return [self.read(item, depth + 1) for item in value]
        if kind is dict and len(value) == 1:
            if "a" in value:
                return self._array(*self.arrays[_index(value["a"])])
            if "c" in value:
                real, imaginary = value["c"]
                return complex(float(real), float(imaginary))
            if "f" in value and self.make is not None:
                return self.make(value["f"])
        raise WireError("a value of another form")

    def _array(self, dtype: np.dtype[Any], shape: tuple[int, ...], start: int) -> Any:
        count = math.prod(shape)
        self.budget -= count * dtype.itemsize
        if self.budget < 0:  # one buffer that is mentioned many times must not fill the memory
            raise WireError(f"more than {MAX_FRAME >> 20} MB")
        return np.frombuffer(self.body, dtype, count, start).reshape(shape).copy()


def _index(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise WireError("an index of no array")
    return value


def _scalar(value: Any) -> Any:
    kind = type(value)
    if kind is Callback:
        return {"f": value.key}
    if kind is complex:
        return {"c": [value.real, value.imag]}
    if kind is int and -MAX_INTEGER <= value < MAX_INTEGER:
        return value
    if kind is str and len(value) <= MAX_TEXT:
        return value
    name = _name(kind)
    article = "an" if name[0] in "aeiouAEIOU" else "a"
    raise WireError("a huge integer" if kind is int else "a long string" if kind is str else f"{article} {name}")


def _name(kind: type) -> str:
    """Return a type's name in few, plain characters: student code may have chosen it."""
    name = getattr(kind, "__name__", "object")
    return name[:40] if isinstance(name, str) and name.isidentifier() else "object"
