"""The guard at the door of the served desk: which requests from a browser it answers."""

from __future__ import annotations

import hmac
import ipaddress
import socket
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

if TYPE_CHECKING:
    from aiohttp import web

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self' {websocket}; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


class Guard:
    """Decides which requests are answered."""

    def __init__(self, host: str, port: int, token: str) -> None:
        self.host = host
        self.port = port
        self.token = token
        self.cookie = f"quotecheck-{port}"

    @property
    def loopback(self) -> bool:
        """Return whether only this machine can reach the address."""
        return self.host == "localhost" or _address(self.host, loopback=True)

    @property
    def address(self) -> str:
        """The address to type into a browser."""
        host = socket.gethostname() if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104
        return f"http://{_bracketed(host)}:{self.port}/?token={self.token}"

    def refusal(self, request: web.Request) -> str:
        """The reason why a request is refused; empty if it is answered."""
        if not self._named(request.host):
            return "the desk is not served under this name"
        given = self.given(request) or request.cookies.get(self.cookie) or ""
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            return "the token is missing: open the address that `quotecheck review --serve` told"
        origin = request.headers.get("Origin")
        if origin is None and request.path == "/ws":
            return "the page that asks does not say where it is from"
        if origin is not None and _split(origin).netloc != request.host:
            return "the page that asks is not the desk's own"
        return ""

    def given(self, request: web.Request) -> str:
        """The token in the address, which counts for the page alone: from there the browser is
        sent to the address without it."""
        return request.query.get("token", "") if request.path == "/" else ""

    def _named(self, host: str) -> bool:
        """Return whether a request's host is ours, against pages that rebind a name to our
        address."""
        name = _split(f"//{host}").hostname or ""
        if self.host in ("0.0.0.0", "::"):  # noqa: S104
            return _address(name) or name in ("localhost", socket.gethostname().lower())
        allowed = {self.host.lower()}
        if self.loopback:
            allowed |= {"localhost", "127.0.0.1", "::1"}
        return name in allowed

    def headers(self, request: web.Request) -> dict[str, str]:
        """The headers of every answer to the browser."""
        return {
            "Content-Security-Policy": _POLICY.format(websocket=f"ws://{request.host}"),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
        }


def _split(address: str) -> SplitResult:
    """The parts of an address; none of one that cannot be read."""
    try:
        parts = urlsplit(address)
        _ = parts.hostname, parts.port  # what is wrong with them is told only when asked for
    except ValueError:
        return urlsplit("")
    return parts


def _address(name: str, *, loopback: bool = False) -> bool:
    try:
        address = ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return address.is_loopback or not loopback


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
