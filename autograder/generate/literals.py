"""Values as Python text that a student can read."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograder.spec import Formula

DIGITS = 10  # significant ones of an expected value: more than the comparison looks at


def literal(value: Any, digits: int | None = None) -> str:
    """Write a value as an expression in terms of `np`.

    Parameters
    ----------
    value : number, str, bool, None, array, Formula, or tuple or list of them
        An argument or a value of a reference function.
    digits : int, optional
        Significant digits of floats; all of them by default.

    Returns
    -------
    str

    Raises
    ------
    TypeError
        If the value has no such expression.
    """
    if isinstance(value, np.ndarray):
        if value.size == 0:
            return f"np.empty({value.shape}, dtype={value.dtype.name!r})"
        return f"np.array({_nested(value.tolist(), digits)})"
    if isinstance(value, tuple):
        inner = ", ".join(literal(part, digits) for part in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, list):
        return f"[{', '.join(literal(part, digits) for part in value)}]"
    if isinstance(value, Formula):
        constants = [f"{name}={literal(constant)}" for name, constant in value.constants.items()]
        parameters = ", ".join([*([value.parameters] if value.parameters else []), *constants])
        return f"(lambda {parameters}: {value.expression})"
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, bool | int | float | str):
        return _nested(value, digits)
    raise TypeError(f"a {type(value).__name__} cannot be written into a notebook")


def _nested(value: Any, digits: int | None) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_nested(part, digits) for part in value)}]"
    if isinstance(value, float) and digits is not None:
        value = float(f"{value:.{digits}g}") + 0.0  # no minus before a nought
    if isinstance(value, float) and not math.isfinite(value):
        return f"np.{value}" if value > 0 or math.isnan(value) else "-np.inf"
    return repr(value)
