"""Variants of a sheet: everybody's own numbers and order of options, one set of hidden cases."""

from __future__ import annotations

from dataclasses import replace

import nbformat
import pytest

from autograder.errors import OperatorError
from autograder.generate import (
    foreign_variant,
    read_class,
    read_variants,
    secrets_of,
    student_notebook,
    variant_table,
    variants_of,
)
from autograder.generate.data import data_of
from autograder.spec import Drawn
from tests.unit.spec.test_questions import CHOICE


@pytest.fixture(scope="module")
def written(course, a01):
    """Write the variants of a class of three."""
    secrets = secrets_of([(a01, course.seeds(a01))])
    return [*variants_of(a01, course.seeds(a01), secrets, ["ada", "grace", "emmy"])]


def checks(notebook):
    """Return the visible checks of exercises."""
    return [cell.source for cell in notebook.cells if cell.id.startswith("check-")]


def test_every_student_has_a_notebook_with_other_numbers(written) -> None:
    """The variants differ, their metadata says which they are, and each lies in a folder of its own with the data."""
    notebooks = {}
    for student, variant, files in written:
        assert {name.split("/")[2] for name in files} == {student}
        assert f"student/variants/{student}/data/diabetes.csv" in files
        (content,) = [content for name, content in files.items() if name.endswith(".ipynb")]
        notebooks[variant] = nbformat.reads(content.decode(), as_version=4)
        assert notebooks[variant].metadata.secant.variant == variant
    assert len(notebooks) == 3
    one, other, _ = notebooks.values()
    assert all(mine != theirs for mine, theirs in zip(checks(one), checks(other), strict=True))


def test_a_student_keeps_the_variant(course, a01, written) -> None:
    """The name, the sheet and the secret decide; another secret gives another variant."""
    seeds = course.seeds(a01)
    assert [variant for _, variant, _ in written] == [seeds.variant_of(name) for name in ("ada", "grace", "emmy")]
    assert seeds.variant_of("ada") != replace(seeds, secret=b"another").variant_of("ada")
    assert seeds.variant_of("ada") != replace(seeds, assignment="a02").variant_of("ada")
    assert 0 < seeds.variant_of("ada") < 2**31


def test_a_variants_own_cells_are_known(grader, course, a01, written, tmp_path) -> None:
    """The visible checks of a variant do not run in grading, as everybody's do not; the result says which it is."""
    student, variant, files = written[0]
    path = tmp_path / "ada.ipynb"
    path.write_bytes(files[f"student/variants/{student}/{a01.name}.ipynb"])
    result = grader.grade(path)
    assert (result.points, result.troubles, result.variant) == (0, (), variant)
    assert variant in grader._generated
    assert len(checks(student_notebook(a01, course.seeds(a01)))) == 11


def test_options_and_drawn_data_differ_between_variants(course, a01) -> None:
    """The order of options and a drawn file are the variant's; the keys and what is fixed stay."""
    points = Drawn("data/points.csv", lambda rng: f"{rng.normal()}\n")
    sheet = replace(a01, questions=(CHOICE,), data=(points,))
    orders, drawn = set(), set()
    for variant in range(8):
        seeds = replace(course.seeds(a01), variant=variant)
        data = data_of(sheet, seeds)
        assert data_of(a01, seeds) == data_of(a01, course.seeds(a01))
        orders.add(tuple(seeds.order("first", 2)))
        drawn.add(data["data/points.csv"])
    assert len(orders) == 2
    assert len(drawn) == 8


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("student\n", "names no student"),
        ("student\nada\nAda\n", "names 'Ada' twice"),
        ("student\n../x\n", "cannot be a folder's name"),
        ("student\n.\n", "cannot be a folder's name"),
        ("student\na:b\n", "cannot be a folder's name"),
    ],
)
def test_a_class_list_that_is_none_is_refused(tmp_path, text, found) -> None:
    """It is said what is wrong with a list, and what to do."""
    path = tmp_path / "class.csv"
    path.write_text(text)
    with pytest.raises(OperatorError, match=found):
        read_class(path)


def test_the_first_column_of_a_class_list_counts(tmp_path) -> None:
    """Names are read with a byte-order mark, blanks and further columns."""
    path = tmp_path / "class.csv"
    path.write_text("\ufeffstudent,section\n ada ,1\n\nÉmilie du Châtelet,2\nx@umbc.edu\n", encoding="utf-8")
    assert read_class(path) == ("ada", "Émilie du Châtelet", "x@umbc.edu")
    with pytest.raises(OperatorError, match="cannot be read"):
        read_class(tmp_path / "none.csv")


TABLE = {"ada": 5, "adam": 6, "grace": 7}


@pytest.mark.parametrize(
    ("file", "variant", "clause"),
    [
        ("ada.ipynb", 5, None),
        ("adam_12345_a01.ipynb", 6, None),
        ("Adam/a01.ipynb", 5, "has the variant 5, that of ada, not that of adam"),
        ("grace.ipynb", 0, "has the variant 0, everybody's, not that of grace"),
        ("grace.ipynb", 9, "has the variant 9, nobody's in the table, not that of grace"),
        ("12345.ipynb", 9, None),
    ],
)
def test_a_foreign_variant_is_named(tmp_path, file, variant, clause) -> None:
    """Whose variant it is stands in the staff's table, which is read as it was written."""
    path = tmp_path / "variants.csv"
    path.write_bytes(variant_table(TABLE))
    assert read_variants(path) == TABLE
    assert foreign_variant(file, variant, TABLE) == clause


def test_another_table_is_refused(tmp_path) -> None:
    """A file that is no table of variants is named, with what to give."""
    path = tmp_path / "variants.csv"
    path.write_text("name,points\nada,5\n")
    with pytest.raises(OperatorError, match=r"staff/variants\.csv"):
        read_variants(path)
