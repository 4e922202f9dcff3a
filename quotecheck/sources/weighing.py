"""Records and limits for weighing chunks with words that stand together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

SharedWeight = Callable[[int, int], float]
"""What the words of a speaker (a label's number, -1 for nobody) in a source count, 0 to 1."""
SettledWeight = Callable[[int], float | None]
"""The same, where the label alone tells it; None where it takes a look into the source."""
MOST_PLACES = 20_000  # places of a word that is looked up; a commoner word means little
WORTH = 0.6  # share of the heaviest chunk's weight; lighter chunks are not answers
# A word counts where it occurs, and less in the chunks around, since an answer is about its
# question.
REACH = ((-2, 0.4), (2, 0.5), (-1, 0.7), (1, 0.85), (0, 1.0))


class Term(NamedTuple):
    """One thing searched for: its weight, its forms, and words that may stand for it, which count
    ``loose`` as much."""

    weight: float
    forms: tuple[str, ...]
    others: tuple[str, ...] = ()
    loose: float = 0.5


class FoundChunk(NamedTuple):
    """A chunk, with the weight found in and around it."""

    chunk: int
    weight: float


@dataclass(frozen=True, slots=True)
class Nearness:
    """The weight of a source by its day: higher in the ``days`` before ``day``, zero more than
    ``later`` days after it."""

    day: int | None = None
    days: int = 8
    bonus: float = 1.6
    later: int = 1

    def of(self, day: int | None) -> float:
        """The weight of a source of that day."""
        if self.day is None or day is None:
            return 1.0
        if day > self.day + self.later:
            return 0.0
        return self.bonus if self.day - day <= self.days else 1.0


class Gatherer(Protocol):
    """A gatherer that weighs the chunks of one shelf."""

    def shares(self, share: SharedWeight, settled: SettledWeight) -> Sequence[float]:
        """The weight of each chunk by its speaker."""

    def heaviest(
        self,
        terms: Sequence[Term],
        shares: Sequence[Sequence[float]],
        nearness: Nearness,
        limit: int,
    ) -> list[list[FoundChunk]]:
        """The heaviest chunks for each row of ``shares``, the heaviest first."""
