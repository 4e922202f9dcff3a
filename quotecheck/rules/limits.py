"""The numbers of a rules file that decide in verification.

Shares go from 0 to 1, everything else is counted from 0. The shipped ``rules.yaml`` says of each
number what it decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from quotecheck.rules.convert import Refused
from quotecheck.rules.records import RuleRecord


def check_range(record: Any) -> None:
    """Refuse shares that are not from 0 to 1, and counts below 0."""
    for name, value in vars(record).items():
        if isinstance(value, float) and not 0 <= value <= 1:
            raise Refused("must be from 0 to 1", field=name)
        if isinstance(value, int) and value < 0:
            raise Refused("cannot be below 0", field=name)


class _InRange(RuleRecord):
    """A record whose numbers are checked."""

    def __post_init__(self) -> None:
        check_range(self)


@dataclass(init=False, eq=False, repr=False)
class Telling(_InRange):
    """Limits for the shared words that show that a passage is the one meant."""

    share: float = 0.85
    weight: float = 0.65
    places: int = 5
    phrase_words: int = 3
    chance: float = 0.05
    content_words: int = 3
    row_words: int = 6


@dataclass(init=False, eq=False, repr=False)
class Splices(_InRange):
    """Limits for calling a quotation joined from several passages."""

    whole_share: float = 0.9
    joined_share: float = 0.85
    piece_share: float = 0.8
    piece_quality: float = 0.8
    missing_share: float = 0.5
    rare_places: int = 3
    common_words: int = 3
    telling_words: int = 2
    small_words: int = 5
    beside_letters: int = 12


@dataclass(init=False, eq=False, repr=False)
class OrderLimits(_InRange):
    """Limits for counting words as moved, and the order as a slip of one transcript."""

    reach: int = 8
    edge: int = 4
    slip_words: int = 5
    slip_odds: int = 5
    edits: int = 4
    bag_words: int = 6
    most_bag_words: int = 60
    bag_quality: float = 0.8


@dataclass(init=False, eq=False, repr=False)
class Edges(_InRange):
    """Limits for matching words at the ends of a quotation to words apart from the rest."""

    akin_words: int = 6
    opening_words: int = 2
    opening_reach: int = 12
    garbled_words: int = 6


@dataclass(init=False, eq=False, repr=False)
class Disagreement(_InRange):
    """Limits for saying that another source has the passage in other words."""

    words: int = 4
    days: int = 3
    share: float = 0.75
    quality: float = 0.6


@dataclass(init=False, eq=False, repr=False)
class Ranking(_InRange):
    """Numbers that rank places, in addition to the match of the words."""

    other_speaker: float = 0.15
    no_speaker: float = 0.02
    later: float = 0.1
    after_days: float = 0.5
    week: int = 7


@dataclass(init=False, eq=False, repr=False)
class Costs(_InRange):
    """Costs of a word in each kind of edit, subtracted from the quality of a place."""

    style: float = 0.0
    marked: float = 0.0
    disfluency: float = 0.02
    noise: float = 0.1
    light: float = 0.3
    dropped: float = 0.3
    changed: float = 1.0
    moved: float = 0.5
    flipped: float = 1.0

    def of(self, kind: str) -> float:
        """The cost of a kind of edit, by its name in upper or lower case."""
        return float(getattr(self, kind.lower()))


@dataclass(init=False, eq=False, repr=False)
class Nearest(_InRange):
    """Limits for showing a passage as the nearest to words that are in no source."""

    aligned_share: float = 0.5
    function_weight: float = 0.2
    more_words: int = 4
    content_share: float = 0.5
    letters: int = 400


@dataclass(init=False, eq=False, repr=False)
class Limits(_InRange):
    """Limits between one verdict and the next."""

    found_share: float = 0.6
    least_quality: float = 0.35
    near_share: float = 0.35
    other_speaker_share: float = 0.9
    other_speaker_words: int = 4
    sure_name: float = 0.9
    own_words: int = 8
    most_words: int = 3000
    gap: int = 40
    ellipsis_gap: int = 150
    bracket_gap: int = 8
    hidden_words: int = 4
    joined_letters: int = 80
    piece_words: int = 4
    noise_share: float = 0.6
    noise_odds: int = 20
    noise_words: int = 6
    noise_letters: int = 3
    noise_typos: int = 4
    noise_long: int = 8
    noise_places: int = 50
    copy_letters: int = 4000
    copy_share: float = 0.015
    copy_words: int = 400
    rare: int = 3
    repair_words: int = 10
    hesitations: int = 4
    corrected_words: int = 3
    repair_spare: int = 3
    resumed_words: int = 4
    clause_words: int = 3
    again_words: int = 8
    negation_words: int = 6
    least_equal: float = 0.3
    vocative_words: int = 3
    headline_share: float = 0.6
    later_days: int = 1
    shown: int = 12
    telling: Telling = field(default_factory=Telling)
    splices: Splices = field(default_factory=Splices)
    edges: Edges = field(default_factory=Edges)
    order: OrderLimits = field(default_factory=OrderLimits)
    disagreement: Disagreement = field(default_factory=Disagreement)
    ranking: Ranking = field(default_factory=Ranking)
    costs: Costs = field(default_factory=Costs)
    nearest: Nearest = field(default_factory=Nearest)


@dataclass(init=False, eq=False, repr=False)
class Attributions(_InRange):
    """Limits for believing in a speaker, a report without marks and a story told in dialogue."""

    most_sure: float = 0.985
    least_report: float = 0.27
    dialogue_pairs: int = 4
    dialogue_share: float = 0.3
    dialogue_short: int = 3
    dialogue_short_share: float = 0.25
    heading_words: int = 16
    heading_sure: float = 0.9
    heading_borrowed: float = 0.85


@dataclass(init=False, eq=False, repr=False)
class Conflicts(RuleRecord):
    """Limits for saying that articles contradict each other.

    A wording of at most ``common_words`` that more than ``common_speakers`` people are quoted with
    belongs to nobody. Two wordings are one quotation's if the words that they share are worth
    ``spare_bits`` more than chance brings together among all pairs of a run. Two reports without
    marks by one person, at most ``report_days`` apart, are the same if they share
    ``report_words`` of weight or more, and ``report_share`` of those of the shorter one.
    """

    common_speakers: int = 3
    common_words: int = 9
    spare_bits: int = 5
    report_words: int = 3
    report_share: float = 0.7
    report_days: int = 14

    def __post_init__(self) -> None:
        check_range(self)
