"""The reasons why a quotation has its speaker: a paragraph as a person would say it, and the
numbers."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from quotecheck.display import clip, one_line
from quotecheck.model import Article, Candidate, Document, Feature, Kind, Mention, Quotation
from quotecheck.rules import Rules
from quotecheck.rules.attribution import FORBIDDEN, PREFERRED
from quotecheck.text import Lines

_LEAST = 0.25  # what weighs less is not worth a word in the paragraph
_REASONS = 2
_FAR_BEHIND = 6.0  # who is so far behind is not worth a name
_WIDTH = 96
_INDENT = " " * 12  # before a weight
_AROUND = 70  # letters of the words around a speaker that are shown

# How the rules that are not patterns find somebody, said of the words that name them.
_HOW = {
    "label-inside": "is a label inside the marks",
    "came": "is the person the words came from",
    "tag-behind": "stands in a tag behind the words",
    "possessive": "is the one whose words they are said to be",
    "credit-below": "stands in a credit below the words",
    "sender": "is the sender of the words",
    "answers": "was called by name right before, and answers",
    "paragraph-before": "is the person the paragraph before is about",
    "paragraph-before-quoted": "speaks in the paragraph before",
    "somebody-new": "is somebody new who is named near by",
    "next-quotation": "says the next quotation of the sentence",
    "by-after": "stands after “by” behind the words",
    "beat-after": "does something right after the words",
    "in-turn": "takes turns with the speaker before",
    "own-sentence": "stands before the words in their sentence",
    "own-sentence-object": "stands in the sentence of the words, as an object",
    "own-sentence-after": "stands behind the words in their sentence",
    "sentence-before": "is the person the sentence before is about",
    "said-in-story": "says the same words in the story",
    "same-sentence": "said the quotation before, and goes on in the same sentence",
    "next-sentence": "said the quotation before, and goes on in the next sentence",
    "next-paragraph": "said the quotation before, and goes on in the next paragraph",
    "later": "said the quotation before, further up",
}
_IN_WORDS: tuple[tuple[str, str], ...] = (
    (r"rule (.+)", r"the speaker is found by the rule \1"),
    (r"cue (.+)", r"the verb “\1”"),
    (r"speaker is (a name|an outlet|a place|an abbreviation)", r"the speaker is \1"),
    (r"speaker is a (?:weak )?nominal", "the speaker is described, not named"),
    (r"speaker (he|she|they|it|i|we|you)", r"the speaker is only “\1”"),
    (r"speaker “(.+)”", r"the word “\1” for the speaker"),
    ("near", "the speaker stands right beside the words"),
    ("far", "the speaker stands far from the words"),
    ("the only cue, right behind", "the only verb of reporting stands right behind the words"),
    ("speaks elsewhere", "the speaker is quoted elsewhere in the story"),
    ("spoke before", "the speaker was quoted before"),
    ("mark before the quotation", "a colon leads up to the words"),
    ("introduced by the paragraph before", "the paragraph before leads up to the words"),
    ("first subject", "the speaker is the first subject of the sentence"),
    ("another cue (?:before the speaker|between)", "another verb of reporting stands between"),
    ("clause between", "another clause stands between"),
    ("quotation between", "another quotation stands between"),
    ("(?:pronoun )?inside a report", "the speaker stands in what somebody else reports"),
    (r"(?:before|after), follows (.+)", r"\1 behind the speaker"),
    (r"(?:before|after), after (“.+”)", r"\1 before the speaker"),
    (r"(?:before|after), its verb (“.+”)", r"the verb \1"),
    (r"nobody, last verb (“.+”)", r"the verb \1 before the words"),
    (r"nobody, in the (.+)", r"the words stand in the \1"),
    (r"span is (.+)", r"the quoted words are \1"),
    (r"span ends (.+)", r"the quoted words end \1"),
    (r"span (in title case.*)", r"the quoted words are \1"),
    (r"span (after|before) (“.+”)", r"the quoted words stand \1 \2"),
    (r"somebody’s claim.*", "the words are called somebody’s claim"),
    (r"sent by somebody", "the words were sent by somebody"),
)
_OTHER_WORD = "a word"  # of no class, which explains nothing
_LETTERS = {"a cue": "a verb of reporting", "a stop": "a full stop", "a saying": "a reporting -ing"}


def at_place(document: Document, line: int, column: int) -> list[Quotation]:
    """The quotations of a line, or the one at a column of it."""
    lines = Lines(document.article.text)
    found = []
    for quote in document.quotes:
        start, end = lines.place(quote.start), lines.place(quote.end)
        if start <= (line, column) < end if column else start[0] <= line <= end[0]:
            found.append(quote)
    return found


def with_words(quotes: Sequence[Quotation], wanted: str) -> list[Quotation]:
    """The quotation with a number, or those that have some words."""
    numbered = [quote for quote in quotes if quote.id == wanted]
    words = one_line(wanted).casefold().strip(' ,.“”"')
    return numbered or [
        quote for quote in quotes if words and words in one_line(quote.text).casefold()
    ]


def explanation(quote: Quotation, article: Article, rules: Rules) -> Iterator[str]:
    """The lines that explain a quotation: its words, a paragraph, the numbers below it."""
    yield f"{quote.id}  {quote.kind.value}  {clip(one_line(quote.text), 90)}"
    yield from textwrap.wrap(
        paragraph(quote, article, rules), _WIDTH, initial_indent="   ", subsequent_indent="   "
    )
    yield from _numbers(quote)


def paragraph(quote: Quotation, article: Article, rules: Rules) -> str:
    """Explain in a few sentences why a quotation has its speaker, or none."""
    if quote.kind is Kind.INDIRECT:
        return one_line(_reported(quote))
    told = [_who(quote, article, rules), *_levers(quote, rules)]
    if not _is_open(quote):
        told += [*_reasons(quote.features), _next(quote), _sure(quote)]
    return one_line(" ".join(filter(None, told)))


def _reported(quote: Quotation) -> str:
    """Explain what is reported without marks: by which word, and how likely it is a report."""
    sure = f"Such words are a report about {quote.confidence:.0%} of the time."
    if quote.cue is None or quote.speaker is None:
        return f"The words are reported, and nobody is found who said so. {sure}"
    name, cue = one_line(quote.speaker.name), one_line(quote.cue.text)
    mention = quote.speaker.mention
    words = f" (“{one_line(mention.text)}”)" if mention and mention.text != name else ""
    return f"{name}{words} is the subject of “{cue}”, which reports the words. {sure}"


def _is_open(quote: Quotation) -> bool:
    """Return whether the words are somebody's, and nobody knows whose."""
    return quote.speaker is None and not quote.confidence and bool(quote.alternatives)


def _who(quote: Quotation, article: Article, rules: Rules) -> str:
    if quote.speaker is None:
        return (
            "Who is speaking is left open."
            if _is_open(quote)
            else "Nobody is taken to be speaking."
        )
    name, rule = one_line(quote.speaker.name), quote.rule or ""
    pattern = rules.attribution.patterns.get(rule)
    mention = quote.speaker.mention
    if pattern is not None and pattern.pattern:
        words = _words_around(article.text, mention, quote.cue)
        return f"{name} is the speaker: {words} fits the pattern {rule}, {pattern.pattern}."
    words = f"“{one_line(mention.text)}”" if mention else name
    how = _HOW.get(rule, f"is found by the rule {rule}")
    return f"{name} is taken to be the speaker: {words} {how}."


def _words_around(text: str, *mentions: Mention | None) -> str:
    """The words from the first of some mentions to the last."""
    found = [each for each in mentions if each is not None]
    if not found:
        return "the text"
    start, end = min(each.start for each in found), max(each.end for each in found)
    return f"“{clip(one_line(text[start:end]), _AROUND)}”"


def _levers(quote: Quotation, rules: Rules) -> Iterator[str]:
    """Say where a pattern or rule that an editor prefers or forbids decided, or would have."""
    score = _total(quote.features)
    lever = _weight(quote.features, PREFERRED)
    best = max((each.score for each in quote.alternatives), default=0.0)
    if lever and quote.rule:
        rule = _rule_with("strongly", quote.features, rules) or quote.rule
        decided = score - lever < best
        yield (
            f"The rules file prefers {rule} strongly, and that decided."
            if decided
            else f"The rules file prefers {rule} strongly; it would have won without that."
        )
    for other in quote.alternatives:
        lever = _weight(other.features, FORBIDDEN)
        if lever and other.score - lever > score:
            rule = _rule_with("never", other.features, rules) or other.rule
            name = one_line(other.speaker.name)
            yield f"It would be {name}, found by {rule}, but the rules file forbids that."
            return


def _rule_with(wish: str, features: Sequence[Feature], rules: Rules) -> str:
    """The first rule that found a speaker and of which an editor says so: strongly, or never."""
    patterns = rules.attribution.patterns
    named = (each.name.removeprefix("rule ") for each in features)
    found = (name for name in named if name in patterns and patterns[name].prefer == wish)
    return one_line(next(found, ""))


def _reasons(features: Sequence[Feature]) -> Iterator[str]:
    """Sentences on the strongest evidence for the choice, and the strongest against it."""
    totals: dict[str, float] = {}
    for each in features:
        if words := in_words(each.name):
            totals[words] = totals.get(words, 0.0) + each.weight
    ordered = sorted(totals, key=lambda words: -totals[words])
    best = [words for words in ordered[:_REASONS] if totals[words] >= _LEAST]
    if best:
        yield f"What speaks most for it: {', and '.join(best)}."
    if ordered and totals[ordered[-1]] <= -_LEAST:
        yield f"Against it: {ordered[-1]}."


def in_words(feature: str) -> str:
    """A feature as a person would say it; nothing for one that only the numbers tell."""
    for pattern, words in _IN_WORDS:
        if found := re.fullmatch(pattern, feature):
            said = found.expand(words)
            said = said.replace(f" + {_OTHER_WORD}", "").replace(f"{_OTHER_WORD} + ", "")
            if said.startswith(("nothing", "something else", _OTHER_WORD)):
                return ""
            for letter, meant in _LETTERS.items():
                said = said.replace(letter, meant)
            return said.replace(" + ", " and ")
    return ""


def _next(quote: Quotation) -> str:
    """A sentence on the next likeliest speaker, and how far behind that one is."""
    others = [each for each in quote.alternatives if not _weight(each.features, FORBIDDEN)]
    name = quote.speaker.name if quote.speaker else ""
    other = next((each for each in others if each.speaker.name != name), None)
    if other is None:
        return "Nobody else is in question." if quote.speaker else ""
    behind = _total(quote.features) - other.score
    if behind > _FAR_BEHIND:
        return "Nobody else comes near."
    place = "close behind" if behind < 1 else f"{behind:.1f} points behind"
    return f"The next likeliest, {one_line(other.speaker.name)}, is {place}."


def _sure(quote: Quotation) -> str:
    """A sentence on how often such a choice is right; nothing where there is no choice."""
    if quote.speaker is None or not quote.confidence:
        return ""
    sure, named = (f"{each:.0%}" for each in (quote.confidence, quote.name_confidence))
    said = f"Such a choice is right about {sure} of the time"
    if named == sure or quote.name_confidence > quote.confidence:
        return f"{said}."
    return f"{said}, and the full name about {named}."


def _numbers(quote: Quotation) -> Iterator[str]:
    """Every candidate with its score and the weights of its features, the heaviest first."""
    if quote.kind is Kind.INDIRECT:
        return  # whose features are not kept
    if quote.speaker is not None:
        winner = Candidate(
            quote.speaker, quote.rule or "?", _total(quote.features), quote.features, quote.cue
        )
        yield from _standing("won", winner)
        sure = f"confidence {quote.confidence:.0%} · full name {quote.name_confidence:.0%}"
        yield f"      {sure} · medium {quote.medium.value}"
    elif quote.features:
        yield f"   {'won':4} {_total(quote.features):+.2f}  nobody"
        yield from _weights(quote.features)
    for number, candidate in enumerate(quote.alternatives, 2):
        yield from _standing(f"{number}.", candidate)


def _standing(place: str, candidate: Candidate) -> Iterator[str]:
    mention = candidate.speaker.mention
    apart = mention is not None and mention.text != candidate.speaker.name
    words = f" from “{one_line(mention.text)}”" if mention and apart else ""
    cue = f" · cue “{one_line(candidate.cue.text)}”" if candidate.cue else ""
    name = one_line(candidate.speaker.name)
    yield f"   {place:4} {candidate.score:+.2f}  {name}{words} · rule {candidate.rule}{cue}"
    if candidate.features:
        yield from _weights(candidate.features)


def _weights(features: Sequence[Feature]) -> Iterator[str]:
    """The weights, the heaviest first: a line for each that the paragraph may tell, with the same
    words and the name that ``attribution.weights`` takes; then the others by their names alone."""
    weights: dict[str, list[float]] = {}
    for each in features:
        if f"{abs(each.weight):.2f}" != "0.00":
            weights.setdefault(each.name, []).append(each.weight)
    ordered = sorted(weights.items(), key=lambda each: -abs(sum(each[1])))
    others = []
    for name, found in ordered:
        if words := in_words(name):
            yield f"{_INDENT}{_times(found)}  {one_line(words)} [{one_line(name)}]"
        else:
            others.append(f"{one_line(name)} {_times(found)}")
    if others:
        yield f"{_INDENT}besides: {' · '.join(others)}"


def _times(weights: Sequence[float]) -> str:
    """The weight of a feature, and how often it holds: “after nothing” on both sides counts
    twice."""
    each = f"{weights[0]:+.2f}"
    return each if len(weights) == 1 else f"{each} ({len(weights)} times)"


def _total(features: Sequence[Feature]) -> float:
    return sum(each.weight for each in features)


def _weight(features: Sequence[Feature], name: str) -> float:
    return next((each.weight for each in features if each.name == name), 0.0)
