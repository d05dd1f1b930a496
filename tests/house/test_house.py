"""Rules of this house that no other tool checks."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib

import click
import pytest

from autograder.cli import main
from tests.conftest import CHECKOUT

FIXED = {"assignments", "reference", "autograder", "templates", "tests", "benchmarks", "docs"}
PAPERS = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"}
SOURCES = [
    path
    for folder in ("autograder", "reference", "assignments", "benchmarks", "tests")
    for path in sorted((CHECKOUT / folder).rglob("*.py"))
    if "submissions" not in path.parts and "golden" not in path.parts
]
TESTS = [path for path in SOURCES if path.name.startswith("test_")]


def tracked():
    listing = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    return listing.stdout.split()


def relative(path):
    return str(path.relative_to(CHECKOUT))


def test_the_top_level_is_fixed():
    """Beside the seven names only the licence, the changelog, benchmarks, docs and dotfiles stand at the top."""
    names = {name.partition("/")[0] for name in tracked()}
    if not names:
        pytest.skip("no git checkout to look at")
    assert {name for name in names if not name.startswith(".")} <= FIXED | PAPERS


def test_no_room_has_a_name_that_says_nothing():
    """No module or folder is called utils, helpers, common, manager or service."""
    empty = {"utils", "util", "helpers", "helper", "common", "manager", "service", "services", "misc"}
    assert not [relative(path) for path in SOURCES if empty & {part.removesuffix(".py") for part in path.parts}]


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_no_file_is_longer_than_a_room_may_be(path):
    """A file has at most 400 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", TESTS, ids=relative)
def test_every_test_makes_a_claim(path):
    """Every test has a docstring that is a sentence."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            sentence = (ast.get_docstring(node) or "").split("\n\n")[0].strip()
            assert re.match(r"[A-Z0-9`\"].*[.:]$", sentence, re.DOTALL), f"{node.name} in line {node.lineno}"


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_nothing_is_left_for_later(path):
    """No source says that something is still to be done."""
    words = "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"])
    assert not re.search(rf"\b({words})\b", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", sorted((CHECKOUT / "autograder/sandbox/worker").glob("*.py")), ids=relative)
def test_what_runs_beside_student_code_imports_only_numpy(path):
    """The worker imports the standard library, NumPy and its own modules, and nothing else."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found = {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found = {(node.module or "").partition(".")[0]}
        else:
            continue
        assert found <= sys.stdlib_module_names | {"numpy"}


def test_the_version_is_the_changelogs():
    """The newest entry of the changelog is the version of the distribution."""
    version = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    newest = re.search(r"^## \[(.+?)\]", (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == version


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_explained_and_in_the_readme(name):
    """Every command has help and is named in the README, and so is each of its options in its help."""
    command = main.commands[name]
    assert command.help
    assert all(option.help for option in command.params if isinstance(option, click.Option))
    assert f"secant {name}" in (CHECKOUT / "README.md").read_text(encoding="utf-8")


def test_the_two_commands_stand_first():
    """The README's first code block holds the two commands of a first visit."""
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```\w*\n(.*?)```", readme, re.DOTALL)
    assert block is not None
    assert block[1].split("\n")[:2] == ["pip install -e . && secant demo", 'pip install -e ".[test]" && pytest']


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "autograder/README.md", "assignments/README.md"])
def test_links_between_papers_lead_somewhere(name):
    """Every relative link of a paper names a file that is there."""
    path = CHECKOUT / name
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target
