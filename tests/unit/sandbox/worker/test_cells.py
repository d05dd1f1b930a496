"""Running a notebook's cells: what is IPython's is passed over, what fails is described, and nothing is believed."""

from __future__ import annotations

import signal
import sys

import pytest

from autograder.sandbox.worker import cells


@pytest.fixture
def namespace():
    """Give a fresh namespace, and put the real `__main__` back."""
    main = sys.modules["__main__"]
    yield cells.new_namespace()
    sys.modules["__main__"] = main


def ran(source, namespace, seconds=5.0):
    """Run one cell, and return what `describe` has of it."""
    return cells.run_cell(1, source, namespace, seconds)


# --- magics ---------------------------------------------------------------------------------------------------


def test_a_text_that_begins_with_percent_is_kept(namespace) -> None:
    """A line within a text of several lines is the text's, whatever it begins with."""
    assert ran("s = '''\n%matplotlib\n'''\nt = 7 \\\n% 4", namespace) is None
    assert namespace["s"] == "\n%matplotlib\n"
    assert namespace["t"] == 3


def test_a_function_in_a_timed_cell_is_defined(namespace) -> None:
    """The body of `%%time` runs in the notebook's own namespace."""
    assert ran("%%time\ndef f():\n    return 2", namespace) is None
    assert namespace["f"]() == 2


# --- running --------------------------------------------------------------------------------------------------


def test_cells_share_a_namespace(namespace) -> None:
    """A later cell sees what an earlier one has defined."""
    assert ran("a = 2\ndef double(x):\n    return a * x", namespace) is None
    assert ran("b = double(21)", namespace) is None
    assert namespace["b"] == 42


def test_cells_run_in_a_main_of_their_own(namespace) -> None:
    """The notebook's module is `__main__`, as in Jupyter, and its classes and dataclasses work."""
    dataclass = "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\n"
    source = dataclass + "ok = __name__ == '__main__' and P(1).x == 1"
    assert ran(source, namespace) is None
    assert namespace["ok"]


def test_display_is_there(namespace) -> None:
    """A cell may call Jupyter's `display`."""
    assert ran("display(1, raw=True)", namespace) is None


def test_our_own_future_statements_do_not_leak(namespace) -> None:
    """Annotations of student code are evaluated, as they are in a notebook."""
    assert ran("def f(x: int): pass\nkind = f.__annotations__['x']", namespace) is None
    assert namespace["kind"] is int


RAISES = {
    "error": ("x = 1\nraise ValueError('no')", ["ValueError", "no", 2]),
    "syntax": ("x = 1\ny = (", ["SyntaxError", None, 2]),
    "indentation": ("x = 1\n  y = 2", ["IndentationError", None, 2]),
    "null-bytes": ("x = '\0'", [None, None, None]),
    "exit": ("import sys\nsys.exit(3)", ["SystemExit", "3", 2]),
    "keyboard": ("raise KeyboardInterrupt", ["KeyboardInterrupt", "", 1]),
    "missing-module": ("import no_such_module", ["ModuleNotFoundError", None, 1]),
    "in-a-function": ("def f():\n    1 / 0\n\nf()", ["ZeroDivisionError", None, 2]),
    "too-deep": ("def f():\n    f()\n\nf()", ["RecursionError", None, 2]),
    "assertion": ("assert 1 == 2, 'unequal'", ["AssertionError", "unequal", 1]),
    "group": ("raise ExceptionGroup('g', [ValueError()])", ["ExceptionGroup", None, 1]),
}


@pytest.mark.parametrize(("source", "expected"), RAISES.values(), ids=RAISES)
def test_what_a_cell_raises_is_described(source, expected, namespace) -> None:
    """An exception is told by its kind, its text and its line, and stays within its cell."""
    found = ran(source, namespace)
    assert len(found) == 3
    assert all(want in (None, got) for want, got in zip(expected, found, strict=True))


def test_what_stands_around_the_error_counts(namespace) -> None:
    """A statement that raises costs itself alone; the first error of a cell is the one that is told."""
    source = "def f():\n    return 1\nimport no_such_module\ndef g():\n    return 2\n1 / 0"
    assert ran(source, namespace)[0] == "ModuleNotFoundError"
    assert (namespace["f"](), namespace["g"]()) == (1, 2)


def test_a_cell_that_leaves_leaves(namespace) -> None:
    """What stands after a sys.exit does not run."""
    assert ran("import sys\nsys.exit()\nx = 1", namespace)[0] == "SystemExit"
    assert "x" not in namespace


def test_scripts_of_nbconvert_find_their_shell(namespace) -> None:
    """Line magics and commands of an exported script do nothing, and the body of a timed cell runs."""
    source = (
        "get_ipython().run_line_magic('matplotlib', 'inline')\n"
        "get_ipython().system('rm -rf /')\n"
        "get_ipython().run_cell_magic('time', '', 'def f():\\n    return 1\\n')\n"
    )
    assert ran(source, namespace) is None
    assert namespace["f"]() == 1


def test_the_line_is_of_the_cell_that_raised(namespace) -> None:
    """A line of another cell's function is not taken for one of this cell."""
    cells.run_cell(1, "\n\n\ndef f():\n    raise ValueError", namespace, 5.0)
    assert cells.run_cell(2, "\nf()", namespace, 5.0) == ["ValueError", "", 2]


@pytest.mark.parametrize(
    "loop",
    [
        "while True: pass",
        "import time\ntime.sleep(60)",
        "while True:\n    try:\n        pass\n    except Exception:\n        pass",
        "x = 0\nfor i in iter(int, 1): x += i",
    ],
)
def test_an_endless_cell_is_interrupted(loop, namespace) -> None:
    """A cell that does not end is interrupted, even in a sleep and behind `except Exception`."""
    assert ran("before = 1\n" + loop, namespace, 0.05)[0] == "Interrupted"
    assert namespace["before"] == 1


def test_the_alarm_is_put_back(namespace) -> None:
    """After a cell no alarm is pending and the handler is the earlier one, whatever the cell did to it."""
    before = signal.getsignal(signal.SIGALRM)
    ran("import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nraise ValueError", namespace)
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


# --- describing -----------------------------------------------------------------------------------------------


def described(source):
    """Describe what a source raises."""
    namespace = {}
    try:
        exec(source, namespace)  # noqa: S102 - written here
    except BaseException as error:  # noqa: BLE001 - to describe it is the point
        return cells.describe(error)
    raise AssertionError(source)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("class Passed(ValueError): pass\nraise Passed", "ValueError"),
        ("class Passed(Exception): pass\nraise Passed", "Exception"),
        ("class Passed(BaseException): pass\nraise Passed", "BaseException"),
        ("class ValueError(KeyError): pass\nraise ValueError", "KeyError"),
        ("class Interrupted(RuntimeError): pass\nraise Interrupted", "RuntimeError"),
        ("E = type('a<b>', (OSError,), {})\nraise E", "OSError"),
        ("import numpy as np\nnp.linalg.inv([[0.0]])", "ValueError"),
    ],
)
def test_student_code_does_not_choose_the_kind(source, kind) -> None:
    """The kind is the nearest built-in class, whatever a class of the student's is called."""
    assert described(source)[0] == kind


@pytest.mark.parametrize("body", ["raise ValueError", "return 3", "raise SystemExit", "return None"])
def test_a_text_that_cannot_be_had_is_empty(body) -> None:
    """An exception whose `__str__` fails or gives no text is described without one."""
    assert described(f"class E(TypeError):\n    def __str__(self):\n        {body}\nraise E")[:2] == ["TypeError", ""]


def test_a_long_text_is_cut() -> None:
    """No more of a text is sent than some lines."""
    assert described("raise ValueError('x' * 10**6)")[1] == "x" * cells.MAX_MESSAGE


def test_only_callables_of_the_namespace_are_named() -> None:
    """What can be called is named, under plain names only, and not without end."""
    named = cells.functions({"f": len, "x": 1, "C": int, 3: len, "_": print})
    assert named == ["f", "C", "_"]
    assert len(cells.functions({f"f{i}": len for i in range(5000)})) == 1000
