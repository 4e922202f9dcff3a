"""Learning the weights by which reports are compared with passages, from a gold list of reports.

Each part goes by those before it: first which passage is meant, then whether the best is, then
whether a particular differs from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from quotecheck.evaluation.fitting import AnyCase, FitSettings, fit, is_right
from quotecheck.evaluation.learning import FOLDS, Gain, Learned
from quotecheck.evaluation.reports import GoldReport, hits, is_wrong
from quotecheck.model import Document, Quotation, ReportVerdict
from quotecheck.rules import Rules
from quotecheck.rules.report_prefixes import PREFIXES
from quotecheck.rules.report_weights import hand_set_weights
from quotecheck.sources import Library
from quotecheck.verify.reports import Report, ReportChecker
from quotecheck.verify.reports.asking import Question
from quotecheck.verify.reports.passages import Evidence

_MOST = 30  # passages of a report that are weighed against each other
# The weights begin at those that there are, and only many cases move them far: a list of reports is
# short beside what the first weights were made from.
_SETTINGS = FitSettings(passes=200, prior=20.0)


class _Seen(NamedTuple):
    """A report with what the checker finds for it."""

    quote: Quotation
    gold: GoldReport
    question: Question
    found: Sequence[Evidence]
    checker: ReportChecker

    def hits(self, each: Evidence) -> bool:
        """Return whether a passage is a right one."""
        return hits((each.source, each.start, each.end), self.gold)


def _ranking(seen: _Seen) -> Iterator[AnyCase]:
    """The choice of the passage that is meant: the right ones against all others."""
    options = [each.features for each in seen.found[:_MOST]]
    yield options, [seen.hits(each) for each in seen.found[:_MOST]]


def _finding(seen: _Seen) -> Iterator[AnyCase]:
    """The choice whether the best passage is the one meant, or none of them."""
    if not seen.found or seen.gold.verdict is ReportVerdict.RELATED:
        return
    best = seen.found[0]
    reasons = {"always": 1.0, "score": best.score, "around": best.features["around"]}
    right = seen.hits(best)
    yield [reasons, {}], [right, not right]


def _clashing(seen: _Seen) -> Iterator[AnyCase]:
    """The choice whether a particular that may differ does, one by one."""
    wrong = seen.gold.wrong if seen.gold.verdict is ReportVerdict.CLASH else None
    for rival in seen.checker.rivals(seen.question, seen.found):
        right = wrong is not None and is_wrong(rival.part, wrong)
        yield [rival.reasons, {}], [right, not right]


class _ReportPart(NamedTuple):
    """One kind of decision: what it is called, its section of the rules, and its cases."""

    name: str
    section: str
    cases: Callable[[_Seen], Iterator[AnyCase]]


REPORT_PARTS: Mapping[str, _ReportPart] = {
    "passages": _ReportPart("passages of reports", "weights", _ranking),
    "found": _ReportPart("sureness of the passages of reports", "found", _finding),
    "clashes": _ReportPart("clashes of reports", "clashes", _clashing),
}
"""The parts that are learned, each by the weights of those before it."""


def learn_reports(
    document: Document,
    gold: Mapping[str, GoldReport],
    library: Library,
    rules: Rules,
    progress: Callable[[str], None] = lambda _: None,
    only: Iterable[str] = (),
) -> Learned:
    """Fit the weights of the comparison of reports to a gold list of them. The same input gives the
    same weights; those set by hand stay. ``only`` names the parts to fit, all if it is empty."""
    weights: Mapping[str, float] = dict(rules.weights)
    gains: list[Gain] = []
    for name, section, cases in map(REPORT_PARTS.__getitem__, tuple(only) or REPORT_PARTS):
        progress(f"{name}: reading the gold list")
        checker = ReportChecker(library, rules, weights)
        groups = [
            [_prefixed(case, section) for case in cases(_seen(quote, gold[quote.id], checker))]
            for quote in document.quotes
        ]
        progress(f"{name}: fitting")
        fixed = {f"{PREFIXES[section]}{each}" for each in hand_set_weights(rules, section)}
        weights, gain = _fitted(name, groups, weights, fixed)
        gains.append(gain)
    changed = {
        name: (rules.weights.get(name, 0.0), weight)
        for name, weight in weights.items()
        if abs(weight - rules.weights.get(name, 0.0)) >= 0.01
    }
    return Learned(weights, changed, gains)


def _seen(quote: Quotation, gold: GoldReport, checker: ReportChecker) -> _Seen:
    speaker = quote.speaker.name if quote.speaker else None
    at = quote.context.find(quote.text)
    question, found = checker.considered(Report(quote.text, speaker, quote.date, quote.context, at))
    return _Seen(quote, gold, question, found, checker)


def _prefixed(case: AnyCase, section: str) -> AnyCase:
    """A case whose features have the names that they have in a file of weights."""
    options, right = case
    named = [
        {f"{PREFIXES[section]}{name}": value for name, value in option.items()}
        for option in options
        if isinstance(option, Mapping)
    ]
    return named, right


def _fitted(
    name: str, groups: Sequence[Sequence[AnyCase]], start: Mapping[str, float], fixed: set[str]
) -> tuple[dict[str, float], Gain]:
    """The weights fitted to the cases of all reports, and their gain by cross-validation, in which
    the cases of one report stay together."""
    before = after = total = 0
    for fold in range(FOLDS):
        training = [c for i, group in enumerate(groups) if i % FOLDS != fold for c in group]
        held_out = [c for i, group in enumerate(groups) if i % FOLDS == fold for c in group]
        weights = fit(training, _SETTINGS, start, fixed)
        before += sum(is_right(case, start) for case in held_out if any(case[1]))
        after += sum(is_right(case, weights) for case in held_out if any(case[1]))
        total += sum(any(case[1]) for case in held_out)
    everything = [case for group in groups for case in group]
    fitted = {
        each: round(weight, 2) for each, weight in fit(everything, _SETTINGS, start, fixed).items()
    }
    share = max(1, total)
    return fitted, Gain(name, before / share, after / share, total)
