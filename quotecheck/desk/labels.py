"""The words of the desk for verdicts, decisions and states: one glyph and a few words for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotecheck.desk.events import Action, Change, Event
from quotecheck.desk.queue import is_error, triage
from quotecheck.desk.states import QuoteState, Status
from quotecheck.display import one_line
from quotecheck.model import (
    Attribution,
    Flag,
    Kind,
    Pending,
    Reading,
    ReportVerdict,
    State,
    Triage,
    Verdict,
    Wording,
)

if TYPE_CHECKING:
    from quotecheck.model import Check, Decision, Passage

WORDING = {
    Wording.CONFIRMED: ("✓", "confirmed"),
    Wording.TRIMMED: ("✓", "confirmed as trimmed"),
    Wording.CORRECTED: ("~", "words corrected"),
    Wording.PARAPHRASE: ("¶", "make it a paraphrase"),
    Wording.CANNOT_VERIFY: ("✗", "cannot be verified"),
    Wording.WAIVED: ("w", "waived"),
    Wording.NOT_A_QUOTE: ("-", "not a quotation"),
}

READING = {
    Reading.FAIR: ("✓", "fair"),
    Reading.WRONG: ("✗", "wrong"),
    Reading.CANNOT_VERIFY: ("?", "cannot be verified"),
    Reading.SKIPPED: ("-", "skipped"),
}

STATUS = {
    Status.OPEN: ("·", "open"),
    Status.LATER: ("…", "later"),
    Status.WRITER: ("»", "for the writer"),
    Status.SOURCE: ("?", "needs a source"),
    Status.REOPENED: ("↻", "open again"),
    Status.CONFLICT: ("≠", "disputed"),
    Status.DECIDED: ("✓", "decided"),
    Status.ASIDE: (" ", "not speech"),
}

PENDING = {
    Pending.NOTHING: "open again",
    Pending.LATER: "left for later",
    Pending.WRITER: "flagged for the writer",
    Pending.SOURCE: "needs a source",
}

FLAGS = {
    Flag.NEGATION: "a negation differs",
    Flag.NUMBER: "a number differs",
    Flag.HEDGE: "a hedge differs",
    Flag.MODAL: "a modal verb differs",
    Flag.TENSE: "the tense differs",
    Flag.NAME: "a name differs",
    Flag.SECOND_HAND: "the speaker is quoting somebody",
    Flag.CROPPED: "cut off before words that matter",
    Flag.CROSSES_TURN: "runs over from one speaker to another",
    Flag.LATER_SOURCE: "the source is later than the article",
    Flag.SOURCES_DISAGREE: "the sources disagree about the words",
    Flag.MANY_PLACES: "stands in many places",
    Flag.SPEAKER_UNSURE: "the source leaves open who speaks",
    Flag.NO_SPEAKERS: "the speaker is not checked",
}

_VERDICT_GLYPH = {
    Triage.PASS: "=",
    Triage.LOOK: "~",
    Triage.ERROR: "!",
    Triage.OPEN: "?",
}


_REPORT_GLYPH = {
    ReportVerdict.CLASH: "~",
    ReportVerdict.RELATED: " ",
    ReportVerdict.NO_PASSAGE: "?",
    ReportVerdict.SUPPORTED: "=",
    ReportVerdict.UNCHECKED: " ",
}


def unheard(passage: Passage) -> str:
    """A remark on a passage whose source does not name who says it; empty where it does, and where
    the passage is only the nearest."""
    if passage.speaker or passage.near:
        return ""
    named = f"only “{one_line(passage.label)}”" if passage.label else "nobody"
    return f"the source names {named}: not checked"


_SAID_BY_WHY = frozenset(
    {
        Flag.CROPPED,
        Flag.CROSSES_TURN,
        Flag.LATER_SOURCE,
        Flag.SOURCES_DISAGREE,
        Flag.SPEAKER_UNSURE,
        Flag.NO_SPEAKERS,
    }
)


def flags_told(check: Check) -> list[str]:
    """The flags of a check in words, without those that its reason tells in a sentence of their
    own."""
    told = _SAID_BY_WHY if check.why else ()
    return [FLAGS[flag] for flag in check.flags if flag not in told]


def verdict_glyph(state: QuoteState) -> str:
    """``!`` error, ``~`` look, ``=`` pass, ``?`` nothing found, space for what is not speech."""
    if state.quote.report is not None:
        return _REPORT_GLYPH[state.quote.report.verdict]
    if state.status is Status.ASIDE:
        return " "
    if is_error(state):
        return "!"
    return _VERDICT_GLYPH[triage(state)]


def chosen_by_hand(state: QuoteState) -> bool:
    """Return whether an editor has found a passage where the engine found none."""
    check, report, decision = state.quote.check, state.quote.report, state.decision
    if decision is None or decision.evidence is None:
        return False
    if report is not None:
        return report.verdict is ReportVerdict.NO_PASSAGE
    return check is not None and check.verdict is Verdict.NOT_FOUND


def why(state: QuoteState) -> str:
    """The reason for the verdict; what an editor has found since goes before it."""
    if chosen_by_hand(state):
        return "the engine found no passage; this one was chosen by hand"
    check = state.quote.report or state.quote.check
    if check is None:
        return ""
    chosen = state.decision.evidence if state.decision is not None else None
    if chosen is None or not check.matches:
        return check.why
    places = {(each.source, each.start, each.end) for each in check.matches}
    if (chosen.source, chosen.start, chosen.end) in places:
        return check.why
    return f"this passage was chosen by hand; of the engine’s own: {check.why}"


def verdict_title(state: QuoteState) -> str:
    """The verdict as a headline: "FLIPPED · negation"."""
    check, report = state.quote.check, state.quote.report
    if report is not None:
        words = [report.verdict.upper().replace("-", " ")]
        kinds = (part.kind.value for part in report.particulars if part.state is State.DIFFERS)
        chosen = ["passage chosen"] if chosen_by_hand(state) else []
        return " · ".join([*words, *dict.fromkeys(kinds), *chosen])
    if check is None:
        return "NOT CHECKED"
    words = [str(check.verdict).upper().replace("-", " ")]
    if is_error(state) and check.verdict not in _SPEAKER and check.triage is not Triage.ERROR:
        words.append("OTHER SPEAKER")
    if chosen_by_hand(state):
        words.append("passage chosen")
    return " · ".join([*words, *(flag.value for flag in check.flags)])


_SPEAKER = frozenset({Verdict.MISATTRIBUTED})


def spoken_name(state: QuoteState) -> str:
    """The name that a person uses: "quotation 3", or "report 2" of what is reported without
    marks."""
    what = "report" if state.quote.kind is Kind.INDIRECT else "quotation"
    return f"{what} {state.number}"


def state_glyph(state: QuoteState) -> str:
    """The glyph of the state, or of the decision once there is one."""
    decision = state.decision
    if state.decided and decision is not None and decision.reading is not None:
        return READING[decision.reading][0]
    if state.decided and decision is not None and decision.wording is not None:
        if decision.attribution is Attribution.CORRECTED and decision.wording in _AS_PRINTED:
            return "~"
        return WORDING[decision.wording][0]
    return STATUS[state.status][0]


_AS_PRINTED = frozenset({Wording.CONFIRMED, Wording.TRIMMED})


def decision_text(decision: Decision) -> str:
    """A decision in words, without who and when."""
    if decision.reading is not None:
        return _reading_text(decision.reading, decision.reason)
    words = []
    if decision.wording is not None:
        words.append(WORDING[decision.wording][1])
    if decision.attribution is Attribution.CORRECTED:
        words.append(f"speaker {decision.speaker}")
    elif decision.attribution is not None and decision.wording is None:
        words.append("speaker " + _SPEAKER_WORDS[decision.attribution])
    if decision.pending is not Pending.NOTHING:
        words.append(PENDING[decision.pending])
    if decision.together and words:
        words[0] += f" {with_others(decision.together)}"
    if decision.reason:
        words.append(f"because {decision.reason}")
    return ", ".join(words) or "a note"


def _reading_text(reading: Reading, reason: str) -> str:
    words = READING[reading][1]
    if not reason:
        return words
    return f"{words}: {reason}" if reading is Reading.WRONG else f"{words}, because {reason}"


_SPEAKER_WORDS = {
    Attribution.CONFIRMED: "confirmed",
    Attribution.CORRECTED: "corrected",
    Attribution.CANNOT_VERIFY: "cannot be verified",
}


def with_others(count: int) -> str:
    """A note that a quotation was judged from a list, not by itself."""
    return f"together with {count} {'other' if count == 1 else 'others'}"


def unsettled(state: QuoteState) -> list[str]:
    """Sentences on a decision that no longer stands: what has changed, or what editors dispute."""
    told = []
    if state.reopened is not None:
        was = state.reopened.was
        told.append(f"{state.reopened.reason}; {was.editor} had decided: {decision_text(was)}")
    sides = ((entry.event.editor, change_text(entry.item.change)) for entry in state.conflict)
    return [*told, *(f"disputed, {editor}: {words}" for editor, words in sides)]


def change_text(change: Change) -> str:
    """The change that was made, with its glyph: "✓ confirmed", "~ speaker Jane Okoro"."""
    if change.reading is not None:
        glyph = READING[change.reading][0]
        return f"{glyph} {_reading_text(change.reading, change.reason or '')}"
    if change.wording is not None:
        glyph, words = WORDING[change.wording]
        if change.attribution is Attribution.CORRECTED:
            return f"~ {words}, speaker {change.speaker}"
        if change.together:
            words += f" {with_others(change.together)}"
        return f"{glyph} {words}"
    if change.attribution is not None:
        name = f" {change.speaker}" if change.speaker else " " + _SPEAKER_WORDS[change.attribution]
        return f"~ speaker{name}"
    if change.pending is not None:
        return f"{STATUS[Status(change.pending.value)][0]} {PENDING[change.pending]}"
    if change.evidence is not None:
        return "passage chosen"
    return "private note" if change.private is not None else "note"


def event_text(event: Event) -> str:
    """An event in words: "✓ confirmed", "✓ confirmed, 6 quotes"."""
    if event.action is Action.SPANS and event.spans:
        return _spans_text(len(event.spans.removed), len(event.spans.added))
    if event.alias is not None:
        name, alias = event.alias.name, event.alias.alias
        return f"{name} is exported as {alias}" if alias else f"{name} is no longer confidential"
    if event.signature is not None:
        return "signed"
    if not event.items:
        return str(event.action.value)
    words = change_text(event.items[0].change)
    alone = len(event.items) == 1 or event.items[0].change.together
    return words if alone else f"{words}, {len(event.items)} quotes"


def _spans_text(removed: int, added: int) -> str:
    if removed > added:
        return "joined"
    return "split" if removed else "marked as a quotation"
