"""The records and limits by which chunks with words that stand together are weighed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

SharedWeight = Callable[[int, int], float]
"""What the words of a speaker (a label's number, -1 for nobody) in a source count, 0 to 1."""
SettledWeight = Callable[[int], float | None]
"""The same, where the label alone tells it; None where it takes a look into the source."""
MOST_PLACES = 20_000  # of a word that is looked up; a commoner one tells little
WORTH = 0.6  # of the heaviest chunk; lighter ones do not answer
# A word counts where it stands, and less in the chunks around: an answer is about its question.
REACH = ((-2, 0.4), (2, 0.5), (-1, 0.7), (1, 0.85), (0, 1.0))


class Term(NamedTuple):
    """One thing that is looked for: what it weighs, its forms, and words that may stand for it,
    which count ``loose`` as much."""

    weight: float
    forms: tuple[str, ...]
    others: tuple[str, ...] = ()
    loose: float = 0.5


class FoundChunk(NamedTuple):
    """A chunk, and the weight of what stands in and around it."""

    chunk: int
    weight: float


@dataclass(frozen=True, slots=True)
class Nearness:
    """The weight of a source by its day: so much more in the ``days`` before ``day``, nothing more
    than ``later`` days after it."""

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
    """Weighs the chunks of one shelf."""

    def shares(self, share: SharedWeight, settled: SettledWeight) -> Sequence[float]:
        """The weight of each chunk by its speaker."""

    def heaviest(
        self,
        terms: Sequence[Term],
        shares: Sequence[Sequence[float]],
        nearness: Nearness,
        limit: int,
    ) -> list[list[FoundChunk]]:
        """For each row of ``shares`` the chunks that weigh most, the heaviest first."""
