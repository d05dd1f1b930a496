"""Builds a sheet's notebooks: the student's, with holes, and the staff's, with the reference in them."""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import jinja2
import nbformat
import numpy as np
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.errors import AuthorError, Fault
from autograder.generate.data import carried, data_of
from autograder.generate.gradient import measuring_source
from autograder.generate.literals import DIGITS, literal
from autograder.generate.releases import latest
from autograder.resources import resource
from autograder.spec import (
    CallsCheck,
    Choice,
    ConvergenceCheck,
    Formula,
    GradientCheck,
    PathCheck,
    RepeatCheck,
    Written,
)
from autograder.spec.cut import skeleton, solutions
from autograder.spec.prose import read_prose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from autograder.spec import Assignment, Exercise, Question
    from autograder.spec.prose import Prose
    from autograder.spec.seeds import Seeds

    Function = Callable[..., Any]
    Write = Callable[[Function], str]

Kind = Literal[
    "prose", "conventions", "setup", "data", "earlier", "check", "figure", "experiment", "exercise", "choice", "written"
]
TEXT: frozenset[Kind] = frozenset({"prose", "conventions", "written"})
NOT_RUN: frozenset[Kind] = frozenset({"data", "check", "figure", "experiment"})
FOLDED = {"ready", "data", "check"}  # what a student need not read is folded, where the editor can
SEEN = 6  # digits of an expected value that the comparison looks at
WIDTH = 96  # characters of a line that a notebook shows without scrolling
PLACE = "<!-- answer: {name} (leave this line as it is) -->\n\n*Double-click here and write your answer.*"


@dataclass(frozen=True, slots=True)
class Part:
    """A cell of the notebook to be: its id, what it is, and its text."""

    id: str
    kind: Kind
    text: str
    exercise: str | None = None


def student_notebook(assignment: Assignment, seeds: Seeds) -> nbformat.NotebookNode:
    """Build the notebook that students get.

    Parameters
    ----------
    assignment : Assignment
        The sheet.
    seeds : Seeds
        Only its public generators are used.

    Returns
    -------
    nbformat.NotebookNode
    """
    return filled_notebook(assignment, seeds, {})


def solution_notebook(assignment: Assignment, seeds: Seeds) -> nbformat.NotebookNode:
    """Build the notebook with the reference, the right keys and the rubrics in it, for the staff."""
    return filled_notebook(assignment, seeds, solutions(assignment), answered=True)


def filled_notebook(
    assignment: Assignment, seeds: Seeds, sources: Mapping[str, str], *, answered: bool = False
) -> nbformat.NotebookNode:
    """Build the student's notebook with some of its functions written.

    Parameters
    ----------
    assignment : Assignment
        The sheet.
    seeds : Seeds
        Of the visible checks.
    sources : mapping of str to str
        Source of a function by its exercise's name; the others keep their hole.
    answered : bool, optional
        Whether the questions in words are answered, too.

    Returns
    -------
    nbformat.NotebookNode
    """

    def write(function: Function) -> str:
        return sources.get(function.__name__) or skeleton(function)

    return _notebook(assignment, seeds, write, answered=answered)


def generated_sources(notebook: nbformat.NotebookNode) -> tuple[str, ...]:
    """Return the sources of the cells that need not run in grading: figures, experiments and visible checks."""
    return tuple(cell.source for cell in notebook.cells if cell.metadata["secant"]["kind"] in NOT_RUN)


def _notebook(assignment: Assignment, seeds: Seeds, write: Write, *, answered: bool) -> nbformat.NotebookNode:
    parts = list(_parts(assignment, seeds, write, answered=answered))
    notebook: nbformat.NotebookNode = new_notebook(cells=[_cell(part) for part in parts])
    content = "\0".join(part.text for part in parts)
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
            "secant": {
                "assignment": assignment.name,
                "content": hashlib.sha256(content.encode()).hexdigest()[:16],
                "variant": seeds.variant,
                **({"release": release} if (release := latest(assignment.folder)) else {}),
            },
        }
    )
    nbformat.validate(notebook)
    return notebook


def _cell(part: Part) -> nbformat.NotebookNode:
    about = {"kind": part.kind} | ({"exercise": part.exercise} if part.exercise else {})
    metadata: dict[str, Any] = {"secant": about}
    if part.id in FOLDED:
        metadata["jupyter"] = {"source_hidden": True}
    make = new_markdown_cell if part.kind in TEXT else new_code_cell
    cell: nbformat.NotebookNode = make(part.text, id=part.id, metadata=metadata)  # type: ignore[no-untyped-call]
    return cell


def _parts(assignment: Assignment, seeds: Seeds, write: Write, *, answered: bool) -> Iterator[Part]:
    prose = read_prose(assignment)
    exercises = {exercise.name: exercise for exercise in assignment.exercises}
    questions = {question.name: question for question in assignment.questions}
    count: Counter[str] = Counter()
    for block in prose.blocks:
        if block.kind == "conventions":
            yield from _opening(assignment, prose, data_of(assignment, seeds))
            for function in assignment.earlier:
                yield from _earlier(function, write)
        elif block.kind == "exercise":
            number = [*exercises].index(block.text) + 1
            yield from _exercise(number, exercises[block.text], assignment, seeds, write)
        elif block.kind == "question":
            number = [*questions].index(block.text) + 1
            yield from _question(number, questions[block.text], seeds, answered=answered)
        elif block.kind == "figure":
            source = prose.figures[block.text]
            yield Part(f"figure-{block.text}", "figure", f"{source}\n\n\n{block.text}()")
            yield Part(f"caption-{block.text}", "prose", f"*{_first_sentence(source)}*")
        else:
            count[block.kind] += 1
            yield Part(f"{block.kind}-{count[block.kind]}", block.kind, block.text)


def _first_sentence(source: str) -> str:
    """Return what a figure's docstring begins with: its text for those who cannot see it, and a caption for all."""
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    return (ast.get_docstring(function) or function.name).split("\n")[0]


def _plots(prose: Prose) -> bool:
    """Whether the sheet draws anything: pyplot takes longer to load than most cells to run."""
    return any(
        block.kind == "figure" or (block.kind == "experiment" and "plt." in block.text) for block in prose.blocks
    )


def _opening(assignment: Assignment, prose: Prose, data: Mapping[str, bytes]) -> Iterator[Part]:
    """Yield the conventions, and what every later cell needs."""
    folder = resource("templates") / "notebook"
    template = jinja2.Template((folder / "conventions.md").read_text(encoding="utf-8"), trim_blocks=False)
    judged = {type(check) for exercise in assignment.exercises for check in exercise.checks}
    text = template.render(
        points=assignment.points,
        exercises=assignment.exercises,
        questions=assignment.questions,
        written=any(isinstance(question, Written) for question in assignment.questions),
        several=any(len(exercise.checks) > 1 for exercise in assignment.exercises),
        callables=bool(judged & {PathCheck, ConvergenceCheck}),
        converges=ConvergenceCheck in judged,
        given="gradient" if PathCheck in judged or ConvergenceCheck in judged else "f",
        data=assignment.data,
        first_hour=any("Questions of the first hour" in block.text for block in prose.blocks),
        derivatives=any(_own_loss(exercise, assignment) for exercise in assignment.exercises),
        paths=PathCheck in judged,
        calls=CallsCheck in judged,
        repeats=RepeatCheck in judged,
    )
    yield Part("conventions", "conventions", text.strip())
    yield from _tools(assignment, data, plots=_plots(prose))


def _tools(assignment: Assignment, data: Mapping[str, bytes], *, plots: bool) -> Iterator[Part]:
    """Yield what says what is missing, what is loaded, the data, and the functions of the checks: in few cells."""
    folder = resource("templates") / "notebook"
    laid = carried(data)
    needs = json.dumps(["numpy", *(["matplotlib"] if plots else [])]), json.dumps([] if laid else [*data])
    ready = (folder / "ready.py").read_text(encoding="utf-8").strip()
    yield Part("ready", "check", f"{ready}\n\n\nwhats_missing({', '.join(needs)})")
    yield Part("setup", "setup", "import numpy as np")
    if plots:
        yield Part("plotting", "setup", "import matplotlib.pyplot as plt")
    if laid:
        yield Part("data", "data", laid)
    checks = [(folder / "check.py").read_text(encoding="utf-8").strip()]
    if any(_own_loss(exercise, assignment) for exercise in assignment.exercises):
        checks.append(measuring_source())
    if any(isinstance(check, ConvergenceCheck) for exercise in assignment.exercises for check in exercise.checks):
        checks.append((folder / "converges.py").read_text(encoding="utf-8").strip())
    yield Part("check", "check", "\n\n\n".join(checks))


def _earlier(function: Function, write: Write) -> Iterator[Part]:
    """Yield the place for a function of an earlier sheet, whose solution is not given away here."""
    name = function.__name__
    heading = (
        f"### From an earlier sheet: `{name}`\n\nPaste your own. It earns nothing here; where it is missing or "
        "wrong, the grader puts a correct one in."
    )
    yield Part(f"heading-{name}", "prose", heading, name)
    yield Part(f"earlier-{name}", "earlier", write(function).strip(), name)


def _exercise(number: int, exercise: Exercise, assignment: Assignment, seeds: Seeds, write: Write) -> Iterator[Part]:
    heading = f"### Exercise {number}: `{exercise.name}` ({_points(exercise.points)})"
    yield Part(f"heading-{exercise.name}", "prose", heading, exercise.name)
    yield Part(f"exercise-{exercise.name}", "exercise", write(exercise.function).strip(), exercise.name)
    yield Part(f"check-{exercise.name}", "check", _visible_checks(exercise, assignment, seeds), exercise.name)


def _question(number: int, question: Question, seeds: Seeds, *, answered: bool) -> Iterator[Part]:
    """Yield a question and the place for its answer; for the staff the right key, or the rubric, in it."""
    name, text = question.name, question.text.strip()
    if isinstance(question, Choice):
        keys = [[*question.options][place] for place in seeds.order(name, len(question.options))]
        options = "\n".join(f"- `{key}`: {question.options[key]}" for key in keys)
        yield Part(
            f"question-{name}", "prose", f"### Question {number} ({_points(question.points)})\n\n{text}\n\n{options}"
        )
        yield Part(f"answer-{name}", "choice", _place_for_a_key(name, keys, question.right if answered else ""))
    else:
        heading = f"### Question {number} ({_points(question.points)}, marked by a person)"
        rubric = "\n".join(f"- {line}" for line in question.rubric)
        yield Part(f"question-{name}", "prose", f"{heading}\n\n{text}")
        yield Part(f"answer-{name}", "written", f"Rubric:\n\n{rubric}" if answered else PLACE.format(name=name))


def _place_for_a_key(name: str, keys: Sequence[str], key: str) -> str:
    """Write the cell in which a key is answered; it says whether one stands there, not whether it is right."""
    known = ", ".join(f'"{each}"' for each in keys)
    return (
        "# Write one of the keys above between the quotes; it is marked after the due date.\n"
        f'{name} = "{key}"\n'
        f'print("recorded" if {name} in ({known}) else "none of the keys yet")'
    )


def _points(points: int) -> str:
    return "1 point" if points == 1 else f"{points} points"


def _visible_checks(exercise: Exercise, assignment: Assignment, seeds: Seeds) -> str:
    """Write the visible sibling of every case, with what the reference makes of it, and whose derivative that is."""
    calls = []
    for case in exercise.cases:
        try:
            calls.append(_visible_check(exercise, case, seeds))
        except Exception as error:
            found = f"the case {case.name!r} of {exercise.name} raised {type(error).__name__}: {error}"
            raise AuthorError([Fault(case.where, found, "make build and the reference agree on it")]) from error
    more = ""
    if check := _own_loss(exercise, assignment):
        by = check.wrt or (next(iter(inspect.signature(exercise.function).parameters)),)
        more = f'derivative_of="{check.of.__name__}", by={json.dumps(by)}'
    return "\n".join([*calls, f"last_word({more})"])


def _own_loss(exercise: Exercise, assignment: Assignment) -> GradientCheck | None:
    """Return the check of a derivative whose loss stands in the notebook, too."""
    written = {each.__name__ for each in (*assignment.earlier, *(every.function for every in assignment.exercises))}
    found = (check for check in exercise.checks if isinstance(check, GradientCheck) and check.of.__name__ in written)
    return next(found, None)


def _visible_check(exercise: Exercise, case: Any, seeds: Seeds) -> str:
    arguments = case.build(seeds.visible(exercise, case))
    named = [*zip(inspect.signature(exercise.function).parameters, arguments, strict=False)]
    written = [_argument(name, value) for name, value in named]
    by_property = next((check for check in exercise.checks if isinstance(check, ConvergenceCheck)), None)
    head = f"check({exercise.name}, {json.dumps(case.name, ensure_ascii=False)},\n"
    if by_property:
        most = literal(_largest_norm(exercise, by_property, dict(named)), SEEN)
        names = ", ".join(f'"{name}"' for name in (by_property.gradient, by_property.start, by_property.max_steps))
        head = f"converges({head[6:-1]} {most}, {names},\n"
    else:
        right = [function(*case.build(seeds.visible(exercise, case))) for function in _right(exercise)]
        written.append(_argument("expected", right[0], DIGITS))
        others = [other for other in right[1:] if literal(other, SEEN) != literal(right[0], SEEN)]
        if others:
            written.append(_argument("or_expected", others, DIGITS))
    return head + ",\n".join(written) + ")"


def _largest_norm(exercise: Exercise, check: ConvergenceCheck, arguments: dict[str, Any]) -> float | None:
    """Return the norm of the gradient that an answer may have; None if it should be the start."""
    start, gradient = arguments[check.start], arguments[check.gradient]
    answer = exercise.function(*arguments.values())
    if np.array_equal(answer, start):
        return None
    allowed = 10 * arguments[check.tolerance]
    reached = np.linalg.norm(gradient(answer)) <= allowed
    return 1.0001 * float(allowed if reached else np.linalg.norm(gradient(start)))  # printed with few digits


def _right(exercise: Exercise) -> list[Function]:
    """Return the reference and the other right answers of the checks, each once."""
    others = [function for check in exercise.checks for function in getattr(check, "also", ())]
    return [exercise.function, *dict.fromkeys(others)]


def _argument(name: str, value: Any, digits: int | None = None) -> str:
    """Write an argument on a line of its own; what is long has its parts, and the rows of arrays, under each other."""
    start = f"      {name}="
    text = literal(value, digits)
    if len(start + text) > WIDTH:
        if isinstance(value, Formula):
            text = _formula(value, len(start))
        elif isinstance(value, tuple):
            text = text.replace(", np.array", ",\n" + " " * (len(start) + 1) + "np.array")
    return "\n".join(map(_rows_below_each_other, f"{start}{text}".split("\n")))


def _formula(formula: Formula, column: int) -> str:
    """Write a lambda that begins in a column: its constants, and what it computes, under each other."""
    inner = column + len("(lambda ")
    parts = [formula.parameters] if formula.parameters else []
    for name, constant in formula.constants.items():
        text = literal(constant)
        if isinstance(constant, Formula) and inner + len(f"{name}={text}") > WIDTH:
            text = _formula(constant, inner + len(f"{name}="))
        parts.append(f"{name}={text}")
    margin = "\n" + " " * inner
    return f"(lambda {f',{margin}'.join(parts)}:{margin}{formula.expression})"


def _rows_below_each_other(line: str) -> str:
    if len(line) > WIDTH and "[[" in line:
        return line.replace("], [", "],\n" + " " * (line.index("[[") + 1) + "[")
    return line
