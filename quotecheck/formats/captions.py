"""Captions in plain text: SubRip, WebVTT and YouTube's SBV; those in XML are passed on.

One small tolerant parser serves all three, because real files mix them: commas in WebVTT, missing
numbers, missing empty lines, byte-order marks, broken time codes. It reads line by line, so its
time grows with the file's length only, and it loses no words: what stands under a broken time
code is taken with the caption before. Libraries for one format refuse or drop such captions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import pairwise

from quotecheck.encoding import decode
from quotecheck.errors import InputError
from quotecheck.formats import timedtext
from quotecheck.formats.content import Block, Content
from quotecheck.formats.timedtext import LATEST, block_time

_CLOCK = r"(?:(\d{1,9}):)?(\d{1,9}):(\d{1,9})(?:[.,](\d{1,9}))?"
_TIMING = re.compile(
    rf"[ \t]{{0,99}}{_CLOCK}[ \t]{{0,99}}-{{1,9}}>[ \t]{{0,99}}{_CLOCK}(?:[ \t]|$)"
)
_SBV_TIMING = re.compile(rf"{_CLOCK},{_CLOCK}[ \t]{{0,99}}$")
_STAMP = r"\d{1,9}:\d{2}:\d{2}[.,]\d{1,9}"
_BROKEN = re.compile(
    r"[^\n]{0,60}\d:[^\n]{0,60}-->"
    r"|[ \t]{0,99}[\d:.,]{0,30}[ \t]{0,99}-->[ \t]{0,99}[\d:.,]{1,30}[ \t]{0,99}$"
    rf"|[ \t]{{0,99}}{_STAMP}[ \t]{{0,9}}\S{{1,5}}[ \t]{{0,9}}{_STAMP}[ \t]{{0,99}}$"
)
_SBV_BROKEN = re.compile(r"\d{1,9}:\d[^\s,]{0,40},\d{1,9}:\d\S{0,40}[ \t]{0,99}$")
# What is left of a time code where a file was cut off in it.
_CUT = re.compile(r"[ \t]{0,99}\d{1,9}:[\d:.,]{0,30}[ \t]{0,99}-{0,9}>?[ \t]{0,99}[\d:.,]{0,30}$")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,200})?(?:\s{1,20}([^<>]{0,200}))?>|</v>")
_TAG = re.compile(
    r"</?[A-Za-z][^<>\n]{0,120}>|<\d{1,3}:[\d:.]{4,12}>|</>"
    r"|\{\\[^{}\n]{0,80}\}|\{[ibuyc]:[^{}\n]{0,40}\}"
)
_NO_CAPTION = re.compile(r"(?:NOTE|STYLE|REGION|WEBVTT|X-TIMESTAMP-MAP)(?:[ \t=]|$)")
_NUMBER = re.compile(r"[ \t]{0,99}(\d{1,7})[ \t]{0,99}$")


def read(data: bytes, path: str) -> Iterator[Content]:
    """The captions in a file. Raises InputError if there are none."""
    if timedtext.is_xml(data):
        yield timedtext.content(data, path)
        return
    text, notes = decode(data, path)
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    is_vtt = text.startswith("WEBVTT")
    if path.lower().endswith(".vtt") and not is_vtt and "-->" not in text:
        raise InputError("is not WebVTT: it does not begin with WEBVTT", path=path)
    is_sbv = "-->" not in text
    found = _Captions(is_vtt=is_vtt, is_sbv=is_sbv)
    for line in text.split("\n"):
        found.add(line)
    found.finish()
    if not found.blocks:
        hint = "is it cut short? save a text as .txt"
        raise InputError("holds no captions", path=path, hint=hint)
    name = "WebVTT captions" if is_vtt else "SBV captions" if is_sbv else "SubRip captions"
    yield Content(tuple(found.blocks), name, kind="captions", notes=(*notes, *_faults(found)))


def youtube(tree: Mapping[str, object]) -> Content | None:
    """The captions in YouTube's JSON, whose events hold pieces of text; None for other JSON."""
    events = tree.get("events")
    blocks: list[Block] = []
    for event in events if isinstance(events, list) else ():
        pieces = event.get("segs") if isinstance(event, Mapping) else None
        if not isinstance(pieces, list):
            continue
        raw = "".join(
            str(piece.get("utf8") or "") for piece in pieces if isinstance(piece, Mapping)
        )
        start = event.get("tStartMs")
        time = (
            block_time(start / 1000)
            if isinstance(start, int) and 0 <= start / 1000 <= LATEST
            else None
        )
        if said := _lines(raw):
            blocks.append(Block(said, time=time))
    return Content(tuple(blocks), "YouTube captions", kind="captions") if blocks else None


class _Captions:
    """The captions found so far, and the one whose lines are being read."""

    def __init__(self, *, is_vtt: bool, is_sbv: bool) -> None:
        self.blocks: list[Block] = []
        self.count = self.broken = 0
        self.cut = False  # whether the file ends in a time code
        self._is_vtt = is_vtt
        self._timing = _SBV_TIMING if is_sbv else _TIMING
        self._broken_timing = _SBV_BROKEN if is_sbv else _BROKEN
        self._lines: list[str] = []
        self._apart = False  # whether an empty line stands before the last of the lines
        self._time: str | None = None
        self._number: int | None = None  # of this caption, where captions are numbered
        self._started = self._skipping = False
        self._wordless = False  # whether nothing stands under a broken time code yet
        self._blank = True
        self._at = self._first = 0  # the line of the file, and that of this caption's first words

    def add(self, line: str) -> None:
        """Take the next line of the file."""
        self._at += 1
        if not line.strip():
            self._blank, self._skipping = True, False
        elif match := self._timing.match(line):
            seconds = _seconds(match.group(1), match.group(2), match.group(3))
            if seconds <= LATEST:
                self._begin()
                self.count += 1
                self._time = block_time(seconds, match.group(4))
            else:
                self._begin_broken()
        elif self._broken_timing.match(line):
            self._begin_broken()
        elif not self._skipping:
            self._add_words(line)

    def finish(self) -> None:
        """Close the last caption; a file may end in the time code of one more."""
        if self._wordless:  # what is left of one with its arrow
            self.cut = True
            self.broken -= 1
        elif self._lines and _CUT.match(self._lines[-1]):
            time = self._lines.pop()
            if self._is_next_number():
                self._drop_name()
                self.cut = True
            elif self._apart:
                self.cut = True
            else:  # somebody says a time
                self._lines.append(time)
        self._close()

    def _close(self) -> None:
        if self._started:
            self.blocks += _cue("\n".join(self._lines), self._time, self._first)
        self._lines = []

    def _add_words(self, line: str) -> None:
        if self._is_vtt and self._blank and _NO_CAPTION.match(line):
            self._skipping = True
            return
        numbered = self._started and not self._is_vtt and self._is_next_number()
        if numbered and not self._blank and not _CUT.match(line):
            self.broken += 1  # a numbered caption whose time is missing
            self._drop_name()
        self._first = self._first if self._lines else self._at
        self._lines.append(line)
        self._apart, self._blank, self._wordless = self._blank, False, False

    def _begin(self) -> None:
        """Close the caption before; its last line may be the number or name of the new one."""
        if self._is_name():
            self._drop_name()
        self._close()
        self._started, self._skipping, self._blank, self._wordless = True, False, False, False

    def _begin_broken(self) -> None:
        if self._is_name():
            self._drop_name()
        if not self._started:
            self._lines = []
        self.broken += 1
        self._started, self._skipping, self._blank, self._wordless = True, False, False, True

    def _is_name(self) -> bool:
        if not self._lines:
            return False
        if self._is_next_number():
            return True
        named = self._is_vtt or _NUMBER.match(self._lines[-1]) is not None
        return named and self._apart and not self._blank

    def _is_next_number(self) -> bool:
        match = _NUMBER.match(self._lines[-1]) if self._lines and self._number is not None else None
        return match is not None and int(match.group(1)) == (self._number or 0) + 1

    def _drop_name(self) -> None:
        match = _NUMBER.match(self._lines.pop())
        self._apart = False
        self._number = int(match.group(1)) if match else None


def _faults(found: _Captions) -> Iterator[str]:
    if found.cut:
        yield "ends in the middle of a time code; it seems cut off"
    if found.broken:
        yield (
            f"{found.broken} of {found.count + found.broken} captions have broken time codes and"
            " are taken with others"
        )
    times = [(block.time.index(":"), block.time) for block in found.blocks if block.time]
    back = sum(after < before for before, after in pairwise(times))
    if back:
        yield f"{back} of {len(times)} captions start earlier than the caption above them"


def _cue(raw: str, time: str | None, line: int) -> Iterator[Block]:
    """The blocks of one caption, whose words begin on a line of the file: one for each voice."""
    speaker: str | None = None
    at = 0
    joined = False
    for match in (*_VOICE.finditer(raw), None):
        if said := _lines(raw[at : match.start() if match else len(raw)]):
            yield Block(said, joined=joined, line=line, time=time, speaker=speaker)
            joined = True
        if match:
            speaker = " ".join(unescape(match.group(1) or "").split()) or None
            line += raw.count("\n", at, match.end())
            at = match.end()


def _lines(raw: str) -> str:
    return "\n".join(filter(None, map(_words, raw.split("\n"))))


def _words(line: str) -> str:
    text = unescape(_TAG.sub("", line)) if "<" in line or "{" in line or "&" in line else line
    return " ".join(text.split())


def _seconds(hours: str | None, minutes: str, seconds: str) -> int:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
