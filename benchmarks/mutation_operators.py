"""Do cosmic-ray's operators make a mutant of the lecture that survives? Our own generated ones stand for them here.

Needs cosmic-ray (`pip install -e ".[benchmark]"`). Every mutant of every operator at every place of every solution is
graded in the real pipeline, in memory; those that survive are listed, beside what the sheet declares equivalent.

Usage: python benchmarks/mutation_operators.py [ASSIGNMENT ...]
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from autograder.classroom import Grader
from autograder.records import Cell
from autograder.spec.course import find_course, load
from autograder.spec.cut import solutions

if TYPE_CHECKING:
    from collections.abc import Iterator


def mutants_of(source: str) -> Iterator[tuple[str, str]]:
    """Yield each operator's name and the mutated source; docstrings and what does not compile are left out."""
    plain = ast.unparse(ast.parse(source))
    for name in operator_names():
        try:
            operator = get_operator(name)()
        except (TypeError, ValueError):  # it needs arguments: none of ours has a place for it
            continue
        place = 0
        while (changed := mutate_code(source, operator, place)) is not None:
            place += 1
            try:
                other = ast.unparse(ast.parse(changed))
            except SyntaxError:
                continue
            if other != plain:
                yield name, changed


def main() -> None:
    """Grade all mutants of the named sheets, or of all, and print what survives."""
    course = find_course(Path(__file__).resolve().parent)
    for name in sys.argv[1:] or course.sheets:
        sheet = load(course, name)
        right = solutions(sheet)
        made, survivors = 0, []
        with Grader(course, sheet) as grader:
            for exercise in sheet.exercises:
                seen = set()
                for operator, source in mutants_of(right[exercise.name]):
                    if source in seen:
                        continue
                    seen.add(source)
                    made += 1
                    sources = ["import numpy as np", *(right | {exercise.name: source}).values()]
                    cells = [Cell(number, text) for number, text in enumerate(sources, 1)]
                    (score,) = grader.grade_cells(cells, only=exercise.name).scores
                    if score.is_full:
                        lines = zip(right[exercise.name].splitlines(), source.splitlines(), strict=False)
                        change = next(((old.strip(), new.strip()) for old, new in lines if old != new), ("", ""))
                        survivors.append((exercise.name, operator, *change))
        print(f"{sheet.name}: {made} mutants, {made - len(survivors)} caught")
        for exercise_name, operator, old, new in survivors:
            print(f"  {exercise_name}: {operator}: {old} -> {new}")


if __name__ == "__main__":
    main()
