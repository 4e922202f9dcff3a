"""The answers that an assistant gets: short, each with its place and what to do next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from quotecheck.articles import IS_SOURCE
from quotecheck.assistant.forms import (
    AnswerFinding,
    AnswerPlace,
    Checked,
    Listed,
    Said,
    Sentences,
    SourceRow,
)
from quotecheck.assistant.workspace import Basis, Workspace
from quotecheck.desk.judgements import unlike, words_of_source
from quotecheck.display import counted
from quotecheck.errors import InputError
from quotecheck.extraction import extract
from quotecheck.files import whole
from quotecheck.model import Document, Flag, Kind, Passage, Quotation, Triage, Verdict
from quotecheck.record import to_record
from quotecheck.reports.next_step import next_step
from quotecheck.reports.tallies import speakers_unchecked, tally
from quotecheck.reports.unmarked import unmarked_blocks
from quotecheck.sources import Library
from quotecheck.sources.places import place_of
from quotecheck.text import Lines
from quotecheck.verify.beside import beside

_MOST_WORDS = 600  # characters of a quotation or a passage
_TITLE = 60  # characters of a quotation in a line
_AROUND = 200  # characters before and after a passage
_MOST_SHOWN = 4000  # characters of a source in one answer
_POOL = 200  # sentences of which those of one speaker are taken
# What a search would take for a phrase or a filter; here words are words.
_QUERY_MARKS = re.compile('["“”„]|\\b(?:by|since|until|on):', re.IGNORECASE)
_ORDER = (Triage.ERROR, Triage.OPEN, Triage.LOOK, Triage.PASS)


def quotations(work: Workspace, text: str = "", file: str = "") -> list[Said]:
    """Every quotation of a draft and who is speaking.

    Raises:
        InputError: the draft cannot be read.
    """
    document = extract(work.article(text, file), work.basis(file).rules, explain=False)
    lines = Lines(document.article.text)
    return [
        Said(
            _cut(quote.text),
            *lines.place(quote.start),
            quote.kind.value,
            _name(quote),
            round(quote.confidence, 2),
        )
        for quote in document.quotes
    ]


def checked(
    work: Workspace, text: str = "", file: str = "", *, everything: bool = False
) -> Checked:
    """Every quotation of a draft against the sources: those that ask for something, or all.

    Raises:
        InputError: the draft or the sources cannot be read.
    """
    basis = work.basis(file)
    document = _document(work, basis, text, file)
    lines = Lines(document.article.text)
    speech = [quote for quote in document.quotes if quote.kind is not Kind.NON_SPEECH]
    rows = sorted(speech, key=lambda quote: _ORDER.index(_triage(quote)))
    counts = Counter(map(_triage, rows))
    chosen = [quote for quote in rows if everything or _triage(quote) is not Triage.PASS]
    summary = f"{counted(len(rows), 'quotation')}: {tally(counts, _ORDER)}"
    summary = summary if rows else "no quotations in marks"
    return Checked(
        "; ".join(filter(None, (summary, speakers_unchecked(rows)))),
        [_finding(basis, quote, lines) for quote in chosen],
        counts[Triage.PASS],
        list(_not_checked(document, lines)),
        _unread(work, basis),
    )


def _not_checked(document: Document, lines: Lines) -> Iterator[str]:
    """The parts of a draft that nobody looked at, so that silence is not taken for a pass."""
    for quote in document.quotes:
        if quote.check and Flag.NO_SPEAKERS in quote.check.flags:
            line, _ = lines.place(quote.start)
            words, source = _cut(quote.text, _TITLE), quote.check.matches[0].source
            yield f"line {line}: who said {words}: {source} does not say who speaks"
    terms = [quote.text for quote in document.quotes if quote.kind is Kind.NON_SPEECH]
    if terms:
        yield f"in marks, but not speech: {_cut(', '.join(terms))}"
    for start, _ in unmarked_blocks(document):
        line, _ = lines.place(start)
        yield f"line {line}: a block quotation is checked only with quotation marks around it"
    yield "what is reported without quotation marks"


def sentences_with(
    work: Workspace, words: str, speaker: str = "", most: int = 5, draft: str = ""
) -> Sentences:
    """Sentences of the sources that have words, or other forms of them, the best first.

    Raises:
        InputError: the sources cannot be read, or no words were given.
    """
    wanted = " ".join(_QUERY_MARKS.sub(" ", words[:_MOST_WORDS]).split())
    if not wanted:
        raise InputError("give the words to look for", path="words")
    basis = work.basis(draft)
    library = basis.library()
    if speaker and not any(_is_called(label, speaker) for label in library.speakers):
        labels = ", ".join(sorted(library.speakers)[:20]) or "nobody: they have no names"
        return Sentences(
            f"nobody in the sources is called “{_cut(speaker)}”; there are: {labels}", []
        )
    most = min(max(1, most), 20)
    hits = basis.searcher().search(wanted, limit=_POOL if speaker else most)
    passages = [each.passage for each in hits]
    if speaker:
        by_speaker = [each for each in passages if _is_called(each.speaker or "", speaker)]
        if passages and not by_speaker:
            return Sentences(_by_others(passages, speaker), [])
        passages = by_speaker
    if not passages:
        return Sentences("no source has these words; try fewer, rarer ones", [])
    asked = library.canon.forms(wanted)
    sentences = [library.canon.forms(each.text) for each in passages[:most]]
    places = [
        _place(library, replace(each, near=bool(Counter(asked) - Counter(forms))))
        for each, forms in zip(passages, sentences, strict=False)
    ]
    return Sentences(_how_they_stand(asked, sentences, places), places)


def _by_others(passages: Sequence[Passage], speaker: str) -> str:
    """A note for words that stand in the sources, though none of them gives them to a speaker."""
    places = dict.fromkeys(
        f"{each.speaker or each.label or 'somebody who is not named'} ({each.source})"
        for each in passages
    )
    others = "; ".join(list(places)[:5])
    return (
        f"no source has these words from “{_cut(speaker)}”; sentences with them, or some of them, "
        f"are by {others}: ask without the speaker to see them"
    )


def _how_they_stand(
    asked: Sequence[str], sentences: Sequence[Sequence[str]], places: Sequence[AnswerPlace]
) -> str:
    """A note for words that stand in no sentence as they were asked for; nothing where they do."""
    if all(place.near for place in places):
        return "only similar words were found: quote these as they stand here, or not at all"
    line = _as_line(asked)
    if not any(line in _as_line(forms) for forms in sentences):
        return "the words stand here, but not side by side: quote the sentence as it stands"
    return ""


def _as_line(forms: Iterable[str]) -> str:
    return f" {' '.join(forms)} "


def _is_called(label: str, name: str) -> bool:
    """Return whether a speaker's label may mean the person whom an assistant names: it has the same
    last name, whatever titles stand before it, or all the words that were given."""
    parts, asked = (re.findall(r"\w+", each.casefold()) for each in (label, name))
    return bool(parts and asked) and (parts[-1] in asked or set(asked) <= set(parts))


def source_from(work: Workspace, source: str, line: int = 1, draft: str = "") -> list[AnswerPlace]:
    """The words of a source from a line on, turn by turn. The source is named by its id or its
    file.

    Raises:
        InputError: there is no such source, or it ends before that line.
    """
    library = work.basis(draft).library()
    whole_source = library.sources.get(source) or next(
        (each for each in library.sources.values() if source and work.shown(each.path) == source),
        None,
    )
    if whole_source is None:
        names = ", ".join(sorted(library.sources)[:20])
        raise InputError("there is no such source", path=source, hint=f"there are: {names}")
    rows: list[AnswerPlace] = []
    length = last = 0
    for turn in whole_source.turns:
        at = place_of(whole_source.text, whole_source.places, turn.start).line
        last = (at or 1) + whole_source.text.count("\n", turn.start, turn.end)
        if last < line or length > _MOST_SHOWN:
            continue
        words = _cut(whole_source.text[turn.start : turn.end], _MOST_SHOWN)
        length += len(words)
        speaker = turn.speaker or (f"“{turn.label}”, not named" if turn.label else "")
        rows.append(AnswerPlace(whole_source.id, at, "", turn.time or "", speaker, words))
    if not rows:
        raise InputError(f"ends at line {last}", path=source, hint="ask for an earlier line")
    return rows


def listed(work: Workspace, draft: str = "") -> Listed:
    """The sources and who speaks in them, and what could not be read.

    Raises:
        InputError: the sources cannot be read.
    """
    basis = work.basis(draft)
    library = basis.library()
    rows = [
        SourceRow(
            source.id,
            work.shown(source.path),
            source.kind,
            source.date or "",
            source.title or "",
            sorted({turn.speaker for turn in source.turns if turn.speaker})[:50],
            len(source.text.split()),
            list(source.warnings),
        )
        for source in library.sources.values()
    ]
    return Listed(rows, _unread(work, basis))


def saved(work: Workspace, file: str, output: str) -> str:
    """Write the record of a check as JSON to a new file, and give its name.

    Raises:
        InputError: nothing may be written there, or the draft cannot be read.
    """
    import json

    target = work.new_path(output)
    document = _document(work, work.basis(file), "", file)
    with whole(target) as partial:
        partial.write_text(
            json.dumps(to_record(document), ensure_ascii=False, indent=1), encoding="utf-8"
        )
    return work.shown(str(target))


def _document(work: Workspace, basis: Basis, text: str, file: str) -> Document:
    article = work.article(text, file)
    if basis.is_source:
        raise InputError(IS_SOURCE, path=file)
    return basis.checker().check_document(extract(article, basis.rules, explain=False))


def _finding(basis: Basis, quote: Quotation, lines: Lines) -> AnswerFinding:
    outcome = quote.check
    passage = outcome.matches[0] if outcome and outcome.matches else None
    place = _place(basis.library(), passage) if passage else None
    near = passage is not None and passage.near
    return AnswerFinding(
        _cut(quote.text),
        *lines.place(quote.start),
        _name(quote),
        outcome.verdict.value if outcome else Verdict.UNCHECKED.value,
        _triage(quote).value,
        outcome.why if outcome else "",
        _next_step(quote),
        _corrected(basis, quote, passage) if passage and not near else "",
        None if near else place,
        place if near else None,
    )


_NOT_FOUND = (
    "Look for what was said with find_words, and quote that; otherwise ask for the source, or take "
    "the quotation out. Never guess at the words."
)


def _next_step(quote: Quotation) -> str:
    lost = quote.check is not None and quote.check.verdict is Verdict.NOT_FOUND
    return _NOT_FOUND if lost else next_step(quote)


def _corrected(basis: Basis, quote: Quotation, passage: Passage) -> str:
    """A quotation that does not pass, with the words of its source; nothing where they are the
    same, or have next to nothing in common with the printed ones."""
    if _triage(quote) is Triage.PASS:
        return ""
    beside_it = beside(quote, passage, basis.checker().finder)
    words = words_of_source(quote.text, passage, beside_it)
    return "" if words == quote.text or unlike(quote.text, words) else words


def _place(library: Library, passage: Passage) -> AnswerPlace:
    before, after = library.context(passage, chars=_AROUND)
    return AnswerPlace(
        passage.source,
        passage.line,
        passage.place or "",
        passage.time or "",
        passage.speaker or (f"“{passage.label}”, not named" if passage.label else ""),
        _cut(passage.text),
        " ".join(before.split()),
        " ".join(after.split()),
        passage.near,
    )


def _unread(work: Workspace, basis: Basis) -> list[str]:
    files = [
        f"{work.shown(each.path) or each.path}: {each.reason}" for each in basis.library().unread
    ]
    return [*files, basis.note] if basis.note else files


def _triage(quote: Quotation) -> Triage:
    return quote.check.triage if quote.check else Triage.OPEN


def _name(quote: Quotation) -> str:
    return quote.speaker.name if quote.speaker else ""


def _cut(text: str, most: int = _MOST_WORDS) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"
