"""JUnit's XML, as GitLab reads it: https://docs.gitlab.com/ci/testing/unit_test_reports/.

The rules are tried one by one in `tests/unit/integrations/test_ci_junit.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from autograder.records import Outcome, Refusal
from autograder.report import for_student, points_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.records import Result

NO_XML = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold
MOST = 4000  # characters of a text: GitLab gives up on a report that is too complex, and a sentence is shorter


def junit_of(graded: Result | Refusal) -> str:
    """Return JUnit's XML: a suite, a case for each check.

    Parameters
    ----------
    graded : Result or Refusal
        One submission.

    Returns
    -------
    str
        The sheet and the submission are the cases' class, which GitLab shows as the suite: it passes over a second case
        of the same class and name, and a job has the reports of a whole class. Exercise and check are the name, with
        the points, which JUnit has no place for. Students' sentences only.
    """
    if isinstance(graded, Refusal):
        group, seconds = f"submission {graded.submission}", 0.0
        cases = [("graded", f"It was not graded: it {graded.reason}", "error")]
    else:
        group, seconds = f"{graded.assignment} {graded.submission}", graded.seconds
        cases = [*_cases(graded)]
    suite = ET.Element("testsuite", name=_plain(group), tests=str(len(cases)))
    suite.set("failures", str(sum(kind == "failure" for *_, kind in cases)))
    suite.set("errors", str(sum(kind == "error" for *_, kind in cases)))
    suite.set("time", f"{seconds:.3f}")
    seen: Counter[str] = Counter()
    for name, words, kind in cases:
        seen[name] += 1
        unique = name if seen[name] == 1 else f"{name}, number {seen[name]}"
        case = ET.SubElement(suite, "testcase", classname=_plain(group), name=_plain(unique), time="0")
        if kind:
            ET.SubElement(case, kind).text = _plain(words)
    return _document(suite)


def _cases(result: Result) -> Iterator[tuple[str, str, str]]:
    """Yield each check's name with its points, its sentence, and how JUnit calls its outcome."""
    kinds = {Outcome.PASSED: "", Outcome.BROKEN: "error"}
    for score in result.scores:
        for mark in score.marks:
            worth = f"{points_text(mark.points)} of {points_text(mark.possible)}"
            name = f"{mark.finding.exercise}: {mark.finding.check} ({worth})"
            yield name, for_student(mark.finding, score), kinds.get(mark.finding.outcome, "failure")


def _document(suite: ET.Element) -> str:
    suites = ET.Element("testsuites")
    suites.append(suite)
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _plain(text: str) -> str:
    return NO_XML.sub("?", text[:MOST])
