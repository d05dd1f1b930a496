"""What runs on Gradescope, piece by piece; the whole of it in `tests/functional/test_gradescope.py`."""

from __future__ import annotations

import json
import os

import pytest

from autograder.integrations.gradescope import run


@pytest.fixture(autouse=True)
def umask():
    """Give back what the process makes its files for: a run closes them to others."""
    before = os.umask(0o022)
    yield
    os.umask(before)


BEFORE = {"submission_time": "2026-11-20T11:55:00-05:00", "score": "34.5"}
OLDER = {"submission_time": "2026-11-20T10:00:00-05:00", "score": "99.0"}


def about(created, *previous):
    """Return a submission's metadata."""
    return {"created_at": created, "previous_submissions": [*previous]}


@pytest.mark.parametrize(
    ("metadata", "wait", "early"),
    [
        (about("2026-11-20T12:00:00-05:00", OLDER, BEFORE), 10, True),
        (about("2026-11-20T17:00:00+00:00", BEFORE, OLDER), 10, True),
        (about("2026-11-20T12:05:00-05:00", BEFORE), 10, False),
        (about("2026-11-20T12:00:00-05:00", BEFORE), 0, False),
        (about("2026-11-20T12:00:00-05:00"), 10, False),
        ({"created_at": "2026-11-20T12:00:00-05:00", "previous_submissions": None}, 10, False),
        ({}, 10, False),
    ],
)
def test_who_is_too_early_keeps_the_last_score(metadata, wait, early) -> None:
    """The latest of the earlier submissions counts, across time zones; without a rule or an earlier one nobody is."""
    found = run.too_early(metadata, wait)
    assert (found is not None) is early
    if found is not None:
        assert found["score"] == 34.5
        assert "10 minutes" in found["output"]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (["a01.ipynb"], "a01.ipynb"),
        (["a01.ipynb", "notes.py", "data.csv"], "a01.ipynb"),
        (["folder/a01.ipynb", "folder/.ipynb_checkpoints/a01-checkpoint.ipynb"], "a01.ipynb"),
        (["a01.py"], "a01.py"),
        (["a.ipynb", "b.ipynb"], "has 2 notebooks (a.ipynb, b.ipynb); hand in one."),
        (["a.py", "b.py", "c.py", "d.py"], "has 4 scripts (a.py, b.py, c.py); hand in one."),
        (["a01.pdf"], "has no notebook; hand in the sheet's .ipynb file."),
    ],
)
def test_one_file_is_graded(tmp_path, files, found) -> None:
    """The only notebook, or where there is none the only script; several and none are told in a clause."""
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    chosen = run.handed_in(tmp_path)
    assert (getattr(chosen, "reason", "") or chosen.name) == found


def tree(root, policy=None):
    """Build Gradescope's folders."""
    for name in ("source", "submission", "results"):
        (root / name).mkdir(mode=0o755)
    metadata = root / "submission_metadata.json"
    metadata.write_text(json.dumps(about("2026-11-20T12:00:00-05:00", BEFORE)))
    assert metadata.stat().st_mode & 0o077  # the platform leaves it open
    if policy:
        (root / "source" / "policy.json").write_text(json.dumps(policy))


def test_results_are_there_before_anything_else_happens(tmp_path) -> None:
    """Where grading breaks off, here for want of a policy, the platform finds results that say so."""
    tree(tmp_path)
    with pytest.raises(FileNotFoundError):
        run.main(tmp_path)
    results = json.loads((tmp_path / "results" / "results.json").read_text())
    assert results["score"] == 0
    assert "no fault of yours" in results["output"]


def test_what_students_must_not_reach_is_closed(tmp_path) -> None:
    """Tests, results, submission and metadata are the grader's alone when student code begins to run."""
    tree(tmp_path, {"assignment": "a01_linear_regression", "wait": 10})
    assert run.main(tmp_path) == 0
    for name in ("source", "results", "submission", "submission_metadata.json"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0
    assert json.loads((tmp_path / "results" / "results.json").read_text())["score"] == 34.5


def test_what_the_staff_must_mend_is_not_the_students(tmp_path, capsys, monkeypatch) -> None:
    """A course that cannot be loaded leaves the results that blame nobody, and the reason in the staff's log."""
    monkeypatch.setenv("SECANT_SECRET", "restored after the test")
    tree(tmp_path, {"assignment": "a99"})
    (tmp_path / "source" / "secret").write_bytes(b"secret")
    for name in ("assignments", "reference"):
        (tmp_path / "source" / "course" / name).mkdir(parents=True)
    (tmp_path / "submission" / "a99.ipynb").write_text("{}")
    assert run.main(tmp_path) == 0
    assert "no fault of yours" in (tmp_path / "results" / "results.json").read_text()
    assert "there is no assignment 'a99'" in capsys.readouterr().err
