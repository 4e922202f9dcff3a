"""The word lists of the rules, folded once and ready for lookup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Any

from quotecheck.rules import Rules
from quotecheck.rules.made import made_once
from quotecheck.sources.canonical import Canon
from quotecheck.verify.compare.folding import (
    Folding,
    WordTuple,
    months_by_name,
    verbs_of_retelling,
    written_things,
)

FRAMED = ("concerned", "tell")  # "as far as they are concerned, the ferry is full"
GOING = frozenset(("go", "went"))  # "and they go, the ferry is full"


@dataclass(frozen=True, slots=True)
class FoldedLists:
    """Folded word lists. Phrases are tuples of words, of no more than ``longest`` words;
    ``equivalents``, ``opposites``, ``tenses``, ``variants`` and ``currencies`` map a phrase to the
    groups that it is in; ``narrowing`` are the first words of conditions and turns, ``risky`` those
    of hedges, conditions and negations. Right before a passage ``weakening`` words count anywhere,
    ``opening`` ones only at the beginning of a sentence; ``afterthoughts`` begin a sentence that
    narrows the one before."""

    fillers: frozenset[WordTuple]
    openers: frozenset[WordTuple]
    asides: frozenset[WordTuple]
    negations: frozenset[str]
    negative_phrases: frozenset[WordTuple]
    hedges: frozenset[WordTuple]
    amounts_before: frozenset[WordTuple]
    amounts_after: frozenset[WordTuple]
    unhedged: frozenset[WordTuple]
    modals: frozenset[str]
    conditions: frozenset[WordTuple]
    unconditional: frozenset[WordTuple]
    turns: frozenset[WordTuple]
    retractions: frozenset[WordTuple]
    weakening: frozenset[WordTuple]
    framing: frozenset[WordTuple]
    quantities: frozenset[WordTuple]
    opening: frozenset[WordTuple]
    afterthoughts: frozenset[str]
    inversions: frozenset[str]
    absences: frozenset[WordTuple]
    provisos: frozenset[str]
    second_thoughts: frozenset[WordTuple]
    ironies: frozenset[WordTuple]
    scopes: frozenset[WordTuple]
    likelihoods: frozenset[str]
    withheld: frozenset[WordTuple]
    facts: frozenset[str]
    narrowing: frozenset[str]
    risky: frozenset[str]
    limits: frozenset[str]
    focus: frozenset[str]
    function: frozenset[str]
    idioms: frozenset[WordTuple]
    padding: frozenset[WordTuple]
    particles: frozenset[str]
    opinions: frozenset[WordTuple]
    emphases: frozenset[WordTuple]
    beliefs: frozenset[str]
    doubts: frozenset[str]
    indefinites: frozenset[str]
    concords: Mapping[WordTuple, frozenset[int]]
    faults: frozenset[str]
    corrections: frozenset[WordTuple]
    correcting: frozenset[str]
    participles: frozenset[str]
    auxiliaries: frozenset[str]
    pronouns: frozenset[str]
    numbers: frozenset[str]
    months: Mapping[str, str]
    magnitudes: Mapping[str, int]
    magnitude_letters: Mapping[str, int]
    decimal_points: frozenset[str]
    noughts: frozenset[str]
    fractions: Mapping[str, Fraction]
    hundredths: frozenset[str]
    signs: frozenset[str]
    hours_past: frozenset[str]
    hours_to: frozenset[str]
    full_hours: frozenset[str]
    negative_prefixes: tuple[str, ...]
    negative_endings: tuple[tuple[str, ...], ...]
    endings: tuple[str, ...]
    tense_endings: tuple[str, ...]
    equivalents: Mapping[WordTuple, frozenset[int]]
    opposites: Mapping[WordTuple, frozenset[int]]
    tenses: Mapping[WordTuple, frozenset[int]]
    variants: Mapping[WordTuple, frozenset[int]]
    relatives: frozenset[str]
    contrasts: Mapping[WordTuple, frozenset[int]]
    currencies: Mapping[WordTuple, frozenset[int]]
    units: Mapping[WordTuple, frozenset[int]]
    value_parts: frozenset[str]
    value_words: frozenset[str]
    misread: Mapping[str, str]
    misread_singly: Mapping[str, str]
    reporting: frozenset[str]
    own: frozenset[str]
    third: frozenset[str]
    others: frozenset[str]
    disowned: frozenset[WordTuple]
    suppositions: frozenset[WordTuple]
    past_views: frozenset[WordTuple]
    past_times: frozenset[str]
    retelling: frozenset[str]
    bare: frozenset[str]
    thinking: frozenset[str]
    reportive: frozenset[str]
    titles: frozenset[str]
    naming: frozenset[str]
    bringing: frozenset[str]
    prefaces: frozenset[WordTuple]
    wordings: frozenset[str]
    speaking: frozenset[str]
    written: frozenset[str]
    supporting: frozenset[str]
    turning: frozenset[str]
    determiners: frozenset[str]
    no_names: frozenset[str]
    days: frozenset[str]
    longest: int
    joints: frozenset[str]
    articles: frozenset[str]
    stem_letters: int
    dropped_g_letters: int
    reporting_words: int
    reporter_words: int
    subject_words: int
    addressee_words: int

    def related(
        self, groups: Mapping[WordTuple, frozenset[int]], one: Sequence[str], other: Sequence[str]
    ) -> bool:
        """Return whether two phrases are in one group."""
        first = groups.get(tuple(one))
        return bool(first and first & groups.get(tuple(other), frozenset()))

    def begins_with(self, phrases: frozenset[WordTuple], words: Sequence[str]) -> bool:
        """Return whether words begin with one of some phrases."""
        first = tuple(words[: self.longest])
        return any(first[:length] in phrases for length in range(1, len(first) + 1))

    def sets_condition(self, words: Sequence[str]) -> bool:
        """Return whether words begin with a condition."""
        return self.begins_with(self.conditions, words) and not self.begins_with(
            self.unconditional, words
        )

    def lacks_something(self, words: Sequence[str]) -> bool:
        """Return whether words begin by saying that something is missing: "without the grant"."""
        return self.begins_with(self.absences, words) and not self.begins_with(
            self.unconditional, words
        )

    def turns_here(self, words: Sequence[str]) -> bool:
        """Return whether words begin with a condition, or with words that take back the sentence
        before."""
        return self.sets_condition(words) or (
            (self.begins_with(self.turns, words) or self.begins_with(self.retractions, words))
            and not self.begins_with(self.unconditional, words)
        )

    def is_number(self, form: str) -> bool:
        """Return whether a word is or contains a number."""
        if form.isalpha():
            return form in self.magnitudes
        return form in self.magnitudes or any(map(str.isdigit, form))


@made_once
def lexicon_of(rules: Rules, canon: Canon) -> FoldedLists:
    """The word lists of ``rules`` in the form of their ``canon``, made once for each version."""
    fold, light = Folding(canon), rules.wording.light_words
    speech, reporting = _speech(rules, fold), _reporting(rules, fold)
    narrowing = _narrowing(rules, fold)
    turns = narrowing["turns"]
    listed = (
        *speech.values(),
        *(reporting["disowned"], reporting["prefaces"], fold.phrases(rules.wording.risk.negations)),
        *(narrowing[each] for each in ("hedges", "unhedged", "conditions", "unconditional")),
        *(narrowing[each] for each in ("amounts_before", "amounts_after", "scopes")),
        *(turns, narrowing["retractions"], narrowing["ironies"], narrowing["absences"]),
    )
    return FoldedLists(
        **speech,
        **narrowing,
        **_risk(rules, fold),
        **_light(rules, fold),
        **_style(rules, fold),
        **reporting,
        corrections=fold.phrases(rules.wording.disfluencies.corrections),
        correcting=frozenset(
            phrase[0] for phrase in fold.phrases(rules.wording.disfluencies.corrections)
        ),
        auxiliaries=fold.words(
            (
                *rules.wording.risk.modals,
                *rules.lexicon.being,
                *("have", "has", "had", "do", "does", "did"),
            )
        ),
        determiners=fold.words(rules.lexicon.determiners),
        turning=fold.words(light.joints) | {phrase[0] for phrase in turns if len(phrase) == 1},
        longest=max(map(len, chain(*listed)), default=0),
    )


def _speech(rules: Rules, fold: Folding) -> dict[str, Any]:
    """The lists of fillers and other words that people say without meaning them."""
    lists = rules.wording.disfluencies
    return {
        "fillers": fold.phrases(lists.fillers),
        "openers": fold.phrases(lists.openers),
        "asides": fold.phrases(lists.asides),
    }


def _narrowing(rules: Rules, fold: Folding) -> dict[str, Any]:
    """The lists of words that narrow, weaken or take back the words beside them."""
    phrases, words, risk = fold.phrases, fold.words, rules.wording.risk
    hedges, conditions = phrases(risk.hedges), phrases(risk.conditions)
    unhedged, unconditional = phrases(risk.unhedged), phrases(risk.unconditional)
    turns, retractions = phrases(risk.turns), phrases(risk.retractions)
    negations, corrections = (
        phrases(risk.negations),
        phrases(rules.wording.disfluencies.corrections),
    )
    narrowing = conditions | turns | retractions | hedges | corrections
    return {
        "hedges": hedges,
        "amounts_before": phrases(risk.amounts_before),
        "amounts_after": phrases(risk.amounts_after),
        "unhedged": unhedged,
        "conditions": conditions,
        "unconditional": unconditional,
        "turns": turns,
        "retractions": retractions,
        "weakening": conditions | phrases(risk.unlike) | (hedges - phrases(risk.opinions)),
        "framing": phrases(risk.framing),
        "absences": phrases(risk.absences),
        "second_thoughts": phrases(risk.second_thoughts),
        "ironies": phrases(risk.ironies),
        "scopes": phrases(risk.scopes),
        "quantities": phrases(risk.quantities),
        "opening": phrases(risk.quantities) | phrases(risk.framing),
        "afterthoughts": frozenset(phrase[0] for phrase in conditions | retractions)
        | words(risk.limits)
        | frozenset(phrase[0] for phrase in negations if len(phrase) == 1),
        "narrowing": frozenset(phrase[0] for phrase in narrowing),
        "risky": frozenset(phrase[0] for phrase in hedges | conditions | negations),
    }


def _risk(rules: Rules, fold: Folding) -> dict[str, Any]:
    """The lists of words that turn the sense, or make it surer than it was."""
    phrases, words, groups, risk = fold.phrases, fold.words, fold.groups, rules.wording.risk
    negations = phrases(risk.negations)
    return {
        "negations": frozenset(phrase[0] for phrase in negations if len(phrase) == 1),
        "negative_phrases": frozenset(phrase for phrase in negations if len(phrase) > 1),
        "modals": words(risk.modals),
        "inversions": words(risk.inversions),
        "provisos": words(risk.provisos),
        "likelihoods": words(risk.likelihoods),
        "withheld": phrases(risk.withheld),
        "facts": words(risk.facts),
        "limits": words(risk.limits),
        "focus": words(risk.focus),
        "opinions": phrases(risk.opinions),
        "emphases": phrases(risk.emphases),
        "beliefs": words(risk.beliefs),
        "doubts": words(risk.doubts),
        "indefinites": words(risk.indefinites),
        "concords": groups(risk.concords),
        "faults": words(risk.faults),
        "negative_prefixes": risk.negative_prefixes,
        "negative_endings": tuple(
            tuple(each.strip() for each in line.split("=")) for line in risk.negative_endings
        ),
        "opposites": groups(risk.opposites),
        "no_names": frozenset(risk.no_names),
    }


def _light(rules: Rules, fold: Folding) -> dict[str, Any]:
    """The lists of words of little weight, and of the endings and forms of one word."""
    phrases, words, groups, light = fold.phrases, fold.words, fold.groups, rules.wording.light_words
    return {
        "function": words(light.function) | {word for word in light.function if word[0] == "'"},
        "idioms": phrases(light.idioms),
        "padding": phrases(light.padding),
        "particles": words(light.particles),
        "participles": words(light.participles),
        "pronouns": words(light.pronouns),
        "endings": light.endings,
        "tense_endings": light.tense_endings,
        "tenses": groups(light.tenses),
        "variants": groups(light.variants),
        "relatives": words(light.relatives),
        "contrasts": groups(light.contrasts),
        "joints": words(light.joints),
        "articles": words(light.articles),
        "stem_letters": light.stem_letters,
    }


def _style(rules: Rules, fold: Folding) -> dict[str, Any]:
    """The lists of things that can be written in several ways."""
    words, groups, wording = fold.words, fold.groups, rules.wording
    style, light = wording.style, wording.light_words
    spoken = style.spoken_numbers
    units, currencies = groups(style.units), groups(style.currencies)
    said = (spoken.points, spoken.noughts, spoken.fractions, spoken.hundredths, spoken.past)
    others = (spoken.to, spoken.full_hours, light.joints, light.articles, ("the", "of", "or"))
    fractions = {
        form: Fraction(1, parts)
        for word, parts in spoken.fractions.items()
        for form in words([word])
    }
    months = months_by_name(words(rules.reports.months), groups(style.equivalents))
    return {
        "numbers": frozenset(style.numbers.values()),
        "months": months,
        "days": words(rules.reports.weekdays) | months.keys(),
        "magnitudes": style.magnitudes,
        "magnitude_letters": style.magnitude_letters,
        "decimal_points": words(spoken.points),
        "noughts": words(spoken.noughts),
        "fractions": fractions,
        "hundredths": words(spoken.hundredths),
        "signs": words(spoken.signs),
        "hours_past": words(spoken.past),
        "hours_to": words(spoken.to),
        "full_hours": words(spoken.full_hours),
        "equivalents": groups(style.equivalents),
        "currencies": currencies,
        "units": units,
        "value_parts": frozenset(
            (*fractions, *(group[0] for group in currencies if len(group) == 1))
        ),
        "value_words": frozenset(
            (*chain(*units, *currencies), *months, *words(chain(*said, *others)))
        ),
        "misread": wording.misread,
        "misread_singly": {one: other for one, other in wording.misread.items() if len(one) == 1},
        "dropped_g_letters": light.dropped_g_letters,
    }


def _reporting(rules: Rules, fold: Folding) -> dict[str, Any]:
    """The lists of words with which a speaker reports what others say."""
    phrases, words, lists = fold.phrases, fold.words, rules.wording.reporting
    prefaces, function = phrases(lists.prefaces), words(rules.wording.light_words.function)
    retelling = frozenset(verbs_of_retelling(rules))
    return {
        "reporting": words(lists.verbs),
        "retelling": retelling,
        "own": words(lists.own),
        "third": words(lists.third),
        "others": words(lists.others),
        "disowned": phrases((*lists.denials, *lists.hearsay)),
        "suppositions": phrases(lists.suppositions),
        "past_views": phrases(lists.past_views),
        "past_times": words(lists.past_times),
        "bare": words(lists.bare),
        "thinking": words(lists.thinking),
        "reportive": words((*lists.verbs, *lists.naming))
        | words(lists.nouns)
        | frozenset(FRAMED)
        | retelling
        | ({word for phrase in prefaces for word in phrase} - function)
        | GOING,
        "titles": words((*rules.lexicon.titles, *rules.sources.roles)),
        "naming": words(lists.naming),
        "bringing": words(lists.bringing),
        "prefaces": prefaces,
        "wordings": words(lists.nouns),
        "speaking": words(lists.speaking),
        "written": words((*lists.texts, *written_things(rules))),
        "supporting": words(lists.supporting),
        "reporting_words": lists.words,
        "reporter_words": lists.sentence_words,
        "subject_words": lists.subject_words,
        "addressee_words": lists.addressee_words,
    }
