"""Tallies in words that agree with their numbers: "2 errors, 1 to look at, 3 passed"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

from quotecheck.kinds import Flag, ReportVerdict, State, Triage

if TYPE_CHECKING:
    from quotecheck.model import Quotation

_Name = TypeVar("_Name", bound=str)

_IN_WORDS: Mapping[str, tuple[str, str]] = {
    Triage.ERROR: ("error", "errors"),
    Triage.LOOK: ("to look at", "to look at"),
    Triage.PASS: ("passed", "passed"),
    ReportVerdict.CLASH: ("clash", "clashes"),
    ReportVerdict.NO_PASSAGE: ("without a passage", "without a passage"),
    ReportVerdict.UNCHECKED: ("not checked", "not checked"),
    State.DIFFERS: ("differs", "differ"),
    State.SAME: ("the same", "the same"),
}


def tally(counts: Mapping[_Name, int], order: Iterable[_Name]) -> str:
    """Count verdicts, or what they ask for, in words and in an order, without those of which there
    are none. Both are named by the values of `Triage`, `ReportVerdict`, `Verdict` or `State`."""
    return ", ".join(
        f"{counts[each]:,} {_IN_WORDS.get(each, (each, each))[counts[each] != 1]}"
        for each in order
        if counts.get(each)
    )


def speakers_unchecked(quotes: Collection[Quotation]) -> str:
    """A sentence that counts the quotations resting on a source that does not say who speaks, for
    wherever quotations are counted: their words may pass though somebody else spoke them. Empty if
    the sources name somebody for each."""
    return unchecked_of(sum(map(is_speaker_unchecked, quotes)), len(quotes))


def is_speaker_unchecked(quote: Quotation) -> bool:
    """Return whether the words of a quotation stand in a source that does not say who speaks."""
    return quote.check is not None and Flag.NO_SPEAKERS in quote.check.flags


def unchecked_of(count: int, total: int) -> str:
    """The sentence of `speakers_unchecked` for so many of so many quotations."""
    if not count:
        return ""
    noun = "quotation" if total == 1 else "quotations"
    return (
        f"{count:,} of {total:,} {noun}: the source does not say who speaks, so the speaker is "
        "not checked"
    )
