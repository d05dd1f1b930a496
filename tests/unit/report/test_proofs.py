"""A proof on the terminal and as JSON."""

from __future__ import annotations

import json

from autograder.records import KnownAnswer, Proof
from autograder.report import kill_table, proof_json

PROOF = Proof(
    "s1",
    (
        KnownAnswer("reference", "", "solution"),
        KnownAnswer("skeleton", "", "skeleton"),
        KnownAnswer("variant", "f", "loop"),
        KnownAnswer("variant", "f", "sum", killed_by=("reference",), fault="a right answer loses points in f"),
        KnownAnswer("mutant", "f", "sign", killed_by=("gradient", "reference")),
        KnownAnswer("generated", "f", "a + b -> a - b", killed_by=("gradient",)),
        KnownAnswer("generated", "f", "a * b -> b * a", reason="A product commutes."),
    ),
)


def test_the_table_counts_by_exercise() -> None:
    """A row has the right answers that passed, the mistakes caught of each kind, and the checks that kill alone."""
    table = kill_table(PROOF)
    assert [[str(cell) for cell in column.cells] for column in table.columns] == [
        ["f"],
        ["1 of 2"],
        ["1 of 1"],
        ["1 of 1"],
        ["1"],
        ["gradient"],
    ]


def test_the_json_has_every_answer() -> None:
    """The JSON holds each known answer with what killed it and why a survivor is none."""
    (written,) = json.loads(proof_json([PROOF]))
    assert written["assignment"] == "s1"
    assert [answer["name"] for answer in written["answers"]] == [answer.name for answer in PROOF.answers]
    assert written["answers"][-1]["reason"] == "A product commutes."
    assert [answer.name for answer in PROOF.faults] == ["sum"]
