"""``quotecheck`` alone: what to do next, in ten lines."""

from __future__ import annotations

from pathlib import Path


def start_lines(here: Path) -> list[str]:
    """The first commands to type, for somebody who typed nothing else."""
    drafts = "drafts" if (here / "drafts").is_dir() else "story.txt"
    steps = (
        ("demo", "try it on four stories, with hints"),
        ("new FOLDER", "make a folder for a desk"),
        (f"review {drafts}", "decide, quotation by quotation"),
        (f"check {drafts}", "print what needs fixing"),
        (f"report {drafts} -o record.html", "what was decided, as a record"),
        ("COMMAND --help", "more on a command, with examples"),
        ("--help", "all commands"),
    )
    width = max(len(command) for command, _ in steps)
    return [
        "quotecheck finds every quotation in a draft and checks it against the sources.",
        "",
        *(f"  quotecheck {command:<{width}}  {what}" for command, what in steps),
    ]


def run() -> int:
    """Say it."""
    print("\n".join(start_lines(Path.cwd())))
    return 0
