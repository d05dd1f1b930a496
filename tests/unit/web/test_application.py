"""Answers in words are marked over HTTP: what is shown, what is taken into the gradebook, and what is refused."""

from __future__ import annotations

import re
from fractions import Fraction
from html import unescape

import pytest

from autograder.classroom.answers import written_answers
from autograder.errors import OperatorError
from autograder.gradebook import marking
from autograder.gradebook.forgetting import forget
from autograder.spec import Policy
from tests.unit.classroom.gradebooks import result, sheet, written
from tests.unit.web.conftest import TOKEN, Desk

HOSTILE = "</textarea></div><script>alert(1)</script>{{ 7 * 7 }}\u202e\x00"


@pytest.fixture
def answered(school):
    """Let three students answer, one of them another question, too; return their keys."""
    school.hand_in("ada", result(f=1, replies=[written("two is one"), written("so", "how", 5)]))
    school.hand_in("bob", result(f=1, replies=[written("=1+1")]))
    school.hand_in("eve", result(f=1, replies=[written("")]))
    return {name: school.key(name) for name in ("ada", "bob", "eve")}


def test_answers_are_shown_without_names(school, answered) -> None:
    """A question's page has its text, the rubric and what was written, and no name of a student or a file."""
    text = Desk(school).open().text
    assert all(words in text for words in ("Why?", "a reason", "two is one", "=1+1", "of 3"))
    assert not re.search(r"\b(ada|bob|eve)\b", text)
    assert answered["eve"] not in text  # nothing was written
    index = Desk(school).client.get("/").text
    assert [*re.findall(r"(\d) of (\d) marked", index)] == [("0", "2"), ("0", "1")]


def test_points_are_in_the_gradebook_at_once(school, answered) -> None:
    """What is typed is a decision of whoever sits there, with the comment; what is left empty stays open."""
    desk = Desk(school, "grace")
    desk.open()
    done = desk.save(**{f"points_{answered['ada']}": " 2,5 ", f"comment_{answered['ada']}": "nearly"})
    assert done.status_code == 200
    assert "1 saved" in done.text
    assert school.decided() == {("ada", "why"): Fraction(5, 2)}
    with school.book.reading() as db:
        (decision,) = marking.decided(db, "s1").values()
    assert (decision.who, decision.why) == ("grace", "nearly")
    assert "given by <bdi>grace</bdi>" in done.text
    assert desk.fields[f"points-{answered['ada']}"] == "2.5"
    assert "1 of 2 marked" in desk.client.get("/").text


def test_what_is_saved_again_is_no_decision(school, answered) -> None:
    """A page that is saved as it was writes nothing; what is cleared is taken back."""
    desk, key = Desk(school), answered["ada"]
    desk.open()
    desk.save(**{f"points_{key}": "2"})
    assert "0 saved" in desk.save().text
    assert school.decided() == {("ada", "why"): 2}
    desk.save(**{f"points_{key}": ""})
    assert school.decided() == {}


@pytest.mark.parametrize("typed", ["4", "-1", "two", "1e0", "2.125", "NaN"])
def test_what_are_no_points_is_told_and_nothing_is_lost(school, answered, typed) -> None:
    """A number that cannot be is named beside its field; nothing is saved, and all that was typed still stands."""
    desk, ada, bob = Desk(school), answered["ada"], answered["bob"]
    desk.open()
    refused = desk.save(**{f"points_{ada}": "2", f"comment_{ada}": "fine", f"points_{bob}": typed})
    assert refused.status_code == 422
    assert f"“{typed}” is no number from 0 to 3 with at most two decimals." in refused.text
    assert school.decided() == {}
    assert [desk.fields[f"points-{key}"] for key in (ada, bob)] == ["2", typed]
    assert desk.fields[f"comment-{ada}"] == "fine"
    assert "2 saved" in desk.save(**{f"points_{bob}": "1"}).text


def test_a_comment_without_points_is_told(school, answered) -> None:
    """A comment alone would be lost, so it is refused with a sentence."""
    desk = Desk(school)
    desk.open()
    assert "a comment without points" in desk.save(**{f"comment_{answered['ada']}": "hm"}).text


def test_nobody_is_overwritten_unknowingly(school, answered) -> None:
    """Points that somebody else has given meanwhile stay, are told, and give way only when saved once more."""
    mine, theirs, key = Desk(school, "me"), Desk(school, "grace"), answered["ada"]
    mine.open()
    theirs.open()
    theirs.save(**{f"points_{key}": "1", f"comment_{key}": "short"})
    told = mine.save(**{f"points_{key}": "3"})
    assert told.status_code == 422
    assert "Meanwhile grace has given 1 points, “short”." in told.text
    assert school.decided() == {("ada", "why"): 1}
    mine.save()
    assert school.decided() == {("ada", "why"): 3}


def test_an_old_page_does_not_take_back_what_is_new(school, answered) -> None:
    """What was not touched on a page that was opened before somebody else marked stays as they have left it."""
    mine, theirs = Desk(school, "me"), Desk(school, "grace")
    mine.open()
    theirs.open()
    theirs.save(**{f"points_{answered['ada']}": "1"})
    mine.save(**{f"points_{answered['bob']}": "2"})
    assert school.decided() == {("ada", "why"): 1, ("bob", "why"): 2}


def test_another_answer_is_not_marked_unknowingly(school, answered) -> None:
    """Points for an answer that was replaced meanwhile are told and not taken; and those of the new one stay."""
    last = Policy("2026-11-03T12:00", "UTC", "last")
    desk, key = Desk(school, policy=last), answered["ada"]
    desk.open()
    desk.save(**{f"points_{key}": "2"})
    school.hand_in("ada", result(f=1, replies=[written("three is one")]))
    with school.book.writing() as db:
        for answer in written_answers(db, [sheet(last)]):
            for decision in answer.decisions("s1", Fraction(3), "ben", "") if answer.student == key else ():
                marking.decide(db, decision)
    told = desk.save(**{f"points_{key}": ""})
    assert told.status_code == 422
    assert "Another answer was handed in meanwhile, the one above." in told.text
    assert "three is one" in told.text
    assert school.standing(policy=last).decided[0].points == 3


def test_what_is_not_touched_stays_as_it_is(school, answered) -> None:
    """Blanks and line ends of another's comment are no change, and a save for somebody else leaves it as it was."""
    desk = Desk(school)
    with school.book.writing() as db:
        for answer in written_answers(db, [sheet()]):
            for decision in (
                answer.decisions("s1", Fraction(2), "ann", " nearly\r\nthere ") if answer.section == "" else ()
            ):
                marking.decide(db, decision)
    desk.open()
    assert "1 saved" in desk.save(**{f"points_{answered['bob']}": "1"}).text
    with school.book.reading() as db:
        assert marking.decided(db, "s1")[answered["ada"], "why"].who == "ann"


def test_a_name_is_told_once_it_is_written_down(school, answered) -> None:
    """Who looks up a name is noted, once; what was typed is saved as by every button."""
    desk, key = Desk(school, "me"), answered["ada"]
    desk.open()
    desk.fields |= {f"points-{key}": "2"}
    shown = desk.post(f"/question/why/reveal/{key}")
    desk.post(f"/question/why/reveal/{key}")
    assert "<bdi>ada</bdi>" in shown.text
    assert "bob" not in shown.text
    with school.book.reading() as db:
        assert [(each.student, each.who) for each in marking.revealed(db, "s1")] == [(key, "me")]
    assert "<bdi>me</bdi>" in desk.client.get("/").text
    assert "<bdi>ada</bdi>" not in Desk(school, "grace").open().text
    assert school.decided() == {("ada", "why"): 2}
    assert "<bdi>ada</bdi>" in desk.client.get(f"/question/why/reveal/{key}").text  # the address, opened once more


def test_a_group_is_marked_once(school) -> None:
    """An answer of a group is there once, and its points are every member's."""
    for name in ("ada", "bob"):
        school.enter(name, team="blue")
    school.hand_in("ada", result(f=1, replies=[written("we think")]))
    desk = Desk(school, policy=Policy("2026-11-03T12:00", "UTC", "last", groups=True))
    desk.open()
    (field,) = (name for name in desk.fields if name.startswith("points-"))
    desk.save(**{field.replace("-", "_"): "2"})
    assert school.decided() == {("ada", "why"): 2, ("bob", "why"): 2}
    shown = desk.post(f"/question/why/reveal/{field.removeprefix('points-')}")
    assert "<bdi>ada, bob</bdi>" in shown.text


def test_who_joins_a_group_has_its_points_to_come(school) -> None:
    """An answer that not all have points for whose it is, is open."""
    school.hand_in("ada", result(f=1, replies=[written("I think")]))
    together = Policy("2026-11-03T12:00", "UTC", "last", groups=True)
    desk, key = Desk(school, policy=together), school.key("ada")
    desk.open()
    desk.save(**{f"points_{key}": "2"})
    for name in ("ada", "bob"):
        school.enter(name, team="blue")
    assert "0 of 1 marked" in desk.client.get("/").text
    desk.open()
    desk.save(**{f"points_{key}": "2"})
    assert school.decided() == {("ada", "why"): 2, ("bob", "why"): 2}


def test_a_file_of_two_is_marked_once(school) -> None:
    """Without groups, too, what two have handed in together is one answer."""
    school.hand_in(["ada", "bob"], result(f=1, replies=[written("we think")]))
    assert "0 of 1 marked" in Desk(school).client.get("/").text


@pytest.fixture
def many(school):
    """Let 45 students of two sections answer; return a function that reads which answers a page shows."""
    for number in range(45):
        school.hand_in(f"student {number}", result(f=1, replies=[written(f"answer {number}.")]))
        school.enter(f"student {number}", section="A" if number < 3 else "B  2")
    return lambda page: {*re.findall(r"answer (\d+)\.", page.text)}


def test_pages_follow_each_other(school, many) -> None:
    """Twenty answers are a page; going on and back saves, and shows each answer once."""
    desk = Desk(school)
    first = desk.open()
    seen, addresses = [many(first)], []
    page = first
    while found := re.search(r'formaction="([^"]+)">Save and go on', page.text):
        addresses.append(unescape(found[1]).removeprefix(f"/{TOKEN}"))
        field = next(name for name in desk.fields if name.startswith("points-"))
        desk.fields[field] = "1"
        page = desk.post(addresses[-1])
        seen.append(many(page))
    assert [len(each) for each in seen] == [20, 20, 5]
    assert len(set.union(*seen)) == 45
    assert len(school.decided()) == 2
    back = unescape(re.search(r'formaction="([^"]+)">Save and go back', page.text)[1]).removeprefix(f"/{TOKEN}")
    assert many(desk.post(back)) == seen[1]


def test_sections_and_open_answers_are_looked_at_alone(school, many) -> None:
    """The selection is part of the form: what was typed is saved when another one is shown."""
    desk = Desk(school)
    desk.open()
    field = next(name for name in desk.fields if name.startswith("points-"))
    desk.fields[field] = "2"
    assert many(desk.post("/question/why", show="1", section="A", open="1")) <= {"0", "1", "2"}
    assert len(school.decided()) == 1
    assert many(desk.open(section="A")) == {"0", "1", "2"}
    assert len(many(desk.open(section="B  2"))) == 20
    assert '<option value="B  2" selected>' in desk.open(section="B  2").text


def test_what_was_typed_is_there_though_the_list_has_changed(school, many) -> None:
    """Where others mark meanwhile what comes before, a page that cannot be saved still has all its fields."""
    mine, theirs = Desk(school), Desk(school, "grace")
    mine.open(open="1")
    address = unescape(re.search(r'formaction="([^"]+)">Save and go on', mine.open(open="1").text)[1])
    mine.post(address.removeprefix(f"/{TOKEN}"))
    theirs.open()
    for name in [*theirs.fields]:
        if name.startswith("points-"):
            theirs.fields[name] = "1"
    theirs.post("/question/why")
    typed = {name: "2" for name in mine.fields if name.startswith("points-")}
    mine.fields |= typed | {next(iter(typed)): "many"}
    told = mine.post(address.removeprefix(f"/{TOKEN}"))
    assert told.status_code == 422
    assert {name: mine.fields[name] for name in typed} == typed | {next(iter(typed)): "many"}
    assert many(told)


def test_what_students_write_is_text(school) -> None:
    """Markup, template syntax and controls of an answer, a comment or a name are shown as they are."""
    school.hand_in("ada", result(f=1, replies=[written(HOSTILE)]))
    desk, key = Desk(school, HOSTILE[:-2]), school.key("ada")
    desk.open()
    page = desk.save(**{f"points_{key}": "2", f"comment_{key}": HOSTILE[:-2]})
    assert page.status_code == 200
    for text in (page.text, desk.open().text):
        assert "<script" not in text
        assert "\x00" not in text
        assert "\u202e" not in text
        assert text.count("{{ 7 * 7 }}") >= 2
    assert desk.fields[f"comment-{key}"].startswith("</textarea>")


@pytest.mark.parametrize("path", ["/question/none", "/question/which", "/question/why/reveal/nobody", "/nowhere"])
def test_what_is_not_there_is_not_found(school, answered, path) -> None:
    """Other addresses are not found, nor is a question that nobody marks."""
    desk = Desk(school)
    asked = desk.client.post(path) if "reveal" in path else desk.client.get(path)
    assert asked.status_code == 404
    assert answered


@pytest.mark.parametrize("held", ["[" * 20_000, "{}", "[1]", "null", "[1, 2, 3, 4, 5]", ""])
def test_fields_that_a_browser_does_not_send_are_no_points(school, answered, held) -> None:
    """What the form did not have is read as nothing, and ends nothing."""
    desk, key = Desk(school), answered["ada"]
    desk.open(after="9" * 5000, open="x", section="\ud7ff")
    desk.fields = {f"points-{key}": "2", f"held-{key}": held, "points-nobody": "3"}
    assert desk.post("/question/why").status_code == 200
    assert school.decided() == {("ada", "why"): 2}


def test_who_was_forgotten_is_gone(school, answered) -> None:
    """A student who is forgotten meanwhile is on no page, and what is typed for them is for nobody."""
    desk = Desk(school)
    desk.open()
    with school.book.writing() as db:
        forget(db, answered["ada"])
    assert desk.save(**{f"points_{answered['ada']}": "2"}).status_code == 200
    assert "two is one" not in desk.open().text
    assert school.decided() == {}


def test_a_gradebook_that_does_not_answer_is_a_sentence(school, answered, monkeypatch) -> None:
    """What is wrong with the gradebook is told in the browser, and no traceback ends the server."""
    desk = Desk(school)
    desk.open()
    words = "book.sqlite: cannot be written"

    def busy():
        raise OperatorError(words)

    monkeypatch.setattr(school.book, "writing", busy)
    done = desk.save(**{f"points_{answered['ada']}": "2"})
    assert (done.status_code, done.text) == (503, f"{words}\n")


@pytest.mark.parametrize("token", ["", "other", TOKEN[:-1], f"{TOKEN}x", f"%20{TOKEN}"])
def test_only_who_has_the_token_is_let_in(school, answered, token) -> None:
    """Without the token, or with another one, nothing is shown or saved."""
    client = Desk(school).client
    client.base_url = f"http://127.0.0.1:8000/{token}"
    for asked in (client.get("/"), client.get("/question/why")):
        assert asked.status_code == 403
        assert "secant serve" in asked.text
    assert client.post("/question/why", data={f"points-{answered['ada']}": "3"}).status_code == 403
    assert school.decided() == {}


def test_the_token_is_in_no_cookie(school, answered) -> None:
    """No answer sets a cookie, which browsers would send to the other servers of this machine."""
    desk = Desk(school)
    assert not any("set-cookie" in page.headers for page in (desk.open(), desk.client.get("/"), desk.save()))
    assert answered


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8000", "", "[::1]:8000"])
def test_other_names_of_this_machine_are_refused(school, host) -> None:
    """A page elsewhere whose name is made to mean this machine is not let in, whatever cookies come."""
    assert Desk(school).client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:9", "null"])
def test_forms_of_other_pages_are_refused(school, answered, origin) -> None:
    """Points that another page sends are not taken over."""
    desk = Desk(school)
    sent = desk.client.post("/question/why", data={f"points-{answered['ada']}": "3"}, headers={"origin": origin})
    assert sent.status_code == 403
    assert school.decided() == {}
    own = {"origin": "http://127.0.0.1:8000"}
    assert desk.client.post("/question/why", data={f"points-{answered['ada']}": "3"}, headers=own).status_code == 200
    assert school.decided() == {("ada", "why"): 3}


def test_every_answer_is_kept_from_caches_and_frames(school) -> None:
    """All pages and refusals forbid scripts, caches, frames and guesses of types."""
    client = Desk(school).client
    pages = [client.get("/"), client.get("/nowhere")]
    client.base_url = "http://127.0.0.1:8000/other"
    for page in (*pages, client.get("/")):
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["x-content-type-options"] == "nosniff"
