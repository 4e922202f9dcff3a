"""The lines of a message, and who wrote them.

A message is its author's words, except what it repeats from others: quoted replies and forwarded
messages are the words of the person whom their introduction names, or of nobody known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.utils import getaddresses

from quotecheck.formats.content import Block

_QUOTE = re.compile(r"[ \t]{0,3}((?:>[ \t]?){1,50})")
_WROTE = (
    r"(?:wrote|writes|said|schrieb|a écrit|escribió|ha scritto|schreef|skrev|escreveu|napisał"
    r"|написал)"
)
# “On Tue, 3 Mar 2026 at 10:00, Dana Kell <dana@example.org> wrote:”
_INTRODUCTION = re.compile(
    r"(?:[-*_]{2,5}[ \t]*)?(?:On|Am|Le|El|Il|Op|Den|Em|W dniu|\d{1,4}[-./]\d{1,4})\b"
    rf".{{3,300}}?{_WROTE}\b[^:\n]{{0,60}}:[ \t]*$",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\d{1,2}[:.h]\d{2}|\b\d{4}\b|\d{1,2}[/.-]\d{1,2}[/.-]\d{2}|<[^<>@\s]{1,80}@[^<>@\s]+>"
)
# The first line of an introduction that is wrapped.
_BEGINNING = re.compile(
    r"(?:[-*_]{2,5}[ \t]*)?(?:(?:On|Am|Le|El|Il|Op|Den|Em|W dniu)\b.*\d|\d{1,4}[-./]\d)"
)
# What may stand above quoted lines: “Dana Kell <dana@example.org>:”, “Dana Kell wrote:”
_ADDRESS_ABOVE = re.compile(
    r"(?:Quoting[ \t]+)?[^<>:\n]{0,80}<[^<>@\s]{1,80}@[^<>@\s]{1,80}>[ \t]*"
    rf"(?:{_WROTE}[ \t]*)?:[ \t]*$",
    re.IGNORECASE,
)
_NAME_ABOVE = re.compile(rf"[^\W\d_].{{0,60}}[ \t]{_WROTE}:$")
_WRITER = re.compile(
    r"(?:^(?:Quoting[ \t]+)?|(?:,|\d|\bat|\b[AaPp][Mm]|\))[ \t]+)"
    r"(?P<name>[^\W\d_][^,<>\d\n]{1,60}?)"
    r"[ \t]*(?:<[^<>\n]{3,80}>)?[ \t]*(?:\([^()\n]{3,80}\)[ \t]*)?"
    rf"(?:{_WROTE}\b[^:\n]{{0,60}})?[ \t]*:[ \t]*$",
    re.IGNORECASE,
)
_WRITER_AFTER = re.compile(
    r"\bschr(?:ieb|eef)[ \t]+(?P<name>[^\W\d_][^,<>\d\n:]{1,60}?)[ \t]*(?:<|:)", re.IGNORECASE
)
_ADDRESS = re.compile(r"[<\"(]?([^<>@\s\"(]{1,60}@[^<>\s\")]{3,60})[>\")]?")
_ORIGINAL = re.compile(
    r"[ \t]*(?:[-_]{2,}[ \t]*(?:Original Message|Forwarded message|Original Appointment"
    r"|Ursprüngliche Nachricht|Message d'origine|Weitergeleitete Nachricht|Mensaje original"
    r"|Messaggio originale|Begin forwarded message)[ \t]*[-_]{2,}|Begin forwarded message:"
    r"|_{20,})[ \t]*$",
    re.IGNORECASE,
)
_FROM = ("from", "von", "de", "da", "van", "fra", "från")
_HEADER = re.compile(
    r"[ \t*]{0,20}(From|Von|De|Da|Van|Fra|Från|Sent|Date|To|Cc|Bcc|Subject|Reply-To|Importance"
    r"|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Inviato|Data|A|Oggetto|Enviado|Fecha|Para"
    r"|Asunto|Verzonden|Aan|Onderwerp|Sendt|Skickat|Till|Til|Emne|Ämne)"
    r"[ \t*]{0,20}:[* \t]{0,20}(.*)$",
    re.IGNORECASE,
)
_SIGNATURE_LINES = 10
_MOBILE = re.compile(
    r"(?:Sent from my|Sent from (?:Outlook|Yahoo|Mail)|Get Outlook for)\b.{0,80}$", re.IGNORECASE
)
_MAX_NAME = 100
_MAX_INTRODUCTION = 500


# “My answers are below, in red”: they stand among the words that a message repeats.
_ANSWERED = re.compile(
    r"\b(?:answer|answers|answered|reply|replies|replied|response|responses|respond(?:ed)?"
    r"|comment|comments|commented)\b[^.\n]{0,60}"
    r"\b(?:below|in-?line|in (?:red|blue|green|bold|italics|caps|capitals))\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:\[([^\]\n]{1,60})\]:?|<([^>\n]{1,60})>:?|([^:>\]\n]{1,60})[:>])[ \t]*(?=\S)"
)


_QUESTION = re.compile(r"[ \t]*(?:\(?\d{1,2}[.):]|Q\d{0,2}[.:)]|[-*•])[ \t]*\S.{0,600}\?[ \t]*$")
_FEW_QUESTIONS = 2


def blocks(text: str, sender: str | None = None) -> tuple[list[Block], bool]:
    """The lines of a message, those it repeats from others known as such; whether it is signed.

    Where the sender answers among the repeated lines, the answers that bear the sender's name are
    the sender's; what bears none there may be anybody's.
    """
    reader = _Lines(text.split("\n"), _short_forms(sender))
    reader.read()
    return _without_questions(reader.blocks), reader.signed


def _without_questions(blocks: list[Block]) -> list[Block]:
    """The lines of a message in which numbered questions, each with an answer below, are nobody's:
    whoever answers copied them from whoever asked."""
    asked = [
        number
        for number, block in enumerate(blocks)
        if not block.quoted and _QUESTION.match(block.text) and not _asks(blocks, number + 1)
    ]
    if len(asked) < _FEW_QUESTIONS:
        return blocks
    return [
        block._replace(quoted=True, speaker=None) if number in asked else block
        for number, block in enumerate(blocks)
    ]


def _asks(blocks: Sequence[Block], number: int) -> bool:
    """Return whether another question, or nothing of the sender's, follows."""
    return (
        number >= len(blocks)
        or blocks[number].quoted
        or _QUESTION.match(blocks[number].text) is not None
    )


def _short_forms(sender: str | None) -> frozenset[str]:
    """The forms of a name that its owner may write before an answer: all of it, its first or last
    word, initials."""
    words = re.findall(r"[^\W\d_][\w'’-]*", (sender or "").partition("@")[0])
    if not words:
        return frozenset()
    initials = "".join(word[0] for word in words)
    forms = {" ".join(words), words[0], words[-1], *((initials,) if len(words) > 1 else ())}
    return frozenset(each.casefold() for each in forms)


def name(text: str) -> str | None:
    """The name in an address as a header writes it, or else the address itself."""
    text = re.sub(r"[\[<(]mailto:[^\])>]*[\])>]?", "", text).strip()
    rows = getaddresses([text[:500]]) if "@" in text else []
    found, address = rows[0] if rows else ("", "")
    return " ".join((found or address or text).replace('"', "").split())[:_MAX_NAME] or None


@dataclass
class _Lines:
    """Reads a message line by line and knows at each depth of quotation whose words they are."""

    lines: list[str]
    sender: frozenset[str] = frozenset()  # the sender's name and its short forms
    blocks: list[Block] = field(default_factory=list)
    signed: bool = False
    _at: int = 0
    _gap: bool = True
    _below: bool = False  # a repeated message without marks before its lines has begun
    _answered: bool = False  # the sender says so, and the answers stand among repeated lines
    _writers: dict[int, str | None] = field(default_factory=dict)  # by depth

    def read(self) -> None:
        """Make blocks of all lines."""
        while self._at < len(self.lines):
            depth, said = _depth(self.lines[self._at])
            if not said:
                self._gap = True
                self._at += 1
            elif not (
                self._introduction(depth, said)
                or self._forwarded(depth, said)
                or self._signature(depth, said)
            ):
                self._say(depth, said)
                self._at += 1

    def _say(self, depth: int, said: str) -> None:
        quoted = depth > 0 or self._below
        if quoted and (label := _LABELLED.match(said)):
            who = next(filter(None, label.groups()))
            if " ".join(who.split()).casefold() in self.sender:
                self.blocks.append(Block(said[label.end() :], joined=not self._gap))
                self._gap = False
                return
        speaker = self._writers.get(depth) if quoted else None
        self.blocks.append(Block(said, joined=not self._gap, speaker=speaker, quoted=quoted))
        self._gap = False

    def _begin(self, depth: int, writer: str | None) -> None:
        """Note whose words stand at a depth; what was known of deeper ones holds no more."""
        self._writers = {key: who for key, who in self._writers.items() if key < depth}
        if depth == 0 and not self._below:
            self._answered = any(_ANSWERED.search(block.text) for block in self.blocks)
        self._writers[depth] = None if depth == 0 and self._answered else writer
        self._below = self._below or depth == 0
        self._gap = True

    def _introduction(self, depth: int, said: str) -> bool:
        """Take a line like “On Monday, Dana Kell wrote:”, which may be wrapped."""
        whole = said
        for count in range(1, 4):
            if whole.endswith(":") and self._introduces(depth, whole, self._at + count):
                quotes = self._deeper_follows(depth, self._at + count)
                if not (depth or _DATED.search(whole)):  # perhaps the author's own words
                    self._say(depth, said)
                self._begin(depth + 1 if quotes else depth, _writer(whole))
                self._at += count
                return True
            if not _BEGINNING.match(said):
                return False
            if self._at + count >= len(self.lines) or len(whole) > _MAX_INTRODUCTION:
                return False
            below, more = _depth(self.lines[self._at + count])
            if not more or below != depth:
                return False
            whole = f"{whole} {more.strip()}"
        return False

    def _introduces(self, depth: int, said: str, following: int) -> bool:
        if len(said) > _MAX_INTRODUCTION:
            return False
        introduces = _INTRODUCTION.match(said)
        if introduces and (depth or _DATED.search(said)):
            return True
        above = introduces or _ADDRESS_ABOVE.match(said) or _NAME_ABOVE.match(said)
        return bool(above) and self._deeper_follows(depth, following)

    def _deeper_follows(self, depth: int, start: int) -> bool:
        following = map(_depth, self.lines[start : start + 5])
        return next((deep for deep, said in following if said), 0) > depth

    def _forwarded(self, depth: int, said: str) -> bool:
        """Take the line above a repeated message, or its headers."""
        if _ORIGINAL.match(said):
            self._at += 1
        elif not self._starts_headers(depth):
            return False
        self._begin(depth, self._headers(depth))
        return True

    def _starts_headers(self, depth: int) -> bool:
        """Return whether the headers of a repeated message begin here: From, and two more."""
        first = _HEADER.match(_depth(self.lines[self._at])[1])
        if first is None or first.group(1).lower() not in _FROM:
            return False
        rows = (_depth(line) for line in self.lines[self._at : self._at + 8])
        return sum(deep == depth and bool(_HEADER.match(said)) for deep, said in rows) > 2

    def _headers(self, depth: int) -> str | None:
        """Pass over the headers of a repeated message; its writer if they name one."""
        writer: str | None = None
        end = self._at
        blanks = 0
        for number in range(self._at, min(self._at + 40, len(self.lines))):
            deep, said = _depth(self.lines[number])
            match = _HEADER.match(said) if deep == depth else None
            if match:
                if match.group(1).lower() in _FROM:
                    writer = writer or name(match.group(2))
                end, blanks = number + 1, 0
            elif said or blanks:
                break
            else:
                blanks += 1
        self._at = end
        return writer

    def _signature(self, depth: int, said: str) -> bool:
        if _MOBILE.match(said):
            self._at += 1
            return True
        if depth or self._below or said != "--":
            return False
        end = self._at + 1
        while end < len(self.lines) and not self._ends_signature(end):
            end += 1
        if sum(bool(line.strip()) for line in self.lines[self._at + 1 : end]) > _SIGNATURE_LINES:
            return False
        self.signed, self._at, self._gap = True, end, True
        return True

    def _ends_signature(self, number: int) -> bool:
        line = self.lines[number]
        return bool(
            _QUOTE.match(line)
            or _ORIGINAL.match(line)
            or (_INTRODUCTION.match(line.strip()) and _DATED.search(line))
            or number > self._at + 3 * _SIGNATURE_LINES
        )


def _depth(line: str) -> tuple[int, str]:
    """The number of quote marks before a line, and the line without them."""
    match = _QUOTE.match(line)
    if match is None:
        return 0, line.rstrip()
    return match.group(1).count(">"), line[match.end() :].rstrip()


def _writer(introduction: str) -> str | None:
    found = _WRITER_AFTER.search(introduction) or _WRITER.search(introduction)
    address = _ADDRESS.search(introduction)
    if found and (address is None or found.group("name")[0].isupper()):
        said = found.group("name")
        named = all(word[0].isupper() for word in said.split() if len(word) > 3)
        return name(said) if named or _DATED.search(introduction) else None
    return address.group(1)[:_MAX_NAME] if address else None
