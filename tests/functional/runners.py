"""Two platforms' runners: they execute a workflow's steps in their order, in bash, in a clone of a local repository.

What stands in for a platform: a checkout is a clone of a local repository; an upload is noted. Packages come from the
environment of the tests: pip, what a `pip install` line names, and what that needs are put on the path, and no more;
then pip itself executes the line, without an index. Where `python3 -m venv` is not the machine's own it leaves pip out,
for that takes seconds. Secrets are given to the steps that the YAML gives them to.
"""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import yaml
from packaging.requirements import Requirement

from autograder.generate import write_files

GOES_ON = "${{ !cancelled() }}"
GIT = {f"GIT_{role}_{what}": f"{role}@tests" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
VENV = """#!/bin/sh
set -e
[ "$1 $2 $#" = "-m venv 3" ]
{base}/python3 -m venv --without-pip "$3"
printf '#!/bin/sh\\nexec "%s" -m pip "$@"\\n' "$3/bin/python" > "$3/bin/pip"
chmod +x "$3/bin/pip"
"""
BASE = Path(getattr(sys, "_base_executable", sys.executable)).parent  # the machine's Python: it has nothing of ours


# --- packages, from the environment of the tests ---------------------------------------------------------------


def wanted_by(line, folder):
    """Return the distributions that a pip line needs: those named in it, or required by the wheel that is named."""
    for word in line.split()[2:]:
        if word.endswith(".whl"):
            with zipfile.ZipFile(folder / word) as wheel:
                (about,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
                yield from re.findall(r"^Requires-Dist: (.+)$", wheel.read(about).decode(), re.MULTILINE)
        elif not word.startswith("-"):
            yield word


def provide(python, requirements, folder):
    """Put distributions on an environment's path, and all that they require."""
    site = next(python.parent.parent.glob("lib/python3.*/site-packages"))
    folder.mkdir(exist_ok=True)
    waiting, seen = applying(["pip", *requirements], {""}), set()
    while waiting:
        wanted = waiting.pop()
        if str(wanted) in seen:
            continue
        seen.add(str(wanted))
        found = importlib.metadata.distribution(wanted.name)
        waiting += applying(found.requires or (), wanted.extras or {""})
        for top in {file.parts[0] for file in found.files} - {"..", "__pycache__"}:
            if not (folder / top).exists():
                (folder / top).symlink_to(found.locate_file(top))
    (site / "provided.pth").write_text(f"{folder}\n")


def applying(requirements, extras):
    """Return the requirements that apply here, with some extras."""
    every = [Requirement(each) for each in requirements]
    return [
        each for each in every if not each.marker or any(each.marker.evaluate({"extra": extra}) for extra in extras)
    ]


class Machine:
    """A machine that runs jobs: its home, its temporary folder, and what its jobs have printed."""

    def __init__(self, folder, *, own_venv=False, **variables):
        self.folder, self.workspace = folder, folder / "workspace"
        self.path, self.printed, self.uploads, self.environments = [], "", [], {}  # of the job that runs
        for name in ("home", "temporary"):
            (folder / name).mkdir(parents=True)
        self.python = BASE / "python3" if own_venv else folder / "image" / "python3"
        if not own_venv:
            self.python.parent.mkdir()
            self.python.write_text(VENV.format(base=BASE))
            self.python.chmod(0o755)
        system = {
            "PATH": f"{self.python.parent}:/usr/bin:/bin",
            "HOME": str(folder / "home"),
            "PIP_NO_INDEX": "1",
            "PIP_REQUIRE_VIRTUALENV": "1",
        }
        self.variables = {**system, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "CI": "true", **variables}

    def check_out(self, repository):
        """Clone a repository into the workspace."""
        shutil.rmtree(self.workspace, ignore_errors=True)
        git("clone", "--quiet", repository, self.workspace)

    def bash(self, name, script, **variables):
        """Execute a script as a platform does; return its exit code."""
        environment = self.variables | variables
        environment["PATH"] = ":".join([*self.path, environment["PATH"]])
        self.environments[name] = environment
        for line in script.splitlines():
            if line.startswith("pip install"):
                python = Path(shutil.which("python", path=environment["PATH"]))
                provide(python, wanted_by(line, self.workspace), self.folder / "provided")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
            cwd=self.workspace,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=100,
            check=False,
        )
        self.printed += done.stdout.decode()
        return done.returncode


def git(*arguments):
    """Run git."""
    subprocess.run(["git", *map(str, arguments)], check=True, capture_output=True, env=os.environ | GIT)


def pushed(files, folder):
    """Make a bare repository of files; return its address."""
    git("init", "--quiet", "-b", "main", folder / "work")
    write_files(files, folder / "work")
    git("-C", folder / "work", "add", "--all")
    git("-C", folder / "work", "commit", "--quiet", "-m", "all")
    git("clone", "--quiet", "--bare", folder / "work", folder / "bare.git")
    return f"file://{folder}/bare.git"


# --- the platforms ---------------------------------------------------------------------------------------------


def github(machine, repository, workflow, secrets=(), inputs=()):
    """Execute the one job of a workflow of GitHub's; return its exit code."""
    known = {f"secrets.{name}": value for name, value in dict(secrets).items()}
    known |= {f"inputs.{name}": value for name, value in dict(inputs).items()}
    files = {
        name: machine.folder / name for name in ("GITHUB_STEP_SUMMARY", "GITHUB_PATH", "GITHUB_ENV", "GITHUB_OUTPUT")
    }
    for file in files.values():
        file.write_text("")
    given = {name: str(path) for name, path in files.items()}
    given |= {"GITHUB_ACTIONS": "true", "RUNNER_TEMP": str(machine.folder / "temporary")}
    machine.path, machine.printed, machine.uploads = [], "", []
    machine.check_out(repository)
    content = yaml.safe_load((machine.workspace / workflow).read_text())
    (job,) = content["jobs"].values()
    assert content["permissions"] == {}
    assert job["permissions"] == {"contents": "read"}
    assert "env" not in job
    assert "env" not in content
    code = 0
    for number, step in enumerate(job["steps"]):
        condition = step.get("if", "")
        assert condition in {"", GOES_ON}
        if code and not condition:
            continue
        if "uses" in step:
            uses(machine, number, step)
            continue
        own = {
            name: re.sub(r"\$\{\{ ([\w.]+) \}\}", lambda at: known[at[1]], text)
            for name, text in step.get("env", {}).items()
        }
        code = machine.bash(step.get("name", number), step["run"], **given, **own) or code
        machine.path = files["GITHUB_PATH"].read_text().split()
        assert not files["GITHUB_ENV"].read_text()
        assert not files["GITHUB_OUTPUT"].read_text()
    return code


def uses(machine, number, step):
    """Do what stands in for an action."""
    action, _, commit = step["uses"].partition("@")
    assert re.fullmatch(r"[0-9a-f]{40}", commit)
    if action == "actions/checkout":
        assert number == 0
        assert step["with"]["persist-credentials"] is False
    else:
        assert action == "actions/upload-artifact"
        machine.uploads.append(machine.workspace / step["with"]["path"])


def gitlab(folder, repository, variables=None):
    """Execute the jobs of a pipeline of GitLab's, each on a machine of its own; return their codes and machines."""
    ran, artifacts, codes = {}, [], {}
    for name, job, stated in jobs_of(folder, repository):
        assert re.fullmatch(r"python:3\.12(-slim)?", job["image"])
        machine = ran[name] = Machine(folder / name, GITLAB_CI="true", CI_SERVER_URL="https://gitlab.test")
        subprocess.run([machine.python, "-m", "venv", machine.folder / "usr"], check=True)
        machine.path = [str(machine.folder / "usr" / "bin")]
        machine.check_out(repository)
        for source, path in artifacts:
            shutil.copytree(source / path, machine.workspace / path)
        scope = job.get("environment", {}).get("name")
        scoped = {key: value for key, (of, value) in (variables or {}).items() if of in {scope, "*"}}
        codes[name] = machine.bash(name, "\n".join(job["script"]), **stated, **scoped)
        artifacts += [(machine.workspace, path) for path in job["artifacts"]["paths"] if path.endswith("/")]
        if codes[name]:
            break
    return codes, ran


def jobs_of(folder, repository):
    """Yield a pipeline's jobs in the order of their stages, and the variables that the file itself gives."""
    git("clone", "--quiet", repository, folder / "read")
    content = yaml.safe_load((folder / "read" / ".gitlab-ci.yml").read_text())
    stated = {name: about["value"] for name, about in content.pop("variables", {}).items()}
    stages = content.pop("stages", ["test"])
    content.pop("workflow", None)
    for name, job in sorted(content.items(), key=lambda item: stages.index(item[1].get("stage", "test"))):
        yield name, job, stated
