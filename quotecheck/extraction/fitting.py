"""Learning the weights from a gold set: which option of each quotation people chose.

A conditional logistic model over the options of one quotation, fitted by gradient descent with a
small penalty on large weights; the same input gives the same weights.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import exp
from types import MappingProxyType

Case = tuple[list[tuple[str, ...]], list[bool]]
"""The features of each option of one quotation, and which of them are right."""


@dataclass(frozen=True)
class Settings:
    """How to fit: passes over the data, step size, and two penalties on the square of a weight:
    ``penalty`` for each case that has the feature, ``prior`` once for all cases together."""

    passes: int = 12
    step: float = 0.3
    penalty: float = 0.0
    prior: float = 0.0


def fit(
    cases: Sequence[Case],
    settings: Settings = Settings(),
    start: Mapping[str, float] = MappingProxyType({}),
    fixed: Collection[str] = (),
) -> dict[str, float]:
    """The weights under which the right options are the likeliest.

    ``start`` holds the weights to begin with, which a feature that is rare in the cases keeps;
    those of ``fixed`` stay as they are.
    """
    weights: defaultdict[str, float] = defaultdict(float, start)
    squares: defaultdict[str, float] = defaultdict(lambda: 1e-6)
    usable = [case for case in cases if any(case[1]) and not all(case[1])]
    seen = Counter(name for features, _ in usable for name in set(chain(*features)))
    pulls = {name: settings.penalty + settings.prior / times for name, times in seen.items()}
    for _ in range(settings.passes):
        for features, right in usable:
            _step(weights, start, fixed, squares, features, right, pulls, settings.step)
    return dict(weights)


def _step(
    weights: defaultdict[str, float],
    start: Mapping[str, float],
    fixed: Collection[str],
    squares: defaultdict[str, float],
    features: list[tuple[str, ...]],
    right: list[bool],
    pulls: Mapping[str, float],
    step: float,
) -> None:
    """One step (AdaGrad: Duchi, Hazan, Singer 2011) towards the right options of one case.

    ``pulls`` says for each feature how strongly it is drawn back to where it started.
    """
    scores = [sum(weights[name] for name in option) for option in features]
    best = max(scores)
    shares = [exp(score - best) for score in scores]
    total = sum(shares)
    kept = sum(share for share, good in zip(shares, right, strict=True) if good)
    gradient: defaultdict[str, float] = defaultdict(float)
    for option, share, good in zip(features, shares, right, strict=True):
        pull = (share / kept if good and kept else 0.0) - share / total
        if pull:
            for name in option:
                gradient[name] += pull
    for name, pull in gradient.items():
        if name in fixed:
            continue
        slope = pull - pulls[name] * (weights[name] - start.get(name, 0.0))
        squares[name] += slope * slope
        weights[name] += step * slope / squares[name] ** 0.5
