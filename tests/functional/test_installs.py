"""The three ways to have Secant: a checkout, an editable install, and the wheel; and a course of one's own."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile

import pytest

from tests.conftest import CHECKOUT

WHERE = "from autograder.resources import lecture_root, resource; print(lecture_root()); print(resource('templates'))"


def python(*arguments, cwd, path="", **environment):
    """Run this interpreter with an import path of one's own in front."""
    env = {**os.environ, "PYTHONPATH": str(path), "XDG_CONFIG_HOME": str(cwd), **environment}
    return subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """Build the wheel and unpack it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, CHECKOUT]
    built = python(*build, cwd=folder)
    assert built.returncode == 0, built.stderr
    (file,) = folder.glob("*.whl")
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_has_one_top_level_name(wheel):
    """The wheel installs `autograder` and nothing beside it; lecture and templates travel in it as data."""
    tops = {path.name for path in wheel.iterdir() if not path.name.endswith(".dist-info")}
    assert tops == {"autograder"}
    for name in ("reference/mlp.py", "assignments/a01_linear_regression/assignment.md", "templates/notebook/check.py"):
        assert (wheel / "autograder" / "_resources" / name).is_file()


def test_checkout_and_editable_install_find_the_checkout(tmp_path):
    """Run from the checkout, or installed with -e and run from elsewhere, the lecture is the checkout's."""
    for folder, path in ((CHECKOUT, ""), (tmp_path, ""), (tmp_path, CHECKOUT)):
        found = python("-c", WHERE, cwd=folder, path=path)
        if folder == tmp_path and not path and found.returncode:
            pytest.skip("Secant is not installed with -e in this environment")
        assert found.stdout.split("\n")[:2] == [str(CHECKOUT), str(CHECKOUT / "templates")], found.stderr


def test_the_wheel_finds_what_travels_in_it(wheel, tmp_path):
    """Run from the wheel, the lecture is the wheel's, and its sheet generates and grades outside any checkout."""
    found = python("-c", WHERE, cwd=tmp_path, path=wheel)
    assert found.stdout.split("\n")[0] == str(wheel / "autograder" / "_resources")
    done = python("-m", "autograder.cli", "generate", "--unproven", "--out", "out", cwd=tmp_path, path=wheel)
    assert done.returncode == 0, done.stderr
    solution = "out/a01_linear_regression/staff/a01_linear_regression-solution.ipynb"
    graded = python("-m", "autograder.cli", "grade", "a01", solution, cwd=tmp_path, path=wheel)
    assert "100 of 100 points" in graded.stdout, graded.stderr


@pytest.fixture
def own_course(tmp_path):
    """Make a course whose reference has a module of the lecture's name, and another answer in it."""
    sheet = tmp_path / "course" / "assignments" / "s1_own"
    reference = tmp_path / "course" / "reference"
    for folder in (sheet, reference):
        folder.mkdir(parents=True)
    (sheet.parent / "__init__.py").write_text("")
    (sheet / "__init__.py").write_text("")
    (reference / "__init__.py").write_text("")
    (reference / "linear_regression.py").write_text(
        'def predict(theta, X):\n    """Predict the number of the course\'s own."""\n'
        "    # BEGIN SOLUTION\n    return 41.0 + 1\n    # END SOLUTION\n"
    )
    (sheet / "assignment.md").write_text("# Own\n\n<!-- conventions -->\n\n<!-- exercise: predict -->\n")
    (sheet / "exercises.py").write_text(
        "from autograder.spec import Assignment, Case, Exercise, ReferenceCheck\n"
        "from reference import linear_regression\n\n"
        "ASSIGNMENT = Assignment('Own', (Exercise(linear_regression.predict, 1,\n"
        "    (Case('any', lambda rng: (1.0, 2.0)),),\n"
        "                                         (ReferenceCheck(),)),))\n"
    )
    return tmp_path / "course"


def test_inside_another_course_its_own_reference_is_loaded(own_course, wheel):
    """In a course of one's own `reference` is that course's, in an editable install and from the wheel alike."""
    for path in (CHECKOUT, wheel):
        inside = own_course / "assignments"
        done = python("-m", "autograder.cli", "generate", "--unproven", "--out", "../out", cwd=inside, path=path)
        assert done.returncode == 0, done.stderr
        solution = own_course / "out" / "s1_own" / "staff" / "s1_own-solution.ipynb"
        assert "return 41.0 + 1" in solution.read_text()


def test_a_reference_from_elsewhere_is_refused(own_course):
    """A course whose `reference` is no package of its own is refused, and the bundled lecture's is not taken for it."""
    (own_course / "reference" / "__init__.py").unlink()
    done = python("-m", "autograder.cli", "generate", cwd=own_course, path=CHECKOUT)
    assert done.returncode == 2
    assert "__init__.py" in done.stderr
    assert "Traceback" not in done.stderr
