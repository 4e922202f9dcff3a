"""Words that look like names because a sentence begins with them: Indeed, Across, Frustrations."""

from __future__ import annotations

import re
from collections.abc import Container

from quotecheck.extraction.reading.word_classes import WordClasses
from quotecheck.model import Mention

# A capital after lower-case letters, a comma or a semicolon: no sentence begins there.
_NAMED = re.compile(r" (?<=[a-z,;] )([A-Z][^\W\d_]+)")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_STOPS = "\n.?!:"
_MARKS = "”\"'’ "
_BEFORE = 4  # characters: a stop, marks and a space


def names_in(text: str) -> frozenset[str]:
    """Words of a text that have a capital inside a sentence, as names do."""
    return frozenset(_NAMED.findall(text))


def looks_like_name(text: str, mention: Mention, names: Container[str], words: WordClasses) -> bool:
    """Return whether a mention is one word that has a capital only because it opens a sentence, as
    far as the ``names`` of the text show; the lexicon decides about the words that it has."""
    word = mention.text
    if " " in word or not word[:1].isupper() or word.lower() in words.classes:
        return False
    letters = _LETTERS.match(word)
    if letters is None or letters.group() in names:
        return False
    before = text[max(0, mention.start - _BEFORE) : mention.start].rstrip(_MARKS)
    return not before or before[-1] in _STOPS
