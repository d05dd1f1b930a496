"""The script that a student's repository runs: notebooks as students have them, and what it says of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from xml.etree import ElementTree as ET

import jinja2
import pytest

from autograder.resources import resource
from tests.unit.integrations.test_ci_annotations import obeyed

CHECKS = "".join(
    (resource("templates") / "notebook" / name).read_text(encoding="utf-8") for name in ("check.py", "converges.py")
)
OPENING = f"import numpy as np\n{CHECKS}"
CHECK = 'check(f, "one", x=1.0, expected=2.0)\ncheck(f, "two: more", x=2.0, expected=4.0)\nlast_word()'
UNCOUNTED = CHECK.replace("last_word()", "")
RIGHT = "def f(x):\n    return 2 * x"
HOLE = "def f(x):\n    raise NotImplementedError('write f here')"


def cell(source, kind=None):
    """Return a code cell, with the metadata that a sheet gives to it."""
    about = {"secant": {"kind": kind, "exercise": "f"}} if kind else {}
    return {"cell_type": "code", "metadata": about, "source": source.splitlines(keepends=True)}


class Checked:
    """What the script has said of a notebook."""

    def __init__(self, done, folder):
        self.code, self.said = done.returncode, done.stdout
        place = folder / "summary.md"
        self.summary = place.read_text(encoding="utf-8") if place.exists() else ""


@pytest.fixture
def checked(tmp_path):
    """Write cells, or any text, as a notebook and run the script on it; a time is that of a cell."""

    def run(*cells, text=None, name="sheet.ipynb", seconds=None, metadata=True, **environment):
        template = (resource("templates") / "ci" / "check_notebook.py").read_text(encoding="utf-8")
        script = jinja2.Template(template).render(cases={"f": 2})
        if seconds:
            script = script.replace("SECONDS = 60", f"SECONDS = {seconds}").replace("SECONDS + 10", "SECONDS + 1")
        (tmp_path / "check_notebook.py").write_text(script, encoding="utf-8")
        made = [cell(OPENING), *(each if isinstance(each, dict) else cell(each) for each in cells)]
        if not metadata:
            made = [each | {"metadata": {}} for each in made]
        content = json.dumps({"nbformat": 4, "cells": made}) if text is None else text
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GITHUB_")}
        kept |= {"GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"), **environment}
        command = [sys.executable, "check_notebook.py", "sheet.ipynb", "--junit", "junit.xml"]
        done = subprocess.run(command, cwd=tmp_path, env=kept, capture_output=True, text=True, timeout=60, check=False)
        assert "Traceback" not in done.stderr, done.stderr
        return Checked(done, tmp_path)

    return run


@pytest.mark.parametrize("metadata", [True, False], ids=["with metadata", "metadata lost"])
def test_the_checks_lines_decide(checked, metadata) -> None:
    """A right answer ends with 0, a wrong one with 1 and its line, also where only the lines say whose they are."""
    right = checked(RIGHT, cell(CHECK, "check"), metadata=metadata)
    assert (right.code, right.said.splitlines()[:2]) == (
        0,
        ["1 of 1 functions are right in every visible check", "f: 2 of 2 right"],
    )
    wrong = checked("def f(x):\n    return x + 1", cell(CHECK, "check"), metadata=metadata)
    assert wrong.code == 1
    assert "f: 1 of 2 right; two: more: returned 3.0, expected 4.0" in wrong.said
    assert "They are not the grade" in wrong.said
    assert "They are not the grade" in wrong.summary


def test_convergence_is_read_too(checked) -> None:
    """The line of a minimiser's check ends otherwise, and counts all the same."""
    minimiser = "def f(gradient, theta0, steps):\n    return theta0 - gradient(theta0)"
    given = "gradient=lambda theta: theta, theta0=np.ones(2), steps=5"
    names = '"gradient", "theta0", "steps"'
    check = "\n".join(f'converges(f, "{case}", 1e-3, {names}, {given})' for case in ("one", "two")) + "\nlast_word()"
    done = checked(minimiser, cell(check, "check"))
    assert (done.code, done.said.splitlines()[1]) == (0, "f: 2 of 2 right")


def test_what_is_in_no_count_costs_nothing(checked) -> None:
    """A line on what cannot be measured is neither right nor wrong: the check's own count decides."""
    said = "print('f, one, by differences of your g: cannot be measured, as that is too rough there')"
    assert checked(RIGHT, cell(f"{said}\n{CHECK}", "check")).code == 0


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([HOLE, cell(CHECK, "check")], "f: not written yet"),
        ([RIGHT], "f: its check is not there, or has printed nothing"),
        ([RIGHT, cell(CHECK.replace("\ncheck", "\n#"), "check")], "f: 1 of 2 right"),
        (
            [RIGHT, cell(UNCOUNTED, "check")],
            "f: 2 of 2 right; the line that counts them is missing",
        ),
        (
            ["def f(x) return x", cell(CHECK, "check")],
            "f: its check raised NameError: name 'f' is not defined, in line 1",
        ),
        ([RIGHT, cell("raise SystemExit", "check")], "f: its check raised SystemExit, in line 1"),
        (
            [RIGHT, "import os; os._exit(0)", cell(CHECK, "check")],
            "f: its check was not run: one before it ended everything",
        ),
    ],
    ids=["hole", "no check", "a case removed", "no last word", "syntax error", "exits", "process ended"],
)
def test_what_is_not_right_in_every_case_ends_with_one(checked, cells, words) -> None:
    """An unwritten function, and a check that was taken away, cut short or did not run, are told and are not right."""
    done = checked(*cells)
    assert done.code == 1
    assert done.said.splitlines()[:2] == ["0 of 1 functions are right in every visible check", words]


def test_what_is_ipythons_does_not_stop_a_cell(checked) -> None:
    """Magics, commands and questions are passed over, bodies of %%time run, and other languages' cells do not."""
    cells = [
        "%matplotlib inline\n!pip install nothing\nfiles = !ls\nnp?\nassert files is None\ndisplay(1)",
        f"%%time\n{RIGHT}",
        "%%bash\nexit 1",
        "remainder = (7\n  % 4)\nassert remainder == 3",
        "%config x\n\n1 / 0",
    ]
    done = checked(*cells, cell(CHECK, "check"))
    assert done.code == 0
    assert [line for line in done.said.splitlines() if line.startswith("Code cell")] == [
        "Code cell 6 raised ZeroDivisionError: division by zero, in line 3."
    ]


def test_a_cell_that_does_not_end_costs_itself(checked) -> None:
    """It is interrupted, even if it catches everything, and the next one runs."""
    endless = "while True:\n    try:\n        while True: pass\n    except Exception:\n        pass"
    done = checked(endless, RIGHT, cell(CHECK, "check"), seconds=1)
    assert done.code == 0
    assert "Code cell 2 did not end within 1 seconds." in done.said


def test_what_python_cannot_interrupt_is_ended(checked) -> None:
    """A cell that ignores the interruption ends the process, and what follows is said not to have run."""
    stubborn = "import signal, time\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\ntime.sleep(30)"
    done = checked(stubborn, RIGHT, cell(CHECK, "check"), seconds=1)
    assert done.code == 1
    assert "Code cell 2 did not end within 1 seconds." in done.said
    assert "f: its check was not run" in done.said


def test_little_is_kept_of_what_is_much(checked, tmp_path) -> None:
    """Of forty megabytes that a cell prints one is kept, and of one in an exception a line."""
    much = "for _ in range(40): print('x' * 10**6)"
    done = checked(much, "raise ValueError('y' * 10**6)", RIGHT, cell(CHECK, "check"))
    assert done.code == 0
    assert len(done.said) < 2000
    assert len(done.summary) < 2000
    apart = [sys.executable, "check_notebook.py", "sheet.ipynb", "--run"]
    report = subprocess.run(apart, cwd=tmp_path, capture_output=True, check=True).stdout.splitlines()
    assert 10**6 < len(report[1]) < 3 * 10**6


def test_nothing_that_is_printed_is_obeyed_or_is_markup(checked) -> None:
    """Texts of the notebook are no commands for GitHub's runner, no escapes for a terminal and no markdown."""
    forged = r"f, x: \x1b[31m<script>|*b*\r::error::forged ##[error]forged"
    bad = "raise ValueError('::error::forged\\n::set-output name=a::b')"
    done = checked(RIGHT, bad, cell(f"{UNCOUNTED}\nprint('''{forged}''')", "check"), GITHUB_ACTIONS="true")
    assert done.code == 1
    assert [command.name for command in obeyed(done.said)] == ["stop-commands"]
    assert not obeyed("\n".join(line for line in done.said.splitlines() if "raised" in line))
    assert "\x1b" not in done.said + done.summary
    for raw in ("<script>", "*b*", "::", "##["):
        assert raw not in done.summary.partition("\n")[2]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is no notebook, or a damaged one (line 1)"),
        ('{"cells": [', "is no notebook, or a damaged one (line 1)"),
        (b"\xff\xfe\x00", "is no notebook, or a damaged one"),
        ("[]", "is a notebook without code cells"),
        ('{"cells": [{"cell_type": "markdown"}, 7]}', "is a notebook without code cells"),
    ],
)
def test_a_file_that_is_no_notebook_ends_with_two(checked, text, words) -> None:
    """What cannot be read is one sentence, in the log and in the summary, that says what to do."""
    done = checked(text=text)
    assert done.code == 2
    assert done.said.startswith(f"sheet.ipynb: {words}")
    assert words.split()[0] in done.summary
    assert done.said.count("\n") == 1


def test_another_name_is_found_and_several_are_not_guessed(checked) -> None:
    """The only notebook is taken whatever its name; of several none is, and a sentence says under which name."""
    assert checked(RIGHT, cell(CHECK, "check"), name="sheet (3) final.ipynb").code == 0
    done = checked(RIGHT, cell(CHECK, "check"), name="another.ipynb")
    assert done.code == 2
    assert done.said.startswith(
        "sheet.ipynb: is not there, and there are several others; put the sheet's notebook there"
    )


def test_the_report_is_one_that_gitlab_takes(checked, tmp_path) -> None:
    """A case for each function in a suite, a text where it is wrong, and no character that XML does not have."""
    checked(RIGHT, cell(f"{UNCOUNTED}\nprint('f, x: \\x00]]>&<\\ud800')", "check"))
    root = ET.parse(tmp_path / "junit.xml").getroot()  # noqa: S314 - ours
    (case,) = root[0]
    assert (root.tag, root[0].tag) == ("testsuites", "testsuite")
    assert (case.get("classname"), case.get("name"), case.get("time")) == ("sheet", "f", "0")
    assert case[0].tag == "failure"
    assert "]]>&<" in case[0].text
    assert not case[0].attrib
