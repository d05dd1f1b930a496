"""The pages on which answers in words are marked: one for the sheet, and one a question."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from starlette.routing import Route

from autograder.classroom.answers import held_points, points_in, written_answers
from autograder.errors import OperatorError
from autograder.gradebook import marking, roster
from autograder.report import points_text
from autograder.report.pages import environment, plain_text, style
from autograder.spec import Written
from autograder.web.forms import entries_in, entry_of
from autograder.web.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Connection
    from starlette.requests import Request
    from starlette.responses import Response

    from autograder.classroom.answers import WrittenAnswer
    from autograder.gradebook import Gradebook
    from autograder.gradebook.marking import Decision
    from autograder.spec import Assignment
    from autograder.web.forms import Entry

PAGE = 20  # answers on one page


class Selection(NamedTuple):
    """Which answers are looked at: of a section, without points only, and those whose key is after another's.

    Keys rather than numbers of pages: what is marked leaves the list, and the next answers come up.
    """

    section: str
    is_open: bool
    after: str

    @property
    def query(self) -> str:
        """As an address says it."""
        return urlencode({"section": self.section, "open": int(self.is_open), "after": self.after})


def marking_application(book: Gradebook, sheets: Sequence[Assignment], who: str, token: str) -> Guard:
    """Return the application in which a sheet's answers in words are marked.

    Parameters
    ----------
    book : Gradebook
        Of the class; points are taken into it at once.
    sheets : sequence of Assignment
        The sheet, and those of its course that share late days with it.
    who : str
        Who marks.
    token : str
        Whoever knows it may mark, and nobody else.

    Returns
    -------
    Guard
        An ASGI application, for one server on the loopback interface.
    """
    desk = _Desk(book, sheets, who)
    routes = [
        Route("/", desk.questions),
        Route("/question/{name}", desk.question),
        Route("/question/{name}", desk.save, methods=["POST"]),
        Route("/question/{name}/reveal/{key}", desk.back),
        Route("/question/{name}/reveal/{key}", desk.save, methods=["POST"]),
    ]
    return Guard(Starlette(routes=routes, exception_handlers={OperatorError: _sentence}), token)


async def _sentence(_request: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", 503)


class _Desk:
    """The gradebook, the sheet, and who sits there; the answers are read anew for every page."""

    def __init__(self, book: Gradebook, sheets: Sequence[Assignment], who: str) -> None:
        self._book, self._sheets, self._sheet, self._who = book, sheets, sheets[0], who
        self._named = {each.name: each for each in self._sheet.questions if isinstance(each, Written)}

    def questions(self, request: Request) -> Response:
        """Show the sheet's questions, how far each is, and who has looked up names."""
        with self._book.reading() as db:
            answers = written_answers(db, self._sheets)
            held = held_points(db, self._sheet.name, answers)
            revealed = marking.revealed(db, self._sheet.name)
        count = Counter(each.reply.question for each in answers)
        marked = Counter(question for _, question in held)
        rows = [{"name": name, "marked": marked[name], "count": count[name]} for name in self._named if count[name]]
        return _page(request, "questions.html", title=self._sheet.title, rows=rows, revealed=revealed)

    def question(self, request: Request) -> Response:
        """Show the answers to a question, with their points."""
        with self._book.reading() as db:
            return self._show(db, request, self._answers_to(db, request))

    def back(self, request: Request) -> Response:
        """Lead from the address of a form that was sent to the page on which it is."""
        return RedirectResponse(f"{self._path(request)}?{_selection(request.query_params).query}", 303)

    async def save(self, request: Request) -> Response:
        """Take points over, all that were typed or none; tell whose an answer is, and write down that it was told."""
        async with request.form(max_files=0, max_fields=3 * PAGE + 20) as form:
            fields = {name: value for name, value in form.items() if isinstance(value, str)}
        return await run_in_threadpool(self._save, request, fields)

    def _save(self, request: Request, form: Mapping[str, str]) -> Response:
        with self._book.writing() as db:
            answers = self._answers_to(db, request)
            if key := request.path_params.get("key"):
                self._reveal(db, key, answers)
            entries = entries_in(form, answers, held_points(db, self._sheet.name, answers))
            if any(entry.fault for entry in entries.values()):
                shown = {name.removeprefix("points-") for name in form if name.startswith("points-")}
                return self._show(db, request, answers, entries, shown)
            for answer in answers:
                if (entry := entries.get(answer.student)) is not None:
                    points = points_in(entry.points, answer.reply.possible)
                    for decision in answer.decisions(self._sheet.name, points, self._who, entry.comment):
                        marking.decide(db, decision)
        asked = _selection(request.query_params if "show" not in form else form)
        return RedirectResponse(f"{self._path(request)}?{asked.query}&saved={len(entries)}", 303)

    def _reveal(self, db: Connection, key: str, answers: Sequence[WrittenAnswer]) -> None:
        """Write down that names are looked up, each once."""
        whose = next((each.students for each in answers if each.student == key), None)
        if whose is None:
            raise HTTPException(404)
        for student in {*whose} - self._revealed(db):
            marking.reveal(db, student, self._sheet.name, self._who)

    def _revealed(self, db: Connection) -> set[str]:
        return {each.student for each in marking.revealed(db, self._sheet.name) if each.who == self._who}

    def _answers_to(self, db: Connection, request: Request) -> list[WrittenAnswer]:
        name = request.path_params["name"]
        if name not in self._named:
            raise HTTPException(404)
        return [each for each in written_answers(db, self._sheets) if each.reply.question == name]

    def _path(self, request: Request) -> str:
        return f"{request.scope['root_path']}/question/{request.path_params['name']}"

    def _show(
        self,
        db: Connection,
        request: Request,
        answers: Sequence[WrittenAnswer],
        entries: Mapping[str, Entry] | None = None,
        only: Collection[str] = (),
    ) -> Response:
        """Show a page of answers; what was typed and cannot be taken over stands in its fields."""
        entries, asked = entries or {}, _selection(request.query_params)
        held = held_points(db, self._sheet.name, answers)
        chosen = [each for each in answers if _fits(each, asked, held)]
        start = sum(each.student <= asked.after for each in chosen)
        shown = [each for each in answers if each.student in only] if entries else chosen[start : start + PAGE]
        last = start + len(shown)
        seen, people = self._revealed(db), roster.roster(db)
        names = {key: plain_text(person.name or person.email or key) for key, person in people.items()}
        question, saved = self._named[request.path_params["name"]], request.query_params.get("saved", "")
        return _page(
            request,
            "marking.html",
            422 if entries else 200,
            title=self._sheet.title,
            question=question,
            possible=points_text(answers[0].reply.possible) if answers else "",
            answers=[_shown(each, held, entries.get(each.student), seen, names) for each in shown],
            marked=len(held),
            count=len(answers),
            chosen=len(chosen),
            first=start,
            last=last,
            earlier=asked._replace(after=chosen[start - PAGE - 1].student if start > PAGE else "") if start else None,
            later=asked._replace(after=shown[-1].student) if not entries and last < len(chosen) else None,
            sections=sorted({each.section for each in answers} - {""}),
            asked=asked,
            saved=saved if saved.isdecimal() and not entries else "",
            faults=sum(bool(each.fault) for each in entries.values()),
            path=self._path(request),
        )


def _selection(fields: Mapping[str, str]) -> Selection:
    return Selection(fields.get("section", ""), fields.get("open") == "1", fields.get("after", ""))


def _fits(answer: WrittenAnswer, asked: Selection, held: Mapping[tuple[str, str], Decision]) -> bool:
    is_marked = (answer.student, answer.reply.question) in held
    return asked.section in ("", answer.section) and not (asked.is_open and is_marked)


def _shown(
    answer: WrittenAnswer,
    held: Mapping[tuple[str, str], Decision],
    typed: Entry | None,
    seen: Collection[str],
    names: Mapping[str, str],
) -> dict[str, Any]:
    decision = held.get((answer.student, answer.reply.question))
    text = answer.reply.answer or ""
    return {
        "key": answer.student,
        "text": plain_text(text, len(text)),
        "entry": typed or entry_of(answer, decision),
        "by": plain_text(decision.who) if decision is not None else "",
        "name": ", ".join(names[each] for each in answer.students) if answer.student in seen else "",
    }


def _page(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    base = request.scope["root_path"]
    return HTMLResponse(environment().get_template(name).render(style=style(), base=base, **values), status)
