"""Records as plain data and back: what a database or another machine keeps of them is JSON, and no class of ours.

A record is `{"is": "Result", "submission": ..., ...}`, without the fields that have their defaults; a fraction, an
outcome and a mapping are tagged likewise. What nothing of ours has written is refused when it is read back.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from autograder import records
from autograder.records import Outcome

TAG = "is"
RECORDS: dict[str, type[Any]] = {
    each.__name__: each for each in vars(records).values() if isinstance(each, type) and dataclasses.is_dataclass(each)
}


def plain(value: Any) -> Any:
    """Return a record, or a value in one, as what JSON knows.

    Parameters
    ----------
    value : object
        A record of `autograder.records`; fractions, outcomes, mappings with text as keys, tuples, lists, texts,
        numbers, None.

    Returns
    -------
    object
        Dictionaries, lists, texts, numbers, None. A tuple is a list.

    Raises
    ------
    TypeError
        If something else is in it.
    """
    match value:
        case Outcome() | Fraction():
            return {TAG: type(value).__name__, "of": str(value)}
        case np.generic():  # before the others: np.float64 is a float, too
            return value.item()
        case None | bool() | str() | int() | float():
            return value
        case Mapping():
            return {TAG: "Mapping", "of": {str(key): plain(each) for key, each in value.items()}}
        case tuple() | list():
            return [plain(each) for each in value]
        case _ if type(value).__name__ in RECORDS:
            fields = {field.name: (getattr(value, field.name), field.default) for field in dataclasses.fields(value)}
            return {TAG: type(value).__name__} | {
                name: plain(found) for name, (found, default) in fields.items() if found != default
            }
    raise TypeError(f"{type(value).__name__} is no record, and no value of one")


def from_plain(value: Any) -> Any:
    """Return what `plain` was given.

    Parameters
    ----------
    value : object
        As `plain` returns it; a list becomes a tuple.

    Returns
    -------
    object

    Raises
    ------
    ValueError
        If it is nothing that `plain` has returned, or of another version of the records.
    """
    if isinstance(value, list):
        return tuple(from_plain(each) for each in value)
    if not isinstance(value, dict):
        return value
    try:
        match value:
            case {"is": "Outcome", "of": str(of)}:
                return Outcome(of)
            case {"is": "Fraction", "of": str(of)}:
                return Fraction(of)
            case {"is": "Mapping", "of": dict(of)}:
                return {key: from_plain(each) for key, each in of.items()}
        return RECORDS[value[TAG]](**{key: from_plain(each) for key, each in value.items() if key != TAG})
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise ValueError(f"is no record of this version ({error})") from None
