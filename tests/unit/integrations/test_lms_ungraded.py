"""Who has handed in something and nothing that can be graded."""

from __future__ import annotations

import pytest

from autograder.integrations.lms import attributed, standings, ungraded
from autograder.records import Refusal
from autograder.submission.archive import NEITHER, passed_over

EMPTY = "is an archive without a notebook or a script; hand in the sheet's notebook."


@pytest.fixture
def told(tmp_path):
    """Return a function that says of a class's files who is refused, and with which files."""
    (tmp_path / "class").mkdir()
    downloads = [tmp_path / name for name in ("class", "all.zip", "alice.zip")]

    def refused(*passed, graded=(), data=()):
        files = [passed_over(path, "empty-archive" if path.endswith(".zip") else NEITHER) for path in passed]
        pairs = ungraded(files, [Refusal(path, "is empty.") for path in graded], downloads, data)
        assert all(first in files for first, _ in pairs)
        attempts, _ = attributed([refusal for _, refusal in pairs], downloads)
        words = {each.graded.submission: each.graded.reason.partition(";")[0] for each in attempts}
        return [(each.student.name, words[each.graded.submission]) for each in standings(attempts)]

    return refused


def neither(names):
    return f"is no notebook and no script ({names})"


def test_an_essay_in_canvas_is_its_students(told) -> None:
    """A student of a Canvas download who has no notebook is a row, by the own file's name; one who has both is not."""
    essay, beside = "all.zip/moedan_LATE_104_5004_essay.txt", "all.zip/lovelaceada_1_2_data.csv"
    assert told(essay, beside, graded=["all.zip/lovelaceada_1_3_a01.ipynb"]) == [("moedan", neither("essay.txt"))]
    assert told("all.zip/moedan_104_text.html", "all.zip") == [("moedan", neither("text.html"))]


def test_an_essay_in_moodle_or_gradescope_is_its_students(told) -> None:
    """Folders of platforms tell whose it is, also where typed online; what the platform adds is nobody's."""
    passed = ("Ada_1_assignsubmission_file_/x.pdf", "Ada_1_assignsubmission_onlinetext_/onlinetext.html")
    bob = "all.zip/Bob_2_assignsubmission_file_/"
    passed = [f"all.zip/{name}" for name in passed]
    assert told(*passed, f"{bob}x.pdf", graded=[f"{bob}a.py"]) == [("Ada", neither("x.pdf, onlinetext.html"))]
    export = [f"class/export/{name}" for name in ("submission_metadata.yml", "submission_9/x.pdf", "notes.txt")]
    assert told(*export, graded=["class/export/submission_8/a.py"]) == [("submission_9", neither("x.pdf"))]


def test_a_folder_without_a_notebook_is_its_students(told) -> None:
    """One row for each direct subfolder in which nothing is graded, whatever is in it, and however deep."""
    cleo = [f"class/cleo/{name}" for name in ("hw.pdf", "docs/a.txt", "docs/b.txt", "docs/c.txt")]
    others = ["class/ada/data.csv", "class/ada/figures/a.png", "class/list.csv", "class/dan/src/deep.r"]
    graded = ["class/ada/week/a01.ipynb", "class/grace.ipynb"]
    assert told(*cleo, *others, graded=graded) == [
        ("cleo", neither("hw.pdf, a.txt, b.txt and 1 more")),
        ("dan", neither("deep.r")),
    ]


def test_a_zip_without_a_notebook_is_its_students(told) -> None:
    """A zip in a folder is somebody's, unless that student's folder has a notebook; what is in it is no other's."""
    passed = ["class/bob.zip/essay.txt", "class/bob.zip", "class/ada/data.zip", "class/cleo/hw.zip"]
    expected = [(name, EMPTY.partition(";")[0]) for name in ("bob", "cleo")]
    assert told(*passed, graded=["class/ada/a01.ipynb"]) == expected


def test_the_sheets_own_data_was_not_handed_in(told) -> None:
    """A folder of data that the sheet has given out is no student."""
    assert told("class/data/points.csv", graded=["class/ada.ipynb"], data=["data/points.csv"]) == []


def test_where_nothing_tells_whose_a_file_is_nobody_is_refused(told) -> None:
    """Beside notebooks at the root of an archive, or in folders of an archive that is one student's."""
    passed = ["alice.zip/letter.txt", "alice.zip/figures/a.png", "alice.zip/iris_1_2_x.csv"]
    assert told(*passed, graded=["alice.zip/a02.ipynb"]) == []
    assert told("class/ada/iris_1_2_x.csv", "class/iris_1_2_x.csv", graded=["class/ada/a.py", "class/b.py"]) == []


def test_an_archive_of_folders_tells_like_a_folder(told) -> None:
    """Folders in an archive, and in the one folder that it holds, are students'."""
    assert told("all.zip/cleo/hw.pdf", graded=["all.zip/ada/a.py"]) == [("cleo", neither("hw.pdf"))]
    packed = ["all.zip/class/ada/a.py", "all.zip/class/bob/a.py"]
    assert told("all.zip/class/cleo/hw.pdf", "all.zip/class/x.txt", graded=packed) == [("cleo", neither("hw.pdf"))]


def test_a_download_of_nothing_is_told_where_nobody_is(told) -> None:
    """Its own sentence stands where no student could be named, and only there."""
    assert told("all.zip/letter.txt", "all.zip") == [("all", EMPTY.partition(";")[0])]
    assert told("class/cleo/hw.pdf", "class") == [("cleo", neither("hw.pdf"))]
