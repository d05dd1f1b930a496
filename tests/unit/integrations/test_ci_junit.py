"""JUnit's XML, held against each rule of GitLab's documentation, and read by a reader that is not ours.

The rules: https://docs.gitlab.com/ci/testing/unit_test_reports/, and what GitLab's parser does with a report.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree as ET

import junitparser
import pytest

from autograder.integrations.ci import FORMATS
from autograder.integrations.ci.junit import junit_of
from autograder.records import Finding, Mark, Message, Outcome, Refusal
from tests.unit.integrations.test_ci import FULL, HOSTILE
from tests.unit.integrations.test_gradescope import GRADED, REFUSED

EVERY = [GRADED, FULL, REFUSED, replace(GRADED, submission=HOSTILE), Refusal(HOSTILE, f"is {HOSTILE}.")]
PARSED = {"testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out", "system-err"}
LARGEST, COMPLEX = 30 << 20, 250_000  # bytes of a report; what a parser counted that gave up on one

every = pytest.mark.parametrize("graded", EVERY, ids=["graded", "full", "refused", "hostile name", "hostile reason"])


def root_of(graded):
    """Parse a report with the standard library's parser, which takes nothing but XML 1.0."""
    return ET.fromstring(junit_of(graded))  # noqa: S314 - ours


def with_mark(message, exercise="predict", count=1):
    """Return a result with one mark, or many, of a message."""
    mark = Mark(Finding(exercise, "reference", Outcome.FAILED, message), Fraction(0), Fraction(1))
    score = replace(FULL.scores[0], marks=(mark,) * count)
    return replace(FULL, scores=(score,))


def test_the_file_is_called_xml() -> None:
    """GitLab takes files that end in .xml."""
    assert FORMATS["junit"].endswith(".xml")


@every
def test_there_is_a_suite_above_every_case(graded) -> None:
    """One root `testsuites`, one `testsuite` in it, and cases in that, with nothing that GitLab does not parse."""
    root = root_of(graded)
    (suite,) = root
    assert (root.tag, suite.tag) == ("testsuites", "testsuite")
    assert {case.tag for case in suite} == {"testcase"}
    assert {element.tag for element in root.iter()} <= PARSED


@every
def test_a_case_has_what_is_shown_of_it(graded) -> None:
    """A class, which is shown as the suite, a name, and a time in seconds; each of them is some text."""
    for case in root_of(graded).iter("testcase"):
        assert case.get("classname").strip()
        assert case.get("name").strip()
        assert float(case.get("time")) >= 0


@every
def test_what_is_told_is_text_of_an_element_without_attributes(graded) -> None:
    """Failures and errors are text: an attribute `message` is not shown, and with any there is more than a text."""
    for case in root_of(graded).iter("testcase"):
        for told in case:
            assert told.text.strip()
            assert not told.attrib
            assert not [*told]
        assert len(case) <= 1


def test_the_outcome_is_the_element_and_the_points_are_in_the_name() -> None:
    """What is wrong is a failure, what we broke an error, what passed has none; JUnit has no place for a score."""
    cases = [*root_of(GRADED).iter("testcase")]
    assert [[told.tag for told in case] for case in cases] == [[], ["failure"], ["failure"], ["failure"], ["error"]]
    assert [case.get("name") for case in cases][:2] == [
        "predict: passed (0.33 of 0.33)",
        "predict: failed (0 of 0.33)",
    ]
    assert "for the staff alone" not in junit_of(GRADED)


def test_no_case_of_a_job_is_passed_over() -> None:
    """GitLab ignores a second case of one class and name; in a class's reports, read by one job, there is none."""
    class_ = [GRADED, replace(GRADED, submission="bob.ipynb"), FULL, REFUSED, replace(REFUSED, submission="eve.ipynb")]
    class_[2] = replace(FULL, submission="ada.ipynb")
    class_.append(replace(with_mark(Message("ended"), count=3), submission="twice.ipynb"))
    cases = [case for graded in class_ for case in root_of(graded).iter("testcase")]
    counted = Counter((case.get("classname"), case.get("name")) for case in cases)
    assert len(cases) == 5 + 5 + 1 + 1 + 1 + 3
    assert {*counted.values()} == {1}


def test_nothing_of_a_student_is_taken_for_an_attachment() -> None:
    """GitLab looks for attachments in what a case has printed: no report holds any of that."""
    assert "system-" not in junit_of(with_mark(Message("differs", {"case": "[[ATTACHMENT|/etc/passwd]]"})))


def test_a_report_is_small_whatever_the_sentences_are() -> None:
    """A thousand checks with a megabyte to say of each stay below GitLab's size, and far from its complexity."""
    text = junit_of(with_mark(Message("differs", {"case": "x" * (1 << 20)}), count=1000))
    assert len(text.encode()) < LARGEST
    assert len([*ET.fromstring(text).iter()]) * 5 < COMPLEX  # noqa: S314 - ours; an element has at most 3 attributes


@every
def test_every_character_is_one_that_xml_has(graded) -> None:
    """No control characters but tab and ends of lines, no lone surrogates, no non-characters, no end of CDATA."""
    text = junit_of(graded)
    text.encode("utf-8")
    assert "]]>" not in text
    for character in text:
        point = ord(character)
        assert character in "\t\n\r" or 0x20 <= point < 0xD800 or 0xE000 <= point < 0xFFFE or point > 0xFFFF


@every
def test_another_reader_reads_the_same(graded, tmp_path) -> None:
    """Junitparser finds the suite, as many cases, failures and errors as the suite says, and the texts of them."""
    path = tmp_path / FORMATS["junit"]
    path.write_text(junit_of(graded), encoding="utf-8")
    (suite,) = junitparser.JUnitXml.fromfile(str(path))
    cases = [*suite]
    told = [each for case in cases for each in case.result]
    assert suite.tests == len(cases)
    assert suite.failures == sum(isinstance(each, junitparser.Failure) for each in told)
    assert suite.errors == sum(isinstance(each, junitparser.Error) for each in told)
    assert all(each.text for each in told)
    suite.update_statistics()
    assert (suite.tests, suite.failures, suite.errors) == tuple(
        int(root_of(graded)[0].get(name)) for name in ("tests", "failures", "errors")
    )
