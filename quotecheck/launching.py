"""Starting a program that shows a source at a place.

A program is started with a list of arguments, never through a shell; what it is comes from the
user's settings, the environment (``$VISUAL``, ``$EDITOR``) or the table of known programs, never
from a source. Paths are whole, so that none begins with a hyphen.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from quotecheck.errors import InputError
from quotecheck.settings.programs import (
    PDF_VIEWERS,
    PLAYERS,
    TEXT_EDITORS,
    WINDOWED,
    Command,
    Programs,
)
from quotecheck.sources.originals import Form, Original

_PLACE = re.compile(r"\{(path|line|page|seconds|address)\}")
_PLUS_LINE = ("+{line}", "{path}")
# The argument with which an editor only shows a file: a source is evidence.
_READ_ONLY = {
    **dict.fromkeys(("vi", "vim", "nvim", "gvim", "view"), "-R"),
    **dict.fromkeys(("nano", "pico"), "-v"),
    "kak": "-ro",
}
# Where programs lie that are not on the path of commands.
_ELSEWHERE = {
    "vlc": (
        "/Applications/VLC.app/Contents/MacOS/VLC",
        r"C:\Program Files\VideoLAN\VLC\vlc.exe",
    ),
}

# The keys with which one leaves an editor that has the whole terminal.
_LEAVING = {
    **dict.fromkeys(("vi", "vim", "nvim", "hx", "helix", "kak"), ":q Enter"),
    **dict.fromkeys(("nano", "pico"), "Ctrl-X"),
    "micro": "Ctrl-Q",
    "emacs": "Ctrl-X Ctrl-C",
    "joe": "Ctrl-K X",
}

Find = Callable[[str], str | None]


class Launch(NamedTuple):
    """A command to start; ``waits`` if it needs the terminal until it ends."""

    arguments: tuple[str, ...]
    waits: bool = False

    @property
    def program(self) -> str:
        """The name of the program, without its folder."""
        return PurePath(self.arguments[0]).stem

    @property
    def way_back(self) -> str:
        """The words that tell how one comes back from it to the desk."""
        keys = _LEAVING.get(self.program)
        how = f"leave {self.program} ({keys})" if keys else f"leave {self.program}"
        return f"{how} to come back to the desk" if self.waits else "the desk goes on here"


def program_path(name: str) -> str | None:
    """The path of a program; never in the folder where somebody happens to be. None if there is
    none."""
    place = shutil.which(name)
    if place is not None and Path(place).is_absolute():
        return place
    return next((each for each in _ELSEWHERE.get(name, ()) if Path(each).is_file()), None)


def browser_is_here(environ: Mapping[str, str] = os.environ) -> bool:
    """Return whether a browser with a window can be opened: where there is no display, as over SSH,
    one in the terminal would be, and take the desk's screen."""
    if os.name == "nt" or sys.platform == "darwin":
        return True
    return any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))


def launch_for(
    original: Original,
    programs: Programs,
    environ: Mapping[str, str] = os.environ,
    find: Find = program_path,
) -> Launch:
    """The command that shows a file at its place.

    Raises:
        InputError: there is no program for it; the message says where the words are.
    """
    if original.form is Form.RECORDING:
        return Launch(_chosen(original, programs.player, PLAYERS, "player", find))
    if original.form is Form.PDF:
        return Launch(_chosen(original, programs.pdf_viewer, PDF_VIEWERS, "pdf_viewer", find))
    if original.form is Form.TEXT:
        return _edited(original, programs.text_editor, environ, find)
    return Launch(_by_the_system(original, find))


def start(launch: Launch) -> None:
    """Start a program; wait for it if it has the terminal. Raises InputError if it will not."""
    arguments = list(launch.arguments)
    try:
        if launch.waits:
            subprocess.run(arguments, check=False)  # noqa: S603 - see the top of this module
        else:
            subprocess.Popen(  # noqa: S603 - see the top of this module
                arguments,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be started: {reason}", path=arguments[0]) from error


def _chosen(
    original: Original, wanted: Command, known: Mapping[str, Command], setting: str, find: Find
) -> tuple[str, ...]:
    """The command of the settings, else the first known program that is installed."""
    if len(wanted) > 1:
        return _filled(wanted, original)
    for name in wanted or tuple(known):
        program = find(name)
        if program is not None:
            return _filled((program, *known.get(PurePath(name).stem, ("{path}",))), original)
    if wanted:
        raise InputError(f"there is no program {wanted[0]!r} for {original.words}")
    raise InputError(
        f"nothing is installed that shows {original.words}",
        hint=f"install one of {', '.join(list(known)[:4])}, or set {setting}",
    )


def _edited(original: Original, wanted: Command, environ: Mapping[str, str], find: Find) -> Launch:
    """The text editor: of the settings, of the environment, or a known one that is installed."""
    words: Sequence[str] = wanted
    if not words:
        try:
            words = shlex.split(environ.get("VISUAL") or environ.get("EDITOR") or "")
        except ValueError as error:
            raise InputError(f"$VISUAL or $EDITOR is not a command: {error}") from error
    if not words:
        words = next(([name] for name in TEXT_EDITORS if find(name)), [])
    if not words:
        raise InputError(f"no text editor is set for {original.words}", hint="set $EDITOR")
    name = PurePath(words[0]).stem
    waits = name not in WINDOWED
    if any(_PLACE.search(word) for word in words):
        return Launch(_filled(tuple(words), original), waits)
    program = find(words[0])
    if program is None:
        raise InputError(f"there is no program {words[0]!r} for {original.words}")
    places = TEXT_EDITORS.get(name, _PLUS_LINE)
    flag = _READ_ONLY.get(name)
    shows = (flag,) if flag and flag not in words else ()
    return Launch(_filled((program, *words[1:], *shows, *places), original), waits)


def _by_the_system(original: Original, find: Find) -> tuple[str, ...]:
    """The command with which the system opens such documents."""
    names = ("open",) if sys.platform == "darwin" else ("xdg-open", "gio")
    for name in names:
        if (program := find(name)) is not None:
            more = ("open",) if name == "gio" else ()
            return _filled((program, *more, "{path}"), original)
    if os.name == "nt" and (program := find("explorer")) is not None:
        return _filled((program, "{path}"), original)
    raise InputError(f"nothing is installed that shows {original.words}")


def _filled(command: Command, original: Original) -> tuple[str, ...]:
    """A command with the place in it; each argument stays one, whatever a name has in it."""
    values = {
        "path": str(original.path or ""),
        "line": str(original.line or 1),
        "page": str(original.page or 1),
        "seconds": f"{original.seconds or 0:g}",
        "address": original.link,
    }
    filled = tuple(_PLACE.sub(lambda hit: values[hit.group(1)], each) for each in command)
    named = any("{path}" in each or "{address}" in each for each in command)
    return filled if named else (*filled, values["path"])
