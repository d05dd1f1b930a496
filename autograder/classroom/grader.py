"""A sheet made ready, and the fork servers that its submissions need: many are graded one after another."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import tempfile
import zipfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from autograder.classroom.replay.replay import replay_of
from autograder.diagnosis import Catalogue
from autograder.errors import SubmissionError
from autograder.examination import prepare
from autograder.generate import (
    archive_of,
    changes_since,
    data_of,
    generated_sources,
    latest,
    student_notebook,
)
from autograder.pipeline import grade_submission
from autograder.records import Isolation, Member, Refusal
from autograder.resources import ENGINE
from autograder.sandbox import Deadlines, ForkServer, Lost, isolation_of
from autograder.score import replies_to
from autograder.spec.course import Course, load, load_others
from autograder.spec.seeds import VARIABLE, secret_file
from autograder.submission import answers_in, canonical, cells_to_run, read_submission, recognise
from autograder.words import refusal, refuse, refused
from autograder.workers import Died, Worker

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from autograder.classroom.replay.records import Replay
    from autograder.records import Cell, Result, Submission
    from autograder.spec import Assignment

PLOTTING = "matplotlib.pyplot"
GIVEN_UP = "given-up"
KEPT = 8  # variants whose generated cells are remembered


class Grader:
    """A sheet made ready, and the fork servers that its submissions need; to be used in a `with` statement.

    Parameters
    ----------
    course : Course
    assignment : Assignment
    trust : bool, optional
        Grade without isolation where the machine cannot give it.
    release : int, optional
        Which release the course is that of, where it is the course as it was; 0 if it is as it is now.

    Raises
    ------
    OperatorError
        If student code could reach what it must not, and `trust` is not set.
    """

    def __init__(self, course: Course, assignment: Assignment, *, trust: bool = False, release: int = 0) -> None:
        seeds = course.seeds(assignment)
        self._seeds = seeds
        self._generated: dict[int, frozenset[str]] = {}
        generated = self._generated_for(0, assignment)
        self._examination = prepare(assignment, seeds, generated)
        sheets = (assignment, *load_others(course, assignment.name))
        self._sheets = {sheet.name: [exercise.name for exercise in sheet.exercises] for sheet in sheets}
        self._course, self._trust = course, trust
        self._data = data_of(assignment, seeds)
        self._latest = release or latest(assignment.folder)
        self._is_changed = bool(changes_since(assignment.folder, assignment, seeds))
        self._earlier: dict[int, _Released] = {}
        self._stack, self._forks = ExitStack(), ExitStack()
        self._servers: dict[tuple[str, ...], ForkServer] = {}
        self.isolation = Isolation("X", ())

    def __enter__(self) -> Self:
        self._begin()
        return self

    def __exit__(self, *_: object) -> None:
        self._forks.close()
        self._stack.close()

    def _begin(self) -> None:
        """Start a fork server, in place of those that there were, and look how far it keeps student code apart."""
        self._forks.close()
        self._forks = ExitStack()
        self._servers = {}
        self._catalogue = Catalogue(self._examination, self._start)
        with ExitStack() as stack:
            stack.callback(self._forks.close)
            server = self._server(("numpy",))
            self.isolation = isolation_of(server, self._closed(), ("autograder", "reference"), trust=self._trust)
            stack.pop_all()

    def grade(self, file: Path | Member | Refusal) -> Result | Refusal:
        """Grade one file; what is wrong with the file costs that file alone.

        Parameters
        ----------
        file : Path, Member or Refusal
            A notebook or a script, also of an archive; what was refused already stays refused.

        Returns
        -------
        Result or Refusal
        """
        if isinstance(file, Refusal):
            return file
        try:
            submission, cells, released = self._read(file)
        except SubmissionError as error:
            return refused(file.name, error)
        if released is not None:
            return released.grade(file)
        graded = self._graded(file.name, cells)
        if isinstance(graded, Refusal):
            return graded
        questions = self._examination.assignment.questions
        replies = replies_to(questions, answers_in(submission, [question.name for question in questions]))
        return replace(graded, replies=replies, variant=submission.variant)

    def replay(self, file: Path | Member, exercise: str) -> Replay | Refusal:
        """Judge one exercise of a file once more, and find the calls on which it fails. For the staff alone.

        Parameters
        ----------
        file : Path or Member
            A notebook or a script.
        exercise : str
            Its name.

        Returns
        -------
        Replay or Refusal

        Raises
        ------
        OperatorError
            If the sheet has no such exercise.
        """
        try:
            _, cells, released = self._read(file)
        except SubmissionError as error:
            return refused(file.name, error)
        if released is not None:
            return released.replay(file, exercise)
        return replay_of(self._examination, file.name, cells, self._server_for(cells), self._catalogue, exercise)

    def _read(self, file: Path | Member) -> tuple[Submission, tuple[Cell, ...], _Released | None]:
        """Return a file, its cells that are to be run, and what grades it if it is of an earlier release.

        Raises
        ------
        SubmissionError
            If it cannot be graded.
        """
        submission = read_submission(file)
        cells = cells_to_run(submission, self._generated_for(submission.variant))
        recognise(cells, submission.assignment, self._examination.assignment.name, self._sheets)
        return submission, cells, self._release(submission.release)

    def _graded(self, name: str, cells: Sequence[Cell]) -> Result | Refusal:
        """Run and judge cells; where the fork server ends meanwhile, again with another one."""
        for _ in range(3):  # it may end as it begins, too
            try:
                server = self._server_for(cells)
                return grade_submission(self._examination, name, cells, server, self._catalogue, self.isolation)
            except Lost:
                with contextlib.suppress(Lost):
                    self._begin()
        return refusal(name, GIVEN_UP)

    def grade_cells(
        self, cells: Sequence[Cell], only: str | None = None, known: Collection[str] = (), *, wrong: bool = False
    ) -> Result:
        """Grade cells that are known to be of the sheet.

        Parameters
        ----------
        cells : sequence of Cell
            In the order in which they run.
        only : str, optional
            The one exercise that is graded; all by default.
        known : collection of str, optional
            Functions of the cells that are the reference's.
        wrong : bool, optional
            Whether an answer is known to be wrong: then a late call gets no second chance.

        Returns
        -------
        Result
        """
        examination = self._examination
        if only is not None:
            tasks = tuple(each for each in examination.tasks if each.exercise.name == only)
            examination = replace(examination, tasks=tasks)
        server = self._server_for(cells)
        deadlines = Deadlines(again=not wrong)
        about = "cells", cells, server, self._catalogue, self.isolation, known, deadlines
        return grade_submission(examination, *about, exhibited=False)

    def _generated_for(self, variant: int, assignment: Assignment | None = None) -> frozenset[str]:
        """Return the sources of a variant's own cells that need not run; a few variants' are kept."""
        if variant not in self._generated:
            if len(self._generated) >= KEPT:
                del self._generated[max(self._generated)]  # never everybody's, which is 0
            sheet = assignment or self._examination.assignment
            notebook = student_notebook(sheet, replace(self._seeds, variant=variant))
            self._generated[variant] = frozenset(map(canonical, generated_sources(notebook)))
        return self._generated[variant]

    def _release(self, number: int) -> _Released | None:
        """Return what grades notebooks of a release; None if that is the sheet as it is.

        Raises
        ------
        SubmissionError
            If there is no such release here.
        """
        sheet = self._examination.assignment
        if number > self._latest:
            raise refuse("newer-release", number=number, sheet=sheet.name, latest=self._latest)
        if not number or (number == self._latest and not self._is_changed):
            return None
        if number not in self._earlier:
            self._earlier[number] = self._stack.enter_context(
                _Released(sheet, self._seeds.secret, number, trust=self._trust)
            )
        return self._earlier[number]

    def _server_for(self, cells: Iterable[Cell]) -> ForkServer:
        """Return the server that has loaded what the cells plot with, if they plot."""
        plots = "matplotlib" in self._examination.assignment.packages and any(
            "matplotlib" in cell.source for cell in cells
        )
        return self._server(("numpy", PLOTTING) if plots else ("numpy",))

    def _server(self, preload: tuple[str, ...]) -> ForkServer:
        if preload not in self._servers:
            self._servers[preload] = self._start(preload)
        return self._servers[preload]

    def _start(self, preload: tuple[str, ...] = ("numpy",)) -> ForkServer:
        server = ForkServer(self._examination.assignment.packages, preload, data=self._data)
        return self._forks.enter_context(server)

    def _closed(self) -> list[Path]:
        """Return what must not open from student code."""
        root, folder = self._course.root, self._examination.assignment.folder
        paths = [ENGINE, ENGINE / "pipeline.py", root / "reference", root / "reference" / "__init__.py"]
        return [*paths, folder, folder / "exercises.py", secret_file(root.name)]


class _Released:
    """Grades by an earlier release: another course, which one process cannot serve beside this one.

    Parameters
    ----------
    assignment : Assignment
        The sheet as it is now.
    secret : bytes
        The course's.
    number : int
        Of the release.
    trust : bool
    """

    def __init__(self, assignment: Assignment, secret: bytes, number: int, *, trust: bool) -> None:
        self._number = number
        self._stack = ExitStack()
        try:
            folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="secant-release-"))
            root = Path(folder).resolve()
            with zipfile.ZipFile(io.BytesIO(archive_of(assignment.folder, number))) as archive:
                archive.extractall(root)
            worker = Worker(grader_of, root, assignment.name, secret, trust, number)
            self._worker = self._stack.enter_context(worker)
        except Exception as error:
            self._stack.close()
            raise refuse("lost-release", number=number, sheet=assignment.name, error=str(error)) from error

    def grade(self, file: Path | Member) -> Result | Refusal:
        """Grade a file as the release has promised, and say by which."""
        graded: Result | Refusal = graded_by(self._worker, file)
        return graded if isinstance(graded, Refusal) else replace(graded, release=self._number)

    def replay(self, file: Path | Member, exercise: str) -> Replay | Refusal:
        """Replay an exercise of a file as the release has promised, and say by which."""
        found: Replay | Refusal = _asked(self._worker, file.name, "replay", file, exercise)
        return found if isinstance(found, Refusal) else replace(found, release=self._number)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def grader_of(root: Path, name: str, secret: bytes, trust: bool, release: int = 0) -> Grader:
    """Make a grader in a process of its own.

    Parameters
    ----------
    root : Path
        The course's.
    name : str
        Of the sheet.
    secret : bytes
        The course's.
    trust : bool
        As for `Grader`.
    release : int, optional
        As for `Grader`.

    Returns
    -------
    Grader
    """
    os.environ[VARIABLE] = os.fsdecode(secret)
    course = Course(root)
    made = Grader(course, load(course, name), trust=trust, release=release)
    gc.freeze()  # what every submission needs is never garbage
    return made


def graded_by(worker: Worker, file: Path | Member | Refusal) -> Result | Refusal:
    """Have a worker's grader grade a file: if its process dies, once more; then it is given up, which is our fault.

    Parameters
    ----------
    worker : Worker
        Of `grader_of`.
    file : Path, Member or Refusal
        As for `Grader.grade`.

    Returns
    -------
    Result or Refusal
    """
    if isinstance(file, Refusal):
        return file
    graded: Result | Refusal = _asked(worker, file.name, "grade", file)
    return graded


def _asked(worker: Worker, name: str, method: str, *arguments: Any) -> Any:
    for _ in range(2):
        with contextlib.suppress(Died):
            return worker.ask(method, *arguments)
    return refusal(name, GIVEN_UP)
