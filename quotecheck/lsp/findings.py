"""The view that an editor has of a draft: marks at quotations, hovers, an outline, places in
sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types

from quotecheck.display import clip, one_line, visible
from quotecheck.encoding import decode
from quotecheck.errors import Fault, InputError, QuotecheckError, RulesError
from quotecheck.files import read_bytes
from quotecheck.lsp import wording
from quotecheck.lsp.drafts import KnownText
from quotecheck.lsp.positions import Encoding, Positions
from quotecheck.model import Kind, Passage, Quotation, Source, Triage
from quotecheck.reports.unmarked import unmarked_blocks
from quotecheck.rules import Rules
from quotecheck.sources.originals import Form, Original, originals
from quotecheck.text import Stretch

SERVER = "quotecheck"
_AROUND = 200  # characters of a source before and after a passage
_LONGEST_LINE = 20_000  # characters; a paragraph may be a line
_TITLE = 60  # characters of a quotation in a list
NO_SOURCES = (
    "Not checked: there are no sources. Put them in a folder sources/ beside the draft, or name "
    "them in quotecheck.toml."
)
_UNMARKED = "not checked: a block quotation is checked only with quotation marks around its words"
_OPENING_ONE = ("‘", "'", "‹")
_CLOSING = frozenset('"”“»«;')  # ; ends the name of a mark in the source of a page
_CLOSING_ONE = frozenset("'’‘›‹;")
_SEVERITY = {
    Triage.ERROR: types.DiagnosticSeverity.Error,
    Triage.OPEN: types.DiagnosticSeverity.Warning,
    Triage.LOOK: types.DiagnosticSeverity.Information,
}
_TOP = types.Range(types.Position(0, 0), types.Position(0, 1))


def range_of(positions: Positions, span: Stretch) -> types.Range:
    """A stretch of a text in an editor's positions."""
    start, end = (types.Position(*positions.of(offset)) for offset in span)
    return types.Range(start, end)


def diagnostics(shown: KnownText, encoding: Encoding, *, related: bool) -> list[types.Diagnostic]:
    """A mark for each quotation that somebody has to look at; ``related`` says whether the editor
    shows a second place beside one."""
    if shown.checker is None:
        return []
    positions = Positions(shown.text, encoding)
    found: list[types.Diagnostic] = []
    for quote, span in shown.quotations():
        check = quote.check
        if check is None or check.triage is Triage.PASS or _is_being_written(quote, span, shown):
            continue
        places = [
            types.DiagnosticRelatedInformation(place, wording.in_brief(passage))
            for passage in check.matches[:1]
            if related and (place := location(shown, passage)) is not None
        ]
        found.append(
            types.Diagnostic(
                range_of(positions, span),
                wording.quotation_message(check, shown.in_short),
                _SEVERITY[check.triage],
                check.verdict.value,
                source=SERVER,
                related_information=places or None,
            )
        )
    if shown.document.article.text == shown.text:
        found += [
            types.Diagnostic(
                range_of(positions, block),
                _UNMARKED,
                types.DiagnosticSeverity.Information,
                "not-checked",
                source=SERVER,
            )
            for block in unmarked_blocks(shown.document)
        ]
    return found


def _is_being_written(quote: Quotation, span: Stretch, shown: KnownText) -> bool:
    """Return whether somebody is typing a quotation and its paragraph has no closing mark yet:
    nobody wants to hear of half a sentence that no source has it."""
    at = shown.typed_at
    if at is None or not span[0] < at <= span[1]:
        return False
    closing = _CLOSING_ONE if quote.text[:1] in _OPENING_ONE else _CLOSING
    return closing.isdisjoint(shown.text[at : span[1]].partition("\n")[0])


def troubles(error: QuotecheckError) -> dict[Path, list[types.Diagnostic]]:
    """Mark what is wrong with files of settings and rules, by file."""
    faults = error.faults if isinstance(error, RulesError) else [error]
    found: dict[Path, list[types.Diagnostic]] = {}
    for each in faults:
        line = getattr(each, "line", None)
        path = getattr(each, "path", None)
        if not path or not line:
            continue
        column = each.column if isinstance(each, Fault) else 0
        found.setdefault(Path(path).absolute(), []).append(_told(each, _line(line, column)))
    return found


def idle_lines(rules: Rules) -> dict[Path, list[types.Diagnostic]]:
    """Mark the lines of a desk's rules that have no effect, and, less loudly, those that do more
    than may be meant, by file."""
    found: dict[Path, list[types.Diagnostic]] = {}
    for note in rules.notes:
        if not note.path or not note.line:
            continue
        mark = _told(note, _line(note.line, note.column))
        mark.code = "rules"
        if note.harmless:
            mark.severity = types.DiagnosticSeverity.Information
        found.setdefault(Path(note.path).absolute(), []).append(mark)
    return found


def _line(line: int, column: int) -> types.Range:
    """A line of a file from a column to its end, as positions; both count from 1."""
    start = types.Position(line - 1, max(column - 1, 0))
    return types.Range(start, types.Position(line, 0))


def trouble(error: QuotecheckError) -> types.Diagnostic:
    """A mark at the beginning of a draft that tells why it could not be checked."""
    faults = error.faults if isinstance(error, RulesError) else ()
    shown = _told(faults[0] if faults else error, _TOP)
    shown.message = f"not checked: {shown.message}"
    if len(faults) > 1:
        shown.message += f" (and {len(faults) - 1} more)"
    return shown


def _told(error: Fault | QuotecheckError, place: types.Range) -> types.Diagnostic:
    return types.Diagnostic(
        place, visible(str(error)), types.DiagnosticSeverity.Warning, "not-checked", source=SERVER
    )


def hover(
    shown: KnownText, offset: int, encoding: Encoding, *, markdown: bool
) -> types.Hover | None:
    """A hover with the findings on the quotation at an offset; None where no quotation stands."""
    quote, span = next(shown.touching(offset, offset), (None, (0, 0)))
    if quote is None:
        return None
    passage = quote.check.matches[0] if quote.check and quote.check.matches else None
    around, address = ("", ""), ""
    if passage is not None and shown.checker is not None:
        around = shown.checker.library.context(passage, chars=_AROUND)
        address = _link(shown, passage)
    rows = wording.hover_rows(quote, around, address, _why_unchecked(shown), shown.in_short)
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    text = wording.markdown(rows) if markdown else wording.plain(rows)
    contents = types.MarkupContent(kind, text)
    return types.Hover(contents, range_of(Positions(shown.text, encoding), span))


def _why_unchecked(shown: KnownText) -> str:
    if shown.folder.warm is None:
        return f"{NO_SOURCES} {visible(shown.folder.note)}".strip()
    return "Not checked: this file is one of the sources."


def symbols(shown: KnownText, encoding: Encoding) -> list[types.DocumentSymbol]:
    """The quotations of a draft as its outline."""
    positions = Positions(shown.text, encoding)
    return [
        types.DocumentSymbol(
            clip(one_line(quote.text), _TITLE),
            types.SymbolKind.String,
            range_of(positions, span),
            range_of(positions, span),
            ", ".join(_details(quote)),
        )
        for quote, span in shown.quotations()
        if quote.kind is not Kind.NON_SPEECH
    ]


def _details(quote: Quotation) -> Iterator[str]:
    yield one_line(quote.speaker.name) if quote.speaker else "nobody is named"
    if quote.check is not None:
        yield quote.check.verdict.value


def definitions(shown: KnownText, offset: int, encoding: Encoding) -> list[types.Location]:
    """The places in text files of the sources where the words of the quotation at an offset
    stand."""
    quote, _ = next(shown.touching(offset, offset), (None, None))
    passages = quote.check.matches if quote and quote.check else ()
    texts = ((passage, _text_file(shown, passage)) for passage in passages)
    return [
        types.Location(text.path.as_uri(), exact_range(text, passage.text, encoding))
        for passage, text in texts
        if text is not None and text.path is not None
    ]


def exact_range(original: Original, words: str, encoding: Encoding) -> types.Range:
    """The stretch of a text file that some words take; where they stand there in another form, the
    beginning of their line."""
    line = (original.line or 1) - 1
    start = types.Position(line, 0)
    try:
        text, _ = decode(read_bytes(original.path or Path()), "")
    except InputError:
        return types.Range(start, start)
    positions = Positions(text, encoding)
    low = positions.offset(line, 0)
    at = text.find(words, low, low + _LONGEST_LINE)
    if at < 0:
        return types.Range(start, start)
    return range_of(positions, (at, at + len(words)))


def location(shown: KnownText, passage: Passage) -> types.Location | None:
    """The line of a text file at which a passage begins; None if its source is something else."""
    text = _text_file(shown, passage)
    if text is None or text.path is None:
        return None
    start = types.Position((text.line or 1) - 1, 0)
    return types.Location(text.path.as_uri(), types.Range(start, start))


def _text_file(shown: KnownText, passage: Passage) -> Original | None:
    found = shown.file_of(passage)
    return found if found is not None and found.form is Form.TEXT else None


def opened(shown: KnownText, passage: Passage) -> tuple[Original, ...]:
    """The originals that show the words of a passage, the nearest to the words first."""
    return originals(passage, _source(shown, passage), shown.folder.sources).found


def _source(shown: KnownText, passage: Passage) -> Source | None:
    return shown.checker.library.sources.get(passage.source) if shown.checker else None


def _link(shown: KnownText, passage: Passage) -> str:
    """The address of a passage: of a text file with its line, which editors know."""
    text = _text_file(shown, passage)
    if text is not None:
        return f"{text.link}#L{text.line}" if text.line else text.link
    found = (each.link for each in opened(shown, passage) if each.form is not Form.RECORDING)
    return next(found, "")
