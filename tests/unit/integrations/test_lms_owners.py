"""Whose a file of a platform's download is."""

from __future__ import annotations

import pytest

from autograder.integrations.lms import Owner, Student, owner_of
from autograder.integrations.lms.owners import downloads


def canvas(number, name, *, late=False):
    return Owner("canvas", number, (Student(name, number),), late=late)


def moodle(number, name):
    return Owner("moodle", number, (Student(name, number),))


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("lovelaceada_12_3456_a01.ipynb", canvas("12", "lovelaceada")),
        ("all.zip/lovelaceada_12_3456_a01.ipynb", canvas("12", "lovelaceada")),
        ("lovelaceada_LATE_12_3456_a01.ipynb", canvas("12", "lovelaceada", late=True)),
        ("lateef_12_3456_a01.ipynb", canvas("12", "lateef")),
        ("lovelaceada_12_3456_a01_linear_regression-1.ipynb", canvas("12", "lovelaceada")),
        ("hoppergrace_7_8_my_work_12_34_x.ipynb", canvas("7", "hoppergrace")),
        ("hoppergrace_7_8_01_homework.ipynb", canvas("7", "hoppergrace")),
        ("von_trapp_maria_7_8_a01.ipynb", canvas("7", "von_trapp_maria")),
        ("müllerअनिल_7_8_a01.ipynb", canvas("7", "müllerअनिल")),
        ("_7_8_a01.ipynb", canvas("7", "")),
        ("lovelaceada_LATE_12_text.html", canvas("12", "lovelaceada", late=True)),
        ("lovelaceada_12_link.html", canvas("12", "lovelaceada")),
        ("class/lovelaceada_12_3456_a01.zip/a01.ipynb", canvas("12", "lovelaceada")),
        ("class/lovelaceada_12_3456_a01.zip/hoppergrace_7_8_a01.ipynb", canvas("12", "lovelaceada")),
    ],
)
def test_canvas_tells_the_student_in_the_files_name(path, owner) -> None:
    """Name, LATE, user and attachment stand in front of the file's own name, whatever numbers that has, and its -1."""
    assert owner_of(path) == owner


@pytest.mark.parametrize(
    ("path", "late"),
    [("anon_x9YzQ_3456_a01.ipynb", False), ("LATE_anon_x9YzQ_3456_a01.ipynb", True)],
)
def test_canvas_has_files_without_names(path, late) -> None:
    """An anonymous file has an id of its own and no name."""
    assert owner_of(path) == Owner("canvas", "anon_x9YzQ", (Student("", "anon_x9YzQ"),), late=late)


def test_an_anonymous_number_is_no_users() -> None:
    """An anonymous id of digits is not taken for the number of a user, who would get another's points."""
    assert owner_of("anon_12345_3456_a01.ipynb").id == "anon_12345"


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("Ada Lovelace_4711_assignsubmission_file_/a01.ipynb", moodle("4711", "Ada Lovelace")),
        ("all.zip/Ada Lovelace_4711_assignsubmission_file/sub/a01.ipynb", moodle("4711", "Ada Lovelace")),
        ("Ada Lovelace_4711_assignsubmission_file_a01_2.ipynb", moodle("4711", "Ada Lovelace")),
        ("Émilie du_Châtelet_5_assignsubmission_file/a01.ipynb", moodle("5", "Émilie du_Châtelet")),
        ("Participant_5_assignsubmission_file/a01.ipynb", moodle("5", "Participant")),
        ("Ada Lovelace_4711_assignsubmission_onlinetext_/onlinetext.html", moodle("4711", "Ada Lovelace")),
    ],
)
def test_moodle_tells_the_participant_in_the_folders_name(path, owner) -> None:
    """Older and newer folders, and files where it makes no folders, have the name and the participant's number."""
    assert owner_of(path) == owner


def test_gradescope_tells_the_submission_in_the_folders_name() -> None:
    """Without the metadata a submission goes by its folder."""
    assert owner_of("all.zip/assignment_1_export/submission_99/a01.ipynb") == Owner(
        "gradescope", "99", (Student("submission_99"),)
    )


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("Ada_5_assignsubmission_file_/submission_7/a01.ipynb", "5"),
        ("Ada_5_assignsubmission_file_/bob_12_34_x.ipynb", "5"),
        ("Ada_5_assignsubmission_file_x_9_assignsubmission_file_y.ipynb", "5"),
        ("submission_99/submission_100/a01.ipynb", "99"),
        ("submission_99/bob_12_34_x.ipynb", "99"),
    ],
)
def test_names_that_students_choose_claim_nothing(path, number) -> None:
    """What a student calls files and folders within the own submission does not make it another's."""
    assert owner_of(path).id == number


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a01.ipynb", "a01"),
        ("class/ada.ipynb", "ada"),
        ("class/ada/a01.ipynb", "ada"),
        ("class.zip/section 1/ada/a01.ipynb", "ada"),
        ("cs_101_2024_fall.zip/ada.py", "ada"),
    ],
)
def test_a_plain_file_goes_by_its_folder_or_its_stem(path, name) -> None:
    """A file of no platform is named by the folder that it lies in, or by itself directly in the one that was given."""
    roots = {"class", "class.zip", "cs_101_2024_fall.zip"}
    assert owner_of(path, roots) == Owner("", path, (Student(name),))


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["alice.zip/a02.ipynb", "bob.zip/a02.ipynb"], ["alice", "bob"]),
        (["alice.zip/a02.ipynb", "alice.zip/lib/help.py"], ["alice", "lib"]),
        (["alice.zip/ada.ipynb", "alice.zip/bob.ipynb"], ["ada", "bob"]),
        (["class/alice.zip/a02.ipynb", "class/alice.zip"], ["alice", "alice"]),
        (["class/alice.zip/ada.ipynb", "class/alice.zip/bob.ipynb"], ["ada", "bob"]),
        (["class/alice/x.zip/a02.ipynb", "class/bob/x.zip/src/a02.ipynb"], ["alice", "bob"]),
        (["class/alice/x.zip/a.py", "class/alice/x.zip/b.py"], ["alice", "alice"]),
        (["one/alice.zip/a02.ipynb", "two/alice.zip/a02.ipynb"], ["one", "two"]),
    ],
)
def test_an_archive_with_one_notebook_at_its_root_names_its_student(paths, names, tmp_path) -> None:
    """What otter's students hand in goes by the archive, or by the folder around it; several files go by themselves."""
    (tmp_path / "class").mkdir()
    roots, alone = downloads([tmp_path / "class", *(tmp_path / name for name in ("alice.zip", "bob.zip"))], paths)
    assert [owner_of(path, roots, alone).students[0].name for path in paths] == names


def test_the_time_in_the_name_of_otters_zip_is_no_user_of_canvas() -> None:
    """A zip keeps the name that `grader.export` gave it, with a time in Canvas's form; Canvas puts its own before."""
    zipped = "a02_backpropagation_2026_11_03T12_30_59_123456.zip"
    names = [f"class/{student}/{zipped}/a02.ipynb" for student in ("alice", "bob")]
    assert [owner_of(name, {"class"}).students[0] for name in names] == [Student("alice"), Student("bob")]
    assert owner_of(f"class/{zipped}/a02.ipynb", {"class"}, {f"class/{zipped}"}).platform == ""
    assert owner_of(f"class/lovelaceada_LATE_12_34_{zipped}", {"class"}) == canvas("12", "lovelaceada", late=True)


def test_a_students_archive_of_canvas_names_its_student(tmp_path) -> None:
    """A zip out of Canvas's download is its student's; a download is not one because of numbers in its name."""
    one, class_ = (
        "lovelaceada_12_3456_a02.zip/a02.ipynb",
        ["cs_101_2024_fall.zip/ada.py", "cs_101_2024_fall.zip/bob.py"],
    )
    roots, alone = downloads([tmp_path / path.partition("/")[0] for path in (one, *class_)], [one, *class_])
    assert owner_of(one, roots, alone) == canvas("12", "lovelaceada")
    assert [owner_of(path, roots, alone).students[0].name for path in class_] == ["ada", "bob"]
