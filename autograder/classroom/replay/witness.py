"""Notes what a submission is asked while it is graded, and what it answers: the judges do not know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from autograder.pipeline import Sitting
from autograder.sandbox import Exercise, Notebook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from autograder.examination import Task
    from autograder.judgement import Judged
    from autograder.records import Answer, ExerciseScore, Mark
    from autograder.spec import Check

    Functions = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A batch of calls of one function.

    Attributes
    ----------
    process : Witnessed
        That was asked.
    number : int
        Which of its batches this is, from 0.
    function : str
    batch : sequence of tuple
        Arguments, as the judge gave them.
    seconds : float
        That were granted to the whole batch.
    watch : bool
    answers : list of Answer
        One a call; they end at the first without a value.
    """

    process: Witnessed
    number: int
    function: str
    batch: Sequence[tuple[Any, ...]]
    seconds: float
    watch: bool
    answers: list[Answer]


@dataclass(frozen=True, slots=True)
class Attempt:
    """An exercise that was judged with the student's own earlier functions, or with correct ones.

    Attributes
    ----------
    supplied : bool
        Whether correct ones were put in.
    marks : tuple of Mark
        One a check.
    asked : tuple of tuple of Asked
        For each check what it has asked.
    """

    supplied: bool
    marks: tuple[Mark, ...]
    asked: tuple[tuple[Asked, ...], ...]


class Witnessed(Exercise):
    """An exercise's process that notes every call.

    Parameters
    ----------
    notebook : WitnessedNotebook
    supplied : mapping of str to callable

    Attributes
    ----------
    supplied : mapping of str to callable
    calls : list of Asked
        In their order.
    """

    def __init__(self, notebook: WitnessedNotebook, supplied: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(notebook, supplied)
        self.supplied = supplied
        self.calls: list[Asked] = []
        self._log = notebook.log

    def call(
        self, name: str, batch: Sequence[tuple[Any, ...]], seconds: float = 0.0, *, watch: bool = False
    ) -> list[Answer]:
        """Call as `Exercise` does, and note it."""
        answers = super().call(name, batch, seconds, watch=watch)
        asked = Asked(self, len(self.calls), name, batch, seconds, watch, answers)
        self.calls.append(asked)
        self._log.append(asked)
        return answers


class WitnessedNotebook(Notebook):
    """A submission's process whose exercises note every call.

    Attributes
    ----------
    log : list of Asked
        Of all exercises, in their order.
    """

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.log: list[Asked] = []

    def exercise(self, supplied: Mapping[str, Callable[..., Any]] | None = None) -> Witnessed:
        """Return the context in which one exercise's functions are called."""
        return Witnessed(self, supplied or {})


class WitnessedSitting(Sitting):
    """A way through the examination that keeps every attempt at an exercise with what was asked.

    Parameters
    ----------
    log : list of Asked
        The notebook's.
    *arguments : object
        As for `Sitting`.

    Attributes
    ----------
    attempts : list of Attempt
    """

    def __init__(self, log: list[Asked], *arguments: Any) -> None:
        super().__init__(*arguments)
        self._log = log
        self._noted: list[tuple[Asked, ...]] = []
        self.attempts: list[Attempt] = []

    def _attempt(self, task: Task, supplied: Functions) -> ExerciseScore:
        self._noted = []
        score = super()._attempt(task, supplied)
        self.attempts.append(Attempt(bool(supplied), score.marks, tuple(self._noted)))
        return score

    def _judge(self, task: Task, check: Check, process: Exercise, supplied: Functions) -> Judged:
        begun = len(self._log)
        judged = super()._judge(task, check, process, supplied)
        self._noted.append(tuple(self._log[begun:]))
        return judged
