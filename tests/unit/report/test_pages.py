"""A student's report as a page: what stands on it, that it needs nothing beside it, and that text is text."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser

import numpy as np
import pytest

from autograder.integrations.ci import FORMATS, write_formats
from autograder.measures import Code
from autograder.records import (
    Cell,
    CellTrouble,
    ExerciseScore,
    Finding,
    Isolation,
    Late,
    Mark,
    Message,
    Outcome,
    Raised,
    Refusal,
    Reply,
    Result,
)
from autograder.report import for_student
from autograder.report.pages import student_page
from autograder.score import replies_to
from autograder.verify.calls import copied
from tests.unit.report.test_pictures import EXHIBITS, exhibit_of
from tests.unit.spec.test_questions import CHOICE, WRITTEN

EMPTY = {"meta", "br", "link", "img", "input", "hr"}
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
DIFFERS = Message("differs", {"case": "wide"})
FACTOR = Message("explanation", {"explanation": "Look at the factor."})


class Page(HTMLParser):
    """Reads a page: its elements with their attributes and texts, none of them left open."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements, self.declared = [], [], []
        self.feed(text)
        self.close()
        assert not self.open, "an element is not closed"

    def handle_decl(self, decl):
        self.declared.append(decl)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), []))

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), []))
        if tag not in EMPTY:
            self.open.append(self.elements[-1])

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        for _, _, texts in self.open:
            texts.append(data)

    def said(self, tag, kind=None):
        """Return the texts of the elements of a name and, if one is given, a class."""
        found = [texts for name, about, texts in self.elements if name == tag and kind in {None, about.get("class")}]
        return [" ".join("".join(texts).split()) for texts in found]

    @property
    def text(self):
        """Return all that is to be read."""
        return self.said("body")[0]


def mark(points, possible, outcome=FAILED, message=DIFFERS, check="reference", **more):
    finding = Finding("any", check, outcome, message, **more)
    return Mark(finding, Fraction(points), Fraction(possible))


def score_of(name, *marks, supplied=()):
    total = [sum((getattr(each, what) for each in marks), Fraction(0)) for what in ("points", "possible")]
    return ExerciseScore(name, marks, *total, supplied)


def right(name="predict", possible=5, **more):
    return score_of(name, mark(possible, possible, PASSED, Message("passed")), **more)


def result_of(*scores, **more):
    total = [sum((getattr(each, what) for each in scores), Fraction(0)) for what in ("points", "possible")]
    return Result("ada.ipynb", "s1", scores, *total, (), 0.5, Isolation("A", ("a user of its own",)), **more)


WRONG = score_of("softplus", mark(0, 3), mark(1, 1, PASSED, Message("passed"), "gradient"))
GRADED = result_of(right(), WRONG, exhibits=(EXHIBITS["curve"],))


def drawn(*exhibits):
    """Return a submission that lost points with each of some exhibits."""
    named = [replace(each, exercise=f"exercise_{at}") for at, each in enumerate(exhibits)]
    return result_of(*(score_of(each.exercise, mark(0, 1)) for each in named), exhibits=tuple(named))


PAGES = {
    "graded": GRADED,
    "all forms": drawn(*EXHIBITS.values()),
    "refused": Refusal("ada.ipynb", "is empty."),
    "replies": replace(GRADED, replies=replies_to([CHOICE, WRITTEN], {"first": "other", "limits": "Two."})),
    "nothing": result_of(),
}
every = pytest.mark.parametrize("graded", PAGES.values(), ids=PAGES)


# --- one file, whole in itself --------------------------------------------------------------------------------


@every
def test_a_page_is_whole(graded) -> None:
    """Every element is closed; it has a language, a title, and no name twice."""
    page = Page(student_page(graded, "Squares", code=Code({"softplus": Cell(3, "def softplus(z):\n    return z")})))
    assert page.declared == ["DOCTYPE html"]
    assert page.elements[0][:2] == ("html", {"lang": "en"})
    assert page.said("title") == ["Squares: ada.ipynb"]
    assert page.said("h1") == ["Squares"]
    names = [about["id"] for _, about, _ in page.elements if "id" in about]
    assert len(names) == len({*names})


@every
def test_a_page_asks_for_nothing(graded) -> None:
    """It refers to nothing but to itself, runs nothing, and its policy would let it do neither."""
    text = student_page(graded, "Squares", code=Code({"softplus": Cell(3, "def softplus(z):\n    return z")}))
    page = Page(text)
    tags = {tag for tag, _, _ in page.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "image", "foreignobject"}
    for _, about, _ in page.elements:
        assert not [name for name in about if name.startswith("on") or name in {"src", "action", "srcset", "data"}]
        assert all(value.startswith("#") for name, value in about.items() if name.endswith("href"))
    assert not re.search(r"//|@import|url\((?!#)|javascript:", re.sub(r' xmlns(:\w+)?="[^"]+"', "", text))
    (policy,) = (about["content"] for _, about, _ in page.elements if about.get("http-equiv"))
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules == {"default-src": "'none'", "style-src": "'unsafe-inline'"}
    assert text.index("Content-Security-Policy") < text.index("<style")


def test_twelve_pictures_are_no_large_page() -> None:
    """A report with twelve pictures of usual sizes has less than 300 kilobytes."""
    usual = [exhibit_of("series", (5,)), exhibit_of("path", (7, 2)), exhibit_of("entries", (4, 3)), EXHIBITS["curve"]]
    text = student_page(drawn(*usual * 3), "Squares")
    assert text.count("<svg") == 12
    assert len(text.encode()) < 300_000


def test_a_report_is_written_as_it_is(tmp_path) -> None:
    """The format `html` is the page, with what may be told and the cells."""
    graded, cells = PAGES["replies"], {"softplus": Cell(3, "def softplus(z):\n    return z")}
    for told in (False, True):
        write_formats(graded, tmp_path, ["html"], "Squares", told=told, code=Code(cells))
        written = (tmp_path / FORMATS["html"]).read_text(encoding="utf-8")
        assert written == student_page(graded, "Squares", told=told, code=Code(cells))


# --- what stands on it ----------------------------------------------------------------------------------------


def test_points_and_the_bar() -> None:
    """Points stand beside what is possible, and each exercise has its part of the bar, filled as far as it has."""
    page = Page(student_page(result_of(right(), score_of("half", mark(Fraction(1, 3), 2))), "Squares"))
    assert page.said("strong") == ["5.33 / 7"]
    assert "1 of 2 exercises has all points." in page.said("span")
    bar = [about["style"] for tag, about, _ in page.elements if tag == "span" and "style" in about]
    assert bar == ["flex:5.0", "width:100.0%", "flex:2.0", "width:16.7%"]
    assert [text for text in page.said("span", "number") if "/" in text] == ["0.33 / 2", "5 / 5"]
    full = Page(student_page(result_of(right()), "Squares"))
    assert full.said("strong") == ["5 / 5"]
    assert "Everything is right." in full.said("span")


def test_what_lost_points_stands_before_what_is_right() -> None:
    """What was found of each check is told with its outcome; a right exercise has its name and its points."""
    page = Page(student_page(GRADED, "Squares"))
    assert page.said("h2") == ["What lost points", "What is right"]
    assert page.said("h3") == ["softplus"]
    sentence = for_student(WRONG.marks[0].finding, WRONG)
    (article,) = page.said("article")
    lines = [line for line in page.said("li") if line in article]
    assert lines == [f"wrongreference {sentence}", "rightgradient Right."]
    assert page.said("li")[-1] == "predict5 / 5"


def test_the_numbers_of_a_picture_can_be_read() -> None:
    """A figure tells the visible case, and its table has the place, the given and the right number of each entry."""
    page = Page(student_page(drawn(exhibit_of("entries", (2, 3))), "Squares"))
    (caption,) = page.said("figcaption")
    assert caption.startswith("The visible case “any”: how far each entry is from the right one.")
    assert page.said("th") == ["row", "column", "yours", "right"]
    cells = np.reshape(page.said("td"), (6, 4)).tolist()
    assert cells[4] == ["1", "1", "7.5", "5"]
    many = Page(student_page(drawn(exhibit_of("series", (400,))), "Squares"))
    assert 20 <= len(many.said("tr")) - 1 <= 40


def test_a_right_exercise_has_no_picture() -> None:
    """Where nothing was lost there is nothing to be seen, and no code."""
    graded = result_of(right("softplus"), exhibits=(EXHIBITS["curve"],))
    page = Page(student_page(graded, "Squares", code=Code({"softplus": Cell(1, "x = 1")})))
    assert not {"figure", "svg", "details"} & {tag for tag, _, _ in page.elements}


def test_hints_are_said_once() -> None:
    """What two checks tell of one mistake is told once, apart from what was found."""
    marks = [mark(0, 1, check=check, hints=(FACTOR,)) for check in ("reference", "series")]
    page = Page(student_page(result_of(score_of("f", *marks)), "Squares"))
    assert page.said("p", "hint") == ["Look at the factor."]
    assert page.text.count("Look at the factor.") == 1
    (line,) = page.said("li")
    assert line.startswith("wrongThe value is wrong on the case “wide”")


def test_checks_with_the_same_words_are_one_line() -> None:
    """Checks that found the same are named together."""
    marks = [mark(0, 1, check="one"), mark(0, 1, check="two"), mark(0, 1, message=Message("unwritten"), check="three")]
    page = Page(student_page(result_of(score_of("f", *marks)), "Squares"))
    assert page.said("span", "soft") == ["one, two", "three"]


def test_correct_functions_are_named_once() -> None:
    """An exercise that was judged with correct earlier functions says so, the right one as the wrong one."""
    marks = [mark(0, 1, check="reference"), mark(0, 1, check="series")]
    page = Page(student_page(result_of(right(supplied=("one",)), score_of("f", *marks, supplied=("two",))), "Squares"))
    assert page.text.count("Right, judged with correct versions of one.") == 1
    assert page.text.count("(Judged with correct versions of two.)") == 1
    assert "judged with" not in Page(student_page(GRADED, "Squares")).text.lower()


def test_what_is_wrong_is_not_called_right() -> None:
    """One right check of a wrong exercise does not make the exercise right with correct functions."""
    marks = mark(1, 1, PASSED, Message("passed"), "gradient"), mark(0, 1)
    page = Page(student_page(result_of(score_of("f", *marks, supplied=("predict",))), "Squares"))
    assert "(Judged with correct versions of predict.)" in page.text
    assert "Right, judged with" not in page.text


def test_cells_that_failed_are_told_where_points_are_lost() -> None:
    """Of a cell it is said how it failed, and nothing of the text of an exception."""
    troubles = (CellTrouble(2, Raised("ValueError", "secret text", 1)), CellTrouble(4, Late(2.0)))
    page = Page(student_page(replace(GRADED, troubles=troubles), "Squares"))
    assert page.said("h2")[0] == "Cells with trouble"
    assert page.said("li")[0].startswith("Code cell 2 raised ValueError in line 1")
    assert "secret" not in page.text
    assert "Code cell" not in Page(student_page(replace(result_of(right()), troubles=troubles), "Squares")).text


def test_a_refused_file_has_its_reason() -> None:
    """A file that was not graded has the sentence that says why, and neither points nor pictures."""
    page = Page(student_page(PAGES["refused"], "Squares"))
    assert page.said("main") == ["Your file was not graded: it is empty."]
    assert "Isolation" not in page.text


def test_before_the_due_date_no_answer_is_right_or_wrong() -> None:
    """A right key reads like a wrong one, and no points of questions are in the sums."""
    replies = replies_to([CHOICE, WRITTEN], {"first": "other", "limits": "Two words."})
    assert replies[0].points
    wrong = (replace(replies[0], points=Fraction(0)), replies[1])
    before = student_page(replace(GRADED, replies=replies), "Squares")
    assert before == student_page(replace(GRADED, replies=wrong), "Squares")
    page = Page(before)
    assert page.said("strong") == ["6 / 9"]
    assert "marked after the due date" in page.text
    assert [text for text in page.said("span", "number") if "-" in text] == ["- / 2", "- / 4"]


def test_after_the_due_date_choices_count_and_are_explained() -> None:
    """Then a key has its points, in the sums, too; what a person marks has none yet."""
    replies = replies_to([CHOICE, WRITTEN], {"first": "other", "limits": "Two words."})
    page = Page(student_page(replace(GRADED, replies=replies), "Squares", told=True))
    assert page.said("strong") == ["8 / 11"]
    assert "first “other” is right. It was the other." in page.text
    assert [text for text in page.said("span", "number") if text.endswith(("/ 2", "/ 4"))][-2:] == ["2 / 2", "- / 4"]


# --- text of unknown origin -----------------------------------------------------------------------------------

MARKUP = "</title></style></code></p><script>alert(1)</script><b onclick='x'>&amp;\"<!--{{7*7}}{% raw %}]]>"
HIDDEN = "\u202eabc\u2066\x00\x1b[31m\ud800\r\x85\ufeff"
SEEN = "\ufffdabc\ufffd\ufffd\ufffd[31m\ufffd\ufffd\ufffd\ufffd"


def hostile(text):
    """Return a graded and a refused submission, the name of which and all that is said being a text."""
    reason = Message("unsendable", {"reason": text, "case": ""})
    marks = mark(0, 1, message=reason, hints=(Message("explanation", {"explanation": text}),))
    reply = Reply(text, text, Fraction(0), Fraction(1), (text,), explanation=text)
    strange = Reply("second", None, Fraction(0), Fraction(1), (text,), strange=True)
    graded = result_of(score_of("f", marks), replies=(reply, strange))
    return replace(graded, submission=text), Refusal(text, text)


@pytest.mark.parametrize("told", [False, True])
def test_markup_is_text(told) -> None:
    """Tags, entities and templates in a name, a title, a message, a hint, a key or a reason are read as written."""
    plainly = [Page(student_page(each, "any", told=told)) for each in hostile("any")]
    for graded, plain in zip(hostile(MARKUP), plainly, strict=True):
        page = Page(student_page(graded, MARKUP, told=told))
        assert [tag for tag, _, _ in page.elements] == [tag for tag, _, _ in plain.elements]
        assert page.text.count(MARKUP) == plain.text.count("any") >= 3
        assert page.said("title") == [f"{MARKUP}: {MARKUP}"]


def test_what_cannot_be_seen_is_replaced() -> None:
    """Controls, the direction of writing and what is no character are replaced wherever they come from."""
    for graded in hostile(HIDDEN):
        text = student_page(graded, HIDDEN, told=True)
        assert text.encode()
        assert text.count(SEEN) >= 4
        assert not [character for character in {*HIDDEN} if not character.isprintable() and character in text]


def test_a_long_line_is_cut() -> None:
    """Of a million characters each place shows the first two thousand, and that there were more."""
    for graded in hostile("x" * 1_000_000):
        text = student_page(graded, "y" * 1_000_000, told=True, code=Code({"f": Cell(1, "z" * 1_000_000)}))
        assert len(text) < 60_000
        assert max(map(len, re.findall("x+", text))) == 2_000
        assert "x…" in text


def test_code_is_text() -> None:
    """The cell of an exercise that lost points stands there as it was written, coloured and not run."""
    source = f'def softplus(z):\n    """{MARKUP}"""\n    return "{HIDDEN[:2]}"'
    page = Page(student_page(GRADED, "Squares", code=Code({"softplus": Cell(3, source), "predict": Cell(2, "p = 1")})))
    (code,) = page.said("pre")
    assert MARKUP in code
    assert "\ufffda" in code
    assert "Your code (cell 3)" in page.text
    assert "p = 1" not in page.text
    assert not {tag for tag, _, _ in page.elements} & {"script", "b"}


# --- nothing hidden -------------------------------------------------------------------------------------------


def leaves(value):
    """Return the numbers that a value is made of."""
    if isinstance(value, tuple | list):
        return [number for each in value for number in leaves(each)]
    return [] if callable(value) else np.ravel(value).tolist()


def written(values):
    """Return the numbers of at least six significant digits as they may be written."""
    exact = [number for number in leaves(values) if isinstance(number, float)]
    forms = {f"{number:.6g}" for number in exact} | {repr(number) for number in exact}
    return {form for form in forms if len(re.sub(r"e.*|\D", "", form).lstrip("0")) >= 6}


ASIDE = """
def aside(function):
    def wrong(*arguments):
        value = function(*arguments)
        return tuple(1.5 * each for each in value) if isinstance(value, tuple) else 1.5 * value
    return wrong

{}
"""


def test_a_page_shows_visible_numbers_and_no_hidden_one(course, a01, grader, hand_in) -> None:
    """Of wrong answers to the whole first sheet no hidden argument and no hidden value is on the page."""
    tasks = grader._examination.tasks
    wrong = ASIDE.format("\n".join(f"{each.exercise.name} = aside({each.exercise.name})" for each in tasks))
    graded = grader.grade(hand_in(cells=[wrong]))
    assert not any(score.is_full for score in graded.scores)
    page = Page(student_page(graded, "Linear regression"))
    trials = [trial for task in tasks for groups in task.trials.values() for group in groups for trial in group]
    hidden = written([(trial.arguments, trial.expected) for trial in trials])
    drawn = [(each, case.build(course.seeds(a01).visible(each, case))) for each in a01.exercises for case in each.cases]
    visible = written([(arguments, each.function(*copied(arguments))) for each, arguments in drawn])
    assert len(hidden - visible) > 200
    assert not [number for number in hidden - visible if number in page.text]
    assert len(graded.exhibits) >= 5
    assert {f"{number:.6g}" for each in graded.exhibits for number in each.expected} <= {*page.said("td")}
    assert len(visible & {*page.said("td")}) >= 10
