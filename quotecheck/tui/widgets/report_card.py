"""One report on a card: speaker, words, each particular beside the passage's, and the decision."""

from __future__ import annotations

from quotecheck.desk import labels
from quotecheck.desk.reported import differing
from quotecheck.desk.states import QuoteState, Status
from quotecheck.display import around, moment
from quotecheck.model import ParticularKind, Passage, ReportVerdict, SpeakerMatch, State
from quotecheck.tui.widgets.card_pane import LABEL, CardPane, CardRow, labelled, unsettled
from quotecheck.tui.widgets.line_pane import StyledLine, StyledSpan

_MATCH = {
    SpeakerMatch.SAME: ("✓ same person", "pass"),
    SpeakerMatch.OTHER: ("✗ somebody else", "look"),
    SpeakerMatch.UNKNOWN: ("? not known whether the same", "look"),
}


class ReportCard(CardPane):
    """The card of the current report."""

    def _draw(self) -> None:
        state, passage, _, surroundings, *_ = self._shown
        lines = report_lines(state, passage, self.inner_width, surroundings) if state else []
        self.set_lines(lines, top=0)


def report_lines(
    state: QuoteState, passage: Passage | None, width: int, surroundings: tuple[str, str] = ("", "")
) -> list[StyledLine]:
    """The lines of a card. What matters most comes first, for a pane may show only the top."""
    note = state.decision.note if state.decision else ""
    rows = [
        *unsettled(state),
        ("speaker", _speaker(state, passage)),
        ("report", _report(state)),
        *_compared(state),
        ("around", [StyledSpan(around(*surroundings, width - LABEL), "dim")]),
        ("why", [StyledSpan(_why(state), "dim")]),
        ("decided", _decided(state)),
        ("note", [StyledSpan(note)]),
        ("private", [StyledSpan(state.private, "dim")]),
    ]
    return labelled(rows, width)


def _speaker(state: QuoteState, passage: Passage | None) -> list[StyledSpan]:
    quote = state.quote
    spans = [StyledSpan(quote.speaker.name if quote.speaker else "nobody is named", "speaker")]
    if named := state.decision and state.decision.speaker:
        spans += [StyledSpan(" → ", "dim"), StyledSpan(named, "new")]
    said_by = passage.speaker or passage.label if passage else None
    if said_by and quote.report is not None:
        best = bool(quote.report.matches) and passage == quote.report.matches[0]
        words, look = _MATCH[quote.report.speaker_match] if best and not named else ("", "")
        spans += [StyledSpan(f"   source says: {said_by}  ", "dim"), StyledSpan(words, look)]
    return spans


def _report(state: QuoteState) -> list[StyledSpan]:
    """The words, with the particulars that differ in ``[-…-]``."""
    quote = state.quote
    spans: list[StyledSpan] = []
    at = 0
    for part in differing(state):
        if part.start >= at and part.end > part.start:
            spans += [StyledSpan(quote.text[at : part.start], "strong")]
            spans.append(StyledSpan(f"[-{quote.text[part.start : part.end]}-]", "gone"))
            at = part.end
    spans.append(StyledSpan(quote.text[at:], "strong"))
    return [StyledSpan(" ".join(span.text.split("\n")), span.look) for span in spans]


def _why(state: QuoteState) -> str:
    """The reason that the engine gives, unless the particulars above say it already."""
    check = state.quote.report
    if check is None:
        return "not checked against any source"
    return "" if check.verdict is ReportVerdict.CLASH and differing(state) else labels.why(state)


def _compared(state: QuoteState) -> list[CardRow]:
    """The particulars by how they stand to the passages: what differs comes first."""
    check = state.quote.report
    if check is None:
        return []
    rows: list[CardRow] = []
    named = state.decision.speaker if state.decision else None
    for part in differing(state):
        kind = f" ({part.kind.value})"
        printed = f"the report has “{part.text}”"
        if part.kind is ParticularKind.SPEAKER:
            if named and named.casefold() == part.source.casefold():
                continue
            printed = f"you name “{named}”" if named else f"the report names “{part.text}”"
        spans = [
            StyledSpan(f"{printed}, the source "),
            StyledSpan(f"{{+{part.source}+}}", "new"),
            StyledSpan(kind, "dim"),
        ]
        rows.append(("differs", spans))
    for label, standing, look in (
        ("missing", State.MISSING, "look"),
        ("same", State.SAME, "pass"),
    ):
        words = [part.text for part in check.particulars if part.state is standing]
        if words:
            rows.append((label, [StyledSpan(" · ".join(words), look)]))
    return rows


def _decided(state: QuoteState) -> list[StyledSpan]:
    decision = state.decision
    if decision is None or state.status is Status.OPEN:
        return []
    when = moment(decision.at)
    glyph = labels.state_glyph(state)
    return [
        StyledSpan(f"{glyph} {labels.decision_text(decision)}", "strong"),
        StyledSpan(f" · {decision.editor} · {when}", "dim"),
    ]
