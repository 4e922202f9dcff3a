"""The names of all reasons for a passage or a clash, each of which may have a weight.

A test checks every learned weight, so that no reason can be renamed without its weight.
"""

from __future__ import annotations

PASSAGE = frozenset(
    (
        *("held", "words", "same words", "beside", "around", "heaviest", "number missing"),
        *("count", "words of many", "pairs", "tight", "turn start", "day told", "occasion"),
        *("quoted near", "quoted there", "quoted in source", "same days", "same week"),
        *("same season", "post", "nobody", "other"),
    )
)
"""What tells whether a passage is the one that a report rests on."""

FOUND = frozenset(("always", "score", "around"))
"""What tells whether the best of them is."""

_ALWAYS = frozenset(("always", "found", "behind"))
_NAMES = frozenset(
    (
        *("within", "namesake", "kind", "whole", "people", "placed", "trail", "listed"),
        *("here", "partly", "kept"),
    )
)
_NUMBERS = frozenset(("role", "kept", "wide", "first"))
_TURNS = frozenset(("beside", "sentence"))

CLASH = {
    "name": _ALWAYS | _NAMES,
    "number": _ALWAYS | _NUMBERS,
    "date": _ALWAYS | _NUMBERS,
    "negation": _ALWAYS | _TURNS,
    "direction": _ALWAYS | _TURNS,
}
"""What tells whether a particular differs, by its kind."""

_SECTIONS = {
    "weights": PASSAGE,
    "found": FOUND,
    "clashes": frozenset(f"{kind} {name}" for kind, names in CLASH.items() for name in names),
}


def is_reason(section: str, name: str) -> bool:
    """Return whether a section of weights may have a weight under a name."""
    return name in _SECTIONS[section]
