"""Gradescope's tree, built and run as the platform does it: `setup.sh` once, `run_autograder` for every submission."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import nbformat
import pytest

from autograder.generate import filled_notebook, solution_notebook
from autograder.integrations.gradescope import Policy, autograder_zip
from autograder.sandbox import bubblewrap
from autograder.spec.cut import solutions
from tests.conftest import CHECKOUT
from tests.unit.integrations.test_gradescope import SCHEMA

CAPABILITIES = (  # what a container's root has by default
    *("CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FSETID", "CAP_FOWNER", "CAP_MKNOD", "CAP_NET_RAW", "CAP_SETGID"),
    *("CAP_SETUID", "CAP_SETFCAP", "CAP_SETPCAP", "CAP_NET_BIND_SERVICE", "CAP_SYS_CHROOT", "CAP_KILL"),
)
MEMORY = 768 << 20  # bytes: the platform's default
SYSTEM = ("/usr", "/etc")  # what an image has
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

pytestmark = [
    pytest.mark.skipif(
        os.geteuid() != 0 or bubblewrap.program() is None, reason="the platform's tree is built by root, in bubblewrap"
    ),
    pytest.mark.xdist_group("gradescope"),
]


READER = """found = []
for name in {}:
    try:
        found.append(open("/autograder/" + name).read())
    except OSError:
        pass
try:
    open("/autograder/results/results.json", "w").write('{{"score": 1000}}')
    found.append("written")
except OSError:
    pass
"""


class Platform:
    """A container with `/autograder`, in which there is nothing of this checkout."""

    def __init__(self, folder):
        self.autograder, self.home, self.packages = folder / "autograder", folder / "secant", folder / "packages"
        for path in (self.autograder / "submission", self.autograder / "results", self.home, self.packages):
            path.mkdir(parents=True)
        for path in (self.home, self.autograder):
            path.chmod(0o755)

    def run(self, *command, memory=None, **environment):
        """Run a command in the container, which has no network."""
        system = [path for name in SYSTEM for path in existing(name)]
        links = [path for path in map(Path, ("/bin", "/lib", "/lib64", "/sbin")) if path.is_symlink()]
        arguments = [shutil.which("bwrap"), "--die-with-parent", "--unshare-pid", "--unshare-net", "--proc", "/proc"]
        arguments += ["--dev", "/dev"]
        arguments += ["--perms", "0755", "--dir", "/opt"]
        arguments += [word for path in system for word in ("--ro-bind", path, path)]
        arguments += [word for path in links for word in ("--symlink", path.readlink(), path)]
        arguments += ["--tmpfs", "/tmp", "--tmpfs", "/run", "--tmpfs", "/var/tmp"]  # noqa: S108 - the container's
        arguments += ["--bind", self.autograder, "/autograder", "--bind", self.home, "/opt/secant"]
        arguments += ["--ro-bind", self.packages, "/packages"]
        arguments += ["--cap-drop", "ALL", *(word for name in CAPABILITIES for word in ("--cap-add", name))]
        arguments += ["--chdir", "/autograder", "--"]
        limit = ["prlimit", f"--as={memory}"] if memory else []
        return subprocess.run(
            [*limit, *map(str, arguments), *command],
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/root", **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def grade(self, *files, previous=(), created=NOW):
        """Hand in files, by name and content; return the results that the platform reads."""
        shutil.rmtree(self.autograder / "submission")
        shutil.rmtree(self.autograder / "results")
        for name in ("submission", "results"):
            (self.autograder / name).mkdir()
        for name, content in files:
            (self.autograder / "submission" / name).write_text(content, encoding="utf-8")
        about = {"created_at": created.isoformat(), "previous_submissions": [*previous]}
        (self.autograder / "submission_metadata.json").write_text(json.dumps(about), encoding="utf-8")
        done = self.run("/autograder/source/run_autograder", memory=MEMORY)
        assert done.returncode == 0, done.stderr
        results = json.loads((self.autograder / "results" / "results.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator(SCHEMA | {"required": ["score"]}).validate(results)
        return results


def existing(pattern):
    """Return the paths of a pattern that are there."""
    return sorted(path for path in Path("/").glob(pattern.lstrip("/")) if path.exists())


@pytest.fixture(scope="module")
def platform(course, a01, tmp_path_factory):
    """Build the image: unpack the zip, and run its setup."""
    made = Platform(tmp_path_factory.mktemp("gradescope"))
    content = autograder_zip(course, a01, course.seeds(a01), Policy(a01.name, wait=10))
    (made.autograder / "autograder.zip").write_bytes(content)
    with zipfile.ZipFile(made.autograder / "autograder.zip") as archive:
        archive.extractall(made.autograder / "source")
    for name in ("setup.sh", "run_autograder"):
        (made.autograder / "source" / name).chmod(0o755)
    download(made)
    done = made.run("bash", "/autograder/source/setup.sh", PIP_NO_INDEX="1", PIP_FIND_LINKS="/packages")
    assert done.returncode == 0, done.stderr[-2000:]
    return made


def download(platform):
    """Fetch for the image's Python what the wheel and submissions need: the setup itself has no network."""
    found = platform.run("bash", "-c", "for p in python3.13 python3.12 python3.11; do command -v $p && break; done")
    version = Path(found.stdout.strip()).name.removeprefix("python")
    (wheel,) = (platform.autograder / "source").glob("*.whl")
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--only-binary",
        ":all:",
        "--dest",
        platform.packages,
    ]
    done = subprocess.run([*command, "--python-version", version, wheel], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def notebook_of(course, a01, sources=None, cells=()):
    """Return a notebook of the sheet: the solution, some functions of it replaced, cells added at its end."""
    notebook = filled_notebook(a01, course.seeds(a01), solutions(a01) | (sources or {}))
    notebook.cells += [nbformat.v4.new_code_cell(cell) for cell in cells]
    return nbformat.writes(notebook)


def test_the_engine_and_the_tests_are_closed_and_the_packages_are_open(platform) -> None:
    """After the setup only root enters the engine and the course; anybody may read what submissions import."""
    assert (platform.home / "engine").stat().st_mode & 0o077 == 0
    assert (platform.autograder / "source" / "course").stat().st_mode & 0o077 == 0
    assert (platform.autograder / "source" / "secret").stat().st_mode & 0o077 == 0
    assert (platform.home / "packages" / "numpy" / "__init__.py").stat().st_mode & 0o004
    assert not (platform.home / "packages" / "autograder").exists()


def test_honest_work_is_graded_the_same_every_time(platform, course, a01) -> None:
    """The solution has full marks at level A, twice the same but for the time that it took."""
    content = nbformat.writes(solution_notebook(a01, course.seeds(a01)))
    first, second = (platform.grade(("a01.ipynb", content)) for _ in range(2))
    assert first["score"] == 100
    assert "level A" in first["output"]
    assert first | {"execution_time": 0} == second | {"execution_time": 0}


def test_a_hostile_submission_costs_itself_alone(platform, course, a01) -> None:
    """Who reads the tests, the secret and the metadata, and writes the results, gets none of it and no points."""
    wanted = ["source/policy.json", "source/secret", "source/course/reference/__init__.py", "submission_metadata.json"]
    wanted += ["results/results.json", "submission/a01.ipynb"]
    cells = [
        READER.format(wanted),
        "def predict(theta, X):\n    return X @ theta if found else X @ theta + 1\n",
    ]
    results = platform.grade(("a01.ipynb", notebook_of(course, a01, cells=cells)))
    assert results["score"] == 95
    lost = [test for test in results["tests"] if test["score"] < test["max_score"]]
    assert {test["extra_data"]["exercise"] for test in lost} == {"predict"}


def test_a_crash_of_everything_leaves_results(platform, course, a01) -> None:
    """A cell that kills its process, and one that wants a terabyte, cost themselves; the platform finds results."""
    cells = ["import os\nos._exit(0)", "x = bytearray(1 << 40)"]
    wrong = {"predict": "def predict(theta, X):\n    return X\n"}
    results = platform.grade(("a01.ipynb", notebook_of(course, a01, wrong, cells)))
    assert results["score"] == 95
    assert "ended the Python process" in results["output"]
    assert "MemoryError" in results["output"]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ([], "has no notebook"),
        ([("notes.txt", "hello")], "has no notebook"),
        ([("one.ipynb", "{}"), ("two.ipynb", "{}")], "has 2 notebooks (one.ipynb, two.ipynb)"),
        ([("a01.ipynb", "{")], "damaged or truncated"),
    ],
)
def test_what_cannot_be_graded_is_said(platform, files, found) -> None:
    """Nothing, several or a broken notebook get no points and a sentence."""
    results = platform.grade(*files)
    assert results["score"] == 0
    assert found in results["output"]


@pytest.mark.parametrize(("minutes", "graded"), [(9, False), (10, True)])
def test_the_time_between_two_submissions_counts(platform, minutes, graded) -> None:
    """Who hands in again too soon keeps the last score; the submissions' own times count: a rerun says the same."""
    previous = [
        {"submission_time": (NOW - timedelta(minutes=60)).isoformat(), "score": "12.0"},
        {"submission_time": (NOW - timedelta(minutes=minutes)).isoformat(), "score": "34.5"},
    ]
    results = platform.grade(("a01.py", "def predict(theta, X):\n    return X @ theta\n"), previous=previous)
    assert ("Not graded: there must be 10 minutes" in results["output"]) is not graded
    assert results["score"] == (34.5 if not graded else 5)


def test_an_image_without_python_311_is_told_in_a_sentence(tmp_path) -> None:
    """Where no new enough Python is found or can be had, the setup ends with what is needed."""
    setup = (CHECKOUT / "templates" / "gradescope" / "setup.sh").read_text(encoding="utf-8")
    (tmp_path / "setup.sh").write_text(setup, encoding="utf-8")
    for name in ("python3.10", "python3", "apt-get"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")  # as 3.10 answers whether it is 3.11
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        ["/bin/bash", tmp_path / "setup.sh"],
        env={"PATH": f"{tmp_path}:/bin", "SECANT_PYTHONS": "python3.10 python3", "SECANT_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith("Secant needs Python 3.11 or newer and found none")
    assert not (tmp_path / "home").exists()


def test_the_zip_is_the_same_for_the_same_course(course, a01) -> None:
    """Made twice it is equal to the byte; its scripts are programs at the root."""
    one, other = (autograder_zip(course, a01, course.seeds(a01), Policy(a01.name)) for _ in range(2))
    assert one == other
