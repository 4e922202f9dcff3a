"""The hashes by which versions of texts and sources are known."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quotecheck.model import Source


def digest(text: str) -> str:
    """The hash that names a version of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def sources_digest(sources: Mapping[str, Source]) -> str:
    """The hash that names a set of sources; empty for none."""
    if not sources:
        return ""
    return digest("\n".join(f"{name}\t{digest(sources[name].text)}" for name in sorted(sources)))
