"""A proof on the terminal, as JSON, and as a page."""

from __future__ import annotations

import io
import json
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from rich.console import Console

from autograder.evidence import KnownAnswer, Proof
from autograder.report import kill_table, proof_json, proof_page
from autograder.report.proofs import totals_of

PROOF = Proof(
    "s1",
    (
        KnownAnswer("reference", "", "solution"),
        KnownAnswer("skeleton", "", "skeleton"),
        KnownAnswer("variant", "f", "loop"),
        KnownAnswer("variant", "f", "sum", killed_by=("reference",), fault="a right answer loses points in f"),
        KnownAnswer("mutant", "f", "sign", killed_by=("gradient", "reference")),
        KnownAnswer("generated", "f", "a + b -> a - b", killed_by=("gradient",)),
        KnownAnswer("generated", "f", "a * b -> b * a", reason="A product commutes."),
    ),
)


def test_the_table_counts_by_exercise() -> None:
    """A row has the right answers that passed, the mistakes caught of each kind, and the checks that kill alone."""
    table = kill_table(PROOF)
    assert [[str(cell) for cell in column.cells] for column in table.columns] == [
        ["f"],
        ["1 of 2"],
        ["1 of 1"],
        ["1 of 1"],
        ["1"],
        ["gradient"],
    ]


def test_the_table_says_what_its_columns_are() -> None:
    """Over the numbers stands what they count, and over the table which sheet it is of."""
    table = kill_table(PROOF)
    assert table.title == "s1"
    assert [column.header for column in table.columns] == [
        "exercise",
        "right answers",
        "mistakes caught",
        "generated caught",
        "equivalent",
        "checks that kill alone",
    ]


def test_the_json_has_every_answer() -> None:
    """The JSON holds each known answer with what killed it and why a survivor is none."""
    (written,) = json.loads(proof_json([PROOF]))
    assert written["assignment"] == "s1"
    assert [answer["name"] for answer in written["answers"]] == [answer.name for answer in PROOF.answers]
    assert written["answers"][-1]["reason"] == "A product commutes."
    assert [answer.name for answer in PROOF.faults] == ["sum"]


# --- the page ----------------------------------------------------------------------------------------------------

BOTH = ("gradient", "reference")
TWO = Proof(
    "s2",
    (
        KnownAnswer("reference", "", "solution"),
        KnownAnswer("variant", "f", "loop"),
        KnownAnswer("mutant", "f", "sign", killed_by=BOTH),
        KnownAnswer("mutant", "f", "factor", killed_by=("reference",)),
        KnownAnswer("generated", "f", "a < b -> a <= b", killed_by=("reference",)),
        KnownAnswer("generated", "f", "a * b -> b * a", reason="A product commutes."),
        KnownAnswer("generated", "f", "1 -> 2", fault="survives"),
        KnownAnswer("generated", "f", "2 -> 3", reason="They say.", fault="is declared equivalent, but it is not"),
        KnownAnswer("mutant", "g", "order", killed_by=("reference",)),
        KnownAnswer("promise", "g", "series", fault="is judged by <series>, but its docstring does not say so"),
        KnownAnswer("equivalents", "", "generated mutants", fault="1 of 4 are declared equivalent"),
    ),
    {"f": BOTH, "g": ("reference",)},
)


class Page(HTMLParser):
    """Reads a page: its text by elements, and its tables row by row."""

    def __init__(self, text):
        super().__init__()
        self.open, self.texts, self.tables = [], [], []
        self.feed(text)
        self.close()
        assert not self.open, "an element is not closed"

    def handle_starttag(self, tag, attrs):
        about = dict(attrs)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag == "td":
            self.tables[-1][-1].append((about["class"], about.get("title")))
        if tag not in {"meta", "br"}:
            self.open.append((tag, about.get("class")))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if data.strip():
            self.texts.append((*self.open[-1], " ".join(data.split())))

    def said(self, tag, kind=None):
        """Return the texts of the elements of a name and class."""
        return [text for name, of, text in self.texts if (name, of) == (tag, kind)]


def test_the_page_is_a_heat_map_an_exercise() -> None:
    """Each check is a row: what it catches alone, with others or not, what is excused and what survives, by name."""
    page = Page(proof_page([TWO]))
    gap = ("gap", None)
    assert page.tables == [
        [
            [
                ("shared", "sign"),
                ("missed", "factor"),
                gap,
                ("missed", "a < b -> a <= b"),
                ("excused", "a * b -> b * a"),
                ("fault", "1 -> 2"),
                ("fault", "2 -> 3"),
            ],
            [
                ("shared", "sign"),
                ("alone", "factor"),
                gap,
                ("alone", "a < b -> a <= b"),
                ("excused", "a * b -> b * a"),
                ("fault", "1 -> 2"),
                ("fault", "2 -> 3"),
            ],
        ],
        [[("alone", "order"), gap]],
    ]
    assert page.said("th") == ["gradient", "reference", "reference"]
    assert page.said("h3") == ["f", "g"]


def test_the_page_has_every_sheet_with_its_totals_and_faults() -> None:
    """Sheets stand under each other; each says what was shown, and what is at fault in its exercises and in itself."""
    page = Page(proof_page([TWO, replace(PROOF, checks={"f": BOTH})]))
    assert page.said("h2") == ["s2", "s1"]
    assert [text for text in page.said("p") if "pass" in text] == [totals_of(TWO), totals_of(PROOF)]
    assert page.said("p", "fault") == [
        "f generated “1 -> 2” survives",
        "f generated “2 -> 3” is declared equivalent, but it is not",
        "g promise “series” is judged by <series>, but its docstring does not say so",
        "equivalents “generated mutants” 1 of 4 are declared equivalent",
        "f variant “sum” a right answer loses points in f",
    ]


def test_the_page_is_whole_in_itself_and_carries_no_markup_of_an_authors() -> None:
    """Nothing is loaded from elsewhere, every colour in use has a rule, and an author's text is text."""
    evil = "<script>alert(1)</script>"
    answer = KnownAnswer("mutant", "f", f'"{evil}', killed_by=("reference",), fault=evil)
    text = proof_page([Proof(evil, (answer,), {"f": ("reference",)})])
    assert "<script" not in text
    assert not {"http:", "https:", "src=", "@import", "<link"} & {*text.split('"'), *text.split()}
    page = Page(text)
    assert page.tables == [[[("alone", f'"{evil}'), ("gap", None)]]]
    states = Counter(state for table in Page(proof_page([TWO])).tables for row in table for state, _ in row)
    assert all(f"td.{state} {{" in text for state in states if state != "missed")


def test_the_page_of_nothing_is_a_page() -> None:
    """A course without sheets, and a sheet without answers, make a page, too."""
    assert Page(proof_page([])).tables == []
    assert Page(proof_page([Proof("s1", ())])).said("h2") == ["s1"]


# --- totals, and checks that kill nothing on their own -----------------------------------------------------------


def test_totals_say_what_was_shown() -> None:
    """The line counts right answers, mistakes and generated mutants, each of all there are, and the excused apart."""
    assert totals_of(PROOF) == (
        "1 of 2 right answers pass, 1 of 1 known mistakes and 1 of 1 generated mutants are caught, "
        "1 more are equivalent."
    )


COUNTED = {
    "a mistake that is not caught": (KnownAnswer("mutant", "f", "x", fault="is not caught"), "0 of 1 known"),
    "a survivor": (KnownAnswer("generated", "f", "x", fault="survives"), "0 of 1 generated"),
    "a false excuse": (
        KnownAnswer(
            "generated", "f", "x", killed_by=("reference",), reason="They say.", fault="a check tells it apart"
        ),
        "1 of 1 generated",
    ),
    "a false excuse that survives": (
        KnownAnswer("generated", "f", "x", reason="They say.", fault="input 7 of the case “any” tells it apart"),
        "0 of 1 generated",
    ),
    "an excuse that was tried": (KnownAnswer("generated", "f", "x", reason="So."), "0 of 0 generated"),
    "a right answer that is none elsewhere": (
        KnownAnswer("variant", "f", "x", fault="a right answer loses points in g"),
        "0 of 1 right answers",
    ),
    "what is no answer": (KnownAnswer("visible", "f", "x", fault="is not passed"), "0 of 0 generated"),
}


@pytest.mark.parametrize(("answer", "words"), COUNTED.values(), ids=COUNTED)
def test_an_answer_is_counted_once_and_where_it_belongs(answer, words) -> None:
    """No total says more than was shown, or counts more than there are."""
    proof = Proof("s1", (answer,), {"f": ("reference",)})
    assert words in totals_of(proof)
    found, of = words.split()[:3:2]
    assert f"{found} of {of}" in [str(cell) for column in kill_table(proof).columns[1:4] for cell in column.cells]


def caption_of(proof):
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(kill_table(proof))
    lines = [line.strip() for line in console.export_text().splitlines()]
    return [line for line in lines if line.startswith("Checks that kill nothing")]


def test_checks_that_kill_nothing_on_their_own_are_named() -> None:
    """Under the table and on the page stand the checks without which every mistake would be caught all the same."""
    words = "Checks that kill nothing on their own: gradient of f."
    assert caption_of(TWO) == [words]
    assert words in Page(proof_page([TWO])).said("p")


def test_a_right_answer_that_is_refused_is_no_kill() -> None:
    """A check that is alone in refusing a right answer has killed no mistake."""
    refused = KnownAnswer("variant", "f", "sum", killed_by=("gradient",), fault="a right answer loses points in f")
    proof = replace(TWO, answers=(*TWO.answers, refused))
    assert caption_of(proof) == ["Checks that kill nothing on their own: gradient of f."]
    assert [str(cell) for cell in kill_table(proof).columns[-1].cells] == ["reference", "reference"]


def test_where_each_check_kills_alone_nothing_is_said() -> None:
    """The only check of an exercise, and checks that each kill something alone, are not named."""
    killed = KnownAnswer("generated", "f", "x", killed_by=("gradient",))
    proof = replace(TWO, answers=(*TWO.answers, killed))
    assert caption_of(proof) == []
    assert "on their own" not in proof_page([proof])
    assert caption_of(Proof("s1", (), {"f": ("reference",)})) == []
