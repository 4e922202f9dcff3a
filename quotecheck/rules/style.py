"""The section of a rules file on house style: forms that may be written in several ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quotecheck.rules.convert import Refused, Spoken, refuse_lone
from quotecheck.rules.records import RuleRecord


@dataclass(init=False, eq=False, repr=False)
class SpokenNumbers(RuleRecord):
    """The words that numbers are spoken with.

    ``points`` stand before decimals ("six point two"), ``noughts`` for 0 ("one oh five"),
    ``fractions`` maps a word to the parts of one that it names (half: 2), ``hundredths`` are of a
    currency ("fifty pence"), ``signs`` make a number negative. ``past`` and ``to`` stand between
    minutes and an hour ("ten past seven"), ``full_hours`` after one ("five o'clock").
    """

    points: tuple[Spoken, ...] = ()
    noughts: tuple[Spoken, ...] = ()
    fractions: Mapping[Spoken, int] = field(default_factory=dict)
    hundredths: tuple[Spoken, ...] = ()
    past: tuple[Spoken, ...] = ()
    to: tuple[Spoken, ...] = ()
    signs: tuple[Spoken, ...] = ()
    full_hours: tuple[Spoken, ...] = ()

    def __post_init__(self) -> None:
        for word, parts in self.fractions.items():
            if parts < 2:
                raise Refused(f"{word} must be 2 or more", field="fractions", entry=word)


@dataclass(init=False, eq=False, repr=False)
class Style(RuleRecord):
    """Spellings and forms that house style may write in different ways: both sides are folded to
    one form.

    ``contractions`` maps a spoken or short form to the words it stands for, ``clitics`` the ending
    of a word to a word ("'re": are), ``numbers`` a number word to digits, ``magnitudes`` one that
    multiplies what stands before it to what it multiplies by, ``magnitude_letters`` the same for
    what stands right after a figure ("$3bn"), ``spoken_numbers`` holds the other words of numbers
    as people say them, ``spellings`` maps one word to another, ``endings`` the ending of a word of
    six letters or more, ``doubling`` holds the words whose final l is doubled in British spelling.
    Each entry of ``equivalents``, ``currencies`` and ``units`` holds words that may stand for each
    other, written ``one = other = third``.
    """

    contractions: Mapping[Spoken, Spoken] = field(default_factory=dict)
    clitics: Mapping[Spoken, Spoken] = field(default_factory=dict)
    numbers: Mapping[Spoken, Spoken] = field(default_factory=dict)
    magnitudes: Mapping[Spoken, int] = field(default_factory=dict)
    magnitude_letters: Mapping[Spoken, int] = field(default_factory=dict)
    spoken_numbers: SpokenNumbers = field(default_factory=SpokenNumbers)
    currencies: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    spellings: Mapping[Spoken, Spoken] = field(default_factory=dict)
    endings: Mapping[Spoken, Spoken] = field(default_factory=dict)
    doubling: tuple[Spoken, ...] = ()
    equivalents: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for word, number in self.magnitudes.items():
            if number < 2:
                raise Refused(f"{word} must be 2 or more", field="magnitudes", entry=word)
        for name in ("spellings", "contractions", "numbers", "magnitudes"):
            for word, meant in getattr(self, name).items():
                if len(word.split()) != 1:
                    message = f"{word!r} is more than one word, and is never found"
                    hint = f"write  equivalents: [{word} = {meant}]"
                    raise Refused(message, field=name, entry=word, hint=hint)
        refuse_lone(self, "equivalents", "currencies", "units")
