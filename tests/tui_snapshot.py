"""Snapshots of the screen: its text once, and its looks as runs of letters with a legend.

A snapshot that is missing is written and fails; QUOTECHECK_UPDATE_SNAPSHOTS=1 writes them all.
"""

from __future__ import annotations

import os
from itertools import groupby
from pathlib import Path

FOLDER = Path(__file__).parent / "snapshots"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def text_and_looks(app) -> tuple[str, str]:
    """The screen's text, and its looks: a legend, then for each row runs such as ``a12 b5``."""
    legend: dict[str, str] = {}
    text_rows, look_rows = [], []
    for strip in app.screen._compositor.render_strips():
        text_rows.append(strip.text.rstrip())
        cells = [
            (legend.setdefault(_words(segment.style), LETTERS[len(legend)]), segment.cell_length)
            for segment in strip
        ]
        runs = [
            f"{letter}{sum(size for _, size in group)}"
            for letter, group in groupby(cells, key=lambda cell: cell[0])
        ]
        look_rows.append(" ".join(runs))
    names = [f"{letter} = {words}" for words, letter in legend.items()]
    return "\n".join(text_rows), "\n".join([*names, *look_rows])


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


def check(name: str, sections: dict[str, str]) -> None:
    """Compare with the stored snapshot."""
    path = FOLDER / f"{name}.txt"
    now = "".join(f"=== {title}\n{body}\n" for title, body in sections.items())
    if os.environ.get("QUOTECHECK_UPDATE_SNAPSHOTS") or not path.exists():
        fresh = not path.exists()
        FOLDER.mkdir(exist_ok=True)
        path.write_text(now, encoding="utf-8")
        assert not fresh or os.environ.get("QUOTECHECK_UPDATE_SNAPSHOTS"), f"{path} was written"
        return
    assert now == path.read_text(encoding="utf-8"), f"{path.name} differs: look, then update it"
