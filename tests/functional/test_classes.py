"""What the staff do with a class: commands over one gradebook, as people type them."""

from __future__ import annotations

import csv
import io
import json
import shlex
import shutil
import stat
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.errors import OperatorError
from autograder.gradebook import Gradebook, roster
from autograder.integrations.similarity import _program
from autograder.report import written_table
from tests.functional import batches
from tests.unit.classroom.gradebooks import Class, result, written
from tests.unit.conftest import TinyCourse

WRONG = {"predict": "def predict(theta, X):\n    return 2 * (X @ theta)\n"}
LIST = (
    "name,email,section,folder\nAda Lovelace,ada@example.org,A,ada\nBob,bob@example.org,B,bob\nEve,eve@example.org,B,\n"
)


class Desk:
    """A folder with a graded class of two, ada who is right and bob who is not, and the command."""

    def __init__(self, folder):
        self.folder = folder

    def secant(self, line):
        """Run a command in this process; return it, with all that it has printed."""
        done = CliRunner().invoke(main, shlex.split(line))
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    def said(self, line):
        """Run a command that succeeds; return its words, one blank between two."""
        done = self.secant(line)
        assert done.exit_code == 0, done.output
        return " ".join(done.stdout.split())

    def table(self, name):
        """Read a table that was written."""
        text = (self.folder / name).read_text(encoding="utf-8")
        return [*csv.DictReader(io.StringIO(text, newline=""))]


@pytest.fixture(scope="module")
def graded(tmp_path_factory, course, a01):
    """Grade a class of two; return its folder."""
    from autograder.demo import filled_notebook
    from autograder.spec.cut import solutions

    folder = tmp_path_factory.mktemp("class")
    right = solutions(a01)
    for name, sources in (("ada", right), ("bob", right | WRONG)):
        (folder / "class" / name).mkdir(parents=True)
        text = json.dumps(filled_notebook(a01, course.seeds(a01), sources))
        (folder / "class" / name / "hw.ipynb").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert Desk(folder).secant("grade a01 class").exit_code == 0
    return folder


@pytest.fixture
def desk(graded, tmp_path, monkeypatch):
    """Return a copy of the graded class, to be changed."""
    shutil.copytree(graded, tmp_path / "desk")
    monkeypatch.chdir(tmp_path / "desk")
    monkeypatch.delenv("SECANT_GRADEBOOK", raising=False)
    return Desk(tmp_path / "desk")


def test_the_roster_gives_names_to_who_has_handed_in(desk) -> None:
    """A class list with folders' names is joined to what was graded; who has handed in nothing is there, too."""
    (desk.folder / "list.csv").write_text(LIST, encoding="utf-8")
    assert desk.said("roster list.csv") == "3 students in the list, 1 of them new."
    shown = desk.said("scores a01")
    assert "Ada Lovelace 100 / 100" in shown
    assert "Bob 95 / 100" in shown
    assert "Eve - / 100" in shown
    assert "Ada Lovelace ada@example.org A folder ada" in desk.said("roster")


def test_points_line_by_line_and_other_points(desk) -> None:
    """An override counts, is a line of its own, stays beside what was judged, and is taken back."""
    assert "0 5 predict." in desk.said("scores a01 bob")
    assert desk.said("override a01 bob predict 7/2 --why 'a typo' --who me") == "Noted."
    assert desk.said("override a01 bob predict 7/2 --why 'a typo' --who me") == "That is so already."
    assert "3.5 5 predict, marked by a person." in desk.said("scores a01 bob")
    assert "bob 98.5 / 100" in desk.said("scores a01")
    desk.said("override a01 bob predict none --why 'it was right'")
    assert "bob 95 / 100" in desk.said("scores a01")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("override a01 bob predict 6 --why x", "'6': is no number of points from 0 to 5; write 3, 2.5 or 7/3."),
        (
            "override a01 bob predikt 1 --why x",
            "'predikt': is no exercise of a01_linear_regression; there are: pre",
        ),
        ("override a01 eve predict 1 --why x", "'eve': is no key, number, e-mail address or name of the roster"),
        ("scores a01 --gradebook none.sqlite", "none.sqlite: there is no gradebook; grade first, or name another"),
        ("request rule 9 --grant --why x", "9: is the number of no request; see secant request list"),
        ("regrade a01 --better", "--better says which results are to count: name --apply, too."),
        ("replay bob predikt", "'predikt': is no exercise of a01_linear_regression, a02"),
        ("roster class", "class: cannot be opened (Is a directory); name a file that is there."),
        ("mark a01 bad.csv", "bad.csv: has no column file, question"),
        ("extend bad.csv", "bad.csv"),
    ],
)
def test_what_cannot_be_done_gets_a_sentence(desk, line, sentence) -> None:
    """Wrong names, numbers, files and places end with 2, one sentence and no trace, and change nothing."""
    (desk.folder / "bad.csv").write_text("points\n1\n", encoding="utf-8")
    before = (desk.folder / "graded" / "gradebook.sqlite").read_bytes()
    done = desk.secant(line)
    assert done.exit_code == 2
    assert sentence in " ".join(done.output.split())
    assert "Traceback" not in done.output
    assert (desk.folder / "graded" / "gradebook.sqlite").read_bytes() == before


def test_a_request_has_its_way(desk) -> None:
    """Who asks, for whom and why; then who has decided, how and why."""
    assert desk.said("request new a01 bob predict --who bob --why 'two is one'") == "Request 1 is noted."
    shown = desk.said("request list")
    assert "1 bob a01_linear_regression predict" in shown
    assert "by bob: two is one" in shown
    assert desk.said("request rule 1 --refuse --who me --why 'it is two'") == "Request 1 is refused."
    assert desk.said("request list") == "There is no open request."
    assert "refused by me: it is two" in desk.said("request list --all")


def test_later_differences_are_held_against_what_was_told(desk) -> None:
    """After publishing nothing is said; once the points are other ones the staff see what the student knows."""
    words = "a01_linear_regression: 2 students are told their points, {} of them for the first time or other ones."
    assert desk.said("publish a01") == words.format(2)
    assert "was told" not in desk.said("scores a01")
    desk.said("override a01 bob predict 5 --why mercy")
    assert "bob 100 / 100 was told 95 of 100" in desk.said("scores a01")
    assert desk.said("publish a01") == words.format(1)


def test_what_counts_goes_into_a_platforms_grade_book(desk) -> None:
    """Points after decisions are in a copy of it, and nothing else is another; whoever is not in it is named."""
    book = "Student,ID,SIS Login ID,Section,Linear regression (7)\n    Points Possible,,,,100\n"
    (desk.folder / "Grades.csv").write_text(f"{book}Bob,17,bob@example.org,1,\n", encoding="utf-8")
    (desk.folder / "list.csv").write_text(
        LIST.replace("email", "email,canvas", 1)
        .replace("ada@example.org", "ada@example.org,16")
        .replace("bob@example.org", "bob@example.org,17")
        .replace("eve@example.org", "eve@example.org,18"),
        encoding="utf-8",
    )
    desk.said("roster list.csv")
    desk.said("override a01 bob predict 3.5 --why almost")
    done = desk.secant("scores a01 --into Grades.csv")
    assert done.exit_code == 0, done.output
    words = "export/Grades.csv: the points of 1 student are in it, after all that was decided and the policy takes off"
    assert words in " ".join(done.stdout.split())
    assert "Ada Lovelace" in done.stderr
    text = (desk.folder / "export" / "Grades.csv").read_text(encoding="utf-8")
    assert text == f"{book}Bob,17,bob@example.org,1,98.5\n"


def test_an_export_is_for_the_staff_alone(desk) -> None:
    """A row a student and a row a line, in files that nobody else may read."""
    desk.said("export a01")
    rows = desk.table("export/a01_linear_regression-grades.csv")
    assert [(row["name"], row["points"], row["possible"]) for row in rows] == [
        ("ada", "100", "100"),
        ("bob", "95", "100"),
    ]
    lines = desk.table("export/a01_linear_regression-lines.csv")
    assert sum(float(line["points"]) for line in lines if line["name"] == "bob") == 95
    assert {stat.S_IMODE(path.stat().st_mode) for path in (desk.folder / "export").iterdir()} == {0o600}


def test_an_anonymous_export_says_nothing_of_whose_it_is(desk) -> None:
    """No name, key, file, text or time is in it; what was found is, and twice it has other keys."""
    (desk.folder / "list.csv").write_text(LIST, encoding="utf-8")
    desk.said("roster list.csv")
    with Gradebook("graded/gradebook.sqlite") as book, book.reading() as db:
        keys = [*roster.roster(db)]
    exports = []
    for _ in range(2):
        desk.said("export a01 --anonymous")
        exports.append((desk.folder / "export" / "anonymous.json").read_text(encoding="utf-8"))
    for word in ("ada", "Ada", "Bob", "bob", "example.org", "hw.ipynb", "2 * (X @ theta)", *keys):
        assert word not in exports[0].replace("adapt", "")
    found = [{student["student"] for student in json.loads(export)} for export in exports]
    assert len(found[0]) == 3
    assert found[0].isdisjoint(found[1])
    points = [student["assignments"]["a01_linear_regression"]["points"] for student in json.loads(exports[0])]
    assert sorted(points, key=lambda each: each or 0) == [None, 95, 100]


def test_who_is_forgotten_is_gone(desk) -> None:
    """After the question nothing of the student's is in the gradebook; without a yes all of it is."""
    assert CliRunner().invoke(main, ["forget", "bob"], input="n\n").exit_code == 1
    assert "bob" in desk.said("scores a01")
    words = "Forgotten, with 1 submissions. The files of results and downloads are yours to delete."
    assert desk.said("forget bob --yes") == words
    assert "bob" not in desk.said("scores a01")
    content = b"".join(path.read_bytes() for path in (desk.folder / "graded").glob("gradebook.sqlite*"))
    assert b"bob" not in content


def test_a_failing_call_is_shown_and_made_again(desk) -> None:
    """The staff see hidden numbers, what came back and what was expected; a script gives the same to the bit."""
    shown = desk.said("replay bob predict --out again.py")
    assert "several examples" in shown
    assert "again.py: makes the call" in shown
    assert stat.S_IMODE((desk.folder / "again.py").stat().st_mode) == 0o600
    made = subprocess.run([sys.executable, "again.py"], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    assert "bit for bit the same: yes" in " ".join(made.stdout.split())
    assert "passed" in desk.said("replay ada predict").lower()


def test_statistics_are_of_the_submissions_that_count(desk) -> None:
    """A table on the screen, a row an exercise as CSV, all of it as JSON; nobody's name."""
    shown = desk.said("stats a01 --csv s.csv --json s.json")
    assert "2 graded, 0 refused" in shown
    assert "bob" not in shown
    rows = {row["exercise"]: row for row in desk.table("s.csv")}
    assert (rows["predict"]["full"], rows["mean_squared_error"]["full"]) == ("0.5", "1")
    found = json.loads((desk.folder / "s.json").read_text(encoding="utf-8"))
    assert found["count"] == 2
    assert found["misconceptions"] == []


def test_what_is_alike_is_shown_side_by_side(desk) -> None:
    """By compare50 the two are found, whose functions are the reference's; the skeleton is no match."""
    try:
        _program()
    except OperatorError:
        pytest.skip("compare50 is not installed")
    shown = desk.said("stats a01 --similar pages")
    assert "never a score" in shown
    assert "class/ada/hw.ipynb" in shown
    assert (desk.folder / "pages" / "similar.json").is_file()


def test_files_that_were_handed_in_together_are_no_choice_for_us(desk) -> None:
    """Two of a student's that earn different points are refused and listed; equal ones and others do not matter."""
    carol = desk.folder / "more" / "carol"
    carol.mkdir(parents=True)
    (carol / "a.ipynb").write_bytes((desk.folder / "class/ada/hw.ipynb").read_bytes())
    (carol / "b.ipynb").write_bytes((desk.folder / "class/bob/hw.ipynb").read_bytes())
    (carol / "notes.py").write_text("x = 1\n", encoding="utf-8")
    done = desk.secant("grade a01 more")
    assert done.exit_code == 1
    words = (
        "it is one of 2 files of the sheet that were handed in together (a.ipynb, b.ipynb); keep the one that counts"
    )
    assert words in " ".join(done.output.split())
    assert "carol - / 100" in desk.said("scores a01")
    (carol / "b.ipynb").write_text((carol / "a.ipynb").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    done = desk.secant("grade a01 more")
    assert "handed in together" not in done.output
    assert "carol 100 / 100" in desk.said("scores a01")


def test_regrading_shows_and_changes_nothing_until_it_is_told(tmp_path, monkeypatch) -> None:
    """After a change of the tests: whose points move and why; then all count, or the better ones; overrides stay."""
    tiny = TinyCourse(tmp_path / "tiny", monkeypatch)
    value, slope = batches.VALUE, batches.SLOPE
    folder = tiny.root / "class"
    folder.mkdir()
    right, slow = value.format("0.5 * scale * np.sum(x**2)"), slope.format("scale * x")
    files = {"ada": right + slow, "bob": value.format("scale * np.sum(x**2)") + slow, "eve": right}
    for name, text in files.items():
        (folder / f"{name}.py").write_text(f"import numpy as np\n\n\n{text}", encoding="utf-8")

    def secant(*arguments):
        done = batches.started(tiny.root, tmp_path, *arguments)
        assert done.returncode == 0, done.stderr
        return " ".join(done.stdout.split()), " ".join(done.stderr.split())

    secant("grade", "s1", "class")
    assert "bob 3 / 5" in secant("scores", "s1")[0]
    secant("override", "s1", "eve", "half_square_gradient", "1", "--why", "half of it is there", "--who", "me")
    tiny.change("assignments/s1/exercises.py", "points=3", "points=4")
    tiny.change("assignments/s1/exercises.py", 'factor of the sum."', 'sum.", keeps=0.5')
    said, _ = secant("regrade", "s1")
    assert "ada 5 -> 6 half_square_gradient: 3 -> 4. All right." in said
    assert "bob 3 -> 5 half_square: 0 -> 1. " in said
    assert "2 submissions have other points, 1 the same anew. Nothing was changed" in said
    _, told = secant("grade", "s1", "class")
    assert "3 of the files have a result by s1 as it was before, and that counts on: secant regrade s1" in told
    assert "bob 3 / 6" in secant("scores", "s1")[0]
    said, _ = secant("regrade", "s1", "--apply")
    assert said.endswith("3 new results count now.")
    shown, _ = secant("scores", "s1")
    assert "ada 6 / 6" in shown
    assert "bob 5 / 6" in shown
    assert "eve 3 / 6" in shown
    tiny.change("assignments/s1/exercises.py", "points=2", "points=1")
    tiny.change("assignments/s1/exercises.py", "points=4", "points=5")
    said, _ = secant("regrade", "s1", "--apply", "--better")
    assert "ada 6 -> 6 half_square: 2 -> 1. All right. half_square_gradient: 4 -> 5. All right." in said
    assert "eve 2 -> 1" in said
    shown, _ = secant("scores", "s1")
    assert "eve 3 / 6" in shown  # the result before was the better one
    assert "bob 5.5 / 6" in shown


def test_written_answers_are_marked_in_their_table(tmp_path, monkeypatch) -> None:
    """Points of a table that comes back count; where a row is wrong none is taken over."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SECANT_GRADEBOOK", raising=False)
    name, question = "a03_losses_and_networks", "what_a_doctor_asks"
    with Gradebook(tmp_path / "graded" / "gradebook.sqlite") as book:
        found = result(softmax=5, replies=[written("since", question, 4)])
        Class(book).hand_in("ada", found, path="ada.ipynb", to=name)
    desk = Desk(tmp_path)
    table = written_table([replace(found, submission="ada.ipynb")])
    (tmp_path / "wrong.csv").write_text(table.replace("since,,", "since,4.5,good"), encoding="utf-8-sig")
    done = desk.secant("mark a03 wrong.csv")
    assert done.exit_code == 2
    words = "wrong.csv: row 2: '4.5' is no number of points from 0 to 4, with two decimals at most; nothing was"
    assert words in " ".join(done.output.split())
    (tmp_path / "right.csv").write_text(table.replace("since,,", 'since,"2,5",good'), encoding="utf-8-sig")
    assert desk.said("mark a03 right.csv --who me") == "1 answers are marked anew."
    with Gradebook(tmp_path / "graded" / "gradebook.sqlite") as book:
        assert Class(book).decided(name) == {("ada", question): 2.5}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_who_has_more_time_is_not_late(kind, tmp_path, monkeypatch, request) -> None:
    """A list of extensions holds for those whom it names, by the times that the platform has told."""
    book = request.getfixturevalue("postgresql") if kind == "postgresql" else tmp_path / "book.sqlite"
    tiny = TinyCourse(tmp_path / "tiny", monkeypatch)
    policy = 'policy=Policy("2026-11-03T12:00", "UTC", late=Late(percent_a_day=20))'
    tiny.change("assignments/s1/exercises.py", "import Assignment,", "import Assignment, Late, Policy,")
    tiny.change("assignments/s1/exercises.py", 'numbers.csv",))', f'numbers.csv",), {policy})')
    with zipfile.ZipFile(tiny.root / "class.zip", "w") as archive:
        about = {}
        for number, name in enumerate(("ada", "bob")):
            archive.writestr(f"export/submission_{number}/hw.py", f"import numpy as np\n{batches.ANSWERS[0]}")
            submitters = [{":name": name, ":email": f"{name}@example.org"}]
            about[f"submission_{number}"] = {":submitters": submitters, ":created_at": "2026-11-04 11:00:00 Z"}
        archive.writestr("export/submission_metadata.yml", json.dumps(about))
    tiny.write("more.csv", "student,assignment,until,days,why\nada@example.org,s1,2026-11-05T12:00,,ill\n")

    def said(*arguments):
        done = batches.started(tiny.root, tmp_path, *arguments, "--gradebook", book)
        assert done.returncode == 0, done.stderr
        return " ".join(done.stdout.split())

    said("grade", "s1", "class.zip")
    assert said("extend", "more.csv") == "1 extensions hold now."
    shown = said("scores", "s1")
    assert "ada 5 / 5" in shown
    assert "bob 4 / 5" in shown
