"""The search for the settings of a folder; most folders have none, and nothing is read for
those."""

from __future__ import annotations

import os
from pathlib import Path

NAME = "quotecheck.toml"
SOURCES = "sources"


def find(start: Path) -> Path | None:
    """The settings file in a folder or the nearest above it."""
    folder = start.absolute()
    for place in (folder, *folder.parents):
        if os.path.lexists(place / NAME):
            return place / NAME
    return None


def beside(folder: Path) -> Path | None:
    """The folder of sources in a folder of drafts, if it has one."""
    place = folder / SOURCES
    return place if place.is_dir() else None
