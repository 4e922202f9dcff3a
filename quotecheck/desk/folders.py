"""The folders of a desk: the record, and what is for its owner alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from quotecheck.errors import DeskError

RECORD = "decisions"
PRIVATE = "private"


def is_private(name: str) -> bool:
    """Return whether a journal's name, or the id of an event, is of a private journal."""
    return name.startswith((f"{PRIVATE}/", f"{PRIVATE}-"))


def make_shared(folder: Path) -> Path:
    """Make a folder that is as open to a group as the one it lies in."""
    if folder.is_symlink() and folder.name == RECORD:
        raise DeskError("is a link, which is not followed", path=str(folder))
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        around = folder.absolute().parent.stat()
        if around.st_mode & stat.S_IWGRP:
            folder.chmod(stat.S_IMODE(folder.stat().st_mode) | (around.st_mode & 0o2070))
    return folder


def make_private(folder: Path) -> Path:
    """Make the folder in ``folder`` that is for this user alone."""
    user = getattr(os, "geteuid", lambda: 0)()
    for name in (PRIVATE, f"{PRIVATE}-{user}"):
        place = folder / name
        place.mkdir(exist_ok=True, mode=0o700)
        status = place.lstat()
        if not stat.S_ISDIR(status.st_mode):
            raise DeskError("is a link or file, not a folder", path=str(place))
        if status.st_uid == user:
            if status.st_mode & 0o077:
                place.chmod(0o700)
            return place
    raise DeskError("belongs to another user", path=str(place))
