"""The sections of a rules file that are used to find and attribute quotations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from quotecheck.model import Medium
from quotecheck.rules.convert import Refused, Small
from quotecheck.rules.hints import for_entry
from quotecheck.rules.limits import Attributions
from quotecheck.rules.patterns import PatternError, parse_pattern
from quotecheck.rules.records import RuleRecord


@dataclass(init=False, eq=False, repr=False)
class Lexicon(RuleRecord):
    """Words by their role in a sentence.

    ``cues`` are verbs of reporting in their base form, by the medium that they name; ``irregular``
    gives the forms of cues that do not take -s, -ed, -ing, and ``doubling`` lists cues of several
    syllables that double their last letter before these. ``cue_nouns`` report as nouns ("in a
    statement", "Trump's claim that"). ``settings`` are phrases that show the medium; in them ``a``
    is an article or a possessive and up to three words, ``[a]`` may be left out, ``…`` is up to two
    words, ``x|y`` either. ``attitudes`` are verbs, in their base form, for thinking or wanting,
    ``addressing`` those whose object is the hearer (tell, ask), ``telling`` those of them after
    which the speaker never stands. ``asking`` and ``answering`` are verbs, in their base form, for
    questions and replies. ``styled`` titles stand before a given name (Pope Francis),
    ``title_roles`` gives the noun for somebody with a title (the senator), ``companions`` are nouns
    for companions (friend). ``noun_cues`` are cues that are also nouns, in addition to the
    ``stances``; ``branches`` are those that belong to a title or role after them (state senator).
    ``periods`` are spells of time, which do not speak (this week), ``adjectives`` words after which
    a possible verb of reporting is a noun (a simple call). ``openers`` are not names where a
    sentence begins with them, ``counters`` are those of them that may speak. ``naming`` words come
    before a term or a title, ``works`` are things with a title. ``epithets`` are nouns for people
    whom the article names elsewhere (the mayor), ``demonyms`` such nouns by origin (the Scot),
    ``bodies`` such nouns for organisations (the company). ``groups`` are roles of several people or
    of no person, ``unnamed`` are people whom it may never name (the judge), ``regions`` are
    abbreviations that stand after a place (Dalton, Ariz.), ``trailing`` words that are adverbs
    after a name (Quill first said). ``quoting`` are cues whose agent only passes words on (quoted
    by the Post), ``inscribed`` nouns for words that nobody says (the motto was), ``christened`` are
    participles that give something a name (dubbed), ``lettering`` are things that bear words (a
    sign that read), ``vessels`` stand before the name of a ship or an operation (the trawler).
    ``arriving`` are verbs by which words come from somebody (came the reply), ``sendings`` nouns
    for such words, ``orders`` nouns for issued words. ``elders`` and ``youngers`` are kin of a
    generation (the elder Quill). ``honours`` stand after a name (Jane Roe KC), ``parents`` stand
    for one (Dad), ``offices`` are words in the names of offices (Majority Whip Jane Roe).
    """

    cues: Mapping[str, tuple[Small, ...]] = field(default_factory=dict)
    irregular: Mapping[Small, tuple[Small, ...]] = field(default_factory=dict)
    doubling: tuple[Small, ...] = ()
    settings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    attitudes: tuple[Small, ...] = ()
    stances: tuple[Small, ...] = ()
    asking: tuple[Small, ...] = ()
    answering: tuple[Small, ...] = ()
    addressing: tuple[Small, ...] = ()
    telling: tuple[Small, ...] = ()
    naming: tuple[Small, ...] = ()
    works: tuple[Small, ...] = ()
    noun_cues: tuple[Small, ...] = ()
    branches: tuple[Small, ...] = ()
    cue_nouns: Mapping[str, tuple[Small, ...]] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    styled: tuple[Small, ...] = ()
    title_roles: Mapping[Small, Small] = field(default_factory=dict)
    abbreviations: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    openers: tuple[str, ...] = ()
    counters: tuple[Small, ...] = ()
    plural_roles: tuple[str, ...] = ()
    documents: tuple[Small, ...] = ()
    outlets: tuple[str, ...] = ()
    subject_pronouns: tuple[Small, ...] = ()
    object_pronouns: tuple[Small, ...] = ()
    determiners: tuple[Small, ...] = ()
    prepositions: tuple[Small, ...] = ()
    conjunctions: tuple[Small, ...] = ()
    being: tuple[Small, ...] = ()
    auxiliaries: tuple[Small, ...] = ()
    adverbs: tuple[Small, ...] = ()
    particles: tuple[Small, ...] = ()
    times: tuple[str, ...] = ()
    periods: tuple[Small, ...] = ()
    adjectives: tuple[Small, ...] = ()
    verbs: tuple[Small, ...] = ()
    places: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    trailing: tuple[Small, ...] = ()
    quoting: tuple[Small, ...] = ()
    inscribed: tuple[Small, ...] = ()
    christened: tuple[Small, ...] = ()
    lettering: tuple[Small, ...] = ()
    vessels: tuple[str, ...] = ()
    arriving: tuple[Small, ...] = ()
    sendings: tuple[Small, ...] = ()
    orders: tuple[Small, ...] = ()
    elders: tuple[Small, ...] = ()
    youngers: tuple[Small, ...] = ()
    companions: tuple[Small, ...] = ()
    female_names: tuple[str, ...] = ()
    male_names: tuple[str, ...] = ()
    female_words: tuple[str, ...] = ()
    male_words: tuple[str, ...] = ()
    organizations: tuple[Small, ...] = ()
    companies: tuple[Small, ...] = ()
    epithets: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    unnamed: tuple[Small, ...] = ()
    bodies: tuple[Small, ...] = ()
    honours: tuple[str, ...] = ()
    offices: tuple[Small, ...] = ()
    parents: tuple[Small, ...] = ()
    nicknames: Mapping[Small, tuple[Small, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        media = {medium.value for medium in Medium}
        for name in ("cues", "cue_nouns", "settings"):
            for key in getattr(self, name):
                if key not in media:
                    listed = ", ".join(sorted(media))
                    hint = f"write the words under the medium that they tell, one of: {listed}"
                    raise Refused(f"{key!r} is not a medium", field=name, entry=key, hint=hint)
        for phrases in self.settings.values():
            for phrase in phrases:
                words = [token for token in phrase.split() if token not in SLOTS]
                if not all(any(map(str.isalnum, each)) for each in "|".join(words).split("|")):
                    hint = "write a word beside the slots, and on either side of |"
                    raise Refused(f"{phrase!r} lacks a word", field="settings", hint=hint)


@dataclass(init=False, eq=False, repr=False)
class Example(RuleRecord):
    """A text, the words of a quotation in it, and the expected speaker (no ``speaker``: nobody)."""

    text: str
    quote: str | None = None
    speaker: str | None = None
    kind: str | None = None
    known_failure: str | None = None


SLOTS = frozenset(("a", "[a]", "…"))
"""What stands for words in the phrases of `Lexicon.settings`."""
PREFERRED, FORBIDDEN = "preferred by the rules", "forbidden by the rules"
"""The features of a speaker found by a pattern that an editor prefers, or will never have."""
RELATIONS = ("same-sentence", "next-sentence", "next-paragraph", "later")
"""How a quotation stands to the one before it, whose speaker may go on."""
BUILT_IN = (
    *("label-inside", "came", "tag-behind", "possessive", "credit-below", "sender", "answers"),
    *("paragraph-before", "paragraph-before-quoted", "somebody-new", "next-quotation", "by-after"),
    *("beat-after", "in-turn", "own-sentence", "own-sentence-object", "own-sentence-after"),
    *("sentence-before", *RELATIONS),
)
"""The rules that find a speaker and have no pattern: an editor can prefer or forbid them."""
# Large enough to outweigh everything else for or against a speaker.
_LEVERS = {PREFERRED: 40.0, FORBIDDEN: -400.0}


@dataclass(init=False, eq=False, repr=False)
class AttributionPattern(RuleRecord):
    """One attribution pattern with examples that it must and must not match.

    With ``prefer: strongly`` the person it finds is the speaker, with ``never`` is not; otherwise
    all features of a speaker decide. A ``weight`` is set by hand where none was learned, or to
    overrule the learned one. A rule of `BUILT_IN` has no pattern.
    """

    pattern: str = ""
    prefer: Literal["strongly", "never"] | None = None
    weight: float | None = None
    examples: tuple[Example, ...] = ()

    def __post_init__(self) -> None:
        if not self.pattern:
            return
        try:
            parse_pattern(self.pattern)
        except PatternError as error:
            raise Refused(
                str(error), field="pattern", hint=error.hint, offset=error.offset
            ) from error


@dataclass(init=False, eq=False, repr=False)
class AttributionRules(RuleRecord):
    """The rules that give quotations their speakers.

    ``patterns`` are tried on each paragraph with a quotation. The weight of each feature for a
    candidate (or, below 0, against it) is learned; ``weights`` are set by hand, and learning leaves
    them alone. ``trust`` is the highest confidence that a rule can give, ``names`` the share of
    right names among right mentions, by the way in which the name was found; ``limits`` are the
    thresholds of belief.
    """

    patterns: Mapping[str, AttributionPattern] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    trust: Mapping[str, float] = field(default_factory=dict)
    names: Mapping[str, float] = field(default_factory=dict)
    limits: Attributions = field(default_factory=Attributions)

    def __post_init__(self) -> None:
        whole = [name for name, each in self.patterns.items() if each is None or each.pattern]
        for name in self.patterns:
            if name not in whole and name not in BUILT_IN:
                message = f"there is no pattern called {name!r}"
                hint = for_entry(name, [*whole, *BUILT_IN], "pattern")
                raise Refused(message, field="patterns", entry=name, hint=hint)
        for name in ("trust", "names"):
            for key, share in getattr(self, name).items():
                if not 0 <= share <= 1:
                    message = f"{key!r} is {share:g}, which is not a share"
                    hint = "write a number from 0 to 1"
                    raise Refused(message, field=name, entry=key, hint=hint)

    def by_hand(self) -> dict[str, float]:
        """The weights that learning leaves alone, by feature: those that an editor has set, and
        those of patterns that an editor prefers."""
        own = {
            f"rule {name}": rule.weight
            for name, rule in self.patterns.items()
            if rule.weight is not None
        }
        return {**_LEVERS, **self.weights, **own}
