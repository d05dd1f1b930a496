"""Grades where a notebook has run already: in its kernel, beside the tests of otter and nbgrader.

The judges are Secant's, and so are the points. What is not is the wall: student code has run in this process before
they do, and can change what they say. `docs/otter.md` says which attacks that lets through.
"""

from __future__ import annotations

import atexit
import os
import re
import warnings
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.diagnosis import Catalogue
from autograder.errors import OperatorError
from autograder.examination import prepare
from autograder.generate.archive import files_below
from autograder.integrations.wheel import engine_wheel
from autograder.judgement import Standing
from autograder.pipeline import Sitting
from autograder.records import Outcome
from autograder.report import for_student
from autograder.sandbox import ForkServer, KernelServer, Notebook
from autograder.spec.course import Course, load
from autograder.words import speak

if TYPE_CHECKING:
    from autograder.examination import Examination, Task
    from autograder.records import ExerciseScore
    from autograder.spec.seeds import Seeds

FOLDER = "secant"  # beside the notebook, or above: the course, its secret and the engine's wheel
SECRET = "secret"  # noqa: S105 - the file's name


def kernel_files(course: Course, seeds: Seeds) -> dict[str, bytes]:
    """Return what must lie beside a notebook, or above it, for its hidden tests: for the staff alone.

    Parameters
    ----------
    course : Course
        It travels whole: a sheet may build on earlier ones.
    seeds : Seeds
        The course's, for their secret.

    Returns
    -------
    dict of str to bytes
        Contents by their paths; the engine's wheel among them.
    """
    wheel, content = engine_wheel()
    files = {f"{FOLDER}/{wheel}": content, f"{FOLDER}/{SECRET}": seeds.secret}
    for name in ("assignments", "reference"):
        files |= {f"{FOLDER}/course/{name}/{path}": each for path, each in files_below(course.root / name)}
    return files


def require(env: dict[str, Any], assignment: str, exercise: str, check: int, points: str) -> None:
    """Fail unless a check of an exercise has earned some points.

    Parameters
    ----------
    env : dict of str to object
        The notebook's variables themselves: what is put in for an earlier function must be what its functions find.
    assignment : str
        The sheet.
    exercise : str
        It is graded once for all that is required of it, and afresh when the first of that is required again.
    check : int
        Its place among the exercise's, from 0.
    points : str
        A fraction, as "5/2".

    Raises
    ------
    AssertionError
        With the sentence for the student.
    """
    score = _kernel_of(assignment).score(env, exercise, (check, points))
    mark = score.marks[check]
    if mark.points < Fraction(points) and mark.finding.outcome is not Outcome.BROKEN:  # our fault costs nobody points
        raise AssertionError(for_student(mark.finding, score))


def examine(env: dict[str, Any], assignment: str, exercise: str) -> tuple[str, float]:
    """Grade an exercise as it is now.

    Parameters
    ----------
    env : dict of str to object
        As for `require`.
    assignment : str
        The sheet.
    exercise : str
        Its name.

    Returns
    -------
    words : str
        A sentence for the student on each check, a line each.
    points : float
        Of those that the exercise is worth; a check that is broken by our fault has all of its own.
    """
    score = _kernel_of(assignment).score(env, exercise, (0, ""))
    words = "\n".join(dict.fromkeys(for_student(mark.finding, score) for mark in score.marks))
    possible = _kernel_of(assignment).points[exercise]
    return words, float(score.points + possible - score.possible)


@dataclass
class _Kernel:
    """A sheet, ready in this process, and what is known of its one submission so far."""

    examination: Examination
    catalogue: Catalogue
    standing: Standing = field(default_factory=Standing)
    scores: dict[str, ExerciseScore] = field(default_factory=dict)
    asked: set[tuple[str, tuple[int, str]]] = field(default_factory=set)

    @property
    def points(self) -> dict[str, int]:
        """What each exercise is worth."""
        return {task.exercise.name: task.exercise.points for task in self.examination.tasks}

    def score(self, env: dict[str, Any], exercise: str, wanted: tuple[int, str]) -> ExerciseScore:
        """Return an exercise's score; whoever asks the same again wants it graded as it is now."""
        if (exercise, wanted) in self.asked:
            self.asked = {each for each in self.asked if each[0] != exercise}
            del self.scores[exercise]
        self.asked.add((exercise, wanted))
        for task in self.examination.tasks:  # in the sheet's order: later ones build on what is known of earlier ones
            if task.exercise.name not in self.scores:
                self.scores[task.exercise.name] = self._graded(env, task)
            if task.exercise.name == exercise:
                break
        return self.scores[exercise]

    def _graded(self, env: dict[str, Any], task: Task) -> ExerciseScore:
        for known in (self.standing.right, self.standing.explained, self.standing.late):
            known.discard(task.exercise.name)
        words = frozenset(re.findall(r"\w+", "\n".join(map(str, env.get("In", ())))))  # the cells that IPython has run
        with (
            warnings.catch_warnings(action="ignore"),  # of forking, too: nbgrader gives nothing where anything is said
            KernelServer(env) as server,
            Notebook(server, ()) as notebook,
        ):
            return Sitting(self.examination, notebook, self.catalogue, words, standing=self.standing).grade(task)


@cache
def _kernel_of(assignment: str) -> _Kernel:
    """Make a sheet ready, once."""
    folder = _folder()
    os.environ["SECANT_SECRET"] = os.fsdecode((folder / SECRET).read_bytes())
    try:
        course = Course((folder / "course").resolve())
        sheet = load(course, assignment)
        speak(sheet.language)
        examination = prepare(sheet, course.seeds(sheet))
    finally:
        del os.environ["SECANT_SECRET"]

    def start() -> ForkServer:
        server = ForkServer(sheet.packages)
        atexit.register(server.close)
        return server

    return _Kernel(examination, Catalogue(examination, start))


def _folder() -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / FOLDER / "course").is_dir():
            return folder / FOLDER
    raise OperatorError(f"{here}: the folder {FOLDER}/ is neither here nor above; put there what Secant has generated.")
