"""The words that an editor shows for a quotation: in rows of text, as Markdown with every mark of
it escaped, or plain. They come from drafts and sources, which may hold anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from quotecheck.display import clip, one_line
from quotecheck.model import Check, Kind, Passage, Quotation, SpeakerMatch, Triage
from quotecheck.reports.next_step import next_step
from quotecheck.reports.text import diff_line, where

_MARKUP = re.compile(r"[\\`*_\[\]<>&~|$#!]|(?<=\w):(?=//)|(?<=www)\.|(?<=\w)@(?=\w)")
_LONGEST = 400  # characters of what is quoted
_GLYPH = {Triage.ERROR: "✗", Triage.OPEN: "?", Triage.LOOK: "~", Triage.PASS: "✓"}
_SURE = 0.9

InShort = Callable[[Passage], Passage]
"""Gives a passage with a path that a reader of the draft understands."""


class HoverRow(NamedTuple):
    """A line of what is shown: what it is, its text, and the address to which it leads."""

    label: str
    text: str
    address: str = ""


def hover_rows(
    quote: Quotation, around: tuple[str, str], address: str, no_check: str, in_short: InShort
) -> Iterator[HoverRow]:
    """Rows of findings on a quotation. ``around`` is what its source has before and after it,
    ``address`` leads to the passage, ``no_check`` says why it was not checked."""
    yield HoverRow("Speaker", _speaker(quote))
    check = quote.check
    if check is None:
        yield HoverRow("", no_check)
        return
    yield HoverRow(f"{_GLYPH[check.triage]} {_verdict(check)}", one_line(check.why))
    if any(step.op != "=" for step in check.diff):
        yield HoverRow("Source's words", clip(diff_line(check.diff), _LONGEST))
    passage = check.matches[0] if check.matches else None
    if passage is not None:
        name = "Nearest passage" if passage.near else "In the source"
        yield HoverRow(name, _in_its_place(passage, around))
        yield HoverRow("Place", where(in_short(passage)), address)
        others = len(check.matches) - 1
        if others:
            yield HoverRow("Also", f"in {others} other place{'s' if others > 1 else ''}")
    if step := next_step(quote):
        yield HoverRow("Next", step)


def quotation_message(check: Check, in_short: InShort) -> str:
    """Tell what is wrong with a quotation, in the few lines that stand beside a draft."""
    lines = [f"{_verdict(check)}: {one_line(check.why)}"]
    passage = check.matches[0] if check.matches else None
    if any(step.op != "=" for step in check.diff):
        lines.append(f"Source: {clip(diff_line(check.diff), _LONGEST)}")
    elif passage is not None and passage.near:
        lines.append(f"Nearest: “{clip(one_line(passage.text), _LONGEST)}”")
    if passage is not None:
        lines.append(where(in_short(passage)))
    return "\n".join(lines)


def in_brief(passage: Passage) -> str:
    """The speaker and words of a passage, in a line."""
    said_by = passage.speaker or passage.label
    words = f"“{clip(one_line(passage.text), _LONGEST)}”"
    return f"{one_line(said_by)}: {words}" if said_by else words


def markdown(found: Iterator[HoverRow]) -> str:
    """Rows as Markdown, a paragraph each."""
    return "\n\n".join(_row_in_markdown(row) for row in found)


def plain(found: Iterator[HoverRow]) -> str:
    """Rows as they are, a line each."""
    return "\n".join(f"{row.label}: {row.text}" if row.label else row.text for row in found)


def escaped(text: str) -> str:
    """Text of others on one line, as Markdown that shows it and does nothing else."""
    return _MARKUP.sub(lambda found: f"\\{found.group()}", one_line(text))


def _row_in_markdown(row: HoverRow) -> str:
    text = escaped(row.text)
    if row.address:
        text = f"[{text}](<{row.address.replace('<', '%3C').replace('>', '%3E')}>)"
    return f"**{escaped(row.label)}:** {text}" if row.label else text


def _verdict(check: Check) -> str:
    flags = f" ({', '.join(flag.value for flag in check.flags)})" if check.flags else ""
    return f"{check.verdict.value}{flags}"


def _speaker(quote: Quotation) -> str:
    if quote.kind is Kind.NON_SPEECH:
        return "nobody: not speech"
    speaker = quote.speaker
    if speaker is None:
        return "nobody is named"
    parts = [one_line(speaker.name)]
    mention = speaker.mention
    if mention is not None and one_line(mention.text) != parts[0]:
        parts.append(f"from “{clip(one_line(mention.text), 60)}”")
    check = quote.check
    said_by = check.matches[0] if check and check.matches else None
    if check and said_by and not said_by.near and check.speaker_match is SpeakerMatch.OTHER:
        parts.append(f"the source has {one_line(said_by.speaker or 'somebody else')}")
    if min(quote.confidence, quote.name_confidence) < _SURE:
        parts.append(f"not sure ({quote.name_confidence:.0%})")
        parts += [f"or {one_line(each.speaker.name)}" for each in quote.alternatives[:1]]
    return " · ".join(parts)


def _in_its_place(passage: Passage, around: tuple[str, str]) -> str:
    before, after = (one_line(each) for each in around)
    words = clip(one_line(passage.text), _LONGEST)
    gap, hook = " " * around[0][-1:].isspace(), " " * around[1][:1].isspace()
    return f"{before}{gap}»{words}«{hook}{after}"
