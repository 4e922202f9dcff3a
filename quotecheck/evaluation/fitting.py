"""Learning the weights from a gold set: which option of each decision people chose.

A conditional logistic model over the options of one decision; the same input gives the same
weights.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

OptionFeatures = tuple[str, ...] | Mapping[str, float]
"""The features of an option, each once or as often as its value says."""

Case = tuple[list[tuple[str, ...]], list[bool]]
"""The features of each option of one decision, and which of them are right."""

AnyCase = tuple[Sequence[OptionFeatures], Sequence[bool]]
"""The same, where features may have values."""

_Numbers = NDArray[np.int64]
_Reals = NDArray[np.float64]

_FIRST_STEP, _LEAST_STEP, _MOST_STEP = 0.1, 1e-6, 1.0
_FASTER, _SLOWER = 1.2, 0.5
_HARDLY = 1e-12  # a share that is taken for none


@dataclass(frozen=True)
class FitSettings:
    """The settings of a fit: passes over the data, and a penalty on the square of each weight."""

    passes: int = 100
    prior: float = 2.0


@dataclass(frozen=True)
class _CaseTable:
    """Cases as arrays. ``feature`` and ``option`` are the numbers of each feature that an option
    has and of that option, ``value`` how often it has it; ``case`` is the case of each option,
    ``first`` the first option of each case, ``right`` 1 for an option that is right."""

    feature: _Numbers
    option: _Numbers
    value: _Reals
    case: _Numbers
    first: _Numbers
    right: _Reals


def fit(
    cases: Sequence[AnyCase],
    settings: FitSettings = FitSettings(),
    start: Mapping[str, float] = MappingProxyType({}),
    fixed: Collection[str] = (),
) -> dict[str, float]:
    """The weights under which the right options are the likeliest.

    ``start`` holds the weights to begin with, towards which the penalty draws; those of ``fixed``
    stay as they are. The slopes of all cases together give the direction, and each weight has a
    step of its own (iRprop-: Igel, Hüsken, “Improving the Rprop learning algorithm”, 2000).
    """
    usable = [case for case in cases if any(case[1]) and not all(case[1])]
    names = sorted({name for options, _ in usable for name in chain(*options)})
    if not usable or not names:
        return dict(start)
    table = _table(usable, names)
    begin = np.array([start.get(name, 0.0) for name in names])
    free = np.array([name not in fixed for name in names], dtype=np.float64)
    weights = begin
    steps = np.full_like(begin, _FIRST_STEP)
    before = np.zeros_like(begin)
    for _ in range(settings.passes):
        slopes = _slopes(table, weights) + settings.prior * (weights - begin)
        slopes *= free
        turned = slopes * before
        faster = np.where(turned > 0, _FASTER, np.where(turned < 0, _SLOWER, 1.0))
        steps = np.clip(steps * faster, _LEAST_STEP, _MOST_STEP)
        before = np.where(turned < 0, 0.0, slopes)
        weights = weights - np.sign(before) * steps
    return {**start, **dict(zip(names, weights.tolist(), strict=True))}


def _table(cases: Sequence[AnyCase], names: Sequence[str]) -> _CaseTable:
    number = {name: index for index, name in enumerate(names)}
    options = [option for case, _ in cases for option in case]
    sizes = [len(case) for case, _ in cases]
    return _CaseTable(
        feature=np.array([number[name] for option in options for name in option], dtype=np.int64),
        option=np.repeat(np.arange(len(options)), [len(option) for option in options]),
        value=np.array([value for option in options for value in values_of(option)]),
        case=np.repeat(np.arange(len(cases)), sizes),
        first=np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.int64),
        right=np.array([good for _, right in cases for good in right], dtype=np.float64),
    )


def _slopes(table: _CaseTable, weights: _Reals) -> _Reals:
    """The slope of the loss of all cases along each weight."""
    scores = np.bincount(table.option, weights[table.feature] * table.value, len(table.case))
    odds = np.exp(scores - np.maximum.reduceat(scores, table.first)[table.case])
    shares = odds / np.add.reduceat(odds, table.first)[table.case]
    kept = np.maximum(np.add.reduceat(shares * table.right, table.first), _HARDLY)[table.case]
    pulls = shares - shares * table.right / kept
    slopes = np.bincount(table.feature, pulls[table.option] * table.value, len(weights))
    return slopes.astype(np.float64)


def values_of(option: OptionFeatures) -> Iterator[float]:
    """The values of the features of an option, in their order."""
    yield from option.values() if isinstance(option, Mapping) else [1.0] * len(option)


def is_right(case: AnyCase, weights: Mapping[str, float]) -> bool:
    """Return whether the option that weighs most is a right one."""
    options, right = case
    if not options:
        return False
    scores = [
        sum(weights.get(n, 0.0) * v for n, v in zip(option, values_of(option), strict=True))
        for option in options
    ]
    return right[scores.index(max(scores))]
