"""The sandbox is tried before it is trusted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import autograder
from autograder.errors import OperatorError
from autograder.sandbox import ForkServer, isolation_of
from autograder.sandbox.isolation import LANDLOCK, NONE

ENGINE = Path(autograder.__file__).parent
MODULES = ("autograder", "reference", "assignments", "pytest")


@pytest.fixture(scope="module")
def server():
    """Start a fork server, or skip where the machine has no Landlock."""
    with ForkServer(["numpy"]) as warm:
        if not warm.landlock:
            pytest.skip("the kernel has no Landlock")
        yield warm


def test_a_sandbox_that_holds_is_named(server, tmp_path) -> None:
    """Where nothing opens and nothing imports, the level is told, with or without trust."""
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    closed = [ENGINE, ENGINE / "cli.py", secret, tmp_path, Path("/etc/passwd"), Path("/proc/self/environ")]
    assert isolation_of(server, closed, MODULES, trust=False) == LANDLOCK
    assert isolation_of(server, closed, MODULES, trust=True) == LANDLOCK


@pytest.mark.parametrize(
    ("closed", "modules", "what"),
    [
        pytest.param([Path(np.__file__)], (), "__init__.py", id="file"),
        pytest.param([Path(np.__file__).parent], (), "numpy", id="folder"),
        pytest.param([], ("numpy",), "import numpy", id="module"),
        pytest.param([Path("/etc/passwd"), Path(np.__file__)], MODULES, "__init__.py", id="one-of-several"),
    ],
)
def test_a_sandbox_that_leaks_is_refused(server, closed, modules, what) -> None:
    """Where something opens, grading is refused with what opened; only trust goes on, and says so."""
    with pytest.raises(OperatorError, match="--trust-submissions") as refused:
        isolation_of(server, closed, modules, trust=False)
    assert what in str(refused.value)
    assert isolation_of(server, closed, modules, trust=True) == NONE


def test_a_machine_without_landlock_is_refused(server, monkeypatch) -> None:
    """Where the kernel confines nothing, an attempt that fails is not enough."""
    monkeypatch.setattr(server, "landlock", False)
    with pytest.raises(OperatorError, match="no Landlock"):
        isolation_of(server, [], (), trust=False)
    assert isolation_of(server, [], (), trust=True) == NONE


def test_a_probe_that_does_not_answer_is_refused(server, monkeypatch) -> None:
    """No answer is no proof."""
    monkeypatch.setattr("autograder.sandbox.isolation.PROBE", "def opened(paths, modules):\n    raise SystemExit")
    with pytest.raises(OperatorError, match="no answer"):
        isolation_of(server, [], (), trust=False)
