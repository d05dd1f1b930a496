"""What a submission answers to questions in words: keys between quotes, and sentences below a marked line."""

from __future__ import annotations

import ast
import re
import warnings
from typing import TYPE_CHECKING

from autograder.submission.recognise import MAX_PARSED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from autograder.records import Submission

MARKED = re.compile(r"<!--\s*answer:\s*(\w+)[^>]*-->")
UNTOUCHED = re.compile(r"\*Double-click here and write your answer\.\*")
MAX_WRITTEN = 20_000  # characters of one answer: what a person reads


def answers_in(submission: Submission, names: Collection[str]) -> dict[str, str]:
    """Read the answers to a sheet's questions; nothing runs for it.

    Parameters
    ----------
    submission : Submission
        As it was read.
    names : collection of str
        Of the questions.

    Returns
    -------
    dict of str to str
        By the question's name, the last answer that stands there: the text of `NAME = "text"` at the top level of a
        code cell, or what a text cell with the line `<!-- answer: NAME -->` holds beside it. Empty ones are left out.
    """
    found: dict[str, str] = {}
    for name, text in [*_assigned(submission, names), *_written(submission)]:
        if name in names:
            found[name] = text.strip()[:MAX_WRITTEN]
    return {name: text for name, text in found.items() if text}


def _assigned(submission: Submission, names: Collection[str]) -> Iterator[tuple[str, str]]:
    for cell in submission.cells:
        if len(cell.source) > MAX_PARSED or not any(name in cell.source for name in names):  # parsing takes its time
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of an invalid escape in a student's string
                body = ast.parse(cell.source).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in body:
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))):
                    yield name, text


def _written(submission: Submission) -> Iterator[tuple[str, str]]:
    for note in submission.notes:
        for mark in MARKED.finditer(note):
            yield mark[1], UNTOUCHED.sub("", note.replace(mark[0], ""))
