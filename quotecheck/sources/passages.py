"""Making a passage of a stretch of a source, with its speaker and its place."""

from __future__ import annotations

from bisect import bisect_right

from quotecheck.model import Passage, Source
from quotecheck.sources.places import place_of, place_words
from quotecheck.sources.shelf import Shelf


def passage_of(source: Source, start: int, end: int) -> Passage:
    """``source.text[start:end]`` as a record; the speaker is the one who says its first word."""
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


def stretch_of(shelf: Shelf, number: int, turn: int, speaker: int, start: int, end: int) -> Passage:
    """A stretch of the text of a source on a shelf as a passage; source, turn, speaker by their
    numbers."""
    text, head = shelf.texts[number], shelf.heads[number]
    title, path, times, labels, places, _ = shelf.origins[number]
    place = place_of(text, places, start)
    return Passage(
        source=head.id,
        start=start,
        end=end,
        text=text[start:end],
        path=path,
        title=title,
        date=head.date,
        speaker=shelf.label(speaker),
        time=times[turn] if turn >= 0 else None,
        line=place.line,
        tier=head.tier,
        page=place.page,
        place=place_words(place),
        label=labels[turn] if turn >= 0 else None,
    )
