"""Opening a gradebook: what is made, what is refused, and what is said."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, select, text
from sqlalchemy.exc import OperationalError

from autograder.errors import OperatorError
from autograder.gradebook import Gradebook
from autograder.gradebook import book as module
from autograder.gradebook.book import HEAD
from autograder.gradebook.tables import metadata, students
from autograder.resources import ENGINE


def names(book):
    with book.reading() as db:
        return sorted(db.scalars(select(students.c.name)))


def add(book, name, then=lambda: None):
    with book.writing() as db:
        db.execute(insert(students).values(key=name, name=name))
        then()


def test_what_was_written_is_there_when_it_is_opened_again(place) -> None:
    """A book that is closed and opened has what was kept, and none of what was not."""
    with Gradebook(place) as book:
        add(book, "ada")
        with pytest.raises(ZeroDivisionError):
            add(book, "bob", lambda: 1 / 0)
    with Gradebook(place) as book:
        assert names(book) == ["ada"]


def test_the_migrations_make_the_tables_that_the_code_knows(book) -> None:
    """Alembic sees no difference between the tables that were made and those of `tables`; the newest is the head."""
    with book.reading() as db:
        assert compare_metadata(MigrationContext.configure(db), metadata) == []
        assert db.scalar(text("SELECT version_num FROM alembic_version")) == HEAD
    scripts = ScriptDirectory(str(ENGINE / "gradebook" / "migrations"))
    assert scripts.get_heads() == [HEAD]


def test_an_older_form_is_brought_to_the_newest(place) -> None:
    """A book of the first form has the later tables once it is opened, and all that was in it."""
    with Gradebook(place) as book:
        add(book, "ada")
        with book.writing() as db:
            db.execute(text("DROP TABLE reveals"))
            db.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with Gradebook(place) as book:
        assert names(book) == ["ada"]
        with book.reading() as db:
            assert compare_metadata(MigrationContext.configure(db), metadata) == []
            assert db.scalar(text("SELECT version_num FROM alembic_version")) == HEAD


def test_two_that_open_it_first_make_it_once(place) -> None:
    """Eight threads that open a book that is not there yet all find its tables."""
    found, together = [], threading.Barrier(8)

    def open_it(number):
        together.wait()
        with Gradebook(place) as book:
            add(book, str(number))
        found.append(number)

    threads = [threading.Thread(target=open_it, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [*range(8)]
    with Gradebook(place) as book:
        assert names(book) == [str(number) for number in range(8)]


def test_a_newer_form_is_refused(place) -> None:
    """What a later version has written is not touched, and it is said what to do."""
    with Gradebook(place) as book, book.writing() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(OperatorError, match=r"was written by a newer Secant \(form 9999\); update Secant"):
        Gradebook(place)


def test_nobody_else_may_read_the_file(tmp_path) -> None:
    """The file and what SQLite puts beside it are the owner's alone, whatever the mask and whatever they were."""
    before = os.umask(0)
    try:
        with Gradebook(tmp_path / "class" / "book.sqlite") as book:
            add(book, "ada")
            files = [*(tmp_path / "class").iterdir()]
            assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
            assert len(files) == 3  # the file, its log and the log's index
    finally:
        os.umask(before)
    (tmp_path / "class" / "book.sqlite").chmod(0o644)
    Gradebook(tmp_path / "class" / "book.sqlite").close()
    assert stat.S_IMODE((tmp_path / "class" / "book.sqlite").stat().st_mode) == 0o600


def test_a_log_is_written_ahead(tmp_path) -> None:
    """The file is in the mode in which readers and a writer do not wait for each other."""
    Gradebook(tmp_path / "book.sqlite").close()
    with sqlite3.connect(tmp_path / "book.sqlite") as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    plain.close()


MOUNTS = r"""22 1 8:1 / / rw - ext4 /dev/sda1 rw
23 22 0:20 / /home rw,relatime shared:3 - nfs4 server:/home rw
24 23 8:2 / /home/local\040disk rw - xfs /dev/sdb1 rw
25 22 0:21 / /homes rw - cifs //server/homes rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/book.sqlite", "ext4"),
        ("/home/ada/book.sqlite", "nfs4"),
        ("/home/local disk/book.sqlite", "xfs"),
        ("/homes/book.sqlite", "cifs"),
        ("/homestead/book.sqlite", "ext4"),
    ],
)
def test_the_file_system_is_that_of_the_innermost_mount(path, kind) -> None:
    """Of the kernel's list the longest path that leads there counts, whole names and escapes minded."""
    assert module._file_system(Path(path), MOUNTS) == kind


def test_a_network_file_system_is_refused(tmp_path, monkeypatch) -> None:
    """Where SQLite's locks do not hold no book is opened, and the ways out are told."""
    monkeypatch.setattr(module, "_file_system", lambda _: "nfs4")
    with pytest.raises(OperatorError, match=r"lies on a network file system \(nfs4\).*--gradebook, or PostgreSQL"):
        Gradebook(tmp_path / "book.sqlite")
    assert not (tmp_path / "book.sqlite").exists()


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("mysql://root:secret@host/name", r"mysql://root:\*\*\*@host/name: is no PostgreSQL; name a file"),
        ("postgresql://a:secret@host:x/name", r"postgresql://a:\*\*\*@host:x/name: is no address"),
        ("postgresql://a:secret@127.0.0.1:1/name", r"a:\*\*\*@127.0.0.1:1/name: does not answer"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(place, sentence) -> None:
    """Other databases, no addresses and servers that do not answer get a sentence each."""
    with pytest.raises(OperatorError, match=sentence) as told:
        Gradebook(place)
    assert "secret" not in str(told.value)


def test_a_file_that_is_none_is_left_alone(tmp_path) -> None:
    """A text, a folder and a place that cannot be written to are refused, and stay as they were."""
    path = tmp_path / "book.sqlite"
    path.write_text("Dear diary, this is long enough to be read.")
    with pytest.raises(OperatorError, match="is no gradebook; name another file"):
        Gradebook(path)
    assert path.read_text().startswith("Dear diary")
    for place in (tmp_path, path / "below"):
        with pytest.raises(OperatorError, match="cannot keep the gradebook there"):
            Gradebook(place)


def test_a_damaged_file_is_told(tmp_path) -> None:
    """A book whose pages are noise is no crash."""
    path = tmp_path / "book.sqlite"
    with Gradebook(path) as book:
        add(book, "ada")
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    with pytest.raises(OperatorError, match=r"is damaged .*; put back a copy"):
        Gradebook(path)


FULL = """
import resource, sys
from pathlib import Path
from sqlalchemy import insert
from autograder.errors import OperatorError
from autograder.gradebook import Gradebook
from autograder.gradebook.tables import contents
with Gradebook(sys.argv[1]) as book:
    kept = 0
    try:
        while True:
            with book.writing() as db:
                db.execute(insert(contents).values(digest=str(kept), packed=b"a" * 50_000, size=1))
            kept += 1
    except OperatorError as error:
        print(kept, error)
"""


@pytest.mark.parametrize("kind", ["limit", "disk"])
def test_what_was_written_before_the_disk_was_full_is_kept(tmp_path, kind) -> None:
    """With no room left it is said what to do, and every transaction that had ended is there afterwards."""
    place = tmp_path / "disk"
    place.mkdir()
    command = [sys.executable, "-c", FULL, str(place / "book.sqlite")]
    if kind == "limit":
        size = 1 << 20
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        )
        kept_at = place / "book.sqlite"
    else:
        inner = 'mount -t tmpfs -o size=1m none "$0" && "${@:2}"; status=$?; cp "$0"/* "$1" && exit $status'
        (tmp_path / "kept").mkdir()
        apart = ["unshare", "--user", "--map-root-user", "--mount"]
        if not shutil.which("unshare") or subprocess.run([*apart, "true"], check=False, capture_output=True).returncode:
            pytest.skip("no disk of its own can be made here")
        done = subprocess.run(
            [*apart, "bash", "-c", inner, str(place), str(tmp_path / "kept"), *command],
            capture_output=True,
            text=True,
            check=True,
        )
        kept_at = tmp_path / "kept" / "book.sqlite"
    count, _, sentence = done.stdout.partition(" ")
    assert "cannot be written (" in sentence
    assert "make room on the disk, then run the same command again: what was graded is kept." in sentence
    with Gradebook(kept_at) as book, book.reading() as db:
        assert db.scalar(text("SELECT count(*) FROM contents")) == int(count) > 5


def test_another_writer_is_waited_for_and_then_told(tmp_path, monkeypatch) -> None:
    """Whoever finds the book locked for too long says so; nothing is lost."""
    monkeypatch.setattr(module, "WAIT", 0.1)
    with Gradebook(tmp_path / "book.sqlite") as one, Gradebook(tmp_path / "book.sqlite") as two, one.writing() as db:
        db.execute(insert(students).values(key="ada", name="ada"))
        with pytest.raises(OperatorError, match="another run has been writing") as told:
            add(two, "bob")
        assert isinstance(told.value.__cause__, OperationalError)
    with Gradebook(tmp_path / "book.sqlite") as book:
        assert names(book) == ["ada"]


def test_two_that_write_at_once_lose_nothing(place) -> None:
    """Four processes' worth of threads add two hundred rows in small transactions, and all are there."""

    def write(name):
        with Gradebook(place) as book:
            for number in range(50):
                add(book, f"{name}{number:02}")

    with Gradebook(place):
        threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    with Gradebook(place) as book:
        assert names(book) == sorted(f"{name}{number:02}" for name in "abcd" for number in range(50))
