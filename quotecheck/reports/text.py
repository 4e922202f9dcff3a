"""The view of a document for an editor's terminal: worst first, each with a place to jump to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from quotecheck.display import (
    Palette,
    clip,
    counted,
    file_address,
    located,
    one_line,
    tier_in_words,
    wrap,
)
from quotecheck.model import (
    Check,
    DiffOp,
    Document,
    Kind,
    Passage,
    Quotation,
    ReportCheck,
    ReportVerdict,
    SpeakerMatch,
    State,
    Triage,
    Verdict,
)
from quotecheck.reports.tallies import speakers_unchecked, tally
from quotecheck.text import Lines

_ORDER = {Triage.ERROR: 0, Triage.OPEN: 1, Triage.LOOK: 2, Triage.PASS: 3}
_GLYPH = {Triage.ERROR: "✗", Triage.OPEN: "?", Triage.LOOK: "~", Triage.PASS: "✓"}
# Yellow, magenta and cyan are told apart by all; red and green are not.
_COLOUR = {Triage.ERROR: (1, 35), Triage.OPEN: (1, 36), Triage.LOOK: (33,), Triage.PASS: (2,)}
_REPORT_ORDER = (
    ReportVerdict.CLASH,
    ReportVerdict.RELATED,
    ReportVerdict.NO_PASSAGE,
    ReportVerdict.SUPPORTED,
    ReportVerdict.UNCHECKED,
)
_TICKS = {State.DIFFERS: "~", State.MISSING: "?", State.ELSEWHERE: "·", State.SAME: "✓"}
_TICK_ORDER = tuple(_TICKS)
_LABEL = 10
DOUBTFUL = 0.9  # below it an editor is shown the other reading

Context = Callable[[Passage], tuple[str, str]]
"""Gives what stands before and after a passage in its source."""

Address = Callable[[Passage], str]
"""Gives the address at which a passage can be read, or nothing."""


class TextView(NamedTuple):
    """Options for showing documents: colours and columns, what stands around a passage, where it
    can be opened, and whether ``everything`` is shown or only what somebody has to look at."""

    palette: Palette
    columns: int
    context: Context | None = None
    address: Address | None = None
    everything: bool = False

    @property
    def room(self) -> int:
        """The columns beside a label."""
        return max(30, self.columns - _LABEL - 4)


def extracted(document: Document, view: TextView) -> Iterator[str]:
    """The quotations of a document in text order: where, what, who, and by which rule."""
    palette = view.palette
    lines = Lines(document.article.text)
    shown = [quote for quote in document.quotes if quote.kind is not Kind.INDIRECT]
    for quote in shown:
        yield from _heading(document, quote, lines, view, quote.kind.value)
        if quote.kind is not Kind.NON_SPEECH:
            yield from _row("speaker", _who(quote), view)
    found = len(shown)
    indirect = len(document.quotes) - found
    unknown = sum(quote.speaker is None and quote.kind is not Kind.NON_SPEECH for quote in shown)
    parts = [f"{counted(found, 'quotation')} in {counted(_words(document), 'word')}"]
    if indirect:
        parts.append(f"{indirect} reported without marks")
    if unknown:
        parts.append(f"{unknown} without a speaker")
    yield palette.bold(f"{_name(document)}: {', '.join(parts)}")


def check_lines(document: Document, view: TextView) -> Iterator[str]:
    """The quotations of a document that somebody has to look at, worst first: the words, who, how
    they differ, where, and what the source has around them; then how many there are of each.
    Those that pass are shown too if the view shows everything, else counted."""
    lines = Lines(document.article.text)
    judged = [(quote.check, quote) for quote in document.quotes if quote.check is not None]
    judged.sort(key=lambda pair: (_ORDER[pair[0].triage], pair[1].start))
    for check, quote in judged:
        if check.triage is Triage.PASS and not view.everything:
            continue
        label = f"{_GLYPH[check.triage]} {check.verdict.value}"
        if check.flags:
            label += f" ({', '.join(flag.value for flag in check.flags)})"
        painted = view.palette.paint(label, *_COLOUR[check.triage])
        yield from _heading(document, quote, lines, view, painted)
        yield from _evidence(quote, check, view)
    counts = Counter(check.triage for check, _ in judged)
    none = bool(document.reports) and not judged
    found = "no quotations in marks" if none else counted(len(judged), "quotation")
    asked = _passing_tally(counts, everything=view.everything)
    yield view.palette.bold(f"{_name(document)}: {found}{': ' if asked else ''}{asked}")
    if unchecked := speakers_unchecked([quote for _, quote in judged]):
        yield f"{_name(document)}: {unchecked}"


def _passing_tally(counts: Counter[Triage], *, everything: bool) -> str:
    passed = counts[Triage.PASS]
    if everything or not passed:
        return tally(counts, _ORDER)
    rest = tally(counts, (each for each in _ORDER if each is not Triage.PASS))
    return f"{rest}{', ' if rest else ''}{passed} passed; --all shows them"


def reported(document: Document, view: TextView, *, everything: bool = False) -> Iterator[str]:
    """The reports without marks that clash with the sources, or ``everything`` that was looked
    for: the words, who, what does not agree, and where to read; then how many there are."""
    lines = Lines(document.article.text)
    told = [(quote.report, quote) for quote in document.quotes if quote.report is not None]
    if not told:
        return
    told.sort(key=lambda pair: (_REPORT_ORDER.index(pair[0].verdict), pair[1].start))
    for check, quote in told:
        clash = check.verdict is ReportVerdict.CLASH
        if not clash and not everything:
            continue
        label = f"{'~' if clash else '·'} {check.verdict.value}"
        painted = view.palette.paint(label, *((33,) if clash else (2,)))
        yield from _heading(document, quote, lines, view, painted)
        yield from _row("speaker", _who(quote), view)
        if check.why:
            yield from _row("why", one_line(check.why), view)
        for passage, words in _to_read(check):
            yield from _row("read", f"“{_excerpt(passage.text, words, view.room * 3)}”", view)
            yield from _place_row("in", passage, view)
    counts = Counter(check.verdict for check, _ in told)
    count = counted(len(told), "report")
    verdicts = tally(counts, _REPORT_ORDER)
    yield view.palette.dim(f"{_name(document)}: {count} without marks: {verdicts}")


def _to_read(check: ReportCheck) -> Iterator[tuple[Passage, str]]:
    """The passages that an editor should read, each with the words that matter in it: the sentences
    that differ, else the best passage."""
    differing = [part for part in check.particulars if part.state is State.DIFFERS and part.passage]
    if check.verdict is ReportVerdict.CLASH and differing:
        seen: dict[Passage, str] = {}
        for part in differing:
            if part.passage is not None:
                seen.setdefault(part.passage, part.source)
        yield from seen.items()
    elif check.verdict is not ReportVerdict.NO_PASSAGE:
        yield from ((passage, "") for passage in check.matches[:1])


def _excerpt(text: str, words: str, room: int) -> str:
    """A text in a line, cut at its ends if it is too long, so that some words stay in sight."""
    line, shown = one_line(text), one_line(words)
    at = line.find(shown) if shown else -1
    if len(line) <= room or at < 0:
        return clip(line, room)
    low = max(0, min(at - (room - len(shown)) // 2, len(line) - room))
    high = min(len(line), low + room)
    lead = f"…{line[low:high].partition(' ')[2]}" if low else line[:high]
    return f"{lead.rpartition(' ')[0]}…" if high < len(line) else lead


def ticked(document: Document, view: TextView) -> Iterator[str]:
    """The particulars of a story, a line each: what the sources do not have first."""
    palette = view.palette
    if not document.ticks:
        return
    lines = Lines(document.article.text)
    yield palette.bold(f"{_name(document)}: names, numbers and days")
    for tick in sorted(
        document.ticks, key=lambda each: (_TICK_ORDER.index(each.state), each.start)
    ):
        line, column = lines.place(tick.start)
        mark = _TICKS[tick.state]
        place = f" · {where(tick.passage)}" if tick.passage else ""
        other = f" · another: {one_line(tick.source)}" if tick.source else ""
        if tick.state is State.ELSEWHERE:
            other = " · found elsewhere: read it"
        text = f"    {mark} {line}:{column} {one_line(tick.text)} ({tick.kind.value}){other}{place}"
        yield palette.dim(text) if tick.state is State.SAME else text
    counts = Counter(tick.state for tick in document.ticks)
    count = counted(len(document.ticks), "particular")
    yield palette.bold(f"{_name(document)}: {count}: {tally(counts, _TICK_ORDER)}")


def _heading(
    document: Document,
    quote: Quotation,
    lines: Lines,
    view: TextView,
    label: str,
) -> Iterator[str]:
    palette = view.palette
    line, column = lines.place(quote.start)
    place = palette.bold(f"{_name(document)}:{line}:{column}:")
    address = file_address(document.article.path) if palette.links else ""
    yield f"{palette.link(place, address)} {label}"
    text = document.article.text
    before = text[max(text.rfind("\n", 0, quote.start) + 1, quote.start - 60) : quote.start]
    stop = text.find("\n", quote.end)
    after = text[quote.end : min(stop if stop >= 0 else len(text), quote.end + 60)]
    room = max(40, view.room)
    words = clip(one_line(quote.text), room * 2)
    spare = max(0, room - len(words))
    lead = one_line(before)[-(spare // 2) :] if spare > 1 else ""
    lead = lead.partition(" ")[2] if lead and len(lead) < len(one_line(before)) else lead
    trail = one_line(after)[: spare - len(lead)]
    trail = trail.rpartition(" ")[0] if len(trail) < len(one_line(after)) else trail
    gap = " " if before[-1:].isspace() and lead else ""
    hook = " " if after[:1].isspace() and trail else ""
    if len(words) <= room:
        marked = palette.paint(words, 1, 4) if palette.on else words
        yield f"    {palette.dim(lead + gap)}{marked}{palette.dim(hook + trail)}".rstrip()
    else:
        for part in wrap(words, room):
            yield f"    {palette.paint(part, 1, 4) if palette.on else part}"


def _evidence(quote: Quotation, check: Check, view: TextView) -> Iterator[str]:
    who = _who(quote)
    known = check.matches and not check.matches[0].near
    if known and check.speaker_match is not SpeakerMatch.UNKNOWN:
        source = one_line(check.matches[0].speaker or "?")
        same = "same" if check.speaker_match is SpeakerMatch.SAME else "ANOTHER"
        who += f" · source says {source}: {same}"
    elif known and quote.speaker is not None and not check.matches[0].speaker:
        who += " · the speaker is not checked"
    yield from _row("speaker", who, view)
    if check.why:
        yield from _row("why", one_line(check.why), view)
    if check.allowance and check.verdict is not Verdict.VERBATIM:
        yield from _row("allowed", one_line(check.allowance), view)
    if any(step.op != "=" for step in check.diff):
        yield from _row("source", diff_line(check.diff), view)
    for passage in check.matches[:1]:
        if passage.near:
            words = clip(one_line(passage.text), view.room * 2)
            yield from _row("nearest", f"“{words}”", view)
        if check.triage is not Triage.PASS and (line := _surroundings(passage, view)):
            yield from _row("around", line, view)
        yield from _place_row("in", passage, view)
    for number, passage in enumerate(check.matches[1:4]):
        yield from _place_row("" if number else "also", passage, view)


def _surroundings(passage: Passage, view: TextView) -> str:
    """A passage in a line with what its source has before and after it; nothing if it has neither.

    The middle of a long passage is left out: the difference is shown above.
    """
    before, after = view.context(passage) if view.context else ("", "")
    if not before.strip() and not after.strip():
        return ""
    room = view.room
    lead, trail = one_line(before), one_line(after)
    if len(lead) > room:
        lead = f"… {lead[-room:].partition(' ')[2]}"
    if len(trail) > room:
        trail = f"{trail[:room].rpartition(' ')[0]} …"
    gap, hook = " " * before[-1:].isspace(), " " * after[:1].isspace()
    return f"{lead}{gap}»{clip(one_line(passage.text), room)}«{hook}{trail}".strip()


def diff_line(diff: Iterable[DiffOp]) -> str:
    """The source's words in one line, as the desk shows them: {+words that the article has not+}
    and [-words that the source has not-]."""
    shape = {"=": "{}", "-": "{{+{}+}}", "+": "[-{}-]"}
    return " ".join(shape[step.op].format(one_line(step.words)) for step in diff if step.words)


def where(passage: Passage) -> str:
    """The place of a passage: file and line, speaker, time code, date, and what kind of source."""
    place = located(passage, one_line(passage.path or passage.source))
    tier = tier_in_words(passage)
    details = [passage.speaker or passage.label, passage.time, passage.title, passage.date, tier]
    return " · ".join([place, *(one_line(each) for each in details if each)])


def _who(quote: Quotation) -> str:
    if quote.speaker is None:
        return "nobody is named"
    name = one_line(quote.speaker.name)
    mention = quote.speaker.mention
    parts = [name]
    if mention is not None and one_line(mention.text) != name:
        parts.append(f"from “{clip(one_line(mention.text), 40)}”")
    if quote.cue is not None:
        parts.append(f"cue “{clip(one_line(quote.cue.text), 30)}”")
    if quote.via:
        parts.append(f"via {one_line(quote.via)}")
    if quote.rule:
        parts.append(f"rule {quote.rule}")
        parts.append(f"{quote.confidence:.2f}")
        # Whose a report is has no confidence of the name's own.
        sure = quote.name_confidence if quote.kind is not Kind.INDIRECT else 1.0
        if sure < DOUBTFUL <= quote.confidence:
            parts.append(f"full name {quote.name_confidence:.2f}: check it")
        if quote.alternatives and min(quote.confidence, sure) < DOUBTFUL:
            parts.append(f"or {clip(one_line(quote.alternatives[0].speaker.name), 40)}")
    return " · ".join(parts)


def _row(label: str, text: str, view: TextView, address: str = "") -> Iterator[str]:
    """A labelled text in as many lines as it takes, all of them a link to ``address``."""
    palette = view.palette
    for number, part in enumerate(wrap(text, view.room)):
        name = ("" if number else label).ljust(_LABEL)
        yield f"    {palette.dim(name)}{palette.link(part, address)}"


def _place_row(label: str, passage: Passage, view: TextView) -> Iterator[str]:
    address = view.address(passage) if view.address and view.palette.links else ""
    return _row(label, where(passage), view, address)


def _name(document: Document) -> str:
    return one_line(document.article.path or document.article.id)


def _words(document: Document) -> int:
    return len(document.article.text.split())
