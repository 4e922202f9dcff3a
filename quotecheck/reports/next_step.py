"""What to do about a quotation that is not right, in a sentence for a writer or an assistant."""

from __future__ import annotations

from quotecheck.model import Quotation, SpeakerMatch, Triage, Verdict

_STEPS = {
    Verdict.FLIPPED: "Quote the source's words; the printed ones say something else.",
    Verdict.ALTERED: "Quote the source's words, or mark the change with … or [ ].",
    Verdict.DROPPED: "Put the words back, or mark the gap with an ellipsis.",
    Verdict.SPLICED: "Quote the two passages apart.",
    Verdict.MISATTRIBUTED: "Name whoever the source says is speaking, or ask the writer.",
    Verdict.NOT_FOUND: "Ask for the source, or take the quotation out. Never mend it by guess.",
    Verdict.UNCHECKED: "Add sources, then check again.",
    Verdict.SECONDHAND: "Read the source: the speaker may be quoting or denying these words.",
}


def next_step(quote: Quotation) -> str:
    """What to do about a checked quotation; nothing where it passes."""
    outcome = quote.check
    if outcome is None or outcome.triage is Triage.PASS:
        return ""
    if outcome.triage is Triage.LOOK and outcome.speaker_match is SpeakerMatch.UNKNOWN:
        return "A person should read the source: it leaves open who is speaking."
    return _STEPS.get(outcome.verdict, "A person should compare the two and decide.")
