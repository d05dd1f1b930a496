"""What students read in other languages: complete, up to date, and with nothing but what the English sentence says."""

from __future__ import annotations

import gettext
import io
import tomllib
from dataclasses import replace

import jinja2
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import meta

from autograder.errors import OperatorError
from autograder.records import CellTrouble, Ended
from autograder.report.pages import student_page
from autograder.report.sentences import languages, say, speak, trouble_sentence
from autograder.resources import resource
from tests.unit.classroom.gradebooks import result

REPORT = resource("templates") / "report"
FOR_STUDENTS = ("student", "grade", "notes", "page")
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
