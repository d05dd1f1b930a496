"""Who may speak with the application: whoever has the token, by a browser on this machine, from its own pages."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

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
    """Lets nobody in but who knows the token, with which every address begins.

    It is in no cookie: a browser would send that to other servers of this machine, too.
    """

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app, self._token = app, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let it through."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                fixed = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message["headers"], *fixed]
            await send(message)

        inner = {**scope, "root_path": f"/{self._token}"}
        await self._answerer(scope)(inner, receive, with_headers)

    def _answerer(self, scope: Scope) -> ASGIApp:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if scope["type"] != "http" or host.partition(":")[0] not in HOSTS:
            return PlainTextResponse(CLOSED, 400)
        given = scope["path"].split("/")[1]
        if not secrets.compare_digest(given.encode(errors="surrogatepass"), self._token.encode()):
            return PlainTextResponse(CLOSED, 403)
        if scope["method"] not in ("GET", "HEAD") and headers.get("origin") not in (None, f"http://{host}"):
            return PlainTextResponse("This form is not of this page.\n", 403)
        return self._app
