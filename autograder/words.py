"""What is said to people, from the catalogues of `templates/report/`, in the language that is spoken."""

from __future__ import annotations

import importlib.metadata
import tomllib
from functools import cache
from gettext import GNUTranslations, NullTranslations
from typing import Any, Literal

import jinja2

from autograder.errors import OperatorError, SubmissionError
from autograder.records import Message, Refusal
from autograder.resources import resource

Catalogue = Literal["student", "staff", "grade", "notes", "page", "class", "refused"]

ENGLISH = "en"
_spoken = [ENGLISH]  # of this process; the cells of a kernel have a context each


def refuse(key: str, **values: Any) -> SubmissionError:
    """Return the error of a file that cannot be graded.

    Parameters
    ----------
    key : str
        Of the clause that says why, in `templates/report/refused.toml`.
    **values : int or str
        What it speaks of.

    Returns
    -------
    SubmissionError
        To be raised.
    """
    return SubmissionError(_catalogue("refused", ENGLISH)[key].render(**values), Message(key, values))


def refused(submission: str, error: SubmissionError) -> Refusal:
    """Return what becomes of a file that an error has stopped."""
    return Refusal(submission, str(error), error.message)


def refusal(submission: str, key: str, **values: Any) -> Refusal:
    """Return a file that is not graded, with why; as for `refuse`."""
    return refused(submission, refuse(key, **values))


def reason_of(found: Refusal) -> str:
    """Say why a file was not graded: a clause of which the file is the subject."""
    if found.message is None:
        return found.reason
    return say(found.message.key, "refused", **found.message.values)


def advice(name: str) -> str:
    """Say which NumPy lacks a name, and what to write instead."""
    version = importlib.metadata.version("numpy")
    return say("numpy-gone", "notes", gone=name, version=version, instead=instead().get(name))


def shape(sides: list[int] | None) -> str:
    """Say what an array's shape is: its sides, none for a number; None where it must not be told."""
    if sides is None:
        return say("shape-other", "student")
    return say("shape-array", "student", sides=str(tuple(sides))) if sides else say("shape-number", "student")


@cache
def instead() -> dict[str, str]:
    """Return what is to be written for names that NumPy no longer has."""
    return tomllib.loads((resource("templates") / "report" / "numpy.toml").read_text(encoding="utf-8"))


@cache
def _catalogue(name: Catalogue, language: str) -> dict[str, jinja2.Template]:
    text = (resource("templates") / "report" / f"{name}.toml").read_text(encoding="utf-8")
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)  # noqa: S701 - see below
    # What comes out is plain text; what writes markup escapes it.
    environment.globals.update(names="", more=0, part=None, parts=None, name=None, entries="", module=None, gone=None)
    environment.globals.update(advice=advice, shape=shape)
    told = _translations(language).pgettext
    return {
        key: environment.from_string(told(f"{name}:{key}", sentence)) for key, sentence in tomllib.loads(text).items()
    }


@cache
def _translations(language: str) -> NullTranslations:
    if language == ENGLISH:
        return NullTranslations()
    with (resource("templates") / "report" / "locale" / language / "LC_MESSAGES" / "secant.mo").open("rb") as file:
        return GNUTranslations(file)


def say(key: str, catalogue: Catalogue, **values: Any) -> str:
    """Say something that stands in a catalogue.

    Parameters
    ----------
    key : str
        Of the sentence.
    catalogue : str
        Of `templates/report/`.
    **values : object
        What it speaks of.

    Returns
    -------
    str
        Plain text.
    """
    return _catalogue(catalogue, _spoken[0])[key].render(**values)


def speak(language: str) -> None:
    """Say everything for students in a language from now on.

    Parameters
    ----------
    language : str
        Of `languages()`.

    Raises
    ------
    OperatorError
        If there is no translation.
    """
    if language not in languages():
        known = ", ".join(languages())
        raise OperatorError(f"language={language!r}: what students are told is not translated; there are {known}.")
    _spoken[0] = language


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there are: English, and those of `templates/report/locale/`."""
    return (ENGLISH, *sorted(each.name for each in (resource("templates") / "report" / "locale").iterdir()))
