"""Mail: single messages (.eml) and mailboxes (.mbox), by the standard ``email`` package."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parsedate_to_datetime

from quotecheck.encoding import decode
from quotecheck.errors import InputError
from quotecheck.formats import mail_lines
from quotecheck.formats.content import Block, Content, check_size
from quotecheck.formats.sizes import LARGEST

MAX_MESSAGES = 20_000
_MAX_PARTS = 200
_MAX_NESTED = 5  # messages inside messages
_MAX_BODY = 5_000_000  # characters of one message
_STUB = 8  # how many times longer the HTML is than a plain text that only points to it
# Only a line that headers follow begins a message; others are prose.
_FROM_LINE = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From (?![ \t]*:)[^\r\n]{0,300}\r?\n(?=[!-9;-~]{1,80}:)"
)
_ESCAPED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_BOUNDARY = re.compile(
    rb"^--([\w'()+,./:=? -]{1,70}?)[ \t]*\r?\n(?=Content-)", re.MULTILINE | re.IGNORECASE
)
_SPACED_NAME = re.compile(rb"^([!-9;-~]{1,80})[ \t]+:", re.MULTILINE)
_UNREADABLE = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


def read(data: bytes, path: str) -> Iterator[Content]:
    """The messages in a file, each as one document. Raises InputError if there is none."""
    check_size(data, LARGEST[".mbox"], path)
    if path.lower().endswith(".mbox") or _FROM_LINE.match(data):
        yield from _mailbox(data, path)
    else:
        yield _message(data, path)


def _mailbox(data: bytes, path: str) -> Iterator[Content]:
    """Each message of a mailbox; one that cannot be read is noted and does not stop the others."""
    starts = [match.start() for match in _FROM_LINE.finditer(data)]
    if not starts:
        yield _message(data, path)
        return
    if len(starts) > MAX_MESSAGES:
        raise InputError(f"holds more than {MAX_MESSAGES:,} messages", path=path, hint="split it")
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
        identity = f"{path.rpartition('/')[2]}#{number}"
        body = _ESCAPED_FROM.sub(rb"\1", data[start:end].split(b"\n", 1)[-1])
        try:
            yield _message(body, path, identity)
        except InputError as error:
            note = f"message {number} {error.reason}"
            yield Content((), "mail", id=identity, kind="email", notes=(note,))


def _message(data: bytes, path: str, identity: str | None = None) -> Content:
    head, gap, rest = data.lstrip(b"\r\n").partition(b"\n\n")
    data = _SPACED_NAME.sub(rb"\1:", head) + gap + rest
    try:
        message = BytesParser(policy=compat32).parsebytes(data)
        sender, subject = _sender(message), _header(message, "subject")
        date = _date(_header(message, "date"))
        if sender is None and subject is None and date is None:
            raise InputError(
                "is not a mail message: it has no headers", path=path, hint="save the text as .txt"
            )
        body = _Body(path)
        body.add(message)
    except _UNREADABLE as error:
        raise InputError(f"is damaged and cannot be read as mail: {error}", path=path) from error
    return Content(
        tuple(body.blocks),
        "mail",
        id=identity,
        kind="email",
        title=subject,
        date=date,
        author=sender,
        speaker=sender,
        notes=body.all_notes(),
    )


@dataclass
class _Body:
    """Gathers the blocks of a message from its parts, and what an editor has to know of them."""

    path: str
    blocks: list[Block] = field(default_factory=list)
    _notes: list[str] = field(default_factory=list)
    _attached: list[str] = field(default_factory=list)
    _parts: int = 0
    _length: int = 0
    _signed: bool = False

    def all_notes(self) -> tuple[str, ...]:
        """The notes, each once."""
        notes = list(self._notes)
        if self._attached:
            notes.append(f"attached and not read: {', '.join(self._attached[:20])}")
        if self._signed:
            notes.append("the signature was left out")
        return tuple(dict.fromkeys(notes))

    def add(self, message: Message) -> None:
        """Add the text of a message, and the messages attached to it as words of their senders."""
        self._add_lines(message, writer=None, depth=0)

    def _add_lines(self, message: Message, *, writer: str | None, depth: int) -> None:
        enclosed: list[Message] = []
        text = self._text(message, enclosed)
        if len(text) > _MAX_BODY - self._length:
            self._notes.append(f"is longer than {_MAX_BODY:,} characters; the rest was left out")
            text = text[: max(0, _MAX_BODY - self._length)]
        self._length += len(text)
        found, signed = mail_lines.blocks(text, _sender(message))
        self._signed = self._signed or signed
        if depth:
            found = [
                each if each.quoted else each._replace(speaker=writer, quoted=True)
                for each in found
            ]
        self.blocks += found
        for inner in enclosed:
            if depth >= _MAX_NESTED:
                self._notes.append("messages attached to attached messages were left out")
                return
            self._add_lines(inner, writer=_sender(inner), depth=depth + 1)

    def _text(self, part: Message, enclosed: list[Message], level: int = 0) -> str:
        """The text of a part and of those in it; attached messages are set aside."""
        self._parts += 1
        if self._parts > _MAX_PARTS or level > _MAX_PARTS // 4:
            self._notes.append(f"has more than {_MAX_PARTS} parts; the rest was left out")
            return ""
        kind = part.get_content_type()
        payload = part.get_payload()
        if isinstance(payload, list):
            inner = [each for each in payload if isinstance(each, Message)]
            if kind == "message/rfc822":
                enclosed += inner
                return ""
            if kind == "multipart/alternative":
                return self._best(inner, enclosed, level)
            texts = (self._text(each, enclosed, level + 1) for each in inner)
            return "\n\n".join(filter(str.strip, texts))
        name = part.get_filename()
        if part.get_content_disposition() == "attachment" or name:
            self._attached.append(" ".join(_decoded(name or kind).split())[:100])
            return ""
        if kind == "text/html":
            return self._page(part)
        if kind.startswith("multipart/"):
            return self._damaged(part, enclosed, level)
        if kind in ("text/plain", "message/delivery-status") or kind == part.get_default_type():
            return self._plain(part)
        self._attached.append(kind[:100])
        return ""

    def _best(self, parts: list[Message], enclosed: list[Message], level: int) -> str:
        """The plain text of those that say the same, unless it only points to the HTML."""
        texts = [self._text(each, enclosed, level + 1) for each in parts]
        texts = [text for text in texts if text.strip()]
        if not texts:
            return ""
        longest = max(texts, key=len)
        return longest if len(texts[0]) * _STUB < len(longest) else texts[0]

    def _damaged(self, part: Message, enclosed: list[Message], level: int) -> str:
        """The text of a multipart message that does not keep to the boundary it declares."""
        body = self._raw(part)
        if not body.strip():
            return ""
        boundary = _BOUNDARY.search(body)
        if boundary is None:
            self._notes.append("its parts are damaged, so it was read as plain text")
            return self._plain(part)
        self._notes.append("its parts are damaged; what could be told apart was read")
        head = b'Content-Type: multipart/mixed; boundary="' + boundary.group(1) + b'"\n\n'
        mended = BytesParser(policy=compat32).parsebytes(head + body)
        return self._text(mended, enclosed, level + 1) if mended.is_multipart() else ""

    def _plain(self, part: Message) -> str:
        text = self._decode(part).replace("\r\n", "\n").replace("\r", "\n")
        flowed = str(part.get_param("format")).lower() == "flowed"
        return _unwrapped(text, delete=part.get_param("delsp") == "yes") if flowed else text

    def _page(self, part: Message) -> str:
        from quotecheck.formats import web

        return web.marked_text(self._decode(part)[: LARGEST[".html"]], self.path)

    @staticmethod
    def _raw(part: Message) -> bytes:
        payload = part.get_payload(decode=True)
        return payload if isinstance(payload, bytes) else b""

    def _decode(self, part: Message) -> str:
        data = self._raw(part)
        if not data.strip():
            return ""
        data = data.replace(b"\0", b"") if b"\0" not in data[:100] else data
        try:
            text, told = decode(data, self.path, declared=part.get_content_charset())
        except InputError as error:
            self._notes.append(f"a part of the message {error.reason}")
            return ""
        self._notes += told
        return text


def _unwrapped(text: str, *, delete: bool) -> str:
    """Flowed text (RFC 3676) with its soft line ends taken out, within one depth of quotation."""
    lines: list[list[str]] = []
    open_depth = -1
    for line in text.split("\n"):
        said = line.lstrip(">")
        depth = len(line) - len(said)
        said = said.removeprefix(" ")
        if depth == open_depth and said and said != "-- ":
            if delete:
                lines[-1][-1] = lines[-1][-1][:-1]
            lines[-1].append(said)
        else:
            lines.append([">" * depth + (" " if depth else ""), said])
        open_depth = depth if said.endswith(" ") and said != "-- " and said.strip() else -1
    return "\n".join(map("".join, lines))


def _sender(message: Message) -> str | None:
    value = _header(message, "from") or _header(message, "sender")
    return mail_lines.name(value) if value else None


def _header(message: Message, name: str) -> str | None:
    value = next((text for key, text in message.raw_items() if key.lower() == name), None)
    return " ".join(_decoded(str(value)[:5000]).split())[:500] or None if value else None


def _decoded(value: str) -> str:
    """A header's value with its encoded words decoded; bytes that are not ASCII are text, too."""
    try:
        pieces = decode_header(value.encode("ascii", "surrogateescape").decode("latin-1"))
        return "".join(
            decode(
                piece.encode("latin-1") if isinstance(piece, str) else piece, "", declared=charset
            )[0]
            for piece, charset in pieces
        )
    except (*_UNREADABLE, InputError):
        return value.encode(errors="replace").decode(errors="replace")


def _date(value: str | None) -> str | None:
    try:
        found = parsedate_to_datetime(value or "").date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found.isoformat() if 1970 <= found.year < 2100 else None
