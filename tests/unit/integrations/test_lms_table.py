"""CSV files of which every cell stays as it is written."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import OperatorError
from autograder.integrations.lms.table import table_of


@given(st.lists(st.lists(st.text('ab,;"\n\r x', max_size=6), min_size=1, max_size=4), min_size=1, max_size=5))
def test_a_table_is_read_as_the_csv_module_reads_it_and_written_as_it_was(rows) -> None:
    """Whatever stands in the cells, the text is the same to the byte, and the values are those of a CSV reader."""
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    table = table_of(text.getvalue())
    assert table.text() == text.getvalue()
    if table.delimiter == ",":
        assert [table.values(number) for number in range(len(table.rows))] == rows


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("head", ['"a";b', 'a;"b"', '"a,,";b'])
def test_the_delimiter_the_mark_in_front_and_the_ends_of_lines_are_the_files_own(mark, end, head) -> None:
    """Commas within quotes delimit nothing; the mark in front belongs to no cell, quoted or not; every end is kept."""
    text = f"{mark}{head}{end}1;2,5"
    table = table_of(text)
    assert table.text() == text
    assert table.delimiter == ";"
    assert table.values(0)[0].startswith("a")
    assert table.values(1) == ["1", "2,5"]


@pytest.mark.parametrize(
    ("text", "found"), [('a,b\n"1" x,2\n', "row 2 goes on behind its quote"), ('a,b\n"1,2\n', "row 2 is never closed")]
)
def test_what_is_no_csv_is_refused(text, found) -> None:
    """A quote that does not end a cell is told with its row."""
    with pytest.raises(OperatorError, match=found):
        table_of(text)
