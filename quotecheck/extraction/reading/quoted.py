"""Facts from all quotations of an article together: its kind of marks, and long quotations repeated
in short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from quotecheck.extraction.reading import vocabulary as feature
from quotecheck.extraction.reading.shapes import Shape

_SINGLE = "single"
_MOST_WORDS = 7


class Quoted(NamedTuple):
    """The words of an article's long quotations, and the kind of marks that most have.

    ``pairs`` are neighbouring words: a phrase has been said if all its pairs are among them.
    """

    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    family: str

    def features(self, shape: Shape, family: str) -> Iterator[str]:
        """Features of a quotation that may not be speech, from the other quotations."""
        if family == _SINGLE != self.family:
            yield feature.NOBODY_MARKS
        if 0 < len(shape.words) <= _MOST_WORDS and self._has(shape.words):
            yield feature.NOBODY_SAID

    def _has(self, words: tuple[str, ...]) -> bool:
        """Return whether a short span repeats what a long quotation says."""
        if len(words) == 1:
            return words[0] in self.words
        return all(pair in self.pairs for pair in pairwise(words))


def quoted_of(shapes: Sequence[Shape], families: Sequence[str]) -> Quoted:
    """The words and marks that an article's quotations share, from their shapes and kinds of
    marks."""
    words: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    for shape in shapes:
        if shape.long:
            words.update(shape.words)
            pairs.update(pairwise(shape.words))
    most = Counter(families).most_common(1)
    return Quoted(frozenset(words), frozenset(pairs), most[0][0] if most else "")
