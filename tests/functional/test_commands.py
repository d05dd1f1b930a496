"""The commands, as people type them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile

import nbformat
import pytest

from tests.conftest import CHECKOUT


@pytest.fixture
def secant(tmp_path):
    """Run the command in an empty folder with a home of its own; return the finished process."""

    def run(*arguments, cwd=tmp_path, **environment):
        return subprocess.run(
            [sys.executable, "-m", "autograder.cli", *map(str, arguments)],
            cwd=cwd,
            env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "config"), "PYTHONPATH": str(CHECKOUT), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def read_results(folder, stem="submission"):
    return json.loads((folder / stem / "results.json").read_text(encoding="utf-8"))


def test_generate_writes_the_students_and_the_staffs_folder(secant, tmp_path):
    """`secant generate` writes a notebook and the data for students, and the solution for the staff."""
    done = secant("generate", "a01", "--unproven", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "out" / "a01_linear_regression"
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert files == {
        "student/a01_linear_regression.ipynb",
        "student/data/diabetes.csv",
        "staff/a01_linear_regression-solution.ipynb",
        "staff/certificate.json",
        "staff/data/diabetes.csv",
    }
    nbformat.validate(nbformat.read(folder / "student" / "a01_linear_regression.ipynb", as_version=4))


def test_grade_writes_gradescopes_results(secant, hand_in, tmp_path):
    """`secant grade` writes results.json with a test for each check, and ends with 0 whatever the score."""
    path = hand_in({"predict": "def predict(theta, X):\n    return 2 * (X @ theta)\n"})
    done = secant("grade", "a01", path, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    results = read_results(tmp_path / "out")
    assert results["score"] == 95
    assert sum(test["max_score"] for test in results["tests"]) == 100
    first = results["tests"][0]
    assert first["extra_data"] == {
        "exercise": "predict",
        "check": "reference",
        "outcome": "failed",
        "misconception": None,
    }
    judged = [test["output"] for test in results["tests"] if test["extra_data"]["exercise"] == "mean_squared_error"]
    assert judged == ["Right, judged with correct versions of predict."]


def test_side_by_side_the_results_are_the_same(secant, hand_in, tmp_path):
    """With two graders at work the table, the results and class.csv are those of one, in the same order."""
    wrong = {"predict": "def predict(theta, X):\n    return 2 * (X @ theta)\n"}
    paths = [hand_in(wrong if n % 2 else None, name=f"{n}.ipynb") for n in range(4)] + [tmp_path / "none.ipynb"]
    said = {}
    for jobs in (1, 2):
        done = secant("grade", "a01", *paths, "--out", f"out{jobs}", "--jobs", jobs)
        assert done.returncode == 1, done.stderr
        said[jobs] = done.stdout.replace(f"out{jobs}", "out")
    assert said[1] == said[2]
    assert (tmp_path / "out1" / "class.csv").read_bytes() == (tmp_path / "out2" / "class.csv").read_bytes()
    for n in range(4):
        one, two = (read_results(tmp_path / f"out{jobs}", str(n)) for jobs in (1, 2))
        assert one | {"execution_time": 0} == two | {"execution_time": 0}


def test_a_script_is_graded_like_its_notebook(secant, hand_in, tmp_path):
    """What nbconvert makes of a notebook gets the marks that the notebook gets."""
    notebook = nbformat.read(hand_in(), as_version=4)
    source = "\n\n".join(f"# In[ ]:\n\n\n{cell.source}" for cell in notebook.cells if cell.cell_type == "code")
    (tmp_path / "answers.py").write_text(source, encoding="utf-8")
    done = secant("grade", "a01", tmp_path / "answers.py", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert read_results(tmp_path / "out", "answers")["score"] == 100


def test_lost_metadata_and_a_new_name_cost_nothing(secant, hand_in, tmp_path):
    """A notebook without metadata and cell ids, under another name, gets the same marks."""
    notebook = nbformat.read(hand_in(), as_version=4)
    cells = [{"cell_type": c.cell_type, "metadata": {}, "source": c.source} for c in notebook.cells]
    for cell in cells:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    bare = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}
    (tmp_path / "Untitled (3) final.ipynb").write_text(json.dumps(bare), encoding="utf-8")
    done = secant("grade", "a01", tmp_path / "Untitled (3) final.ipynb", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert read_results(tmp_path / "out", "Untitled (3) final")["score"] == 100


def test_a_misspelt_function_is_suggested(secant, hand_in, tmp_path):
    """A function under nearly its name is named in the feedback of the missing one."""
    path = hand_in({"descent_path": "def descentPath(X, y, theta0, learning_rate, steps):\n    return theta0\n"})
    secant("grade", "a01", path, "--out", tmp_path / "out")
    (test,) = (t for t in read_results(tmp_path / "out")["tests"] if t["extra_data"]["exercise"] == "descent_path")
    assert "descentPath" in test["output"]
    assert test["extra_data"]["outcome"] == "crashed"


def test_another_sheet_is_refused_before_scoring(secant, hand_in, tmp_path):
    """A notebook of another sheet is refused with a sentence, and the files beside it are graded."""
    other = nbformat.v4.new_notebook(metadata={"secant": {"assignment": "a02_backpropagation"}})
    other.cells = [nbformat.v4.new_code_cell("def chain_forward(params, x):\n    return x")]
    nbformat.write(other, tmp_path / "other.ipynb")
    done = secant("grade", "a01", tmp_path / "other.ipynb", hand_in(), "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "a02_backpropagation" in done.stdout
    assert read_results(tmp_path / "out")["score"] == 100
    refused = read_results(tmp_path / "out", "other")
    assert (refused["score"], refused["tests"]) == (0, [])
    assert "a02_backpropagation" in refused["output"]


def test_bad_files_get_a_sentence_each_and_stop_nobody(secant, hand_in, tmp_path):
    """Missing, empty and foreign files and links are refused one by one, also in a folder; the good file is graded."""
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "empty.ipynb").write_text("")
    (folder / "letter.ipynb").write_text("Dear all")
    (folder / "link.ipynb").symlink_to("/etc/passwd")
    bad = [folder / name for name in ("empty.ipynb", "letter.ipynb", "link.ipynb", "missing.ipynb")]
    done = secant("grade", "a01", *bad, folder, hand_in(), "--out", tmp_path / "out")
    assert done.returncode == 1
    assert done.stdout.count("Not graded: it") == len(bad) + 3
    assert "Traceback" not in done.stdout + done.stderr
    assert "root:" not in done.stdout
    assert read_results(tmp_path / "out")["score"] == 100


def test_files_of_one_stem_do_not_overwrite_each_other(secant, hand_in, tmp_path):
    """Two files of the same name in two folders keep a result each."""
    first = hand_in()
    (tmp_path / "second").mkdir()
    second = tmp_path / "second" / first.name
    second.write_bytes(hand_in(start="skeleton", name="x.ipynb").read_bytes())
    secant("grade", "a01", first, second, "--out", tmp_path / "out")
    scores = [read_results(tmp_path / "out", stem)["score"] for stem in ("submission", "submission-2")]
    assert scores == [100, 0]


def test_an_archive_is_graded_file_by_file(secant, hand_in, tmp_path):
    """Every notebook in a zip is graded, what is not honest in it is refused, and nothing is written elsewhere."""
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as packed:
        packed.write(hand_in(), "jane/hw.ipynb")
        packed.write(hand_in(start="skeleton"), "joe/hw.ipynb")
        packed.writestr("../../::error::up.py", "x = 1")
    done = secant("grade", "a01", tmp_path / "class.zip", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "leads out of the archive" in done.stdout
    assert not [line for line in done.stdout.splitlines() if line.lstrip().startswith("::")]
    written = {path.parent.name: json.loads(path.read_text())["score"] for path in tmp_path.rglob("results.json")}
    assert written == {"class-jane-hw": 100, "class-joe-hw": 0, "class-..-..-__error__up": 0}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["generate", "a99"], "there is no assignment 'a99'"),
        (["grade", "a99", "x.ipynb"], "its assignments are: a01_linear_regression"),
        (["generate", "a01", "--unproven", "--out", "/proc/nowhere"], "--out"),
    ],
)
def test_a_mistake_at_the_command_line_is_one_sentence(secant, arguments, words):
    """A wrong name or folder ends with a sentence that says what to do, a code other than 0 and no traceback."""
    done = secant(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_the_demo_shows_who_got_what_and_why(secant, tmp_path):
    """The demo grades its class: right answers full, the skeleton nothing, every file's fate in words."""
    done = secant("demo", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    graded = {path.parent.name: json.loads(path.read_text()) for path in (tmp_path / "out" / "graded").rglob("*.json")}
    assert graded["solution"]["score"] == 100
    assert graded["untouched"]["score"] == 0
    assert {graded[f"right-otherwise-{number}"]["score"] for number in (1, 2, 3)} == {100}
    assert 0 < graded["never-ends"]["score"] < 100
    assert 0 < graded["crashes"]["score"] < 100
    assert "not a notebook" in graded["not-a-notebook"]["output"]
    assert "Student's notebook:" in done.stdout
    assert len(graded) == len(list((tmp_path / "out" / "submissions").iterdir()))
