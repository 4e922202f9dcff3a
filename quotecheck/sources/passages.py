"""A stretch of a source as a passage: who says it, and where a person finds it."""

from __future__ import annotations

from bisect import bisect_right

from quotecheck.model import Passage, Source
from quotecheck.sources.places import place_of, place_words


def passage_of(source: Source, start: int, end: int) -> Passage:
    """``source.text[start:end]`` as a record; the speaker is who says its first word."""
    number = bisect_right(source.turns, start, key=lambda turn: turn.start) - 1
    turn = source.turns[number] if number >= 0 and start < source.turns[number].end else None
    place = place_of(source.text, source.places, start)
    return Passage(
        source=source.id,
        start=start,
        end=end,
        text=source.text[start:end],
        path=source.path,
        title=source.title,
        date=source.date,
        speaker=turn.speaker if turn else None,
        time=turn.time if turn else None,
        line=place.line,
        tier=source.tier,
        page=place.page,
        place=place_words(place),
        label=turn.label if turn else None,
    )
