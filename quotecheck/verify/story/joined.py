"""Parts of one quotation that the story interrupts to name the speaker: "...," she said, adding,
"..."

A reader takes parts in one sentence or two for one stretch of talk. If the source has the second
part long after the first, or before it, an editor has to know; if it has one right after the other,
neither is cut off.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Protocol

from quotecheck.model import Article, Check, Flag, Kind, Passage, Quotation, Triage
from quotecheck.rules.limits import Limits

_STOP = re.compile(r"[.?!:]\s")
_NEXT = 3  # characters between two parts that stand side by side
_LETTERS = 6  # characters of a word, blank included


class Uncropping(Protocol):
    """A function that removes from a check the remark on words cut off right after or right before
    the quotation."""

    def __call__(self, check: Check, *, after: bool) -> Check:
        """The check without its remark on words after the quotation, or before it."""


def flag_joined(
    article: Article,
    quotes: Sequence[Quotation],
    limits: Limits,
    pronouns: Collection[str],
    uncropped: Uncropping,
) -> tuple[Quotation, ...]:
    """The quotations, with the second of two joined parts flagged if they stand apart in the
    source; two parts side by side are not cropped where they meet.

    ``pronouns`` are names of speakers that may mean anybody ("she added"); ``uncropped`` removes
    the remark on words cut off from a check.
    """
    done: list[Quotation] = []
    last: Quotation | None = None
    for quote in quotes:
        if quote.kind in (Kind.NON_SPEECH, Kind.INDIRECT):
            done.append(quote)
            continue
        near = last is not None and _stand_together(article, last, quote, limits.joined_letters)
        if last and near and quote.check and _same_speaker(last, quote, pronouns):
            if last.check and _touch(last, quote):
                done[-1] = replace(last, check=uncropped(last.check, after=True))
                quote = replace(quote, check=uncropped(quote.check, after=False))  # noqa: PLW2901
            words = _words_apart(last, quote, limits.ellipsis_gap)
            if words is not None and quote.check:
                quote = replace(quote, check=_flagged(quote.check, words))  # noqa: PLW2901
        done.append(quote)
        last = quote
    return tuple(done)


def _stand_together(article: Article, one: Quotation, other: Quotation, most: int) -> bool:
    between = article.text[one.end : other.start]
    if one.kind is Kind.PARTIAL and _STOP.search(between):
        return False  # he called it “a failure” and said it was over. “The boats are old.”
    return one.paragraph == other.paragraph and len(between) <= most and "\n" not in between


def _same_speaker(one: Quotation, other: Quotation, pronouns: Collection[str]) -> bool:
    """Return whether two parts belong to one person, as far as the article says; a pronoun may mean
    that person."""
    if one.speaker is None or other.speaker is None:
        return False
    first, second = one.speaker.name, other.speaker.name
    return first == second or second.lower() in pronouns


def _touch(one: Quotation, other: Quotation) -> bool:
    """Return whether the source has the second part right after the first."""
    return any(
        first.source == second.source and 0 <= second.start - first.end <= _NEXT
        for first in _best(one)[:1]
        for second in _best(other)[:1]
    )


def _words_apart(one: Quotation, other: Quotation, most: int) -> int | None:
    """The approximate number of words between the parts in the source, negative if they are in the
    other order; None if they stand within ``most`` words in any of the places as good as the
    first."""
    apart = [
        (second.start - first.end) // _LETTERS
        for first in _best(one)
        for second in _best(other)
        if first.source == second.source
    ]
    if not apart or any(0 <= words <= most for words in apart):
        return None
    return apart[0]


def _best(quote: Quotation) -> list[Passage]:
    """The passages as good as the first."""
    matches = quote.check.matches if quote.check else ()
    return [each for each in matches if not each.near and each.score >= matches[0].score]


def _flagged(check: Check, words: int) -> Check:
    where = "before that one" if words < 0 else f"some {words:,} words after it"
    joined = f"the article joins it to the quotation before; in the source it stands {where}"
    flags = {*check.flags, Flag.CROSSES_TURN}
    return replace(
        check,
        flags=tuple(flag for flag in Flag if flag in flags),
        triage=Triage.LOOK if check.triage is Triage.PASS else check.triage,
        why=f"{check.why}; {joined}",
    )
