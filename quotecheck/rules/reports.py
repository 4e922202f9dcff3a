"""The section of a rules file by which reports without marks are compared with the sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quotecheck.rules.limits import check_range


@dataclass(frozen=True, eq=False, repr=False)
class ReportLimits:
    """The numbers by which passages for a report are found and judged.

    ``context_share`` is what a word of the paragraph counts beside one of the report,
    ``loose_share`` a synonym beside the word itself, and ``own_name_share`` the speaker's own
    name. ``week`` counts days before the article within which a
    source is likelier, ``looked_at`` the places that are compared, ``shown`` those that are listed.
    The chances say how sure it must be that a passage is the one meant before it is called a clash,
    related, or supporting; somebody else's passage must have ``other_words`` of the report,
    or be as near as ``other_quoted`` to a quotation of the paragraph, and weigh more than the
    speaker's own by ``other_margin``.
    """

    context_share: float = 0.3
    loose_share: float = 0.5
    own_name_share: float = 0.1
    nobody_share: float = 0.6
    context_words: int = 24
    context_gathered: int = 6
    context_letters: int = 600
    week: int = 8
    later_days: int = 1
    looked_at: int = 12
    others_looked_at: int = 4
    shown: int = 5
    passage_words: int = 70
    least_words: int = 45
    most_words: int = 150
    clash_chance: float = 0.55
    related_chance: float = 0.76
    supported_chance: float = 0.86
    other_words: float = 0.6
    other_quoted: float = 0.9
    other_margin: int = 4

    def __post_init__(self) -> None:
        check_range(self)


@dataclass(frozen=True, eq=False, repr=False)
class Reports:
    """How a report without marks is compared with the sources.

    ``endings`` are those by which the forms of one stem differ; each entry of ``synonyms`` holds
    words that may report each other, of ``opposites`` words that turn what is said, written
    ``one, two = three, four``. ``light`` are words that tell little in a report. ``ordinals`` count
    in order ("first"), ``percent`` stands behind a share. ``weights`` are what each feature of a
    passage counts when passages are ranked, ``found`` when it is judged whether the best is the one
    meant. Each entry of ``kinds_of_names`` holds names of which one is not the other ("spain,
    france").
    """

    endings: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    percent: tuple[str, ...] = ()
    kinds_of_names: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    opposites: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    found: Mapping[str, float] = field(default_factory=dict)
    limits: ReportLimits = field(default_factory=ReportLimits)
