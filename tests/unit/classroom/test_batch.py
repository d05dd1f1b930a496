"""A batch: what was handed in is kept first, and what has no result yet is graded and written down at once."""

from __future__ import annotations

import gc
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from autograder.classroom import batch
from autograder.classroom.batch import Handed, is_final, results_for, take_in
from autograder.classroom.grader import GIVEN_UP
from autograder.gradebook import intake, results, tables
from autograder.records import Member, Outcome, Refusal
from autograder.submission import read
from autograder.words import refusal
from tests.unit.classroom.gradebooks import edition, result


class Pool:
    """Grades every file as it is told to, and notes which."""

    def __init__(self, graded=None):
        self.graded, self.names = graded or {}, []

    def __call__(self, files):
        for content, member in files:
            self.names.append(member.name)
            yield content, self.graded.get(member.name, result(f=len(member.content)))


class Bytes(bytes):
    """A content that counts how many there are in memory."""

    alive = most = 0

    def __new__(cls, content):
        cls.alive += 1
        cls.most = max(cls.most, cls.alive)
        return super().__new__(cls, content)

    def __del__(self):
        Bytes.alive -= 1


@pytest.fixture
def kept(book):
    """Return a function that keeps contents; it returns the names by content."""

    def keep(*names):
        files = [Member(f"{name}.py", name.encode()) for name in names]
        return {handed.given: handed.name for handed in take_in(book, files)}

    return keep


@pytest.fixture
def grade(book, school):
    """Return a function that grades contents by a pool; it returns what is yielded, by name."""

    def run(names, pool, *, note=lambda _db, _content, _number: None, again=False, key=""):
        number = school.begin(key=key)
        found = results_for(book, number, edition(key=key), names, pool, note, again=again)
        return [(names[content], result, is_new) for content, result, is_new in found]

    return run


def rows(book, table):
    with book.reading() as db:
        return db.scalar(select(func.count()).select_from(table))


def test_files_are_kept_in_their_order(book, tmp_path) -> None:
    """A path, a member and a refusal each have their place; what can be read is in the gradebook, byte by byte."""
    path = tmp_path / "a.ipynb"
    path.write_bytes(b"\0\xff{}")
    refusal = Refusal("zip/c.py", "is a link.")
    first, second, third = take_in(book, [path, Member("zip/b.py", b"x = 1"), refusal])
    assert [first.name, second.name] == ["a.ipynb", "zip/b.py"]
    assert third == Handed("zip/c.py", refusal)
    with book.reading() as db:
        assert [intake.content_of(db, each.given) for each in (first, second)] == [b"\0\xff{}", b"x = 1"]


def test_what_cannot_be_read_costs_that_file_alone(book, tmp_path, monkeypatch) -> None:
    """A file that is not there, a folder and one that is too large are refused by name; the others are kept."""
    monkeypatch.setattr(read, "MAX_BYTES", 100)
    for name, size in (("large.py", 101), ("right.py", 100)):
        (tmp_path / name).write_bytes(b"#" * size)
    files = [tmp_path / name for name in ("none.py", "large.py", "right.py")]
    *refused, right = take_in(book, [tmp_path, *files])
    assert [each.given.submission for each in refused] == [tmp_path.name, "none.py", "large.py"]
    for each, words in zip(refused, ("is a folder", "cannot be opened", "is too large"), strict=True):
        assert each.given.reason.startswith(words)
    assert isinstance(right.given, str)
    assert rows(book, tables.contents) == 1


def test_a_content_is_kept_once(book) -> None:
    """However many have handed it in, in one transaction or in several, there is one row and one key."""
    files = [Member(f"{number}.py", b"x = 1") for number in range(3)]
    keys = {handed.given for _ in range(2) for handed in take_in(book, files)}
    assert len(keys) == rows(book, tables.contents) == 1


def test_files_are_not_in_memory_together(book) -> None:
    """While one is kept the next is read, and no third one is there, over the bounds of a transaction, too."""
    count = 2 * batch.TOGETHER + 1
    found = [*take_in(book, (Member(f"{number}.py", Bytes(b"%d" % number)) for number in range(count)))]
    gc.collect()
    assert [each.name for each in found] == [f"{number}.py" for number in range(count)]
    assert rows(book, tables.contents) == count
    assert Bytes.most <= 2


def test_what_is_yielded_was_kept(book) -> None:
    """Of files that come without end the first ones are there when they are told, and nothing waits for the rest."""

    def endless():
        number = 0
        while True:
            yield Member(f"{number}.py", b"%d" % number)
            number += 1

    taken = take_in(book, endless())
    first = next(taken)
    with book.reading() as db:
        assert intake.content_of(db, first.given) == b"0"
    assert rows(book, tables.contents) == batch.TOGETHER


def test_what_has_a_result_is_not_graded(kept, grade, monkeypatch) -> None:
    """The known ones come first, with their old numbers; the others are graded, one after another."""
    monkeypatch.setattr(batch, "TOGETHER", 2)
    old = {name: number for name, number, _ in grade(kept("b", "dd", "eee"), Pool())}
    pool = Pool()
    found = grade(kept("a", "b", "cc", "dd", "eee"), pool)
    assert [(name, is_new) for name, _, is_new in found] == [
        ("b.py", False), ("dd.py", False), ("eee.py", False), ("a.py", True), ("cc.py", True),
    ]  # fmt: skip
    assert {name: number for name, number, is_new in found if not is_new} == old
    assert pool.names == ["a.py", "cc.py"]


def test_where_all_is_known_no_pool_is_begun(kept, grade) -> None:
    """A pool that is asked for nothing does not start its processes."""
    names = kept("a", "b")
    grade(names, Pool())
    assert [is_new for _, _, is_new in grade(names, None)] == [False, False]
    assert grade({}, None) == []


def test_another_form_of_the_sheet_and_again_grade_all(kept, grade, book) -> None:
    """A result by another form is none; told to, everything is graded once more, and the old results stay."""
    names, pool = kept("a", "b"), Pool()
    grade(names, pool)
    grade(names, pool, key="other")
    assert [is_new for _, _, is_new in grade(names, pool, again=True)] == [True, True]
    assert pool.names == ["a.py", "b.py"] * 3
    assert rows(book, tables.results) == 6


def test_a_file_is_loaded_when_it_is_asked_for(kept, grade, monkeypatch) -> None:
    """A pool that grades one after another has one file at a time, however many there are."""
    loaded, content_of = [], intake.content_of
    monkeypatch.setattr(intake, "content_of", lambda db, key: loaded.append(key) or content_of(db, key))

    def pool(files):
        for number, (content, _) in enumerate(files, 1):
            assert len(loaded) == number
            yield content, result(f=1)

    assert len(grade(kept("a", "b", "c"), pool)) == len(loaded) == 3


def test_a_result_is_written_down_before_it_is_told(kept, school, book) -> None:
    """Whoever stops after one result finds that one, and noted for whom it counts; the rest is graded the next time."""
    names, noted = kept("a", "b", "c"), []
    found = results_for(book, school.begin(), edition(), names, Pool(), lambda *told: noted.append(told[1:]))
    content, number, _ = next(found)
    found.close()
    assert noted == [(content, number)]
    with book.reading() as db:
        assert results.load(db, number, "a.py") == replace(result(f=1), submission="a.py")
    assert rows(book, tables.results) == 1
    pool = Pool()
    assert [is_new for *_, is_new in results_for(book, school.begin(), edition(), names, pool, lambda *_: None)] == [
        False, True, True,
    ]  # fmt: skip
    assert pool.names == ["b.py", "c.py"]


@pytest.mark.parametrize("is_known", [False, True])
def test_a_result_and_what_is_noted_of_it_are_kept_together_or_not_at_all(kept, school, book, is_known) -> None:
    """A run that ends between the two has neither, for what is graded now and for what has a result already."""
    names = kept("a")
    (content,) = names
    if is_known:
        assert len([*results_for(book, school.begin(), edition(), names, Pool(), lambda *_: None)]) == 1
    key, run = school.key("ada"), school.begin()
    with book.writing() as db:
        submission = intake.hand_in(db, run, key, "s1", "a.py", content)

    def note(db, _content, number, *, fails=True):
        results.count(db, submission, number, run)
        if fails:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        next(results_for(book, run, edition(), names, Pool(), note))
    assert (rows(book, tables.results), rows(book, tables.counted)) == (int(is_known), 0)
    next(results_for(book, run, edition(), names, Pool(), lambda *told: note(*told, fails=False)))
    assert (rows(book, tables.results), rows(book, tables.counted)) == (1, 1)


@pytest.mark.parametrize(
    ("graded", "final"),
    [
        (refusal("a.py", GIVEN_UP), False),
        (result(f=1, outcome=Outcome.BROKEN), False),
        (Refusal("a.py", "is empty."), True),
        (result(f=1, outcome=Outcome.CRASHED), True),
    ],
)
def test_what_is_our_fault_is_tried_again(kept, grade, graded, final) -> None:
    """A grader that gave up and a check that broke are graded once more; what is the file's fault is not."""
    assert is_final(graded) is final
    names = kept("a")
    assert len(grade(names, Pool({"a.py": graded}))) == 1
    pool = Pool()
    ((_, _, is_new),) = grade(names, pool)
    assert is_new is not final
    assert pool.names == ([] if final else ["a.py"])
