"""Invented folders for the tests of the batch run."""

from __future__ import annotations

import json
import os
from pathlib import Path

from quotecheck.batch import Plan, Power, Recipe

SOURCE = """\
MARA QUILL: We will open the bridge in May, and not a day later.
OLLE VANCE: I never promised a new school to anybody in this town.
"""

NAMES = ("Quill", "Vance")
WORDS = (
    "We will open the bridge in May, and not a day later",
    "I promised a new school to everybody in this town",
)


def story(number: int) -> str:
    return (
        f"Council meets for session {number}\n\n"
        f"“{WORDS[number % 2]},” {NAMES[number % 2]} said on Monday in room {number}.\n"
    )


def make_folder(place: Path, count: int = 10) -> Path:
    folder = place / "stories"
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"story-{number:05}.txt").write_text(story(number), encoding="utf-8")
    return folder


def make_sources(place: Path) -> Path:
    folder = place / "sources"
    folder.mkdir(parents=True)
    (folder / "meeting.txt").write_text(SOURCE, encoding="utf-8")
    return folder


def make_plan(place: Path, folder: Path, *sources: Path, **changes) -> Plan:
    recipe = Recipe(
        sources=tuple(map(str, sources)),
        limit=changes.pop("limit", 30.0),
        cache=os.environ.get("XDG_CACHE_HOME"),  # the tests of a process read the rules once
    )
    power = changes.pop("power", Power(jobs=1))
    return Plan(folder, place / "out", recipe, power=power, **changes)


def read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def errors_of(output: Path) -> dict[str, tuple[str, str]]:
    """By the name of each file that failed: the stage, and the reason."""
    return {
        Path(each["path"]).name: (each["stage"], each["reason"])
        for each in read_lines(output / "errors.jsonl")
    }
