"""The speakers of quotations in headlines and crossheads, found from the same words in the
story."""

from __future__ import annotations

from collections.abc import Sequence

from quotecheck.extraction.attribution.options import Option
from quotecheck.extraction.attribution.preparing import QuoteDraft, Work
from quotecheck.extraction.reading import vocabulary as feature

RULE = "said-in-story"
_OWNED = feature.OWNED("a name")
_CONTINUED = "same-sentence"
_LEAST = 2  # words enough to recognise inside others


def echo(work: Work) -> None:
    """Give quotations in headings whose speaker is doubtful the speaker of the same words below.

    A heading is a line without a full stop; it often has the words before the speaker.
    """
    told: list[tuple[QuoteDraft, tuple[str, ...]]] = []
    sure = work.rules.attribution.limits.heading_sure
    lines = {draft.paragraph: _line(work, draft.paragraph) for draft in work.drafts}
    headings = {number for number, line in lines.items() if _is_heading(work, number, line)}
    for draft in reversed(work.drafts):
        words = draft.shape.words
        if draft.paragraph in headings or _is_title(work, draft, lines[draft.paragraph]):
            if _OWNED in draft.shape.features:
                continue  # Quill’s ‘Upstream’ is a film
            if draft.confidence < sure or _is_unnamed(draft) or _is_loose(draft):
                _borrow(work, draft, words, told)
        elif draft.chosen.mention is not None:
            told.append((draft, words))


def _borrow(
    work: Work,
    draft: QuoteDraft,
    words: tuple[str, ...],
    told: Sequence[tuple[QuoteDraft, tuple[str, ...]]],
) -> None:
    """Give a quotation the speaker of the first one below that has its words."""
    same = next((below for below, said in reversed(told) if _holds(said, words)), None)
    if same is None or work.name_of(same.chosen) == work.name_of(draft.chosen):
        return
    loose = _is_unnamed(draft) or _is_loose(draft)
    if not loose and same.confidence < draft.confidence:
        return
    if draft.chosen.mention is not None and _is_unnamed(draft) and _is_unnamed(same):
        return
    option = Option(
        same.chosen.mention, RULE, (feature.RULE(RULE),), same.chosen.cue, same.chosen.medium
    )
    draft.options, draft.shares = [option, *draft.options], []
    draft.confidence = min(work.rules.attribution.limits.heading_borrowed, same.confidence)


def _is_unnamed(draft: QuoteDraft) -> bool:
    """Return whether a quotation has no speaker, or one without a name: “…”: ferry union digs
    in."""
    mention = draft.chosen.mention
    return mention is None or mention.text.islower()


def _is_loose(draft: QuoteDraft) -> bool:
    """Return whether the speaker is only carried over from the quotation before in the same
    heading."""
    return draft.chosen.rule == _CONTINUED


def _line(work: Work, paragraph: int) -> str:
    start, end = work.parts[paragraph]
    return work.text[start:end].strip()


def _is_heading(work: Work, paragraph: int, line: str) -> bool:
    line = line.rstrip("”\"’'")
    if paragraph == work.headline:
        return True
    most = work.rules.attribution.limits.heading_words
    return line[-1:] not in (".", "?", "!", ",", ":", "…") and len(line.split()) <= most


def _is_title(work: Work, draft: QuoteDraft, line: str) -> bool:
    """Return whether a quotation fills its line: ‘Coal Is No Villain.’ between two paragraphs."""
    if not draft.shape.titled or len(draft.shape.words) < _LEAST:
        return False
    return work.text[draft.span.start : draft.span.end].strip() == line


def _holds(said: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Return whether some words contain others in a row; a single word must be all of them."""
    size = len(words)
    if size < _LEAST:
        return words == said
    return any(said[at : at + size] == words for at in range(len(said) - size + 1))
