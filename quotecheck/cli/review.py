"""``quotecheck review``: the review desk."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from quotecheck.cli import common, settled
from quotecheck.errors import InputError
from quotecheck.following import end_with

if TYPE_CHECKING:
    from quotecheck.desk import Desk
    from quotecheck.desk.bench import Bench
    from quotecheck.desk.file_bench import FileBench
    from quotecheck.settings.own import Settings


_SERVING = ("--host", "--port", "--token", "--token-file")


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``review``."""
    parser.epilog = """\
examples:
  quotecheck review story.txt                           with a folder sources/ beside it
  quotecheck review story.txt --sources transcripts/
  quotecheck review drafts/ --sources transcripts/      all drafts of a folder
  quotecheck review quotecheck-output/                  what `quotecheck batch` found
  quotecheck review story.txt --sources transcripts/ --plain

Every decision is saved at once, in .quotecheck beside the article or where --desk says.
Exit status: 0 all quotations are decided or the article is signed, 1 some are open, 2 it failed.
"""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="articles, folders, batch results")
    common.add_sources_option(
        parser,
        "files or folders to check against (default: a folder sources/ beside the article)",
    )
    parser.add_argument(
        "--desk",
        metavar="DIR",
        help="the folder for the decisions (default: .quotecheck beside the article)",
    )
    parser.add_argument(
        "--editor", metavar="NAME", help="name to decide under (default: your user name)"
    )
    parser.add_argument(
        "--plain", action="store_true", help="go line by line, without the full-screen desk"
    )
    common.add_index_option(parser)
    common.add_policy_option(parser)
    parser.add_argument("--settings", metavar="FILE", help="settings and keys (TOML)")
    parser.add_argument("--keys", action="store_true", help="list the keys of the desk and stop")
    parser.add_argument(
        "--sign-key", metavar="FILE", help="sign with this Ed25519 key (extra `keys`)"
    )
    common.add_rules_option(parser)
    settled.add_options(parser)
    _add_serve_options(parser)


def _add_serve_options(parser: argparse.ArgumentParser) -> None:
    serving = parser.add_argument_group("in a browser (needs the extra `serve`)")
    serving.add_argument("--serve", action="store_true", help="serve the desk to a browser")
    serving.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="default: loopback")
    serving.add_argument("--port", type=int, default=8760, help="default: 8760")
    serving.add_argument(
        "--token-file",
        metavar="FILE",
        help="read the access token from this file (default: QUOTECHECK_TOKEN, or a random one)",
    )
    serving.add_argument(
        "--token",
        metavar="WORD",
        help="the access token itself; other users of this machine can see it",
    )


def run(args: argparse.Namespace) -> int:
    """Open the desk."""
    if args.keys:
        return _print_keys(args)
    if not args.paths:
        raise InputError("no article was named", hint="quotecheck review story.txt")
    config = settled.settle(args, args.paths)
    if args.show_config:
        return settled.show(args, config)
    if args.serve:
        from quotecheck.tui.serve import read_token, serve

        token = read_token(args.token_file, args.token)
        return serve(args.host, args.port, token, _served_command(sys.argv[1:]))
    from quotecheck.desk import Desk

    common.silence_logs()
    settings = own_settings(args.settings)
    bench = open_bench(args)
    settings = replace(settings, programs=config.programs(settings))
    editor, _ = config.editor(args.editor, settings)
    folder = Path(args.desk) if args.desk else default_desk(args.paths)
    signer = None
    if args.sign_key:
        from quotecheck.desk import keys

        signer = keys.signer(args.sign_key)
    desk = Desk(folder, editor, rules_hash=bench.rules_hash, sources=bench.sources, signer=signer)
    with desk:
        settled.tell(config, reads=True)
        for warning in (*desk.warnings, *settled.sources_told(library_told(bench), config)):
            common.narrate(warning)
        if args.plain:
            from quotecheck.cli.plain import review_plain

            return review_plain(desk, bench, settings)
        status = run_app(desk, bench, settings)
        common.narrate(_what_next(args, status))
        return status


def _what_next(args: argparse.Namespace, status: int) -> str:
    """The command with which an editor goes on after leaving the desk."""
    from shlex import join

    if status:
        return f"go on where you left: quotecheck {join(sys.argv[1:])}"
    sources = ["--sources", *map(str, args.sources)] if args.sources else []
    desk = ["--desk", args.desk] if args.desk else []
    return f"for the file: quotecheck report {join([*args.paths, *sources, *desk])}"


def run_app(desk: Desk, bench: Bench, settings: Settings, *, demo: bool = False) -> int:
    """Run the app until the editor leaves it; gives the exit status."""
    served = "TEXTUAL_DRIVER" in os.environ  # a browser is the terminal
    if served:
        _end_with_the_server()
    if not served and not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise InputError("the desk needs a terminal", hint="use --plain where there is none")
    os.environ.setdefault("TEXTUAL_FPS", "250")  # a changed screen waits for the next frame
    if demo:
        from quotecheck.tui.demo import DemoApp as App
    else:
        from quotecheck.tui.app import ReviewApp as App  # type: ignore[assignment]

    if len(bench.names) == 1:
        bench.document(bench.names[0])  # what cannot be read is told before the screen is taken
    app = App(desk, bench, settings)
    # What is loaded stays: without this, each full garbage collection walks the whole library
    # and a key has to wait for it.
    gc.freeze()
    app.run()
    for line in app.standing:
        common.narrate(line)
    return app.return_code or int(app.left_open)


def _end_with_the_server() -> None:
    """End this process soon after the server that began it: kill -9 gives that no time to say so.
    What was decided is on the disk already."""
    server = os.environ.get("QUOTECHECK_SERVER", "")
    if not server.isdecimal() or os.name == "nt":  # there os.kill ends what it asks for
        return
    end_with(int(server))


def open_bench(args: argparse.Namespace) -> FileBench:
    """The articles that the arguments name, and the sources to check them against."""
    from quotecheck.articles import ENDINGS, find_articles
    from quotecheck.desk.batch_results import is_batch_result, named_sources, read_records
    from quotecheck.desk.file_bench import FileBench

    records = {}
    named = []
    for path in map(Path, args.paths):
        result = path / "results.jsonl" if path.is_dir() else path
        if is_batch_result(result):
            records.update(read_records(result))
        else:
            named.append(path)
    found = (
        [*find_articles(named, skip=args.sources), *map(Path, records)]
        if named
        else list(map(Path, records))
    )
    if not found:
        raise InputError("no articles found there", path=", ".join(args.paths), hint=ENDINGS)
    return FileBench(
        found,
        args.sources or named_sources(records.values()),
        common.load_rules(args.rules),
        policy=args.policy,
        index_dir=Path(args.index) if args.index else None,
        records=records,
        cache_dir=common.cache_dir() / "checked",
    )


def default_desk(paths: list[str]) -> Path:
    """The desk's folder if none is named: beside the articles."""
    from quotecheck.desk import DEFAULT_FOLDER

    places = {path if path.is_dir() else path.parent for path in map(Path, paths)}
    absolute = [str(place.absolute()) for place in places]
    return Path(os.path.commonpath(absolute)) / DEFAULT_FOLDER


def own_settings(path: str | None) -> Settings:
    """The editor's own settings, in the file that is named or in the usual place."""
    from quotecheck.settings.own import read_settings
    from quotecheck.tui.keys import COMMAND_IDS

    return read_settings(Path(path) if path else None, command_ids=COMMAND_IDS)


def _print_keys(args: argparse.Namespace) -> int:
    from quotecheck.tui.keys import COMMANDS

    keys = own_settings(args.settings).keys
    for each in COMMANDS:
        print(f"{each.id:<18} {keys.get(each.id, each.keys):<24} {each.help}")
    return 0


def library_told(bench: Bench) -> tuple[str, ...]:
    """Sentences on the sources of a bench: those that were read and those that were not."""
    from quotecheck.sources.catalog import catalog_lines

    return tuple(catalog_lines(bench.library)) if bench.library is not None else ()


def _served_command(arguments: list[str]) -> list[str]:
    """The command that each browser runs: this one without what concerns serving."""
    kept = []
    skip = False
    for argument in arguments:
        if skip:
            skip = False
        elif argument in _SERVING:
            skip = True
        elif argument != "--serve" and argument.partition("=")[0] not in _SERVING:
            kept.append(argument)
    return [sys.executable, "-m", "quotecheck", *kept]
