"""Plain text and Markdown: a block a line, so that every word keeps its line of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotecheck.formats.content import Block

_VOICE = re.compile(r"<v(?:\.[\w.]+)?[ \t]+([^>\n]{1,100})>|</v>")
_TAG = re.compile(r"</?[A-Za-z][\w-]{0,15}(?:[ \t][^<>\n]{0,200})?/?>")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,200}\]\([^()\s]{0,500}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\](?:\([^()\n]{0,1000}\)|\[[^\[\]\n]{0,60}\])")
_CLOCK = re.compile(r"\\?\[?\d{1,2}:\d{2}(?::\d{2})?\\?\]?$")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$")
_PREFIX = re.compile(r"(?:[ \t]{0,12}(?:>[ \t]?|(?:[-*+•]|\d{1,3}[.)])[ \t]+(?!\*\*?\S+\*)))*")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3})(?=\S)(.{1,400}?)(?<=\S)\1(?!\w)")
_LEAD = re.compile(
    r"[ \t]*((?:\\?[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d{1,3})?\\?[\])]?[ \t]+)?)"
    r"(\*{1,3}|_{1,3})(?=\S)([^*_\n]{1,160}?)\2"
)
_DOUBLED = re.compile(r"\[\[(\d{1,2}:\d{2}(?::\d{2})?)\]\]")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
_RULE = re.compile(r"[ \t]*(?:[-*_=][ \t]*){3,}$|[ \t]*\|?[ \t:|-]{3,}\|[ \t:|-]*$|\{:.*\}$")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def text_blocks(text: str, start: int = 0) -> Iterator[Block]:
    """The lines of a plain text from an offset on, as blocks; lines of voices (``<v Ana>``) give
    one for each voice."""
    first, gap = text.count("\n", 0, start) + 1, True
    for number, raw in enumerate(text[start:].split("\n"), first):
        line = raw.rstrip("\r \t")
        if not line or line.isspace():
            gap = True
        elif "<v " in line:
            yield from _voices(line, number, joined=not gap)
            gap = False
        else:
            yield Block(line, joined=not gap, line=number)
            gap = False


def _voices(line: str, number: int, *, joined: bool) -> Iterator[Block]:
    pieces = _VOICE.split(line)
    before = pieces[0].strip()
    for voice, words in zip(pieces[1::2], pieces[2::2], strict=True):
        if said := words.strip():
            yield Block(f"{before} {said}".strip(), joined=joined, line=number, speaker=voice)
            before, joined = "", True
    if before:
        yield Block(before, joined=joined, line=number)


def markdown_blocks(text: str, start: int = 0) -> Iterator[Block]:
    """The lines of a Markdown text from an offset on, free of markup."""
    first, gap = text.count("\n", 0, start) + 1, True
    body = text[start:]
    if "<!--" in body:
        body = _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), body)
    for number, raw in enumerate(body.split("\n"), first):
        if not raw.strip() or _RULE.match(raw):
            gap = True
        elif block := markdown_line(raw.rstrip("\r"), number, joined=not gap):
            yield block
            gap = False


def markdown_line(raw: str, number: int, *, joined: bool) -> Block | None:
    """One line of Markdown without its markup; None if nothing is left."""
    heading = _HEADING.match(raw)
    body = heading.group(1) if heading else raw
    prefix = _PREFIX.match(body)
    indent = len(body) - len(body.lstrip(" \t"))
    if prefix and prefix.end() > indent:
        body = body[prefix.end() :]
        joined = False if "-" in prefix.group() or "*" in prefix.group() else joined
    body = _without_markup(body)
    lead = 0
    if not heading and (found := _LEAD.match(body)):
        set_apart = found.group(1) + _plain(found.group(3))
        body = set_apart + body[found.end() :]
        lead = len(set_apart)
    whole = body[:lead] + _plain(body[lead:])
    if whole.count("|") > 1 and whole.lstrip().startswith("|"):
        cells = [cell.strip() for cell in whole.strip().strip("|").split("|")]
        whole, lead = "\t".join(cells), len(cells[0])
    whole = whole.rstrip()
    if not whole:
        return None
    return Block(
        whole, joined=joined and not heading, line=number, lead=lead, heading=bool(heading)
    )


def _linked(found: re.Match[str]) -> str:
    """The words that a link shows; a time stays in its brackets."""
    shown = found.group(1)
    return f"[{shown.strip('[]')}]" if _CLOCK.match(shown) else shown


def _without_markup(body: str) -> str:
    """A line without images, links and tags; times that were links stay in brackets."""
    body = _LINK.sub(_linked, _IMAGE.sub("", body))
    body = _DOUBLED.sub(r"[\1]", body) if "[[" in body else body
    return _TAG.sub("", body) if "<" in body and "<v " not in body else body


def _plain(text: str) -> str:
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text
