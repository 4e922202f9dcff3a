"""The rules' words, looked up in one step to find the class of a token.

Each token gets the letter of its class (`quotecheck.extraction.reading.alphabet`); a sentence then
becomes a short string of letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from quotecheck.extraction.reading.alphabet import (
    ACCORDING,
    ADJECTIVE,
    ADVERB,
    ALONE,
    AND,
    AS,
    AUXILIARY,
    BEING,
    BY,
    CLAIM,
    CONJUNCTION,
    CUE,
    DETERMINER,
    DETERMINERS_ALONE,
    HIM,
    NOUN_OR_CUE,
    OWNING,
    PART_OR_CUE,
    PARTICLE,
    PER,
    PERIOD,
    PREPOSITION,
    PRONOUN,
    REGION,
    REPORTING,
    ROLE,
    SAYING,
    STATE,
    THAT,
    TITLE,
    TO,
    TRAILING,
    VERB,
    WHO,
)
from quotecheck.extraction.reading.inflection import forms_of, plural_of
from quotecheck.extraction.reading.tokens import Letters, TokenSpans, folded
from quotecheck.model import Medium
from quotecheck.rules import Rules
from quotecheck.rules.attribution import Lexicon
from quotecheck.rules.made import made_once

_FIXED = {
    "according": ACCORDING,
    "that": THAT,
    "who": WHO,
    "whom": WHO,
    "which": WHO,
    "as": AS,
    "to": TO,
    "per": PER,
    "by": BY,
    "and": AND,
    "or": AND,
    "'s": OWNING,
    "’s": OWNING,
    "‘s": OWNING,
    # I’d, we’ve, they’ll; you’re, I’m
    **{mark + ending: AUXILIARY for mark in "'’" for ending in ("d", "ve", "ll")},
    **{mark + ending: BEING for mark in "'’" for ending in ("re", "m")},
}


@dataclass(frozen=True)
class WordClasses:
    """The compiled lexicon: class of a lower-case word, medium of a cue, gender of a name.

    ``plural`` and ``groups`` are roles of several people, ``persons`` those of one. ``openers`` are
    not names where a sentence begins with them (What Quill said). ``attitudes`` has the base form
    of each word that may report, ``stances`` the nouns among them.
    """

    classes: dict[str, str]
    letters: Letters
    spans: TokenSpans
    media: dict[str, Medium]
    bases: dict[str, str]
    attitudes: dict[str, str]
    stances: dict[str, str]
    addressing: frozenset[str]
    telling: frozenset[str]
    gender: dict[str, str]
    nicknames: Mapping[str, tuple[str, ...]]
    plural: frozenset[str]
    persons: frozenset[str]
    groups: frozenset[str]
    documents: frozenset[str]
    outlets: frozenset[str]
    outlet_nouns: tuple[str, ...]
    places: frozenset[str]
    times: frozenset[str]
    naming: frozenset[str]
    works: frozenset[str]
    openers: frozenset[str]
    quoting: frozenset[str]
    inscribed: frozenset[str]
    christened: frozenset[str]
    lettering: frozenset[str]
    vessels: frozenset[str]
    arriving: frozenset[str]
    sendings: frozenset[str]
    orders: frozenset[str]
    elders: frozenset[str]
    youngers: frozenset[str]
    companions: frozenset[str]
    asking: frozenset[str]
    answering: frozenset[str]
    styled: frozenset[str]
    title_roles: Mapping[str, str]
    claims: frozenset[str]

    def is_role(self, word: str) -> bool:
        """Return whether a word, in lower case, is a role or a title, its full stop written or
        not."""
        if self.classes.get(word) in (ROLE, TITLE) or self.classes.get(f"{word}.") == TITLE:
            return True
        return "-" in word and word.rpartition("-")[2] in self.persons  # sub-inspector

    def is_outlet(self, mention: str) -> bool:
        """Return whether a mention, in lower case, is an outlet: by its name, or by a common noun,
        since the outlets include words such as “newspaper”."""
        return mention in self.outlets or mention.endswith(self.outlet_nouns)


def _classes_of(lexicon: Lexicon) -> _Classes:
    """The class of each word that a list has; the first list that has it decides."""
    words = _Classes()
    words.put(lexicon.subject_pronouns, PRONOUN)
    words.put(lexicon.object_pronouns, HIM)
    words.put(lexicon.determiners, DETERMINER)
    words.put(lexicon.being, BEING)
    words.put(lexicon.auxiliaries, AUXILIARY)
    words.put(lexicon.conjunctions, CONJUNCTION)
    words.put(lexicon.prepositions, PREPOSITION)
    words.put(lexicon.times, ADVERB)
    for medium, verbs in lexicon.cues.items():
        words.put_cues(verbs, lexicon, Medium(medium))
    words.put(lexicon.adverbs, ADVERB)
    words.put(lexicon.titles, TITLE)
    roles = (*lexicon.roles, *lexicon.groups)
    words.put((*roles, *map(plural_of, roles)), ROLE)
    words.put(lexicon.plural_roles, ROLE)
    for medium, nouns in lexicon.cue_nouns.items():
        words.put_cue_nouns(nouns, Medium(medium))
    words.put((*lexicon.documents, *map(plural_of, lexicon.documents)), ROLE)
    words.put(lexicon.particles, PARTICLE)
    for verb in lexicon.verbs:
        words.put(_all_forms(verb, lexicon), VERB)
    return words


def _finite(verb: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The finite forms of a verb."""
    return forms_of(verb, lexicon)[0]


def _all_forms(verb: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The finite forms of a verb and its -ing forms."""
    finite, gerunds = forms_of(verb, lexicon)
    return (*finite, *gerunds)


def _both(nouns: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Nouns and their plurals, each with its base noun."""
    return ((form, noun) for noun in nouns for form in (noun, plural_of(noun)))


def _genders(lexicon: Lexicon) -> dict[str, str]:
    """The gender of given names, and of nouns such as aunt."""
    gender = {folded(name): "f" for name in (*lexicon.female_names, *lexicon.female_words)}
    return gender | {folded(name): "m" for name in (*lexicon.male_names, *lexicon.male_words)}


def _small(lexicon: Lexicon) -> dict[str, str]:
    """The classes of words that, with a capital, may well be surnames."""
    adjectives = dict.fromkeys(_lower(lexicon.adjectives), ADJECTIVE)
    return adjectives | dict.fromkeys(_lower(lexicon.periods), PERIOD)


@made_once
def words_of(rules: Rules) -> WordClasses:
    """The compiled lexicon of the rules, made once for each version of them."""
    lexicon = rules.lexicon
    words = _classes_of(lexicon)
    spans = TokenSpans((*lexicon.titles, *lexicon.abbreviations, *lexicon.regions))
    gender = _genders(lexicon)
    stances = dict(_both(lexicon.stances))
    attitudes = {form: base for base in lexicon.attitudes for form in _all_forms(base, lexicon)}
    openers = (_lower(lexicon.openers) | attitudes.keys()) - words.classes.keys() - gender.keys()
    return WordClasses(
        classes=words.classes,
        letters=Letters(
            words.classes,
            spans,
            _small(lexicon),
            _either(words, lexicon),
            openers,
            _placing(words, lexicon),
            gender,
            _lower(lexicon.times),
        ),
        spans=spans,
        media=words.media,
        bases=words.bases,
        attitudes=stances | attitudes | words.bases,
        stances=stances,
        addressing=_lower(lexicon.addressing),
        telling=frozenset(chain(*(_finite(base, lexicon) for base in lexicon.telling))),
        gender=gender,
        nicknames=lexicon.nicknames,
        plural=_lower((*lexicon.plural_roles, *map(plural_of, (*lexicon.roles, *lexicon.groups)))),
        groups=_lower(lexicon.groups),
        persons=_lower(lexicon.roles) - _lower(lexicon.bodies),
        documents=_lower(lexicon.documents),
        outlets=_lower(lexicon.outlets),
        outlet_nouns=tuple(f" {noun}" for noun in lexicon.outlets if noun.islower()),
        places=_lower(lexicon.places),
        times=_lower(lexicon.times),
        naming=frozenset(lexicon.naming),
        works=frozenset(lexicon.works),
        openers=openers | _lower(lexicon.counters),
        quoting=_lower(lexicon.quoting),
        inscribed=frozenset(lexicon.inscribed),
        christened=frozenset(lexicon.christened),
        lettering=frozenset(lexicon.lettering),
        vessels=frozenset(lexicon.vessels),
        arriving=frozenset(lexicon.arriving),
        sendings=frozenset(lexicon.sendings),
        orders=frozenset(lexicon.orders),
        elders=frozenset(lexicon.elders),
        youngers=frozenset(lexicon.youngers),
        companions=frozenset(lexicon.companions),
        asking=frozenset(lexicon.asking),
        answering=frozenset(lexicon.answering),
        styled=frozenset(lexicon.styled),
        title_roles=lexicon.title_roles,
        claims=frozenset(dict(_both(_lower(tuple(chain(*lexicon.cue_nouns.values())))))),
    )


def _placing(words: _Classes, lexicon: Lexicon) -> dict[str, str]:
    """The signs of words that locate a place, and of adverbs after a name."""
    states = (place for place in lexicon.places if " " not in place)
    return {
        **dict.fromkeys(_lower(lexicon.trailing) - words.classes.keys(), TRAILING),
        **dict.fromkeys(_lower(tuple(states)), STATE),
        **dict.fromkeys(_lower(lexicon.regions), REGION),
    }


def _either(words: _Classes, lexicon: Lexicon) -> dict[str, str]:
    """The signs of ambiguous words, which the words beside them decide."""
    nouns = {*lexicon.stances, *lexicon.noun_cues}
    nouns.update(noun for each in lexicon.cue_nouns.values() for noun in each)
    signs = {form: NOUN_OR_CUE for form, _ in _both(nouns) if words.classes.get(form) == CUE}
    signs |= dict.fromkeys(DETERMINERS_ALONE, ALONE)
    return signs | {
        word: PART_OR_CUE for word in lexicon.branches if words.classes.get(word) == CUE
    }


def _lower(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)


class _Classes:
    """The classes of words under construction: a word keeps the class that it got first."""

    def __init__(self) -> None:
        self.classes: dict[str, str] = dict(_FIXED)
        self.media: dict[str, Medium] = {}
        self.bases: dict[str, str] = {}

    def put(self, words: tuple[str, ...], letter: str) -> None:
        for word in words:
            self.classes.setdefault(word.lower(), letter)

    def put_cues(self, verbs: tuple[str, ...], lexicon: Lexicon, medium: Medium) -> None:
        for base in verbs:
            finite, gerunds = forms_of(base, lexicon)
            letters = dict.fromkeys(finite, CUE) | dict.fromkeys(gerunds, SAYING)
            for form, letter in letters.items():
                if self.classes.setdefault(form, letter) in REPORTING:
                    self.media.setdefault(form, medium)
                    self.bases.setdefault(form, base)

    def put_cue_nouns(self, nouns: tuple[str, ...], medium: Medium) -> None:
        for noun in nouns:
            for form in (noun, plural_of(noun)):
                if self.classes.setdefault(form, CLAIM) == CLAIM:
                    self.media.setdefault(form, medium)
