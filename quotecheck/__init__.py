"""Find every quotation, say who is speaking and why, and check the words against the sources."""

from __future__ import annotations

__version__ = "0.1.0"
