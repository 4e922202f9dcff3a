"""From an article to its quotations: the stages in order."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from quotecheck.extraction import patterns
from quotecheck.extraction.chunks import Chunk, Chunked, chunk_paragraph
from quotecheck.extraction.kinds import kind_of
from quotecheck.extraction.lexicon import Words, words_of
from quotecheck.extraction.marks import Span, find_spans
from quotecheck.extraction.people import People, Person
from quotecheck.model import (
    Article,
    Candidate,
    Document,
    Feature,
    Kind,
    Medium,
    Mention,
    Quotation,
    Speaker,
)
from quotecheck.rules import Rules
from quotecheck.text import paragraphs


@dataclass(slots=True)
class Draft:
    """A quotation in the making: its span, where it stands, who may be speaking."""

    span: Span
    paragraph: int
    candidates: list[Option] = field(default_factory=list)
    chosen: Option | None = None


@dataclass(slots=True)
class Option:
    """A candidate: the words that name the speaker, by which rule, with which reasons."""

    mention: Mention
    rule: str
    features: tuple[Feature, ...]
    cue: Mention | None
    medium: Medium

    @property
    def score(self) -> float:
        """The sum of the reasons."""
        return sum(feature.weight for feature in self.features)


def extract(article: Article, rules: Rules) -> Document:
    """The quotations of an article in text order, with their speakers."""
    text = article.text
    words = words_of(rules)
    parts = paragraphs(text)
    spans = find_spans(text, parts)
    starts = [start for start, _ in parts]
    drafts = [
        Draft(span, bisect_right(starts, span.start) - 1) for span in spans if span.parent is None
    ]
    chunked = _chunk(text, parts, drafts, words)
    for number, chunks in chunked.items():
        _find_candidates(text, number, chunks, drafts, words, rules)
    _choose(text, parts, chunked, drafts, rules)
    people, subjects = _people(text, chunked, words, rules)
    title = _headline(text, parts, article.title)
    quotes = [
        _quotation(text, str(number), draft, people, subjects, headline=draft.paragraph == title)
        for number, draft in enumerate(drafts, 1)
    ]
    return Document(article, tuple(quotes))


def _headline(text: str, parts: list[tuple[int, int]], title: str | None) -> int:
    if title is not None:
        for number, (start, end) in enumerate(parts[:4]):
            if text[start:end].strip() == title and number + 1 < len(parts):
                return number
    return -1


def _chunk(
    text: str, parts: list[tuple[int, int]], drafts: list[Draft], words: Words
) -> dict[int, Chunked]:
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
        number: chunk_paragraph(text, *part, inside.get(number, []), words)
        for number, part in enumerate(parts)
    }


def _find_candidates(
    text: str, paragraph: int, chunked: Chunked, drafts: list[Draft], words: Words, rules: Rules
) -> None:
    weights = rules.attribution.features
    for found in patterns.run(patterns.compiled(rules), chunked):
        draft = drafts[chunked.chunks[found.quote].quote]
        speaker = chunked.chunks[found.speaker]
        cue = None if found.cue is None else chunked.chunks[found.cue]
        medium = Medium.UNKNOWN
        if cue is not None:
            medium = words.media.get(text[cue.start : cue.end].lower(), Medium.UNKNOWN)
        if found.rule.medium is not None and medium.value != found.rule.medium:
            continue
        features = [Feature(f"rule {found.rule.id}", found.rule.weight)]
        form = _form(text[speaker.start : speaker.end], speaker.letter)
        features.append(Feature(form, weights.get(form, 0.0)))
        features.append(Feature("distance", weights.get("distance", 0.0) * found.span))
        draft.candidates.append(
            Option(
                _mention(text, speaker),
                found.rule.id,
                tuple(features),
                None if cue is None else _mention(text, cue),
                medium,
            )
        )


def _form(mention: str, letter: str) -> str:
    if mention.lower() in ("he", "she", "they", "it", "i", "we", "you"):
        return mention.lower()
    if any(word[0].isupper() for word in mention.split()[1:] or mention.split()):
        return "name"
    return "nominal" if letter == "S" else "weak nominal"


def _mention(text: str, chunk: Chunk) -> Mention:
    return Mention(text[chunk.start : chunk.end], chunk.start, chunk.end)


def _choose(
    text: str,
    parts: list[tuple[int, int]],
    chunked: dict[int, Chunked],
    drafts: list[Draft],
    rules: Rules,
) -> None:
    """The best candidate of each quotation; where there is none, what the neighbours say."""
    weights = rules.attribution.discourse
    previous: Draft | None = None
    for draft in drafts:
        options = list(draft.candidates)
        last = previous.chosen if previous else None
        if last is not None and previous is not None:
            gap = text[previous.span.end : draft.span.start]
            name = _relation(gap, draft.paragraph - previous.paragraph)
            if name in weights:
                features = (Feature(name, weights[name]),)
                options.append(Option(last.mention, name, features, None, last.medium))
        if (before := _subject_before(text, chunked[draft.paragraph], draft)) is not None:
            features = (Feature("sentence before", weights.get("sentence-before", 0.0)),)
            options.append(Option(before, "sentence-before", features, None, Medium.UNKNOWN))
        options.sort(key=lambda option: -option.score)
        draft.candidates = options
        draft.chosen = options[0] if options and options[0].score > 0 else None
        previous = draft


def _relation(gap: str, distance: int) -> str:
    """How a quotation stands to the one before."""
    if distance == 0:
        inner = gap.strip()
        if not any(mark in inner for mark in ".?!"):
            return "same-sentence"
        return "next-sentence"
    if "___" in gap or "* * *" in gap:
        return "after-break"
    return "next-paragraph" if distance == 1 else "later"


def _subject_before(text: str, chunked: Chunked, draft: Draft) -> Mention | None:
    """Who the sentence before the quotation is about."""
    at = next((i for i, c in enumerate(chunked.chunks) if c.start >= draft.span.start), 0)
    letters = chunked.letters[:at].rstrip(".")
    start = max(letters.rfind("."), letters.rfind("E"), letters.rfind("Q")) + 1
    subject = letters.find("S", start)
    return _mention(text, chunked.chunks[subject]) if subject >= 0 else None


def _people(
    text: str, chunked: dict[int, Chunked], words: Words, rules: Rules
) -> tuple[People, list[tuple[int, Person]]]:
    people = People(words, rules)
    for chunks in chunked.values():
        for chunk in chunks.chunks:
            if chunk.letter == "S":
                people.add(text[chunk.start : chunk.end], chunk.start)
    subjects = sorted(
        ((place, person) for person in people.persons for place in person.places),
        key=lambda each: each[0],
    )
    return people, subjects


def _quotation(
    text: str,
    number: str,
    draft: Draft,
    people: People,
    subjects: list[tuple[int, Person]],
    *,
    headline: bool,
) -> Quotation:
    span = draft.span
    chosen = draft.chosen
    spoken = chosen is not None and chosen.cue is not None
    kind = kind_of(text, span.start, span.end, headline=headline, spoken=spoken)
    base = Quotation(
        number, span.start, span.end, text[span.start : span.end], kind, draft.paragraph
    )
    if chosen is None or kind is Kind.NON_SPEECH:
        return base

    def speaker(option: Option) -> Speaker:
        mention = option.mention
        return Speaker(people.resolve(mention.text, mention.start, subjects), mention)

    alternatives = tuple(
        Candidate(speaker(each), each.rule, each.score, each.features, each.cue)
        for each in draft.candidates[1:4]
    )
    return Quotation(
        id=number,
        start=span.start,
        end=span.end,
        text=base.text,
        kind=kind,
        paragraph=draft.paragraph,
        speaker=speaker(chosen),
        cue=chosen.cue,
        medium=chosen.medium,
        rule=chosen.rule,
        confidence=min(0.99, max(0.05, 0.5 + chosen.score / 8)),
        features=chosen.features,
        alternatives=alternatives,
    )
