"""The choice of a speaker for each quotation, in text order, since each choice informs the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import repeat
from math import exp

from quotecheck.extraction.attribution.candidates import all_options
from quotecheck.extraction.attribution.options import Option
from quotecheck.extraction.attribution.preparing import QuoteDraft, Work
from quotecheck.extraction.reading import vocabulary as feature
from quotecheck.model import Mention

# A speaker less likely than this is not tried as the previous speaker.
_OPEN = 0.1
# A quotation in a paragraph below a question may be somebody else's answer.
_ANSWERS = feature.GOES_ON_AFTER("next-paragraph", "clause", "a question")
_NO_WEIGHT = repeat(0.0)

# The chance that a quotation is the last one with a speaker, and that this option is the speaker.
_Way = tuple[float, QuoteDraft | None]


def choose(work: Work, weights: Mapping[str, float]) -> None:
    """Choose a speaker for each quotation, in text order, considering who spoke before.

    Where the previous speaker is in doubt, each likely one is tried and an option's shares are
    added up: a choice is only as sure as the choices that it rests on.
    """
    ways: list[_Way] = [(1.0, None)]
    most_sure = work.rules.attribution.limits.most_sure
    for draft in work.drafts:
        last = ways[0][1]
        if last is not None and draft.paragraph > last.paragraph + 1:
            ways = [(1.0, last)]  # this far on, hardly anybody speaks again unnamed
        shares: list[tuple[float, Option]] = []
        for chance, previous in ways:
            found = all_options(work, draft, previous)
            shares += [(chance * share, option) for share, option in _shares(found, weights)]
        if len(ways) > 1:
            shares = _together(shares)
        shares.sort(key=lambda each: -each[0])
        draft.options = [option for _, option in shares]
        draft.shares = [share for share, _ in shares]
        draft.confidence = min(most_sure * shares[0][0], _trust(work, draft))
        ways = _followed(draft, ways, shares)


def name_chance(work: Work, draft: QuoteDraft) -> float:
    """The chance that the person chosen is right, given that the quotation is speech: the shares of
    all mentions of that person, leaving out the share of nobody."""
    if not draft.shares or draft.chosen.mention is None:
        return draft.confidence
    same = somebody = 0.0
    name = work.name_of(draft.chosen)
    for share, option in zip(draft.shares, draft.options, strict=True):
        if option.mention is not None:
            somebody += share
            if option is draft.chosen or work.name_of(option) == name:
                same += share
    most_sure = work.rules.attribution.limits.most_sure
    return min(most_sure * same / somebody, _trust(work, draft))


def _trust(work: Work, draft: QuoteDraft) -> float:
    """The most confidence that the rule of the chosen speaker can give."""
    rule = "question-before" if _ANSWERS in draft.chosen.features else draft.chosen.rule
    return work.rules.attribution.trust.get(rule, 1.0)


def _shares(found: list[Option], weights: Mapping[str, float]) -> Iterator[tuple[float, Option]]:
    """The share of each option, as in a logistic model; sets the options' scores."""
    for option in found:
        option.score = sum(map(weights.get, option.features, _NO_WEIGHT))
    most = max([option.score for option in found])
    odds = [exp(option.score - most) for option in found]
    total = sum(odds)
    return ((each / total, option) for each, option in zip(odds, found, strict=True))


def _together(shares: list[tuple[float, Option]]) -> list[tuple[float, Option]]:
    """The likeliest option for each mention, with the shares of all of them added up."""
    whole: dict[Mention | None, tuple[float, Option]] = {}
    for share, option in sorted(shares, key=lambda each: -each[0]):
        more, kept = whole.get(option.mention, (0.0, option))
        whole[option.mention] = share + more, kept
    return list(whole.values())


def _followed(
    draft: QuoteDraft, ways: list[_Way], shares: list[tuple[float, Option]]
) -> list[_Way]:
    """The chance of each possible previous speaker after a quotation whose options have these
    shares."""
    after: list[_Way] = []
    for share, option in shares:
        if option is not draft.chosen and share < _OPEN:
            break
        if option.mention is None:
            after += [(chance * share, previous) for chance, previous in ways]
        elif option is draft.chosen:
            after.append((share, draft))
        else:
            after.append((share, replace(draft, options=[option])))
    after.sort(key=lambda way: -way[0])
    after = after[: 2 if len(after) > 1 and after[1][0] >= _OPEN else 1]
    total = sum([chance for chance, _ in after])
    return [(chance / total, previous) for chance, previous in after]
