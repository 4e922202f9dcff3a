"""The actions that an editor offers on a quotation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quotecheck.desk.describing import description, is_part_of_name
from quotecheck.desk.judgements import article_name, unlike, words_of_source
from quotecheck.display import clip, one_line
from quotecheck.lsp.drafts import KnownText
from quotecheck.lsp.findings import opened
from quotecheck.model import Passage, Quotation, SpeakerMatch, Triage
from quotecheck.reports.edits import word_changes
from quotecheck.sources.originals import Original
from quotecheck.text import Stretch
from quotecheck.verify.beside import beside

_MOST_PASSAGES = 3
_PRONOUNS = ("he", "she")
_TITLE = 70  # characters of the words in a title


class TextChange(NamedTuple):
    """New words in the place of a stretch of what is open."""

    span: Stretch
    text: str


class Offer(NamedTuple):
    """Something that can be done: changes of the draft, or to open the original with this
    ``number`` among those of ``passage``. ``best`` is true of what most would choose."""

    title: str
    quote: Quotation
    changes: tuple[TextChange, ...] = ()
    passage: Passage | None = None
    original: Original | None = None
    number: int = 0
    best: bool = False


def offers(shown: KnownText, span: Stretch) -> Iterator[Offer]:
    """Offers for the quotations at a stretch of the text."""
    if shown.checker is None:
        return
    for quote, place in shown.touching(*span):
        if quote.check is None:
            continue
        if quote.check.triage is not Triage.PASS:
            yield from _words(shown, quote, place)
            yield from _speaker(shown, quote)
        yield from _originals(shown, quote)


def _words(shown: KnownText, quote: Quotation, place: Stretch) -> Iterator[Offer]:
    """The source's words in the place of the printed ones, once for each form that they have."""
    checker = shown.checker
    if quote.check is None or checker is None:
        return
    known = {quote.text}
    for passage in quote.check.matches[:_MOST_PASSAGES]:
        if passage.near or passage.source not in checker.library.sources:
            continue
        words = words_of_source(quote.text, passage, beside(quote, passage, checker.finder))
        if words in known or unlike(quote.text, words):
            continue
        best = len(known) == 1
        known.add(words)
        changes = _changes(shown, quote, place, words)
        if changes:
            yield Offer(f"Take the source's words: {_title(words)}", quote, changes, best=best)


def _changes(
    shown: KnownText, quote: Quotation, place: Stretch, words: str
) -> tuple[TextChange, ...]:
    """The words that become others; none where tags or signs of a page are among them, for what is
    a letter there and what is markup has to be told by a person."""
    start, end = place
    if shown.text[start:end] != quote.text:
        return ()
    if shown.document.article.text != shown.text and not {"<", "&", ">"}.isdisjoint(words):
        return ()
    return tuple(
        TextChange((start + low, start + high), new)
        for low, high, new in word_changes(quote.text, words)
    )


def _speaker(shown: KnownText, quote: Quotation) -> Iterator[Offer]:
    """The name of whoever the source says is speaking, where the draft prints another, or a “he” or
    “she” that may mean another."""
    check, speaker, checker = quote.check, quote.speaker, shown.checker
    if check is None or speaker is None or checker is None or not check.matches:
        return
    passage, mention = check.matches[0], speaker.mention
    if check.speaker_match is SpeakerMatch.SAME or passage.near or not passage.speaker:
        return
    if mention is None or not _may_be_replaced(mention.text, speaker.name, check.speaker_match):
        return
    if description(shown.text, quote):
        return  # it is said of whoever is named there, so a person has to change both
    lead = shown.text[: mention.start].rstrip(" \t")
    if quote.cue is None and mention.text.lower() not in _PRONOUNS and lead[-1:].isalnum():
        return  # with no verb beside the name, what the word before it says is for a person to read
    span = (mention.start, mention.end)
    if shown.text[slice(*span)] != mention.text or _serves_others(shown, quote):
        return
    names = [each.speaker.name for each in shown.document.quotes if each.speaker]
    known = checker.finder.named_as(passage.speaker, names, passage.source)
    name = one_line(known or article_name(passage.speaker, names))
    if len(mention.text.split()) == 1 and known and mention.text.lower() not in _PRONOUNS:
        name = name.split()[-1]
    if name and name != mention.text:
        yield Offer(f"Name {_title(name)} as the speaker", quote, (TextChange(span, name),))


def _may_be_replaced(printed: str, name: str, match: SpeakerMatch) -> bool:
    """Return whether a name reads well in the place of the printed words for the speaker. Nobody
    who is only described (“one resident”) is named by a program: the writer may have promised not
    to."""
    if printed.lower() in _PRONOUNS:
        return True
    return match is SpeakerMatch.OTHER and is_part_of_name(printed, name)


def _serves_others(shown: KnownText, quote: Quotation) -> bool:
    """Return whether the name beside a quotation says who speaks in another one too."""
    mention = quote.speaker.mention if quote.speaker else None
    return any(
        each.id != quote.id and each.speaker is not None and each.speaker.mention == mention
        for each in shown.document.quotes
    )


def _originals(shown: KnownText, quote: Quotation) -> Iterator[Offer]:
    for passage in quote.check.matches[:_MOST_PASSAGES] if quote.check else ():
        for number, original in enumerate(opened(shown, passage)):
            title = f"Open the {one_line(original.words)}"
            yield Offer(title, quote, passage=passage, original=original, number=number)


def _title(words: str) -> str:
    return clip(one_line(words), _TITLE)
