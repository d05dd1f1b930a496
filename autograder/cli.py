"""The command `secant`: one subcommand a door. Only this module exits, and only it and `terminal` print."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.progress import Progress, TextColumn
from rich.text import Text

from autograder.errors import AuthorError, Fault, OperatorError, SecantError
from autograder.records import Result
from autograder.terminal import (
    collect_written,
    fill_in,
    grade_all,
    is_broken,
    notices,
    screen,
    show,
    write_gradescope,
    write_variants,
    writing_below,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from autograder.evidence import Proof
    from autograder.spec import Assignment
    from autograder.spec.course import Course
    from autograder.spec.seeds import Seeds

trusting = click.option("--trust-submissions", is_flag=True, help="Grade without isolation where there is none.")


class Door(click.Group):
    """A group whose commands end in a sentence, never in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; say what went wrong and who must act."""
        try:
            return super().invoke(ctx)
        except AuthorError as error:
            count = "One fault" if len(error.faults) == 1 else f"{len(error.faults)} faults"
            notices.print(Text(f"{count} in the assignment:", "red"))
            for fault in error.faults:
                notices.print(Text(str(fault).removeprefix(f"{Path.cwd()}/")), soft_wrap=True)
            ctx.exit(2)
        except SecantError as error:
            notices.print(Text(str(error), "red"), soft_wrap=True)
            ctx.exit(2)
        except BrokenPipeError:
            ctx.exit(1)


@click.group(cls=Door)
@click.version_option(package_name="secant")
def main() -> None:
    """Make assignments from a NumPy reference, and grade them where student code cannot reach."""


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
@click.option(
    "--for", "platform", type=click.Choice(["gradescope"]), help="Write what the platform needs for grading, too."
)
@click.option("--reveal", is_flag=True, help="With --for: after the due date, mark the multiple choice.")
@click.option("--wait", default=0, type=click.IntRange(0), help="With --for: minutes between two submissions.")
def generate(
    assignments: tuple[str, ...],
    out: Path,
    *,
    unproven: bool,
    variants: Path | None,
    platform: str | None,
    reveal: bool,
    wait: int,
) -> None:
    """Write the student's and the staff's notebooks of sheets: all of the course, or those named.

    A sheet whose tests are not proven (see `secant check`) is proven first, and not written if they fall short.
    """
    from autograder.generate import bundle_of, read_class, secrets_of, write_bundle
    from autograder.proof import certificate, kept

    course = _course()
    sheets = _load_all(course)
    wanted = {_sheet(course, name).name for name in assignments} or {sheet.name for sheet, _ in sheets}
    if not wanted:
        raise _nothing(course)
    students = read_class(variants) if variants else ()
    secrets, short = secrets_of(sheets), []
    bundles = [(sheet, bundle_of(sheet, seeds, secrets)) for sheet, seeds in sheets if sheet.name in wanted]
    for sheet, files in bundles:
        about = kept(course, sheet)
        if about is None:  # the author's own answers need no isolation
            about = certificate(course, sheet, None if unproven else _prove(course, sheet, trust=True))
        if not (about.proven or unproven):
            short.append(sheet.name)
            continue
        with writing_below(out):
            for path in write_bundle(files, about, out):
                screen.print(Text(str(path)), soft_wrap=True)
            if students:
                write_variants(course, sheet, secrets, students, out / sheet.name)
            if platform:
                write_gradescope(course, sheet, out / sheet.name, told=reveal, wait=wait)
    if short:
        words = f"Not written, as their tests fall short: {', '.join(short)}. Mend them, or write them with --unproven."
        notices.print(Text(words, "red"), soft_wrap=True)
        sys.exit(1)


@main.command()
@click.argument("assignment")
@click.argument("files", nargs=-1, required=True, metavar="FILE|ZIP...", type=click.Path(path_type=Path))
@click.option("--out", default="graded", show_default=True, type=click.Path(path_type=Path), help="Folder to write to.")
@click.option("--reveal", is_flag=True, help="After the due date: mark the multiple choice, tell what is right.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["junit", "markdown", "classroom", "classroom50"]),
    help="Write junit.xml, summary.md, classroom.txt or result.json, too.",
)
@click.option(
    "--variants",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The staff's variants.csv: say who handed in another student's variant.",
)
@click.option(
    "--into",
    metavar="CSV",
    type=click.Path(path_type=Path),
    help="Canvas's grade book or Moodle's worksheet, to be filled in.",
)
@click.option("--column", help="Title or number of Canvas's assignment; the sheet's title by default.")
@trusting
def grade(
    assignment: str,
    files: tuple[Path, ...],
    out: Path,
    *,
    reveal: bool,
    formats: tuple[str, ...],
    variants: Path | None,
    into: Path | None,
    column: str | None,
    trust_submissions: bool,
) -> None:
    """Grade notebooks or scripts of a sheet, also those in zip archives.

    Writes FILE's stem/results.json for each into the folder; for a file in an archive ZIP's stem and the file's path.
    Written answers are collected in written.csv, for a person to mark; --into fills in a copy of a grade book.
    """
    from autograder.generate import foreign_variant, read_variants
    from autograder.report import printable

    course = _course()
    sheet = _sheet(course, assignment)
    table = read_variants(variants) if variants else {}
    _seeds(course, sheet)
    graded = grade_all(course, sheet, files, out, told=reveal, formats=formats, trust=trust_submissions)
    show(graded, told=reveal)
    for each in graded:
        if isinstance(each, Result) and (clause := foreign_variant(each.submission, each.variant, table)):
            notices.print(printable(f"{each.submission}: {clause}; its points stand.", "yellow"), soft_wrap=True)
    screen.print(Text(f"Results: {out}/*/results.json"), soft_wrap=True)
    collect_written(sheet, graded, out)
    if into:
        fill_in(into, column or sheet.title, graded, out)
    complete = all(isinstance(each, Result) and not is_broken(each) for each in graded)
    sys.exit(0 if complete else 1)


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

    course = _course()
    sheets = _load_each(course, course.sheets if every else assignments or course.sheets)
    if not sheets:
        raise _nothing(course)
    wanted = [(path, write) for path, write in ((out, proof_json), (page, proof_page)) if path is not None]
    for path, _ in wanted:  # before minutes of work
        with writing_below(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
    proofs = []
    for sheet in sheets:
        proofs.append(_prove(course, sheet, trust=trust_submissions))
        screen.print(kill_table(proofs[-1]))
    for path, write in wanted:
        with writing_below(path.parent):
            path.write_text(write(proofs), encoding="utf-8")
    sys.exit(1 if any(proof.faults for proof in proofs) else 0)


@main.command()
@click.option(
    "--out",
    default="secant-demo",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder to write to.",
)
@trusting
def demo(out: Path, *, trust_submissions: bool) -> None:
    """Generate the bundled lecture's first sheet, make a small class of it, and grade that class."""
    from autograder.demo import write_class
    from autograder.generate import bundle_of, secrets_of, write_bundle
    from autograder.proof import certificate, kept
    from autograder.resources import lecture_root
    from autograder.spec.course import Course

    course = Course(lecture_root())
    sheets = _load_all(course)
    sheet, seeds = sheets[0]
    screen.print(Text(f"Generating {sheet.name}: {sheet.title}", "bold"))
    with writing_below(out):
        proven = kept(course, sheet) or certificate(course, sheet, None)
        written = write_bundle(bundle_of(sheet, seeds, secrets_of(sheets)), proven, out)
        paths = write_class(sheet, seeds, out / "submissions")
    screen.print(Text(f"Grading a class of {len(paths)}", "bold"))
    _seeds(course, sheet)
    graded = grade_all(course, sheet, paths, out / "graded", trust=trust_submissions)
    show(graded)
    screen.print()
    for name, path in (
        ("Student's notebook", written[0]),
        ("Solution", written[1]),
        ("Submissions", out / "submissions"),
        ("Results", out / "graded" / "*" / "results.json"),
    ):
        screen.print(Text(f"{name + ':':20}{path}"), soft_wrap=True)


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

    course = _course()
    if course.is_bundled:
        raise OperatorError(f"{course.root}: this is the bundled lecture; make a course with secant new course first.")
    _write_new(course.root, sheet_files(name))


def _write_new(folder: Path, files: dict[str, bytes]) -> None:
    from autograder.generate import write_files
    from autograder.generate.course import is_free

    is_free(folder, files)
    with writing_below(folder):
        for path in write_files(files, folder):
            screen.print(Text(str(path)), soft_wrap=True)


@main.command()
def doctor() -> None:
    """Say how far this machine can keep student code apart, and why no further."""
    from autograder.classroom import Grader
    from autograder.report import isolation_sentence

    course = _course()
    sheet = _sheet(course, course.sheets[0]) if course.sheets else None
    if sheet is None:
        raise _nothing(course)
    with Grader(course, sheet, trust=True) as grader:
        isolation = grader.isolation
    screen.print(Text(isolation_sentence(isolation), "bold"))
    for clause in isolation.why:
        screen.print(Text(f"- {clause}"), soft_wrap=True)
    sys.exit(1 if isolation.level == "X" else 0)


def _load_all(course: Course) -> list[tuple[Assignment, Seeds]]:
    """Load every sheet of a course, with its seeds, and hold the sheets against each other."""
    from autograder.spec.course import foreign_faults

    sheets = _load_each(course, course.sheets)
    if faults := [*foreign_faults(sheets)]:
        raise AuthorError(faults)
    return [(sheet, _seeds(course, sheet)) for sheet in sheets]


def _load_each(course: Course, names: Iterable[str]) -> list[Assignment]:
    """Load sheets; the faults of all of them are reported together."""
    sheets: list[Assignment] = []
    faults: list[Fault] = []
    for name in names:
        try:
            sheets.append(_sheet(course, name))
        except AuthorError as error:
            faults += error.faults
    if faults:
        raise AuthorError(faults)
    return sheets


def _prove(course: Course, sheet: Assignment, *, trust: bool) -> Proof:
    """Prove a sheet's tests, print where they fall short, and keep the certificate if they do not."""
    from autograder.classroom import Grader
    from autograder.proof import certificate, keep, prove

    columns = (TextColumn("{task.description}"), TextColumn("{task.completed} answers"))
    seeds = _seeds(course, sheet)
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


def _nothing(course: Course) -> OperatorError:
    return OperatorError(f"{course.root}: there are no assignments; write assignments/NAME/exercises.py first.")


def _course() -> Course:
    """Find the course; say so where that is not one of the operator's own."""
    from autograder.spec.course import find_course

    course = find_course()
    if course.is_bundled and not Path.cwd().resolve().is_relative_to(course.root):
        notices.print(Text("No course here or above: this is the bundled lecture, whose answers are public.", "yellow"))
    return course


def _seeds(course: Course, sheet: Assignment) -> Seeds:
    """Return the sheet's seeds; say where a secret that had to be made is kept."""
    from autograder.spec.seeds import secret_file

    place = secret_file(course.root.name)
    known = place.exists()
    seeds = course.seeds(sheet)
    if not known and place.exists():
        words = f"Made a new secret for the course {course.root.name}: {place}. Keep it: other secrets, other numbers."
        notices.print(Text(words, "yellow"), soft_wrap=True)
    return seeds


def _sheet(course: Course, name: str) -> Assignment:
    from autograder.spec.course import load

    return load(course, name)


if __name__ == "__main__":
    main()
