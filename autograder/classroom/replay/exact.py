"""Values as Python expressions that give them again bit for bit."""

from __future__ import annotations

import base64
import math
import textwrap
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.spec import Formula

FEW = 200  # entries that are written as numbers; more are written as bytes


@dataclass(frozen=True, slots=True)
class Given:
    """A function among the arguments, which stays with the grader.

    Attributes
    ----------
    text : str
        For people: the formula without its constants, or the function's name.
    code : str
        An expression that makes it, as `exact` has them.
    """

    text: str
    code: str


def given(function: Any) -> Given:
    """Describe a function among the arguments: a formula can be written down, others have a name alone."""
    if isinstance(function, Formula):
        return Given(repr(function), exact(function))
    name = str(getattr(function, "__name__", type(function).__name__))
    return Given(f"the grader's function {name}", f"absent({name!r})")


def exact(value: Any) -> str:  # noqa: PLR0911 - one return a kind reads best
    """Write a value as an expression that gives it again bit for bit.

    Parameters
    ----------
    value : object
        A number, a string, a truth, None, an array, a function, `Given`, or a tuple or list of them.

    Returns
    -------
    str
        In terms of `np`, `array(dtype, shape, text)` for an array's bytes in base 64, `formula(parameters, expression,
        **constants)` and `absent(name)` for a function that cannot be written down.

    Raises
    ------
    TypeError
        If the value has no such expression.
    """
    if isinstance(value, np.ndarray | np.generic):
        return _array(np.asarray(value))
    if isinstance(value, tuple | list):
        inner = ", ".join(map(exact, value)) + ("," if isinstance(value, tuple) and len(value) == 1 else "")
        return f"({inner})" if isinstance(value, tuple) else f"[{inner}]"
    if isinstance(value, Formula):
        constants = [f", {name}={exact(constant)}" for name, constant in value.constants.items()]
        return f"formula({value.parameters!r}, {value.expression!r}{''.join(constants)})"
    if isinstance(value, Given):
        return value.code
    if isinstance(value, complex):
        return f"complex({exact(value.real)}, {exact(value.imag)})"
    if isinstance(value, float) and not math.isfinite(value):
        return f"float({str(value)!r})"
    if value is None or isinstance(value, bool | int | float | str):
        return repr(value)
    if callable(value):
        return given(value).code
    raise TypeError(f"a {type(value).__name__} has no expression")


def _array(array: np.ndarray[Any, Any]) -> str:
    """Write an array in the order of its memory: a product rounds otherwise in the other."""
    if not array.flags.c_contiguous and array.flags.f_contiguous:
        return f"np.asfortranarray({_array(np.ascontiguousarray(array))})"
    dtype = array.dtype.newbyteorder("<").str
    if 0 < array.size <= FEW and array.dtype.kind in "biuf" and np.isfinite(array).all():
        return f"np.array({array.tolist()!r}, dtype={dtype!r})"
    little = np.ascontiguousarray(array).astype(dtype, copy=False)
    text = base64.b64encode(little.tobytes()).decode()
    lines = "\n".join(f'"{line}"' for line in textwrap.wrap(text, 100)) or '""'
    return f"array({dtype!r}, {array.shape!r},\n{lines}\n)"
