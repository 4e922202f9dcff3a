"""The version of the code that makes results, for everything that keeps them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent
# Without what shows results and what others decide about them.
_LEFT_OUT = frozenset({"cli", "tui", "reports", "evaluation", "desk"})


@cache
def engine_version() -> str:
    """The hash of every file, sub-packages included, that has a part
    in how an article is read, extracted and checked. What was kept under another is stale."""
    code = hashlib.sha256()
    for path in sorted(_files(PACKAGE)):
        code.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0")
        code.update(hashlib.sha256(path.read_bytes()).digest())
    return code.hexdigest()[:16]


def _files(package: Path) -> list[Path]:
    return [
        path
        for path in package.rglob("*")
        if path.is_file()
        and path.suffix not in (".pyc", ".pyo")
        and path.relative_to(package).parts[0] not in _LEFT_OUT
    ]
