"""What student code can import and read: entry by entry, and never the engine."""

from __future__ import annotations

import os
import sysconfig
import tempfile
from pathlib import Path

import numpy as np
import pytest

from autograder.errors import OperatorError
from autograder.sandbox.environment import FOREIGN, SYSTEM, make_environment


@pytest.fixture(scope="module")
def environment():
    """Make the environment of submissions that may import NumPy."""
    made = make_environment(["numpy"])
    yield made
    made.close()


def test_the_import_path_is_three_folders_of_links(environment) -> None:
    """The import path has the standard library, its extensions and the packages, and nothing but links in them."""
    assert [Path(folder).name for folder in environment.path] == ["stdlib", "extensions", "packages"]
    assert all(entry.is_symlink() for folder in environment.path for entry in Path(folder).iterdir())


def test_the_declared_package_is_there(environment) -> None:
    """A declared package is linked to where it is installed."""
    (packages,) = [Path(folder) for folder in environment.path if folder.endswith("packages")]
    assert (packages / "numpy").resolve() == Path(np.__file__).resolve().parent


@pytest.mark.parametrize("name", ["autograder", "reference", "assignments", "pytest", "_pytest", "pip", "hypothesis"])
def test_what_was_not_declared_is_not_there(environment, name) -> None:
    """Nothing else that is installed beside a declared package is linked, the engine least of all."""
    assert not any((Path(folder) / name).exists() for folder in environment.path)
    assert not any((Path(folder) / f"{name}.py").exists() for folder in environment.path)


def test_no_folder_that_holds_the_engine_is_allowed(environment) -> None:
    """No allowed path is the engine, lies above it, or is a folder into which other packages are installed."""
    engine = Path(__file__).resolve().parents[3] / "autograder"
    for path in map(Path, environment.allowed):
        resolved = path.resolve()
        assert resolved != engine
        assert resolved not in engine.parents
        assert resolved.name not in FOREIGN - {"__pycache__"}


def test_nothing_of_the_system_is_allowed_that_holds_secrets(environment) -> None:
    """Of the system's folders only shared libraries and a few named files are allowed."""
    allowed = set(environment.allowed)
    assert not allowed & {"/", "/etc", "/proc", "/home", "/root", "/tmp", "/usr", "/usr/lib", "/lib", "/dev", "/var"}  # noqa: S108
    assert set(SYSTEM) <= allowed
    assert {path for path in allowed if path.startswith("/etc/")} <= set(SYSTEM)
    assert {path for path in allowed if path.startswith("/dev/")} <= set(SYSTEM)


def test_what_a_package_requires_comes_with_it() -> None:
    """The distributions that a declared one requires are linked, too, and the optional ones are not."""
    made = make_environment(["matplotlib"])
    try:
        names = {entry.name for entry in Path(made.path[-1]).iterdir()}
    finally:
        made.close()
    assert {"matplotlib", "numpy", "pyparsing", "PIL", "dateutil"} <= names
    assert not names & {"pytest", "autograder", "sphinx", "hypothesis"}


def test_no_package_at_all_leaves_the_standard_library() -> None:
    """A sheet may declare nothing: then the standard library is all there is."""
    made = make_environment([])
    try:
        assert list(Path(made.path[-1]).iterdir()) == []
        stdlib = Path(made.path[0])
        assert (stdlib / "json").resolve() == (Path(sysconfig.get_path("stdlib")) / "json").resolve()
        assert not any((stdlib / name).exists() for name in ("site-packages", "dist-packages"))
    finally:
        made.close()


def test_a_package_that_is_not_installed_is_the_operators_to_install(monkeypatch, tmp_path) -> None:
    """A declared package that is missing is named, with the command that installs it; no folder is left behind."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(OperatorError, match=r"pip install no-such-distribution"):
        make_environment(["no-such-distribution"])
    assert list(tmp_path.iterdir()) == []


def test_closing_removes_the_links_alone() -> None:
    """The links go, and what they lead to stays."""
    made = make_environment(["numpy"])
    root = Path(made.folder.name)
    assert root.is_dir()
    made.close()
    assert not root.exists()
    assert Path(np.__file__).exists()


def test_an_interpreter_that_was_moved_is_found_where_it_is(monkeypatch, tmp_path) -> None:
    """The extensions are those beside the standard library, whatever folder the interpreter was built for."""
    built_for = sysconfig.get_config_vars() | {"DESTSHARED": str(tmp_path), "LIBDIR": str(tmp_path)}
    monkeypatch.setattr(sysconfig, "get_config_var", built_for.get)
    made = make_environment(["numpy"])
    (extensions,) = [Path(folder) for folder in made.path if folder.endswith("extensions")]
    assert any(entry.name.startswith("_socket.") for entry in extensions.iterdir())
    made.close()


def test_others_can_read_the_environment_whatever_the_umask() -> None:
    """A grader that makes its files for itself alone makes an environment that the children's user can enter."""
    before = os.umask(0o077)
    try:
        made = make_environment(["numpy"], {"data/table.csv": b"1"})
    finally:
        os.umask(before)
    folders = [Path(made.folder.name), *map(Path, made.path), Path(made.sheet), Path(made.sheet, "data")]
    assert all(folder.stat().st_mode & 0o777 == 0o755 for folder in folders)
    assert Path(made.sheet, "data", "table.csv").stat().st_mode & 0o777 == 0o644
    made.close()
