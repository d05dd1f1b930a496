"""Finding the course and loading its sheets; each load in a process of its own, as a process serves one course."""

from __future__ import annotations

import json
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.errors import OperatorError
from autograder.resources import lecture_root
from autograder.spec.course import Course, find_course, foreign_faults, load
from autograder.spec.seeds import PUBLIC, VARIABLE, course_secret

LOAD = textwrap.dedent(
    """
    import json, sys
    from autograder.errors import AuthorError, OperatorError
    from autograder.spec.course import find_course, load
    try:
        sheet = load(find_course(), {name!r})
    except OperatorError as error:
        print(json.dumps(["operator", str(error)]))
    except AuthorError as error:
        faults = [[fault.where.file, fault.where.line, fault.found, fault.remedy] for fault in error.faults]
        print(json.dumps(["author", faults]))
    else:
        print(json.dumps(["loaded", sheet.name, sheet.exercises[0].function.__code__.co_filename]))
    """
)


@pytest.fixture
def loaded(tiny, run_python):
    """Return a function that loads a sheet of the tiny course in a new process and says how it ended."""

    def load_it(name="s1", cwd=None, before=""):
        done = run_python(before + LOAD.format(name=name), cwd or tiny.root)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return load_it


@pytest.mark.parametrize("inside", ["", "assignments", "assignments/s1/data", "reference"])
def test_a_course_is_found_upwards(tiny, inside) -> None:
    """From any folder of a course, the course is found."""
    assert find_course(tiny.root / inside) == Course(tiny.root)


def test_outside_every_course_the_lecture_is_found(tmp_path) -> None:
    """Where no folder above has assignments/ and reference/, the bundled lecture is the course."""
    (tmp_path / "assignments").mkdir()
    found = find_course(tmp_path)
    assert found.root == lecture_root()
    assert found.is_bundled


def test_the_current_directory_is_the_start(tiny, monkeypatch) -> None:
    """Without a start the search begins in the current directory."""
    monkeypatch.chdir(tiny.folder)
    assert find_course() == Course(tiny.root)


def test_only_the_lecture_is_public(tiny, monkeypatch) -> None:
    """The bundled lecture's seeds come from a public text, any other course's from its own secret."""
    monkeypatch.setenv(VARIABLE, "ours")
    sheet = tiny.load()
    assert Course(lecture_root()).seeds(sheet).secret == PUBLIC
    assert Course(tiny.root).seeds(sheet).secret == b"ours"
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tiny.root))
    assert Course(tiny.root).seeds(sheet, variant=3).secret == course_secret("tiny")
    assert (Course(tiny.root).seeds(sheet, 3).assignment, Course(tiny.root).seeds(sheet, 3).variant) == ("s1", 3)


def test_a_course_is_loaded_from_its_own_reference(tiny, loaded) -> None:
    """Inside another course its own reference is loaded, though the bundled one is importable, too."""
    assert loaded(cwd=tiny.folder) == ["loaded", "s1", str(tiny.root / "reference" / "topic.py")]


def test_outside_the_lecture_is_loaded(loaded, tmp_path) -> None:
    """Outside every course a unique beginning loads the lecture's sheet."""
    how, name, file = loaded("a01", cwd=tmp_path)
    assert (how, name) == ("loaded", "a01_linear_regression")
    assert Path(file) == lecture_root() / "reference" / "linear_regression.py"


def test_a_reference_without_init_is_refused(tiny, loaded) -> None:
    """Without reference/__init__.py the bundled reference would be found; that is refused, naming it and the remedy."""
    (tiny.root / "reference" / "__init__.py").unlink()
    how, sentence = loaded()
    assert how == "operator"
    assert f"'import reference' finds {lecture_root() / 'reference'}" in sentence
    assert "reference/ needs an __init__.py" in sentence


@pytest.mark.parametrize(
    "before",
    [
        "import reference\n",
        "import sys, types\nsys.modules['reference'] = it = types.ModuleType('reference')\nit.__file__ = '/a.py'\n",
    ],
    ids=["package", "module"],
)
def test_a_process_serves_one_course(tiny, loaded, tmp_path, before) -> None:
    """If another `reference`, package or module, was imported before, the course is refused."""
    (tmp_path / "empty").mkdir()
    change = f"import os; os.chdir({str(tmp_path / 'empty')!r})\n{before}os.chdir({str(tiny.root)!r})\n"
    how, sentence = loaded(before=change)
    assert how == "operator"
    assert "a process serves one course" in sentence


def test_sheets_are_sorted_and_have_exercises(tiny) -> None:
    """A course's sheets are the folders with an exercises.py, by name."""
    tiny.write("assignments/a9/exercises.py", "")
    tiny.write("assignments/notes/README.md", "")
    assert Course(tiny.root).sheets == ("a9", "s1")


NAMES = {
    "unknown": ("s3", r"there is no assignment 's3'; its assignments are: s1, s1b, s2\."),
    "ambiguous": ("s", r"'s' could be s1 or s1b or s2; its assignments are: s1, s1b, s2\."),
    "not a beginning": ("1", r"there is no assignment '1'"),
    "a path": ("../s1", r"there is no assignment"),
}


@pytest.mark.parametrize(("name", "words"), NAMES.values(), ids=NAMES)
def test_unknown_sheets_are_named(tiny, name, words) -> None:
    """A name that is no sheet's, or several sheets' beginning, ends in a sentence with the known ones."""
    tiny.write("assignments/s1b/exercises.py", "")
    tiny.write("assignments/s2/exercises.py", "")
    with pytest.raises(OperatorError, match=words):
        load(Course(tiny.root), name)


def test_a_course_without_sheets_says_so(tmp_path) -> None:
    """In an empty course the sentence says that there are none."""
    with pytest.raises(OperatorError, match=r"its assignments are: none\."):
        load(Course(tmp_path), "a01")


def test_an_exact_name_wins(tiny, loaded) -> None:
    """A full name is that sheet's, though another begins with it."""
    tiny.write("assignments/s1b/exercises.py", "")
    assert loaded("s1")[:2] == ["loaded", "s1"]


SHEET, TOPIC = "assignments/s1/exercises.py", "reference/topic.py"
MEND, RENAMED = "mend the line", "make the import work: a function that was renamed is found here"
IMPORTS = {
    "raises": (SHEET, "VALUE = Exercise(", "VALUE = 1 / 0, Exercise(", "ZeroDivisionError", MEND),
    "misspelt keyword": (SHEET, "GRADIENT = Exercise(", "GRADIENT = Exercise(use=(), ", "keyword argument 'use'", MEND),
    "renamed": (SHEET, "function=topic.half_square,", "function=topic.hslf,", "'hslf'", RENAMED),
    "missing name": (SHEET, "import numpy as np", "from reference import nope", "'nope'", RENAMED),
    "in the reference": (TOPIC, "import numpy as np", "import numpy as np, nope", "No module named", RENAMED),
    "below a library": (TOPIC, "import numpy as np", 'import json; json.loads("!")', "JSONDecodeError", MEND),
    "reference itself": ("reference/__init__.py", '"""A tiny', 'print(nope)  # """A tiny', "'nope' is not", MEND),
}


@pytest.mark.parametrize(("file", "old", "new", "words", "wanted"), IMPORTS.values(), ids=IMPORTS)
def test_what_raises_at_import_is_one_fault(tiny, loaded, file, old, new, words, wanted) -> None:
    """A file of the course that raises at import is one fault with its file and line, and the remedy that fits."""
    tiny.change(file, old, new)
    line = tiny.line(file, new)
    how, faults = loaded()
    assert how == "author"
    ((where, number, found, remedy),) = faults
    assert (where, number) == (str(tiny.root / file), line)
    assert found.startswith("importing it raised")
    assert words in found
    assert remedy == wanted


@pytest.mark.parametrize("file", ["assignments/s1/exercises.py", "reference/topic.py", "reference/__init__.py"])
def test_what_is_not_python_is_one_fault(tiny, loaded, file) -> None:
    """A syntax error is one fault in the file and the line where it stands."""
    tiny.write(file, '"""A file."""\n\n\ndef f(:\n')
    how, ((where, line, found, remedy),) = loaded()
    assert (how, where, line) == ("author", str(tiny.root / file), 4)
    assert found == "the file is not Python (invalid syntax)"
    assert remedy == "mend the syntax"


def test_a_file_with_zero_bytes_is_a_fault_of_its_own(tiny, loaded) -> None:
    """A file that cannot even be compiled is a fault of that file, not of the engine's."""
    path = tiny.write("assignments/s1/exercises.py", "ASSIGNMENT = 1\0\n")
    how, ((where, line, _, _),) = loaded()
    assert (how, where, line) == ("author", str(path), 1)


@pytest.mark.parametrize("text", ["", "ASSIGNMENT = 1\n", "assignment = 1\n"])
def test_a_sheet_has_a_record(tiny, loaded, text) -> None:
    """A file without a record ASSIGNMENT is one fault that says how to write it."""
    path = tiny.write("assignments/s1/exercises.py", text)
    how, ((where, _, found, remedy),) = loaded()
    assert (how, where, found) == ("author", str(path), "there is no record ASSIGNMENT")
    assert "ASSIGNMENT = Assignment(...)" in remedy


def test_faults_of_the_records_come_all(tiny, loaded) -> None:
    """Loading a sheet with faulty records reports every fault, not the first."""
    tiny.change("assignments/s1/exercises.py", "points=3", "points=0")
    tiny.change("assignments/s1/exercises.py", 'old="0.5 * "', 'old="0.7 * "')
    how, faults = loaded()
    assert how == "author"
    assert len(faults) == 2


def test_an_exercise_that_is_not_listed_is_to_be_added(tiny, loaded) -> None:
    """Where the text names an exercise that the sheet's file makes and does not list, the remedy is to list it."""
    tiny.change(SHEET, "exercises=(VALUE, GRADIENT)", "exercises=(VALUE,)")
    how, ((_, line, found, remedy),) = loaded()
    assert (how, line) == ("author", tiny.line("assignments/s1/assignment.md", "half_square_gradient -->"))
    assert (found, remedy) == ("there is no exercise 'half_square_gradient'", "add it to exercises=(...)")


def test_other_sheets_are_loaded_as_far_as_they_can(tiny, run_python) -> None:
    """What cannot be read of the others is left out, and so is the sheet itself; a fault of a mutant is theirs."""
    for name in ("s2", "s3", "s4", "s5"):
        for file in ("__init__.py", "exercises.py", "figures.py", "assignment.md", "data/numbers.csv"):
            tiny.write(f"assignments/{name}/{file}", (tiny.folder / file).read_text(encoding="utf-8"))
    tiny.write("assignments/s2/exercises.py", "1 / 0\n")
    tiny.change("assignments/s4/exercises.py", 'old="0.5 * "', 'old="0.7 * "')
    tiny.change("assignments/s5/exercises.py", "exercises=(VALUE, GRADIENT)", "exercises=(VALUE, 3)")
    code = (
        "from autograder.spec.course import find_course, load_others\n"
        "print([sheet.name for sheet in load_others(find_course(), 's1')])"
    )
    assert run_python(code, tiny.root).stdout == "['s3', 's4']\n"


def test_what_is_used_is_an_exercise_of_an_earlier_sheet(tiny) -> None:
    """A function of the reference that no earlier sheet asks for is a fault; what an earlier one asks for is none."""
    sheet = tiny.load()
    value, gradient = sheet.exercises
    later = replace(sheet, exercises=(replace(gradient, uses=(value.function,)),))
    first = replace(sheet, exercises=(value,))
    assert [*foreign_faults([first, later])] == []
    (fault,) = foreign_faults([later, first])
    assert fault.found == "half_square_gradient uses 'half_square', which is no earlier exercise"
