"""The film of the review desk in the README: the real program on a sample story, key by key.

python docs/scripts/cast.py docs/images/desk.svg

The film is one SVG that moves by CSS alone, so that a code host can show it as a picture. A row of
the screen that stays the same from one frame to the next is drawn once.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from rich.color import Color
from rich.style import Style

from quotecheck import rules
from quotecheck.desk import Desk
from quotecheck.desk.file_bench import FileBench
from quotecheck.tui.app import ReviewApp

SAMPLES = Path(__file__).parents[2] / "seeds" / "samples"
COLUMNS, ROWS = 112, 32
CELL, LINE, TYPE = 8.4, 17, 14
INK, GROUND = "#e0e0e0", "#121212"
CLOCK = re.compile(r"\d\d:\d\d:\d\d|\d{1,2} \w{3} \d{4}, \d\d:\d\d")
FONTS = "'DejaVu Sans Mono',Menlo,Consolas,'Liberation Mono',monospace"


@dataclass(frozen=True)
class Step:
    """Keys to press one after the other, how many seconds to look, and what to say meanwhile."""

    keys: str
    seconds: float
    words: str


QUESTION = "Her view, or what people keep telling her?"
STORY = (
    Step("", 5, "The worst comes first: the source has a “not” that the draft has lost."),
    Step("c", 4.5, "Takes the source's words. Next: the right words, and the wrong speaker."),
    Step("c", 4.5, "Takes the source's speaker. Next: Vass says so, and is quoting others."),
    Step("w", 1.2, "Asks the writer."),
    *(Step(word + " ", 0.4, "Asks the writer.") for word in QUESTION.split()),
    Step("enter", 4, "The question is kept with the quotation. Next: an honest ellipsis."),
    Step("a", 2.5, "Confirms it. Next: “4 million” for “four million” is house style."),
    Step("a", 2, "Confirms that too."),
    Step("A", 4, "Confirms together what the sources have word for word."),
    Step("enter", 3, "Five are decided, and on the disk. One waits for the writer."),
    Step("G", 4, "Signs off. What is still open needs a reason."),
)

Row = tuple[tuple[str, Style], ...]
Frame = tuple[Row, ...]


async def film() -> list[Frame]:
    """The screen after each step."""
    bench = FileBench([SAMPLES / "stories" / "pier-vote.txt"], [SAMPLES / "sources"], rules.load())
    frames = []
    with (
        tempfile.TemporaryDirectory() as folder,
        Desk(Path(folder), "Ann", sources=bench.sources) as desk,
    ):
        app = ReviewApp(desk, bench)
        async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
            await pilot.pause(1)
            for step in STORY:
                for key in _keys(step.keys):
                    await pilot.press(key)
                    await pilot.pause(0.05)  # fingers need that long; what is faster was sent
                if app.focused is not None and hasattr(app.focused, "cursor_blink"):
                    app.focused.cursor_blink = False
                await pilot.pause(0.6)  # no key decides right after the screen changed
                frames.append(_frame(app))
    return frames


def _keys(text: str) -> list[str]:
    if text == "enter" or len(text) < 2:
        return [text] if text else []
    return ["space" if letter == " " else letter for letter in text]


def _frame(app: ReviewApp) -> Frame:
    """The rows of the screen. The clock in it stands still: a new film differs from the one before
    only where the program does."""
    rows = []
    for strip in app.screen._compositor.render_strips():  # noqa: SLF001
        runs = [
            ("".join(each.text for each in segments), style or Style())
            for style, segments in groupby(strip, key=lambda each: each.style)
        ]
        rows.append(tuple((CLOCK.sub(_stopped, text), style) for text, style in runs))
    return tuple(rows)


def _stopped(found: re.Match[str]) -> str:
    """The moment at which the clock stands, as long as what it replaces."""
    words = "13 Mar 2026, 10:24" if "," in found[0] else "10:24:00"
    return words[-len(found[0]) :]


def svg(frames: list[Frame]) -> str:
    """The film."""
    looks: dict[str, str] = {}
    seen: dict[tuple[int, Row], set[int]] = defaultdict(set)
    for number, frame in enumerate(frames):
        for row in enumerate(frame):
            seen[row].add(number)
    groups: dict[frozenset[int], list[str]] = defaultdict(list)
    for (place, row), numbers in seen.items():
        groups[frozenset(numbers)].append(_row(place, row, looks))
    for number, step in enumerate(STORY):
        groups[frozenset({number})].append(_caption(step))
    ends = _ends()
    moves, pieces = [], []
    for count, (numbers, rows) in enumerate(groups.items()):
        if len(numbers) == len(frames):
            pieces.append("".join(rows))
            continue
        moves.append(_moves(count, numbers, ends))
        pieces.append(f'<g class="k{count}">{"".join(rows)}</g>')
    wide, high = COLUMNS * CELL + 2 * CELL, (ROWS + 3) * LINE
    style = (
        f"text{{font:{TYPE}px {FONTS};white-space:pre}}"
        + "".join(f".{name}{{{look}}}" for look, name in looks.items())
        + "".join(moves)
        + "@media(prefers-reduced-motion:reduce){g{animation:none!important}}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high}" role="img">'
        f"<title>The review desk: six quotations of a story are checked and decided</title>"
        f'<style>{style}</style><rect width="100%" height="100%" rx="8" fill="{GROUND}"/>'
        f'<g transform="translate({CELL} {LINE / 2})">{"".join(pieces)}</g></svg>\n'
    )


def _ends() -> list[float]:
    """The times at which each frame begins, and the last one ends, in hundredths of the whole."""
    whole = sum(step.seconds for step in STORY)
    starts, at = [], 0.0
    for step in STORY:
        starts.append(at)
        at += step.seconds
    return [round(100 * each / whole, 2) for each in (*starts, at)]


def _moves(count: int, numbers: frozenset[int], ends: list[float]) -> str:
    """The style of what is seen in some of the frames only."""
    keys, shown = [], None
    for number in range(len(STORY)):
        if (number in numbers) is not shown:
            shown = number in numbers
            keys.append(f"{ends[number]:g}%{{visibility:{'visible' if shown else 'hidden'}}}")
    whole = sum(step.seconds for step in STORY)
    start = "visible" if 0 in numbers else "hidden"
    return (
        f"@keyframes k{count}{{{''.join(keys)}}}"
        f".k{count}{{visibility:{start};animation:k{count} {whole:g}s step-end infinite}}"
    )


def _row(place: int, row: Row, looks: dict[str, str]) -> str:
    """One row: the grounds of its runs, then their words, each held to its cells."""
    grounds, words, column = [], [], 0
    for text, style in row:
        ink, ground = _colours(style)
        if ground != GROUND:
            grounds.append(
                f'<rect x="{column * CELL:g}" y="{place * LINE}" width="{len(text) * CELL:g}" '
                f'height="{LINE + 0.5}" fill="{ground}"/>'
            )
        inner = text.strip()
        if inner:
            left = column + len(text) - len(text.lstrip())
            words.append(
                f'<text class="{_look(style, ink, looks)}" x="{left * CELL:g}" '
                f'y="{place * LINE + TYPE - 1}" textLength="{len(inner) * CELL:g}">'
                f"{escape(inner)}</text>"
            )
        column += len(text)
    return "".join((*grounds, *words))


def _colours(style: Style) -> tuple[str, str]:
    ink, ground = _hex(style.color, INK), _hex(style.bgcolor, GROUND)
    return (ground, ink) if style.reverse else (ink, ground)


def _hex(colour: Color | None, default: str) -> str:
    return default if colour is None or colour.is_default else colour.get_truecolor().hex


def _look(style: Style, ink: str, looks: dict[str, str]) -> str:
    parts = [f"fill:{ink}"]
    parts += ["font-weight:bold"] if style.bold else []
    parts += ["font-style:italic"] if style.italic else []
    parts += ["opacity:.6"] if style.dim else []
    lines = [
        name for name, on in (("underline", style.underline), ("line-through", style.strike)) if on
    ]
    parts += [f"text-decoration:{' '.join(lines)}"] if lines else []
    return looks.setdefault(";".join(parts), f"s{len(looks)}")


def _caption(step: Step) -> str:
    """The line below the screen: the key, and what it does."""
    top = (ROWS + 0.6) * LINE
    key = "w" if step.words == "Asks the writer." else step.keys
    left, cap = 0.0, ""
    if key:
        size = (len(key) + 2) * CELL
        left = size + CELL
        cap = (
            f'<rect x="0" y="{top:g}" width="{size:g}" height="{LINE * 1.3:g}" rx="4" '
            f'fill="#ffb454"/><text x="{CELL:g}" y="{top + LINE * 0.95:g}" fill="#121212" '
            f'font-weight="bold">{escape(key)}</text>'
        )
    words = (
        f'<text x="{left:g}" y="{top + LINE * 0.95:g}" fill="#ffffff">{escape(step.words)}</text>'
    )
    return cap + words


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(svg(asyncio.run(film())), encoding="utf-8")
