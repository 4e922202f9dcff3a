"""Findings: the quotations that a person has to look at, each with its place and a lasting name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from quotecheck.display import clip, located, one_line
from quotecheck.model import Document, Flag, Quotation, SpeakerMatch, Triage
from quotecheck.reports.shown import clashes
from quotecheck.reports.tallies import is_speaker_unchecked, speakers_unchecked
from quotecheck.text import Lines

#: How bad a finding is, in the words of compilers and of SARIF.
LEVEL = {Triage.ERROR: "error", Triage.OPEN: "warning", Triage.LOOK: "note"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One quotation that does not simply pass.

    ``line`` and ``column`` count from 1 and the end is one behind the last character.
    ``fingerprint`` stays the same while the words, the speaker and the verdict do, wherever in
    the article they move. A ``report`` without marks that clashes with a passage is to be looked
    at, and counts by itself.
    """

    path: str
    quote: str
    verdict: str
    triage: Triage
    message: str
    fingerprint: str
    line: int
    column: int
    end_line: int
    end_column: int
    report: bool = False


def findings(document: Document) -> Iterator[Finding]:
    """The findings of a checked document, in text order."""
    lines: Lines | None = None
    path = document.article.path or document.article.id
    for quote in document.quotes:
        report = clashes(quote)
        if not report and (quote.check is None or quote.check.triage is Triage.PASS):
            continue
        lines = lines or Lines(document.article.text)
        yield Finding(
            path,
            quote.id,
            _verdict(quote),
            quote.check.triage if quote.check else Triage.LOOK,
            message(quote),
            fingerprint(document, quote),
            *lines.place(quote.start),
            *lines.place(quote.end),
            report=report,
        )


def speakers_note(document: Document) -> Finding | None:
    """A note, at the first of them, that counts the quotations whose words stand in a source that
    does not say who speaks; None if there are none. It is nothing to be accepted or refused."""
    first = next(filter(is_speaker_unchecked, document.quotes), None)
    if first is None:
        return None
    lines = Lines(document.article.text)
    named = f"{document.article.id}\0{Flag.NO_SPEAKERS}"
    return Finding(
        document.article.path or document.article.id,
        first.id,
        Flag.NO_SPEAKERS.value,
        Triage.LOOK,
        speakers_unchecked(document.marked),
        hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:24],
        *lines.place(first.start),
        *lines.place(first.end),
    )


def _verdict(quote: Quotation) -> str:
    check = quote.report or quote.check
    return check.verdict.value if check else ""


def message(quote: Quotation) -> str:
    """A sentence or two of plain text on what is the matter with a quotation."""
    check = quote.report or quote.check
    if check is None:
        return "not checked"
    parts = [f"{check.verdict.value}: {clip(one_line(quote.text), 120)}"]
    if check.why:
        parts.append(one_line(check.why))
    if quote.check is not None and quote.check.flags:
        parts.append("flags: " + ", ".join(flag.value for flag in quote.check.flags))
    if check.matches:
        passage = check.matches[0]
        lead = "nearest passage" if passage.near and quote.report is None else "source"
        place = located(passage, one_line(passage.path or passage.source))
        words = clip(one_line(passage.text), 160)
        if check.speaker_match is SpeakerMatch.OTHER and passage.speaker:
            words = f"{one_line(passage.speaker)}: {words}"
        parts.append(f"{lead} ({place}): {words}")
    return ". ".join(part.rstrip(".") for part in parts)


def fingerprint(document: Document, quote: Quotation) -> str:
    """The lasting name of a finding: article, words, speaker and verdict."""
    parts = (
        document.article.id,
        " ".join(quote.text.split()),
        quote.speaker.name if quote.speaker else "",
        _verdict(quote),
    )
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]
