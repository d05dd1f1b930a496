"""The script that pulls a class: which commit counts, who is left out, and who sees the token."""

from __future__ import annotations

import base64
import csv
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from autograder.resources import resource

SCRIPT = resource("templates") / "ci" / "pull_class.py"
TOKEN = "the-token"  # noqa: S105 - of nothing
WHO = {f"GIT_{role}_{what}": f"{role}@tests" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def git(folder, *arguments, **environment):
    """Run git in a folder."""
    command = ["git", "-C", folder, *arguments]
    subprocess.run([*map(str, command)], check=True, capture_output=True, env=os.environ | WHO | environment)


@pytest.fixture
def repository(tmp_path):
    """Return a function that makes a repository of commits, each a time and files; None for a link to elsewhere."""

    def make(name, *commits):
        folder = tmp_path / "repositories" / name
        folder.mkdir(parents=True)
        git(folder, "init", "--quiet", "-b", "main")
        for time, files in commits:
            for path, content in files.items():
                (folder / path).parent.mkdir(exist_ok=True)
                (folder / path).unlink(missing_ok=True)
                if content is None:
                    (folder / path).symlink_to("/etc/passwd")
                else:
                    (folder / path).write_text(content)
            git(folder, "add", "--all")
            git(folder, "commit", "--quiet", "-m", "any", GIT_AUTHOR_DATE=time, GIT_COMMITTER_DATE=time)
        return f"file://{folder}"

    return make


@pytest.fixture
def pull(tmp_path):
    """Write a roster and pull it; return the finished process, and the reasons for those who are left out."""

    def run(roster, *arguments, **environment):
        if isinstance(roster, dict):
            roster = "student,repository\n" + "".join(f"{name},{place}\n" for name, place in roster.items())
        (tmp_path / "roster.csv").write_text(roster, encoding="utf-8")
        command = [sys.executable, SCRIPT, "roster.csv", "s1.ipynb", *arguments]
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI_"))}
        done = subprocess.run(
            command, cwd=tmp_path, env=kept | environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert "Traceback" not in done.stderr, done.stderr
        place = tmp_path / "checkouts" / "not-pulled.csv"
        reasons = {}
        if place.exists():
            with place.open(newline="", encoding="utf-8") as file:
                reasons = {row["student"]: row["reason"] for row in csv.DictReader(file)}
        return done, reasons

    return run


def pulled(folder):
    """Return what lies in the folder of checkouts, but the table."""
    paths = [path for path in (folder / "checkouts").rglob("*") if path.is_file() and path.suffix != ".csv"]
    return {str(path.relative_to(folder / "checkouts")): path.read_text() for path in paths}


NOON, EVENING = "2026-12-01T12:00:00+00:00", "2026-12-01T20:00:00+00:00"


@pytest.mark.parametrize(
    ("deadline", "content"),
    [("", "second"), ("2026-12-01T21:00:00+01:00", "second"), ("2026-12-01T20:59:59+01:00", "first"), (NOON, "first")],
)
def test_the_last_commit_before_the_deadline_counts(repository, pull, tmp_path, deadline, content) -> None:
    """Without a deadline the newest commit is taken, with one the last that is not later; its zone counts."""
    place = repository("ada", (NOON, {"s1.ipynb": "first"}), (EVENING, {"s1.ipynb": "second"}))
    done, reasons = pull({"ada": place}, "--before", deadline)
    assert (done.returncode, reasons) == (0, {})
    assert pulled(tmp_path) == {"ada/ada.ipynb": content}
    assert done.stdout.endswith("1 of 1 notebooks pulled\n")


def test_what_is_wrong_with_one_repository_costs_that_student_alone(repository, pull, tmp_path) -> None:
    """Missing, empty, late, without a notebook, with several, with a link: each is said, and who has one is pulled."""
    roster = {
        "ada": repository("ada", (NOON, {"s1.ipynb": "hers", "other.ipynb": "other"})),
        "bob": repository("bob", (NOON, {"his.ipynb": "his", "folder/s1.ipynb": "deep"})),
        "eve": f"file://{tmp_path}/nowhere",
        "fay": repository("fay"),
        "gil": repository("gil", (EVENING, {"s1.ipynb": "late"})),
        "hal": repository("hal", (NOON, {"readme.md": "no"})),
        "ivy": repository("ivy", (NOON, {"a.ipynb": "a", "b.ipynb": "b"})),
        "joe": repository("joe", (NOON, {"s1.ipynb": None})),
    }
    done, reasons = pull(roster, "--before", "2026-12-01T13:00:00+00:00")
    assert done.returncode == 0
    assert pulled(tmp_path) == {"ada/ada.ipynb": "hers", "bob/bob.ipynb": "his"}
    assert reasons == {
        "eve": f"has no repository that can be read at file://{tmp_path}/nowhere; look at the roster and at the token.",
        "fay": "has an empty repository; nothing was pushed to it.",
        "gil": "has no commit before 2026-12-01T13:00:00+00:00.",
        "hal": "has no s1.ipynb at the top of its repository.",
        "ivy": "has 2 notebooks, and none of them is s1.ipynb at the top of its repository.",
        "joe": "has no s1.ipynb at the top of its repository.",
    }
    assert all(f"{student}: {reason}" in done.stdout for student, reason in reasons.items())


def test_nothing_of_a_repository_is_executed_or_printed(repository, pull, tmp_path) -> None:
    """Attributes, hooks and names of files stay where they are: what is left is the one file, under our name."""
    files = {".gitattributes": "* filter=lfs\n", "::error::forged.ipynb": "x", "hooks/post-checkout": "exit 1"}
    done, _ = pull({"ada": repository("ada", (NOON, files))})
    assert pulled(tmp_path) == {"ada/ada.ipynb": "x"}
    assert "forged" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("roster", "words"),
    [
        ("", ["needs a first row `student,repository`"]),
        ("name,url\nada,a/b\n", ["needs a first row `student,repository`"]),
        (
            "student,repository\n../ada,a/b\nbob,--upload-pack=evil\nBob,ext::sh\n,a/b\n::error::x,a/b\n",
            [
                "row 2: '../ada'",
                "row 3: '--upload-pack=evil'",
                "row 4: 'Bob' is there twice",
                "row 4: 'ext::sh'",
                "row 5: ''",
            ],
        ),
    ],
)
def test_all_that_is_wrong_with_the_roster_is_told_and_nothing_pulled(pull, tmp_path, roster, words) -> None:
    """The script ends with 2 and a sentence a fault, and makes no folder."""
    done, _ = pull(roster)
    assert done.returncode == 2
    assert all(f"roster.csv{', ' if word.startswith('row') else ': '}{word}" in done.stdout for word in words)
    assert not [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert not (tmp_path / "checkouts").exists()


@pytest.mark.parametrize("time", ["tomorrow", "2026-12-01", "2026-12-01T23:59:00", "1.12.2026 23:59"])
def test_a_deadline_without_a_zone_is_refused(repository, pull, time) -> None:
    """A time that would be another one on another machine ends with 2 and says how to write it."""
    done, _ = pull({"ada": repository("ada", (NOON, {"s1.ipynb": "x"}))}, "--before", time)
    assert done.returncode == 2
    assert done.stdout == f"{time!r} is no time with a zone; write it as 2026-12-01T23:59:00+01:00.\n"


def test_what_was_pulled_before_is_not_graded_again(repository, pull) -> None:
    """A second run into the same folder is refused, for it may hold who is no longer there."""
    roster = {"ada": repository("ada", (NOON, {"s1.ipynb": "x"}))}
    assert pull(roster)[0].returncode == 0
    done, _ = pull(roster)
    assert done.returncode == 2
    assert done.stdout.startswith("checkouts: is there already; remove it")


@pytest.fixture
def servers():
    """Start two servers that have no repository, and note what is asked of them with which authorisation."""
    seen = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append((self.server.server_port, self.path, self.headers.get("Authorization")))
            self.send_error(404)

        def log_message(self, *_):
            pass

    started = [ThreadingHTTPServer(("127.0.0.1", 0), Handler) for _ in range(2)]
    for server in started:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield [server.server_port for server in started], seen
    for server in started:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("variable", ["GITHUB_SERVER_URL", "CI_SERVER_URL"])
def test_the_token_goes_to_the_platform_alone(servers, pull, variable) -> None:
    """A short name is the platform's and is asked for with the token; another server is asked without one."""
    (own, other), seen = servers
    roster = {"ada": "course/ada", "bob": f"http://127.0.0.1:{other}/bob.git"}
    done, reasons = pull(roster, SECANT_PULL_TOKEN=TOKEN, **{variable: f"http://127.0.0.1:{own}"})
    assert {*reasons} == {"ada", "bob"}
    given = f"Basic {base64.b64encode(f'x-access-token:{TOKEN}'.encode()).decode()}"
    asked = {(port, path.partition("/info")[0], authorisation) for port, path, authorisation in seen}
    assert asked == {(own, "/course/ada", given), (other, "/bob.git", None)}
    assert TOKEN not in done.stdout + done.stderr
