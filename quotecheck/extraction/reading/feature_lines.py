"""Checking that a line is a feature, that is, one that a family of the vocabulary can write.

A test checks every weight, so that vocabulary and weights can only change together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import cycle

from quotecheck.extraction.reading.alphabet import IN_WORDS
from quotecheck.extraction.reading.vocabulary import (
    ABBREVIATION,
    BREVITIES,
    CHUNKS,
    COUNTS,
    DISTANCES,
    ENDINGS,
    FAR_FROM_QUOTATION,
    FAR_FROM_REPORT,
    INDIRECT,
    LEADS,
    LENGTHS,
    NAMED,
    NEARNESS,
    NO_CUE_AFTER,
    NOBODY,
    NOMINAL,
    NOTHING,
    OPENINGS,
    OUTLET,
    PLACE,
    PLACES,
    POSSESSIVES,
    PRONOUNS,
    RULES,
    SLOT,
    SOMETHING,
    TEMPLATES,
    WEAK_NOMINAL,
    name_of_letter,
    pronoun_form,
)
from quotecheck.rules.attribution import RELATIONS


def _any(values: Iterable[str], *, plain: bool = True) -> str:
    """A pattern for one of some values."""
    return f"(?:{'|'.join(map(re.escape, values) if plain else values)})"


_OPEN = r"(?:[^“”]+|[“”]?)"  # a word of the text, or the mark in its place
_TOKENS = (*IN_WORDS.values(), SOMETHING)
_CHUNKS = (*IN_WORDS.values(), NOTHING, SOMETHING)
_SEVERAL = rf"{_any(_CHUNKS)}(?: \+ {_any(_CHUNKS)})*"
_FORMS = (*map(pronoun_form, PRONOUNS), NAMED, NOMINAL, WEAK_NOMINAL, PLACE, OUTLET)
_CUES = [name_of_letter(letter) for letter in "VGPeoA"]
_NUMBERS = ("one", "many", "a relative", "a noun", "a name", "a noun in -s", "a name in -s")
_VALUES = {
    "word": _OPEN,
    "base": r"(?:noun )?[^\W_]+(?:[’'-]\w+)*",
    "first_word": r"(?:another word|[’'\w-]+)",
    "mark": r"\S",
    "chunks": _SEVERAL,
    "border": rf"{_SEVERAL}(?:, “{_OPEN}”)?",
    "after": _any((FAR_FROM_REPORT, FAR_FROM_QUOTATION, _SEVERAL), plain=False),
    "chunk": _any(_CHUNKS),
    "token": _any(_TOKENS),
    "report_cue": _any([name_of_letter(letter) for letter in "VGPeoAsSOC"]),
    "cue_kind": rf"(?:a noun|(?:to )?{_any(_CUES)}(?: -ing)?)",
    "form": _any(_FORMS),
    "form_or_nobody": _any((*_FORMS, NOBODY)),
    "form_or_short": _any((*_FORMS, ABBREVIATION)),
    "relation": _any(RELATIONS),
    "indirect": _any(INDIRECT),
    "length": _any(LENGTHS),
    "chunk_count": _any(CHUNKS),
    "count": _any(COUNTS),
    "opening": _any(OPENINGS),
    "ending": _any(ENDINGS),
    "distance": _any(DISTANCES),
    "brevity": _any(BREVITIES),
    "near": _any(NEARNESS),
    "lead": _any(LEADS),
    "side": _any(("before", "after")),
    "span": _any(("fragment", "clause")),
    "place": _any((*PLACES, *POSSESSIVES)),
    "rest": _any(("nothing", "a report", "words")),
    "reports": _any(("reports", "does not")),
    "reporting": _any(("reports", "does not report")),
    "cue": _any(("a cue", "no cue")),
    "far": _any(("right before", "near", "far")),
    "whose": _any((NO_CUE_AFTER, "its own cue", "another’s cue", "a cue after the object")),
    "owner": _any(("an outlet", "a name")),
    "number": _any(_NUMBERS),
    "verb_number": _any(("one", "many")),
    "with_verb": _any(("with a verb", "without a verb")),
    "own_noun": _any(("a noun", "no noun")),
}


def is_feature(line: str, patterns: Iterable[str] = ()) -> bool:
    """Return whether a family writes this line, where the rules have ``patterns`` with these
    names."""
    return _lines(frozenset(patterns)).fullmatch(line) is not None


@lru_cache(4)
def _lines(patterns: frozenset[str]) -> re.Pattern[str]:
    """A pattern for every possible feature."""
    values = {**_VALUES, "rule": _any((*RULES, *patterns))}
    return re.compile(
        "|".join(
            "".join(
                values[piece] if slot else re.escape(piece)
                for slot, piece in zip(cycle((False, True)), SLOT.split(template))
            )
            for template in TEMPLATES
        )
    )
