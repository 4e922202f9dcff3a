"""The notes beside fetched sources, which keep the address of each."""

from __future__ import annotations

import json
import re
from pathlib import Path

from quotecheck.files import open_regular

NOTE = ".source.yaml"
_LIMIT = 100_000  # characters
_ADDRESS = re.compile(r"^address: (.+)$", re.MULTILINE)


def address_of(path: Path) -> str | None:
    """The address that a source was fetched from, if it was."""
    note = path.with_name(path.stem + NOTE)
    try:
        with open_regular(note) as file:
            found = _ADDRESS.search(file.read(_LIMIT).decode("utf-8", "replace"))
        address = json.loads(found.group(1)) if found else None
    except (OSError, ValueError):
        return None
    return (
        address
        if isinstance(address, str) and address.startswith(("http://", "https://"))
        else None
    )
