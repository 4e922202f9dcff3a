"""The forms of verbs and nouns, by the rules of English and the lists of exceptions
(``lexicon.irregular`` and ``lexicon.doubling``)."""

from __future__ import annotations

import re

from quotecheck.rules.attribution import Lexicon

_ONE_SYLLABLE = re.compile(r"y?[^aeiouy]*[aeiouy][bdfgklmnprstvz]")  # quip, hum, yap
_UNSTRESSED_L = re.compile(r".*[aeiouy].*[^aeiou][aeiou]l|.*(ia|ua|ue)l")  # label, dial; not reveal
_VOWEL_AND_O = re.compile(r".*[aeiou]o")  # coo, radio
_HISSING = ("s", "sh", "ch", "x", "z")


def forms_of(base: str, lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The finite forms of a verb, beginning with its base form and that in -s, and its -ing forms.

    There are two where British and American spelling differ: labelled, labeled. In a verb with a
    hyphen the last part is inflected: fact-check, fact-checked.
    """
    whole = lexicon.irregular.get(base)
    head, hyphen, tail = base.rpartition("-")
    if hyphen and tail and whole is None:
        finite, gerunds = forms_of(tail, lexicon)
        prefix = head + hyphen
        return tuple(prefix + each for each in finite), tuple(prefix + each for each in gerunds)
    stems = _stems(base, lexicon)
    past = tuple(form for form in whole or () if not form.endswith("ing"))
    gerunds = tuple(form for form in whole or () if form.endswith("ing"))
    return (
        (base, _third(base, stems), *(past or map(_past, stems))),
        gerunds or tuple(map(_gerund, stems)),
    )


def _stems(base: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The stems before -ed and -ing: quipp-, averr-, panick-, and both labell- and label-."""
    if base in lexicon.doubling or _ONE_SYLLABLE.fullmatch(base.replace("qu", "q")):
        return (base + base[-1:],)
    if base.endswith(("ac", "ic", "oc")):
        return (base + "k",)
    if base.endswith("l") and _UNSTRESSED_L.fullmatch(base.replace("qu", "q")):
        return (base + "l", base)
    return (base,)


def _third(base: str, stems: tuple[str, ...]) -> str:
    if base.endswith(("s", "z")):
        return stems[0] + "es"
    if base.endswith(_HISSING) or (base.endswith("o") and not _VOWEL_AND_O.fullmatch(base)):
        return base + "es"
    return base[:-1] + "ies" if _is_after_consonant(base) else base + "s"


def _past(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    return stem[:-1] + "ied" if _is_after_consonant(stem) else stem + "ed"


def _gerund(stem: str) -> str:
    if stem.endswith("ie"):
        return stem[:-2] + "ying"
    if stem.endswith("e") and not stem.endswith(("ee", "oe", "ye")):
        return stem[:-1] + "ing"
    return stem + "ing"


def _is_after_consonant(word: str) -> bool:
    """Return whether a word ends with a y that becomes -ie-: cry, cries."""
    return word.endswith("y") and (word[-2:-1] not in "aeiou" or word[-3:-1] == "qu")


def plural_of(noun: str) -> str:
    """The plural of a noun: city, cities."""
    return noun[:-1] + "ies" if _is_after_consonant(noun) else noun + "s"
