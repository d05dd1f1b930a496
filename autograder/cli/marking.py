"""Answers in words: dealt to those who mark them, marked in a browser, and taken over from tables."""

from __future__ import annotations

import secrets
from pathlib import Path

import click
from rich.text import Text

from autograder.cli.classes import item_of, kept, open_book, policed, read, who
from autograder.cli.courses import sheet_of, this_course
from autograder.cli.door import ending_well, main
from autograder.errors import OperatorError
from autograder.terminal.screen import screen
from autograder.terminal.writing import write_private


@main.command()
@click.argument("assignment")
@click.argument("marked", metavar="WRITTEN.csv", type=click.Path(path_type=Path))
@click.option("--over", is_flag=True, help="Also where somebody else has given other points meanwhile.")
@kept
@who
def mark(assignment: str, marked: Path, *, over: bool, place: str, who: str) -> None:
    """Take over the points that a person has given for written answers, from the table of `secant grade` or `deal`.

    Rows without points are left open. The column `comment` says on what grounds. All rows are taken over or none. A
    dealt table says itself who has marked it.
    """
    from autograder.terminal.marking import mark_all

    course = this_course()
    sheet = sheet_of(course, assignment)
    with open_book(place) as book, book.writing() as db:
        found = mark_all(db, policed(course, sheet), read(marked), str(marked), who, over=over)
    left = f", and {found.open} rows are open" if found.open else ""
    screen.print(Text(f"{found.anew} answers are marked anew{left}."))


@main.command()
@click.argument("assignment")
@click.argument("assistants", metavar="[ASSISTANT]...", nargs=-1)
@click.option("--question", metavar="NAME", help="Only the answers to this one.")
@click.option("--all", "every", is_flag=True, help="Also answers that have points.")
@click.option(
    "--out", default="marking", show_default=True, type=click.Path(path_type=Path), help="Folder to write to."
)
@kept
def deal(
    assignment: str, assistants: tuple[str, ...], *, question: str | None, every: bool, out: Path, place: str
) -> None:
    """Deal the written answers to assistants, or by section if none is named: tables without names, one each.

    `secant mark` takes them over when they are filled in, in any order; what two have marked differently is named.
    """
    from autograder.report import is_marked
    from autograder.terminal.marking import deal as deal_

    course = this_course()
    sheet = sheet_of(course, assignment)
    if question is not None:
        item_of(sheet, question, exercises=False)
    if len({*assistants}) < len(assistants):
        raise OperatorError("One assistant is named twice; name each once.")
    with open_book(place) as book, book.reading() as db:
        tables = deal_(db, policed(course, sheet), assistants, question, every=every)
    paths = {share: out / f"{sheet.name}-{''.join(c if c.isalnum() else '-' for c in share)}.csv" for share in tables}
    if len({*paths.values()}) < len(paths):
        raise OperatorError(f"{', '.join(tables)}: would have files of one name; name them otherwise.")
    for path in paths.values():
        if path.exists() and (path.is_dir() or is_marked(path.read_bytes())):
            raise OperatorError(f"{path}: has points in it; take it over with secant mark, or move it away.")
    for share, path in paths.items():
        text, count = tables[share]
        write_private(path, f"\ufeff{text}")  # by which spreadsheets know UTF-8
        screen.print(Text(f"{path}: {count} answers"), soft_wrap=True)
    if not paths:
        screen.print(Text("There is nothing to mark."))


@main.command()
@click.argument("assignment")
@click.option("--port", default=0, metavar="N", type=click.IntRange(0, 65535), help="A free one by default.")
@kept
@who
def serve(assignment: str, *, port: int, place: str, who: str) -> None:
    """Mark the written answers in a browser on this machine, without names, until Ctrl-C.

    Open the address that is printed: its token lets in nobody else. Looking up a name is written down.
    """
    from autograder.spec import Written
    from autograder.terminal.serving import serve as serve_

    course = this_course()
    sheet = sheet_of(course, assignment)
    if not any(isinstance(question, Written) for question in sheet.questions):
        raise OperatorError(f"{sheet.name}: has no question that is answered in sentences; there is nothing to mark.")
    with open_book(place) as book, ending_well():
        serve_(book, policed(course, sheet), who, secrets.token_urlsafe(24), port)
