"""Zip archives that are the same to the byte for the same files."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)  # the time of all entries
LEFT_OUT = {"__pycache__", "_resources", ".mypy_cache", ".ruff_cache"}


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
