"""Annotations, read by the rules of GitHub's runner, and what a student would write to forge one."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.integrations.ci import FORMATS, write_formats
from autograder.integrations.ci.annotations import annotations_of
from autograder.records import CellTrouble, Finding, Mark, Message, Outcome, Raised, Refusal
from tests.unit.integrations.test_ci import FULL, HOSTILE
from tests.unit.integrations.test_gradescope import GRADED, REFUSED

KNOWN = {
    *("add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice", "remove-matcher"),
    *("save-state", "set-env", "set-output", "stop-commands", "warning"),
}
ESCAPED = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]  # in the order in which the runner undoes them
FORGED = [
    *("::error::forged", "x\n::error::forged", "\r::add-mask::a", "##[error]forged", "a,file=forged.py::error::forged"),
    *("%0A::error::forged", "%250A::error::forged", "\u2028::error::forged", "\x85::error::forged", "\x1b[2K::error::"),
    *("::stop-commands::a", "\ud800::set-output name=a::b", "  ::warning::", "::", ",,,===", HOSTILE),
]
ANY = st.one_of(st.text(), st.text("%:,=#[ \n\r025ADCeror"))


class Command(NamedTuple):
    """What a runner obeys."""

    name: str
    properties: dict[str, str]
    data: str


def obeyed(printed, known=frozenset(KNOWN)):
    """Return the commands that the runner obeys in what a step has printed.

    After `ActionCommand.cs` and `ActionCommandManager.cs` of github.com/actions/runner: the newer form at the start of
    a line, after blanks; the older one anywhere in it, if it is not the newer; nothing until the token is printed that
    `stop-commands` was given.
    """
    found, token = [], None
    for line in re.split(r"\r\n|\r|\n", printed):
        command = newer(line, known | {token}) or older(line, known | {token})
        if command and token and command.name.lower() == token.lower():
            token = None
        elif command and not token:
            if command.name.lower() == "stop-commands":
                token = command.data
            found.append(command)
    return found


def newer(line, known):
    """Parse `::name key=value,key=value::data`."""
    text = line.lstrip()
    end = text.find("::", 2)
    if not text.startswith("::") or end < 0:
        return None
    name, _, rest = text[2:end].partition(" ")
    if name.lower() not in {each.lower() for each in known if each}:
        return None
    pairs = [pair.split("=", 1) for pair in rest.strip().split(",") if pair]
    properties = {pair[0]: undone(pair[1], [*ESCAPED[:2], ("%3A", ":"), ("%2C", ","), ESCAPED[2]]) for pair in pairs}
    return Command(name, properties, undone(text[end + 2 :], ESCAPED))


def older(line, known):
    """Parse `##[name]data`."""
    found = re.search(r"##\[([^\] ]*)[^\]]*\](.*)", line)
    return Command(found[1], {}, found[2]) if found and found[1].lower() in {*filter(None, known)} else None


def undone(text, escapes):
    """Undo the runner's escapes."""
    for escape, character in escapes:
        text = text.replace(escape, character)
    return text


def test_a_submission_is_one_notice_with_its_points() -> None:
    """The points and the file's name are the title, and what was found where points were lost is the text."""
    (notice,) = obeyed(annotations_of(replace(GRADED, scores=(broken_left_out(GRADED),))))
    assert notice.name == "notice"
    assert notice.properties == {"title": "0.33 of 1.33 points: any.ipynb"}
    assert notice.data.splitlines()[0] == "Code cell 4 did not end within 10 seconds and was left out."
    assert [line.split(":")[0] for line in notice.data.splitlines()[1:]] == [
        "predict, failed",
        "predict, blocked",
        "predict, crashed",
    ]
    (full,) = obeyed(annotations_of(FULL))
    assert (full.properties["title"], full.data) == ("5 of 5 points: any.ipynb", "All right.")


def broken_left_out(result):
    """Return the score of a result without the check that could not be judged."""
    (score,) = result.scores
    return replace(score, marks=tuple(mark for mark in score.marks if mark.finding.outcome is not Outcome.BROKEN))


def test_what_was_not_graded_is_an_error() -> None:
    """A refused file is an error with its reason, and so is each check that could not be judged, beside the notice."""
    (refused,) = obeyed(annotations_of(REFUSED))
    assert (refused.name, refused.data) == ("error", "Not graded: it is empty; save it again.")
    error, notice = obeyed(annotations_of(GRADED))
    assert (error.name, notice.name) == ("error", "notice")
    assert error.data == "predict, broken: could not be judged; this is a fault of Secant's."
    assert "for the staff alone" not in annotations_of(GRADED)


@pytest.mark.parametrize("text", FORGED)
@pytest.mark.parametrize("place", ["name", "refused name", "reason", "case", "cell"])
def test_nothing_of_a_student_is_obeyed(text, place) -> None:
    """Wherever a text of a student's stands, there is our one command, on one line, and the text is within it."""
    mark = Mark(Finding("f", "reference", Outcome.FAILED, Message("differs", {"case": text})), Fraction(0), Fraction(5))
    wrong = replace(FULL, scores=(replace(FULL.scores[0], marks=(mark,)),), points=Fraction(0))
    graded = {
        "name": replace(FULL, submission=text),
        "refused name": Refusal(text, "is empty."),
        "reason": Refusal("a.ipynb", text),
        "case": wrong,
        "cell": replace(
            wrong, troubles=(CellTrouble(1, Raised("ModuleNotFoundError", f"No module named '{text}'", 1)),)
        ),
    }[place]
    printed = annotations_of(graded)
    (command,) = obeyed(printed)
    assert command.name == ("error" if isinstance(graded, Refusal) else "notice")
    assert {*command.properties} == {"title"}
    assert printed.count("\n") == 1
    assert all(character.isprintable() for character in printed[:-1])
    assert not obeyed(printed, known=frozenset(KNOWN - {"notice", "error"}) | {"forged"})
    assert not older(printed, frozenset(KNOWN))  # what a runner does that is too old for the newer form


@given(ANY, ANY)
def test_what_is_escaped_comes_back(title, message) -> None:
    """What the runner reads is what was written, but for characters that cannot be printed."""
    (command,) = obeyed(annotations_of(Refusal(title, message)))
    shown = "".join(each if each.isprintable() else "?" for each in title.replace("\n", " ")).replace("##[", "## [")
    assert command.properties.get("title", "").strip() == shown[:200].strip()
    kept = "".join(each if each.isprintable() or each == "\n" else "?" for each in f"Not graded: it {message}")
    assert command.data == kept.replace("##[", "## [")[:4000]


def test_every_format_has_a_file_of_its_own(tmp_path) -> None:
    """Each of the formats is written, also of a hostile name, into the file that the table says."""
    write_formats(replace(FULL, submission=HOSTILE), tmp_path, [*FORMATS])
    assert {path.name for path in tmp_path.iterdir()} == {*FORMATS.values()}
    assert len({*FORMATS.values()}) == len(FORMATS)
