"""Finding the nearest passages to words that are in no source: those that share most of their
weight.

The order of the words does not count here, and function words and pronouns count little: "when
the time is right" is nearest to "at the right time, you're going to come over".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from quotecheck.model import Passage
from quotecheck.sources.library import PassagePlace
from quotecheck.sources.shelf import Window
from quotecheck.verify.search.finding import Claim, Finder

_MARGIN = 10  # words considered on either side of a place
_PLACES = 4
_RARE = 50  # occurrences; a word with no more is searched for by itself
_SENTENCE_END = re.compile(r"[.?!…][”\"’')\]]*\s|\n\s*\n")


def nearest(claim: Claim, finder: Finder) -> list[Passage]:
    """The passages nearest to a claim, best first; empty if none is near."""
    rules, little = finder.limits.nearest, _little(finder)
    weights = {
        form: rules.function_weight if form in little else 1.0 for form in claim.printed.words.forms
    }
    total = sum(weights.values())
    found: dict[tuple[str, int], Passage] = {}
    for place in _places(claim, finder):
        length = len(claim.printed.words)
        window = place.shelf.window(place.position - _MARGIN, place.position + length + _MARGIN)
        low, high, weight = _heaviest(window, weights, length + rules.more_words)
        if not high or weight / total < finder.limits.near_share:
            continue
        if not shares_content(claim, window.words.forms[low:high], finder):
            continue
        passage = finder.library.passage(
            place.shelf, window, low, high, score=weight / total, near=True
        )
        passage = _whole_sentence(passage, finder)
        known = found.get((passage.source, passage.start))
        if known is None or known.score < passage.score:
            found[passage.source, passage.start] = passage
    return sorted(found.values(), key=lambda each: -each.score)[: finder.limits.shown]


def shares_content(claim: Claim, forms: Sequence[str], finder: Finder) -> bool:
    """Return whether words have enough of a claim's content to be shown beside it: a passage that
    shares two words of eight only misleads."""
    content = set(claim.printed.words.forms) - _little(finder)
    shared = content.intersection(forms)
    return len(shared) > finder.limits.nearest.content_share * len(content) or not content


def _little(finder: Finder) -> frozenset[str]:
    """Words that say little about the subject: function words and pronouns, which change where a
    question was made an answer ("were you afraid?", "I was afraid")."""
    return finder.lexicon.function | finder.lexicon.pronouns


def _places(claim: Claim, finder: Finder) -> Iterator[PassagePlace]:
    yield from (place for place, _ in finder.near_places(claim)[:_PLACES])
    words = dict.fromkeys(claim.printed.words.forms)  # no set: of equal ones the first counts
    little = _little(finder)
    content = [form for form in words if form not in little]
    for form in sorted(content, key=lambda form: finder.library.count((form,)))[:2]:
        if finder.library.count((form,)) <= _RARE:
            for place in finder.library.exact((form,), _PLACES):
                if finder.allows(claim, place):
                    yield place


def _heaviest(window: Window, weights: Mapping[str, float], room: int) -> tuple[int, int, float]:
    """The stretch of at most ``room`` words of one turn that shares most weight, and how much."""
    forms = window.words.forms
    best = (0, 0, 0.0)
    hits = [at for at, form in enumerate(forms) if form in weights]
    for low in hits:
        turn = window.turns[low]
        within = [at for at in hits if low <= at < low + room and window.turns[at] == turn]
        weight = sum(weights[form] for form in dict.fromkeys(forms[at] for at in within))
        if weight > best[2]:
            best = low, within[-1] + 1, weight
    return best


def _whole_sentence(passage: Passage, finder: Finder) -> Passage:
    """The passage widened to the sentence around it, within the turn."""
    source = finder.library.sources[passage.source]
    turns = (turn for turn in source.turns if turn.start <= passage.start < turn.end)
    turn = next(turns, None)
    first, last = (turn.start, turn.end) if turn else (0, len(source.text))
    most = finder.limits.nearest.letters
    first, last = max(first, passage.start - most), min(last, passage.end + most)
    ends = [match.end() for match in _SENTENCE_END.finditer(source.text, first, passage.start)]
    start = ends[-1] if ends else first
    closing = _SENTENCE_END.search(source.text, max(start, passage.end - 1), last)
    end = min(closing.end() if closing else last, last)
    text = source.text[start:end].rstrip()
    return replace(passage, start=start, end=start + len(text), text=text)
