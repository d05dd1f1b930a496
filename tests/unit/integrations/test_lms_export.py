"""Gradescope's submission_metadata.yml."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from autograder.errors import OperatorError
from autograder.integrations.lms import Student, attributed
from autograder.integrations.lms.export import HandedIn, read_exports, submissions_of
from autograder.records import Refusal

GROUP = b"""---
submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: 007
    :email: ada@x.org
  - :name: Grace Hopper
    :sid:
    :email: ~
  :created_at: 2026-11-03 22:59:00.123456000 Z
  :results:
    tests: []
  :history:
  - :submitters: []
    :created_at: 2026-11-01 22:59:00 Z
"""


def test_several_submitters_are_a_group() -> None:
    """Names, student numbers with their noughts and e-mail addresses are read; what is missing is empty."""
    ada, grace = Student("Ada Lovelace", "007", "ada@x.org"), Student("Grace Hopper")
    at = datetime(2026, 11, 3, 22, 59, 0, 123456, tzinfo=UTC)
    assert submissions_of(GROUP) == {"1": HandedIn((ada, grace), at)}


def test_rubys_tags_are_neither_run_nor_in_the_way(tmp_path) -> None:
    """A tag says nothing: an object of Ruby's is its fields, and one of Python's calls nothing."""
    told = f"""submission_1: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
  submitters: !ruby/array:Submitters
  - :name: !ruby/string Ada
    :sid: !!python/object/apply:os.mkdir ['{tmp_path}/made']
    :email: !!int ada@x.org
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: &1 2026-11-03 22:59:00.000000000 Z
    zone: !ruby/object:ActiveSupport::TimeZone
      name: Europe/Berlin
    time: 2026-11-03 23:59:00.000000000 Z
"""
    handed = submissions_of(told.encode())["1"]
    assert handed == HandedIn((Student("Ada", "", "ada@x.org"),), datetime(2026, 11, 3, 22, 59, tzinfo=UTC))
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2026-11-03 22:59:00 Z", 22),
        ("2026-11-03T22:59:00.5Z", 22),
        ("2026-11-03 22:59:00 UTC", 22),
        ("2026-11-03 14:59:00.000000000 -08:00", 22),
        ("2026-11-03 14:59:00 -0800", 22),
        ("2026-11-03 22:59:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_time_without_its_zone_is_no_time(written, hour) -> None:
    """The time of handing in is read in any zone that is told; where none is, it is not known."""
    at = submissions_of(f"submission_1: {{':created_at': '{written}'}}".encode())["1"].at
    assert (None if at is None else at.astimezone(UTC).hour) == hour


def test_without_submitters_there_are_no_names() -> None:
    """Anonymous submissions, and such of an unknown form, have nobody; what is no submission is passed over."""
    told = (
        b"submission_1: {':submitters': }\nsubmission_2: [x]\nsubmission_3: {':submitters': [x, {':name': []}]}\nx: y\n"
    )
    assert submissions_of(told) == {number: HandedIn((), None) for number in "123"}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"submission_1:\n  - a\n b: [", "damaged \\(line 3\\)"),
        (b"[" * 100_000, "damaged"),
        (b"&a [*a]", "lists no submissions|damaged"),
        (b"\xff\xfe\xfa", "damaged"),
        (b"Dear all", "lists no submissions"),
        (b"", "lists no submissions"),
    ],
)
def test_broken_metadata_is_one_sentence(content, found) -> None:
    """Whatever stands in the file, it is told with what to do, and the interpreter lives on."""
    with pytest.raises(OperatorError, match=f"submission_metadata.yml (is )?({found}).*download the export again"):
        submissions_of(content)


def export(place, metadata):
    """Write an export of one submission, packed and unpacked, with metadata or without."""
    files = {"assignment_5_export/submission_1/a01.ipynb": b"{}"} | metadata
    with zipfile.ZipFile(place / "all.zip", "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
            (place / "all" / name).parent.mkdir(parents=True, exist_ok=True)
            (place / "all" / name).write_bytes(content)
    return place / "all.zip", place / "all", place / "all" / "assignment_5_export"


def test_metadata_is_found_in_the_zip_and_in_what_was_unpacked(tmp_path) -> None:
    """The zip, the folder that it was unpacked to, and the folder of the export itself give the same."""
    for path in export(tmp_path, {"assignment_5_export/submission_metadata.yml": GROUP}):
        assert read_exports([path]) == (submissions_of(GROUP), ())


def test_a_students_metadata_is_not_believed(tmp_path) -> None:
    """A file of that name within a submission is not the platform's."""
    paths = export(tmp_path, {"assignment_5_export/submission_1/submission_metadata.yml": GROUP})
    for path in (*paths, paths[-1] / "submission_1"):
        assert read_exports([path])[0] == ({} if path.name != "submission_1" else submissions_of(GROUP))


def test_an_anonymous_submission_goes_by_its_folder(tmp_path) -> None:
    """A submission whose submitters are not told is somebody's all the same."""
    path, *_ = export(tmp_path, {"assignment_5_export/submission_metadata.yml": b"submission_1: {':submitters': }"})
    (attempt,), notes = attributed([Refusal("all.zip/assignment_5_export/submission_1/a01.ipynb", "is empty.")], [path])
    assert (attempt.owner.students, notes) == ((Student("submission_1"),), ())


@pytest.mark.parametrize("metadata", [{}, {"assignment_5_export/submission_metadata.yml": b"a: ["}])
def test_grading_goes_on_without_names(metadata, tmp_path) -> None:
    """Missing or broken metadata costs one sentence; the submission goes by its folder."""
    path, *_ = export(tmp_path, metadata)
    (attempt,), notes = attributed([Refusal("all.zip/assignment_5_export/submission_1/a01.ipynb", "is empty.")], [path])
    assert attempt.owner.students == (Student("submission_1"),)
    assert len(notes) == 1
    assert "submission_metadata.yml" in notes[0]


def test_other_platforms_need_no_metadata(tmp_path) -> None:
    """A student of Moodle's may hand in a file of that name: nobody looks at it, and nothing is missed."""
    (tmp_path / "Ada_5_assignsubmission_file_").mkdir()
    (tmp_path / "Ada_5_assignsubmission_file_" / "submission_metadata.yml").write_text("a: [")
    _, notes = attributed([Refusal("x/Ada_5_assignsubmission_file_/a01.ipynb", "is empty.")], [tmp_path])
    assert notes == ()


def test_late_is_what_comes_after_the_due_date(tmp_path) -> None:
    """Gradescope's submissions are late after the due date, to the moment; without one that is not known."""
    path, *_ = export(tmp_path, {"assignment_5_export/submission_metadata.yml": GROUP})
    graded = [Refusal("all.zip/assignment_5_export/submission_1/a01.ipynb", "is empty.")]
    at = submissions_of(GROUP)["1"].at
    for due, late in ((at, False), (at - timedelta(microseconds=1), True), (None, None)):
        (attempt,), _ = attributed(graded, [path], due)
        assert attempt.owner.late is late
