"""What is known of a sheet's own tests, in frozen data: known answers, graded; what they prove; what is handed on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["reference", "skeleton", "variant", "mutant", "generated", "visible", "promise", "equivalents"]


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """One known answer, graded.

    Attributes
    ----------
    kind : str
        "reference", "skeleton", "variant", "mutant", "generated"; of what is no answer only where it is at fault:
        "visible" (a visible check), "promise" (a graded property), "equivalents" (their number).
    exercise : str
        Whose answer it is; "" for a whole sheet.
    name : str
        Of the variant or mutant, or the generated change.
    killed_by : tuple of str
        The checks of the exercise that it did not pass.
    fault : str
        What is wrong with the sheet's tests, as a clause; "" if they do what they should.
    reason : str
        Why a survivor is no fault: the author's, if it is declared equivalent.
    """

    kind: Kind
    exercise: str
    name: str
    killed_by: tuple[str, ...] = ()
    fault: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of all known answers of a sheet.

    Attributes
    ----------
    assignment : str
    answers : tuple of KnownAnswer
    checks : mapping of str to tuple of str
        The names of each exercise's checks.
    """

    assignment: str
    answers: tuple[KnownAnswer, ...]
    checks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def faults(self) -> tuple[KnownAnswer, ...]:
        """The answers at which the sheet's tests fall short."""
        return tuple(answer for answer in self.answers if answer.fault)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a bundle says of its tests.

    Attributes
    ----------
    assignment : str
    key : str
        A digest of the sheet, the reference, the secret and the engine: what the proof was made of.
    proven : bool
    right, mistakes, generated, equivalent : int
        How many right answers pass, known mistakes and generated mutants are caught, and mutants are excused; 0 where
        nothing was tried.
    engine, numpy, python : str
        Versions.
    """

    assignment: str
    key: str
    proven: bool
    right: int
    mistakes: int
    generated: int
    equivalent: int
    engine: str
    numpy: str
    python: str
