"""Extensions and accommodations: read from spreadsheets, refused with all bad lines; the longest one holds."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from autograder.errors import OperatorError
from autograder.score import extension_for, extensions_in
from autograder.spec import Policy

POLICY = Policy(due="2026-11-03T23:59", zone="Europe/Berlin")
POLICIES = {"a01_lines": POLICY, "a02_nets": Policy(due="2026-10-24T12:00", zone="Europe/Berlin"), "a03_free": None}
HEAD = "student,assignment,until,days,why\n"
GOOD = f'{HEAD}ada@example.org,a01,2026-11-05T23:59,,ill\n4711,,,2,"accommodation: two days, always"\n'


def read(text):
    """Return what a file with this text says."""
    return extensions_in(text, "more.csv", POLICIES)


def refused(text):
    """Return the sentences with which a file is refused."""
    with pytest.raises(OperatorError) as error:
        read(text)
    return str(error.value).split("\n")


def test_a_file_is_read_line_by_line() -> None:
    """A time is read by the policy's clock, a sheet's name may be cut short, and an empty one means all sheets."""
    ada, other = read(GOOD)
    assert (ada.student, ada.assignment, ada.days, ada.why, ada.line) == ("ada@example.org", "a01_lines", 0, "ill", 2)
    assert ada.until == datetime(2026, 11, 5, 22, 59, tzinfo=UTC)
    assert (other.student, other.assignment, other.until, other.days) == ("4711", "", None, 2)
    assert (other.why, other.line) == ("accommodation: two days, always", 3)


GERMAN = """student;assignment;until;days;why;;
ada@example.org;a01;2026-11-05 23:59;;ill
4711;;;2;"accommodation: two days, always";;
"""
OTHER_ORDER = """days,why,student,assignment,until
,ill,ada@example.org,a01_lines,2026-11-05T22:59Z
2,"accommodation: two days, always",4711"""
WRITTEN_OTHERWISE = {
    "byte order mark": "\ufeff" + GOOD,
    "Windows": GOOD.replace("\n", "\r\n"),
    "empty lines": GOOD.replace("\n", "\n\n"),
    "blanks": GOOD.replace("ada@", " ada@").replace("student,", "Student , "),
    "semicolons": GERMAN,
    "other order": OTHER_ORDER,
}


@pytest.mark.parametrize("text", WRITTEN_OTHERWISE.values(), ids=WRITTEN_OTHERWISE)
def test_spreadsheets_are_read_alike(text) -> None:
    """Whatever a spreadsheet does to the file, it says the same; only the lines' numbers may be others."""
    found = [(each.student, each.assignment, each.until, each.days, each.why) for each in read(text)]
    assert found == [(each.student, each.assignment, each.until, each.days, each.why) for each in read(GOOD)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (",a01,,2,", "names no student; write"),
        ("ada,a01,,,", "has neither until nor days; give one"),
        ("ada,a01,2026-11-05T23:59,2,", "has both until and days; give one"),
        ("ada,,2026-11-05T23:59,,", "has one time for all sheets; name the assignment, or give days"),
        ("ada,a01,,0,", "'0' days; give a whole number from 1 to 999"),
        ("ada,a01,,-2,", "'-2' days"),
        ("ada,a01,,1.5,", "'1.5' days"),
        ("ada,a01,,٢,", "'٢' days"),
        ("ada,a01,tomorrow,,", "'tomorrow' is no date with a time of day; write it as"),
        ("ada,a01,05.11.2026 23:59,,", "is no date with a time of day"),
        ("ada,a01,2026-11-05,,", "is no date with a time of day"),
        ("ada,a01,2026-11-35T23:59+01:00,,", "there is no 2026-11-35"),
        ("ada,a02,2026-10-25T02:30,,", "show 2026-10-25T02:30 twice"),
        ("ada,a01,2026-11-03T23:59,,", "is no later than the due date, 2026-11-03T23:59; give a later time"),
        ("ada,a01,2025-11-05T23:59,,", "is no later than the due date"),
        ("ada,a0,,2,", "'a0' could be a01_lines or a02_nets or a03_free; its assignments are"),
        ("ada,a09,,2,", "there is no assignment 'a09'; its assignments are: a01_lines, a02_nets, a03_free"),
        ("ada,a03,,2,", "a03_free has no policy, and so no due date"),
        ("ada,a01,,2,ill, and away", "has more cells than there are columns; put a text with commas in quotes"),
    ],
)
def test_a_line_that_cannot_be_followed_is_refused(line, found) -> None:
    """A bad line is refused with the file's name, its number and what to do, in one sentence."""
    (sentence,) = refused(f"{HEAD}bob,a01,,1,\n{line}\n")
    assert sentence.startswith("more.csv, line 3: ")
    assert found in sentence
    assert sentence.endswith(".")


def test_all_bad_lines_come_together() -> None:
    """One error has every bad line, by the number of the line on which it begins."""
    text = f'{HEAD}ada,a01,,2,"over\ntwo lines"\nbob,a01,,x,\n\ncleo,a01,,,\nADA,a01_lines,,3,\nada,,,1,\n'
    sentences = refused(text)
    assert [re.match(r"more\.csv, line (\d+): ", sentence)[1] for sentence in sentences] == ["4", "6", "7"]
    assert sentences[2].endswith("is for the same student and sheets as line 2; strike one of them.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "is empty; write a header line"),
        ("\ufeff\n\n", "is empty; write a header line"),
        ("ada,a01,,2,ill\n", "there is a column 'ada'.*there is no column 'student'; write the header line"),
        ("student,untill\nada,2\n", "there is a column 'untill'; write"),
        ("student,days,days\nada,2,3\n", "there are two columns 'days'; write"),
        (f'{HEAD}ada,a01,,2,"ill\nbob,a01,,2,\n', r"line 3: is no CSV \(.*\); export it again"),
    ],
)
def test_a_file_of_another_form_is_refused(text, found) -> None:
    """What has no header, unknown columns, or a quote that stays open is refused as a whole."""
    (sentence,) = refused(text)
    assert re.search(found, sentence)


def test_the_one_that_gives_most_time_holds() -> None:
    """Of several lines for one student, by whatever identity, the latest due date holds, and nobody else's."""
    text = f"{HEAD}Ada@Example.org,a01,2026-11-05T23:59,,\n4711,,,3,\n4711,a02,,1,\nbob,,,9,\n"
    extensions = read(text)
    ada = ("ada@example.org", " 4711 ", "Ada")

    def line(identities, assignment, policy):
        found = extension_for(extensions, identities, assignment, policy)
        return found and found.line

    assert line(ada, "a01_lines", POLICY) == 3
    assert line(ada[:1], "a01_lines", POLICY) == 2
    assert line(ada, "a02_nets", POLICIES["a02_nets"]) == 3
    assert line(("BOB",), "a02_nets", POLICIES["a02_nets"]) == 5
    assert line(("cleo",), "a01_lines", POLICY) is None
    assert line(("ada",), "a01_lines", POLICY) is None
    assert line(ada, "a03_free", None) is None


def test_days_are_added_by_the_clock() -> None:
    """A day more, over the night on which the clocks are put back, ends at the same time of day."""
    (extension,) = read(f"{HEAD}ada,,,1,\n")
    assert extension.due_at(POLICIES["a02_nets"]) == datetime(2026, 10, 25, 11, tzinfo=UTC)  # 12:00 in winter
    assert extension.due_at(POLICY) == datetime(2026, 11, 4, 22, 59, tzinfo=UTC)


def test_an_extension_never_takes_time() -> None:
    """A sheet whose due date was moved behind an extension is due for its student as for everybody."""
    (extension,) = read(f"{HEAD}ada,a01,2026-11-05T23:59,,\n")
    later = Policy(due="2026-12-01T12:00", zone="Europe/Berlin")
    assert extension.due_at(later) == later.due_at
