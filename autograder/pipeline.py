"""The only module that knows the order: submission -> sandboxed run -> verify -> score."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from autograder.diagnosis import with_diagnosis
from autograder.judgement import Standing, judge, no_value
from autograder.records import Late, Missing, Result
from autograder.sandbox import Notebook
from autograder.score import best_of, score_of, totals
from autograder.spec import CallsCheck
from autograder.submission import near_miss

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from autograder.diagnosis import Catalogue
    from autograder.examination import Examination, Question
    from autograder.judgement import Judged
    from autograder.records import Answer, Cell, ExerciseScore, Finding, Isolation
    from autograder.sandbox import Deadlines, ForkServer
    from autograder.sandbox import Exercise as Process
    from autograder.spec import Check


def grade_submission(
    examination: Examination,
    name: str,
    cells: Sequence[Cell],
    server: ForkServer,
    catalogue: Catalogue,
    isolation: Isolation,
    known: Collection[str] = (),
    deadlines: Deadlines | None = None,
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
    server : ForkServer
        Warm, and idle.
    catalogue : Catalogue
        Of this sheet's mutants.
    isolation : Isolation
        That the server's children have.
    known : collection of str, optional
        Functions of the cells that are the reference's: to put them in once more would change nothing.
    deadlines : Deadlines, optional
        The usual ones by default.

    Returns
    -------
    Result
    """
    begun = time.perf_counter()
    with Notebook(server, cells, deadlines) as notebook:
        sitting = _Sitting(examination, cells, notebook, catalogue, known)
        scores = tuple(sitting.grade(question) for question in examination.questions)
        troubles = tuple(notebook.troubles[number] for number in sorted(notebook.troubles))
    seconds = time.perf_counter() - begun
    return Result(name, examination.assignment.name, scores, *totals(scores), troubles, seconds, isolation)


class _Sitting:
    """One submission's way through the examination, in the order of the sheet.

    Parameters
    ----------
    examination : Examination
    cells : sequence of Cell
    notebook : Notebook
        Its cells have run.
    catalogue : Catalogue
    known : collection of str
    """

    def __init__(
        self,
        examination: Examination,
        cells: Sequence[Cell],
        notebook: Notebook,
        catalogue: Catalogue,
        known: Collection[str],
    ) -> None:
        self._notebook = notebook
        self._catalogue = catalogue
        self._known = known
        self._standing = Standing(right=set(known))
        self._words = frozenset(word for cell in cells for word in re.findall(r"\w+", cell.source))
        self._sheet = [exercise.name for exercise in examination.assignment.exercises]
        notebook.begin(question.opening for question in examination.questions if question.opening)

    def grade(self, question: Question) -> ExerciseScore:
        """Grade the next exercise, and remember what those that build on it must know."""
        score = self._grade(question)
        if score.is_full and not score.supplied:
            self._standing.right.add(score.exercise)
        if any(_is_explained(mark.finding) for mark in score.marks):
            self._standing.explained.add(score.exercise)
        if any(mark.finding.student.key == "late" for mark in score.marks):
            self._standing.late.add(score.exercise)
        return score

    def _grade(self, question: Question) -> ExerciseScore:
        """Grade with the student's own earlier functions and, if that fails, with correct ones."""
        notebook, name = self._notebook, question.exercise.name
        if name not in notebook.names:
            suggestion = near_miss(name, notebook.names, self._sheet)
            return self._unanswered(
                question, Late(notebook.deadlines.submission) if notebook.left <= 0 else Missing(suggestion)
            )
        if self._standing.late.isdisjoint(question.supplied):
            own = self._attempt(question, supplied=False)
            if own.is_full or all(name in self._known for name in question.supplied):
                return own
        else:  # waiting for that function once more would tell nothing
            own = self._unanswered(question, Late(0.0))
        fair = self._attempt(question, supplied=True)
        wrong = tuple(name for name in question.supplied if name not in self._standing.right)
        better = fair.points > own.points
        return best_of(own, replace(fair, supplied=wrong or tuple(question.supplied) if better else wrong))

    def _attempt(self, question: Question, *, supplied: bool) -> ExerciseScore:
        functions = question.supplied if supplied else {}
        with self._notebook.exercise(functions) as process:
            judged = [self._judge(question, check, process, supplied=supplied) for check in question.exercise.checks]
        findings = [each.finding for each in judged]
        answers = next((each.answers for each in judged if each.answers is not None), None)
        if answers is None:
            return _score(question, findings)
        diagnosis = self._catalogue.diagnose(question, answers)
        return _score(question, [with_diagnosis(finding, diagnosis) for finding in findings], diagnosis.keeps)

    def _judge(self, question: Question, check: Check, process: Process, *, supplied: bool) -> Judged:
        """Judge one check; calls are counted in a process of the check's own, where nothing is remembered."""
        judged = partial(judge, question, check, standing=self._standing, words=self._words, supplied=supplied)
        if not isinstance(check, CallsCheck):
            return judged(process)
        functions = {check.of.__name__: check.of} if callable(check.of) else {}
        functions = {**question.supplied, **functions} if supplied else functions
        with self._notebook.exercise(functions) as counting:
            return judged(counting)

    def _unanswered(self, question: Question, answer: Answer) -> ExerciseScore:
        name = question.exercise.name
        return _score(question, [no_value(name, check.name, answer) for check in question.exercise.checks])


def _is_explained(finding: Finding) -> bool:
    """Whether an answer is wrong by a known mistake or a constant factor: then its derivation can be right."""
    return finding.misconception is not None or any(hint.key == "ratio" for hint in finding.hints)


def _score(question: Question, findings: Sequence[Finding], keeps: Fraction = Fraction(0)) -> ExerciseScore:
    exercise = question.exercise
    return score_of(exercise.name, findings, [check.share for check in exercise.checks], exercise.points, keeps)
