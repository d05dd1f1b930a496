"""Nbgrader's own commands on what Secant writes for them, where nbgrader is installed."""

from __future__ import annotations

import shutil
import subprocess
import sys

import nbformat
import pytest

from autograder.generate import leaks_in, secrets_of, write_files
from autograder.integrations.nbgrader import nbgrader_files
from autograder.spec import Choice
from autograder.spec.course import load
from autograder.spec.cut import mutated, solutions

NAME = "a02_backpropagation"
CONFIG = """c = get_config()
c.CourseDirectory.course_id = "course"
"""
SCORES = """
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as book:
    for submission in book.assignment_submissions({name!r}):
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                print(submission.student.id, grade.name, grade.auto_score, grade.max_score, sep="\\t")
"""


def in_course(folder, *arguments):
    """Run a command of nbgrader's in its course."""
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def written(notebook, sources):
    """Write functions into a released notebook."""
    notebook = nbformat.from_dict(notebook)
    for cell in notebook.cells:
        about = cell.metadata.get("secant", {})
        if about.get("kind") == "exercise" and about["exercise"] in sources:
            cell.source = sources[about["exercise"]]
    return notebook


@pytest.fixture(scope="module")
def graded(course, tmp_path_factory):
    """Release the sheet, hand in three notebooks, and grade them, all by nbgrader's commands."""
    pytest.importorskip("nbgrader")
    folder = tmp_path_factory.mktemp("nbgrader")
    sheet = load(course, NAME)
    write_files(nbgrader_files(course, sheet, course.seeds(sheet)), folder)
    (folder / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    in_course(folder, "-m", "nbgrader", "generate_assignment", NAME, "--create")
    released = folder / "release" / NAME / f"{NAME}.ipynb"
    right = solutions(sheet)
    exercise = next(each for each in sheet.exercises if each.name == "chain_gradient")
    wrong = right | {exercise.name: mutated(exercise, exercise.mutants[0])}
    for student, sources in (("right", right), ("skeleton", {}), ("wrong", wrong)):
        place = folder / "submitted" / student / NAME
        shutil.copytree(released.parent, place)
        nbformat.write(written(nbformat.read(released, as_version=4), sources), place / released.name)
    in_course(folder, "-m", "nbgrader", "autograde", NAME, "--create")
    lines = in_course(folder, "-c", SCORES.format(name=NAME)).splitlines()
    scores = {}
    for student, name, points, possible in (line.split("\t") for line in lines):
        scores.setdefault(student, {})[name] = (points, float(possible))
    return sheet, nbformat.read(released, as_version=4), scores


def test_the_released_notebook_has_holes_and_no_answers(course, graded) -> None:
    """Where a function is to be written NotImplementedError stands; no solution and no hidden test is left."""
    sheet, released, _ = graded
    secrets = secrets_of([(sheet, course.seeds(sheet))])
    for cell in released.cells:
        if cell.metadata.get("secant", {}).get("kind") == "exercise":
            assert "raise NotImplementedError()" in cell.source
        assert leaks_in(cell.source, secrets) == {}
        assert "examine" not in cell.source


def test_the_points_are_secants(graded) -> None:
    """The solution has every point, the skeleton none, and a known mistake costs its exercise what it costs here."""
    sheet, _, scores = graded
    for exercise in sheet.exercises:
        assert scores["right"][f"{exercise.name}-hidden"] == (str(float(exercise.points)), exercise.points)
        assert float(scores["skeleton"][f"{exercise.name}-hidden"][0]) == 0
        full = exercise.name != "chain_gradient"
        assert (float(scores["wrong"][f"{exercise.name}-hidden"][0]) == exercise.points) is full


def test_every_question_has_its_points(graded) -> None:
    """Multiple choice is marked by its key; what is written in words waits for a person."""
    sheet, _, scores = graded
    for question in sheet.questions:
        name = f"{question.name}-key" if isinstance(question, Choice) else question.name
        assert scores["right"][name][1] == question.points
