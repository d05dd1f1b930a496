"""Reads a sheet's prose, `assignment.md`, into the blocks that its notebook is made of.

A line of its own `<!-- exercise: NAME -->`, `<!-- question: NAME -->`, `<!-- figure: NAME -->` or
`<!-- conventions -->` stands for what is generated there, and what only looks like one is a fault; a fenced block
marked `python` is an experiment, which becomes a code cell; a heading of the second level begins a new cell. Inside
other fences nothing is looked for.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

from autograder.errors import Fault
from autograder.records import Place
from autograder.spec.questions import Choice, Written
from autograder.spec.records import Exercise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from autograder.spec.records import Assignment

Kind = Literal["prose", "experiment", "exercise", "question", "figure", "conventions"]

MARKERS = {
    "exercise": "exercise: NAME",
    "question": "question: NAME",
    "figure": "figure: NAME",
    "conventions": "conventions",
}
MARKER = re.compile(r"<!--\s*(?:(?P<kind>exercise|question|figure)\s*:\s*(?P<name>[^<>]*[^<>\s])|conventions)\s*-->")
COMMENT = re.compile(r"<!-+\s*(?P<word>\w+)")
FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})\s*(?P<language>\w*)[^`]*")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a sheet.

    Attributes
    ----------
    kind : {"prose", "experiment", "exercise", "question", "figure", "conventions"}
    text : str
        The markdown, the code, or the name of the exercise, question or figure.
    line : int
        Where it begins in `assignment.md`.
    """

    kind: Kind
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A sheet's blocks in order, the sources of its figures, and what is wrong with them."""

    blocks: tuple[Block, ...]
    figures: dict[str, str]
    faults: tuple[Fault, ...]


def read_prose(assignment: Assignment, made: frozenset[str] = frozenset()) -> Prose:
    """Read `assignment.md` and, as text, `figures.py`.

    Parameters
    ----------
    assignment : Assignment
        The sheet.
    made : frozenset of str, optional
        Names of all exercises that the sheet's module holds, listed or not.

    Returns
    -------
    Prose
    """
    path = assignment.folder / "assignment.md"
    faults: list[Fault] = []
    text = _text(path, faults)
    blocks = tuple(_blocks(text, str(path), faults))
    figures = _figures(assignment, faults)
    faults += _faults(str(path), blocks, figures)
    placed: tuple[tuple[Literal["exercise", "question"], list[str]], ...] = (
        ("exercise", [each.name for each in assignment.exercises if isinstance(each, Exercise)]),
        ("question", [each.name for each in assignment.questions if isinstance(each, Choice | Written)]),
    )
    for kind, names in placed:
        near = _near(kind, names, blocks)
        faults += _unknown(kind, names, str(path), blocks, near, made)
        faults += _order(kind, names, str(path), blocks, {*near.values()} | _words(blocks))
    faults += [*_repeated(str(path), blocks), *_conventions(str(path), blocks, _words(blocks))]
    return Prose(blocks, figures, tuple(faults))


def _text(path: Path, faults: list[Fault]) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        faults.append(Fault(Place(str(path), line), "the text is not UTF-8", "save it as UTF-8"))
        return content.decode("utf-8", "replace")


def _blocks(text: str, path: str, faults: list[Fault]) -> Iterator[Block]:
    kept: list[str] = []
    start, opened, fence, is_experiment = 1, 1, "", False
    for number, line in enumerate(text.splitlines(), 1):
        if fence:
            if _closes(line, fence):
                fence = ""
                if is_experiment:
                    yield Block("experiment", "\n".join(kept), start)
                    kept, start = [], number + 1
                    continue
        elif opening := FENCE.fullmatch(line.strip()):
            opened, fence, is_experiment = number, opening["fence"], opening["language"] == "python"
            if is_experiment:
                yield from _prose(kept, start)
                kept, start = [], number
                continue
        elif block := _alone(line.strip(), number):
            yield from _prose(kept, start)
            yield block
            kept, start = [], number + 1
            continue
        elif line.startswith("## "):
            yield from _prose(kept, start)
            kept, start = [], number
        kept.append(line)
    if fence:
        faults.append(Fault(Place(path, opened), "the fenced block does not end", f"write {fence} below it"))
    yield from _prose(kept, start)


def _closes(line: str, fence: str) -> bool:
    """Whether a line ends a fenced block: as many of the same characters, or more."""
    found = line.strip()
    return len(found) >= len(fence) and set(found) == {fence[0]}


def _alone(line: str, number: int) -> Block | None:
    """Return the block that a line is by itself: a marker's, or that of what looks like a marker and is none."""
    if marker := MARKER.fullmatch(line):
        return Block(marker["kind"] or "conventions", marker["name"] or "", number)  # type: ignore[arg-type]
    return Block("prose", line, number) if _resembled(line) else None


def _resembled(text: str) -> str | None:
    """Return the marker that a single line looks like without being it."""
    if "\n" in text:
        return None
    words = [found["word"].lower() for found in COMMENT.finditer(text)]
    return next((near for word in words for near in get_close_matches(word, MARKERS, n=1, cutoff=0.8)), None)


def _prose(lines: list[str], start: int) -> Iterator[Block]:
    if text := "\n".join(lines).strip():
        blank = next(number for number, line in enumerate(lines) if line.strip())
        yield Block("prose", text, start + blank)


def _figures(assignment: Assignment, faults: list[Fault]) -> dict[str, str]:
    """Read the sources of the functions in figures.py; nothing is imported, so no matplotlib is loaded."""
    path = assignment.folder / "figures.py"
    if not path.is_file():
        return {}
    text = _text(path, faults)
    try:
        tree = ast.parse(text, str(path))
    except SyntaxError as error:
        where = Place(str(path), error.lineno or 1)
        faults.append(Fault(where, f"the file is not Python ({error.msg})", "mend the syntax"))
        return {}
    return {
        node.name: ast.get_source_segment(text, node) or "" for node in tree.body if isinstance(node, ast.FunctionDef)
    }


def _near(kind: Kind, names: list[str], blocks: tuple[Block, ...]) -> dict[str, str]:
    """Return for names of nothing the one that is probably meant, of those that stand nowhere."""
    placed = {block.text for block in blocks if block.kind == kind}
    free = [name for name in names if name not in placed]
    found = {text: get_close_matches(text, free, n=1) for text in placed.difference(names)}
    return {text: near[0] for text, near in found.items() if near}


def _words(blocks: tuple[Block, ...]) -> set[str]:
    """Return the words of the lines that look like markers: what they name is misspelt rather than missing."""
    slips = {block.text: marker for block in blocks if block.kind == "prose" and (marker := _resembled(block.text))}
    return {word for text, marker in slips.items() for word in (marker, *re.findall(r"\w+", text))}


def _unknown(
    kind: Kind, names: list[str], path: str, blocks: tuple[Block, ...], near: dict[str, str], made: frozenset[str]
) -> Iterator[Fault]:
    """Yield the markers of exercises or questions that the sheet does not list."""
    for block in blocks:
        if block.kind == kind and (text := block.text) not in names:
            known = f"name one of {', '.join(names)}" if names else f"add it to {kind}s=(...)"
            remedy = f"write {near[text]}, if that is meant" if text in near else known
            remedy = "add it to exercises=(...)" if text in made else remedy
            yield Fault(Place(path, block.line), f"there is no {kind} {text!r}", remedy)


def _faults(path: str, blocks: tuple[Block, ...], figures: dict[str, str]) -> Iterator[Fault]:
    """Yield what is wrong with single blocks."""
    for block in blocks:
        where = Place(path, block.line)
        if block.kind == "prose" and (marker := _resembled(block.text)):
            remedy = f"write <!-- {MARKERS[marker]} --> alone on its line"
            yield Fault(where, f"{block.text!r} looks like a marker", remedy)
        elif block.kind == "figure" and block.text not in figures:
            known = ", ".join(figures) or "no function"
            yield Fault(where, f"figures.py has no function {block.text!r}", f"write it; figures.py has {known}")
        elif block.kind == "experiment":
            try:
                ast.parse(block.text)
            except SyntaxError as error:
                where = Place(path, block.line + (error.lineno or 1))
                yield Fault(where, f"the experiment is not Python ({error.msg})", "mend the syntax")


def _order(kind: Kind, names: list[str], path: str, blocks: tuple[Block, ...], meant: set[str]) -> Iterator[Fault]:
    """Yield what is missing and not misspelt, what stands twice and what stands in the wrong place."""
    placed = [block.text for block in blocks if block.kind == kind and block.text in names]
    for name in names:
        if (count := placed.count(name)) != 1 and (count or name not in meant):
            found = f"the {kind} {name!r} stands {count} times in the prose"
            yield Fault(Place(path, 1), found, f"write <!-- {kind}: {name} --> once")
    if sorted(placed, key=names.index) != placed:
        yield Fault(Place(path, 1), f"the {kind}s stand in another order than their records", "order them alike")


def _repeated(path: str, blocks: tuple[Block, ...]) -> Iterator[Fault]:
    """Yield the figures that stand more than once."""
    drawn = [block.text for block in blocks if block.kind == "figure"]
    for figure in dict.fromkeys(drawn):
        if (count := drawn.count(figure)) != 1:
            found = f"the figure {figure!r} stands {count} times in the prose"
            yield Fault(Place(path, 1), found, "show it once and refer to it")


def _conventions(path: str, blocks: tuple[Block, ...], meant: set[str]) -> Iterator[Fault]:
    """Yield what is wrong with the place of the conventions."""
    if (count := sum(block.kind == "conventions" for block in blocks)) != 1:
        if count or "conventions" not in meant:
            found = f"the conventions stand {count} times in the prose"
            yield Fault(Place(path, 1), found, "write <!-- conventions --> once")
    elif (first := next(block for block in blocks if block.kind not in {"prose", "question"})).kind != "conventions":
        found = "the conventions, and the setup below them, stand after code that needs them"
        yield Fault(Place(path, first.line), found, "move <!-- conventions --> above it")
