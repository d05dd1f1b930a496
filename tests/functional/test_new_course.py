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


FUNCTION = """

def weighted_sum(X: np.ndarray, weights: np.ndarray, scale: float, power: int) -> np.ndarray:
    \"\"\"Compute scale X^power weights.

    Parameters
    ----------
    X : ndarray of float, shape (N, D)
        The inputs.
    weights : ndarray of float, shape (D,)
        One a feature.
    scale : float
        A factor.
    power : int
        Of every entry.

    Returns
    -------
    ndarray of float, shape (N,)
        One a row.
    \"\"\"
    # BEGIN SOLUTION
    return scale * X**power @ weights
    # END SOLUTION
"""


def test_an_exercise_is_added_for_a_function(secant, tmp_path) -> None:
    """The record's cases are drawn by the docstring's types and shapes; it loads, generates and grades at once."""
    secant("new", "course", "optimisation")
    course = tmp_path / "optimisation"
    reference = course / "reference" / "schedules.py"
    text = reference.read_text().replace("import annotations\n", "import annotations\n\nimport numpy as np\n", 1)
    reference.write_text(text + FUNCTION)
    secant("new", "exercise", "a01", "schedules.weighted_sum", cwd=course)
    records = (course / "assignments" / "a01_schedules" / "exercises.py").read_text()
    drawn = "rng.normal(size=(5, 3)), rng.normal(size=(3,)), round(rng.uniform(0.1, 1.0), 2), int(rng.integers(1, 10))"
    assert f"    return {drawn}\n" in records
    assert "exercises=(INVERSE_TIME_DECAY, WEIGHTED_SUM))" in records
    assert records.count("from reference import") == 1
    secant("generate", "--unproven", cwd=course)
    solution = course / "dist" / "a01_schedules" / "staff" / "a01_schedules-solution.ipynb"
    assert "20 of 20 points" in secant("grade", "a01", solution, cwd=course).stdout
    again = secant("new", "exercise", "a01", "schedules.weighted_sum", cwd=course, code=2).stderr
    assert "a01_schedules: weighted_sum is an exercise of it already." in again
    missing = secant("new", "exercise", "a01", "schedules.weighted_mean", cwd=course, code=2).stderr
    assert "there is no function schedules.weighted_mean; write it there" in missing
    reference.write_text(reference.read_text() + "\n\ndef unmarked(x):\n    return x\n")
    unmarked = secant("new", "exercise", "a01", "schedules.unmarked", cwd=course, code=2).stderr
    assert "unmarked has neither '# BEGIN SOLUTION' nor '# END SOLUTION'" in unmarked


def test_what_is_no_name_or_no_course_is_told(secant, tmp_path) -> None:
    """A name that Python cannot import, and a sheet without a course, are refused in a sentence."""
    assert "this is the bundled lecture" in secant("new", "assignment", "a02_more", code=2).stderr
    secant("new", "course", "optimisation")
    told = secant("new", "assignment", "a02-more", cwd=tmp_path / "optimisation", code=2).stderr
    assert "'a02-more' cannot be an assignment's name" in told
