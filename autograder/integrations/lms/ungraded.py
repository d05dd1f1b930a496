"""Who has handed in something, and nothing that can be graded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from autograder.integrations.lms.export import METADATA
from autograder.integrations.lms.owners import ZIP, Owner, canvas_name, downloads, owner_of
from autograder.records import Refusal, Result
from autograder.submission.archive import NEITHER, PassedOver
from autograder.words import refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    Key: TypeAlias = tuple[str, str]  # a platform and a number of it, or a folder's path and a name in it

SHOWN = 3  # names of files in one sentence


class _File(NamedTuple):
    """A file of a download, and whose it is as far as its place tells."""

    download: str
    inner: tuple[str, ...]
    owner: Owner

    @property
    def folder(self) -> tuple[str, ...]:
        """Where it lies."""
        return (self.download, *self.inner[:-1])


def ungraded(
    passed: Sequence[PassedOver], graded: Iterable[Result | Refusal], paths: Sequence[Path], data: Collection[str] = ()
) -> list[tuple[PassedOver, Refusal]]:
    """Refuse what is passed over of students who have nothing else.

    Parameters
    ----------
    passed : sequence of PassedOver
        Files of all downloads, and those downloads in which nothing can be graded.
    graded : iterable of Result or Refusal
        Of all downloads: whoever has one of these keeps that alone.
    paths : sequence of Path
        The downloads, folders and files that they come from.
    data : collection of str, optional
        Paths of the sheet's own files of data.

    Returns
    -------
    list of (PassedOver, Refusal)
        One a student, with the first of the files; and one for a download of which nothing else would be said. Where
        nothing tells whose a file is, as beside notebooks at the root of an archive, nobody is refused.
    """
    submissions = [_path(each) for each in graded]
    roots, alone = downloads(paths, submissions)
    folders = {path.resolve().name for path in paths if path.is_dir()}

    def file_of(path: str) -> _File:
        parts = path.split("/")
        at = next((at for at, part in enumerate(parts) if part in roots), 0)
        return _File("/".join(parts[: at + 1]), tuple(parts[at + 1 :]), owner_of(path, roots, alone))

    found = [(each, file_of(_path(each))) for each in passed]
    files = [(each, file) for each, file in found if file.inner and not _is_known(file.inner, data)]
    layout = _Layout([file_of(path) for path in submissions], [file for _, file in files], folders)
    students: dict[Key, list[tuple[PassedOver, _File]]] = {}
    for each, file in files:
        if (key := layout.student(file)) is not None:
            students.setdefault(key, []).append((each, file))
    told = {file.download for several in students.values() for _, file in several}
    whole = [(each, Refusal(each.submission, each.reason, each.message)) for each, file in found if not file.inner]
    refused = [_refusal(key, several) for key, several in students.items()]
    return [*refused, *(pair for pair in whole if _path(pair[0]) not in told)]


class _Layout:
    """Where in the downloads students have their files."""

    def __init__(self, graded: Sequence[_File], passed: Sequence[_File], folders: Collection[str]) -> None:
        self._folders = folders
        self._graded = graded
        self._claimed: set[Key] = {(file.owner.platform, file.owner.id) for file in graded if file.owner.platform}
        self._canvas = {file.folder for file in graded if file.owner.platform == "canvas"}
        self._plain = {file.folder for file in graded if not file.owner.platform}
        exports = [file for file in passed if file.owner.platform in {"moodle", "gradescope"}]
        self._depths = {file.download: self._depth(file.download) for file in passed}
        self._taken = {self._part(file) for file in (*graded, *exports)}

    def student(self, file: _File) -> Key | None:
        """Return who must have handed in a file, if that can be told and there is nothing else of that student."""
        owner = file.owner
        is_canvas = file.folder in self._canvas or (len(file.inner) == 1 and file.folder not in self._plain)
        if owner.platform in {"moodle", "gradescope"} or (owner.platform == "canvas" and is_canvas):
            key = (owner.platform, owner.id)
            return key if key not in self._claimed else None
        depth = self._depths[file.download]
        if file.download.rpartition("/")[2] in self._folders:
            is_loose = len(file.inner) == 1 and not file.inner[0].lower().endswith(ZIP)
        else:  # an archive with a notebook at its root may be one student's, and one without any, too
            graded = [each.inner for each in self._graded if each.download == file.download]
            is_loose = len(file.inner) <= depth + 1 or any(len(inner) == 1 for inner in graded) or not graded
        part = self._part(file)
        return None if is_loose or part in self._taken else part

    def _part(self, file: _File) -> Key:
        """Return the folder that would be a student's, or the file where it lies in none."""
        depth = self._depths.get(file.download, 0)
        return "/".join((file.download, *file.inner[:depth])), "".join(file.inner[depth : depth + 1])

    def _depth(self, download: str) -> int:
        """Return how far down students' folders lie: an archive may hold one folder with all of them."""
        several = [each.inner for each in self._graded if each.download == download]
        is_wrapped = len({inner[0] for inner in several}) == 1 and all(len(inner) > 2 for inner in several)
        is_archive = download.rpartition("/")[2] not in self._folders
        return int(is_archive and is_wrapped and len({inner[1] for inner in several}) > 1)


def _path(each: Result | Refusal) -> str:
    return each.submission.replace("\\", "/")


def _is_known(inner: Sequence[str], data: Collection[str]) -> bool:
    """Whether a file is the platform's or the sheet's, by its name."""
    return inner[-1] == METADATA or any(f"/{'/'.join(inner)}".endswith(f"/{name}") for name in data)


def _refusal(key: Key, several: Sequence[tuple[PassedOver, _File]]) -> tuple[PassedOver, Refusal]:
    """Return what is said of a student, with the first of the files that lie least deep."""
    first, file = min(several, key=lambda each: len(each[1].inner))
    folder = "/".join(key)
    is_deeper = not file.owner.platform and "/".join(file.folder) != folder and _path(first) != folder
    names = list(dict.fromkeys(_own_name(each) for passed, each in several if _is_neither(passed)))
    submission = f"{folder}/" if is_deeper else first.submission  # not a folder of the student's own
    if not _is_neither(first):
        return first, Refusal(submission, first.reason, first.message)
    more = max(0, len(names) - SHOWN)
    return first, refusal(submission, NEITHER, names=", ".join(names[:SHOWN]), more=more)


def _is_neither(passed: PassedOver) -> bool:
    return passed.message is not None and passed.message.key == NEITHER


def _own_name(file: _File) -> str:
    """Return a file's name as the student knows it."""
    found = canvas_name(file.inner[-1]) if file.owner.platform == "canvas" else None
    return (found["file"] or found["typed"]) if found else file.inner[-1]
