"""Advice on a quotation that is not right, in a sentence for a writer or an assistant."""

from __future__ import annotations

from quotecheck.display import one_line
from quotecheck.model import Check, Flag, Quotation, SpeakerMatch, Triage, Verdict

_RIGHT = (Verdict.VERBATIM, Verdict.STYLE, Verdict.MARKED)
_STEPS = {
    Verdict.FLIPPED: "Take the source's words: the printed ones change what was said.",
    Verdict.ALTERED: "Take the source's words.",
    Verdict.DROPPED: "Put the words back, or mark the gap with an ellipsis if the sense stays.",
    Verdict.SPLICED: "Quote the two passages apart.",
    Verdict.NOT_FOUND: "Ask for the source, or take the quotation out. Never guess at the words.",
    Verdict.UNCHECKED: "Add sources, then check again.",
    Verdict.SECONDHAND: "Say whose words they are: the speaker quotes or denies them there.",
    Verdict.MINOR: "Take the source's words, or let a person decide that the sense stays.",
}
_FLAGS = {
    Flag.CROPPED: "Quote what the speaker goes on with, or tell it right beside the quotation.",
    Flag.CROSSES_TURN: "Quote the parts apart, in the order of the source.",
    Flag.LATER_SOURCE: "Ask for a source from before the article: this one is later.",
    Flag.SOURCES_DISAGREE: "Let a person decide which source is right: they disagree.",
    Flag.MANY_PLACES: "Let a person say which of the places is meant.",
}


def next_step(quote: Quotation) -> str:
    """Advise what to do about a checked quotation; nothing where it passes."""
    check = quote.check
    if check is None or check.triage is Triage.PASS:
        return ""
    steps = [_about_words(check), _about_speaker(quote, check)]
    return " ".join(filter(None, steps)) or "Let a person compare the two and decide."


def _about_words(check: Check) -> str:
    if check.verdict not in _RIGHT:
        return _STEPS.get(check.verdict, "")
    return next((_FLAGS[flag] for flag in check.flags if flag in _FLAGS), "")


def _about_speaker(quote: Quotation, check: Check) -> str:
    """Advise what to do about the name; nothing where the source has the same one, or no words."""
    passage = check.matches[0] if check.matches else None
    if passage is None or passage.near or check.speaker_match is SpeakerMatch.SAME:
        return ""
    printed = one_line(quote.speaker.name) if quote.speaker else ""
    said_by = one_line(passage.speaker or "")
    if not said_by:
        return "Ask who is speaking: the source does not say." if printed else ""
    if check.speaker_match is SpeakerMatch.OTHER:
        return f"Name {said_by} as the speaker, as the source does, or ask the writer."
    if not printed:
        return f"Say who is speaking: in the source it is {said_by}."
    return f"Ask the writer whether “{printed}” is {said_by}."
