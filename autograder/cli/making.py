"""What an instructor makes: courses and sheets, what is handed out of them, and the proof of their tests."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.progress import Progress, TextColumn
from rich.text import Text

from autograder.cli.courses import load_all, load_each, nothing, seeds_of, sheet_of, this_course
from autograder.cli.door import main, trusting
from autograder.errors import OperatorError
from autograder.integrations.platforms import PLATFORMS
from autograder.terminal.screen import notices, screen, writing_below
from autograder.terminal.writing import write_for, write_variants

if TYPE_CHECKING:
    from autograder.evidence import Certificate, Proof
    from autograder.integrations.platforms import Platform
    from autograder.spec import Assignment
    from autograder.spec.course import Course


@main.command()
@click.argument("assignments", metavar="[ASSIGNMENT]...", nargs=-1)
@click.option("--out", default="dist", show_default=True, type=click.Path(path_type=Path), help="Folder to write to.")
@click.option("--unproven", is_flag=True, help="Write sheets whose tests are not proven; their certificate says so.")
@click.option(
    "--variants",
    metavar="CLASS.csv",
    type=click.Path(path_type=Path),
    help="Write a variant for each student in the first column, too.",
)
@click.option("--for", "platform", type=click.Choice(PLATFORMS), help="Write what the platform needs for grading, too.")
@click.option("--reveal", is_flag=True, help="For Gradescope: after the due date, mark the multiple choice.")
@click.option("--wait", default=0, type=click.IntRange(0), help="For Gradescope: minutes between two submissions.")
@click.option("--leaderboard", is_flag=True, help="For Gradescope: show the class all points, under chosen names.")
def generate(
    assignments: tuple[str, ...],
    out: Path,
    *,
    unproven: bool,
    variants: Path | None,
    platform: Platform | None,
    reveal: bool,
    wait: int,
    leaderboard: bool,
) -> None:
    """Write the student's and the staff's notebooks of sheets: all of the course, or those named.

    A sheet whose tests are not proven (see `secant check`) is proven first, and not written if they fall short.
    """
    from autograder.generate import bundle_of, read_class, secrets_of, write_bundle
    from autograder.integrations.gradescope import Policy

    if platform != "gradescope" and (reveal or wait or leaderboard):
        raise OperatorError("--reveal, --wait and --leaderboard are Gradescope's; name them with --for gradescope.")
    course = this_course()
    sheets = load_all(course)
    wanted = {sheet_of(course, name).name for name in assignments} or {sheet.name for sheet, _ in sheets}
    if not wanted:
        raise nothing(course)
    students = read_class(variants) if variants else ()
    secrets, left_out = secrets_of(sheets), []
    bundles = [(sheet, bundle_of(sheet, seeds, secrets)) for sheet, seeds in sheets if sheet.name in wanted]
    for sheet, files in bundles:
        about = _certified(course, sheet, unproven=unproven) if _is_as_released(course, sheet) else None
        if about is None:
            left_out.append(sheet.name)
            continue
        with writing_below(out):
            for path in write_bundle(files, about, out):
                screen.print(Text(str(path)), soft_wrap=True)
            if students:
                write_variants(course, sheet, secrets, students, out / sheet.name)
            if platform:
                policy = Policy(sheet.name, told=reveal, wait=wait, leaderboard=leaderboard)
                write_for(platform, course, sheet, secrets, policy, out / sheet.name, tried=not unproven)
    sys.exit(1 if left_out else 0)


def _certified(course: Course, sheet: Assignment, *, unproven: bool) -> Certificate | None:
    """Return what is known of a sheet's tests; None, and say so, if they fall short."""
    from autograder.proof import certificate, kept

    about = kept(course, sheet)
    if about is None:  # the author's own answers need no isolation
        about = certificate(course, sheet, None if unproven else prove_sheet(course, sheet, trust=True))
    if about.proven or unproven:
        return about
    words = f"{sheet.name}: not written, as its tests fall short. Mend them, or write it with --unproven."
    notices.print(Text(words, "red"), soft_wrap=True)
    return None


@main.command()
@click.argument("assignments", metavar="[ASSIGNMENT]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="All sheets of the course; so without any name.")
@click.option("--out", type=click.Path(path_type=Path), help="File to write the kill matrix to, as JSON.")
@click.option("--page", type=click.Path(path_type=Path), help="File to write it to as a page, with a heat map.")
@trusting
def check(
    assignments: tuple[str, ...], out: Path | None, page: Path | None, *, every: bool, trust_submissions: bool
) -> None:
    """Prove the tests of sheets: all of the course, or those named.

    The reference gets full marks, the skeleton none; every right variant full marks; every mutant loses points in its
    exercise alone; no generated mutant of the reference survives unless it is declared equivalent, and shown to be; and
    what is graded is promised by a docstring and has a visible check.
    """
    from autograder.report import kill_table, proof_json, proof_page

    course = this_course()
    sheets = load_each(course, course.sheets if every else assignments or course.sheets)
    if not sheets:
        raise nothing(course)
    wanted = [(path, write) for path, write in ((out, proof_json), (page, proof_page)) if path is not None]
    for path, _ in wanted:  # before minutes of work
        with writing_below(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
    proofs = []
    for sheet in sheets:
        proofs.append(prove_sheet(course, sheet, trust=trust_submissions))
        screen.print(kill_table(proofs[-1]))
    for path, write in wanted:
        with writing_below(path.parent):
            path.write_text(write(proofs), encoding="utf-8")
    sys.exit(1 if any(proof.faults for proof in proofs) else 0)


def _is_as_released(course: Course, sheet: Assignment) -> bool:
    """Whether a sheet promises what its last release has promised; say in what it does not."""
    from autograder.generate import changes_since

    different = changes_since(sheet.folder, sheet, course.seeds(sheet))
    for sentence in different:
        notices.print(Text(f"{sheet.name}: {sentence}", "yellow"), soft_wrap=True)
    if different:
        words = f"{sheet.name}: not written, as it is not what was released; secant release gives it the next number."
        notices.print(Text(words, "red"), soft_wrap=True)
    return not different


@main.command()
@click.argument("assignment")
@trusting
def release(assignment: str, *, trust_submissions: bool) -> None:
    """Freeze a sheet's names, signatures, points and cases under a number, in assignments/NAME/releases.

    Run again after a change, it says what is not as it was, gives that the next number, and writes an addendum for
    students; notebooks of earlier releases are graded by what those have promised.
    """
    from autograder.generate import changes_since, latest, release_files, write_files
    from autograder.proof import kept

    course = this_course()
    sheet = sheet_of(course, assignment)
    seeds = seeds_of(course, sheet)
    files = release_files(course, sheet, seeds)
    number = latest(sheet.folder)
    if not files:
        screen.print(Text(f"{sheet.name} is as release {number} has promised; nothing was written."))
        return
    if kept(course, sheet) is None and prove_sheet(course, sheet, trust=trust_submissions).faults:
        notices.print(Text("Not released, as its tests fall short.", "red"))
        sys.exit(1)
    for sentence in changes_since(sheet.folder, sheet, seeds):
        screen.print(Text(f"- {sentence}"), soft_wrap=True)
    with writing_below(sheet.folder):
        for path in write_files(files, sheet.folder):
            screen.print(Text(str(path)), soft_wrap=True)
    screen.print(Text(f"{sheet.name}: release {number + 1}. Put it under version control, and generate.", "bold"))


@main.group()
def new() -> None:
    """Begin a course, or a sheet of one, with an example that works."""


@new.command("course")
@click.argument("folder", type=click.Path(path_type=Path))
def new_course(folder: Path) -> None:
    """Make a course of one's own in a new folder, with the engine's wheel in it."""
    from autograder.generate.course import course_files
    from autograder.integrations.wheel import engine_wheel

    wheel, content = engine_wheel()
    _write_new(folder, {**course_files(folder.resolve().name, f"wheels/{wheel}"), f"wheels/{wheel}": content})


@new.command("assignment")
@click.argument("name")
def new_assignment(name: str) -> None:
    """Add a sheet with one exercise to the course."""
    from autograder.generate.course import sheet_files

    course = this_course()
    if course.is_bundled:
        raise OperatorError(f"{course.root}: this is the bundled lecture; make a course with secant new course first.")
    _write_new(course.root, sheet_files(name))


@new.command("exercise")
@click.argument("assignment")
@click.argument("function", metavar="MODULE.FUNCTION")
def new_exercise(assignment: str, function: str) -> None:
    """Add the record of a function of the reference to a sheet, and its place to the sheet's prose."""
    from autograder.generate import write_files
    from autograder.generate.exercise import exercise_files

    course = this_course()
    if course.is_bundled:
        raise OperatorError(f"{course.root}: this is the bundled lecture; make a course with secant new course first.")
    files = exercise_files(course, sheet_of(course, assignment), function)
    with writing_below(course.root):
        for path in write_files(files, course.root):
            screen.print(Text(f"{path}: draw its cases, add mutants, and run secant check"), soft_wrap=True)


def _write_new(folder: Path, files: dict[str, bytes]) -> None:
    from autograder.generate import write_files
    from autograder.generate.course import is_free

    is_free(folder, files)
    with writing_below(folder):
        for path in write_files(files, folder):
            screen.print(Text(str(path)), soft_wrap=True)


def prove_sheet(course: Course, sheet: Assignment, *, trust: bool) -> Proof:
    """Prove a sheet's tests, print where they fall short, and keep the certificate if they do not."""
    from autograder.classroom import Grader
    from autograder.proof import certificate, keep, prove

    columns = (TextColumn("{task.description}"), TextColumn("{task.completed} answers"))
    seeds = seeds_of(course, sheet)
    with (
        Progress(*columns, console=notices, transient=True, disable=not notices.is_terminal) as bar,
        Grader(course, sheet, trust=trust) as grader,
    ):
        task = bar.add_task(f"proving {sheet.name}", total=None)
        proof = prove(sheet, seeds, grader, lambda _: bar.advance(task))
    for answer in proof.faults:
        words = f"{sheet.name}: {answer.exercise} {answer.kind} “{answer.name}” {answer.fault}"
        notices.print(Text(words, "red"), soft_wrap=True)
    if not proof.faults:
        keep(certificate(course, sheet, proof))
    return proof
