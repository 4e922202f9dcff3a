"""Scores of found quotations against gold ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quotecheck.evaluation.gold import GoldDocument, GoldQuote, GoldSpans
from quotecheck.evaluation.match import LetterPlaces, match, one_to_one, span_of
from quotecheck.model import Document, Kind, Quotation

LEAST_INDIRECT_OVERLAP = 0.5

_PRONOUNS = frozenset(
    {"he", "she", "they", "i", "we", "it", "who", "you", "him", "her", "them", "us", "me"}
    | {"his", "their", "himself", "herself", "themselves"}
)


@dataclass(slots=True)
class Tally:
    """The results for the speakers of a group of gold quotations."""

    right: int = 0
    wrong: int = 0
    silent: int = 0
    missed: int = 0

    @property
    def all(self) -> int:
        """The number of gold quotations in the group."""
        return self.right + self.wrong + self.silent + self.missed

    @property
    def accuracy(self) -> float:
        """The share of all that has the right speaker."""
        return self.right / self.all if self.all else 0.0

    @property
    def precision(self) -> float:
        """The share of the answers that is right."""
        answers = self.right + self.wrong
        return self.right / answers if answers else 0.0


@dataclass(slots=True)
class FoundSpan:
    """True and false positives and misses."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / (self.right + self.spurious) if self.right + self.spurious else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Scores:
    """The figures of a run over a gold set.

    ``attribution`` has a tally for ``all`` and for each kind and form of mention. ``confidence``
    holds (confidence, right) of each answer, ``rules`` how often each rule won and was right.
    """

    documents: int = 0
    spans: FoundSpan = field(default_factory=FoundSpan)
    non_speech: int = 0
    non_speech_reported: int = 0
    attribution: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    end_to_end: FoundSpan = field(default_factory=FoundSpan)
    indirect: FoundSpan = field(default_factory=FoundSpan)
    indirect_speakers: Tally = field(default_factory=Tally)
    confidence: list[tuple[float, bool]] = field(default_factory=list)
    rules: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def score(pairs: Iterable[tuple[GoldDocument, Document]]) -> Scores:
    """Score each gold document against what was found in the same text."""
    scores = Scores()
    for gold, found in pairs:
        _score_one(scores, gold, found)
    return scores


def _score_one(scores: Scores, gold: GoldDocument, document: Document) -> None:
    letters = LetterPlaces(gold.text)
    scores.documents += 1
    judged = [quote for quote in gold.quotes if not quote.ignore]
    ignored = [quote.spans for quote in gold.quotes if quote.ignore]
    speech = [q for q in judged if q.kind not in (Kind.INDIRECT, Kind.NON_SPEECH)]
    found = [q for q in document.quotes if q.kind not in (Kind.INDIRECT, Kind.NON_SPEECH)]
    matched = match(speech, found, letters)
    used = {f for pieces in matched.values() for f in pieces}
    spurious = [
        quote
        for f, quote in enumerate(found)
        if f not in used and not _mostly_in(span_of(quote), ignored, letters)
    ]
    scores.spans.right += len(matched)
    scores.spans.spurious += len(spurious)
    scores.spans.missed += len(speech) - len(matched)
    for quote in judged:
        if quote.kind is Kind.NON_SPEECH:
            scores.non_speech += 1
            scores.non_speech_reported += any(
                letters.overlap(span_of(each), quote.spans) >= 0.5 for each in spurious
            )
    right = sum(
        _score_speaker(scores, quote, [found[f] for f in matched.get(g, ())], letters)
        for g, quote in enumerate(speech)
    )
    scores.end_to_end.right += right
    scores.end_to_end.spurious += len(matched) + len(spurious) - right
    scores.end_to_end.missed += len(speech) - right
    indirect = [quote for quote in document.quotes if quote.kind is Kind.INDIRECT]
    _score_indirect(scores, judged, ignored, indirect, letters)


def _mostly_in(span: GoldSpans, others: Sequence[GoldSpans], letters: LetterPlaces) -> bool:
    return any(
        letters.inside(span, other) >= 0.5 or letters.overlap(span, other) >= 0.5
        for other in others
    )


def _score_speaker(
    scores: Scores, gold: GoldQuote, pieces: Sequence[Quotation], letters: LetterPlaces
) -> bool:
    """Judge the speaker of one gold quotation; true if span and speaker are right."""
    votes: Counter[bool] = Counter()
    for piece in pieces:
        if piece.speaker is None:
            continue
        right = bool(gold.mention) and speaker_right(gold, piece, letters)
        votes[right] += max(1, letters.size(span_of(piece)))
        if gold.mention:
            scores.confidence.append((piece.confidence, right))
            scores.rules[piece.rule or "?"]["right" if right else "wrong"] += 1
    if not gold.mention:
        # Nobody is named: right is to name nobody.
        return bool(pieces) and not votes
    outcome = (
        "missed"
        if not pieces
        else "silent"
        if not votes
        else "right"
        if votes[True] > votes[False]
        else "wrong"
    )
    for group in ("all", f"kind {gold.kind.value}", f"mention {_form(gold.mention)}"):
        tally = scores.attribution[group]
        setattr(tally, outcome, getattr(tally, outcome) + 1)
    return outcome == "right"


def speaker_right(gold: GoldQuote, quote: Quotation, letters: LetterPlaces) -> bool:
    """Return whether the mention that was found shares a letter with the gold one; where one of
    them has no place, whether the last word of the name stands in the gold mention."""
    if quote.speaker is None:
        return False
    mention = quote.speaker.mention
    if mention is not None and gold.speaker:
        return letters.shared(((mention.start, mention.end),), gold.speaker) > 0
    words = quote.speaker.name.lower().split()
    return bool(words) and words[-1] in gold.mention.lower().split()


def _form(mention: str) -> str:
    words = mention.strip()
    if words.lower() in _PRONOUNS:
        return "pronoun"
    rest = words.split(" ", 1)[1] if " " in words else words
    return "name" if any(character.isupper() for character in rest) else "nominal"


def _score_indirect(
    scores: Scores,
    judged: Sequence[GoldQuote],
    ignored: Sequence[GoldSpans],
    found: Sequence[Quotation],
    letters: LetterPlaces,
) -> None:
    gold = [quote for quote in judged if quote.kind is Kind.INDIRECT]
    gold_spans = [quote.spans for quote in gold]
    others = [
        quote.content or quote.spans
        for quote in judged
        if quote.kind not in (Kind.INDIRECT, Kind.NON_SPEECH)
    ]
    kept = [quote for quote in found if not _in_other(quote, gold_spans, others, ignored, letters)]
    pairs = one_to_one(gold_spans, [span_of(q) for q in kept], letters, LEAST_INDIRECT_OVERLAP)
    scores.indirect.right += len(pairs)
    scores.indirect.spurious += len(kept) - len(pairs)
    scores.indirect.missed += len(gold) - len(pairs)
    for g, f in pairs.items():
        if not gold[g].mention:
            continue
        tally = scores.indirect_speakers
        if kept[f].speaker is None:
            tally.silent += 1
        elif speaker_right(gold[g], kept[f], letters):
            tally.right += 1
        else:
            tally.wrong += 1


def _in_other(
    quote: Quotation,
    gold: Sequence[GoldSpans],
    others: Sequence[GoldSpans],
    ignored: Sequence[GoldSpans],
    letters: LetterPlaces,
) -> bool:
    """Return whether an indirect quotation lies mostly in a direct attribution or in what is not
    scored: it is then neither right nor wrong."""
    span = span_of(quote)
    if any(letters.inside(span, other) >= 0.5 for other in others):
        return not any(letters.overlap(span, each) >= LEAST_INDIRECT_OVERLAP for each in gold)
    return any(letters.inside(span, other) >= 0.5 for other in ignored)
