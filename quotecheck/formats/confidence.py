"""The words that a machine heard, and how sure it was of each.

Services write it beside a word as a share of one, under names of their own, or as a list of words
with theirs (IBM). What is not a share is not used: logarithms, scores above one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotecheck.formats.tree import Json, objects

Confidences = tuple[float | None, ...]

_NAMES = ("confidence", "Confidence", "probability", "conf", "score", "wc")
_WORDS = ("punctuated_word", "punctuatedWord", "punct", "word", "value", "text", "content")
_LISTS = ("words", "Words", "elements", "result", "items")
_LOST = 6  # written words that a service may leave out of its list of words


def word_of(row: Json) -> str:
    """The word that a row of a list of words holds, with its marks; empty if it holds none."""
    return next((value for name in _WORDS if isinstance(value := row.get(name), str)), "")


def confidence_of(row: Json) -> float | None:
    """The confidence of one word, from 0 to 1, or None if it has none."""
    for name in _NAMES:
        value = row.get(name)
        if isinstance(value, str) and len(value) < 30:
            try:
                value = float(value)
            except ValueError:
                continue
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
            return float(value)
    options = objects(row.get("alternatives"))
    return confidence_of(options[0]) if options else None


def confidences_in(row: Json, text: str) -> Confidences:
    """The confidence of each word of a segment's text, from its list of words; empty if it has
    none. A word that the list spells otherwise has none."""
    heard = list(_heard(row))
    if not any(share is not None for _, share in heard):
        return ()
    found: list[float | None] = []
    at = 0
    for written in text.split():
        word = _letters(written)
        ahead = range(at, min(at + _LOST, len(heard)))
        there = next((number for number in ahead if heard[number][0] == word), None)
        found.append(None if there is None or not word else heard[there][1])
        at = at if there is None or not word else there + 1
    return tuple(found)


def _heard(row: Json) -> Iterator[tuple[str, float | None]]:
    best = objects(row.get("NBest")) or objects(row.get("nBest"))
    holders = [row, *best[:1], *objects(row.get("alternatives"))[:1]]
    lists: Iterator[Sequence[Json]] = (
        rows for holder in holders for name in _LISTS if (rows := objects(holder.get(name)))
    )
    for each in next(lists, ()):
        share = confidence_of(each)
        for part in _spoken(each).split():
            if word := _letters(part):
                yield word, share
    pairs = row.get("word_confidence")
    for pair in pairs if isinstance(pairs, list) else ():
        if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str):
            yield _letters(pair[0]), confidence_of({"confidence": pair[1]})


def _spoken(row: Json) -> str:
    """The word of a row, or else of its best reading."""
    if said := word_of(row) or str(row.get("Word") or ""):
        return said
    options = objects(row.get("alternatives"))
    return _spoken(options[0]) if options else ""


def _letters(word: str) -> str:
    return "".join(filter(str.isalnum, word)).casefold()
