"""One quotation on a card: speaker, printed words, source's words, why, and the decision."""

from __future__ import annotations

from collections.abc import Sequence

from quotecheck.desk import labels
from quotecheck.desk.diff import word_diff
from quotecheck.desk.judgements import bare
from quotecheck.desk.states import QuoteState, Status
from quotecheck.display import around, moment
from quotecheck.model import DiffOp, Medium, Passage, SpeakerMatch
from quotecheck.tui.widgets.line_pane import LinePane, StyledLine, StyledSpan, wrapped
from quotecheck.verify.beside import Beside

CardRow = tuple[str, Sequence[StyledSpan]]
ShownState = tuple[
    QuoteState | None, Passage | None, Beside | None, tuple[str, str], str, SpeakerMatch | None
]

LABEL = 10
_CHANGED = frozenset({"gone", "new"})
_SHORT = 16  # characters
_MATCH = {
    SpeakerMatch.SAME: ("✓ same person", "pass"),
    SpeakerMatch.OTHER: ("✗ somebody else", "error"),
    SpeakerMatch.UNKNOWN: ("? not known whether the same", "look"),
}


class CardPane(LinePane):
    """The card of the current quotation."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._shown: ShownState = (None, None, None, ("", ""), "", None)

    def set_quote(
        self,
        state: QuoteState | None,
        passage: Passage | None,
        beside: Beside | None = None,
        surroundings: tuple[str, str] = ("", ""),
        description: str = "",
        decided: SpeakerMatch | None = None,
    ) -> None:
        """Show a quotation beside the passage in view, with what the source says around that and
        what the article says of its speaker beside the name. ``decided`` says whether a speaker
        whom the editor named speaks there."""
        self._shown = (state, passage, beside, surroundings, description, decided)
        self._draw()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._draw()

    def _draw(self) -> None:
        state, passage, beside, surroundings, told, decided = self._shown
        if state is None:
            self.set_lines([], top=0)
            return
        width = self.inner_width
        lines = card_lines(state, passage, beside, surroundings, width, told, decided)
        self.set_lines(lines, top=0)


def card_lines(
    state: QuoteState,
    passage: Passage | None,
    beside: Beside | None,
    surroundings: tuple[str, str],
    width: int,
    description: str = "",
    decided: SpeakerMatch | None = None,
) -> list[StyledLine]:
    """The lines of a card. What matters most comes first, for a pane may show only the top."""
    ops = compared(state, passage, beside)
    room = width - LABEL
    rows = unsettled(state)
    if state.reopened is not None and state.reopened.diff:
        rows.insert(1, ("changes", _marked(state.reopened.diff)))
    decision = state.decision
    rows += [
        ("speaker", _speaker(state, passage, beside, decided)),
        ("said of", _said_of(state, description)),
        ("printed", shortened(_printed(state, ops), room)),
        ("source", shortened(_source(state, passage, ops), room)),
        ("around", [StyledSpan(around(*surroundings, room), "dim")]),
        ("why", _why(state)),
        ("decided", _decided(state)),
        ("question", [StyledSpan(decision.question if decision else "")]),
        ("note", [StyledSpan(decision.note if decision else "")]),
        ("private", [StyledSpan(state.private, "dim")]),
    ]
    return labelled(rows, width)


def unsettled(state: QuoteState) -> list[CardRow]:
    """Rows on a decision that no longer stands: what has changed, or what editors dispute."""
    rows: list[CardRow] = []
    if state.reopened is not None:
        was = state.reopened.was
        words = f"{state.reopened.reason}; {was.editor} had decided: {labels.decision_text(was)}"
        rows.append(("↻ again", [StyledSpan(words, "warning")]))
    for entry in state.conflict:
        words = f"{entry.event.editor}: {labels.change_text(entry.item.change)}"
        rows.append(("≠ dispute", [StyledSpan(words, "warning")]))
    return rows


def labelled(rows: Sequence[CardRow], width: int) -> list[StyledLine]:
    """The lines of rows, each behind its label; a row with nothing in it is left out."""
    lines: list[StyledLine] = []
    for label, spans in rows:
        if any(span.text.strip() for span in spans):
            lines.extend(wrapped(spans, width, label=label, indent=LABEL))
    return lines


def shortened(spans: Sequence[StyledSpan], room: int) -> list[StyledSpan]:
    """Spans that take more than two rows, with the middle of what differs in nothing left out."""
    if sum(len(span.text) for span in spans) <= 2 * room:
        return list(spans)
    plain = [span for span in spans if span.look not in _CHANGED]
    changed = sum(len(span.text) for span in spans) - sum(len(span.text) for span in plain)
    runs = sum(len(span.text) > _SHORT for span in plain)
    share = max(_SHORT, (2 * room - changed) // (2 * max(1, runs)) - _SHORT)
    kept: list[StyledSpan] = []
    for span in spans:
        words = span.text.split()
        head, tail = span.text[:share].rpartition(" ")[0], span.text[-share:].partition(" ")[2]
        left = len(words) - len(head.split()) - len(tail.split())
        if span.look in _CHANGED or len(span.text) <= 2 * share + _SHORT or left < 1:
            kept.append(span)
        else:
            kept += [
                StyledSpan(head, span.look),
                StyledSpan(f" ⋯{left} words⋯ ", "dim"),
                StyledSpan(tail, span.look),
            ]
    return kept


def compared(state: QuoteState, passage: Passage | None, beside: Beside | None) -> Sequence[DiffOp]:
    """The word diff of the quotation and the passage in view: the engine's where it made one."""
    check = state.quote.check
    if passage is None or check is None:
        return ()
    if check.diff and check.matches and passage == check.matches[0]:
        return check.diff
    if beside is not None:
        return beside.ops
    return word_diff(passage.text, bare(state.quote.text))


def _speaker(
    state: QuoteState,
    passage: Passage | None,
    beside: Beside | None,
    decided: SpeakerMatch | None,
) -> list[StyledSpan]:
    quote, decision = state.quote, state.decision
    printed = quote.speaker.name if quote.speaker else "nobody is named"
    spans = [StyledSpan(printed, "speaker")]
    if quote.speaker and quote.speaker.mention and quote.speaker.mention.text != printed:
        spans.append(StyledSpan(f" (“{quote.speaker.mention.text}”)", "dim"))
    if decision is not None and decision.speaker:
        spans += [StyledSpan(" → ", "dim"), StyledSpan(decision.speaker, "new")]
    if quote.medium is not Medium.UNKNOWN:
        spans.append(StyledSpan(f" · {quote.medium}", "dim"))
    if quote.via:
        spans.append(StyledSpan(f" · via {quote.via}", "dim"))
    if passage is not None and not passage.near and quote.check is not None:
        # The engine's word on the speaker is about the passage that it found, not about any other.
        engine = quote.check.speaker_match if quote.check.matches else None
        first = passage in quote.check.matches[:1] or beside is None
        printed_match = engine if first or beside is None else beside.speaker
        named = decision is not None and decision.speaker
        match = decided if named else printed_match
        if passage.speaker:
            spans.append(StyledSpan(f"   source says: {passage.speaker}  ", "dim"))
            spans += [StyledSpan(*_MATCH[match])] if match is not None else []
        else:
            spans.append(StyledSpan(f"   {labels.unheard(passage)}", "dim"))
    return spans


def _said_of(state: QuoteState, description: str) -> list[StyledSpan]:
    """The words of the article on the printed speaker that stay when the name changes."""
    decision, printed = state.decision, state.quote.speaker
    named = decision.speaker if decision else None
    if not description or printed is None or not named or named == printed.name:
        return []
    words = f"“{description}” is said of {printed.name}: left to the writer"
    return [StyledSpan(words, "warning")]


def _printed(state: QuoteState, ops: Sequence[DiffOp]) -> list[StyledSpan]:
    text = " ".join(state.quote.text.split())
    if all(op.op != "+" for op in ops) or (
        state.quote.check and state.quote.check.matches[:1] and _near(state)
    ):
        return [StyledSpan(text, "strong")]
    return _mark_words(text, ops)


def _mark_words(text: str, ops: Sequence[DiffOp]) -> list[StyledSpan]:
    """The printed text with the words that are not the source's in ``[-…-]``."""
    spans: list[StyledSpan] = []
    at = shown = 0
    for op in ops:
        words = " ".join(op.words.split())
        found = text.find(words, at) if op.op != "-" else -1
        if found < 0:
            continue
        at = found + len(words)
        if op.op == "+":
            spans += [StyledSpan(text[shown:found], "strong"), StyledSpan(f"[-{words}-]", "gone")]
            shown = at
    return [*spans, StyledSpan(text[shown:], "strong")]


def _near(state: QuoteState) -> bool:
    check = state.quote.check
    return bool(check and check.matches and check.matches[0].near)


def _source(state: QuoteState, passage: Passage | None, ops: Sequence[DiffOp]) -> list[StyledSpan]:
    if passage is None:
        return [StyledSpan("no passage: / searches the sources", "dim")]
    if passage.near:
        return [
            StyledSpan("not there; nearest: ", "look"),
            StyledSpan(f"“{' '.join(passage.text.split())}”", "dim"),
        ]
    if ops and all(op.op == "=" for op in ops):
        return [StyledSpan("the same words", "pass")]
    if state.quote.check is None or not ops:
        return [StyledSpan(f"“{' '.join(passage.text.split())}”")]
    return _marked([op for op in ops if op.op != "+"], new="-")


def _marked(ops: Sequence[DiffOp], *, new: str = "+") -> list[StyledSpan]:
    """A diff with ``[-gone-]`` and ``{+new+}``; ``new`` is the operation that brings words in."""
    spans: list[StyledSpan] = []
    for op in ops:
        if op.op == "=":
            spans.append(StyledSpan(f"{op.words} "))
        elif op.op == new:
            spans += [StyledSpan(f"{{+{op.words}+}}", "new"), StyledSpan(" ")]
        else:
            spans += [StyledSpan(f"[-{op.words}-]", "gone"), StyledSpan(" ")]
    return spans


def _why(state: QuoteState) -> list[StyledSpan]:
    check = state.quote.check
    if check is None:
        return [StyledSpan("not checked against any source", "dim")]
    reasons = [labels.why(state), *labels.flags_told(check)]
    if check.allowance:
        reasons.append(f"passes as {check.allowance}")
    reasons = [reason for reason in reasons if reason]
    look = "error" if labels.verdict_glyph(state) == "!" else ""
    return [StyledSpan(" · ".join(reasons), look)] if reasons else []


def _decided(state: QuoteState) -> list[StyledSpan]:
    decision = state.decision
    if decision is None or state.status in (Status.OPEN, Status.ASIDE):
        words = labels.decision_text(decision) if decision and decision.attribution else ""
        return [StyledSpan(words, "decided")] if words else []
    glyph = labels.state_glyph(state)
    when = moment(decision.at)
    spans = [StyledSpan(f"{glyph} {labels.decision_text(decision)}", "strong")]
    if decision.text:
        spans.append(StyledSpan(f" {decision.text}", "new"))
    return [*spans, StyledSpan(f" · {decision.editor} · {when}", "dim")]
