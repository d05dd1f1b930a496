"""Bubblewrap: a view of the file system of the fork server's own, where the kernel has no Landlock.

The whole server is started behind it, so that it costs nothing per submission. `bwrap` is Debian's package bubblewrap;
its options are those of its manual page, bwrap(1).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

APART = ("--unshare-all", "--cap-drop", "ALL", "--proc", "/proc", "--dev", "/dev")
PATIENCE = 10.0  # seconds to find out whether it works


@cache
def program() -> str | None:
    """Return the path of `bwrap`; None where it is not installed or may not make namespaces, as in most containers."""
    found = shutil.which("bwrap")
    if found is None:
        return None
    attempt = [found, *APART, "--ro-bind", "/", "/", "--", "/bin/true"]
    try:
        done = subprocess.run(attempt, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603 - bwrap itself
    except (OSError, subprocess.TimeoutExpired):
        return None
    return found if done.returncode == 0 else None


def command(bwrap: str, readable: Iterable[str]) -> list[str]:
    """Return the command that starts this interpreter where some paths can be read and nothing else is there.

    Parameters
    ----------
    bwrap : str
        From `program`.
    readable : iterable of str
        Files and folders; what does not exist is passed over.

    Returns
    -------
    list of str
        To be continued by the interpreter's own options.
    """
    interpreter = os.path.realpath(sys.executable)
    binds = [("--ro-bind-try", path, path) for path in (*readable, interpreter) if not path.startswith("/dev/")]
    return [bwrap, *APART, "--chdir", "/", *(word for bind in binds for word in bind), "--", interpreter]
