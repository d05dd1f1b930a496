"""A course of one's own, begun in an empty folder from the wheel alone."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.functional.test_installs import python, wheel  # noqa: F401 - a fixture


@pytest.fixture
def secant(wheel, tmp_path):  # noqa: F811
    """Run the command of the wheel, in a folder."""

    def run(*arguments, cwd=tmp_path, code=0):
        done = python("-m", "autograder.cli", *arguments, cwd=cwd, path=wheel, XDG_CONFIG_HOME=str(tmp_path / "config"))
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return done

    return run


def test_a_new_course_proves_generates_and_grades_its_example(secant, tmp_path) -> None:
    """The example is proven, written and graded with the course's own reference, from the wheel that lies in it."""
    secant("new", "course", "optimisation")
    course = tmp_path / "optimisation"
    said = secant("check", cwd=course).stdout
    assert "inverse_time_decay" in said
    assert "predict" not in said
    secant("generate", cwd=course)
    solution = course / "dist" / "a01_schedules" / "staff" / "a01_schedules-solution.ipynb"
    assert "10 of 10 points" in secant("grade", "a01", solution, cwd=course).stdout
    student = course / "dist" / "a01_schedules" / "student" / "a01_schedules.ipynb"
    assert "0 of 10 points" in secant("grade", "a01", student, cwd=course).stdout
    (engine,) = (course / "wheels").iterdir()
    with zipfile.ZipFile(io.BytesIO(engine.read_bytes())) as archive:
        assert "autograder/cli/__init__.py" in archive.namelist()
    assert f"pip install wheels/{engine.name}" in (course / "README.md").read_text()
    workflow = (course / ".github" / "workflows" / "course.yml").read_text()
    assert f"pip install wheels/{engine.name}" in workflow
    assert "${{ secrets.SECANT_SECRET }}" in workflow


def test_a_sheet_is_added_and_nothing_is_overwritten(secant, tmp_path) -> None:
    """A second sheet is proven beside the first; made again it is refused, and what was written meanwhile stays."""
    secant("new", "course", "optimisation")
    course = tmp_path / "optimisation"
    secant("new", "assignment", "a02_more", cwd=course)
    assert secant("check", cwd=course).stdout.count("inverse_time_decay") == 2
    prose = course / "assignments" / "a02_more" / "assignment.md"
    prose.write_text("mine")
    refused = secant("new", "assignment", "a02_more", cwd=course, code=2)
    assert "is there already; choose another name" in refused.stderr
    assert prose.read_text() == "mine"
    assert "is there already" in secant("new", "course", "optimisation", code=2).stderr


def test_what_is_no_name_or_no_course_is_told(secant, tmp_path) -> None:
    """A name that Python cannot import, and a sheet without a course, are refused in a sentence."""
    assert "this is the bundled lecture" in secant("new", "assignment", "a02_more", code=2).stderr
    secant("new", "course", "optimisation")
    told = secant("new", "assignment", "a02-more", cwd=tmp_path / "optimisation", code=2).stderr
    assert "'a02-more' cannot be an assignment's name" in told
