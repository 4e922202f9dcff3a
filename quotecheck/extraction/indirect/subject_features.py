"""The features of a noun phrase that may be the subject of a cue.

They come from the chunks of the sentence, the words of the noun phrase and the word before it. The
same surroundings recur, so each is spelled out once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from quotecheck.extraction.attribution.context_features import word_before
from quotecheck.extraction.attribution.options import form_of
from quotecheck.extraction.reading import vocabulary as feature
from quotecheck.extraction.reading.alphabet import BY, CUE, NOUN, PASSIVE, SAYING, SPEAKER, TO, VERB
from quotecheck.extraction.reading.vocabulary import count, letters_in_words, name_of_letter
from quotecheck.extraction.reading.word_classes import WordClasses

NOUNS = frozenset("sSOC")
"""The chunk letters of nouns, which report as well."""
WordPlace = tuple[int, int]
Features = tuple[str, ...]
"""Features that come together. There are few such groups, so each is made and weighed once."""

_CLAUSE = re.compile("[,;:(-]")
_WITH_VERB = re.compile("[Ssw](?=[VeP])")
_ABBREVIATION = re.compile(r"(?:[A-Z]\.){2,}|[A-Z][a-z]{1,4}\.|[RD]-.*")
_EXACT = 5  # chunks between a subject and its cue that are listed one by one
_CACHED = 1 << 15
_WORD = 20
_NEAR = {
    "": "right before the cue",
    "t": "before the cue with to",
    ",": "before the cue with a comma",
}
# A sentence without prepositional phrases, objects and modifiers.
_BARE = str.maketrans("VPs(:;", "eeS---", "oOmikYzr)")
_EXACT_BARE = 7
_SINGULAR = frozenset({"he", "she", "it", "that", "this", "one"})
_PLURAL = frozenset(
    {"they", "we", "i", "you", "those", "these", "both", "some", "many", "few", "others", "most"}
)
_DETERMINERS = ("The ", "A ", "An ")
_OF_ONE = frozenset({"has", "is", "was", "does", "doesn't", "doesn’t", "isn't", "hasn't"})
_OF_MANY = frozenset({"have", "are", "were", "do", "don't", "don’t", "aren't", "haven't"})
_BEFORE_INFINITIVES = frozenset(
    {"would", "will", "can", "could", "should", "may", "might", "must", "to", "not", "did", "and"}
    | {"didn't", "didn’t", "doesn't", "doesn’t", "won't", "wouldn't", "or"}
)


class Cue(NamedTuple):
    """A cue: the number of its chunk, its place, its base form, and the ends of its sentence in
    chunks."""

    at: int
    place: WordPlace
    base: str
    sentence: WordPlace


def kind_of_cue(text: str, letters: str, cue: Cue) -> str:
    """The kind of a cue: a noun, a verb, an infinitive, a form in -ing."""
    letter, at = letters[cue.at], cue.at
    if letter in NOUNS:
        return "a noun"
    ending = " -ing" if text[slice(*cue.place)].lower().endswith("ing") else ""
    name = name_of_letter(letter) + ending
    return f"to {name}" if at and letters[at - 1] == TO else name


def of_words(mention: str, letter: str, kind: str, words: WordClasses) -> list[Features]:
    """Features from the words of a noun phrase."""
    form = form_of(mention, letter, words)
    if form == feature.NAMED:
        if _ABBREVIATION.fullmatch(mention):
            form = feature.ABBREVIATION
        return [_of_form(form, kind)]
    first, _, last = mention.lower().rpartition(" ")
    return [_of_form(form, kind), _of_nominal(first.partition(" ")[0], last, kind)]


def near_cue(letters: str, number: int, at: int) -> str:
    """The distance of a chunk from the cue ``at``, in words."""
    if number > at:
        return "right after the cue" if number == at + 2 else "after the cue"
    if at - number > 2:
        return "far from the cue"
    return _NEAR.get(letters[number + 1 : at], "near the cue")


def after_word(text: str, start: int, near: str) -> Features:
    """The word before a noun phrase: “after Quill said”, “criticism from rivals”."""
    word = word_before(text, start)
    return _after_word(word.lower() if word.isalpha() else word[-1:], near)


def agreement(verb: str, mention: str, words: WordClasses) -> Features:
    """Features from the agreement in number of a noun phrase and the verb ``verb``."""
    return _agreement(verb, _number_of(mention, words))


def verb_number(text: str, letters: str, cue: Cue) -> str:
    """Return "one" or "many" as the form of a verb shows; an empty text if it shows neither."""
    start, end = cue.place
    if letters[cue.at] in NOUNS or letters[cue.at - 1 : cue.at] == TO:
        return ""
    first, space, word = text[start:end].lower().rpartition(" ")
    ahead = text[max(0, start - _WORD) : max(0, start - 1)].rpartition(" ")[2].lower()
    helper = first.partition(" ")[0] if space else ahead
    if helper in _OF_ONE:
        return "one"
    if helper in _OF_MANY:
        return "many"
    if word.endswith("s") and word[:-1] in (cue.base, cue.base + "e"):
        return "one"
    if word == cue.base and helper not in _BEFORE_INFINITIVES:
        return "many"
    return ""


def standing(letters: str, number: int, cue: Cue, kind: str) -> list[Features]:
    """Features from the place of a chunk relative to a cue."""
    (start, _), at = cue.sentence, cue.at
    letter = letters[number]
    if number > at:
        before, left = letters[number - 1], letters[at - 1 : at]
        return [
            _after(before, left, kind, min(3, at - start)),
            _beside("after", cue.base, letter),
        ]
    between = letters[number + 1 : at]
    earlier = letters[start:number]
    clauses = _CLAUSE.split(between)
    own = "a noun" if SPEAKER in clauses[-1] or NOUN in clauses[-1] else "no noun"
    exact = between if len(between) <= _EXACT else ""
    found = [
        _nouns(kind, letter, min(3, _count(between)), min(3, _count(earlier))),
        _clauses(
            kind,
            "with a verb" if between[:1] in (CUE, VERB, PASSIVE, SAYING) else "without a verb",
            min(2, len(_WITH_VERB.findall(between))),
            min(2, len(_WITH_VERB.findall(earlier))),
            min(3, len(clauses) - 1),
            own,
        ),
        _between(kind, exact, between[:3], between[-3:]),
        _left(earlier[-2:]),
        _beside("before", cue.base, letter),
        _sides(earlier[-2:], between[:1], letter, between[-1:]),
        _near(near_cue(letters, number, at), cue.base, kind),
        _bare_between(_bare(between), _bare(earlier)[-2:], kind, letter),
    ]
    if letters[at + 1 : at + 2] == BY:
        found.append(_by(kind, letter))
    return found


@lru_cache(_CACHED)
def guessed(kind: str) -> Features:
    """Features of the subject that the chunks alone suggest."""
    return feature.GUESSED, feature.GUESSED_OF(kind)


def _count(letters: str) -> int:
    return letters.count(SPEAKER) + letters.count(NOUN)


def _number_of(mention: str, words: WordClasses) -> str:
    lower = mention.lower()
    if lower in _SINGULAR:
        return "one"
    if lower in ("who", "which"):
        return "a relative"
    last = lower.rpartition(" ")[2]
    if lower in _PLURAL or last in words.plural or " and " in lower:
        return "many"
    ending = last.endswith("s") and not last.endswith("ss")
    if mention[:1].islower() or mention.startswith(_DETERMINERS):
        return "a noun in -s" if ending else "a noun"
    return "a name in -s" if ending else "a name"


@lru_cache(_CACHED)
def _bare(letters: str) -> str:
    """Chunk letters without phrases: subjects, verbs, conjunctions and marks."""
    return letters.translate(_BARE).replace("te", TO).replace("tG", TO)


@lru_cache(_CACHED)
def _of_form(form: str, kind: str) -> Features:
    return (feature.SUBJECT_FORM(kind, form),)


@lru_cache(_CACHED)
def _of_nominal(first: str, last: str, kind: str) -> Features:
    if first:
        return feature.SUBJECT_LAST_WORD(last), feature.SUBJECT_FIRST_WORD(first)
    return feature.SUBJECT_LAST_WORD(last), feature.SUBJECT_ONLY_WORD(kind, last)


@lru_cache(_CACHED)
def _after_word(word: str, near: str) -> Features:
    return feature.SUBJECT_AFTER_WORD(word), feature.SUBJECT_NEAR_AFTER_WORD(near, word)


@lru_cache(_CACHED)
def _agreement(verb: str, mention: str) -> Features:
    return (feature.AGREEMENT(mention, verb),)


@lru_cache(_CACHED)
def _after(previous: str, left: str, kind: str, earlier: int) -> Features:
    before = name_of_letter(previous)
    return (
        feature.BEHIND(kind, before),
        feature.BEHIND_EARLIER(kind, before, count(earlier)),
        feature.BEHIND_CUE(kind, before, name_of_letter(left)),
    )


@lru_cache(_CACHED)
def _beside(where: str, base: str, letter: str) -> Features:
    return (feature.BESIDE_WORD(where, base, name_of_letter(letter)),)


@lru_cache(_CACHED)
def _nouns(kind: str, letter: str, between: int, earlier: int) -> Features:
    return (
        feature.SUBJECT_CHUNK(kind, name_of_letter(letter)),
        feature.NOUNS_BETWEEN(kind, count(between)),
        feature.NOUNS_EARLIER(kind, count(earlier)),
    )


@lru_cache(_CACHED)
def _clauses(
    kind: str, verb: str, doing: int, doing_earlier: int, marks: int, own: str
) -> Features:
    """Features of the clauses between the two; ``own`` says whether the cue's clause has a noun."""
    return (
        feature.SUBJECTS_BETWEEN(kind, verb, count(doing), count(doing_earlier)),
        feature.MARKS_BETWEEN(kind, verb, count(marks)),
        (feature.OWN_NOUN_MARKS if marks else feature.OWN_NOUN)(kind, own),
    )


@lru_cache(_CACHED)
def _between(kind: str, exact: str, first: str, last: str) -> Features:
    if exact:
        between = feature.SUBJECT_BETWEEN(kind, letters_in_words(exact))
    else:
        between = feature.SUBJECT_FAR(
            kind, letters_in_words(first[:2]), letters_in_words(last[-2:])
        )
    return (
        between,
        feature.SUBJECT_LAST_OF(kind, letters_in_words(last[-2:])),
        feature.SUBJECT_LAST(letters_in_words(last)),
        feature.SUBJECT_FOLLOWS(letters_in_words(first)),
    )


@lru_cache(_CACHED)
def _left(letters: str) -> Features:
    return (feature.SUBJECT_AFTER(letters_in_words(letters)),)


@lru_cache(_CACHED)
def _sides(left: str, right: str, letter: str, last: str) -> Features:
    """Features of both sides of a noun phrase: an apposition has a comma on each side."""
    who, before = name_of_letter(letter), letters_in_words(left[-1:])
    return (
        feature.SUBJECT_SIDES(letters_in_words(left), letters_in_words(right)),
        feature.CHUNK_SIDES(who, before, letters_in_words(right)),
        feature.CHUNK_AFTER(who, before, letters_in_words(last)),
    )


@lru_cache(_CACHED)
def _near(near: str, base: str, kind: str) -> Features:
    return feature.NEAR_WORD(near, base), feature.NEAR_KIND_WORD(near, kind, base)


@lru_cache(_CACHED)
def _bare_between(bare: str, left: str, kind: str, letter: str) -> Features:
    who = name_of_letter(letter)
    if len(bare) > _EXACT_BARE:
        first, last = letters_in_words(bare[:3]), letters_in_words(bare[-3:])
        return (
            feature.BARE_FAR(who, first, last),
            feature.BARE_FIRST(kind, first),
            feature.BARE_LAST(kind, last),
        )
    between = letters_in_words(bare)
    return (
        feature.BARE(who, between),
        feature.BARE_OF(kind, between),
        feature.BARE_AFTER(kind, who, letters_in_words(left), between),
    )


@lru_cache(_CACHED)
def _by(kind: str, letter: str) -> Features:
    return feature.BY_AFTER_OF(kind), feature.BY_AFTER(name_of_letter(letter))
