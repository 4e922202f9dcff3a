"""The verdict: a conclusion from places and findings, with its flags and a sentence for the
editor."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from quotecheck.display import counted
from quotecheck.model import Check, DiffOp, Flag, Passage, SpeakerMatch, Tier, Triage, Verdict
from quotecheck.rules.wording import Allowance, Policy
from quotecheck.verify.compare.brackets import Doubt, bracket_doubts
from quotecheck.verify.compare.cut_negation import DENYING
from quotecheck.verify.compare.edits import OTHER_FORM, TAKEN_BACK, Effect, JudgedEdit
from quotecheck.verify.compare.order import REASON
from quotecheck.verify.compare.placement import Placement
from quotecheck.verify.compare.printed import Printed, with_one_dots
from quotecheck.verify.compare.written import whole_edit, whole_edits
from quotecheck.verify.context.cropped import stops_inside
from quotecheck.verify.context.misheard import uncertain
from quotecheck.verify.context.remarks import (
    NARRATION_TOLD,
    disowned,
    remark_flags,
    remarks,
)
from quotecheck.verify.context.running_on import said_before
from quotecheck.verify.context.secondhand import is_reported
from quotecheck.verify.search.finding import Claim, Finder
from quotecheck.verify.search.nearest import nearest, shares_content
from quotecheck.verify.search.shuffled import in_other_order
from quotecheck.verify.search.splice import joined_halves, joined_pieces, stand_side_by_side
from quotecheck.verify.search.telling import is_somebodys, is_telling

_FAITHFUL = frozenset((Verdict.VERBATIM, Verdict.STYLE, Verdict.MARKED, Verdict.MINOR))
_DOUBTFUL = frozenset((Verdict.ALTERED, Verdict.DROPPED, Verdict.FLIPPED))
NEAREST_SHOWN = "the nearest passage is shown"
_NEXT = 20  # characters and words beside a passage
_NOWHERE = "the words are in none of the sources"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on the wording, before the desk's policy."""

    verdict: Verdict
    allowance: Allowance | None = None
    reason: str = ""


def conclude(claim: Claim, places: Sequence[Placement], finder: Finder, policy: Policy) -> Check:
    """The check of a claim, from its places, which come best first.

    The order of the steps is the policy: the place of the words, their differences, their speaker,
    and last anything else that the editor should know.
    """
    if not places:
        return _not_found(claim, (), finder, _NOWHERE)
    best = _as_reported(claim, places, finder) or places[0]
    if shuffled := in_other_order(claim.printed, places, finder):
        best = shuffled
    elif pieces := joined_pieces(claim, best, finder):
        return _joined(claim, best, pieces, finder)
    elif halves := joined_halves(claim, best, finder):
        return _joined(claim, halves[0], halves[1:], finder)

    if (whole := _with_negation(claim, best, finder)) is not best:
        places = [whole if place is best else place for place in places]
        best = whole
    doubts = bracket_doubts(claim.printed, best, finder.lexicon)
    judgement = _judge_words(claim, best, doubts)
    unheld = disowned(claim, best, finder)
    judgement = _judge_speaker(claim, best, judgement, finder, unheld=unheld)
    if judgement.verdict is Verdict.NOT_FOUND:
        return _not_found(claim, places, finder, judgement.reason)

    noted = remarks(claim, best, places, finder)
    flags = {*remark_flags(noted), *(doubt.flag for doubt in doubts if doubt.flag)}
    if unheld or judgement.verdict is Verdict.SECONDHAND:
        flags.add(Flag.SECOND_HAND)
    unsure = (
        uncertain(claim.printed, best, finder.library, finder.lexicon)
        if judgement.verdict in _DOUBTFUL
        else ""
    )
    shown = _worth_showing(places, finder)
    shown += [each.place for each in noted if each.place and each.place not in shown]
    return Check(
        verdict=judgement.verdict,
        triage=Triage.LOOK if unsure else _triage(judgement, flags, policy),
        speaker_match=best.speaker,
        flags=_in_order(flags),
        diff=passage_diff(claim.printed, best),
        matches=tuple(_passage(place, finder) for place in shown),
        allowance=_allowed(judgement, best),
        why="; ".join(filter(None, (judgement.reason, unsure, *(each.text for each in noted)))),
    )


def _with_negation(claim: Claim, best: Placement, finder: Finder) -> Placement:
    """The place, including a negation that the quote cuts off at one of its ends."""
    canon = finder.library.canon
    if best.findings or not (
        stops_inside(best, canon, finder.lexicon)
        or not DENYING.isdisjoint(canon.last_forms(said_before(best)[-_NEXT:], 1))
    ):
        return best
    place = finder.library.place(best.head.id, best.start)
    laid = finder.beside(claim, place, _NEXT) if place else None
    return laid if laid and laid.start <= best.start and laid.end >= best.end else best


def _judge_words(claim: Claim, place: Placement, doubts: Sequence[Doubt]) -> Judgement:
    """The judgement of the words, worst first: two turns joined, and only then the edits by
    themselves and ``doubts`` about brackets."""
    judgement = judge_wording(claim.printed, place)
    if judgement.verdict is Verdict.DROPPED and place.skips_turn:
        judgement = Judgement(Verdict.SPLICED, None, "words from two turns were joined")
    if doubts and judgement.verdict is Verdict.MARKED:
        return Judgement(Verdict.MARKED, None, doubts[0].reason)
    return judgement


_ALLOWANCES = {
    "house-style": "house style",
    "disfluencies": "disfluencies cleaned",
    "marks": "honest marks",
}


def _allowed(judgement: Judgement, place: Placement) -> str | None:
    """The name for differences that the policy may let pass."""
    if judgement.verdict not in _FAITHFUL or judgement.allowance is None:
        return None
    return _ALLOWANCES.get(judgement.allowance) or _slight_kind(place)


def judge_wording(printed: Printed, place: Placement) -> Judgement:
    """The verdict on the words alone, by the gravest finding."""
    found = {finding.change: finding for finding in reversed(place.findings)}
    for change, verdict in (
        (Effect.FLIPPED, Verdict.FLIPPED),
        (Effect.CHANGED, Verdict.ALTERED),
        (Effect.DROPPED, Verdict.DROPPED),
    ):
        if change in found:
            return Judgement(verdict, None, _reason(found[change], printed, place))
    marked = printed.recased or Effect.MARKED in found or _has_marks(printed, place)
    if marked and Effect.LIGHT in found:
        reason = f"marks show the other edits, but {_slight(place, printed)[1]}"
        return Judgement(Verdict.MARKED, "function-words", reason)
    if not marked and (Effect.LIGHT in found or Effect.NOISE in found):
        slight, reason = _slight(place, printed)
        if slight is _GARBLED and place.doubts(found[Effect.NOISE].edit):
            reason = _DOUBTED
        return Judgement(Verdict.MINOR, "function-words", reason)
    if marked:
        hides = next(
            (
                each.reason
                for each in place.findings
                if each.reason and each.change is Effect.MARKED
            ),
            "",
        )
        return Judgement(Verdict.MARKED, "marks", hides or "every edit is shown by a mark")
    if Effect.DISFLUENCY in found:
        return Judgement(Verdict.STYLE, "disfluencies", "only disfluencies were removed")
    if Effect.STYLE in found or not _same_surface(printed, place):
        return Judgement(Verdict.STYLE, "house-style", "the words differ by house style only")
    return Judgement(Verdict.VERBATIM, None, "the source has the same words")


_GARBLED = "a garbled source"
_DOUBTED = "the machine that transcribed the source was unsure of this word"
_OPENING = " “‘\"'"
_UNMARKED = " without a mark"
_NAMED = 2  # slight differences listed one by one
_QUOTED = 60  # characters of the words that a reason names


def _reason(finding: JudgedEdit, printed: Printed, place: Placement) -> str:
    """A sentence on the difference, by its own reason if it has one."""
    return finding.reason or _difference(finding, printed, place)


def _difference(finding: JudgedEdit, printed: Printed, place: Placement) -> str:
    """A sentence on the words that differ, each side as written."""
    source, quote = place.words, printed.words
    edit = whole_edit(finding.edit, source, quote)
    spoken = added = ""
    if edit.s_high > edit.s_low:
        spoken = place.text[source.starts[edit.s_low] : source.ends[edit.s_high - 1]]
    if edit.q_high > edit.q_low:
        added = printed.text[quote.starts[edit.q_low] : quote.ends[edit.q_high - 1]]
    if spoken and added:
        differ = f"the source has “{_short(spoken)}”, the quote “{_short(added)}”"
        return f"{differ}; {_DOUBTED}" if place.doubts(edit) else differ
    if added:
        return f"the quote adds “{_short(added)}”"
    return f"the quote leaves out “{_short(spoken)}”{_UNMARKED}"


def _slight(place: Placement, printed: Printed) -> tuple[str, str]:
    """The kind of slight differences at a place, and a sentence on them."""
    kind, light = _slight_kind(place), _light(place)
    if kind == _GARBLED:
        return kind, "the source seems garbled where it differs"
    if all(finding.reason == TAKEN_BACK for finding in light):
        return kind, "the quote leaves out only what the speaker took back"
    summary = "only small words differ"
    if kind == OTHER_FORM:
        summary = "only the form of a word differs"
    if len(light) > _NAMED:
        return kind, f"{summary}, in {len(light)} places"
    named = (_difference(each, printed, place).removesuffix(_UNMARKED) for each in light)
    return kind, f"{summary}: {', and '.join(named)}"


def _slight_kind(place: Placement) -> str:
    """The kind of slight differences at a place, under the name of a policy's allowance."""
    light = _light(place)
    if not light:
        return _GARBLED
    return OTHER_FORM if all(each.reason == OTHER_FORM for each in light) else "small words"


def _light(place: Placement) -> list[JudgedEdit]:
    return [finding for finding in place.findings if finding.change is Effect.LIGHT]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _QUOTED else line[:_QUOTED].rsplit(" ", 1)[0] + " …"


def _has_marks(printed: Printed, place: Placement) -> bool:
    """Return whether the quote has edit marks of its own, not just those of the source."""
    length = len(printed.words)
    said = with_one_dots(place.text[place.start : place.end])
    return any(
        (0 < number < length or mark.words)
        and with_one_dots(printed.text[mark.start : mark.end]) not in said
        for number, row in printed.marks.items()
        for mark in row
    )


def _same_surface(printed: Printed, place: Placement) -> bool:
    return printed.words.surfaces == place.words.surfaces[place.low : place.high]


def _joined(claim: Claim, best: Placement, pieces: list[Placement], finder: Finder) -> Check:
    places = [best, *pieces]
    reordered = stand_side_by_side(places, finder.limits)
    return Check(
        verdict=Verdict.ALTERED if reordered else Verdict.SPLICED,
        triage=Triage.ERROR,
        speaker_match=best.speaker,
        flags=_in_order(remark_flags(remarks(claim, best, places, finder))),
        diff=passage_diff(claim.printed, best),
        matches=tuple(_passage(place, finder) for place in places),
        why=REASON if reordered else "two passages that stand apart in the sources were joined",
    )


def _as_reported(claim: Claim, places: Sequence[Placement], finder: Finder) -> Placement | None:
    """A place where the claimed speaker is quoted by somebody else, if all places have other
    speakers and differ."""
    first = places[0]
    if first.speaker is not SpeakerMatch.OTHER:
        return None
    if judge_wording(claim.printed, first).verdict in _FAITHFUL:
        return None
    return next((place for place in places if _is_reported(claim, place, finder)), None)


def _is_reported(claim: Claim, place: Placement, finder: Finder) -> bool:
    if place.quality < finder.limits.found_share or place.speaker is not SpeakerMatch.OTHER:
        return False
    before = said_before(place)
    told = place.head.tier is Tier.SECONDARY or place.quotes_others
    if told and not before.strip(_OPENING):
        return False  # a story puts marks around everybody's words
    return is_reported(before, claim.speaker, finder.library.canon, finder.lexicon)


def _judge_speaker(
    claim: Claim, best: Placement, wording: Judgement, finder: Finder, *, unheld: str
) -> Judgement:
    """The verdict when the speaker and the date are taken into account."""
    limits = finder.limits
    if best.coverage < limits.found_share or best.quality < limits.least_quality:
        return Judgement(Verdict.NOT_FOUND, None, _NOWHERE)
    if wording.verdict not in _FAITHFUL and not is_telling(
        claim.printed, best, finder.library, finder.lexicon.function
    ):
        return Judgement(Verdict.NOT_FOUND, None, _NOWHERE)
    if best.speaker is SpeakerMatch.OTHER:
        label = best.label or best.printed_label or ""
        if best.length < limits.other_speaker_words:
            return Judgement(Verdict.NOT_FOUND, None, f"only {label} says these few words")
        if _is_reported(claim, best, finder):
            return Judgement(Verdict.SECONDHAND, None, f"{label} is quoting somebody else here")
        near = best.quality >= limits.other_speaker_share and wording.verdict in _FAITHFUL
        own = is_somebodys(claim.printed, best, finder.library)
        if near and own and not best.later:
            return Judgement(Verdict.MISATTRIBUTED, None, f"the words are {label}’s")
        return Judgement(Verdict.NOT_FOUND, None, f"only {label} says something like it")
    if best.is_narration and best.head.tier is Tier.SECONDARY:
        return Judgement(Verdict.NOT_FOUND, None, NARRATION_TOLD)
    if best.later and wording.verdict not in _FAITHFUL:
        reason = "only a later source has something like it"
        return Judgement(Verdict.NOT_FOUND, None, reason)
    if wording.verdict in _FAITHFUL and unheld:
        return Judgement(Verdict.SECONDHAND, None, unheld)
    return wording


def _not_found(claim: Claim, places: Sequence[Placement], finder: Finder, why: str) -> Check:
    limits = finder.limits
    near = [
        place
        for place in places
        if place.coverage >= limits.nearest.aligned_share
        and shares_content(claim, place.words.forms[place.low : place.high], finder)
    ]
    near = near[: limits.shown]
    shown = [_passage(place, finder, near=True) for place in near] or nearest(claim, finder)
    return Check(
        verdict=Verdict.NOT_FOUND,
        triage=Triage.OPEN,
        speaker_match=finder.said_by(claim.speaker, shown[0]) if shown else SpeakerMatch.UNKNOWN,
        flags=(Flag.LATER_SOURCE,) if near and near[0].later else (),
        matches=tuple(shown),
        why="; ".join([why, *_unread(finder), *([NEAREST_SHOWN] if shown else [])]),
    )


def _unread(finder: Finder) -> list[str]:
    """A note that the words may stand in a file that could not be read."""
    count = len(finder.library.unread)
    return [f"{counted(count, 'file')} could not be read"] if count else []


def _triage(judgement: Judgement, flags: Collection[Flag], policy: Policy) -> Triage:
    verdict = judgement.verdict
    if verdict is Verdict.SECONDHAND:
        return Triage.LOOK
    if verdict not in _FAITHFUL:
        return Triage.ERROR
    if not set(flags).isdisjoint(policy.looks):
        return Triage.LOOK
    if verdict is Verdict.VERBATIM or judgement.allowance in policy.passes:
        return Triage.PASS
    return Triage.LOOK


def _in_order(flags: Collection[Flag]) -> tuple[Flag, ...]:
    return tuple(flag for flag in Flag if flag in flags)


def _worth_showing(places: Sequence[Placement], finder: Finder) -> list[Placement]:
    kept = [places[0]]
    kept += [place for place in places[1:] if place.coverage >= finder.limits.found_share]
    return kept[: finder.limits.shown]


def _passage(place: Placement, finder: Finder, *, near: bool = False) -> Passage:
    passage = finder.library.passage(
        place.shelf, place.window, place.low, place.high, score=max(0.0, place.coverage), near=near
    )
    if passage.speaker is None and place.speaker is not SpeakerMatch.UNKNOWN:
        return replace(passage, speaker=passage.label)  # the claim shows that it is a label
    return passage


def passage_diff(printed: Printed, place: Placement) -> tuple[DiffOp, ...]:
    """The word diff, each side as written: the source's words and the quote's."""
    ops: list[DiffOp] = []
    quote, source = printed.words, place.words
    at = 0
    for edit in whole_edits((each.edit for each in place.findings), source, quote):
        if edit.q_low > at:
            ops.append(DiffOp("=", printed.text[quote.starts[at] : quote.ends[edit.q_low - 1]]))
        if edit.s_high > edit.s_low:
            words = place.text[source.starts[edit.s_low] : source.ends[edit.s_high - 1]]
            ops.append(DiffOp("-", words))
        if edit.q_high > edit.q_low:
            words = printed.text[quote.starts[edit.q_low] : quote.ends[edit.q_high - 1]]
            ops.append(DiffOp("+", words))
        at = edit.q_high
    if place.length > at:
        ops.append(DiffOp("=", printed.text[quote.starts[at] : quote.ends[place.length - 1]]))
    return tuple(ops)
