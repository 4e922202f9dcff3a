"""Finding the quotations of an article and saying who is speaking.

text ──marks──> spans ──chunks──> letters ──patterns──> options ──weights──> speakers
speakers ──people──> names
"""

from __future__ import annotations

from quotecheck.extraction.engine import extract

__all__ = ["extract"]
