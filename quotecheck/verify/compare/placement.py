"""A place in a source that may hold a quotation, and how the words differ there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from quotecheck.model import NARRATION, SpeakerMatch
from quotecheck.rules.limits import Limits
from quotecheck.sources.canonical import Words
from quotecheck.sources.library import Library, PassagePlace
from quotecheck.sources.shelf import Shelf, SourceHead, Window
from quotecheck.verify.compare.align import Alignment, Edit, align, slide
from quotecheck.verify.compare.changes import garbled_nearby, judge
from quotecheck.verify.compare.cut_negation import with_cut_negation
from quotecheck.verify.compare.edges import with_true_ends
from quotecheck.verify.compare.edits import Effect, JudgedEdit, Pair
from quotecheck.verify.compare.equivalents import joined_equivalents
from quotecheck.verify.compare.lexicon import FoldedLists
from quotecheck.verify.compare.marked import judge_marked
from quotecheck.verify.compare.order import moved_in, moved_words
from quotecheck.verify.compare.polarity import balanced
from quotecheck.verify.compare.printed import Mark, MarkKind, Printed
from quotecheck.verify.compare.values import with_values

_CLOSE = 10  # words on either side of a place, where most quotations are found
_END = 3  # words that mark the beginning and end of a quotation


@dataclass(frozen=True)
class Placement:
    """A quotation placed beside a source. ``words`` are the source's words that were compared,
    ``low`` up to ``high`` those of the quotation; ``length`` is the number of the quote's words,
    ``cost`` the cost of the findings."""

    shelf: Shelf
    window: Window
    low: int
    high: int
    length: int
    findings: tuple[JudgedEdit, ...]
    speaker: SpeakerMatch = SpeakerMatch.UNKNOWN
    later: bool = False
    crosses: bool = False
    cost: float = 0.0

    @property
    def words(self) -> Words:
        """The source's words that were compared."""
        return self.window.words

    @property
    def text(self) -> str:
        """The text of the source."""
        return self.shelf.texts[self.window.source]

    def doubts(self, edit: Edit) -> bool:
        """Return whether the speech recogniser was unsure of a word on the source's side of an
        edit."""
        return edit.s_low < edit.s_high and self.shelf.doubts(
            self.window.source, self.words.starts[edit.s_low], self.words.ends[edit.s_high - 1]
        )

    @property
    def label(self) -> str | None:
        """The label of the speaker of the first word."""
        return self.shelf.label(self.window.speakers[self.low])

    @property
    def printed_label(self) -> str | None:
        """The label that the source prints in place of a speaker at the first word."""
        turn = self.window.turns[self.low]
        return self.shelf.origins[self.window.source].labels[turn] if turn >= 0 else None

    @property
    def is_narration(self) -> bool:
        """Return whether the first word is the source's own narration, outside quotation marks;
        False where an editor has named its speaker."""
        source = self.window.source
        return not self.label and self.shelf.narrates(source, self.window.turns[self.low])

    @property
    def may_be_meant(self) -> bool:
        """Return whether the claimed speaker may have said the words here, before the article."""
        return not (self.speaker is SpeakerMatch.OTHER or self.later or self.is_narration)

    @property
    def quotes_others(self) -> bool:
        """Return whether the source is a story or a release, which narrates and quotes."""
        return NARRATION in self.shelf.origins[self.window.source].labels

    @property
    def names_speakers(self) -> bool:
        """Return whether the source names a speaker anywhere."""
        return bool(self.printed_label) or self.shelf.has_labels(self.window.source)

    @property
    def labels(self) -> list[str]:
        """The labels of everybody who says the words, in order, without people who have no
        label."""
        speakers = dict.fromkeys(self.window.speakers[self.low : self.high])
        return [label for each in speakers if (label := self.shelf.label(each))]

    @property
    def head(self) -> SourceHead:
        """The head of the source, known without reading it."""
        return self.shelf.heads[self.window.source]

    @property
    def turn_start(self) -> int:
        """The start, in the source's text, of the turn that the first word stands in."""
        return self.shelf.turn_start(self.window.source, self.window.turns[self.low])

    @property
    def start(self) -> int:
        """The start of the words in the source's text."""
        return self.words.starts[self.low]

    @property
    def end(self) -> int:
        """The end of the words in the source's text."""
        return self.words.ends[max(self.low, self.high - 1)]

    @property
    def skips_turn(self) -> bool:
        """Return whether left-out words and another speaker's turn lie in the same gap."""
        turns = self.window.turns
        return any(
            finding.change is Effect.DROPPED
            and finding.edit.s_low > 0
            and finding.edit.s_high < len(turns)
            and self._somebody_else(turns[finding.edit.s_low - 1], turns[finding.edit.s_high])
            for finding in self.findings
        )

    def _somebody_else(self, first: int, last: int) -> bool:
        return len(self.shelf.speakers_in(self.window.source, first, last)) > 1

    @property
    def equal(self) -> int:
        """The number of the quote's words that are the same there."""
        edits = (finding.edit for finding in self.findings)
        return self.length - sum(edit.q_high - edit.q_low for edit in edits)

    @property
    def equal_runs(self) -> list[tuple[int, int]]:
        """The runs of the quote's words that are the same in the source, from and up to."""
        ends = [0, *(finding.edit.q_high for finding in self.findings)]
        starts = [*(finding.edit.q_low for finding in self.findings), self.length]
        return [(low, high) for low, high in zip(ends, starts, strict=True) if low < high]

    @cached_property
    def coverage(self) -> float:
        """The share of the quote's words that the source has here, garbled or in another form."""
        missing = sum(map(_missing, self.findings))
        return 1 - missing / self.length if self.length else 0.0

    @property
    def quality(self) -> float:
        """The quality of the match, from 1 down; the kinds of edits weigh differently."""
        return 1 - self.cost / max(self.length, 1)


def _missing(finding: JudgedEdit) -> int:
    """The number of the quote's words in an edit that match no words of the source."""
    edit = finding.edit
    printed = edit.q_high - edit.q_low
    if finding.moved or finding.change in (Effect.STYLE, Effect.DISFLUENCY, Effect.NOISE):
        return 0
    return (
        max(0, printed - (edit.s_high - edit.s_low)) if finding.change is Effect.LIGHT else printed
    )


def _cost(finding: JudgedEdit, limits: Limits) -> float:
    """The cost of an edit to the quality of a place; of several dropped words only one turns the
    sense, and the others count as left out."""
    edit, costs = finding.edit, limits.costs
    spoken, printed = edit.s_high - edit.s_low, edit.q_high - edit.q_low
    if finding.change is Effect.FLIPPED and not printed:
        return costs.of(finding.change.name) + costs.of(Effect.DROPPED.name) * (spoken - 1)
    cost = costs.moved if finding.moved else costs.of(finding.change.name)
    return cost * max(spoken, printed)


def place_exactly(place: PassagePlace, length: int) -> Placement:
    """The placement of words that occur in the source one after the other."""
    window = place.shelf.window(place.position, place.position + length)
    crosses = len(set(window.speakers[:length])) > 1
    return Placement(place.shelf, window, 0, length, length, (), crosses=crosses)


def lay(
    place: PassagePlace, printed: Printed, library: Library, lexicon: FoldedLists, *, slack: int
) -> Placement | None:
    """The quotation aligned with the words around a place, every edit judged."""
    length, limits = len(printed.words), library.rules.wording.limits
    window, found = _aligned(place, printed, lexicon, slack)
    if found is None:
        return None
    window, crosses = _one_speaker(window, found)
    if crosses and (found := _align(window, printed, lexicon)) is None:
        return None
    if found.equal(length) < limits.least_equal * length:
        return None
    text = place.shelf.texts[window.source]
    pair = Pair(
        window.words,
        printed.words,
        text,
        printed.text,
        lexicon,
        limits,
        library.count,
        partial(place.shelf.doubts, window.source),
    )
    found = with_cut_negation(pair, with_values(pair, with_true_ends(pair, found)))
    marks = printed.marks
    edits = _at_marks(pair, joined_equivalents(pair, found.edits), marks)
    findings = [
        finding
        for edit in edits
        for finding in (
            judge_marked(pair, edit, marks) if _marked(edit, marks) else [judge(pair, edit)]
        )
    ]
    findings = balanced(
        pair, garbled_nearby(pair, moved_in(pair, found, moved_words(pair, findings)))
    )
    crosses = crosses and _leaves_out(place.shelf, window, found)
    return Placement(
        place.shelf,
        window,
        found.low,
        found.high,
        length,
        tuple(findings),
        crosses=crosses,
        cost=sum(_cost(finding, limits) for finding in findings),
    )


def _aligned(
    place: PassagePlace, printed: Printed, lexicon: FoldedLists, slack: int
) -> tuple[Window, Alignment | None]:
    """The quotation aligned with the words right around a place, if both its ends are there without
    an edit; else with as many as the slack allows."""
    length = len(printed.words)
    if slack > _CLOSE and not printed.marks:
        window = _around(place, length, _CLOSE)
        found = _align(window, printed, lexicon)
        if found and all(
            edit.q_low >= _END and edit.q_high <= length - _END for edit in found.edits
        ):
            return window, found
    window = _around(place, length, slack)
    return window, _align(window, printed, lexicon)


def _around(place: PassagePlace, length: int, slack: int) -> Window:
    first, last = place.position - slack, place.position + length + slack
    return place.shelf.window(first, last, place.position)


def _align(window: Window, printed: Printed, lexicon: FoldedLists) -> Alignment | None:
    ellipses = [
        number
        for number, row in printed.marks.items()
        if any(mark.kind is MarkKind.ELLIPSIS for mark in row)
    ]
    return align(
        window.words.forms, printed.words.forms, ellipses=ellipses, function=lexicon.function
    )


def _at_marks(
    pair: Pair, edits: Sequence[Edit], marks: Mapping[int, tuple[Mark, ...]]
) -> list[Edit]:
    """The edits, with missing words moved to the marks that show them."""
    if not marks:
        return list(edits)
    ends = [0, *(edit.q_high for edit in edits)]
    starts = [*(edit.q_low for edit in edits), len(pair.quote)]
    return [
        slide(edit, pair.source.forms, marks, ends[number], starts[number + 1])
        for number, edit in enumerate(edits)
    ]


def _marked(edit: Edit, marks: Mapping[int, tuple[Mark, ...]]) -> bool:
    return any(number in marks for number in range(edit.q_low, edit.q_high + 1))


def _one_speaker(window: Window, found: Alignment) -> tuple[Window, bool]:
    """The words of the speaker who says most of the passage, and whether others spoke as well."""
    if len(set(window.turns[found.low : found.high])) < 2:
        return window, False
    speakers = window.speakers
    said = Counter(speakers[found.low : found.high]).most_common(1)[0][0]
    kept = [at for at, speaker in enumerate(speakers) if speaker == said]
    if len(kept) == len(speakers):
        return window, False
    return window.keeping(kept), True


def _leaves_out(shelf: Shelf, window: Window, found: Alignment) -> bool:
    """Return whether somebody else speaks between the words of the passage. Successive turns may
    belong to one speaker, as the cues of a caption file do."""
    turns = window.turns[found.low : found.high]
    return bool(turns) and len(shelf.speakers_in(window.source, turns[0], turns[-1])) > 1
