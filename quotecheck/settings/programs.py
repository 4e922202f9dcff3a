"""The programs that can show a source at a place, each with the arguments that take it there.

In an argument ``{path}``, ``{line}``, ``{page}``, ``{seconds}`` and ``{address}`` stand for the
place. A program that is named alone gets the arguments of this table; whoever writes a whole
command has to write them. No command ever goes through a shell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Command = tuple[str, ...]

PLAYERS: Mapping[str, Command] = {
    "mpv": ("--player-operation-mode=pseudo-gui", "--start={seconds}", "--", "{path}"),
    "vlc": ("--start-time={seconds}", "{path}"),
    "iina": ("--no-stdin", "--mpv-start={seconds}", "{path}"),
    "celluloid": ("--mpv-start={seconds}", "{path}"),
    "ffplay": ("-loglevel", "quiet", "-ss", "{seconds}", "{path}"),
    "mplayer": ("-really-quiet", "-ss", "{seconds}", "{path}"),
}

PDF_VIEWERS: Mapping[str, Command] = {
    "okular": ("--page", "{page}", "{path}"),
    "evince": ("--page-index={page}", "{path}"),
    "papers": ("--page-index={page}", "{path}"),
    "atril": ("--page-index={page}", "{path}"),
    "xreader": ("--page-index={page}", "{path}"),
    "zathura": ("--page={page}", "{path}"),
    "sioyek": ("--page", "{page}", "{path}"),
    "mupdf": ("{path}", "{page}"),
    "SumatraPDF": ("-page", "{page}", "{path}"),
    "firefox": ("{address}",),
    "chromium": ("{address}",),
    "google-chrome": ("{address}",),
}

_PLUS_LINE = ("+{line}", "{path}")
_COLON_LINE = ("{path}:{line}",)
_GOTO = ("--goto", "{path}:{line}")

TEXT_EDITORS: Mapping[str, Command] = {
    **dict.fromkeys(
        # Where none is set, the first that is installed is taken: one that says how to leave it.
        ("nano", "micro", "vim", "nvim", "vi", "pico", "emacs", "joe", "kak"),
        _PLUS_LINE,
    ),
    **dict.fromkeys(("hx", "helix", "subl", "zed"), _COLON_LINE),
    **dict.fromkeys(("code", "codium", "cursor"), _GOTO),
    **dict.fromkeys(("gvim", "gedit", "emacsclient", "bbedit", "mousepad"), _PLUS_LINE),
    "kate": ("--line", "{line}", "{path}"),
    "mate": ("--line", "{line}", "{path}"),
    "notepad++": ("-n{line}", "{path}"),
}

#: Editors with a window of their own; every other one is given the terminal until it ends.
WINDOWED = frozenset(
    (
        *("subl", "zed", "code", "codium", "cursor", "gvim", "gedit", "bbedit", "mousepad"),
        *("kate", "mate", "notepad++"),
    )
)

KNOWN: Mapping[str, Mapping[str, Command]] = {
    "player": PLAYERS,
    "pdf_viewer": PDF_VIEWERS,
    "text_editor": TEXT_EDITORS,
}


@dataclass(frozen=True, slots=True)
class Programs:
    """The programs that the settings name: a name alone, or a command; empty where any will do."""

    player: Command = ()
    pdf_viewer: Command = ()
    text_editor: Command = ()

    def or_else(self, other: Programs) -> Programs:
        """These, and of ``other`` what is not set here."""
        return Programs(
            self.player or other.player,
            self.pdf_viewer or other.pdf_viewer,
            self.text_editor or other.text_editor,
        )


NO_PROGRAMS = Programs()
