"""``quotecheck demo``: the desk on the stories that are shipped, with hints."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from quotecheck.cli import common


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``demo``."""
    parser.epilog = """\
examples:
  quotecheck demo
  quotecheck demo --plain      line by line, for screen readers

Four stories with their sources are laid out in a temporary folder, which is removed at the end:
whatever you decide, nothing of yours is touched. Hints appear one after the other, as you do what
they say; f1 shows the next one.
"""
    parser.add_argument(
        "--plain", action="store_true", help="go line by line, without the full-screen desk"
    )


def run(args: argparse.Namespace) -> int:
    """Lay the stories out, and open the desk on them."""
    from quotecheck.articles import find_articles
    from quotecheck.cli.review import own_settings, run_app
    from quotecheck.desk import DEFAULT_FOLDER, Desk
    from quotecheck.desk.file_bench import FileBench
    from quotecheck.samples import lay_out

    common.silence_logs()
    settings = own_settings(None)
    with tempfile.TemporaryDirectory(prefix="quotecheck-demo-") as place:
        drafts, sources = lay_out(Path(place))
        bench = FileBench(list(find_articles([drafts])), [sources], common.load_rules(None))
        editor = settings.editor or "demo"
        with Desk(
            drafts / DEFAULT_FOLDER, editor, rules_hash=bench.rules_hash, sources=bench.sources
        ) as desk:
            if args.plain:
                from quotecheck.cli.plain import review_plain

                review_plain(desk, bench, settings)
            else:
                run_app(desk, bench, settings, demo=True)
    common.narrate(
        "the demo’s folder has been removed. For drafts of your own: quotecheck new FOLDER"
    )
    return 0
