"""Preparing an article: its spans, chunks and pattern matches, before any speaker is chosen."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial

from quotecheck.extraction.attribution import dialogue, options, patterns
from quotecheck.extraction.attribution.options import Option
from quotecheck.extraction.people.resolver import People
from quotecheck.extraction.reading import vocabulary as feature
from quotecheck.extraction.reading.chunks import Chunked, chunk_paragraph
from quotecheck.extraction.reading.lookalikes import names_in
from quotecheck.extraction.reading.marks import Span, find_spans, label_in
from quotecheck.extraction.reading.quoted import Quoted, quoted_of
from quotecheck.extraction.reading.shapes import Shape, brevity_of, shape_of
from quotecheck.extraction.reading.slips import tag_in
from quotecheck.extraction.reading.word_classes import WordClasses, words_of
from quotecheck.model import Article, Mention
from quotecheck.rules import Rules
from quotecheck.rules.limits import Attributions
from quotecheck.text import front_matter, paragraphs, unwrapped

SPEAKING = re.compile("S(?=V)")
"""The chunk letter of whoever is right before a verb of reporting."""
_TOLD = re.compile("S(?=V)|(?<=V)[SO]")  # “No,” said Roe
_PRONOUNS = frozenset(
    {"he", "she", "they", "it", "we", "I", "you", "He", "She", "They", "It", "We"}
)


@dataclass
class QuoteDraft:
    """A quotation in the making: its span, its place, and its possible speakers. ``shares`` say how
    likely each of the ``options`` is; there are none if the speaker was found another way."""

    span: Span
    paragraph: int
    shape: Shape
    chunk: int = 0
    nested: list[Mention] = field(default_factory=list)
    local: list[Option] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    confidence: float = 0.0

    @property
    def chosen(self) -> Option:
        """The best option."""
        return self.options[0]


@dataclass
class Work:
    """Everything that the stages share about one article."""

    text: str
    rules: Rules
    words: WordClasses
    parts: list[tuple[int, int]]
    drafts: list[QuoteDraft]
    chunked: dict[int, Chunked]
    headline: int
    people: People
    brevity: str
    quoted: Quoted
    speakers: frozenset[str]
    told: bool

    @cached_property
    def names(self) -> frozenset[str]:
        """Words that have a capital inside a sentence."""
        return names_in(self.text)

    def name_of(self, option: Option) -> str:
        """The full name of an option's speaker; empty for nobody."""
        mention = option.mention
        return "" if mention is None else self.people.resolve(mention.text, mention.start)


def prepare(article: Article, rules: Rules) -> Work:
    """Everything up to the choice: spans, chunks, and what the patterns find."""
    text = unwrapped(article.text)
    words = words_of(rules)
    matter = front_matter(article.text)
    parts = [part for part in paragraphs(text) if part[0] >= matter]
    starts = [start for start, _ in parts]
    drafts: list[QuoteDraft] = []
    for span in find_spans(text, parts, partial(tag_in, words=words)):
        if span.parent is None:
            paragraph = bisect_right(starts, span.start) - 1
            shape = shape_of(text, span.start, span.end, words)
            drafts.append(QuoteDraft(span, paragraph, shape))
        else:
            words_inside = Mention(text[span.start : span.end], span.start, span.end)
            drafts[-1].nested.append(words_inside)
    headline = _headline(text, parts, article.title)
    titled = headline >= 0 and _in_title_case(text[slice(*parts[headline])])
    chunks = _chunk(text, parts, drafts, words, headline if titled else -1)
    people = People(text, chunks, words, rules, headline)
    shapes = [draft.shape for draft in drafts]
    told = _is_told(drafts, list(chunks.values()), rules.attribution.limits)
    work = Work(
        text,
        rules,
        words,
        parts,
        drafts,
        chunks,
        headline,
        people,
        brevity_of(shapes),
        quoted_of(shapes, [draft.span.family for draft in drafts]),
        speakers=_speakers(text, chunks.values(), _TOLD if told else SPEAKING),
        told=told,
    )
    for paragraph, chunked in work.chunked.items():
        if not chunked.quotes:
            continue
        for at, number in chunked.quotes.items():
            if chunked[at].start == drafts[number].span.start:
                drafts[number].chunk = at
        _run_patterns(work, chunked, paragraph)
        before = work.chunked.get(paragraph - 1)
        labelled = label_in(text, parts[paragraph][0]) is not None
        if before is not None and before.introduces and chunked.begins_quoted and not labelled:
            # “She went on:” introduces the quotation that is a paragraph of its own.
            _run_patterns(work, before.followed_by(chunked), -1)
    return work


def _is_told(drafts: list[QuoteDraft], chunks: list[Chunked], limits: Attributions) -> bool:
    """Return whether an article is told in dialogue."""
    first = {draft.paragraph: draft.shape for draft in reversed(drafts)}
    short = sum(
        not shape.long and not shape.fragment and chunks[number].begins_quoted
        for number, shape in first.items()
    )
    return dialogue.told_in_dialogue(chunks, short, limits)


def _run_patterns(work: Work, chunked: Chunked, paragraph: int) -> None:
    """Give each quotation in the chunks of a paragraph the options that patterns find."""
    for found in patterns.found_by_rules(patterns.compiled(work.rules), chunked):
        draft = work.drafts[chunked.quotes[found.quote]]
        option = options.pattern_option(work.text, found, chunked, draft.shape, work.words)
        if option is not None:
            if draft.paragraph != paragraph:
                option.chunk = -1  # it stands elsewhere, as after several paragraphs quoted
                if paragraph < 0 and all(each.chunk < 0 for each in draft.local):
                    option.features += (feature.INTRODUCED,)
            draft.local.append(option)


def _headline(text: str, parts: list[tuple[int, int]], title: str | None) -> int:
    """The number of the paragraph that is the headline, -1 if there is none."""
    for number, (start, end) in enumerate(parts[:3]):
        line = text[start:end].strip()
        if line.endswith(":"):
            return -1
        if number + 1 < len(parts) and (line == title or (number == 0 and _in_title_case(line))):
            return number
    return -1


def _in_title_case(line: str) -> bool:
    """Return whether nearly every word of a line has a capital, apart from small words."""
    words = [word.lstrip("‘“\"'(") for word in line.split()]
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in long)
    return len(words) >= 4 and len(long) >= 2 and capitals >= 0.85 * len(long)


def _chunk(
    text: str,
    parts: list[tuple[int, int]],
    drafts: list[QuoteDraft],
    words: WordClasses,
    titled: int,
) -> dict[int, Chunked]:
    """The chunks of each paragraph; in paragraph number ``titled`` every word has a capital."""
    inside: dict[int, list[tuple[int, int, int]]] = {}
    starts = [start for start, _ in parts]
    for number, draft in enumerate(drafts):
        span = draft.span
        last = max(draft.paragraph, bisect_right(starts, span.end - 1) - 1)
        for paragraph in range(draft.paragraph, last + 1):
            start, end = parts[paragraph]
            inside.setdefault(paragraph, []).append(
                (number, max(start, span.start), min(end, span.end))
            )
    return {
        number: chunk_paragraph(text, *part, inside.get(number, []), words, titled=number == titled)
        for number, part in enumerate(parts)
    }


def _speakers(text: str, chunks: Iterable[Chunked], speaking: re.Pattern[str]) -> frozenset[str]:
    """The last words of names that are the subject of a verb of reporting somewhere in the text."""
    return (
        frozenset(
            options.mention_of(text, chunked[found.start()]).text.split()[-1]
            for chunked in chunks
            for found in speaking.finditer(chunked.letters)
        )
        - _PRONOUNS
    )
