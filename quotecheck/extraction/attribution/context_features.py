"""What stands around a quotation and a possible speaker of it, as features of the option.

All is told by chunk letters, and a feature's name says them in words: the same surroundings come
again and again, so each is put into words once.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quotecheck.extraction.reading.alphabet import NOUN, SENTENCE, SPEAKER, VERB

_NAMES_OF_LETTERS = {
    "^": "nothing",
    "S": "a name",
    "O": "an object",
    "s": "a noun",
    "V": "a cue",
    "G": "a saying",
    "C": "a claim",
    "A": "according",
    "P": "a passive",
    "i": "a preposition",
    "e": "a verb",
    "t": "to",
    "h": "that",
    "w": "who",
    "z": "as",
    "Y": "by",
    "b": "a conjunction",
    "m": "him",
    "o": "a word",
    ",": "a comma",
    ":": "a colon",
    "-": "a dash",
    "(": "a bracket",
    ".": "a stop",
    "&": "and",
    "Q": "a quotation",
    "E": "a sentence",
    "k": "a possessive",
}
_REPORT = re.compile("[Ss]V|V[SO]")
_SHORT = 4
_WORD = 20  # characters
_CACHED = 1 << 15


def name_of_letter(letter: str) -> str:
    """What a chunk letter stands for, in words; nothing for the end of a sentence."""
    return _NAMES_OF_LETTERS.get(letter or "^", "something else")


def word_before(text: str, place: int) -> str:
    """The word before a place, or what else a space parts from it; nothing without a space."""
    ahead = text[max(0, place - _WORD) : place]
    return ahead[:-1].rpartition(" ")[2] if ahead[-1:] == " " else ""


@lru_cache(_CACHED)
def in_words(letters: str) -> str:
    """Chunk letters in words: “a cue, that, an object”."""
    return " + ".join(map(name_of_letter, letters)) or "nothing"


def features(
    letters: str, speaker: int, quotation: int, form: str, opening: str, ending: str
) -> tuple[str, ...]:
    """How the speaker at one chunk stands to the quotation at another.

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
    """Whose the last cue before the quotation is, for a speaker who stands before it.

    ``rest`` says what the sentence still has after the quotation.
    """
    return _cue(letters[speaker], letters[speaker + 1 : quotation], rule, form, rest)


@lru_cache(_CACHED)
def _cue(speaker: str, between: str, rule: str, form: str, rest: str) -> tuple[str, ...]:
    last = max(map(between.rfind, "VGC"))
    if last < 0:
        whose = how = "no cue after it"
    else:
        nearest = max(map(between[:last].rfind, "Ssw"))
        own = "its own cue" if speaker in "Ssw" else "a cue after the object"
        whose = "another’s cue" if nearest >= 0 else own
        how = f"last {whose}, {name_of_letter(between[last])}"
        if nearest == last - 1:
            how += ", right after"
    return f"{rule}, last {whose}", f"{form}, last {whose}", how, f"{rule}, before {rest}"


@lru_cache(_CACHED)
def rest_of(after: str) -> str:
    """What follows a quotation in its sentence, in words."""
    if not after.strip("."):
        return "nothing"
    return "a report" if _REPORT.search(after) else "words"


@lru_cache(_CACHED)
def _subjects(earlier: str) -> int:
    return min(2, earlier.count(SPEAKER) + earlier.count(NOUN))


def count(number: int) -> str:
    """A number in words, as far as it tells."""
    return "no" if number == 0 else "one" if number == 1 else "two" if number == 2 else "more"


@lru_cache(_CACHED)
def _before(left: str, between: str, form: str, earlier: int, opening: str) -> tuple[str, ...]:
    after = between[:1]
    found = [
        f"before, follows {in_words(between[:2])}",
        f"before, {form}, follows {name_of_letter(after)}",
        f"before, after {in_words(left[-1:])}, follows {name_of_letter(after)}",
        f"before, after {in_words(left)}",
        f"before, last {in_words(between[-2:])}",
        f"before, {count(earlier)} subject earlier, {form}",
        f"before, {count(earlier)} subject earlier, after {name_of_letter(left[-1:])}",
    ]
    cues = count(sum(map(between.count, "VG")))
    nearer = count(between.count("SV") + between.count("sV"))
    found.append(f"before {opening}, {cues} cue between, {nearer} with a subject")
    if max(map(between.rfind, "VGCAP")) < 0:
        found.append(f"before, no cue, {count(between.count(VERB))} verb, {form}")
    found += [
        f"before, {in_words(mark)} between, {cues} cue" for mark in "h,;-:wQb" if mark in between
    ]
    return tuple(found)


@lru_cache(_CACHED)
def _after(between: str, follows: str, opening: str, ending: str) -> tuple[str, ...]:
    found = [
        f"after, follows {in_words(follows)}",
        f"after {ending}, {in_words(between[:2])} to {in_words(follows[:1])}",
        f"after {ending}, {in_words(between[:1])} to it",
        f"after, last {in_words(between[-2:])}",
    ]
    if len(between) <= _SHORT:
        found.append(f"after, between {in_words(between)}")
    else:
        found.append(f"after, between {in_words(between[:2])} … {in_words(between[-2:])}")
    inside = between.count(SPEAKER) + between.count(NOUN)
    cues = sum(map(between.count, "VGA"))
    found.append(f"after, {count(inside)} subject between, {count(cues)} cue")
    found.append(f"after {opening}, {name_of_letter(between[:1])} to {in_words(follows[:1])}")
    if "." in between:
        found.append("after, a sentence between")
    return tuple(found)
