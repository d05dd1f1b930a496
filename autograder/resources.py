"""Where the lecture and the templates lie: beside the engine in a checkout, inside it in a wheel."""

from __future__ import annotations

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
