"""The workflows, read from their YAML and executed step by step, as `runners` does it; no platform was reached."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import nbformat
import pytest

from autograder.generate import filled_notebook
from autograder.generate.course import course_files
from autograder.integrations.ci.workflows import repository_files
from autograder.integrations.wheel import engine_wheel
from autograder.spec.course import Course
from autograder.spec.cut import solutions
from autograder.spec.seeds import Seeds
from tests.functional.runners import Machine, github, gitlab, pushed
from tests.unit.conftest import TinyCourse
from tests.unit.integrations.test_ci_annotations import obeyed

TOKEN, SECRET = "the-token-that-pulls", "the-secret-of-the-course"
POINTS = (("ada", 5), ("bob", 3), ("mallory", 5))
HOSTILE = """
import os
print("::error::forged\\n::set-output name=forged::1\\n##[error]forged\\n::stop-commands::forged")
os.system("echo ::error::forged")

def seen():
    found = [repr({**os.environ})]
    for number in (os.listdir("/proc") if os.path.isdir("/proc") else []):
        try:
            found.append(open(f"/proc/{number}/environ", errors="replace").read())
        except OSError:
            pass
    return "".join(found)

try:
    LEAKED = "TOKEN" in seen() or "SECRET" in seen()
except OSError:
    LEAKED = False
if LEAKED:
    half_square = half_square_gradient = None
raise ValueError("\\n::error::forged")
"""


# --- a student's repository ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """Return a tiny course, its sheet and what its functions are."""
    with pytest.MonkeyPatch.context() as patch:
        made = TinyCourse(tmp_path_factory.mktemp("course") / "tiny", patch)
        sheet = made.load()
        yield made, Course(made.root), sheet


@pytest.fixture(scope="module")
def notebook(tiny):
    """Return a function that fills the sheet's notebook, and the text of what it made."""
    _, _, sheet = tiny

    def fill(sources=None, *cells):
        made = filled_notebook(sheet, Seeds(SECRET.encode(), sheet.name), sources or {})
        made.cells += [nbformat.v4.new_code_cell(cell) for cell in cells]
        return nbformat.writes(made).encode()

    return fill


@pytest.fixture(scope="module")
def student(tiny, tmp_path_factory):
    """Return a function that pushes a notebook beside a student's files."""
    _, course, sheet = tiny

    def push(platform, content):
        files = repository_files(course, sheet, platform)
        own = {name.removeprefix("student/"): text for name, text in files.items() if name.startswith("student/")}
        return pushed({**own, "s1.ipynb": content}, tmp_path_factory.mktemp("student"))

    return push


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """Return a machine that students' jobs run on, one after another."""
    return Machine(tmp_path_factory.mktemp("students") / "machine")


def test_on_github_a_student_sees_what_the_visible_checks_say(student, notebook, tiny, machine) -> None:
    """The solution ends with 0, the skeleton with 1, a file that is no notebook with 2 and a sentence."""
    summary = machine.folder / "GITHUB_STEP_SUMMARY"
    workflow = ".github/workflows/check.yml"
    assert github(machine, student("github", notebook(solutions(tiny[2]))), workflow) == 0, machine.printed
    assert "### 2 of 2 functions are right in every visible check" in summary.read_text()
    assert "They are not the grade" in summary.read_text()
    assert github(machine, student("github", notebook()), workflow) == 1
    assert "| half\\_square | not written yet |" in summary.read_text()
    assert github(machine, student("github", b"Dear all"), workflow) == 2
    assert "is no notebook, or a damaged one (line 1); save it again" in machine.printed
    assert "is no notebook" in summary.read_text()
    assert "Traceback" not in machine.printed


def test_on_github_there_is_nothing_of_ours(student, notebook, machine) -> None:
    """A cell that imports Secant fails: a student's repository needs none of it; and what it prints is not obeyed."""
    print_ = "print('::error::forged\\n##[error]forged')\nprint('half_square, x: ::error::forged')"
    code = github(
        machine, student("github", notebook(None, "import autograder", print_)), ".github/workflows/check.yml"
    )
    assert code == 1
    assert "raised ModuleNotFoundError: No module named 'autograder'" in machine.printed
    assert {command.name for command in obeyed(machine.printed)} == {"stop-commands"}


def test_on_gitlab_a_student_has_a_report(student, notebook, tiny, tmp_path) -> None:
    """The solution ends with 0 and a report of two cases, a wrong answer with 1 and what was found in the report."""
    wrong = solutions(tiny[2])
    wrong["half_square_gradient"] = wrong["half_square_gradient"].replace("scale * x", "scale + x")
    for name, content, code in (("right", notebook(solutions(tiny[2])), 0), ("wrong", notebook(wrong), 1)):
        codes, ran = gitlab(tmp_path / name, student("gitlab", content))
        machine = ran["visible checks"]
        assert codes == {"visible checks": code}, machine.printed
        assert "They are not the grade" in machine.printed
        suite = ET.parse(machine.workspace / "junit.xml").getroot()[0]  # noqa: S314 - ours
        assert [case.get("name") for case in suite] == ["half_square", "half_square_gradient"]
        assert [len(case) for case in suite] == [0, code]
    assert re.match(r"0 of \d right; three numbers: returned ", suite[1][0].text)


# --- the staff's repository ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def a_class(tiny, notebook, tmp_path_factory):
    """Return a function that pushes the staff's repository, with a roster of four of whom one has no repository."""
    made, course, sheet = tiny
    right = solutions(sheet)
    wrong = right | {"half_square": right["half_square"].replace("0.5", "1.0")}
    submissions = {
        "ada": {"s1.ipynb": notebook(right)},
        "bob": {"s1.ipynb": notebook(wrong)},
        "mallory": {"::error::forged.ipynb": notebook(right, HOSTILE)},
    }
    folder = tmp_path_factory.mktemp("class")
    rows = [f"{name},{pushed(files, folder / name)}" for name, files in submissions.items()]
    roster = "\n".join(["student,repository", *rows, f"zoe,file://{folder}/nowhere.git", ""])

    def push(platform):
        files = {name: path.read_bytes() for path, name in files_of(made.root)}
        own = repository_files(course, sheet, platform)
        files |= {name.removeprefix("staff/"): text for name, text in own.items() if name.startswith("staff/")}
        return pushed({**files, "roster.csv": roster.encode()}, folder / platform)

    return push


def files_of(root):
    """Yield the files of a course, and their names in it."""
    for path in root.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path, path.relative_to(root).as_posix()


@pytest.fixture(scope="module")
def on_github(a_class, tmp_path_factory):
    """Run the staff's workflow on GitHub; return its code, and the machine that it ran on."""
    machine = Machine(tmp_path_factory.mktemp("staff") / "machine")
    known = {"SECANT_PULL_TOKEN": TOKEN, "SECANT_SECRET": SECRET}
    return github(machine, a_class("github"), ".github/workflows/grade-s1.yml", known, {"deadline": ""}), machine


@pytest.fixture(scope="module")
def on_gitlab(a_class, tmp_path_factory):
    """Run the staff's pipeline on GitLab, the two variables in their scopes; return its codes and machines."""
    known = {"SECANT_PULL_TOKEN": ("pull", TOKEN), "SECANT_SECRET": ("grade", SECRET)}
    return gitlab(tmp_path_factory.mktemp("staff") / "gitlab", a_class("gitlab"), known)


def scores(workspace):
    """Return the points of each student."""
    return {path.parent.name: json.loads(path.read_text())["score"] for path in workspace.glob("graded/*/results.json")}


def test_on_github_a_class_is_graded_with_the_hidden_tests(on_github) -> None:
    """All get their points, and who has no repository is told; the job ends with 1, and the results are kept."""
    code, machine = on_github
    assert scores(machine.workspace) == {"ada": 5, "bob": 3, "mallory": 5, "zoe": 0}, machine.printed
    assert code == 1
    assert machine.uploads == [machine.workspace / "graded"]
    summary = (machine.folder / "GITHUB_STEP_SUMMARY").read_text()
    heads = re.findall(r"^- (.*)$", summary.partition("\n\n")[0], re.MULTILINE)
    assert heads[:3] == [f"**{name}.ipynb**: {points} of 5 points" for name, points in POINTS]
    assert heads[3].startswith("**zoe** was not graded: it has no repository that can be read at file")
    assert "| half\\_square | reference | failed | 0 / 2 |" in summary
    assert "forged" not in summary


def test_on_github_nothing_is_annotated_but_what_we_say(on_github) -> None:
    """The runner obeys our stop, three notices and an error; what the hostile notebook prints is in no command."""
    _, machine = on_github
    stop, *commands = obeyed(machine.printed)
    assert stop.name == "stop-commands"
    assert [(command.name, command.properties["title"]) for command in commands] == [
        *(("notice", f"{points} of 5 points: {name}.ipynb") for name, points in POINTS),
        ("error", "zoe"),
    ]
    assert "Look at the factor of the sum." in commands[1].data
    assert "forged" not in machine.printed


def test_the_token_is_where_the_pulling_is_and_nowhere_else(on_github, on_gitlab) -> None:
    """One step, and one job, has the token; another one the course's secret; no file that is left holds either."""
    _, machine = on_github
    pulls = {name for name, given in machine.environments.items() if TOKEN in str(given)}
    grades = {name for name, given in machine.environments.items() if SECRET in str(given)}
    assert (pulls, grades) == ({"Pull the students' notebooks"}, {"Grade them with the hidden tests"})
    _, ran = on_gitlab
    assert [TOKEN in str(each.environments) for each in ran.values()] == [True, False]
    assert [SECRET in str(each.environments) for each in ran.values()] == [False, True]
    for each in (machine, *ran.values()):
        left = [path for path in each.folder.rglob("*") if path.is_file() and "provided" not in path.parts]
        assert not [path for path in left if re.search(f"{TOKEN}|{SECRET}".encode(), path.read_bytes())]
        assert not [path for path in each.workspace.glob("checkouts/*/*") if path.suffix != ".ipynb"]


def test_on_gitlab_a_class_has_a_report_of_every_student(on_gitlab) -> None:
    """The first job ends with 0, the second with 1; its reports have each student's checks, and the one without."""
    codes, ran = on_gitlab
    workspace = ran["grade"].workspace
    assert codes == {"pull": 0, "grade": 1}, ran["grade"].printed
    assert scores(workspace) == {"ada": 5, "bob": 3, "mallory": 5, "zoe": 0}
    cases = [case for path in sorted(workspace.glob("graded/*/junit.xml")) for case in ET.parse(path).iter("testcase")]  # noqa: S314
    assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(cases) == 3 * 3 + 1
    assert [case.get("classname") for case in cases if len(case)] == ["s1 bob.ipynb", "submission zoe"]
    assert "::" not in ran["grade"].printed


# --- a course's repository -------------------------------------------------------------------------------------


def test_a_new_courses_workflow_proves_and_generates(tmp_path) -> None:
    """As it was made it is proven and its notebooks are written; with a wrong answer declared right it ends with 1."""
    wheel, content = engine_wheel()
    files = course_files("optimisation", f"wheels/{wheel}") | {f"wheels/{wheel}": content}
    machine = Machine(tmp_path / "machine", own_venv=True)
    workflow, known = ".github/workflows/course.yml", {"SECANT_SECRET": SECRET}
    assert github(machine, pushed(files, tmp_path / "right"), workflow, known) == 0, machine.printed
    assert "inverse_time_decay" in machine.printed  # in the table of what the tests catch
    assert (machine.workspace / "dist" / "a01_schedules" / "student" / "a01_schedules.ipynb").is_file()
    name = "assignments/a01_schedules/exercises.py"
    files[name] = files[name].replace(b"return 1 / (", b"return 2 / (")
    other = Machine(tmp_path / "other")
    assert github(other, pushed(files, tmp_path / "wrong"), workflow, known) == 1
    assert not (other.workspace / "dist").exists()
