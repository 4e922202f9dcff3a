"""The command line: one module a command, imported only when that command runs.

Standard output carries data, standard error narration. Exit status: 0 nothing to fix,
1 findings, 2 could not do it, 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, NoReturn

from quotecheck import __version__
from quotecheck.cli import common
from quotecheck.display import one_line, width
from quotecheck.errors import QuotecheckError

# Articles come and go without cycles: looking for some every 700 objects, as Python does unless
# told otherwise, takes a tenth of the time.
_OBJECTS_A_COLLECTION = 50_000

COMMANDS = {
    "demo": "try the desk on four stories, with hints",
    "new": "make a folder for a desk: drafts, sources, settings",
    "extract": "find the quotations of articles and say who is speaking",
    "check": "compare quotations with the sources and say how they differ",
    "review": "open the review desk: confirm or correct each quotation",
    "batch": "check a whole folder or archive in one run",
    "report": "write up what was decided: a record, a corrected copy, queries",
    "sources": "list, search, name and fetch sources",
    "rules": "write, check, test and explain rules",
    "eval": "measure how well quotecheck does on a gold set",
    "mcp": "serve drafts and sources to an assistant, as tools",
    "lsp": "check drafts in a text editor, as you type",
    "man": "print the manual page",
}

EPILOG = """\
examples:
  quotecheck demo                                   try it
  quotecheck extract story.txt                      who said what
  quotecheck check story.txt --sources transcripts  whether the words are right
  quotecheck review story.txt                       decide, quotation by quotation
  quotecheck COMMAND --help                         more on a command

exit status: 0 nothing to fix, 1 findings, 2 the command failed
"""

_COMPLETION = """\
examples:
  eval "$(quotecheck completion bash)"                                     (in ~/.bashrc)
  quotecheck completion zsh > ~/.zfunc/_quotecheck                         (a folder of $fpath)
  quotecheck completion fish > ~/.config/fish/completions/quotecheck.fish
"""


class _Parser(argparse.ArgumentParser):
    """A parser that takes options by their whole names only, and shows what it was given without
    obeying it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **options})

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and end."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: error: {one_line(message)}\n")


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal. Given its width, argparse does not load shutil for it at
    every start, help or not."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=width(sys.stdout, default=82) - 2)


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """The parser; with the name of a command as ``only``, it knows no other."""
    parser = _Parser(
        prog="quotecheck",
        description="Find every quotation, say who is speaking, check the words against sources.",
        epilog=EPILOG,
        formatter_class=_Help,
    )
    parser.add_argument(
        "--debug", action="store_true", help="show where a fault in quotecheck arose"
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    parser.add_argument(
        "--verbose",
        action="store_true",
        help="with --version: also the engine, the rules, the weights, Python and the extras",
    )
    # Given the name, argparse need not work it out, which would load a formatter at every start.
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", prog="quotecheck")
    named = {only: COMMANDS[only]} if only in COMMANDS else COMMANDS
    for name, help_text in named.items():
        command = commands.add_parser(
            name,
            help=help_text,
            description=help_text[0].upper() + help_text[1:] + ".",
            formatter_class=_Help,
        )
        command.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)
        if only in (None, name):
            import_module(f"quotecheck.cli.{name}").configure(command)
    if only in COMMANDS:
        return parser
    completion = commands.add_parser(
        "completion",
        help="print the completion script for a shell",
        description="Print the completion script for a shell.",
        epilog=_COMPLETION,
        formatter_class=_Help,
    )
    completion.add_argument("shell", choices=("bash", "zsh", "fish", "tcsh"))
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit status."""
    if argv is None:  # the process is ours
        try:
            common.open_streams()
        except QuotecheckError as error:
            common.complain(error)
            return 2
    common.use_utf8()
    gc.set_threshold(_OBJECTS_A_COLLECTION, 20, 100)
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        arguments, common.debugging = _without_debug(arguments)
        if argv is None:  # the process is ours
            common.silence_libraries()
        parser = build_parser(arguments[0] if arguments else "")
        args = parser.parse_args(arguments)
        if args.verbose and not args.version and args.command is None:
            parser.error("--verbose goes with --version")
        return _run(args)
    except KeyboardInterrupt:
        print("quotecheck: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output is gone (as with `| head`): that is not an error.
        _silence_stdout()
        return 0
    except Exception as error:  # noqa: BLE001 - 1 means findings, a traceback means nothing
        common.complain_of(error)
        return 2


def _without_debug(arguments: list[str]) -> tuple[list[str], bool]:
    """The arguments without ``--debug``, which may stand anywhere, and whether it was there."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    kept = [each for each in options if each != "--debug"]
    return [*kept, *arguments[len(options) :]], len(kept) < len(options)


def _run(args: argparse.Namespace) -> int:
    try:
        if args.version:
            return _version(verbose=args.verbose)
        if args.command is None:
            from quotecheck.cli import start

            return start.run()
        if args.command == "completion":
            return _completion(args.shell)
        status: int = import_module(f"quotecheck.cli.{args.command}").run(args)
        sys.stdout.flush()
    except QuotecheckError as error:
        common.complain(error)
        return 2
    return status


def _version(*, verbose: bool) -> int:
    if verbose:
        from quotecheck.cli import version

        print("\n".join(version.version_lines()))
    else:
        print(f"quotecheck {__version__}")
    return 0


def _completion(shell: str) -> int:
    import shtab

    parser = build_parser()
    folders, files = shtab.DIRECTORY, shtab.FILE
    policies = shtab.cmd("; ".join(f"echo {name}" for name in _policies()))
    kinds = {"FOLDER": folders, "DIR": folders, "--policy": policies}
    _complete(parser, kinds | dict.fromkeys(("PATH", "FILE", "ARTICLE", "GOLD"), files))
    print(shtab.complete(parser, shell))
    return 0


def _policies() -> list[str]:
    """The policies of the shipped rules, whose names are words to a shell."""
    return sorted(filter(str.isalpha, common.load_rules(None).wording.policies))


def _complete(parser: argparse.ArgumentParser, kinds: Mapping[str, Any]) -> None:
    """Have the shell complete each argument by what ``kinds`` has for its option or what stands for
    it in the help."""
    for action in parser._actions:  # noqa: SLF001 - argparse tells of them in no other way
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for each in dict.fromkeys(action.choices.values()):
                _complete(each, kinds)
            continue
        names = (*action.option_strings, str(action.metavar))
        found = next((kinds[name] for name in names if name in kinds), None)
        if found is not None:
            action.complete = found  # type: ignore[attr-defined]


def _silence_stdout() -> None:
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
