"""Finds answers in what students get: a statement of a hole, a mutant, or a hidden seed."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.spec.cut import CutError, cut, mutated
from autograder.spec.seeds import DRAWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from autograder.spec import Assignment, Exercise
    from autograder.spec.seeds import Seeds


@dataclass(frozen=True, slots=True)
class Secrets:
    """What must not reach students.

    Attributes
    ----------
    statements : dict of str to str
        Normalised statements and expressions of holes and mutants, and what each is an answer of.
    texts : dict of str to str
        Hidden seeds and the words of mutants' authors, and what each is.
    """

    statements: dict[str, str]
    texts: dict[str, str]


def secrets_of(sheets: Iterable[tuple[Assignment, Seeds]]) -> Secrets:
    """Collect the secrets of all sheets of a course.

    Parameters
    ----------
    sheets : iterable of (Assignment, Seeds)
        All sheets of the course.

    Returns
    -------
    Secrets
        Without what stands in the exercise's own docstring, or in the given lines of some reference function.
    """
    statements: dict[str, str] = {}
    texts: dict[str, str] = {}
    given: set[str] = set()
    for assignment, seeds in sheets:
        texts[seeds.secret.hex()] = "the course's secret"
        texts[seeds.secret.decode("ascii", "replace")] = "the course's secret"
        for exercise in assignment.exercises:
            whose = f"{exercise.name} of {assignment.name}"
            pieces = cut(exercise.function)
            told = inspect.getdoc(exercise.function) or ""
            given |= set(_fragments(pieces.fill(textwrap.indent("pass", "    "))))
            hole = [text for text in _fragments(textwrap.dedent(pieces.hole)) if not _stands_alone(text, told)]
            statements |= dict.fromkeys(hole, f"the solution of {whose}")
            for mutant in exercise.mutants:
                answer = f"the mutant {mutant.name} of {whose}"
                texts[_folded(mutant.explanation)] = answer
                try:
                    found = {text for text in _fragments(mutated(exercise, mutant)) if not _stands_alone(text, told)}
                except CutError:
                    continue
                statements |= {fragment: answer for fragment in found if fragment not in statements}
            texts |= {str(seed): f"a seed of {whose}" for seed in _seeds(exercise, seeds)}
    return Secrets({text: answer for text, answer in statements.items() if text not in given}, texts)


def leaks_in(text: str, secrets: Secrets) -> dict[str, str]:
    """Return the secrets that a text for students contains.

    Parameters
    ----------
    text : str
        A code cell, prose, or a data file.
    secrets : Secrets
        Of all sheets of the course.

    Returns
    -------
    dict of str to str
        For each answer that is given away, the statement that does; "" where it must not be repeated.
    """
    leaks = {secrets.statements[found]: found for found in _fragments(text) if found in secrets.statements}
    squeezed = _squeezed(text)
    for statement, answer in secrets.statements.items():  # in prose, or in a cell that does not parse
        if answer not in leaks and _squeezed(statement) in squeezed and _stands_alone(statement, text):
            leaks[answer] = statement
    folded = _folded(text)
    return leaks | {answer: "" for secret, answer in secrets.texts.items() if secret in text or secret in folded}


def _fragments(source: str) -> Iterator[str]:
    """Yield the statements of a source, and what they assign, return or test, each in one normal form.

    What only moves names and constants, or assigns one call of them, tells nothing: figures call functions, too.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        match node:
            case ast.Return(value=ast.expr() as value):
                if not isinstance(value, ast.Name | ast.Constant | ast.Tuple) or _tells(value):
                    yield ast.unparse(node)
            case ast.AugAssign(value=value):
                yield ast.unparse(node)
            case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value) | ast.Expr(value=value):
                if _tells(value):
                    yield ast.unparse(node)
            case ast.While(test=value) | ast.If(test=value):
                pass
            case _:
                continue
        if _tells(value):
            yield ast.unparse(value)


def _tells(expression: ast.expr) -> bool:
    """Whether an expression is more than names, constants, and one call or index of them."""
    operators = (ast.BinOp, ast.Compare, ast.BoolOp, ast.GeneratorExp, ast.ListComp)
    calls = sum(isinstance(node, ast.Call) for node in ast.walk(expression))
    return calls > 1 or any(isinstance(node, operators) for node in ast.walk(expression))


def _seeds(exercise: Exercise, seeds: Seeds) -> Iterator[int]:
    for case in exercise.cases:
        for number in range(DRAWS * max((check.points for check in exercise.checks), default=0)):
            yield seeds.seed(exercise, case, number)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _stands_alone(statement: str, text: str) -> bool:
    """Whether a statement occurs in a text with nothing but white space between its tokens.

    Within a word, or in parentheses that are squared, multiplied or divided, it is part of something else.
    """
    tokens = re.findall(r"\w+|\W", _folded(statement))
    pattern = r"\s*".join(re.escape(token) for token in tokens if not token.isspace())
    return re.search(rf"(?<![\w.]){pattern}(?![\w(\[]|\)\s*[\^*/])", text) is not None
