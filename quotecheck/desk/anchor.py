"""Finding a decision's quotation again after the draft was edited.

First by the exact words (typography of marks and spaces aside), told apart by what stands before
and after; then by likeness. Only the first kind is the same quotation: one found by likeness is
for the editor to look at again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from quotecheck.desk.events import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quotecheck.model import Quotation

CONTEXT = 32
LIKE_ENOUGH = 62.0
_SHORTENED = 20  # characters from which a quote may be found inside a longer one
_CLEAR = 12.0  # points of context by which one of two equal quotes must lead

_MARKS = str.maketrans(
    {**dict.fromkeys("“”„‟«»＂", '"'), **dict.fromkeys("‘’‚‛‹›", "'"), "–": "-", "—": "-"}
)


@dataclass(frozen=True, slots=True)
class AnchorPlace:
    """The quotation that an anchor stands for now; ``same`` is false if only its like was found."""

    quote: str
    same: bool
    likeness: float = 100.0


def anchor(text: str, start: int, end: int) -> Anchor:
    """The anchor of ``text[start:end]``."""
    return Anchor(
        start,
        end,
        text[start:end],
        text[max(0, start - CONTEXT) : start],
        text[end : end + CONTEXT],
    )


def anchored(
    anchors: Iterable[Anchor], text: str, quotes: Sequence[Quotation]
) -> dict[Anchor, AnchorPlace]:
    """The places, among ``quotes`` of ``text``, of the anchors of one earlier version of the
    article.

    Each quotation takes one anchor at most; an anchor that is not in the result has been deleted.
    """
    fields = [_Field(quote.id, anchor(text, quote.start, quote.end)) for quote in quotes]
    waiting = sorted(set(anchors), key=lambda item: (item.start, item.end))
    placed = _same_words(waiting, fields)
    taken = {where.quote for where in placed.values()}
    left = [field for field in fields if field.quote not in taken]
    placed.update(_likeness([item for item in waiting if item not in placed], left))
    return placed


@dataclass(frozen=True, slots=True)
class _Field:
    quote: str
    anchor: Anchor


def _same_words(anchors: list[Anchor], fields: list[_Field]) -> dict[Anchor, AnchorPlace]:
    by_words: dict[str, list[_Field]] = {}
    for field in fields:
        by_words.setdefault(plain_words(field.anchor.exact), []).append(field)
    placed: dict[Anchor, AnchorPlace] = {}
    for words, group in groupby(sorted(anchors, key=_folded), key=_folded):
        alike = list(group)
        candidates = by_words.get(words, [])
        if len(alike) == len(candidates) == 1:
            placed[alike[0]] = AnchorPlace(candidates[0].quote, same=True)
        elif candidates:
            placed.update(_by_context(alike, candidates))
    return placed


def _by_context(anchors: list[Anchor], fields: list[_Field]) -> dict[Anchor, AnchorPlace]:
    """Deal equal words out by their surroundings; the same order in the text breaks a tie."""
    if len(anchors) == len(fields):
        ordered = sorted(fields, key=lambda field: field.anchor.start)
        return {
            item: AnchorPlace(field.quote, same=True)
            for item, field in zip(sorted(anchors, key=_start), ordered, strict=True)
        }
    scored = sorted(
        ((_context(item, field.anchor), item, field) for item in anchors for field in fields),
        key=lambda row: (-row[0], abs(row[1].start - row[2].anchor.start)),
    )
    placed: dict[Anchor, AnchorPlace] = {}
    taken: set[str] = set()
    for score, item, field in scored:
        if item in placed or field.quote in taken:
            continue
        rivals = [row[0] for row in scored if row[1] == item and row[2].quote != field.quote]
        clear = not rivals or score - max(rivals) >= _CLEAR
        placed[item] = AnchorPlace(field.quote, clear, 100.0 if clear else score)
        taken.add(field.quote)
    return placed


def _likeness(anchors: list[Anchor], fields: list[_Field]) -> dict[Anchor, AnchorPlace]:
    scored = sorted(
        (
            (score, item, field)
            for item in anchors
            for field in fields
            if (score := _like(item, field.anchor)) >= LIKE_ENOUGH
        ),
        key=lambda row: (-row[0], abs(row[1].start - row[2].anchor.start)),
    )
    placed: dict[Anchor, AnchorPlace] = {}
    taken: set[str] = set()
    for score, item, field in scored:
        if item not in placed and field.quote not in taken:
            placed[item] = AnchorPlace(field.quote, same=False, likeness=score)
            taken.add(field.quote)
    return placed


def _like(old: Anchor, new: Anchor) -> float:
    """The likeness of two quotations, from 0 to 100: the words count most, then their
    surroundings."""
    before, after = plain_words(old.exact), plain_words(new.exact)
    words = fuzz.ratio(before, after)
    if min(len(before), len(after)) >= _SHORTENED:
        words = max(words, 0.9 * fuzz.partial_ratio(before, after))
    return 0.75 * words + 0.25 * _context(old, new)


def _context(old: Anchor, new: Anchor) -> float:
    before = fuzz.ratio(old.prefix, new.prefix)
    after = fuzz.ratio(old.suffix, new.suffix)
    return (before + after) / 2


def plain_words(words: str) -> str:
    """The words with marks made plain and spaces made single."""
    return re.sub(r"\s+", " ", words.translate(_MARKS)).strip()


def _folded(item: Anchor) -> str:
    return plain_words(item.exact)


def _start(item: Anchor) -> int:
    return item.start
