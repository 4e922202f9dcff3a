"""Features from what stands around a quotation and a possible speaker.

Surroundings are read as chunk letters, and a feature's name spells them out in words. The same
surroundings recur, so each is spelled out once.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quotecheck.extraction.reading import vocabulary as feature
from quotecheck.extraction.reading.alphabet import NOUN, SENTENCE, SPEAKER, VERB
from quotecheck.extraction.reading.vocabulary import count, letters_in_words, name_of_letter

_REPORT = re.compile("[Ss]V|V[SO]")
_SHORT = 4
_WORD = 20  # characters
_CACHED = 1 << 15


def word_before(text: str, place: int) -> str:
    """The word (or mark) before a place, set off by a space; empty if there is no space."""
    ahead = text[max(0, place - _WORD) : place]
    return ahead[:-1].rpartition(" ")[2] if ahead[-1:] == " " else ""


def features(
    letters: str, speaker: int, quotation: int, form: str, opening: str, ending: str
) -> tuple[str, ...]:
    """Features of a speaker at one chunk for a quotation at another.

    ``opening`` says how the quotation begins: in the middle of a sentence, after a colon;
    ``ending`` says how it ends.
    """
    if speaker < quotation:
        start = max(letters.rfind(".", 0, speaker), letters.rfind(SENTENCE, 0, speaker)) + 1
        return _before(
            letters[max(start, speaker - 2) : speaker],
            letters[speaker + 1 : quotation],
            form,
            _subjects(letters[start:speaker]),
            opening,
        )
    return _after(
        letters[quotation + 1 : speaker], letters[speaker + 1 : speaker + 3], opening, ending
    )


def cue(
    letters: str, speaker: int, quotation: int, rule: str, form: str, rest: str
) -> tuple[str, ...]:
    """Features that say whether the last cue before the quotation belongs to a speaker before it.

    ``rest`` says what follows the quotation in the sentence.
    """
    return _cue(letters[speaker], letters[speaker + 1 : quotation], rule, form, rest)


@lru_cache(_CACHED)
def _cue(speaker: str, between: str, rule: str, form: str, rest: str) -> tuple[str, ...]:
    last = max(map(between.rfind, "VGC"))
    if last < 0:
        whose = how = feature.NO_CUE_AFTER
    else:
        nearest = max(map(between[:last].rfind, "Ssw"))
        own = "its own cue" if speaker in "Ssw" else "a cue after the object"
        whose = "another’s cue" if nearest >= 0 else own
        tell = feature.LAST_CUE_NEXT if nearest == last - 1 else feature.LAST_CUE
        how = tell(whose, name_of_letter(between[last]))
    return (
        feature.RULE_LAST_CUE(rule, whose),
        feature.FORM_LAST_CUE(form, whose),
        how,
        feature.RULE_BEFORE(rule, rest),
    )


@lru_cache(_CACHED)
def rest_of_sentence(after: str) -> str:
    """The rest of the sentence after a quotation, in words."""
    if not after.strip("."):
        return "nothing"
    return "a report" if _REPORT.search(after) else "words"


@lru_cache(_CACHED)
def _subjects(earlier: str) -> int:
    return min(2, earlier.count(SPEAKER) + earlier.count(NOUN))


@lru_cache(_CACHED)
def _before(left: str, between: str, form: str, earlier: int, opening: str) -> tuple[str, ...]:
    after = between[:1]
    found = [
        feature.BEFORE_FOLLOWS(letters_in_words(between[:2])),
        feature.BEFORE_FORM_FOLLOWS(form, name_of_letter(after)),
        feature.BEFORE_SIDES(letters_in_words(left[-1:]), name_of_letter(after)),
        feature.BEFORE_AFTER(letters_in_words(left)),
        feature.BEFORE_LAST(letters_in_words(between[-2:])),
        feature.BEFORE_EARLIER_FORM(count(earlier), form),
        feature.BEFORE_EARLIER(count(earlier), name_of_letter(left[-1:])),
    ]
    cues = count(sum(map(between.count, "VG")))
    nearer = count(between.count("SV") + between.count("sV"))
    found.append(feature.BEFORE_CUES(opening, cues, nearer))
    if max(map(between.rfind, "VGCAP")) < 0:
        found.append(feature.BEFORE_VERBS(count(between.count(VERB)), form))
    found += [
        feature.BEFORE_MARK(letters_in_words(mark), cues) for mark in "h,;-:wQb" if mark in between
    ]
    return tuple(found)


@lru_cache(_CACHED)
def _after(between: str, follows: str, opening: str, ending: str) -> tuple[str, ...]:
    found = [
        feature.AFTER_FOLLOWS(letters_in_words(follows)),
        feature.AFTER_ENDING(ending, letters_in_words(between[:2]), name_of_letter(follows[:1])),
        feature.AFTER_ENDING_FIRST(ending, letters_in_words(between[:1])),
        feature.AFTER_LAST(letters_in_words(between[-2:])),
    ]
    if len(between) <= _SHORT:
        found.append(feature.AFTER_BETWEEN(letters_in_words(between)))
    else:
        found.append(
            feature.AFTER_FAR(letters_in_words(between[:2]), letters_in_words(between[-2:]))
        )
    inside = between.count(SPEAKER) + between.count(NOUN)
    cues = sum(map(between.count, "VGA"))
    found.append(feature.AFTER_COUNTS(count(inside), count(cues)))
    found.append(
        feature.AFTER_OPENING(opening, name_of_letter(between[:1]), name_of_letter(follows[:1]))
    )
    if "." in between:
        found.append(feature.AFTER_SENTENCE)
    return tuple(found)
