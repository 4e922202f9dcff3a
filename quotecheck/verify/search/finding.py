"""Finding the places of a quotation in the library, best first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from rapidfuzz.distance import Levenshtein

from quotecheck.model import Medium, Passage, SpeakerMatch, Tier
from quotecheck.rules import Rules
from quotecheck.sources import Library
from quotecheck.sources.days import ordinal
from quotecheck.sources.library import PassagePlace
from quotecheck.sources.shelf import Shelf, SourceHead
from quotecheck.verify.compare.lexicon import lexicon_of
from quotecheck.verify.compare.placement import Placement, lay, place_exactly
from quotecheck.verify.compare.printed import MarkKind, Printed
from quotecheck.verify.search.printed_label import speaker_at
from quotecheck.verify.speaker.speakers import Speakers, SpeakersHeard

_EXACT_POOL = 400  # places of equal words that are ranked
_EXACT_MOST = 4_000  # places searched for the claimed speaker, where there are this many
_EXACT_PLACED = 16  # of them whose typography is compared
_NEAR_POOL = 8  # places of nearly equal words that are considered
_PARTS_POOL = 48  # the same, of each part of a quotation with an ellipsis
_LAID = 4  # of them that are aligned
_WORTH = 0.8  # share of the most words found anywhere
_SPEAKER_BONUS = 0.15
_RIVAL = 1  # words by which a place may fall short of a known one and still be considered
_GOOD = 0.98  # quality of a place beside which others must have as many words
_RIVAL_OF_OTHER = 3  # the same, for a place that lacks some of the quote's words
_LEAST_SLACK = 12  # words
_SHORT_PART = 1  # words
_WRITTEN = frozenset((Medium.TWEET, Medium.POST))
_STRAIGHT = str.maketrans("“”‘’–—\u00a0", "\"\"''-- ")
_FAR = 10**6  # days
_TIERS = {tier: number for number, tier in enumerate(Tier)}


@dataclass(frozen=True, slots=True)
class Claim:
    """The claim of an article: these words, by that speaker, on or before that date."""

    printed: Printed
    speaker: str | None
    date: str | None
    medium: Medium
    only_medium: Medium | None = None


class Finder:
    """A finder of quotations in a library."""

    def __init__(self, library: Library, rules: Rules) -> None:
        self.library = library
        self.limits = rules.wording.limits
        self.lexicon = lexicon_of(rules, library.canon)
        self._speakers = Speakers(rules, library.speakers)
        self._asked: Printed | None = None  # the last search and its result
        self._answer: list[tuple[PassagePlace, int]] = []
        self._verbatim: frozenset[str] = frozenset()  # sources that have it word for word

    def find(self, claim: Claim) -> list[Placement]:
        """The places nearest to the claim, best first: only exact ones if the same speaker has any,
        else also those that differ."""
        exact = self._exact(claim)
        self._verbatim = frozenset(place.head.id for place in exact)
        if exact and exact[0].may_be_meant:
            return exact
        if len(claim.printed.words) < 2:
            return exact
        near = [
            place for place in self.near(claim) if not any(_same_place(place, e) for e in exact)
        ]
        return sorted((*exact, *near), key=lambda place: self._rank(claim, place))

    def _exact(self, claim: Claim) -> list[Placement]:
        forms = claim.printed.words.forms
        places = self.library.exact(forms, _EXACT_POOL)
        if len(places) == _EXACT_POOL and claim.speaker:
            places += self._of_speaker(claim, self.library.exact(forms, _EXACT_MOST)[_EXACT_POOL:])
        found = [
            (self._judged_place(claim, place), number, place)
            for number, place in enumerate(places)
            if self.allows(claim, place)
        ]
        found.sort(key=lambda item: item[:2])
        placed = [
            self._judged(claim, place_exactly(place, len(forms)))
            for _, _, place in found[:_EXACT_PLACED]
        ]
        if len(placed) > 1:
            placed.sort(key=lambda each: (self._rank(claim, each), _typography(claim, each)))
        return placed[: self.limits.shown]

    def _of_speaker(self, claim: Claim, places: Sequence[PassagePlace]) -> list[PassagePlace]:
        """The first places where the claimed speaker says a common phrase."""
        own = (
            place
            for place in places
            if self._said_by(claim, place, place.position) is SpeakerMatch.SAME
        )
        return list(islice(own, _EXACT_PLACED))

    def _judged_place(self, claim: Claim, place: PassagePlace) -> tuple[float, ...]:
        shelf = place.shelf
        number, _ = shelf.source_at(place.position)
        speaker = self._said_by(claim, place, place.position)
        return self._order(claim, shelf.heads[number], speaker, 1.0)

    def _speaker(
        self, name: str | None, label: str | None, shelf: Shelf, number: int
    ) -> SpeakerMatch:
        return self._speakers.match(
            name,
            label,
            shelf.heads[number].id,
            lambda: SpeakersHeard(shelf.origins[number].title, shelf.labels_in(number)),
        )

    def beside(self, claim: Claim, place: PassagePlace, slack: int) -> Placement | None:
        """The claim placed beside the words around one place and judged; None if too few are
        there."""
        laid = lay(place, claim.printed, self.library, self.lexicon, slack=slack)
        return self._judged(claim, laid) if laid else None

    def named_as(self, label: str, names: Iterable[str], source: str) -> str | None:
        """The only one of some names that a source's label means, if there is one."""
        held = self.library.sources[source]
        cast = SpeakersHeard(held.title, [turn.speaker for turn in held.turns if turn.speaker])
        same = [
            name
            for name in dict.fromkeys(names)
            if self._speakers.match(name, label, source, lambda: cast) is SpeakerMatch.SAME
        ]
        return same[0] if len(same) == 1 else None

    def near(
        self, claim: Claim, *, other_than: Placement | None = None, least: float = 0.0
    ) -> list[Placement]:
        """Places where most of the words stand, aligned and judged, best first; or, for a known
        place, only those in other sources of the same days. ``least`` is the share of the words
        that must stand there."""
        printed = claim.printed
        if other_than is not None and not self._may_be_reported(printed, other_than):
            return []
        slack = min(self.limits.gap, len(printed.words) + _LEAST_SLACK)
        in_parts = len(_parts(printed)) > 1
        if in_parts:
            slack += self.limits.ellipsis_gap
        found: list[Placement] = []
        enough = 0
        for place, words in self._candidates(claim, other_than, least):
            if words < enough:
                continue
            laid = lay(place, printed, self.library, self.lexicon, slack=slack)
            if laid and not any(_same_place(laid, other) for other in found):
                found.append(self._judged(claim, laid))
                if found[-1].may_be_meant and not in_parts and other_than is None:
                    rival = _RIVAL if laid.coverage == 1 else _RIVAL_OF_OTHER
                    rival = 0 if laid.quality >= _GOOD else rival
                    enough = max(enough, laid.equal - rival)
        if len(found) > 1:
            found.sort(key=lambda each: (self._rank(claim, each), _typography(claim, each)))
        return found

    def _may_be_reported(self, printed: Printed, known: Placement) -> bool:
        """Return whether another source of the same days may have the words of a known place."""
        day = ordinal(known.head.date)
        if day is None or self._dated[None]:
            return True
        spans: dict[Shelf, list[tuple[int, int]]] = {}
        days = self.limits.disagreement.days
        for each in range(day - days, day + days + 1):
            for shelf, number in self._dated[each]:
                if shelf.heads[number].id != known.head.id:
                    spans.setdefault(shelf, []).append(shelf.span(number))
        if known.findings:
            return bool(spans)
        forms = printed.words.forms
        return any(shelf.index.may_hold(forms, within) for shelf, within in spans.items())

    @cached_property
    def _dated(self) -> defaultdict[int | None, list[tuple[Shelf, int]]]:
        """The sources of each day."""
        found: defaultdict[int | None, list[tuple[Shelf, int]]] = defaultdict(list)
        for shelf in self.library.shelves:
            for number, head in enumerate(shelf.heads):
                if number not in shelf.gone:
                    found[ordinal(head.date)].append((shelf, number))
        return found

    def _candidates(
        self, claim: Claim, other_than: Placement | None, least: float
    ) -> list[tuple[PassagePlace, int]]:
        """The places worth aligning: those with about as many words as any."""
        length = len(claim.printed.words)
        found = [
            (place, words)
            for place, words in self.near_places(claim)
            if words >= least * length
            and (other_than is None or self._may_disagree(place, other_than))
        ]
        ranked = sorted(found, key=lambda item: -item[1] - self._prefer(claim, item[0]))
        most = max((words for _, words in ranked), default=0)
        chosen: list[tuple[PassagePlace, int]] = []
        for place, words in ranked:
            if words + _SPEAKER_BONUS * most >= _WORTH * most and not any(
                _is_near(place, other, length) for other, _ in chosen
            ):
                chosen.append((place, words))
        return chosen[:_LAID]

    def near_places(self, claim: Claim) -> list[tuple[PassagePlace, int]]:
        """The places where parts of a quotation may stand: the beginning of the whole, and the
        number of words."""
        printed = claim.printed
        if self._asked is not printed:
            forms = printed.words.forms
            self._asked = printed
            parts = _parts(printed)
            pool = _NEAR_POOL if len(parts) == 1 else _PARTS_POOL
            found = [
                [
                    (start, words)
                    for place, words in self.library.near(forms[low:high], pool)
                    if self.allows(claim, start := _earlier(place, low))
                ]
                for low, high in parts
            ]
            self._answer = found[0] if len(parts) == 1 else self._together(found)
        return self._answer

    def _together(
        self, parts: Sequence[Sequence[tuple[PassagePlace, int]]]
    ) -> list[tuple[PassagePlace, int]]:
        """The places of the parts, each with the words of those that follow it closely enough."""
        joined = []
        for number, places in enumerate(parts):
            for start, words in places:
                total, at = words, start.position
                for later in parts[number + 1 :]:
                    reach = range(at - _LEAST_SLACK, at + self.limits.ellipsis_gap + _LEAST_SLACK)
                    within = [
                        (count, place.position)
                        for place, count in later
                        if place.position in reach and _in_one_source(place, start)
                    ]
                    if within:
                        count, at = max(within)
                        total += count
                joined.append((start, total))
        return joined

    def _prefer(self, claim: Claim, place: PassagePlace) -> float:
        """The bonus, in words, if the claimed speaker speaks at a place."""
        if self._speaker_at(claim, place) is SpeakerMatch.OTHER:
            return 0.0
        return _SPEAKER_BONUS * len(claim.printed.words)

    def _speaker_at(self, claim: Claim, place: PassagePlace) -> SpeakerMatch:
        number, _ = place.shelf.source_at(place.position)
        middle = place.position + len(claim.printed.words) // 2
        middle = min(middle, place.shelf.span(number)[1] - 1)
        return self._said_by(claim, place, middle)

    def _said_by(self, claim: Claim, place: PassagePlace, position: int) -> SpeakerMatch:
        """Return whether the claimed speaker says the word at a position of a place's source."""
        shelf = place.shelf
        number, _ = shelf.source_at(place.position)
        return self._speaker(claim.speaker, shelf.label_at(position), shelf, number)

    def _may_disagree(self, place: PassagePlace, known: Placement) -> bool:
        """Return whether a place in another source of the same days may have the words of a place
        that is known otherwise; a source that also has the quote word for word does not."""
        head, other = _head(place), known.head
        if not known.findings and head.id in self._verbatim:
            return False
        days = _days_before(head.date, other.date)
        return head.id != other.id and (days is None or abs(days) <= self.limits.disagreement.days)

    def piece(self, words: Printed, claim: Claim) -> list[Placement]:
        """The placements of one part of a joined quotation."""
        part = replace(claim, printed=words)
        return self._exact(part) or self.near(part, least=self.limits.splices.piece_share)

    def speaks(self, name: str | None, place: Placement) -> SpeakerMatch:
        """Return whether a person is the speaker of a place."""
        return speaker_at(name, place, self._speaker)

    def _judged(self, claim: Claim, place: Placement) -> Placement:
        speaker = self.speaks(claim.speaker, place)
        return replace(place, speaker=speaker, later=self._is_later(claim, place.head))

    def said_by(self, name: str | None, passage: Passage) -> SpeakerMatch:
        """Return whether a name means the speaker of a passage."""
        source = self.library.sources[passage.source]
        cast = SpeakersHeard(source.title, [turn.speaker for turn in source.turns if turn.speaker])
        return self._speakers.match(name, passage.speaker, source.id, lambda: cast)

    def allows(self, claim: Claim, place: PassagePlace) -> bool:
        """Return whether the source at a place is of the medium required by the claim."""
        if claim.only_medium is None:
            return True
        number, _ = place.shelf.source_at(place.position)
        return place.shelf.heads[number].medium is claim.only_medium

    def _is_later(self, claim: Claim, source: SourceHead) -> bool:
        days = _days_before(source.date, claim.date)
        return days is not None and -days > self.limits.later_days

    def _rank(self, claim: Claim, place: Placement) -> tuple[float, ...]:
        as_printed = claim.printed.words.surfaces == place.words.surfaces[place.low : place.high]
        # Nobody said a source's own narration, as far as it shows.
        speaker = SpeakerMatch.OTHER if place.is_narration else place.speaker
        return self._order(claim, place.head, speaker, place.quality, restyled=not as_printed)

    def _order(
        self,
        claim: Claim,
        source: SourceHead,
        speaker: SpeakerMatch,
        quality: float,
        *,
        restyled: bool = False,
    ) -> tuple[float, ...]:
        rules = self.limits.ranking
        if speaker is SpeakerMatch.OTHER:
            quality -= rules.other_speaker
        elif speaker is SpeakerMatch.UNKNOWN and claim.speaker:
            quality -= rules.no_speaker
        if self._is_later(claim, source):
            quality -= rules.later
        days = _days_before(source.date, claim.date)
        away = _FAR if days is None else abs(days) + (rules.after_days if days < 0 else 0)
        wrong_medium = claim.medium in _WRITTEN and source.medium not in _WRITTEN
        # Of sources of the same week the one that needs no house style comes first.
        return (
            -round(quality, 4),
            wrong_medium,
            away > rules.week,
            restyled,
            away,
            _TIERS[source.tier],
        )


def _typography(claim: Claim, place: Placement) -> tuple[bool, int]:
    """The distance of the source's label, punctuation and capitals from the printed ones."""
    one, other = _plain(claim.printed.text), _plain(place.text[place.start : place.end])
    return place.label != claim.speaker, Levenshtein.distance(one, other)


def _plain(text: str) -> str:
    return " ".join(text.translate(_STRAIGHT).split()).strip(" .,;:!?-\"'")


def _head(place: PassagePlace) -> SourceHead:
    return place.shelf.heads[place.shelf.source_at(place.position)[0]]


def _earlier(place: PassagePlace, words: int) -> PassagePlace:
    """The place a number of words earlier, but not before the start of its source."""
    return PassagePlace(place.shelf, place.shelf.earlier(place.position, words))


def _parts(printed: Printed) -> list[tuple[int, int]]:
    """The parts of a quotation between ellipses; very short ones only if there are no others."""
    ends = [
        number
        for number, row in printed.marks.items()
        if 0 < number < len(printed.words) and any(mark.kind is MarkKind.ELLIPSIS for mark in row)
    ]
    parts = list(zip([0, *ends], [*ends, len(printed.words)], strict=True))
    return [part for part in parts if part[1] - part[0] > _SHORT_PART] or [(0, len(printed.words))]


def _in_one_source(one: PassagePlace, other: PassagePlace) -> bool:
    """Return whether two places are of one source."""
    return one.shelf is other.shelf and (
        one.shelf.source_at(one.position)[0] == other.shelf.source_at(other.position)[0]
    )


def _is_near(one: PassagePlace, other: PassagePlace, length: int) -> bool:
    return one.shelf is other.shelf and abs(one.position - other.position) <= length


def _same_place(one: Placement, other: Placement) -> bool:
    return one.head.id == other.head.id and one.start < other.end and other.start < one.end


def _days_before(source: str | None, article: str | None) -> int | None:
    """The days from the source to the article; None where a date is missing."""
    one, other = ordinal(source), ordinal(article)
    return None if one is None or other is None else other - one
