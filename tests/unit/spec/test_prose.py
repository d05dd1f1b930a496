"""The prose of a sheet: its blocks, and the faults of its markers, with their lines."""

from __future__ import annotations

import pytest

from autograder.spec.prose import read_prose

NAME = "assignments/s1/assignment.md"
FIRST, SECOND = "<!-- exercise: half_square -->", "<!-- exercise: half_square_gradient -->"
ALL = f"<!-- conventions -->\n{FIRST}\n{SECOND}\n"


@pytest.fixture
def prose(tiny):
    """Return a function that reads a text as the tiny sheet's."""

    def read(text):
        tiny.write(NAME, text)
        return read_prose(tiny.load())

    return read


def kinds(blocks):
    return [(block.kind, block.text) for block in blocks]


def test_a_sheet_in_blocks(prose) -> None:
    """Prose, experiments and markers become blocks in the order of the text, each with its first line."""
    found = prose("# Title\n\n<!-- conventions -->\ntext\n```python\na = 1\n\nb = 2\n```\n" + FIRST + "\n" + SECOND)
    assert found.faults == ()
    assert kinds(found.blocks) == [
        ("prose", "# Title"),
        ("conventions", ""),
        ("prose", "text"),
        ("experiment", "a = 1\n\nb = 2"),
        ("exercise", "half_square"),
        ("exercise", "half_square_gradient"),
    ]
    assert [block.line for block in found.blocks] == [1, 3, 4, 5, 10, 11]


def test_the_figures_sources_are_read(prose) -> None:
    """A figure is the source of its function, read without importing matplotlib's users."""
    found = prose(ALL + "<!-- figure: parabola -->\n")
    assert found.faults == ()
    assert list(found.figures) == ["parabola"]
    assert found.figures["parabola"].startswith("def parabola() -> None:\n")
    assert found.figures["parabola"].endswith("plt.show()")


@pytest.mark.parametrize(
    "marker", ["<!--exercise:half_square-->", "  <!--  exercise :  half_square  -->  ", "<!-- exercise:half_square -->"]
)
def test_markers_may_be_spaced(prose, marker) -> None:
    """White space within a marker and around it does not matter."""
    assert ("exercise", "half_square") in kinds(prose(marker).blocks)


@pytest.mark.parametrize(
    "line",
    ["<!-- a word to the wise -->", "see <!-- later -->", "`<!-- x -->`", "<!-- note: figure 3 -->", "exercise: x"],
)
def test_what_is_no_marker_is_prose(prose, line) -> None:
    """A comment with other words is text, and no fault."""
    found = prose(f"{ALL}before\n{line}\nafter")
    assert found.faults == ()
    assert kinds(found.blocks)[-1] == ("prose", f"before\n{line}\nafter")


SLIPS = {
    "no colon": (f"{SECOND[:13]} half_square_gradient -->", "exercise: NAME"),
    "no name": ("half_square_gradient <!-- exercise -->", "exercise: NAME"),
    "capital": ("<!-- Exercise: half_square_gradient -->", "exercise: NAME"),
    "misspelt": ("<!-- excercise: half_square_gradient -->", "exercise: NAME"),
    "after other text": (f"Now {SECOND}", "exercise: NAME"),
    "before other text": (f"{SECOND} now", "exercise: NAME"),
    "after another": (f"<!-- so --> {SECOND}", "exercise: NAME"),
    "one dash": ("<!- exercise: half_square_gradient -->", "exercise: NAME"),
    "open": ("<!-- exercise: half_square_gradient", "exercise: NAME"),
    "a figure": (f"{SECOND}\n<!-- Figure parabola -->", "figure: NAME"),
    "a conventions' name": (f"{SECOND}\n<!-- conventions: all -->", "conventions"),
}


@pytest.mark.parametrize(("line", "marker"), SLIPS.values(), ids=SLIPS)
def test_what_looks_like_a_marker_is_a_fault(tiny, prose, line, marker) -> None:
    """A line that looks like a marker and is none is one fault, at that line; what it names is not missing, too."""
    text = f"<!-- conventions -->\n{FIRST}\ntext\n{line}\nmore\n"
    (fault,) = prose(text).faults
    slip = line.splitlines()[-1]
    assert (fault.where.file, fault.where.line) == (str(tiny.root / NAME), tiny.line(NAME, slip))
    assert fault.found == f"{slip!r} looks like a marker"
    assert fault.remedy == f"write <!-- {marker} --> alone on its line"


def test_misspelt_conventions_are_not_missing(prose) -> None:
    """A misspelt marker of the conventions is one fault, not two."""
    (fault,) = prose(f"<!-- Conventions -->\n{FIRST}\n{SECOND}").faults
    assert (fault.where.line, fault.remedy) == (1, "write <!-- conventions --> alone on its line")


def test_prose_begins_where_its_first_words_stand(prose) -> None:
    """The line of a block of prose is that of its first words, not of the blank lines above them."""
    assert [block.line for block in prose("\n\n a\n<!-- conventions -->\n\n\nb\n").blocks] == [3, 4, 7]


def test_headings_of_the_second_level_split(prose) -> None:
    """`## ` begins a new block; headings of other levels, and `##` without a space, do not."""
    found = prose("# a\n## b\ntext\n### c\n##d\n## e\n")
    assert kinds(found.blocks) == [("prose", "# a"), ("prose", "## b\ntext\n### c\n##d"), ("prose", "## e")]
    assert [block.line for block in found.blocks] == [1, 2, 6]


FENCES = {
    "another language": "```text\nprint(1)\n## no heading\n<!-- figure: none -->\n```",
    "no language": "```\nprint(1)\n```",
    "four backticks around python": "````markdown\n```python\nprint(1)\n```\n````",
    "tildes around backticks": "~~~\n```python\nprint(1)\n```\n~~~",
    "python with more letters": "```python3\nprint(1)\n```",
    "an inline fence": "```python print(1)```",
}


@pytest.mark.parametrize("fence", FENCES.values(), ids=FENCES)
def test_other_fences_are_prose(prose, fence) -> None:
    """What stands in a fence that is not python's is text, whatever it looks like."""
    found = prose(f"{ALL}before\n{fence}\nafter")
    assert found.faults == ()
    assert kinds(found.blocks)[3:] == [("prose", f"before\n{fence}\nafter")]


EXPERIMENTS = {
    "three": "```python\n{}\n```",
    "four": "````python\n{}\n````",
    "tildes": "~~~python\n{}\n~~~",
    "longer end": "```python\n{}\n`````",
    "space": "``` python\n{}\n```  ",
    "options": "```python title=one\n{}\n```",
}


@pytest.mark.parametrize("fence", EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_python_fences_are_experiments(prose, fence) -> None:
    """A python fence of any length is one experiment, in which nothing is a marker or a heading."""
    code = 'a = """\n## b\n<!-- figure: none -->\n``\n"""'
    found = prose(ALL + fence.format(code) + "\nafter")
    assert found.faults == ()
    assert kinds(found.blocks)[3:] == [("experiment", code), ("prose", "after")]


FAULTS = {
    "unknown exercise": (ALL + "<!-- exercise: nope -->", 4, "no exercise 'nope'", "name one of half_square, half_"),
    "misspelt": (
        ALL.replace("t -->", "d -->"),
        3,
        "no exercise 'half_square_gradiend'",
        "write half_square_gradient, if",
    ),
    "hyphens": (ALL.replace("e_g", "e-g"), 3, "no exercise 'half_square-gradient'", "write half_square_gradient, if"),
    "near what is there": (ALL + "<!-- exercise: half_squared -->", 4, "no exercise 'half_squared'", "name one of"),
    "missing": (f"<!-- conventions -->\n{FIRST}", 1, "'half_square_gradient' stands 0 times", "write <!-- exercise: "),
    "twice": (ALL + SECOND, 1, "'half_square_gradient' stands 2 times", "once"),
    "order": (f"<!-- conventions -->\n{SECOND}\n{FIRST}", 1, "stand in another order than their records", "alike"),
    "unknown figure": (ALL + "\n<!-- figure: nope -->", 5, "no function 'nope'", "figures.py has parabola"),
    "figure twice": (ALL + "<!-- figure: parabola -->\n" * 2, 1, "figure 'parabola' stands 2 times", "show it once"),
    "broken python": (ALL + "text\n```python\na = 1\nb = = 2\n```\n", 7, "the experiment is not Python", "mend"),
    "open python fence": (ALL + "text\n```python\na = 1\n", 5, "the fenced block does not end", "write ``` below it"),
    "open fence": (ALL + "~~~~\n```\n~~~\n", 4, "the fenced block does not end", "write ~~~~ below it"),
    "no conventions": (f"{FIRST}\n{SECOND}", 1, "the conventions stand 0 times", "write <!-- conventions --> once"),
    "conventions twice": (ALL + "<!-- conventions -->", 1, "the conventions stand 2 times", "once"),
    "conventions late": (f"a\n{FIRST}\n<!-- conventions -->\n{SECOND}", 2, "stand after code", "above it"),
}


@pytest.mark.parametrize(("text", "line", "found", "remedy"), FAULTS.values(), ids=FAULTS)
def test_faults_of_the_text(tiny, prose, text, line, found, remedy) -> None:
    """Every slip in the text is one fault with its line, what is wrong, and what to do."""
    (fault,) = prose(text).faults
    assert (fault.where.file, fault.where.line) == (str(tiny.root / NAME), line)
    assert found in fault.found
    assert remedy in fault.remedy


def test_figures_that_are_not_python_are_a_fault(tiny, prose) -> None:
    """A syntax error in figures.py is a fault of its line, beside the figures that are missing for it."""
    path = tiny.write("assignments/s1/figures.py", '"""Figures."""\n\ndef parabola(:\n')
    first, second = prose(ALL + "<!-- figure: parabola -->").faults
    assert (first.where.file, first.where.line) == (str(path), 3)
    assert "the file is not Python" in first.found
    assert "figures.py has no function 'parabola'" in second.found


def test_a_sheet_without_figures_needs_none(tiny, prose) -> None:
    """Without figures.py there are no figures, and asking for one says so."""
    (tiny.folder / "figures.py").unlink()
    assert prose(ALL).faults == ()
    (fault,) = prose(ALL + "<!-- figure: parabola -->").faults
    assert "figures.py has no function" in fault.remedy


@pytest.mark.parametrize("name", ["assignment.md", "figures.py"])
def test_a_text_in_another_encoding_is_a_fault(tiny, prose, name) -> None:
    """A file that is not UTF-8 is a fault of the line of its first foreign byte."""
    found = prose(ALL)
    content = (tiny.folder / name).read_bytes()
    (tiny.folder / name).write_bytes(content + b"# gr\xfc\xdfe\n")
    (fault,) = read_prose(tiny.load()).faults
    assert found.faults == ()
    assert (fault.where.file, fault.where.line) == (str(tiny.folder / name), content.count(b"\n") + 1)
    assert fault.found == "the text is not UTF-8"
