"""The sandbox is tried before it is trusted."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

import autograder
from autograder.errors import OperatorError
from autograder.sandbox import ForkServer, bubblewrap, isolation_of
from autograder.sandbox.worker import landlock, seccomp
from autograder.sandbox.worker.confinement import LAYERS

ENGINE = Path(autograder.__file__).parent
MODULES = ("autograder", "reference", "assignments", "pytest")

wrapped = pytest.mark.skipif(bubblewrap.program() is None, reason="bubblewrap is not installed, or not allowed")
pytestmark = pytest.mark.skipif(
    not (landlock.version() and seccomp.is_known()), reason="this machine has no Landlock, or no filter of system calls"
)


@pytest.fixture(scope="module")
def server():
    """Start a fork server with all layers that the machine gives."""
    with ForkServer(["numpy"]) as warm:
        yield warm


def without(*layers):
    """Start a fork server without some layers."""
    return ForkServer(["numpy"], layers=[layer for layer in LAYERS if layer not in layers])


def test_a_sandbox_that_holds_is_named(server, tmp_path) -> None:
    """Where nothing opens, imports or gets done, the level is told, with or without trust."""
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    closed = [ENGINE, ENGINE / "pipeline.py", secret, tmp_path, Path("/etc/passwd"), Path("/proc/self/environ")]
    found = isolation_of(server, closed, MODULES, trust=False)
    assert found == isolation_of(server, closed, MODULES, trust=True)
    assert found.level == ("A" if os.geteuid() == 0 else "B")
    assert "filtered system calls" in found.layers
    assert found.why == ()


def test_without_a_user_of_its_own_the_level_is_b(tmp_path) -> None:
    """Landlock and filtered system calls make level B, for root, too."""
    with without("user") as server:
        found = isolation_of(server, [ENGINE, tmp_path], MODULES, trust=False)
    assert (found.level, found.layers) == ("B", ("Landlock", "filtered system calls"))


@wrapped
def test_bubblewrap_stands_for_landlock(tmp_path) -> None:
    """On a kernel without Landlock bubblewrap makes level C: the engine and the files of others are not there."""
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    with without("user", "landlock") as server:
        found = isolation_of(
            server, [ENGINE, ENGINE / "pipeline.py", secret, Path("/etc/passwd")], MODULES, trust=False
        )
    assert (found.level, found.layers) == ("C", ("a file system of its own (bubblewrap)", "filtered system calls"))


@wrapped
def test_bubblewrap_is_left_out_where_landlock_is() -> None:
    """Where Landlock holds, nothing else stands in for it."""
    with without("user") as server:
        assert "bubblewrap" not in server.layers


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
    found = isolation_of(server, closed, modules, trust=True)
    assert found.level == "X"
    assert what in found.why[0]


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        pytest.param(["user", "landlock", "bubblewrap"], "has no Landlock", id="landlock"),
        pytest.param(["user", "landlock", "bubblewrap"], "student code can reach /etc/passwd", id="landlock-files"),
        pytest.param(["seccomp"], "system calls are filtered on Linux", id="seccomp"),
        pytest.param(["seccomp"], "open a socket, start a process", id="seccomp-calls"),
        pytest.param(LAYERS, "read its parent's memory", id="everything"),
    ],
)
def test_a_machine_without_a_layer_is_refused(missing, words) -> None:
    """Where a layer cannot be had, grading is refused with what is missing, what gets through, and a remedy."""
    with without(*missing) as server, pytest.raises(OperatorError) as refused:
        isolation_of(server, [Path("/etc/passwd")], (), trust=False)
    assert words in str(refused.value)
    assert "docker run --network none" in str(refused.value)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give children a user of their own")
def test_a_user_of_its_own_stands_for_landlock_where_files_are_closed(tmp_path) -> None:
    """On a kernel without Landlock root gives level A, if what must not open is closed to others; else none."""
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    with without("landlock", "bubblewrap") as server:
        if not server.environment.public:
            assert "user" not in server.layers  # it could not read the interpreter without reading everything
            return
        secret.chmod(0o600)
        assert isolation_of(server, [secret], (), trust=False).level == "A"
        secret.chmod(0o644)
        tmp_path.chmod(0o755)
        assert isolation_of(server, [secret], (), trust=True).level == "X"


def test_a_probe_that_does_not_answer_is_refused(server, monkeypatch) -> None:
    """No answer is no proof."""
    monkeypatch.setattr("autograder.sandbox.isolation.PROBE", "def opened(paths, modules):\n    raise SystemExit")
    with pytest.raises(OperatorError, match="no answer"):
        isolation_of(server, [], (), trust=False)
