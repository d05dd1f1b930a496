"""What is left of IPython in a notebook's process: its functions are there, nobody looks, and no command is run."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import time
from typing import TYPE_CHECKING, Any, Never

from . import magics

if TYPE_CHECKING:
    import types
    from collections.abc import Callable, Iterator, Sequence

MODULES = ("IPython", "IPython.display")


class Nothing:
    """What a call into IPython returns: whatever is asked of it, nothing happens."""

    def __getattr__(self, name: str) -> Nothing:
        if name.startswith("__"):  # no protocol is spoken by accident
            raise AttributeError(name)
        return self

    def __call__(self, *_: object, **__: object) -> Nothing:
        """Do nothing."""
        return self

    def __iter__(self) -> Iterator[Never]:
        return iter(())


class Timed(list[float]):
    """What `%timeit -o` returns: the times of its runs, of which there is one."""

    @property
    def average(self) -> float:
        """The mean of the times, in seconds."""
        return sum(self) / len(self)

    best = worst = average
    stdev = 0.0

    @property
    def timings(self) -> list[float]:
        """The times, in seconds."""
        return [*self]

    all_runs = timings


class Shell(Nothing):
    """`get_ipython()`: magics that run a body run it, and those that would change what a notebook defines raise.

    Parameters
    ----------
    namespace : dict
        The notebook's.
    """

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace

    def run_line_magic(self, name: str, line: str = "", *_: object) -> Any:
        """Run the statement of `%time` and `%timeit`; refuse `%run` and `%load`; pass over the others."""
        if name in magics.LOADING:
            raise RuntimeError(f"%{name}")
        if name not in (*magics.RUNNING, "timeit"):
            return None
        words = line.split()
        while words and words[0].startswith("-"):  # options: -n 3, -n3, -o, -q
            del words[: 2 if words[0] in {"-n", "-r", "-t", "-s"} else 1]
        begun = time.perf_counter()
        exec(compile(" ".join(words), "<magic>", "exec", dont_inherit=True), self._namespace)  # noqa: S102
        return Timed([time.perf_counter() - begun]) if name == "timeit" else None

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        """Run the body of a magic that would run it."""
        del line
        if name not in magics.BODIED:
            raise RuntimeError(f"%%{str(name)[:30]}")
        source = magics.without_magics(cell)
        exec(compile(source, "<magic>", "exec", dont_inherit=True), self._namespace)  # noqa: S102

    def magic(self, line: str) -> Any:
        """Run a line magic, the old way."""
        name, _, rest = str(line).lstrip("%").partition(" ")
        return self.run_line_magic(name, rest)

    def system(self, *_: object, **__: object) -> None:
        """Run no command."""

    def getoutput(self, *_: object, **__: object) -> list[str]:
        """Run no command, which says nothing."""
        return []


def display(*_: object, **__: object) -> None:
    """Show nothing: nobody is looking."""


def ask(prompt: object = "") -> Never:
    """Stand for `input` where nobody can be asked."""
    del prompt
    raise EOFError("input() was called, and nobody is there to answer; give the value in the code.")


def provided(namespace: dict[str, Any]) -> dict[str, Callable[..., Any]]:
    """Return what Jupyter gives to every notebook, and let `import IPython` find as much.

    Parameters
    ----------
    namespace : dict
        The notebook's.

    Returns
    -------
    dict of str to callable
        `display`, `get_ipython` and `input`.
    """
    shell = Shell(namespace)
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, _Finder)]
    sys.meta_path.append(_Finder(shell))  # after all others: a real IPython is taken first
    return {"display": display, "get_ipython": lambda: shell, "input": ask}


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds an IPython of which everything is there and nothing does anything.

    Parameters
    ----------
    shell : Shell
    """

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Find the two modules that notebooks import."""
        del path, target
        if fullname not in MODULES:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=fullname == "IPython")

    def exec_module(self, module: types.ModuleType) -> None:
        """Fill a module: `display` and `get_ipython` are the notebook's, and all other names do nothing."""
        nothing = Nothing()
        module.__dict__.update(
            display=display,
            get_ipython=lambda: self._shell,
            version_info=(9, 0),  # matplotlib looks
            __getattr__=lambda name: getattr(nothing, name),
        )
