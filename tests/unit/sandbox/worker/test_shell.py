"""What notebooks expect of Jupyter is there and does nothing, or says what cannot be had."""

from __future__ import annotations

import sys

import pytest

from autograder.sandbox.worker import cells, shell


@pytest.fixture
def namespace(monkeypatch):
    """Give a fresh namespace in a process that has no IPython."""
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    for name in [name for name in sys.modules if name.partition(".")[0] == "IPython"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    fresh = cells.new_namespace()
    (finder,) = (each for each in sys.meta_path if isinstance(each, shell._Finder))
    sys.meta_path.remove(finder)
    sys.meta_path.insert(0, finder)  # the tests' own IPython is not to be found
    yield fresh
    for name in shell.MODULES:
        sys.modules.pop(name, None)


def ran(source, namespace):
    return cells.run_cell(1, source, namespace, 5.0)


WORKS = {
    "display": "display(1, raw=True)",
    "exported magic": "get_ipython().run_line_magic('matplotlib', 'inline')",
    "exported command": "get_ipython().system('rm -rf /')",
    "exported body": "get_ipython().run_cell_magic('time', '', '%magic\\nx = 1\\n')\nassert x == 1",
    "exported timing": "get_ipython().run_line_magic('time', 'x = 1')\nassert x == 1",
    "old magic": "get_ipython().magic('%time x = 1')\nassert x == 1",
    "a listing": "x = !ls\nassert x == []",
    "a timing": "x = %timeit -o -n 3 sum([1])\nassert 0 <= x.best <= x.average <= x.worst < 1\nassert x.timings == x",
    "another value": "x = %pwd\nassert x is None",
    "events": "get_ipython().events.register('post_execute', print)",
    "its modules": "from IPython.display import HTML, clear_output, display\nclear_output()\ndisplay(HTML(''))",
    "its shell": "from IPython import get_ipython as shell\nassert shell() is get_ipython()",
    "its modules by name": "import IPython.display as d, IPython\nd.Markdown('a').reload()\nIPython.version_info",
    "a progress bar": "for _ in get_ipython().anything(): pass",
}


@pytest.mark.parametrize("source", WORKS.values(), ids=WORKS)
def test_what_is_jupyters_is_there(source, namespace) -> None:
    """Calls into Jupyter do nothing, return nothing, and what they would run of the notebook's is run."""
    assert ran(source, namespace) is None


SAID = {
    "another language": ("%%bash\nls", ["RuntimeError", "%%bash", None]),
    "a file": ("%%writefile a.py\nx = 1", ["RuntimeError", "%%writefile", None]),
    "exported": ("\nget_ipython().run_cell_magic('bash', '', 'ls')", ["RuntimeError", "%%bash", 2]),
    "another script": ("x = 1\n%run other.py", ["RuntimeError", "%run", 2]),
    "a question": ("x = input('How many? ')", ["EOFError", None, 1]),
    "widgets": ("from no_widgets import interact", ["ModuleNotFoundError", "No module named 'no_widgets'", 1]),
    "more of IPython": ("import IPython.core.magic", ["ModuleNotFoundError", "No module named 'IPython.core'", 1]),
}


@pytest.mark.parametrize(("source", "expected"), SAID.values(), ids=SAID)
def test_what_cannot_be_had_is_said(source, expected, namespace) -> None:
    """What is no Python, what would be read from elsewhere and what asks a person is told as what the cell raised."""
    found = ran(source, namespace)
    assert all(want in (None, got) for want, got in zip(expected[:2], found, strict=False))
    assert found[2] is None or found[2] == expected[2]


def test_a_question_says_what_to_do(namespace) -> None:
    """`input()` says that nobody answers and what to write instead, and its prompt is not looked at."""
    _, text, _ = ran("input(object())", namespace)
    assert text == "input() was called, and nobody is there to answer; give the value in the code."


def test_the_shell_speaks_no_protocol_by_accident() -> None:
    """NumPy, copy and pickle do not take what does nothing for something."""
    nothing = shell.Nothing()
    assert not hasattr(nothing, "__array__")
    assert not hasattr(nothing, "__len__")
    assert nothing.anything(1).at.all is nothing


def test_a_real_ipython_comes_first(monkeypatch) -> None:
    """The finder stands behind all others, and only once."""
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    for _ in range(2):
        shell.provided({})
    assert [isinstance(each, shell._Finder) for each in sys.meta_path].count(True) == 1
    assert isinstance(sys.meta_path[-1], shell._Finder)


ASYNC = {
    "await": "import asyncio\nasync def f():\n    await asyncio.sleep(0)\n    return 1\nx = await f()",
    "gather": "import asyncio\nasync def f(n):\n    await asyncio.sleep(0)\n    return n\n"
    "x = sum(await asyncio.gather(f(1), f(0)))",
    "async for": "async def g():\n    yield 1\nasync for x in g():\n    pass",
    "async with": "class C:\n    async def __aenter__(self):\n        return 1\n    async def __aexit__(self, *_):\n"
    "        pass\nasync with C() as x:\n    pass",
    "comprehension": "async def g():\n    yield 1\n[x] = [y async for y in g()]",
    "run": "import asyncio\nasync def f():\n    return 1\nx = asyncio.run(f())",
}


@pytest.mark.parametrize("source", ASYNC.values(), ids=ASYNC)
def test_a_cell_may_await(source, namespace) -> None:
    """What Jupyter awaits at the top level of a cell is awaited."""
    assert ran(source, namespace) is None
    assert namespace["x"] == 1


def test_what_is_awaited_in_vain_is_interrupted(namespace) -> None:
    """A coroutine that never ends is interrupted like any cell."""
    source = "before = 1\nimport asyncio\nawait asyncio.sleep(60)"
    assert cells.run_cell(1, source, namespace, 0.3)[0] == "Interrupted"
    assert namespace["before"] == 1
