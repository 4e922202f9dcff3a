"""The engine: the stages that lead from an article to its quotations, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from quotecheck.extraction.attribution.decide import choose, name_chance
from quotecheck.extraction.attribution.echoes import echo
from quotecheck.extraction.attribution.media import Setting, carried, joint_medium, setting_of
from quotecheck.extraction.attribution.options import Option, Reasons
from quotecheck.extraction.attribution.preparing import QuoteDraft, Work, prepare
from quotecheck.extraction.indirect.finding import Sums, find_reports
from quotecheck.extraction.people.resolver import People
from quotecheck.extraction.reading.kinds import kind_of
from quotecheck.extraction.reading.written import as_written
from quotecheck.model import Article, Candidate, Document, Quotation, Speaker
from quotecheck.rules import Rules
from quotecheck.rules.attribution import FORBIDDEN
from quotecheck.rules.made import made_once

_MOST_ALTERNATIVES = 4
_CLEAR = 0.97  # a speaker as sure as this is not looked at twice


@made_once
def weights_of(rules: Rules) -> Mapping[str, float]:
    """The weight of every feature: the one set by hand, or else the learned one."""
    return {**rules.weights, **rules.attribution.by_hand()}


@made_once
def _sums_of(rules: Rules) -> Sums:
    return Sums(weights_of(rules))


@made_once
def _reasons_of(rules: Rules) -> Reasons:
    return Reasons(weights_of(rules))


def extract(
    article: Article, rules: Rules, *, explain: bool = True, indirect: bool = False
) -> Document:
    """The quotations of an article in text order, with their speakers.

    Without ``explain`` it is faster, and they come without features and alternatives. With
    ``indirect`` reports, which have no marks, follow after the others.
    """
    work = prepare(article, rules)
    choose(work, weights_of(rules))
    echo(work)
    found = (_quotation(work, str(number), draft) for number, draft in enumerate(work.drafts, 1))
    quotes = list(carried(found))
    if explain:
        quotes = [
            _explained(quote, work, draft) for quote, draft in zip(quotes, work.drafts, strict=True)
        ]
    if indirect:
        sums = _sums_of(rules)
        least = rules.attribution.limits.least_report
        quotes += find_reports(
            work.text, work.parts, work.chunked, work.words, sums, work.people, least
        )
    if work.text is not article.text:
        quotes = [as_written(quote, article.text) for quote in quotes]
    return Document(article, tuple(quotes))


def _quotation(work: Work, number: str, draft: QuoteDraft) -> Quotation:
    span, chosen = draft.span, draft.chosen
    who = _speaker(chosen, work.people)
    headline = draft.paragraph == work.headline
    # A long span is speech even without a known speaker, and so is one with a forbidden speaker.
    spoken = (
        who is not None
        or (draft.shape.long and not draft.shape.titled)
        or any(FORBIDDEN in option.features for option in draft.options[1:])
    )
    setting = Setting()
    if who is not None:
        part = work.parts[draft.paragraph]
        setting = setting_of(work.text, span.start, span.end, part, work.rules, speaker=who.name)
    confidence = 0.0 if spoken and who is None else draft.confidence
    return Quotation(
        id=number,
        start=span.start,
        end=span.end,
        text=work.text[span.start : span.end],
        kind=kind_of(work.text, span.start, span.end, headline=headline, spoken=spoken),
        paragraph=draft.paragraph,
        speaker=who,
        cue=chosen.cue,
        medium=joint_medium(chosen.medium, setting.medium),
        via=setting.via,
        rule=chosen.rule,
        confidence=confidence,
        name_confidence=_named(draft, confidence, work),
        nested=tuple(draft.nested),
    )


def _speaker(option: Option, people: People) -> Speaker | None:
    mention = option.mention
    if mention is None:
        return None
    return Speaker(people.resolve(mention.text, mention.start), people.whole(mention))


def _named(draft: QuoteDraft, confidence: float, work: Work) -> float:
    """The chance that the name is right. It is higher than the mention's chance if other mentions
    mean the same person, or if the only doubt is that the words may not be speech."""
    if confidence < _CLEAR:
        confidence = name_chance(work, draft) if confidence else 0.0
    return confidence * _certainty(draft.chosen, work)


def _certainty(option: Option, work: Work) -> float:
    """The share of names found in the same way that are right."""
    if option.mention is None:
        return 1.0
    way = work.people.way(option.mention.text, option.mention.start)
    names = work.rules.attribution.names
    told = names.get(f"{way}, in dialogue") if work.told else None
    return names.get(way, 1.0) if told is None else told


def _explained(quote: Quotation, work: Work, draft: QuoteDraft) -> Quotation:
    """The quotation with the reasons for its speaker, and with the next-best ones."""
    known = _reasons_of(work.rules)
    others: list[Candidate] = []
    for option in draft.options[1:]:
        who = _speaker(option, work.people)
        if who is not None and len(others) < _MOST_ALTERNATIVES:
            reasons = option.reasons(known)
            others.append(Candidate(who, option.rule, option.score, reasons, option.cue))
    return replace(quote, features=draft.chosen.reasons(known), alternatives=tuple(others))
