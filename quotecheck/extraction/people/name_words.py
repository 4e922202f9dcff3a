"""The rules' words about names, folded once and ready for lookup."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from quotecheck.extraction.reading.tokens import folded
from quotecheck.rules import Rules
from quotecheck.rules.made import made_once


@dataclass(frozen=True)
class Name:
    """A name without its titles; ``titles`` are those words in lower case, without full stops.

    ``key`` are the tokens as they are compared: lower case, no accents, no full stops.
    """

    tokens: tuple[str, ...]
    titles: tuple[str, ...] = ()
    key: tuple[str, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", tuple(map(folded, self.tokens)))


Placed = tuple[int, int, Name]
"""A name, and the span of its words."""


class NameRun(NamedTuple):
    """The names in a run of capitalised words, with their places in it.

    They are ``settled`` if the words around the run make no difference.
    """

    names: list[Placed]
    settled: bool


@dataclass(frozen=True)
class NameWords:
    """The rules' words about names, in lower case.

    ``run`` finds words that may be names; ``read`` remembers what a run holds.
    """

    given: frozenset[str]
    organizations: frozenset[str]
    companies: frozenset[str]
    epithets: frozenset[str]
    demonyms: frozenset[str]
    unnamed: frozenset[str]
    bodies: frozenset[str]
    honours: frozenset[str]
    abbreviated: frozenset[str]
    parents: frozenset[str]
    offices: frozenset[str]
    run: re.Pattern[str]
    read: dict[str, NameRun] = field(default_factory=dict)


@made_once
def name_words_of(rules: Rules) -> NameWords:
    """The words about names, made once for each version of the rules."""
    lexicon = rules.lexicon
    given = frozenset(map(folded, (*lexicon.female_names, *lexicon.male_names)))
    return NameWords(
        given,
        frozenset(lexicon.organizations),
        frozenset(lexicon.companies),
        frozenset(map(str.lower, lexicon.epithets)),
        frozenset(map(str.lower, lexicon.demonyms)),
        frozenset(lexicon.unnamed),
        frozenset(lexicon.bodies),
        frozenset(lexicon.honours),
        frozenset(
            word.lower().removesuffix(".") for word in (*lexicon.abbreviations, *lexicon.regions)
        ),
        frozenset(lexicon.parents),
        frozenset(lexicon.offices),
        _pattern(lexicon.titles, lexicon.particles),
    )


def _pattern(titles: tuple[str, ...], particles: tuple[str, ...]) -> re.Pattern[str]:
    """A run of capitalised words; only a title's full stop does not end it.

    The rest looks back at the first character, because a pattern that begins with a set of
    characters is many times faster to search for.
    """
    dotted = [*(title for title in titles if title.endswith(".")), "St."]
    after_first = "|".join(f"(?<={title[0]}){re.escape(title[1:])}" for title in dotted)
    word = r"\w*(?:(?:[-.&]|['’](?!(?:[sS]|d|ve|ll|re|m)\b))[^\W\d_]\w*)*"
    first = rf"(?:(?:{after_first}|(?<=[A-Z])\.(?:[A-Z]\.)*)(?!\w)|{word})"
    whole = "|".join(map(re.escape, dotted))
    token = rf"(?:(?:{whole}|(?:[A-Z]\.)+)(?!\w)|[^\W\d_a-z]{word})"
    small = "|".join(particles)
    more = rf",? (?:Jr|Sr)\.|,? I{{2,3}}\b| (?:& )?(?:(?:{small})[ -]){{0,2}}{token}"
    capital = r"(?<=[^\W\d_])(?<!\w.)(?<![’'].)"
    # All characters except the ASCII ones other than capitals and "@": a set that compiles quickly.
    return re.compile(rf"[^\x00-?\[-\x7f](?:(?<=@)\w+|{capital}{first}(?:{more})*)")
