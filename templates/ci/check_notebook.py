"""Runs the notebook of a sheet and tells what its visible checks say. They are not the grade: hidden cases decide it.

    python .ci/check_notebook.py NOTEBOOK [--junit FILE]

Needs Python 3.11 or newer and what the notebook imports. Writes a summary in markdown to the file that
GITHUB_STEP_SUMMARY names, where there is one. Ends with 0 if every visible check is right, with 1 if not, with 2 if
there is no notebook that can be read.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import io
import json
import os
import queue
import re
import secrets
import signal
import subprocess
import sys
import threading
import time
import traceback
import types
from pathlib import Path
from xml.etree import ElementTree

CASES = {{ cases }}  # visible cases of each function
SECONDS = 60  # for a cell
TOTAL = 600  # for all of them: a loop in one function may be met by many
LONGEST = 1 << 20  # characters that are kept of what a cell prints
SHOWN = 500  # characters of a sentence

BODIED = re.compile(r"%%(time|timeit|capture|prun)\b")  # their body is Python
MAGIC = re.compile(r"([ \t]*)(?:[%!].*|[\w.]+\?{1,2}\s*)")
TALLY = re.compile(r"(\d+) of (\d+) right\b")
GIVEN = re.compile(r"([ \t]*[\w \t,]+=[ \t]*)[%!].*")  # files = !ls
MARKUP = re.compile(r"([\\`*_\[\]<>()#+!|~&:$@-])")
NO_XML = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PLAINLY = "A visible check shows one input of each kind. They are not the grade: hidden cases of these kinds decide it."


def main():
    """Check a notebook; return the exit code."""
    parser = argparse.ArgumentParser(description="Run a sheet's notebook and tell what its visible checks say.")
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--junit", type=Path, metavar="FILE", help="write JUnit's XML, too")
    parser.add_argument("--run", action="store_true", help=argparse.SUPPRESS)  # the process of its own
    wanted = parser.parse_args()
    if wanted.run:
        return run_cells(wanted.notebook)
    try:
        path = find_notebook(wanted.notebook)
        cells = read_cells(path)
    except ValueError as error:
        tell([one_line(str(error))])
        summarise([as_text(one_line(str(error)))])
        return 2
    runs = run_apart(path, len(cells))
    rows = [judge(name, count, cells, runs) for name, count in CASES.items()]
    right = sum(row["right"] for row in rows)
    head = f"{right} of {len(rows)} functions are right in every visible check"
    troubles = [*troubles_of(cells, runs)]
    tell([head, *(f"{row['name']}: {row['words']}" for row in rows), *troubles, PLAINLY])
    table = [f"| {as_text(row['name'])} | {as_text(row['words'])} |" for row in rows]
    listed = [f"- {as_text(trouble)}" for trouble in troubles]
    summarise([f"### {head}", "", PLAINLY, "", "| function | visible checks |", "|---|---|", *table, "", *listed])
    if wanted.junit:
        wanted.junit.write_text(as_junit(path.stem, rows), encoding="utf-8")
    return 0 if right == len(rows) else 1


# --- the notebook ---------------------------------------------------------------------------------------------


def find_notebook(wanted):
    """Return the notebook of that name, or the only one beside it; ValueError says what to do."""
    if wanted.is_file():
        return wanted
    others = sorted(wanted.parent.glob("*.ipynb"))
    if len(others) == 1:
        return others[0]
    found = "there are several others" if others else "there is no other notebook"
    raise ValueError(f"{wanted}: is not there, and {found}; put the sheet's notebook there, under this name.")


def read_cells(path):
    """Return the code cells of a notebook; ValueError says what is wrong with the file."""
    try:
        notebook = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise ValueError(f"{path}: is no notebook, or a damaged one{where}; save it again from Jupyter.") from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    code = [cell for cell in cells or () if isinstance(cell, dict) and cell.get("cell_type") == "code"]
    if not isinstance(cells, list) or not code:
        raise ValueError(f"{path}: is a notebook without code cells; hand in the sheet's own notebook.")
    return code


def source_of(cell):
    """Return a cell's text, which a notebook may hold in lines."""
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def exercise_of(cell):
    """Return the function whose visible check a cell is, as its metadata says; None if they say nothing."""
    about = cell.get("metadata")
    about = about.get("secant") if isinstance(about, dict) else None
    return about.get("exercise") if isinstance(about, dict) and about.get("kind") == "check" else None


def as_python(source):
    """Return a cell without what is IPython's; every line keeps its number."""
    first, _, rest = source.partition("\n")
    if BODIED.match(first):
        return "\n" + as_python(rest)
    if first.startswith("%%"):
        return ""
    try:
        ast.parse(source)
    except SyntaxError:
        lines = (GIVEN.sub(r"\1None", line) if GIVEN.fullmatch(line) else line for line in source.split("\n"))
        return "\n".join(f"{found[1]}pass" if (found := MAGIC.fullmatch(line)) else line for line in lines)
    return source


# --- its cells, in a process of their own ---------------------------------------------------------------------


def run_apart(path, count):
    """Run a notebook in a fresh process; return what each cell printed and raised, as far as the process came."""
    environment = {**os.environ, "MPLBACKEND": "Agg"}
    command = [sys.executable, str(Path(__file__).resolve()), str(path.resolve()), "--run"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    lines = queue.Queue()
    threading.Thread(target=lambda: [*map(lines.put, process.stdout), lines.put(b"")], daemon=True).start()
    runs = []
    end = time.monotonic() + TOTAL
    while len(runs) < count:
        left = end - time.monotonic()
        try:
            line = lines.get(timeout=max(0, min(left, SECONDS + 10)))  # what Python does not end is ended from here
        except queue.Empty:
            late = f"did not end within {SECONDS} seconds" if left > SECONDS else f"came after {TOTAL} seconds of others"
            runs.append({"said": "", "raised": late})
            break
        if not line:
            runs.append({"said": "", "raised": "ended the Python process"})
            break
        runs.append(json.loads(line))
    process.kill()
    process.wait()
    return runs + [{"said": "", "raised": "was not run: one before it ended everything"}] * (count - len(runs))


def run_cells(path):
    """Run the cells of a notebook in order, in one namespace; write what became of each as a line of JSON."""
    report = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # what does not go through sys.stdout is no check's
        os.dup2(nowhere, stream)
    module = types.ModuleType("__main__")
    module.display = print  # IPython's, which notebooks have without an import
    sys.modules["__main__"] = module
    os.chdir(path.parent)
    sys.path[0] = ""
    for number, cell in enumerate(read_cells(path), 1):
        json.dump(run_cell(source_of(cell), f"cell {number}", vars(module)), report)
        report.write("\n")
        report.flush()
    return 0


class Said(io.StringIO):
    """What a cell prints, up to a length."""

    def write(self, text):
        """Keep a text while there is room."""
        if self.tell() < LONGEST:
            super().write(text[:LONGEST])
        return len(text)


class TooLong(BaseException):
    """A cell's time is over; not an Exception, which notebooks catch."""


def run_cell(source, name, namespace):
    """Run one cell; return what it printed, and what it raised in words."""
    said, raised = Said(), ""
    try:
        with contextlib.redirect_stdout(said), time_limit():
            exec(compile(as_python(source), name, "exec", dont_inherit=True), namespace)
    except TooLong:
        raised = f"did not end within {SECONDS} seconds"
    except BaseException as error:  # SystemExit, too: the next cell runs all the same
        raised = words_of(error, name)
    with contextlib.suppress(Exception):
        sys.modules["matplotlib.pyplot"].close("all")
    return {"said": said.getvalue(), "raised": raised}


@contextlib.contextmanager
def time_limit():
    """Interrupt a cell after its time, and again each second: one that catches everything is interrupted, too."""
    if not hasattr(signal, "setitimer"):  # there the process is ended instead
        yield
        return

    def stop(*_):
        raise TooLong

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def words_of(error, name):
    """Say what a cell raised, and in which of its lines."""
    if isinstance(error, SyntaxError):
        return f"has a syntax error in line {error.lineno}"
    own = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == name]
    try:
        text = str(error)
    except Exception:  # a student's own class
        text = ""
    where = f", in line {own[-1]}" if own else ""
    return f"raised {type(error).__name__}{': ' if text else ''}{text[:SHOWN]}{where}"


# --- what the checks say --------------------------------------------------------------------------------------


def judge(name, count, cells, runs):
    """Say how many of a function's visible cases are right, by what its check has printed.

    Where metadata was lost, the lines themselves say whose they are.
    """
    case = re.compile(rf"{name}, (.+): right( \(gradient asked for at \d+ points?\))?")
    other = re.compile(rf"{name}, .+?: .+")
    own = [run for cell, run in zip(cells, runs, strict=True) if exercise_of(cell) == name]
    own = own or [run for run in runs if any(map(other.fullmatch, run["said"].split("\n")))]
    lines = [line.rstrip() for run in own for line in run["said"].split("\n")]
    right = {found[1] for line in lines if (found := case.fullmatch(line))}
    rest = [line[len(name) + 2 :] for line in lines if other.fullmatch(line) and not case.fullmatch(line)]
    counted = next((found for line in reversed(lines) if (found := TALLY.match(line))), None)
    raised = [run["raised"] for run in own if run["raised"]]
    if any("NotImplementedError" in words for words in raised):
        words = "not written yet"
    elif raised or not own:
        words = "; ".join(f"its check {words}" for words in raised) or "its check is not there, or has printed nothing"
    elif not counted:
        words = "; ".join([f"{len(right)} of {count} right", *rest, "the line that counts them is missing"])
    elif not int(counted[1]) == int(counted[2]) == len(right) >= count:  # what cannot be measured is in no count
        words = "; ".join([f"{counted[1]} of {max(count, int(counted[2]))} right", *rest])
    else:
        return {"name": name, "right": True, "words": f"{len(right)} of {len(right)} right"}
    return {"name": name, "right": False, "words": one_line(words)}


def troubles_of(cells, runs):
    """Yield a sentence for each cell, but checks and holes, that did not run to its end."""
    for number, (cell, run) in enumerate(zip(cells, runs, strict=True), 1):
        if run["raised"] and exercise_of(cell) is None and "NotImplementedError" not in run["raised"]:
            yield one_line(f"Code cell {number} {run['raised']}.")


# --- in words -------------------------------------------------------------------------------------------------


def one_line(text):
    """Return a text on one line, without what a terminal or a log obeys."""
    plain = "".join(each if each.isprintable() else " " for each in text)
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]} ..."


def tell(lines):
    """Print lines; GitHub's runner is told to obey none of them."""
    token = secrets.token_hex(16)  # made when no code of the notebook runs any more
    if os.environ.get("GITHUB_ACTIONS"):
        lines = [f"::stop-commands::{token}", *lines, f"::{token}::"]
    sys.stdout.reconfigure(errors="replace")
    print("\n".join(lines), flush=True)


def summarise(lines):
    """Add lines to the step's summary, where there is one."""
    if place := os.environ.get("GITHUB_STEP_SUMMARY"):
        with open(place, "a", encoding="utf-8", errors="replace") as summary:
            summary.write("\n".join(lines) + "\n")


def as_text(line):
    """Return a line that markdown shows as it is."""
    return MARKUP.sub(r"\\\1", line)


def as_junit(sheet, rows):
    """Return JUnit's XML with a case for each function."""
    suites = ElementTree.Element("testsuites")
    failures = str(sum(not row["right"] for row in rows))
    suite = ElementTree.SubElement(suites, "testsuite", name=NO_XML.sub("?", sheet), tests=str(len(rows)))
    suite.set("failures", failures)
    for row in rows:
        about = {"classname": NO_XML.sub("?", sheet), "name": row["name"], "time": "0"}
        case = ElementTree.SubElement(suite, "testcase", about)
        if not row["right"]:
            ElementTree.SubElement(case, "failure").text = NO_XML.sub("?", row["words"])
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(suites, encoding="unicode")}\n'


if __name__ == "__main__":
    sys.exit(main())
