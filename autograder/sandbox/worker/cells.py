"""Runs a notebook's cells in one namespace, each under an alarm."""

from __future__ import annotations

import ast
import builtins
import io
import re
import signal
import sys
import tokenize
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

PROVIDED = {"display", "get_ipython"}  # Jupyter's, for a notebook to call
MAX_MESSAGE = 500  # characters of an exception's text that are sent
MAGIC = re.compile(r"\s*([%!?]|[\w.]+\?{1,2}\s*$)")
CELL_MAGIC = re.compile(r"%%(time|timeit|capture|prun)\b")


class Interrupted(BaseException):
    """The alarm of a cell; no `except Exception` of a student catches it."""


def new_namespace() -> dict[str, Any]:
    """Make the module `__main__` in which a notebook's cells run, and return its namespace."""
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    namespace = module.__dict__
    shell = Shell(namespace)
    namespace.update(display=shell.ignore, get_ipython=lambda: shell)
    return namespace


class Shell:
    """What is left of IPython's shell for scripts that nbconvert has made: magics that run a body run it.

    Parameters
    ----------
    namespace : dict
        The notebook's.
    """

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace
        self.run_line_magic = self.magic = self.system = self.getoutput = self.ignore

    def ignore(self, *_: object, **__: object) -> None:
        """Do nothing: nobody is looking, and no command is run."""

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        """Run the body of a magic that would run it."""
        del line
        if CELL_MAGIC.match(f"%%{name}"):
            exec(compile(cell, "<cell 0>", "exec", dont_inherit=True), self._namespace)  # noqa: S102


def run_cell(number: int, source: str, namespace: dict[str, Any], seconds: float) -> list[Any] | None:
    """Run one cell, statement by statement: after one that raises the next ones have their chance, too.

    Parameters
    ----------
    number : int
        Names the cell in tracebacks.
    source : str
        As the notebook has it.
    namespace : dict
        Changed by the cell.
    seconds : float
        After which the cell is interrupted.

    Returns
    -------
    list or None
        What it raised first, as `describe` has it; None if nothing.
    """

    def interrupt(*_: object) -> None:
        raise Interrupted

    filename = f"<cell {number}>"
    previous = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        tree = ast.parse(without_magics(source), filename)
        raised = [_run(statement, filename, namespace) for statement in tree.body]
        return next(filter(None, raised), None)
    except BaseException as error:  # noqa: BLE001 - whatever ends a cell is reported, SystemExit too
        return describe(error, filename)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def _run(statement: ast.stmt, filename: str, namespace: dict[str, Any]) -> list[Any] | None:
    try:
        code = compile(ast.Module([statement], []), filename, "exec", dont_inherit=True)
        exec(code, namespace)  # noqa: S102 - to run it is this process's purpose
    except Exception as error:  # noqa: BLE001 - the next statement may do without it
        return describe(error, filename)
    return None


def without_magics(source: str) -> str:
    """Blank the lines that are IPython's and not Python's, and keep the numbers of the others.

    `%%time`, `%%timeit`, `%%capture` and `%%prun` run their body; another `%%` magic's body is not Python.
    """
    lines = source.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("%%"):
        if not CELL_MAGIC.match(lines[first]):
            return ""
        lines[first] = ""
    for i, line in enumerate(lines):
        if MAGIC.match(line) and not _is_open(lines[:i]):
            lines[i] = line[: len(line) - len(line.lstrip())] + "pass"
    return "\n".join(lines)


def _is_open(lines: list[str]) -> bool:
    """Whether lines of Python end within a string, a bracket or after a backslash, so that the next one goes on."""
    text = io.StringIO("".join(f"{line}\n" for line in lines))
    try:
        for _ in tokenize.generate_tokens(text.readline):
            pass
    except (tokenize.TokenError, SyntaxError):
        return True
    return False


def describe(error: BaseException, filename: str | None = None) -> list[Any]:
    """Describe an exception as [kind, text, line, ...]: its nearest built-in class, never student text as kind."""
    kind = next((c.__name__ for c in type(error).__mro__ if getattr(builtins, c.__name__, None) is c), "Exception")
    if isinstance(error, Interrupted):
        kind = "Interrupted"
    try:
        text = str(error)[:MAX_MESSAGE]
    except BaseException:  # noqa: BLE001 - __str__ is student code
        text = ""
    line = error.lineno if isinstance(error, SyntaxError) and error.filename == filename else None
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith("<cell ") and (filename is None or name == filename):
            line = trace.tb_lineno
        trace = trace.tb_next
    return [kind, text, line]


def functions(namespace: dict[str, Any]) -> list[str]:
    """Return the names that a notebook has defined and that can be called."""
    is_callable: Callable[[object], bool] = callable
    named = [(name, value) for name, value in list(namespace.items()) if type(name) is str and name not in PROVIDED]
    return [name for name, value in named if is_callable(value)][:1000]
