"""Options: who may be speaking, each with its reasons.

An option is a mention and the features that speak for or against it; the rules hold each feature's
weight. One option names nobody: the span may not be speech at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from quotecheck.extraction.attribution.passing import (
    coordinated,
    giver_in,
    head_of_apposition,
    is_agent_that_quotes,
)
from quotecheck.extraction.attribution.patterns import PatternMatch
from quotecheck.extraction.reading import vocabulary as feature
from quotecheck.extraction.reading.alphabet import (
    CLAIM,
    CUE,
    NOUN,
    QUOTATION,
    SAYING,
    SENTENCE,
    SPEAKER,
    SUBJECTS,
    VERB,
)
from quotecheck.extraction.reading.chunks import Chunk, Chunked
from quotecheck.extraction.reading.shapes import Shape
from quotecheck.extraction.reading.vocabulary import letters_in_words, name_of_letter
from quotecheck.extraction.reading.word_classes import WordClasses
from quotecheck.model import Feature, Medium, Mention

REPORTS = frozenset("VGCAP")
"""The chunk letters of which a clause that reports has one."""
POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our", "your"})
_CACHED = 1 << 14
_MOST_REASONS = 100_000
_PRONOUNS = frozenset(feature.PRONOUNS)
_PRONOUN_FORMS = frozenset(map(feature.pronoun_form, ("he", "she", "they", "it")))
_CLAUSE = re.compile("[,;:(-]")


@dataclass
class Option:
    """A speaker that a quotation may have. ``mention`` is None where nobody is speaking.

    ``chunk`` is the mention's place in the quotation's paragraph, -1 where it stands elsewhere.
    """

    mention: Mention | None
    rule: str
    features: tuple[str, ...]
    cue: Mention | None = None
    medium: Medium = Medium.UNKNOWN
    score: float = 0.0
    chunk: int = -1
    form: str = ""

    def reasons(self, known: Reasons) -> tuple[Feature, ...]:
        """The features with their weights."""
        return tuple(map(known.__getitem__, self.features))


class Reasons(dict[str, Feature]):
    """Features with their weights, each made once."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, name: str) -> Feature:
        made = Feature(name, self._weights.get(name, 0.0))
        if len(self) < _MOST_REASONS:
            self[name] = made
        return made


_LABELS = frozenset(("label", "label-later"))


def pattern_option(
    text: str, found: PatternMatch, chunked: Chunked, shape: Shape, words: WordClasses
) -> Option | None:
    """The option that a matching pattern gives."""
    speaker = chunked[found.speaker]
    cue = None if found.cue is None else chunked[found.cue]
    word = "" if cue is None else text[cue.start : cue.end].lower()
    medium = words.media.get(word, Medium.UNKNOWN)
    if found.rule.medium is not None and medium.value != found.rule.medium:
        return None
    if found.cue is not None and found.cue + 1 == found.speaker and word in words.telling:
        return None  # told Quill: she hears it
    if is_agent_that_quotes(text, found, chunked, words):
        return None
    mention = _whole_mention(text, found, chunked, words)
    features = [feature.RULE(found.rule.id), form_of(mention.text, speaker.letter, words)]
    features.append(feature.RULE_LENGTH(found.rule.id, shape.size))
    if features[1] in _PRONOUN_FORMS:
        features.append(feature.RULE_PRONOUN(found.rule.id))
    if found.relative is not None:
        if ",V" in chunked.letters[found.relative : found.quote]:
            features.append(feature.RELATIVE_CLOSED)
        end = chunked[found.relative].end
        mention = Mention(text[mention.start : end], mention.start, end)
    if cue is not None:
        features.append(feature.CUE_WORD(words.bases.get(word, word)))
    low, high = sorted((found.speaker, found.quote))
    between = chunked.letters[low + 1 : high]
    features.append(_distance(len(between)))
    if found.quote > found.speaker:
        features += _lead(chunked.letters, found, between, shape, features[1])
    elif CUE in between.replace(CUE, "", found.cue is not None and found.cue < found.speaker):
        features.append(feature.CUE_BEFORE_SPEAKER)
    return Option(
        mention,
        found.rule.id,
        tuple(features),
        None if cue is None else mention_of(text, cue),
        medium,
        chunk=found.speaker if found.relative is None else found.relative,
        form=features[1],
    )


def _whole_mention(text: str, found: PatternMatch, chunked: Chunked, words: WordClasses) -> Mention:
    """The mention of the speaker in a matching pattern: the name that an apposition describes, both
    of two who speak together, or the giver of the thing that a label names."""
    mention = mention_of(text, chunked[found.speaker])
    if head := head_of_apposition(text, found, chunked):
        mention = mention_of(text, chunked[head])
    if found.rule.id in _LABELS and (place := giver_in(chunked, found.speaker, text, words)):
        mention = Mention(text[slice(*place)], *place)
    if joined := coordinated(chunked.letters, found.speaker):
        start, end = chunked[joined[0]].start, chunked[joined[1]].end
        mention = Mention(text[start:end], start, end)
    return mention


def _lead(letters: str, found: PatternMatch, between: str, shape: Shape, form: str) -> list[str]:
    """Features of a speaker, of the given form, who stands before the quotation."""
    features = [feature.BEFORE_FRAGMENT if shape.fragment else feature.BEFORE_CLAUSE]
    if shape.colon:
        features.append(feature.MARK_BEFORE)
    start = max(letters.rfind(mark, 0, found.speaker) for mark in ".E") + 1
    earlier = letters[start : found.speaker]
    if SPEAKER not in earlier and NOUN not in earlier:
        features.append(feature.FIRST_SUBJECT)
    if CUE in earlier:
        features.append(feature.IN_REPORT)
        if form in _PRONOUN_FORMS:
            features.append(feature.PRONOUN_IN_REPORT)
    elif SPEAKER in earlier and form in _PRONOUN_FORMS:
        features.append(feature.PRONOUN_AFTER)
    if found.cue is not None:
        after = letters[found.cue + 1 : found.quote]
        if CUE in after:
            features.append(feature.CUE_BETWEEN)
        if SPEAKER in after and VERB in after:
            features.append(feature.CLAUSE_BETWEEN)
    if QUOTATION in between:
        features.append(feature.QUOTATION_BETWEEN)
    return features


def _distance(pieces: int) -> str:
    return (
        "near"
        if pieces <= 1
        else "within 4"
        if pieces <= 4
        else "within 9"
        if pieces <= 9
        else "far"
    )


def noun_of(mention: str) -> str:
    """The last word of a nominal; empty for a name."""
    word = mention.rpartition(" ")[2]
    return feature.NOUN_WORD(word) if word[:1].islower() else ""


def form_of(mention: str, letter: str, words: WordClasses) -> str:
    """The form of a mention: a pronoun itself, a name, a nominal."""
    lower = mention.lower()
    if lower in words.places:
        return feature.PLACE
    if words.is_outlet(lower):
        return feature.OUTLET
    if lower in _PRONOUNS:
        return feature.pronoun_form(lower)
    parts = mention.split()
    if lower in words.plural and letter in "SO":
        return feature.NOMINAL  # the capital only opens a sentence: Officials said
    if any(word[0].isupper() for word in parts[1:]) or (len(parts) == 1 and mention[0].isupper()):
        return feature.NAMED
    return feature.NOMINAL if letter in "SO" else feature.WEAK_NOMINAL


def mention_of(text: str, chunk: Chunk) -> Mention:
    """The words of a chunk."""
    return Mention(text[chunk.start : chunk.end], chunk.start, chunk.end)


def nobody(
    shape: Shape, before: str, after: str, *, cue: bool, headline: bool, quoted: bool
) -> Option:
    """The option that nobody is speaking.

    ``before`` are the chunk letters of the sentence before the span, ``after`` those after it;
    ``cue`` says that the sentence reports, ``quoted`` that another quotation stands in it.
    """
    clause = _CLAUSE.split(before)[-1]
    near = "does not report" if REPORTS.isdisjoint(clause) else "reports"
    features = [feature.NOBODY, *shape.features]
    features += _around_nobody(
        before[-2:], after[:2], shape.size, shape.ending, near, "a cue" if cue else "no cue"
    )
    if shape.titled:
        features.append(feature.NOBODY_TITLE_AFTER(name_of_letter(before[-1:])))
    if headline:
        features.append(feature.NOBODY_HEADLINE)
    if quoted:
        features.append(feature.NOBODY_BESIDE)
    return Option(None, feature.NOBODY, tuple(features))


@lru_cache(_CACHED)
def _around_nobody(
    before: str, after: str, size: str, ending: str, near: str, cue: str
) -> tuple[str, ...]:
    """Features from two chunk letters on either side of a span that may not be speech."""
    last, follows = name_of_letter(before[-1:]), name_of_letter(after[:1])
    return (
        feature.NOBODY_CLAUSE(near),
        feature.NOBODY_LENGTH_CUE(size, cue),
        feature.NOBODY_ENDING(ending, follows),
        feature.NOBODY_BEFORE(follows),
        feature.NOBODY_BEFORE(letters_in_words(after)),
        feature.NOBODY_AFTER(last),
        feature.NOBODY_AFTER(letters_in_words(before)),
        feature.NOBODY_BETWEEN(last, follows),
        feature.NOBODY_CUE(cue),
    )


def borrowed(option: Option, rule: str) -> Option:
    """An option with the same mention for another quotation, offered by another rule."""
    return Option(
        option.mention,
        rule,
        (feature.RULE(rule), feature.RULE_BORROWED(rule, option.rule)),
        option.cue,
    )


def merge(found: list[Option]) -> list[Option]:
    """One option for each mention, with the features of all rules that offered it, named after the
    first.

    Features count once, however many rules have them.
    """
    merged: dict[tuple[int, int] | None, Option] = {}
    for option in found:
        mention = option.mention
        key = None if mention is None else (mention.start, mention.end)
        known = merged.get(key)
        if known is None:
            merged[key] = Option(
                mention,
                option.rule,
                option.features,
                option.cue,
                option.medium,
                chunk=option.chunk,
                form=option.form,
            )
        else:
            known.features = tuple(dict.fromkeys(known.features + option.features))
            if known.cue is None:
                known.cue, known.medium = option.cue, option.medium
            if known.chunk < 0:
                known.chunk, known.form = option.chunk, option.form
    return list(merged.values())


def continuation(
    previous: Option, relation: str, before: Shape, shape: Shape, *, alone: bool, between: str
) -> Option:
    """The option that the speaker of the previous quotation, which has the shape ``before``, goes
    on.

    ``relation`` says where the previous one stood, ``alone`` that the paragraph holds nothing but
    quotations, ``between`` are the chunk letters between the two in one paragraph.
    """
    name = relation
    kind = "fragment" if shape.fragment else "clause"
    features = [
        feature.RULE(name),
        feature.GOES_ON_SPAN(name, kind),
        feature.GOES_ON_AFTER(name, kind, before.ending),
        feature.RULE_LENGTH(name, shape.size),
    ]
    if alone:
        features.append(feature.GOES_ON_ALONE(name))
    sentences = between.count(".") + between.count(SENTENCE)
    if sentences > 1:
        features.append(feature.GOES_ON_SENTENCE(name))
        last = between.rstrip(".").rpartition(".")[2]
        subject = next((letter for letter in last if letter in SUBJECTS), "")
        reports = CUE in last or SAYING in last
        features.append(
            feature.GOES_ON_SUBJECT(
                name, name_of_letter(subject), "reports" if reports else "does not"
            )
        )
    if SPEAKER in between:
        features.append(feature.GOES_ON_OTHER(name))
    if CUE in between:
        features.append(feature.GOES_ON_CUE(name))
    return Option(previous.mention, name, tuple(features), None, previous.medium)


def subject_option(
    text: str,
    chunk: Chunk,
    rule: str,
    shape: Shape,
    words: WordClasses,
    place: str,
    between: str,
    number: int = -1,
) -> Option:
    """The option that a noun phrase nearby, without a cue of its own, is speaking.

    ``place`` says which of the sentence's noun phrases it is, ``between`` are the letters up to the
    quotation, ``number`` is its chunk in the quotation's paragraph, -1 where it stands elsewhere.
    """
    mention = mention_of(text, chunk)
    form = form_of(mention.text, chunk.letter, words)
    features = [
        feature.RULE(rule),
        feature.RULE_SPAN(rule, "fragment" if shape.fragment else "clause"),
        feature.RULE_PLACE(rule, place),
        feature.RULE_DISTANCE(rule, _distance(len(between))),
        feature.RULE_LENGTH(rule, shape.size),
    ]
    own, _, noun = mention.text.lower().rpartition(" ")
    if own.partition(" ")[0] in POSSESSIVES and words.classes.get(noun) == CLAIM:
        features.append(feature.SOMEBODYS_CLAIM)
    if shape.colon:
        features.append(feature.MARK_BEFORE)
    if CUE in between or SAYING in between:
        features.append(feature.RULE_CUE_BETWEEN(rule))
    if CLAIM in between:
        features.append(feature.RULE_CLAIM_BETWEEN(rule))
    return Option(mention, rule, tuple(features), chunk=number, form=form)
