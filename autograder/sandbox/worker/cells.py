"""Runs a notebook's cells in one namespace, each under an alarm."""

from __future__ import annotations

import ast
import builtins
import inspect
import signal
import sys
import types
from typing import TYPE_CHECKING, Any

from . import magics, shell

if TYPE_CHECKING:
    from collections.abc import Callable

PROVIDED = {"display", "get_ipython", "input"}  # Jupyter's, for a notebook to call
NOT_RUN = "RuntimeError"  # the kind that a magic is told by whose cell is not Python
MAX_MESSAGE = 500  # characters of an exception's text that are sent


class Interrupted(BaseException):
    """The alarm of a cell; no `except Exception` of a student catches it."""


def new_namespace() -> dict[str, Any]:
    """Make the module `__main__` in which a notebook's cells run, and return its namespace."""
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    namespace = module.__dict__
    namespace.update(shell.provided(namespace))
    return namespace


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
        if magic := magics.foreign_magic(source):
            return [NOT_RUN, magic, None]
        tree = ast.parse(magics.without_magics(source), filename)
        raised = [_run(statement, filename, namespace) for statement in tree.body]
        return next(filter(None, raised), None)
    except BaseException as error:  # noqa: BLE001 - whatever ends a cell is reported, SystemExit too
        return describe(error, filename)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def _run(statement: ast.stmt, filename: str, namespace: dict[str, Any]) -> list[Any] | None:
    try:
        module, flags = ast.Module([statement], []), ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        code = compile(module, filename, "exec", flags, dont_inherit=True)
        waiting = eval(code, namespace)  # noqa: S307 - to run it is this process's purpose
        if code.co_flags & inspect.CO_COROUTINE:
            import asyncio  # rarely needed, and slow to load

            asyncio.run(waiting)
    except Exception as error:  # noqa: BLE001 - the next statement may do without it
        return describe(error, filename)
    return None


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
