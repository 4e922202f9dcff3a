"""textual-serve's server with the guard in front; imported only where the extra is installed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from aiohttp import WSMessage, WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.server import Server

from quotecheck.tui.guard import Guard

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


MOST_CLIENTS = 8  # each has a process of its own
_WIDTHS, _HEIGHTS = range(20, 501), range(5, 301)


class GuardedServer(Server):
    """Serves one command to every browser that the guard lets in."""

    def __init__(self, command: str, guard: Guard, templates: str) -> None:
        super().__init__(
            command, guard.host, guard.port, title="quotecheck", templates_path=templates
        )
        self.guard = guard
        self.clients = 0

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._middleware())
        app.router.add_get("/desk.js", self._script)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: the address was told already."""

    def initialize_logging(self) -> None:
        """Leave the terminal alone."""

    async def handle_index(self, request: web.Request) -> Any:
        """The page, with addresses as the browser knows us."""
        self.public_url = f"http://{request.host}"
        return await super().handle_index(request)

    async def handle_websocket(self, request: web.Request) -> Any:
        """A desk for one more browser, if there is room for it."""
        if self.clients >= MOST_CLIENTS:
            return web.Response(status=503, text="quotecheck: too many browsers are open\n")
        width, height = (request.query.get(name, "") for name in ("width", "height"))
        if not _fits(_number(width or "80"), _number(height or "24")):
            return web.Response(status=400, text="quotecheck: no terminal has that size\n")
        self.clients += 1
        try:
            return await super().handle_websocket(request)
        finally:
            self.clients -= 1

    async def _process_messages(
        self, websocket: web.WebSocketResponse, app_service: AppService
    ) -> None:
        """Pass on what the browser says, as far as it makes sense."""
        await super()._process_messages(_Sensible(websocket), app_service)  # type: ignore[arg-type]

    async def _script(self, request: web.Request) -> web.FileResponse:
        """Our own script, which the page's policy allows."""
        del request
        return web.FileResponse(self.templates_path / "desk.js")

    def _middleware(self) -> Any:
        guard = self.guard

        @web.middleware
        async def answer(request: web.Request, handler: Handler) -> web.StreamResponse:
            refusal = guard.refusal(request)
            if refusal:
                return web.Response(status=403, text=f"quotecheck: {refusal}\n")
            if guard.given(request):  # the token leaves the address, and the history with it
                response: web.StreamResponse = web.Response(status=303, headers={"Location": "/"})
            else:
                response = await handler(request)
            if not response.prepared:
                response.headers.update(guard.headers(request))
                if request.path == "/":  # also where it is sent on
                    response.set_cookie(
                        guard.cookie, guard.token, httponly=True, samesite="Strict", path="/"
                    )
            return response

        return answer


class _Sensible:
    """The messages of a WebSocket without those that no page of ours sends."""

    def __init__(self, websocket: web.WebSocketResponse) -> None:
        self._websocket = websocket
        self.send_json = websocket.send_json

    async def __aiter__(self) -> AsyncIterator[WSMessage]:
        async for message in self._websocket:
            if message.type == WSMsgType.TEXT and _makes_sense(message):
                yield message


def _makes_sense(message: WSMessage) -> bool:
    try:
        kind, *rest = message.json()
    except (ValueError, TypeError, RecursionError):
        return False
    if kind == "resize":
        size = rest[0] if rest and isinstance(rest[0], dict) else {}
        return _fits(size.get("width"), size.get("height"))
    if kind == "stdin":
        return bool(rest) and isinstance(rest[0], str)
    return kind in ("blur", "focus") or (kind == "ping" and bool(rest))


def _fits(width: object, height: object) -> bool:
    return type(width) is int and type(height) is int and width in _WIDTHS and height in _HEIGHTS


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
