"""textual-serve's server with the guard in front; imported only where the extra is installed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from textual_serve.server import Server

from quotecheck.tui.serve import Guard

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class GuardedServer(Server):
    """Serves one command to every browser that the guard lets in."""

    def __init__(self, command: str, guard: Guard, templates: str) -> None:
        super().__init__(
            command, guard.host, guard.port, title="quotecheck", templates_path=templates
        )
        self.guard = guard

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
            response = await handler(request)
            if not response.prepared:
                response.headers.update(guard.headers(request))
                if request.path == "/":
                    response.set_cookie(
                        guard.cookie, guard.token, httponly=True, samesite="Strict", path="/"
                    )
            return response

        return answer
