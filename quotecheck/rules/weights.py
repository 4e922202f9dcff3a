"""Files of learned weights, which only `quotecheck rules learn` writes.

Each line holds a weight and its feature, with a tab between them; the lines at the top that begin
with ``#`` say from what and when the weights were learned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import isfinite
from pathlib import Path

from quotecheck.errors import Fault, RulesError

_HEAD = """\
# The weights of the features by which quotecheck decides who is speaking and what is reported.
# Written by `quotecheck rules learn`, not by hand: a desk changes a single one in its own rules,
# under attribution.weights.
"""
_LEARNED = "# learned "


def weights_beside(rules: Path) -> Path:
    """The path of a desk's learned weights: beside its rules, with the same name."""
    return rules.with_name(f"{rules.stem}.weights.tsv")


def parse(data: bytes, path: str) -> dict[str, float]:
    """The weights in a file, by feature. Raises RulesError that lists every invalid line."""
    lines = data.decode("utf-8-sig", errors="replace").splitlines()
    weights: dict[str, float] = {}
    faults: list[Fault] = []
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        weight, _, feature = line.partition("\t")
        try:
            weights[feature] = float(weight)
            right = isfinite(weights[feature]) and bool(feature)
        except ValueError:
            right = False
        if not right:
            hint = "let `quotecheck rules learn` write this file"
            faults.append(Fault("is not a weight and a feature", "", path, number, 1, hint))
    if faults:
        raise RulesError(faults)
    return weights


def origins(data: bytes) -> dict[str, str]:
    """The origin of each part of the weights, as the head of the file gives it."""
    heads = [line for line in data.decode(errors="replace").splitlines() if line.startswith("#")]
    told = [line.removeprefix(_LEARNED) for line in heads if line.startswith(_LEARNED)]
    return {part: rest for part, colon, rest in (line.partition(": ") for line in told) if colon}


def weights_text(weights: Mapping[str, float], learned: Mapping[str, str]) -> str:
    """The text of a file with these weights; ``learned`` gives the origin of each part."""
    return _HEAD + "".join([*_origin_lines(learned.items()), *_weight_lines(weights.items())])


def _origin_lines(learned: Iterable[tuple[str, str]]) -> Iterator[str]:
    for part, origin in sorted(learned):
        yield f"{_LEARNED}{part}: {' '.join(origin.split())}\n"


def _weight_lines(weights: Iterable[tuple[str, float]]) -> Iterator[str]:
    for feature, weight in sorted(weights):
        yield f"{weight:+g}\t{feature}\n"
