"""The changes to a draft that were decided at the desk, as places in its text and new words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from quotecheck.desk import DeskState, QuoteState, Status
from quotecheck.desk.confidential import Veil
from quotecheck.desk.describing import description, is_part_of_name
from quotecheck.desk.labels import spoken_name
from quotecheck.display import one_line
from quotecheck.model import Article, Attribution, Decision, Reading, Wording

_TOKENS = re.compile(r"\w+(?:[.,'’-]\w+)*|\s+|[^\w\s]")
#: Where a change is made: it is decided, or one half of it is (the words without the speaker) and
#: nothing opened it again.
HOLDS = (Status.DECIDED, Status.OPEN)
_UNVERIFIED = "take it out, or find a source", "it cannot be verified"


@dataclass(frozen=True, slots=True)
class DraftEdit:
    """One change: ``text`` comes in the place of the article's ``start`` up to ``end``, which may
    be the same. ``number`` is the quotation that it is about."""

    start: int
    end: int
    text: str
    number: int
    editor: str
    at: str


@dataclass(frozen=True, slots=True)
class ByHand:
    """A decision on a quotation or a report that no program can carry out: ``about`` is what it is
    called ("quotation 3", "report 2"), ``do`` is to be done because of what was ``decided``, which
    need not be said where the decision stands beside it."""

    about: str
    do: str
    decided: str = ""

    @property
    def what(self) -> str:
        """The task in words, with the reason for it."""
        return f"{self.decided}: {self.do}" if self.decided else self.do


def edits(state: DeskState, veil: Veil) -> tuple[list[DraftEdit], list[ByHand]]:
    """The decided changes in text order, none over another, and what is left to be done by hand;
    confidential names are under their aliases."""
    found: list[DraftEdit] = []
    left: list[ByHand] = []
    for quote in state.quotes:
        decision = quote.decision
        if decision is None or quote.status not in HOLDS:
            continue
        if decision.wording is Wording.CORRECTED and decision.text:
            found += _words(quote, decision, decision.text)
        elif decision.wording is Wording.PARAPHRASE:
            left.append(ByHand(spoken_name(quote), "make it a paraphrase"))
        elif decision.wording is Wording.CANNOT_VERIFY:
            left.append(ByHand(spoken_name(quote), *_UNVERIFIED))
        if decision.attribution is Attribution.CORRECTED and decision.speaker:
            shown = _speaker(state, quote, decision, decision.speaker)
            if isinstance(shown, ByHand):
                left.append(shown)
            elif shown is not None:
                found.append(shown)
    left += _reports_by_hand(state)
    changes = [
        replace(each, text=veil(each.text), editor=veil(each.editor)) for each in _apart(found)
    ]
    return changes, [replace(each, do=veil(each.do), decided=veil(each.decided)) for each in left]


def _reports_by_hand(state: DeskState) -> Iterator[ByHand]:
    """The decisions on reports without marks, whose words no editor has given."""
    for report in state.reports:
        decision = report.decision
        if decision is None or not report.decided:
            continue
        if decision.reading is Reading.WRONG:
            reason = f" ({one_line(decision.reason)})" if decision.reason else ""
            yield ByHand(
                spoken_name(report), "put it right, or take it out", f"it is wrong{reason}"
            )
        elif decision.reading is Reading.CANNOT_VERIFY:
            yield ByHand(spoken_name(report), *_UNVERIFIED)


def by_hand(article: Article, edit: DraftEdit) -> ByHand:
    """A change that cannot be written where it belongs, as something to do."""
    printed = one_line(article.text[edit.start : edit.end])
    new = one_line(edit.text)
    return ByHand(
        f"quotation {edit.number}", f"for “{printed}” read “{new}”" if printed else f"add “{new}”"
    )


def applied(text: str, changes: Sequence[DraftEdit]) -> str:
    """The text with the changes."""
    for each in sorted(changes, key=lambda edit: edit.start, reverse=True):
        text = text[: each.start] + each.text + text[each.end :]
    return text


def _words(quote: QuoteState, decision: Decision, text: str) -> Iterator[DraftEdit]:
    """The words of a quotation that become others; what stays is left alone."""
    at = quote.quote.start
    for start, end, new in word_changes(quote.quote.text, text):
        yield DraftEdit(at + start, at + end, new, quote.number, decision.editor, decision.at)


def word_changes(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """The changes that make one text of another, word by word: from where to where, and what comes
    there."""
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    starts = [0]
    for token in before:
        starts.append(starts[-1] + len(token))
    for low, high, first, last in _changes(before, after):
        yield starts[low], starts[high], "".join(after[first:last])


def _changes(old: list[str], new: list[str]) -> list[tuple[int, int, int, int]]:
    """The runs of tokens that differ; two with nothing but a space between them are one."""
    runs: list[tuple[int, int, int, int]] = []
    for tag, *places in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        low, high, first, last = places
        if tag == "equal":
            continue
        if runs and "".join(old[runs[-1][1] : low]).isspace():
            runs[-1] = (runs[-1][0], high, runs[-1][2], last)
        else:
            runs.append((low, high, first, last))
    return runs


def _speaker(
    state: DeskState, quote: QuoteState, decision: Decision, name: str
) -> DraftEdit | ByHand | None:
    """The right name in the place of the wrong one, where a name stands there, for this quotation
    alone, and nothing beside it that is said of its bearer; nothing where the right one is
    printed."""
    wrong = quote.quote.speaker
    mention = wrong.mention if wrong is not None else None
    printed = wrong.name if wrong is not None else "nobody"
    told = description(state.document.article.text, quote.quote)
    more = f"; “{one_line(told)}” is said of {one_line(printed)}" if told else ""
    left = ByHand(
        spoken_name(quote), f"for {one_line(printed)} read {one_line(name)}{more}", "speaker"
    )
    if wrong is None or mention is None or not is_part_of_name(mention.text, wrong.name):
        return left
    for other in state.quotes:
        speaker = other.quote.speaker
        shared = speaker is not None and speaker.mention == mention
        if shared and (other.decision is None or other.decision.speaker != name):
            return left
    shown = _as_printed(state, name)
    if shown == mention.text:
        return None
    if told or shown.isupper():
        return left
    start, end = mention.start, mention.end
    return DraftEdit(start, end, shown, quote.number, decision.editor, decision.at)


def _as_printed(state: DeskState, name: str) -> str:
    """A name as the article writes it: sources print VIDAL where it has Marta Vidal."""
    wanted = set(name.casefold().split())
    for each in state.quotes:
        if each.quote.speaker and wanted <= set(each.quote.speaker.name.casefold().split()):
            return each.quote.speaker.name
    return name


def _apart(found: list[DraftEdit]) -> list[DraftEdit]:
    """The changes in order; one that two quotations ask for alike is there once."""
    chosen: list[DraftEdit] = []
    for each in sorted(found, key=lambda edit: (edit.start, edit.end)):
        if not chosen or each.start >= max(chosen[-1].end, chosen[-1].start + 1):
            chosen.append(each)
    return chosen
