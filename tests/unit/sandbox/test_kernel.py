"""A notebook that has run in this process: its functions are called in forks, with nothing kept out."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from autograder.records import Ended, Late, Value
from autograder.sandbox import Deadlines, KernelServer, Notebook

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")

CELLS = """
import os
count = 0

def counted():
    global count
    count += 1
    print("noise")
    return count

def doubled(x):
    return 2 * x

def built_on(x):
    return doubled(x) + 1

def ends():
    os._exit(3)

def never_ends():
    while True:
        pass
"""


@pytest.fixture
def namespace():
    """Run the cells here, as a kernel does."""
    found = {}
    exec(CELLS, found)  # noqa: S102 - our own text
    return found


def test_what_a_call_changes_stays_in_its_fork(namespace, capfd) -> None:
    """Two exercises see the notebook as it was, its variables here do not change, and nothing is printed."""
    with KernelServer(namespace) as server, Notebook(server, ()) as notebook:
        for _ in range(2):
            with notebook.exercise() as process:
                assert process.call("counted", [(), ()]) == [Value(1), Value(2)]
    assert namespace["count"] == 0
    assert capfd.readouterr().out == ""


def test_a_supplied_function_is_what_the_notebooks_functions_find(namespace) -> None:
    """A correct earlier function stands in for the notebook's own, in the fork alone."""
    with KernelServer(namespace) as server, Notebook(server, ()) as notebook:
        with notebook.exercise({"doubled": lambda x: 10 * x}) as process:
            assert process.call("built_on", [(3,)]) == [Value(31)]
        with notebook.exercise() as process:
            assert process.call("built_on", [(3,)]) == [Value(7)]


def test_what_ends_or_never_ends_costs_itself(namespace) -> None:
    """An exercise that ends its process, or is late, leaves the next one and this process alone, and no process."""
    deadlines = Deadlines(call=0.3, again=False)
    with KernelServer(namespace) as server, Notebook(server, (), deadlines) as notebook:
        for name, kind in (("ends", Ended), ("never_ends", Late)):
            with notebook.exercise() as process:
                (answer,) = process.call(name, [()])
                assert isinstance(answer, kind)
        with notebook.exercise() as process:
            assert process.call("doubled", [(2,)]) == [Value(4)]
        pid = server._pid
    assert not Path(f"/proc/{pid}").exists()
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, 0)


def test_other_children_of_this_process_are_left_alone(namespace) -> None:
    """Clearing up kills what was forked for the notebook, and not what else this process has started."""
    other = os.fork()
    if other == 0:
        try:
            signal.pause()
        finally:
            os._exit(0)
    try:
        with KernelServer(namespace) as server, Notebook(server, ()) as notebook, notebook.exercise() as process:
            process.call("ends", [()])
        assert os.waitpid(other, os.WNOHANG) == (0, 0)
    finally:
        os.kill(other, 9)
        os.waitpid(other, 0)
