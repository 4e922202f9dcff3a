"""Showing text that others wrote: harmless on a terminal, cut to length, coloured where wanted."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import IO, NamedTuple

from quotecheck.model import Passage, Tier

# C0 and C1 controls, and the characters that change the direction or the order of what is shown:
# a terminal obeys the first, a reader is misled by the second.
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HARMFUL = re.compile(f"[{_CONTROLS}{_DIRECTION}\u2028\u2029\ufeff\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_ADDRESS = re.compile(r"(?:https?|file)://[!-~]{1,2000}")


def visible(text: str) -> str:
    """``text`` with control, direction and unpaired surrogate characters written out as <U+001B>.

    Tabs and line ends stay.
    """
    return _HARMFUL.sub(lambda found: f"<U+{ord(found.group()):04X}>", text)


def one_line(text: str) -> str:
    """``text`` made harmless and put on one line."""
    return visible(_SPACE.sub(" ", text).strip())


def clip(text: str, width: int) -> str:
    """``text`` in at most ``width`` characters; what is cut shows as … in the middle."""
    if len(text) <= width:
        return text
    head = (width - 1) * 2 // 3
    tail = width - 1 - head
    return text[:head].rstrip() + "…" + (text[-tail:].lstrip() if tail > 0 else "")


class Palette(NamedTuple):
    """Colours and links for a terminal, or none. Nothing is ever said by them alone."""

    on: bool
    links: bool = False

    def paint(self, text: str, *codes: int) -> str:
        """``text`` with the given SGR codes (1 bold, 2 dim, 4 underline, 30-37 colours)."""
        if not self.on or not codes:
            return text
        return f"\x1b[{';'.join(map(str, codes))}m{text}\x1b[0m"

    def bold(self, text: str) -> str:
        """Bold."""
        return self.paint(text, 1)

    def dim(self, text: str) -> str:
        """Dim: there for those who look for it."""
        return self.paint(text, 2)

    def link(self, text: str, address: str) -> str:
        """``text`` that opens an address where it is clicked (OSC 8). An address of other letters
        than those that addresses are written in is left out: a terminal might obey them."""
        if not self.links or not text or not _ADDRESS.fullmatch(address):
            return text
        return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"


def file_address(path: str | Path | None) -> str:
    """The address of a file on this machine, or nothing if it has none; a host name tells the
    terminal of another machine that the file is not there."""
    if path is None:
        return ""
    from socket import gethostname

    try:
        return Path(path).absolute().as_uri().replace("file://", f"file://{gethostname()}", 1)
    except (ValueError, OSError):
        return ""


def wants_colour(stream: IO[str], choice: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Return whether to colour what goes to ``stream``: as chosen, else NO_COLOR, FORCE_COLOR and
    the terminal decide (https://no-color.org)."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environ.get("TERM") != "dumb"


def wants_links(stream: IO[str], choice: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Return whether what goes to ``stream`` may hold links: on a terminal that has colours;
    elsewhere only where FORCE_HYPERLINK says so, as other programs read it."""
    forced = environ.get("FORCE_HYPERLINK")
    if choice == "never" or forced == "0":
        return False
    if forced:
        return True
    return (
        stream.isatty()
        and environ.get("TERM") not in ("dumb", "linux")
        and wants_colour(stream, choice, environ)
    )


def width(stream: IO[str], default: int = 100) -> int:
    """The columns of the terminal that ``stream`` goes to."""
    try:
        return max(40, os.get_terminal_size(stream.fileno()).columns)
    except (OSError, ValueError):
        return default


def wrap(text: str, columns: int) -> list[str]:
    """``text`` in lines of at most ``columns`` characters, broken at spaces where there are any."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        rest = word
        while len(rest) > columns:
            if line:
                lines.append(line)
                line = ""
            lines.append(rest[:columns])
            rest = rest[columns:]
        if line and len(line) + 1 + len(rest) > columns:
            lines.append(line)
            line = rest
        else:
            line = f"{line} {rest}" if line else rest
    return [*lines, line] if line or not lines else lines


def around(before: str, after: str, columns: int, words: str = "…") -> str:
    """In one line what stands before and after some words: the end of the one, »the words«, the
    beginning of the other; nothing if nothing stands there."""
    lead, trail = one_line(before), one_line(after)
    if not lead and not trail:
        return ""
    gap = " " if lead and before[-1:].isspace() else ""
    hook = " " if trail and after[:1].isspace() else ""
    room = max(0, columns - len(words) - len(gap) - len(hook) - 2)
    half = room // 2
    left = max(half, room - len(trail))
    if len(lead) > left:
        lead = f"… {lead[len(lead) - max(0, left - 2) :].partition(' ')[2]}"
    right = max(0, room - len(lead))
    if len(trail) > right:
        trail = f"{trail[: max(0, right - 2)].rpartition(' ')[0]} …"
    return f"{lead}{gap}»{words}«{hook}{trail}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with a noun that agrees with it: "1 quotation", "1,200 quotations"."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def moment(at: str) -> str:
    """A time of a record (ISO, UTC) as people here write it: "29 Nov 2026, 10:32"."""
    from datetime import datetime

    try:
        local = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return at[:16].replace("T", " ")
    return f"{local.day} {local:%b %Y, %H:%M}"


def located(passage: Passage, name: str) -> str:
    """A passage's place behind the name of its file: ``talk.txt:12``, ``report.pdf, page 3``."""
    place = f"{name}:{passage.line}" if passage.line else name
    return f"{place}, {passage.place}" if passage.place else place


def tier_in_words(passage: Passage) -> str:
    """The kind of source that a passage is from. A text in which nobody speaks is read as a
    transcript, but may be a letter or a post, so that it is called a text."""
    if passage.tier is None:
        return ""
    spoken = passage.speaker or passage.label or passage.time
    return passage.tier.value if spoken or passage.tier is not Tier.TRANSCRIPT else "text"


def place_in_words(passage: Passage) -> str:
    """The place of a passage in its source, in words."""
    if passage.place:
        return passage.place
    return f"line {passage.line}" if passage.line else ""
