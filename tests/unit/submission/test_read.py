"""Reading a student's file: a submission, or one sentence that says what was found and what to do."""

from __future__ import annotations

import json
import os
import socket
import string
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from autograder.errors import SubmissionError
from autograder.records import Cell, Submission
from autograder.submission import read_submission

BROKEN = Path(__file__).parents[2] / "submissions" / "broken"
PREDICT = "def predict(theta, X):\n    return X @ theta\n"

REFUSED = {
    "deeply-nested.ipynb": "notebook",  # how deep is too deep depends on the version of Python
    "digits-without-end.ipynb": "damaged or truncated notebook",
    "empty.ipynb": "is empty; save it again",
    "escape-as-language.ipynb": r"is a notebook for '\x1b[2j\ud800', not for Python; use the handed-out one",
    "html-page.ipynb": "does not begin with '{'; save it again from Jupyter",
    "json-but-no-notebook.ipynb": "is JSON but no notebook of format 3 or 4; download it again",
    "json-list.ipynb": "does not begin with '{'",
    "json-package.py": "is JSON but no notebook",
    "merge-conflict.ipynb": "damaged or truncated notebook (line 2); download it again",
    "nan-in-json.ipynb": "damaged or truncated notebook",
    "nbformat-a-list.ipynb": "is JSON but no notebook of format 3 or 4",
    "nbformat-missing.ipynb": "is JSON but no notebook of format 3 or 4",
    "nbformat2.ipynb": "no notebook of format 3 or 4",
    "nbformat5.ipynb": "no notebook of format 3 or 4",
    "not-a-notebook.ipynb": "is not a notebook: it does not begin with '{'; save it again",
    "not-utf8.ipynb": "is not UTF-8 text (byte 174); save it again",
    "nul-bytes.ipynb": "holds zero bytes, so it is no text; save it again",
    "nul-bytes.py": "holds zero bytes, so it is no text",
    "only-nul-bytes.ipynb": "is empty",
    "only-white-space.ipynb": "is empty",
    "pdf.ipynb": "is not UTF-8 text (byte 10)",
    "r-language.ipynb": "is a notebook for 'r', not for Python",
    "script-named-notebook.ipynb": "does not begin with '{'",
    "trailing-comma.ipynb": "damaged or truncated notebook (line ",
    "truncated.ipynb": "damaged or truncated notebook (line 9)",
    "two-notebooks.ipynb": "damaged or truncated notebook (line 2)",
    "utf16-cut-off.ipynb": "is not UTF-8 text",
    "utf16-without-mark.ipynb": "holds zero bytes",
    "worksheets-a-number.ipynb": "is JSON but no notebook",
    "zip.ipynb": "holds zero bytes",
}
ODD = {  # and fine: what Jupyter would show counts
    "byte-order-mark.ipynb": PREDICT,
    "colab.ipynb": PREDICT,
    "duplicate-keys.ipynb": PREDICT,
    "metadata-missing.ipynb": PREDICT,
    "metadata-of-other-types.ipynb": PREDICT,
    "nbformat3.ipynb": PREDICT,
    "notebook-named-script.py": PREDICT,
    "surrogates.ipynb": "s = '?'\n" + PREDICT,
    "utf16.ipynb": PREDICT,
    "vs-code.ipynb": PREDICT,
    "windows-line-ends.ipynb": PREDICT.replace("X):\n", "X):\r\n"),
}


def refusal(path):
    """Return the one sentence with which a file is refused."""
    with pytest.raises(SubmissionError) as caught:
        read_submission(path)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert sentence.isprintable()
    assert "; " in sentence, "it does not say what to do"
    assert len(sentence) < 200
    return sentence


@pytest.fixture
def notebook(tmp_path):
    """Return a function that writes a notebook of code cells."""

    def write(*sources, metadata=None, name="any.ipynb", **more):
        cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": source} for source in sources]
        path = tmp_path / name
        text = json.dumps({"cells": cells, "metadata": metadata or {}, "nbformat": 4, "nbformat_minor": 4, **more})
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("name", REFUSED)
def test_broken_files_are_refused_in_a_sentence(name) -> None:
    """A broken file ends in one printable sentence that says what was found and what to do."""
    assert REFUSED[name] in refusal(BROKEN / name)


@pytest.mark.parametrize("name", ODD)
def test_odd_files_are_read(name) -> None:
    """A file whose form is unusual, and whose code Jupyter would show, is read with that code."""
    submission = read_submission(BROKEN / name)
    assert replace(submission, notes=()) == Submission(name, (Cell(1, ODD[name]),))


def test_every_specimen_is_in_a_table() -> None:
    """Each file among the broken specimens is either refused or read."""
    assert {path.name for path in BROKEN.iterdir()} == {*REFUSED, *ODD}
    assert not {*REFUSED} & {*ODD}


def test_files_that_are_no_files_are_refused(tmp_path) -> None:
    """Folders, links, missing files, sockets and pipes are refused at once; none is followed or waited for."""
    secret = tmp_path / "secret.ipynb"
    secret.write_text("do not print me", encoding="utf-8")
    (tmp_path / "link.ipynb").symlink_to(secret)
    (tmp_path / "dangling.ipynb").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.ipynb")
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind(str(tmp_path / "socket"))
        assert "cannot be opened" in refusal(tmp_path / "socket")
    assert refusal(tmp_path) == "is a folder; name the files in it."
    assert refusal(tmp_path / "link.ipynb") == "is a link; hand in the file itself."
    assert refusal(tmp_path / "dangling.ipynb") == "is a link; hand in the file itself."
    assert "cannot be opened (no such file or directory); look at its name" in refusal(tmp_path / "none.ipynb")
    assert "cannot be opened (not a directory)" in refusal(secret / "none.ipynb")
    assert refusal(tmp_path / "pipe.ipynb") == "is no regular file; hand in a notebook or a script."
    for device in ("/dev/zero", "/dev/tty"):
        assert "is no regular file" in refusal(Path(device)) or "cannot be opened" in refusal(Path(device))
    assert "do not print me" not in refusal(secret)


def test_a_pipe_that_is_written_to_is_not_read(tmp_path) -> None:
    """A pipe is refused though somebody writes a notebook into it."""
    path = tmp_path / "pipe.ipynb"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    writer = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    try:
        os.write(writer, b'{"nbformat": 4, "cells": []}')
        assert "is no regular file" in refusal(path)
    finally:
        os.close(writer)
        os.close(reader)


def test_large_files_are_refused_unread(tmp_path) -> None:
    """A sparse file of 200 MB is refused by its size, with the way to make it smaller."""
    path = tmp_path / "large.ipynb"
    path.touch()
    os.truncate(path, 200_000_000)
    assert refusal(path).startswith("is too large (200 MB, at most 50 MB); clear the outputs")


def test_too_much_code_is_refused(notebook, tmp_path) -> None:
    """More than four million characters of code, in one cell or in many, are refused; that many are not."""
    limit = 4 << 20
    assert len(read_submission(notebook("#" * limit)).cells[0].source) == limit
    assert "holds more than 4 million characters of code" in refusal(notebook("#" * limit, "#"))
    path = tmp_path / "any.py"
    path.write_text("#" * (limit + 1), encoding="utf-8")
    assert "holds more than 4 million characters of code" in refusal(path)


def test_too_many_cells_are_refused(notebook) -> None:
    """More than ten thousand cells are refused; that many are not."""
    assert len(read_submission(notebook(*["a"] * 10_000)).cells) == 10_000
    assert "has 10001 cells, more than 10000; hand in" in refusal(notebook(*["a"] * 10_001))


def test_code_cells_are_numbered(tmp_path) -> None:
    """Code cells are numbered from 1 in the order of the file; other cells do not count."""
    kinds = ["markdown", "code", "raw", "code"]
    cells = [{"cell_type": kind, "source": [f"a = {i}\n", "b = 2"]} for i, kind in enumerate(kinds)]
    path = tmp_path / "any.ipynb"
    path.write_text(json.dumps({"cells": cells, "nbformat": 4}), encoding="utf-8")
    assert read_submission(path).cells == (Cell(1, "a = 1\nb = 2"), Cell(2, "a = 3\nb = 2"))


def test_the_sheet_is_read_from_the_metadata(notebook) -> None:
    """What the notebook says it is, is passed on; anything but a string is nothing."""
    assert read_submission(notebook("a", metadata={"secant": {"assignment": "a01"}})).assignment == "a01"
    for other in (None, 7, ["a01"], {}):
        assert read_submission(notebook("a", metadata={"secant": {"assignment": other}})).assignment is None


LANGUAGES = {
    "python3": ({"language_info": {"name": "python"}}, True),
    "ipython": ({"language_info": {"name": "ipython3"}}, True),
    "capitals": ({"kernelspec": {"language": "Python"}}, True),
    "unsaid": ({"kernelspec": {"name": "any"}}, True),
    "no text": ({"language_info": {"name": 3}}, True),
    "julia": ({"kernelspec": {"language": "julia"}}, False),
    "octave": ({"language_info": {"name": "octave"}}, False),
}


@pytest.mark.parametrize(("metadata", "fine"), LANGUAGES.values(), ids=LANGUAGES)
def test_the_language_is_pythons(notebook, metadata, fine) -> None:
    """A notebook for another language is refused; one that does not say is read."""
    path = notebook(PREDICT, metadata=metadata)
    if fine:
        assert read_submission(path).cells[0].source == PREDICT
    else:
        assert "not for Python" in refusal(path)


MARKS = {
    "percent": "# %%",
    "percent with title": "# %% The prediction",
    "percent, no space": "#%%",
    "markdown": "# %% [markdown]",
    "nbconvert": "# In[3]:",
    "nbconvert, not run": "# In[ ]:",
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
def test_scripts_are_split_at_marks(tmp_path, mark, end) -> None:
    """A script is split where an editor or nbconvert marks a cell, whatever its line ends are."""
    path = tmp_path / "any.py"
    text = f"import numpy as np\n\n{mark}\na = 1\n\n\n{mark}\n\n{mark}\n{PREDICT}"
    path.write_bytes(text.replace("\n", end).encode())
    expected = ("import numpy as np", "a = 1", PREDICT.rstrip("\n"))
    assert read_submission(path).cells == tuple(Cell(n, source) for n, source in enumerate(expected, 1))


def test_a_script_without_marks_is_split_at_its_idle_strings(tmp_path) -> None:
    """Colab writes cells of text as strings: they part the cells, and strings that somebody uses do not."""
    text = (
        '"""A head."""\nx = 1\n"""Text with\n\nx = 2\n"""\n\ny = """kept\n\n"""\n"""more""" + y\n'
        'def f():\n    """Doc."""\n    return 3\n\n"""Last"""\nz = 4 + len(\\\n"kept")\nw = \\\n"kept"\n'
    )
    (tmp_path / "colab.py").write_text(text, encoding="utf-8")
    cells = [cell.source for cell in read_submission(tmp_path / "colab.py").cells]
    assert cells == [
        "x = 1",
        'y = """kept\n\n"""\n"""more""" + y\ndef f():\n    """Doc."""\n    return 3',
        'z = 4 + len(\\\n"kept")\nw = \\\n"kept"',
    ]


def test_a_script_that_is_no_python_at_its_end_is_split_before(tmp_path) -> None:
    """What cannot be read any more is the last cell, and costs itself alone; a huge script is one cell."""
    broken = tmp_path / "broken.py"
    broken.write_text('x = 1\n"""Text"""\ny = (2\n', encoding="utf-8")
    assert [cell.source for cell in read_submission(broken).cells] == ["x = 1", "y = (2"]
    huge = tmp_path / "huge.py"
    huge.write_text('x = 1\n"""Text"""\n' + "# filling\n" * 120_000, encoding="utf-8")
    assert len(read_submission(huge).cells) == 1


def test_a_script_without_marks_is_one_cell(tmp_path) -> None:
    """Comments that are no marks do not split a script."""
    path = tmp_path / "any.py"
    text = "# In [1]:\na = 1\n    # %% inside\n## %%\nb = 2"
    path.write_text(text, encoding="utf-8")
    assert read_submission(path).cells == (Cell(1, text),)


def graded_or_refused(path):
    try:
        submission = read_submission(path)
    except SubmissionError:
        refusal(path)
        return
    assert isinstance(submission, Submission)
    for number, cell in enumerate(submission.cells, 1):
        assert isinstance(cell.source, str)
        assert cell.source.encode("utf-8") is not None
        assert cell.number >= number


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(string.ascii_lowercase), inner, max_size=3),
    max_leaves=8,
)
CELL = st.fixed_dictionaries(
    {}, optional={"cell_type": st.just("code") | JSON, "source": st.text() | st.lists(st.text()) | JSON, "input": JSON}
)
NOTEBOOK = st.fixed_dictionaries(
    {},
    optional={
        "nbformat": st.sampled_from([3, 4]) | JSON,
        "metadata": JSON | st.fixed_dictionaries({"language_info": JSON, "kernelspec": JSON, "secant": JSON}),
        "cells": st.lists(CELL | JSON, max_size=3) | JSON,
        "worksheets": st.lists(st.fixed_dictionaries({"cells": st.lists(CELL, max_size=2) | JSON}) | JSON) | JSON,
    },
)
FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FUZZ
@given(content=st.binary(max_size=300), name=st.sampled_from(["any.ipynb", "any.py", "any"]))
@example(content=b"\xff\xfe\x00\xd8", name="any.py")
@example(content=b"\xff\xfe\x00\x00", name="any.py")
@example(content=b"\xef\xbb\xbf", name="any.ipynb")
def test_arbitrary_bytes_are_read_or_refused(tmp_path, content, name) -> None:
    """Whatever the bytes are, the file is read or refused with a sentence, and nothing else happens."""
    path = tmp_path / name
    path.write_bytes(content)
    graded_or_refused(path)


@FUZZ
@given(content=st.one_of(NOTEBOOK, st.dictionaries(st.text(), JSON)))
@example(content={"nbformat": {}, "cells": []})
@example(content={"nbformat": 4, "cells": [{"cell_type": ["code"]}, {"cell_type": "code", "source": None}]})
@example(content={"nbformat": 4, "cells": [], "metadata": {"language_info": {"name": "\ud800"}}})
def test_arbitrary_json_is_read_or_refused(tmp_path, content) -> None:
    """Whatever the JSON is, the file is read or refused with a sentence, and nothing else happens."""
    path = tmp_path / "any.ipynb"
    path.write_text(json.dumps(content), encoding="utf-8")
    graded_or_refused(path)


def test_a_script_of_too_many_cells_is_refused(tmp_path) -> None:
    """More than ten thousand cells of a script are refused, as those of a notebook are."""
    path = tmp_path / "any.py"
    path.write_text("# %%\na\n" * 10_001, encoding="utf-8")
    assert refusal(path) == "has more than 10000 cells; hand in the sheet's own notebook."


@pytest.mark.parametrize("piece", ["{},", "[],", "1,"])
def test_json_of_too_many_parts_is_refused_unread(tmp_path, piece) -> None:
    """A notebook whose outputs would become gigabytes of objects is refused before they are made."""
    path = tmp_path / "any.ipynb"
    path.write_text('{"nbformat": 4, "outputs": [' + piece * 10_000_001 + "0]}", encoding="utf-8")
    assert "has too many parts" in refusal(path)


def test_cells_of_text_are_read_with_the_variant(tmp_path) -> None:
    """Beside the code stand the cells of text, in order, and the variant that the metadata names; nonsense is 0."""
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["one\n", "two"]},
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": "x = 1"},
        {"cell_type": "raw", "metadata": {}, "source": "raw"},
        {"cell_type": "markdown", "metadata": {}, "source": "three"},
    ]
    path = tmp_path / "any.ipynb"
    for variant, read in ((7, 7), (-1, 0), (True, 0), ("7", 0), (10**30, 0)):
        about = {"secant": {"assignment": "a01", "variant": variant}}
        path.write_text(json.dumps({"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}))
        assert read_submission(path) == Submission("any.ipynb", (Cell(1, "x = 1"),), "a01", ("one\ntwo", "three"), read)
