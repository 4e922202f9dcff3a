"""The desk in a browser: textual-serve behind a guard.

Each browser gets a desk process of its own. As textual-serve comes, it answers any page that
knows its address and asks a font host on the internet; here every request must name this host,
hold the token, and, for the WebSocket, come from our own page; and pages load from here only.
"""

from __future__ import annotations

import hmac
import ipaddress
import os
import secrets
import shlex
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from quotecheck.errors import InputError
from quotecheck.files import read_bytes

if TYPE_CHECKING:
    from aiohttp import web

SERVER = "QUOTECHECK_SERVER"  # what is served learns here whom it must not outlive
_LONGEST = 1_000
_TEMPLATES = Path(__file__).with_name("templates")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self' {websocket}; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


def serve(host: str, port: int, token: str | None, command: Sequence[str]) -> int:
    """Serve the desk until it is stopped; returns the exit status.

    ``command`` is what each browser runs. Without a ``token`` one is made up. The address with
    the token is told on standard error.

    Raises:
        InputError: the extra is not installed, or the address cannot be used.
    """
    try:
        from quotecheck.tui.guarded import GuardedServer
    except ImportError as error:
        raise InputError(
            "serving needs textual-serve", hint="pip install 'quotecheck-desk[serve]'"
        ) from error
    _try_address(host, port)
    guard = Guard(host, port, token or secrets.token_urlsafe(24))
    os.environ[SERVER] = str(os.getpid())
    server = GuardedServer(shlex.join(command), guard, str(_TEMPLATES))
    sys.stderr.write(f"quotecheck: open {guard.address}\n")
    if not guard.loopback:
        sys.stderr.write(
            "quotecheck: this address can be reached from elsewhere, and nothing is encrypted: "
            "put it behind TLS\n"
        )
    sys.stderr.flush()
    server.serve()
    return 0


class Guard:
    """Decides which requests are answered."""

    def __init__(self, host: str, port: int, token: str) -> None:
        self.host = host
        self.port = port
        self.token = token
        self.cookie = f"quotecheck-{port}"

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the address."""
        return self.host == "localhost" or _address(self.host, loopback=True)

    @property
    def address(self) -> str:
        """What to type into a browser."""
        host = socket.gethostname() if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104
        return f"http://{_bracketed(host)}:{self.port}/?token={self.token}"

    def refusal(self, request: web.Request) -> str:
        """Why a request is refused; empty if it is answered."""
        if not self._named(request.host):
            return "this is not a name of the desk"
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
        """Whether a request's host is ours, against pages that rebind a name to our address."""
        name = _split(f"//{host}").hostname or ""
        if self.host in ("0.0.0.0", "::"):  # noqa: S104
            return _address(name) or name in ("localhost", socket.gethostname().lower())
        allowed = {self.host.lower()}
        if self.loopback:
            allowed |= {"localhost", "127.0.0.1", "::1"}
        return name in allowed

    def headers(self, request: web.Request) -> dict[str, str]:
        """What every answer says to the browser."""
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


def read_token(path: str | None, given: str | None) -> str | None:
    """The token from a file, from the command line, or from the environment (QUOTECHECK_TOKEN),
    which is then forgotten, so that what is served does not know it. Raises InputError."""
    kept = os.environ.pop("QUOTECHECK_TOKEN", None)
    if path is not None:
        given = _decoded(read_bytes(Path(path), limit=_LONGEST), path).strip()
    token = given if given is not None else kept
    if token is not None and not (0 < len(token) <= _LONGEST and token.isprintable()):
        raise InputError("the token must be one line of up to 1,000 characters", path=path)
    return token


def _decoded(data: bytes, path: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", path=path) from error


def _address(name: str, *, loopback: bool = False) -> bool:
    try:
        address = ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return address.is_loopback or not loopback


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _try_address(host: str, port: int) -> None:
    """Fail early, with a plain message, where the server would only leave a traceback."""
    try:
        with socket.create_server((host, port)):
            pass
    except (OSError, OverflowError) as error:
        raise InputError(
            f"cannot serve there: {error}", path=f"{host}:{port}", hint="choose another --port"
        ) from error
