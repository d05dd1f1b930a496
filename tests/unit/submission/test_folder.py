"""Folders: every notebook and script in one is taken, by its path, and what is hidden is left."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from autograder.records import Member
from autograder.submission import handed_in
from autograder.submission.archive import NEITHER, PassedOver, passed_over


def taken(folder):
    """Return what is to be graded of a folder, in order: names with contents, or with the reason of a refusal."""
    return [
        (each.name, each.content) if isinstance(each, Member) else (each.submission, each.reason)
        for each in handed_in(folder)
        if not isinstance(each, PassedOver)
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
    """Each is named by the folder and its own path; other files are no submissions."""
    root = folder("grace.py", "ada/week 1/a01.IPYNB", "ada/notes.txt", "zoe/a01.ipynb")
    names = ["class/grace.py", "class/ada/week 1/a01.IPYNB", "class/zoe/a01.ipynb"]
    assert taken(root) == [(name, b"x = 1") for name in names]
    assert [*handed_in(root)][3:] == [passed_over("class/ada/notes.txt", NEITHER)]


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


def pack(path, *names, content="x = 1"):
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, content)


def test_a_zip_in_a_folder_is_unpacked(folder) -> None:
    """What `grader.export` of otter made is read where it lies, under its own name; its log is passed over."""
    root = folder("ada/a.py")
    pack(root / "bob.zip", "a02.ipynb", ".OTTER_LOG")
    pack(root / "ada" / "Work.ZIP", "b.py")
    names = ["class/bob.zip/a02.ipynb", "class/ada/Work.ZIP/b.py", "class/ada/a.py"]
    assert taken(root) == [(name, b"x = 1") for name in names]


def test_a_zip_in_a_folder_has_the_limits_of_any_zip(folder) -> None:
    """What leads out of it, archives within, damage and other kinds of archive are refused in one sentence each."""
    root = folder("lie.zip", "old.tar.gz")
    pack(root / "bad.zip", "../up.py", "inner.zip", "right.py")
    pack(root / "cut.zip", "a.py")
    (root / "cut.zip").write_bytes((root / "cut.zip").read_bytes()[:-30])
    (root / "link.zip").symlink_to(root / "bad.zip")
    found = dict(taken(root))
    assert found.pop("class/bad.zip/right.py") == b"x = 1"
    assert {name.removeprefix("class/"): reason.partition(";")[0] for name, reason in found.items()} == {
        "bad.zip/../up.py": "has a name that leads out of the archive",
        "bad.zip/inner.zip": "is an archive within an archive",
        "cut.zip": "is a damaged archive",
        "lie.zip": "is called a zip and is none",
        "link.zip": "is a link",
        "old.tar.gz": "is an archive of a kind that is not read here",
    }


def test_a_folder_with_nothing_to_grade_says_so(folder) -> None:
    """A folder in which there is nothing else is passed over with what to do."""
    letter, whole = handed_in(folder("letter.txt"))
    assert letter == passed_over("class/letter.txt", NEITHER)
    assert whole == PassedOver("class", "is a folder without a notebook or a script; name the one that has them.")


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
