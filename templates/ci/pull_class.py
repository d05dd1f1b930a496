"""Pulls a class's notebooks: one a student, as it stood at the deadline. Nothing of them runs here.

    python .ci/pull_class.py ROSTER NOTEBOOK [--before TIME]

ROSTER is a table with the columns `student` and `repository`: a student's name is a folder's, a repository is
OWNER/NAME or an address. NOTEBOOK is the file's name in each repository; where there is another one, and only that, it
is taken. Writes checkouts/STUDENT/STUDENT.ipynb, and checkouts/not-pulled.csv with the reason for whoever has none.

The token in SECANT_PULL_TOKEN, which may read the repositories, goes to git through git's environment and to the
platform's own server only; no file holds it. Needs Python 3.11 or newer and git. Ends with 0 if the roster was read,
whatever became of single students, and with 2 and a sentence if the roster, the time or the folder will not do.
"""

from __future__ import annotations

import argparse
import base64
import csv
import datetime
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CHECKOUTS = Path("checkouts")
SECONDS = 120  # for one call of git
LARGEST = 50 << 20  # bytes of a notebook: no larger one is graded

STUDENT = re.compile(r"(?!\.)[\w.@+-]{1,100}(?<!\.)", re.ASCII)
SHORT = re.compile(r"\w[\w.-]*(/[\w.-]+)+", re.ASCII)
ADDRESS = re.compile(r"(https?|file)://[!-~]+")


class Unusable(Exception):
    """The operator must act: nothing is pulled."""


class NotPulled(Exception):
    """One student has no notebook here; a clause says why."""


def main():
    """Pull the notebooks of a class; return the exit code."""
    parser = argparse.ArgumentParser(description="Pull a class's notebooks, as they stood at a deadline.")
    parser.add_argument("roster", type=Path)
    parser.add_argument("notebook")
    parser.add_argument("--before", default="", metavar="TIME", help="what was committed after it does not count")
    wanted = parser.parse_args()
    try:
        before = deadline(wanted.before)
        students = read_roster(wanted.roster)
        if shutil.which("git") is None:
            raise Unusable("git: is not installed here; install it, or choose an image that has it.")
        if CHECKOUTS.exists():
            raise Unusable(f"{CHECKOUTS}: is there already; remove it, so that nothing old is graded.")
    except Unusable as error:
        print(error)
        return 2
    CHECKOUTS.mkdir()
    missing = []
    for student, repository in students:
        try:
            commit, content = pull(address_of(repository), wanted.notebook, before)
        except NotPulled as error:
            print(f"{student}: {error}")
            missing.append((student, str(error)))
        else:
            (CHECKOUTS / student).mkdir()
            (CHECKOUTS / student / f"{student}.ipynb").write_bytes(content)
            print(f"{student}: {commit}")
    with (CHECKOUTS / "not-pulled.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("student", "reason"), *missing])
    print(f"{len(students) - len(missing)} of {len(students)} notebooks pulled")
    return 0


def deadline(text):
    """Return a time as git reads it; "" for none."""
    if not text.strip():
        return ""
    try:
        time = datetime.datetime.fromisoformat(text.strip())
    except ValueError:
        time = None
    if time is None or time.utcoffset() is None:
        raise Unusable(f"{text!r} is no time with a zone; write it as 2026-12-01T23:59:00+01:00.")
    return time.isoformat()


def read_roster(path):
    """Return the students and their repositories; all that is wrong with the table is told together."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = [*csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Unusable(f"{path}: cannot be read as a table in UTF-8 ({error}).") from None
    if not rows or not {"student", "repository"} <= {*rows[0]}:
        raise Unusable(f"{path}: needs a first row `student,repository`, and a row for each student below it.")
    students = [((row["student"] or "").strip(), (row["repository"] or "").strip()) for row in rows]
    faults, seen = [], set()
    for number, (student, repository) in enumerate(students, 2):
        if not STUDENT.fullmatch(student):
            faults.append(
                f"row {number}: {student!r} cannot be a folder's name; use letters, digits and . _ - + @ only"
            )
        elif student.casefold() in seen:
            faults.append(f"row {number}: {student!r} is there twice; a student has one repository")
        if not (SHORT.fullmatch(repository) or ADDRESS.fullmatch(repository)):
            faults.append(f"row {number}: {repository!r} is no repository; write OWNER/NAME, or its address")
        seen.add(student.casefold())
    if faults:
        raise Unusable("\n".join(f"{path}, {fault}." for fault in faults))
    return students


def server():
    """Return the address of the platform that this runs on."""
    return os.environ.get("GITHUB_SERVER_URL") or os.environ.get("CI_SERVER_URL") or "https://github.com"


def address_of(repository):
    """Return a repository's address."""
    return f"{server()}/{repository}" if SHORT.fullmatch(repository) else repository


def pull(address, notebook, before):
    """Return the commit that counts, and the notebook in it; NotPulled says why there is none."""
    with tempfile.TemporaryDirectory() as folder:
        depth = [] if before else ["--depth=1"]  # the last commit before a time may be any of them
        made = git("clone", "--quiet", "--bare", "--filter=blob:none", "--no-tags", *depth, "--", address, folder)
        if made is None:
            raise NotPulled(f"has no repository that can be read at {address}; look at the roster and at the token.")
        if git("rev-parse", "--verify", "--quiet", "HEAD", of=folder) is None:
            raise NotPulled("has an empty repository; nothing was pushed to it.")
        count = [f"--before={before}"] if before else []
        commit = (git("rev-list", "-1", *count, "HEAD", of=folder) or b"").decode().strip()
        if not commit:
            raise NotPulled(f"has no commit before {before}.")
        return commit, content_of(folder, commit, notebook)


def content_of(folder, commit, notebook):
    """Return the content of the notebook of a commit: a regular file at its top, whose name is not believed."""
    listed = (git("ls-tree", "-z", commit, of=folder) or b"").split(b"\0")
    entries = [line.partition(b"\t") for line in listed if line.startswith((b"100644 blob", b"100755 blob"))]
    named = {name.decode("utf-8", "replace"): about.split()[2].decode() for about, _, name in entries}
    found = [name for name in named if name.endswith(".ipynb")]
    if notebook not in found and len(found) != 1:
        several = f"{len(found)} notebooks, and none of them is" if found else "no"
        raise NotPulled(f"has {several} {notebook} at the top of its repository.")
    blob = named[notebook if notebook in found else found[0]]
    size = git("cat-file", "-s", blob, of=folder)
    if size is None or int(size) > LARGEST:
        raise NotPulled(f"has a notebook that is larger than {LARGEST >> 20} MB, or cannot be read.")
    content = git("cat-file", "blob", blob, of=folder)
    if content is None:
        raise NotPulled("has a notebook that cannot be read.")
    return content


def git(*arguments, of=None):
    """Return what git prints, None if it fails; what it says of that may be a server's, and is not printed."""
    place = [f"--git-dir={of}"] if of else []
    try:
        done = subprocess.run(
            ["git", *place, *arguments], env=environment(), capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return None if done.returncode else done.stdout


def environment():
    """Return git's environment: it asks nobody, and shows the token to the platform alone."""
    given = {name: value for name, value in os.environ.items() if name != "SECANT_PULL_TOKEN"}
    given |= {"GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "file:http:https", "GIT_LFS_SKIP_SMUDGE": "1"}
    if token := os.environ.get("SECANT_PULL_TOKEN"):
        # any user's name will do beside a token, at both platforms
        basic = base64.b64encode(f"x-access-token:{token}".encode()).decode()
        given |= {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"http.{server()}/.extraHeader"}
        given["GIT_CONFIG_VALUE_0"] = f"Authorization: Basic {basic}"
    return given


if __name__ == "__main__":
    sys.exit(main())
