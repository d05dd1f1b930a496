"""Which entries of a gradient are wrong? Additive bisection along one direction: O(k log P) evaluations for k of P."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.verify.claims import ENOUGH, NEARBY, SAFETY, Claim, ask, ask_singles, beside, with_arrays
from autograder.verify.differences import SINGLE
from autograder.verify.lines import ComplexStep, Line, drawn_direction, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograder.verify.calls import Function

CLOSE = 1e-4  # of what is searched for: an error of a range's slope that needs no better step
ROUNDS = 3  # bisections of the whole array, each without the entries that the earlier ones found


@dataclass(frozen=True, slots=True)
class Residue:
    """What a range of entries lacks: the measured slope along it less the claimed one.

    Attributes
    ----------
    start, stop : int
        The range of flat positions.
    value : float
    tolerance : float
        A smaller residue may be none.
    """

    start: int
    stop: int
    value: float
    tolerance: float

    @property
    def wrong(self) -> bool:
        """Whether some entry of the range is certainly wrong."""
        return abs(self.value) > self.tolerance


def locate(
    loss: Function,
    gradient: Function,
    arguments: tuple[Any, ...],
    parameter: int = 0,
    rng: np.random.Generator | None = None,
    most: int = 8,
    wrt: Sequence[int] | None = None,
) -> tuple[tuple[int, ...], ...]:
    """Find the wrong entries of a gradient's array.

    Parameters
    ----------
    loss, gradient, arguments, rng
        As for `check_gradient`.
    parameter : int, optional
        Position of the parameter whose array is searched.
    most : int, optional
        How many entries are searched for; those with the largest errors first.
    wrt : sequence of int, optional
        Positions of all parameters that the gradient gives an array for; by default `parameter` alone.

    Returns
    -------
    tuple of tuple of int
        The indices of wrong entries, in the array's order. Each was measured by itself: none is named falsely. Empty
        if none is wrong, or if the answer has no form that could be searched.

    Notes
    -----
    The search is at a generic point a thousandth of the array's size away: at a kink every sub-gradient is right.
    A level of the bisection takes one trip. One half of every range is measured, and the other's residue follows, as
    slopes add up; it is measured only where neither half would be found wrong. One entry of a million costs about 600
    evaluations of the loss, and about 80 where the complex step serves.

    Examples
    --------
    >>> import numpy as np
    >>> from autograder.verify import locate
    >>> locate(lambda x: float(np.sum(x**3)), lambda x: 3 * x**2 + (np.arange(4) == 2), (np.array([1.0, -3, 2, 5]),))
    ((2,),)
    """
    rng = rng or np.random.default_rng(0)
    wrt = (parameter,) if wrt is None else wrt
    point = beside(with_arrays(arguments, wrt), wrt, NEARBY[0], rng)
    (claims,) = ask(gradient, [point], wrt, [rng], [[parameter]])
    if not isinstance(claims, list):
        return ()
    if claims[0].unit == SINGLE:
        ask_singles(gradient, [(claims[0], rng)], wrt)
    search = _Search(loss, claims[0], rng)
    found: set[int] = set()
    for _ in range(ROUNDS):
        new = search.bisect(most - len(found))
        if not new:
            break
        found.update(new)
        if len(found) >= most:
            break
    shape = claims[0].gradient.shape
    return tuple(tuple(int(side) for side in np.unravel_index(entry, shape)) for entry in sorted(found))


class _Search:
    """A search among the entries of one array.

    Parameters
    ----------
    loss : callable
    claim : Claim
        The gradient; entries that were found are replaced by what was measured.
    rng : numpy.random.Generator
    """

    def __init__(self, loss: Function, claim: Claim, rng: np.random.Generator) -> None:
        self.loss, self.claim, self.rng = loss, claim, rng
        self.step = ComplexStep(loss)
        self.unit = claim.unit
        self.direction = claim.line.direction
        self.enough = 0.0  # an error of a range's slope that needs no better step: little beside the whole residue
        self.error = 0.0  # of the complex step, relative to the norm of the terms; 0 while it is not trusted

    def bisect(self, most: int) -> list[int]:
        """Return wrong entries of the whole array, at most so many, and correct them in the claim."""
        size = self.claim.gradient.size
        self.enough = 0.0
        (root,) = self._residues([(0, size)])
        level, single = [root] if root.wrong else [], []
        self.enough = CLOSE * abs(root.value)
        while level:
            single += [node for node in level if node.stop - node.start == 1]
            level = self._halved([node for node in level if node.stop - node.start > 1])
            level = sorted(level, key=lambda node: -abs(node.value))[: most - len(single)]
        entries = [node.start for node in single[:most]]
        sure = [node for node in self._directly([(entry, entry + 1) for entry in entries]) if node.wrong]
        for node in sure:
            change = node.value / self.direction.flat[node.start]
            for array in (self.claim.gradient, *self.claim.others):
                array.flat[node.start] += change
        self.direction = drawn_direction(self.claim.gradient.shape, self.rng)
        return [node.start for node in sure]

    def _halved(self, nodes: list[Residue]) -> list[Residue]:
        """Return the halves of ranges that are wrong."""
        middles = [(node.start + node.stop) // 2 for node in nodes]
        lefts = self._residues([(node.start, middle) for node, middle in zip(nodes, middles, strict=True)])
        wrong, doubtful = [], []
        for node, left in zip(nodes, lefts, strict=True):
            right = Residue(left.stop, node.stop, node.value - left.value, node.tolerance + left.tolerance)
            both = [half for half in (left, right) if half.wrong]
            wrong += both
            if not both:
                doubtful.append((right.start, right.stop))
        return wrong + [right for right in self._residues(doubtful) if right.wrong]

    def _residues(self, ranges: list[tuple[int, int]]) -> list[Residue]:
        """Measure ranges: by the complex step once it is trusted."""
        if not self.error:
            return self._directly(ranges)
        found = []
        for start, stop in ranges:
            part = self._part(start, stop)
            error = self.error * part.norm
            found.append(self._residue(part, start, stop, self.step.slope(part.line), error))
        return found

    def _directly(self, ranges: list[tuple[int, int]]) -> list[Residue]:
        """Measure ranges by differences, in one trip, and by the complex step where it agrees with them."""
        parts = [self._part(start, stop) for start, stop in ranges]
        enough = [max(self._enough(part) * part.norm, self.enough) for part in parts]
        readings = measure(self.loss, [part.line for part in parts], enough)
        found = []
        for (start, stop), part, reading in zip(ranges, parts, readings, strict=True):
            value, error = reading.slope.value, reading.slope.error
            self.unit = max(self.unit, reading.unit)
            if precise := part.precise(reading, self.step):
                value, error = precise
                self.error = max(self.error, error / part.norm) if part.norm else self.error
            found.append(self._residue(part, start, stop, value, error))
        return found

    def _enough(self, part: Claim) -> float:
        """Return the relative error that differences may have: they have only to confirm a complex step."""
        return ENOUGH if math.isnan(self.step.slope(part.line)) else CLOSE

    def _part(self, start: int, stop: int) -> Claim:
        """Return the claim along the direction's entries of a range."""
        direction = np.zeros_like(self.direction)
        direction.flat[start:stop] = self.direction.flat[start:stop]
        line = self.claim.line
        return Claim(
            Line(line.point, line.parameter, direction), self.claim.gradient, self.claim.moved, self.claim.others
        )

    def _residue(self, part: Claim, start: int, stop: int, value: float, error: float) -> Residue:
        tolerance = SAFETY * (error + part.rounding() + self.unit * part.norm)
        return Residue(start, stop, value - part.slope, tolerance)
