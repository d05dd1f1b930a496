"""What students read in other languages: complete, up to date, and with nothing but what the English sentence says."""

from __future__ import annotations

import ast
import gettext
import io
import json
import tomllib
from dataclasses import replace

import jinja2
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import meta

from autograder.errors import OperatorError
from autograder.plain import from_plain, plain
from autograder.records import CellTrouble, Ended, Refusal
from autograder.report.pages import student_page
from autograder.report.sentences import trouble_sentence
from autograder.resources import ENGINE, resource
from autograder.words import languages, reason_of, refusal, say, speak
from tests.unit.classroom.gradebooks import result

REPORT = resource("templates") / "report"
FOR_STUDENTS = ("student", "grade", "notes", "page", "refused")
TRANSLATED = [language for language in languages() if language != "en"]


def sentences():
    """Return every sentence for students by its context."""
    return {
        f"{name}:{key}": sentence
        for name in FOR_STUDENTS
        for key, sentence in tomllib.loads((REPORT / f"{name}.toml").read_text(encoding="utf-8")).items()
    }


def catalogue(language):
    """Read a translation as its translators see it."""
    with (REPORT / "locale" / language / "LC_MESSAGES" / "secant.po").open("rb") as file:
        return read_po(file, locale=language)


def names(sentence):
    """Return what a sentence speaks of."""
    return meta.find_undeclared_variables(jinja2.Environment(autoescape=True).parse(sentence))


@pytest.fixture(autouse=True)
def english():
    """Speak English again after a test."""
    yield
    speak("en")


def test_there_are_german_and_spanish() -> None:
    """English needs no translation; the others are found by their folders."""
    assert languages() == ("en", "de", "es")


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated_as_it_stands(language) -> None:
    """The translation has every sentence for students in its present words, and none that is gone."""
    translated = {each.context: (each.id, each.string) for each in catalogue(language) if each.id}
    assert {context: sentence for context, (sentence, _) in translated.items()} == sentences()
    assert all(string for _, string in translated.values())


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_says_no_more(language) -> None:
    """A sentence speaks of the same values in every language: nothing is left out, and nothing can be missing."""
    for each in catalogue(language):
        if each.id:
            assert names(each.string) == names(each.id), each.context


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_travels_is_what_the_translators_wrote(language) -> None:
    """The compiled translation is that of the text beside it."""
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    travels = (REPORT / "locale" / language / "LC_MESSAGES" / "secant.mo").read_bytes()
    assert (
        gettext.GNUTranslations(io.BytesIO(travels))._catalog
        == gettext.GNUTranslations(io.BytesIO(compiled.getvalue()))._catalog
    )


def test_sentences_are_said_in_the_language_that_is_spoken() -> None:
    """Sentences and pages follow; the staff's stay English."""
    speak("de")
    assert say("passed", "student") == "Richtig."
    assert (
        trouble_sentence(CellTrouble(3, Ended())) == "Codezelle 3 hat den Python-Prozess beendet und wurde weggelassen."
    )
    page = student_page(replace(result(f=10), submission="ada.ipynb"), "Quadrate")
    assert '<html lang="de">' in page
    assert "Alles ist richtig." in page
    assert say("shown", "class", count=3) == "3 shown"
    speak("es")
    assert say("passed", "student") == "Correcto."


def test_a_language_that_nobody_has_written_is_told() -> None:
    """The sentence names those that there are, and what was spoken stays."""
    with pytest.raises(OperatorError, match="there are en, de, es"):
        speak("xx")
    assert say("passed", "student") == "Right."


def test_why_a_file_was_refused_is_said_in_the_language_that_is_spoken() -> None:
    """The clause is English for the records, and the reader's language on the page, also after the gradebook."""
    found = refusal("ada.ipynb", "damaged-notebook", line=3)
    assert found.reason == "is a damaged or truncated notebook (line 3); download it again from Jupyter."
    kept = from_plain(json.loads(json.dumps(plain(found))))
    speak("de")
    assert "Deine Datei wurde nicht bewertet: sie ist ein beschädigtes oder abgeschnittenes Notebook (Zeile 3)" in (
        student_page(kept, "Quadrate")
    )
    speak("es")
    assert reason_of(kept).startswith("es un cuaderno dañado o cortado (línea 3)")
    assert reason_of(Refusal("ada.ipynb", "is old.")) == "is old."


PLACES = {"refuse": 0, "refusal": 1, "passed_over": 1}  # of the key among the arguments


def keys_in(tree):
    """Yield the keys by which a module refuses files: those in calls, and those that have a name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PLACES:
            key = node.args[PLACES[node.func.id]]
            if isinstance(key, ast.Constant):
                yield key.value
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in {"NEITHER", "GIVEN_UP"}:
            yield node.value.value


def test_every_reason_stands_in_the_catalogue() -> None:
    """Nobody refuses a file with words of their own: keys are the catalogue's, and all of them are used."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in ENGINE.rglob("*.py")]
    assert {key for tree in trees for key in keys_in(tree)} == {*tomllib.loads((REPORT / "refused.toml").read_text())}
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [(node.func.id, node.args) for node in calls if isinstance(node.func, ast.Name)]
    own = [arguments for name, arguments in named if name in {"SubmissionError", "Refusal", "PassedOver"}]
    assert not any(isinstance(each, ast.Constant | ast.JoinedStr) for arguments in own for each in arguments)
