"""Otter's own commands on what Secant writes for them: the same points, and none of the traps."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import zipfile

import nbformat
import pytest
import yaml
from nbclient import NotebookClient

from autograder.classroom import Grader
from autograder.errors import OperatorError
from autograder.generate import leaks_in, secrets_of, write_files
from autograder.integrations.otter import assign, master, otter_files
from autograder.records import Cell
from autograder.spec import Choice
from autograder.spec.course import load
from autograder.spec.cut import mutated, skeleton, solution, solutions

SHEETS = ("a01", "a02", "a03", "a04", "a05", "a06")
WHOLLY = ("a01",)  # of this one all mutants; of the others the first of each exercise
KEPT = """
from otter.execute import Checker
with open({log!r}, "a") as _log:
    _log.write(f"{exercise}\\t{answer}\\t{{Checker.get_results()[-1].score}}\\n")
"""


class Otter:
    """A sheet as otter has it, in a folder."""

    def __init__(self, course, name, folder):
        self.course, self.sheet = course, load(course, name)
        self.folder, self.name = folder, f"{self.sheet.name}.ipynb"
        self.secrets = secrets_of([(self.sheet, course.seeds(self.sheet))])
        self.files = otter_files(course, self.sheet, course.seeds(self.sheet), self.secrets, tried=False)
        write_files(self.files, folder)

    def notebook(self, whose):
        """Read the student's notebook, or the autograder's, which has the solution in it."""
        return nbformat.reads(self.files[f"dist/{whose}/{self.name}"].decode(), as_version=4)

    def archive(self):
        """Return the path of the autograder's zip."""
        return self.folder / "dist" / "autograder" / f"{self.sheet.name}-autograder.zip"

    def run(self, notebook, archive=None, log=None):
        """Grade a notebook with `otter run`; return the results, and what was printed."""
        work = self.folder / f"run-{len(list(self.folder.iterdir()))}"
        work.mkdir()
        path = work / self.name  # a renamed notebook runs none of its own checks
        nbformat.write(notebook, path)
        if log is not None:
            path = work / "handed-in.zip"
            with zipfile.ZipFile(path, "w") as handed:
                handed.write(work / self.name, self.name)
                handed.writestr(".OTTER_LOG", log)
        command = [sys.executable, "-m", "otter", "run", "-a", archive or self.archive(), "-o", work, path]
        done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads((work / "results.json").read_text(encoding="utf-8")), done.stdout


@pytest.fixture(scope="module")
def otter(course, tmp_path_factory):
    """Return a function that makes a sheet for otter, once."""
    made = {}

    def make(name):
        if name not in made:
            made[name] = Otter(course, name, tmp_path_factory.mktemp(name))
        return made[name]

    return make


def name_of(cell):
    """Return the question that a cell checks."""
    return cell.source.removeprefix('grader.check("').removesuffix('")')


def answers_of(exercise, sheet):
    """Yield the names and the sources of all that is handed in of an exercise; the reference is last."""
    yield "skeleton", skeleton(exercise.function)
    for mutant in exercise.mutants if sheet.name[:3] in WHOLLY else exercise.mutants[:1]:
        yield mutant.name, mutated(exercise, mutant)
    yield "reference", solution(exercise.function)


def with_all_answers(otter, log):
    """Return the solution in which every function is written again and again, and checked each time."""
    exercises = {exercise.name: exercise for exercise in otter.sheet.exercises}
    notebook = without_figures(otter.notebook("autograder"))
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        name = name_of(cell)
        for answer, source in answers_of(exercises[name], otter.sheet) if name in exercises else ():
            kept = KEPT.format(log=str(log), exercise=name, answer=answer)
            cells += [nbformat.v4.new_code_cell(text) for text in (source, f"grader.check({name!r}){kept}")]
    notebook.cells = cells
    return notebook


def points_of_secant(course, sheet):
    """Return Secant's points of every answer, by exercise and answer."""
    right, found = solutions(sheet), {}
    with Grader(course, sheet) as grader:
        for exercise in sheet.exercises:
            for answer, source in answers_of(exercise, sheet):
                sources = ["import numpy as np", *(right | {exercise.name: source}).values()]
                cells = tuple(Cell(number, text) for number, text in enumerate(sources, 1))
                result = grader.grade_cells(cells, exercise.name, {*right} - {exercise.name}, wrong=True)
                found[exercise.name, answer] = float(result.points)
    return found


@pytest.mark.parametrize("name", SHEETS)
def test_otter_gives_the_points_that_secant_gives(course, otter, name) -> None:
    """Reference, skeleton and mutants, of some sheets all, have the same points under `otter run` as under Secant."""
    made = otter(name)
    log = made.folder / "scores.txt"
    results, _ = made.run(with_all_answers(made, log))
    lines = [line.split("\t") for line in log.read_text(encoding="utf-8").splitlines()]
    theirs = {(exercise, answer): float(score) for exercise, answer, score in lines}
    ours = points_of_secant(course, made.sheet)
    assert theirs.keys() == ours.keys()
    assert {key: (theirs[key], ours[key]) for key in ours if theirs[key] != pytest.approx(ours[key])} == {}
    for exercise in made.sheet.exercises:
        assert theirs[exercise.name, "reference"] == exercise.points
        assert theirs[exercise.name, "skeleton"] == 0
    marked = [*made.sheet.exercises, *(each for each in made.sheet.questions if isinstance(each, Choice))]
    assert total(results) == pytest.approx(sum(each.points for each in marked))


def total(results):
    """Add up what otter tells Gradescope."""
    return sum(test.get("score") or 0 for test in results["tests"])


def test_the_students_notebook_has_no_points_and_runs_its_public_checks(otter) -> None:
    """What `otter assign` hands out earns nothing as it is; filled in, every `grader.check` passes without Secant."""
    made = otter("a02")
    results, _ = made.run(without_figures(made.notebook("student")))
    assert total(results) == 0
    executed, _ = worked_on(made)
    checks = [cell for cell in executed.cells if cell.source.startswith("grader.check(")]
    exercises = {exercise.name for exercise in made.sheet.exercises}
    passed = {name_of(cell) for cell in checks if "passed!" in str(cell.outputs)}
    assert passed == exercises
    unanswered = {name_of(cell) for cell in checks if "none of the keys yet" in str(cell.outputs)}
    assert unanswered == {each.name for each in made.sheet.questions if isinstance(each, Choice)}


def worked_on(made):
    """Fill in the student's notebook, run it where it lies, once; return it with the log that otter kept."""
    folder = made.folder / "student"
    notebook = without_figures(made.notebook("student"))
    if not folder.exists():
        folder.mkdir()
        sources = solutions(made.sheet)
        for cell in notebook.cells:
            about = cell.metadata.get("secant", {})
            if about.get("exercise") and about["kind"] == "exercise":
                cell.source = sources[about["exercise"]]
        notebook.cells = [cell for cell in notebook.cells if "grader.export" not in cell.source]
        nbformat.write(notebook, folder / made.name)
        kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "SECANT_SECRET"}}
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute(env=kept)
        nbformat.write(notebook, folder / "executed.ipynb")
    return nbformat.read(folder / "executed.ipynb", as_version=4), (folder / ".OTTER_LOG").read_bytes()


def without_figures(notebook):
    """Leave out what takes most of a notebook's time."""
    kinds = {"figure", "experiment"}
    notebook.cells = [cell for cell in notebook.cells if cell.metadata.get("secant", {}).get("kind") not in kinds]
    return notebook


@pytest.mark.parametrize(
    "cell",
    [
        "import runpy\nglobals().update(runpy.run_path('secant/course/reference/scalar_chain.py'))",
        "import autograder.integrations.kernel as judge\njudge.require = lambda *_: None",
    ],
    ids=["reads-the-reference", "replaces-the-judge"],
)
def test_what_the_page_says_of_attacks_is_so(otter, cell) -> None:
    """The skeleton with one hostile cell has points under `otter run`: the page on otter tells instructors so."""
    made = otter("a02")
    notebook = without_figures(made.notebook("student"))
    last = max(
        at for at, each in enumerate(notebook.cells) if each.metadata.get("secant", {}).get("kind") == "exercise"
    )
    notebook.cells.insert(last + 1, nbformat.v4.new_code_cell(cell))
    results, _ = made.run(notebook)
    assert total(results) > 0


def test_a_notebook_of_otters_is_graded_here_too(otter, tmp_path) -> None:
    """The student's notebook that otter has made, filled in, has full marks with Secant, `grader.check` and all."""
    made = otter("a02")
    notebook, _ = worked_on(made)
    nbformat.write(notebook, tmp_path / made.name)
    with Grader(made.course, made.sheet) as grader:
        result = grader.grade(tmp_path / made.name)
    assert result.points == sum(exercise.points for exercise in made.sheet.exercises)
    assert result.troubles == ()


def test_the_students_notebook_says_what_is_otherwise_with_otter(otter) -> None:
    """It says what is handed in, that the name must stay, and nothing of the sandbox that is not there."""
    (conventions,) = [
        " ".join(cell.source.split())
        for cell in otter("a02").notebook("student").cells
        if cell.metadata.get("secant", {}).get("kind") == "conventions"
    ]
    assert "hand in the zip that the last cell makes. Keep this notebook's name: otter looks for it." in conventions
    assert "The grader runs the whole notebook" in conventions
    assert "No file can be written" not in conventions
    assert "the `.ipynb` file" not in conventions


def test_a_function_that_never_ends_has_no_points_and_ends(tiny_otter, monkeypatch) -> None:
    """The visible cases have a limit of time, too: `otter run` comes to its end, and the other function counts."""
    monkeypatch.setattr(master, "SECONDS", 1)
    made = tiny_otter("any")
    notebook = made.notebook("autograder")
    (cell,) = [cell for cell in notebook.cells if cell.source.startswith("def half_square(")]
    cell.source = "def half_square(x, scale=2.0):\n    while True:\n        pass"
    notebook = without_figures(notebook)
    results, _ = made.run(notebook)
    assert total(results) == 3


def test_trap_1_a_quote_in_a_message_breaks_no_test_file(tiny_otter) -> None:
    """Titles, cases and explanations may have quotes and backslashes: the tests compile, and otter grades them."""
    made = tiny_otter('say "no" \\ twice')
    with zipfile.ZipFile(made.archive()) as archive:
        tests = [name for name in archive.namelist() if name.startswith("tests/")]
        assert len(tests) == len(made.sheet.exercises)
        for name in tests:
            ast.parse(archive.read(name))
    results, _ = made.run(made.notebook("autograder"))
    assert total(results) == made.sheet.points


def test_trap_2_a_missing_marker_ships_no_solution(otter, monkeypatch) -> None:
    """Otter says nothing of a solution without its markers; Secant looks through what students get, and refuses."""
    made = otter("a02")
    text = "\n".join(cell.source for cell in made.notebook("student").cells)
    assert leaks_in(text, made.secrets) == {}
    monkeypatch.setattr(master, "_marked", lambda exercise: solution(exercise.function))
    seeds = made.course.seeds(made.sheet)
    with pytest.raises(OperatorError, match=r"left the answer to .* in the student's notebook; nothing was written"):
        otter_files(made.course, made.sheet, seeds, made.secrets)


def test_trap_3_every_key_is_one_that_otter_knows(otter) -> None:
    """No key is misspelt, no question stands twice, and none is without tests, a person's marks apart."""
    made = otter("a03")
    notebook = nbformat.reads(made.files[made.name].decode(), as_version=4)
    raw = [cell.source.partition("\n") for cell in notebook.cells if cell.cell_type == "raw"]
    questions = [yaml.safe_load(config) for head, _, config in raw if head == "# BEGIN QUESTION"]
    (config,) = [yaml.safe_load(config) for head, _, config in raw if head == "# ASSIGNMENT CONFIG"]
    known_to_otter([config, *questions])
    names = [config["name"] for config in questions]
    assert sorted(names) == sorted({*names})
    asked = [*made.sheet.exercises, *made.sheet.questions]
    assert names == [each.name for each in sorted(asked, key=lambda each: names.index(each.name))]
    with zipfile.ZipFile(made.archive()) as archive:
        tested = {name.removeprefix("tests/").removesuffix(".py") for name in archive.namelist() if "tests/" in name}
    assert tested == {config["name"] for config in questions if not config.get("manual")}


def known_to_otter(configs):
    """Let otter itself read configurations, where it knows all keys; importing it warns of what it imports."""
    code = """
import json, sys
from otter.assign import Assignment
from otter.assign.question_config import QuestionConfig
assignment, *questions = json.load(sys.stdin)
Assignment(assignment, require_valid_keys=True)
for each in questions:
    QuestionConfig(each, require_valid_keys=True)
"""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, input=json.dumps(configs), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]


def test_trap_4_points_stand_at_their_tests(otter) -> None:
    """Points are given test by test and never as a list, so that they are the same without the hidden tests."""
    made = otter("a02")
    for name, source in made.notebook("student").metadata["otter"]["tests"].items():
        (points,) = points_in(source).values()
        assert points == 0, name
    with zipfile.ZipFile(made.archive()) as archive:
        for exercise in made.sheet.exercises:
            points = points_in(archive.read(f"tests/{exercise.name}.py").decode())
            assert points.pop(f"test_{exercise.name}_visible") == 0
            assert sum(points.values()) == pytest.approx(exercise.points)


def points_in(source):
    """Return the points of a test file's tests, by the functions' names."""
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            (decorator,) = node.decorator_list
            (points,) = [ast.literal_eval(each.value) for each in decorator.keywords if each.arg == "points"]
            found[node.name] = points
    return found


def test_trap_5_an_honest_log_is_not_called_different(otter) -> None:
    """Otter compares the log's scores with those of the public tests: points that stand at each test are the same."""
    made = otter("a02")
    notebook, log = worked_on(made)
    _, printed = made.run(notebook, log=log)
    assert "No discrepancies found while verifying scores against the log." in printed


@pytest.fixture
def tiny_otter(tmp_path, monkeypatch):
    """Return a function that makes a small sheet for otter, whose cases have a name."""
    monkeypatch.setenv("SECANT_SECRET", "0123456789abcdef")
    from autograder.spec.course import Course
    from tests.unit.conftest import TinyCourse

    def make(case):
        tiny = TinyCourse(tmp_path / "course", monkeypatch)
        tiny.change("assignments/s1/exercises.py", '"integers"', repr(case))
        tiny.change("assignments/s1/exercises.py", '"Look at the factor of the sum."', repr(f"{case}!"))
        made = Otter.__new__(Otter)
        made.course, made.sheet = Course(tiny.root), tiny.load()
        made.folder, made.name = tmp_path / "otter", "s1.ipynb"
        made.folder.mkdir()
        seeds = made.course.seeds(made.sheet)
        made.secrets = secrets_of([(made.sheet, seeds)])
        made.files = otter_files(made.course, made.sheet, seeds, made.secrets)
        write_files(made.files, made.folder)
        return made

    return make


def test_without_otter_a_sentence_says_what_to_install(course, a01, monkeypatch) -> None:
    """Where otter-grader is missing, nothing is written and the command to install it is told."""
    monkeypatch.setattr(assign.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(OperatorError, match=r"otter-grader is not installed here: pip install"):
        otter_files(course, a01, course.seeds(a01), secrets_of([(a01, course.seeds(a01))]))
