"""Folders: every notebook and script in one is taken, by its path, and what is hidden is left."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from autograder.records import Member, Refusal
from autograder.submission import handed_in


def taken(folder):
    """Return what is in a folder, in order: names with contents, or with the reason of a refusal."""
    return [
        (each.name, each.content) if isinstance(each, Member) else (each.submission, each.reason)
        for each in handed_in(folder)
    ]


@pytest.fixture
def folder(tmp_path):
    """Return a folder, and a function that puts files into it."""
    root = tmp_path / "class"

    def put(*names, content=b"x = 1"):
        for name in names:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        return root

    return put


def test_notebooks_and_scripts_at_any_depth_are_taken_in_order(folder) -> None:
    """Each is named by the folder and its own path; other files are nobody's submission."""
    root = folder("grace.py", "ada/week 1/a01.IPYNB", "ada/notes.txt", "zoe/a01.ipynb")
    names = ["class/grace.py", "class/ada/week 1/a01.IPYNB", "class/zoe/a01.ipynb"]
    assert taken(root) == [(name, b"x = 1") for name in names]


def test_what_is_hidden_was_not_handed_in(folder) -> None:
    """Hidden folders and files, checkpoints and what archives leave behind are passed over."""
    hidden = (".git/a.py", ".a.py", "ada/.ipynb_checkpoints/a.ipynb", "__MACOSX/a.py", "ada/._a.ipynb")
    assert taken(folder("ada/a.ipynb", *hidden)) == [("class/ada/a.ipynb", b"x = 1")]


def test_a_folder_is_named_whatever_the_path_to_it_is(folder, monkeypatch) -> None:
    """The current folder has a name, too."""
    monkeypatch.chdir(folder("a.py"))
    assert taken(Path()) == taken(Path("../class/")) == [("class/a.py", b"x = 1")]


def test_a_link_leads_nowhere(folder, tmp_path) -> None:
    """A link to a file is refused, and a link to a folder is not followed."""
    root = folder("ada/a.py")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "b.py").write_text("secret")
    (root / "ada" / "b.py").symlink_to(tmp_path / "secret" / "b.py")
    (root / "grace").symlink_to(tmp_path / "secret")
    assert taken(root) == [("class/ada/a.py", b"x = 1"), ("class/ada/b.py", "is a link; hand in the file itself.")]


def test_an_archive_in_a_folder_is_not_passed_over(folder, tmp_path) -> None:
    """A student's archive is refused by name, so that nobody is forgotten."""
    with zipfile.ZipFile(folder("ada/a.py") / "ada" / "work.zip", "w") as archive:
        archive.writestr("b.py", "x = 1")
    assert ("class/ada/work.zip", "is an archive in a folder; unpack it, or name it by itself.") in taken(
        tmp_path / "class"
    )


def test_a_folder_with_nothing_to_grade_says_so(folder) -> None:
    """An empty folder is a refusal with what to do."""
    (refused,) = handed_in(folder("letter.txt"))
    assert refused == Refusal("class", "is a folder without a notebook or a script; name the one that has them.")


def test_a_file_that_is_too_large_costs_itself(folder, monkeypatch) -> None:
    """The limit of a single file holds in a folder."""
    monkeypatch.setattr("autograder.submission.archive.MAX_BYTES", 4)
    (root,) = {folder("a.py"), folder("b.py", content=b"x")}
    first, second = taken(root)
    assert "is too large" in first[1]
    assert second == ("class/b.py", b"x")


def test_a_folder_that_cannot_be_opened_is_told(folder, monkeypatch) -> None:
    """Whose folder is closed is named; the others are graded."""
    root, scan = folder("ada/a.py", "grace/a.py"), os.scandir

    def closed(path):
        if str(path).endswith("ada"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", closed)  # root may open every folder
    assert taken(root) == [
        ("class/grace/a.py", b"x = 1"),
        ("class/ada", "is a folder that cannot be opened; look at its permissions."),
    ]
