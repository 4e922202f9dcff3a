"""Find every quotation, say who is speaking and why, and check the words against the sources."""

from __future__ import annotations

from quotecheck.api import check, extract

__all__ = ["__version__", "check", "extract"]

__version__ = "0.2.0"
