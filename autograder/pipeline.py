"""The only module that knows the order: submission -> sandboxed run -> verify -> score."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from autograder.diagnosis import with_diagnosis
from autograder.judgement import Standing, exhibit, is_to_be_seen, judge, no_value
from autograder.records import Late, Missing, Raised, Result
from autograder.sandbox import Deadlines, Notebook
from autograder.score import best_of, score_of, totals
from autograder.spec import CallsCheck
from autograder.submission import near_miss

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from autograder.diagnosis import Catalogue
    from autograder.examination import Examination, Task
    from autograder.judgement import Judged
    from autograder.records import Answer, Cell, ExerciseScore, Exhibit, Finding, Isolation
    from autograder.sandbox import Exercise as Process
    from autograder.sandbox import Forking
    from autograder.spec import Check

    Functions = Mapping[str, Callable[..., Any]]

LONG = 10.0  # seconds after which nothing is drawn
SHOWING = Deadlines(submission=15.0, again=False)  # of what no point hangs on


def grade_submission(
    examination: Examination,
    name: str,
    cells: Sequence[Cell],
    server: Forking,
    catalogue: Catalogue,
    isolation: Isolation,
    known: Collection[str] = (),
    deadlines: Deadlines | None = None,
    *,
    exhibited: bool = True,
) -> Result:
    """Grade one submission.

    Parameters
    ----------
    examination : Examination
        The sheet, ready.
    name : str
        Of the submission.
    cells : sequence of Cell
        Of this sheet, without its own unchanged cells; see `autograder.submission`.
    server : Forking
        Warm, and idle.
    catalogue : Catalogue
        Of this sheet's mutants.
    isolation : Isolation
        That the server's children have.
    known : collection of str, optional
        Functions of the cells that are the reference's: to put them in once more would change nothing.
    deadlines : Deadlines, optional
        The usual ones by default.
    exhibited : bool, optional
        Whether to look for what is to be seen of exercises that lost points.

    Returns
    -------
    Result
    """
    begun = time.perf_counter()
    with Notebook(server, cells, deadlines) as notebook:
        notebook.begin(task.opening for task in examination.tasks if task.opening)
        words = frozenset(word for cell in cells for word in re.findall(r"\w+", cell.source))
        sitting = Sitting(examination, notebook, catalogue, words, known)
        scores = tuple(sitting.grade(task) for task in examination.tasks)
        troubles = tuple(notebook.troubles[number] for number in sorted(notebook.troubles))
    seconds = time.perf_counter() - begun
    hung = {trouble.number for trouble in troubles if not isinstance(trouble.answer, Raised)}
    ran = [cell for cell in cells if cell.number not in hung]
    exhibits: tuple[Exhibit, ...] = ()
    if exhibited and seconds < LONG:
        exhibits = tuple(_exhibits(examination.tasks, scores, server, ran))
    sheet = examination.assignment.name
    return Result(name, sheet, scores, *totals(scores), troubles, seconds, isolation, exhibits=exhibits)


class Sitting:
    """One submission's way through the examination, in the order of the sheet.

    Parameters
    ----------
    examination : Examination
    notebook : Notebook
        Its cells have run.
    catalogue : Catalogue
    words : collection of str, optional
        Of the submission's cells.
    known : collection of str, optional
        Functions of the cells that are the reference's.
    standing : Standing, optional
        Of exercises that were graded before.
    """

    def __init__(
        self,
        examination: Examination,
        notebook: Notebook,
        catalogue: Catalogue,
        words: frozenset[str] = frozenset(),
        known: Collection[str] = (),
        standing: Standing | None = None,
    ) -> None:
        self._notebook = notebook
        self._catalogue = catalogue
        self._known = known
        self._standing = standing or Standing(right=set(known))
        self._words = words
        self._sheet = [exercise.name for exercise in examination.assignment.exercises]

    def grade(self, task: Task) -> ExerciseScore:
        """Grade the next exercise, and remember what those that build on it must know."""
        score = self._grade(task)
        if score.is_full and not score.supplied:
            self._standing.right.add(score.exercise)
        if any(_is_explained(mark.finding) for mark in score.marks):
            self._standing.explained.add(score.exercise)
        if any(mark.finding.student.key == "late" for mark in score.marks):
            self._standing.late.add(score.exercise)
        return score

    def _grade(self, task: Task) -> ExerciseScore:
        """Grade with the student's own earlier functions and, if that fails, with correct ones.

        First those that are wrong are put in, as every call of one crosses the boundary; then all: a right one may
        have a form that this exercise cannot use.
        """
        notebook, name = self._notebook, task.exercise.name
        if name not in notebook.names:
            suggestion = near_miss(name, notebook.names, self._sheet)
            return self._unanswered(
                task, Late(notebook.deadlines.submission) if notebook.left <= 0 else Missing(suggestion)
            )
        wrong = {name: function for name, function in task.supplied.items() if name not in self._standing.right}
        if self._standing.late.isdisjoint(task.supplied):
            best = self._attempt(task, {})
            if self._is_settled(best, wrong) or all(name in self._known for name in task.supplied):
                return best
        else:  # waiting for that function once more would tell nothing
            best = self._unanswered(task, Late(0.0))
        for functions in (wrong, task.supplied) if 0 < len(wrong) < len(task.supplied) else (task.supplied,):
            fair = self._attempt(task, functions)
            better = fair.points > best.points
            named = tuple(wrong) or tuple(task.supplied) if better else tuple(wrong)
            best = best_of(best, replace(fair, supplied=named))
            if self._is_settled(fair, {}):
                break
        return best

    @staticmethod
    def _is_settled(score: ExerciseScore, wrong: Collection[str]) -> bool:
        """Whether other earlier functions could change nothing: all is right, or nothing is written.

        A known mistake settles nothing: right functions of forms that do not fit give the numbers of one, too.
        """
        unwritten = any(mark.finding.student.key == "unwritten" for mark in score.marks)
        return score.is_full or (unwritten and not wrong)

    def _attempt(self, task: Task, supplied: Functions) -> ExerciseScore:
        with self._notebook.exercise(supplied) as process:
            judged = [self._judge(task, check, process, supplied) for check in task.exercise.checks]
        findings = [each.finding for each in judged]
        answers = next((each.answers for each in judged if each.answers is not None), None)
        if answers is None:
            return _score(task, findings)
        diagnosis = self._catalogue.diagnose(task, answers)
        return _score(task, [with_diagnosis(finding, diagnosis) for finding in findings], diagnosis.keeps)

    def _judge(self, task: Task, check: Check, process: Process, supplied: Functions) -> Judged:
        """Judge one check; calls are counted in a process of the check's own, where nothing is remembered."""
        judged = partial(judge, task, check, standing=self._standing, words=self._words, supplied=bool(supplied))
        if not isinstance(check, CallsCheck):
            return judged(process)
        counted = {check.of.__name__: check.of} if callable(check.of) else {}
        with self._notebook.exercise({**supplied, **counted}) as counting:
            return judged(counting)

    def _unanswered(self, task: Task, answer: Answer) -> ExerciseScore:
        name = task.exercise.name
        return _score(task, [no_value(name, check.name, answer) for check in task.exercise.checks])


def _exhibits(
    tasks: Sequence[Task], scores: Sequence[ExerciseScore], server: Forking, cells: Sequence[Cell]
) -> Iterator[Exhibit]:
    """Yield what is to be seen of exercises that lost points, with the functions that they were judged with.

    It is asked of processes that have never met a hidden case: what they give is shown to the student.
    """
    findings = [[mark.finding for mark in score.marks] for score in scores]
    wanted = [each for each in zip(tasks, scores, findings, strict=True) if is_to_be_seen(each[0], each[2])]
    if not wanted:
        return
    with Notebook(server, cells, SHOWING) as notebook:
        for task, score, found in wanted:
            with notebook.exercise(task.supplied if score.supplied else {}) as process:
                if seen := exhibit(task, found, process):
                    yield seen


def _is_explained(finding: Finding) -> bool:
    """Whether an answer is wrong by a known mistake or a constant factor: then its derivation can be right."""
    return finding.misconception is not None or any(hint.key == "ratio" for hint in finding.hints)


def _score(task: Task, findings: Sequence[Finding], keeps: Fraction = Fraction(0)) -> ExerciseScore:
    exercise = task.exercise
    return score_of(exercise.name, findings, [check.share for check in exercise.checks], exercise.points, keeps)
