"""Fetching pages, PDF files, captions and posts from their addresses into the sources' folder.

Each file is kept as it arrived, with a small YAML file beside it that gives address, time and hash,
so the evidence stays when the page changes. Nothing is overwritten: a changed page is kept beside
the old one. Only public content is requested: no cookies, no passwords, no scripts.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path

from quotecheck.errors import InputError
from quotecheck.files import content_of, whole
from quotecheck.sources import downloading
from quotecheck.sources.fetched import NOTE

MAX_BYTES = 50_000_000
SECONDS = 60.0
SHOWN = 3
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "application/ttml+xml": ".ttml",
    "application/json": ".json",
    "application/activity+json": ".json",
    "application/ld+json": ".json",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "message/rfc822": ".eml",
    "application/epub+zip": ".epub",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_VAGUE = frozenset(
    ("", "text/plain", "application/octet-stream", "binary/octet-stream", "application/xml",
     "text/xml")
)  # fmt: skip
_NAMED = frozenset(_SUFFIXES.values()) | {".htm", ".dfxp", ".mbox", ".jsonl"}
_FIELD = re.compile(r"^(\w+): (.+)$", re.MULTILINE)
_UNSHOWN = re.compile(r"<(script|style)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,5000}>")


@dataclass(frozen=True)
class Fetched:
    """A file fetched from an address, and its state.

    ``state``: "new", "unchanged" (``path`` is then the copy that was there) or "changed" (the old
    copy, ``previous``, stays). ``differences`` are the first lines that are gone ("- ") and new ("+
    "), ``changed`` is the number of all such lines.
    """

    address: str
    final: str
    path: Path
    state: str
    fetched: str
    content_type: str
    charset: str | None
    sha256: str
    size: int
    redirects: tuple[str, ...] = ()
    previous: Path | None = None
    changed: int = 0
    differences: tuple[str, ...] = ()


def fetch(
    address: str,
    folder: str | Path,
    *,
    allow_private: bool = False,
    limit: int = MAX_BYTES,
    seconds: float = SECONDS,
    now: datetime | None = None,
) -> Fetched:
    """Fetch the content of ``address`` into ``folder``, within ``limit`` bytes and ``seconds``.

    Raises InputError if it cannot be fetched or kept.
    """
    answer = downloading.download(
        address, allow_private=allow_private, limit=limit, seconds=seconds
    )
    kind, charset = _content_type(answer.headers)
    suffix = _suffix(kind, answer.final, answer.body, address)
    stamp = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    fetched = stamp.strftime("%Y-%m-%dT%H:%M:%SZ")
    digest = hashlib.sha256(answer.body).hexdigest()
    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
        name = _name(address)
        last = _last(place, name, address)
        result = Fetched(
            address=address,
            final=answer.final,
            path=place / f"{name}{suffix}",
            state="new",
            fetched=fetched,
            content_type=kind,
            charset=charset,
            sha256=digest,
            size=len(answer.body),
            redirects=answer.redirects,
        )
        return _keep(result, answer.body, last, stamp)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=str(place)) from error


def _content_type(headers: Message) -> tuple[str, str | None]:
    given = headers.get("Content-Type") is not None
    kind = headers.get_content_type() if given else ""
    charset = headers.get_content_charset()
    return kind, re.sub(r"[^\w.:-]", "", charset)[:40] if charset else None


def _suffix(kind: str, final: str, body: bytes, address: str) -> str:
    """The suffix for the type of the response; a vague type leaves it to the address."""
    named = re.search(r"\.[a-z]{2,5}$", re.split(r"[?#]", final)[0].lower())
    suffix = named.group() if named else ""
    if kind in _VAGUE:
        if body.startswith(b"%PDF-"):
            return ".pdf"
        if suffix in _NAMED:
            return suffix
    if kind in _SUFFIXES:
        return _SUFFIXES[kind]
    if kind.endswith("+json"):
        return ".json"
    if kind.endswith("+xml"):
        return ".xml"
    what = f"is {kind}" if kind else "does not say what it is"
    hint = "give the address of a page, a PDF, captions or a transcript"
    raise InputError(f"{what}, which cannot be read as a source", path=address, hint=hint)


def _name(address: str) -> str:
    """A file name that a person recognises and that is unique to the address."""
    readable = re.sub(r"^https?://(www\.)?", "", address, flags=re.IGNORECASE)
    readable = re.sub(r"\.\w{2,5}$", "", re.split(r"[?#]", readable)[0])
    readable = re.sub(r"[^A-Za-z0-9.]+", "-", readable).strip("-.")[:80].strip("-.")
    digest = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{readable or 'page'}-{digest[:6]}"


@dataclass(frozen=True)
class _Kept:
    path: Path
    note: Path
    fields: dict[str, str | int | list[str] | None]


def _last(folder: Path, name: str, address: str) -> _Kept | None:
    """The newest copy of the address that the folder holds."""
    kept = []
    for note in folder.glob(f"*{NOTE}"):
        if not note.name.startswith(name) or note.is_symlink() or not note.is_file():
            continue
        fields = _fields(note)
        path = folder / Path(str(fields.get("file", ""))).name
        if fields.get("address") == address and path.is_file() and not path.is_symlink():
            kept.append(_Kept(path, note, fields))
    return max(kept, key=_age, default=None)


def _age(kept: _Kept) -> tuple[str, int, str]:
    """A key that orders copies by the time of fetching; of two in the same second the later has the
    longer name."""
    return str(kept.fields.get("fetched")), len(kept.note.name), kept.note.name


def _fields(note: Path) -> dict[str, str | int | list[str] | None]:
    fields: dict[str, str | int | list[str] | None] = {}
    with suppress(OSError, UnicodeDecodeError):
        for key, value in _FIELD.findall(content_of(note).decode("utf-8")):
            with suppress(ValueError):
                fields[key] = json.loads(value)
    return fields


def _keep(result: Fetched, body: bytes, last: _Kept | None, stamp: datetime) -> Fetched:
    if last is not None and last.fields.get("sha256") == result.sha256:
        with suppress(OSError):
            if hashlib.sha256(content_of(last.path)).hexdigest() == result.sha256:
                with whole(last.note) as partial:
                    partial.write_bytes(_note(last.fields | {"checked": result.fetched}))
                return replace(result, path=last.path, state="unchanged")
    if last is not None:
        removed, added = _difference(last, body, result)
        first = [f"- {line}" for line in removed[:SHOWN]] + [f"+ {line}" for line in added[:SHOWN]]
        result = replace(
            result,
            state="changed",
            previous=last.path,
            changed=max(len(removed), len(added)),
            differences=tuple(first),
        )
    path = _free(result.path, stamp)
    with whole(path, new=True) as partial:
        partial.write_bytes(body)
    result = replace(result, path=path)
    fields: dict[str, str | int | list[str] | None] = {
        "file": path.name,
        "address": result.address,
        "final": result.final,
        "redirects": list(result.redirects),
        "fetched": result.fetched,
        "content_type": result.content_type,
        "charset": result.charset,
        "sha256": result.sha256,
        "size": result.size,
    }
    try:
        with whole(path.with_name(path.stem + NOTE), new=True) as partial:
            partial.write_bytes(_note(fields))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return result


def _note(fields: dict[str, str | int | list[str] | None]) -> bytes:
    lines = []
    for key, value in fields.items():
        plain = isinstance(value, str) and value.isprintable()
        lines.append(f"{key}: {json.dumps(value, ensure_ascii=not plain)}")
    return ("\n".join(lines) + "\n").encode()


def _free(path: Path, stamp: datetime) -> Path:
    """The path, or one with the time in it, that is free."""
    names = [path.stem, f"{path.stem}.{stamp:%Y%m%dT%H%M%SZ}"]
    names += [f"{names[1]}-{number}" for number in range(2, 1000)]
    for name in names:
        free = path.with_name(f"{name}{path.suffix}")
        note = path.with_name(name + NOTE)
        if not os.path.lexists(free) and not os.path.lexists(note):
            return free
    raise InputError("there are too many copies of it", path=str(path))


def _difference(last: _Kept, body: bytes, result: Fetched) -> tuple[list[str], list[str]]:
    """The lines that are gone and those that are new."""
    with suppress(OSError):
        old = _lines(content_of(last.path), last.path, last.fields.get("charset"))
        new = _lines(body, result.path, result.charset)
        return list((Counter(old) - Counter(new)).elements()), list(
            (Counter(new) - Counter(old)).elements()
        )
    return [], []


def _lines(data: bytes, path: Path, charset: object) -> list[str]:
    """The lines of text in a file, to show what changed."""
    if path.suffix == ".pdf":
        from quotecheck.formats import pdf

        with suppress(InputError):
            return [
                block.text.strip() for each in pdf.read(data, path.name) for block in each.blocks
            ]
        return []
    if data[:4] == b"PK\x03\x04":
        return []
    try:
        text = data.decode(str(charset or "utf-8"), "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    if path.suffix == ".html":
        text = _TAG.sub("\n", _without_scripts(text))
    return [line for line in (" ".join(raw.split()) for raw in text.splitlines()) if line]


def _without_scripts(text: str) -> str:
    pieces, at = [], 0
    lower = text.lower() if text.isascii() else text
    while (begin := _UNSHOWN.search(text, at)) is not None:
        pieces.append(text[at : begin.start()])
        end = lower.find(f"</{begin[1].lower()}", begin.end())
        if end < 0:
            return "".join(pieces)
        at = end
    return "".join((*pieces, text[at:]))
