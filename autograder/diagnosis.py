"""Names the mistake: a failed exercise's numbers beside those of its mutants, on the same hidden inputs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.judgement import signature
from autograder.records import Answer, Cell, Message, Outcome, Raised, Value
from autograder.sandbox import Notebook
from autograder.spec import ConvergenceCheck
from autograder.spec.cut import mutated, solution
from autograder.verify import disagreement, pattern_of
from autograder.verify.compare import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from autograder.examination import Examination, Task, Trial
    from autograder.records import Finding
    from autograder.sandbox import Forking
    from autograder.spec import Mutant

WRONG = {Outcome.FAILED, Outcome.BLOCKED, Outcome.CRASHED}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is known of a failed exercise.

    Attributes
    ----------
    mutants : tuple of Mutant
        All those that give the submission's numbers on every trial; () if none does.
    hints : tuple of Message
        What a student may be told beyond the finding.
    """

    mutants: tuple[Mutant, ...] = ()
    hints: tuple[Message, ...] = ()

    @property
    def keeps(self) -> Fraction:
        """The share of the points that is kept: the least that any of the mutants grants."""
        return min((Fraction(str(mutant.keeps)) for mutant in self.mutants), default=Fraction(0))

    @property
    def misconception(self) -> str | None:
        """The names of the mutants."""
        return ", ".join(mutant.name for mutant in self.mutants) or None


class Catalogue:
    """The mutants of a sheet and what they answer to its hidden trials, found out when first asked for.

    They run where submissions run, so that one that never ends costs its deadline and nothing else.

    Parameters
    ----------
    examination : Examination
    start : callable
        Returns a fork server of the catalogue's own, when it is first needed: the submissions' is busy then.
    """

    def __init__(self, examination: Examination, start: Callable[[], Forking]) -> None:
        self._examination = examination
        self._server = cache(start)
        self._answers: dict[str, list[tuple[Mutant, tuple[Answer, ...]]]] = {}

    def diagnose(self, task: Task, answers: Sequence[Answer]) -> Diagnosis:
        """Compare a failed exercise's numbers with those of its mutants.

        Parameters
        ----------
        task : Task
            The exercise.
        answers : sequence of Answer
            What the submission, with correct earlier functions, gave to the trials of the exercise's basis.

        Returns
        -------
        Diagnosis
            Mutants that agree with the submission on all trials are all named.
        """
        name = task.exercise.name
        if name not in self._answers:
            self._answers[name] = list(self._ask(task))
        several = isinstance(_trials(task)[0].expected, tuple)
        same = tuple(mutant for mutant, theirs in self._answers[name] if _agree(answers, theirs, several=several))
        if same:
            return Diagnosis(
                same, tuple(Message("explanation", {"explanation": mutant.explanation}) for mutant in same)
            )
        if any(isinstance(check, ConvergenceCheck) or getattr(check, "also", ()) for check in task.exercise.checks):
            return Diagnosis()  # the reference's numbers are not the only right ones
        values = [answer.value for answer in answers if isinstance(answer, Value)]
        found = pattern_of(values, [trial.expected for trial in _trials(task)])
        return Diagnosis(hints=(Message(found.key, found.values),) if found else ())

    def _ask(self, task: Task) -> Iterable[tuple[Mutant, tuple[Answer, ...]]]:
        """Let every mutant answer the trials, under a name of its own beside the solutions that it builds on."""
        exercise = task.exercise
        sources = ["import numpy as np", *map(solution, task.supplied.values())]
        aliases = [f"{exercise.name}_mutant_{number}" for number in range(len(exercise.mutants))]
        for alias, mutant in zip(aliases, exercise.mutants, strict=True):
            sources.append(mutated(exercise, mutant).replace(f"def {exercise.name}(", f"def {alias}(", 1))
        batch = [trial.arguments for trial in _trials(task)]
        with Notebook(self._server(), [Cell(number, source) for number, source in enumerate(sources, 1)]) as notebook:
            for alias, mutant in zip(aliases, exercise.mutants, strict=True):
                with notebook.exercise() as process:
                    answers = signature(process, alias, batch)
                if answers is not None:
                    yield mutant, answers


def with_diagnosis(finding: Finding, diagnosis: Diagnosis) -> Finding:
    """Add what is known to a finding of a wrong answer; others stay as they are."""
    if finding.outcome not in WRONG:
        return finding
    return replace(finding, misconception=diagnosis.misconception, hints=diagnosis.hints)


def _trials(task: Task) -> list[Trial]:
    assert task.basis is not None
    return [group[0] for group in task.trials[task.basis]]


def _agree(answers: Sequence[Answer], theirs: Sequence[Answer], *, several: bool) -> bool:
    """Whether all answers are those of a mutant: the same values, and the same kinds of exceptions.

    Exceptions and answers that are not finite name nothing by themselves: there are too many ways to the same ones.
    """
    same = all(_same(answer, other, several=several) for answer, other in zip(answers, theirs, strict=True))
    return same and any(isinstance(answer, Value) and _is_finite(answer.value) for answer in answers)


def _is_finite(value: Any) -> bool:
    """Whether an answer is made of numbers, or of nothing: a missing return is a mistake like others."""
    if isinstance(value, list | tuple):
        return all(map(_is_finite, value))
    found = numbers(value)
    return value is None or (found is not None and bool(np.isfinite(found).all()))


def _same(answer: Answer, other: Answer, *, several: bool) -> bool:
    match answer, other:
        case Raised(kind), Raised(their_kind):
            return kind == their_kind
        case Value(value, facts), Value(their_value, their_facts):
            wanted = tuple(their_value) if several and isinstance(their_value, list) else their_value
            try:
                return facts == their_facts and disagreement(*_finite(value, wanted)) is None
            except (AssertionError, TypeError, ValueError):  # a mutant's answer need not be made of numbers
                return value is None and their_value is None
        case _:
            return False


def _finite(value: Any, wanted: Any) -> tuple[Any, Any]:
    """Return two answers with noughts where both are infinite or undefined alike: the numbers beside them tell."""
    if isinstance(wanted, tuple) and isinstance(value, list | tuple) and len(value) == len(wanted):
        pairs = [_finite(one, other) for one, other in zip(value, wanted, strict=True)]
        return [one for one, _ in pairs], tuple(other for _, other in pairs)
    found, right = numbers(value), numbers(wanted)
    if found is None or right is None or found.shape != right.shape or np.isfinite(right).all():
        return value, wanted
    alike = ~np.isfinite(right) & ((found == right) | (np.isnan(found) & np.isnan(right)))
    return np.where(alike, 0.0, found), np.where(alike, 0.0, right)
