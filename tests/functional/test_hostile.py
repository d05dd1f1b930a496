"""Submissions that do not play by the rules: in the real pipeline, without its layers, and in a naive grader."""

from __future__ import annotations

import contextlib
import io
import json
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from rich.console import Console

from autograder.classroom import Grader
from autograder.integrations.gradescope import results_of
from autograder.records import Cell, Value
from autograder.report import exercise_table, summary_table
from autograder.sandbox import ForkServer, Notebook, bubblewrap
from autograder.sandbox.worker.confinement import LAYERS
from autograder.spec.cut import solutions
from tests.conftest import CHECKOUT

FOLDER = CHECKOUT / "tests" / "submissions" / "hostile"
CLASSES = {"reading", "forging", "outliving", "exhausting", "lying", "wire", "channel", "network", "kernel"}
FALLS = {"limits", "user", "landlock", "seccomp", "layers", "unittest full", "unittest forged", "unittest lost"}
TEMPORARY = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))  # noqa: S108 - what specimens would write to
NAIVE = Path(__file__).with_name("naive_grader.py")
PATIENCE = {"unittest lost": 3.0}  # seconds for the naive grader: half of those that it is lost on never end
REPORT = 1 << 20  # bytes of results that a platform takes
NEEDED = 1 << 2 | 1 << 13 | 1 << 18 | 1 << 19 | 1 << 21  # to read all, raw packets, chroot, ptrace, admin
OWN = {  # what is found behind bubblewrap is the sandbox's own
    "lists_all_processes",
    "lists_the_temporary_folder",
    "reads_command_lines_of_others",
    "reads_the_grader",
}
FORGED = 1000  # the score in a forged results.json


class Specimen(NamedTuple):
    """A file of the folder, and what its header says."""

    path: Path
    source: str
    expects: tuple[str, ...]
    kind: str
    falls: str


def read(path):
    source = path.read_text(encoding="utf-8")
    header = re.match(r"# Tries to .+\.\n# expects:(.*)\n# class: (\w+)\n# falls: (.+)\n", source)
    assert header, f"{path.name} has no whole header"
    return Specimen(path, source, tuple(header[1].split()), header[2], header[3])


SPECIMENS = [read(path) for path in sorted(FOLDER.glob("*.py"))]
BY_UNITTEST = [specimen for specimen in SPECIMENS if specimen.falls.startswith("unittest ")]
BY_VIEW = [specimen for specimen in SPECIMENS if specimen.kind in {"reading", "kernel", "network", "outliving"}]
BY_LAYERS = [specimen for specimen in SPECIMENS if specimen not in BY_UNITTEST]


def parameters(specimens):
    return [pytest.param(each, id=each.path.stem) for each in specimens]


class Canaries(NamedTuple):
    """Two files that no submission may read, and the words in them."""

    private: Path
    public: Path
    words: tuple[str, ...]

    def put_into(self, source):
        return source.replace("PUBLIC_CANARY", str(self.public)).replace("CANARY", str(self.private))


@pytest.fixture(scope="module")
def canaries():
    """Write a file for its owner alone, in a closed folder, and one for everybody."""
    folder = Path(tempfile.mkdtemp(prefix="canaries-"))
    folder.chmod(0o755)
    closed, opened = folder / "closed", folder / "open"
    closed.mkdir(0o700)
    opened.mkdir(0o755)
    words = (secrets.token_hex(16), secrets.token_hex(16), secrets.token_hex(16))
    (closed / "secret.txt").write_text(words[0], encoding="utf-8")
    (closed / "secret.txt").chmod(0o600)
    (opened / "reference.txt").write_text(words[1], encoding="utf-8")
    (opened / "reference.txt").chmod(0o644)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOSTILE_CANARY", words[2])
        yield Canaries(closed / "secret.txt", opened / "reference.txt", words)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def servers(a01):
    """Start servers by what they are without: nothing, one of the layers, all of them; where bubblewrap stands in."""
    without = {"nothing": set(), "layers": {*LAYERS}} | {layer: {layer} for layer in LAYERS}
    without |= {"landlock": {"landlock", "bubblewrap"}, "bubblewrap": {"user", "landlock"}}
    with contextlib.ExitStack() as stack:
        yield {
            name: stack.enter_context(ForkServer(a01.packages, layers={*LAYERS} - missing))
            for name, missing in without.items()
        }


@pytest.fixture
def naive(a01, canaries, tmp_path):
    """Let the naive grader grade the solution with a specimen behind it; return its report, None if it is lost."""

    def run(source, seconds):
        script, results = tmp_path / "submission.py", tmp_path / "results.json"
        script.write_text("\n\n".join([*solutions(a01).values(), canaries.put_into(source)]), encoding="utf-8")
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(
                [sys.executable, NAIVE, script, results],
                cwd=tmp_path,
                env={"PYTHONPATH": str(CHECKOUT), "OPENBLAS_NUM_THREADS": "1"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=seconds,
                check=False,
            )
        if not results.exists() or results.stat().st_size > REPORT:
            return None
        try:
            return json.loads(results.read_bytes())
        except ValueError:
            return None

    return run


def left_behind():
    return {path for folder in TEMPORARY if folder.is_dir() for path in folder.glob("hostile-*")}


def processes_of(server):
    """Return the processes below a server, and those of its children's user."""
    user = server._user and server._user.number
    parents, users = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            facts = dict(line.split(":\t", 1) for line in (folder / "status").read_text().splitlines() if ":\t" in line)
            parents[int(folder.name)], users[int(folder.name)] = int(facts["PPid"]), int(facts["Uid"].split()[0])
    found, above = set(), {server._process.pid}
    for generation in range(4):
        above = {pid for pid, parent in parents.items() if parent in above}
        if generation >= 2 or "bubblewrap" not in server.layers:  # it starts a process that starts the server
            found |= above
    return found | {pid for pid, owner in users.items() if user and owner == user}


def attempted(server, source):
    """Return what `attempt` gives in a child of a server; None if it raises or ends."""
    with Notebook(server, [Cell(1, "import numpy as np\n" + source)]) as notebook, notebook.exercise() as process:
        (answer,) = process.call("attempt", [()])
    return answer.value if isinstance(answer, Value) else None


def independent(assignment, names):
    """Return the exercises that use none of some functions, directly or by others."""
    tainted = set(names)
    for exercise in assignment.exercises:  # each comes after what it uses
        if any(used.__name__ in tainted for used in exercise.uses):
            tainted.add(exercise.name)
    return {exercise.name for exercise in assignment.exercises} - tainted


def is_unconfined():
    """Whether this process may do what specimens try, so that layers alone can refuse it: root, and in no container."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    (capabilities,) = re.findall(r"^CapEff:\t(\w+)$", status, re.MULTILINE)
    everybody = Path("/proc/self/uid_map").read_text(encoding="ascii").split() == ["0", "0", str(2**32 - 1)]
    return int(capabilities, 16) & NEEDED == NEEDED and "Seccomp:\t0" in status and everybody


def test_there_are_specimens_of_every_class():
    """There are at least 75 specimens, three of every class, one for every layer; every header is complete."""
    kinds = Counter(specimen.kind for specimen in SPECIMENS)
    assert len(SPECIMENS) >= 75
    assert kinds.keys() == CLASSES
    assert min(kinds.values()) >= 3
    assert {specimen.falls for specimen in SPECIMENS} == FALLS
    assert all("def attempt():" in specimen.source for specimen in BY_LAYERS)


@pytest.fixture(scope="module")
def wrapped_grader(course, a01):
    """Keep a grader at level C, as on a machine without Landlock for a user that is not root."""
    if bubblewrap.program() is None:
        pytest.skip("bubblewrap is not installed, or not allowed")
    layers = {*LAYERS} - {"user", "landlock"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("autograder.classroom.grader.ForkServer", partial(ForkServer, layers=layers))
        with Grader(course, a01) as warm:
            assert warm.isolation.level == "C"
            yield warm


@pytest.mark.parametrize("specimen", parameters(SPECIMENS))
def test_a_hostile_function_earns_nothing_and_costs_nothing_elsewhere(grader, a01, hand_in, points, canaries, specimen):
    """What misbehaves earns nothing, costs no other exercise, learns nothing and leaves nothing."""
    assert harm_done(grader, a01, hand_in, points, canaries, specimen) == []


@pytest.mark.parametrize("specimen", parameters(BY_VIEW))
def test_behind_bubblewrap_it_earns_nothing_either(wrapped_grader, a01, hand_in, points, canaries, specimen):
    """At level C the same holds; here the classes are tried in which a view of its own makes a difference."""
    assert harm_done(wrapped_grader, a01, hand_in, points, canaries, specimen) == []


def harm_done(grader, a01, hand_in, points, canaries, specimen):
    """Grade the solution with a specimen behind it; return what it has done that it must not."""
    before = left_behind()
    result = grader.grade(hand_in(cells=[canaries.put_into(specimen.source)]))
    worth = {exercise.name: exercise.points for exercise in a01.exercises} | dict.fromkeys(specimen.expects, 0)
    harm = [f"{name} has {found}, not {worth[name]}" for name, found in points(result).items() if found != worth[name]]

    printed = Console(file=io.StringIO(), width=200)
    printed.print(summary_table([result]), exercise_table(result))
    said = json.dumps(results_of(result), ensure_ascii=False) + printed.file.getvalue()
    harm += ["a canary is shown"] * any(word in said for word in canaries.words)
    harm += ["a terminal is commanded"] * ("\x1b" in said)
    harm += ["the report is too long"] * (len(said) >= REPORT)
    for server in grader._servers.values():
        harm += ["a process was left to be killed"] * (server.clear() != 0)
        harm += [f"process {pid} lives on" for pid in processes_of(server)]
    return harm + [f"{path} was left" for path in left_behind() - before]


@pytest.mark.skipif(not is_unconfined(), reason="this machine refuses some of it without any layer")
@pytest.mark.parametrize("specimen", parameters(BY_LAYERS))
def test_what_layers_refuse_succeeds_without_them(servers, canaries, specimen):
    """An attempt gets through where its layer is off, or all are, and is refused where they are on."""
    source = canaries.put_into(specimen.source)
    before = left_behind()
    assert attempted(servers[specimen.falls], source) == 1.0
    assert attempted(servers["nothing"], source) != 1.0
    wrapped = "bubblewrap" in servers["bubblewrap"].layers and specimen.path.stem not in OWN
    if wrapped and specimen.falls != "user":  # which nothing but a user of its own holds for root
        assert attempted(servers["bubblewrap"], source) != 1.0
    servers[specimen.falls].clear()
    assert left_behind() <= before


@pytest.mark.parametrize("specimen", parameters(BY_UNITTEST))
def test_what_values_alone_refuse_succeeds_in_a_naive_grader(naive, a01, specimen):
    """A grader in the submission's process gives full marks, a forged report, or none to the honest exercises."""
    report = naive(specimen.source, PATIENCE.get(specimen.falls, 60.0))
    if specimen.falls == "unittest lost":
        honest = independent(a01, specimen.expects)
        assert report is None or not all(test["score"] for test in report["tests"] if test["name"] in honest)
    elif specimen.falls == "unittest forged":
        assert report is not None
        assert report["score"] == FORGED
    else:
        scores = {test["name"]: test["score"] for test in report["tests"]}
        assert {name: scores[name] for name in specimen.expects} == dict.fromkeys(specimen.expects, 1.0)


def test_the_naive_grader_is_right_about_honest_submissions(naive, a01):
    """The solution alone has a point for every exercise; a wrong function costs itself, and what uses it."""
    names = {exercise.name for exercise in a01.exercises}
    report = naive("", 60.0)
    assert {test["name"] for test in report["tests"] if test["score"]} == names
    report = naive("def predict(theta, X):\n    return np.zeros(len(X))\n", 60.0)
    right = {test["name"] for test in report["tests"] if test["score"]}
    assert "predict" not in right
    assert independent(a01, ["predict"]) <= right
