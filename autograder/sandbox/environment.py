"""The environment of student code: the standard library and the declared packages, entry by entry.

A directory of symbolic links is made for the fork server: `stdlib/` and `packages/`. It is the whole import path of
the children, and with the links' targets and the shared libraries it is all that Landlock lets them read. The folder
that the engine is installed in is never on either list, though NumPy's may be the same one. Beside them lies `sheet/`,
where student code runs, with a copy of the sheet's public data.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import os
import shutil
import stat
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement

from autograder.errors import OperatorError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FOREIGN = {"site-packages", "dist-packages", "__pycache__"}
LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib")
SYSTEM = ("/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo", "/dev/null", "/dev/urandom")


@dataclass(frozen=True)
class Environment:
    """What student code can import and read.

    Attributes
    ----------
    folder : tempfile.TemporaryDirectory
        Holds the links; removed by `close`.
    path : tuple of str
        The import path.
    allowed : tuple of str
        Files and directories that may be read.
    sheet : str
        The folder that student code runs in.
    public : bool
        Whether any user can reach them: no interpreter in somebody's closed home.
    """

    folder: tempfile.TemporaryDirectory[str]
    path: tuple[str, ...]
    allowed: tuple[str, ...]
    sheet: str
    public: bool

    def close(self) -> None:
        """Remove the links."""
        self.folder.cleanup()

    @contextlib.contextmanager
    def lent(self, package: Path) -> Iterator[str]:
        """Lend a copy of a package, for as long as it takes to import it; give the folder that it lies in."""
        with tempfile.TemporaryDirectory(dir=self.folder.name) as place:
            Path(place).chmod(0o755)
            shutil.copytree(package, Path(place, package.name), ignore=shutil.ignore_patterns("__pycache__"))
            yield place


def make_environment(packages: Iterable[str], data: Mapping[str, bytes] | None = None) -> Environment:
    """Make the environment of a sheet's submissions.

    Parameters
    ----------
    packages : iterable of str
        Distributions that may be imported; what they need comes with them.
    data : mapping of str to bytes, optional
        Public files by their relative paths, with forward slashes; submissions find them where they run.

    Returns
    -------
    Environment

    Raises
    ------
    OperatorError
        If one of them is not installed.
    """
    stdlib = Path(sysconfig.get_path("stdlib"))
    # not DESTSHARED, which is where the interpreter was built to lie: it may have been moved
    extensions = Path(sysconfig.get_path("platstdlib", vars={"platbase": sys.base_exec_prefix}), "lib-dynload")
    linked = {
        "stdlib": [*_entries(stdlib), stdlib / "__pycache__"],
        "extensions": list(_entries(extensions)),
        "packages": sorted(_distribution_entries(packages)),
    }
    folder = tempfile.TemporaryDirectory(prefix="secant-")
    root = Path(folder.name)
    allowed = [str(root), *SYSTEM]
    for name, entries in linked.items():
        (root / name).mkdir()
        for entry in entries:
            (root / name / entry.name).symlink_to(entry)
            allowed.append(str(entry))
    allowed += _shared_libraries()
    sheet = root / "sheet"
    sheet.mkdir()
    for name, content in (data or {}).items():
        (sheet / name).parent.mkdir(parents=True, exist_ok=True)
        (sheet / name).write_bytes(content)
    for each in (root, *(root / name for name in linked), sheet, *sheet.rglob("*")):  # whatever the umask is
        each.chmod(0o755 if each.is_dir() else 0o644)
    roots = {entry.parent for entries in linked.values() for entry in entries} | {root}
    public = all(_is_public(each) for each in roots)
    path = tuple(str(root / name) for name in linked)
    return Environment(folder, path, tuple(allowed), str(sheet), public)


def _is_public(folder: Path) -> bool:
    """Whether any user can enter a folder."""
    place = folder.resolve()
    return all(each.stat().st_mode & stat.S_IXOTH for each in (place, *place.parents))


def _entries(folder: Path) -> Iterator[Path]:
    """Yield what lies in a folder of the standard library, except what was installed there."""
    if folder.is_dir():
        yield from (entry for entry in sorted(folder.iterdir()) if entry.name not in FOREIGN)


def _distribution_entries(packages: Iterable[str]) -> set[Path]:
    """Find the top-level files and folders of some distributions and of all that they require."""
    found: set[Path] = set()
    seen: set[str] = set()
    waiting = list(packages)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            raise OperatorError(
                f"the package {name!r}, which submissions may import, is not installed; run pip install {name}."
            ) from None
        site = Path(str(distribution.locate_file("")))
        tops = {Path(file).parts[0] for file in distribution.files or ()} - FOREIGN - {".."}
        found |= {site / top for top in tops if (site / top).exists()}
        for text in distribution.requires or ():
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
    return found


def _shared_libraries() -> Iterator[str]:
    """Yield the system's shared libraries; what else a distribution keeps in lib/ stays closed."""
    for folder in LIBRARIES:
        if not os.path.isdir(folder):  # noqa: PTH112 - /lib may be a link
            continue
        for entry in os.scandir(folder):
            if ".so" in entry.name or "-linux-" in entry.name:
                yield entry.path
    base = Path(sys.base_exec_prefix, "lib")  # libpython, and the libraries of a private build
    if base.is_dir():
        yield from (entry.path for entry in os.scandir(base) if ".so" in entry.name)
