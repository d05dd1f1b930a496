"""Writes a replay down: in lines for a terminal, and as a script that makes the failing call again."""

from __future__ import annotations

import ast
import platform
from functools import cache
from typing import TYPE_CHECKING, Any

import jinja2
import numpy as np

from autograder.classroom.replay.exact import Given, exact
from autograder.records import Ended, Late, Missing, Raised, Unsendable, Value
from autograder.report import printable
from autograder.resources import resource
from autograder.sandbox import Deadlines
from autograder.sandbox.worker.magics import foreign_magic, without_magics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.classroom.replay.records import Failure, Replay, Slope
    from autograder.records import Answer

SHOWN = 24  # entries of an array that are shown in a line
WIDE = 400  # characters of a value that are shown in a line
AGAIN = {
    "alone": "The call by itself gives the same again.",
    "after": "It gives the same again after the calls that were made before it; by itself it gives something else.",
    "never": "It gave something else when it was made again: it draws numbers, or looks at a clock, or keeps too much.",
    "not made": "It was not made.",
}


def lines_of(replay: Replay) -> list[tuple[str, str]]:
    """Tell a replay in lines for a terminal.

    Parameters
    ----------
    replay : Replay
        Of one exercise.

    Returns
    -------
    list of (str, str)
        Labels and texts; a text goes on in the next line where the label is "". None holds a control character.
    """
    lines = [("submission", replay.submission), ("exercise", f"{replay.exercise} of {replay.assignment}")]
    if replay.release:
        lines.append(("release", f"judged by release {replay.release} of the sheet"))
    lines.append(("earlier functions", _earlier(replay)))
    lines += [("passed", name) for name in replay.passed]
    if not replay.failures:
        lines.append(("failed", "nothing: every check passes"))
    for failure in replay.failures:
        lines += _failed(failure)
    return [
        (label if not at else "", str(printable(part)))
        for label, text in lines
        for at, part in enumerate(text.splitlines() or [""])
    ]


def script_of(replay: Replay, failure: Failure | None = None) -> str:
    """Write a Python script that runs the student's cells, makes the failing call and says what comes back.

    It needs NumPy alone, and runs the student's code without any confinement.

    Parameters
    ----------
    replay : Replay
        Of one exercise.
    failure : Failure, optional
        One of its failures; the first by default.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If nothing has failed.
    """
    failure = failure or next(iter(replay.failures), None)
    if failure is None:
        raise ValueError(f"{replay.exercise} passes every check: there is no call to make again")
    return _template().render(**_heading(replay, failure), **_call(replay, failure))


def _heading(replay: Replay, failure: Failure) -> dict[str, Any]:
    """Return what stands above the call: words, cells and correct functions."""
    title = f"{replay.exercise} of {replay.assignment}, as {replay.submission} has it: the check {failure.check} fails"
    return {
        "title": str(printable(title)),
        "about": [f"{label}: {text}" for label, text in _about(replay, failure)],
        "python": platform.python_version(),
        "numpy": np.__version__,
        "cells": [*_cells(replay)],
        "sources": [(repr(name), _text(source)) for name, source in replay.sources],
        "put_in": repr([*failure.supplied]),
        "seconds": Deadlines().cell,
    }


def _call(replay: Replay, failure: Failure) -> dict[str, Any]:
    """Return the call and what is known of it, as expressions."""
    return {
        "function": repr(failure.function),
        "arguments": [*zip(failure.parameters, map(exact, failure.arguments), strict=True)],
        "names": repr(failure.parameters),
        "before": [(repr(name), "".join(f"{exact(each)}, " for each in given)) for name, given in failure.before],
        "gave": _answer_code(failure.gave),
        "expected": exact(failure.expected),
        "path": exact([*failure.path]) if failure.path else "",
        "of": repr(failure.of),
        "converges": failure.check == "convergence",
        "first": _first(failure),
        "twice": failure.first is not None and failure.repeats == "never",
        "late": max(failure.gave.seconds, Deadlines().call) if isinstance(failure.gave, Late) else 0,
        "slope": _slope_code(replay, failure.slope),
    }


def _about(replay: Replay, failure: Failure) -> Iterator[tuple[str, str]]:
    """Yield what stands at the top of a script."""
    yield "earlier functions", _earlier(replay)
    for label, text in _failed(failure):
        for part in text.splitlines():
            yield label, str(printable(part))


def _earlier(replay: Replay) -> str:
    if replay.supplied:
        return "correct ones: with them the submission has at least as many points as with its own"
    return "the submission's own"


def _failed(failure: Failure) -> Iterator[tuple[str, str]]:
    """Yield the lines of one failure."""
    yield "failed", f"{failure.check} ({failure.outcome.value})"
    yield "the student reads", failure.student
    if failure.staff:
        yield "the staff reads", failure.staff
    if failure.case:
        yield "case", f"{failure.case}, draw {failure.point}, seed {failure.seed}"
    else:
        yield "case", "at none of the draws, but near by"
    if failure.supplied:
        yield "put in", ", ".join(failure.supplied)
    for number, (name, value) in enumerate(zip(failure.parameters, failure.arguments, strict=True)):
        yield (f"call of {failure.function}" if not number else ""), f"{name} = {_shown(value)}"
    if failure.first is not None:
        yield "gave at first", _answer_text(failure.first)
    yield "gave", _answer_text(failure.gave)
    yield "the reference gives", _shown(failure.expected)
    if slope := failure.slope:
        whose = "the submission's own" if slope.own else "the reference's"
        yield "slope claimed", f"{slope.claimed!r} by {slope.parameter}, along {_shown(slope.direction)}"
        yield "slope measured", f"{slope.measured!r}, give or take {slope.tolerance:.2g}, of {whose} {slope.loss}"
    yield "again", AGAIN[failure.repeats]
    yield from (("note", note) for note in failure.notes)


def _shown(value: Any) -> str:
    """Write a value in a line, long ones cut short."""
    if isinstance(value, Given):
        return value.text
    if isinstance(value, np.ndarray) and value.size > SHOWN:
        ends = np.array2string(value.reshape(-1), threshold=0, edgeitems=3, floatmode="unique", max_line_width=10**6)
        return f"{value.dtype.name} array of shape {value.shape}: {ends}"
    if isinstance(value, np.ndarray):
        text = f"{value.tolist()!r} ({value.dtype.name}, shape {value.shape})"
    elif isinstance(value, list | tuple):
        text = f"[{', '.join(map(_shown, value))}]"
    else:
        text = repr(value)
    return text if len(text) <= WIDE else f"{text[:WIDE]} ..."


def _answer_text(answer: Answer) -> str:
    match answer:
        case Value(value, facts):
            return " ".join([_shown(value), *(f"({fact} an argument)" for fact in facts)])
        case Raised(kind, message, line):
            return f"raised {kind}: {message}" + (f" (line {line} of the cell)" if line else "")
        case Late(seconds):
            return f"did not return within {seconds:g} seconds"
        case Ended():
            return "ended its process"
        case Unsendable(reason):
            return f"returned what cannot be sent: {reason}"
        case Missing(suggestion):
            return "is not defined" + (f"; {suggestion} is" if suggestion else "")


def _first(failure: Failure) -> int:
    """Return which of the calls before it is the same one, where it differs from that; -1 if none."""
    wanted = failure.function, exact(failure.arguments)
    same = [at for at, (name, given) in enumerate(failure.before) if (name, exact(given)) == wanted]
    return same[-1] if same and failure.first is not None else -1


def _answer_code(answer: Answer) -> str:
    """Write an answer as the script's `call` gives it."""
    match answer:
        case Value(value):
            return exact(("value", value))
        case Raised(kind, message):
            return exact(("raised", kind, message))
        case Missing():
            return exact(("missing",))
    return exact((_answer_text(answer),))


def _slope_code(replay: Replay, slope: Slope | None) -> dict[str, Any]:
    if slope is None:
        return {}
    known = slope.own or slope.loss in dict(replay.sources)
    return {
        "parameter": slope.parameter,
        "position": slope.position,
        "place": "" if slope.place is None else f"[{slope.place}]",
        "direction": exact(slope.direction),
        "measured": exact(slope.measured),
        "tolerance": exact(slope.tolerance),
        "loss": slope.loss,
        "source": f"{'NOTEBOOK' if slope.own else 'REFERENCE'}[{slope.loss!r}]" if known else "None",
    }


def _cells(replay: Replay) -> Iterator[tuple[int, str, str]]:
    """Yield number and source of the cells, and why one is left out."""
    ended = {each.number for each in replay.troubles if isinstance(each.answer, Ended)}
    for cell in replay.cells:
        why = (
            "it ended the process" if cell.number in ended else "it is not Python" if foreign_magic(cell.source) else ""
        )
        yield cell.number, _text(without_magics(cell.source)), why


def _text(source: str) -> str:
    """Write a source as a string that can be read, where that is possible."""
    plain = f"r'''\n{source}\n'''[1:-1]"
    readable = "'''" not in source and all(each.isprintable() or each in "\n\t" for each in source)
    return plain if readable and ast.literal_eval(plain[:-6])[1:-1] == source else repr(source)


@cache
def _template() -> jinja2.Template:
    text = (resource("templates") / "report" / "replay.py.jinja").read_text(encoding="utf-8")
    strict: dict[str, Any] = {"undefined": jinja2.StrictUndefined, "trim_blocks": True, "keep_trailing_newline": True}
    environment = jinja2.Environment(autoescape=False, **strict)  # noqa: S701 - a program, of literals
    return environment.from_string(text)
