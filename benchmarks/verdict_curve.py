"""Measure what a threshold of the verdicts gains from more quotations to fit it on.

    python benchmarks/verdict_curve.py QUOTES.jsonl SOURCES.jsonl [--splits N]

Each line of QUOTES has an `id`, the `quote`, `speaker` and `date` as far as they are known,
`accept` (the verdicts that count as right) and `event`; quotations of one event are never in
both parts of a split. `telling.weight`, the one number of `rules.yaml` that was fitted, is
chosen anew on a quarter, a half and three quarters of the events, many times, and each choice is
scored on the other events.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean
from typing import Any

from quotecheck.rules import Rules, load
from quotecheck.sources.opening import open_library
from quotecheck.verify import Checker

VALUES = (0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85)
SHARES = (0.25, 0.5, 0.75)

Row = dict[str, Any]


def right(rows: Sequence[Row], sources: Path, rules: Rules) -> list[bool]:
    """True for each quotation that gets a verdict that counts as right."""
    checker = Checker(open_library([sources], rules), rules)
    return [
        checker.check(row["quote"], speaker=row.get("speaker"), date=row.get("date")).verdict
        in row["accept"]
        for row in rows
    ]


def with_weight(rules: Rules, value: float) -> Rules:
    """The rules with another `telling.weight`."""
    limits = rules.wording.limits
    limits = replace(limits, telling=replace(limits.telling, weight=value))
    wording = replace(rules.wording, limits=limits)
    return replace(rules, wording=wording, hash=f"{rules.hash}-{value}")


def accuracy(found: Sequence[bool], rows: Sequence[Row], events: set[str]) -> float:
    """The share of right verdicts in some events."""
    return mean(ok for ok, row in zip(found, rows, strict=True) if row["event"] in events)


def main() -> None:
    """Measure and print; see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("quotes", type=Path)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--splits", type=int, default=200)
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.quotes.read_text("utf-8").splitlines() if line]
    rules = load()
    found = {each: right(rows, given.sources, with_weight(rules, each)) for each in VALUES}
    for value, oks in found.items():
        print(f"telling.weight {value:4}: {mean(oks):.3f} of {len(oks)} quotations right")
    events = sorted({row["event"] for row in rows})
    chance = random.Random(0)
    for share in SHARES:
        fitted, unseen, chosen = [], [], []
        for _ in range(given.splits):
            chance.shuffle(events)
            cut = round(share * len(events))
            known, others = set(events[:cut]), set(events[cut:])
            best = max(VALUES, key=lambda each: (accuracy(found[each], rows, known), -each))
            chosen.append(best)
            fitted.append(accuracy(found[best], rows, known))
            unseen.append(accuracy(found[best], rows, others))
        print(
            f"{share:4.0%} of {len(events)} events: on them {mean(fitted):.3f}, on the others"
            f" {mean(unseen):.3f}; chosen {min(chosen)} to {max(chosen)}"
        )


if __name__ == "__main__":
    main()
