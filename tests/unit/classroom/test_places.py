"""Where the results of a class go."""

from __future__ import annotations

import zipfile
from pathlib import Path

from autograder.classroom import places_for
from autograder.classroom.places import _folder_name


def folders(paths, out=Path("out")):
    return [folder for _, handed in places_for(paths, out) for _, folder in handed]


def test_every_file_has_a_folder_of_its_own() -> None:
    """Files of one stem are numbered, past a file that is called so already, and where case does not count."""
    paths = [Path(name) for name in ("a.py", "a-2.py", "b/a.ipynb", "A.py")]
    assert folders(paths) == [Path("out") / name for name in ("a", "a-2", "a-3", "A-4")]


def test_no_name_leads_out_of_the_folder() -> None:
    """Whatever a name is, its folder is one name directly in the folder of all results, and not too long for it."""
    hostile = ["..", ".", "", "/etc/passwd", "../../x", "a\\b", "C:x", "a\0b", "\x1b[2J", "\udcff", "é" * 500]
    taken = set()
    for name in hostile:
        found = _folder_name(name, taken)
        assert (Path("out") / found).parent == Path("out")
        assert found not in {"", ".", ".."}
        assert len(found.encode()) < 255
        assert found.isprintable()
    assert len(taken) == len(hostile)
    assert folders([Path("nowhere/..")]) == [Path("out/submission")]


def test_files_of_an_archive_are_told_apart_by_their_path(tmp_path) -> None:
    """A file in an archive is placed under the archive's stem and its own path; a refused one, too."""
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name in ("jane/a.py", "joe/a.py", "../../a.py"):
            packed.writestr(name, "x = 1")
    assert folders([path]) == [Path("out") / name for name in ("class-jane-a", "class-joe-a", "class-..-..-a")]
