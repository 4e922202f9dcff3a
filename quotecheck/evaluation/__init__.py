"""Measuring the engine on a gold set: articles whose quotations people have attributed.

gold ──read_gold──> GoldDocuments ──extract each──> Documents ──score──> Scores ──table──> lines
"""

from __future__ import annotations

from quotecheck.evaluation.gold import GoldDocument, GoldQuote, read_gold
from quotecheck.evaluation.score import Scores, score
from quotecheck.evaluation.table import table

__all__ = ["GoldDocument", "GoldQuote", "Scores", "read_gold", "score", "table"]
