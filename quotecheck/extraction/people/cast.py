"""The cast of an article, and the meanings of its pronouns and descriptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from quotecheck.extraction.people.name_words import NameWords, Placed
from quotecheck.extraction.people.names import NameReader
from quotecheck.extraction.people.register import CastMember, Register
from quotecheck.extraction.people.roles import Bearers
from quotecheck.extraction.people.salience import Layout
from quotecheck.extraction.people.turns import Turns
from quotecheck.extraction.people.unnamed import Stranger
from quotecheck.extraction.reading.word_classes import WordClasses

GENDERED = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
OWNERS = frozenset({"his", "her"})


class Cast(NamedTuple):
    """The people of an article and their places.

    ``mentions`` are the names outside quotations, ``inside`` those in them, ``quoted`` the places
    of the quotations, ``aged`` the persons by the age that the article gives.
    """

    text: str
    words: WordClasses
    lists: NameWords
    reader: NameReader
    register: Register
    layout: Layout
    mentions: Sequence[tuple[int, int, CastMember]]
    quoted: Sequence[tuple[int, int]]
    inside: Sequence[Placed]
    turns: Turns
    bearers: Bearers
    aged: dict[str, CastMember]
    strangers: dict[int, Stranger]


@dataclass
class Meanings:
    """The person meant by each mention, by its place; ``kin`` are the people meant by “his brother”
    and the like, ``shares`` say how far the person whom a pronoun means is ahead of the next
    one."""

    persons: dict[int, CastMember] = field(default_factory=dict)
    kin: dict[int, CastMember] = field(default_factory=dict)
    shares: dict[int, float] = field(default_factory=dict)
