"""Mail: single messages (.eml) and mailboxes (.mbox), by the standard ``email`` package.

A message is its author's words, except what it repeats from others: quoted replies and forwarded
messages are the words of whom their introduction names, or of nobody that is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email import policy
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime

from quotecheck.encoding import decode
from quotecheck.errors import InputError
from quotecheck.formats.content import Block, Content

MAX_MESSAGES = 20_000
_MAX_PARTS = 200
_MAX_BODY = 5_000_000  # characters of one message
_FROM_LINE = re.compile(rb"^From [^\r\n]{0,300}\r?$", re.MULTILINE)
_QUOTE = re.compile(r"[ \t]{0,3}((?:>[ \t]?)+)")
# “On Tue, 3 Mar 2026 at 10:00, Dana Kell <dana@example.org> wrote:”
_INTRODUCTION = re.compile(
    r"[ \t>]*(?:On|Am|Le|El|Il|Op|Den|Em|W dniu)\b.{3,300}?(?:wrote|writes|said|schrieb.*|a écrit|escribió|ha scritto"
    r"|schreef.*|skrev|escreveu|napisał.*)[ \t]*:[ \t]*$",
    re.IGNORECASE,
)
_WRITER = re.compile(
    r"(?:,|\d|at|[AaPp][Mm])[ \t]+(?P<name>[^\W\d_][^,<>\d\n]{1,60}?)[ \t]*(?:<[^<>\n]{3,80}>)?[ \t]*"
    r"(?:\([^()\n]{3,80}\)[ \t]*)?(?:wrote|writes|said|a écrit|escribió|ha scritto|skrev|escreveu)[ \t]*:[ \t]*$",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"[ \t]*(?:[-_]{2,}[ \t]*(?:Original Message|Forwarded message|Original Appointment|Ursprüngliche Nachricht"
    r"|Message d'origine|Weitergeleitete Nachricht|Begin forwarded message)[ \t]*[-_]{2,}|Begin forwarded message:"
    r"|_{20,})[ \t]*$",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"[ \t*]*(From|Von|De|Sent|Date|To|Cc|Subject|Reply-To)[ \t]*:[* \t]*(.*)$", re.IGNORECASE
)
_SIGNATURE = re.compile(r"--[ ]?$")
_MOBILE = re.compile(
    r"(?:Sent from my|Sent from (?:Outlook|Yahoo|Mail)|Get Outlook for)\b.{0,80}$", re.IGNORECASE
)


def read(data: bytes, path: str) -> Iterator[Content]:
    """The messages in a file, each as one document. Raises InputError if there is none."""
    if path.lower().endswith(".mbox") or data.startswith(b"From "):
        yield from _mailbox(data, path)
        return
    yield _message(data, path, None)


def _mailbox(data: bytes, path: str) -> Iterator[Content]:
    starts = [
        match.start()
        for match in _FROM_LINE.finditer(data)
        if match.start() == 0
        or data[max(0, match.start() - 2) : match.start()].endswith(b"\n\n")
        or data[max(0, match.start() - 4) : match.start()] == b"\r\n\r\n"
    ]
    if not starts:
        raise InputError(
            "holds no messages", path=path, hint="a mailbox begins with a line “From …”"
        )
    if len(starts) > MAX_MESSAGES:
        raise InputError(f"holds more than {MAX_MESSAGES:,} messages", path=path, hint="split it")
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
        body = data[start:end].split(b"\n", 1)[-1]
        yield _message(body, path, number)


def _message(data: bytes, path: str, number: int | None) -> Content:
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        text, notes = _body(message, path)
        sender = _sender(message)
        subject = _header(message, "subject")
        date = _date(_header(message, "date"))
    except (
        MessageError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        raise InputError(f"is damaged and cannot be read as mail: {error}", path=path) from error
    if sender is None and subject is None and date is None:
        raise InputError(
            "is not a mail message: it has no headers", path=path, hint="save the text as .txt"
        )
    blocks, signature = _blocks(text)
    if signature:
        notes.append("the signature was left out")
    identity = None if number is None else f"{path.rpartition('/')[2]}#{number}"
    return Content(
        tuple(blocks),
        "mail",
        id=identity,
        kind="email",
        title=subject,
        date=date,
        author=sender,
        speaker=sender,
        notes=tuple(notes),
    )


def _body(message: Message, path: str) -> tuple[str, list[str]]:
    """The text of a message, and the names of what was attached."""
    notes: list[str] = []
    plain: list[str] = []
    pages: list[str] = []
    attached: list[str] = []
    for count, part in enumerate(message.walk()):
        if count >= _MAX_PARTS:
            notes.append(f"has more than {_MAX_PARTS} parts; the rest was left out")
            break
        if part.is_multipart():
            continue
        name = part.get_filename()
        if part.get_content_disposition() == "attachment" or name:
            attached.append(" ".join(str(name or part.get_content_type()).split())[:100])
        elif part.get_content_type() == "text/plain":
            plain.append(_text(part, path, notes))
        elif part.get_content_type() == "text/html":
            pages.append(_page(part, path))
    if attached:
        notes.append(f"attached and not read: {', '.join(attached[:20])}")
    text = "\n\n".join(filter(str.strip, plain)) or "\n\n".join(pages)
    return text[:_MAX_BODY], notes


def _text(part: Message, path: str, notes: list[str]) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else str(payload or "").encode()
    text, told = decode(data, path, declared=part.get_content_charset()) if data else ("", ())
    notes += told
    text = text.replace("\r\n", "\n")
    if part.get_param("format") == "flowed":
        text = re.sub(r"(?m)(?<!--)(?<=\S) \n(?!>|--|\n)", " ", text)
    return text


def _page(part: Message, path: str) -> str:
    from quotecheck.formats import web
    from quotecheck.formats.content import joined_text

    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    if charset and charset.lower() not in ("utf-8", "us-ascii"):
        data = decode(data, path, declared=charset)[0].encode()
    return (
        "\n".join(joined_text(content.blocks) for content in web.read(data, path)) if data else ""
    )


def _blocks(text: str) -> tuple[list[Block], bool]:
    """The lines of a message, those that it repeats from others known as such."""
    blocks: list[Block] = []
    lines = text.split("\n")
    writer: str | None = None  # of what is repeated without marks before the lines
    below = signature = False
    level_writers: dict[int, str | None] = {}
    gap, number = True, 0
    while number < len(lines):
        line = lines[number].rstrip("\r \t")
        number += 1
        depth, said = _depth(line)
        if not said.strip():
            gap = True
            continue
        whole = (
            said if number >= len(lines) else f"{said} {_depth(lines[number].rstrip())[1].strip()}"
        )
        if _INTRODUCTION.match(said) or (
            said.lstrip().startswith(("On ", "Am ", "Le ")) and _INTRODUCTION.match(whole)
        ):
            two = not _INTRODUCTION.match(said)
            named = _writer(whole if two else said)
            number += two
            if _quoted_follows(lines, number, depth):
                level_writers[depth + 1] = named
            elif depth:
                level_writers[depth] = named
            else:
                below, writer = True, named
            gap = True
            continue
        if _ORIGINAL.match(said):
            below, writer, gap = True, None, True
            number, found = _headers(lines, number)
            writer = found or writer
            continue
        if _starts_headers(lines, number - 1):
            number, found = _headers(lines, number - 1)
            below, writer, gap = True, found, True
            continue
        if _SIGNATURE.fullmatch(line) and not below:
            signature = True
            while (
                number < len(lines)
                and not _ORIGINAL.match(lines[number])
                and not lines[number].startswith(">")
            ):
                number += 1
            continue
        if _MOBILE.match(said.strip()):
            continue
        quoted = depth > 0 or below
        speaker = level_writers.get(depth) if depth else writer if below else None
        blocks.append(Block(said, joined=not gap, line=None, speaker=speaker, quoted=quoted))
        gap = False
    return blocks, signature


def _depth(line: str) -> tuple[int, str]:
    match = _QUOTE.match(line)
    return (match.group(1).count(">"), line[match.end() :]) if match else (0, line)


def _quoted_follows(lines: list[str], number: int, depth: int) -> bool:
    following = next((line for line in lines[number : number + 5] if line.strip()), "")
    return _depth(following)[0] > depth


def _starts_headers(lines: list[str], number: int) -> bool:
    """Whether the headers of a repeated message begin here: From, and two more."""
    rows = [_HEADER.match(_depth(line)[1]) for line in lines[number : number + 6]]
    return (
        bool(rows and rows[0] and rows[0].group(1).lower() in ("from", "von", "de"))
        and sum(map(bool, rows)) > 2
    )


def _headers(lines: list[str], number: int) -> tuple[int, str | None]:
    """Where the headers of a repeated message end, and who wrote it."""
    writer: str | None = None
    while number < len(lines):
        said = _depth(lines[number])[1]
        match = _HEADER.match(said)
        if match is None and said.strip():
            break
        if match is None and writer is not None:
            break
        if match and match.group(1).lower() in ("from", "von", "de"):
            writer = _name(match.group(2))
        number += 1
    return number, writer


def _writer(introduction: str) -> str | None:
    found = _WRITER.search(introduction)
    if found:
        return _name(found.group("name"))
    address = re.search(r"<([^<>@\s]{1,60}@[^<>\s]{3,60})>", introduction)
    return address.group(1) if address else None


def _name(text: str) -> str | None:
    rows = getaddresses([text])
    name, address = rows[0] if rows else ("", "")
    return " ".join((name or address or text).replace('"', "").split())[:100] or None


def _sender(message: Message) -> str | None:
    value = _header(message, "from")
    return _name(value) if value else None


def _header(message: Message, name: str) -> str | None:
    value = message.get(name)
    return " ".join(str(value).split())[:500] or None if value is not None else None


def _date(value: str | None) -> str | None:
    if not value:
        return None
    try:
        found: datetime = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found.date().isoformat()
