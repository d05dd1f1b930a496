"""The terms of a release: what they are made of, and how a difference is said."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest

from autograder.errors import OperatorError
from autograder.generate.releases import Terms, addenda, changes, latest, terms_in, terms_of
from autograder.spec.seeds import Seeds

OLD = Terms(
    {"f": "x", "g": "x, y=1"}, {"f": 2, "g": 1, "q": 1}, {"f": ["reference 1"]}, {"f": {"a": "1"}}, {"q": ["no"]}
)
CHANGED = {
    "a new one": (replace(OLD, points={**OLD.points, "h": 3}), "`h` is new (3 points)."),
    "one less": (replace(OLD, points={"f": 2, "g": 1}), "`q` is left out (1 point)."),
    "points": (replace(OLD, points={**OLD.points, "f": 1}), "`f` is worth 1 point, no longer 2 points."),
    "signature": (replace(OLD, signatures={"f": "x, z", "g": "x, y=1"}), "`f(x)` is now `f(x, z)`."),
    "default": (replace(OLD, signatures={"f": "x", "g": "x, y=2"}), "`g(x, y=1)` is now `g(x, y=2)`."),
    "check": (replace(OLD, checks={"f": ["gradient 2"]}), "`f` is judged by gradient 2, no longer by reference 1."),
    "new case": (replace(OLD, cases={"f": {"a": "1", "b": "2"}}), "`f` is tried on a new case, “b”."),
    "case left out": (replace(OLD, cases={"f": {}}), "`f` is no longer tried on the case “a”."),
    "other numbers": (replace(OLD, cases={"f": {"a": "2"}}), "The case “a” of `f` has other numbers."),
    "keys": (replace(OLD, keys={"q": ["yes"]}), "The answers that `q` offers are others."),
}


@pytest.mark.parametrize(("new", "sentence"), CHANGED.values(), ids=CHANGED)
def test_every_change_of_the_terms_is_a_sentence(new, sentence) -> None:
    """One thing that is not as it was gives one sentence, and nothing else is said."""
    assert list(changes(OLD, new)) == [sentence]
    assert list(changes(new, new)) == []


def test_terms_are_those_of_the_sheet_and_know_no_secret(tiny) -> None:
    """Signatures without annotations, points, checks and digests of the cases; another secret gives the same."""
    sheet = tiny.load()
    terms = terms_of(sheet, Seeds(b"one", "s1"))
    assert terms.signatures == {"half_square": "x, scale=2.0", "half_square_gradient": "x, scale=2.0"}
    assert terms.points == {"half_square": 2, "half_square_gradient": 3}
    assert list(terms.cases["half_square"]) == ["three numbers", "integers"]
    assert terms == terms_of(sheet, Seeds(b"another", "s1"))


def test_a_case_that_is_drawn_otherwise_has_another_digest(tiny) -> None:
    """The digest looks at what the case draws: other sizes are other terms."""
    before = terms_of(tiny.load(), Seeds(b"one", "s1"))
    tiny.change("assignments/s1/exercises.py", "rng.integers(1, 9, 2), 3.0", "rng.integers(1, 9, 3), 3.0")
    after = terms_of(tiny.load(), Seeds(b"one", "s1"))
    assert list(changes(before, after)) == ["The case “integers” of `half_square` has other numbers."]


def test_releases_are_numbered_by_their_files(tmp_path) -> None:
    """The last number counts as a number; addenda come in their order, and a damaged release is said to be one."""
    assert latest(tmp_path) == 0
    folder = tmp_path / "releases"
    folder.mkdir()
    for name in ("1.json", "10.zip", "9.json", "notes.json", "addendum-10.md", "addendum-2.md"):
        (folder / name).write_text("{}")
    assert latest(tmp_path) == 10
    assert [path.name for path in addenda(tmp_path)] == ["addendum-2.md", "addendum-10.md"]
    with pytest.raises(OperatorError, match=r"10\.json: cannot be read as a release"):
        terms_in(tmp_path, 10)


@pytest.mark.parametrize(
    "damaged",
    [
        "[]",
        "3",
        '{"cases": 1}',
        json.dumps({**asdict(OLD), "points": {"f": "2"}}),
        json.dumps({**asdict(OLD), "cases": 1}),
        json.dumps({**asdict(OLD), "checks": {}}),
    ],
)
def test_damaged_terms_are_told_in_a_sentence(tmp_path, damaged) -> None:
    """Whatever stands in the file, it is refused with what to do, and nothing is compared with it."""
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "1.json").write_text(damaged)
    with pytest.raises(OperatorError, match=r"1\.json: cannot be read as a release .*; take it back"):
        terms_in(tmp_path, 1)
