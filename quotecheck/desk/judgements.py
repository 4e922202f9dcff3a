"""The meaning of each decision of an editor, as a change to the record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotecheck.desk.events import Aspect, Change
from quotecheck.desk.queue import is_error, triage, turns_sense, verdict
from quotecheck.desk.quote_state import changed_fields, rivals
from quotecheck.desk.states import JUDGED, Status
from quotecheck.model import (
    Attribution,
    Flag,
    Kind,
    Passage,
    Pending,
    SpeakerMatch,
    Triage,
    Verdict,
    Wording,
)
from quotecheck.verify.context.cropped import told_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quotecheck.desk.states import QuoteState
    from quotecheck.verify.beside import Beside


@dataclass(frozen=True, slots=True)
class Decided:
    """A speaker whom an editor named: the ``name``, the ``speaker`` of the passage that the
    decision rests on, and whether the two are one person."""

    name: str
    speaker: str
    match: SpeakerMatch

    @property
    def doubt(self) -> str:
        """The reason why a decision that rests on the name has to be meant; empty if it need not
        be."""
        if self.match is not SpeakerMatch.OTHER:
            return ""
        return f"in the source {self.speaker} says this, not {self.name}"


_DECIDING = JUDGED | {Aspect.PENDING}
_SUBSTANCE = frozenset({"wording", "text", "reading", "attribution", "speaker"})
_OPENING = re.compile(r"[\s\"“”„«»‘’‚‹›'(\[]*")
_CLOSING = re.compile(r"[\s,.;:!?…\"“”«»‘’‹›')\]]*\Z")
_WORDS = re.compile(r"\w+")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_CURLY = re.compile("[“”‘’]")
_LEAST_SHARED = 1 / 3  # of the printed words, so that a correction need not be meant
_STRONG = re.compile(r"[?!]\Z")
_QUOTES = frozenset("\"“”„«»‘’‚‹›'")
_OPENING_MARKS = re.compile(r"[\"“”„«»‘’‚‹›']+")
_ENDING = re.compile(r"(?:(?<![.\s])(?<!\.\w)[,.])?[\"“”«»‘’‹›']+\Z")
_MARKS_ONLY = re.compile(r"[\"“”«»‘’‹›')\]]*\Z")


def doubt(state: QuoteState, said_by: Decided | None = None) -> str:
    """The reason why a confirmation as printed has to be meant; empty if one key is enough.
    ``said_by`` is what the sources say of a speaker whom the editor named."""
    quote, check = state.quote, state.quote.check
    if said_by is not None and (other := said_by.doubt):
        return other
    if against_engine(state, said_by) and check is not None:
        if check.speaker_match is SpeakerMatch.OTHER and not _judged_speaker(state):
            speaker = check.matches[0].speaker if check.matches else None
            return f"in the source {speaker or 'somebody else'} says this"
        return check.why or f"the engine calls it {check.verdict}"
    if turns_sense(state) and check is not None:
        return what_turns(state) or check.why
    if needs_reason(state, said_by) and check is not None:
        if state.decision is not None and state.decision.evidence is not None:
            return "the engine did not find these words; the passage was chosen by hand"
        lost = verdict(state) is Verdict.NOT_FOUND
        return "none of the sources has these words" if lost else check.why or "it was not checked"
    if quote.speaker is None and quote.kind is not Kind.NON_SPEECH and not _judged_speaker(state):
        return "the article names no speaker for it"
    return ""


def against_engine(state: QuoteState, said_by: Decided | None = None) -> bool:
    """Return whether to confirm a quotation as printed contradicts the engine, which takes a
    reason: the editor has given the words to another than the speaker in the source, or the engine
    calls it wrong and the editor has not given the words to that speaker."""
    match = said_by.match if said_by is not None else None
    if match is SpeakerMatch.OTHER:
        return True
    return is_error(state) and not (_wrong_speaker_only(state) and match is SpeakerMatch.SAME)


def needs_reason(state: QuoteState, said_by: Decided | None = None) -> bool:
    """Return whether to confirm it as printed takes a reason: it contradicts the engine, the engine
    leaves the quotation open, or what stands around the words in the source turns their sense."""
    left_open = state.quote.check is not None and triage(state) is Triage.OPEN
    if against_engine(state, said_by) or turns_sense(state):
        return True
    return left_open and state.quote.kind is not Kind.NON_SPEECH


def what_turns(state: QuoteState) -> str:
    """A sentence that says what the source has right before or after the words and turns their
    sense; empty if the engine found nothing of the sort."""
    check = state.quote.check
    return told_in(check.why) if check is not None and Flag.CROPPED in check.flags else ""


def what_source_leaves(state: QuoteState) -> str:
    """A sentence that says why the source's own words need not be what the speaker says: they are
    cut off before what turns their sense, or somebody else's. Empty if neither is so."""
    if cut := what_turns(state):
        return f"these words leave that out: {cut}"
    return doubt(state) if turns_sense(state) else ""


def decided_already(state: QuoteState, change: Change, editor: str) -> bool:
    """Return whether a change decides again what this editor has decided; a note or a passage does
    not."""
    decision = state.decision
    if decision is None or decision.editor != editor or not change.aspects & _DECIDING:
        return False
    if state.status in (Status.CONFLICT, Status.REOPENED):
        return False
    fields = changed_fields(change).items()
    return all(getattr(decision, name) == value for name, value in fields)


def overturns(state: QuoteState, change: Change) -> bool:
    """Return whether a change decides otherwise what is decided already, by whomever."""
    decision = state.decision
    if decision is None or not state.decided:
        return False
    fields = changed_fields(change).items()
    return any(getattr(decision, name) != value for name, value in fields if name in _SUBSTANCE)


def confirm(state: QuoteState, *, reason: str = "", evidence: Passage | None = None) -> Change:
    """Words and speaker are right as printed; a speaker that was judged before is left alone."""
    trimmed = verdict(state) is Verdict.MARKED
    return Change(
        wording=Wording.TRIMMED if trimmed else Wording.CONFIRMED,
        attribution=None if _judged_speaker(state) else Attribution.CONFIRMED,
        reason=reason or None,
        evidence=evidence,
    )


def take_source(
    state: QuoteState, passage: Passage, beside: Beside | None, name: str = ""
) -> Change:
    """The source is right: its words where they differ by more than house style, and its speaker
    where that is another person. ``beside`` is the quotation laid beside the passage, ``name`` is
    what the article calls the passage's speaker."""
    words = words_of_source(state.quote.text, passage, beside)
    check = state.quote.check
    said_by = beside.speaker if beside else check.speaker_match if check else None
    other = said_by is SpeakerMatch.OTHER
    same_words = bare(words) == bare(state.quote.text) or verdict(state) is Verdict.MISATTRIBUTED
    attribution, speaker = Attribution.CONFIRMED, None
    if other and passage.speaker:
        attribution, speaker = Attribution.CORRECTED, name or passage.speaker
    return Change(
        wording=Wording.CONFIRMED if same_words else Wording.CORRECTED,
        text=None if same_words else words,
        attribution=None if _judged_speaker(state) else attribution,
        speaker=None if _judged_speaker(state) else speaker,
        evidence=passage,
    )


def correct_words(state: QuoteState, text: str, *, evidence: Passage | None = None) -> Change:
    """Other words, typed by the editor."""
    return Change(
        wording=Wording.CORRECTED,
        text=text,
        attribution=None if _judged_speaker(state) or is_error(state) else Attribution.CONFIRMED,
        evidence=evidence,
    )


def name_speaker(state: QuoteState, name: str) -> Change:
    """The change that names the speaker; naming the printed speaker confirms him."""
    printed = state.quote.speaker.name if state.quote.speaker else ""
    if name == printed:
        return Change(attribution=Attribution.CONFIRMED)
    return Change(attribution=Attribution.CORRECTED, speaker=name)


def name_as_printed(name: str, text: str) -> str:
    """A name that was typed in small letters, as an article writes it; as typed where the article
    does not have it.

    >>> name_as_printed("mara quill", "Then Mara Quill spoke.")
    'Mara Quill'
    """
    if not name.islower():
        return name
    words = r"\s+".join(map(re.escape, name.split()))
    found = re.findall(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE)
    written = [" ".join(each.split()) for each in found]
    return next((each for each in written if not each.islower()), name)


def doubt_about_name(name: str, text: str) -> str:
    """The reason why a name has to be meant: it is in small letters, which an article does not have
    as it has "the mayor"; empty if it need not be."""
    small = name.islower() and name not in " ".join(text.split())
    return f"“{name}” is in small letters" if small else ""


def not_a_quote() -> Change:
    """Mark the span as not a quotation."""
    return Change(wording=Wording.NOT_A_QUOTE)


def paraphrase() -> Change:
    """Have the writer take the marks off and put it in his own words."""
    return Change(wording=Wording.PARAPHRASE)


def cannot_verify() -> Change:
    """Note that nothing at hand shows the words or their speaker."""
    return Change(wording=Wording.CANNOT_VERIFY, attribution=Attribution.CANNOT_VERIFY)


def waive(reason: str) -> Change:
    """Let it stay as it is, for a reason."""
    return Change(wording=Wording.WAIVED, reason=reason)


def ask_writer(question: str) -> Change:
    """Put a question to the writer; the quotation stays open."""
    return Change(pending=Pending.WRITER, question=question)


def needs_source() -> Change:
    """Ask for a source; the quotation stays open."""
    return Change(pending=Pending.SOURCE)


def later() -> Change:
    """Leave it open for later."""
    return Change(pending=Pending.LATER)


def words_of_source(printed: str, passage: Passage, beside: Beside | None) -> str:
    """The printed quotation with the words of a passage where they differ by more than house style;
    with all of them where marks leave open how, or where next to nothing of it stands there."""
    words = (beside.text if beside else "") or source_words(printed, passage.text)
    return _with_apostrophes_of(printed, words)


def _with_apostrophes_of(printed: str, words: str) -> str:
    """The words with apostrophes as the printed ones have them, or as their quotation marks are."""
    written = _APOSTROPHE.search(printed)
    curly = written.group() == "’" if written else bool(_CURLY.search(printed))
    if written or curly or '"' in printed:
        return _APOSTROPHE.sub("’" if curly else "'", words)
    return words


def source_words(printed: str, source: str) -> str:
    """The source's words in the marks of the printed quotation.

    >>> source_words("“We would go,”", "We would not go.")
    '“We would not go,”'
    """
    opening = _OPENING.match(printed)
    closing = _CLOSING.search(printed)
    head = opening.group() if opening else ""
    tail = closing.group() if closing else ""
    words = source.strip()
    marks = _CLOSING.search(words)
    said = words[: marks.start()] if marks else words
    if marks and _STRONG.search(marks.group().rstrip("\"“”«»‘’‹›')] ")):
        only = _MARKS_ONLY.search(tail)
        strong = next(mark for mark in marks.group() if mark in "?!")
        return f"{head}{said}{strong}{only.group() if only else ''}"
    return f"{head}{said}{tail}"


def lost_marks(printed: str, words: str) -> str:
    """The quotation marks at either end of the printed words that a correction does not have."""
    first, last = printed.strip()[:1], printed.strip()[-1:]
    head = first if first in _QUOTES and not words.strip().startswith(first) else ""
    tail = last if last in _QUOTES and not words.strip().endswith(last) else ""
    return " ".join(filter(None, (head, tail)))


def between_marks(text: str) -> tuple[int, int]:
    """The offsets at which the words between quotation marks begin and end, a comma or full stop
    that only the marks ask for left out; those of the whole text where it has no marks.

    >>> between_marks("“We will go,”")
    (1, 11)
    """
    opening, closing = _OPENING_MARKS.match(text), _ENDING.search(text)
    start = opening.end() if opening else 0
    return start, max(start, closing.start()) if closing else len(text)


def unlike(printed: str, words: str) -> bool:
    """Return whether a correction has next to none of the words that were printed."""
    old, new = (set(_WORDS.findall(text.casefold())) for text in (printed, words))
    return len(old & new) < len(old) * _LEAST_SHARED


def article_name(label: str, names: Iterable[str]) -> str:
    """The name that an article uses for the speaker of a label, by the last name; else the label
    itself, not in capitals."""
    last = label.casefold().split()[-1:]
    known = {name for name in names if name.casefold().split()[-1:] == last}
    if len(known) == 1:
        return known.pop()
    return label.title() if label.isupper() else label


def bare(text: str) -> str:
    """The words of a quotation without its marks."""
    opening = _OPENING.match(text)
    text = text[opening.end() if opening else 0 :]
    closing = _CLOSING.search(text)
    return text[: closing.start()] if closing else text


def _judged_speaker(state: QuoteState) -> bool:
    """Return whether an editor has said who is speaking. That nothing at hand shows it says nobody,
    and what editors dispute is still to be said."""
    if state.decision is None:
        return False
    said = state.decision.attribution not in (None, Attribution.CANNOT_VERIFY)
    live = [entry for entry in state.history if not entry.undone]
    return said and not (state.status is Status.CONFLICT and rivals(live, Aspect.SPEAKER))


def _wrong_speaker_only(state: QuoteState) -> bool:
    check = state.quote.check
    return check is not None and (
        check.verdict is Verdict.MISATTRIBUTED or check.triage is not Triage.ERROR
    )
