"""The version of the code that makes results, for everything that keeps them."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path

# Without what shows results and what others decide about them.
_LEFT_OUT = frozenset({"cli", "tui", "reports", "evaluation", "desk"})


@cache
def engine_version() -> str:
    """The version of quotecheck and the hash of every file, sub-packages included, that has a part
    in how an article is read, extracted and checked. What was kept under another is stale."""
    package = sys.modules["quotecheck"]  # importing it here would import all that it offers
    folder = Path(package.__file__ or "").parent
    code = hashlib.sha256()
    for path in sorted(_files(folder)):
        code.update(path.relative_to(folder).as_posix().encode() + b"\0")
        code.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{package.__version__}+{code.hexdigest()[:12]}"


def _files(folder: Path) -> list[Path]:
    return [
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix not in (".pyc", ".pyo")
        and path.relative_to(folder).parts[0] not in _LEFT_OUT
    ]
