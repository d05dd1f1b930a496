"""What the tests of the judges share: exercises made ready, and submissions that are judged in the real sandbox."""

from __future__ import annotations

import pytest

from autograder.examination import prepare
from autograder.judgement import Standing, judge
from autograder.records import Cell
from autograder.sandbox import ForkServer, Notebook
from autograder.spec import Assignment
from autograder.spec.seeds import Seeds
from tests.unit.sandbox.conftest import PATIENT

SEEDS = Seeds(b"any", "s1")


def task_of(*exercises):
    """Make the last of a sheet's exercises ready."""
    return prepare(Assignment(title="any", exercises=exercises), SEEDS).tasks[-1]


def check_of(task, name):
    """Return the one check of an exercise that has a name."""
    (check,) = (each for each in task.exercise.checks if each.name == name)
    return check


@pytest.fixture(scope="module")
def server():
    """Start a fork server."""
    with ForkServer(["numpy"]) as warm:
        yield warm


@pytest.fixture
def judged(server):
    """Judge a check of an exercise by what a submission's cells define; return what judging it gave."""

    def run(task, check, *sources, standing=None, supplied=None, fair=False):
        cells = [Cell(number, source) for number, source in enumerate(("import numpy as np", *sources), 1)]
        with Notebook(server, cells, PATIENT) as notebook, notebook.exercise(supplied) as process:
            assert not notebook.troubles, "a cell of the test itself is wrong"
            return judge(task, check_of(task, check), process, standing or Standing(), frozenset(), supplied=fair)

    return run


@pytest.fixture
def found(judged):
    """Judge as `judged` does; return the finding's outcome, its key and its values without the case."""

    def run(*arguments, **options):
        finding = judged(*arguments, **options).finding
        values = {name: value for name, value in finding.student.values.items() if name != "case"}
        return finding.outcome, finding.student.key, values

    return run
