"""The findings of a draft, carried over an edit: the quotations stand elsewhere or have other
words, and they need not all be found anew to check the one that changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from quotecheck.model import Article, Document, Mention, Quotation, Speaker

# With one of these a quotation may begin or end, or a paragraph: then all has to be read anew.
_MAKES_QUOTATIONS = frozenset('"“”„‟«»\n\r')


class _Edit(NamedTuple):
    """``start`` up to ``end`` of the old text has become ``start`` up to ``new_end``."""

    start: int
    end: int
    new_end: int

    def start_of(self, offset: int) -> int:
        """The start in the new text of a stretch that began at an offset: words typed right before
        it are not part of it."""
        if offset >= self.end:
            return offset + self.new_end - self.end
        return min(offset, self.start)

    def end_of(self, offset: int) -> int:
        """The end in the new text of a stretch that ended at an offset: words typed right behind it
        are not part of it."""
        if offset <= self.start:
            return offset
        return max(offset, self.end) + self.new_end - self.end


def edited_at(old: str, new: str) -> int:
    """The place in the new text where somebody has just typed, or taken something out."""
    return _edit(old, new).new_end


def moved(document: Document, article: Article) -> Document | None:
    """The document, without its checks, for an article that differs from its own by one edit; None
    if the edit may have made, ended or joined quotations."""
    old, new = document.article.text, article.text
    edit = _edit(old, new)
    if not _MAKES_QUOTATIONS.isdisjoint(old[edit.start : edit.end]) or (
        not _MAKES_QUOTATIONS.isdisjoint(new[edit.start : edit.new_end])
    ):
        return None
    quotes: list[Quotation] = []
    for quote in document.quotes:
        inside = quote.start < edit.start and edit.end < quote.end
        if not inside and quote.start < edit.end and edit.start < quote.end:
            return None  # a mark, or the edge of what has none
        quotes.append(_moved(quote, edit, new))
    return Document(article, tuple(quotes))


def _edit(old: str, new: str) -> _Edit:
    most = min(len(old), len(new))
    start = _longest(most, lambda length: old[:length] == new[:length])
    same = _longest(
        most - start, lambda length: old[len(old) - length :] == new[len(new) - length :]
    )
    return _Edit(start, len(old) - same, len(new) - same)


def _longest(most: int, is_shared: Callable[[int], bool]) -> int:
    """The greatest length up to ``most`` that is shared; with it every shorter one is."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if is_shared(middle) else (low, middle - 1)
    return low


def _moved(quote: Quotation, edit: _Edit, text: str) -> Quotation:
    def mention(old: Mention) -> Mention:
        start, end = edit.start_of(old.start), edit.end_of(old.end)
        return Mention(text[start:end], start, end)

    start, end = edit.start_of(quote.start), edit.end_of(quote.end)
    return replace(
        quote,
        start=start,
        end=end,
        text=text[start:end],
        speaker=_speaker(quote.speaker, mention),
        cue=mention(quote.cue) if quote.cue else None,
        nested=tuple(map(mention, quote.nested)),
        check=None,
        report=None,
    )


def _speaker(speaker: Speaker | None, mention: Callable[[Mention], Mention]) -> Speaker | None:
    if speaker is None or speaker.mention is None:
        return speaker
    return replace(speaker, mention=mention(speaker.mention))
