"""Headlines and captions: comparing their quotations with the story's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from rapidfuzz.distance import LCSseq

from quotecheck.model import Check, Kind, Quotation, Triage
from quotecheck.sources.canonical import Canon

_NO_BODY = frozenset((Kind.HEADLINE, Kind.NON_SPEECH, Kind.INDIRECT))


def compare_with_story(
    quotes: Sequence[Quotation], captions: Collection[str], canon: Canon, alike: float
) -> tuple[Quotation, ...]:
    """The quotations; one in a headline or caption that the story does not have in the same words
    is to be looked at.

    ``captions`` are the ids of the quotations that stand in captions, ``alike`` is the share of
    words that the story's quotation must have to be named as the one meant.
    """
    if not captions and all(quote.kind is not Kind.HEADLINE for quote in quotes):
        return tuple(quotes)
    body = [quote for quote in quotes if quote.kind not in _NO_BODY and quote.id not in captions]
    story = _StoryWords(body, captions, canon, alike)
    return tuple(
        replace(quote, check=story.compared(quote, quote.check))
        if quote.check and _is_display(quote, captions)
        else quote
        for quote in quotes
    )


def _is_display(quote: Quotation, captions: Collection[str]) -> bool:
    if quote.kind is Kind.HEADLINE:
        return True
    return quote.id in captions and quote.kind not in _NO_BODY


class _StoryWords:
    """The quotations in the body of a story."""

    def __init__(
        self, body: Sequence[Quotation], captions: Collection[str], canon: Canon, alike: float
    ) -> None:
        self._canon, self._alike, self._captions = canon, alike, captions
        self._body = [(canon.forms(quote.text), quote) for quote in body]
        # A headline closes up what the story interrupts: "The dam," she said, "will hold."
        joined = [
            [form for words, _ in part for form in words]
            for _, part in groupby(self._body, lambda item: (item[1].paragraph, item[1].speaker))
        ]
        self._said = _as_line(form for words in joined for form in (*words, "\n"))

    def compared(self, quote: Quotation, check: Check) -> Check:
        forms = self._canon.forms(quote.text)
        if not forms or not self._body or _as_line(forms) in self._said:
            return check
        shared, nearest = max(
            ((LCSseq.similarity(forms, words), other) for words, other in self._body),
            key=lambda item: item[0],
        )
        why = "no quotation of the story has these words"
        if shared >= self._alike * len(forms):
            why = f"the story itself has it as {nearest.text}"
        if quote.id in self._captions:
            why = f"this is a caption, and {why}"
        triage = Triage.LOOK if check.triage is Triage.PASS else check.triage
        return replace(check, triage=triage, why=f"{check.why}; {why}")


def _as_line(forms: Iterable[str]) -> str:
    return f" {' '.join(forms)} "
