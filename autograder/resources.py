"""Where the lecture and the templates lie: beside the engine in a checkout, inside it in a wheel."""

from __future__ import annotations

import hashlib
from pathlib import Path

ENGINE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Find a folder that travels with the engine.

    Parameters
    ----------
    name : {"reference", "assignments", "templates"}
        The folder's name.

    Returns
    -------
    Path
        In a wheel `autograder/_resources/<name>`, otherwise the folder beside `autograder/`.
    """
    return lecture_root() / name


def lecture_root() -> Path:
    """Return the directory that holds the bundled lecture, laid out as a course is."""
    packed = ENGINE / "_resources"
    return packed if packed.is_dir() else ENGINE.parent


def engine_digest() -> str:
    """Return a digest of the engine's modules and the templates: what a grade depends on beside the course and NumPy.

    It is the same for a checkout and the wheel that is made of it.

    Returns
    -------
    str
        SHA-256 in hexadecimal.
    """
    packed, templates = ENGINE / "_resources", resource("templates")
    files = {path: path.relative_to(ENGINE) for path in ENGINE.rglob("*.py") if not path.is_relative_to(packed)}
    files |= {path: path.relative_to(templates.parent) for path in templates.rglob("*") if path.is_file()}
    digest = hashlib.sha256()
    for path, name in sorted(files.items(), key=lambda pair: pair[1]):
        if "__pycache__" not in name.parts:
            content = path.read_bytes()
            digest.update(f"{name.as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
