"""The settings that a command goes by, and where each of them comes from.

What is typed counts most; then the environment; the user's own settings; `quotecheck.toml` in the
folder of the drafts or above it; a folder ``sources`` beside the drafts; and what quotecheck does
unless told otherwise.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quotecheck.cli import common
from quotecheck.display import one_line
from quotecheck.errors import InputError
from quotecheck.settings.finding import find_settings, sources_beside

if TYPE_CHECKING:
    from quotecheck.settings.folder import FolderSettings
    from quotecheck.settings.own import Settings
    from quotecheck.settings.programs import Programs

_DESK = ".quotecheck"
_TYPED = "the command line"
_DEFAULT = "default"
_FROM_FOLDER = ("sources", "rules", "policy", "desk", "index")


class Settled:
    """The settings of one command. ``origins`` says where those come from that were not typed,
    ``notes`` what the user should know of them, ``found`` which sources lay beside the draft."""

    def __init__(self) -> None:
        self.folder: FolderSettings | None = None
        self.origins: dict[str, str] = {}
        self.notes: list[str] = []
        self.found = ""

    def editor(self, typed: str | None, own: Settings) -> tuple[str, str]:
        """The name of whoever is deciding, and where it was found. The folder's file comes last: it
        must not make somebody sign by another name than their own."""
        candidates = (
            (typed, _TYPED),
            (os.environ.get("QUOTECHECK_EDITOR"), "QUOTECHECK_EDITOR"),
            (own.editor, str(own.path)),
            (self.folder.editor if self.folder else "", self.place("editor")),
        )
        return next(((name, where) for name, where in candidates if name), (_user(), "the account"))

    def programs(self, own: Settings) -> Programs:
        """The programs that show sources: the user's own choice, else the folder's."""
        return own.programs.or_else(self.folder.programs) if self.folder else own.programs

    def place(self, name: str) -> str:
        """The file and line where the folder's file gives a setting; nothing without such a
        file."""
        if self.folder is None:
            return ""
        line = self.folder.table.line(name)
        return f"{self.folder.path}:{line}" if line else str(self.folder.path)


def add_options(parser: argparse.ArgumentParser) -> None:
    """--config, --no-config, --show-config."""
    add_config_options(parser).add_argument(
        "--show-config", action="store_true", help="show which setting comes from where, and stop"
    )


def add_config_options(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """--config, --no-config."""
    group = parser.add_argument_group("settings of the folder (quotecheck.toml)")
    group.add_argument(
        "--config",
        metavar="FILE",
        help="use this file, not the one found in the draft's folder or above",
    )
    group.add_argument("--no-config", action="store_true", help="use no settings file")
    return group


def settle(args: argparse.Namespace, paths: Sequence[str]) -> Settled:
    """Fill in what was not typed from the folder's settings file and what lies beside the drafts.

    Raises:
        InputError: a settings file cannot be used.
    """
    settled = Settled()
    bases = _bases(paths)
    _read_folder(args, settled, bases)
    if settled.folder is not None:
        for name in _FROM_FOLDER:
            value = getattr(settled.folder, name)
            if value and hasattr(args, name) and not getattr(args, name):
                setattr(args, name, list(value) if name == "sources" else value)
                settled.origins[name] = settled.place(name)
        if settled.origins:
            names = ", ".join(settled.origins)
            settled.notes.append(f"settings from {settled.folder.path}: {names}")
    if not getattr(args, "sources", True) and (found := _beside(bases)):
        args.sources = [str(found)]
        settled.origins["sources"] = "found beside the draft"
        settled.found = str(found)
    return settled


def _bases(paths: Sequence[str]) -> list[Path]:
    """The folders of the drafts, each once; of a desk's folder the one around it."""
    found = dict.fromkeys(
        path if path.is_dir() else path.parent for path in map(Path, paths) if _is_local(path)
    )
    return [path.parent if path.name == _DESK else path for path in found]


def _is_local(path: Path) -> bool:
    return "://" not in path.as_posix() and ":/" not in path.as_posix()[2:]


def _read_folder(args: argparse.Namespace, settled: Settled, bases: Sequence[Path]) -> None:
    if args.config:
        from quotecheck.settings.folder import read

        settled.folder = read(Path(args.config), trusted=True)
        return
    if args.no_config or not bases:
        return
    start = Path(os.path.commonpath([base.absolute() for base in bases]))
    if find_settings(start) is None:
        return
    from quotecheck.settings import folder

    try:
        settled.folder, note = folder.read_found(start)
    except InputError as error:
        hint = (
            f"{error.hint}; --no-config goes without" if error.hint else "--no-config goes without"
        )
        raise InputError(error.reason, path=error.path, line=error.line, hint=hint) from error
    if note:
        settled.notes.append(f"{note} (--config {find_settings(start)} uses it)")


def _beside(bases: Sequence[Path]) -> Path | None:
    """The folder ``sources`` in the folder of the drafts. Raises InputError where there are
    several: what one draft rests on must not count for another."""
    found = {os.path.realpath(each): each for each in map(sources_beside, bases) if each}
    if len(found) > 1:
        named = ", ".join(map(str, found.values()))
        raise InputError(
            "the drafts have different sources beside them", path=named, hint="name --sources PATH"
        )
    return next(iter(found.values()), None)


def no_sources() -> InputError:
    """The error for a command that has nothing to check against."""
    return InputError(
        "there are no sources to check against",
        hint="name them with --sources PATH, or put them in a folder sources/ beside the draft",
    )


def setting_rows(args: argparse.Namespace, settled: Settled) -> Iterator[tuple[str, str, str]]:
    """Each setting of a command: its name, its value, and where that comes from."""
    from quotecheck.settings.own import read_settings

    defaults = {
        "sources": "none",
        "rules": "those that are shipped",
        "policy": "as the rules say",
        "desk": ".quotecheck beside the draft",
        "index": "in memory, or beside the sources",
    }
    for name, default in defaults.items():
        if hasattr(args, name):
            value = getattr(args, name)
            shown = ", ".join(value) if isinstance(value, list) else value
            where = settled.origins.get(name, _TYPED) if value else _DEFAULT
            yield name, str(shown or default), where
    if hasattr(args, "editor"):
        named = getattr(args, "settings", None)
        own = read_settings(Path(named) if named else None)
        yield "editor", *settled.editor(args.editor, own)
        yield from _programs(settled, own)
        for name in ("theme", "order"):
            yield name, getattr(own, name), str(own.path) if own.path else _DEFAULT


def _programs(settled: Settled, own: Settings) -> Iterator[tuple[str, str, str]]:
    """The programs that show sources: those that the settings name, the environment's editor, or
    what is found; each with its name, its command and where that comes from."""
    from quotecheck.launching import program_path
    from quotecheck.settings.programs import KNOWN

    programs = settled.programs(own)
    for name, known in KNOWN.items():
        if chosen := getattr(programs, name):
            mine = getattr(own.programs, name)
            yield name, " ".join(chosen), str(own.path) if mine else settled.place(name)
            continue
        variables = ("VISUAL", "EDITOR") if name == "text_editor" else ()
        named = next((each for each in variables if os.environ.get(each)), None)
        if named is not None:
            yield name, os.environ[named], f"${named}"
        else:
            yield name, next(filter(program_path, known), "none is installed"), _DEFAULT


def show(args: argparse.Namespace, settled: Settled) -> int:
    """Print what came from where."""
    found = [tuple(map(one_line, row)) for row in setting_rows(args, settled)]
    for name, value, where in found:
        width = max(len(each[1]) for each in found)
        print(f"{name:<12} {value:<{min(width, 40)}}  {where}")
    return 0


def tell(settled: Settled, *, quiet: bool = False, reads: bool = False) -> None:
    """Say what was found and used, so that no setting works unseen. A command that ``reads`` the
    sources says with ``sources_told`` where they were found."""
    for note in settled.notes:
        common.narrate(note, quiet=quiet)
    if settled.found and not reads:
        common.narrate(f"sources: {settled.found} (found beside the draft)", quiet=quiet)


def sources_told(lines: Iterable[str], settled: Settled) -> Iterator[str]:
    """The lines on the sources that were read; the first also says where they were found."""
    where = f"sources found beside the draft, in {settled.found}: " if settled.found else ""
    for line in lines:
        yield f"{where}{line}"
        where = ""
    if where:
        yield f"sources: {settled.found} (found beside the draft)"


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "editor"
