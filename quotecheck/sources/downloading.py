"""Downloading over HTTP, within limits of size, time and network."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from quotecheck.errors import InputError

MAX_REDIRECTS = 8
_STEP = 65_536
_REDIRECTS = (301, 302, 303, 307, 308)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SAFE = "!$%&'()*+,/:;=?@[]~"
_HEADERS = {
    "User-Agent": "quotecheck",
    "Accept": "text/html, application/pdf, text/vtt, text/plain, application/json, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate, identity",
}


@dataclass(frozen=True)
class Response:
    """The unpacked body of a response, the address that it finally came from, and the addresses of
    the redirects on the way."""

    final: str
    headers: Message
    body: bytes
    redirects: tuple[str, ...]


def download(address: str, *, allow_private: bool, limit: int, seconds: float) -> Response:
    """The response from an address. Raises InputError, which names the address as it was given."""
    end = time.monotonic() + seconds
    current = address.strip()
    redirects: list[str] = []
    try:
        while True:
            parts = _parts(current)
            with _answer(parts, allow_private=allow_private, end=end) as response:
                onward = response.headers.get("Location")
                if response.status not in _REDIRECTS or onward is None:
                    body = _body(response, limit, end)
                    return Response(current, response.headers, body, tuple(redirects))
            current = urljoin(current, onward.strip())
            redirects.append(current)
            if len(redirects) > MAX_REDIRECTS:
                raise InputError(f"redirects more than {MAX_REDIRECTS} times")
    except InputError as error:
        where = f" (after a redirect to {current})" if redirects else ""
        raise InputError(error.reason + where, path=address, hint=error.hint) from error
    except TimeoutError as error:
        raise InputError("took too long to answer", path=address, hint="try again") from error
    except ssl.SSLError as error:
        reason = f"has no valid certificate: {error.reason or error}"
        raise InputError(reason, path=address, hint="check the address") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= end:
            raise InputError("took too long to answer", path=address, hint="try again") from error
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise InputError(f"cannot be fetched: {reason}", path=address) from error


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise InputError("is not a valid address") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError("is not an address that begins with http:// or https://")
    if parts.username is not None or parts.password is not None:
        hint = "save the page from your browser into the sources' folder"
        raise InputError("contains a user name or password, which is not sent", hint=hint)
    return parts


@contextmanager
def _answer(
    parts: SplitResult, *, allow_private: bool, end: float
) -> Iterator[http.client.HTTPResponse]:
    host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = _connect(host, port, parts.scheme, allow_private=allow_private, end=end)
    cut = threading.Timer(max(end - time.monotonic(), 0.01), _cut, [connection.sock])
    cut.daemon = True
    cut.start()
    try:
        target = quote(parts.path or "/", safe=_SAFE)
        if parts.query:
            target += "?" + quote(parts.query, safe=_SAFE)
        connection.request("GET", target, headers=_HEADERS)
        yield connection.getresponse()
    finally:
        cut.cancel()
        connection.close()


def _cut(connected: socket.socket | None) -> None:
    """End a connection whose time is up, whatever it is waiting for."""
    if connected is not None:
        with suppress(OSError):
            connected.shutdown(socket.SHUT_RDWR)


def _connect(
    host: str, port: int, scheme: str, *, allow_private: bool, end: float
) -> http.client.HTTPConnection:
    """A connection to the very address that was checked, even if the name resolves to another
    later."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise InputError(f"there is no host {host}", hint="check the address") from error
    places = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not allow_private and not all(map(_public, places)):
        hint = "--allow-private allows it"
        raise InputError(f"leads into a private network ({host})", hint=hint)
    last: OSError = TimeoutError()
    for place in places:
        remaining = end - time.monotonic()
        if remaining <= 0:
            break
        try:
            connected = socket.create_connection((place, port), timeout=min(remaining, 20))
        except OSError as error:
            last = error
            continue
        connected.settimeout(max(min(end - time.monotonic(), 20), 0.01))
        connection = http.client.HTTPConnection(host, port, timeout=20)
        if scheme == "https":
            context = ssl.create_default_context()
            connected = context.wrap_socket(connected, server_hostname=host)
            connection.default_port = 443
        connection.sock = connected
        return connection
    raise last


def _public(place: str) -> bool:
    address = ipaddress.ip_address(place.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return _public(str(address.ipv4_mapped))
        if address in _NAT64:
            return _public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    return address.is_global and not address.is_multicast


def _body(response: http.client.HTTPResponse, limit: int, end: float) -> bytes:
    if response.status != HTTPStatus.OK:
        reason = "".join(c for c in response.reason if c.isprintable())[:60]
        raise InputError(f"answers {response.status} {reason}".rstrip())
    packing = (response.headers.get("Content-Encoding") or "").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise InputError(f"came packed as {packing[:20]}, which is not supported")
    expected, raw = response.length, bytearray()
    while block := response.read(_STEP):
        raw += block
        if len(raw) > limit:
            raise InputError(f"is larger than {limit / 1e6:,.0f} MB")
        if time.monotonic() > end:
            raise TimeoutError
    if time.monotonic() >= end:
        raise TimeoutError
    if expected is not None and len(raw) < expected:
        raise InputError("broke off before its end", hint="try again")
    body = _unpacked(bytes(raw), limit) if packing not in ("", "identity") else bytes(raw)
    if not body.strip():
        raise InputError("is empty")
    return body


def _unpacked(data: bytes, limit: int) -> bytes:
    """The data without gzip or deflate, at most ``limit`` bytes. Raises InputError."""
    for bits in (47, -15):
        unpacking = zlib.decompressobj(bits)
        try:
            body = unpacking.decompress(data, limit + 1)
        except zlib.error:
            continue
        if len(body) > limit:
            raise InputError(f"unpacks to more than {limit / 1e6:,.0f} MB")
        if not unpacking.eof:
            raise InputError("broke off before its end", hint="try again")
        return body
    raise InputError("came damaged: it cannot be unpacked", hint="try again")
