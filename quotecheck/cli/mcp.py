"""``quotecheck mcp``: drafts and sources as tools for an assistant."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quotecheck.cli import common, settled
from quotecheck.errors import InputError
from quotecheck.installed import extra_hint
from quotecheck.settings.finding import find_settings

if TYPE_CHECKING:
    from quotecheck.assistant.workspace import Workspace
    from quotecheck.folders import Folder

_PORT = 8765
_INSTRUCTIONS = Path(__file__).parents[1] / "assistant" / "instructions.md"


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``mcp``."""
    parser.epilog = """\
examples:
  quotecheck mcp stories/ --sources transcripts/    what an assistant starts as its server
  quotecheck mcp stories/ --http                    on http://127.0.0.1:8765/mcp, with a token
  quotecheck mcp --instructions > AGENTS.md         how an assistant works in a writer's folder

What counts for a draft is found as in quotecheck check, but only inside FOLDER: the quotecheck.toml
in the draft's folder or above it, else a folder sources/ beside it, else that of FOLDER. An
assistant reads nothing outside these folders, and writes nothing without --allow-write.
"""
    parser.add_argument("folders", nargs="*", metavar="FOLDER", help="folders with the drafts")
    common.add_sources_option(
        parser,
        "check every draft against these (default: what quotecheck.toml names, or sources/)",
    )
    common.add_policy_option(parser)
    common.add_rules_option(parser)
    settled.add_config_options(parser)
    parser.add_argument(
        "--allow-write",
        action="store_true",
        help="let the assistant write records as new files in the folders",
    )
    parser.add_argument(
        "--http",
        nargs="?",
        type=int,
        const=_PORT,
        metavar="PORT",
        help=f"serve on this machine over HTTP, for whoever has the token (default: {_PORT})",
    )
    parser.add_argument(
        "--token-file",
        metavar="FILE",
        help="read the token from this file (default: QUOTECHECK_TOKEN, or a random one)",
    )
    parser.add_argument(
        "--instructions",
        action="store_true",
        help="print how an assistant works with drafts, for the file where it looks, and stop",
    )


def run(args: argparse.Namespace) -> int:
    """Serve until the assistant, or Ctrl-C, ends it."""
    if args.instructions:
        print(_INSTRUCTIONS.read_text(encoding="utf-8"), end="")
        return 0
    if not args.folders:
        raise InputError("no folder is named", hint="quotecheck mcp FOLDER --sources PATH")
    try:
        from quotecheck.assistant.server import app_with_token, make_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "pydantic", "starlette", "uvicorn"):
            raise
        raise InputError(
            "the extra for assistants is not installed", hint=extra_hint("mcp")
        ) from error
    from quotecheck import __version__

    server = make_server(_workspace(args), __version__)
    if args.http is None:
        server.run("stdio")
        return 0
    import uvicorn

    from quotecheck.tui.serve import read_token

    token = read_token(args.token_file, None) or secrets.token_urlsafe(24)
    address = f"http://127.0.0.1:{args.http}/mcp"
    print(f"quotecheck: {address}; Authorization: Bearer {token}", file=sys.stderr)
    app = app_with_token(server, token)
    uvicorn.run(app, host="127.0.0.1", port=args.http, log_level="warning")
    return 0


def _workspace(args: argparse.Namespace) -> Workspace:
    from quotecheck.assistant.workspace import Workspace
    from quotecheck.folders import Typed

    folders = [Path(folder) for folder in args.folders]
    for folder in folders:
        if not folder.is_dir():
            raise InputError("is not a folder", path=str(folder), hint="name the drafts' folder")
    sources = tuple(Path(path) for path in args.sources)
    for path in sources:
        if not path.exists():
            raise InputError("there is no such file or folder", path=str(path))
    typed = Typed(common.cache_dir(), sources, args.rules, args.policy, args.config, args.no_config)
    work = Workspace(folders, typed, may_write=args.allow_write)
    _tell(work.common(), folders)
    return work


def _tell(folder: Folder, roots: Sequence[Path]) -> None:
    """Say which settings count for a draft of which nothing else is known.

    Raises:
        InputError: there are no sources.
    """
    if folder.settings is not None:
        common.narrate(f"settings from {folder.settings.path}")
        common.tell_idle_lines(folder.rules, folder.settings.rules)
    if folder.note:
        common.narrate(folder.note)
    if not folder.sources:
        above = next(filter(None, map(find_settings, roots)), None)
        hint = "name --sources PATH"
        if above is not None:
            hint = f"name the folder {above.parent}, whose {above.name} says what counts, or {hint}"
        raise InputError("there is nothing to check against", hint=hint)
    common.narrate(f"sources: {', '.join(map(str, folder.sources))}")
