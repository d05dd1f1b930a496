"""Finds every fault of a sheet's specification, so that an author mends them in one go."""

from __future__ import annotations

import inspect
from collections import Counter
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.errors import Fault
from autograder.spec.checks import Check, GradientCheck
from autograder.spec.cut import CutError, cut, mutated, place_of, varied
from autograder.spec.names import name_faults, not_earlier
from autograder.spec.policy import Policy, policy_faults
from autograder.spec.prose import read_prose
from autograder.spec.questions import Choice, Written, question_faults
from autograder.spec.record import Record
from autograder.spec.records import Case, Drawn, Exercise, Mutant, Variant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from autograder.records import Place
    from autograder.spec.records import Assignment

    Function = Callable[..., Any]


NAMES = {"over", "of", "gradient", "start", "tolerance", "max_steps"}  # fields of checks that name parameters


def faults_of(assignment: Assignment, made: frozenset[str] = frozenset()) -> tuple[Fault, ...]:
    """Return all faults of a sheet's records, in the order of their lines.

    Parameters
    ----------
    assignment : Assignment
        As its author wrote it.
    made : frozenset of str, optional
        Names of all exercises that the sheet's module holds, listed or not.

    Returns
    -------
    tuple of Fault
    """
    found = [*_tuples(assignment)]
    if found:
        return tuple(found)
    found += _sheet(assignment)
    exercises = _of_type(assignment.exercises, Exercise)
    for number, exercise in enumerate(exercises):
        above = [other.function for other in exercises[:number]]
        found += _exercise(exercise, [other.function for other in exercises[number:] if other.function not in above])
    if not any([*_tuples(exercise)] for exercise in exercises):
        found += name_faults([exercise for exercise in exercises if inspect.isfunction(exercise.function)])
    if (assignment.folder / "assignment.md").is_file():
        found += read_prose(assignment, made).faults
    return tuple(sorted(found, key=lambda fault: (fault.where.file, fault.where.line)))


def is_readable(assignment: Assignment) -> bool:
    """Whether the names of a sheet's exercises and its policy can be read, whatever is wrong with what judges them.

    Parameters
    ----------
    assignment : Assignment
        As its author wrote it.

    Returns
    -------
    bool
    """
    faults = [*_tuples(assignment)] or [*_sheet(assignment)]
    return not faults and all(inspect.isfunction(exercise.function) for exercise in assignment.exercises)


def _sheet(assignment: Assignment) -> Iterator[Fault]:
    where = assignment.where
    if not assignment.exercises:
        yield Fault(where, "the sheet has no exercises", "list at least one Exercise")
    yield from _types(where, "exercises", assignment.exercises, Exercise)
    names = [exercise.name for exercise in _of_type(assignment.exercises, Exercise)]
    yield from _twice(where, "exercise", names)
    yield from _types(where, "questions", assignment.questions, Choice | Written)
    questions = _of_type(assignment.questions, Choice | Written)
    for question in questions:
        yield from question_faults(question)
        if question.name in names:
            yield Fault(question.where, f"{question.name!r} is an exercise, too", "give the question another name")
    yield from _twice(where, "question", [question.name for question in questions])
    for each in assignment.data:
        path = each.path if isinstance(each, Drawn) else each
        if not (assignment.folder / path).resolve().is_relative_to(assignment.folder.resolve()):
            yield Fault(where, f"the data file {path!r} lies outside the sheet's folder", "move it there")
        elif not isinstance(each, Drawn) and not (assignment.folder / path).is_file():
            yield Fault(where, f"there is no data file {path!r} in {assignment.folder}", "add it or strike it")
    if not (assignment.folder / "assignment.md").is_file():
        yield Fault(where, f"{assignment.folder} has no assignment.md", "write the sheet's prose there")
    yield from _policy(assignment, [question.name for question in questions])


def _policy(assignment: Assignment, questions: list[str]) -> Iterator[Fault]:
    policy: Any = assignment.policy
    if isinstance(policy, Policy):
        functions = [exercise.function for exercise in _of_type(assignment.exercises, Exercise)]
        yield from [*_tuples(policy)] or policy_faults(policy, functions, questions)
    elif policy is not None:
        yield Fault(assignment.where, f"policy is {policy!r}", "write Policy(due=..., zone=...), or leave it out")


def _exercise(exercise: Exercise, below: list[Function]) -> Iterator[Fault]:
    if not inspect.isfunction(exercise.function):
        yield Fault(exercise.where, f"{exercise.name!r} is no Python function", "give the reference function itself")
        return
    yield from _function(exercise)
    yield from [*_tuples(exercise)] or _contents(exercise, below)


def _contents(exercise: Exercise, below: list[Function]) -> Iterator[Fault]:
    where, name = exercise.where, exercise.name
    if not isinstance(exercise.points, int) or exercise.points <= 0:
        yield Fault(where, f"{name} is worth {exercise.points!r} points", "give a positive whole number")
    if not exercise.cases:
        yield Fault(where, f"{name} has no cases", "give at least one Case")
    if not exercise.checks:
        yield Fault(where, f"{name} has no checks", "give at least a ReferenceCheck()")
    yield from _types(where, f"{name}'s cases", exercise.cases, Case)
    yield from _types(where, f"{name}'s checks", exercise.checks, Check)
    yield from _types(where, f"{name}'s mutants", exercise.mutants, Mutant)
    yield from _types(where, f"{name}'s variants", exercise.variants, Variant)
    yield from _twice(where, f"case of {name}", [case.name for case in _of_type(exercise.cases, Case)])
    yield from _twice(where, f"check of {name}", [check.name for check in _of_type(exercise.checks, Check)])
    yield from _twice(where, f"mutant of {name}", [each.name for each in _of_type(exercise.mutants, Mutant)])
    yield from _twice(where, f"variant of {name}", [each.name for each in _of_type(exercise.variants, Variant)])
    yield from _uses(exercise, below)
    for case in _of_type(exercise.cases, Case):
        yield from _case(exercise, case)
    for check in _of_type(exercise.checks, Check):
        yield from _check(exercise, check)
    is_cut = not [*_uncut(exercise)]
    for mutant in _of_type(exercise.mutants, Mutant):
        yield from _mutant(exercise, mutant, is_cut=is_cut)
    for variant in _of_type(exercise.variants, Variant):
        yield from _variant(exercise, variant)


def _uses(exercise: Exercise, below: list[Function]) -> Iterator[Fault]:
    """Yield what is used and stands below, or is no exercise at all; that of another sheet is the course's to know."""
    used: Any
    for used in exercise.uses:
        if isinstance(used, str):
            found = f"{exercise.name} uses {used!r}, which is a text"
            yield Fault(exercise.where, found, "give the function, not its name")
        elif used in below or not (getattr(used, "__module__", None) or "").startswith("reference."):
            yield not_earlier(exercise, getattr(used, "__name__", str(used)))


def _function(exercise: Exercise) -> Iterator[Fault]:
    where, name = exercise.where, exercise.name
    package = exercise.function.__module__.partition(".")[0]
    if package != "reference":
        yield Fault(where, f"{name} lives in the package {package!r}", "move it to a module of reference/")
    if not inspect.getdoc(exercise.function):
        yield Fault(where, f"{name} has no docstring", "write one: it is the student's text")
    yield from _uncut(exercise)


def _uncut(exercise: Exercise) -> Iterator[Fault]:
    try:
        cut(exercise.function)
    except CutError as error:
        yield Fault(place_of(exercise.function), f"{exercise.name} {error}", error.remedy)


def _case(exercise: Exercise, case: Case) -> Iterator[Fault]:
    """Build the case once: what an author's builder gets wrong is said before any student waits."""
    remedy = "return the function's arguments as a tuple, in its order"
    try:
        arguments: Any = case.build(np.random.default_rng(0))
        if callable(arguments):
            yield Fault(case.where, f"the case {case.name!r} builds a function", "call it: it returns a builder")
        elif type(arguments) is not tuple:
            yield Fault(case.where, f"the case {case.name!r} builds a {type(arguments).__name__}", remedy)
        else:
            inspect.signature(exercise.function).bind(*arguments)
    except Exception as error:  # noqa: BLE001 - whatever an author's builder raises is the author's to mend
        yield Fault(case.where, f"building the case {case.name!r} raised {type(error).__name__}: {error}", remedy)


def _check(exercise: Exercise, check: Check) -> Iterator[Fault]:
    where, own = check.where, _parameters(exercise.function)
    if not all(isinstance(number, int) and number >= 1 for number in (check.points, check.share)):
        yield Fault(where, "points and share are at least 1", "give positive whole numbers")
    if faults := [*_tuples(check)]:
        yield from faults
        return
    for name in _parameters_named(check):
        if name not in own:
            yield Fault(where, f"{exercise.name} has no parameter {name!r}", f"choose from {', '.join(own)}")
    of = getattr(check, "of", "")
    if not inspect.isfunction(of) and (isinstance(check, GradientCheck) or not isinstance(of, str)):
        what = "loss" if isinstance(check, GradientCheck) else "function"
        yield Fault(where, "`of` is no function", f"give the reference {what} itself")
    elif isinstance(check, GradientCheck) and _parameters(check.of) != own:
        loss = _parameters(check.of)
        found = f"{exercise.name}({', '.join(own)}) and its loss {check.of.__name__}({', '.join(loss)}) differ"
        yield Fault(where, found, "give both the same parameters in the same order")
    for other in getattr(check, "also", ()):
        if not inspect.isfunction(other):
            yield Fault(where, f"`also` holds {other!r}, which is no function", "give functions")
        elif _parameters(other) != own:
            found = f"{other.__name__} takes ({', '.join(_parameters(other))}), not ({', '.join(own)})"
            yield Fault(where, found, "give it the exercise's parameters")


def _parameters_named(check: Check) -> Iterator[str]:
    """Yield the names of parameters that a check's fields hold."""
    yield from getattr(check, "wrt", ())
    for field in fields(check):
        value = getattr(check, field.name)
        if field.name in NAMES and isinstance(value, str) and not isinstance(check, GradientCheck):
            yield value


def _mutant(exercise: Exercise, mutant: Mutant, *, is_cut: bool) -> Iterator[Fault]:
    where = mutant.where
    if not (isinstance(mutant.keeps, int | float) and 0 <= mutant.keeps < 1):
        yield Fault(where, f"the mutant {mutant.name!r} keeps {mutant.keeps!r}", "keep a share from 0 to below 1")
    if not mutant.explanation.strip():
        yield Fault(where, f"the mutant {mutant.name!r} has no explanation", "say what to look at")
    if not is_cut:
        return
    try:
        mutated(exercise, mutant)
    except CutError as error:
        yield Fault(where, f"the mutant {mutant.name!r}: {error}", error.remedy)


def _variant(exercise: Exercise, variant: Variant) -> Iterator[Fault]:
    where = variant.where
    try:
        varied(exercise, variant)
    except CutError as error:
        yield Fault(where, f"the variant {variant.name!r} {error}", error.remedy)
        return
    own, other = _parameters(exercise.function), _parameters(variant.function)
    if own != other:
        found = f"the variant {variant.name!r} takes ({', '.join(other)}), not ({', '.join(own)})"
        yield Fault(where, found, "give it the exercise's parameters")


def _parameters(function: Callable[..., Any]) -> list[str]:
    return list(inspect.signature(function).parameters)


def _of_type(records: Iterable[Any], kind: Any) -> list[Any]:
    return [record for record in records if isinstance(record, kind)]


def _tuples(record: Record) -> Iterator[Fault]:
    """Yield the fields that should be tuples and are not: (x) is x."""
    for field in fields(record):
        value = getattr(record, field.name)
        if str(field.type).startswith("tuple[") and not isinstance(value, tuple):
            found = f"{field.name} is a {type(value).__name__}, not a tuple"
            yield Fault(record.where, found, "put it in parentheses with a comma after each entry")


def _types(where: Place, what: str, records: Iterable[Any], kind: Any) -> Iterator[Fault]:
    for record in records:
        if not isinstance(record, kind):
            line = record.where if isinstance(record, Record) else where
            yield Fault(line, f"{what} hold {record!r}", f"list {kind} records there")


def _twice(where: Place, what: str, names: list[str]) -> Iterator[Fault]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Fault(where, f"the {what} {name!r} is declared {count} times", "give each its own name")
