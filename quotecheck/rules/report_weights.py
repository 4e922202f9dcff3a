"""The weights for comparing reports with passages: the learned ones, and those of a desk."""

from __future__ import annotations

from collections.abc import Mapping

from quotecheck.rules.report_prefixes import PREFIXES
from quotecheck.rules.schema import Rules


def report_weights(
    rules: Rules, section: str, learned: Mapping[str, float] | None = None
) -> dict[str, float]:
    """The weight of each feature of a section: the one set by hand, or else the one ``learned``
    (default: those of the rules)."""
    prefix = PREFIXES[section]
    known = rules.weights if learned is None else learned
    found = {
        name.removeprefix(prefix): weight
        for name, weight in known.items()
        if name.startswith(prefix)
    }
    return {**found, **hand_set_weights(rules, section)}


def hand_set_weights(rules: Rules, section: str) -> dict[str, float]:
    """The weights of a section that were set by hand, which learning leaves alone."""
    return dict(getattr(rules.reports, section))
