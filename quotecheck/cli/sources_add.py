"""``quotecheck sources add``: fetch pages, PDF files and posts into the sources' folder."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from quotecheck.cli import common
from quotecheck.display import clip, one_line
from quotecheck.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from quotecheck.sources.fetching import Fetched

_PAGES = (".html", ".htm", ".xhtml")
_HARDLY_ANY = 40  # words of a page that asks to sign in, or is filled by a script


def configure(actions: Any) -> None:
    """The action ``add`` and its options."""
    add: argparse.ArgumentParser = actions.add_parser(
        "add",
        help="fetch pages, PDF files, captions or posts into the sources' folder",
        description="Fetch pages, PDF files, captions or posts into the sources' folder.",
        epilog="examples:\n"
        "  quotecheck sources add https://www.example.org/remarks --to transcripts/\n"
        "  quotecheck sources add https://www.example.org/a.pdf https://www.example.org/b.vtt"
        " --to transcripts/\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add.add_argument("addresses", nargs="+", metavar="URL", help="http:// or https://")
    add.add_argument("--to", required=True, metavar="FOLDER", help="the folder of the sources")
    add.add_argument(
        "--allow-private", action="store_true", help="fetch from private networks, too"
    )
    add.add_argument(
        "--timeout", type=float, default=60, metavar="SECONDS", help="default: 60 for each address"
    )


def run(args: argparse.Namespace) -> int:
    """Fetch each address; one that fails is told, and the rest goes on."""
    from quotecheck.sources.fetching import fetch

    failed = 0
    for address in args.addresses:
        try:
            fetched = fetch(
                address, args.to, allow_private=args.allow_private, seconds=args.timeout
            )
        except InputError as error:
            failed += 1
            common.complain(error)
        else:
            _show(fetched)
    return 2 if failed else 0


def _show(fetched: Fetched) -> None:
    print(f"{one_line(str(fetched.path))}: {_said(fetched)}")
    if fetched.redirects:
        times = "once" if len(fetched.redirects) == 1 else f"{len(fetched.redirects)} times"
        print(f"    redirected {times}, finally to {one_line(fetched.final)}")
    page = fetched.path.suffix in _PAGES
    if page and fetched.state != "unchanged" and (count := _words(fetched.path)) < _HARDLY_ANY:
        held = "no words" if not count else f"hardly any words ({count})"
        reason = "it may need a sign-in, or be filled by a script"
        print(f"    holds {held}: {reason}; open it in a browser and save it from there")
    for difference in fetched.differences:
        print(f"    {clip(one_line(difference), 200)}")


def _words(path: Path) -> int:
    """The number of words that a reader of the file sees; 0 where it cannot be read."""
    from quotecheck.formats import contents

    try:
        found = list(contents(path.read_bytes(), str(path)))
    except (InputError, OSError):
        return 0
    return sum(len(block.text.split()) for content in found for block in content.blocks)


def _said(fetched: Fetched) -> str:
    if fetched.state == "unchanged":
        return "unchanged"
    size = f"{fetched.size:,} bytes, {one_line(fetched.content_type or 'of no stated type')}"
    if fetched.state == "new":
        return f"new, {size}"
    lines = "1 line differs" if fetched.changed == 1 else f"{fetched.changed:,} lines differ"
    if not fetched.differences:
        lines = "but the difference cannot be shown as text"
    old = one_line(fetched.previous.name) if fetched.previous else "the old copy"
    return f"changed, {lines}; {old} is kept"
