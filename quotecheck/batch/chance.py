"""A test that two quotations have words in common because they are one, and not by chance.

"I think it is funny" and "I think it is coming" share most of their words and mean nothing by it;
among the quotations of an archive such pairs are many. What words in common are worth is counted
in bits: a word that stands in every second quotation is worth one, in every fourth two. Two
quotations that have nothing to do with each other share so many bits once in so many pairs; so
what they share must be worth more than the pairs of a run are many.
"""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from quotecheck.rules import Rules
from quotecheck.sources.canonical import Canon

_SAMPLE = 100_000  # wordings that are counted
# What is thought of words before any are counted; it weighs as much as so many wordings.
_BEFOREHAND, _LIGHT, _OTHER = 10, 0.15, 0.002
_SMALL_RUN = 300  # wordings; of fewer there are too few to go by their number


@dataclass(frozen=True, slots=True)
class Chance:
    """The number of a run's quotations in which each word stands, and how little that may prove.

    ``counts`` gives the wordings among ``counted`` that hold a word, ``light`` the words that
    carry little sense, ``least`` the bits that chance does not bring together.
    """

    counts: Mapping[str, int]
    counted: int
    light: Collection[str]
    least: float

    def explains(self, one: Sequence[str], other: Sequence[str]) -> bool:
        """Return whether chance may have brought together the words that two wordings share, in
        order."""
        same = (piece for piece in LCSseq.opcodes(one, other) if piece.tag == "equal")
        shared = (word for piece in same for word in one[piece.src_start : piece.src_end])
        return sum(map(self._bits, shared)) < self.least

    def _bits(self, word: str) -> float:
        # The two wordings compared must not count as evidence of how usual their words are.
        count, counted = max(0, self.counts.get(word, 0) - 2), max(0, self.counted - 2)
        beforehand = _LIGHT if word in self.light else _OTHER
        return -math.log2((count + _BEFOREHAND * beforehand) / (counted + _BEFOREHAND))


def chance(db: sqlite3.Connection, rules: Rules, canon: Canon) -> Chance:
    """Count the words of the run's wordings, as `quotecheck.batch.conflicts` has tabled them."""
    (wordings,) = db.execute("SELECT count(*) FROM wordings").fetchone()
    every = max(1, wordings // _SAMPLE)
    rows = db.execute(
        "SELECT words FROM said JOIN wordings ON wordings.id = said.id WHERE said.id % ? = 0",
        (every,),
    )
    counts: Counter[str] = Counter()
    counted = 0
    for (words,) in rows:
        counted += 1
        counts.update(set(words.split(" ")))
    words = rules.wording.light_words
    light = {form for word in (*words.function, *words.pronouns) for form in canon.forms(word)}
    pairs = max(wordings, _SMALL_RUN) ** 2 / 2
    return Chance(counts, counted, light, math.log2(pairs) + rules.conflicts.spare_bits)
