"""Words as written: a contraction is two words to compare, and one to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from quotecheck.verify.compare.align import Edit

if TYPE_CHECKING:
    from quotecheck.sources.canonical import Words


def whole_edit(edit: Edit, source: Words, quote: Words) -> Edit:
    """The edit without a contraction cut in two: in "can't" for "can" both words differ."""
    s_low, s_high, q_low, q_high = edit.s_low, edit.s_high, edit.q_low, edit.q_high
    while _joined(quote, q_low) or _joined(source, s_low):
        if not q_low or not s_low:
            break
        q_low, s_low = q_low - 1, s_low - 1
    while _joined(quote, q_high) or _joined(source, s_high):
        if q_high >= len(quote) or s_high >= len(source):
            break
        q_high, s_high = q_high + 1, s_high + 1
    return Edit(s_low, s_high, q_low, q_high)


def whole_edits(edits: Iterable[Edit], source: Words, quote: Words) -> Iterator[Edit]:
    """The edits without contractions cut in two; those that share a contraction are one."""
    last: Edit | None = None
    for edit in edits:
        here = whole_edit(edit, source, quote)
        if last is None:
            last = here
        elif here.s_low < last.s_high or here.q_low < last.q_high:
            last = Edit(
                min(last.s_low, here.s_low),
                max(last.s_high, here.s_high),
                min(last.q_low, here.q_low),
                max(last.q_high, here.q_high),
            )
        else:
            yield last
            last = here
    if last is not None:
        yield last


def words_in_line(text: str, words: Words, low: int, high: int) -> str:
    """The words from ``low`` up to ``high`` as written in the text, on one line."""
    return " ".join(text[words.starts[low] : words.ends[high - 1]].split()) if low < high else ""


def _joined(words: Words, at: int) -> bool:
    """Return whether the words before and at a place are written as one."""
    return 0 < at < len(words) and words.starts[at] == words.starts[at - 1]
