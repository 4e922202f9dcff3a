"""The cases from which the weights are learned: those of a gold document, the right options marked.

A case is one decision: whose a quotation is, whether a cue reports and how far, whose report it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from quotecheck.articles import make_article
from quotecheck.evaluation.fitting import Case
from quotecheck.evaluation.gold import GoldDocument, GoldQuote, GoldSpans
from quotecheck.evaluation.match import LetterPlaces
from quotecheck.extraction.attribution.candidates import all_options
from quotecheck.extraction.attribution.options import Option
from quotecheck.extraction.attribution.preparing import QuoteDraft, prepare
from quotecheck.extraction.indirect.reporting import AFTER, CueReading, extent_place, readings
from quotecheck.extraction.indirect.subjects import subjects
from quotecheck.extraction.reading.chunks import Chunked
from quotecheck.extraction.reading.word_classes import words_of
from quotecheck.model import Kind, Mention
from quotecheck.rules import Rules


def speaker_cases(gold: GoldDocument, rules: Rules) -> list[Case]:
    """The options of each judged quotation of a document, the right ones marked.

    What was said before is taken from the gold, so that one error does not teach another.
    """
    work = prepare(make_article(gold.text, path=gold.id), rules)
    letters = LetterPlaces(gold.text)
    cases: list[Case] = []
    previous: QuoteDraft | None = None
    for draft in work.drafts:
        judged = _judged(draft, gold.quotes, letters)
        if judged is None:
            continue
        options = all_options(work, draft, previous)
        right = [_option_right(option, judged, letters) for option in options]
        cases.append(([option.features for option in options], right))
        chosen = next((o for o, good in zip(options, right, strict=True) if good), None)
        if judged.speaker and (chosen is None or chosen.mention is None):
            start, end = judged.speaker[0]
            chosen = Option(Mention(gold.text[start:end], start, end), "gold", ())
        if chosen is not None and chosen.mention is not None:
            draft.options = [chosen]
            previous = draft
    return cases


def reporting_cases(gold: GoldDocument, rules: Rules) -> list[Case]:
    """The extents of each cue that may report without marks, against there being none.

    Cues in what is reported around quoted words are left out.
    """
    letters = LetterPlaces(gold.text)
    others = [quote.spans for quote in gold.quotes if not _is_indirect(quote)]
    cases: list[Case] = []
    for ways in _reported(gold, rules, letters):
        right = [way.quote is not None for way in ways]
        if any(right) or not any(
            letters.overlap(way.span, each) >= 0.3 for way in ways for each in others
        ):
            cases.append(([*(way.features for way in ways), ()], [*right, not any(right)]))
    return cases


def subject_cases(gold: GoldDocument, rules: Rules) -> list[Case]:
    """The phrases that may be the subject of each cue that reports a gold quotation, as cases."""
    letters, words = LetterPlaces(gold.text), words_of(rules)
    cases: list[Case] = []
    for ways in _reported(gold, rules, letters):
        way = next((way for way in ways if way.quote is not None and way.quote.speaker), None)
        if way is None or way.quote is None or way.reading.rule != AFTER:
            continue
        cue, guess = way.reading.cue, way.reading.speaker
        found = list(subjects(gold.text, way.chunked, cue, guess, words))
        right = [letters.shared((each.place,), way.quote.speaker) > 0 for each in found]
        cases.append(([tuple(chain(*each.features)) for each in found], right))
    return cases


@dataclass(frozen=True)
class _Way:
    """A reading of a cue with one extent of its words, and the gold quotation that it finds."""

    reading: CueReading
    chunked: Chunked
    features: tuple[str, ...]
    span: GoldSpans
    quote: GoldQuote | None = None


def _reported(gold: GoldDocument, rules: Rules, letters: LetterPlaces) -> Iterator[list[_Way]]:
    """For each cue of a document what it may report.

    A gold quotation belongs to the cue whose words come closest to it.
    """
    quotes = [quote for quote in gold.quotes if _is_indirect(quote)]
    cues = [
        [(way, *_closest(way.span, quotes, letters)) for way in ways] for ways in _ways(gold, rules)
    ]
    best: dict[int, float] = {}
    for cue in cues:
        for _, overlap, number in cue:
            best[number] = max(overlap, best.get(number, 0.0))
    for cue in cues:
        owned = {number for _, overlap, number in cue if overlap == best[number]}
        yield [
            replace(way, quote=quotes[number]) if overlap >= 0.5 and number in owned else way
            for way, overlap, number in cue
        ]


def _ways(gold: GoldDocument, rules: Rules) -> Iterator[list[_Way]]:
    work = prepare(make_article(gold.text, path=gold.id), rules)
    for number, part in enumerate(work.parts):
        chunked = work.chunked[number]
        for ways in readings(gold.text, part, chunked, work.words):
            yield [
                _Way(reading, chunked, tuple(chain(*reading.features, *extent.features)), (place,))
                for reading in ways
                for extent in reading.extents
                if (place := extent_place(gold.text, part, chunked, extent)) is not None
            ]


def _closest(
    span: GoldSpans, quotes: Sequence[GoldQuote], letters: LetterPlaces
) -> tuple[float, int]:
    """The overlap of a span with the quotation closest to it, and the number of that quotation."""
    (start, end), *_ = span
    return max(
        (
            (letters.overlap(span, each.spans), number)
            for number, each in enumerate(quotes)
            if each.spans[0][0] < end and each.spans[-1][1] > start
        ),
        default=(0.0, -1),
    )


def _is_indirect(quote: GoldQuote) -> bool:
    return quote.kind is Kind.INDIRECT and not quote.ignore


def _judged(
    draft: QuoteDraft, quotes: Sequence[GoldQuote], letters: LetterPlaces
) -> GoldQuote | None:
    """The gold quotation that a span belongs to, unless it is not scored or names nobody."""
    span = ((draft.span.start, draft.span.end),)
    near = [q for q in quotes if q.kind is not Kind.INDIRECT and letters.shared(q.spans, span)]
    best = max(near, key=lambda quote: letters.overlap(quote.spans, span), default=None)
    if best is None or best.ignore or letters.inside(span, best.spans) < 0.5:
        return None
    return best if best.speaker or best.kind is Kind.NON_SPEECH else None


def _option_right(option: Option, gold: GoldQuote, letters: LetterPlaces) -> bool:
    if gold.kind is Kind.NON_SPEECH or option.mention is None:
        return option.mention is None and gold.kind is Kind.NON_SPEECH
    return letters.shared(((option.mention.start, option.mention.end),), gold.speaker) > 0
