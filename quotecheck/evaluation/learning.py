"""Learning the weights of the rules from a gold set, and writing them back.

gold ──cases──> options with the right ones marked ──fit──> weights ──write──> the same rules file
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quotecheck.evaluation.cases import reporting_cases, speaker_cases, subject_cases
from quotecheck.evaluation.fitting import Case, FitSettings, fit, is_right
from quotecheck.evaluation.gold import GoldDocument
from quotecheck.extraction import engine
from quotecheck.rules import Rules

FOLDS = 5


@dataclass(frozen=True)
class Part:
    """One kind of decision whose weights are learned: what it is called, its cases, how to fit.

    A feature seen less often than ``least_seen`` keeps the weight that it has; a weight smaller
    than ``least_weight`` is not worth its line. ``afresh`` forgets the old weights first.
    """

    name: str
    cases: Callable[[GoldDocument, Rules], list[Case]]
    settings: FitSettings
    least_seen: int
    least_weight: float
    afresh: bool


# Many features tell of the speakers’ surroundings, most of them seldom: a penalty that does not
# grow with the cases keeps the rare ones small and lets the frequent ones be as large as they are.
PARTS = {
    "speakers": Part(
        "speakers of quotations",
        speaker_cases,
        FitSettings(prior=2.0),
        least_seen=8,
        least_weight=0.05,
        afresh=True,
    ),
    "indirect": Part(
        "indirect quotations",
        reporting_cases,
        FitSettings(prior=3.0),
        least_seen=20,
        least_weight=0.1,
        afresh=True,
    ),
    "subjects": Part(
        "speakers of indirect quotations",
        subject_cases,
        FitSettings(prior=3.0),
        least_seen=12,
        least_weight=0.1,
        afresh=True,
    ),
}


@dataclass(frozen=True)
class Gain:
    """The share of ``cases`` that come out right by cross-validation with the old weights, and with
    the new."""

    name: str
    before: float
    after: float
    cases: int


@dataclass(frozen=True)
class Learned:
    """New weights, those that changed as (old, new), and what each part gains."""

    weights: Mapping[str, float]
    changed: Mapping[str, tuple[float, float]]
    gains: Sequence[Gain]


def learn(
    gold: Sequence[GoldDocument],
    rules: Rules,
    progress: Callable[[str], None] = lambda _: None,
    only: Iterable[str] = (),
) -> Learned:
    """Fit the weights of ``rules`` to a gold set. The same input gives the same weights.

    ``only`` names the ``PARTS`` to fit, all if it is empty; the others keep their weights.
    """
    start = engine.weights_of(rules)
    fitted = dict(start)
    gains = []
    for key in only or PARTS:
        part = PARTS[key]
        progress(f"{part.name}: reading the gold set")
        groups = [part.cases(document, rules) for document in gold]
        weights, gain = _fitted(part, groups, rules, progress)
        fitted.update(weights)
        gains.append(gain)
    changed = {
        name: (start.get(name, 0.0), weight)
        for name, weight in fitted.items()
        if abs(weight - start.get(name, 0.0)) >= 0.01
    }
    return Learned(fitted, changed, gains)


def _fitted(
    part: Part, groups: list[list[Case]], rules: Rules, progress: Callable[[str], None]
) -> tuple[dict[str, float], Gain]:
    """The weights fitted to the cases of some documents, and their gain by cross-validation."""
    start = engine.weights_of(rules)
    fixed = frozenset(rules.attribution.by_hand())
    groups = _without_rare([group for group in groups if group], start, part.least_seen)
    begin = _kept(groups, rules, part.least_seen) if part.afresh else start
    before = after = total = 0
    for fold in range(FOLDS):
        progress(f"{part.name}: cross-validation {fold + 1} of {FOLDS}")
        training = [c for i, group in enumerate(groups) if i % FOLDS != fold for c in group]
        held_out = [c for i, group in enumerate(groups) if i % FOLDS == fold for c in group]
        weights = fit(training, part.settings, begin, fixed)
        before += sum(is_right(case, start) for case in held_out)
        after += sum(is_right(case, weights) for case in held_out)
        total += len(held_out)
    progress(f"{part.name}: fitting")
    everything = [case for group in groups for case in group]
    seen = {name for options, _ in everything for option in options for name in option}
    fitted = {
        name: round(weight, 2)
        for name, weight in sorted(fit(everything, part.settings, begin, fixed).items())
        if name in seen and (abs(weight) >= part.least_weight or name in start)
    }
    share = max(1, total)
    return fitted, Gain(part.name, before / share, after / share, total)


def _kept(groups: list[list[Case]], rules: Rules, least: int) -> dict[str, float]:
    """The weights that a fit from nothing keeps: those fixed, and those of too rare features."""
    seen = _seen(groups)
    fixed = frozenset(rules.attribution.by_hand())
    return {
        name: weight
        for name, weight in engine.weights_of(rules).items()
        if name in fixed or seen[name] < least
    }


def _seen(groups: list[list[Case]]) -> Counter[str]:
    """Count how often each feature is seen."""
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
