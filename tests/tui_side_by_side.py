"""Snapshots of the screen that changed, before and after beside each other, as one page.

python tests/tui_side_by_side.py page.html [COMMIT]     (default: against the last commit)
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent / "snapshots"
STYLE = (
    "body{font:14px sans-serif;background:#888}section{display:flex;gap:1em;overflow:auto}"
    "pre{font:12px/1.25 monospace;margin:0;padding:4px}figure{margin:0 0 2em}"
)


def sections(text: str) -> dict[str, list[str]]:
    """The parts of a snapshot by their titles: the text, then the looks of each mode."""
    parts = re.split(r"^=== (.*)\n", text, flags=re.MULTILINE)
    found: dict[str, list[str]] = {}
    for title, body in zip(parts[1::2], parts[2::2], strict=True):
        for column, mode in enumerate(title.split(" | ")):
            found[mode] = [_of_mode(line, column) for line in body.splitlines()]
    return found


def _of_mode(line: str, column: int) -> str:
    """A line of the looks as it is for one mode: the legend has all of them beside each other."""
    letter, equals, looks = line.partition(" = ")
    return f"{letter} = {looks.split(' | ')[column]}" if equals and " | " in looks else line


def picture(text: list[str], looks: list[str]) -> str:
    """The screen in its colours, as HTML."""
    legend = dict(line.split(" = ", 1) for line in looks if " = " in line)
    rows = [line for line in looks if " = " not in line]
    lines = []
    for words, row in zip([*text, *[""] * (len(rows) - len(text))], rows, strict=False):
        at, line = 0, ""
        for letter, size in re.findall(r"([a-zA-Z])(\d+)", row):
            piece = words[at : at + int(size)].ljust(int(size))
            line += f'<span style="{css(legend[letter])}">{html.escape(piece)}</span>'
            at += int(size)
        lines.append(line)
    return "<pre>" + "\n".join(lines) + "</pre>"


def css(look: str) -> str:
    if look == "plain":
        return ""
    *words, ink, _, ground = look.split()
    if "reverse" in words:
        ink, ground = ground, ink
    style = f"color:{ink};background:{ground}"
    for word, rule in (
        ("bold", "font-weight:bold"),
        ("italic", "font-style:italic"),
        ("dim", "opacity:.7"),
        ("underline", "text-decoration:underline"),
        ("strike", "text-decoration:line-through"),
    ):
        style += f";{rule}" if word in words else ""
    return style


def git(*arguments: str) -> str:
    command = ["git", "-C", str(FOLDER), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def main(page: Path, commit: str = "HEAD") -> None:
    listed = git("diff", "--name-only", "--relative", commit, "--", ".")
    listed += git("ls-files", "--others", "--exclude-standard", ".")
    names = sorted(set(listed.split()))
    figures = []
    for name in names:
        path = FOLDER / name
        before = sections(git("show", f"{commit}:./{name}"))
        after = sections(path.read_text(encoding="utf-8")) if path.exists() else {}
        for mode in dict.fromkeys(title for title in (*before, *after) if title != "text"):
            if (before.get(mode), before.get("text")) == (after.get(mode), after.get("text")):
                continue
            shots = [
                picture(each["text"], each[mode]) if mode in each else "<pre>(none)</pre>"
                for each in (before, after)
            ]
            title = f"<figcaption>{html.escape(name)}, {html.escape(mode)}</figcaption>"
            figures.append(f"<figure>{title}<section>{''.join(shots)}</section></figure>")
    page.write_text(
        f"<!doctype html><meta charset=utf-8><title>Snapshots</title><style>{STYLE}</style>"
        + ("".join(figures) or "No snapshot has changed."),
        encoding="utf-8",
    )
    print(f"{len(names)} snapshots changed: {page}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
