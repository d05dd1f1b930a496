"""Grades what is known to be right and wrong in the real pipeline, and says where the sheet's tests fall short."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from autograder.evidence import KnownAnswer, Proof
from autograder.proof.equivalents import Inputs, is_judged_by_property
from autograder.proof.mutations import mutations
from autograder.proof.promises import broken_promises
from autograder.records import Cell, Outcome
from autograder.spec.cut import mutated, skeleton, solutions, varied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from autograder.classroom import Grader
    from autograder.records import ExerciseScore, Result
    from autograder.spec import Assignment, Exercise
    from autograder.spec.seeds import Seeds


MOST_EQUIVALENT = 0.05  # of the generated mutants


def prove(
    assignment: Assignment, seeds: Seeds, grader: Grader, tell: Callable[[KnownAnswer], None] = lambda _: None
) -> Proof:
    """Grade every known answer of a sheet, and hold what is graded against what is promised and shown.

    Parameters
    ----------
    assignment : Assignment
        The sheet.
    seeds : Seeds
        Of the visible checks, and of the inputs that equivalents are tried on.
    grader : Grader
        Of this sheet, warm.
    tell : callable, optional
        Called with each answer when it is graded.

    Returns
    -------
    Proof
    """
    graded = []
    answers = chain(_graded(assignment, seeds, grader), broken_promises(assignment, seeds))
    for answer in answers:
        tell(answer)
        graded.append(answer)
    checks = {exercise.name: tuple(check.name for check in exercise.checks) for exercise in assignment.exercises}
    return Proof(assignment.name, (*graded, *_too_many(assignment, graded)), checks)


def _too_many(assignment: Assignment, graded: list[KnownAnswer]) -> Iterator[KnownAnswer]:
    """Say if too many survivors are excused; not of what is judged by property: a line search may be another one."""
    by_value = {exercise.name for exercise in assignment.exercises if not is_judged_by_property(exercise)}
    generated = [answer for answer in graded if answer.kind == "generated"]
    excused = sum(bool(answer.reason) for answer in generated if answer.exercise in by_value)
    if excused > MOST_EQUIVALENT * len(generated):
        fault = f"{excused} of {len(generated)} are declared equivalent, more than {MOST_EQUIVALENT:.0%}: add cases"
        yield KnownAnswer("equivalents", "", "generated mutants", fault=fault)


def _graded(assignment: Assignment, seeds: Seeds, grader: Grader) -> Iterator[KnownAnswer]:
    right = solutions(assignment)
    functions = (*assignment.earlier, *(exercise.function for exercise in assignment.exercises))
    yield _reference(grader.grade_cells(_cells(right)))
    yield _skeleton(grader.grade_cells(_cells({function.__name__: skeleton(function) for function in functions})))
    for exercise in assignment.exercises:
        name = exercise.name
        known = {*right} - {name}
        for variant in exercise.variants:
            cells = _cells(right | {name: varied(exercise, variant)})
            yield _variant(exercise, variant.name, grader.grade_cells(cells, known=known))
        for mutant in exercise.mutants:
            cells = _cells(right | {name: mutated(exercise, mutant)})
            yield _mutant(exercise, mutant.name, grader.grade_cells(cells, known=known, wrong=True))
        inputs = Inputs(exercise, seeds)
        reasons = {each.change: each.reason for each in exercise.equivalents}
        for mutation in mutations(right[name]):
            result = grader.grade_cells(_cells(right | {name: mutation.source}), name, known, wrong=True)
            answer = _generated(exercise, mutation.change, result, reasons.pop(mutation.change, ""))
            if answer.reason and not answer.fault and (differs := inputs.difference(mutation.source)):
                answer = replace(answer, fault=f"is declared equivalent, but {differs}")
            yield answer
        for change in reasons:
            yield KnownAnswer(
                "generated", name, change, fault="is declared equivalent, but no generated mutant has this change"
            )


def _cells(sources: dict[str, str]) -> tuple[Cell, ...]:
    return tuple(Cell(number, source) for number, source in enumerate(["import numpy as np", *sources.values()], 1))


def _reference(result: Result) -> KnownAnswer:
    lost = [score.exercise for score in result.scores if not score.is_full]
    return KnownAnswer(
        "reference", "", "solution", fault=f"the reference loses points in {', '.join(lost)}" if lost else ""
    )


def _skeleton(result: Result) -> KnownAnswer:
    paid = [score.exercise for score in result.scores if score.points]
    return KnownAnswer(
        "skeleton", "", "skeleton", fault=f"the skeleton gets points in {', '.join(paid)}" if paid else ""
    )


def _variant(exercise: Exercise, name: str, result: Result) -> KnownAnswer:
    lost = [score.exercise for score in result.scores if not score.is_full]
    answer = KnownAnswer("variant", exercise.name, name, _killers(result, exercise))
    return replace(answer, fault=f"a right answer loses points in {', '.join(lost)}") if lost else answer


def _mutant(exercise: Exercise, name: str, result: Result) -> KnownAnswer:
    own = _own(result, exercise)
    others = [score.exercise for score in result.scores if score.exercise != exercise.name and not score.is_full]
    named = {mark.finding.misconception for mark in own.marks if mark.finding.outcome is not Outcome.PASSED}
    answer = KnownAnswer("mutant", exercise.name, name, _killers(result, exercise))
    if own.is_full:
        return replace(answer, fault="the mistake is not caught: add a case that shows it")
    if others:
        return replace(answer, fault=f"the mistake costs points in {', '.join(others)} too")
    if named - {name, None}:
        return replace(answer, fault=f"the mistake is called {', '.join(sorted(map(str, named)))}")
    silent = any(mark.finding.student.key in {"late", "ended"} for mark in own.marks)
    if named == {None} and not silent:  # what gives no numbers has none to be known by
        return replace(answer, fault="the mistake is not named")
    return answer


def _generated(exercise: Exercise, change: str, result: Result, reason: str) -> KnownAnswer:
    answer = KnownAnswer("generated", exercise.name, change, _killers(result, exercise), reason=reason)
    if reason and answer.killed_by:
        return replace(answer, fault="is declared equivalent, but a check tells it apart")
    if not reason and not answer.killed_by:
        return replace(answer, fault="survives: add a case that shows it, or declare it Equivalent with a reason")
    return answer


def _own(result: Result, exercise: Exercise) -> ExerciseScore:
    return next(score for score in result.scores if score.exercise == exercise.name)


def _killers(result: Result, exercise: Exercise) -> tuple[str, ...]:
    marks = _own(result, exercise).marks
    return tuple(mark.finding.check for mark in marks if mark.finding.outcome is not Outcome.PASSED)
