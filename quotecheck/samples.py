"""The story and the samples that quotecheck ships, laid out as a desk's folder to try things on."""

from __future__ import annotations

import shutil
from pathlib import Path

_STORY = "000_22d4084aa8b8ec3d.txt"
#: What the story is called in a folder that a person looks at.
STORY = "dmz-meeting.txt"


def samples_folder() -> Path:
    """The folder of the samples: in this package in a wheel, at the top of a checkout."""
    shipped = Path(__file__).with_name("seeds")
    return shipped if shipped.is_dir() else Path(__file__).parents[1] / "seeds"


def lay_out(place: Path) -> tuple[Path, Path]:
    """Copy stories and sources into an empty folder; gives the folder of each."""
    seeds = samples_folder()
    drafts, sources = place / "drafts", place / "sources"
    shutil.copytree(seeds / "samples" / "stories", drafts)
    shutil.copyfile(seeds / _STORY, drafts / STORY)
    shutil.copytree(seeds / "samples" / "sources", sources)
    shutil.copytree(seeds / "sources", sources, dirs_exist_ok=True)
    return drafts, sources
