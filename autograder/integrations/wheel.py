"""The engine as a wheel, made from what is installed: what a platform installs is what the instructor has tried.

The format is that of https://packaging.python.org/en/latest/specifications/binary-distribution-format/.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import io
import zipfile
from typing import TYPE_CHECKING

from autograder.resources import ENGINE, resource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)  # the same files give the same wheel
LEFT_OUT = {"__pycache__", "_resources", ".mypy_cache", ".ruff_cache"}
WHEEL = "Wheel-Version: 1.0\nGenerator: secant\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def engine_wheel() -> tuple[str, bytes]:
    """Return the name and the content of the engine's wheel, the lecture and the templates in it.

    Returns
    -------
    name : str
    content : bytes
        Reproducible: of the same files always the same.
    """
    about = importlib.metadata.distribution("secant")
    info = f"secant-{about.version}.dist-info"
    files = {f"autograder/{name}": content for name, content in files_below(ENGINE)}
    for folder in ("reference", "assignments", "templates"):
        files |= {f"autograder/_resources/{folder}/{name}": each for name, each in files_below(resource(folder))}
    files[f"{info}/METADATA"] = (about.read_text("METADATA") or "").encode()
    files[f"{info}/entry_points.txt"] = (about.read_text("entry_points.txt") or "").encode()
    files[f"{info}/WHEEL"] = WHEEL.encode()
    record = "".join(f"{name},sha256={_digest(content)},{len(content)}\n" for name, content in sorted(files.items()))
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    return f"secant-{about.version}-py3-none-any.whl", packed(files)


def files_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the relative path, with forward slashes, and the content of what lies in a folder, but for caches."""
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and not LEFT_OUT & {*relative.parts}:
            yield relative.as_posix(), path.read_bytes()


def packed(files: dict[str, bytes], executable: tuple[str, ...] = ()) -> bytes:
    """Return a zip archive of files, reproducible to the byte.

    Parameters
    ----------
    files : dict of str to bytes
        By their paths in the archive.
    executable : tuple of str, optional
        Those that are programs.

    Returns
    -------
    bytes
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if name in executable else 0o100644) << 16
            archive.writestr(entry, files[name])
    return content.getvalue()


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
