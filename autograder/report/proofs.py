"""What a proof of a sheet's tests looks like: the kill matrix in a table, as a page, and whole as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import jinja2
from rich.table import Table
from rich.text import Text

from autograder.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from autograder.evidence import KnownAnswer, Proof


def kill_table(proof: Proof) -> Table:
    """Return a row an exercise: how many of its right answers passed, and how many mistakes were caught.

    Parameters
    ----------
    proof : Proof
        Of one sheet.

    Returns
    -------
    rich.table.Table
    """
    table = Table(title=proof.assignment, title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.add_column("exercise")
    for heading in ("right answers", "mistakes caught", "generated caught", "equivalent", "checks that kill alone"):
        table.add_column(heading, justify="right")
    if never := [*_never_alone(proof)]:
        table.caption = f"Checks that kill nothing on their own: {', '.join(never)}."
        table.caption_justify = "left"
    for exercise in dict.fromkeys(answer.exercise for answer in proof.answers if answer.exercise):
        own = [answer for answer in proof.answers if answer.exercise == exercise]
        table.add_row(Text(exercise), *(Text(cell) for cell in _row(own)))
    return table


def proof_json(proofs: Iterable[Proof]) -> str:
    """Return proofs as JSON: every known answer, which checks it did not pass, and what is at fault.

    Parameters
    ----------
    proofs : iterable of Proof
        Of any number of sheets.

    Returns
    -------
    str
    """
    return json.dumps([asdict(proof) for proof in proofs], indent=1, ensure_ascii=False) + "\n"


def proof_page(proofs: Iterable[Proof]) -> str:
    """Return proofs as a page: for every exercise a heat map of wrong answers and the checks that catch them.

    Parameters
    ----------
    proofs : iterable of Proof
        Of any number of sheets.

    Returns
    -------
    str
        HTML, whole in itself.
    """
    text = (resource("templates") / "report" / "proof.html").read_text(encoding="utf-8")
    template = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(text)
    return template.render(sheets=[_sheet(proof) for proof in proofs]) + "\n"


def _sheet(proof: Proof) -> dict[str, Any]:
    names = dict.fromkeys(answer.exercise for answer in proof.answers if answer.exercise)
    wrong = {
        name: {
            kind: [answer for answer in proof.answers if (answer.exercise, answer.kind) == (name, kind)]
            for kind in ("mutant", "generated")
        }
        for name in names
    }
    return {
        "name": proof.assignment,
        "totals": totals_of(proof),
        "faults": [f"{each.exercise} {each.kind} “{each.name}” {each.fault}".strip() for each in proof.faults],
        "exercises": [{"name": name, "rows": [*_rows(proof.checks[name], wrong[name])]} for name in names],
        "never_alone": [*_never_alone(proof)],
    }


def totals_of(proof: Proof) -> str:
    """Say in one line what a proof has shown."""
    passed, known, generated, equivalent = _counts(proof.answers)
    return (
        f"{passed} right answers pass, {known} known mistakes and {generated} generated mutants are caught, "
        f"{equivalent} more are equivalent."
    )


def _rows(checks: Sequence[str], wrong: dict[str, list[KnownAnswer]]) -> Iterator[dict[str, Any]]:
    """Yield a row a check, with a gap between the known mistakes and the generated ones."""
    for check in checks:
        cells: list[dict[str, str] | None] = [_cell(check, answer) for answer in wrong["mutant"]]
        yield {"check": check, "cells": [*cells, None, *(_cell(check, answer) for answer in wrong["generated"])]}


def _cell(check: str, answer: KnownAnswer) -> dict[str, str]:
    if not answer.killed_by:
        state = "excused" if answer.reason and not answer.fault else "fault"
    elif check not in answer.killed_by:
        state = "missed"
    else:
        state = "alone" if len(answer.killed_by) == 1 else "shared"
    return {"state": state, "name": answer.name}


def _never_alone(proof: Proof) -> Iterator[str]:
    """Yield the checks without which every wrong answer would be caught all the same."""
    for exercise, checks in proof.checks.items():
        alone = {each.killed_by for each in proof.answers if each.exercise == exercise and each.kind != "variant"}
        yield from (f"{check} of {exercise}" for check in checks if len(checks) > 1 and (check,) not in alone)


def _row(answers: Sequence[KnownAnswer]) -> list[str]:
    alone = {answer.killed_by[0] for answer in answers if answer.kind != "variant" and len(answer.killed_by) == 1}
    return [*_counts(answers), ", ".join(sorted(alone)) or "-"]


def _counts(answers: Sequence[KnownAnswer]) -> tuple[str, str, str, str]:
    """Return right answers that pass, known mistakes and generated mutants caught, each "of" all; and equivalents."""
    by_kind = {kind: [each for each in answers if each.kind == kind] for kind in ("variant", "mutant", "generated")}
    passed = sum(not (answer.killed_by or answer.fault) for answer in by_kind["variant"])
    caught = {kind: sum(bool(answer.killed_by) for answer in by_kind[kind]) for kind in ("mutant", "generated")}
    equivalent = sum(bool(answer.reason) and not answer.fault for answer in by_kind["generated"])
    return (
        f"{passed} of {len(by_kind['variant'])}",
        f"{caught['mutant']} of {len(by_kind['mutant'])}",
        f"{caught['generated']} of {len(by_kind['generated']) - equivalent}",
        str(equivalent),
    )
