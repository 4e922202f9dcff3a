"""The search for the settings of a folder; most folders have none, and nothing is read for
those."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

NAME = "quotecheck.toml"
SOURCES = "sources"


def find_settings(start: Path, within: Sequence[Path] = ()) -> Path | None:
    """The settings file in a folder or the nearest above it, but none outside of the folders in
    ``within`` if there are any."""
    folder = start.absolute()
    for place in (folder, *folder.parents):
        if within and not any(place.is_relative_to(each) for each in within):
            break
        if os.path.lexists(place / NAME):
            return place / NAME
    return None


def sources_beside(folder: Path) -> Path | None:
    """The folder of sources in a folder of drafts, if it has one."""
    place = folder / SOURCES
    return place if place.is_dir() else None
