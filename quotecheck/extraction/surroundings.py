"""What stands around a quotation and a possible speaker of it, as features of the option.

All is told by chunk letters, and a feature's name says them in words: the same surroundings come
again and again, so each is put into words once.
"""

from __future__ import annotations

from functools import lru_cache

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
_SHORT = 4
_CACHED = 1 << 15


def name_of_letter(letter: str) -> str:
    """What a chunk letter stands for, in words; nothing for the end of a sentence."""
    return _NAMES_OF_LETTERS.get(letter or "^", "something else")


@lru_cache(_CACHED)
def in_words(letters: str) -> str:
    """Chunk letters in words: “a cue, that, an object”."""
    return " + ".join(map(name_of_letter, letters)) or "nothing"


def features(
    letters: str, speaker: int, quotation: int, form: str, opening: str
) -> tuple[str, ...]:
    """How the speaker at one chunk stands to the quotation at another.

    ``opening`` says how the quotation begins: in the middle of a sentence, after a colon.
    """
    if speaker < quotation:
        start = max(letters.rfind(".", 0, speaker), letters.rfind("E", 0, speaker)) + 1
        return _before(
            letters[max(start, speaker - 2) : speaker],
            letters[speaker + 1 : quotation],
            form,
            letters[quotation + 1 : quotation + 2],
            _subjects(letters[start:speaker]),
            opening,
        )
    return _after(
        letters[quotation + 1 : speaker], letters[speaker + 1 : speaker + 3], form, opening
    )


@lru_cache(_CACHED)
def _subjects(earlier: str) -> int:
    return min(2, earlier.count("S") + earlier.count("s"))


def _count(number: int) -> str:
    return "no" if number == 0 else "one" if number == 1 else "two" if number == 2 else "more"


@lru_cache(_CACHED)
def _before(
    left: str, between: str, form: str, follows: str, earlier: int, opening: str
) -> tuple[str, ...]:
    after = between[:1]
    found = [
        f"before, follows {in_words(between[:2])}",
        f"before, {form}, follows {name_of_letter(after)}",
        f"before, after {in_words(left[-1:])}, follows {name_of_letter(after)}",
        f"before, after {in_words(left)}",
        f"before, last {in_words(between[-2:])}",
        f"before, {_count(earlier)} subject earlier, {form}",
        f"before {opening}, follows {name_of_letter(after)}, last {name_of_letter(between[-1:])}",
    ]
    if len(between) <= _SHORT:
        found.append(f"before, between {in_words(between)}")
    else:
        found.append(f"before, between {in_words(between[:2])} … {in_words(between[-2:])}")
    cues = sum(map(between.count, "VG"))
    nearer = between.count("SV") + between.count("sV")
    inside = between.count("S") + between.count("s")
    found.append(f"before, {_count(cues)} cue between, {_count(nearer)} with a subject")
    found.append(f"before, {_count(inside)} subject between, {_count(cues)} cue")
    found.append(f"before {opening}, {_count(inside)} subject between")
    found.append(f"before {opening}, {_count(cues)} cue between, {_count(nearer)} with a subject")
    found.append(f"before {opening}, {form}, follows {name_of_letter(after)}")
    last = max(map(between.rfind, "VGCAP"))
    if last >= 0:
        governs = between[last]
        whose = max(map(between.rfind, "Ss", (0, 0), (last, last)))
        found.append(
            f"before, the last is {name_of_letter(governs)}, "
            + ("of another" if whose >= 0 else "its own" if last <= 1 else "maybe its own")
        )
        rest = between[last + 1 :]
        found.append(f"before, then {in_words(rest[:3])}" if len(rest) <= 3 else "before, then more")
        found.append(f"before, {_count(rest.count('S') + rest.count('s'))} subject since the cue")
    else:
        verbs = between.count("e")
        found.append(f"before, no cue, {_count(verbs)} verb, {form}")
        found.append(f"before, no cue, a quotation before {name_of_letter(follows)}")
    for mark in "h,;-:wQb":
        if mark in between:
            found.append(f"before, {in_words(mark)} between, {_count(cues)} cue")
    return tuple(found)


@lru_cache(_CACHED)
def _after(between: str, follows: str, form: str, opening: str) -> tuple[str, ...]:
    found = [
        f"after, {form}, follows {name_of_letter(follows[:1])}",
        f"after, follows {in_words(follows)}",
        f"after, last {in_words(between[-2:])}",
    ]
    if len(between) <= _SHORT:
        found.append(f"after, between {in_words(between)}")
    else:
        found.append(f"after, between {in_words(between[:2])} … {in_words(between[-2:])}")
    inside = between.count("S") + between.count("s")
    cues = sum(map(between.count, "VGA"))
    found.append(f"after, {_count(inside)} subject between, {_count(cues)} cue")
    found.append(f"after {opening}, {name_of_letter(between[:1])} to {in_words(follows[:1])}")
    if "." in between:
        found.append("after, a sentence between")
    return tuple(found)


def ranks(places: list[int], quotation: int, letters: str) -> list[tuple[str, ...]]:
    """Where each place, in text order, stands among those that may be speaking."""
    before = [place for place in places if place < quotation]
    after = [place for place in places if place > quotation]
    found: list[tuple[str, ...]] = []
    start = max(letters.rfind(".", 0, quotation), letters.rfind("E", 0, quotation))
    cues = [p for p in before if letters[p + 1 : p + 2] in "VG" and p > start]
    reported = any(letters[p + 1 : p + 2] == "V" or letters[p - 1] == "V" for p in after[:1])
    for place in places:
        if place < quotation:
            near = len(before) - before.index(place)
            own = place in cues
            names = [
                f"place {min(near, 5)} before of {min(len(before), 5)}",
                f"place {min(near, 4)} before, {'a' if own else 'no'} cue of its own",
                f"before, {'a' if reported else 'no'} speaker after",
            ]
            if cues:
                which = (
                    "the last" if place == cues[-1] else "the first" if place == cues[0] else
                    "between" if place > cues[0] and place < cues[-1] else
                    "after" if place > cues[-1] else "before"
                )
                names.append(f"before, {which} of {min(len(cues), 3)} with a cue")
            found.append(tuple(names))
        else:
            far = after.index(place) + 1
            found.append((f"place {min(far, 4)} after of {min(len(after), 4)}",
              f"place {min(far, 4)} after, {_count(min(3,len(cues)))} cue before"))
    return found
