"""Answers in words are marked over HTTP: what is shown, what is taken into the gradebook, and what is refused."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from autograder.gradebook import marking
from autograder.spec import Policy
from tests.unit.classroom.gradebooks import result, written
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


@pytest.mark.parametrize("typed", ["4", "-1", "two", "1e0", "3.0000000001", "NaN"])
def test_what_are_no_points_is_told_and_nothing_is_lost(school, answered, typed) -> None:
    """A number that cannot be is named beside its field; nothing is saved, and all that was typed still stands."""
    desk, ada, bob = Desk(school), answered["ada"], answered["bob"]
    desk.open()
    refused = desk.save(**{f"points_{ada}": "2", f"comment_{ada}": "fine", f"points_{bob}": typed})
    assert refused.status_code == 422
    assert f"“{typed}” is no number from 0 to 3." in refused.text
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


def test_a_name_is_told_once_it_is_written_down(school, answered) -> None:
    """Who looks up a name is noted with the time; what was typed meanwhile stands, and is saved afterwards."""
    desk, key = Desk(school, "me"), answered["ada"]
    desk.open()
    desk.fields |= {f"points-{key}": "2"}
    shown = desk.read(desk.client.post(f"/question/why/reveal/{key}", data=desk.fields))
    assert "<bdi>ada</bdi>" in shown.text
    assert "bob" not in shown.text
    with school.book.reading() as db:
        assert [(each.student, each.who) for each in marking.revealed(db, "s1")] == [(key, "me")]
    assert "<bdi>me</bdi>" in desk.client.get("/").text
    assert "<bdi>ada</bdi>" not in Desk(school, "grace").open().text
    assert desk.fields[f"points-{key}"] == "2"
    desk.save()
    assert school.decided() == {("ada", "why"): 2}


def test_a_group_is_marked_once(school) -> None:
    """An answer of a group is there once, and its points are every member's."""
    for name in ("ada", "bob"):
        school.enter(name, team="blue")
    school.hand_in("ada", result(f=1, replies=[written("we think")]))
    desk = Desk(school, policy=Policy("2026-11-03T12:00", "UTC", "last", groups=True))
    (answer,) = desk.answers
    desk.open()
    desk.save(**{f"points_{answer.student}": "2"})
    assert school.decided() == {("ada", "why"): 2, ("bob", "why"): 2}


def test_pages_and_selections(school) -> None:
    """Twenty answers are a page; a section's alone and those without points can be looked at."""
    for number in range(23):
        school.hand_in(f"student {number}", result(f=1, replies=[written(f"answer {number}.")]))
        school.enter(f"student {number}", section="A" if number < 3 else "B")

    def shown(page):
        return {*re.findall(r"answer (\d+)\.", page.text)}

    desk = Desk(school)
    first, second = shown(desk.open()), shown(desk.open(page=2))
    assert (len(first), len(second), len(first | second)) == (20, 3, 23)
    assert shown(desk.open(section="A")) == {"0", "1", "2"}
    key = school.key("student 0")
    desk.save(query="section=A", **{f"points_{key}": "1"})
    assert shown(desk.open(section="A", open=1)) == {"1", "2"}
    assert shown(desk.open(page="99")) == second
    assert shown(desk.open(page="x")) == first


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


@pytest.mark.parametrize("path", ["/question/none", "/question/why/reveal/nobody", "/nowhere"])
def test_what_is_not_there_is_not_found(school, answered, path) -> None:
    """Other addresses are not found."""
    desk = Desk(school)
    asked = desk.client.post(path) if "reveal" in path else desk.client.get(path)
    assert asked.status_code == 404
    assert answered


def test_only_who_has_the_token_is_let_in(school, answered) -> None:
    """Without the token, or with another one, nothing is shown or saved."""
    client = Desk(school).client
    client.cookies.clear()
    for asked in (client.get("/"), client.get("/question/why"), client.get("/", params={"token": "other"})):
        assert asked.status_code == 403
        assert "secant serve" in asked.text
    assert client.post("/question/why", data={f"points-{answered['ada']}": "3"}).status_code == 403
    assert school.decided() == {}
    assert client.get("/question/why", params={"token": TOKEN}).status_code == 200


def test_the_token_leaves_the_address(school) -> None:
    """The first request leads to the same address without it, and a cookie that no script and no site can have."""
    client = Desk(school).client
    client.cookies.clear()
    entered = client.get("/", params={"token": TOKEN}, follow_redirects=False)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


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
    client.cookies.clear()
    for page in (*pages, client.get("/")):
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["x-content-type-options"] == "nosniff"
