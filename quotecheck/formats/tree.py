"""The parts of a JSON tree of unknown shape, each taken only if it is what it should be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]


def objects(value: object) -> list[Json]:
    """The objects in a list; none if it is not a list."""
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def mapping(value: object) -> Json:
    """An object; an empty one if it is anything else."""
    return value if isinstance(value, Mapping) else {}
