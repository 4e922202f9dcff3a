"""Quotations in the article's own spacing, where it was read with other spaces."""

from __future__ import annotations

from dataclasses import replace

from quotecheck.model import Candidate, Mention, Quotation, Speaker


def as_written(quote: Quotation, text: str) -> Quotation:
    """The quotation with all its words as they stand in ``text``."""
    return replace(
        quote,
        text=text[quote.start : quote.end],
        speaker=_speaker(quote.speaker, text),
        cue=_mention(quote.cue, text),
        nested=tuple(
            Mention(text[each.start : each.end], each.start, each.end) for each in quote.nested
        ),
        alternatives=tuple(_candidate(each, text) for each in quote.alternatives),
    )


def _candidate(candidate: Candidate, text: str) -> Candidate:
    speaker = _speaker(candidate.speaker, text) or candidate.speaker
    return replace(candidate, speaker=speaker, cue=_mention(candidate.cue, text))


def _speaker(speaker: Speaker | None, text: str) -> Speaker | None:
    return speaker and replace(speaker, mention=_mention(speaker.mention, text))


def _mention(mention: Mention | None, text: str) -> Mention | None:
    return mention and Mention(text[mention.start : mention.end], mention.start, mention.end)
