"""Counting days."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=20_000)
def ordinal(text: str | None) -> int | None:
    """The number of a day, for counting the days between two; None if the text is not a date."""
    try:
        return date.fromisoformat((text or "")[:10]).toordinal()
    except ValueError:
        return None
