"""A run as it was asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from quotecheck.batch.engines import Power
from quotecheck.batch.recipe import Recipe
from quotecheck.desk.confidential import Veil


@dataclass(frozen=True, slots=True)
class Plan:
    """A run: which folder, how, and where the results go; both may be addresses (s3://...).

    ``recipe`` says how a document is done; its hashes are filled in when the run begins. With
    ``retry`` documents that failed before are tried again though they have not changed.
    ``reports`` are further forms of the results (None: a page for each of the worst articles).
    With ``all_reports`` they have every report without marks, not only those that clash.
    ``veil`` hides the confidential names of a desk (None: of the one beside the articles).
    ``baseline`` is a file of accepted findings; with ``accept`` (reason, who) it is made from the
    findings as they are.
    """

    folder: str | Path
    output: str | Path
    recipe: Recipe = field(default_factory=Recipe)
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    power: Power = field(default_factory=Power)
    retry: bool = False
    reports: tuple[str, ...] | None = None
    all_reports: bool = False
    baseline: Path | None = None
    accept: tuple[str, str] | None = None
    veil: Veil | None = None
