"""What the tests of the stages share: a tiny course, in a folder of its own and loaded without the command."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from autograder.spec import Assignment

TOPIC = '''"""Squares: the one topic of a tiny course."""

from __future__ import annotations

import numpy as np


def half_square(x: np.ndarray, scale: float = 2.0) -> float:
    """Compute half of the scaled sum of squares."""
    weights = np.full(x.shape, scale)
    # BEGIN SOLUTION
    return float(0.5 * np.sum(weights * x**2))
    # END SOLUTION


def half_square_gradient(x: np.ndarray, scale: float = 2.0) -> np.ndarray:
    """Compute the gradient of `half_square`."""
    # BEGIN SOLUTION
    slope = scale * x
    # END SOLUTION
    return slope
'''

EXERCISES = '''"""The two exercises of a tiny course."""

import numpy as np

from autograder.spec import Assignment, Case, Exercise, GradientCheck, Mutant, ReferenceCheck, Variant
from reference import topic


def three(rng):
    return rng.integers(1, 9, 3) / 4, 2.0


def whole(rng):
    return rng.integers(1, 9, 2), 3.0


def by_loop(x, scale=2.0):
    return sum(0.5 * scale * entry**2 for entry in x.tolist())


VALUE = Exercise(
    function=topic.half_square,
    points=2,
    cases=(Case("three numbers", build=three), Case("integers", build=whole)),
    checks=(ReferenceCheck(),),
    mutants=(Mutant("half-forgotten", old="0.5 * ", new="1.0 * ", explanation="Look at the factor of the sum."),),
    variants=(Variant("loop", by_loop),),
)

GRADIENT = Exercise(
    function=topic.half_square_gradient,
    points=3,
    cases=(Case("three numbers", build=three),),
    checks=(GradientCheck(of=topic.half_square), ReferenceCheck(points=1)),
    mutants=(Mutant("scale-added", old="scale * x", new="scale + x", explanation="Differentiate by hand once."),),
    uses=(topic.half_square,),
)

ASSIGNMENT = Assignment(title="Squares", exercises=(VALUE, GRADIENT), data=("data/numbers.csv",))
'''

FIGURES = '''"""The figure of a tiny course."""

import matplotlib.pyplot as plt
import numpy as np

from reference.topic import half_square


def parabola() -> None:
    """Half of a square against its root."""
    roots = np.linspace(-1, 1, 5)
    plt.plot(roots, [half_square(np.array([root])) for root in roots])
    plt.show()
'''

PROSE = """# Squares

A tiny sheet.

<!-- conventions -->

## The value

<!-- exercise: half_square -->

```python
print(half_square(np.ones(2)))
```

<!-- figure: parabola -->

## Its slope

<!-- exercise: half_square_gradient -->
"""

FILES = {
    "reference/__init__.py": '"""A tiny reference."""\n',
    "reference/topic.py": TOPIC,
    "assignments/__init__.py": '"""A tiny course."""\n',
    "assignments/s1/__init__.py": '"""Its one sheet."""\n',
    "assignments/s1/exercises.py": EXERCISES,
    "assignments/s1/figures.py": FIGURES,
    "assignments/s1/assignment.md": PROSE,
    "assignments/s1/data/numbers.csv": "1,2\n3,4\n",
}


class TinyCourse:
    """A course of one sheet with two exercises, whose files a test may change before it loads them."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.folder = root / "assignments" / "s1"
        self._monkeypatch = monkeypatch
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> Path:
        """Write a file of the course."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def change(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands exactly once in a file of the course."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, (name, old)
        self.write(name, text.replace(old, new))

    def line(self, name: str, text: str) -> int:
        """Return the number of the one line that holds a text."""
        lines = (self.root / name).read_text(encoding="utf-8").splitlines()
        (number,) = [number for number, line in enumerate(lines, 1) if text in line]
        return number

    def module(self, name: str) -> ModuleType:
        """Import a module of the course's reference under its own name, beside the checkout's reference."""
        spec = importlib.util.spec_from_file_location(f"reference.{name}", self.root / "reference" / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        self._monkeypatch.setitem(sys.modules, f"reference.{name}", module)
        spec.loader.exec_module(module)
        return module

    def load(self, sheet: str = "s1") -> Assignment:
        """Run the sheet's exercises.py and return its record, unchecked."""
        for path in sorted((self.root / "reference").glob("[a-z]*.py")):
            self.module(path.stem)
        path = self.root / "assignments" / sheet / "exercises.py"
        namespace = {"__name__": f"assignments.{sheet}.exercises"}
        exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), namespace)  # noqa: S102 - our own text
        return namespace["ASSIGNMENT"]


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinyCourse:
    """Return a tiny course in a folder of its own."""
    return TinyCourse(tmp_path / "tiny", monkeypatch)


@pytest.fixture
def run_python(tmp_path: Path):
    """Return a function that runs a program in a new process, with a configuration folder of its own.

    A process serves one course, so whatever loads one by its name needs a process.
    """

    def run(code: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if name not in {"SECANT_SECRET", "PYTHONPATH"}}
        kept |= {"XDG_CONFIG_HOME": str(tmp_path / "config"), **environment}
        command = [sys.executable, "-W", "error", "-c", code]
        return subprocess.run(command, cwd=cwd, env=kept, capture_output=True, text=True, timeout=60, check=False)

    return run
