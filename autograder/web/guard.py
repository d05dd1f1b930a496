"""Who may speak with the application: whoever has the token, by a browser on this machine, from its own pages."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, QueryParams
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost")  # a page elsewhere whose name is made to mean this machine is not let in
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
CLOSED = "Open the address that secant serve has printed, with its token.\n"


class Guard:
    """Lets nobody in but who has the token: once in the address, from then on in a cookie."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app, self._token = app, token
        # Cookies do not know ports: several of these at once have one each.
        self.cookie = f"secant-{hashlib.sha256(token.encode()).hexdigest()[:8]}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let it through."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                fixed = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message["headers"], *fixed]
            await send(message)

        await self._answerer(scope)(scope, receive, with_headers)

    def _answerer(self, scope: Scope) -> ASGIApp:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if scope["type"] != "http" or host.rpartition(":")[0] not in HOSTS:
            return PlainTextResponse(CLOSED, 400)
        given = QueryParams(scope["query_string"]).get("token")
        if given is not None and self._fits(given):
            entered = RedirectResponse(scope["path"], 303)
            entered.set_cookie(self.cookie, self._token, httponly=True, samesite="strict")
            return entered
        if not self._fits(Request(scope).cookies.get(self.cookie, "")):
            return PlainTextResponse(CLOSED, 403)
        if scope["method"] not in ("GET", "HEAD") and headers.get("origin") not in (None, f"http://{host}"):
            return PlainTextResponse("This form is not of this page.\n", 403)
        return self._app

    def _fits(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(errors="surrogatepass"), self._token.encode())
