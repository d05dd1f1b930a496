"""The pages on which answers in words are marked: one for the sheet, and one a question."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route

from autograder.classroom.answers import held_points, points_in
from autograder.gradebook import marking, roster
from autograder.report import points_text
from autograder.report.pages import environment, plain_text, style
from autograder.web.forms import entries_in, entry_of
from autograder.web.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection
    from starlette.requests import Request
    from starlette.responses import Response

    from autograder.classroom.answers import WrittenAnswer
    from autograder.gradebook import Gradebook
    from autograder.gradebook.marking import Decision
    from autograder.spec import Assignment
    from autograder.web.forms import Entry

    Held = Mapping[tuple[str, str], Decision]

PAGE = 20  # answers on one page


class Selection(NamedTuple):
    """Which answers of a question are looked at: those of a section, those without points, and a page of them."""

    section: str
    is_open: bool
    page: int

    @property
    def query(self) -> str:
        """As an address says it."""
        return urlencode({"section": self.section, "open": int(self.is_open), "page": self.page})


def marking_application(
    book: Gradebook, sheet: Assignment, answers: Sequence[WrittenAnswer], who: str, token: str
) -> Guard:
    """Return the application in which a sheet's answers in words are marked.

    Parameters
    ----------
    book : Gradebook
        Of the class; points are taken into it at once.
    sheet : Assignment
        The sheet.
    answers : sequence of WrittenAnswer
        Of it, question by question; what is handed in later is not there.
    who : str
        Who marks.
    token : str
        Whoever has it may mark, and nobody else.

    Returns
    -------
    Guard
        An ASGI application, for one server on the loopback interface.
    """
    desk = _Desk(book, sheet, answers, who)
    routes = [
        Route("/", desk.questions),
        Route("/question/{name}", desk.question),
        Route("/question/{name}", desk.save, methods=["POST"]),
        Route("/question/{name}/reveal/{key}", desk.reveal, methods=["POST"]),
    ]
    return Guard(Starlette(routes=routes), token)


class _Desk:
    """Answers, the gradebook, and who sits there."""

    def __init__(self, book: Gradebook, sheet: Assignment, answers: Sequence[WrittenAnswer], who: str) -> None:
        self._book, self._sheet, self._answers, self._who = book, sheet, answers, who
        self._named = {question.name: question for question in sheet.questions}

    async def questions(self, _request: Request) -> Response:
        """Show the sheet's questions, how far each is, and who has looked up names."""
        with self._book.reading() as db:
            held = held_points(db, self._sheet.name, self._answers)
            revealed = marking.revealed(db, self._sheet.name)
        count = Counter(each.reply.question for each in self._answers)
        marked = Counter(question for _, question in held)
        rows = [{"name": name, "marked": marked[name], "count": count[name]} for name in count]
        return _page("questions.html", title=self._sheet.title, rows=rows, revealed=revealed)

    async def question(self, request: Request) -> Response:
        """Show the answers to a question, with their points."""
        with self._book.reading() as db:
            return self._show(db, request, {}, saved=request.query_params.get("saved", ""))

    async def save(self, request: Request) -> Response:
        """Take points over, all that were typed or none."""
        form = await _fields(request)
        answers = self._of(request)
        with self._book.writing() as db:
            entries = entries_in(form, answers, held_points(db, self._sheet.name, answers))
            if any(entry.fault for entry in entries.values()):
                return self._show(db, request, entries, status=422)
            for answer in answers:
                if (entry := entries.get(answer.student)) is not None:
                    points = points_in(entry.points, answer.reply.possible)
                    for decision in answer.decisions(self._sheet.name, points, self._who, entry.comment):
                        marking.decide(db, decision)
        query = f"{self._selection(request).query}&saved={len(entries)}"
        return RedirectResponse(f"{request.url.path}?{query}", 303)

    async def reveal(self, request: Request) -> Response:
        """Tell whose an answer is, and write down that it was told; what was typed stays."""
        form = await _fields(request)
        answers = self._of(request)
        key = request.path_params["key"]
        if not any(each.student == key for each in answers):
            raise HTTPException(404)
        with self._book.writing() as db:
            marking.reveal(db, key, self._sheet.name, self._who)
            entries = entries_in(form, answers, held_points(db, self._sheet.name, answers))
            kept = {student: each._replace(fault="", held=form[f"held-{student}"]) for student, each in entries.items()}
            return self._show(db, request, kept)

    def _of(self, request: Request) -> list[WrittenAnswer]:
        name = request.path_params["name"]
        if name not in self._named:
            raise HTTPException(404)
        return [each for each in self._answers if each.reply.question == name]

    def _selection(self, request: Request) -> Selection:
        asked = request.query_params
        page = asked.get("page", "")
        return Selection(asked.get("section", ""), asked.get("open") == "1", int(page) if page.isdecimal() else 1)

    def _show(
        self, db: Connection, request: Request, entries: Mapping[str, Entry], *, saved: str = "", status: int = 200
    ) -> Response:
        """Show a page of answers; what was typed and not taken over stands in its fields."""
        answers, asked = self._of(request), self._selection(request)
        held = held_points(db, self._sheet.name, answers)
        chosen = [
            each
            for each in answers
            if asked.section in ("", each.section)
            and (not asked.is_open or each.student in entries or (each.student, each.reply.question) not in held)
        ]
        pages = max(1, -(-len(chosen) // PAGE))
        asked = asked._replace(page=min(max(asked.page, 1), pages))
        people = roster.roster(db)
        seen = {each.student for each in marking.revealed(db, self._sheet.name) if each.who == self._who}
        names = {key: person.name or person.email or key for key, person in people.items() if key in seen}
        question = self._named[request.path_params["name"]]
        return _page(
            "marking.html",
            status,
            title=self._sheet.title,
            question=question,
            possible=points_text(answers[0].reply.possible) if answers else "",
            answers=[
                _shown(each, held, entries.get(each.student), names)
                for each in chosen[PAGE * (asked.page - 1) : PAGE * asked.page]
            ],
            marked=len(held),
            count=len(answers),
            sections=sorted({each.section for each in answers} - {""}),
            asked=asked,
            first=PAGE * (asked.page - 1),
            pages=pages,
            saved=saved if saved.isdecimal() else "",
            faults=sum(bool(each.fault) for each in entries.values()),
            path=f"/question/{question.name}",
        )


def _shown(answer: WrittenAnswer, held: Held, typed: Entry | None, names: Mapping[str, str]) -> dict[str, Any]:
    decision = held.get((answer.student, answer.reply.question))
    return {
        "key": answer.student,
        "text": plain_text(answer.reply.answer or "", len(answer.reply.answer or "")),
        "entry": typed or entry_of(decision),
        "by": plain_text(decision.who) if decision is not None else "",
        "name": ", ".join(plain_text(names.get(each, each)) for each in answer.students)
        if answer.student in names
        else "",
    }


async def _fields(request: Request) -> dict[str, str]:
    """Return the text fields of a form."""
    async with request.form(max_files=0, max_fields=3 * PAGE + 10) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


def _page(name: str, status: int = 200, **values: Any) -> HTMLResponse:
    return HTMLResponse(environment().get_template(name).render(style=style(), **values), status)
