"""Deciding the signs of doubtful tokens by the tokens around them."""

from __future__ import annotations

import re

from quotecheck import lazily
from quotecheck.extraction.reading.alphabet import (
    ADVERB,
    ALONE,
    CLAIM,
    DETERMINER,
    DOUBTFUL,
    MANNER,
    NAME,
    NOUN_OR_CUE,
    PART_OR_CUE,
    PARTY,
    PRONOUN,
    REGION,
    STATE,
    TIME,
    TRAILING,
    WORD,
)

_OPENING = re.compile(rf"(?<=\.)[{''.join(DOUBTFUL.values())}]")
_PLAIN = {sign: letter for letter, sign in DOUBTFUL.items()}
_DECIDED = str.maketrans(_PLAIN)
_NAMED = str.maketrans(dict.fromkeys(_PLAIN, "N"))
# The latest report says, Quill’s remark about, the Ellery brand has, state senator: no verbs.
_NOUN = lazily.pattern(
    rf"(?:(?<=k)|(?<=[dk][jau0C])|(?<=[dk][jau0C]{{2}})){NOUN_OR_CUE}(?=[iVexB{NOUN_OR_CUE}])"
    rf"|(?<=k){NOUN_OR_CUE}(?=[h.,;:]|$)|(?:(?<=[dk]N)|(?<=[dk]NN)){NOUN_OR_CUE}(?=[VexB])"
)
_PART = re.compile(rf"{PART_OR_CUE}(?=[TRN])")
# Dalton, N.Y., says; Roe, D-Pa., the whip, says; Roe (D-Pa.) says; the Dalton, N.Y., chapter says.
_PLACING = re.compile(
    rf"(?<=N),[{REGION}{PARTY}{STATE}],(?=[xyB~]*[Ve])|(?<=[NRT])[(][{REGION}{PARTY}][)]"
    rf"|(?<=N),{REGION},(?=[jC]?R)|(?<=N),[{REGION}{PARTY}](?=,)"
)
# “On Monday Quill said”: the preposition goes with the day.
_SOME_TIME = re.compile(rf"(?<![^.])i{TIME}(?=[NTdp])")
# Buoyed by the vote, but: Buoyed said.
_UNNAMED = re.compile(rf"{DOUBTFUL['u']}(?![iYtz])")
_MANNER = re.compile(f"{MANNER}(?=,)")  # Critically, Quill said
_SIGNS = str.maketrans(dict.fromkeys((REGION, PARTY, STATE), "N"))
_ALONE = re.compile(rf"{ALONE}(?=[xyB~]*V)")
_ADVERB = re.compile(rf"(?<=[NTR]){TRAILING}(?=[xyB]*[Ve])")
_OF_STATE = re.compile(rf"(?<=[RT])i{PART_OR_CUE}")  # the secretary of state’s aides
_EITHER = {ord(NOUN_OR_CUE): "V", ord(PART_OR_CUE): "V"}


def decided_letters(letters: str, *, fresh: bool, titled: bool) -> str:
    """The letters, each doubtful one decided, since a capital that opens a sentence says
    nothing."""
    letters = _ALONE.sub(PRONOUN, letters).replace(ALONE, DETERMINER)
    letters = _PLACING.sub(_noise, letters).translate(_SIGNS)
    letters = _SOME_TIME.sub("yy", letters).replace(TIME, ADVERB)
    letters = _MANNER.sub(ADVERB, _UNNAMED.sub(NAME, letters)).replace(MANNER, NAME)
    letters = _ADVERB.sub(ADVERB, letters).replace(TRAILING, WORD)
    if NOUN_OR_CUE in letters or PART_OR_CUE in letters:
        letters = _OF_STATE.sub("RR", letters)
        letters = _PART.sub(WORD, _NOUN.sub(CLAIM, letters)).translate(_EITHER)
    if titled:
        return letters.translate(_DECIDED)
    first = letters[0]
    if first in _PLAIN:
        letters = (_PLAIN[first] if fresh else NAME) + letters[1:]
    if "." in letters:
        letters = _OPENING.sub(_plain, letters)
    return letters.translate(_NAMED)


def _noise(placing: re.Match[str]) -> str:
    return "~" * len(placing.group())


def _plain(sign: re.Match[str]) -> str:
    return _PLAIN[sign.group()]
