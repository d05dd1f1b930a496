"""In what way are answers wrong? Transposed, in another order, without the bias, in some entries only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from autograder.verify.compare import apart, disagreement, numbers, tolerance
from autograder.verify.ratio import ratio_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    Array = NDArray[Any]
    Arrays = Sequence[Array]

FEW = 3  # entries that are told one by one

Key = Literal[
    "ratio",
    "transposed",
    "reversed",
    "bias-at-the-end",
    "bias-in-front",
    "first-missing",
    "last-missing",
    "exchanged",
    "rows",
    "entries",
    "other-entries",
]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What all wrong answers have in common.

    Attributes
    ----------
    key : str
        What is to be said.
    values : dict
        Of the message; never an input, never an answer.
    """

    key: Key
    values: dict[str, Any] = field(default_factory=dict)


def pattern_of(answers: Sequence[Any], expected: Sequence[Any]) -> Pattern | None:
    """Find in what way answers differ from the right ones.

    Parameters
    ----------
    answers : sequence
        One a trial.
    expected : sequence
        The reference's values. Of tuples the one value that is wrong is looked at, if the others are right.

    Returns
    -------
    Pattern or None
        It holds on every trial, and on one of them it could have failed to.

    Examples
    --------
    >>> import numpy as np
    >>> pattern_of([[2.0, 1.0], [4.0, 3.0]], [np.array([1.0, 2.0]), np.array([3.0, 4.0])]).key
    'reversed'
    """
    if len(answers) != len(expected) or not expected:
        return None
    if isinstance(expected[0], tuple):
        return _of_parts(answers, expected)
    pairs = [(numbers(answer), numbers(right)) for answer, right in zip(answers, expected, strict=True)]
    found = [answer for answer, _ in pairs if answer is not None and np.isfinite(answer).all()]
    wanted = [right for _, right in pairs if right is not None and np.isfinite(right).all()]
    if len(found) < len(pairs) or len(wanted) < len(pairs) or not any(map(disagreement, found, wanted)):
        return None
    if ratio := ratio_of(found, wanted):
        return Pattern("ratio", {"ratio": ratio})
    return next((Pattern(key) for key, undo in UNDONE.items() if _holds(undo, found, wanted)), None) or _entries(
        found, wanted
    )


def _of_parts(answers: Sequence[Any], expected: Sequence[tuple[Any, ...]]) -> Pattern | None:
    """Look at the one value of several that is wrong."""
    count = len(expected[0])
    if any(not isinstance(answer, list | tuple) or len(answer) != count for answer in answers):
        return None
    columns = [([answer[i] for answer in answers], [right[i] for right in expected]) for i in range(count)]
    wrong = [i for i, column in enumerate(columns) if any(map(disagreement, *column))]
    if len(wrong) == 2:
        (one, its), (other, others) = (columns[i] for i in wrong)
        if not any([*map(disagreement, one, others), *map(disagreement, other, its)]):
            return Pattern("exchanged", {"one": wrong[0] + 1, "other": wrong[1] + 1})
    found = pattern_of(*columns[wrong[0]]) if len(wrong) == 1 else None
    return Pattern(found.key, {**found.values, "part": wrong[0] + 1, "parts": count}) if found else None


UNDONE: dict[Key, Callable[[Array], Array]] = {
    "transposed": lambda answer: answer.T,
    "reversed": lambda answer: answer[::-1],
    "bias-at-the-end": lambda answer: np.roll(answer, 1, axis=-1),
    "bias-in-front": lambda answer: np.roll(answer, -1, axis=-1),
}


def _holds(undo: Callable[[Array], Array], found: Arrays, wanted: Arrays) -> bool:
    """Whether undoing a change makes all answers right, some of which are wrong."""
    restored = [undo(answer) if answer.ndim else answer for answer in found]
    return not any(map(disagreement, restored, wanted))


def _entries(found: Arrays, wanted: Arrays) -> Pattern | None:
    """Look for entries that are right everywhere: the others are told, if they are few or all but few."""
    if any(answer.shape != right.shape or right.size < 2 for answer, right in zip(found, wanted, strict=True)):
        return _missing(found, wanted)
    wrong = [_wrong(answer, right) for answer, right in zip(found, wanted, strict=True)]
    rows = [*_first_rows(wrong)]
    if rows and min(rows) > 0 and all(right.ndim == 2 for right in wanted):
        return Pattern("rows", {"rows": min(rows)})
    if len({each.shape for each in wrong}) != 1:
        return None
    ever, always = np.any(wrong, axis=0), np.all(wrong, axis=0)
    if ever.sum() <= min(FEW, ever.size - 1):
        return Pattern("entries", {"entries": _places(ever)})
    if 0 < (~ever).sum() <= FEW and np.array_equal(always, ever):
        return Pattern("other-entries", {"entries": _places(~ever)})
    return None


def _missing(found: Arrays, wanted: Arrays) -> Pattern | None:
    """Look for a first or last column that is not there."""

    def lacks(rest: Any) -> bool:
        pairs = zip(found, wanted, strict=True)
        return all(
            right.ndim and right.size > answer.size and not disagreement(answer, right[rest]) for answer, right in pairs
        )

    if lacks(np.s_[..., 1:]):
        return Pattern("first-missing")
    return Pattern("last-missing") if lacks(np.s_[..., :-1]) else None


def _wrong(answer: Array, right: Array) -> NDArray[np.bool_]:
    """Return which entries are wrong."""
    return np.asarray(apart(answer, right) > tolerance(right, ()))


def _first_rows(wrong: Sequence[NDArray[np.bool_]]) -> Iterator[int]:
    """Yield how many rows are right before all others are wrong; nothing of an answer that is right."""
    for each in wrong:
        bad = np.asarray(each.reshape(len(each), -1).any(axis=1))
        if bad.any():
            first = int(np.argmax(bad))
            yield first if bad[first:].all() else 0


def _places(marked: NDArray[np.bool_]) -> str:
    """Write places as Python counts them."""
    return ", ".join(f"[{', '.join(map(str, place))}]" for place in np.argwhere(marked).tolist())
