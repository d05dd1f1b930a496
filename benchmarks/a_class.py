"""A class as it hands in the first sheet: any number of files, drawn with a seed, none with the content of another.

`benchmarks/classroom.py` grades it. The shares are ours: lifelike, as far as one can say that of a class that is not
there, and fixed before anything was timed.

| share | kind | what it is, and why so many |
|---|---|---|
| 35 % | solution | the visible checks say when one is right, so most are; friends and models pass on one text |
| 25 % | otherwise | right, each function drawn among the reference and its known variants: loops, closed forms |
| 30 % | mistakes | one to three functions with a known mistake each: the hidden tests are for these |
| 5 % | unfinished | the first none to ten functions are written |
| 2 % | stumbles | a cell with an unknown name or with half a statement, or a function that always raises |
| 1.5 % | broken | a file of `tests/submissions/broken`: no notebook, or hardly one |
| 1 % | hostile | a function of `tests/submissions/hostile` in its exercise's cell; more than any class has |
| 0.5 % | never ends | a function, or a cell, that does not return: at most this share, so none in a class below 200 |

Of the hostile files those are taken that are one function of the sheet, with its imports and classes, as nothing else
fits into the cell of an exercise. Those that only a limit of the grader's ends are "never ends". The UTF-16 files are
left out of the broken ones, as the mark at a file's end would make other files of them. The notebooks have no outputs;
a student's with figures are larger.
"""

from __future__ import annotations

import ast
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from autograder.generate import student_notebook
from autograder.spec.cut import mutated, skeleton, solutions, varied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from autograder.spec import Assignment
    from autograder.spec.seeds import Seeds

SUBMISSIONS = Path(__file__).resolve().parent.parent / "tests" / "submissions"
SEED = 20261103
SHARES = {  # in thousandths
    "solution": 350,
    "otherwise": 250,
    "mistakes": 300,
    "unfinished": 50,
    "stumbles": 20,
    "broken": 15,
    "hostile": 10,
    "never ends": 5,
}
RIGHT = frozenset({"solution", "otherwise"})  # these have full marks
WRONG = frozenset({"mistakes", "unfinished", "hostile", "never ends"})  # these have less, and neither has what is left
HONEST = frozenset({"solution", "otherwise", "mistakes", "unfinished", "stumbles"})  # any grader can run these
ENDLESS = frozenset(
    {
        "asks_without_end",
        "computes_a_huge_integer",
        "grows_while_it_is_read",
        "loops_and_will_not_be_interrupted",
        "loops_for_ever",
        "matches_a_hard_pattern",
        "recurses_without_end",
        "sleeps_for_ever",
    }
)
ENDLESS_CELL = "endless_cell"
STUMBLES = (
    "{source}\n\n{name}(try_again)\n",
    "{source}    if (\n",
    'def {name}(*arguments):\n    raise ValueError("no idea")\n',
)


class Submission(NamedTuple):
    """What one student hands in: functions for a notebook, or a file that is none.

    Attributes
    ----------
    name : str
        Of the file, without its ending.
    kind : str
        One of `SHARES`.
    sources : mapping of str to str
        The text of each exercise's cell; empty if it is no notebook.
    content : bytes
        Of a file that is no notebook.
    ending : str
        Of the file's name.
    """

    name: str
    kind: str
    sources: Mapping[str, str]
    content: bytes = b""
    ending: str = ".ipynb"


class Template:
    """A notebook as students get it, into which functions are written by replacing text: a validator takes 50 ms.

    Parameters
    ----------
    notebook : mapping
        Of Secant's, or what another grader has made of it; the metadata of its cells name the exercises.
    """

    def __init__(self, notebook: Mapping[str, Any]) -> None:
        parsed = json.loads(json.dumps(notebook))
        self._holes: dict[str, str] = {}
        for cell in parsed["cells"]:
            about = cell["metadata"].get("secant", {})
            if about.get("kind") == "exercise":
                cell["source"] = f"<{about['exercise']}'s cell>"
                self._holes[about["exercise"]] = json.dumps(cell["source"])
        self._text = json.dumps(parsed, ensure_ascii=False)

    def filled(self, sources: Mapping[str, str]) -> str:
        """Return the text of the notebook with a function in every exercise's cell."""
        text = self._text
        for name, hole in self._holes.items():
            before, after = text.split(hole)
            text = before + json.dumps(sources[name], ensure_ascii=False) + after
        return text


def write_class(assignment: Assignment, seeds: Seeds, size: int, folder: Path) -> list[Submission]:
    """Write a class into a new folder, a file each.

    Parameters
    ----------
    assignment : Assignment
        The first sheet: the hostile functions are of its names.
    seeds : Seeds
        Of the visible checks.
    size : int
        Files.
    folder : Path
        Where to.

    Returns
    -------
    list of Submission
        In the order of their names.
    """
    submissions = list(class_of(assignment, size))
    write(submissions, Template(student_notebook(assignment, seeds)), folder)
    return submissions


def write(submissions: Iterable[Submission], template: Template, folder: Path) -> None:
    """Write submissions into a new folder."""
    folder.mkdir(parents=True)
    for each in submissions:
        content = template.filled(each.sources).encode() if each.sources else each.content
        (folder / f"{each.name}{each.ending}").write_bytes(content)


def class_of(assignment: Assignment, size: int, seed: int = SEED) -> Iterator[Submission]:
    """Draw a class.

    Parameters
    ----------
    assignment : Assignment
        The first sheet.
    size : int
        Submissions.
    seed : int, optional
        The same seed and size give the same class.

    Yields
    ------
    Submission
        In the order of their names; no two have the same content.
    """
    draw = random.Random(seed)  # noqa: S311 - a class, no secret
    kinds = [kind for kind, share in SHARES.items() for _ in range(size * share // 1000)]
    kinds += ["solution"] * (size - len(kinds))  # what rounding down has left
    draw.shuffle(kinds)
    makers = _makers(assignment)
    first = assignment.exercises[0].name
    for number, kind in enumerate(kinds, start=1):
        name = f"student-{number:05}"
        if kind == "broken":
            path = draw.choice(_broken())
            yield Submission(name, kind, {}, path.read_bytes() + _mark(number), path.suffix)
        else:
            sources = makers[kind](draw)
            yield Submission(name, kind, sources | {first: f"# handed in by {name}\n{sources[first]}"})


def _makers(assignment: Assignment) -> dict[str, Callable[[random.Random], dict[str, str]]]:
    """Return what draws the functions of a submission, by its kind."""
    exercises = assignment.exercises
    right = solutions(assignment)
    ways = {each.name: [right[each.name], *(varied(each, other) for other in each.variants)] for each in exercises}
    wrong = {each.name: [mutated(each, mutant) for mutant in each.mutants] for each in exercises}
    hostile, endless = _hostile(right)

    def otherwise(draw: random.Random) -> dict[str, str]:
        return {name: draw.choice(sources) for name, sources in ways.items()}

    def mistakes(draw: random.Random) -> dict[str, str]:
        names = draw.sample([*wrong], draw.randint(1, 3))
        return otherwise(draw) | {name: draw.choice(wrong[name]) for name in names}

    def unfinished(draw: random.Random) -> dict[str, str]:
        left = exercises[draw.randrange(len(exercises)) :]
        return right | {each.name: skeleton(each.function) for each in left}

    def stumbles(draw: random.Random) -> dict[str, str]:
        name = draw.choice([*ways])
        return right | {name: draw.choice(STUMBLES).format(name=name, source=right[name])}

    return {
        "solution": lambda _: dict(right),
        "otherwise": otherwise,
        "mistakes": mistakes,
        "unfinished": unfinished,
        "stumbles": stumbles,
        "hostile": lambda draw: right | draw.choice(hostile),
        "never ends": lambda draw: right | draw.choice(endless),
    }


def _hostile(right: Mapping[str, str]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return hostile functions by their exercise, a dictionary each: those that end, and those that do not."""
    ending, endless = [], []
    for path in sorted((SUBMISSIONS / "hostile").glob("*.py")):
        source = path.read_text(encoding="utf-8")
        if path.stem == ENDLESS_CELL:
            last = [*right][-1]
            endless += [{last: f"{right[last]}\n\n{source}"}]
        elif (name := _only_function(source)) in right:
            (endless if path.stem in ENDLESS else ending).append({name: source})
    assert len(endless) == 1 + len(ENDLESS), "all of these are there"
    return ending, endless


def _only_function(source: str) -> str | None:
    """Return the name of the one function that a file is, beside its imports and classes; None if it is more."""
    body = ast.parse(source).body
    functions = [each for each in body if isinstance(each, ast.FunctionDef)]
    others = [each for each in body if not isinstance(each, ast.FunctionDef | ast.ClassDef | ast.Import)]
    return functions[0].name if len(functions) == 1 and not others else None


def _broken() -> list[Path]:
    return [path for path in sorted((SUBMISSIONS / "broken").iterdir()) if not path.name.startswith("utf16")]


def _mark(number: int) -> bytes:
    """Write a number in blanks and line ends, which change nothing but what a file's content is."""
    return f"{number:b}".replace("0", " ").replace("1", "\n").encode()
