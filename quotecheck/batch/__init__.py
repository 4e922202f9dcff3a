"""The run over a folder, unattended: incremental, safe against crashes, bounded in memory."""

from __future__ import annotations

from quotecheck.batch.engines import Power
from quotecheck.batch.runner import Plan, State, run
from quotecheck.batch.work import Recipe

__all__ = ["Plan", "Power", "Recipe", "State", "run"]
