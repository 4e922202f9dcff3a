"""The prefixes of the features of reports in a file of learned weights."""

from __future__ import annotations

PREFIXES = {
    "weights": "report passage: ",
    "found": "report found: ",
    "clashes": "report clash: ",
}
"""For each section of ``reports`` that holds weights: how its features begin."""
