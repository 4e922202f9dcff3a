"""The way in which quotecheck was installed, and so the way to install an extra."""

from __future__ import annotations

import json
import sys
from pathlib import Path

DISTRIBUTION = "quotecheck-desk"
# What the programs that keep each tool in an environment of its own leave there.
_INSTALLERS = {"pipx_metadata.json": "pipx install --force", "uv-receipt.toml": "uv tool install"}


def extra_hint(extra: str) -> str:
    """The command that installs quotecheck as it is installed now, with an extra."""
    found = (
        command for name, command in _INSTALLERS.items() if (Path(sys.prefix) / name).is_file()
    )
    return f"{next(found, 'pip install')} '{_origin()}[{extra}]'"


def _origin() -> str:
    """The checkout or the wheel file that was installed, or the name that an index knows."""
    from importlib import metadata
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    try:
        told = metadata.distribution(DISTRIBUTION).read_text("direct_url.json") or "{}"
        address = urlsplit(json.loads(told).get("url", ""))
    except (metadata.PackageNotFoundError, ValueError, AttributeError):
        return DISTRIBUTION
    if address.scheme != "file":
        return DISTRIBUTION
    path = url2pathname(address.path)
    return path if Path(path).exists() else "path/to/quotecheck"
