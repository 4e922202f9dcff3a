"""The words of a source that a speech recogniser was unsure of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quotecheck.formats import Block

_WORD = re.compile(r"\S+")
_TAKEN_OUT = 20  # words of page furniture that may stand together


def doubted_words(text: str, blocks: Sequence[Block], least: float) -> Iterator[tuple[int, int]]:
    """The places in the text of a source of words whose confidence is under ``least``.

    The text has the words of the blocks in order, without page furniture.
    """
    if not any(block.confidences for block in blocks):
        return
    heard = [pair for block in blocks for pair in _with_confidences(block)]
    at = 0
    for match in _WORD.finditer(text):
        ahead = range(at, min(at + _TAKEN_OUT, len(heard)))
        there = next((number for number in ahead if heard[number][0] == match.group()), None)
        if there is None:
            continue
        at = there + 1
        confidence = heard[there][1]
        if confidence is not None and confidence < least:
            yield match.span()


def _with_confidences(block: Block) -> Iterator[tuple[str, float | None]]:
    words = block.text.split()
    shares = block.confidences or (None,) * len(words)
    return zip(words, shares, strict=False)
