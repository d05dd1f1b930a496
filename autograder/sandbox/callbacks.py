"""Functions that stay with the grader: what stands for them across the boundary, and their values for student code."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from autograder.sandbox.overtime import within
from autograder.sandbox.worker import wire

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SECONDS = 2.0  # for one value: student code may ask a correct function for a million steps


def size_of(value: Any) -> int:
    """Return about how many bytes a value takes."""
    if isinstance(value, list):
        return 64 + sum(map(size_of, value))
    return int(getattr(value, "nbytes", 64))


def supply(name: str, function: Callable[..., Any], arguments: list[Any], head: dict[str, Any]) -> tuple[bytes, bool]:
    """Return the frame of a function's value, and whether it has one: it is called with whatever student code sent."""
    try:
        names = list(head.get("names", ()))
        plain = len(arguments) - len(names)
        with warnings.catch_warnings(action="ignore"), within(SECONDS):
            value = function(*arguments[:plain], **dict(zip(names, arguments[plain:], strict=True)))
        return wire.encode({"tuple": isinstance(value, tuple)}, [value]), True
    except Exception as error:  # noqa: BLE001 - see above; what is no value cannot be encoded
        words = f"{name} got arguments that it cannot take ({type(error).__name__})"
        return wire.encode({"failed": words}), False


def kept(batch: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    """Return a batch with a callback in the place of every function."""
    return [
        [wire.Callback(key_of(call, place)) if callable(each) else each for place, each in enumerate(arguments)]
        for call, arguments in enumerate(batch)
    ]


def functions_of(batch: Sequence[tuple[Any, ...]]) -> Iterator[tuple[tuple[int, int], Callable[..., Any]]]:
    """Yield the functions of a batch, and the call and the position of each."""
    for call, arguments in enumerate(batch):
        for position, each in enumerate(arguments):
            if callable(each):
                yield (call, position), each


def key_of(call: int, position: int) -> str:
    """Return what a child asks a function of a batch by: no name of a supplied function looks like it."""
    return f"{call}.{position}"
