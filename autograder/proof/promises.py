"""Holds what is graded against what students are told: docstrings, conventions, visible checks.

The conventions tell what is true of every exercise (`templates/notebook/conventions.md`); what is looked for here is
what only a docstring can promise.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.evidence import KnownAnswer
from autograder.generate import student_notebook
from autograder.spec import ConvergenceCheck, PathCheck, ReferenceCheck, SeriesCheck
from autograder.spec.cut import solutions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.spec import Assignment, Exercise
    from autograder.spec.seeds import Seeds

NOUGHT = r"(?<![\d.(])0(?!\d|\.\d)"
TRIES = 20  # draws of a case that are looked at


def broken_promises(assignment: Assignment, seeds: Seeds) -> Iterator[KnownAnswer]:
    """Yield what is graded and not promised, and the visible checks that the reference does not pass.

    Parameters
    ----------
    assignment : Assignment
        The sheet.
    seeds : Seeds
        Of its visible checks.

    Yields
    ------
    KnownAnswer
        Each with its fault.
    """
    yield from _visible(assignment, seeds)
    for exercise in assignment.exercises:
        for name, fault in {**_of_cases(exercise, seeds), **_of_checks(exercise)}.items():
            yield KnownAnswer("promise", exercise.name, name, fault=fault)


def _visible(assignment: Assignment, seeds: Seeds) -> Iterator[KnownAnswer]:
    """Run the student's visible checks on the reference: each case has one, and it says "right"."""
    notebook = student_notebook(assignment, seeds)
    names = {exercise.name for exercise in assignment.exercises} | {None}
    about = [(cell.source, cell.metadata["secant"]) for cell in notebook.cells]
    checks = [source for source, is_ in about if is_["kind"] == "check" and is_.get("exercise") in names]
    namespace: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()) as said:
        for source in ["import numpy as np", *solutions(assignment).values(), *checks]:
            with contextlib.suppress(Exception):  # what raises has not said "right"
                exec(compile(source, "<visible check>", "exec"), namespace)  # noqa: S102 - what students are given
    lines = {line.partition(" (gradient asked for ")[0] for line in said.getvalue().splitlines()}
    for exercise in assignment.exercises:
        for case in exercise.cases:
            if f"{exercise.name}, {case.name}: right" not in lines:
                fault = "the visible check of this case is not passed by the reference"
                yield KnownAnswer("visible", exercise.name, case.name, fault=fault)


def _of_cases(exercise: Exercise, seeds: Seeds) -> dict[str, str]:
    """Find kinds of input that the docstring does not speak of: whole numbers in arrays, empty arrays, zeros."""
    told = _parameters(exercise)
    for name, text in told.items():  # "shape (K,)" here, and "for K = 0" below
        for side in re.findall(r"[A-Za-z]\w*", "".join(re.findall(r"shapes? (\([^)]*\))", text))):
            told[name] += " ".join(re.findall(rf"\b{side} >?= 0\b", inspect.getdoc(exercise.function) or ""))
    found = {}
    for case in exercise.cases:
        for point in range(TRIES):
            arguments = case.build(seeds.hidden(exercise, case, point))
            for name, value in zip(inspect.signature(exercise.function).parameters, arguments, strict=False):
                for kind, words in _kinds(value).items():
                    if not re.search(words, told.get(name, "")):
                        found[f"{name}: {kind}"] = (
                            f"the case “{case.name}” has {kind}, which its docstring does not say"
                        )
    return found


def _kinds(value: Any) -> dict[str, str]:
    """Return what is special about an argument, each with what a docstring says of it."""
    kinds = {}
    if isinstance(value, np.ndarray):
        if value.dtype.kind in "iu":
            kinds["an array of integers"] = r"\bint(s|egers?)?\b"
        if value.size == 0:
            kinds["an empty array"] = rf"= {NOUGHT}|\bempty\b"
    elif isinstance(value, int | np.integer) and not isinstance(value, bool) and value == 0:
        kinds["the number 0"] = rf"{NOUGHT}|\bfloat\b"  # of numbers that may be any, 0 is one
    return kinds


def _of_checks(exercise: Exercise) -> dict[str, str]:
    """Find properties that checks judge and the docstring does not promise."""
    text = " ".join((inspect.getdoc(exercise.function) or "").split())
    wanted = {}
    for check in exercise.checks:
        match check:
            case ReferenceCheck(fresh=True):
                wanted["fresh"] = (
                    r"\bcopy\b|\bview\b|\bnew array",
                    "that its answer is no view of an argument",
                )
            case ConvergenceCheck(tolerance=tolerance, max_steps=most):
                wanted["convergence"] = (rf"10 {tolerance} within {most}", "how near to the minimum is near enough")
            case SeriesCheck(over=over):
                wanted["series"] = (rf"\b{over} = 1\b", f"that {over} counts from 1")
        if isinstance(check, ReferenceCheck | PathCheck) and check.also:
            wanted["also"] = (r"accepted", "that other answers are right, too")
    return {
        name: f"is judged by {name}, but its docstring does not say {what}"
        for name, (words, what) in wanted.items()
        if not re.search(words, text)
    }


def _parameters(exercise: Exercise) -> dict[str, str]:
    """Return what a numpydoc docstring says of each parameter: its type and its description."""
    section = re.search(
        r"Parameters\n-+\n(.*?)(?:\n\n\w[^\n]*\n-+\n|\Z)", inspect.getdoc(exercise.function) or "", re.DOTALL
    )
    told: dict[str, str] = {}
    names: list[str] = []
    for line in section[1].splitlines() if section else ():
        if line and not line[0].isspace():
            names = [name.strip() for name in line.partition(" : ")[0].split(",")]
        for name in names:
            told[name] = f"{told.get(name, '')} {line.strip()}"
    return told
