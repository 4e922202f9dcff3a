"""Sources: reading them into speaker turns, and finding words in them."""

from quotecheck.sources.library import Library
from quotecheck.sources.opening import open_library

__all__ = ["Library", "open_library"]
