"""``quotecheck new``: a folder for a desk, with drafts, sources, settings and rules, with notes."""

from __future__ import annotations

import argparse
import shlex
from contextlib import suppress
from pathlib import Path

from quotecheck.display import one_line
from quotecheck.errors import InputError

_FOLDERS = {
    "drafts": "put the drafts here",
    "sources": "and here transcripts, captions, posts, statements",
}


_RULES = "desk.yaml"  # as settings/new.toml names it


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``new``."""
    parser.epilog = """\
examples:
  quotecheck new budget-story
  quotecheck new .                 here, in the current folder

Drafts, sources and a desk.yaml that are there already stay as they are; a folder that has a
quotecheck.toml is a desk already, and nothing is made in it. Exit status: 0 done, 2 the command
failed.
"""
    parser.add_argument("folder", metavar="FOLDER", help="the folder to make, or to add to")


def run(args: argparse.Namespace) -> int:
    """Make the folder, and say what belongs where."""
    from quotecheck.settings.finding import NAME

    folder = Path(args.folder)
    settings = folder / NAME
    try:
        if settings.exists():
            reason = "is a desk's folder already: nothing was changed"
            command = f"quotecheck review {shlex.quote(str(folder / 'drafts'))}"
            raise InputError(reason, path=args.folder, hint=f"{command}, or name another FOLDER")
        for name in _FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        package = Path(__file__).parents[1]
        with suppress(FileExistsError):  # rules that are there stay, and are used
            _write(folder / _RULES, package / "rules" / "new.yaml")
        _write(settings, package / "settings" / "new.toml")
    except FileExistsError as error:
        place = str(error.filename or settings)
        raise InputError("is there already", path=place, hint="choose another FOLDER") from error
    except OSError as error:
        raise InputError(f"cannot be made: {error.strerror}", path=args.folder) from error
    except ValueError as error:
        raise InputError("is not a valid file name", path=args.folder) from error
    rows = [(f"{folder / name}/", what) for name, what in _FOLDERS.items()]
    rows.append((str(settings), "the settings, explained"))
    rows.append((str(folder / _RULES), "the desk's own rules, which count from now on"))
    width = max(len(one_line(place)) for place, _ in rows)
    for place, what in rows:
        print(f"{one_line(place):<{width}}  {what}")
    print(f"\nthen: quotecheck review {one_line(shlex.quote(str(folder / 'drafts')))}")
    return 0


def _write(path: Path, template: Path) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(template.read_text(encoding="utf-8"))
