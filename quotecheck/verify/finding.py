"""Finding the places of a quotation in the library, best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from quotecheck.model import Medium, Source, SpeakerMatch, Tier
from quotecheck.rules import Rules
from quotecheck.sources import Library
from quotecheck.sources.library import Place
from quotecheck.verify.lexicon import compile_lexicon
from quotecheck.verify.placement import Placement, lay, place_exactly
from quotecheck.verify.printed import MarkKind, Printed
from quotecheck.verify.speakers import Speakers

_EXACT_POOL = 400  # places of equal words that are ranked
_NEAR_POOL = 8  # places of nearly equal words that are aligned
_OTHER_SPEAKER = 0.15  # of the quality
_LATER = 0.1
_NO_SPEAKER = 0.02
_WRITTEN = frozenset((Medium.TWEET, Medium.POST))
_FAR = 10**6  # days
_TIERS = {tier: number for number, tier in enumerate(Tier)}


@dataclass(frozen=True, slots=True)
class Claim:
    """What an article says: these words, by that speaker, on or before that date."""

    printed: Printed
    speaker: str | None
    date: str | None
    medium: Medium
    only_medium: Medium | None = None


class Finder:
    """Finds quotations in a library."""

    def __init__(self, library: Library, rules: Rules) -> None:
        self.library = library
        self.limits = rules.wording.limits
        self.lexicon = compile_lexicon(rules, library.canon)
        self._speakers = Speakers(rules, library.speakers)

    def find(self, claim: Claim) -> list[Placement]:
        """The places that come nearest to the claim, best first; the exact ones where there are
        any by the same speaker, else also those that differ."""
        forms = claim.printed.words.forms
        exact = self._exact(claim)
        if exact and exact[0].speaker is not SpeakerMatch.OTHER and not exact[0].later:
            return exact
        if len(forms) < 2:
            return exact
        return sorted((*exact, *self.near(claim)), key=lambda place: self._rank(claim, place))

    def _exact(self, claim: Claim) -> list[Placement]:
        forms = claim.printed.words.forms
        places = self.library.exact(forms, _EXACT_POOL)
        found = [
            (self._judged_place(claim, place), number, place)
            for number, place in enumerate(places)
            if self._allowed(claim, place)
        ]
        found.sort(key=lambda item: item[:2])
        return [
            self._judged(claim, place_exactly(place, len(forms)))
            for _, _, place in found[: self.limits.shown]
        ]

    def _judged_place(self, claim: Claim, place: Place) -> tuple[float, ...]:
        source_number, turn = place.shelf.source_at(place.position)
        source = place.shelf.sources[source_number]
        label = source.turns[turn].speaker if turn >= 0 else None
        speaker = self._speakers.match(claim.speaker, label, source.title)
        return self._order(claim, source, speaker, 1.0)

    def near(self, claim: Claim) -> list[Placement]:
        """Places where most of the words stand, aligned and judged."""
        printed = claim.printed
        slack = self.limits.gap
        marks = [mark for row in printed.marks.values() for mark in row]
        if any(mark.kind is MarkKind.ELLIPSIS for mark in marks):
            slack += self.limits.ellipsis_gap
        found: list[Placement] = []
        for place, _ in self.library.near(printed.words.forms, _NEAR_POOL):
            if not self._allowed(claim, place):
                continue
            laid = lay(place, printed, self.library, self.lexicon, slack=slack)
            if laid and not any(_same_place(laid, other) for other in found):
                found.append(self._judged(claim, laid))
        return sorted(found, key=lambda each: self._rank(claim, each))

    def piece(self, words: Printed, claim: Claim) -> list[Placement]:
        """Where a part of a quotation stands, for one that was joined from several."""
        part = replace(claim, printed=words)
        return self._exact(part) or self.near(part)

    def _judged(self, claim: Claim, place: Placement) -> Placement:
        label = place.turn.speaker if place.turn else None
        speaker = self._speakers.match(claim.speaker, label, place.source.title)
        return replace(place, speaker=speaker, later=self._is_later(claim, place.source))

    def _allowed(self, claim: Claim, place: Place) -> bool:
        if claim.only_medium is None:
            return True
        return place.shelf.sources[place.shelf.source_at(place.position)[0]].medium is claim.only_medium

    def _is_later(self, claim: Claim, source: Source) -> bool:
        days = _days_before(source.date, claim.date)
        return days is not None and -days > self.limits.later_days

    def _rank(self, claim: Claim, place: Placement) -> tuple[float, ...]:
        return self._order(claim, place.source, place.speaker, place.quality)

    def _order(
        self, claim: Claim, source: Source, speaker: SpeakerMatch, quality: float
    ) -> tuple[float, ...]:
        if speaker is SpeakerMatch.OTHER:
            quality -= _OTHER_SPEAKER
        elif speaker is SpeakerMatch.UNKNOWN and claim.speaker:
            quality -= _NO_SPEAKER
        if self._is_later(claim, source):
            quality -= _LATER
        days = _days_before(source.date, claim.date)
        wrong_medium = claim.medium in _WRITTEN and source.medium not in _WRITTEN
        return (
            -round(quality, 4),
            float(wrong_medium),
            float(_FAR if days is None else abs(days)),
            float(_TIERS[source.tier]),
        )


def _same_place(one: Placement, other: Placement) -> bool:
    return (
        one.source.id == other.source.id and one.start < other.end and other.start < one.end
    )


def _days_before(source: str | None, article: str | None) -> int | None:
    """How many days before the article the source is; None where a date is missing."""
    try:
        one, other = date.fromisoformat((source or "")[:10]), date.fromisoformat((article or "")[:10])
    except ValueError:
        return None
    return (other - one).days


def rest_of(printed: Printed, low: int, high: int) -> Printed:
    """Some words of a quotation, as one of their own."""
    words = printed.words
    part = type(words)(
        words.forms[low:high], words.surfaces[low:high], words.starts[low:high], words.ends[low:high]
    )
    marks = {number - low: row for number, row in printed.marks.items() if low < number < high}
    return Printed(printed.text, part, marks, printed.recased)


def long_gaps(place: Placement, least: int) -> Sequence[tuple[int, int]]:
    """The runs of the quote's words that the source does not have at this place."""
    return [
        (finding.edit.q_low, finding.edit.q_high)
        for finding in place.findings
        if finding.edit.q_high - finding.edit.q_low >= least
    ]
