"""Learning the weights of the rules from a gold set, and writing them back.

gold ──cases──> options with the right ones marked ──fit──> weights ──write──> the same rules file
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from quotecheck.articles import make_article
from quotecheck.evaluation.gold import GoldDocument, GoldQuote, Spans
from quotecheck.evaluation.match import Letters
from quotecheck.extraction import engine
from quotecheck.extraction.fitting import Case, Settings, fit
from quotecheck.extraction.options import Option
from quotecheck.extraction.reporting import place_of, readings
from quotecheck.model import Kind, Mention
from quotecheck.rules import Rules

FOLDS = 5
# A feature that is rarer than this in the gold set keeps the weight that it has.
LEAST_SEEN = 25
LEAST_SEEN_INDIRECT = 40
# Many features tell of the same surroundings: a strong penalty shares the weight among them.
SPEAKERS = Settings(step=0.1, penalty=1e-2)
# There are many cues that report without marks, each seen seldom: small steps, and few of them.
INDIRECT = Settings(passes=4, step=0.1)
# A smaller weight is not worth its line.
LEAST_WEIGHT = 0.08
LEAST_WEIGHT_INDIRECT = 0.1


@dataclass(frozen=True)
class Gain:
    """The share of ``cases`` that come out right by cross-validation with the old weights, and with
    the new."""

    before: float
    after: float
    cases: int


@dataclass(frozen=True)
class Learned:
    """New weights, those that changed as (old, new), and what they gain: for the speakers of
    quotations, and for whether a verb reports without marks."""

    weights: Mapping[str, float]
    changed: Mapping[str, tuple[float, float]]
    speakers: Gain
    indirect: Gain


def learn(
    gold: Sequence[GoldDocument],
    rules: Rules,
    progress: Callable[[str], None] = lambda _: None,
    only: str | None = None,
) -> Learned:
    """Fit the weights of ``rules`` to a gold set. The same input gives the same weights.

    ``only`` names the one part to fit, "speakers" or "indirect"; the other keeps its weights.
    """
    start = engine.weights_of(rules)
    progress("reading the gold set")
    quoted = [] if only == "indirect" else [cases_of(document, rules) for document in gold]
    quoted = _without_rare(quoted, start, LEAST_SEEN)
    reported = [] if only == "speakers" else [indirect_cases_of(each, rules) for each in gold]
    reported = _without_rare(reported, start, LEAST_SEEN_INDIRECT)
    fitted = dict(start)
    gains = []
    afresh = _kept(quoted, rules)
    for name, groups, begin, settings, least in (
        ("speakers", quoted, afresh, SPEAKERS, LEAST_WEIGHT),
        ("indirect quotations", reported, start, INDIRECT, LEAST_WEIGHT_INDIRECT),
    ):
        weights, gain = _fitted(name, groups, rules, begin, settings, least, progress)
        fitted.update(weights)
        gains.append(gain)
    changed = {
        name: (start.get(name, 0.0), weight)
        for name, weight in fitted.items()
        if abs(weight - start.get(name, 0.0)) >= 0.01
    }
    return Learned(fitted, changed, *gains)


def _fitted(
    name: str,
    groups: list[list[Case]],
    rules: Rules,
    begin: Mapping[str, float],
    settings: Settings,
    least: float,
    progress: Callable[[str], None],
) -> tuple[dict[str, float], Gain]:
    """The weights fitted to the cases of some documents, and their gain by cross-validation.

    ``begin`` are the weights that the fit begins with.
    """
    start = engine.weights_of(rules)
    fixed = frozenset(rules.attribution.fixed)
    groups = [group for group in groups if group]
    before = after = total = 0
    for fold in range(FOLDS):
        progress(f"{name}: cross-validation {fold + 1} of {FOLDS}")
        training = [c for i, group in enumerate(groups) if i % FOLDS != fold for c in group]
        held_out = [c for i, group in enumerate(groups) if i % FOLDS == fold for c in group]
        weights = fit(training, settings, begin, fixed)
        before += sum(_is_right(case, start) for case in held_out)
        after += sum(_is_right(case, weights) for case in held_out)
        total += len(held_out)
    progress(f"{name}: fitting")
    everything = [case for group in groups for case in group]
    seen = {name for options, _ in everything for option in options for name in option}
    fitted = {
        name: round(weight, 2)
        for name, weight in sorted(fit(everything, settings, begin, fixed).items())
        if name in seen and (abs(weight) >= least or name in start)
    }
    share = max(1, total)
    return fitted, Gain(before / share, after / share, total)


def _kept(groups: list[list[Case]], rules: Rules) -> dict[str, float]:
    """The weights that a fit from nothing keeps: those fixed, and those of too rare features."""
    seen = _seen(groups)
    fixed = frozenset(rules.attribution.fixed)
    return {
        name: weight
        for name, weight in engine.weights_of(rules).items()
        if name in fixed or seen[name] < LEAST_SEEN
    }


def cases_of(gold: GoldDocument, rules: Rules) -> list[Case]:
    """The options of each judged quotation of a document, the right ones marked.

    What was said before is taken from the gold, so that one error does not teach another.
    """
    work = engine.prepare(make_article(gold.text, path=gold.id), rules)
    letters = Letters(gold.text)
    cases: list[Case] = []
    previous: engine.Draft | None = None
    for draft in work.drafts:
        judged = _judged(draft, gold.quotes, letters)
        if judged is None:
            continue
        options = engine.all_options(work, draft, previous)
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


def indirect_cases_of(gold: GoldDocument, rules: Rules) -> list[Case]:
    """The extents of each cue that may report without marks, against there being none.

    A gold quotation belongs to the cue whose words come closest to it. Cues in what is reported
    around quoted words are left out.
    """
    letters = Letters(gold.text)
    indirect = [quote.spans for quote in gold.quotes if _is_indirect(quote)]
    others = [quote.spans for quote in gold.quotes if not _is_indirect(quote)]
    cues = [
        [(features, *_closest(span, indirect, letters), span) for features, span in options]
        for options in _reported(gold, rules)
    ]
    best: dict[int, float] = {}
    for cue in cues:
        for _, overlap, number, _ in cue:
            best[number] = max(overlap, best.get(number, 0.0))
    cases: list[Case] = []
    for cue in cues:
        owned = {number for _, overlap, number, _ in cue if overlap == best[number]}
        right = [overlap >= 0.5 and number in owned for _, overlap, number, _ in cue]
        if any(right) or not any(
            letters.overlap(span, each) >= 0.3 for *_, span in cue for each in others
        ):
            cases.append(([*(features for features, *_ in cue), ()], [*right, not any(right)]))
    return cases


def _reported(gold: GoldDocument, rules: Rules) -> Iterator[list[tuple[tuple[str, ...], Spans]]]:
    """For each cue of a document what it may report: the features, and where the words stand."""
    work = engine.prepare(make_article(gold.text, path=gold.id), rules)
    for number, part in enumerate(work.parts):
        chunked = work.chunked[number]
        for ways in readings(gold.text, part, chunked, work.words):
            yield [
                (tuple(chain(*reading.features, *extent.features)), (place,))
                for reading in ways
                for extent in reading.extents
                if (place := place_of(gold.text, part, chunked, extent)) is not None
            ]


def _closest(span: Spans, quotes: Sequence[Spans], letters: Letters) -> tuple[float, int]:
    """How much a span overlaps with the quotation closest to it, and the number of that."""
    (start, end), *_ = span
    return max(
        (
            (letters.overlap(span, each), number)
            for number, each in enumerate(quotes)
            if each[0][0] < end and each[-1][1] > start
        ),
        default=(0.0, -1),
    )


def _is_indirect(quote: GoldQuote) -> bool:
    return quote.kind is Kind.INDIRECT and not quote.ignore


def _judged(draft: engine.Draft, quotes: Sequence[GoldQuote], letters: Letters) -> GoldQuote | None:
    """The gold quotation that a span belongs to, unless it is not scored or names nobody."""
    span = ((draft.span.start, draft.span.end),)
    near = [q for q in quotes if q.kind is not Kind.INDIRECT and letters.shared(q.spans, span)]
    best = max(near, key=lambda quote: letters.overlap(quote.spans, span), default=None)
    if best is None or best.ignore or letters.inside(span, best.spans) < 0.5:
        return None
    return best if best.speaker or best.kind is Kind.NON_SPEECH else None


def _option_right(option: Option, gold: GoldQuote, letters: Letters) -> bool:
    if gold.kind is Kind.NON_SPEECH or option.mention is None:
        return option.mention is None and gold.kind is Kind.NON_SPEECH
    return letters.shared(((option.mention.start, option.mention.end),), gold.speaker) > 0


def _seen(groups: list[list[Case]]) -> Counter[str]:
    """How often each feature is seen."""
    return Counter(
        name for group in groups for options, _ in group for option in options for name in option
    )


def _without_rare(
    groups: list[list[Case]], start: Mapping[str, float], least: int
) -> list[list[Case]]:
    """The cases without the features that are seen less often and have no weight yet."""
    seen = _seen(groups)
    return [
        [
            (
                [
                    tuple(name for name in option if seen[name] >= least or name in start)
                    for option in options
                ],
                right,
            )
            for options, right in group
        ]
        for group in groups
    ]


def _is_right(case: Case, weights: Mapping[str, float]) -> bool:
    options, right = case
    scores = [sum(weights.get(name, 0.0) for name in option) for option in options]
    return right[scores.index(max(scores))]
