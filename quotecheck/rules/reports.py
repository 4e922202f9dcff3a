"""The section of a rules file for comparing reports without marks with the sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quotecheck.rules.convert import Small, refuse_lone
from quotecheck.rules.limits import check_range
from quotecheck.rules.records import RuleRecord


@dataclass(init=False, eq=False, repr=False)
class ReportLimits(RuleRecord):
    """The numbers for finding and judging the passages for a report.

    ``context_share`` is what a word of the paragraph counts beside one of the report,
    ``loose_share`` a synonym beside the word itself, and ``own_name_share`` the speaker's own
    name. ``week`` counts days before the article within which a
    source is likelier, ``looked_at`` the places that are compared, ``shown`` those that are listed.
    The chances say how sure it must be that a passage is the one meant before it is called a clash,
    related, or supporting; somebody else's passage must weigh more than the speaker's own by
    ``other_margin``, and by ``asked_cost`` more if it may be what the speaker was asked; where the
    speaker has nothing like it, one that has ``other_same`` of the very words is related.
    ``day_words`` is the share of the report that a passage must have for the day that it tells to
    be compared, ``matter_words`` the share that a passage behind the first must have for anything
    in it to be.
    """

    context_share: float = 0.3
    loose_share: float = 0.5
    own_name_share: float = 0.1
    nobody_share: float = 0.6
    context_words: int = 24
    context_gathered: int = 6
    context_letters: int = 600
    occasion_letters: int = 300
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
    day_words: float = 0.25
    matter_words: float = 0.15
    other_same: float = 0.8
    other_margin: int = 4
    asked_cost: int = 1

    def __post_init__(self) -> None:
        check_range(self)


@dataclass(init=False, eq=False, repr=False)
class Reports(RuleRecord):
    """The rules for comparing a report without marks with the sources.

    ``endings`` are those by which the forms of one stem differ, ``tenses`` holds irregular forms;
    each entry of ``synonyms`` holds words that may report each other, of ``opposites`` words that
    reverse what is said, written ``one, two = three, four``. ``light`` are words that mean little
    in a report.

    Numbers: ``ordinals`` count in order ("first"), ``percent`` and ``points`` stand after a share,
    ``hedges`` before a number say how exact it is; in ``wide_units`` so much is counted that two
    numbers of them need more in common. Days: ``relative_days`` say how many days after today
    "tomorrow" is; before a weekday ``next_words`` and ``last_words`` turn it forward and back.
    ``occasions`` are words for where something is said that titles of sources have, too.

    Names: each entry of ``kinds_of_names`` holds names of which one is not the other ("spain,
    france"); ``name_beginnings`` begin many names, ``plain_titles`` anybody may have,
    ``place_words`` stand before a place. ``age_words`` stand beside an age.

    Sense: ``auxiliaries`` and ``verb_fillers`` stand before a verb, ``forms_of_be`` make a passive;
    the reach of a negation ends at ``breaks``, that of a phrase at ``phrase_ends``, and
    ``no_negations`` are too weak. What stands behind ``unreal`` words is not said to be so; "for"
    is the opposite of "against" behind ``taking_sides``; a verb before ``own_objects`` is about
    them. A report with one of the ``depending`` words names a condition as one with "if" does.
    ``denying`` words deny what stands after them, ``prefixes`` turn the word that they begin unless
    it is one of ``no_prefixes``; a verb behind ``firm`` words is sure, behind ``open`` ones it is
    not. ``assurances`` make a statement firm, ``doubtful`` words leave it open; each entry of
    ``quantities`` holds words for as many. ``speaker_words`` are the speaker in a source,
    ``third_words`` may be the speaker in a report. Right behind ``saying`` words stands a clause,
    behind ``subject_words`` its verb.

    ``weights`` are what each feature of a passage counts when passages are ranked, ``found`` when
    it is judged whether the best is the one meant, ``clashes`` when it is judged whether a
    particular differs.
    """

    endings: tuple[Small, ...] = ()
    light: tuple[Small, ...] = ()
    tenses: tuple[Small, ...] = ()
    plain_titles: tuple[Small, ...] = ()
    age_words: tuple[Small, ...] = ()
    months: tuple[Small, ...] = ()
    weekdays: tuple[Small, ...] = ()
    relative_days: Mapping[Small, int] = field(default_factory=dict)
    next_words: tuple[Small, ...] = ()
    last_words: tuple[Small, ...] = ()
    occasions: tuple[Small, ...] = ()
    ordinals: tuple[Small, ...] = ()
    percent: tuple[Small, ...] = ()
    points: tuple[Small, ...] = ()
    wide_units: tuple[Small, ...] = ()
    hedges: Mapping[str, tuple[Small, ...]] = field(default_factory=dict)
    assurances: tuple[Small, ...] = ()
    doubtful: tuple[Small, ...] = ()
    quantities: tuple[Small, ...] = ()
    speaker_words: tuple[Small, ...] = ()
    third_words: tuple[Small, ...] = ()
    subject_words: tuple[Small, ...] = ()
    saying: tuple[Small, ...] = ()
    name_beginnings: tuple[Small, ...] = ()
    place_words: tuple[Small, ...] = ()
    phrase_ends: tuple[Small, ...] = ()
    forms_of_be: tuple[Small, ...] = ()
    kinds_of_names: tuple[Small, ...] = ()
    synonyms: tuple[Small, ...] = ()
    opposites: tuple[Small, ...] = ()
    auxiliaries: tuple[Small, ...] = ()
    verb_fillers: tuple[Small, ...] = ()
    breaks: tuple[Small, ...] = ()
    depending: tuple[Small, ...] = ()
    no_negations: tuple[Small, ...] = ()
    unreal: tuple[Small, ...] = ()
    taking_sides: tuple[Small, ...] = ()
    own_objects: tuple[Small, ...] = ()
    denying: tuple[Small, ...] = ()
    prefixes: tuple[Small, ...] = ()
    no_prefixes: tuple[Small, ...] = ()
    firm: tuple[Small, ...] = ()
    open: tuple[Small, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    found: Mapping[str, float] = field(default_factory=dict)
    clashes: Mapping[str, float] = field(default_factory=dict)
    limits: ReportLimits = field(default_factory=ReportLimits)

    def __post_init__(self) -> None:
        refuse_lone(self, "tenses", "synonyms", "opposites")
