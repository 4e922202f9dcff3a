"""The words of a passage with where they stand, in a line that can be pasted anywhere."""

from __future__ import annotations

from quotecheck.display import one_line, place_in_words
from quotecheck.model import Passage


def citation(passage: Passage, address: str = "") -> str:
    """The words in marks, then who said them where and when, and the place; ``address`` is where
    on the web they can be read."""
    name = (passage.path or passage.source).replace("\\", "/").rsplit("/", 1)[-1]
    said = (passage.speaker or passage.label, passage.title, passage.date, passage.time)
    stands = (name, place_in_words(passage), address)
    groups = (", ".join(one_line(each) for each in group if each) for group in (said, stands))
    return f"“{one_line(passage.text)}” ({'; '.join(filter(None, groups))})"
