"""Finding the subject of a verb, noun or adjective that reports, by the chunks of its sentence.

A first guess comes from the chunks alone. Learned weights then choose the speaker among all noun
phrases that may be the subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quotecheck.extraction.attribution.options import POSSESSIVES
from quotecheck.extraction.indirect.subject_features import (
    NOUNS,
    Cue,
    Features,
    WordPlace,
    after_word,
    agreement,
    guessed,
    kind_of_cue,
    near_cue,
    of_words,
    standing,
    verb_number,
)
from quotecheck.extraction.reading import vocabulary as feature
from quotecheck.extraction.reading.alphabet import (
    AND,
    BY,
    CONJUNCTION,
    CUE,
    DETERMINER,
    NOUN,
    OBJECT,
    OTHER,
    OWNING,
    PASSIVE,
    PREPOSITION,
    QUOTATIONS,
    SAYING,
    SUBJECTS,
    THAT,
)
from quotecheck.extraction.reading.chunks import Chunked
from quotecheck.extraction.reading.word_classes import WordClasses

# Quill, who built the dam, says; Quill (the younger) says.
_ASIDE = re.compile(r"[Ss](?=(?:,[^,]{1,40},|\([^()]{1,15}\),?)$)")
# Two in three voters say: no list has the noun, but nothing else can be the subject.
_OPEN = re.compile(r"(?:^|[,b&;:(-])[oiO]{0,12}$")
_SUBJECT = re.compile("[Ss]")
_AFTER_COMMA = re.compile(",([Ss])")
_ANY = re.compile("[Ssw]")
_UNKNOWN = re.compile("[oOm]")
_DOING = re.compile("[Ssw](?=o?[VeP])")
# A dam that leaks.
_RELATIVE = re.compile("[SsOo]h[eVP]")
_FAR_AFTER = 30
# Prepositions that are also conjunctions: the row after Quill said.
_JOINING = (" after ", " before ", " until ", " since ", " than ")
# Words that no list has as nouns, but that mean people before a verb.
_SOME = frozenset(
    {"few", "those", "both", "many", "some", "others", "several", "all", "one", "ones"}
)
_PERSUADING = frozenset({"convince", "encourage"})
_NOBODY = frozenset({"who", "none", "no", "no.", "most", "much", "what", "nobody"})


class Subject(NamedTuple):
    """A possible subject of a cue: its place, and the features for it."""

    place: WordPlace
    features: list[Features]


def subjects(
    text: str, chunked: Chunked, cue: Cue, guess: WordPlace | None, words: WordClasses
) -> Iterator[Subject]:
    """Every possible subject of a cue. ``guess`` is the one that the chunks alone suggest."""
    letters = chunked.letters
    starts, ends = chunked.bounds()
    tail = _swallowed(chunked, cue.at)
    if guess is not None and tail is None and letters[max(0, cue.at - 1) : cue.at + 1] == "SV":
        yield Subject(guess, [])  # Quill said: almost always right, and half of all reports
        return
    numbers = list(_numbers(text, chunked, cue))
    if len(numbers) == 1 and tail is None and (starts[numbers[0]], ends[numbers[0]]) == guess:
        yield Subject(guess, [])  # nothing to choose
        return
    kind = kind_of_cue(text, letters, cue)
    verb = verb_number(text, letters, cue)
    is_guessed = False
    for number in numbers:
        place = starts[number], ends[number]
        near = near_cue(letters, number, cue.at)
        features = _of_mention(text, place, letters[number], kind, near, verb, words)
        features += standing(letters, number, cue, kind)
        if place == guess:
            is_guessed = True
            features.append(guessed(kind))
        yield Subject(place, features)
    if tail is not None:
        # It takes the place of the phrase that has swallowed it.
        features = _of_mention(text, tail, "O", kind, feature.WITHIN, verb, words)
        if text.endswith(_JOINING, 0, tail[0]):
            features.append((feature.WITHIN_CLAUSE(kind),))
        yield Subject(tail, features + standing(letters, cue.at - 1, cue, kind))
    if guess is not None and not is_guessed:
        own: list[Features] = [(feature.OWNER_CALLED,), guessed(kind)]
        yield Subject(guess, of_words(text[slice(*guess)], "S", kind, words) + own)
    start, end = cue.place
    before = text.rfind(" ", start, end)
    named = before > start and not names_nobody(text[start:before], words)
    if letters[cue.at] in NOUNS and named and guess != (start, before):
        # “The board estimates”, where no list says that this is a verb.
        inside: list[Features] = [(feature.NOUN_BEGINNING,)]
        words_before = text[start:before]
        yield Subject((start, before), of_words(words_before, "S", kind, words) + inside)


def is_told(chunked: Chunked, cue: Cue, words: WordClasses) -> bool:
    """Return whether the subject of a cue is told what somebody else says: the council was warned
    that the dam was old. A person who was convinced or encouraged holds the view."""
    told = chunked.letters[cue.at] == PASSIVE and cue.base not in _PERSUADING
    return told and cue.base in words.addressing


def teller(chunked: Chunked, cue: Cue) -> WordPlace | None:
    """The agent of a passive cue, if the sentence names one: was warned by Quill that."""
    letters, at = chunked.letters, cue.at
    if letters[at + 1 : at + 2] != BY or letters[at + 2 : at + 3] not in (*SUBJECTS, OBJECT, NOUN):
        return None
    chunk = chunked[at + 2]
    return chunk.start, chunk.end


def names_nobody(phrase: str, words: WordClasses) -> bool:
    """Return whether a phrase says nothing about who is meant: "the", "those", "the most"."""
    return all(
        words.classes.get(word) == DETERMINER or word in _SOME or word in _NOBODY
        for word in phrase.lower().split()
    )


def _of_mention(
    text: str, place: WordPlace, letter: str, kind: str, near: str, verb: str, words: WordClasses
) -> list[Features]:
    """Features from a noun phrase's own words and from the word before it."""
    mention = text[slice(*place)]
    features = of_words(mention, letter, kind, words)
    features.append(after_word(text, place[0], near))
    if verb:
        features.append(agreement(verb, mention, words))
    return features


def _swallowed(chunked: Chunked, at: int) -> WordPlace | None:
    """The noun right before a cue that belongs to a longer phrase: “the row after Quill said”."""
    if at and chunked.letters[at - 1] == OWNING:
        at -= 1
    return chunked.tail(at - 1) if at else None


def _numbers(text: str, chunked: Chunked, cue: Cue) -> Iterator[int]:
    """The chunks of the sentence that may be a subject."""
    letters, at = chunked.letters, cue.at
    start, stop = cue.sentence
    for number in range(start, at):
        letter = letters[number]
        if letter in "SsOmw" or (number == at - 1 and letter in "hoVC"):
            yield number
        elif letter == OTHER:
            chunk = chunked[number]
            word = text[chunk.start : chunk.end].lower()
            if word in POSSESSIVES or (word in _SOME and letters[number + 1] in "eVGP"):
                yield number
        elif letter == THAT and number > start and _RELATIVE.match(letters, number - 1):
            yield number
    for number in range(at + 1, min(stop, at + _FAR_AFTER)):
        letter = letters[number]
        if letter in QUOTATIONS:
            return
        before = letters[number - 1]
        if (letter in SUBJECTS and before == ",") or (
            letter in "Om" and (before == BY or (before == PREPOSITION and number == at + 2))
        ):
            yield number


def subject_of(letters: str, start: int, at: int, stop: int) -> int | None:
    """The number of the chunk that is the subject of another, if the sentence has one.

    ``letters`` are the chunks of a paragraph, ``start`` and ``stop`` the ends of the sentence in
    which the chunk ``at`` stands. Anything set off by commas or brackets is skipped.
    """
    before = letters[at - 1] if at > start else ""
    if before and (before in "wSs" or (before == THAT and letters[at] in "VePo")):
        return at - 1
    if aside := _ASIDE.search(letters, start, at):
        return aside.start()
    if letters[at] == CUE and (
        before == OBJECT or (before == OTHER and _OPEN.search(letters[start:at]))
    ):
        return at - 1
    if letters[at] == SAYING and before in ("", PREPOSITION, CONJUNCTION):
        # “Noting that the dam was old, Quill asked for money.”
        clause = letters[max(start, letters.rfind(",", start, at) + 1) : at]
        found = None if _SUBJECT.search(clause) else _AFTER_COMMA.search(letters, at, stop)
        if found:
            return found.start(1)
    if before == AND and (doing := list(_DOING.finditer(letters, start, at))):
        return doing[-1].start()
    if before and before in ",&b" and (found := _ANY.search(letters, start, at)):
        return found.start()
    last = max(letters.rfind(letter, start, at) for letter in "Ssw")
    if last < 0 and (found := _UNKNOWN.search(letters, start, at)):
        return found.start()
    return last if last >= 0 else None
