"""IPython's lines become Python where they stand, and every other line stays as it is."""

from __future__ import annotations

import ast
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox.worker import magics

MAGICS = {
    "line": ("%matplotlib inline\nx = 1", "pass\nx = 1"),
    "several": ("%load_ext autoreload\n%autoreload 2\n!pip install numpy\nx = 1", "pass\npass\npass\nx = 1"),
    "after-an-apostrophe": ("!echo it's\n%magic\nx = 1", "pass\npass\nx = 1"),
    "shell": ("!ls\nx = 1", "pass\nx = 1"),
    "two-shells": ("!!ls\nx = 1", "pass\nx = 1"),
    "continued": ("!pip install \\\n    numpy \\\n    scipy\nx = 1", "pass\n\n\nx = 1"),
    "pip": ("%pip install numpy\nx = 1", "pass\nx = 1"),
    "pip-without-a-sign": ("pip install numpy scipy\nx = 1", "pass\nx = 1"),
    "help-before": ("?print\nx = 1", "pass\nx = 1"),
    "help-after": ("np.dot?\nx = 1", "pass\nx = 1"),
    "source-after": ("np.dot??\nx = 1", "pass\nx = 1"),
    "names-like": ("np.*dot*?\nx = 1", "pass\nx = 1"),
    "in-a-block": ("if True:\n    %magic\n    x = 1", "if True:\n    pass\n    x = 1"),
    "in-a-block-after-a-comment": ("if True:\n    # why\n    %magic\nx = 1", "if True:\n    # why\n    pass\nx = 1"),
    "in-an-open-try": (
        "try:\n    y = 1\n    %magic\nexcept ValueError:\n    y = 2",
        "try:\n    y = 1\n    pass\nexcept ValueError:\n    y = 2",
    ),
    "timed-line": ("%time x = 1", "x = 1"),
    "timed-line-in-a-function": ("def f():\n    %time y = 1\n    return y", "def f():\n    y = 1\n    return y"),
    "timed-nonsense": ("%time x = = 1\nx = 1", "pass\nx = 1"),
    "timed-often": ("%timeit f()\nx = 1", "pass\nx = 1"),
    "loaded": ("%run other.py\nx = 1", "get_ipython().run_line_magic('run', '')\nx = 1"),
    "listing": ("x = !ls *.csv", "x = get_ipython().getoutput('ls *.csv')"),
    "timing": ("x = %timeit -o f()", "x = get_ipython().run_line_magic('timeit', '-o f()')"),
    "timed-value": ("x = %time f()", "x = f()"),
    "directory": ("if 1:\n  a.b, c[0] = %pwd", "if 1:\n  a.b, c[0] = get_ipython().run_line_magic('pwd', '')"),
    "a-cell-further-in": ("  x = 1\n  if x:\n    x = 2", "x = 1\nif x:\n  x = 2"),
    "text": ("s = '''\n%a\n!b\nc?\n'''\n%d", "s = '''\n%a\n!b\nc?\n'''\npass"),
    "text-with-a-quote-in-it": ("s = '''\\'''\n%a\n'''\n%d", "s = '''\\'''\n%a\n'''\npass"),
    "quotes-in-a-comment": ('y = 2 # isn\'t """ it\n%d', 'y = 2 # isn\'t """ it\npass'),
    "bracket-in-a-text": ("y = '('\n%d", "y = '('\npass"),
    "bracket": ("x = (7\n%  3)", "x = (7\n%  3)"),
    "bracket-and-comment": ("x = (7 # )\n%  3)", "x = (7 # )\n%  3)"),
    "backslash": ("x = 7 \\\n% 3", "x = 7 \\\n% 3"),
    "text-over-a-backslash": ("x = 'a\\\n%b'\n%c", "x = 'a\\\n%b'\npass"),
    "open-text": ("x = '''a\n%b", "x = '''a\n%b"),
    "comment-only": ("# %matplotlib", "# %matplotlib"),
    "timed": ("%%time\nx = 1", "\nx = 1"),
    "timed-with-options": ("%%timeit -n 3\nx = 1", "\nx = 1"),
    "captured": ("%%capture out\nx = 1", "\nx = 1"),
    "captured-and-timed": ("%%capture\n%%time\nx = 1", "\n\nx = 1"),
    "profiled": ("%%prun\nx = 1", "\nx = 1"),
    "timed-after-empty-lines": ("\n\n%%time\n%magic\nx = 1", "\n\n\npass\nx = 1"),
    "another-language": ("%%bash\nls -l", ""),
    "another-language-inside": ("%%time\n%%bash\nls -l", ""),
    "a-file": ("%%writefile a.py\nx = 1", ""),
    "no-time": ("%%timer\nx = 1", ""),
    "none": ("x = 5 % 3", "x = 5 % 3"),
    "unequal": ("x != 3\ny == 2", "x != 3\ny == 2"),
    "a-key": ("d['=!'] = 3", "d['=!'] = 3"),
    "empty": ("", ""),
}


@pytest.mark.parametrize(("source", "python"), MAGICS.values(), ids=MAGICS)
def test_what_is_ipythons_is_passed_over(source, python) -> None:
    """What is IPython's becomes Python where it stands, and every other line stays, with its number."""
    assert magics.without_magics(source) == python
    assert python.count("\n") in {source.count("\n"), 0}


FOREIGN = {
    "%%bash\nls": "%%bash",
    "\n \n%%html": "%%html",
    "%%time\n%%writefile a.py\nx": "%%writefile",
    "%%\nx": "%%",
    "%%" + "a" * 99: "%%" + "a" * 30,
    "%%time\nx = 1": None,
    "x = 1\n%%bash": None,
    "%matplotlib inline": None,
    "": None,
}


@pytest.mark.parametrize(("source", "magic"), FOREIGN.items(), ids=repr)
def test_cells_that_are_not_python_are_known_by_their_magic(source, magic) -> None:
    """A cell whose magic runs no Python of the notebook is named by it; another one by nothing."""
    assert magics.foreign_magic(source) == magic


LONG = {
    "magics": "%a\n",
    "timed": "%time x = 1\n",
    "commands": "x = !ls\n",
    "help": "a?\n",
    "brackets": "(\n",
    "quotes": "'\n",
    "three quotes": "'''\\'''\n",
    "alternating quotes": "'''\n\"\"\"\\\n",
    "backslashes": "\\\n",
    "magics that go on": "%a \\\n",
    "blanks": " " * 50,
    "names": "a.",
    "equal signs": "= ",
    "quoted backslashes": "'\\",
    "cell magics": "%%time\n",
    "deeper and deeper": "\t",
    "prefixes": "%" * 50,
}


def timed(source):
    begun = time.process_time()
    magics.without_magics(source)
    return time.process_time() - begun


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG)
def test_a_long_cell_takes_no_time(piece) -> None:
    """Of any kind of line 800 kB take at most six times what 200 kB take, and those well under a second."""
    seconds = []
    for size in (200_000, 800_000):
        source = piece * (size // len(piece))
        seconds.append(min(timed(source) for _ in range(3)))  # a busy machine makes all but one longer
    assert seconds[0] < 0.8
    assert seconds[1] < 6 * seconds[0] + 0.1


@given(st.text(st.sampled_from("%!?=x ()[]{}'\"\\\n#\ttime"), max_size=60))
def test_any_text_keeps_its_lines(source) -> None:
    """Whatever the cell is, its Python has as many lines, or none."""
    python = magics.without_magics(source)
    assert python.count("\n") == source.count("\n") or not python


def test_python_is_left_alone() -> None:
    """Modules of plain Python are no different without their magics."""
    for module in (ast, magics, pytest):
        with open(module.__file__, encoding="utf-8") as file:  # noqa: PTH123
            source = file.read()
        assert magics.without_magics(source) == source
