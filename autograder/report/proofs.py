"""What a proof of a sheet's tests looks like: the kill matrix in a table, and whole as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.records import KnownAnswer, Proof


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


def _row(answers: list[KnownAnswer]) -> list[str]:
    by_kind = {kind: [each for each in answers if each.kind == kind] for kind in ("variant", "mutant", "generated")}
    passed = sum(not answer.killed_by for answer in by_kind["variant"])
    caught = {kind: sum(bool(answer.killed_by) for answer in by_kind[kind]) for kind in ("mutant", "generated")}
    equivalent = sum(bool(answer.reason) for answer in by_kind["generated"])
    alone = sorted(
        {answer.killed_by[0] for answer in answers if answer.kind != "variant" and len(answer.killed_by) == 1}
    )
    return [
        f"{passed} of {len(by_kind['variant'])}",
        f"{caught['mutant']} of {len(by_kind['mutant'])}",
        f"{caught['generated']} of {len(by_kind['generated']) - equivalent}",
        str(equivalent),
        ", ".join(alone) or "-",
    ]
