"""Takes the notebooks and scripts out of a folder or a zip archive, in memory, without believing its directory."""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import SubmissionError
from autograder.records import Member, Refusal
from autograder.submission.read import MAX_BYTES, opened
from autograder.words import refusal, refuse, refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

MARKS = (b"PK\3\4", b"PK\5\6")  # of an archive's first file, and of an archive without any
MAX_ENTRIES = 20_000
MAX_DIRECTORY = MAX_ENTRIES * 512  # bytes: 20,000 names of more than 400 characters
MAX_UNPACKED = 2 << 30  # bytes of all files together
MAX_RATIO = 200  # of what is unpacked to what is packed; notebooks full of zeros reach 100
RATIO_FROM = 1 << 20  # bytes below which a ratio is no harm
PIECE = 1 << 16  # bytes that are unpacked at once
GRADED = (".ipynb", ".py")
PACKED = (".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".7z", ".rar")
PASSED_OVER = {"__MACOSX", ".ipynb_checkpoints", "__pycache__", "Thumbs.db", "desktop.ini"}  # what systems leave behind
NEITHER = "neither"  # a notebook nor a script
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    OverflowError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class PassedOver(Refusal):
    """What has nothing in it to be graded: whether that is anybody's fault is decided where it is known whose it is."""


def passed_over(name: str, key: str) -> PassedOver:
    """Return what has nothing in it to be graded, with why."""
    why = refusal(name, key)
    return PassedOver(name, why.reason, why.message)


def handed_in(path: Path) -> Iterator[Path | Member | Refusal]:
    """Yield what is to be graded of one file: itself or, if it is a folder or by its content a zip, what is in it.

    Parameters
    ----------
    path : Path
        As it was handed in.

    Yields
    ------
    Path, Member or Refusal
        The path if it is neither; otherwise every notebook and script within, and a refusal for each entry that
        cannot be taken out; then `PassedOver` for each other file, and for an archive or a folder with nothing else.
        Of a zip in a folder what is in it. Only one member is in memory at a time.
    """
    if path.is_dir():
        yield from _below(path)
        return
    try:
        with opened(path) as file:
            if file.read(4) in MARKS:
                yield from _members(path.name, file)
                return
    except SubmissionError:
        pass  # the reader of single files says why
    yield path


def _below(folder: Path) -> Iterator[Member | Refusal]:
    """Yield what is in a folder and those in it, in the order of names; what is hidden was not handed in."""
    root = folder.resolve()  # "." has a name, too
    closed: list[OSError] = []
    passed: list[PassedOver] = []
    found = False
    for place, folders, files in os.walk(root, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not _is_left_behind([name]))
        for file in sorted(name for name in files if not _is_left_behind([name])):
            path = Path(place, file)
            for each in _in_folder(path, _shown(f"{root.name}/{path.relative_to(root).as_posix()}")):
                if isinstance(each, PassedOver):
                    passed.append(each)
                else:
                    yield each
                    found = True
    for error in closed:
        inner = Path(error.filename or root).relative_to(root).as_posix()
        yield refusal(_shown(f"{root.name}/{inner}"), "closed-folder")
    yield from passed
    if not found and not closed:
        yield passed_over(_shown(root.name), "empty-folder")


def _in_folder(path: Path, name: str) -> Iterator[Member | Refusal]:
    """Yield what one file of a folder is, or, if it is a zip, what is in it."""
    kind = path.name.lower()
    try:
        if kind.endswith(".zip"):
            with opened(path) as file:
                if file.read(4) not in MARKS:
                    raise refuse("no-zip")
                yield from _members(name, file)
        elif kind.endswith(PACKED):
            raise refuse("other-archive")
        elif kind.endswith(GRADED):
            yield Member(name, _read(path))
        else:
            yield passed_over(name, NEITHER)
    except SubmissionError as error:
        yield refused(name, error)


def _read(path: Path) -> bytes:
    with opened(path) as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise refuse("too-large", most=MAX_BYTES >> 20)
    return content


def _members(archive: str, file: BinaryIO) -> Iterator[Member | Refusal]:
    try:
        with zipfile.ZipFile(_Bounded(file)) as unpacked:
            entries = [entry for entry in unpacked.infolist() if not _is_passed_over(entry)]
            if len(unpacked.infolist()) > MAX_ENTRIES:
                raise refuse("many-files", most=MAX_ENTRIES)
            yield from _taken_out(archive, unpacked, entries)
    except SubmissionError as error:
        yield refused(archive, error)
    except (*DAMAGED, NotImplementedError):
        yield refusal(archive, "damaged-archive")


def _taken_out(
    archive: str, unpacked: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo]
) -> Iterator[Member | Refusal]:
    """Yield every entry that is graded, a refusal for each that cannot be, and then what is passed over."""
    times = Counter(entry.filename for entry in entries)
    left = MAX_UNPACKED
    found = False
    passed = []
    for entry in entries:
        name = f"{archive}/{_shown(entry.orig_filename)}"
        try:
            _refuse_form(entry)
            if not entry.filename.lower().endswith(GRADED):
                if not _is_left_behind(entry.filename.split("/")):
                    passed.append(passed_over(name, NEITHER))
                continue
            found = True
            if times[entry.filename] > 1:
                raise refuse("twice")
            content = _unpack(unpacked, entry, left)
            left -= len(content)
        except SubmissionError as error:
            found = True
            yield refused(name, error)
        else:
            yield Member(name, content)
    yield from passed
    if not found:
        yield passed_over(archive, "empty-archive")


def _refuse_form(entry: zipfile.ZipInfo) -> None:
    """Refuse an entry that is not a plain file with a plain name, whatever it is called."""
    name, kind = entry.orig_filename, entry.external_attr >> 16
    parts = name.split("/")
    if not name.isprintable() or "\\" in name:
        raise refuse("odd-name")
    if name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name):
        raise refuse("outside")
    if stat.S_ISLNK(kind):
        raise refuse("packed-link")
    if stat.S_IFMT(kind) not in {0, stat.S_IFREG}:
        raise refuse("no-file")
    if entry.flag_bits & 0x41:
        raise refuse("encrypted")
    if name.lower().endswith(PACKED):
        raise refuse("nested")


def _unpack(unpacked: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """Return an entry's content, piece by piece, and never more than the limits."""
    if entry.file_size > MAX_BYTES:
        raise refuse("large", size=round(entry.file_size / 1e6), most=MAX_BYTES >> 20)
    if entry.file_size > max(RATIO_FROM, MAX_RATIO * entry.compress_size):
        raise refuse("ratio", most=MAX_RATIO)
    if entry.file_size > left:
        raise refuse("after-others", most=MAX_UNPACKED >> 30)
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:  # the others unpack without a limit
        raise refuse("other-packing")
    try:
        with unpacked.open(entry) as member:
            content = b"".join(iter(lambda: member.read(PIECE), b""))
    except DAMAGED:
        raise refuse("damaged-member") from None
    if content.startswith(MARKS):
        raise refuse("nested")
    return content


def _is_passed_over(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a folder, or of a folder that nobody meant to hand in."""
    return entry.is_dir() or not PASSED_OVER.isdisjoint(entry.filename.split("/"))


def _is_left_behind(parts: Sequence[str]) -> bool:
    """Whether a file or a folder is hidden, or one that systems and editors leave behind."""
    return any(part.startswith(".") or part in PASSED_OVER for part in parts)


def _shown(name: str) -> str:
    """Return an entry's name for people: on one line, and not longer than a line or two."""
    printable = "".join(character if character.isprintable() else "?" for character in name)
    return printable if len(printable) <= 200 else f"{printable[:100]}...{printable[-97:]}"


class _Bounded(io.RawIOBase):
    """A file of which nobody reads more at once than the directory of an archive may take.

    Parameters
    ----------
    file : file object
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def seekable(self) -> bool:
        """Whether it can be read anywhere."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a position."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return the position."""
        return self._file.tell()

    def read(self, size: int = -1) -> bytes:
        """Read so many bytes, or fewer at the end of the file.

        Raises
        ------
        zipfile.BadZipFile
            If they are more than a directory of so many entries needs.
        """
        if size > MAX_DIRECTORY:
            raise zipfile.BadZipFile
        return self._file.read(size if size >= 0 else 1 << 17)  # the end, with its comment, is shorter
