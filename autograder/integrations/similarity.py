"""Which submissions are alike, by compare50: winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003) over tokens.

Evidence for a person, who looks at both side by side; never a score, and no points hang on it. The shorter a function,
the fewer ways there are to write it, and the less it says that two are equal.

compare50 is under the GPL and pins old packages. It is a program of its own, which we start, and whose pages we read.
It may stand in an environment of its own, with its `bin` on `PATH`. https://cs50.readthedocs.io/projects/compare50/
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import warnings
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.errors import OperatorError
from autograder.measures import Alike, Similar
from autograder.submission.recognise import MAX_PARSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# A body of three lines has 45 tokens at the median of the right specimens in tests/submissions: the first length at
# which compare50, which finds every run of 35 equal ones and none below 25, sees more than its own noise. Two lines
# have 28 and one has 18, and there are not many ways to write them.
MIN_LINES = 3
MAX_CHARACTERS = 5_000  # of a body: beyond them it is data, and 2,000 equal numbers in two of them took it 97 seconds
MAX_DEFINITIONS = 200  # of a submission
GRAPH = re.compile(r"var GRAPH = (\{.*\});")  # of its index: the pairs in order, and how they compare to the first
NEWLINE = re.compile(r"\r\n|\r|\n")  # of Python's, which numbers the lines
PERCENTAGE = re.compile(r"(.*?)\s*\((\d+)%\)", re.DOTALL)
NOWHERE = "http://127.0.0.1:9"  # it asks for a newer version of itself: a class is compared without the network


def similar_submissions(
    submissions: Iterable[tuple[str, Sequence[str]]],
    skeleton: str,
    *,
    pages: Path | None = None,
    most: int = 50,
    seconds: float = 600,
) -> tuple[Similar, ...]:
    """Find the most similar pairs of a class. Nothing of a student's runs for it.

    What is compared is what students write: the bodies of functions and classes of at least `MIN_LINES` lines, without
    names, numbers, texts and comments, and what does not parse as it is. What the skeleton has is left out, and what
    many have counts for little.

    Parameters
    ----------
    submissions : iterable of (str, sequence of str)
        A key for each, of its own, and the sources of its code cells.
    skeleton : str
        What students were given: compare50's distribution code.
    pages : Path, optional
        Where to write compare50's pages, which show the pairs side by side; a folder that is not there yet.
    most : int, optional
        How many pairs at most.
    seconds : float, optional
        How long compare50 may take.

    Returns
    -------
    tuple of Similar
        The most similar first. Evidence: a person judges.

    Raises
    ------
    OperatorError
        If compare50 is not installed, fails, takes too long, or writes what we cannot read; or if `pages` is there.
    """
    program = _program()
    if pages is not None and pages.exists():
        raise OperatorError(f"{pages} is there already; name a folder for compare50's pages that is not.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keys = _write(folder, submissions, skeleton)
        if len(keys) < 2:
            return ()
        distribution = ["--distro", "skeleton.py"] if skeleton.strip() else []
        options = ["--passes", "structure", "-n", str(most), "--output", "pages", "--debug"]  # debug: in one process
        _run(program, [*keys, *distribution, *options], folder, seconds)
        found = _read(folder / "pages", keys)
        if pages is not None and found:
            shutil.copytree(folder / "pages", pages)
    return found


def what_is_compared(sources: Iterable[str]) -> dict[str, str]:
    """Return the pieces of a submission that are compared.

    Parameters
    ----------
    sources : iterable of str
        Of its code cells.

    Returns
    -------
    dict of str to str
        Bodies of functions and classes by their names, the last of each name, without docstrings; and cells that do not
        parse. Those of less than `MIN_LINES` lines are left out, and long ones cut off.
    """
    found: dict[str, str] = {}
    for number, source in enumerate(sources, 1):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of an invalid escape in a student's string
                tree = ast.parse(source if len(source) <= MAX_PARSED else "(")
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            lines = [line for line in source.splitlines() if line.strip()]
            found |= {f"cell {number}": source} if len(lines) >= MIN_LINES else {}
        else:
            found |= dict(_bodies(tree, source))
    return {name: text[:MAX_CHARACTERS] for name, text in [*found.items()][:MAX_DEFINITIONS]}


def _bodies(tree: ast.Module, source: str) -> Iterator[tuple[str, str]]:
    """Yield names and bodies of what a cell defines at its top level: comments stay, a person reads them."""
    lines = NEWLINE.split(source)
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        is_explained = ast.get_docstring(node, clean=False) is not None
        body = node.body[is_explained:]
        if sum(len(ast.unparse(each).splitlines()) for each in body) >= MIN_LINES:
            first = (node.body[0].end_lineno or 0) if is_explained else node.body[0].lineno - 1
            yield node.name, textwrap.dedent("\n".join(lines[first : node.end_lineno])) + "\n"


def _program() -> Path:
    """Find compare50 beside our Python, or on the path."""
    places = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    found = shutil.which("compare50", path=places)
    if found is None:
        raise OperatorError(
            'compare50, which finds similar submissions, is not installed: pip install "secant[similarity]"'
        )
    return Path(found).resolve()


def _write(folder: Path, submissions: Iterable[tuple[str, Sequence[str]]], skeleton: str) -> dict[str, str]:
    """Write a folder a submission, with a file a piece; return keys by the folders' names, which people see, too."""
    keys = {}
    for number, (key, sources) in enumerate(submissions, 1):
        pieces = what_is_compared(sources)
        name = f"{number:04}-{re.sub(r'[^A-Za-z0-9._-]+', '-', key)[:40]}"
        if pieces:
            (folder / name).mkdir()
            keys[name] = key
        for piece, text in pieces.items():
            (folder / name / f"{piece[:60]}.py").write_text(text, encoding="utf-8", errors="replace")
    (folder / "skeleton.py").write_text(skeleton, encoding="utf-8")
    return keys


def _run(program: Path, arguments: Sequence[str], folder: Path, seconds: float) -> None:
    """Run compare50 in a folder, with all that it starts in a group that ends with it.

    It is a shell script around `python3`, which has to be its own.
    """
    path = os.pathsep.join([str(program.parent), os.environ.get("PATH", os.defpath)])
    proxies = dict.fromkeys(["HTTPS_PROXY", "https_proxy"], NOWHERE) | dict.fromkeys(["NO_PROXY", "no_proxy"], "")
    process = subprocess.Popen(  # noqa: S603 - compare50 itself
        [str(program), *arguments],
        cwd=folder,
        env={**os.environ, **proxies, "PATH": path, "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=seconds)
    except BaseException as stopped:  # an interrupt, too, which does not reach a group of its own
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if isinstance(stopped, subprocess.TimeoutExpired):
            raise OperatorError(f"compare50 did not end within {seconds:g} seconds; compare fewer files.") from None
        raise
    if process.returncode:
        last = next((line for line in reversed(said.splitlines()) if line.strip()), "it said nothing")
        raise OperatorError(f"compare50 failed: {last}")


class _Page(HTMLParser):
    """What a page of compare50's says in its headings, which the submissions' texts, escaped, cannot forge.

    Attributes
    ----------
    sides : list of (str, float)
        Folder and share of the two submissions.
    files : list of dict
        The share of each of their files.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.sides: list[tuple[str, float]] = []
        self.files: list[dict[str, float]] = []
        self._heading: list[str] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a side, or a heading."""
        classes = (dict(attrs).get("class") or "").split()
        if tag == "div" and "side" in classes:
            self.files.append({})
        if tag == "h5" or (tag == "h4" and "file_name" in classes):
            self._heading = []

    def handle_data(self, data: str) -> None:
        """Keep a heading's text."""
        if self._heading is not None:
            self._heading.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Read a heading that ends."""
        if self._heading is None or tag not in {"h4", "h5"}:
            return
        found = PERCENTAGE.fullmatch("".join(self._heading).strip())
        if found is None:
            raise ValueError("a heading without a percentage")
        name, share = found[1], int(found[2]) / 100
        if tag == "h5":
            self.sides.append((name, share))
        else:
            self.files[-1][name.removesuffix(".py")] = share
        self._heading = None


def _read(pages: Path, keys: Mapping[str, str]) -> tuple[Similar, ...]:
    """Read the pages that compare50 has written; there are none where nothing is alike.

    It ranks by a sample of what is alike, and may then find that all of it was given: such pairs are none.
    """
    if not pages.exists():
        return ()
    try:
        found = GRAPH.search((pages / "index.html").read_text(encoding="utf-8"))
        if found is None:
            raise ValueError("no pairs in the index")
        links = json.loads(found[1])["links"]
        pairs = [_pair(pages / f"match_{number}.html", link, keys) for number, link in enumerate(links, 1)]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise OperatorError(f"compare50 wrote pages that cannot be read ({error}); version 1.2.15 can.") from None
    alike = [pair for pair in pairs if any(pair.shares)]
    return tuple(sorted(alike, key=lambda pair: (-pair.closeness, pair.first, pair.second)))


def _pair(page: Path, link: Mapping[str, Any], keys: Mapping[str, str]) -> Similar:
    read = _Page(page.read_text(encoding="utf-8"))
    (one, one_share), (other, other_share) = read.sides
    if {one, other} != {link["source"], link["target"]}:
        raise ValueError(f"{page.name} is of another pair")
    ours, theirs = read.files
    alike = [Alike(name, min(share, theirs[name])) for name, share in ours.items() if min(share, theirs.get(name, 0))]
    (first, share), (second, second_share) = sorted([(keys[one], one_share), (keys[other], other_share)])
    return Similar(
        first=first,
        second=second,
        closeness=min(1.0, link["value"] / 10),
        shares=(share, second_share),
        functions=tuple(sorted(alike, key=lambda each: (-each.share, each.function))),
        page=page.name,
    )
