"""The desk in a browser: textual-serve behind a guard.

Each browser gets a desk process of its own. As textual-serve comes, it answers any page that
knows its address and asks a font host on the internet; here every request must name this host,
hold the token, and, for the WebSocket, come from our own page; and pages load from here only.
"""

from __future__ import annotations

import os
import secrets
import shlex
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quotecheck.errors import InputError
from quotecheck.files import read_bytes
from quotecheck.installed import extra_hint
from quotecheck.tui.guard import Guard

if TYPE_CHECKING:
    pass

SERVER = "QUOTECHECK_SERVER"  # the process that the served desk must not outlive
_LONGEST = 1_000
_TEMPLATES = Path(__file__).with_name("templates")


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
        raise InputError("serving needs textual-serve", hint=extra_hint("serve")) from error
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


def _try_address(host: str, port: int) -> None:
    """Fail early, with a plain message, where the server would only leave a traceback."""
    try:
        with socket.create_server((host, port)):
            pass
    except (OSError, OverflowError) as error:
        raise InputError(
            f"cannot serve there: {error}", path=f"{host}:{port}", hint="choose another --port"
        ) from error
