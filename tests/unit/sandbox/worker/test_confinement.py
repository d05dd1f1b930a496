"""Which layers a machine gives."""

from __future__ import annotations

import os

import pytest

from autograder.sandbox.worker import landlock, limits
from autograder.sandbox.worker.confinement import LAYERS, confinement
from tests.unit.sandbox.worker.conftest import in_a_fork

CONTAINER = 0xA80425FB  # what a container's root may do by default: to read all is not among it

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0 or not landlock.version(), reason="needs root, and Landlock"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]


@pytest.mark.parametrize(
    ("kept", "reading", "given"),
    [
        pytest.param(CONTAINER, True, False, id="a-closed-interpreter-in-a-container"),
        pytest.param(CONTAINER, False, True, id="an-open-interpreter-in-a-container"),
        pytest.param(CONTAINER | limits.CAP_DAC_READ_SEARCH, True, True, id="a-closed-interpreter-outside"),
    ],
)
def test_a_user_that_could_not_read_the_interpreter_is_not_given(kept, reading, given) -> None:
    """Root that may not read all itself, as in a container, gives children a user only where anybody may read."""

    def task():
        limits.keep_capabilities(kept)
        return "user" in confinement(frozenset(LAYERS), [], 58_125, reading=reading).layers

    assert in_a_fork(task) is given
