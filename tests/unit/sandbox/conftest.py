"""What the tests of the sandbox share: a warm fork server, and notebooks that run on it."""

from __future__ import annotations

import pytest

from autograder.records import Cell, Value
from autograder.sandbox import Deadlines, ForkServer, Notebook
from autograder.sandbox.worker import landlock

SHORT = Deadlines(cell=0.5, grace=0.3, call=0.4, submission=10)
PATIENT = Deadlines(cell=20, grace=5, call=20, submission=60)  # nothing here is meant to be late
PLAIN = "import numpy as np\n\ndef double(x):\n    return 2 * x"

landlocked = pytest.mark.skipif(not landlock.version(), reason="the kernel has no Landlock")


@pytest.fixture(scope="module")
def server():
    """Start a fork server."""
    with ForkServer(["numpy"]) as warm:
        yield warm


@pytest.fixture
def notebook(server):
    """Run a submission of some cells, numbered from 1."""
    opened = []

    def run(*sources, deadlines=PATIENT):
        notebook = Notebook(server, [Cell(i, source) for i, source in enumerate(sources, 1)], deadlines)
        opened.append(notebook)
        return notebook.__enter__()

    yield run
    for each in opened:
        each.__exit__()


def called(notebook, name, *arguments, **supplied):
    """Call a function once, in an exercise of its own."""
    with notebook.exercise(supplied) as exercise:
        (answer,) = exercise.call(name, [arguments])
    return answer


def works(notebook):
    """Whether the next exercise is answered as if nothing had happened."""
    with notebook.exercise() as exercise:
        return exercise.call("double", [(21,)], seconds=8.0) == [Value(42)]
