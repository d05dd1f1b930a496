"""Archives: what is honest in them is taken out, what is not is refused with one sentence each."""

from __future__ import annotations

import io
import os
import stat
import struct
import tracemalloc
import zipfile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from autograder.records import Member, Refusal
from autograder.submission import archive, handed_in
from autograder.submission.archive import NEITHER, PassedOver, passed_over

HONEST = ("right.py", b"x = 1\n")


@pytest.fixture
def pack(tmp_path):
    """Return a function that writes an archive of (name, content) or (ZipInfo, content)."""

    def write(*entries, name="class.zip", method=zipfile.ZIP_DEFLATED):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", method) as packed:
            for entry, content in entries:
                packed.writestr(entry, content)
        return path

    return write


def taken(path):
    """Return what was taken out, by name: contents, sentences where it was refused; not what is passed over."""
    found = {}
    for each in handed_in(path):
        if isinstance(each, PassedOver) and each.message.key == NEITHER:
            continue
        if isinstance(each, Member):
            found[each.name] = each.content
        else:
            assert isinstance(each, Refusal)
            assert each.reason.endswith(".")
            assert "; " in each.reason
            assert (each.submission + each.reason).isprintable()
            found[each.submission] = each.reason
    return found


def entry(name, *, mode=0, attributes=None, method=zipfile.ZIP_DEFLATED):
    info = zipfile.ZipInfo("any.py")
    info.filename = info.orig_filename = name
    info.external_attr = attributes if attributes is not None else mode << 16
    info.create_system = 3
    info.compress_type = method
    return info


def test_notebooks_and_scripts_are_taken_out(pack) -> None:
    """Every notebook and script within is found, in folders, too; all other files and leftovers are passed over."""
    path = pack(
        ("a.py", b"1"),
        ("class/Jane Doe_7/b.IPYNB", b"2"),
        ("grün/数.py", b"3"),
        ("class/", b""),
        ("data.csv", b"4"),
        ("letter.pdf", b"5"),
        ("__MACOSX/class/._a.py", b"6"),
        ("class/.ipynb_checkpoints/b-checkpoint.ipynb", b"7"),
    )
    names = {"class.zip/a.py": b"1", "class.zip/class/Jane Doe_7/b.IPYNB": b"2", "class.zip/grün/数.py": b"3"}
    assert taken(path) == names


def test_what_is_passed_over_is_told_last(pack) -> None:
    """Other files come after what is graded, by name; what is hidden, or what systems leave behind, does not."""
    left = (".OTTER_LOG", "ada/.DS_Store", "__MACOSX/._b", ".git/config", "x/__pycache__/a.pyc", "desktop.ini")
    path = pack(("essay.txt", b"1"), *((name, b"2") for name in left), HONEST, ("ada/b.pdf", b"3"))
    first, *others = handed_in(path)
    assert first == Member("class.zip/right.py", b"x = 1\n")
    assert others == [passed_over(f"class.zip/{name}", NEITHER) for name in ("essay.txt", "ada/b.pdf")]


@pytest.mark.parametrize("name", ["class.zip", "class.ipynb", "class"])
def test_an_archive_is_known_by_its_content(pack, tmp_path, name) -> None:
    """An archive is one whatever it is called, and what is only called one is a file."""
    assert [*taken(pack(HONEST, name=name)).values()] == [b"x = 1\n"]
    other = tmp_path / "other.zip"
    other.write_bytes(b"x = 1\n" + pack(HONEST).read_bytes())
    assert [*handed_in(other)] == [other]


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/etc/passwd"), lambda _: None])
def test_what_is_no_file_is_left_to_the_reader(tmp_path, make) -> None:
    """A pipe, a link and nothing at all are no archives, and are not waited for."""
    path = tmp_path / "class.zip"
    make(path)
    assert [*handed_in(path)] == [path]


LEADS_OUT, CONTROLS = "leads out of the archive", "control characters or backslashes"
REFUSED = {
    "up": (entry("../../up.py"), LEADS_OUT),
    "up in the middle": (entry("a/../../up.py"), LEADS_OUT),
    "absolute": (entry("/etc/cron.d/up.py"), LEADS_OUT),
    "a drive": (entry("C:/up.py"), LEADS_OUT),
    "a drive, bare": (entry("c:up.py"), LEADS_OUT),
    "backslashes": (entry("..\\up.py"), CONTROLS),
    "an escape": (entry("\x1b[2J.py"), CONTROLS),
    "a line end": (entry("a\n::error::b.py"), CONTROLS),
    "right to left": (entry("a\u202eyp.py"), CONTROLS),
    "a zero": (entry("up.py\0.txt"), CONTROLS),
    "a link": (entry("link.py", mode=stat.S_IFLNK | 0o777), "is a link; pack"),
    "a device": (entry("zero.py", mode=stat.S_IFCHR | 0o666), "is no regular file"),
    "a pipe": (entry("pipe.py", mode=stat.S_IFIFO | 0o666), "is no regular file"),
    "a socket": (entry("socket.py", mode=stat.S_IFSOCK | 0o666), "is no regular file"),
    "an archive": (entry("more.zip"), "an archive within an archive"),
    "an archive of another kind": (entry("more.tar.GZ"), "an archive within an archive"),
    "packed otherwise": (entry("b.py", method=zipfile.ZIP_BZIP2), "packed in a way that is not read here"),
    "packed tightly": (entry("b.py", method=zipfile.ZIP_LZMA), "packed in a way that is not read here"),
}


@pytest.mark.parametrize(("info", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_honest_is_refused_and_the_rest_taken_out(pack, info, words) -> None:
    """An entry whose name or kind is not a plain file's is refused in one sentence; the file beside it is graded."""
    found = taken(pack((info, b"content"), HONEST))
    assert found.pop("class.zip/right.py") == b"x = 1\n"
    (sentence,) = found.values()
    assert words in sentence


def test_encrypted_entries_are_refused(pack) -> None:
    """An entry that its directory calls encrypted is refused, and the file beside it is graded."""
    path = pack(("secret.py", b"x"), HONEST)
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\1\2")
    content[at + 8] |= 1
    path.write_bytes(content)
    found = taken(path)
    assert "is encrypted; pack it again without a password." in found["class.zip/secret.py"]
    assert found["class.zip/right.py"] == b"x = 1\n"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_duplicates_are_refused(pack) -> None:
    """Of two entries of one name neither is graded: nobody knows which one was meant."""
    path = pack(("a.py", b"1"), HONEST, ("a.py", b"2"))
    found = taken(path)
    assert len([*handed_in(path)]) == 3
    assert "more than once" in found["class.zip/a.py"]
    assert found["class.zip/right.py"] == b"x = 1\n"


def test_an_archive_within_is_known_by_its_content(pack) -> None:
    """An archive that is called a notebook is one within an archive all the same."""
    inner = pack(HONEST, name="inner.zip").read_bytes()
    assert "an archive within an archive" in taken(pack(("a.ipynb", inner), HONEST))["class.zip/a.ipynb"]


def test_bombs_are_refused_unopened(pack, monkeypatch) -> None:
    """An entry that is too large, or too well packed, is refused by its declaration without unpacking."""
    path = pack(("zeros.py", b"\0" * (60 << 20)), ("ratio.py", b"\0" * (4 << 20)), HONEST)
    opened = []
    monkeypatch.setattr(archive, "_unpack", lambda *given, own=archive._unpack: opened.append(given[1]) or own(*given))
    tracemalloc.start()
    found = taken(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "is too large (63 MB, at most 50 MB)" in found["class.zip/zeros.py"]
    assert "unpacks to more than 200 times its size" in found["class.zip/ratio.py"]
    assert found["class.zip/right.py"] == b"x = 1\n"
    assert peak < 4 << 20


def test_a_bomb_that_lies_about_its_size_is_stopped(pack) -> None:
    """An entry that unpacks to more than it says is damaged, and no more than it says is unpacked."""
    path = pack(("lies.py", os.urandom(1 << 10) * (8 << 10)), HONEST)
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        at = content.index(mark) + offset
        content[at : at + 4] = struct.pack("<I", 1000)
    path.write_bytes(content)
    tracemalloc.start()
    found = taken(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found["class.zip/lies.py"] == "is damaged within the archive; pack it again."
    assert found["class.zip/right.py"] == b"x = 1\n"
    assert peak < 4 << 20


def test_all_files_together_are_bounded(pack, monkeypatch) -> None:
    """When an archive has unpacked to its limit, what comes after is refused."""
    monkeypatch.setattr(archive, "MAX_UNPACKED", 3 << 30 >> 20)
    big = os.urandom(2000)
    found = taken(pack(("a.py", big), ("b.py", big), ("c.py", b"c")))
    assert found["class.zip/a.py"] == big
    assert "of other files; hand it in by itself" in found["class.zip/b.py"]
    assert found["class.zip/c.py"] == b"c"


def test_too_many_entries_are_refused(pack) -> None:
    """More than 20,000 entries are refused in one sentence; that many are looked at."""
    many = [(f"{number}.txt", b"") for number in range(20_000)]
    path = pack(*many[1:], HONEST)
    assert taken(path) == {"class.zip/right.py": b"x = 1\n"}
    found = taken(pack(*many, HONEST))
    assert found == {"class.zip": "is an archive of more than 20000 files; hand in the notebooks alone."}


def test_a_directory_without_end_is_not_read(pack) -> None:
    """A directory larger than 20,000 files need is refused before it is read."""
    path = pack(*((("x" * 60_000) + f"{number}.txt", b"") for number in range(200)), HONEST)
    tracemalloc.start()
    assert taken(path) == {"class.zip": "is a damaged archive; pack it again."}
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1 << 20


def test_damage_costs_what_is_damaged(pack) -> None:
    """A damaged entry is refused by itself; an archive without its end as a whole."""
    path = pack(("a.py", os.urandom(5000)), HONEST)
    content = bytearray(path.read_bytes())
    content[2000] ^= 0xFF
    path.write_bytes(content)
    found = taken(path)
    assert found["class.zip/a.py"] == "is damaged within the archive; pack it again."
    assert found["class.zip/right.py"] == b"x = 1\n"
    path.write_bytes(content[:-40])
    assert taken(path) == {"class.zip": "is a damaged archive; pack it again."}


@pytest.mark.parametrize("entries", [[], [("data.csv", b"1")], [("__MACOSX/a.py", b"1")]], ids=["none", "data", "mac"])
def test_an_archive_of_nothing_says_so(pack, entries) -> None:
    """An archive without anything to grade is refused with what to hand in."""
    words = "is an archive without a notebook or a script; hand in the sheet's notebook."
    assert taken(pack(*entries)) == {"class.zip": words}


def test_a_long_name_is_cut(pack) -> None:
    """A name of thousands of letters is shown with its beginning and its end."""
    (name,) = taken(pack(("d/" * 3000 + "a.py", b"1")))
    assert len(name) < 250
    assert name.endswith("/a.py")


def test_one_member_is_in_memory_at_a_time(pack) -> None:
    """Of many large files only the one that is being graded is held."""
    path = pack(*((f"{number}.py", os.urandom(1 << 20)) for number in range(16)), method=zipfile.ZIP_STORED)
    tracemalloc.start()
    count = sum(1 for _ in handed_in(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 16
    assert peak < 6 << 20


def whole():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(3):
            packed.writestr(f"d/{number}.ipynb", b"{}" * 50)
    return file.getvalue()


WHOLE = whole()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=6), st.integers(0, 40))
@example([(184, 0)], 0)  # an extra field that ends in the middle, which zipfile looks up beyond
def test_any_bytes_are_taken_out_or_refused(tmp_path, changes, cut) -> None:
    """Whatever is changed in an archive, what comes of it are members and sentences."""
    content = bytearray(WHOLE)
    for at, value in changes:
        content[at] = value
    path = tmp_path / "class.zip"
    path.write_bytes(content[: len(content) - cut])
    for each in handed_in(path):
        assert isinstance(each, Member | Refusal) or each == path
