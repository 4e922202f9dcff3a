"""The tokens of an RTF document, read one after the other.

Every byte is looked at once, whatever the nesting; groups are kept on a stack of their own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from quotecheck.encoding import is_utf8
from quotecheck.errors import InputError
from quotecheck.formats.content import Block
from quotecheck.formats.rtf_flow import Flow
from quotecheck.formats.rtf_group import Group, In
from quotecheck.formats.rtf_words import (
    ADDED,
    CHARACTERS,
    DELETED,
    LEFT_OUT,
    LOOKS,
    STARRED,
    TOKEN,
    charset,
    code_page,
)
from quotecheck.formats.runs import numbered_notes, office_notes
from quotecheck.formats.symbols import is_symbol_font, symbol
from quotecheck.formats.word_styles import CAPITALS, EMPHASIS, HIDDEN

MAX_TOKENS = 10_000_000
MAX_DEPTH = 1_000
_MAX_NAME = 100  # of a font or style

_NO_WORDS = re.compile(rb"\{\\\*[^{}]*|\\[a-zA-Z]+-?[0-9]* ?|\\'[0-9a-fA-F]{2}")
_WORDS = re.compile(rb"[a-zA-Z]{3}")
_HEADING = re.compile(r"heading [1-9]|title$|subtitle$", re.IGNORECASE)


class RtfReader:
    """Reads the tokens one after the other."""

    def __init__(self, data: bytes, path: str) -> None:
        self.body = Flow()
        self.found: defaultdict[In, list[str]] = defaultdict(list)
        self._data = data
        self._path = path
        self._group = Group(self.body)
        self._groups: list[Group] = []
        self._at = 0
        self._codec = "cp1252"
        self._default_font = -1
        self._charsets: dict[int, str] = {}
        self._font_names: defaultdict[int, str] = defaultdict(str)
        self._style_names: defaultdict[int, str] = defaultdict(str)
        self._dates: dict[In, dict[str, int]] = {In.CREATED: {}, In.REVISED: {}}
        self._bytes = bytearray()  # not yet decoded: a character may take two of them
        self._to_skip = 0
        self._surrogate = ""
        self._starred = False
        self._notes: list[tuple[str, list[Block]]] = []
        self._comments = 0
        self._tracked = self._hidden = self._cut_off = self._goes_on = False
        self._is_utf8 = not data.isascii() and is_utf8(data)
        self._words = self._handlers()

    def run(self) -> None:
        """Read all tokens."""
        match = TOKEN.match
        data = self._data
        for _ in range(MAX_TOKENS):
            token = match(data, self._at)
            if token is None:
                break
            self._at = token.end()
            kind = token.lastindex
            if kind == 1:
                self._plain(token.group(1))
            elif kind == 2:
                self._byte(int(token.group(2), 16))
            elif token.group(6):
                if not self._bound(token.group(6)):
                    break
            elif token.group(3):
                self._word(token.group(3).decode("ascii"), token.group(4))
            else:
                self._word(token.group(5).decode("latin-1"), None)
        else:
            raise InputError(f"holds more than {MAX_TOKENS:,} control words", path=self._path)
        self._finish()

    def warnings(self) -> tuple[str, ...]:
        """Notes for the editor about what was read."""
        flags = {
            "ends in the middle; it may be cut off": self._cut_off,
            "goes on after its end; that part was left out": self._goes_on,
        }
        return office_notes(flags, self._comments, tracked=self._tracked, hidden=self._hidden)

    def notes(self) -> Iterator[Block]:
        """The foot- and endnotes, each kind numbered as Word does."""
        return numbered_notes(self._notes)

    def date(self) -> str | None:
        """The day on which the document was made, or else last saved, as YYYY-MM-DD."""
        for parts in self._dates.values():
            year, month, day = (parts.get(name, 0) for name in ("yr", "mo", "dy"))
            if year > 0 and 1 <= month <= 12 and 1 <= day <= 31:
                return f"{year:04d}-{month:02d}-{day:02d}"
        return None

    def _finish(self) -> None:
        self._flush()
        self._say("")
        self._cut_off = bool(self._groups)
        rest = _NO_WORDS.sub(b"", self._data[self._at : self._at + 10_000])
        self._goes_on = not self._cut_off and bool(_WORDS.search(rest))
        while self._groups:
            self._close()

    # Groups

    def _bound(self, bound: bytes) -> bool:
        """Open or close a group; whether the document goes on."""
        self._flush()
        self._to_skip = 0
        self._starred = False
        if bound == b"{":
            if len(self._groups) >= MAX_DEPTH:
                reason = f"has groups more than {MAX_DEPTH:,} deep inside each other"
                raise InputError(reason, path=self._path)
            self._groups.append(self._group)
            self._group = self._group.inner()
            if self._group.holds is In.STYLES:
                self._group.style = 0
        elif bound == b"}" and self._groups:
            self._close()
        return bool(self._groups)

    def _close(self) -> None:
        flow = self._group.flow
        level = self._level()
        self._group = self._groups.pop()
        if flow is self._group.flow:
            return
        blocks = flow.finish(level)
        if flow.kind == "box":
            self._group.flow.add_box(blocks)
        else:
            self._notes.append((flow.kind, blocks))

    def _open_flow(self, kind: str) -> None:
        group = self._group
        if group.look & (DELETED | HIDDEN):
            self._tracked |= bool(group.look & DELETED)
            self._hidden |= not group.look & DELETED
            group.holds = In.NOTHING
            return
        group.flow = Flow(kind)
        group.holds = In.TEXT
        group.look = 0
        self._plain_paragraph(0)

    # Characters

    def _plain(self, text: bytes) -> None:
        text = text.translate(None, b"\r\n")
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        if self._group.holds is In.NOTHING or not text:
            return
        if self._is_utf8 and not text.isascii():
            self._flush()
            self._say(text.decode("utf-8", "replace"))
        else:
            self._bytes += text

    def _byte(self, byte: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        elif self._group.holds is not In.NOTHING:
            self._bytes.append(byte)

    def _flush(self) -> None:
        if not self._bytes:
            return
        data = bytes(self._bytes)
        self._bytes.clear()
        holds, font = self._group.holds, self._group.font
        if holds is In.TEXT and is_symbol_font(self._font_names.get(font, "")):
            name = self._font_names[font].strip("; ")
            self._say("".join(chr(c) if c <= 0x20 else symbol(name, c) for c in data))
            return
        of_font = None if holds in (In.TITLE, In.AUTHOR) else self._charsets.get(font)
        self._say(data.decode(of_font or self._codec, "replace"))

    def _unicode(self, number: int) -> None:
        if number < 0:
            number += 0x10000
        self._to_skip = self._group.skip
        name = self._font_names.get(self._group.font, "")
        if 0xF000 <= number <= 0xF0FF and is_symbol_font(name):
            self._say(symbol(name.strip("; "), number & 0xFF))
        elif 0xD800 <= number < 0xDC00:
            self._surrogate = chr(number)
        elif 0xDC00 <= number < 0xE000 and self._surrogate:
            pair, self._surrogate = self._surrogate + chr(number), ""
            self._say(pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le"))
        elif 0 <= number <= 0x10FFFF and not 0xDC00 <= number < 0xE000:
            self._say(chr(number))
        else:
            self._say("\ufffd")

    def _say(self, text: str) -> None:
        """Put text where the group's text goes."""
        if self._surrogate:
            self._surrogate, text = "", "\ufffd" + text
        group = self._group
        if group.holds is In.TEXT:
            look = group.look
            if look & (DELETED | ADDED):
                self._tracked |= bool(text.strip())
            if look & HIDDEN and not look & DELETED:
                self._hidden |= bool(text.strip())
            if not look & (DELETED | HIDDEN):
                group.flow.runs.add(text.upper() if look & CAPITALS else text, look & EMPHASIS)
        elif group.holds in (In.TITLE, In.AUTHOR):
            self.found[group.holds].append(text)
        elif group.holds is In.FONTS:
            self._name(self._font_names, group.font, text)
        elif group.holds is In.STYLES:
            self._name(self._style_names, group.style, text)

    @staticmethod
    def _name(names: dict[int, str], number: int, text: str) -> None:
        names[number] = (names[number] + text)[:_MAX_NAME]

    # Control words

    def _word(self, word: str, digits: bytes | None) -> None:
        self._flush()
        number = int(digits) if digits else None
        if word == "bin":
            self._at += max(0, number or 0)
        if self._to_skip:
            self._to_skip -= 1
            return
        group = self._group
        if word == "*":
            self._starred = True
            return
        starred, self._starred = self._starred, False
        if group.holds is In.NOTHING:
            return
        if starred and word == "cs" and group.holds is In.TEXT:
            return  # a character style, which some programs mark in the middle of a group
        if word in LEFT_OUT or (starred and word not in STARRED):
            group.holds = In.NOTHING
        elif word in CHARACTERS:
            self._say(CHARACTERS[word])
        elif word in LOOKS:
            flag = LOOKS[word]
            group.look = group.look & ~flag if number == 0 else group.look | flag
        elif word in self._words:
            self._words[word](number or 0)
        elif group.holds in self._dates:
            self._dates[group.holds][word] = number or 0

    def _handlers(self) -> dict[str, Callable[[int], None]]:
        holds = {"fonttbl": In.FONTS, "stylesheet": In.STYLES, "info": In.INFO}
        holds |= {"shpinst": In.FRAME, "do": In.FRAME, "nesttableprops": In.FRAME}
        info = {"title": In.TITLE, "author": In.AUTHOR}
        info |= {"creatim": In.CREATED, "revtim": In.REVISED}
        return {
            **{word: self._holding(what) for word, what in holds.items()},
            **{word: self._informing(what) for word, what in info.items()},
            **dict.fromkeys(("par", "\n", "\r", "sect"), self._paragraph),
            **dict.fromkeys(("shptxt", "dptxbxtext"), self._box),
            "footnote": lambda _: self._open_flow("footnote"),
            "ftnalt": lambda _: setattr(self._group.flow, "kind", "endnote"),
            "annotation": self._comment,
            "upr": self._upr,
            "ud": self._ud,
            "u": self._unicode,
            "uc": lambda number: setattr(self._group, "skip", max(0, number)),
            "mac": lambda _: setattr(self, "_codec", "mac_roman"),
            "pc": lambda _: setattr(self, "_codec", "cp437"),
            "pca": lambda _: setattr(self, "_codec", "cp850"),
            "ansicpg": self._code_page,
            "deff": self._set_default_font,
            "f": self._set_font,
            "fcharset": self._font_codec(charset),
            "cpg": self._font_codec(code_page),
            "s": self._set_style,
            "plain": self._plain_look,
            "ulnone": self._no_underline,
            "pard": self._plain_paragraph,
            "intbl": lambda _: setattr(self._group, "in_table", True),
            "itap": self._set_level,
            "outlinelevel": lambda number: setattr(self._group, "heading", 0 <= number <= 8),
            "dropcapli": lambda number: setattr(self._group, "merges", number > 0),
            "cell": lambda _: self._end(1, Flow.end_cell),
            "row": lambda _: self._end(1, Flow.end_row),
            "nestcell": lambda _: self._end(max(2, self._group.level), Flow.end_cell),
            "nestrow": lambda _: self._end(max(2, self._group.level), Flow.end_row),
        }

    def _holding(self, what: In) -> Callable[[int], None]:
        return lambda _: setattr(self._group, "holds", what)

    def _informing(self, what: In) -> Callable[[int], None]:
        def inform(_: int) -> None:
            if self._group.holds is In.INFO:
                self._group.holds = what

        return inform

    def _box(self, _: int) -> None:
        if self._group.holds is In.FRAME:
            self._open_flow("box")

    def _comment(self, _: int) -> None:
        self._comments += 1
        self._group.holds = In.NOTHING

    def _upr(self, _: int) -> None:
        self._group.unicode_holds = self._group.holds
        self._group.holds = In.FRAME

    def _ud(self, _: int) -> None:
        if self._group.unicode_holds is not None:
            self._group.holds, self._group.unicode_holds = self._group.unicode_holds, None

    def _code_page(self, number: int) -> None:
        self._codec = code_page(number) or self._codec

    def _set_default_font(self, number: int) -> None:
        self._default_font = self._group.font = number

    def _set_font(self, number: int) -> None:
        self._group.font = number

    def _font_codec(self, known: Callable[[int], str | None]) -> Callable[[int], None]:
        def name(number: int) -> None:
            codec = known(number)
            if self._group.holds is In.FONTS and codec is not None:
                self._charsets[self._group.font] = codec

        return name

    def _set_style(self, number: int) -> None:
        group = self._group
        group.style = number
        if group.holds is In.TEXT:
            group.heading = bool(_HEADING.match(self._style_names.get(number, "").strip("; ")))

    def _plain_look(self, _: int) -> None:
        self._group.look = 0
        self._group.font = self._default_font

    def _no_underline(self, _: int) -> None:
        self._group.look &= ~LOOKS["ul"]

    def _plain_paragraph(self, _: int) -> None:
        group = self._group
        group.in_table = group.heading = group.merges = False
        group.level = 1

    def _set_level(self, number: int) -> None:
        self._group.in_table = number > 0
        self._group.level = max(1, number)

    # Paragraphs, cells and rows

    def _level(self) -> int:
        return self._group.level if self._group.in_table else 0

    def _paragraph(self, _: int) -> None:
        group = self._group
        if group.holds is not In.TEXT or group.merges:
            return
        if group.look & DELETED:
            self._tracked = True
        else:
            group.flow.end_paragraph(self._level(), heading=group.heading)

    def _end(self, level: int, end: Callable[[Flow, int], None]) -> None:
        if self._group.holds in (In.TEXT, In.FRAME):
            end(self._group.flow, level)
