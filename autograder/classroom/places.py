"""What is to be graded of the files that were named, and where its results belong."""

from __future__ import annotations

import itertools
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from autograder.records import Member, Refusal
from autograder.submission import handed_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def places_for(
    paths: Iterable[Path], out: Path
) -> Iterator[tuple[Path, Iterator[tuple[Path | Member | Refusal, Path]]]]:
    """Pair what is to be graded of each file with the folder of its results.

    Parameters
    ----------
    paths : iterable of Path
        Files to grade, archives among them.
    out : Path
        The folder of all results.

    Yields
    ------
    (Path, iterator of (Path, Member or Refusal, Path))
        A file, and what is to be graded of it with a folder each, directly in `out` whatever the name: the file's stem;
        for a file within an archive the archive's and its own path, in one name. Where several share one they are
        numbered.
    """
    taken: set[str] = set()
    for path in paths:
        yield path, ((each, out / _folder_name(_place(each), taken)) for each in handed_in(path))


def _place(file: Path | Member | Refusal) -> str:
    if isinstance(file, Path):
        return file.stem
    archive, _, inner = (file.name if isinstance(file, Member) else file.submission).partition("/")
    stem = inner.removesuffix(".ipynb").removesuffix(".py")
    return "-".join(filter(None, [PurePosixPath(archive).stem, *stem.split("/")]))


def _folder_name(wanted: str, taken: set[str]) -> str:
    """Return a name that nothing else has, also where case does not count, and that no file system misunderstands."""
    plain = "".join(each if each.isprintable() and each not in '/\\:*?"<>|' else "_" for each in wanted)
    stem = plain.encode()[:200].decode(errors="ignore").strip(". ") or "submission"  # bytes: a name has at most 255
    names = (stem if number == 1 else f"{stem}-{number}" for number in itertools.count(1))
    name = next(name for name in names if name.casefold() not in taken)
    taken.add(name.casefold())
    return name
