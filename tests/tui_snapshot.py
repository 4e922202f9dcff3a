"""Snapshots of the screen: its text once, and its looks as runs of letters with a legend that has
the look of each letter in colour, in the light theme and without colour.

Of a dialog only its box is kept: what lies behind it has a snapshot of its own. A snapshot that is
missing is written and fails; QUOTECHECK_UPDATE_SNAPSHOTS=1 writes them all.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

FOLDER = Path(__file__).parent / "snapshots"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
MODES = ("dark", "light", "no-color")


@dataclass(frozen=True)
class Shot:
    """A screen in one mode: its text, and for each row the look of each cell."""

    text: str
    looks: tuple[tuple[str, ...], ...]


def shot(app) -> Shot:
    """The screen; of a dialog its box alone."""
    strips = app.screen._compositor.render_strips()
    dialog = app.screen.has_class("dialog") and not app.screen.has_class("low")
    for box in app.screen.query(".box") if dialog else ():
        x, y, width, height = box.region
        strips = [strip.crop(x, x + width) for strip in strips[y : y + height]]
    return Shot(
        "\n".join(strip.text.rstrip() for strip in strips),
        tuple(
            tuple(_words(segment.style) for segment in strip for _ in range(segment.cell_length))
            for strip in strips
        ),
    )


def _words(style) -> str:
    if style is None:
        return "plain"
    words = [
        name
        for name in ("bold", "dim", "italic", "underline", "strike", "reverse")
        if getattr(style, name)
    ]
    ink = style.color.get_truecolor().hex if style.color else "default"
    ground = style.bgcolor.get_truecolor().hex if style.bgcolor else "default"
    return " ".join([*words, ink, "on", ground])


def written(shots: dict[str, Shot]) -> str:
    """The snapshot of a screen in all modes."""
    legend: dict[str, str] = {}
    rows = []
    for row in zip(*(shots[mode].looks for mode in MODES), strict=True):
        cells = [
            legend.setdefault(" | ".join(looks), LETTERS[len(legend)])
            for looks in zip(*row, strict=True)
        ]
        rows.append(" ".join(f"{letter}{len(list(run))}" for letter, run in groupby(cells)))
    names = [f"{letter} = {looks}" for looks, letter in legend.items()]
    text = shots[MODES[0]].text
    return "\n".join(["=== text", text, f"=== {' | '.join(MODES)}", *names, *rows, ""])


def complaint(name: str, shots: dict[str, Shot]) -> str:
    """The fault of a screen, compared with the stored snapshot; empty if there is none."""
    path = FOLDER / f"{name}.txt"
    if len({each.text for each in shots.values()}) > 1:
        return f"{name}: the text is not the same in all modes"
    now, update = written(shots), os.environ.get("QUOTECHECK_UPDATE_SNAPSHOTS")
    if update or not path.exists():
        path.write_text(now, encoding="utf-8")
        return "" if update else f"{path.name} was written"
    return "" if now == path.read_text(encoding="utf-8") else f"{path.name}: look, then update it"
