"""The run over a folder, unattended: incremental, safe against crashes, bounded in memory."""

from __future__ import annotations

from quotecheck.batch.engines import Power
from quotecheck.batch.plan import Plan
from quotecheck.batch.recipe import Recipe
from quotecheck.batch.runner import RunState, run

__all__ = ["Plan", "Power", "Recipe", "RunState", "run"]
