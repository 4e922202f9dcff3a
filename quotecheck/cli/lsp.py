"""``quotecheck lsp``: drafts checked in a text editor, as one types."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import BinaryIO

from quotecheck.cli import common
from quotecheck.errors import InputError
from quotecheck.installed import extra_hint


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``lsp``."""
    parser.epilog = """\
examples:
  quotecheck lsp                            what an editor starts for text, Markdown and pages
  quotecheck lsp --sources transcripts/     check every draft against these

An editor starts it and speaks the Language Server Protocol over standard input and output; how
to set it up is in docs/editors.md. Sources and rules are found as in quotecheck check: in the
quotecheck.toml of the draft's folder or one above, else in a folder sources/ beside it. Only the
editor changes a draft, and nothing is read but what these settings name.
"""
    common.add_sources_option(
        parser, "check against these (default: what quotecheck.toml names, or sources/)"
    )
    common.add_policy_option(parser)
    common.add_rules_option(parser)
    parser.add_argument(
        "--stdio",
        action="store_true",
        help="speak over standard input and output (always so; some editors pass this option)",
    )


def run(args: argparse.Namespace) -> int:
    """Serve until the editor ends it."""
    try:
        from quotecheck.folders import Typed
        from quotecheck.lsp.server import make_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol", "cattrs", "attrs"):
            raise
        raise InputError(
            "the extra for editors is not installed", hint=extra_hint("lsp")
        ) from error
    from quotecheck import __version__

    for path in args.sources:
        if not Path(path).exists():
            raise InputError("there is no such file or folder", path=path)
    if sys.stdin.isatty():
        common.narrate("waiting for an editor; Ctrl-C ends it")
    common.silence_logs()
    cache = common.cache_dir()
    sources = tuple(Path(path) for path in args.sources)
    server = make_server(Typed(cache, sources, args.rules, args.policy), __version__)
    server.start_io(sys.stdin.buffer, _protected_output())
    return 0


def _protected_output() -> BinaryIO:
    """Standard output for the protocol alone: what a library prints goes to standard error."""
    sys.stdout.flush()
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output
