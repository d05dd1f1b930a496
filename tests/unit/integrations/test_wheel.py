"""The wheel that is made from what is installed."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import zipfile

from autograder.generate.archive import packed
from autograder.integrations.wheel import engine_wheel
from autograder.resources import ENGINE


def test_the_wheel_is_whole_and_tells_the_truth() -> None:
    """Every file of the engine, the lecture and the templates is in it, and its record has each with its digest."""
    name, content = engine_wheel()
    assert name.startswith("secant-")
    assert name.endswith("-py3-none-any.whl")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        files = {each: archive.read(each) for each in archive.namelist()}
    (record,) = [each for each in files if each.endswith("/RECORD")]
    listed = {row[0]: row[1:] for row in csv.reader(io.StringIO(files[record].decode()))}
    assert listed.keys() == files.keys()
    for each, (digest, size) in listed.items():
        if each != record:
            found = base64.urlsafe_b64encode(hashlib.sha256(files[each]).digest()).rstrip(b"=").decode()
            assert (digest, size) == (f"sha256={found}", str(len(files[each])))
    sources = {f"autograder/{path.relative_to(ENGINE).as_posix()}" for path in ENGINE.rglob("*.py")}
    assert {each for each in sources if "_resources" not in each} <= files.keys()
    for each in ("reference/mlp.py", "assignments/a03_losses_and_networks/data/breast_cancer.csv"):
        assert f"autograder/_resources/{each}" in files
    assert not any("__pycache__" in each for each in files)
    assert b"secant = autograder.cli:main" in files[record.replace("RECORD", "entry_points.txt")]


def test_archives_are_reproducible_and_know_their_programs() -> None:
    """The order in which files are given does not matter; programs can be run after unpacking."""
    one, other = packed({"a": b"1", "b": b"2"}, ("b",)), packed({"b": b"2", "a": b"1"}, ("b",))
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        modes = {entry.filename: entry.external_attr >> 16 & 0o777 for entry in archive.infolist()}
    assert modes == {"a": 0o644, "b": 0o755}
