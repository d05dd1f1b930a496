"""What the commands for a class make of their options, over a gradebook for which nothing had to be graded."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
from contextlib import closing, nullcontext
from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from autograder.classroom.replay.records import Replay
from autograder.gradebook import Gradebook, marking, publishing, roster, tables
from autograder.gradebook.marking import Extended
from autograder.records import Outcome, Refusal
from autograder.spec import Late, Policy
from autograder.spec.course import load
from autograder.terminal.grading import sheets_cells
from tests.functional.test_classes import Desk
from tests.unit.classroom.gradebooks import Class, at, choice, result, written

SHEET, BOOK = "a06_approximation", "graded/gradebook.sqlite"


def mistaken(points, *replies):
    """Return a result of one exercise in which a known mistake was found."""
    found = result(step_network=points, outcome=Outcome.FAILED, replies=replies)
    (score,) = found.scores
    (mark,) = score.marks
    marked = replace(mark, finding=replace(mark.finding, misconception="adds the last value"))
    return replace(found, scores=(replace(score, marks=(marked,)),))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Make a class of three: ada and bob have answered in words and by a key, and eve's file cannot be read."""
    path = tmp_path_factory.mktemp("made") / "gradebook.sqlite"
    with Gradebook(path) as book:
        school = Class(book)
        for name, section in {"ada": "A", "bob": "B", "eve": "B"}.items():
            school.enter(name, section=section)
        words = (written("ada's many", "how_many", 4), written("ada's limit", "second_limit", 6))
        right = result(step_network=10, replies=[choice(2, "squares"), *words])
        school.hand_in("ada", right, path="ada.py", to=SHEET)
        school.hand_in("bob", mistaken(3, written("bob's few", "how_many", 4)), path="bob.py", to=SHEET)
        school.unreadable("eve", "is empty.", to=SHEET)
    return path


class Staff(Desk):
    """The desk, and a look into its gradebook."""

    def looked_up(self, what, *arguments):
        """Return what a function finds in the gradebook, and the students' names by their keys."""
        with Gradebook(BOOK) as book, book.reading() as db:
            names = {key: person.numbers[0][1] for key, person in roster.roster(db).items()}
            return what(db, *arguments), names

    def rows(self, table):
        """Return the rows of a table of the gradebook."""
        return self.looked_up(lambda db: db.execute(select(table)).all())[0]

    def refused(self, line):
        """Run a command that ends with a sentence; return it."""
        done = self.secant(line)
        assert done.exit_code == 2, done.output
        return " ".join(done.stderr.split())


@pytest.fixture
def desk(made, tmp_path, monkeypatch):
    """Return a folder with a copy of that gradebook."""
    (tmp_path / "graded").mkdir()
    shutil.copy(made, tmp_path / BOOK)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SECANT_GRADEBOOK", raising=False)
    return Staff(tmp_path)


def test_a_roster_is_there_before_anything_is_graded(desk, monkeypatch) -> None:
    """A list as spreadsheets save it makes the gradebook that the environment names; another encoding is told."""
    (desk.folder / "list.csv").write_text("name,folder\nJosé,jose\nZoe,zoe\n", encoding="utf-8-sig")
    assert desk.said("roster list.csv --gradebook new.sqlite") == "2 students in the list, 2 of them new."
    monkeypatch.setenv("SECANT_GRADEBOOK", "new.sqlite")
    assert "José folder jose" in desk.said("roster").replace("  ", " ")
    (desk.folder / "list.csv").write_text("name,folder\nJosé,jose\n", encoding="latin-1")
    assert "list.csv: cannot be read as UTF-8" in desk.refused("roster list.csv")


def with_policies(_course, name):
    """Return what is asked of a sheet by those who give more time, due on 3 November."""
    return SimpleNamespace(name=name, policy=Policy("2026-11-03T12:00", "UTC"))


def test_more_time_is_for_whom_the_list_names(desk, monkeypatch) -> None:
    """Student, sheet, time or days and grounds stand in the gradebook as in the list, and who has given it."""
    monkeypatch.setattr("autograder.cli.classes.sheet_of", with_policies)
    lines = "student,assignment,until,days,why\nbob,,,3,ill\neve,a06,2026-11-05T12:00,,care\n"
    (desk.folder / "more.csv").write_text(lines, encoding="utf-8")
    assert desk.said("extend more.csv --who dean") == "2 extensions hold now."
    found, names = desk.looked_up(marking.extended)
    assert [each._replace(student=names[each.student]) for each in found] == [
        Extended("bob", "", None, 3, "ill"),
        Extended("eve", SHEET, at("11-05 12:00"), 0, "care"),
    ]
    assert {row.who for row in desk.rows(tables.extensions)} == {"dean"}


def test_more_time_for_a_stranger_is_refused_with_its_line(desk, monkeypatch) -> None:
    """Nobody of a list gets more time while one of its lines is about nobody of the class."""
    monkeypatch.setattr("autograder.cli.classes.sheet_of", with_policies)
    (desk.folder / "more.csv").write_text("student,assignment,until,days,why\nbob,,,3,\nzoe,,,3,\n", encoding="utf-8")
    assert desk.refused("extend more.csv").endswith(
        "more.csv: line 3: 'zoe': is no key, number, e-mail address or name of the roster; see secant roster."
    )
    assert desk.rows(tables.extensions) == []


def test_other_points_are_kept_with_who_and_why(desk) -> None:
    """A decimal with a comma is one; below the lines stands by whom and on what grounds; blanks are none."""
    desk.said("override a06 bob step_network 2,5 --who dean --why 'a slip'")
    assert "step_network: 2.5 instead of 3 by dean: a slip" in desk.said("scores a06 bob")
    assert "--why: says nothing" in desk.refused("override a06 bob step_network 1 --why ' '").replace("'", "")
    assert len(desk.rows(tables.decisions)) == 1


def test_requests_are_numbered_listed_by_sheet_and_granted(desk) -> None:
    """An exercise that is none is refused; another sheet's list has no request; what is granted says so."""
    assert "'step_netwrk': is no exercise of a06" in desk.refused("request new a06 bob step_netwrk --why x")
    for number, name in enumerate(("bob", "ada"), 1):
        assert desk.said(f"request new a06 {name} step_network --why x") == f"Request {number} is noted."
    assert desk.said("request list a01") == "There is no open request."
    assert desk.said("request rule 2 --grant --who dean --why so") == "Request 2 is granted."
    assert "granted by dean: so" in desk.said("request list a06 --all")
    assert "1 bob" in desk.said("request list a06")
    assert "ada" not in desk.said("request list a06")


@pytest.mark.parametrize(("option", "points"), [("", "10"), (" --reveal", "12")])
def test_the_multiple_choice_counts_when_it_is_revealed(desk, option, points) -> None:
    """On the screen, in the files and in what students are told it is left out until --reveal says otherwise."""
    assert f"ada {points} / 118" in desk.said(f"scores a06{option}")
    desk.said(f"export a06{option}")
    assert {row["name"]: row["points"] for row in desk.table(f"export/{SHEET}-grades.csv")}["ada"] == points
    desk.said(f"export a06 --anonymous{option}")
    everybody = json.loads((desk.folder / "export" / "anonymous.json").read_text(encoding="utf-8"))
    assert int(points) in [each["assignments"][SHEET]["points"] for each in everybody]
    desk.said(f"publish a06{option}")
    told, names = desk.looked_up(publishing.published, SHEET)
    assert {names[key]: (each.points, each.possible) for key, each in told.items()}["ada"] == (int(points), 118)


def test_whoever_has_nothing_that_counts_is_told_nothing(desk) -> None:
    """Publishing counts whom it tells, keeps who has done it, and says how many answers nobody has marked."""
    done = desk.secant("publish a06 --who dean")
    assert f"{SHEET}: 2 students are told their points, 2 of them for" in done.stdout
    assert "3 answers in words wait for a person to mark them." in done.stderr
    assert {row.who for row in desk.rows(tables.publications)} == {"dean"}


def test_a_forgotten_name_is_in_no_file_while_somebody_looks(desk) -> None:
    """No byte of it is left, not even in the log that stays where another program has the gradebook open."""
    with closing(sqlite3.connect(BOOK)) as other:
        other.execute("SELECT count(*) FROM students").fetchall()
        desk.said("forget bob --yes")
        files = {path.name: path.read_bytes() for path in (desk.folder / "graded").iterdir()}
    assert [name for name, content in files.items() if b"bob" in content] == []


CANVAS = "Student,ID,SIS Login ID,Section,Universal approximation (7),Other (9)\n    Points Possible,,,,118,118\n"


def test_points_go_into_the_column_and_the_folder_that_are_named(desk) -> None:
    """The copy is below --out, with points in the column of --column alone."""
    (desk.folder / "list.csv").write_text("name,folder,canvas\nBob,bob,17\n", encoding="utf-8")
    desk.said("roster list.csv")
    (desk.folder / "book.csv").write_text(f"{CANVAS}Bob,17,bob,1,,\n", encoding="utf-8")
    desk.said("scores a06 --into book.csv --column 9 --out there")
    assert (desk.folder / "there" / "book.csv").read_text(encoding="utf-8") == f"{CANVAS}Bob,17,bob,1,,3\n"
    assert not (desk.folder / "export").exists()


def test_a_grade_book_is_not_replaced_and_one_of_others_is_no_success(desk) -> None:
    """A copy over the grade book itself is refused, and so is a grade book that has nobody of the class."""
    book = f"{CANVAS}Zoe,99,zoe,1,,\n"
    (desk.folder / "book.csv").write_text(book, encoding="utf-8")
    assert "book.csv: its copy would replace book.csv" in desk.refused("scores a06 --into book.csv --out .")
    assert "book.csv: nobody of the class is in it" in desk.refused("scores a06 --into book.csv")
    assert (desk.folder / "book.csv").read_text(encoding="utf-8") == book


def test_what_the_staff_should_know_stands_below_a_students_lines(desk) -> None:
    """Why a file was not graded, and which answers nobody has marked."""
    assert "not graded: it is empty" in desk.secant("scores a06 eve").stderr
    assert "to be marked by a person: how_many" in desk.secant("scores a06 bob").stderr


def test_without_a_name_all_sheets_are_exported(desk, course) -> None:
    """Each sheet has two files below --out, which are told; a sheet that is named is exported alone."""
    said = desk.said("export --out there")
    names = {f"{sheet}-{kind}.csv" for sheet in course.sheets for kind in ("grades", "lines")}
    assert {path.name for path in (desk.folder / "there").iterdir()} == names
    assert {*said.split()} == {f"there/{name}" for name in names}
    desk.said("export a06 --out one")
    assert len([*(desk.folder / "one").iterdir()]) == 2
    assert not (desk.folder / "export").exists()


@pytest.fixture
def pools(monkeypatch):
    """Let everything be found to have 5 points; return what graders were asked for, and how much they have graded."""
    asked = []

    def pool_of(_course, _sheet, **options):
        asked.append([*options.values(), 0])

        def grade(tagged):
            for tag, _ in tagged:
                asked[-1][-1] += 1
                yield tag, result(step_network=5)

        return grade

    monkeypatch.setattr("autograder.classroom.pools.pool_of", pool_of)
    return asked


def test_what_has_a_result_is_graded_again_when_it_is_asked_for(desk, pools) -> None:
    """With --again all is graded once more, without it nothing that has a result; the other options say where."""
    for options in ("", "", "--again --jobs 3", "--trust-submissions --scheduler tcp://there:8786"):
        assert "ada 12 -> 5" in desk.said(f"regrade a06 {options}")
    here = [[1, None, False, 2], [1, None, False, 0], [3, None, False, 2]]
    assert pools == [*here, [1, "tcp://there:8786", True, 0]]


@pytest.mark.usefixtures("pools")
def test_decisions_on_another_result_are_named_when_the_new_one_counts(desk) -> None:
    """Whose exercise stays at which points, and by whom, is said after --apply."""
    desk.said("override a06 bob step_network 4 --why x --who dean")
    done = desk.secant("regrade a06 --apply")
    assert "bob: step_network stays at 4 by dean, decided on another result; look at it." in done.stderr


def test_statistics_name_known_mistakes_and_their_files(desk) -> None:
    """How often a misconception was found stands on the screen, and so does what was written."""
    assert desk.said("stats a06 --csv s.csv --json s.json").endswith("1 step_network adds the last value s.csv s.json")


@pytest.fixture
def asked(monkeypatch):
    """Return how the pages of a class are asked for, and write none."""
    calls = []

    def write_pages(_book, sheets, out, **options):
        calls.append((sheets, str(out), options))
        return out / "index.html"

    monkeypatch.setattr("autograder.terminal.reporting.write_pages", write_pages)
    return calls


def test_a_report_is_written_as_it_was_asked_for(desk, course, asked) -> None:
    """Folder, processes and the key are as the options say; the sheet's own cells are left out; its place is told."""
    assert desk.said("report a06") == f"report/{SHEET}/index.html"
    assert desk.said("report a06 --out there --jobs 3 --reveal") == f"there/{SHEET}/index.html"
    found = [(sheets[0].name, out, options["told"], options["jobs"]) for sheets, out, options in asked]
    assert found == [(SHEET, f"report/{SHEET}", False, 1), (SHEET, f"there/{SHEET}", True, 3)]
    sheets, _, options = asked[0]
    assert options["generated"] == sheets_cells(course, sheets[0]) != frozenset()


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (None, "The sheet's tests are not proven as they are now; run secant check."),
        (SimpleNamespace(proven=True, right=4, mistakes=5, generated=6), "proven: 4 right answers pass, 5 known"),
    ],
)
def test_a_report_says_whether_the_tests_are_proven(desk, asked, monkeypatch, found, words) -> None:
    """By the certificate that is kept, with its numbers."""
    monkeypatch.setattr("autograder.proof.kept", lambda _course, _sheet: found)
    desk.said("report a06")
    assert words in asked[0][2]["proven"]


def test_late_days_are_paid_from_one_bank(desk, course, asked, monkeypatch) -> None:
    """A day that an earlier sheet has cost is not there for the next one, whichever command asks what counts."""
    for name, day in (("a05_second_order", 1), (SHEET, 3)):
        policy = Policy(f"2026-11-{day:02}T12:00", "UTC", late=Late(50, bank=1))
        monkeypatch.setitem(vars(load(course, name)), "policy", policy)
    with Gradebook(BOOK) as book:
        for name, when in (("a05_second_order", "11-01 13:00"), (SHEET, "11-03 13:00")):
            Class(book).hand_in("zoe", result(f=10), when=at(when), path="zoe.py", content=name, to=name)
    assert ("zoe 10 / " in desk.said("scores a05"), "zoe 5 / 118" in desk.said("scores a06")) == (True, True)
    assert desk.said("export a06")
    assert ",5,118," in (desk.folder / "export" / f"{SHEET}-grades.csv").read_text(encoding="utf-8")
    desk.said("publish a06")
    told, names = desk.looked_up(publishing.published, SHEET)
    assert {names[key]: each.points for key, each in told.items()}["zoe"] == 5
    desk.said("report a06")
    assert [sheet.name for sheet in asked[0][0]] == [SHEET, "a05_second_order"]


@pytest.fixture
def replayed(monkeypatch):
    """Let every check pass of ada's file, and refuse the others'."""

    def grader(_course, _sheet, *, trust):
        def replay(member, exercise):
            if member.name != "ada.py":
                return Refusal(member.name, "is too long.")
            return Replay(member.name, SHEET, exercise, False, (f"trust: {trust}",), (), (), (), ())

        return nullcontext(SimpleNamespace(replay=replay))

    monkeypatch.setattr("autograder.classroom.Grader", grader)


@pytest.mark.usefixtures("replayed")
def test_a_script_is_made_of_a_failing_call_alone(desk) -> None:
    """Where every check passes none is written, and why a file is refused is said."""
    assert "trust: False failed nothing: every check passes" in desk.said("replay ada step_network --out again.py")
    assert not (desk.folder / "again.py").exists()
    assert "passed trust: True" in desk.said("replay ada step_network --trust-submissions")
    assert "bob.py: is too long." in desk.refused("replay bob step_network")


def test_a_call_is_of_the_sheet_that_is_named(desk, course, a01, monkeypatch) -> None:
    """An exercise of another sheet is none of it, and where several have one of the name it is asked for."""
    assert "is no exercise of a02_backpropagation." in desk.refused("replay ada step_network --assignment a02")

    def alike(_course, name):
        return SimpleNamespace(name=name, exercises=a01.exercises)

    monkeypatch.setattr("autograder.cli.results.sheet_of", alike)
    words = f"'predict': is an exercise of {', '.join(course.sheets)}; say which with --assignment."
    assert words in desk.refused("replay ada predict")


def test_rows_of_a_table_are_counted_and_are_whose_it_was(desk) -> None:
    """What is filled in is by --who, where the table names nobody; what is open is counted."""
    table = "file,question,points\nada.py,how_many,3\nada.py,second_limit,\nbob.py,how_many,1\n"
    (desk.folder / "written.csv").write_text(table, encoding="utf-8")
    assert desk.said("mark a06 written.csv --who dean") == "2 answers are marked anew, and 1 rows are open."
    found, names = desk.looked_up(marking.decided, SHEET)
    assert {(names[key], item): (each.points, each.who) for (key, item), each in found.items()} == {
        ("ada", "how_many"): (Fraction(3), "dean"),
        ("bob", "how_many"): (Fraction(1), "dean"),
    }


def dealt(desk, name):
    """Return the answers of a table that was dealt."""
    text = (desk.folder / name).read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")  # by which spreadsheets know UTF-8
    return sorted(row["answer"] for row in csv.DictReader(io.StringIO(text[1:], newline="")))


def test_answers_are_dealt_by_question_section_and_folder(desk) -> None:
    """With --question only its answers are dealt, where nobody is named a table a section, below --out."""
    assert desk.said("deal a06 --question second_limit --out there") == f"there/{SHEET}-A.csv: 1 answers"
    assert dealt(desk, f"there/{SHEET}-A.csv") == ["ada's limit"]
    said = desk.said("deal a06")
    assert f"marking/{SHEET}-A.csv: 2 answers" in said
    assert f"marking/{SHEET}-B.csv: 1 answers" in said


def test_answers_with_points_are_dealt_when_all_are_asked_for(desk) -> None:
    """What has points is dealt with --all alone."""
    table = "file,question,points\nada.py,how_many,3\nada.py,second_limit,2\nbob.py,how_many,1\n"
    (desk.folder / "written.csv").write_text(table, encoding="utf-8")
    desk.said("mark a06 written.csv")
    assert desk.said("deal a06 ann") == "There is nothing to mark."
    assert desk.said("deal a06 ann --all") == f"marking/{SHEET}-ann.csv: 3 answers"
    assert dealt(desk, f"marking/{SHEET}-ann.csv") == ["ada's limit", "ada's many", "bob's few"]


def test_tables_that_would_be_one_file_are_refused(desk) -> None:
    """Assistants whose names make the same file are told, and so is a folder in a table's place."""
    assert "a.b, a-b: would have files of one name; name them" in desk.refused("deal a06 a.b a-b")
    (desk.folder / "marking" / f"{SHEET}-ann.csv").mkdir(parents=True)
    assert f"marking/{SHEET}-ann.csv: has points in it" in desk.refused("deal a06 ann")


def test_every_serving_has_its_port_and_a_token_of_its_own(desk, monkeypatch) -> None:
    """The port and who marks are those of the options; nobody can guess the address."""
    served = []
    monkeypatch.setattr("autograder.terminal.serving.serve", lambda _book, *rest: served.append(rest))
    for _ in range(2):
        desk.said("serve a06 --port 8123 --who dean")
    assert [(sheets[0].name, who, port) for sheets, who, _, port in served] == [(SHEET, "dean", 8123)] * 2
    tokens = {token for _, _, token, _ in served}
    assert [bool(re.fullmatch(r"[\w-]{32}", token)) for token in tokens] == [True, True]
