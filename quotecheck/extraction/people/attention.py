"""Attention: how much an article is about each person at a given place, which decides who “he”
is."""

from __future__ import annotations

from collections.abc import Container
from itertools import islice

from quotecheck.extraction.people.register import CastMember

OFTEN = 0.1  # how much it counts that a named person is mentioned often
OFTEN_AGED = 0.4  # the same for “the 29-year-old”; for “the governor” it counts nothing
_OFTEN_FAR = 0.4  # how much more this counts further back
TOO_FAR = 12  # sentences
RIVALS = 30  # last spoken of
_FADE = 0.4  # the share of a mention’s weight left after a sentence
_RECENT = 3  # sentences
_SLOWER = 0.2  # what a sentence further back counts
_ELSEWHERE = 0.3  # what a mention counts in another paragraph
_MOST = 3.0
_PERSON = 0.15  # how sure it must be that a name is a person’s
_DOUBT = 1.8  # how much it counts that this is unsure
_UNLIKELY = 0.03  # that “he” is Mary, who goes by that name alone
_HALVED = 40  # sentences after which nothing is left


class Attention:
    """The weight of each person at the place that is reached.

    A mention adds to the weight, and each sentence lets most of it fade (after Lappin & Leass 1994,
    "An Algorithm for Pronominal Anaphora Resolution", Computational Linguistics 20(4), without a
    parser). ``sentence`` is the number of the sentence reached, ``paragraph`` where its paragraph
    begins. ``share`` says how far the last person returned as likeliest was ahead of the next one,
    from a half to 1.
    """

    def __init__(self) -> None:
        self.sentence = 0
        self.paragraph = 0
        self.share = 0.0
        self._weights: dict[CastMember, tuple[float, int]] = {}
        self._counts: dict[CastMember, int] = {}
        self._ends: dict[CastMember, int] = {}

    def reach(self, sentence: int, paragraph: int) -> None:
        """Move on to a place."""
        self.sentence, self.paragraph = sentence, paragraph

    def add(self, person: CastMember, weight: float, end: int, *, counts: bool) -> None:
        """Add a mention that ends at ``end``; it ``counts`` among those of a person with a name."""
        value, last = self._weights.pop(person, (0.0, self.sentence))
        value = min(value * _FADE ** (self.sentence - last) + weight, _MOST)
        self._weights[person] = (value, self.sentence)
        self._ends[person] = end
        if counts:
            self._counts[person] = self._counts.get(person, 0) + 1

    def likeliest(
        self,
        gender: str,
        others: Container[CastMember],
        skipped: Container[CastMember] = (),
        often: float = OFTEN,
    ) -> CastMember | None:
        """The person of a gender who has the most attention; the ``others`` are unlikely, the
        ``skipped`` are out.

        ``often`` says how much frequent mentions count.
        """
        best: tuple[float, CastMember] | None = None
        second = 0.0
        for person in islice(reversed(self._weights), RIVALS):
            value, last = self._weights[person]
            if (gender and person.gender not in ("", gender)) or person.human < _PERSON:
                continue
            if self.sentence - last > TOO_FAR or person in skipped:
                continue
            score = value * person.human**_DOUBT * self._left(person, self.sentence - last, often)
            if person.leaning not in ("", gender) or person in others:
                score *= _UNLIKELY
            if best is None or score > best[0]:
                second = best[0] if best else 0.0
                best = score, person
            else:
                second = max(second, score)
        self.share = best[0] / (best[0] + second) if best and best[0] > 0 else 0.0
        return best[1] if best else None

    def last(self) -> tuple[CastMember, int] | None:
        """The person mentioned last, and the end of that mention."""
        if not self._weights:
            return None
        person = next(reversed(self._weights))
        return person, self._ends[person]

    def halved(self, person: CastMember) -> float:
        """The weight that is left if each sentence halves it, since roles are remembered longer."""
        value, last = self._weights.get(person, (0.0, self.sentence))
        half: float = 0.5 ** min(self.sentence - last, _HALVED)
        return value * half

    def _left(self, person: CastMember, sentences: int, often: float) -> float:
        """The weight that is left after some sentences, more for people who are often mentioned.

        Further back the distance counts less, and the number of mentions more.
        """
        count = float(self._counts.get(person, 1))
        left: float
        if often and sentences > _RECENT:
            distance = _RECENT + (sentences - _RECENT) * _SLOWER
            left = _FADE**distance * _ELSEWHERE * count ** (often + _OFTEN_FAR)
            return left
        there = _ELSEWHERE if self._ends[person] < self.paragraph else 1.0
        left = _FADE**sentences * there * count**often
        return left
