"""The cell that carries a sheet's data."""

from __future__ import annotations

import pytest

from autograder.generate.data import MOST, carried


@pytest.mark.parametrize(
    "content",
    [
        b"a,b\n1,2\n",
        b"a,b\r\n1,2\r\n",
        "µ,é\n1,2".encode(),
        b"",
        b'"quoted"',
        b'a """b""" c\n',
        b"back\\slash\\n\n",
        b"tab\tand\x1bescape\n",
    ],
)
def test_the_file_is_laid_down_to_the_byte_where_it_is_missing(tmp_path, monkeypatch, content) -> None:
    """In an empty folder the cell writes what the staff has; run again, or where a file lies, it changes nothing."""
    monkeypatch.chdir(tmp_path)
    cell = carried({"data/table.csv": content, "top.txt": b"x"})
    exec(cell)  # noqa: S102 - what students run
    assert (tmp_path / "data" / "table.csv").read_bytes() == content
    assert (tmp_path / "top.txt").read_bytes() == b"x"
    (tmp_path / "data" / "table.csv").write_bytes(b"mine")
    exec(cell)  # noqa: S102
    assert (tmp_path / "data" / "table.csv").read_bytes() == b"mine"


@pytest.mark.parametrize("data", [{}, {"data/x.npy": b"\x93NUMPY\xff"}, {"data/x.csv": b"1" * (MOST + 1)}])
def test_what_a_notebook_should_not_carry_is_left_beside_it(data) -> None:
    """No data, no text, or too much of it makes no cell."""
    assert carried(data) == ""
