"""What continuous integration reads: JUnit's XML, a summary in markdown, and the results of two classrooms.

- JUnit as GitLab reads it: https://docs.gitlab.com/ee/ci/testing/unit_test_reports.html
- GitHub's step summary: GitHub-flavoured markdown, in which text of students must not become markup.
- GitHub Classroom's reporter: github.com/classroom-resources/autograding-grading-reporter, one grader's `result`.
- Classroom 50: github.com/foundation50/classroom50, wiki "Advanced Autograding", `result.json`.
"""

from __future__ import annotations

import base64
import json
import math
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from autograder.records import Outcome, Refusal
from autograder.report import for_reply, for_student, isolation_sentence, points_text, trouble_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from autograder.records import ExerciseScore, Mark, Reply, Result

# what XML 1.0 cannot hold, and what a terminal or a log obeys
NO_XML = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&:$@-])")


def junit_of(graded: Result | Refusal) -> str:
    """Return JUnit's XML: a suite, a case for each check.

    Parameters
    ----------
    graded : Result or Refusal
        One submission.

    Returns
    -------
    str
        The sheet is the cases' class, for GitLab shows it as the suite; exercise and check are the name, with the
        points, which JUnit has no place for. Students' sentences only.
    """
    if isinstance(graded, Refusal):
        suite = ET.Element("testsuite", name="submission", tests="1", failures="0", errors="1", time="0")
        case = ET.SubElement(suite, "testcase", classname="submission", name=_plain(graded.submission), time="0")
        ET.SubElement(case, "error").text = _plain(f"It was not graded: it {graded.reason}")
        return _document(suite)
    cases = [*_cases(graded)]
    failed = sum(kind == "failure" for *_, kind in cases)
    broken = sum(kind == "error" for *_, kind in cases)
    suite = ET.Element("testsuite", name=graded.assignment, tests=str(len(cases)), failures=str(failed))
    suite.set("errors", str(broken))
    suite.set("time", f"{graded.seconds:.3f}")
    for name, words, kind in cases:
        case = ET.SubElement(suite, "testcase", classname=graded.assignment, name=_plain(name), time="0")
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


def markdown_of(graded: Result | Refusal, *, told: bool = False) -> str:
    """Return a summary in markdown.

    Parameters
    ----------
    graded : Result or Refusal
        One submission.
    told : bool, optional
        Whether it may be known which keys are right.

    Returns
    -------
    str
        A table with a row for each check and each question; whatever comes from a student is plain text in it.
    """
    if isinstance(graded, Refusal):
        return f"**{_text(graded.submission)}** was not graded: it {_text(graded.reason)}\n"
    lines = [
        f"**{_text(graded.submission)}**: {points_text(graded.points)} of {points_text(graded.possible)} points",
        "",
    ]
    lines += ["| exercise | check | outcome | points | what was found |", "|---|---|---|---:|---|"]
    for score in graded.scores:
        lines += [_row(score, mark) for mark in score.marks]
    lines += [_reply_row(reply, told=told) for reply in graded.replies]
    lines += ["", *(f"- {_text(sentence)}" for sentence in trouble_sentences(graded))]
    return "\n".join([*lines, f"- {_text(isolation_sentence(graded.isolation))}", ""])


def _row(score: ExerciseScore, mark: Mark) -> str:
    points = f"{points_text(mark.points)} / {points_text(mark.possible)}"
    finding = mark.finding
    words = _text(for_student(finding, score))
    return f"| {_text(finding.exercise)} | {_text(finding.check)} | {finding.outcome.value} | {points} | {words} |"


def _reply_row(reply: Reply, *, told: bool) -> str:
    earned = points_text(reply.points) if told and reply.points is not None else "-"
    points = f"{earned} / {points_text(reply.possible)}"
    return f"| {_text(reply.question)} | question | | {points} | {_text(for_reply(reply, told=told))} |"


def classroom_of(graded: Result | Refusal) -> str:
    """Return what GitHub Classroom's reporter takes as one grader's result: base64 of JSON, for `$GITHUB_OUTPUT`.

    Parameters
    ----------
    graded : Result or Refusal
        One submission.

    Returns
    -------
    str
        The reporter adds up the tests' scores, which are exact to four digits; a refused file is an error with none.
    """
    if isinstance(graded, Refusal):
        result: dict[str, Any] = {"version": 1, "status": "error", "max_score": 0, "tests": []}
    else:
        tests = [_classroom_test(score, mark) for score in graded.scores for mark in score.marks]
        status = "pass" if all(test["status"] == "pass" for test in tests) else "fail"
        result = {"version": 1, "status": status, "max_score": math.ceil(graded.possible), "tests": tests}
    return base64.b64encode(json.dumps(result).encode()).decode()


def _classroom_test(score: ExerciseScore, mark: Mark) -> dict[str, Any]:
    statuses = {Outcome.PASSED: "pass", Outcome.BROKEN: "error"}
    return {
        "name": f"{mark.finding.exercise}: {mark.finding.check}",
        "status": statuses.get(mark.finding.outcome, "fail"),
        "score": round(float(mark.points), 4),
        "message": for_student(mark.finding, score),
        "test_code": "",
        "filename": "",
        "line_no": 0,
        "duration": 0,
    }


def classroom50_of(graded: Result | Refusal) -> dict[str, Any]:
    """Return Classroom 50's result; its runner stamps the rest.

    Parameters
    ----------
    graded : Result or Refusal
        One submission.

    Returns
    -------
    dict
        Its scores are whole numbers: the total is rounded down, so that nobody has full marks who has not.
    """
    if isinstance(graded, Refusal):
        return {"schema": "classroom50/result/v1", "score": 0, "max-score": 0, "tests": []}
    tests = [
        {
            "test-name": f"{mark.finding.exercise}: {mark.finding.check}",
            "passed": mark.finding.outcome is Outcome.PASSED,
            "score": round(float(mark.points), 4),
            "max-score": round(float(mark.possible), 4),
            "message": for_student(mark.finding, score),
        }
        for score in graded.scores
        for mark in score.marks
    ]
    score, possible = math.floor(graded.points), math.ceil(graded.possible)
    return {"schema": "classroom50/result/v1", "score": score, "max-score": possible, "tests": tests}


def _plain(text: str) -> str:
    return NO_XML.sub("?", text)


def _text(text: str) -> str:
    """Return text that markdown shows as it is, on one line."""
    plain = "".join(each if each.isprintable() else " " for each in text)
    return MARKUP.sub(r"\\\1", plain)


FORMATS: dict[str, tuple[str, Callable[[Result | Refusal], str]]] = {  # the file's name, and what stands in it
    "junit": ("junit.xml", junit_of),
    "markdown": ("summary.md", markdown_of),
    "classroom": ("classroom.txt", classroom_of),
    "classroom50": ("result.json", lambda graded: json.dumps(classroom50_of(graded), indent=1) + "\n"),
}


def write_formats(graded: Result | Refusal, folder: Path, formats: Sequence[str]) -> None:
    """Write a graded submission in some of the formats, each into a file of its own.

    Parameters
    ----------
    graded : Result or Refusal
        One submission.
    folder : Path
        Of its results.
    formats : sequence of str
        Of `FORMATS`.
    """
    for name, write in (FORMATS[wanted] for wanted in formats):
        (folder / name).write_text(write(graded), encoding="utf-8")
