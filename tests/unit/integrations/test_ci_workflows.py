"""The files of a platform's repositories: what is hidden, pinned, permitted and given to which step."""

from __future__ import annotations

import ast
import re

import pytest
import yaml

from autograder.generate import secrets_of
from autograder.generate.course import course_files
from autograder.generate.leaks import leaks_in
from autograder.integrations.ci.workflows import repository_files
from autograder.spec.course import Course
from tests.conftest import CHECKOUT

PLATFORMS = ("github", "gitlab")
PINNED = re.compile(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v[\d.]+")

OWN = Course(CHECKOUT / "nowhere")  # not the bundled lecture

on_each = pytest.mark.parametrize("platform", PLATFORMS)


def of(reader, files):
    """Return the texts of a reader's files, by their paths, without the wheel."""
    return {
        name.removeprefix(f"{reader}/"): content.decode()
        for name, content in files.items()
        if name.startswith(f"{reader}/") and not name.endswith(".whl")
    }


def workflows(sheet):
    """Return every workflow of GitHub's that we write, of a course of one's own."""
    files = repository_files(OWN, sheet, "github")
    made = {name: content.decode() for name, content in files.items() if name.endswith(".yml")}
    return made | {"course": course_files("any", "wheels/secant.whl")[".github/workflows/course.yml"].decode()}


@on_each
def test_nothing_hidden_is_in_a_students_repository(course, a01, platform) -> None:
    """A workflow and a script: no answer, no secret, no token, no wheel, and no import of ours."""
    files = repository_files(course, a01, platform)
    own = of("student", files)
    workflow = {"github": ".github/workflows/check.yml", "gitlab": ".gitlab-ci.yml"}[platform]
    assert {*own} == {workflow, ".ci/check_notebook.py"}
    assert not [name for name in files if name.startswith("student/") and name.endswith(".whl")]
    secrets = secrets_of([(a01, course.seeds(a01))])
    for text in own.values():
        assert not leaks_in(text, secrets)
        assert not re.search(r"SECANT|autograder|secrets\.[A-Z]", text)
    imported = {
        alias.name.partition(".")[0]
        for node in ast.walk(ast.parse(own[".ci/check_notebook.py"]))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in (node.names if isinstance(node, ast.Import) else [ast.alias(node.module)])
    }
    assert not imported & {"autograder", "secant", "reference", "assignments", "numpy"}


@on_each
def test_the_script_knows_every_exercise_and_how_many_cases_it_shows(course, a01, platform) -> None:
    """Each function is expected with as many visible cases as it has, so that none can be taken away unnoticed."""
    script = of("student", repository_files(course, a01, platform))[".ci/check_notebook.py"]
    (cases,) = re.findall(r"^CASES = (.*?)  #", script, re.MULTILINE)
    assert ast.literal_eval(cases) == {exercise.name: len(exercise.cases) for exercise in a01.exercises}


@on_each
def test_the_staffs_files_are_what_the_workflow_calls(course, a01, platform) -> None:
    """The scripts and the wheel that a line of the workflow names are there, and an example of the roster."""
    files = repository_files(course, a01, platform)
    staff = of("staff", files)
    (workflow,) = (text for name, text in staff.items() if name.endswith(".yml"))
    called = {*re.findall(r"\.ci/\w+\.py|wheels/[\w.-]+\.whl|roster\.csv", workflow)}
    there = {name.removeprefix("staff/") for name in files if name.startswith("staff/") and ".yml" not in name}
    assert called == {name.replace(".example", "") for name in there}
    assert "roster.csv" not in there  # a second sheet's would replace the one that was filled in
    assert f"pull_class.py roster.csv {a01.name}.ipynb" in workflow


def test_actions_are_pinned_and_permissions_are_least(a01) -> None:
    """Every action is a commit, checkout our own CI's; a job may read, and nothing keeps a credential."""
    own = re.search(r"actions/checkout@[0-9a-f]{40}", (CHECKOUT / ".github" / "workflows" / "ci.yml").read_text())[0]
    for text in workflows(a01).values():
        assert all(PINNED.fullmatch(line.strip(" -")) for line in text.splitlines() if "uses:" in line)
        content = yaml.safe_load(text)
        (job,) = content["jobs"].values()
        assert (content["permissions"], job["permissions"]) == ({}, {"contents": "read"})
        assert own in text
        (checkout,) = (step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout"))
        assert checkout["with"] == {"persist-credentials": False}
        assert job["timeout-minutes"] <= 120


def test_a_secret_is_given_to_the_steps_that_need_it(a01) -> None:
    """No workflow and no job has a secret, no script an expression in it; each secret is in its steps' environment."""
    given = {}
    for name, text in workflows(a01).items():
        content = yaml.safe_load(text)
        (job,) = content["jobs"].values()
        assert "env" not in content | job
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
            for variable, value in step.get("env", {}).items():
                given.setdefault((name.partition("/")[0], variable, value), []).append(step["run"].split()[:2])
    assert given == {
        ("staff", "SECANT_PULL_TOKEN", "${{ secrets.SECANT_PULL_TOKEN }}"): [["python", ".ci/pull_class.py"]],
        ("staff", "DEADLINE", "${{ inputs.deadline }}"): [["python", ".ci/pull_class.py"]],
        ("staff", "SECANT_SECRET", "${{ secrets.SECANT_SECRET }}"): [["python", ".ci/grade_class.py"]],
        ("course", "SECANT_SECRET", "${{ secrets.SECANT_SECRET }}"): [["secant", "check"], ["secant", "generate"]],
    }


@on_each
def test_the_bundled_lecture_has_no_secret_to_give(course, a01, platform) -> None:
    """Its hidden numbers are public, and its workflow asks for the token alone."""
    for text in of("staff", repository_files(course, a01, platform)).values():
        assert "secrets.SECANT_SECRET" not in text


def test_gitlabs_jobs_have_scopes_and_run_when_asked(course, a01) -> None:
    """The pipeline is a person's or a schedule's, not a push's; each job has the scope of its variable."""
    content = yaml.safe_load(of("staff", repository_files(OWN, a01, "gitlab"))[".gitlab-ci.yml"])
    assert content["workflow"]["rules"] == [
        {"if": '$CI_PIPELINE_SOURCE == "web"'},
        {"if": '$CI_PIPELINE_SOURCE == "schedule"'},
    ]
    assert "SECANT" not in str(content)
    for name in ("pull", "grade"):
        assert content[name]["environment"] == {"name": name, "action": "access"}
    assert content["grade"]["artifacts"]["reports"] == {"junit": "graded/*/junit.xml"}
    assert content["grade"]["artifacts"]["when"] == "always"
    student = yaml.safe_load(of("student", repository_files(course, a01, "gitlab"))[".gitlab-ci.yml"])
    assert student["visible checks"]["artifacts"]["reports"] == {"junit": "junit.xml"}
    assert student["visible checks"]["artifacts"]["when"] == "always"
