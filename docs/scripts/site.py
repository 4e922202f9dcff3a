"""Pages of the site that are made from the code: a hook of mkdocs.

The reference of commands comes from the parser, the public API from the docstrings, and the pages
at the top of the repository are shown as they are there.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

sys.path.append(str(Path(__file__).parent))  # mkdocs loads this file as a module of its own
import modules

from quotecheck.cli import build_parser
from quotecheck.cli.pages import HelpPage, pages

ROOT = Path(__file__).parents[2]
PUBLIC = (
    ("Find and check", ("quotecheck.api.extract", "quotecheck.api.check")),
    ("Rules and sources", ("quotecheck.rules.load", "quotecheck.sources.open_library")),
    ("The desk", ("quotecheck.desk.Desk",)),
    ("Records", ("quotecheck.model",)),
    ("Records as JSON", ("quotecheck.record",)),
    ("Errors", ("quotecheck.errors",)),
)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that no file holds."""
    made = {
        "reference/commands.md": "\n".join(commands()),
        "reference/api.md": "\n".join(api()),
        "reference/modules.md": "\n".join(modules.page()),
        "reference/changelog.md": _of_the_top("CHANGELOG.md"),
        "reference/contributing.md": _of_the_top("CONTRIBUTING.md"),
    }
    for name, text in made.items():
        files.append(File.generated(config, name, content=text))
    return files


def commands() -> Iterator[str]:
    """The reference of commands, as Markdown."""
    os.environ.setdefault("COLUMNS", "100")
    yield "# Commands\n\nMade from `--help`; `quotecheck man` prints the same as a manual page.\n"
    for page in pages(build_parser()):
        yield from _command(page)


def _command(page: HelpPage) -> Iterator[str]:
    depth = "##" if page.name.count(" ") < 2 else "###"
    yield f"{depth} {page.name}\n\n{_text(page.summary)}\n\n```text\n{page.usage}\n```\n"
    for title, options in page.groups:
        yield f"| {_text(title)} | |\n|---|---|"
        yield from (f"| {_code(option.signs)} | {_text(option.help)} |" for option in options)
        yield ""
    if page.epilog:
        yield f"```text\n{page.epilog}\n```\n"


def _code(text: str) -> str:
    return f"`{text.replace('|', '&#124;')}`"


def _text(text: str) -> str:
    return re.sub(r"([\\*_<>|\[\]])", r"\\\1", text)


def api() -> Iterator[str]:
    """The reference of the library: what is public, and nothing else."""
    yield (
        "# The public API\n\nWhat stands here is kept: it changes with a new version only, and the "
        "changelog says how. Everything else in the package may change at any time. "
        "[As a library](../library.md) shows it at work.\n"
    )
    for title, names in PUBLIC:
        yield f"## {title}\n"
        yield from (f"::: {name}\n" for name in names)


def _of_the_top(name: str) -> str:
    """A page that lies beside the README, with its links as seen from ``reference/``."""
    text = (ROOT / name).read_text(encoding="utf-8")
    text = re.sub(r"\]\(docs/([^)]+)\)", r"](../\1)", text)
    return re.sub(r"\]\((CHANGELOG|CONTRIBUTING)\.md\)", lambda m: f"]({m[1].lower()}.md)", text)
