"""Remarks for the editor on the place of the words, whatever the words are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quotecheck.model import Flag, SpeakerMatch
from quotecheck.verify.compare.edits import Effect
from quotecheck.verify.compare.placement import Placement
from quotecheck.verify.context.cropped import cut_off, ending
from quotecheck.verify.context.running_on import said_after, said_before
from quotecheck.verify.context.secondhand import ascribed, is_quoting_other, last_sentence
from quotecheck.verify.context.unasserted import unasserted
from quotecheck.verify.search.finding import Claim, Finder
from quotecheck.verify.speaker.names import misspelt

_AFTER = 400  # characters
_WORDS = 3  # shown on either side of a difference
_LONGEST = 120  # characters shown
NARRATION_TOLD = "the source tells this itself, outside quotation marks"
_NO_SPEAKERS = "the source does not say who speaks"


@dataclass(frozen=True, slots=True)
class Remark:
    """A flag with its meaning here in a few words, and another place that shows it."""

    flag: Flag
    text: str = ""
    place: Placement | None = None


def remarks(
    claim: Claim, best: Placement, places: Sequence[Placement], finder: Finder
) -> list[Remark]:
    """The remarks on the place of a quotation and on its edits."""
    return [
        *(Remark(flag) for finding in best.findings for flag in finding.flags),
        *_around(claim, best, finder),
        *_elsewhere(claim, best, places, finder),
    ]


def remark_flags(noted: Iterable[Remark]) -> set[Flag]:
    """The flags of some remarks."""
    return {remark.flag for remark in noted}


def _around(claim: Claim, best: Placement, finder: Finder) -> Iterator[Remark]:
    for cropped in cut_off(best, finder.library.canon, finder.lexicon):
        yield Remark(Flag.CROPPED, cropped)
    if best.crosses:
        labels = best.labels
        text = "somebody else speaks in between"
        if len(labels) > 1:
            text = f"these are words of {' and '.join(labels)}"
        yield Remark(Flag.CROSSES_TURN, text)
    if best.is_narration:
        yield Remark(Flag.SPEAKER_UNSURE, NARRATION_TOLD)
    elif claim.speaker and best.speaker is SpeakerMatch.UNKNOWN:
        if best.names_speakers:
            yield Remark(Flag.SPEAKER_UNSURE, _unsure(claim.speaker, best))
        else:
            yield Remark(Flag.NO_SPEAKERS, _NO_SPEAKERS)
    if best.later:
        yield Remark(Flag.LATER_SOURCE, f"the source dates from {best.head.date}")


def _unsure(name: str, best: Placement) -> str:
    """A remark on a speaker who is not certain."""
    if best.label:
        given = f"the source gives these words to {best.label}, the story to “{name}”"
        slip = misspelt(name, best.label)
        return f"{given}: {f'is “{slip}” misspelt?' if slip else 'check that both fit'}"
    if best.printed_label:
        return f"the source names the speaker only as “{best.printed_label}”"
    return "the source does not say who speaks here"


def _elsewhere(
    claim: Claim, best: Placement, places: Sequence[Placement], finder: Finder
) -> Iterator[Remark]:
    spoken = [place for place in places if not place.is_narration]
    if sum(not place.findings for place in spoken) > 1:
        yield Remark(Flag.MANY_PLACES)
    if other := disagreeing(claim, best, finder):
        text = f"another source has “{_where_it_differs(other)}”"
        yield Remark(Flag.SOURCES_DISAGREE, text, other)


def disowned(claim: Claim, best: Placement, finder: Finder) -> str:
    """The reason why the words are not the speaker's own statement (quoted from somebody, denied,
    asked or supposed); empty if they may be."""
    canon, lexicon = finder.library.canon, finder.lexicon
    before = said_before(best)
    after = said_after(best, _AFTER)
    if is_quoting_other(before, after, canon, lexicon):
        said = ending(last_sentence(before))
        return f"the speaker is quoting or denying these words{f': “{said}”' if said else ''}"
    if best.label and (told := ascribed(after, canon, lexicon)):
        return f"the speaker gives these words as somebody else's: “{' '.join(told.split())}”"
    return unasserted(before, claim.printed.text, after, canon, lexicon)


def disagreeing(claim: Claim, best: Placement, finder: Finder) -> Placement | None:
    """A place in another source of the same days that has the passage in other words."""
    rules = finder.limits.disagreement
    if best.length < rules.words:
        return None
    for place in finder.near(claim, other_than=best, least=rules.share):
        if (
            place.coverage >= rules.share
            and not place.is_narration
            and place.speaker is not SpeakerMatch.OTHER
            and place.quality >= rules.quality
            and _differences(place) != _differences(best)
        ):
            return place
    return None


def _where_it_differs(place: Placement) -> str:
    """The words of a source around the first difference from the quote, apart from house style."""
    edits = [each.edit for each in place.findings if each.change is not Effect.STYLE]
    low, high = (edits[0].s_low, edits[0].s_high) if edits else (place.low, place.low)
    words, last = place.words, min(place.high, high + _WORDS) - 1
    start, end = words.starts[max(place.low, low - _WORDS)], words.ends[last]
    return " ".join(place.text[start : min(end, start + _LONGEST)].split())


def _differences(place: Placement) -> set[tuple[int, int, tuple[str, ...]]]:
    """The words of the quote that differ in a source, apart from house style, with the source's
    words."""
    edits = [each.edit for each in place.findings if each.change is not Effect.STYLE]
    forms = place.words.forms
    return {(edit.q_low, edit.q_high, tuple(forms[edit.s_low : edit.s_high])) for edit in edits}
