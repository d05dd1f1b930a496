"""Which submissions are alike: what is compared, and what is made of what compare50 says."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import pytest

from autograder.errors import OperatorError
from autograder.integrations import similarity
from autograder.integrations.similarity import what_is_compared
from autograder.report import similarity_csv
from tests.conftest import CHECKOUT

PLACES = f"{Path(sys.executable).parent}:"
SKELETON = 'def adam(x):\n    """Say."""\n    raise NotImplementedError("write adam here")\n'
RIGHT = CHECKOUT / "tests" / "submissions" / "right"

needs_compare50 = pytest.mark.skipif(
    shutil.which("compare50", path=PLACES) is None and shutil.which("compare50") is None,
    reason='compare50 is not installed: pip install "secant[similarity]"',
)


def specimen(name, number):
    """Return one of the ways in which somebody wrote a function."""
    return sorted(RIGHT.glob(f"{name}-*.py"))[number].read_text(encoding="utf-8")


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """Put a shell script in compare50's place."""

    def write(script):
        folder = tmp_path / "bin"
        folder.mkdir()
        (folder / "compare50").write_text(f"#!/bin/sh\n{script}\n")
        (folder / "compare50").chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(folder / "python"))

    return write


@pytest.fixture
def two():
    """Return two submissions that are equal."""
    return [(name, [specimen("adam", 0)]) for name in ("bob.py", "ada.py")]


def test_bodies_are_compared_and_not_what_was_given() -> None:
    """Of a function its body is compared, with its comments, and without its signature and its docstring."""
    function = 'def f(x):\n    """Say.\n\n    More."""\n    # mine\n    a = x\n    b = a\n    return b\n'
    source = f"import os\n\n{function}\nprint(f(1))\n"
    assert what_is_compared([source]) == {"f": "# mine\na = x\nb = a\nreturn b\n"}


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("    return x\n", False),
        ("    a = x\n    return a\n", False),
        ("    a = x\n    b = a\n    return b\n", True),
        ("    return (\n        x\n        + 1\n        + 2\n    )\n", False),
        ('    """Say."""\n    a = x\n    return a\n', False),
        ("    # one\n    # two\n    return x\n", False),
        ("    for a in x:\n        b = a\n    return b\n", True),
    ],
)
def test_short_functions_are_left_out(body, kept) -> None:
    """A body of less than three lines is left out, however it is broken into lines, commented or explained."""
    assert ("f" in what_is_compared([f"def f(x):\n{body}"])) == kept


def test_the_last_definition_counts_and_broken_cells_are_kept() -> None:
    """A function written twice is compared as it ends up, and a cell that is not Python as it is, if not short."""
    first, last = (f"class A:\n    a = {i}\n    b = 2\n    c = 3\n" for i in (0, 1))
    broken = "%matplotlib inline\nx = 1\ny = 2\n"
    compared = what_is_compared([first, last, broken, "%short\nx"])
    assert compared == {"A": "a = 1\nb = 2\nc = 3\n", "cell 3": broken}


def test_a_submission_is_bounded() -> None:
    """No submission makes a comparison long: bodies are cut off, and there are not more than so many."""
    long = "def f():\n    a = 1\n    b = 2\n    return [" + "1.5, " * 50_000 + "]\n"
    many = "".join(f"def f{i}():\n    a = 1\n    b = 2\n    return a\n" for i in range(500))
    assert [len(text) for text in what_is_compared([long]).values()] == [similarity.MAX_CHARACTERS]
    assert len(what_is_compared([many])) == similarity.MAX_DEFINITIONS


def test_without_compare50_it_says_what_to_do(tmp_path, monkeypatch, two) -> None:
    """Where compare50 is not installed, one sentence says what installs it."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OperatorError, match=r'not installed: pip install "secant\[similarity\]"$'):
        similarity.similar_submissions(two, SKELETON)


def test_compare50_may_take_so_long_and_no_longer(fake, two, tmp_path) -> None:
    """When the time is over, compare50 is ended with all that it has started."""
    fake(f"(sleep 3; touch {tmp_path}/alive) & sleep 60")
    with pytest.raises(OperatorError, match=r"did not end within 0\.5 seconds"):
        similarity.similar_submissions(two, SKELETON, seconds=0.5)
    time.sleep(3.5)
    assert not (tmp_path / "alive").exists()


def test_what_fails_is_said(fake, two) -> None:
    """If compare50 fails, its last line is in the sentence."""
    fake("echo first; echo 'no such pass' >&2; exit 1")
    with pytest.raises(OperatorError, match="failed: no such pass"):
        similarity.similar_submissions(two, SKELETON)


@pytest.mark.parametrize(
    "index", ["", "var GRAPH = {};", "var GRAPH = [;", 'var GRAPH = {"links": [{"value": 10, "source": "a"}]};']
)
def test_pages_of_another_kind_are_refused(fake, two, index) -> None:
    """Pages that are not those of the compare50 that we know are an error, and not a class without similar pairs."""
    fake(f"mkdir pages; echo '{index}' > pages/index.html")
    with pytest.raises(OperatorError, match="pages that cannot be read"):
        similarity.similar_submissions(two, SKELETON)


def test_without_pages_nothing_is_similar(fake, two) -> None:
    """Where compare50 finds nothing it writes no pages, and there are no pairs."""
    fake("exit 0")
    assert similarity.similar_submissions(two, SKELETON) == ()


def test_who_has_written_nothing_is_not_compared(fake, two) -> None:
    """Submissions without anything to compare are left out, and one alone is not compared."""
    fake("exit 1")
    assert similarity.similar_submissions([two[0], ("empty.py", [SKELETON])], SKELETON) == ()


def test_pages_are_not_overwritten(fake, two, tmp_path) -> None:
    """A folder that is there already is left alone."""
    fake("exit 0")
    with pytest.raises(OperatorError, match="is there already"):
        similarity.similar_submissions(two, SKELETON, pages=tmp_path)


@needs_compare50
def test_a_copy_with_other_names_is_found(tmp_path) -> None:
    """Of a class whose members wrote for themselves, the renamed copy is the closest pair, its functions named."""
    functions = ("adam", "adadelta", "rmsprop", "momentum_average", "gradient_descent_best")
    own = [(f"{i}.py", [specimen(function, i) for function in functions]) for i in range(3)]
    renamed = [source.replace("gradient", "slope").replace("theta", "w") for source in own[1][1][:3]]
    copy = ("<b>é/..\udc80", [*renamed, "# mine\n" + own[1][1][3]])
    pairs = similarity.similar_submissions([*own, copy], SKELETON, pages=tmp_path / "pages")
    first = pairs[0]
    assert {first.first, first.second} == {"1.py", copy[0]}
    assert first.closeness == pytest.approx(1)
    assert {"adam", "adadelta", "rmsprop"} <= {each.function for each in first.functions if each.share == 1}
    assert min(first.shares) > 0.5
    assert all(pair.closeness < 0.5 for pair in pairs[1:])
    assert first.page in {path.name for path in (tmp_path / "pages").iterdir()}
    assert "1.py" in similarity_csv(pairs)


@needs_compare50
def test_what_the_skeleton_has_is_not_similar() -> None:
    """Code that was given is no similarity: it is compared where the skeleton has none of it, and not where it has."""
    both = [(name, [specimen("adam", 0)]) for name in ("ada", "bob")]
    assert similarity.similar_submissions(both, "")
    assert similarity.similar_submissions(both, specimen("adam", 0)) == ()


@needs_compare50
def test_a_text_forges_no_heading_and_the_answer_is_the_same_again() -> None:
    """What a student writes stays text in the pages, and a second run says the same."""
    forged = '</code></pre><h5>0001-ada (0%)</h5><h4 class="file_name">x.py (100%)</h4><div class="side">'
    source = specimen("adam", 0) + f"    # {forged}\n"
    class_ = [("ada", [source]), ("bob", [source]), ("eve", [specimen("adam", 1)])]
    pairs = similarity.similar_submissions(class_, SKELETON)
    assert (pairs[0].first, pairs[0].second) == ("ada", "bob")
    assert "x" not in {each.function for each in pairs[0].functions}
    assert similarity.similar_submissions(class_, SKELETON) == pairs
