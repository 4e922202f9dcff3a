"""The schema of a rules file: one frozen record for each section.

The annotations are the validation (see `quotecheck.rules.convert`); a word list is written as a
YAML list or as one text with commas. A key ``two-words`` in the file is the field ``two_words``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from quotecheck.errors import Fault
from quotecheck.rules.attribution import AttributionRules, Example, Lexicon
from quotecheck.rules.convert import Refused
from quotecheck.rules.limits import Conflicts
from quotecheck.rules.records import RuleRecord
from quotecheck.rules.reports import Reports
from quotecheck.rules.wording import SourceRules, WordingRules


@dataclass(init=False, eq=False, repr=False)
class Person(RuleRecord):
    """A person whom a desk writes about, under the name to use in the record.

    ``aliases`` are other names ("President Trump", "The Donald"), ``handles`` accounts with their
    @, ``titles`` words that can stand for the person without the name ("the president").
    """

    aliases: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for handle in self.handles:
            if not handle.startswith("@") or len(handle) < 2:
                raise Refused(f"{handle!r} is not a handle", field="handles", hint="write @name")

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The short form: ``Donald Trump: "@realDonaldTrump, President Trump"``."""
        names = [name for part in text.split(",") if (name := part.strip())]
        return cls(
            aliases=tuple(name for name in names if not name.startswith("@")),
            handles=tuple(name for name in names if name.startswith("@")),
        )


@dataclass(init=False, eq=False, repr=False)
class Rules(RuleRecord):
    """A whole rules file, checked.

    ``weights`` are the learned ones, by feature; ``notes`` are about lines that do not do what they
    seem to; ``hash`` names this version of the rules.
    """

    version: int = 1
    extends: str | None = None
    people: Mapping[str, Person] = field(default_factory=dict)
    lexicon: Lexicon = field(default_factory=Lexicon)
    attribution: AttributionRules = field(default_factory=AttributionRules)
    examples: Mapping[str, Example] = field(default_factory=dict)
    sources: SourceRules = field(default_factory=SourceRules)
    wording: WordingRules = field(default_factory=WordingRules)
    reports: Reports = field(default_factory=Reports)
    conflicts: Conflicts = field(default_factory=Conflicts)
    weights: Mapping[str, float] = field(default_factory=dict, metadata={"derived": True})
    notes: tuple[Fault, ...] = field(default=(), metadata={"derived": True})
    hash: str = field(default="", metadata={"derived": True})

    def __post_init__(self) -> None:
        if self.version != 1:
            raise Refused(
                f"{self.version} is not a version that this quotecheck reads",
                field="version",
                hint="write  version: 1",
            )
        if not all(name.strip() for name in self.people):
            raise Refused("a person has no name", field="people", hint="write  Name: alias")
